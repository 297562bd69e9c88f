"""Saturation: new codes per interview as bars, codes so far as a line, and what any order would show on average."""

from collections.abc import Sequence

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.scale import OWN, Scale
from coding.display.table import Options, Table, Value

_BLUE, _ORANGE = looks.OKABE_ITO[0], looks.OKABE_ITO[5]
_BAND = "rgba(138, 151, 156, .22)"


def draw(table: Table, options: Options, scale: Scale = OWN) -> Figure:
    """A bar per interview; lines of what has been met until then."""
    names = [looks.words(row.label) for row in table.rows]
    new, so_far, average, low, high = ([cells[at] for cells in table.cells] for at in range(5))
    told = [looks.words(column.label) for column in table.columns]
    every = range(len(names))
    quiet = {"mode": "lines", "hoverinfo": "skip", "line": {"width": 0}, "connectgaps": True}
    traces = [
        go.Scatter(x=names, y=low, showlegend=False, **quiet),
        go.Scatter(x=names, y=high, fill="tonexty", fillcolor=_BAND, name=f"{told[3]}–{told[4]}", **quiet),
        _bars(names, new, told[0], [table.ask(at, 0) for at in every]),
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
            marker={"size": 8 if len(names) <= 60 else 4},
            hovertemplate="%{x}: <b>%{y}</b><extra>%{fullData.name}</extra>",
            meta=marks.listed([row.ask for row in table.rows], upto=True),
        ),
    ]
    figure = looks.figure(
        traces, height=420, legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"}, hovermode="closest"
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


def _bars(names: Sequence[str], new: Sequence[Value], told: str, asks: Sequence[str | None]) -> go.Bar:
    return go.Bar(
        x=names,
        y=new,
        name=told,
        marker={"color": _BLUE, "pattern": {"shape": "/", "size": 6, "solidity": 0.15, "fillmode": "overlay"}},
        hovertemplate="%{x}: <b>%{y}</b><extra>%{fullData.name}</extra>",
        meta=marks.listed(asks),
    )
