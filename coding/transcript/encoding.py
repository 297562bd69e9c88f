"""Bytes become letters: a mark or strict UTF-8 decides, and only what is neither is guessed, and said so."""

import codecs
import re

from charset_normalizer import from_bytes

from coding.errors import Notice, WrongEncoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Guessing reads this much: enough letters for any language, and quick on a long file.
_SAMPLE = 200_000
_USUAL = "cp1252"
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)


def decode(data: bytes, encoding: str | None = None) -> tuple[str, tuple[Notice, ...]]:
    """The letters of a file, newlines untouched and byte-order mark removed, with a notice where it was a guess.

    Raises WrongEncoding where the bytes do not fit the chosen encoding, or fit none.
    """
    if encoding is not None:
        return _strict(data, encoding).removeprefix("\ufeff"), ()
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name), ()
    if wide := _wide(data):
        return _strict(data, wide), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _guess(data)


def is_wide(data: bytes) -> bool:
    """Whether the letters take two or four bytes each, so that empty bytes are no sign of anything else."""
    return any(data.startswith(mark) for mark, _ in _MARKS[1:]) or _wide(data) is not None


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError) as error:
        raise WrongEncoding from error


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin letters leave every other byte empty."""
    sample = data[:4000]
    half = len(sample) // 2
    if half < 2 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _guess(data: bytes) -> tuple[str, tuple[Notice, ...]]:
    if declared := _DECLARED.search(data[:4000]):
        name = declared.group(1).decode("ascii", "replace")
        try:
            return data.decode(name), ()
        except (LookupError, UnicodeError):
            pass
    matches = list(from_bytes(data[:_SAMPLE]))
    if not matches:
        raise WrongEncoding
    chosen = matches[0].encoding
    # Where the letters fit Western Europe just as well, it is by far the likelier of a file written on Windows.
    if any(
        _USUAL in (match.encoding, *match.could_be_from_charset) and match.chaos <= matches[0].chaos
        for match in matches
    ):
        chosen = _USUAL
    text = data.decode(chosen, "replace")
    notice = Notice(
        "The letters were read as {encoding}. Look at the accents; choose another encoding if they are wrong.",
        {"encoding": chosen},
    )
    return text.removeprefix("\ufeff"), (notice,)
