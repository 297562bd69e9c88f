"""A display as a file, whole or in parts: what stands in it they say, how it is written is the same."""

from collections.abc import Callable, Sequence
from typing import Literal

from coding.display import paper
from coding.errors import NoBrowser, NotDrawn
from coding.workbench import browsers

Form = Literal["svg", "png"]
Lines = Sequence[str]


def told_lines(told: Sequence[tuple[str, str]]) -> list[str]:
    """What stands beside a display, each in a line."""
    return [f"{name}: {value}" if value else name for name, value in told]


def as_file(
    form: str,
    caption: Lines,
    *,
    tables: Callable[[], bytes],
    page: Callable[[Lines], bytes],
    picture: Callable[[Form, str, Lines], bytes],
    captioned: bool,
) -> bytes:
    """XLSX, HTML, or a picture by a browser of this machine, with the caption in small print where it is `captioned`.

    Raises NoBrowser, NotDrawn.
    """
    if form == "xlsx":
        return tables()
    if form == "html":
        return page(caption)
    if (browser := browsers.find()) is None:
        raise NoBrowser
    try:
        return picture("png" if form == "png" else "svg", browser, [" · ".join(caption)] if captioned else [])
    except paper.FAILURES as problem:
        raise NotDrawn(why=type(problem).__name__) from problem
