"""Commands about suggestions: the rules in force, what is suggested, how well it does."""

import sys
from importlib import import_module
from typing import Any

import click

from coding import workbench
from coding.cli.frame import in_project, keys_of, main, opened, or_json, print_json
from coding.model import METHODS, Method, Offer


@main.command()
@click.argument("db")
@in_project
@or_json
def keywords(db: str, project_name: str | None, as_json: bool) -> None:
    """List the keyword rules in force."""
    _, me, project = opened(db, project_name)
    keys = keys_of(me, project)
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
        print_json(rows)
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
@in_project
@or_json
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
    desk, me, project = opened(db, project_name)
    source = workbench.source_id(me, project.id, name) if name is not None else None
    if chosen == "classifier":
        workbench.train_where_stale(me, project.id, layers=(desk.named(layer).id,) if layer else None)
    found = workbench.suggestions(me, project.id, source=source, method=chosen, order="text", top=top, limit=None)
    keys = keys_of(me, project)
    names = {source_id: one for one, source_id in workbench.source_names(me, project.id).items()}
    rows = [_told(one, names[one.source], keys[one.code]) for one in found]
    if as_json:
        print_json(rows)
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


@main.command()
@click.argument("db")
@click.option("--layer", "layer", metavar="NAME", help="Learn from this coder; without it from your own, else all.")
@in_project
@or_json
def evaluate(db: str, layer: str | None, project_name: str | None, as_json: bool) -> None:
    """Test the suggestions on whole sources held out: the figures of the report."""
    desk, me, project = opened(db, project_name)
    layers = (desk.named(layer).id,) if layer else None
    card = workbench.train_where_stale(me, project.id, layers=layers)
    figures = card.figures
    if as_json:
        used = {method: workbench.in_use(me, project.id, card.language, method=method) for method in METHODS}
        print_json({**figures, "in_use": used})
    elif figures["refused"]:
        click.echo(figures["refused"]["sentence"].format(**figures["refused"]["values"]))
    else:
        for one in figures["methods"]:
            click.echo(f"{one['method']}\tP@1 {one['first_right']:.3f}\tKS@3 {one['saved']:.3f}")
