"""The command about speakers: who speaks in a source, and putting that right."""

from collections.abc import Collection, Sequence
from uuid import UUID

import click

from coding import workbench
from coding.cli.frame import acting, by_coder, in_project, main, opened, or_json, print_json
from coding.model import SPEAKER_ROLES
from coding.workbench import Actor

Pair = tuple[str, str]


@main.command()
@click.argument("db")
@click.option("--source", "name", required=True, help="The source.")
@click.option("--merge", "merges", multiple=True, metavar="A=B", help="All that A says is said by B, new or known.")
@click.option("--role", "roles", multiple=True, metavar="A=ROLE", help=f"One of {', '.join(SPEAKER_ROLES)}.")
@click.option("--case", "cases", multiple=True, metavar="A=KEY", help="The informant A is; of none without a key.")
@by_coder
@in_project
@or_json
def speakers(
    db: str,
    name: str,
    merges: Sequence[str],
    roles: Sequence[str],
    cases: Sequence[str],
    coder: str | None,
    project_name: str | None,
    as_json: bool,
) -> None:
    """List who speaks in a source; first put right what is asked, in the order merge, role, case.

    Text and codings stay; every change is an act of its own that `undo` takes back.
    """
    _, me, project = opened(db, project_name)
    source = workbench.source_id(me, project.id, name)
    labels = {one.label for one in workbench.list_speakers(me, project.id, source)}
    united = [_pair(one, "--merge", labels) for one in merges]
    labels |= {new for _, new in united}
    as_role = [_pair(one, "--role", labels) for one in roles]
    as_case = [_pair(one, "--case", labels) for one in cases]
    for _, role in as_role:
        if role not in SPEAKER_ROLES:
            raise click.UsageError(f"“{role}” is no role: {', '.join(SPEAKER_ROLES)}.")
    if not all(new for _, new in united):
        raise click.UsageError("--merge needs a label on both sides.")
    actor = acting(me, project, coder) if united or as_role or as_case else me
    for label, new in united:
        workbench.give_label(actor, project.id, source, label, new)
    for label, role in as_role:
        workbench.edit_speaker(actor, project.id, source, _voice(me, project.id, source, label), {"role": role})
    for label, key in as_case:
        tied = workbench.case_for(actor, project.id, key, {}).id if key else None
        workbench.edit_speaker(actor, project.id, source, _voice(me, project.id, source, label), {"case": tied})
    _list(me, project.id, source, as_json)


def _pair(text: str, option: str, labels: Collection[str]) -> Pair:
    """`A=B` taken apart where A is a label, which may hold a `=` itself."""
    for at, letter in enumerate(text):
        if letter == "=" and text[:at] in labels:
            return text[:at], text[at + 1 :].strip()
    raise click.UsageError(f"{option} {text}: what stands before “=” is no label here ({', '.join(sorted(labels))}).")


def _voice(me: Actor, project: UUID, source: UUID, label: str) -> UUID:
    found = next((one.id for one in workbench.list_speakers(me, project, source) if one.label == label), None)
    if found is None:
        raise click.UsageError(f"“{label}” speaks here no more.")
    return found


def _list(me: Actor, project: UUID, source: UUID, as_json: bool) -> None:
    keys = {case.id: case.key for case in workbench.list_cases(me, project)}
    rows = [
        {
            "label": one.speaker.label if one.speaker else None,
            "role": one.speaker.role if one.speaker else None,
            "case": keys.get(one.speaker.case) if one.speaker and one.speaker.case else None,
            "turns": one.turns,
            "words": one.words,
            "codings": one.codings,
        }
        for one in workbench.list_voices(me, project, source)
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        told = (row["label"] or "–", row["role"] or "–", row["case"] or "–", row["turns"], row["words"], row["codings"])
        click.echo("\t".join(map(str, told)))
