"""What a file is, by what is in it; its name only settles what content leaves open."""

import json
import re
import zipfile

from coding.errors import BinaryDoc, Broken, EmptyFile, Encrypted, UnknownType, UnsafeXml
from coding.transcript import csv, whisper
from coding.transcript.cues import TIMING
from coding.transcript.encoding import decode, is_wide
from coding.transcript.grid import is_header, talk
from coding.transcript.limits import open_zip, read_member

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_HTML = re.compile(
    r"(?:<\?xml[^>]*>|<!--(?:(?!-->).)*-->|\s)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_MARKUP = re.compile(r"<(?:p|div|br|table|body|h[1-6]|ul|ol)\b[^>]*>", re.IGNORECASE)
# Written by no keyboard: a text has none of these, a picture or a recording many.
_CONTROLS = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HEAD = 20_000
_HEAD_LINES = 60


def sniff(name: str, data: bytes, encoding: str | None = None) -> str:
    """The format, a key of the readers' registry. Raises UnknownType, BinaryDoc, Encrypted, EmptyFile, UnsafeXml."""
    if not data.strip():
        raise EmptyFile
    if data.startswith(_ZIPS):
        return _zipped(open_zip(data))
    if data.startswith(_OLE):
        return _compound(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    head = data[:_HEAD]
    if encoding is None and not is_wide(data) and len(_CONTROLS.findall(head)) > len(head) / 500:
        raise UnknownType
    return _written(name.casefold(), decode(data, encoding)[0])


def _zipped(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if "mimetype" in names:
        kind = read_member(archive, "mimetype", 100)
        for part, form in ((b"opendocument.text", "odt"), (b"opendocument.spreadsheet", "ods")):
            if part in kind:
                if b"encryption-data" in read_member(archive, "META-INF/manifest.xml"):
                    raise Encrypted
                return form
    for folder, form in (("word/", "docx"), ("xl/", "xlsx")):
        if any(name.startswith(folder) for name in names):
            return form
    raise UnknownType


def _compound(data: bytes) -> str:
    """The old container of Microsoft: by the names in its directory, which are UTF-16."""
    for name, error in (("EncryptedPackage", Encrypted), ("WordDocument", BinaryDoc)):
        if name.encode("utf-16-le") in data:
            raise error
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book\0")):
        return "xls"
    raise UnknownType


def _written(name: str, text: str) -> str:
    if "\0" in text:
        raise UnknownType
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if not head and not text.strip():
        raise EmptyFile
    if head[:1] in ("{", "["):
        form = _json(name, text)
        if form:
            return form
    if _HTML.match(head) or (name.endswith((".html", ".htm", ".xhtml")) and _MARKUP.search(head)):
        return "html"
    if head.startswith(("<?xml", "<!DOCTYPE")):
        raise UnsafeXml if "<!DOCTYPE" in text or "<!ENTITY" in text else UnknownType
    if head.startswith("MIME-Version:") and "multipart/related" in head:
        raise UnknownType
    return _cued(head) or _tabular(name, text) or ("md" if name.endswith((".md", ".markdown")) else "txt")


def _json(name: str, text: str) -> str | None:
    """Whisper's JSON; a text may begin with a bracket too (`[00:01] …`, `{Name} …`)."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if name.endswith(".json"):
            raise Broken from error
        return None
    if whisper.pieces(value):
        return "whisper"
    raise UnknownType


def _cued(head: str) -> str | None:
    lines = head.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_HEAD_LINES]
    times = [found for line in lines if (found := TIMING.fullmatch(line))]
    if any(line.lstrip("\ufeff").startswith("WEBVTT") for line in lines[:5]):
        return "vtt"
    if not times:
        return None
    return "vtt" if "." in times[0].group(1) else "srt"


def _tabular(name: str, text: str) -> str | None:
    """Rows and columns: by name where they have columns at all, else only where a header names a transcript's."""
    rows = csv.rows(text, _HEAD_LINES)
    wide = [row for row in rows if len(row) > 1]
    if name.endswith((".csv", ".tsv", ".tab")):
        return "csv" if wide else None
    columns = len(rows[0])
    if columns < 2 or sum(len(row) == columns for row in wide) < 0.9 * len(wide):
        return None
    named = is_header(rows[0]) and len(wide) > 1 and all(len(cell.split()) <= 2 for cell in rows[0])
    return "csv" if named and talk(rows) else None
