"""Words found in the texts from the command line."""

import click

from coding import workbench
from coding.cli.frame import in_project, main, opened, or_json, print_json
from coding.model import KINDS, SPEAKER_ROLES, Kind, Project, SpeakerRole
from coding.workbench import Actor
from coding.workbench.finding import MOST, Found, Search, search, word_family


@main.command(name="search")
@click.argument("db")
@click.argument("words")
@click.option("--family", is_flag=True, help="The inflected forms of the word that occur, too.")
@click.option("--source", "names", multiple=True, help="Only in these sources.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only in sources of these kinds.")
@click.option("--role", "roles", multiple=True, type=click.Choice(SPEAKER_ROLES), help="Only what these say.")
@click.option("--case", "cases", multiple=True, help="Only what these informants say (keys).")
@click.option("--limit", type=click.IntRange(1, MOST), default=MOST, show_default=True, help="Hits at most.")
@in_project
@or_json
def find(
    db: str,
    words: str,
    family: bool,
    names: tuple[str, ...],
    kinds: tuple[Kind, ...],
    roles: tuple[SpeakerRole, ...],
    cases: tuple[str, ...],
    limit: int,
    project_name: str | None,
    as_json: bool,
) -> None:
    """Find words, “phrases”, parts of words (coordin*) and alternatives (one | other) in the texts."""
    _, me, project = opened(db, project_name)
    sources = tuple(workbench.source_id(me, project.id, name) for name in names)
    asked = Search(words, sources, kinds, roles, cases)
    if family:
        asked = Search(_forms(me, project, asked), sources, kinds, roles, cases)
    found = search(me, project.id, asked, limit)
    rows = [
        {
            "source": one.source_name,
            "start": one.start,
            "end": one.end,
            "speaker": one.speaker,
            "role": one.role,
            "case": one.case,
            "words": one.words,
            "context": f"{one.before}{one.words}{one.after}",
        }
        for one in found.hits
    ]
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            context = " ".join(str(row["context"]).split())
            click.echo(f"{row['source']}\t{row['start']}\t{row['end']}\t{row['speaker'] or ''}\t{context}")
    click.echo(_told(found), err=True)


def _forms(me: Actor, project: Project, asked: Search) -> str:
    """The forms that occur as alternatives; told on the way."""
    forms = word_family(me, project.id, asked.words, asked)
    for one in forms:
        click.echo(f"{one.word}: {one.passages} {one.made_of}".rstrip(), err=True)
    return " | ".join(one.word for one in forms) or asked.words


def _told(found: Found) -> str:
    if found.exact:
        return f"{len(found.hits)} of {found.total} hits"
    return f"{len(found.hits)} hits; {found.total} passages have the words"
