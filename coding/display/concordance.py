"""Keyword in context as lines of text: the words begin under each other, what is said around them on both sides."""

from typing import Any

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.scale import OWN, Scale
from coding.display.table import Options, Table

_ROW, _LETTERS = 26, 22
_BEFORE, _WORD, _AFTER, _EXCERPTS = 0, 1, 2, 3
_MARKS = tuple(",.;:?!)”’…/-")


def draw(table: Table, options: Options, scale: Scale = OWN) -> Figure:
    """A line per place; the whole line opens it. What has no room is cut at the edges."""
    rows = list(range(len(table.rows)))
    words = [str(cells[_WORD]) for cells in table.cells]
    told = [
        f"{looks.words(row.said)}: <b>{cells[_EXCERPTS]}</b><br>{looks.label(' '.join(map(str, cells[:3])), 60)}"
        for row, cells in zip(table.rows, table.cells, strict=True)
    ]
    lines = go.Bar(
        orientation="h",
        base=-0.5,
        x=[1.0] * len(rows),
        y=rows,
        width=1,
        marker={"color": [f"rgba(138, 151, 156, {0.12 if row % 2 else 0.03})" for row in rows], "line": {"width": 0}},
        customdata=told,
        hovertemplate="%{customdata}<extra></extra>",
        meta=marks.listed([table.ask(row, _EXCERPTS) for row in rows]),
    )
    said = [
        f"<b>{looks.words(word)}</b>{_behind(str(cells[_AFTER]))}"
        for word, cells in zip(words, table.cells, strict=True)
    ]
    before = [looks.words(str(cells[_BEFORE])) for cells in table.cells]
    quiet: dict[str, Any] = {"mode": "text", "hoverinfo": "skip", "x": [0] * len(rows), "y": rows}
    traces = [
        lines,
        go.Scatter(text=[f"{text}\u2002" for text in before], textposition="middle left", **quiet),
        go.Scatter(text=said, textposition="middle right", **quiet),
    ]
    places = [f"{row.group} {row.label}" for row in table.rows]
    room = max(_ROW, looks.LINE * looks.lines(places, _LETTERS) + 8)
    ticks = [looks.label(place, _LETTERS) for place in places]
    figure = looks.figure(traces, height=room * len(rows) + 30, left=ticks, showlegend=False, bargap=0)
    figure.update_xaxes(range=[-0.5, 0.5], showticklabels=False, showgrid=False, zeroline=False, ticks="")
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        tickvals=rows,
        ticktext=ticks,
        showgrid=False,
        zeroline=False,
    )
    return figure


def _behind(text: str) -> str:
    """What follows the word, with a blank between them unless it is a mark."""
    return looks.words(text if text[:1] in _MARKS else f" {text}")
