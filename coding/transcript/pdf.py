"""PDF with a text layer → text as printed, page by page; headers, footers and page numbers are marked, not removed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2

from coding.errors import Broken, Encrypted, NoText, Notice
from coding.model import Mark, Page
from coding.transcript.rendered import Rendered

VERSION = 1

_TOP, _BOTTOM = 2, 3
_LETTERS_ON_PAGE = 8
_STAMP = re.compile(r"(?:scanned|dipindai|digitized)\s+(?:with|by|dengan|oleh)\b.*", re.IGNORECASE)
_NUMBER = re.compile(
    r"\W*(?:(?:page|halaman|hal|hlm|p)\.?\s*)?(\d{1,4})(?:\s*(?:of|dari|/|-)\s*\d{1,4})?\W*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Line:
    page: int
    start: int
    text: str

    @property
    def shape(self) -> str:
        """The line with any number in it made alike, so that a footer's page number does not hide that it repeats."""
        return re.sub(r"\d+", "0", " ".join(self.text.casefold().split()))


def read(data: bytes) -> Rendered:
    """The text of the pages, a line per printed line. Raises Encrypted, Broken, NoText."""
    texts = _pages(data)
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    edges = [list(_edges(page, start, text)) for page, (start, text) in enumerate(zip(starts, texts, strict=True))]
    furniture = _furniture([line for lines in edges for line in lines], len(texts))
    marks = tuple(Mark(line.start, line.start + len(line.text), "page") for line in furniture)
    words = [len(re.findall(r"[^\W_]", _STAMP.sub("", text))) for text in texts]
    for line in furniture:
        words[line.page] -= len(re.findall(r"[^\W_]", _STAMP.sub("", line.text)))
    if sum(words) < _LETTERS_ON_PAGE * len(texts):
        raise NoText
    bare = sum(1 for count in words if count < 1)
    notice = Notice("{count} of {pages} pages hold no text.", {"count": str(bare), "pages": str(len(texts))})
    return Rendered(
        text="\n".join(texts),
        format="pdf",
        version=VERSION,
        pages=_numbered(starts, furniture),
        marks=marks,
        warnings=(notice,) if bare else (),
    )


def _pages(data: bytes) -> list[str]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise (Encrypted if "password" in str(error).casefold() else Broken) from error
    texts = []
    try:
        for page in document:
            content = page.get_textpage()
            # Bounded: the whole range puts a non-character where a word is divided at the end of a line.
            text = content.get_text_bounded()
            texts.append(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").rstrip("\n"))
            content.close()
            page.close()
    except pypdfium2.PdfiumError as error:
        raise Broken from error
    finally:
        document.close()
    if not texts:
        raise Broken
    return texts


def _edges(page: int, start: int, text: str) -> Iterator[_Line]:
    """The first and last lines of a page, where its furniture stands."""
    lines = []
    at = start
    for line in text.split("\n"):
        if line.strip():
            lines.append(_Line(page, at, line))
        at += len(line) + 1
    yield from lines[:_TOP]
    yield from lines[max(_TOP, len(lines) - _BOTTOM) :]


def _furniture(edges: Sequence[_Line], pages: int) -> list[_Line]:
    """Lines that come again at the edges of most pages, and lone numbers that count up with the pages."""
    if pages < 2:
        return [line for line in edges if _STAMP.fullmatch(line.text.strip())]
    seen = Counter({shape: len({line.page for line in edges if line.shape == shape}) for shape in _shapes(edges)})
    offset = _offset(edges)
    found = []
    for line in edges:
        number = _NUMBER.fullmatch(line.text.strip())
        if number:
            repeats = offset is not None and int(number.group(1)) - line.page == offset
        else:
            # What two pages share by chance ("Ya.") is speech; a running header stands on nearly all.
            repeats = seen[line.shape] >= max(2, 0.5 * pages) and (pages > 2 or len(line.text.split()) > 2)
        if repeats or _STAMP.fullmatch(line.text.strip()):
            found.append(line)
    return found


def _shapes(edges: Sequence[_Line]) -> set[str]:
    return {line.shape for line in edges}


def _offset(edges: Sequence[_Line]) -> int | None:
    """Printed page number less the page's place, where at least two pages agree."""
    offsets = Counter(
        int(number.group(1)) - line.page for line in edges if (number := _NUMBER.fullmatch(line.text.strip()))
    )
    best = offsets.most_common(1)
    return best[0][0] if best and best[0][1] >= 2 else None


def _numbered(starts: Sequence[int], furniture: Sequence[_Line]) -> tuple[Page, ...]:
    """Pages by the number printed on them where they bear one, else counted from 1."""
    offset = _offset(furniture)
    return tuple(Page(str(place + (1 if offset is None else offset)), start) for place, start in enumerate(starts))
