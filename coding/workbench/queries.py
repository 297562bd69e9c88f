"""Queries written in words: read, kept under a name, and asked."""

from dataclasses import dataclass
from typing import cast

from coding import reduction
from coding.errors import NameMissing, NotFound, ProjectNotFound, QueryInvalid
from coding.model import WHOLES, Codebook, Expression, Project, Query, Whole
from coding.store import Read, Write, codebooks, projects
from coding.workbench.desk import reads, verb

SETTING = "queries"
_NO_CODES = Codebook(())
"""Written without a codebook, codes stand by their ids, which outlive their keys and names."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A query kept under a name: it is asked anew each time, so it works as a code that is never out of date."""

    name: str
    where: Expression
    whole: Whole
    text: str

    @property
    def query(self) -> Query:
        return Query(where=self.where, whole=self.whole)


@reads
def read_query(tx: Read, text: str) -> Expression:
    """The expression that these words stand for in the project's codebook (QueryInvalid with its place)."""
    return reduction.parse(text, codebooks.load(tx))


@reads
def saved_queries(tx: Read) -> list[Saved]:
    """The queries kept in the project, by name, in today's words; one whose code is gone for good is left out."""
    return kept_queries(tx, codebooks.load(tx))


def kept_queries(tx: Read, book: Codebook) -> list[Saved]:
    """The same, where the codebook is read already."""
    found = []
    for name, (text, whole) in sorted(_settings(tx).settings.get(SETTING, {}).items()):
        try:
            where = reduction.parse(text, book)
        except QueryInvalid:
            continue
        kept = cast(Whole, whole) if whole in WHOLES else "excerpt"
        found.append(Saved(name, where, kept, reduction.written(where, book)))
    return found


@verb("save_query", "code")
def save_query(tx: Write, name: str, text: str, whole: Whole = "excerpt") -> None:
    """Keep a query under a name, instead of one that bears it (QueryInvalid, NameMissing)."""
    named = name.strip()
    if not named:
        raise NameMissing
    assert whole in WHOLES
    where = reduction.parse(text, codebooks.load(tx))
    _keep(tx, {**_settings(tx).settings.get(SETTING, {}), named: [reduction.written(where, _NO_CODES), whole]})


@verb("drop_query", "code")
def drop_query(tx: Write, name: str) -> None:
    """Forget a query (NotFound)."""
    there = dict(_settings(tx).settings.get(SETTING, {}))
    if name not in there:
        raise NotFound(what=name)
    del there[name]
    _keep(tx, there)


def _keep(tx: Write, there: dict[str, list[str]]) -> None:
    projects.change(tx, {"settings": {**_settings(tx).settings, SETTING: there}})


def _settings(tx: Read) -> Project:
    found = projects.get(tx)
    if found is None:
        raise ProjectNotFound(name=tx.project_id)
    return found
