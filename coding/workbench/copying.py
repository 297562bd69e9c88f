"""A project, or a whole database, copied into another database: from a file to a server and back."""

from uuid import UUID

from coding.store.transfer import Progress, carry_all, carry_project
from coding.workbench.desk import Actor, allow
from coding.workbench.projects import Desk


def copy_project(actor: Actor, project: UUID, target: Desk, progress: Progress = lambda _table, _rows: None) -> int:
    """A whole project under its own ids into another database; gives how many rows (TargetHolds, CopyDiffers).

    The user of that machine owns it there too.
    """
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "backup")
    return carry_project(actor.store, target.store, project, target.me().id, progress)


def copy_all(source: Desk, target: Desk, progress: Progress = lambda _table, _rows: None) -> int:
    """All projects, people and accounts into an empty database; gives how many rows (TargetNotEmpty, CopyDiffers).

    Whoever can name both databases has both: no role is asked for.
    """
    return carry_all(source.store, target.store, progress)
