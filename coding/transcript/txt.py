"""Plain text and Markdown → the text as it stands: every sign may be a transcription mark."""

from coding.transcript.encoding import decode
from coding.transcript.rendered import Rendered

VERSION = 1


def read(data: bytes) -> Rendered:
    """The text with `\\n` newlines; turns are left for detection. Raises WrongEncoding."""
    text, warnings = decode(data)
    return Rendered(text.replace("\r\n", "\n").replace("\r", "\n"), "txt", VERSION, warnings=warnings)
