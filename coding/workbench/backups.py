"""A project as one file, taken while people work; and brought back, here or on another machine."""

from pathlib import Path
from uuid import UUID

from coding.model import Project
from coding.store import Write, accounts, people, projects
from coding.store.backup import write_backup
from coding.store.restore import open_backup, read_backup
from coding.workbench.desk import Actor, allow, now


def backup(actor: Actor, project: UUID, path: Path) -> None:
    """Save a whole project as one new file, readable by its owner only (TargetExists, NotWritable, DiskFull)."""
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "backup")
        write_backup(tx, path)


def restore(actor: Actor, path: Path, name: str = "") -> Project:
    """Bring a backup in as a project of its own, under its own name if no other is given (BackupDamaged, NewerSchema).

    It keeps its ids where they are free. The actor becomes its owner, unless the actor is a member in it already. Of
    the others in it, those who sign in here are named and are not let in: the same name may be another person's.
    """
    with open_backup(path) as archive, actor.store.write(archive.project_id, actor.id, "restore", now()) as tx:
        taken = {one.name for one in projects.of(tx.conn, actor.id)}
        read_backup(tx, archive)
        found = projects.get(tx)
        assert found
        wanted = " ".join(name.split()) or found.name
        if wanted != found.name or wanted in taken:
            projects.rename(tx, free_name(wanted, taken) if wanted in taken else wanted)
        let_in_nobody_else(tx)
        owned = any(one.role == "owner" and not one.left for one in people.members(tx))
        if people.role(tx, actor.id) is None or not owned:
            people.join(tx.conn, tx.project_id, actor.id, "owner")
        restored = projects.get(tx)
        assert restored
    return restored


def let_in_nobody_else(tx: Write) -> None:
    """Of a transaction: of the members, those who sign in here are named and not let in."""
    for one in people.members(tx):
        if one.coder.id != tx.actor_id and not one.left and accounts.ready(tx.conn, one.coder.id):
            people.leave(tx, one.coder.id)


def free_name(name: str, taken: set[str]) -> str:
    """A name that no other project has: the same with a number."""
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"
