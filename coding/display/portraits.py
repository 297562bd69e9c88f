"""Portraits of interviews: a strip per text, read from left to right; in each piece of it a band per code met there."""

from collections.abc import Sequence

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.scale import OWN, Scale
from coding.display.table import Options, Table, unit

_STRIP, _ROOM = 26, 36
_FROM, _TO = 0, 1


def draw(table: Table, options: Options, scale: Scale = OWN) -> Figure:
    """A trace per code; what stands in one piece of a text shares its height."""
    names = list(dict.fromkeys(row.group for row in table.rows))
    room = max(_ROOM, looks.band(names))
    middle = {name: room * (place + 0.5) for place, name in enumerate(names)}
    bands = [_bands(cells) for cells in table.cells]
    styles = looks.apart([column.colour for column in table.columns[2:]])
    traces: list[go.Bar] = [_ground(table, middle)]
    for at, style in enumerate(styles, start=2):
        rows = [row for row, met in enumerate(bands) if at in met]
        height = [_STRIP / len(bands[row]) for row in rows]
        down = [
            middle[table.rows[row].group] - _STRIP / 2 + high * (bands[row].index(at) + 0.5)
            for row, high in zip(rows, height, strict=True)
        ]
        traces.append(
            go.Bar(
                name=looks.words(table.columns[at].said),
                orientation="h",
                base=[table.cells[row][_FROM] for row in rows],
                x=[_length(table, row) for row in rows],
                y=down,
                width=height,
                marker={"color": style.colour, "pattern": style.pattern, "line": {"width": 0}},
                customdata=[f"{looks.words(table.rows[row].said)}: <b>{table.cells[row][at]}</b>" for row in rows],
                hovertemplate="%{customdata}<extra>%{fullData.name}</extra>",
                meta=marks.listed([table.rows[row].ask for row in rows], table.columns[at].ask or ""),
            )
        )
    ticks = [looks.label(name, 16) for name in names]
    figure = looks.figure(
        traces,
        height=room * len(names) + 110 + looks.legend_room([column.said for column in table.columns[2:]]),
        left=ticks,
        below=looks.TITLED,
        barmode="overlay",
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
    )
    # The last number of the axis stands half beside it.
    figure.update_layout(margin={"r": 20})
    longest = scale.most("end", max((float(cells[_TO] or 0) for cells in table.cells), default=0) or 1)
    figure.update_xaxes(title={"text": looks.words(unit(table.columns[_TO]))}, range=[0, longest], zeroline=False)
    figure.update_yaxes(
        range=[room * len(names), 0],
        tickvals=list(middle.values()),
        ticktext=ticks,
        showgrid=False,
        zeroline=False,
    )
    return figure


def _bands(cells: Sequence[object]) -> list[int]:
    """The columns of the codes that a piece has."""
    return [at for at, count in enumerate(cells) if at > _TO and count]


def _length(table: Table, row: int) -> float:
    begins, ends = table.cells[row][_FROM], table.cells[row][_TO]
    return float(ends or 0) - float(begins or 0)


def _ground(table: Table, middle: dict[str, float]) -> go.Bar:
    """How long each text is."""
    ends = {row.group: float(cells[_TO] or 0) for row, cells in zip(table.rows, table.cells, strict=True)}
    return go.Bar(
        orientation="h",
        x=list(ends.values()),
        y=[middle[name] for name in ends],
        width=_STRIP,
        marker={"color": "rgba(138, 151, 156, .16)", "line": {"width": 0}},
        hoverinfo="skip",
        showlegend=False,
    )
