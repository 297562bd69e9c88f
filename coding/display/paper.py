"""A figure as a file: a picture drawn by a browser of this machine, or a page that needs nothing but a browser."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

import kaleido
from kaleido.errors import JavascriptError, KaleidoError
from plotly.io import to_html

from coding.display.looks import Figure, on_paper

Form = Literal["svg", "png", "html"]
WIDTH = 605
"""Pixels, at 96 an inch: the 16 cm that a page has between its margins."""

DOTS = 300
"""An inch, of a PNG."""

FAILURES: tuple[type[Exception], ...] = (RuntimeError, OSError, KaleidoError, JavascriptError)
"""What drawing may meet where a browser does not start, or stops."""

_CONFIG = {"displaylogo": False, "responsive": True}
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body {{ font-family: sans-serif; margin: 1rem; color: #111; background: #fff; }} p {{ margin: .2rem 0; }}</style>
</head><body><h1 style="font-size: 1.2rem">{title}</h1>{figure}{caption}</body></html>
"""


def picture(one: Figure, form: Literal["svg", "png"], browser: str, caption: Sequence[str] = ()) -> bytes:
    """The figure at print size, drawn by the browser at this path without a network.

    Raises one of FAILURES.
    """
    scale = DOTS / 96 if form == "png" else 1
    drawn: bytes = kaleido.calc_fig_sync(
        on_paper(one, WIDTH, caption),
        opts={"format": form, "scale": scale},
        kopts={"path": browser, "mathjax": False},
    )
    return sized(drawn) if form == "png" else drawn


def page(one: Figure, title: str, caption: Sequence[str], language: str) -> bytes:
    """A page that can be pointed at and needs no network: everything it runs stands in it."""
    made = on_paper(one, WIDTH)
    made.update_layout(width=one.layout.width, autosize=one.layout.width is None)
    drawn = to_html(made, include_plotlyjs=True, full_html=False, include_mathjax=False, config=_CONFIG)
    told = "".join(f"<p><small>{escape(line)}</small></p>" for line in caption)
    return filled(language, title, drawn, told)


def filled(language: str, title: str, figure: str, caption: str) -> bytes:
    """A page around what was made to stand in it."""
    return _PAGE.format(language=language, title=escape(title), figure=figure, caption=caption).encode()


@dataclass(frozen=True, slots=True)
class Plate:
    """A figure of a gallery (or a picture, as SVG) with its name, what it is for, and the lines below it."""

    figure: Figure | str
    name: str
    purpose: str
    caption: Sequence[str] = ()


def gallery(plates: Sequence[Plate], title: str, lead: str, language: str) -> bytes:
    """Many figures on one page that needs no network, with a list of them above."""
    listed = "".join(f'<li><a href="#k{at}">{escape(one.name)}</a></li>' for at, one in enumerate(plates))
    drawn = "".join(plate_of(one, at) for at, one in enumerate(plates))
    style = "<style>section { margin: 2.5rem 0; max-width: 60rem; overflow-x: auto; } ul { columns: 18rem; }</style>"
    return filled(language, title, f"{style}<p>{escape(lead)}</p><ul>{listed}</ul>", drawn)


def plate_of(one: Plate, at: int) -> str:
    """A figure in a page; the first brings along what draws them all."""
    shown = one.figure if isinstance(one.figure, str) else _alive(one.figure, first=at == 0)
    told = "".join(f"<p><small>{escape(line)}</small></p>" for line in one.caption)
    head = f'<h2 style="font-size: 1.1rem">{escape(one.name)}</h2><p>{escape(one.purpose)}</p>'
    return f'<section id="k{at}">{head}{shown}{told}</section>'


def _alive(one: Figure, *, first: bool) -> str:
    made = on_paper(one, WIDTH)
    made.update_layout(width=one.layout.width, autosize=one.layout.width is None)
    drawn: str = to_html(made, include_plotlyjs=first, full_html=False, include_mathjax=False, config=_CONFIG)
    return drawn


def sized(png: bytes) -> bytes:
    """The picture with how many dots there are to a metre, so that a document shows it 16 cm wide."""
    assert png.startswith(_SIGNATURE)
    head = len(_SIGNATURE) + 25  # behind the signature stands the header, of 13 bytes and 12 around them
    metre = round(DOTS / 0.0254)
    body = b"pHYs" + struct.pack(">IIB", metre, metre, 1)
    return png[:head] + struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body)) + png[head:]
