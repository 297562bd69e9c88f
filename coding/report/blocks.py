"""What a report is made of, whatever it is written as: headings, words, quotations, lists, tables, pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

from coding.report.tables import Part


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; the first level begins a page. `anchor` is what links lead to."""

    text: str
    level: int = 1
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. `faint` ones are about the report, not about the data. `leads_to` is the anchor it opens."""

    text: str
    faint: bool = False
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words of an excerpt, with its reference; `lead` says what they are quoted for."""

    words: str
    reference: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Sentences of equal rank."""

    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tabled:
    """A table with its caption above it; `across` stands on a page turned sideways."""

    part: Part
    across: bool = False


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture (PNG) with its caption below it, and what it shows for who cannot see it."""

    png: bytes
    caption: str
    shows: str = ""


Block = Heading | Words | Quotation | Listing | Tabled | Pictured


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: its title, the words for its parts, and its blocks in their order."""

    title: str
    blocks: Sequence[Block]
    contents: str
    table: str
    figure: str
    note: str
