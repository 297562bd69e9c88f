"""Displays from the command line: drawn to a file, or their table as JSON."""

from pathlib import Path

import click

from coding import workbench
from coding.cli import concept_map
from coding.cli.frame import in_project, main, opened, or_json, print_json
from coding.display import KINDS
from coding.model import Query
from coding.workbench import displays
from coding.workbench.displays import FORMATS


@main.command()
@click.argument("db")
@click.argument("kind", required=False)
@click.option("--list", "listing", is_flag=True, help="Name the kinds, one a line.")
@click.option("--query", "text", default="", help="Show only what this query finds.")
@click.option("--set", "chosen", multiple=True, metavar="OPTION=VALUE", help="Choose an option of the kind.")
@click.option("--map", "map_name", default="", help="Of a concept-map: its name; not needed where there is one.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help=f"A file: {', '.join(FORMATS)}.")
@in_project
@or_json
def display(
    db: str,
    kind: str | None,
    listing: bool,
    text: str,
    chosen: tuple[str, ...],
    map_name: str,
    out: Path | None,
    project_name: str | None,
    as_json: bool,
) -> None:
    """Draw a display of the codings into OUT; without OUT, its table goes to standard output, tabs between."""
    if listing:
        click.echo("\n".join((*KINDS, concept_map.KIND)))
        return
    if kind is None:
        raise click.UsageError("name a KIND, or ask for --list")
    if kind == concept_map.KIND:
        _desk, me, project = opened(db, project_name)
        concept_map.chart(me, project, map_name, out, as_json=as_json)
        return
    form = out.suffix.lower().removeprefix(".") if out else ""
    if out and form not in FORMATS:
        raise click.UsageError(f"OUT must end in .{', .'.join(FORMATS)}")
    options = dict(_pair(one) for one in chosen)
    _desk, me, project = opened(db, project_name)
    query = Query(where=workbench.read_query(me, project.id, text)) if text else Query()
    if out:
        out.write_bytes(displays.export_display(me, project.id, kind, query, options=options, format=form))
        return
    sheet = displays.draw_display(me, project.id, kind, query, options=options).sheet
    if as_json:
        rows = [{"row": row.said, "cells": list(cells)} for row, cells in zip(sheet.rows, sheet.cells, strict=True)]
        notices = [str(one) for one in sheet.notices]
        columns = [one.said for one in sheet.columns]
        print_json({"kind": kind, "count": sheet.counted, "columns": columns, "rows": rows, "notices": notices})
        return
    click.echo("\t".join([sheet.corner, *(one.said for one in sheet.columns)]))
    for row, cells in zip(sheet.rows, sheet.cells, strict=True):
        click.echo("\t".join([row.said, *("" if one is None else str(one) for one in cells)]))
    for notice in sheet.notices:
        click.echo(str(notice), err=True)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise click.UsageError(f"--set takes OPTION=VALUE, not {text}")
    return name, value
