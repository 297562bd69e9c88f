"""Code × code: how much of the row's code stands together with the column's; the diagonal is empty."""

from collections.abc import Callable, Mapping

import numpy as np

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.pairs import LINES, Pair, Pairs, alone, numbers
from coding.display.scale import OWN, Scale
from coding.display.table import Options

_WRITTEN = {True: 14, False: 8}
"""Up to so many codes the counts, or shares, stand in the cells, legible on a phone."""

_VALUES: Mapping[str, Callable[[Pair], tuple[float, float]]] = {
    "count": lambda one: (one.n12, one.n21),
    "coefficient": lambda one: (one.coefficient, one.coefficient),
    "portion": lambda one: (one.n12 / one.n1, one.n21 / one.n2),
}


def draw(table: Pairs, options: Options, scale: Scale = OWN) -> Figure:
    """A row and a column per code."""
    value, many = _VALUES[options["value"]], len(table.codes)
    cells = np.zeros((many, many))
    hover: list[list[list[str] | str]] = [[""] * many for _ in range(many)]
    for row, one in enumerate(table.pairs):
        cells[one.first, one.second], cells[one.second, one.first] = value(one)
        hover[one.first][one.second] = numbers(table, row)
        hover[one.second][one.first] = numbers(table, row, turned=True)
    counted = options["value"] == "count"
    most = scale.most("value", float(cells.max(initial=0)) or 1.0)
    names = [code.said for code in table.codes]
    trace = go.Heatmap(
        z=[[None if not at else int(at) if counted else round(float(at), 4) for at in line] for line in cells],
        x=[looks.words(code.label) for code in table.codes],
        y=[looks.label(name) for name in names],
        zmin=0,
        zmax=most if counted else 1,
        colorscale=_SHADES,
        showscale=most > 1 or not counted,
        colorbar={
            "orientation": "h",
            "thickness": 10,
            "len": 0.5,
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
            "tickformat": ",d" if counted else ".1f",
        },
        xgap=2,
        ygap=2,
        # The numbers alone, and once how they are told: of sixty codes that is a third of the weight.
        customdata=hover,
        hoverongaps=False,
        hovertemplate=f"%{{y}}<br>× %{{x}}<br>{_TOLD}<extra></extra>",
        texttemplate=("%{z:,d}" if counted else "%{z:.2f}") if many <= _WRITTEN[counted] else None,
        textfont={"size": 10},
        meta=_meta(table),
    )
    figure = looks.figure([trace], height=many * looks.band(names) + 110, left=trace["y"], below=looks.PLAIN)
    figure.update_xaxes(type="category", showgrid=False, zeroline=False, categoryorder="array")
    figure.update_xaxes(categoryarray=[looks.words(code.label) for code in table.codes], dtick=1)
    figure.update_yaxes(type="category", autorange="reversed", dtick=1, showgrid=False, zeroline=False)
    return figure


_TOLD = LINES.format(*(f"%{{customdata[{at}]}}" for at in range(8)))
_SHADES = [[0, "#dcebf5"], [1, f"rgb({looks.SHADE})"]]
"""Opaque, so that the numbers in the cells are read on light and dark pages alike."""


def _meta(table: Pairs) -> marks.Meta:
    """What a cell opens: both codes, joined as the table joins them; what all excerpts fulfil stands on both sides."""
    if not table.opens:
        return {}
    sides = [code.ask or "" for code in table.codes]
    if table.joined == "AND":
        return {**marks.crossed(sides, sides), **({"ask": table.only} if table.only else {})}
    mine = [alone(table, at) for at in range(len(sides))]
    return marks.crossed(mine, mine, table.joined)
