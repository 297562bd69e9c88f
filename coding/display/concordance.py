"""Keyword in context as lines of text: the words under each other, what is said around them on both sides."""

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from coding.display import looks, marks
from coding.display.looks import Figure
from coding.display.table import Options, Table

_ROW = 26
_BEFORE, _WORD, _AFTER, _EXCERPTS = 0, 1, 2, 3
_LETTER = 0.0085
"""Half the width of a letter of the word in the middle, as a share of the picture where it is narrow."""


def draw(table: Table, options: Options) -> Figure:
    """A line per place; the whole line opens it. What has no room is cut at the edges."""
    rows = list(range(len(table.rows)))
    words = [str(cells[_WORD]) for cells in table.cells]
    half = 0.01 + _LETTER * max(map(len, words), default=0)
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
    quiet: dict[str, Any] = {"mode": "text", "hoverinfo": "skip", "y": rows}
    traces = [
        lines,
        _said([str(cells[_BEFORE]) for cells in table.cells], -half, "middle left", quiet),
        _said([f"<b>{looks.words(word)}</b>" for word in words], 0, "middle center", quiet, plain=False),
        _said([str(cells[_AFTER]) for cells in table.cells], half, "middle right", quiet),
    ]
    figure = looks.figure(traces, height=_ROW * len(rows) + 30, showlegend=False, bargap=0)
    figure.update_xaxes(range=[-0.5, 0.5], visible=False)
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        tickvals=rows,
        ticktext=[looks.words(f"{row.group} {row.label}") for row in table.rows],
        showgrid=False,
        zeroline=False,
    )
    return figure


def _said(texts: list[str], at: float, position: str, quiet: Mapping[str, Any], *, plain: bool = True) -> go.Scatter:
    told = [looks.words(text) for text in texts] if plain else texts
    return go.Scatter(x=[at] * len(told), text=told, textposition=position, **quiet)
