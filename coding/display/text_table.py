"""A table of words: rows grow with what stands in them, nothing of it is cut off; every cell opens its excerpts."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.scale import OWN, Scale
from coding.display.table import Head, Options, Table, Value

_LETTER, _PAD, _LINE = 6.6, 16, looks.LINE
_LEAST, _MOST, _LEFT = 11, 34, 26
"""Letters of a column, and of the names of rows."""

_HEADING = 24


def draw(table: Table, options: Options, scale: Scale = OWN) -> Figure:
    """Its own width, whatever room there is: columns are as wide as their words need, up to a line that is read."""
    left = max((len(_row_name(one)) for one in table.rows), default=0)
    widths = [
        max(_LEAST, min(_LEFT, left), len(table.corner) + 2),
        *(_letters(table, column) for column in range(len(table.columns))),
    ]
    widths = [int(scale.most(f"width {at}", letters)) for at, letters in enumerate(widths)]
    edges = [0.0]
    for letters in widths:
        edges.append(edges[-1] + letters * _LETTER + _PAD)
    heads = [looks.lines([one.said], letters) for one, letters in zip(table.columns, widths[1:], strict=True)]
    top = scale.most("top", max(heads, default=1)) * _LINE + _PAD
    tops, headings, bottom = _down(table, widths, top, scale)
    traces: list[Any] = [_names(table.rows, widths, tops, edges)]
    for column, head in enumerate(table.columns):
        traces += _column(table, column, head, tops, (edges[column + 1], edges[column + 2]), widths[column + 1])
    figure = looks.figure(traces, height=bottom + _PAD, showlegend=False, bargap=0, barmode="overlay")
    figure.update_layout(width=round(edges[-1] + _PAD), uniformtext={"minsize": 12, "mode": "show"})
    figure.update_xaxes(range=[0, edges[-1]], visible=False)
    figure.update_yaxes(range=[bottom, 0], visible=False)
    told = [
        _heading(edges[0], 0.0, table.corner, widths[0]),
        *(_heading(edges[at], 0.0, head.said, widths[at]) for at, head in enumerate(table.columns, 1)),
        *(_heading(0.0, at, text, 200) for at, text in headings),
    ]
    # All at once: each by itself, a figure looks at all that it has again.
    figure.update_layout(annotations=told)
    return figure


def _letters(table: Table, column: int) -> int:
    """As many as the longest word and a fair share of the longest entry need."""
    texts = [table.columns[column].said, *(_said(cells[column]) for cells in table.cells)]
    longest = max((len(word) for text in texts for word in text.split()), default=1)
    share = max(len(text) for text in texts) // 3
    return max(_LEAST, min(_MOST, max(longest, share)))


def _down(
    table: Table, widths: Sequence[int], top: float, scale: Scale
) -> tuple[list[tuple[float, float]], list[tuple[float, str]], float]:
    """Top and height of each row, where the headings of groups stand, and the end of it all."""
    tops, headings, at, group = [], [], top, ""
    for row, cells in zip(table.rows, table.cells, strict=True):
        if row.group != group:
            group = row.group
            headings += [(at, group)] if group else []
            at += _HEADING if group else _PAD / 2
        texts = [(_row_name(row), widths[0]), *zip(map(_said, cells), widths[1:], strict=True)]
        high = max(looks.lines([text], letters) for text, letters in texts) * _LINE + _PAD / 2
        high = scale.most(f"row {row.group}/{_row_name(row)}", high)
        tops.append((at, high))
        at += high
    return tops, headings, at


def _names(rows: Sequence[Head], widths: Sequence[int], tops: Sequence[tuple[float, float]], edges: Any) -> Any:
    return go.Scatter(
        mode="text",
        x=[edges[0] + 4] * len(rows),
        y=[at + high / 2 for at, high in tops],
        text=[looks.label(_row_name(row), widths[0]) for row in rows],
        textposition="middle right",
        hoverinfo="skip",
    )


def _column(
    table: Table, column: int, head: Head, tops: Sequence[tuple[float, float]], edges: tuple[float, float], letters: int
) -> list[Any]:
    rows = range(len(table.rows))
    asks = [table.ask(row, column) for row in rows]
    middles = [at + high / 2 for at, high in tops]
    texts = [_said(table.cells[row][column]) for row in rows]
    boxes = go.Bar(
        orientation="h",
        base=edges[0],
        x=[edges[1] - edges[0] - 3] * len(rows),
        y=middles,
        width=[high - 3 for _at, high in tops],
        marker={
            "color": [f"rgba({looks.SHADE}, .1)" if ask is not None else "rgba(138, 151, 156, .06)" for ask in asks],
            "line": {"width": 0},
        },
        customdata=[f"{looks.words(row.said)}<br>{looks.words(head.said)}" for row in table.rows],
        hovertemplate="%{customdata}<extra></extra>",
        meta=marks.listed(asks),
    )
    words = go.Scatter(
        mode="text",
        x=[edges[0] + 4] * len(rows),
        y=middles,
        text=[
            looks.label(text, letters) if ask is not None else f"<i>{looks.label(text, letters)}</i>"
            for text, ask in zip(texts, asks, strict=True)
        ],
        textposition="middle right",
        hoverinfo="skip",
    )
    return [boxes, words]


def _heading(x: float, y: float, text: str, letters: int) -> dict[str, Any]:
    return {
        "text": f"<b>{'<br>'.join(looks.words(line) for line in wrap(text, letters))}</b>",
        "x": x,
        "y": y,
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
    }


def _row_name(row: Head) -> str:
    return f"{row.label} {row.name}" if row.name and row.name != row.label else row.label


def _said(value: Value) -> str:
    return "" if value is None else str(value)
