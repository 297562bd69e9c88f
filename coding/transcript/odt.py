"""OpenDocument text (.odt) → text: paragraphs and tables in order, deletions left out."""

import re
from collections.abc import Iterator

from lxml import etree

from coding.errors import Broken, Encrypted, Notice
from coding.transcript.blocks import Block, Table, render
from coding.transcript.limits import local, open_zip, parse_xml, read_member
from coding.transcript.rendered import Rendered

VERSION = 1

_BLANKS = re.compile(r"[ \t\r\n]+")
_LEFT_OUT = frozenset({"tracked-changes", "annotation", "annotation-end", "note", "forms", "sequence-decls", "desc"})
# A blank that is written as a count could ask for a billion.
_MOST_BLANKS = 1000


def read(data: bytes) -> Rendered:
    """The text, a line per paragraph, with the pages the writer noted. Raises FileRefused kinds."""
    archive = open_zip(data)
    if b"encryption-data" in read_member(archive, "META-INF/manifest.xml"):
        raise Encrypted
    root = parse_xml(read_member(archive, "content.xml"))
    body = next((element for element in root.iter() if local(element) == "text" and _is_in_body(element)), None)
    if body is None:
        raise Broken
    return render(list(_blocks(body)), "odt", VERSION, _warnings(body))


def _is_in_body(element: etree._Element) -> bool:
    """Whether this is the text of the body, not another element of that name."""
    parent = element.getparent()
    return parent is not None and local(parent) == "body"


def _warnings(body: etree._Element) -> tuple[Notice, ...]:
    kinds = {"note": "footnotes", "annotation": "comments"}
    found = ", ".join(sorted({kinds[name] for element in body.iter() if (name := local(element)) in kinds}))
    return (Notice("Left out of the text: {parts}.", {"parts": found}),) if found else ()


def _blocks(parent: etree._Element) -> Iterator[Block]:
    page = ""
    for child in parent:
        name = local(child)
        if name in ("p", "h"):
            first, *rest = _paragraph(child)
            yield page + first if isinstance(first, str) else first
            yield from rest
            page = ""
        elif name == "table":
            yield Table([_row(row) for row in _rows(child)])
        elif name == "soft-page-break":
            page = "\f"
        elif name not in _LEFT_OUT:
            yield from _blocks(child)


def _paragraph(element: etree._Element) -> list[Block]:
    pieces: list[str] = []
    boxes: list[etree._Element] = []
    _walk(element, pieces, boxes)
    text = _collapse(pieces)
    inside = [block for box in boxes for block in _blocks(box)]
    return ([text] if text or not inside else []) + inside


def _collapse(pieces: list[str]) -> str:
    """Blanks of the file are one blank, and none at the edges; blanks that are written as elements stay."""
    text = _BLANKS.sub(" ", "".join(pieces)).strip(" ")
    return text.translate({0xE000: " ", 0xE001: "\t", 0xE002: "\n"})


def _walk(element: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> None:
    # Private signs stand for written blanks until those of the file have been joined.
    pieces.append(_safe(element.text))
    for child in element:
        name = local(child)
        if name == "s":
            count = next((value for key, value in child.attrib.items() if str(key).endswith("}c")), "1")
            pieces.append("\ue000" * min(int(count) if str(count).isdigit() else 1, _MOST_BLANKS))
        elif name == "tab":
            pieces.append("\ue001")
        elif name == "line-break":
            pieces.append("\ue002")
        elif name == "soft-page-break":
            pieces.append("\f")
        elif name == "text-box":
            boxes.append(child)
        elif name not in _LEFT_OUT:
            _walk(child, pieces, boxes)
        pieces.append(_safe(child.tail))


def _safe(text: str | None) -> str:
    return (text or "").translate({0xE000: None, 0xE001: None, 0xE002: None})


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        name = local(child)
        if name == "table-row":
            yield child
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(child)


def _row(row: etree._Element) -> list[list[Block]]:
    cells = [cell for cell in row if local(cell) in ("table-cell", "covered-table-cell")]
    whole = len(cells) > 1 and all(local(cell) == "covered-table-cell" for cell in cells[1:])
    return [list(_blocks(cell)) for cell in (cells[:1] if whole else cells)]
