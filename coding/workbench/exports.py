"""Excerpts counted, referred to and taken away as a spreadsheet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID
from zoneinfo import ZoneInfo

import coding
from coding import reduction, report
from coding.errors import ProjectNotFound
from coding.exchange.excerpts import WORDS, Words, excerpt_table
from coding.exchange.spreadsheet import Column, Table, write_csv, write_xlsx
from coding.model import Code, Excerpt, Kind, Language, Project, Query
from coding.store import Read, Write, cases, codebooks, codings, people, projects, reductions, sources, tallies
from coding.store.tallies import Tally
from coding.workbench.desk import allow, now, reads, verb

FORMATS = ("xlsx", "csv")


@reads
def tally_excerpts(tx: Read, query: Query) -> Tally:
    """How many excerpts a query finds, from how many informants and sources, and how many under each code."""
    return tallies.tally(tx, query)


@reads
def export_listing(
    tx: Read,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    *,
    format: str = "docx",  # noqa: A002
) -> bytes:
    """A table that somebody looks at, as DOCX or XLSX, with the project and the day it was made."""
    assert format in ("docx", "xlsx")
    allow(tx, "export")
    project, at = _project(tx), now()
    words, made = WORDS[project.language], at.astimezone(ZoneInfo(project.time_zone))
    if format == "docx":
        columns = [report.Column(name, width) for name, width in zip(headings, widths, strict=True)]
        note = f"{project.name}. {words['made']}: {made:%Y-%m-%d %H:%M %Z}. Simpul"
        return report.write_docx(title, columns, rows, note=note, language=project.language, at=at)
    about = [
        (words["project"], project.name),
        (words["made"], made.isoformat(timespec="seconds")),
        (words["program"], f"Simpul {coding.__version__}"),
    ]
    table = Table([Column(name, width) for name, width in zip(headings, widths, strict=True)], rows)
    return write_xlsx(table, about, names=(title[:31], words["about"]), at=at)


@reads
def interview_numbers(tx: Read) -> dict[tuple[UUID, str], int]:
    """(source, informant's key) → the how-manieth interview with this informant it is."""
    return reduction.number_interviews(tallies.talks(tx), tallies.informants(tx))


@reads
def export_excerpts(tx: Read, query: Query, *, format: str = "xlsx", guard: bool = True) -> bytes:  # noqa: A002
    """Every excerpt a query finds, as XLSX or CSV, in the language of the project.

    `guard` puts an apostrophe before CSV cells that a spreadsheet program would calculate; XLSX needs none.
    """
    assert format in FORMATS
    allow(tx, "export")
    project = _project(tx)
    found = codings.excerpts(tx, query, limit=None)
    table = excerpt_table(
        found,
        references(tx, project),
        attributes=_attributes(tx, found),
        time_zone=project.time_zone,
        language=project.language,
    )
    if format == "csv":
        return write_csv(table, guard=guard)
    words = WORDS[project.language]
    about = _about(tx, project, query, len(found), words)
    return write_xlsx(table, about, names=(words["excerpts"], words["about"]), at=now())


DOCUMENTS = ("xlsx", "docx")
_WIDTHS = (9, 24, 60, 44, 24, 22, 22)
"""Of the columns of the table of the reduction, in characters."""


@reads
def export_reductions(tx: Read, query: Query, *, format: str = "xlsx") -> bytes:  # noqa: A002
    """The table of the reduction (what was kept, with what was merged into it), as XLSX or DOCX."""
    assert format in DOCUMENTS
    allow(tx, "export")
    project, at = _project(tx), now()
    language, words = project.language, WORDS[project.language]
    part = _reduced(tx, project, query)
    about = _about(tx, project, query, len(part.rows), words)
    if format == "docx":
        note = (
            f"{project.name}. {words['made']}: {at.astimezone(ZoneInfo(project.time_zone)):%Y-%m-%d %H:%M %Z}. Simpul"
        )
        return report.write_docx(part.title, part.columns, part.rows, note=note, language=language, at=at)
    table = Table([Column(one.heading, int(one.share)) for one in part.columns], part.rows)
    return write_xlsx(table, about, names=(part.title, words["about"]), at=at)


@reads
def reduction_part(tx: Read, *, language: Language | None = None) -> report.Part:
    """The table of the reduction of everything, as a part of a report."""
    return reduced_part(tx, language=language)


def reduced_part(tx: Read, *, language: Language | None = None) -> report.Part:
    """Of a transaction: what `reduction_part` gives."""
    project = _project(tx)
    return _reduced(tx, replace(project, language=language or project.language), Query())


def _reduced(tx: Read, project: Project, query: Query) -> report.Part:
    rows = reduction.reduced_table(
        reductions.lines(tx, query, state="decided", limit=None),
        codebooks.load(tx),
        reductions.themes(tx),
        references(tx, project),
    )
    headings = reduction.HEADINGS[project.language]
    columns = [report.Column(name, width) for name, width in zip(headings, _WIDTHS, strict=True)]
    return report.Part(reduction.title(project.settings, project.language), columns, rows)


@verb("put_templates", "edit_project")
def put_templates(tx: Write, chosen: Mapping[Kind, str], *, version: int | None = None) -> None:
    """Store the templates of references, by kind (TemplateUnknown, TemplateBroken); an empty one means the usual."""
    project = _project(tx)
    checked = {kind: reduction.check_template(template) for kind, template in chosen.items()}
    own = {kind: template for kind, template in checked.items() if template}
    projects.change(tx, {"settings": {**project.settings, reduction.SETTING: own}}, version=version)


def _project(tx: Read) -> Project:
    found = projects.get(tx)
    if found is None:
        raise ProjectNotFound(name=tx.project_id)
    return found


def references(tx: Read, project: Project) -> Callable[[Excerpt], str]:
    """Of a transaction: how excerpts are referred to in a project, in its language."""
    chosen = reduction.templates(project.settings, project.language)
    numbers = reduction.number_interviews(tallies.talks(tx), tallies.informants(tx))

    def refer(one: Excerpt) -> str:
        number = numbers.get((one.coding.source, one.case_key or ""))
        return reduction.reference(one, chosen[one.kind], interview=number, language=project.language)

    return refer


def _attributes(tx: Read, found: list[Excerpt]) -> dict[str, str]:
    """The attributes that stand in a table, in the order they were defined; then those nobody defined."""
    used = {key for one in found for key in one.attributes}
    named = {one.key: one.name or one.key for one in cases.attributes(tx) if one.key in used}
    return {**named, **{key: key for key in sorted(used - named.keys())}}


def _about(tx: Read, project: Project, query: Query, count: int, words: Words) -> list[tuple[str, str]]:
    zone_time = now().astimezone(ZoneInfo(project.time_zone)).isoformat(timespec="seconds")
    book = codebooks.load(tx)
    return [
        (words["project"], project.name),
        (words["made"], zone_time),
        (words["codebook_version"], str(book.version)),
        (words["count"], str(count)),
        *_filter(tx, query, book.codes, words),
        (words["program"], f"Simpul {coding.__version__}"),
        (words["hint"], words["hint_text"]),
    ]


def _filter(tx: Read, query: Query, codes: tuple[Code, ...], words: Words) -> list[tuple[str, str]]:
    """What the excerpts were narrowed to, one line a condition."""
    keys = {code.id: code.key for code in codes}
    coders = {member.coder.id: member.coder.name for member in people.members(tx)}
    names = {id_: name for name, id_ in sources.names(tx).items()}
    attributes = {one.key: one.name or one.key for one in cases.attributes(tx)}
    lines = [
        (words["code"], [keys.get(one, str(one)) for one in query.codes]),
        (words["source"], [names.get(one, str(one)) for one in query.sources]),
        (words["kind"], [words[kind] for kind in query.kinds]),
        (words["coder"], [coders.get(one, str(one)) for one in query.coders]),
        (words["status"], [words.get(status, status) for status in query.statuses]),
        *((attributes.get(key, key), list(labels)) for key, labels in query.attributes.items()),
    ]
    return [(name, ", ".join(values) or words["all"]) for name, values in lines]
