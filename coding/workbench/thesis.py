"""The tables of an Indonesian thesis: informants, the grid of the interview guide, transcripts with line numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID
from zoneinfo import ZoneInfo

import coding
from coding import reduction, report
from coding.conclusion.tables import CONCLUSION_TABLES, TITLES
from coding.errors import Notice, ProjectNotFound
from coding.exchange.excerpts import WORDS
from coding.exchange.questions import read_questions
from coding.exchange.spreadsheet import Column, Table, write_xlsx
from coding.model import KINDS, Case, Language, Project, Question, Source
from coding.store import Read, Write, cases, codebooks, projects, sources, tallies
from coding.workbench.conclusion_tables import conclusion_rows
from coding.workbench.desk import allow, now, reads, verb

ThesisTable = Literal[
    "informants", "grid", "transcript", "verdicts", "propositions", "triangulation", "techniques", "member-check"
]
THESIS_TABLES: tuple[ThesisTable, ...] = get_args(ThesisTable)
_WIDTHS: dict[ThesisTable, tuple[int, ...]] = {
    "informants": (5, 12, 14, 30, 44, 34, 18),
    "grid": (5, 17, 20, 27, 40, 14, 14, 11),
    "transcript": (8, 11, 87),
    "verdicts": (5, 26, 18, 40, 22, 24),
    "propositions": (5, 36, 32, 32, 17, 14, 16),
    "member-check": (12, 16, 48, 32, 40, 10),
}
_QUESTION_WIDTHS = (5, 70, 20, 24)
"""Of the columns, in characters."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A table laid out: its headings and rows, what is missing in it, a sentence each, and the cells that are one."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    gaps: Sequence[Notice] = ()
    joined: Sequence[tuple[int, int, int]] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    """The questions of a study with their focus, and the version of the project they were read at."""

    questions: tuple[Question, ...]
    focus: str
    version: int


@reads
def informant_table(tx: Read) -> Laid:
    """The table of informants, and what an examiner would miss in it."""
    return _informants(tx, _project(tx))


@reads
def interview_guide(tx: Read) -> Guide:
    """The questions of the study, and what they are about."""
    project = _project(tx)
    focus = str(project.settings.get(reduction.FOCUS_SETTING) or "")
    return Guide(reduction.questions(project.settings), focus, project.version)


@reads
def guide_table(tx: Read) -> Laid:
    """The grid of questions, indicators and informants, and its gaps."""
    return _guide(tx, _project(tx))


@reads
def informant_kinds(tx: Read) -> list[str]:
    """The kinds of informants: those declared, then those that somebody is."""
    return _kinds(tx)


def _kinds(tx: Read) -> list[str]:
    kinds = {one.casefold(): one for one in reduction.declared_kinds(cases.attributes(tx))}
    for case in cases.load(tx):
        if kind := reduction.kind_of(case):
            kinds.setdefault(kind.casefold(), kind)
    return list(kinds.values())


@reads
def transcript_table(tx: Read, source: UUID) -> Laid:
    """A source by its numbered lines (NotFound)."""
    project = _project(tx)
    there = {case.id: case for case in cases.load(tx)}
    rows = reduction.transcript_rows(sources.load(tx, source)[0], there, project.language)
    return Laid(reduction.TRANSCRIPT_HEADINGS[project.language], rows)


@reads
def conclusion_table(tx: Read, which: ThesisTable) -> Laid:
    """One of the tables about conclusions: verdicts, propositions, triangulation of sources or of techniques."""
    return _conclusions(tx, _project(tx), which)


@reads
def read_question_table(tx: Read, rows: Sequence[Sequence[str]]) -> tuple[list[Question], list[Notice]]:
    """The questions in a table, and what of it was not understood; nothing is stored (TableWithoutColumn)."""
    return read_questions(rows, codebooks.load(tx), _kinds(tx))


@verb("put_questions", "edit_cases")
def put_questions(tx: Write, many: Sequence[Question], *, focus: str = "", version: int | None = None) -> None:
    """Store the questions of the interview guide in their order; those without words are left out.

    Conflict where somebody changed the project since `version`.
    """
    settings = {
        **_project(tx).settings,
        reduction.QUESTIONS_SETTING: reduction.kept(many),
        reduction.FOCUS_SETTING: " ".join(focus.split())[:300],
    }
    projects.change(tx, {"settings": settings}, version=version)


# -- taken away -----------------------------------------------------------------------------------


@reads
def export_thesis_table(
    tx: Read,
    which: ThesisTable,
    *,
    format: str = "docx",  # noqa: A002
    source: UUID | None = None,
) -> bytes:
    """One of the tables as DOCX or XLSX; transcripts of all sources, or of one (NotFound)."""
    assert format in ("xlsx", "docx")
    allow(tx, "export")
    project, at = _project(tx), now()
    title, parts = _parts(tx, project, which, source)
    if format == "xlsx":
        return _spreadsheet(project, title, parts, at)
    made = at.astimezone(ZoneInfo(project.time_zone))
    note = f"{project.name}. {WORDS[project.language]['made']}: {made:%Y-%m-%d %H:%M %Z}. Simpul"
    across = which != "transcript"
    title = parts[0].title if len(parts) == 1 else title
    return report.write_parts(title, parts, across=across, note=note, language=project.language, at=at)


@reads
def thesis_part(tx: Read, which: ThesisTable, *, language: Language | None = None) -> report.Part:
    """One of the tables but the transcripts, as a part of a report."""
    return part_of(tx, which, language=language)


@reads
def transcript_parts(tx: Read, *, language: Language | None = None) -> list[report.Part]:
    """Every source by its numbered lines: interviews, then observations and documents."""
    project = _project(tx)
    return _parts(tx, replace(project, language=language or project.language), "transcript", None)[1]


def part_of(tx: Read, which: ThesisTable, *, language: Language | None = None) -> report.Part:
    """Of a transaction: what `thesis_part` gives."""
    project = _project(tx)
    _title, parts = _parts(tx, replace(project, language=language or project.language), which, None)
    return parts[0]


def _parts(tx: Read, project: Project, which: ThesisTable, source: UUID | None) -> tuple[str, list[report.Part]]:
    language, widths = project.language, _WIDTHS.get(which, ())
    if which == "informants":
        title = reduction.INFORMANT_TITLES[language]
        return title, [_part(title, _informants(tx, project), widths)]
    if which == "grid":
        title, questions = reduction.GUIDE_TITLES[language], _questions(tx, project)
        asked = _part(reduction.QUESTION_TITLES[language], questions, _QUESTION_WIDTHS)
        return title, [_part(title, _guide(tx, project), widths), *([asked] if questions.rows else [])]
    if which in CONCLUSION_TABLES:
        laid = _conclusions(tx, project, which)
        return TITLES[language][which], [_part(TITLES[language][which], laid, _widths(which, len(laid.headings)))]
    there = {case.id: case for case in cases.load(tx)}
    by_key = {case.key: case for case in there.values()}
    whose = tallies.informants(tx)
    all_ = sorted(sources.summaries(tx, tx.actor_id), key=lambda one: KINDS.index(one.kind))
    wanted = [source] if source else [one.id for one in all_]
    parts = []
    for one in wanted:
        informants = [by_key[key] for key in sorted(whose.get(one, ()), key=reduction.natural)]
        parts.append(_transcript(sources.load(tx, one)[0], informants, there, language))
    return reduction.TRANSCRIPT_TITLES[language]["interview"], parts


def _conclusions(tx: Read, project: Project, which: ThesisTable) -> Laid:
    titles, rows = conclusion_rows(tx, project, which, _kinds(tx))
    return Laid(titles, rows)


def _widths(which: ThesisTable, columns: int) -> Sequence[int]:
    """A finding and its conclusion, and equal columns between."""
    return _WIDTHS.get(which) or (32, *[28] * (columns - 2), 16)


def _informants(tx: Read, project: Project) -> Laid:
    there, known = cases.load(tx), cases.attributes(tx)
    talks, whose = sources.summaries(tx, tx.actor_id), tallies.informants(tx)
    rows = reduction.informant_rows(there, known, talks, whose, project.language)
    gaps = reduction.check_informants(there, known, talks, whose)
    return Laid(reduction.INFORMANT_HEADINGS[project.language], rows, gaps)


def _guide(tx: Read, project: Project) -> Laid:
    book, there, many = codebooks.load(tx), cases.load(tx), reduction.questions(project.settings)
    focus = str(project.settings.get(reduction.FOCUS_SETTING) or "")
    declared = list(reduction.declared_kinds(cases.attributes(tx)))
    rows = reduction.guide_rows(book, many, there, kinds=declared, focus=focus, language=project.language)
    gaps = reduction.check_guide(book, many, there, declared)
    return Laid(reduction.GUIDE_HEADINGS[project.language], rows, gaps, reduction.joined(rows))


def _questions(tx: Read, project: Project) -> Laid:
    rows = reduction.question_rows(codebooks.load(tx), reduction.questions(project.settings), project.language)
    return Laid(reduction.QUESTION_HEADINGS[project.language], rows)


def _transcript(
    source: Source, informants: Sequence[Case], there: Mapping[UUID, Case], language: Language
) -> report.Part:
    rows = reduction.transcript_rows(source, there, language)
    title = f"{reduction.TRANSCRIPT_TITLES[language][source.kind]} {source.name}"
    facts = reduction.transcript_facts(source, informants, language)
    return _part(title, Laid(reduction.TRANSCRIPT_HEADINGS[language], rows), _WIDTHS["transcript"], facts)


def _part(title: str, laid: Laid, widths: Sequence[int], facts: Sequence[tuple[str, str]] = ()) -> report.Part:
    columns = [report.Column(name, width) for name, width in zip(laid.headings, widths, strict=True)]
    return report.Part(title, columns, laid.rows, facts, laid.joined)


def _spreadsheet(project: Project, title: str, parts: Sequence[report.Part], at: datetime) -> bytes:
    """The first table on a sheet; further ones of the same columns below it, others beside what it is about."""
    words = WORDS[project.language]
    first = parts[0] if parts else report.Part(title, [], [])
    alike = [part for part in parts if part.columns == first.columns]
    columns = [Column(column.heading, int(column.share)) for column in first.columns]
    rows: list[Sequence[str | int]] = [row for part in alike for row in part.rows]
    if len(alike) > 1:
        columns = [Column(words["source"], 24), *columns]
        rows = [(part.title, *row) for part in alike for row in part.rows]
    about = [
        (words["project"], project.name),
        (words["made"], at.astimezone(ZoneInfo(project.time_zone)).isoformat(timespec="seconds")),
        (words["program"], f"Simpul {coding.__version__}"),
        *(fact for part in parts if len(alike) == 1 for fact in part.facts),
    ]
    for part in parts:
        if part.columns != first.columns:
            about += [("", ""), (part.title, ""), *((str(row[0]), str(row[1])) for row in part.rows)]
    joined = first.joined if len(alike) == 1 else ()
    return write_xlsx(Table(columns, rows, joined), about, names=(title[:31], words["about"]), at=at)


def _project(tx: Read) -> Project:
    found = projects.get(tx)
    if found is None:
        raise ProjectNotFound(name=tx.project_id)
    return found
