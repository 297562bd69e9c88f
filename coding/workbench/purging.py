"""A source, or a whole project, erased for good: what exactly goes is told first, then its name is typed.

The history keeps that something was erased, by whom, when and how much; not what. No undo brings it back.
"""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from coding.errors import NamesTyped
from coding.model import Change
from coding.store import Read, Write, cases, projects, purging, scrubbing, search_index, sources
from coding.transcript.repeats import Repeats
from coding.workbench.desk import Actor, allow, reads, verb
from coding.workbench.training import cache_path

COUNTED = ("source_text", "coding", "memo", "reduction", "suggestion", "answer", "ground", "link", "summary", "cases")
"""What is told by number."""


@dataclass(frozen=True, slots=True)
class Going:
    """What would be erased with a source: how many of what, and the informant whom no other source is of."""

    name: str
    counts: Mapping[str, int]
    informant: str = ""


@dataclass(frozen=True, slots=True)
class Purged:
    """What was erased. `scrubbed` and `copies` as with pseudonyms: what is left for a person to do."""

    counts: Mapping[str, int]
    scrubbed: bool
    copies: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()


@reads
def preview_purge(tx: Read, source: UUID) -> Going:
    """What would be erased with a source (NotFound)."""
    name = sources.facts(tx, source).name
    gone, informant = _going(tx, source, with_informant=True)
    counts = {kind: len(gone[kind]) for kind in COUNTED if gone.get(kind)}
    return Going(name, {"source_text": len(purging.texts_of(tx, source)), **counts}, informant)


def holding(actor: Actor, project: UUID, folders: tuple[Path, ...] = ()) -> list[Path]:
    """Copies of the database and backups, beside it or in these folders, that hold the project as it was."""
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "purge")
    return scrubbing.copies(actor.store, project, folders)


def spare(copies: Iterable[Path]) -> list[Path]:
    """Those that were made to be kept aside; another may be a database that somebody works in, and is never deleted."""
    return [one for one in copies if scrubbing.is_spare(one)]


def purge_source(
    actor: Actor,
    project: UUID,
    source: UUID,
    typed: str,
    *,
    with_informant: bool = False,
    folders: tuple[Path, ...] = (),
    remove_copies: bool = False,
) -> Purged:
    """Erase a source with all that was made of its words; `typed` is its name (NamesTyped).

    What repeats its words elsewhere (six one after another, or a whole quotation of three) is masked. With
    `with_informant` the informant whom no other source is of goes too, with `remove_copies` the backups that hold it.
    """
    copies = holding(actor, project, folders)
    counts = _purge(actor, project, source, typed, with_informant=with_informant)
    return _finished(actor, project, counts, copies, remove_copies=remove_copies)


def purge_project(
    actor: Actor, project: UUID, typed: str, *, folders: tuple[Path, ...] = (), remove_copies: bool = False
) -> Purged:
    """Erase a whole project; `typed` is its name (NamesTyped)."""
    copies = holding(actor, project, folders)
    counts = _purge_all(actor, project, typed)
    return _finished(actor, project, counts, copies, remove_copies=remove_copies)


@verb("purge")
def _purge(tx: Write, source: UUID, typed: str, *, with_informant: bool = False) -> dict[str, int]:
    if typed.strip() != sources.facts(tx, source).name.strip():
        raise NamesTyped
    gone, _informant = _going(tx, source, with_informant=with_informant)
    repeats = Repeats(
        purging.texts_of(tx, source),
        purging.quotes_of(tx, source),
        purging.names_of(tx, source, gone),
        purging.texts_beside(tx, source),
    )
    texts = len(purging.texts_of(tx, source))
    erased = purging.erase(tx, gone, repeats.masked)
    search_index.rebuild(tx.conn)
    counts = {"source_text": texts, **{kind: erased[kind] for kind in COUNTED if erased.get(kind)}}
    tx.changes.append(Change("source", source, {"purged": counts}, None))
    return counts


@verb("purge_project", "purge")
def _purge_all(tx: Write, typed: str) -> dict[str, int]:
    there = projects.get(tx)
    if there is None or typed.strip() != there.name.strip():
        raise NamesTyped
    erased = purging.erase_project(tx)
    search_index.rebuild(tx.conn)
    counts = {kind: erased[kind] for kind in ("source", *COUNTED) if erased.get(kind)}
    tx.changes.append(Change("project", tx.project_id, {"purged": counts}, None))
    return counts


def _going(tx: Read, source: UUID, *, with_informant: bool) -> tuple[dict[str, set[UUID]], str]:
    """What goes, and the key of the informant whom no other source is of."""
    gone = purging.going(tx, source)
    alone = cases.only_in(tx, source)
    if alone and with_informant:
        purging.going_with_case(tx, alone.id, gone)
    return gone, alone.key if alone else ""


def _finished(
    actor: Actor, project: UUID, counts: Mapping[str, int], copies: list[Path], *, remove_copies: bool
) -> Purged:
    removed = []
    for path in spare(copies) if remove_copies else ():
        try:
            path.unlink()
        except OSError:
            continue
        removed.append(path)
    shutil.rmtree(cache_path(project, "").parent, ignore_errors=True)
    left = tuple(path for path in copies if path not in removed)
    return Purged(counts, scrubbing.scrub(actor.store), left, tuple(removed))
