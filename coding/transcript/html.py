"""Web page → text: a line per block element, tables as tables; scripts and styles are no text."""

import re

from lxml import etree

from coding.errors import Broken, UnsafeXml
from coding.transcript.blocks import Block, Table, render
from coding.transcript.encoding import decode
from coding.transcript.rendered import Rendered

VERSION = 1

_BLOCK_NAMES = """
address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3
h4 h5 h6 header hr html li main nav ol p pre section summary tbody thead tfoot tr td th ul
"""
_NO_TEXT_NAMES = "script style head template noscript iframe object svg math select textarea button"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_NO_TEXT = frozenset(_NO_TEXT_NAMES.split())
# LibreOffice writes what stands at the head and foot of every page into a page that has neither.
_FURNITURE = ("header", "footer")
_BREAK = "\0"
_INTERNAL_SUBSET = re.compile(r"<!DOCTYPE[^>\[]*\[|<!ENTITY", re.IGNORECASE)


def read(data: bytes) -> Rendered:
    """The text, a line per block; turns are found where a table is the transcript. Raises Broken, UnsafeXml."""
    text, warnings = decode(data)
    if _INTERNAL_SUBSET.search(text):
        raise UnsafeXml
    # The text is letters by now: what the page says of its encoding no longer holds.
    encoded = text.replace(_BREAK, "").encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(encoded, parser)
    except etree.XMLSyntaxError as error:
        raise Broken from error
    # Below its limit of depth the library drops words without a word.
    if root is None or any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise Broken
    walker = _Walker()
    walker.walk(root)
    walker.flush()
    return render(walker.blocks, "html", VERSION, warnings)


class _Walker:
    """Collects inline text until a block element begins or ends."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pieces: list[str] = []

    def flush(self) -> None:
        """End the paragraph that is being collected; blanks alone make none."""
        text = re.sub(r"[ \t\r\n\f]+", " ", "".join(self.pieces))
        self.pieces = []
        # A paragraph of nothing but a line break is how editors write an empty line.
        if text.strip():
            self.blocks.append(re.sub(rf" ?{_BREAK} ?", "\n", text).strip(" \n"))

    def walk(self, element: etree._Element, *, kept: bool = False) -> None:
        """Take in an element and what is inside; `kept` keeps its line breaks, as in `<pre>`."""
        self._text(element.text, kept)
        for child in element:
            name = child.tag if isinstance(child.tag, str) else ""
            if name == "table":
                self.flush()
                self.blocks.append(Table(_rows(child)))
            elif name == "br":
                self.pieces.append(_BREAK)
            elif name == "div" and child.get("title") in _FURNITURE:
                self.flush()
            elif name in _BLOCKS:
                self.flush()
                self.walk(child, kept=kept or name == "pre")
                self.flush()
            elif name not in _NO_TEXT:
                self.walk(child, kept=kept)
            self._text(child.tail, kept)

    def _text(self, text: str | None, kept: bool) -> None:
        if text:
            self.pieces.append(text.replace("\r\n", "\n").replace("\n", _BREAK) if kept else text)


def _rows(table: etree._Element) -> list[list[list[Block]]]:
    rows: list[list[list[Block]]] = []
    for child in table:
        if child.tag in ("thead", "tbody", "tfoot"):
            rows.extend(_rows(child))
        elif child.tag == "tr":
            rows.append([_cell(cell) for cell in child if cell.tag in ("td", "th")])
    return rows


def _cell(cell: etree._Element) -> list[Block]:
    walker = _Walker()
    walker.walk(cell)
    walker.flush()
    return walker.blocks
