"""Code lines: under the name of a text a row per code, a bar wherever it is coded."""

from collections.abc import Mapping, Sequence

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.scale import OWN, Scale
from coding.display.table import Head, Options, Table, unit

_BAR, _ROW, _HEADING, _LETTERS = 14, 22, 24, 44
_LINES, _FROM, _TO, _EXCERPTS = 0, 1, 2, 3
Line = tuple[str, str]
"""A text and a code."""


def draw(table: Table, options: Options, scale: Scale = OWN) -> Figure:
    """One trace of all bars; rows in the order of the codebook, texts under each other."""
    names = {(row.group, row.label): _code(row) for row in table.rows}
    lines = looks.words(table.columns[_LINES].label)
    places, headings, height = _laid(table.rows)
    ends = [(float(cells[_FROM] or 0), float(cells[_TO] or 0)) for cells in table.cells]
    # However short the words, their bar can be pointed at.
    longest = scale.most("end", max((last for _, last in ends), default=1))
    least = longest / 200
    told = [
        f"{looks.words(row.said)}: <b>{cells[_EXCERPTS]}</b><br>{lines} {cells[_LINES]}"
        for row, cells in zip(table.rows, table.cells, strict=True)
    ]
    trace = go.Bar(
        orientation="h",
        base=[first for first, _ in ends],
        x=[max(last - first, least) for first, last in ends],
        y=[places[row.group, row.label] for row in table.rows],
        width=_BAR,
        marker={"color": [looks.colour(row.colour) for row in table.rows], "line": {"width": 0}},
        customdata=told,
        hovertemplate="%{customdata}<extra></extra>",
        meta=marks.listed([table.ask(row, _EXCERPTS) for row in range(len(table.rows))]),
    )
    ticks = [looks.label(names[line]) for line in places]
    figure = looks.figure([trace], height=height + 70, left=ticks, below=looks.TITLED, showlegend=False)
    figure.update_xaxes(title={"text": looks.words(unit(table.columns[_TO]))}, zeroline=False)
    figure.update_xaxes(range=[0, longest * 1.01])
    figure.update_yaxes(
        range=[max(height, 1), 0],
        tickvals=list(places.values()),
        ticktext=ticks,
        zeroline=False,
    )
    for at, text in headings:
        figure.add_annotation(
            text=f"<b>{looks.words(text)}</b>",
            x=0,
            xref="paper",
            y=at,
            xanchor="left",
            yanchor="bottom",
            showarrow=False,
        )
    return figure


def _code(row: Head) -> str:
    return f"{row.label} {row.name}".strip()


def _laid(rows: Sequence[Head]) -> tuple[Mapping[Line, float], list[tuple[float, str]], float]:
    """Where the rows and headings stand, in pixels from the top, and where they end."""
    places: dict[Line, float] = {}
    headings: list[tuple[float, str]] = []
    at, group = 0.0, ""
    for row in rows:
        if row.group != group:
            group = row.group
            at += _HEADING
            headings.append((at, group))
        if (group, row.label) not in places:
            room = looks.band([_code(row)], _ROW)
            places[group, row.label] = at + room / 2
            at += room
    return places, headings, at
