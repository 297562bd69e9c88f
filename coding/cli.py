"""The command line: the same verbs, scriptable. JSON goes to stdout, talk to stderr.

Exit codes: 0, 1 (a person's mistake, told in one sentence), 2 (usage).
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

import click

import coding
from coding import workbench
from coding.errors import CodingError
from coding.model import METHODS, UNITS, WHOLES, Method, Offer, Project, Query, Unit, Whole
from coding.reduction import UNITS as UNITS_COUNTED
from coding.reduction.matrix import Unit as Counted
from coding.ui.serving import serve as serve_app
from coding.workbench import HOWS, THESIS_TABLES, Actor, Consequences, Desk, ThesisTable
from coding.workbench.matrices import Columns

_project = click.option("--project", "project_name", metavar="NAME", help="Which project, where there are several.")
_coder = click.option("--coder", metavar="NAME", help="Who acts; this machine's user without it.")
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


class _Commands(click.Group):
    """Tells a person's mistake in one sentence on stderr, and exits with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CodingError as problem:
            _stop(str(problem))
        except OSError as problem:
            _stop(f"{problem.filename or ''}: {problem.strerror}")


def _stop(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(coding.__version__, prog_name="simpul")
def main() -> None:
    """Simpul: coding and analysing qualitative interviews. DB is a path or a database URL."""


def _print(data: object) -> None:
    json.dump(data, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")


def _open(db: str, project_name: str | None) -> tuple[Desk, Actor, Project]:
    desk = workbench.open_desk(_existing(db))
    me = desk.me()
    return desk, me, workbench.pick_project(me, project_name)


def _existing(db: str) -> str:
    if "://" not in db and not Path(db).exists():
        _stop(f"There is no file “{db}”. Make one with “init”.")
    return db


def _acting(me: Actor, project: Project, coder: str | None) -> Actor:
    """This machine's user, or a named coder, made a member where needed."""
    if coder is None:
        return me
    return Actor(me.store, workbench.add_coder(me, project.id, coder))


# -- the database ---------------------------------------------------------------------------------


@main.command()
@click.argument("db")
@click.option("--codebook", default="wog", show_default=True, help="wog, general, empty, or a YAML file.")
@click.option("--name", default="", help="The project's name; the file's without it.")
def init(db: str, codebook: str, name: str) -> None:
    """Make a database, or another project in one."""
    desk = workbench.open_desk(db)
    made = workbench.create_project(desk.me(), name or Path(db).stem, workbench.choose_codebook(codebook))
    click.echo(f"{made.name} · {made.id}", err=True)


@main.command()
@click.argument("db")
def demo(db: str) -> None:
    """Make a project with the practice corpus and both coders' codings."""
    desk = workbench.open_desk(db)
    made = workbench.create_practice(desk.me(), progress=lambda _share, name: click.echo(name, err=True))
    click.echo(f"{made.name} · {made.id}", err=True)


@main.command()
@click.argument("db")
@click.option("--rows", default="cases", metavar="WHAT", help="cases, sources, coders or case.ATTRIBUTE.")
@click.option("--cols", type=click.Choice(["codes", "status"]), default="codes")
@click.option("--count", "unit", type=click.Choice(UNITS_COUNTED), default="informants")
@click.option("--query", "text", default="", help="Count only what this query finds.")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), default="csv")
@_project
@_json
def matrix(
    db: str, rows: str, cols: Columns, unit: Counted, text: str, form: str, project_name: str | None, as_json: bool
) -> None:
    """Count codings by rows and columns; CSV or XLSX goes to standard output."""
    _desk, me, project = _open(db, project_name)
    asked = Query(where=workbench.read_query(me, project.id, text)) if text else Query()
    if as_json:
        made = workbench.count_matrix(me, project.id, asked, rows=rows, columns=cols, unit=unit)
        _print(
            {
                "count": made.unit,
                "rows": [one.name for one in made.rows],
                "columns": [one.name for one in made.columns],
                "cells": [[made.at(row, column) for column in made.columns] for row in made.rows],
            }
        )
        return
    data = workbench.export_matrix(me, project.id, asked, rows=rows, columns=cols, unit=unit, format=form)
    click.echo(data, nl=False)


@main.command()
@click.argument("db")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@_project
def backup(db: str, out: Path, project_name: str | None) -> None:
    """Save a whole project as one file, while people work."""
    _, me, project = _open(db, project_name)
    workbench.backup(me, project.id, out)


@main.command()
@click.argument("db", required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=8501, show_default=True)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def serve(db: str | None, port: int, no_browser: bool) -> None:
    """Start the app and print one line: the address to open."""
    sys.exit(serve_app(db, port=port, browser=not no_browser))


# -- sources --------------------------------------------------------------------------------------


@main.command(name="import")
@click.argument("db")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_project
@_json
def import_files(db: str, files: tuple[Path, ...], project_name: str | None, as_json: bool) -> None:
    """Bring transcripts in, the detection's own proposal taken as it is."""
    _, me, project = _open(db, project_name)
    results = [workbench.told(one) for one in workbench.import_files(me, project.id, files)]
    if as_json:
        _print({"files": results})
    for result in results:
        click.echo(f"{result['name']}: {result['status']} {result.get('reason') or ''}".rstrip(), err=True)
    if any(result["status"] == "refused" for result in results):
        sys.exit(1)


@main.command()
@click.argument("db")
@_project
@_json
def sources(db: str, project_name: str | None, as_json: bool) -> None:
    """List the sources."""
    _, me, project = _open(db, project_name)
    cases = {case.id: case.key for case in workbench.list_cases(me, project.id)}
    rows = [
        {
            "name": one.name,
            "kind": one.kind,
            "language": one.language,
            "format": one.format,
            "characters": one.characters,
            "words": one.words,
            "lines": one.lines,
            "turns": one.turns,
            "speakers": dict(one.speakers),
            "header": dict(one.header),
            "case": cases.get(one.case) if one.case else None,
            "codings": one.codings,
            "finished": one.finished,
        }
        for one in workbench.list_sources(me, project.id)
    ]
    if as_json:
        _print(rows)
    else:
        for row in rows:
            click.echo(f"{row['name']}\t{row['kind']}\t{row['words']}\t{row['codings']}")


@main.command()
@click.argument("db")
@click.argument("name", metavar="SOURCE")
@click.option("--version", "number", type=click.IntRange(1), help="A text it had before; the present one without it.")
@_project
def text(db: str, name: str, number: int | None, project_name: str | None) -> None:
    """Print the text of a source."""
    _, me, project = _open(db, project_name)
    source = workbench.source_id(me, project.id, name)
    there = workbench.load_source(me, project.id, source)
    now = there.text if number is None else workbench.text_version(me, project.id, source, number)
    click.echo(now, nl=False)


@main.command()
@click.argument("db")
@click.argument("name", metavar="SOURCE")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
@_coder
@_project
@_json
def correct(
    db: str, name: str, file: Path, dry_run: bool, coder: str | None, project_name: str | None, as_json: bool
) -> None:
    """Give a source the text of FILE (UTF-8); its codings follow their words, and the text before is kept."""
    _, me, project = _open(db, project_name)
    actor = _acting(me, project, coder)
    source = workbench.source_id(me, project.id, name)
    do = workbench.preview_correction if dry_run else workbench.correct_source
    told = _corrected(name, do(actor, project.id, source, workbench.read_text(file.read_bytes())), _keys(me, project))
    if as_json:
        _print(told)
    counts = ", ".join(f"{count} {how}" for how, count in told["codings"].items())
    click.echo(f"{name}: {told['edits']} edits; codings: {counts}", err=True)
    for one in told["lost"]:
        click.echo(f"lost\t{one['code']}\t{one['quote']}", err=True)
    for one in told["references"]:
        click.echo(f"line {one['before'][0]} → {one['after'][0]}", err=True)


def _corrected(name: str, what: Consequences, keys: dict[UUID, str]) -> dict[str, Any]:
    lost = [{"code": keys[one.before.code], "quote": one.before.quote} for one in what.that("lost")]
    changed = [
        {"code": keys[one.before.code], "quote": one.before.quote, "now": one.after.quote}
        for one in what.that("changed")
        if one.after
    ]
    references = [{"before": one.before, "after": one.after, "codings": one.codings} for one in what.references]
    return {
        "source": name,
        "edits": what.edits,
        "codings": {how: len(what.that(how)) for how in HOWS},
        "lost": lost,
        "changed": changed,
        "references": references,
        "turns": what.turns,
        "lines": what.lines,
    }


@main.command()
@click.argument("db")
@click.option("--source", "name", help="One source; all without it.")
@click.option("--unit", type=click.Choice(UNITS), default="turn", show_default=True)
@_project
@_json
def segments(db: str, name: str | None, unit: Unit, project_name: str | None, as_json: bool) -> None:
    """Cut sources into turns, sentences or paragraphs."""
    _, me, project = _open(db, project_name)
    rows = [
        {
            "id": str(cut.id),
            "source": cut.source,
            "start": cut.start,
            "end": cut.end,
            "speaker": cut.speaker,
            "text": cut.text,
        }
        for wanted in ([name] if name is not None else workbench.source_names(me, project.id))
        for cut in workbench.segments(me, project.id, workbench.source_id(me, project.id, wanted), unit)
    ]
    if as_json:
        _print(rows)
    else:
        for row in rows:
            click.echo(f"{row['source']}\t{row['start']}-{row['end']}\t{row['speaker'] or ''}\t{row['text']}")


# -- codes and codings ----------------------------------------------------------------------------


@main.command()
@click.argument("db")
@_project
@_json
def codes(db: str, project_name: str | None, as_json: bool) -> None:
    """List the codebook."""
    _, me, project = _open(db, project_name)
    book = workbench.codebook(me, project.id)
    keys = {one.id: one.key for one in book.codes}
    digits = {one.id: digit for digit, one in book.shortcuts().items()}
    rows = [
        {
            "code": one.key,
            "parent": keys.get(one.parent) if one.parent else None,
            "label": dict(one.name),
            "codable": one.codable,
            "shortcut": digits.get(one.id),
        }
        for one in book.codes
    ]
    if as_json:
        _print(rows)
    else:
        for one in book.codes:
            click.echo(f"{one.key}\t{one.label(project.language)}")


@main.command()
@click.argument("db")
@click.option("--source", "name", required=True)
@click.option("--start", type=int, required=True, help="In Unicode code points, from 0.")
@click.option("--end", type=int, required=True, help="One after the last.")
@click.option("--code", "ref", required=True, help="Key or UUID.")
@_coder
@_project
def code(db: str, name: str, start: int, end: int, ref: str, coder: str | None, project_name: str | None) -> None:
    """Give words of a source a code."""
    _, me, project = _open(db, project_name)
    source = workbench.source_id(me, project.id, name)
    chosen = workbench.find_code(me, project.id, ref)
    actor = _acting(me, project, coder)
    made = workbench.code(actor, project.id, source, [workbench.NewCoding(chosen.id, start, end)])
    click.echo(str(made[0].id), err=True)


@main.command(name="import-codings")
@click.argument("db")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_coder
@_project
@_json
def import_codings(db: str, table: Path, coder: str | None, project_name: str | None, as_json: bool) -> None:
    """Bring codings in from CSV (source, start, end, code, coder); what does not fit is reported, never moved."""
    _, me, project = _open(db, project_name)
    actor = _acting(me, project, coder)
    with table.open(encoding="utf-8-sig", newline="") as lines:
        came = workbench.import_codings(actor, project.id, list(workbench.rows_of_codings(lines)))
    problems = [{"line": number, "reason": str(problem)} for number, problem in came.problems]
    if as_json:
        _print({"imported": came.added, "problems": problems})
    click.echo(f"{came.added} imported, {len(problems)} not", err=True)
    for problem in problems:
        click.echo(f"{problem['line']}: {problem['reason']}", err=True)
    if problems:
        sys.exit(1)


@main.command()
@click.argument("db")
@click.option("--code", "ref", help="Key or UUID.")
@_coder
@_project
@_json
def codings(db: str, ref: str | None, coder: str | None, project_name: str | None, as_json: bool) -> None:
    """List codings, in the order of sources and text."""
    desk, me, project = _open(db, project_name)
    query = _query(desk, me, project, ref, coder)
    _list(me, project, query, as_json)


def _list(me: Actor, project: Project, query: Query, as_json: bool) -> None:
    rows = [
        {
            "id": str(found.coding.id),
            "source": found.source_name,
            "start": found.coding.start,
            "end": found.coding.end,
            "code": found.code_key,
            "coder": found.coder_name,
            "origin": found.coding.origin,
            "quote": found.coding.quote,
            "status": found.coding.status,
            "limited": found.coding.limited,
            "weight": found.coding.weight,
            "prompted": found.coding.prompted,
            "evidence": found.coding.evidence,
            "memo": found.coding.memo,
            "lines": [found.coding.line_start, found.coding.line_end],
        }
        for found in workbench.find_excerpts(me, project.id, query, None)
    ]
    if as_json:
        _print(rows)
    else:
        for row in rows:
            click.echo(f"{row['source']}\t{row['start']}-{row['end']}\t{row['code']}\t{row['coder']}\t{row['quote']}")


def _query(desk: Desk, me: Actor, project: Project, ref: str | None, coder: str | None) -> Query:
    codes_ = (workbench.find_code(me, project.id, ref).id,) if ref else ()
    coders = (desk.named(coder).id,) if coder else ()
    return Query(codes=codes_, coders=coders)


@main.command()
@click.argument("db")
@click.argument("text", metavar="QUERY")
@click.option("--whole", type=click.Choice(WHOLES), default="excerpt", help="What holds the codes together.")
@click.option("--save", "name", metavar="NAME", help="Keep the query under this name.")
@_project
@_json
def query(db: str, text: str, whole: Whole, name: str | None, project_name: str | None, as_json: bool) -> None:
    """List what a query finds, as in 'dialog AND NOT status:absent AND case.jenis:kunci'."""
    _desk, me, project = _open(db, project_name)
    where = workbench.read_query(me, project.id, text)
    if name:
        workbench.save_query(me, project.id, name, text, whole)
    _list(me, project, Query(where=where, whole=whole), as_json)


@main.command()
@click.argument("db")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--code", "ref", help="Key or UUID.")
@_coder
@_project
def export(db: str, out: Path, ref: str | None, coder: str | None, project_name: str | None) -> None:
    """Save the excerpts as OUT.xlsx or OUT.csv."""
    if out.suffix.lower() not in (".xlsx", ".csv"):
        raise click.UsageError("OUT must end in .xlsx or .csv")
    desk, me, project = _open(db, project_name)
    query = _query(desk, me, project, ref, coder)
    out.write_bytes(workbench.export_excerpts(me, project.id, query, format=out.suffix.lower()[1:]))


@main.group()
def ledger() -> None:
    """The ledger of the reduction: what of the codings was kept, merged and set aside."""


@ledger.command("export")
@click.argument("db")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--code", "ref", metavar="CODE", help="Key or id of a code.")
@_project
def export_table(db: str, out: Path, ref: str | None, project_name: str | None) -> None:
    """Write the table of the reduction as XLSX or DOCX, by the ending of OUT."""
    form = out.suffix.lower().removeprefix(".")
    if form not in ("xlsx", "docx"):
        raise click.UsageError("OUT must end in .xlsx or .docx")
    desk, me, project = _open(db, project_name)
    query = _query(desk, me, project, ref, None)
    out.write_bytes(workbench.export_reductions(me, project.id, query, format=form))


@main.command()
@click.argument("db")
@click.argument("which", type=click.Choice(THESIS_TABLES))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--source", "name", help="The transcript of one source; all without it.")
@_project
def tables(db: str, which: ThesisTable, out: Path, name: str | None, project_name: str | None) -> None:
    """Write a table of a thesis as DOCX or XLSX, by the ending of OUT; what is missing in it goes to stderr."""
    form = out.suffix.lower().removeprefix(".")
    if form not in ("xlsx", "docx"):
        raise click.UsageError("OUT must end in .xlsx or .docx")
    if name is not None and which != "transcript":
        raise click.UsageError("--source goes with transcript")
    _desk, me, project = _open(db, project_name)
    source = workbench.source_id(me, project.id, name) if name is not None else None
    out.write_bytes(workbench.export_thesis_table(me, project.id, which, format=form, source=source))
    laid = {"informants": workbench.informant_table, "grid": workbench.guide_table}
    for gap in laid[which](me, project.id).gaps if which in laid else ():
        click.echo(str(gap), err=True)


# -- suggestions ----------------------------------------------------------------------------------


@main.command()
@click.argument("db")
@_project
@_json
def keywords(db: str, project_name: str | None, as_json: bool) -> None:
    """List the keyword rules in force."""
    _, me, project = _open(db, project_name)
    keys = _keys(me, project)
    rows = [
        {
            "code": keys[one.code],
            "language": one.language,
            "words": one.words,
            "inflect": one.inflect,
            "avoid": list(one.avoid),
            "window": one.window,
        }
        for one in workbench.list_keywords(me, project.id)
    ]
    if as_json:
        _print(rows)
    else:
        for row in rows:
            click.echo(f"{row['code']}\t{row['language']}\t{row['words']}")


@main.command()
@click.argument("db", required=False)
@click.option("--method", type=click.Choice([*METHODS, "both"]), default="both", show_default=True)
@click.option("--stdin", is_flag=True, help="Answer one JSON object from standard input; no DB is opened.")
@click.option("--layer", "layer", metavar="NAME", help="Learn from this coder; without it from your own, else all.")
@click.option("--source", "name", help="One source; all without it.")
@click.option("--top", type=click.IntRange(1), default=3, show_default=True, help="Codes per segment.")
@_project
@_json
def suggest(
    db: str | None,
    method: str,
    stdin: bool,
    layer: str | None,
    name: str | None,
    top: int,
    project_name: str | None,
    as_json: bool,
) -> None:
    """Suggest codes for segments you have not decided about; nothing is coded by it.

    “both” is the classifier, which takes keyword rules as evidence.
    """
    if stdin == (db is not None):
        raise click.UsageError("Name a DB, or pass --stdin")
    if db is None:
        # Loaded here, for the learning library takes a second that no other command should wait.
        door = import_module("coding.suggestion.door")
        click.echo(door.answer(sys.stdin.buffer.read(), method))
        return
    chosen: Method = "keywords" if method == "keywords" else "classifier"
    desk, me, project = _open(db, project_name)
    source = workbench.source_id(me, project.id, name) if name is not None else None
    if chosen == "classifier":
        workbench.train_where_stale(me, project.id, layers=(desk.named(layer).id,) if layer else None)
    found = workbench.suggestions(me, project.id, source=source, method=chosen, order="text", top=top, limit=None)
    keys = _keys(me, project)
    names = {source_id: one for one, source_id in workbench.source_names(me, project.id).items()}
    rows = [_told(one, names[one.source], keys[one.code]) for one in found]
    if as_json:
        _print(rows)
    else:
        for row in rows:
            reason = ", ".join(row["reason"])
            click.echo(f"{row['source']}\t{row['start']}-{row['end']}\t{row['code']}\t{row['probability']}\t{reason}")


def _told(one: Offer, source: str, code: str) -> dict[str, Any]:
    return {
        "source": source,
        "start": one.start,
        "end": one.end,
        "code": code,
        "probability": round(one.score, 4),
        "reason": list(one.evidence),
        "method": one.method,
        "show": one.show,
        "status": one.status,
        "limited": one.limited,
    }


def _keys(me: Actor, project: Project) -> dict[UUID, str]:
    return {code.id: code.key for code in workbench.codebook(me, project.id).codes}


@main.command()
@click.argument("db")
@click.option("--layer", "layer", metavar="NAME", help="Learn from this coder; without it from your own, else all.")
@_project
@_json
def evaluate(db: str, layer: str | None, project_name: str | None, as_json: bool) -> None:
    """Test the suggestions on whole sources held out: the figures of the report."""
    desk, me, project = _open(db, project_name)
    layers = (desk.named(layer).id,) if layer else None
    card = workbench.train_where_stale(me, project.id, layers=layers)
    figures = card.figures
    if as_json:
        used = {method: workbench.in_use(me, project.id, card.language, method=method) for method in METHODS}
        _print({**figures, "in_use": used})
    elif figures["refused"]:
        click.echo(figures["refused"]["sentence"].format(**figures["refused"]["values"]))
    else:
        for one in figures["methods"]:
            click.echo(f"{one['method']}\tP@1 {one['first_right']:.3f}\tKS@3 {one['saved']:.3f}")


@main.command()
@click.argument("db")
@_coder
@_project
def undo(db: str, coder: str | None, project_name: str | None) -> None:
    """Take back the newest act."""
    desk, me, project = _open(db, project_name)
    actor = desk.named(coder) if coder else me
    click.echo(workbench.undo(actor, project.id).verb, err=True)


@main.command()
@click.argument("db")
@_coder
@_project
def redo(db: str, coder: str | None, project_name: str | None) -> None:
    """Do the newest undone act again."""
    desk, me, project = _open(db, project_name)
    actor = desk.named(coder) if coder else me
    click.echo(workbench.redo(actor, project.id).verb, err=True)
