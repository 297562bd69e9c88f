"""Commands about sources: brought in, listed, printed, corrected, cut."""

import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from coding import workbench
from coding.cli.frame import acting, by_coder, in_project, keys_of, main, opened, or_json, print_json
from coding.cli.protection import first_line, read_names
from coding.model import UNITS, Unit
from coding.workbench import HOWS, Actor, Consequences
from coding.workbench.pseudonyms import Hiding


@main.command(name="import")
@click.argument("db")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--again", is_flag=True, help="FILES are better exports of sources that are there; codings follow.")
@click.option("--source", "name", help="With --again and one file: the source, where it is not called like the file.")
@click.option("--dry-run", is_flag=True, help="With --again: only tell what would happen.")
@click.option(
    "--names",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A table of `pseudonyms scan`: these names are replaced before anything is stored.",
)
@click.option("--key", type=click.Path(dir_okay=False, path_type=Path), help="With --names: the key; else beside DB.")
@click.option(
    "--passphrase-file",
    "secret",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="With --names: a file whose first line locks the key.",
)
@in_project
@or_json
def import_files(
    db: str,
    files: tuple[Path, ...],
    again: bool,
    name: str | None,
    dry_run: bool,
    names: Path | None,
    key: Path | None,
    secret: Path | None,
    project_name: str | None,
    as_json: bool,
) -> None:
    """Bring transcripts in, the detection's own proposal taken as it is."""
    if (names is not None and again) or (names is None and (key or secret)):
        raise click.UsageError("--key and --passphrase-file go with --names, and --names not with --again.")
    if (name is not None or dry_run) and not again:
        raise click.UsageError("--source and --dry-run go with --again.")
    if name is not None and len(files) > 1:
        raise click.UsageError("--source goes with one file.")
    _, me, project = opened(db, project_name)
    if again:
        told = [_again(me, project.id, path, name or path.stem, dry_run, keys_of(me, project)) for path in files]
        if as_json:
            print_json({"files": told})
        return
    hiding = Hiding(tuple(read_names(names)), first_line(secret), key) if names else None
    results = [workbench.told(one) for one in workbench.import_files(me, project.id, files, hiding=hiding)]
    if as_json:
        print_json({"files": results})
    for result in results:
        click.echo(f"{result['name']}: {result['status']} {result.get('reason') or ''}".rstrip(), err=True)
    if any(result["status"] == "refused" for result in results):
        sys.exit(1)


def _again(me: Actor, project: UUID, path: Path, name: str, dry_run: bool, keys: dict[UUID, str]) -> dict[str, Any]:
    """Import one source again, or tell what that would do."""
    source = workbench.source_id(me, project, name)
    do = workbench.preview_again if dry_run else workbench.import_again
    told = _corrected(name, do(me, project, source, *workbench.read_again(path)), keys)
    _tell(name, told)
    return {"file": path.name, **told}


@main.command()
@click.argument("db")
@in_project
@or_json
def sources(db: str, project_name: str | None, as_json: bool) -> None:
    """List the sources."""
    _, me, project = opened(db, project_name)
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
        print_json(rows)
    else:
        for row in rows:
            click.echo(f"{row['name']}\t{row['kind']}\t{row['words']}\t{row['codings']}")


@main.command()
@click.argument("db")
@click.argument("name", metavar="SOURCE")
@click.option("--version", "number", type=click.IntRange(1), help="A text it had before; the present one without it.")
@in_project
def text(db: str, name: str, number: int | None, project_name: str | None) -> None:
    """Print the text of a source."""
    _, me, project = opened(db, project_name)
    source = workbench.source_id(me, project.id, name)
    there = workbench.load_source(me, project.id, source)
    now = there.text if number is None else workbench.text_version(me, project.id, source, number)
    click.echo(now, nl=False)


@main.command()
@click.argument("db")
@click.argument("name", metavar="SOURCE")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
@by_coder
@in_project
@or_json
def correct(
    db: str, name: str, file: Path, dry_run: bool, coder: str | None, project_name: str | None, as_json: bool
) -> None:
    """Give a source the text of FILE (UTF-8); its codings follow their words, and the text before is kept."""
    _, me, project = opened(db, project_name)
    actor = acting(me, project, coder)
    source = workbench.source_id(me, project.id, name)
    do = workbench.preview_correction if dry_run else workbench.correct_source
    told = _corrected(name, do(actor, project.id, source, workbench.read_text(file.read_bytes())), keys_of(me, project))
    if as_json:
        print_json(told)
    _tell(name, told)


def _tell(name: str, told: dict[str, Any]) -> None:
    counts = ", ".join(f"{count} {how}" for how, count in told["codings"].items())
    click.echo(f"{name}: {told['edits']} edits; codings: {counts}", err=True)
    for one in told["lost"]:
        click.echo(f"lost\t{one['code']}\t{one['quote']}", err=True)
    for one in told["strangers"]:
        click.echo(
            f"line {one['line']}: “{one['label']}” is no speaker here; said by {one['speaker'] or '–'}", err=True
        )
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
        "strangers": [{"line": one.line, "label": one.printed, "speaker": one.speaker} for one in what.strangers],
        "turns": what.turns,
        "lines": what.lines,
    }


@main.command()
@click.argument("db")
@click.option("--source", "name", help="One source; all without it.")
@click.option("--unit", type=click.Choice(UNITS), default="turn", show_default=True)
@in_project
@or_json
def segments(db: str, name: str | None, unit: Unit, project_name: str | None, as_json: bool) -> None:
    """Cut sources into turns, sentences or paragraphs."""
    _, me, project = opened(db, project_name)
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
        print_json(rows)
    else:
        for row in rows:
            click.echo(f"{row['source']}\t{row['start']}-{row['end']}\t{row['speaker'] or ''}\t{row['text']}")
