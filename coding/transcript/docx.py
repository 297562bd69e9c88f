"""Word (.docx) → text: paragraphs and tables in order, insertions taken, deletions left out."""

import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from coding.errors import Broken, Notice
from coding.transcript.blocks import Block, Table, render
from coding.transcript.limits import local, open_zip, parse_xml, read_member
from coding.transcript.rendered import Rendered

VERSION = 1

_LEFT_OUT = frozenset({"del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "tblPr", "Fallback"})
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "", "br": "\n"}
# Word notes where its pages last began; without these notes there is no telling.
_PAGE = "lastRenderedPageBreak"
_BESIDE = {"footnotes.xml": "footnotes", "endnotes.xml": "endnotes", "comments.xml": "comments"}


def read(data: bytes) -> Rendered:
    """The text, a line per paragraph, with Word's pages where it noted them. Raises FileRefused kinds."""
    archive = open_zip(data)
    root = parse_xml(read_member(archive, _main_part(archive)))
    body = next((child for child in root if local(child) == "body"), None)
    if body is None:
        raise Broken
    blocks = list(_blocks(body))
    return render(blocks, "docx", VERSION, _warnings(archive, root))


def _main_part(archive: zipfile.ZipFile) -> str:
    if "_rels/.rels" in archive.namelist():
        for relation in parse_xml(read_member(archive, "_rels/.rels")):
            if relation.get("Type", "").endswith("/officeDocument"):
                return posixpath.normpath(relation.get("Target", "").lstrip("/"))
    return "word/document.xml"


def _warnings(archive: zipfile.ZipFile, root: etree._Element) -> tuple[Notice, ...]:
    wanted = {"footnoteReference": "footnotes", "endnoteReference": "endnotes", "commentReference": "comments"}
    present = {wanted[name] for element in root.iter() if (name := local(element)) in wanted}
    beside = {kind for name, kind in _BESIDE.items() if any(part.endswith(name) for part in archive.namelist())}
    found = ", ".join(sorted(present & beside))
    return (Notice("Left out of the text: {parts}.", {"parts": found}),) if found else ()


def _blocks(parent: etree._Element) -> Iterator[Block]:
    for child in parent:
        name = local(child)
        if name == "p":
            yield from _paragraph(child)
        elif name == "tbl":
            yield Table([_row(row) for row in _rows(child)])
        elif name not in _LEFT_OUT:
            yield from _blocks(child)


def _paragraph(element: etree._Element) -> Iterator[Block]:
    """The paragraph, then the text boxes that hang on it."""
    pieces: list[str] = []
    boxes: list[etree._Element] = []
    _walk(element, pieces, boxes)
    text = "".join(pieces)
    if text.strip() or not boxes:
        yield text
    for box in boxes:
        yield from _blocks(box)


def _walk(element: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> None:
    for child in element:
        name = local(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name == _PAGE:
            pieces.append("\f")
        elif name in _SIGNS:
            if not _is_page_break(child):
                pieces.append(_SIGNS[name])
        elif name == "txbxContent":
            boxes.append(child)
        elif name not in _LEFT_OUT:
            _walk(child, pieces, boxes)


def _is_page_break(element: etree._Element) -> bool:
    return any(str(key).endswith("}type") and value == "page" for key, value in element.attrib.items())


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        name = local(child)
        if name == "tr":
            if not _is_deleted(child):
                yield child
        elif name not in _LEFT_OUT:
            yield from _rows(child)


def _is_deleted(row: etree._Element) -> bool:
    return any(local(mark) == "del" for part in row if local(part) == "trPr" for mark in part)


def _row(row: etree._Element) -> list[list[Block]]:
    cells: list[list[Block]] = []
    for cell in _cells(row):
        cells.append(list(_blocks(cell)))
        cells.extend([] for _ in range(_span(cell) - 1))
    # A row that is one cell over all columns is a heading in the table.
    return cells[:1] if sum(1 for _ in _cells(row)) == 1 else cells


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        name = local(child)
        if name == "tc":
            yield child
        elif name not in _LEFT_OUT:
            yield from _cells(child)


def _span(cell: etree._Element) -> int:
    for part in cell:
        for mark in part if local(part) == "tcPr" else ():
            if local(mark) == "gridSpan":
                value = next((value for key, value in mark.attrib.items() if str(key).endswith("val")), "1")
                return min(int(value), 64) if str(value).isdigit() else 1
    return 1
