"""Saturation: new codes per interview as bars, codes so far as a line, and what any order would show on average."""

from collections.abc import Sequence

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.scale import OWN, Scale
from coding.display.table import Options, Table

_BLUE, _ORANGE = looks.OKABE_ITO[0], looks.OKABE_ITO[5]
_NEW = 0
_POINTS = 400
_DIGITS = 8
"""The room at the left, in digits: for the numbers of the axis and its title, which stands upright."""
_BAND = "rgba(138, 151, 156, .22)"


def draw(table: Table, options: Options, scale: Scale = OWN) -> Figure:
    """A bar per interview; lines of what has been met until then."""
    names = [looks.words(row.label) for row in table.rows]
    new, so_far, average, low, high = ([cells[at] for cells in table.cells] for at in range(5))
    told = [looks.words(column.label) for column in table.columns]
    quiet = {"mode": "lines", "hoverinfo": "skip", "line": {"width": 0}, "connectgaps": True}
    traces = [
        go.Scatter(x=names, y=low, showlegend=False, **quiet),
        go.Scatter(x=names, y=high, fill="tonexty", fillcolor=_BAND, name=f"{told[3]}–{told[4]}", **quiet),
        _bars(table, names, told[0]),
        go.Scatter(
            x=names,
            y=average,
            name=told[2],
            line={"color": looks.GREY, "dash": "dash", "width": 2},
            mode="lines",
            connectgaps=True,
            hovertemplate="%{y:.1f}<extra>%{fullData.name}</extra>",
        ),
        go.Scatter(
            x=names,
            y=so_far,
            name=told[1],
            mode="lines+markers",
            connectgaps=True,
            line={"color": _ORANGE, "width": 2, "shape": "hv" if len(names) > 60 else "linear"},
            # Of thousands there is no room to see each; all of them can be pointed at.
            marker={"size": 8 if len(names) <= 60 else 4, "maxdisplayed": _POINTS if len(names) > _POINTS else None},
            hovertemplate="%{x}: <b>%{y}</b><extra>%{fullData.name}</extra>",
            meta=marks.listed([row.ask for row in table.rows], upto=True),
        ),
    ]
    figure = looks.figure(
        traces,
        height=420,
        left=["0" * _DIGITS],
        below=looks.TITLED,
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
        hovermode="closest",
    )
    figure.update_xaxes(
        type="category",
        range=[-0.5, max(len(names), 1) - 0.5],
        showgrid=False,
        title={"text": looks.words(table.corner)},
    )
    most = scale.most("codes", max((float(one or 0) for one in (*new, *so_far, *high)), default=0) or 1)
    figure.update_yaxes(title={"text": looks.words(table.counted)}, range=[0, most * 1.06], tickformat=",d")
    return figure


def _bars(table: Table, names: Sequence[str], told: str) -> go.Bar:
    """A bar wherever something new was met: of thousands of interviews few brought any."""
    bringing = [row for row, cells in enumerate(table.cells) if cells[_NEW]]
    return go.Bar(
        x=[names[row] for row in bringing],
        y=[table.cells[row][_NEW] for row in bringing],
        name=told,
        marker={"color": _BLUE, "pattern": {"shape": "/", "size": 6, "solidity": 0.15, "fillmode": "overlay"}},
        hovertemplate="%{x}: <b>%{y}</b><extra>%{fullData.name}</extra>",
        meta=marks.listed([table.ask(row, _NEW) for row in bringing]),
    )
