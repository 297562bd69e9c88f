"""Interview, observation or document: a guess from the file's name, its first lines and its shape."""

import re
from collections.abc import Mapping

from coding.model import Kind
from coding.transcript.vocabulary import LEGAL

_OPENING = 1500
_NAMES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "observation",
        re.compile(
            r"observ(?:asi|ation)|catatan.?lapangan|field.?notes?|lembar.?pengamatan|(?<![a-z])O-?\d", re.IGNORECASE
        ),
    ),
    (
        "interview",
        re.compile(
            r"wawancara|interview|transkrip|transcript|(?<![a-z])(?:fgd|focus.?group|(?:ik|iu|ip)-?\d)", re.IGNORECASE
        ),
    ),
    (
        "document",
        re.compile(
            r"dokumen|document|peraturan|keputusan|perjanjian|nota.?kesepahaman|undang|laporan|renstra|pedoman|surat"
            r"|(?<![a-z])(?:perwali|perda|perpres|permen\w*|perbup|pergub|pks|sk|sop|mou|uu|pp|lkjip|d-?\d+)(?![a-z])",
            re.IGNORECASE,
        ),
    ),
)
_TITLES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "observation",
        re.compile(
            r"(?:catatan|lembar|hasil|kode|tanggal)\s+(?:observasi|pengamatan|lapangan)|field\s?notes"
            r"|observation\s+(?:notes?|date|sheet)|^[^\w\n]{0,12}(?:observasi|observation)\b",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    (
        "document",
        re.compile(
            r"^[^\w\n]{0,12}(?:peraturan|keputusan|perjanjian|nota kesepahaman|undang-undang|salinan"
            r"|surat edaran|berita acara|standar pelayanan|laporan)\b|jenis\s+dokumen|kode\s+dokumen",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    (
        "interview",
        re.compile(r"transkrip|wawancara|interview|transcript|informan|narasumber|focus group", re.IGNORECASE),
    ),
)
_LEGAL_LINE = re.compile(
    r"^[^\w\n]{0,12}(?:" + "|".join(sorted(LEGAL)) + r")\b\s*(?::|\d|[IVX]+\b|\(\d)", re.IGNORECASE | re.MULTILINE
)
_LEGAL_ENOUGH = 3


def first_guess(name: str, text: str, header: Mapping[str, str]) -> Kind | None:
    """The kind that name, first lines or the articles of a regulation tell; None where nothing does."""
    for kind, pattern in _NAMES:
        if pattern.search(name):
            return kind
    if len(_LEGAL_LINE.findall(text[:200_000])) >= _LEGAL_ENOUGH:
        return "document"
    opening = "\n".join([*header, text[:_OPENING] if not header else text[:300]])
    for kind, pattern in _TITLES:
        if pattern.search(opening):
            return kind
    return None


def guess_kind(first: Kind | None, name: str, *, speakers: int, paged: bool) -> Kind:
    """The kind, once it is known how many speakers there are: pages without speakers are a document.

    People who answer one another are no document, whatever its title; only the file's own name outweighs them.
    """
    if first == "document" and speakers > 1 and not any(kind == first and found.search(name) for kind, found in _NAMES):
        return "interview"
    if first:
        return first
    return "document" if paged and not speakers else "interview"
