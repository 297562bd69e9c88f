"""Informants by informants, the stronger the colour the more alike; or as a map on which those alike stand close."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.scale import OWN, Scale
from coding.display.table import Options, Table


class Spot(Protocol):
    """Who stands where on the map."""

    @property
    def names(self) -> Sequence[str]: ...
    @property
    def ask(self) -> str: ...
    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...


class Alike(Table, Protocol):
    """The table with the shares behind it, and places on the map."""

    @property
    def shares(self) -> Sequence[Sequence[float]]: ...
    @property
    def spots(self) -> Sequence[Spot]: ...


def draw(table: Alike, options: Options, scale: Scale = OWN) -> Figure:
    """The map where it is chosen and there are enough informants for one, else the matrix."""
    return _map(table, scale) if options.get("shape") == "map" and table.spots else _matrix(table)


def _matrix(table: Alike) -> Figure:
    names, asks = [looks.label(row.said) for row in table.rows], [row.ask for row in table.rows]
    shares = np.asarray(table.shares, dtype=np.float32).reshape(len(names), len(names))
    np.fill_diagonal(shares, np.nan)
    trace = go.Heatmap(
        z=shares,
        x=names,
        y=names,
        zmin=0,
        zmax=1,
        colorscale=[[0, f"rgba({looks.SHADE}, 0)"], [1, f"rgb({looks.SHADE})"]],
        showscale=False,
        xgap=2,
        ygap=2,
        text=[[cell or "" for cell in row] for row in table.cells],
        texttemplate="%{text}" if len(names) <= 14 else None,
        hoverongaps=False,
        hovertemplate="%{y} – %{x}: <b>%{text}</b><extra></extra>",
        meta=marks.crossed(asks, asks, "OR"),
    )
    figure = looks.figure(
        [trace],
        height=len(names) * looks.band([row.said for row in table.rows], 30) + 90,
        left=names,
        below=looks.PLAIN,
    )
    figure.update_xaxes(type="category", showgrid=False, zeroline=False)
    figure.update_yaxes(type="category", autorange="reversed", dtick=1, showgrid=False, zeroline=False)
    return figure


def _map(table: Alike, scale: Scale) -> Figure:
    names = [looks.label(", ".join(one.names)) for one in table.spots]
    trace = go.Scatter(
        x=[one.x for one in table.spots],
        y=[one.y for one in table.spots],
        mode="markers+text",
        text=names,
        textposition="top center",
        marker={"size": 14, "color": looks.OKABE_ITO[0]},
        cliponaxis=False,
        hovertemplate="%{text}<extra></extra>",
        meta=marks.listed([one.ask for one in table.spots]),
    )
    figure = looks.figure([trace], height=480, showlegend=False)
    around = {"showticklabels": False, "showgrid": False, "zeroline": False, "ticks": "", "showline": False}
    wide = scale.most("wide", max(abs(one.x) for one in table.spots) * 1.25 or 1)
    high = scale.most("high", max(abs(one.y) for one in table.spots) * 1.25 or 1)
    figure.update_xaxes(range=[-wide, wide], **around)
    figure.update_yaxes(range=[-high, high], **around)
    return figure
