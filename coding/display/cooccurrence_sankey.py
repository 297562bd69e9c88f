"""Codes of one group on the left, of another on the right: a band as wide as they stand together often."""

from collections.abc import Sequence

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.pairs import Pairs, alone, told
from coding.display.scale import OWN, Scale
from coding.display.table import Options

_ROOM = 34
_LETTERS = 24
_BANDS = ("rgba(138, 151, 156, .55)", "rgba(138, 151, 156, .2)", "rgba(138, 151, 156, .38)")
_NOTHING = "rgba(0, 0, 0, 0)"
_EDGE = "rgba(90, 100, 105, .8)"
"""The bands of codes beside each other differ in how dark they are, and each has an edge: paper may know no colours."""

_PAD, _MARGIN, _EDGES, _THREAD = 30, 8, 12, 1e-6


def draw(table: Pairs, options: Options, scale: Scale = OWN) -> Figure:
    """Links in the order of the table, so that a click on one finds its pair; nodes in the order of the codebook."""
    left = sorted(scale.every("left", {one.first for one in table.pairs}))
    right = sorted(scale.every("right", {one.second for one in table.pairs}))
    nodes = [*left, *right]
    place = {("left", code): at for at, code in enumerate(left)}
    place |= {("right", code): at for at, code in enumerate(right, start=len(left))}
    links = [(one.first, one.second, float(one.n12)) for one in table.pairs]
    shade = {code: _BANDS[at % len(_BANDS)] for at, code in enumerate(left)}
    links += _threads(table, left, right)
    sums = [sum(many for one, _other, many in links if one == code and many >= 1) for code in left]
    sums += [sum(many for _one, other, many in links if other == code and many >= 1) for code in right]
    height = max(len(left), len(right), 1) * _ROOM + 160
    trace = go.Sankey(
        arrangement="fixed",
        domain={"y": _span(scale, sum(sums[: len(left)]), max(len(left), len(right)), height)},
        node={
            "label": [
                looks.label(f"{_name(table, code)} ({many:.0f})", _LETTERS)
                for code, many in zip(nodes, sums, strict=True)
            ],
            "color": [looks.colour(table.codes[code].colour) for code in nodes],
            "line": {"width": 1, "color": _EDGE},
            "pad": _PAD,
            "thickness": 16,
            "hovertemplate": "%{label}<extra></extra>",
        },
        link={
            "source": [place["left", one] for one, _other, _many in links],
            "target": [place["right", other] for _one, other, _many in links],
            "value": [many for _one, _other, many in links],
            "color": [shade[one] if many >= 1 else _NOTHING for one, _other, many in links],
            "line": {"width": [0.75 if many >= 1 else 0 for _one, _other, many in links], "color": _EDGE},
            "hovercolor": "rgba(138, 151, 156, .75)",
            "customdata": [told(table, row) for row in range(len(table.pairs))]
            + [""] * (len(links) - len(table.pairs)),
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        meta={
            **marks.listed([table.pair_ask(one.first, one.second) for one in table.pairs]),
            "nodes": [alone(table, code) for code in nodes],
        },
    )
    return looks.figure([trace], height=height)


def _threads(table: Pairs, left: Sequence[int], right: Sequence[int]) -> list[tuple[int, int, float]]:
    """Bands too thin to be seen: they hold the place of codes that only other pictures beside this one have."""
    mine = {one.first for one in table.pairs}, {one.second for one in table.pairs}
    lone = [(code, right[0], _THREAD) for code in left if code not in mine[0] and right]
    return lone + [(left[0], code, _THREAD) for code in right if code not in mine[1] and left]


def _span(scale: Scale, mine: float, many: int, height: float) -> list[float]:
    """From where to where the picture reaches, so that bands as wide as others beside it stand for as much."""
    most = scale.most("sum", mine)
    room, between = height - 2 * _MARGIN, max(many - 1, 0) * _PAD
    free = room - 2 * _EDGES - between
    high = between + free * mine / most if most else between + free
    return [max(0.0, 1 - (_EDGES + max(high, 1)) / room), 1 - _EDGES / room]


def _name(table: Pairs, code: int) -> str:
    return table.codes[code].said
