"""What keeps a study when a disk or a hand fails: copies that are made by themselves, and ways back from them."""

import shutil
import tempfile
import threading
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from coding.errors import CodingError, ProjectNotFound
from coding.model import Project
from coding.store import open_store, projects
from coding.store.backup import write_backup
from coding.store.copies import Rolled, rolled
from coding.store.engine import is_url
from coding.store.rolling import put_back, revisions, roll
from coding.store.soundness import flaw
from coding.workbench.backups import backup, restore
from coding.workbench.desk import Actor, allow, now
from coding.workbench.projects import open_desk

LOOK = 300.0
"""Seconds between two looks whether a copy is due."""


@dataclass
class Keeper:
    """Makes the copies of the database at a path as long as the app runs; a server's are made by whoever runs it.

    `problem` is why the last one could not be made.
    """

    target: str
    problem: CodingError | None = None
    _stop: threading.Event = field(default_factory=threading.Event)

    def look(self) -> Rolled | None:
        """Make a copy if one is due."""
        try:
            made = roll(open_desk(self.target).store, now())
        except CodingError as problem:
            self.problem = problem
            return None
        self.problem = None
        return made

    def run(self) -> None:
        """Look again and again until stopped."""
        while not self._stop.is_set():
            self.look()
            self._stop.wait(LOOK)

    def stop(self) -> None:
        """End `run` at its next look."""
        self._stop.set()


@dataclass(frozen=True, slots=True)
class Earlier:
    """A project as a copy holds it: when, and how many acts it had by then."""

    path: Path
    at: datetime
    rev: int


def earlier(actor: Actor, project: UUID) -> list[Earlier]:
    """The copies that hold a project, the newest first."""
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "backup")
    database = actor.store.path
    found = [(one, revisions(one.path)) for one in (rolled(database) if database else ())]
    return [Earlier(one.path, one.at, revs[project]) for one, revs in found if project in revs]


def bring_back(actor: Actor, project: UUID, copy: Path, name: str = "") -> Project:
    """A project as a copy holds it, as one of its own beside what it is now (BackupDamaged, ProjectNotFound)."""
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "backup")
    with tempfile.TemporaryDirectory() as folder:
        # The copy itself stays as it is, even where it is of an older version of the program.
        mine, taken = Path(folder) / "copy.db", Path(folder) / "taken.zip"
        shutil.copyfile(copy, mine)
        then = open_store(str(mine))
        try:
            with then.read(project, actor.id) as tx:
                if projects.get(tx) is None:
                    raise ProjectNotFound(name=project)
                write_backup(tx, taken)
        finally:
            then.close()
        return restore(actor, taken, name)


def duplicate(actor: Actor, project: UUID, name: str = "") -> Project:
    """The project once more, with everything in it, under new ids; the actor owns it."""
    with tempfile.TemporaryDirectory() as folder:
        taken = Path(folder) / "taken.zip"
        backup(actor, project, taken)
        return restore(actor, taken, name)


# -- a whole database -----------------------------------------------------------------------------


def copies(target: str) -> list[Rolled]:
    """The copies of a database file, the newest first; none of a server."""
    return [] if is_url(target) else rolled(Path(target).expanduser().resolve())


def rescue(target: str, copy: Path) -> Path | None:
    """Put a copy in the place of a damaged or missing database file; gives where the damaged one lies now.

    StillSound where there is nothing to mend, BackupDamaged or NotFound where the copy is none.
    """
    return put_back(Path(target).expanduser().resolve(), copy, now())


@dataclass(frozen=True, slots=True)
class Soundness:
    """What a check of the file found: `flaw` in SQLite's words, the copies, and those of them that are damaged."""

    flaw: str | None
    copies: list[Rolled]
    broken: list[Rolled]


def sound(actor: Actor) -> Soundness:
    """Read the whole file and its copies through; a server checks itself."""
    database = actor.store.path
    if database is None:
        return Soundness(None, [], [])
    there = rolled(database)
    return Soundness(flaw(database, whole=True), there, [one for one in there if flaw(one.path)])
