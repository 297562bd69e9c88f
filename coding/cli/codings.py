"""Commands about codes and codings: listed, made, brought in, found, taken away."""

import sys
from pathlib import Path

import click

from coding import workbench
from coding.cli.frame import acting, by_coder, coded_by, in_project, main, opened, or_json, print_json
from coding.model import WHOLES, Project, Query, Whole
from coding.workbench import Actor


@main.command()
@click.argument("db")
@in_project
@or_json
def codes(db: str, project_name: str | None, as_json: bool) -> None:
    """List the codebook."""
    _, me, project = opened(db, project_name)
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
        print_json(rows)
    else:
        for one in book.codes:
            click.echo(f"{one.key}\t{one.label(project.language)}")


@main.command()
@click.argument("db")
@click.option("--source", "name", required=True)
@click.option("--start", type=int, required=True, help="In Unicode code points, from 0.")
@click.option("--end", type=int, required=True, help="One after the last.")
@click.option("--code", "ref", required=True, help="Key or UUID.")
@by_coder
@in_project
def code(db: str, name: str, start: int, end: int, ref: str, coder: str | None, project_name: str | None) -> None:
    """Give words of a source a code."""
    _, me, project = opened(db, project_name)
    source = workbench.source_id(me, project.id, name)
    chosen = workbench.find_code(me, project.id, ref)
    actor = acting(me, project, coder)
    made = workbench.code(actor, project.id, source, [workbench.NewCoding(chosen.id, start, end)])
    click.echo(str(made[0].id), err=True)


@main.command(name="import-codings")
@click.argument("db")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@by_coder
@in_project
@or_json
def import_codings(db: str, table: Path, coder: str | None, project_name: str | None, as_json: bool) -> None:
    """Bring codings in from CSV (source, start, end, code, coder); what does not fit is reported, never moved."""
    _, me, project = opened(db, project_name)
    actor = acting(me, project, coder)
    with table.open(encoding="utf-8-sig", newline="") as lines:
        came = workbench.import_codings(actor, project.id, list(workbench.rows_of_codings(lines)))
    problems = [{"line": number, "reason": str(problem)} for number, problem in came.problems]
    if as_json:
        print_json({"imported": came.added, "problems": problems})
    click.echo(f"{came.added} imported, {len(problems)} not", err=True)
    for problem in problems:
        click.echo(f"{problem['line']}: {problem['reason']}", err=True)
    if problems:
        sys.exit(1)


@main.command()
@click.argument("db")
@click.option("--code", "ref", help="Key or UUID.")
@by_coder
@in_project
@or_json
def codings(db: str, ref: str | None, coder: str | None, project_name: str | None, as_json: bool) -> None:
    """List codings, in the order of sources and text."""
    desk, me, project = opened(db, project_name)
    query = coded_by(desk, me, project, ref, coder)
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
        print_json(rows)
    else:
        for row in rows:
            click.echo(f"{row['source']}\t{row['start']}-{row['end']}\t{row['code']}\t{row['coder']}\t{row['quote']}")


@main.command()
@click.argument("db")
@click.argument("text", metavar="QUERY")
@click.option("--whole", type=click.Choice(WHOLES), default="excerpt", help="What holds the codes together.")
@click.option("--save", "name", metavar="NAME", help="Keep the query under this name.")
@in_project
@or_json
def query(db: str, text: str, whole: Whole, name: str | None, project_name: str | None, as_json: bool) -> None:
    """List what a query finds, as in 'dialog AND NOT status:absent AND case.jenis:kunci'."""
    _desk, me, project = opened(db, project_name)
    where = workbench.read_query(me, project.id, text)
    if name:
        workbench.save_query(me, project.id, name, text, whole)
    _list(me, project, Query(where=where, whole=whole), as_json)


@main.command()
@click.argument("db")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--code", "ref", help="Key or UUID.")
@by_coder
@in_project
def export(db: str, out: Path, ref: str | None, coder: str | None, project_name: str | None) -> None:
    """Save the excerpts as OUT.xlsx or OUT.csv."""
    if out.suffix.lower() not in (".xlsx", ".csv"):
        raise click.UsageError("OUT must end in .xlsx or .csv")
    desk, me, project = opened(db, project_name)
    query = coded_by(desk, me, project, ref, coder)
    out.write_bytes(workbench.export_excerpts(me, project.id, query, format=out.suffix.lower()[1:]))
