"""A display split into parts that stand side by side, on one scale, with the same rows and columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from coding import reduction
from coding.display import KINDS
from coding.display import side_by_side as sheets_of_paper
from coding.display.paper import Plate
from coding.display.scale import Scale
from coding.errors import Notice
from coding.exchange.spreadsheet import write_sheets
from coding.model import Expression, Language, Query
from coding.reduction.query import written
from coding.reduction.side_by_side import aligned
from coding.store import Read, codebooks
from coding.workbench.desk import Actor, allow, now, reads
from coding.workbench.display_tables import COUNTS, Asked, settled
from coding.workbench.displays import FORMATS, WORDS, Picture, about, drawn, project_of, table_of
from coding.workbench.kept import Kept
from coding.workbench.splitting import CODER, Way, ways
from coding.workbench.taken_away import as_file, told_lines

MOST, HEAVIEST = 6, 2_000_000
"""Parts that are drawn, and how many characters all their figures may travel with."""

_WIDEST = 16
"""Columns of figures that stand two in a row."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name, what its excerpts fulfil beside the query, how many there are, of how many informants it is.

    `picture` is None where nothing is drawn: the part is empty, or there are too many others.
    """

    label: str
    ask: str
    excerpts: int
    of: int
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """A display side by side: its parts in order, those there was no room for, and how many excerpts are in none.

    `whole` is the display that was split; `notices` say what was chosen from it for all parts.
    """

    by: str
    whole: Picture
    parts: Sequence[Part]
    rest: Sequence[Part]
    outside: int
    notices: Sequence[Notice] = ()

    @property
    def pictures(self) -> list[Picture]:
        """Of the parts that have one."""
        return [one.picture for one in self.parts if one.picture]

    @property
    def shared(self) -> list[Notice]:
        """What is to be known of every picture."""
        told = [one.sheet.notices for one in self.pictures]
        return [one for one in told[0] if all(one in others for others in told)] if told else []

    @property
    def beside(self) -> bool:
        """Whether two stand in a row: not where a figure has a width of its own, or needs it."""
        wide = KINDS[self.whole.kind].wide or any(one.figure.layout.width for one in self.pictures)
        return not wide and max((len(one.sheet.columns) for one in self.pictures), default=0) <= _WIDEST


_KEPT = Kept[Split](6)


@reads
def draw_side_by_side(
    tx: Read,
    kind: str,
    query: Query,
    by: str,
    *,
    options: Mapping[str, str] | None = None,
    language: Language | None = None,
) -> Split:
    """A kind of display of what a query finds, in parts, as `split` has it."""
    return split(tx, kind, query, by, options=options, language=language)


def split(
    tx: Read,
    kind: str,
    query: Query,
    by: str,
    *,
    options: Mapping[str, str] | None = None,
    language: Language | None = None,
) -> Split:
    """The parts of a display; at most MOST are drawn, those with the most excerpts.

    Raises DisplayUnknown, DisplayOptionInvalid. What is kept from the last time is drawn only where nothing changed.
    """
    if by == CODER:
        # Counted by coder, the whole is counted too; the other way round it would be counted twice.
        ways(Asked(tx, query, codebooks.load(tx), "en", {}), by, MOST)
    whole = drawn(tx, kind, query, options=options, language=language)
    speaks = language or project_of(tx).language
    asked = Asked(tx, query, codebooks.load(tx), speaks, whole.options)
    key = (*asked.standing(), kind, by, repr(whole.options), speaks)
    if (kept := _KEPT.get(key)) is not None:
        return kept
    there = ways(asked, by, MOST)
    most = sorted(range(len(there)), key=lambda at: -there[at].excerpts)[:MOST]
    shown = [one for at, one in enumerate(there) if at in most]
    alike, notices = settled(kind, asked, whole.sheet)
    filled = [one for one in shown if one.excerpts]
    pictures = {one.asks: picture for one, picture in zip(filled, _pictures(whole, alike, filled), strict=True)}
    for one in _too_heavy(filled, pictures):
        del pictures[one.asks]
    parts = [_part(asked, one, pictures.get(one.asks)) for one in there]
    room = [one in shown and (one.asks in pictures or not one.excerpts) for one in there]
    made = Split(
        by,
        whole,
        [part for part, has in zip(parts, room, strict=True) if has],
        [part for part, has in zip(parts, room, strict=True) if not has],
        whole.excerpts - sum(one.excerpts for one in there),
        notices,
    )
    _KEPT.put(key, made)
    return made


def _too_heavy(there: Sequence[Way], pictures: Mapping[Expression, Picture]) -> list[Way]:
    """The parts with the fewest excerpts, as far as all together would be more than is sent to a browser."""
    left, dropped = HEAVIEST, []
    for at, one in enumerate(sorted(there, key=lambda one: -one.excerpts)):
        left -= len(pictures[one.asks].figure.to_json())
        if left < 0 and at:
            dropped.append(one)
    return dropped


def _part(asked: Asked, way: Way, picture: Picture | None) -> Part:
    return Part(way.label, written(way.asks, asked.book), way.excerpts, way.of, picture)


def _pictures(whole: Picture, asked: Asked, there: Sequence[Way]) -> list[Picture]:
    """Drawn once, while the scale learns what the parts have; then those anew of which it knew too little."""
    kind, options, scale = KINDS[whole.kind], asked.options, Scale()
    narrowed = [replace(asked, query=way.query, part=way.part) for way in there]
    tables = aligned(whole.sheet, [COUNTS[kind.key](one) for one in narrowed], own=kind.own)
    drawings = [partial(kind.draw, table, options, scale) for table in tables]
    first = [scale.shared(draw) for draw in drawings]
    figures = [figure if holds() else draw() for draw, (figure, holds) in zip(drawings, first, strict=True)]
    return [
        replace(
            whole,
            ready=figure,
            sheet=table,
            filter=one.everything(one.query),
            excerpts=way.excerpts,
            informants=one.found()[1],
            of=way.of,
        )
        for way, table, one, figure in zip(there, tables, narrowed, figures, strict=True)
    ]


# -- taken away -----------------------------------------------------------------------------------


def export_side_by_side(
    actor: Actor,
    project: UUID,
    kind: str,
    query: Query,
    by: str,
    *,
    options: Mapping[str, str] | None = None,
    format: str = "svg",  # noqa: A002
    title: str = "",
) -> bytes:
    """All parts in one file: a picture or a page, or XLSX with a sheet for each; see `displays.export_display`."""
    assert format in FORMATS
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "export")
        language = project_of(tx).language
    made = draw_side_by_side(actor, project, kind, query, by, options=options, language=language)
    return exported(actor, project, made, format=format, title=title)


def exported(
    actor: Actor,
    project: UUID,
    made: Split,
    *,
    format: str,  # noqa: A002
    title: str,
    note: str = "",
    captioned: bool = True,
) -> bytes:
    """A display in parts that was drawn, as a file, with the text beside it; see `displays.exported`."""
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "export")
        here, book = project_of(tx), codebooks.load(tx)
    words = WORDS[here.language]
    told = about(made.whole, here, reduction.written(made.whole.filter, book) if made.whole.filter else "")
    counted = {one.label: _found(one, words) for one in made.parts}
    told += [*counted.items(), *((line, "") for line in note.splitlines() if line.strip())]
    tables = [(one.label, one.picture.sheet) for one in made.parts if one.picture]
    plates = [Plate(one.picture.figure, one.label, counted[one.label]) for one in made.parts if one.picture]
    caption = told_lines([one for one in told if one[0] not in counted])
    caption += [f"{one.label}: {counted[one.label]}" for one in made.parts if not one.picture]
    return as_file(
        format,
        caption,
        tables=lambda: write_sheets(
            [(name, table_of(sheet)) for name, sheet in tables or [(words["table"], made.whole.sheet)]],
            told,
            name=words["about"],
            at=now(),
        ),
        page=lambda lines: sheets_of_paper.page(
            plates, title or made.whole.kind, lines, here.language, beside=made.beside
        ),
        picture=lambda form, browser, lines: sheets_of_paper.picture(plates, form, browser, lines, beside=made.beside),
        captioned=captioned,
    )


def _found(one: Part, words: Mapping[str, str]) -> str:
    informants = one.picture.informants if one.picture else 0
    return words["of"].format(excerpts=one.excerpts, informants=informants, of=one.of)
