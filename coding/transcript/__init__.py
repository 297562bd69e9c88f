"""Bytes in, a Source out: one reader a file, then speakers, turns, times and header as spans over its text.

Nothing here touches a disk or the network. A new format is a new file and one line in `READERS`.
"""

import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace

from coding.errors import Broken, EmptyFile, Notice, TookTooLong, TooLarge
from coding.transcript import csv, docx, html, odt, pdf, rtf, spreadsheet, srt, txt, vtt, whisper
from coding.transcript.encoding import decode
from coding.transcript.limits import LIMIT_MB, check_size
from coding.transcript.reading import Reading
from coding.transcript.rendered import Rendered
from coding.transcript.sniff import sniff
from coding.transcript.structure import structure

READERS: dict[str, Callable[[bytes], Rendered]] = {
    "txt": txt.read,
    "md": txt.read,
    "docx": docx.read,
    "odt": odt.read,
    "rtf": rtf.read,
    "pdf": pdf.read,
    "html": html.read,
    "vtt": vtt.read,
    "srt": srt.read,
    "csv": csv.read,
    "xlsx": spreadsheet.read,
    "xls": spreadsheet.read,
    "ods": spreadsheet.read,
    "whisper": whisper.read,
}
MOST_LETTERS = 5_000_000
"""Characters of one text: thirty interviews of the longest kind. More would keep everybody waiting."""

_LETTERS = frozenset({"txt", "md", "html", "vtt", "srt", "csv", "whisper"})
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
# What the parsing libraries raise on bytes that are not what they seem; anything else is a fault of ours.
_DAMAGE = (ValueError, LookupError, ArithmeticError, RecursionError, EOFError, struct.error, zlib.error)


def render(name: str, data: bytes, *, encoding: str | None = None, limit_mb: int = LIMIT_MB) -> Rendered:
    """The text of a file and what the file itself says of its structure.

    `encoding` overrides the guess for files of plain letters. Raises TooLarge over `limit_mb` megabytes or
    `MOST_LETTERS` characters, and the other kinds of FileRefused; never an error of a library.
    """
    check_size(len(data), limit_mb)
    try:
        rendered = _rendered(name, data, encoding)
    except MemoryError as error:
        raise TookTooLong from error
    except _DAMAGE as error:
        raise Broken from error
    if len(rendered.text) > MOST_LETTERS:
        raise TooLarge(size=f"{len(rendered.text) / 1e6:.1f}", limit=MOST_LETTERS // 1_000_000)
    if _UNSTORABLE.search(rendered.text):
        raise Broken
    if not any(map(str.isalnum, rendered.text)):
        raise EmptyFile
    return rendered


def _rendered(name: str, data: bytes, encoding: str | None) -> Rendered:
    form = sniff(name, data, encoding)
    warnings: tuple[Notice, ...] = ()
    if form in _LETTERS:
        text, warnings = decode(data, encoding)
        data = text.encode("utf-8", "surrogatepass")
    rendered = READERS[form](data)
    return replace(rendered, format=form, warnings=(*warnings, *rendered.warnings))


def read(name: str, data: bytes, *, encoding: str | None = None, limit_mb: int = LIMIT_MB) -> Reading:
    """What a file holds, as proposed to a person: its text with speakers, turns, times, header, kind and language."""
    return structure(render(name, data, encoding=encoding, limit_mb=limit_mb), name)
