"""A concept map on paper: black on white, told apart by shape, dash and arrow head, as an SVG that needs nothing else.

The browser draws it by the same rules (`ui/coding_surface/map_view.mjs`, `shapes.mjs`).
"""

import base64
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from coding.display import paper
from coding.display.looks import Figure, colour
from coding.model import ConceptKind, TieKind

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
AROUND = 40
"""Pixels left free around the map."""

DASHES: Mapping[TieKind, str] = {
    "part": "",
    "leads": "",
    "supports": "10 5",
    "contradicts": "2 5 10 5",
    "associated": "2 5",
    "own": "18 4",
}
_HEADS: Mapping[TieKind, tuple[str, str]] = {
    "part": ("M1 8L7.5 3L14 8L7.5 13Z", "white"),
    "leads": ("M2 2L14 8L2 14Z", "#333333"),
    "supports": ("M4 2L14 8L4 14", "none"),
    "contradicts": ("M13 1V15M5 4L11 12M5 12L11 4", "none"),
    "own": ("M3 3L14 8L3 13Z", "white"),
}
_LINE, _BEND, _LETTER = 17, 46, 6.6
WIDEST = 1100
"""Pixels, at 96 an inch, of the longer side of a PNG."""

_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Card:
    """A concept as it is drawn: the middle and size of its box in pixels, and its name in lines."""

    kind: ConceptKind
    x: int
    y: int
    width: int
    height: int
    lines: Sequence[str]
    head: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Strand:
    """A tie as it is drawn: from card to card (by their place), with its word and how many excerpts speak for it."""

    this: int
    that: int
    kind: TieKind
    word: str
    evidence: int = 0


def picture(cards: Sequence[Card], strands: Sequence[Strand], title: str = "", caption: Sequence[str] = ()) -> str:
    """The map as SVG, with lines of small print below it."""
    left, top, wide, high = _frame(cards)
    told = [part for line in caption for part in wrap(line, max(20, round(wide / 5.6)))]
    below = 15 * len(told) + (8 if told else 0)
    drawn = [_strand(cards, one, bend) for one, bend in zip(strands, bends(strands), strict=True)]
    small = 'font-size="10" fill="#444444"'
    lines = "".join(
        f'<text x="{left + AROUND / 2:g}" y="{top + high + 12 + 15 * at:g}" {small}>{escape(line)}</text>'
        for at, line in enumerate(told)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{high + below:g}" '
        f'viewBox="{left:g} {top:g} {wide:g} {high + below:g}" font-family="{FONT}" role="img">'
        f"<title>{escape(title)}</title><defs>{_heads()}</defs>"
        f'<rect x="{left:g}" y="{top:g}" width="{wide:g}" height="{high + below:g}" fill="white"/>'
        f"{''.join(drawn)}{''.join(map(_card, cards))}{lines}</svg>"
    )


def _frame(cards: Sequence[Card]) -> tuple[float, float, float, float]:
    """Left, top, width and height of all cards with room around."""
    if not cards:
        return 0, 0, 400, 120
    left = min(one.x - one.width / 2 for one in cards) - AROUND
    top = min(one.y - one.height / 2 for one in cards) - AROUND
    right = max(one.x + one.width / 2 for one in cards) + AROUND
    bottom = max(one.y + one.height / 2 for one in cards) + AROUND
    return left, top, right - left, bottom - top


def _heads() -> str:
    return "".join(
        f'<marker id="head-{kind}" viewBox="0 0 16 16" refX="14" refY="8" markerWidth="13" markerHeight="13" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="{path}" fill="{fill}" stroke="#333333" '
        f'stroke-width="1.6"/></marker>'
        for kind, (path, fill) in _HEADS.items()
    )


def _card(one: Card) -> str:
    x, y = one.x - one.width / 2, one.y - one.height / 2
    box = 'fill="white" stroke="#333333" stroke-width="1.3"'
    if one.kind == "memo":
        fold = x + one.width - 14
        shape = (
            f'<path d="M{x:g} {y:g}H{fold:g}L{x + one.width:g} {y + 14:g}V{y + one.height:g}H{x:g}Z'
            f'M{fold:g} {y:g}V{y + 14:g}H{x + one.width:g}" {box}/>'
        )
    elif one.kind == "proposition":
        right, low = x + one.width, y + one.height
        shape = (
            f'<path d="M{x + 10:g} {y:g}H{right - 10:g}L{right:g} {y + 10:g}V{low - 10:g}L{right - 10:g} {low:g}'
            f'H{x + 10:g}L{x:g} {low - 10:g}V{y + 10:g}Z" {box}/>'
        )
    else:
        round_ = {"case": min(22.0, one.height / 2), "code": 5.0}.get(one.kind, 0.0)
        shape = f'<rect x="{x:g}" y="{y:g}" width="{one.width}" height="{one.height}" rx="{round_:g}" {box}/>'
    if one.kind == "code":
        fill = colour(one.colour, "#777777")
        shape += f'<rect x="{x:g}" y="{y:g}" width="7" height="{one.height}" rx="3" fill="{fill}"/>'
    told = [*([one.head] if one.head else []), *one.lines]
    text = "".join(
        f'<text x="{one.x}" y="{y + 20 + _LINE * at:g}" text-anchor="middle" fill="#111111" '
        + ('font-size="12" font-weight="bold">' if one.head and not at else 'font-size="13.5">')
        + f"{escape(line)}</text>"
        for at, line in enumerate(told)
    )
    return shape + text


def bends(strands: Sequence[Strand]) -> list[float]:
    """How far each of several ties between the same two is bent, in their order."""
    many: dict[frozenset[int], int] = {}
    for one in strands:
        pair = frozenset((one.this, one.that))
        many[pair] = many.get(pair, 0) + 1
    seen: dict[frozenset[int], int] = {}
    found = []
    for one in strands:
        pair = frozenset((one.this, one.that))
        at = seen.get(pair, 0)
        seen[pair] = at + 1
        found.append(at - (many[pair] - 1) / 2)
    return found


def _strand(cards: Sequence[Card], one: Strand, bend: float) -> str:
    this, that = cards[one.this], cards[one.that]
    dx, dy = that.x - this.x, that.y - this.y
    far = math.hypot(dx, dy) or 1
    side = 1 if one.this < one.that else -1
    over = (
        (this.x + that.x) / 2 - dy / far * bend * side * _BEND,
        (this.y + that.y) / 2 + dx / far * bend * side * _BEND,
    )
    (ax, ay), (bx, by) = _edge(this, over), _edge(that, over)
    turn = f"Q{over[0]:.1f} {over[1]:.1f} " if bend else "L"
    middle = ((ax + bx) / 2, (ay + by) / 2)
    if bend:
        middle = ((ax + 2 * over[0] + bx) / 4, (ay + 2 * over[1] + by) / 4)
    dash = f' stroke-dasharray="{DASHES[one.kind]}"' if DASHES[one.kind] else ""
    head = f' marker-end="url(#head-{one.kind})"' if one.kind in _HEADS else ""
    word = f"{one.word} ({one.evidence})" if one.evidence else one.word
    wide = len(word) * _LETTER + 10
    width = 2.2 if one.kind == "leads" else 1.7
    return (
        f'<path d="M{ax:.1f} {ay:.1f}{turn}{bx:.1f} {by:.1f}" fill="none" stroke="#333333" stroke-width="{width}"'
        f"{dash}{head}/>"
        f'<rect x="{middle[0] - wide / 2:.1f}" y="{middle[1] - 10:.1f}" width="{wide:.1f}" height="19" fill="white" '
        f'fill-opacity=".88"/>'
        f'<text x="{middle[0]:.1f}" y="{middle[1] + 4:.1f}" text-anchor="middle" font-size="12" font-style="italic" '
        f'fill="#111111">{escape(word)}</text>'
    )


def _edge(card: Card, to: tuple[float, float]) -> tuple[float, float]:
    """Where the way from the middle of a card to a point leaves it."""
    dx, dy = to[0] - card.x, to[1] - card.y
    if not dx and not dy:
        return card.x, card.y
    share = min(card.width / 2 / abs(dx or 1e-9), card.height / 2 / abs(dy or 1e-9))
    return card.x + dx * share, card.y + dy * share


def png(svg: str, browser: str) -> bytes:
    """The picture at print size, drawn by the browser at this path without a network (one of `paper.FAILURES`)."""
    size = _SIZE.search(svg)
    assert size
    wide, high = (float(one) for one in size.groups())
    shrunk = min(1.0, WIDEST / wide, WIDEST / high)
    figure = Figure()
    figure.update_layout(
        width=max(paper.WIDTH, round(wide * shrunk)),
        height=round(high * shrunk),
        margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        images=[
            {
                "source": "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode(),
                "xref": "paper",
                "yref": "paper",
                "x": 0,
                "y": 1,
                "sizex": 1,
                "sizey": 1,
                "sizing": "contain",
            }
        ],
    )
    hidden = {"visible": False}
    figure.update_layout(xaxis=hidden, yaxis=hidden)
    return paper.picture(figure, "png", browser)
