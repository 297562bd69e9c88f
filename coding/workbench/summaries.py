"""What people do with the summary forms of sources: fill in, take away, change the fields, find, print."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from babel.dates import format_date

from coding import reduction, report
from coding.errors import NoSummaries, NotFound, ProjectNotFound, Refused
from coding.exchange.excerpts import WORDS
from coding.model import (
    FORM_KINDS,
    Basis,
    Case,
    Coding,
    FormField,
    FormKind,
    Kind,
    Language,
    LedgerLine,
    Project,
    Query,
    Question,
    Source,
    Summary,
)
from coding.reduction.forms import (
    FIELDS_SETTING,
    FORM_TITLES,
    FORM_WORDS,
    LINES,
    FormPart,
    form_fields,
    form_of,
    form_parts,
    kept_fields,
    source_facts,
    tidied,
    words_of,
)
from coding.store import (
    Read,
    Write,
    cases,
    codebooks,
    codings,
    people,
    projects,
    reductions,
    sources,
    summaries,
    tallies,
)
from coding.workbench.desk import allow, now, reads, verb

_WIDTHS: Mapping[int, tuple[int, ...]] = {0: (), 3: (7, 38, 55), 5: (7, 32, 20, 11, 40)}
"""By the number of columns: of each, in characters."""

_FIRST = {"kept": 0, None: 1, "merged": 2, "aside": 3}


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a source: its fields, what is written, and what the program knows of the source.

    `codings` are counted by code; `version` is that of the project, with which its fields are changed.
    """

    source: Source
    form: FormKind
    fields: tuple[FormField, ...]
    questions: tuple[Question, ...]
    summary: Summary
    facts: Sequence[tuple[str, str]]
    codings: Mapping[UUID, int]
    version: int


@dataclass(frozen=True, slots=True)
class FormLine:
    """A source in the list of forms: who wrote its form and when, where there is one."""

    source: UUID
    name: str
    kind: Kind
    informants: tuple[str, ...]
    coder: str = ""
    made_at: datetime | None = None


@verb("put_summary", "reduce")
def put_summary(tx: Write, one: Summary, *, version: int | None = None) -> Summary:
    """Write on the form of a source (NotFound, Conflict where somebody was first); a blank one takes the form away.

    Gives the form as it is stored. A point rests on its excerpts as they are now; what is gone stays as it was.
    """
    sources.facts(tx, one.source)
    tx.source_id = one.source
    clean = tidied(one)
    if clean.blank:
        summaries.drop(tx, one.source, version=version)
        return Summary(one.source)
    before = summaries.of(tx, one.source)
    points = tuple(replace(point, excerpts=_rests(tx, one.source, point.excerpts, before)) for point in clean.points)
    _named(tx, {point.about for point in points if point.about}, before)
    for point in points:
        if point.weight is not None and not 0 <= point.weight <= 100:
            raise Refused(why=f"{point.weight}")
    return summaries.put(tx, replace(clean, points=points), version=version)


@verb("drop_summary", "reduce")
def drop_summary(tx: Write, source: UUID, *, version: int | None = None) -> None:
    """Take the form of a source away (NotFound; Conflict where somebody was first); undo brings it back."""
    sources.facts(tx, source)
    tx.source_id = source
    summaries.drop(tx, source, version=version)


@verb("put_summary_fields", "reduce")
def put_summary_fields(tx: Write, form: FormKind, many: Sequence[FormField], *, version: int | None = None) -> None:
    """Store which fields a form has; none brings the usual ones back (Refused, Conflict where somebody was first)."""
    if form not in FORM_KINDS:
        raise Refused(why=form)
    project = _project(tx)
    own = {**(project.settings.get(FIELDS_SETTING) or {}), form: kept_fields(many, lambda: uuid4().hex)}
    projects.change(tx, {"settings": {**project.settings, FIELDS_SETTING: own}}, version=version)


def _rests(tx: Read, source: UUID, wanted: Sequence[Basis], before: Summary | None) -> tuple[Basis, ...]:
    """The excerpts as they are; one that is gone is kept where the form had it, and else not there (NotFound)."""
    there = codings.by_ids(tx, {one.coding for one in wanted})
    had = {basis.coding: basis for point in (before.points if before else ()) for basis in point.excerpts}
    found = []
    for one in dict.fromkeys(basis.coding for basis in wanted):
        if one in there and there[one].source == source:
            found.append(Basis(one, there[one].quote))
        elif one in had:
            found.append(had[one])
        else:
            raise NotFound(what="coding")
    return tuple(found)


def _named(tx: Read, wanted: Collection[UUID], before: Summary | None) -> None:
    """Every code or theme that a point is newly given is there (NotFound)."""
    had = {point.about for point in (before.points if before else ())}
    if new := set(wanted) - had:
        there = {one.id for one in codebooks.load(tx).codes} | {one.id for one in reductions.themes(tx)}
        if new - there:
            raise NotFound(what="code")


# -- read by the page -----------------------------------------------------------------------------


@reads
def summary_of(tx: Read, source: UUID, language: Language | None = None) -> Form:
    """The form of a source, blank where nobody has written on it (NotFound)."""
    project = _project(tx)
    return _form(tx, project, source, summaries.of(tx, source), language or project.language)


@reads
def summary_excerpts(tx: Read, source: UUID, limit: int = 200) -> list[LedgerLine]:
    """The excerpts of a source that a point can rest on: those kept first, those set aside last."""
    order = reductions.order(tx, Query(sources=(source,)))
    ranked = sorted(order, key=lambda one: _FIRST[one[1]])
    return reductions.lines_of(tx, [coding for coding, _decision, _stale in ranked[:limit]])


@reads
def list_summaries(tx: Read, words: str = "", *, limit: int = 50, offset: int = 0) -> list[FormLine]:
    """A page of the sources, interviews first, each with who wrote its form; with words, those whose forms say them."""
    among = None
    if wanted := words.strip().casefold():
        written = summaries.load(tx)
        among = {id_ for id_, one in written.items() if any(wanted in said.casefold() for said in words_of(one))}
    whose, names = tallies.informants(tx), {one.coder.id: one.coder.name for one in people.members(tx)}
    lines = []
    for id_, name, kind, coder, at in summaries.listed(tx, among=among, limit=limit, offset=offset):
        keys = tuple(sorted(whose.get(id_, ()), key=reduction.natural))
        lines.append(FormLine(id_, name, kind, keys, names.get(coder, "?") if coder else "", at))
    return lines


@reads
def count_summaries(tx: Read) -> tuple[int, int]:
    """How many sources have a form, and how many sources there are."""
    return summaries.count(tx), len(sources.names(tx))


def _form(tx: Read, project: Project, source: UUID, written: Summary | None, language: Language) -> Form:
    one, _layout = sources.load(tx, source)
    form = form_of(one.kind)
    return Form(
        source=one,
        form=form,
        fields=form_fields(project.settings, form, project.language),
        questions=reduction.questions(project.settings),
        summary=written or Summary(source),
        facts=source_facts(one, _informants(tx, source), language),
        codings=tallies.tally(tx, Query(sources=(source,))).by_code,
        version=project.version,
    )


def _informants(tx: Read, source: UUID) -> list[Case]:
    by_key = {case.key: case for case in cases.load(tx)}
    whose = tallies.informants(tx).get(source, ())
    return [by_key[key] for key in sorted(whose, key=reduction.natural)]


# -- taken away -----------------------------------------------------------------------------------


@reads
def export_summaries(tx: Read, source: UUID | None = None) -> bytes:
    """The form of a source as DOCX, blank where nobody has written; without one, all that are written.

    NotFound; NoSummaries where nothing is written.
    """
    allow(tx, "export")
    project, at, written = _project(tx), now(), summaries.load(tx)
    wanted = [source] if source else [one[0] for one in summaries.listed(tx, among=list(written))]
    if not wanted:
        raise NoSummaries
    made = at.astimezone(ZoneInfo(project.time_zone))
    note = f"{project.name}. {WORDS[project.language]['made']}: {made:%Y-%m-%d %H:%M %Z}. Simpul"
    pages = [_page(tx, project, one, written.get(one)) for one in wanted]
    titles = dict.fromkeys(page.title for page in pages)
    return report.write_forms(" · ".join(titles), pages, note=note, language=project.language, at=at)


def _page(tx: Read, project: Project, source: UUID, written: Summary | None) -> report.Form:
    language, words = project.language, FORM_WORDS[project.language]
    form = _form(tx, project, source, written, language)
    book = codebooks.load(tx)
    names = {code.id: f"{code.key} {code.label(language, book.language)}" for code in book.codes}
    names |= {theme.id: theme.name for theme in reductions.themes(tx)}
    there = codings.by_ids(tx, {basis.coding for point in form.summary.points for basis in point.excerpts})

    keys = {code.id: code.key for code in book.codes}

    def excerpt(basis: Basis) -> str:
        coding = there.get(basis.coding)
        where = f"{keys.get(coding.code, '?')}, {_place(coding, language)}" if coding else words["gone"]
        return f"“{' '.join(basis.quote.split())}” ({where})"

    coded = ", ".join(f"{code.key} ({form.codings[code.id]})" for code in book.codes if code.id in form.codings)
    facts = [(words["source"], form.source.name), *form.facts, (words["codings"], coded or "0")]
    if written and written.coder and written.made_at:
        names_of = {member.coder.id: member.coder.name for member in people.members(tx)}
        on = format_date(written.made_at.astimezone(ZoneInfo(project.time_zone)), "d MMMM y", locale=language)
        facts.append((words["writer"], f"{names_of.get(written.coder, '?')}, {on}"))
    parts = form_parts(
        form.summary,
        form.fields,
        form.questions,
        about=lambda id_: names.get(id_, ""),
        excerpt=excerpt,
        language=language,
    )
    return report.Form(FORM_TITLES[language][form.form], facts, [_section(part, words["blank"]) for part in parts])


def _place(one: Coding, language: Language) -> str:
    lines = str(one.line_start) if one.line_start == one.line_end else f"{one.line_start}-{one.line_end}"
    return f"{LINES[language]} {lines}"


def _section(part: FormPart, blank: str) -> report.Section:
    columns = [
        report.Column(name, width) for name, width in zip(part.headings, _WIDTHS[len(part.headings)], strict=True)
    ]
    return report.Section(part.title, part.words or ("" if part.rows else blank), columns, part.rows)


def _project(tx: Read) -> Project:
    found = projects.get(tx)
    if found is None:
        raise ProjectNotFound(name=tx.project_id)
    return found
