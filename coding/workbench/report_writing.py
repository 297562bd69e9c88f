"""The report from its sections: every field in its place, and on a page the excerpts behind every number."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from uuid import UUID

from coding import reduction
from coding.display.kinds import BY_HAND
from coding.errors import CodingError, NoBrowser
from coding.model import Excerpt, Language, Outline, Query, Section
from coding.report.blocks import Block, Heading, Listing, Pictured, Quotation, Span, Tabled, Words
from coding.report.fields import Field, Piece, Plain, parse
from coding.report.outline import WORDS as OUTLINE_WORDS
from coding.report.prose import Stretch, stretches
from coding.store import Read, codebooks, codings, displays, grounds, projects, sections
from coding.workbench.desk import Actor, reads
from coding.workbench.drawn_from import drawn_from, numbers_of
from coding.workbench.exports import references
from coding.workbench.field_ids import Speller
from coding.workbench.kept_displays import export_kept, kept_display
from coding.workbench.report_fields import Shown, Teller

MOST = 200
"""So many excerpts are listed behind a number."""

_NARROW = 4
"""So many columns stand on an upright page."""

Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Preview:
    """A text as it will read: its paragraphs, each piece words or what a field shows; and what can't be shown."""

    stretches: tuple[tuple[Stretch, tuple[tuple[str | Shown, ...], ...]], ...]
    faults: tuple[CodingError, ...]


@reads
def preview_text(tx: Read, text: str, *, language: Language | None = None) -> Preview:
    """What somebody writes, as it will read; places in faults are those of the text as it is given."""
    whole = Speller(tx).kept(text.replace("\r\n", "\n"))
    teller = Teller(tx, language)
    shown = {one.text: teller.show(one) for one in parse(whole).fields}

    def piece(one: Piece) -> str | Shown:
        return shown[one.text] if isinstance(one, Field) else one.words

    laid = tuple((one, tuple(tuple(map(piece, line)) for line in one.lines)) for one in stretches(whole))
    return Preview(laid, (*parse(text).faults, *(one.problem for one in shown.values() if one.problem)))


# -- the whole report -----------------------------------------------------------------------------


@dataclass(slots=True)
class Written:
    """The blocks of a report; displays by id are pictures that are still to be drawn.

    `behind` are the excerpts that a page's numbers lead to, `fields` every field as it is kept with what it shows.
    """

    blocks: list[Block | UUID] = field(default_factory=list)
    behind: list[Block] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


@reads
def write_sections(tx: Read, outline: Outline, *, language: Language | None = None) -> Written | None:
    """The blocks of an outline as it is written; None where it has no sections."""
    there = sections.load(tx, outline)
    return _Writer(tx, language).written(there) if there else None


def drawn_blocks(
    actor: Actor, project: UUID, written: Written, *, language: Language, pictures: bool, progress: Progress
) -> Iterator[Block]:
    """The blocks with their pictures; where this machine can't draw, or without `pictures`, with what they rest on."""
    for at, block in enumerate(written.blocks):
        if isinstance(block, UUID):
            yield from _pictured(actor, project, block, language, pictures=pictures)
        else:
            if isinstance(block, Heading) and block.listed:
                progress(0.1 + 0.85 * at / len(written.blocks), block.text)
            yield block


def _pictured(actor: Actor, project: UUID, display: UUID, language: Language, *, pictures: bool) -> Iterator[Block]:
    seen = kept_display(actor, project, display, language=language)
    with actor.store.read(project, actor.id) as tx:
        here, book = projects.get(tx), codebooks.load(tx)
    assert here
    kept, part, beneath = seen.display, numbers_of(seen), drawn_from(seen, here, book, language)
    if kept.kind in BY_HAND:
        yield Tabled(part, across=len(part.columns) > _NARROW, name=str(display), beneath=beneath)
        return
    png, shows = b"", kept.note
    try:
        if pictures:
            png = export_kept(actor, project, display, format="png", language=language, captioned=False)
    except NoBrowser:
        shows = OUTLINE_WORDS[language]["no_browser"].format(called=kept.name)
    yield Pictured(png, kept.name, shows, str(display), part, beneath)


class _Writer:
    """Writes sections as blocks, and remembers what stands behind the numbers."""

    def __init__(self, tx: Read, language: Language | None) -> None:
        self._tx = tx
        self._teller = Teller(tx, language)
        self._speller = Speller(tx)
        project = projects.get(tx)
        assert project
        self._refer = references(tx, replace(project, language=self._teller.language))
        self._behind: dict[str, Shown] = {}
        self._listed: set[str] = set()
        self._places: dict[str, str] = {}
        self._made = Written()

    def written(self, there: Sequence[Section]) -> Written:
        """All sections in their order, then the excerpts behind the numbers."""
        self._number(there)
        if any(one.assembled for one in there):
            self._put(Words(f"* {self._teller.word('assembled')}", faint=True))
        for one in there:
            mark = " *" if one.assembled and one.text else ""
            self._put(Heading(f"{one.heading}{mark}", one.level))
            for shape, some in groupby(stretches(one.text), key=lambda each: each.shape):
                if shape == "item":
                    self._put(Listing([self._spans(each.pieces) for each in some]))
                else:
                    for each in some:
                        self._stretch(each)
        self._list_behind()
        return self._made

    def _put(self, *blocks: Block | UUID) -> None:
        self._made.blocks += blocks

    def _number(self, there: Sequence[Section]) -> None:
        """Tables and figures that stand by themselves have numbers, by which sentences call them."""
        counts = {"table": 0, "figure": 0}
        for one in there:
            for stretch in stretches(one.text):
                piece = stretch.pieces[0] if stretch.shape == "alone" else None
                if isinstance(piece, Field) and piece.name in counts and not self._show(piece).problem:
                    kind = "table" if self._show(piece).part or self._by_hand(piece) else "figure"
                    counts[kind] += 1
                    word = OUTLINE_WORDS[self._teller.language][kind]
                    self._places.setdefault(piece.text, f"{word} {counts[kind]}")

    def _by_hand(self, piece: Field) -> bool:
        thing = self._show(piece).thing
        return bool(thing and displays.get(self._tx, thing[1]).kind in BY_HAND)

    def _show(self, one: Field) -> Shown:
        shown = self._teller.show(one)
        self._made.fields.setdefault(one.text, shown.words)
        return shown

    # -- stretches --------------------------------------------------------------------------------

    def _stretch(self, one: Stretch) -> None:
        if one.shape == "alone" and isinstance(one.pieces[0], Field) and self._alone(self._show(one.pieces[0])):
            return
        spans: list[Span] = []
        for at, line in enumerate(one.lines):
            spans += [Span("\n")] if at else []
            spans += self._spans(line)
        self._put(Words(spans))

    def _alone(self, shown: Shown) -> bool:
        """Puts what is more than words: a table, a figure, a quotation, the list of evidence; whether it was one."""
        if shown.problem is not None:
            return False
        if shown.field.name == "table" and self._by_hand(shown.field) and shown.thing:
            self._put(shown.thing[1])
        elif shown.part is not None:
            across = len(shown.part.columns) > _NARROW
            self._put(Tabled(shown.part, across, shown.field.argument))
        elif shown.field.name == "figure" and shown.thing:
            self._put(shown.thing[1])
        elif shown.excerpt is not None:
            self._put(self._quoted(shown.excerpt))
        elif shown.field.name == "evidence" and not shown.field.argument:
            self._evidence()
        else:
            return False
        return True

    def _spans(self, pieces: Sequence[Piece]) -> list[Span]:
        return [Span(one.words) if isinstance(one, Plain) else self._span(self._show(one)) for one in pieces]

    def _span(self, shown: Shown) -> Span:
        if shown.problem is not None:
            return Span(self._teller.word("broken", field=self._speller.familiar(shown.field.text)))
        if shown.excerpt is not None:
            words = " ".join(shown.excerpt.coding.quote.split())
            note = self._refer(shown.excerpt).removeprefix("(").removesuffix(")")
            return Span(f"“{words}”", self._leads(shown), note)
        if shown.field.name in ("table", "figure") and shown.field.text in self._places:
            return Span(self._places[shown.field.text])
        return Span(shown.words, self._leads(shown))

    def _leads(self, shown: Shown) -> str:
        """The anchor of what stands behind a field."""
        if not shown.opens or (shown.thing and shown.thing[0] == "display"):
            return ""
        key = f"b{shown.thing[1]}" if shown.thing else f"q{shown.field.argument or 'all'}".replace(" ", "_")
        self._behind.setdefault(key, shown)
        return key

    def _quoted(self, one: Excerpt, *, listed: bool = False, lead: str = "") -> Quotation:
        return Quotation(" ".join(one.coding.quote.split()), self._refer(one), lead, listed)

    # -- what stands behind -----------------------------------------------------------------------

    def _evidence(self) -> None:
        """The excerpts of every proposition the report has spoken of so far."""
        for key, shown in list(self._behind.items()):
            if shown.thing and shown.thing[0] == "proposition" and key not in self._listed:
                self._listed.add(key)
                self._put(*self._sides(key, shown))

    def _sides(self, key: str, shown: Shown) -> Iterator[Block]:
        """The excerpts that something rests on itself, by side, and the conclusions below it."""
        assert shown.thing
        yield Heading(self._called(shown), 3, key, listed=False)
        words, owner = OUTLINE_WORDS[self._teller.language], shown.thing[1]
        spoken = grounds.spoken(self._tx, [owner])
        for side in ("for", "against"):
            ids = {one.coding for one in spoken if one.side == side}
            for at, one in enumerate(self._in_order(ids)):
                yield self._quoted(one, listed=True, lead=words[f"all_{side}"] if at == 0 else "")
        below = [one.on for one in grounds.of(self._tx, (owner,)) if one.kind == "proposition" and one.side != "rival"]
        told = [self._teller.show(Field("proposition", str(one))) for one in below]
        if told:
            known = set(self._behind)
            yield Words(self._teller.word("rests_on"))
            yield Listing(
                [
                    [Span(one.words, f"b{id_}" if f"b{id_}" in known else "")]
                    for id_, one in zip(below, told, strict=True)
                    if not one.problem
                ]
            )

    def _in_order(self, ids: set[UUID]) -> list[Excerpt]:
        there = codings.excerpts_of(self._tx, ids).values()
        return sorted(there, key=lambda one: (one.source_name, one.coding.start, one.coding.end))

    def _called(self, shown: Shown) -> str:
        """How what stands behind a field is headed."""
        if shown.thing is None:
            asked = reduction.written(shown.counts, self._teller.book) if shown.counts else ""
            return asked or OUTLINE_WORDS[self._teller.language]["study"]
        if shown.thing[0] == "proposition":
            return self._teller.show(Field("proposition", str(shown.thing[1]))).words
        return shown.words

    def _list_behind(self) -> None:
        """Every other field's excerpts, for a page to lead to."""
        left = [(key, shown) for key, shown in self._behind.items() if key not in self._listed]
        behind = self._made.behind
        if left:
            behind.append(Heading(self._teller.word("behind")))
        for key, shown in left:
            if shown.excerpt is not None:
                behind.append(replace(self._quoted(shown.excerpt, listed=True), anchor=key))
            elif shown.thing is not None:
                behind += self._sides(key, shown)
            else:
                behind += [Heading(self._called(shown), 3, key, listed=False), *self._counted(shown)]

    def _counted(self, shown: Shown) -> Iterator[Block]:
        query = Query(where=shown.counts)
        for one in codings.excerpts(self._tx, query, limit=MOST):
            yield self._quoted(one, listed=True)
        left = codings.count(self._tx, query) - MOST
        if left > 0:
            yield Words(self._teller.word("more", n=self._teller.number(left)), faint=True)
