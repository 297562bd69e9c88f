"""Code × case as a heatmap: the darker, the more; what is empty stays empty."""

import numpy as np

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.scale import OWN, Scale
from coding.display.table import Options, Table

_SPACED = 80
"""Up to so many columns there is room for a gap between two."""


def draw(table: Table, options: Options, scale: Scale = OWN) -> Figure:
    """A row per code and a column per case, in the order of the table."""
    counts = np.asarray([[cell or 0 for cell in cells] for cells in table.cells], dtype=np.int32).reshape(
        len(table.rows), len(table.columns)
    )
    most = int(scale.most("count", int(counts.max(initial=1))))
    names = [row.said for row in table.rows]
    gap = 2 if len(table.columns) <= _SPACED else 0
    trace = go.Heatmap(
        z=counts.astype(np.min_scalar_type(most)),
        x=[looks.words(column.said) for column in table.columns],
        y=[looks.label(name) for name in names],
        zmin=0,
        zmax=most,
        colorscale=looks.shades(most),
        showscale=most > 1,
        colorbar={
            "title": {"text": looks.words(table.counted), "side": "top"},
            "orientation": "h",
            "thickness": 10,
            "len": 0.5,
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
            "tickformat": ",d",
        },
        xgap=gap,
        ygap=gap or 1,
        hovertemplate="%{y}<br>%{x}: <b>%{z:,d}</b><extra></extra>",
        meta=marks.crossed([row.ask for row in table.rows], [column.ask for column in table.columns]),
    )
    figure = looks.figure([trace], height=len(names) * looks.band(names) + 130, left=trace["y"], below=looks.PLAIN)
    figure.update_xaxes(type="category", showgrid=False, zeroline=False)
    figure.update_yaxes(type="category", autorange="reversed", dtick=1, showgrid=False, zeroline=False)
    return figure
