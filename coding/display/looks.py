"""How every figure looks: labels that are never cut off, colours anybody can tell apart, paper and screen.

On the screen a figure leaves text, lines and background to the page, so that it is at home in light and dark. On paper
it is black on white. Colours that tell things apart are those of Okabe & Ito; each stands with a pattern of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from textwrap import wrap

from coding.display.traces import Figure as Figure
from coding.display.traces import Trace, made

OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999")
PATTERNS = ("", "/", ".", "x", "-", "\\", "+", "|")
"""One behind each colour: they stay apart where a printer knows no colours."""

LINE = 17
"""Height of a line of a label in pixels."""

LETTERS = 26
"""Longest line of a label."""

SHADE = "0, 114, 178"
GREY = "#8a979c"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LINES = "rgba(138, 151, 156, .3)"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
SCREEN_FONT = '"Source Sans", sans-serif'


PLAIN, DATED, TITLED = 38, 47, 60
"""Pixels that the labels of the lower axis take: in one line, in two as dates have, and with a title."""

_NARROW, _WIDE = frozenset("iIjlftr.,:;'|!()[]/- ·"), frozenset("mwMW@%…–—")


def figure(
    traces: Sequence[Trace], *, height: float, left: Sequence[str] = (), below: float = 8, **layout: object
) -> Figure:
    """A figure of so many pixels' height, as wide as there is room for; margins grow with the labels.

    Labels at the `left` and what stands `below` are given room at once: a figure that finds too little is drawn again.
    """
    one = made(traces)
    one.update_layout(
        font={"family": SCREEN_FONT, "size": 12, "color": GREY},
        height=round(height),
        margin={"l": _beside(left), "r": 8, "t": 8, "b": below, "pad": 4},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        dragmode=False,
        hoverlabel={"align": "left", "namelength": -1, "font": {"family": SCREEN_FONT, "size": 12}},
        **layout,
    )
    # With room made for them no label is cut; looking for such ones measures each, several times over.
    axis = {"automargin": True, "fixedrange": True, "ticklabeloverflow": "allow"}
    lines = {"gridcolor": _LINES, "zerolinecolor": _LINES}
    one.update_xaxes(title={"font": {"size": 14}, "standoff": 20}, showgrid=False, zeroline=False, **lines, **axis)
    one.update_yaxes(title={"font": {"size": 14}, "standoff": 24}, **lines, **axis)
    return one


def _beside(labels: Sequence[str]) -> int:
    """Pixels that labels in lines take at the left, rather too many than too few."""
    lines = {line for label in labels for line in unescape(label).split("<br>")}
    return 8 + (round(max(map(_long, lines)) + 8) if lines else 0)


def _long(line: str) -> float:
    """About how many pixels a line takes in letters of 12 pixels."""
    return sum(_letter(one) for one in line)


@lru_cache
def _letter(one: str) -> float:
    if one in _NARROW:
        return 3.8
    if one in _WIDE:
        return 10.2
    return 12 if not one.isascii() else 7.6 if one.isupper() else 6.3


def words(text: str) -> str:
    """What people wrote, safe where a figure reads markup."""
    return escape(text, quote=False)


# Tables have the same few words in thousands of cells, and are measured before they are drawn.
@lru_cache(maxsize=20_000)
def label(text: str, letters: int = LETTERS) -> str:
    """A label in lines of few letters; nothing of it is left out."""
    return "<br>".join(map(words, _wrapped(text, letters)))


def lines(texts: Sequence[str], letters: int = LETTERS) -> int:
    """How many lines the longest of these labels takes."""
    return max((len(_wrapped(text, letters)) or 1 for text in texts), default=1)


@lru_cache(maxsize=20_000)
def _wrapped(text: str, letters: int) -> tuple[str, ...]:
    return tuple(wrap(text, letters))


def band(texts: Sequence[str], least: float = 22) -> float:
    """The height of a row with one of these labels beside it."""
    return max(least, LINE * lines(texts) + 5)


def colour(given: str, fallback: str = OKABE_ITO[0]) -> str:
    """A code's colour, where it is one."""
    return given if _COLOUR.fullmatch(given) else fallback


def shades(most: float) -> list[list[object]]:
    """From nothing (0) through light to dark: what lies below shines through, so that it fits light and dark pages."""
    least = 0.5 / most if most > 1 else 0.5
    return [
        [0, f"rgba({SHADE}, 0)"],
        [least, f"rgba({SHADE}, 0)"],
        [least, f"rgba({SHADE}, .14)"],
        [1, f"rgb({SHADE})"],
    ]


def on_paper(one: Figure, width: float, caption: Sequence[str] = ()) -> Figure:
    """The figure black on white, so many pixels wide (or as wide as it must be), with lines of small print below."""
    made = Figure(one)
    width = max(width, made.layout.width or 0)
    line = {
        "linecolor": "#555555",
        "gridcolor": "#dddddd",
        "zerolinecolor": "#bbbbbb",
        "tickfont": {"color": "#111111"},
    }
    made.update_layout(
        datarevision=None,
        width=round(width),
        paper_bgcolor="white",
        plot_bgcolor="white",
        font={"family": FONT, "size": 12, "color": "#111111"},
    )
    made.update_xaxes(**line)
    made.update_yaxes(**line)
    told = [words(part) for text in caption for part in wrap(text, round(width / 8))]
    if told:
        _caption(made, told)
    return made


def _caption(made: Figure, told: Sequence[str]) -> None:
    """Lines below: as a part of the title of the axis, for which room is made; where there is none, at the bottom."""
    below = 18 * len(told) + 16
    made.layout.height = round((made.layout.height or 400) + below)
    small = "<br>".join(f'<span style="font-size:10px;color:#444444">{line}</span>' for line in told)
    if any("xaxis" in trace for trace in made.data):
        title = made.layout.xaxis.title.text
        made.layout.xaxis.title = {
            "text": f"{title}<br>{small}" if title else small,
            "font": {"size": 12},
            "standoff": 12,
        }
    else:
        made.layout.height += LINE
        place = {"x": 0.5, "y": below / made.layout.height, "yanchor": "top"}
        made.update_layout(margin={"b": below + LINE}, title={"text": small, **place})


@dataclass(frozen=True, slots=True)
class Style:
    """A colour with the pattern that tells it apart where there is no colour."""

    colour: str
    pattern: dict[str, object]


def apart(given: Sequence[str]) -> list[Style]:
    """A style for each: its own colour where no two have the same, else one of ours; patterns differ beside."""
    own = [colour(one, "") for one in given]
    mine = all(own) and len(set(own)) == len(own)
    return [
        Style(
            own[at] if mine else OKABE_ITO[at % len(OKABE_ITO)],
            {
                "shape": PATTERNS[(at + at // len(PATTERNS)) % len(PATTERNS)],
                "size": 6,
                "solidity": 0.2,
                "fillmode": "overlay",
            },
        )
        for at in range(len(own))
    ]


def legend_room(names: Sequence[str]) -> int:
    """Pixels that a legend above the figure takes where the screen is narrow."""
    return LINE * len(names) if len(names) > 4 else 2 * LINE


def ink(colour: str) -> str:
    """Black or white, whichever is read more easily on this colour."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return "#111111" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 else "#ffffff"
