"""Commands of the data reduction: the matrix, the ledger, the tables of a thesis and what they are made from."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from coding import workbench
from coding.cli.frame import acting, by_coder, coded_by, in_project, keys_of, main, opened, or_json, print_json
from coding.model import Project, Query, Question
from coding.reduction import UNITS as UNITS_COUNTED
from coding.reduction.matrix import Unit as Counted
from coding.workbench import THESIS_TABLES, CaseTable, ThesisTable
from coding.workbench.matrices import COLUMNS, Columns


@main.command()
@click.argument("db")
@click.option("--rows", default="cases", metavar="WHAT", help="cases, sources, coders or case.ATTRIBUTE.")
@click.option("--cols", type=click.Choice(COLUMNS), default="codes")
@click.option("--count", "unit", type=click.Choice(UNITS_COUNTED), default="informants")
@click.option("--query", "text", default="", help="Count only what this query finds.")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), default="csv")
@in_project
@or_json
def matrix(
    db: str, rows: str, cols: Columns, unit: Counted, text: str, form: str, project_name: str | None, as_json: bool
) -> None:
    """Count codings by rows and columns; CSV or XLSX goes to standard output."""
    _desk, me, project = opened(db, project_name)
    asked = Query(where=workbench.read_query(me, project.id, text)) if text else Query()
    if as_json:
        made = workbench.count_matrix(me, project.id, asked, rows=rows, columns=cols, unit=unit)
        print_json(
            {
                "count": made.unit,
                "rows": [one.name for one in made.rows],
                "columns": [one.name for one in made.columns],
                "cells": [[made.at(row, column) for column in made.columns] for row in made.rows],
                "asked": [[made.asked_at(row, column) for column in made.columns] for row in made.rows],
            }
        )
        return
    data = workbench.export_matrix(me, project.id, asked, rows=rows, columns=cols, unit=unit, format=form)
    click.echo(data, nl=False)


@main.group()
def ledger() -> None:
    """The ledger of the reduction: what of the codings was kept, merged and set aside."""


@ledger.command("export")
@click.argument("db")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--code", "ref", metavar="CODE", help="Key or id of a code.")
@in_project
def export_table(db: str, out: Path, ref: str | None, project_name: str | None) -> None:
    """Write the table of the reduction as XLSX or DOCX, by the ending of OUT."""
    form = out.suffix.lower().removeprefix(".")
    if form not in ("xlsx", "docx"):
        raise click.UsageError("OUT must end in .xlsx or .docx")
    desk, me, project = opened(db, project_name)
    query = coded_by(desk, me, project, ref, None)
    out.write_bytes(workbench.export_reductions(me, project.id, query, format=form))


@main.command()
@click.argument("db")
@click.argument("which", type=click.Choice(THESIS_TABLES))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--source", "name", help="The transcript of one source; all without it.")
@in_project
def tables(db: str, which: ThesisTable, out: Path, name: str | None, project_name: str | None) -> None:
    """Write a table of a thesis as DOCX or XLSX, by the ending of OUT; what is missing in it goes to stderr."""
    form = out.suffix.lower().removeprefix(".")
    if form not in ("xlsx", "docx"):
        raise click.UsageError("OUT must end in .xlsx or .docx")
    if name is not None and which != "transcript":
        raise click.UsageError("--source goes with transcript")
    _desk, me, project = opened(db, project_name)
    source = workbench.source_id(me, project.id, name) if name is not None else None
    out.write_bytes(workbench.export_thesis_table(me, project.id, which, format=form, source=source))
    laid = {"informants": workbench.informant_table, "grid": workbench.guide_table}
    for gap in laid[which](me, project.id).gaps if which in laid else ():
        click.echo(str(gap), err=True)


@main.command()
@click.argument("db")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--source", "name", help="The form of one source, blank where nobody has written on it.")
@in_project
def summaries(db: str, out: Path, name: str | None, project_name: str | None) -> None:
    """Write the summary forms of contacts and documents as DOCX: all that are written, or one."""
    if out.suffix.lower() != ".docx":
        raise click.UsageError("OUT must end in .docx")
    _desk, me, project = opened(db, project_name)
    source = workbench.source_id(me, project.id, name) if name is not None else None
    out.write_bytes(workbench.export_summaries(me, project.id, source))


@main.command()
@click.argument("db")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--known-only", is_flag=True, help="Take only what the table says of informants there are.")
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@by_coder
@in_project
@or_json
def informants(
    db: str, file: Path, known_only: bool, dry_run: bool, coder: str | None, project_name: str | None, as_json: bool
) -> None:
    """Take informants and facts about them from a table (CSV, XLSX, ODS) with a column of their codes."""
    _desk, me, project = opened(db, project_name)
    actor = acting(me, project, coder)
    table = workbench.read_case_table(actor, project.id, _rows(file, project))
    told = _taken(table, known_only)
    if not dry_run and (told["added"] or told["changed"]):
        workbench.take_cases(actor, project.id, table, told["added"])
    if as_json:
        print_json(told)
    for notice in told["notices"]:
        click.echo(notice, err=True)
    for one in told["changed"]:
        click.echo(f"{one['informant']}\t{one['field']}: {one['before'] or '–'} → {one['after']}", err=True)
    for key in told["left_out"]:
        click.echo(f"{key}\tnot there, left out", err=True)
    known = len({one["informant"] for one in told["changed"]} - set(told["added"]))
    click.echo(f"{len(told['added'])} informants added, {known} changed", err=True)


def _taken(table: CaseTable, known_only: bool) -> dict[str, Any]:
    """Whom the table adds, whom it leaves out, and every field that it changes."""
    new = [line.after.key for line in table.lines if line.before is None]
    changed = [
        {"informant": line.after.key, "field": field or "name", "before": before, "after": after}
        for line in table.lines
        if line.before or not known_only
        for field, before, after in line.changes()
    ]
    return {
        "added": [] if known_only else new,
        "left_out": new if known_only else [],
        "changed": changed,
        "notices": [str(one) for one in table.notices],
    }


@main.command()
@click.argument("db")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only tell what would be added.")
@by_coder
@in_project
@or_json
def questions(db: str, file: Path, dry_run: bool, coder: str | None, project_name: str | None, as_json: bool) -> None:
    """Add the questions of a table (CSV, XLSX, ODS) to the interview guide, behind those there are."""
    _desk, me, project = opened(db, project_name)
    actor = acting(me, project, coder)
    guide = workbench.interview_guide(actor, project.id)
    found, notices = workbench.read_question_table(actor, project.id, _rows(file, project))
    there = {one.words.casefold() for one in guide.questions}
    new = [one for one in found if one.words.casefold() not in there]
    if new and not dry_run:
        many = [*guide.questions, *new]
        workbench.put_questions(actor, project.id, many, focus=guide.focus, version=guide.version)
    keys = keys_of(me, project)
    if as_json:
        print_json({"added": [_question(one, keys) for one in new], "there": len(found) - len(new), "notices": notices})
    for notice in notices:
        click.echo(str(notice), err=True)
    for one in new:
        click.echo(f"{', '.join(keys[code] for code in one.codes) or '–'}\t{one.words}", err=True)
    click.echo(f"{len(new)} questions added, {len(found) - len(new)} there already", err=True)


def _question(one: Question, keys: Mapping[UUID, str]) -> dict[str, Any]:
    codes = [keys[code] for code in one.codes]
    return {"question": one.words, "indicators": codes, "informants": list(one.kinds), "technique": one.technique}


def _rows(file: Path, project: Project) -> list[list[str]]:
    """The rows of a table (NoTable, Broken, TookTooLong): read by a child process, as an uploaded file is."""
    with workbench.Readers() as readers:
        return readers.rows(file.name, file.read_bytes(), language=project.language)
