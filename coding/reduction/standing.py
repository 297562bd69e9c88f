"""Whether a display that was kept still shows what it showed: the excerpts it counts, and the table they make."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from coding.model import Standing
from coding.reduction.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Moved:
    """What is no longer as it was: how many excerpts came or went, whether others changed, whether the table did."""

    excerpts: int = 0
    informants: int = 0
    inside: bool = False
    table: bool = False

    def __bool__(self) -> bool:
        return self.inside or self.table


def print_of(sheet: Sheet) -> str:
    """A print of all that a table says; another one says something else."""
    told = [
        [[one.group, one.label] for one in sheet.rows],
        [[one.group, one.label] for one in sheet.columns],
        [list(cells) for cells in sheet.cells],
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def print_of_parts(whole: Sheet, parts: Mapping[str, Sheet | None]) -> str:
    """A print of all that tables side by side say, by what each is called; None for one that is empty."""
    told = {name: print_of(sheet) if sheet else None for name, sheet in parts.items()}
    return hashlib.sha256(json.dumps([print_of(whole), told], sort_keys=True).encode()).hexdigest()


def moved(before: Standing | None, now: Standing) -> Moved:
    """What has changed since; nothing where nobody ever confirmed it."""
    if before is None:
        return Moved()
    return Moved(
        now.excerpts - before.excerpts,
        now.informants - before.informants,
        now.found != before.found and (not before.contents or now.contents != before.contents),
        now.table != before.table,
    )


def to_be_told_apart(before: Standing | None, now: Standing) -> bool:
    """Whether only the contents say if the excerpts are what they were: as many, but of other versions."""
    if before is None:
        return True
    return bool(before.contents) and now.excerpts == before.excerpts and now.found != before.found
