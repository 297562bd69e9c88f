"""The status of each indicator as stacked bars: a bar per kind of informant, under the name of the indicator."""

from collections.abc import Sequence

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.scale import OWN, Scale
from coding.display.table import Head, Options, Table

COLOURS = ("#009E73", "#E69F00", "#56B4E9", "#F0E442", "#D55E00", "#CC79A7", "#b9c0c3")
PATTERNS = ("", "\\", "/", ".", "x", "-", "")
"""Of the statuses in their order: what exists is solid, what is limited hatched, what is absent crossed out."""

_BAR, _HEADING, _LETTERS = 24, 22, 44


def draw(table: Table, options: Options, scale: Scale = OWN) -> Figure:
    """A bar per row of the table, a part of it per column."""
    places, headings, height = _laid(table.rows)
    styles = zip(table.columns, COLOURS, PATTERNS, strict=True)
    traces = [_parts(table, places, at, *style) for at, style in enumerate(styles)]
    ticks = [_tick(row) for row in table.rows]
    figure = looks.figure(
        traces,
        height=height + 110,
        left=ticks,
        below=looks.TITLED,
        barmode="stack",
        uniformtext={"minsize": 9, "mode": "hide"},
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"},
        annotations=[_heading(place, text) for place, text in headings],
    )
    most = max((sum(int(one or 0) for one in cells) for cells in table.cells), default=1)
    most = int(scale.most("count", most))
    figure.update_xaxes(
        title={"text": looks.words(table.counted)},
        range=[0, most * 1.02],
        tickformat=",d",
        dtick=1 if most < 8 else None,
    )
    figure.update_yaxes(range=[height, 0], tickvals=places, ticktext=ticks, showgrid=False, zeroline=False)
    return figure


def _parts(table: Table, places: Sequence[float], at: int, column: Head, colour: str, pattern: str) -> go.Bar:
    """Of one status: a part of every bar that has any of it; where none has, an empty one, for the legend's sake."""
    rows = [row for row, cells in enumerate(table.cells) if cells[at]] or list(range(min(1, len(table.rows))))
    return go.Bar(
        name=looks.words(column.said),
        x=[table.cells[row][at] for row in rows],
        y=[places[row] for row in rows],
        orientation="h",
        width=_BAR * 0.8,
        marker={
            "color": colour,
            "pattern": {"shape": pattern, "size": 6, "solidity": 0.22, "fillmode": "overlay"},
            "line": {"width": 0},
        },
        text=[table.cells[row][at] or "" for row in rows],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        customdata=[looks.words(table.rows[row].said) for row in rows],
        hovertemplate=f"%{{customdata}}<br>{looks.words(column.said)}: <b>%{{x:,d}}</b><extra></extra>",
        meta=marks.listed([table.ask(row, at) for row in rows]),
    )


def _heading(place: float, text: str) -> dict[str, object]:
    return {
        "text": f"<b>{text}</b>",
        "x": 0,
        "xref": "paper",
        "y": place,
        "xanchor": "left",
        "yanchor": "bottom",
        "align": "left",
        "showarrow": False,
    }


def _laid(rows: Sequence[Head]) -> tuple[list[float], list[tuple[float, str]], float]:
    """Where bars and headings stand, in pixels from the top, and where they end."""
    places, headings, at, group = [], [], 0.0, ""
    for row in rows:
        if row.group != group:
            group = row.group
            at += _HEADING + looks.LINE * (looks.lines([group], _LETTERS) - 1)
            headings.append((at, looks.label(group, _LETTERS)))
        room = _BAR if row.group else looks.band([row.said], _BAR)
        places.append(at + room / 2)
        at += room
    return places, headings, at


def _tick(row: Head) -> str:
    if not row.group:
        return looks.label(row.said)
    return looks.label(f"{row.label} ({row.size})" if row.size else row.label)
