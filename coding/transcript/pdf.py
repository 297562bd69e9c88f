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
# The library joins a line that ends in a hyphen to the next and puts this sign in the hyphen's place.
_DIVIDED = re.compile(r"\x02([^\s\x02]*)[^\S\n]*\n?")
_STAMP = re.compile(r"(?:scanned|dipindai|digitized)\s+(?:with|by|dengan|oleh)\b.*", re.IGNORECASE)
_NUMBER = re.compile(
    r"\W*(?:(?:page|halaman|hal|hlm|p)\.?\s*)?(\d{1,4})(?:\s*(?:of|dari|/|-)\s*\d{1,4})?\W*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line at the edge of a page; `place` counts from the top (0, 1) or the bottom (-1, -2, -3)."""

    page: int
    start: int
    text: str
    place: int

    def looks(self) -> set[tuple[int, str]]:
        """What the line has in common with its likes on other pages: the same words, or one number that counts on."""
        text = _shape(self.text, None)
        numbers = list(re.finditer(r"\d{1,6}", text))
        counted = (
            f"{text[: number.start()]}<{int(number[0]) - self.page}>{text[number.end() :]}"
            for number in numbers[:1] + numbers[-1:]
        )
        return {(self.place, look) for look in (text, *counted)}


def _shape(text: str, digits: str | None = "0") -> str:
    joined = " ".join(text.casefold().split())
    return joined if digits is None else re.sub(r"\d+", digits, joined)


def read(data: bytes) -> Rendered:
    """The text of the pages, a line per printed line. Raises Encrypted, Broken, NoText."""
    texts = _pages(data)
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    edges = [list(_edges(page, start, text)) for page, (start, text) in enumerate(zip(starts, texts, strict=True))]
    furniture = _furniture([line for lines in edges for line in lines], texts)
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
            text = _DIVIDED.sub(r"-\1\n", text.replace("\r\n", "\n").replace("\r", "\n"))
            texts.append(text.replace("\0", "\ufffd").rstrip("\n"))
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
            lines.append((at, line))
        at += len(line) + 1
    for place, (at, line) in enumerate(lines):
        if place < _TOP or place >= len(lines) - _BOTTOM:
            yield _Line(page, at, line, place if place < _TOP else place - len(lines))


def _furniture(edges: Sequence[_Line], texts: Sequence[str]) -> list[_Line]:
    """Lines that come again at one place of most pages and nowhere else, and lone numbers that count with the pages."""
    pages = len(texts)
    if pages < 2:
        return [line for line in edges if _STAMP.fullmatch(line.text.strip())]
    seen = Counter(look for line in edges for look in line.looks())
    everywhere = Counter(_shape(line) for text in texts for line in text.split("\n"))
    offset = _offset(edges)
    found = []
    for line in edges:
        number = _NUMBER.fullmatch(line.text.strip())
        if number:
            repeats = offset is not None and int(number.group(1)) - line.page == offset
        else:
            count = max(seen[look] for look in line.looks())
            # What two pages share by chance ("Ya.") is speech, and so is what is said in the middle of a page too.
            likely = count >= max(2, 0.5 * pages) and (pages > 2 or len(line.text.split()) > 2)
            repeats = likely and everywhere[_shape(line.text)] <= 1.2 * count
        if repeats or _STAMP.fullmatch(line.text.strip()):
            found.append(line)
    return found


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
