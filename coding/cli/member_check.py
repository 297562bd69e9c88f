"""Commands of member checking: packs for the informants out, their answers in."""

from datetime import date
from pathlib import Path

import click

from coding import workbench
from coding.cli.frame import acting, by_coder, in_project, main, opened, or_json, print_json, stop
from coding.dates import find_date
from coding.errors import NotFound
from coding.model import LANGUAGES, Language
from coding.workbench.answering import put_answers, read_answer_table
from coding.workbench.member_check import member_check as checked
from coding.workbench.member_check import send_packs
from coding.workbench.member_packs import export_packs


@main.command("member-check")
@click.argument("db")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--informant", "keys", multiple=True, metavar="CODE", help="Only this one; may be given again.")
@click.option("--language", type=click.Choice(LANGUAGES), help="The project's own without it.")
@in_project
@by_coder
def member_check(
    db: str, out: Path, keys: tuple[str, ...], language: Language | None, project_name: str | None, coder: str | None
) -> None:
    """Make a pack for each informant whose words are used, and write them as one ZIP with a table for the answers."""
    if out.suffix.lower() != ".zip":
        raise click.UsageError("OUT must end in .zip")
    _desk, me, project = opened(db, project_name)
    me = acting(me, project, coder)
    there = {one.case.key.casefold(): one for one in checked(me, project.id) if one.statements}
    for key in keys:
        if key.casefold() not in there:
            stop(f"No proposition rests on words of “{key}”.")
    wanted = [one for key, one in there.items() if not keys or key in {each.casefold() for each in keys}]
    if not wanted:
        stop("No proposition rests on words of an informant yet.")
    ids = [one.case.id for one in wanted]
    send_packs(me, project.id, ids, language or project.language)
    out.write_bytes(export_packs(me, project.id, ids))
    for one in wanted:
        click.echo(f"{one.case.key}\t{one.progress.items}", err=True)


@main.command()
@click.argument("db")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--informant", metavar="CODE", help="Whose answers they are, where the table does not say.")
@click.option("--date", "day", metavar="DATE", help="When they were given, where the table does not say.")
@click.option("--asked-by", "asker", default="", metavar="NAME", help="Who asked, where the table does not say.")
@click.option("--dry-run", is_flag=True, help="Only say what would be stored.")
@in_project
@by_coder
@or_json
def answers(
    db: str,
    file: Path,
    informant: str | None,
    day: str | None,
    asker: str,
    dry_run: bool,
    project_name: str | None,
    coder: str | None,
    as_json: bool,
) -> None:
    """Bring in the answers of informants from a filled table (CSV, XLSX, ODS): number, answer, words.

    Lines that do not fit are told on stderr and left out; exit 1 if there are any.
    """
    given = _day(day)
    _desk, me, project = opened(db, project_name)
    me = acting(me, project, coder)
    case = next((one for one in workbench.list_cases(me, project.id) if one.key == informant), None)
    if informant and case is None:
        raise NotFound(what=informant)
    with workbench.Readers() as readers:
        rows = readers.rows(file.name, file.read_bytes(), language=project.language)
    table = read_answer_table(me, project.id, rows, informant=case.id if case else None, day=given, asker=asker)
    if table.lines and not dry_run:
        put_answers(me, project.id, [one for _key, one in table.lines])
    if as_json:
        lines = [
            {"informant": key, "number": one.number, "answer": one.answer, "words": one.words, "date": one.day}
            for key, one in table.lines
        ]
        problems = [{"line": at, "problem": str(notice)} for at, notice in table.problems]
        print_json({"answers": lines, "problems": problems, "unanswered": table.unanswered})
    else:
        for key, one in table.lines:
            click.echo("\t".join((key, one.number, one.answer, one.words)).rstrip())
    for at, notice in table.problems:
        click.echo(f"line {at}: {notice}", err=True)
    if table.problems:
        raise SystemExit(1)


def _day(text: str | None) -> date | None:
    found = find_date(text) if text else None
    if text and found is None:
        stop(f"“{text}” is no date.")
    return found
