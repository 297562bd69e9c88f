"""What a report is made of, whatever it is written as: headings, words, quotations, lists, tables, pictures."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from coding.report.tables import Part


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; the first level begins a page. `anchor` is what links lead to.

    One that is not `listed` does not stand in the contents.
    """

    text: str
    level: int = 1
    anchor: str = ""
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """Words within a paragraph: `leads_to` is the anchor they open, `note` what stands of them at the foot."""

    text: str
    leads_to: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words of an excerpt, with its reference; `lead` says what they are quoted for.

    A `listed` one has its reference behind it and not at the foot of the page. `anchor` is what links lead to.
    """

    words: str
    reference: str
    lead: str = ""
    listed: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. `faint` ones are about the report, not about the data. `leads_to` is the anchor it opens.

    `opens` are the excerpts that a number in it counts: on a page they unfold below it.
    """

    text: str | Sequence[Span]
    faint: bool = False
    leads_to: str = ""
    opens: Sequence[Quotation] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """Sentences of equal rank."""

    items: Sequence[str | Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Tabled:
    """A table with its caption above it, and what it was drawn from `beneath` that; `across` stands sideways.

    `name` is what the table is known by when the report is made again. `leads` are the anchors that rows open, from 0.
    The columns `quoting`, by their places, have words of informants: of those a manifest keeps only the print.
    """

    part: Part
    across: bool = False
    name: str = ""
    leads: Mapping[int, str] = field(default_factory=dict)
    beneath: str = ""
    quoting: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture (PNG) with its caption below it, what it was drawn from `beneath` that, and what it shows in words.

    Where there is no picture (empty), what `shows` says stands in its place.
    `part` are the numbers it was drawn from, `name` is what it is known by when the report is made again.
    """

    png: bytes
    caption: str
    shows: str = ""
    name: str = ""
    part: Part | None = None
    beneath: str = ""


Block = Heading | Words | Quotation | Listing | Tabled | Pictured


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: its title, the words for its parts, and its blocks in their order.

    `tables` and `figures` are the titles of the lists of them; a report without them has no such list.
    """

    title: str
    blocks: Sequence[Block]
    contents: str
    table: str
    figure: str
    note: str
    tables: str = ""
    figures: str = ""


def spans(text: str | Sequence[Span]) -> Sequence[Span]:
    """The words of a paragraph as spans."""
    return (Span(text),) if isinstance(text, str) else text


def plain(text: str | Sequence[Span]) -> str:
    """The words of a paragraph alone."""
    return text if isinstance(text, str) else "".join(one.text for one in text)
