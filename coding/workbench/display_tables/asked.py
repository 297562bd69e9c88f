"""What every table of a display is asked for, and the lines that several of them have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from coding import reduction
from coding.model import Case, Codebook, Dimension, Expression, HasCode, Language, Query
from coding.reduction.asking import whole
from coding.reduction.heard import Heard, is_heard
from coding.reduction.query import written
from coding.reduction.sheet import Head, asked, code_head
from coding.reduction.stated import Told
from coding.store import Read, cases, people, places, projects, sources, tallies
from coding.store.tallies import Group
from coding.workbench.display_tables.counted import Part, counted, of_part
from coding.workbench.kept import Kept

ATTRIBUTE = "case."
_COUNTED = Kept[Sequence[Group]](12)
"""Counting is what takes time: another kind, order or language of the same study is made of what was counted."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Count what `query` finds, with what was chosen for the kind, in a language.

    `among` are the words that are counted, however often they are said, or the rows that are shown, however few links
    they stand for; without them, those said most and the strongest.
    Where `query` asks for a part of another, `part` says so.
    """

    tx: Read
    query: Query
    book: Codebook
    language: Language
    options: Mapping[str, str]
    among: Sequence[str] = ()
    part: Part | None = None

    def grouped(self, row: Dimension, column: Dimension | None = None, *, words: bool = False) -> Sequence[Group]:
        """What the query finds by one or two dimensions, counted once as long as nothing has changed.

        Words are of no use where they are not asked for: they have to be read.
        """
        key = (*self.standing(), row, column, words)
        if (kept := _COUNTED.get(key)) is not None:
            return kept
        if words or not is_heard(row) or not (column is None or is_heard(column)):
            found = tallies.grouped(self.tx, self.query, row, column, words=words)
        else:
            found = [Group(*one, 0) for one in self.heard().grouped(row, column)]
        _COUNTED.put(key, found)
        return found

    def found(self) -> tuple[int, int]:
        """How many excerpts the query finds, and from how many informants."""
        return self.heard().total()

    def stated(self) -> Told:
        """What the query finds by informant, code and status: of a large study so much that none is kept."""
        return self.heard().stated()

    def limited(self) -> Told:
        """What is said to exist, but not as it should."""
        if self.part is not None:
            found = of_part(self.tx, self.part, limited=True)
        else:
            found = counted(self.tx, self.query, limited=True)
        return found.stated().of_status("exists")

    def heard(self) -> Heard:
        """What the query finds by code, source and informant; of what stands still, as it was."""
        return of_part(self.tx, self.part) if self.part is not None else counted(self.tx, self.query)

    def standing(self) -> tuple[object, ...]:
        """What every count of this query rests on."""
        return self.tx.sight, self.tx.project_id, projects.rev(self.tx), repr(self.query)

    def everything(self, query: Query) -> Expression | None:
        """All that a query asks, as one expression."""
        names = {one.coder.id: one.coder.name for one in people.members(self.tx)}
        return whole(query, names | {id_: name for name, id_ in sources.names(self.tx).items()})

    def codes(self) -> dict[str, Head]:
        """The codes to be shown, by id: those the query names, else all that can be given to words."""
        wanted = set(self.query.codes)
        shown = (one for one in self.book.codable() if not wanted or one.id in wanted)
        return {str(one.id): code_head(one, self.book, self.language) for one in shown}

    def groups(self) -> tuple[dict[str, str], dict[str, Head]]:
        """Code's id → the id of the group it stands under, or its own; and the groups of those to be shown, by id."""
        top: dict[UUID, UUID] = {}
        for one in self.book.codes:
            top[one.id] = top.get(one.parent, one.id) if one.parent else one.id
        asking = set(self.query.codes)
        wanted = {str(top[UUID(one)]) for one in self.codes()}
        mine = {
            str(code): str(group)
            for code, group in top.items()
            if str(group) in wanted and (not asking or code in asking)
        }
        heads = {
            str(one.id): Head(
                one.key, written(HasCode(one.id), self.book), one.label(self.language, self.book.language), one.colour
            )
            for one in self.book.codes
            if str(one.id) in wanted
        }
        return mine, heads

    def lengths(self) -> list[places.Length]:
        """The texts that the query may look into, interviews first, by name."""
        there = places.lengths(self.tx, self.query)
        return sorted(there, key=lambda one: (one.kind != "interview", reduction.natural(one.name)))

    def texts(self, most: int) -> list[places.Length]:
        """These texts; where there are more than can be shown, those that have something of what is asked for."""
        there = self.lengths()
        if len(there) <= most:
            return there
        found = {one.row for one in self.grouped("source")}
        return [one for one in there if str(one.id) in found]

    def cases(self) -> list[Case]:
        """The informants to be shown, by their codes."""
        wanted = {key: labels for key, labels in self.query.attributes.items() if labels}
        there = (one for one in cases.load(self.tx) if all(one.attributes.get(key) in wanted[key] for key in wanted))
        return sorted(there, key=lambda one: reduction.natural(one.key))

    def lines(self, by: str) -> dict[str, Head]:
        """The cases, sources or coders to be shown by id, or the values of an attribute (`case.` and its key)."""
        if by == "cases":
            return {str(one.id): Head(one.key, asked("case", one.key), size=1) for one in self.cases()}
        if by == "sources":
            wanted = set(self.query.sources)
            names = {id_: name for name, id_ in sources.names(self.tx).items() if not wanted or id_ in wanted}
            return {str(id_): Head(name, asked("source", name)) for id_, name in names.items()}
        if by == "coders":
            wanted = set(self.query.coders)
            there = [one.coder for one in people.members(self.tx)]
            return {
                str(one.id): Head(one.name, asked("coder", one.name)) for one in there if not wanted or one.id in wanted
            }
        sizes: dict[str, int] = {}
        for label in self.labels(by).values():
            sizes[label] = sizes.get(label, 0) + 1
        return {label: Head(label, asked(by, label), size=size) for label, size in sorted(sizes.items())}

    def labels(self, by: str) -> dict[str, str]:
        """Informant's id → what he is in an attribute (`case.` and its key); without those of whom nothing is said."""
        key = by.removeprefix(ATTRIBUTE)
        return {str(one.id): one.attributes[key] for one in self.cases() if one.attributes.get(key)}
