"""Several figures in one file: a picture with a heading above each of them, or a page that needs no network."""

import asyncio
import re
from base64 import b64encode
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Literal

import kaleido
import plotly.graph_objects as go

from coding.display.looks import FONT, LINE, Figure, on_paper
from coding.display.paper import DOTS, Plate, filled, plate_of, sized

BESIDE, ALONE = 460, 605
"""Pixels of a figure's width: of two beside each other, and of one by itself."""

_GAP, _HEAD = 24, 30
_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)"[^>]*? height="([\d.]+)"')
_STYLE = """<style>.side { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(28rem, 100%), 1fr)); }
.side > section { min-width: 0; overflow-x: auto; } .below { display: block; }</style>"""


@dataclass(frozen=True, slots=True)
class _Drawn:
    svg: str
    wide: float
    high: float


def picture(
    plates: Sequence[Plate], form: Literal["svg", "png"], browser: str, caption: Sequence[str] = (), *, beside: bool
) -> bytes:
    """All figures on one sheet, each under its name and what it is of, two in a row where they stand `beside`.

    Raises one of `paper.FAILURES`.
    """
    width = BESIDE if beside else ALONE
    drawn = [
        _measured(one.decode())
        for one in _calculated(
            [on_paper(each.figure, width) for each in plates if not isinstance(each.figure, str)], browser
        )
    ]
    sheet, wide, high = _sheet(plates, drawn, caption, beside=beside)
    if form == "svg":
        return sheet.encode()
    made = go.Figure()
    made.update_layout(
        template="none",
        width=round(wide),
        height=round(high),
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={"visible": False},
        yaxis={"visible": False},
        images=[
            {
                "source": "data:image/svg+xml;base64," + b64encode(sheet.encode()).decode(),
                "xref": "paper",
                "yref": "paper",
                "x": 0,
                "y": 1,
                "sizex": 1,
                "sizey": 1,
                "sizing": "stretch",
            }
        ],
    )
    (whole,) = _calculated([made], browser, "png", DOTS / 96)
    return sized(whole)


def page(plates: Sequence[Plate], title: str, caption: Sequence[str], language: str, *, beside: bool) -> bytes:
    """All figures on one page that can be pointed at and needs no network."""
    shown = "".join(plate_of(one, at) for at, one in enumerate(plates))
    told = "".join(f"<p><small>{escape(line)}</small></p>" for line in caption)
    figure = f'{_STYLE}<div class="{"side" if beside else "below"}">{shown}</div>'
    return filled(language, title, figure, told)


def _calculated(figures: Sequence[Figure], browser: str, form: str = "svg", scale: float = 1) -> list[bytes]:
    """Each figure drawn, by one start of the browser."""

    async def draw() -> list[bytes]:
        async with kaleido.Kaleido(n=1, path=browser, mathjax=False) as pen:
            return [await pen.calc_fig(one, opts={"format": form, "scale": scale}) for one in figures]

    # In a thread of its own, as there may be a loop in this one.
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(lambda: asyncio.run(draw())).result()


def _measured(svg: str) -> _Drawn:
    found = _SIZE.search(svg)
    assert found
    return _Drawn(svg[svg.index("<svg") :], float(found[1]), float(found[2]))


def _sheet(
    plates: Sequence[Plate], drawn: Sequence[_Drawn], caption: Sequence[str], *, beside: bool
) -> tuple[str, float, float]:
    """The sheet with its width and height; what stands in one row begins at one height."""
    across = 2 if beside and len(drawn) > 1 else 1
    wide = max((one.wide for one in drawn), default=0)
    parts, down = [], 0.0
    for first in range(0, len(drawn), across):
        row = drawn[first : first + across]
        heads = [_head(one, wide) for one in plates[first : first + across]]
        top = down + max(len(lines) for lines in heads) * LINE + _HEAD - LINE
        for at, (one, lines) in enumerate(zip(row, heads, strict=True)):
            left = at * (wide + _GAP)
            parts += [_line(text, left + 8, down + LINE * (n + 1), bold=not n) for n, text in enumerate(lines)]
            parts.append(one.svg.replace("<svg", f'<svg x="{left:g}" y="{top:g}"', 1))
        down = top + max(one.high for one in row) + _GAP
    width = across * wide + (across - 1) * _GAP
    told = [line for text in caption for line in wrap(text, max(40, round(width / 6)))]
    parts += [_line(text, 8, down + 16 * n, small=True) for n, text in enumerate(told)]
    height = down + 16 * len(told) + 8
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ground = f'<rect width="{width:g}" height="{height:g}" fill="white"/>'
    return f"<svg {space} {size}>{ground}{''.join(parts)}</svg>", width, height


def _head(one: Plate, wide: float) -> list[str]:
    letters = round(wide / 7)
    return [*wrap(one.name, letters), *wrap(one.purpose, letters)]


def _line(text: str, x: float, y: float, *, bold: bool = False, small: bool = False) -> str:
    weight, size = "bold" if bold else "normal", 10 if small else 14 if bold else 12
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="{FONT}" font-size="{size}" font-weight="{weight}" '
        f'fill="#111111">{escape(text)}</text>'
    )
