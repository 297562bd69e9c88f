"""The copies of an SQLite database that were made by themselves, by their names; `rolling` makes them.

They lie in the folder `backups` beside the database: `NAME-20261129T210000Z.db`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from coding.store.soundness import flaw

FOLDER = "backups"
STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Rolled:
    """A copy of the whole database as it stood at a moment."""

    path: Path
    at: datetime


def rolled(database: Path) -> list[Rolled]:
    """The copies of a database, the newest first."""
    named = re.compile(re.escape(database.stem) + r"-(\d{8}T\d{6}Z)" + re.escape(database.suffix))
    folder = database.parent / FOLDER
    found = [
        Rolled(path, datetime.strptime(stamp[1], STAMP).replace(tzinfo=UTC))
        for path in (folder.iterdir() if folder.is_dir() else ())
        if (stamp := named.fullmatch(path.name))
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def name_at(database: Path, at: datetime) -> Path:
    """Where the copy of a moment lies."""
    return database.parent / FOLDER / f"{database.stem}-{at.astimezone(UTC):{STAMP}}{database.suffix}"


def newest_good(database: Path) -> Rolled | None:
    """The newest copy that can be read through."""
    return next((one for one in rolled(database) if flaw(one.path) is None), None)
