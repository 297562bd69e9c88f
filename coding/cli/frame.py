"""What every command shares: how it opens a project, who acts, and how a mistake is told."""

import json
import sys
from pathlib import Path
from uuid import UUID

import click

from coding import workbench
from coding.cli.commands import main as main
from coding.cli.commands import stop as stop
from coding.model import Project, Query
from coding.workbench import Actor, Desk

in_project = click.option("--project", "project_name", metavar="NAME", help="Which project, where there are several.")
by_coder = click.option("--coder", metavar="NAME", help="Who acts; this machine's user without it.")
or_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def print_json(data: object) -> None:
    """Write to standard output; ids and instants as they print."""
    json.dump(data, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")


def opened(db: str, project_name: str | None) -> tuple[Desk, Actor, Project]:
    """The database, this machine's user in it, and the project that is meant (ProjectNotFound)."""
    desk = workbench.open_desk(existing(db))
    me = desk.me()
    return desk, me, workbench.pick_project(me, project_name)


def existing(db: str) -> str:
    """The database itself, once there is one."""
    if "://" not in db and not Path(db).exists():
        stop(f"There is no file “{db}”. Make one with “init”.")
    return db


def acting(me: Actor, project: Project, coder: str | None) -> Actor:
    """This machine's user, or a named coder, made a member where needed."""
    if coder is None:
        return me
    return Actor(me.store, workbench.add_coder(me, project.id, coder))


def coded_by(desk: Desk, me: Actor, project: Project, ref: str | None, coder: str | None) -> Query:
    """The codings of a code (key or UUID) by a coder; all where neither is given (NotFound)."""
    codes_ = (workbench.find_code(me, project.id, ref).id,) if ref else ()
    coders = (desk.named(coder).id,) if coder else ()
    return Query(codes=codes_, coders=coders)


def keys_of(me: Actor, project: Project) -> dict[UUID, str]:
    """Id → key of every code."""
    return {code.id: code.key for code in workbench.codebook(me, project.id).codes}
