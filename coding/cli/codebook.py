"""The commands about the codebook as a file: brought in after what it changes was told, and written out."""

from pathlib import Path

import click

from coding import workbench
from coding.cli.frame import acting, by_coder, in_project, main, opened, or_json, print_json
from coding.workbench import Difference
from coding.workbench.code_files import KINDS, export_codebook, preview_codebook, read_codebook_file


@main.group()
def codebook() -> None:
    """Bring a codebook in from a file, or write it to one."""


@codebook.command(name="import")
@click.argument("db")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only tell what the file would change.")
@click.option("--retire", is_flag=True, help="Take out codes that are not in the file and have no codings.")
@by_coder
@in_project
@or_json
def bring_in(
    db: str, file: Path, dry_run: bool, retire: bool, coder: str | None, project_name: str | None, as_json: bool
) -> None:
    """Bring in a codebook (YAML, CSV, XLSX): codes of a known key are reworded, others added.

    Each change is told first; codes that are not in the file are named with their codings.
    """
    _, me, project = opened(db, project_name)
    book = read_codebook_file(file.name, file.read_bytes(), workbench.codebook(me, project.id))
    found = preview_codebook(me, project.id, book)
    if as_json:
        missing = [{"code": one.key, "codings": many} for one, many in found.missing]
        print_json({"changes": [_plain(one) for one in found.changes], "missing": missing, "done": not dry_run})
    else:
        for one in found.changes:
            click.echo("\t".join(map(str, _plain(one).values())))
        for code, many in found.missing:
            click.echo(f"missing\t{code.key}\t{many}")
    if not dry_run and (found.changes or (retire and found.missing)):
        workbench.take_codebook(acting(me, project, coder), project.id, book, retire=retire)


def _plain(one: Difference) -> dict[str, str]:
    fields = ("kind", "key", "field", "language", "before", "after")
    return {name: str(getattr(one, name)).replace("\n", " / ") for name in fields}


@codebook.command(name="export")
@click.argument("db")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@in_project
def write_out(db: str, file: Path, project_name: str | None) -> None:
    """Write the codebook to a new file, as its name ends: .yaml, .csv or .xlsx."""
    kind = file.suffix.lstrip(".").casefold().replace("yml", "yaml")
    if kind not in KINDS:
        raise click.UsageError(f"“{file.name}” ends in none of {', '.join(f'.{one}' for one in KINDS)}.")
    _, me, project = opened(db, project_name)
    data = export_codebook(me, project.id, kind)
    with file.open("xb") as new:
        new.write(data)
