"""Codes as a network: the larger a code, the more informants speak of it; the wider a tie, the more often together.

A community has a colour and a shape of its own. Ties are opened at the small square in their middle.
"""

from collections.abc import Sequence

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.pairs import Network, alone, told
from coding.display.scale import OWN, Scale
from coding.display.table import Options

_SYMBOLS = ("circle", "square", "diamond", "pentagon", "hexagon", "octagon", "star", "cross")
_WIDTHS = (1.0, 2.0, 3.5, 5.5, 8.0)
_LEAST, _MOST = 14, 38
_ROW = 15
"""Pixels of height for each code that is drawn."""

_LETTER, _SQUARE = 7, 5
_ACROSS, _DOWN = 2.44 / 640, 2.44 / 440
"""What a pixel is in a picture of usual width and height."""

_PARTS = (0.5, *(0.5 + side * step / 40 for step in range(1, 13) for side in (1, -1)))
"""How far along a tie its mark may stand: from the middle outwards."""


def draw(table: Network, options: Options, scale: Scale = OWN) -> Figure:
    """Ties behind, above them what opens a tie, and above all the codes with their keys."""
    drawn = [at for at, group in enumerate(table.communities) if group is not None]
    traces = [*_ties(table, scale), _middles(table, drawn), *_codes(table, drawn, scale)]
    figure = looks.figure(
        traces,
        height=max(440, 300 + _ROW * len(drawn)),
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "itemclick": False, "itemdoubleclick": False},
    )
    hidden = {"showline": False, "showticklabels": False, "showgrid": False, "zeroline": False, "range": [-1.22, 1.22]}
    figure.update_xaxes(**hidden)
    figure.update_yaxes(**hidden)
    return figure


def _ties(table: Network, scale: Scale) -> list[go.Scatter]:
    """A trace for each width, its ties after each other."""
    most = scale.most("tie", max((one.n12 for one in table.pairs), default=1))
    lines: dict[float, list[tuple[float, float] | None]] = {}
    for one in table.pairs:
        width = _WIDTHS[min(len(_WIDTHS) - 1, int(len(_WIDTHS) * (one.n12 - 1) / max(most, 1)))]
        lines.setdefault(width, []).extend((table.spots[one.first], table.spots[one.second], None))
    return [
        go.Scatter(
            x=[at[0] if at else None for at in points],
            y=[at[1] if at else None for at in points],
            mode="lines",
            line={"width": width, "color": "rgba(138, 151, 156, .55)"},
            hoverinfo="skip",
            showlegend=False,
        )
        for width, points in sorted(lines.items())
    ]


def _middles(table: Network, drawn: Sequence[int]) -> go.Scatter:
    """What opens a tie: in its middle, or as near to it as no code and no key is in the way."""
    ends = [(table.spots[one.first], table.spots[one.second]) for one in table.pairs]
    boxes = [_box(table, at) for at in drawn]
    spots = [_free(one, other, boxes) for one, other in ends]
    return go.Scatter(
        x=[x for x, _y in spots],
        y=[y for _x, y in spots],
        mode="markers",
        marker={"symbol": "square", "size": 7, "color": looks.GREY},
        customdata=[told(table, row) for row in range(len(ends))],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
        meta=marks.listed([table.pair_ask(one.first, one.second) for one in table.pairs]),
    )


def _box(table: Network, at: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a code with its key above it, in a picture of usual size."""
    x, y = table.spots[at]
    wide = max(_MOST / 2, _LETTER * len(table.codes[at].label) / 2) + _SQUARE
    return (
        x - wide * _ACROSS,
        x + wide * _ACROSS,
        y - (_MOST / 2) * _DOWN,
        y + (_MOST / 2 + looks.LINE + _SQUARE) * _DOWN,
    )


def _free(
    one: tuple[float, float], other: tuple[float, float], boxes: Sequence[tuple[float, float, float, float]]
) -> tuple[float, float]:
    """The place on a tie nearest to its middle that lies in none of the boxes; the middle where there is none."""
    ways = [(one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part) for part in _PARTS]
    clear = (
        (x, y) for x, y in ways if not any(left < x < right and bottom < y < top for left, right, bottom, top in boxes)
    )
    return next(clear, ways[0])


def _codes(table: Network, drawn: Sequence[int], scale: Scale) -> list[go.Scatter]:
    """A trace for each community."""
    groups: dict[int, list[int]] = {}
    for at in drawn:
        groups.setdefault(table.communities[at] or 0, []).append(at)
    most = scale.most("size", max((table.codes[at].size for at in drawn), default=0) or 1)
    return [
        go.Scatter(
            name=", ".join(looks.words(table.codes[at].label) for at in mine[:4]) + (" …" if len(mine) > 4 else ""),
            x=[table.spots[at][0] for at in mine],
            y=[table.spots[at][1] for at in mine],
            mode="markers+text",
            text=[looks.words(table.codes[at].label) for at in mine],
            textposition="top center",
            cliponaxis=False,
            marker={
                "symbol": _SYMBOLS[number % len(_SYMBOLS)],
                "size": [_LEAST + (_MOST - _LEAST) * (table.codes[at].size / most) ** 0.5 for at in mine],
                "color": looks.OKABE_ITO[number % len(looks.OKABE_ITO)],
                "opacity": 1,
                "line": {"width": 1, "color": "white"},
            },
            customdata=[f"{looks.words(table.codes[at].said)}: <b>{table.codes[at].size}</b>" for at in mine],
            hovertemplate="%{customdata}<extra></extra>",
            meta=marks.listed([alone(table, at) for at in mine]),
        )
        for number, mine in sorted(groups.items())
    ]
