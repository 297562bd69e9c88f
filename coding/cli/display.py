"""Displays from the command line: drawn to a file, or their table as JSON."""

from pathlib import Path
from uuid import UUID

import click

from coding import workbench
from coding.cli import concept_map
from coding.cli.frame import in_project, main, opened, or_json, print_json
from coding.display import KINDS
from coding.model import Query
from coding.workbench import Actor, displays, kept_displays, side_by_side
from coding.workbench.displays import FORMATS, Picture
from coding.workbench.side_by_side import Split


@main.command()
@click.argument("db")
@click.argument("kind", required=False)
@click.option("--list", "listing", is_flag=True, help="Name the kinds, one a line.")
@click.option("--query", "text", default="", help="Show only what this query finds.")
@click.option("--set", "chosen", multiple=True, metavar="OPTION=VALUE", help="Choose an option of the kind.")
@click.option("--by", default="", help="Split side by side: coder, informant-type, source-type, time or case.KEY.")
@click.option("--name", default="", help="A display that is kept, instead of a KIND.")
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
    by: str,
    name: str,
    map_name: str,
    out: Path | None,
    project_name: str | None,
    as_json: bool,
) -> None:
    """Draw a display of the codings into OUT; without OUT, its table goes to standard output, tabs between."""
    if listing:
        click.echo("\n".join((*KINDS, concept_map.KIND)))
        return
    if (kind is None) == (not name):
        raise click.UsageError("name a KIND or, with --name, a display that is kept; --list names the kinds")
    if name and (text or chosen or by):
        raise click.UsageError("a display that is kept has its query, its options and its parts")
    if kind == concept_map.KIND:
        _desk, me, project = opened(db, project_name)
        concept_map.chart(me, project, map_name, out, as_json=as_json)
        return
    form = out.suffix.lower().removeprefix(".") if out else ""
    if out and form not in FORMATS:
        raise click.UsageError(f"OUT must end in .{', .'.join(FORMATS)}")
    options = dict(_pair(one) for one in chosen)
    _desk, me, project = opened(db, project_name)
    if name:
        _kept(me, project.id, name, out, form, as_json=as_json)
        return
    assert kind
    query = Query(where=workbench.read_query(me, project.id, text)) if text else Query()
    asked = (me, project.id, kind, query)
    if by and out:
        out.write_bytes(side_by_side.export_side_by_side(*asked, by, options=options, format=form))
    elif out:
        out.write_bytes(displays.export_display(*asked, options=options, format=form))
    elif by:
        _tell_parts(side_by_side.draw_side_by_side(*asked, by, options=options), as_json=as_json)
    else:
        _tell(displays.draw_display(*asked, options=options), as_json=as_json)


def _kept(me: Actor, project: UUID, name: str, out: Path | None, form: str, *, as_json: bool) -> None:
    """A display that is kept under a name, as it stands now (DisplayUnknown)."""
    one = kept_displays.named_display(me, project, name)
    if out:
        out.write_bytes(kept_displays.export_kept(me, project, one.id, format=form))
        return
    seen = kept_displays.kept_display(me, project, one.id)
    if seen.split:
        _tell_parts(seen.split, as_json=as_json)
    else:
        _tell(seen.picture, as_json=as_json)


def _tell(made: Picture, *, as_json: bool) -> None:
    if as_json:
        print_json({"kind": made.kind, **_told(made)})
        return
    _lines(made)


def _tell_parts(made: Split, *, as_json: bool) -> None:
    parts = [*made.parts, *made.rest]
    if as_json:
        told = [
            {
                "part": one.label,
                "query": one.ask,
                "excerpts": one.excerpts,
                **(_told(one.picture) if one.picture else {}),
            }
            for one in parts
        ]
        print_json({"kind": made.whole.kind, "by": made.by, "parts": told, "outside": made.outside})
        return
    for one in parts:
        click.echo(f"# {one.label} ({one.excerpts})")
        if one.picture:
            _lines(one.picture)


def _told(made: Picture) -> dict[str, object]:
    sheet = made.sheet
    return {
        "count": sheet.counted,
        "columns": [one.said for one in sheet.columns],
        "rows": [{"row": row.said, "cells": list(cells)} for row, cells in zip(sheet.rows, sheet.cells, strict=True)],
        "notices": [str(one) for one in sheet.notices],
    }


def _lines(made: Picture) -> None:
    sheet = made.sheet
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
