"""Codes of one group on the left, of another on the right: a band as wide as they stand together often."""

import plotly.graph_objects as go

from coding.display import looks, marks
from coding.display.looks import Figure
from coding.display.pairs import Pairs, alone, told
from coding.display.table import Options

_ROOM = 34
_LETTERS = 24
_BAND = "rgba(138, 151, 156, .38)"


def draw(table: Pairs, options: Options) -> Figure:
    """Links in the order of the table, so that a click on one finds its pair; nodes in the order of the codebook."""
    left = sorted({one.first for one in table.pairs})
    right = sorted({one.second for one in table.pairs})
    nodes = [*left, *right]
    place = {("left", code): at for at, code in enumerate(left)}
    place |= {("right", code): at for at, code in enumerate(right, start=len(left))}
    trace = go.Sankey(
        arrangement="fixed",
        node={
            "label": [looks.label(_name(table, code), _LETTERS) for code in nodes],
            "color": [looks.colour(table.codes[code].colour) for code in nodes],
            "line": {"width": 0},
            "pad": 18,
            "thickness": 16,
            "hovertemplate": "%{label}<extra></extra>",
        },
        link={
            "source": [place["left", one.first] for one in table.pairs],
            "target": [place["right", one.second] for one in table.pairs],
            "value": [one.n12 for one in table.pairs],
            "color": _BAND,
            "hovercolor": "rgba(138, 151, 156, .75)",
            "customdata": [told(table, row) for row in range(len(table.pairs))],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        meta={
            **marks.listed([table.pair_ask(one.first, one.second) for one in table.pairs]),
            "nodes": [alone(table, code) for code in nodes],
        },
    )
    return looks.figure([trace], height=max(len(left), len(right)) * _ROOM + 160)


def _name(table: Pairs, code: int) -> str:
    return table.codes[code].said
