"""Rich text → the words as they stand; emoji, which the format writes in halves, are put together again."""

import codecs
import re

from striprtf.striprtf import rtf_to_text

from coding.transcript.rendered import Rendered

VERSION = 1

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
# Pictures are long runs of hexadecimal digits, which the library would walk sign by sign.
_PICTURE = re.compile(r"[0-9a-fA-F\r\n]{2000,}")
# Cells become tabs, as in every other reader; a row needs none after its last cell.
_CELL = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:nest)?cell(?![a-z]) ?")


def read(data: bytes) -> Rendered:
    """The text, a line per paragraph; turns are left for detection."""
    found = _CODE_PAGE.search(data[:2000])
    raw = data.decode(_known(f"cp{found.group(1).decode('ascii')}" if found else "cp1252"), "replace")
    raw = _CELL.sub(r"\1\\tab ", _PICTURE.sub("", raw.lstrip("\ufeff")))
    text = str(rtf_to_text(raw, errors="replace"))  # type: ignore[no-untyped-call]
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Rendered("\n".join(line.rstrip("\t") for line in lines).rstrip("\n"), "rtf", VERSION)


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
