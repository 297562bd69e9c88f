"""What a reader makes of a file: text, and what the file itself says about its structure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from coding.errors import Notice
from coding.model import Mark, Moment, Page, Turn


@dataclass(frozen=True, slots=True)
class Rendered:
    """Text with `\\n` newlines and no BOM. `turns` is None where the format has no structure and detection must look.

    `turns` name the speaker as the file does; spans are the words without the label. `version` is the reader's: it is
    raised when the same bytes would give another text, so that golden files and codings can tell.
    """

    text: str
    format: str
    version: int
    turns: tuple[Turn, ...] | None = None
    moments: tuple[Moment, ...] = ()
    pages: tuple[Page, ...] = ()
    marks: tuple[Mark, ...] = ()
    header: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[Notice, ...] = ()
