"""Commands that keep names out of a project, and that erase a source or all of it."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import click

from coding import workbench
from coding.cli.frame import in_project, main, opened, or_json, print_json, stop
from coding.transcript.names import Candidate, candidates
from coding.transcript.naming import Name, NameKind
from coding.workbench import pseudonyms as protection
from coding.workbench.importing import read_before
from coding.workbench.purging import Purged, preview_purge, purge_project, purge_source

COLUMNS = ("name", "pseudonym", "kind", "small", "count", "suggestion", "where")

_kept = click.option("--key", "key", type=click.Path(dir_okay=False, path_type=Path), help="The key; else beside DB.")
_folders = click.option(
    "--backups",
    "folders",
    multiple=True,
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="Another folder in which copies and backups lie.",
)
_secret = click.option(
    "--passphrase-file",
    "secret",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="A file whose first line locks the key, and opens it again.",
)
_removing = click.option("--remove-copies", is_flag=True, help="Delete copies and backups that still hold it.")


@main.group(name="pseudonyms")
def pseudonyms() -> None:
    """Find names by rule, replace them everywhere, keep the key, put them back with it."""


@pseudonyms.command()
@click.argument("db")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write a CSV to decide in; holds names.")
@_kept
@_secret
@in_project
@or_json
def scan(
    db: str,
    files: tuple[Path, ...],
    out: Path | None,
    key: Path | None,
    secret: Path | None,
    project_name: str | None,
    as_json: bool,
) -> None:
    """List what may be a name, with its count, three places and a pseudonym to begin with; in FILES not stored yet."""
    _, me, project = opened(db, project_name)
    known = protection.known_names(me, project.id, key, first_line(secret))
    found = candidates(read_before(files), known) if files else protection.find_names(me, project.id, known)
    if out:
        with _new_table(out) as file:
            table = csv.writer(file)
            table.writerow(COLUMNS)
            table.writerows(_row(one) for one in found)
        click.echo(f"{out.name}: {len(found)} · delete a pseudonym to leave a name as it is", err=True)
    if as_json:
        print_json([_told(one) for one in found])
    elif not out:
        for one in found:
            click.echo(f"{one.kind}\t{one.words}\t{one.count}\t{one.pseudonym if one.likely else ''}\t{_where(one)}")


def _new_table(path: Path) -> Any:
    """A new file readable by its owner only (a name that is taken is refused)."""
    if path.exists():
        stop(f"“{path.name}” already exists and was not overwritten.")
    path.touch(mode=0o600)
    return path.open("w", encoding="utf-8-sig", newline="")


def _row(one: Candidate) -> Sequence[object]:
    pseudonym = one.pseudonym if one.likely else ""
    return (one.words, pseudonym, one.kind, "yes", one.count, one.pseudonym, _where(one))


def _where(one: Candidate) -> str:
    return " | ".join(f"{each.source}:{each.line} {each.before}[{each.words}]{each.after}" for each in one.places)


def _told(one: Candidate) -> dict[str, Any]:
    places = [
        {"source": each.source, "line": each.line, "before": each.before, "words": each.words, "after": each.after}
        for each in one.places
    ]
    told = {"name": one.words, "kind": one.kind, "count": one.count, "sources": one.sources, "small": one.small}
    return {**told, "pseudonym": one.pseudonym, "likely": one.likely, "places": places}


@pseudonyms.command()
@click.argument("db")
@click.option("--names", "table", type=click.Path(dir_okay=False, exists=True, path_type=Path), help="CSV from scan.")
@click.option("--replace", "pairs", multiple=True, metavar="NAME=PSEUDONYM", help="One more name.")
@_kept
@_secret
@_folders
@_removing
@click.option("--dry-run", is_flag=True, help="Only count what would be replaced, and list copies that hold names.")
@in_project
@or_json
def apply(
    db: str,
    table: Path | None,
    pairs: Sequence[str],
    key: Path | None,
    secret: Path | None,
    folders: tuple[Path, ...],
    remove_copies: bool,
    dry_run: bool,
    project_name: str | None,
    as_json: bool,
) -> None:
    """Replace names everywhere: texts of now and before, codings, memos, history. No undo; only the key brings back."""
    _, me, project = opened(db, project_name)
    names = [*(read_names(table) if table else ()), *map(_pair, pairs)]
    if not names:
        raise click.UsageError("Name something: --names FILE or --replace NAME=PSEUDONYM.")
    if dry_run:
        counts = protection.count_names(me, project.id, names)
        copies = protection.find_copies(me, project.id, names, folders)
        holding = [str(one.path) for one in copies if one.holds]
        _tell(counts, {"copies": holding}, as_json)
        return
    done = protection.pseudonymise(
        me,
        project.id,
        names,
        key=key,
        passphrase=first_line(secret),
        folders=folders,
        remove_copies=remove_copies,
    )
    told = {
        "sources": done.sources,
        "rows": dict(done.rows),
        "key": str(done.key),
        "scrubbed": done.scrubbed,
        "copies": [str(one) for one in done.copies],
        "removed": [str(one) for one in done.removed],
        "texts_with_a_name_inside_a_word": done.beside,
    }
    _tell(done.counts, told, as_json)


def _tell(counts: Any, told: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json({"counts": dict(counts), **told})
        return
    for name, count in counts.items():
        click.echo(f"{name}\t{count}")
    for what, value in told.items():
        click.echo(f"{what}: {', '.join(value) if isinstance(value, list) else value}", err=True)


def read_names(path: Path) -> list[Name]:
    """The names of a table that have a pseudonym."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    kinds = get_args(NameKind)
    return [
        Name(
            row["name"],
            row["pseudonym"].strip(),
            row["kind"] if row.get("kind") in kinds else "person",  # type: ignore[arg-type]
            (row.get("small") or "yes").strip().casefold() in ("yes", "ya", "1", "true"),
        )
        for row in rows
        if (row.get("name") or "").strip() and (row.get("pseudonym") or "").strip()
    ]


def _pair(written: str) -> Name:
    name, sign, pseudonym = written.partition("=")
    if not sign:
        raise click.UsageError("--replace takes NAME=PSEUDONYM.")
    return Name(name.strip(), pseudonym.strip())


@pseudonyms.command(name="key")
@click.argument("db")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to write the key.")
@click.option("--move", is_flag=True, help="Afterwards it no longer lies where it lay.")
@click.option(
    "--lock-file",
    "lock",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="A file whose first line locks the new key.",
)
@_kept
@_secret
@in_project
def key_(
    db: str, out: Path, move: bool, lock: Path | None, key: Path | None, secret: Path | None, project_name: str | None
) -> None:
    """Write the key (pseudonym ↔ name) to another place."""
    _, me, project = opened(db, project_name)
    if out.exists():
        stop(f"“{out.name}” already exists and was not overwritten.")
    protection.copy_key(me, project.id, out, key=key, passphrase=first_line(secret), lock=first_line(lock), move=move)
    click.echo(str(out), err=True)


@pseudonyms.command()
@click.argument("db")
@_kept
@_secret
@in_project
def undo(db: str, key: Path | None, secret: Path | None, project_name: str | None) -> None:
    """Put back what was replaced last; refused without its key."""
    _, me, project = opened(db, project_name)
    done = protection.restore_names(me, project.id, key, passphrase=first_line(secret))
    click.echo(f"{done.sources} sources", err=True)


@pseudonyms.command()
@click.argument("db")
@in_project
def clean(db: str, project_name: str | None) -> None:
    """Overwrite what was deleted, where somebody had the database open before."""
    _, me, project = opened(db, project_name)
    if not protection.clean(me, project.id):
        stop("Somebody else has the database open. Close it there, then do this again.")


def first_line(path: Path | None) -> str | None:
    """What a file keeps in its first line, where there is one."""
    return path.read_text(encoding="utf-8").splitlines()[0] if path else None


# -- erasing --------------------------------------------------------------------------------------


@main.command()
@click.argument("db")
@click.option("--source", "name", help="The source to erase.")
@click.option("--whole-project", is_flag=True, help="Erase the project.")
@click.option("--with-informant", is_flag=True, help="And the informant, if no other source is of them.")
@click.option("--typed", metavar="NAME", help="The name once more, so that nobody is asked for it.")
@_folders
@_removing
@click.option("--dry-run", is_flag=True, help="Only tell what would be erased.")
@in_project
@or_json
def purge(
    db: str,
    name: str | None,
    whole_project: bool,
    with_informant: bool,
    typed: str | None,
    folders: tuple[Path, ...],
    remove_copies: bool,
    dry_run: bool,
    project_name: str | None,
    as_json: bool,
) -> None:
    """Erase a source, or the project, for good; the history keeps only that it was done. Owners only."""
    if (name is None) == (not whole_project):
        raise click.UsageError("Say what: --source NAME or --whole-project.")
    _, me, project = opened(db, project_name)
    if whole_project:
        if dry_run:
            raise click.UsageError("--dry-run goes with --source.")
        said = typed if typed is not None else click.prompt(f"Type the name of the project ({project.name})", err=True)
        done = purge_project(me, project.id, said, folders=folders, remove_copies=remove_copies)
    else:
        source = workbench.source_id(me, project.id, name or "")
        if dry_run:
            going = preview_purge(me, project.id, source)
            _tell(going.counts, {"source": going.name, "informant": going.informant}, as_json)
            return
        said = typed if typed is not None else click.prompt(f"Type the name of the source ({name})", err=True)
        done = purge_source(
            me,
            project.id,
            source,
            said,
            with_informant=with_informant,
            folders=folders,
            remove_copies=remove_copies,
        )
    _tell(done.counts, _left(done), as_json)


def _left(done: Purged) -> dict[str, Any]:
    copies, removed = [str(one) for one in done.copies], [str(one) for one in done.removed]
    return {"scrubbed": done.scrubbed, "copies": copies, "removed": removed}
