"""Displays drawn and taken away: a table counted from a query, the figure of it, and what both rest on."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from coding import reduction
from coding.display import KINDS, Figure, Kind, Option, paper
from coding.errors import DisplayOptionInvalid, DisplayUnknown, Notice, ProjectNotFound
from coding.exchange.spreadsheet import Column, Table, write_xlsx
from coding.model import And, Codebook, Expression, Language, Project, Query
from coding.reduction.informants import KIND
from coding.reduction.sheet import Sheet
from coding.store import Read, cases, codebooks, projects, sources
from coding.workbench import browsers
from coding.workbench.desk import Actor, allow, now, reads
from coding.workbench.display_tables import COUNTS, GROUP, Asked
from coding.workbench.kept import Kept
from coding.workbench.taken_away import as_file, told_lines

FORMATS = ("svg", "png", "html", "xlsx")
_ATTRIBUTE = "case."
_SOURCE = "source."
_LONGEST = 400
"""Letters of what is written for an option."""

_WIDE, _NARROW = 36, 12


@dataclass(frozen=True)
class Picture:
    """A display: the figure, the table behind it, and what it rests on.

    `filter` is all that the query asks. `excerpts` and `informants` are what the query finds; `of` are all
    informants of the study. `ready` is the figure where it was drawn before, to a scale shared with others.
    """

    kind: str
    options: Mapping[str, str]
    sheet: Sheet
    filter: Expression | None
    excerpts: int
    informants: int
    of: int
    codebook: int
    made: datetime
    ready: Figure | None = None

    @cached_property
    def figure(self) -> Figure:
        """Drawn when somebody wants it: a table of words is read without."""
        one = self.ready if self.ready is not None else KINDS[self.kind].draw(self.sheet, self.options)
        return one.printed()


_KEPT = Kept[Picture](24)


@reads
def draw_display(
    tx: Read,
    kind: str,
    query: Query,
    *,
    options: Mapping[str, str] | None = None,
    language: Language | None = None,
) -> Picture:
    """A kind of display of what a query finds, as `drawn` has it."""
    return drawn(tx, kind, query, options=options, language=language)


def drawn(
    tx: Read,
    kind: str,
    query: Query,
    *,
    options: Mapping[str, str] | None = None,
    language: Language | None = None,
) -> Picture:
    """A kind of display of what a query finds, in the language of the project unless another is said.

    Raises DisplayUnknown, DisplayOptionInvalid. What is kept from the last time is drawn only where nothing changed.
    """
    if kind not in KINDS:
        raise DisplayUnknown(name=kind, known=", ".join(KINDS))
    here = project_of(tx)
    speaks = language or here.language
    attributes = attribute_keys(tx) if any(one.attributes for one in KINDS[kind].options) else []
    book = codebooks.load(tx)
    named = list(sources.names(tx)) if any(one.sources for one in KINDS[kind].options) else group_keys(book)
    chosen = chosen_options(KINDS[kind], options or {}, attributes, named)
    key = (tx.sight, tx.project_id, projects.rev(tx), kind, repr(query), repr(chosen), speaks)
    if (kept := _KEPT.get(key)) is not None:
        return kept
    asked = Asked(tx, query, book, speaks, chosen)
    sheet, found = COUNTS[kind](asked), asked.found()
    made = Picture(
        kind,
        chosen,
        sheet,
        asked.everything(query),
        found[0],
        found[1],
        len(cases.load(tx)),
        book.version,
        now(),
    )
    _KEPT.put(key, made)
    return made


def chosen_options(
    kind: Kind, given: Mapping[str, str], attributes: Sequence[str], named: Collection[str] = ()
) -> dict[str, str]:
    """Every option of a kind with its value: the one given, else the first (DisplayOptionInvalid).

    `named` are the sources, or the groups of codes.
    """
    known = {one.name: one for one in kind.options}
    for name in given:
        if name not in known:
            raise DisplayOptionInvalid(name=name, value=given[name], known=", ".join(known) or "–")
    chosen = {}
    for name, option in known.items():
        if option.free:
            chosen[name] = given.get(name, "").strip()[:_LONGEST]
            continue
        values = option_values(option, attributes, named)
        chosen[name] = given.get(name) or values[0]
        if chosen[name] not in values:
            raise DisplayOptionInvalid(name=name, value=chosen[name], known=", ".join(values))
    return chosen


def option_values(option: Option, attributes: Collection[str], named: Collection[str] = ()) -> list[str]:
    """What can be chosen for an option where there are these attributes, and sources or groups are named so."""
    if option.groups:
        return [*option.values, *(f"{GROUP}{one}" for one in named)]
    if option.sources:
        return [*option.values, *(f"{_SOURCE}{one}" for one in sorted(named, key=reduction.natural))]
    if not option.attributes:
        return list(option.values)
    named = sorted(attributes, key=lambda one: one.casefold() not in KIND) if option.kind_first else attributes
    own = [f"{_ATTRIBUTE}{one}" for one in named]
    return [*own, *option.values] if option.kind_first else [*option.values, *own]


def group_keys(book: Codebook) -> list[str]:
    """The keys of the groups of a codebook that have codes, as options of displays take them."""
    above = {one.id: one.parent for one in book.codes}

    def top(one: UUID) -> UUID:
        parent = above.get(one)
        return top(parent) if parent in above else one

    filled = {top(one.id) for one in book.codable()}
    return [one.key for one in book.codes if one.id in filled]


@reads
def display_attributes(tx: Read) -> list[str]:
    """The keys of what is noted of informants, as options of displays take them."""
    return attribute_keys(tx)


@reads
def narrow_query(tx: Read, texts: Sequence[str]) -> str:
    """One query in words for several that are all to be fulfilled (QueryInvalid); empty where there is none."""
    book = codebooks.load(tx)
    parts: list[Expression] = []
    for text in texts:
        if text.strip():
            one = reduction.parse(text, book)
            parts += one.parts if isinstance(one, And) else [one]
    if not parts:
        return ""
    return reduction.written(parts[0] if len(parts) == 1 else And(tuple(dict.fromkeys(parts))), book)


def can_print() -> bool:
    """Whether this machine has a browser that draws pictures at print size."""
    return browsers.find() is not None


def export_display(
    actor: Actor,
    project: UUID,
    kind: str,
    query: Query,
    *,
    options: Mapping[str, str] | None = None,
    format: str = "svg",  # noqa: A002
    title: str = "",
) -> bytes:
    """A display as SVG or PNG at print size, as HTML that needs no network, or its table as XLSX.

    It says what was counted, by what query, when, and by which version of the codebook. Raises NoBrowser where a
    picture needs one and there is none.
    """
    assert format in FORMATS
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "export")
    return exported(
        actor, project, draw_display(actor, project, kind, query, options=options), format=format, title=title
    )


def exported(
    actor: Actor,
    project: UUID,
    made: Picture,
    *,
    format: str,  # noqa: A002
    title: str,
    note: str = "",
    captioned: bool = True,
) -> bytes:
    """A display that was drawn, as a file, with the text beside it; see `export_display`.

    A picture not `captioned` is the figure alone.
    """
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "export")
        here, book = project_of(tx), codebooks.load(tx)
    told = about(made, here, reduction.written(made.filter, book) if made.filter else "")
    told += [(line, "") for line in note.splitlines() if line.strip()]
    words = WORDS[here.language]
    return as_file(
        format,
        told_lines(told),
        tables=lambda: write_xlsx(table_of(made.sheet), told, names=(words["table"], words["about"]), at=now()),
        page=lambda lines: paper.page(made.figure, title or made.kind, lines, here.language),
        picture=lambda form, browser, lines: paper.picture(made.figure, form, browser, lines),
        captioned=captioned,
    )


def export_gallery(
    actor: Actor,
    project: UUID,
    words: Mapping[str, tuple[str, str]],
    *,
    title: str,
    lead: str,
    language: Language,
    tell: Callable[[Notice], str] = str,
    more: Sequence[paper.Plate] = (),
) -> bytes:
    """Every kind of display of a project on one page of HTML that needs no network, and `more` behind them.

    `words` are name and purpose of a kind.
    """
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "export")
    plates = []
    for kind in KINDS:
        made = draw_display(actor, project, kind, Query(), language=language)
        name, purpose = words[kind]
        told = [made.sheet.counted, *map(tell, made.sheet.notices)]
        plates.append(paper.Plate(made.figure, name, purpose, told))
    return paper.gallery([*plates, *more], title, lead, language)


def table_of(sheet: Sheet) -> Table:
    """A table as a spreadsheet has it."""
    return Table(
        [Column(sheet.corner, _WIDE), *(Column(one.said, _NARROW) for one in sheet.columns)],
        [[row.said, *map(_cell, cells)] for row, cells in zip(sheet.rows, sheet.cells, strict=True)],
    )


def _cell(value: int | float | str | None) -> int | str | None:
    return f"{value:.1f}" if isinstance(value, float) else value


WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "table": "Tabel",
        "about": "Keterangan",
        "count": "Yang dihitung",
        "query": "Kueri",
        "found": "Ditemukan",
        "of": "{excerpts} kutipan, {informants} dari {of} informan",
        "codebook": "Versi buku kode",
        "made": "Dibuat",
    },
    "en": {
        "table": "Table",
        "about": "About",
        "count": "What is counted",
        "query": "Query",
        "found": "Found",
        "of": "{excerpts} excerpts, {informants} of {of} informants",
        "codebook": "Version of the codebook",
        "made": "Made",
    },
}


def about(made: Picture, here: Project, query: str) -> list[tuple[str, str]]:
    """What stands beside a picture that is taken away: what was counted, of what, when."""
    words = WORDS[here.language]
    at = made.made.astimezone(ZoneInfo(here.time_zone))
    found = words["of"].format(excerpts=made.excerpts, informants=made.informants, of=made.of)
    return [
        (here.name, ""),
        (words["count"], made.sheet.counted),
        (words["found"], found),
        *([(words["query"], query)] if query else []),
        (words["codebook"], str(made.codebook)),
        (words["made"], f"{at:%Y-%m-%d %H:%M %Z}"),
    ]


def attribute_keys(tx: Read) -> list[str]:
    """The keys of what is noted of informants."""
    return list(dict.fromkeys(key for one in cases.load(tx) for key in one.attributes))


def project_of(tx: Read) -> Project:
    """The project that is read."""
    found = projects.get(tx)
    if found is None:
        raise ProjectNotFound(name=tx.project_id)
    return found
