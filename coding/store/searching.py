"""Words looked for in the texts of a project: engines name passages, where the words stand in them we find ourselves.

Hits come in the order of sources and text, a page at a time. What is said often is read no further than the page, and
the passages that have it are counted; what is said seldom is counted exactly.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import sqlalchemy as sa

from coding.errors import NothingToFind, TooManyForms
from coding.model import Kind, SpeakerRole
from coding.store import wording
from coding.store.changes import Read
from coding.store.search_index import TABLE, indexed, term
from coding.store.tables import cases, source, source_text, speaker
from coding.store.voices import given, voices_at

PAGE = 50
AROUND = 90
"""Characters of the text before and after a hit."""

COUNTED = 400
"""Passages that are read to count what is in them; of more, their number is told."""

FEW = 20_000
"""Passages whose numbers are asked for at once; of words in more, source by source until a page is full."""

_TRIED = 500
"""Passages, no fewer than are counted, that tell whether there are so few."""

MOST_FORMS = 1_000
"""Words that a pattern may stand for."""

_GAPS = 64
_AT_FIRST, _WIDER = 64, 256
"""Passages read at a time: few for a first page, more to count."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: words, “phrases”, parts of words (coordin*), alternatives between `|`; and where.

    Empty narrowings mean everything; `roles` and `cases` are those of who says it, cases by their keys.
    """

    words: str
    sources: tuple[UUID, ...] = ()
    kinds: tuple[Kind, ...] = ()
    roles: tuple[SpeakerRole, ...] = ()
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """Where words stand, `[start, end)` in a text version of a source, with what stands around them and who says it."""

    source: UUID
    source_name: str
    text_version: int
    start: int
    end: int
    before: str
    words: str
    after: str
    speaker: str | None = None
    role: str | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, whether there are more behind it, and how many there are in all.

    Where not `exact`, `total` is the number of passages that have the words, whoever says them.
    """

    hits: tuple[Hit, ...]
    more: bool
    total: int
    exact: bool


@dataclass(frozen=True, slots=True)
class _Range:
    """The passages of a source's present text."""

    first: int
    behind: int
    source: UUID
    name: str
    version: int


_Asked = Sequence[Sequence[wording.Slots]]


def find(tx: Read, search: Search, limit: int = PAGE, offset: int = 0) -> Found:
    """A page of what is found (NothingToFind, TooManyForms)."""
    asked = _expanded(tx, search.words)
    there = _ranges(tx, search)
    if not asked or not there:
        return Found((), False, 0, True)
    passages = _Passages(tx, _engine_query(tx, asked), there)
    told, seen = list[Hit](), 0
    count = passages.total <= COUNTED
    for hit in _hits(tx, search, asked, passages, wide=count):
        if offset <= seen < offset + limit:
            told.append(hit)
        seen += 1
        if seen > offset + limit and not count:
            break
    told = _said(tx, told) if not _by_voice(search) else told
    return Found(tuple(told), seen > offset + limit, seen if count else passages.total, count)


def count_passages(tx: Read, words: Sequence[str], search: Search) -> list[int]:
    """In how many passages each of some words stands."""
    there = _ranges(tx, search)
    return [_Passages(tx, _engine_query(tx, [[({word},)]]), there).total if there else 0 for word in words]


def words_with(tx: Read, letters: str) -> list[str]:
    """The words of a project, in any text it has or had, in which these letters stand."""
    here = (term.c.project_id == tx.project_id, term.c.word.contains(letters, autoescape=True))
    return [row.word for row in tx.all(sa.select(term.c.word).where(*here).order_by(term.c.word))]


# -- what is asked --------------------------------------------------------------------------------


def _expanded(tx: Read, text: str) -> _Asked:
    """The alternatives that can be found at all, each pattern in them as the words that occur."""
    alternatives = wording.asked(text)
    if not alternatives:
        raise NothingToFind
    known: dict[str, frozenset[str]] = {}
    found: list[list[wording.Slots]] = []
    for terms in alternatives:
        slots: list[wording.Slots] = [tuple(_forms(tx, word, known) for word in one) for one in terms]
        if all(all(one) for one in slots):
            found.append(slots)
    return found


def _forms(tx: Read, word: str, known: dict[str, frozenset[str]]) -> frozenset[str]:
    if word not in known:
        known[word] = _fitting(tx, word) if wording.ANY in word else frozenset([word])
    return known[word]


def _fitting(tx: Read, word: str) -> frozenset[str]:
    """The words that a pattern stands for (TooManyForms)."""
    letters = max(word.split(wording.ANY), key=len)
    fits = wording.pattern(word).fullmatch
    found = frozenset(filter(fits, words_with(tx, letters)))
    if len(found) > MOST_FORMS:
        raise TooManyForms(word=word)
    return found


def _engine_query(tx: Read, asked: _Asked) -> str:
    """The same in the engine's language. Keys are letters and digits: nothing in them needs to be masked."""
    sqlite = tx.conn.dialect.name == "sqlite"
    quoted = '"{}"' if sqlite else "'{}'"
    either, both, behind = (" OR ", " AND ", "") if sqlite else (" | ", " & ", " <-> ")

    def slot(keys: Collection[str]) -> str:
        return f"({either.join(quoted.format(key) for key in sorted(keys))})"

    def said(one: wording.Slots) -> str:
        if len(one) > 1 and all(len(keys) == 1 for keys in one):
            words = [next(iter(keys)) for keys in one]
            return quoted.format(" ".join(words)) if sqlite else f"({behind.join(map(quoted.format, words))})"
        return both.join(map(slot, one))

    return either.join(f"({both.join(map(said, terms))})" for terms in asked)


# -- passages -------------------------------------------------------------------------------------


def _ranges(tx: Read, search: Search) -> list[_Range]:
    """The texts that are searched, in the order of their sources."""
    where = [source.c.project_id == tx.project_id, source.c.deleted_at.is_(None)]
    if search.sources:
        where.append(source.c.id.in_(search.sources))
    if search.kinds:
        where.append(source.c.kind.in_(search.kinds))
    if search.cases:
        case = (cases.c.project_id == tx.project_id, cases.c.key.in_(search.cases), cases.c.deleted_at.is_(None))
        ids = sa.select(cases.c.id).where(*case)
        voices = sa.select(speaker.c.source_id).where(speaker.c.project_id == tx.project_id, speaker.c.case_id.in_(ids))
        where.append(sa.or_(source.c.case_id.in_(ids), source.c.id.in_(voices)))
    if search.roles:
        said = (speaker.c.project_id == tx.project_id, speaker.c.role.in_(search.roles), speaker.c.deleted_at.is_(None))
        where.append(source.c.id.in_(sa.select(speaker.c.source_id).where(*said)))
    here = (
        indexed.c.project_id == source.c.project_id,
        indexed.c.source_id == source.c.id,
        indexed.c.version == source.c.text_version,
    )
    columns = (indexed.c.first, indexed.c.first + indexed.c.passages, source.c.id, source.c.name, indexed.c.version)
    rows = tx.all(sa.select(*columns).join(source, sa.and_(*here)).where(*where).order_by(source.c.name))
    return [_Range(*row) for row in rows]


class _Passages:
    """The passages that an engine names, in the order of sources and text."""

    def __init__(self, tx: Read, query: str, there: Sequence[_Range]) -> None:
        self._tx, self._query, self._there = tx, query, there
        near = (min(one.first for one in there), max(one.behind for one in there))
        self._few = self._at_once(*near)
        self.total = self._count()

    def __iter__(self) -> Iterator[tuple[_Range, list[int]]]:
        for one in self._there:
            if found := self._of(one):
                yield one, found

    def _of(self, one: _Range) -> list[int]:
        if self._few is None:
            return self._numbers(one.first, one.behind)
        return self._few[bisect_left(self._few, one.first) : bisect_left(self._few, one.behind)]

    def _at_once(self, first: int, behind: int) -> list[int] | None:
        """The numbers of all passages, unless there are more than FEW, or to judge by the first few there will be."""
        if self._sqlite:
            # PostgreSQL gathers all of them before it gives the first.
            numbers = self._numbers(first, behind, limit=_TRIED + 1)
            if len(numbers) <= _TRIED:
                return numbers
            if (behind - first) * _TRIED > FEW * (numbers[-1] - first):
                return None
        numbers = self._numbers(first, behind, limit=FEW + 1)
        return numbers if len(numbers) <= FEW else None

    def _numbers(self, first: int, behind: int, limit: int = -1) -> list[int]:
        """The passages from a number on, in their order, as one string: thousands come to us at once."""
        values = {"asked": self._query, "first": first, "behind": behind}
        if self._sqlite:
            query = f"SELECT rowid AS id FROM {TABLE} WHERE {TABLE} MATCH :asked AND {_NEAR}"
            listed = "group_concat(id, ' ')"
        else:
            query = f"SELECT id FROM {TABLE} WHERE words @@ CAST(:asked AS tsquery) AND {_NEAR.replace('rowid', 'id')}"
            listed = "string_agg(CAST(id AS text), ' ')"
        some = f" LIMIT {limit}" if limit >= 0 else ""
        row = self._tx.conn.execute(sa.text(f"SELECT {listed} FROM ({query}{some}) AS found"), values).scalar()
        return sorted(map(int, row.split())) if row else []

    @property
    def _sqlite(self) -> bool:
        return self._tx.conn.dialect.name == "sqlite"

    def _count(self) -> int:
        if self._few is not None:
            return sum(len(self._of(one)) for one in self._there)
        stretches = _merged(self._there)
        if len(stretches) > _GAPS:
            numbers = self._numbers(stretches[0][0], stretches[-1][1])
            return sum(bisect_left(numbers, behind) - bisect_left(numbers, first) for first, behind in stretches)
        return sum(self._many(*one) for one in stretches)

    def _many(self, first: int, behind: int) -> int:
        match = f"{TABLE} MATCH :asked AND {_NEAR}"
        if not self._sqlite:
            match = f"words @@ CAST(:asked AS tsquery) AND {_NEAR.replace('rowid', 'id')}"
        query = sa.text(f"SELECT count(*) FROM {TABLE} WHERE {match}")
        values = {"asked": self._query, "first": first, "behind": behind}
        return int(self._tx.conn.execute(query, values).scalar_one())


_NEAR = "rowid >= :first AND rowid < :behind"


def _merged(there: Iterable[_Range]) -> list[tuple[int, int]]:
    """Ranges as stretches without gaps, in the order of their numbers."""
    told: list[tuple[int, int]] = []
    for first, behind in sorted((one.first, one.behind) for one in there):
        if told and told[-1][1] == first:
            told[-1] = (told[-1][0], behind)
        else:
            told.append((first, behind))
    return told


# -- hits -----------------------------------------------------------------------------------------


def _hits(tx: Read, search: Search, asked: _Asked, passages: _Passages, *, wide: bool) -> Iterator[Hit]:
    """Hits in the order of sources and text, read a few passages at a time; only of the voices that are asked for."""
    for some in _batches(passages, _WIDER if wide else _AT_FIRST):
        found = list(_read(tx, asked, some))
        if _by_voice(search):
            found = [
                one
                for one in _said(tx, found)
                if (not search.roles or one.role in search.roles) and (not search.cases or one.case in search.cases)
            ]
        yield from found


def _by_voice(search: Search) -> bool:
    return bool(search.roles or search.cases)


def _batches(passages: _Passages, most: int) -> Iterator[list[tuple[_Range, list[int]]]]:
    """Whole sources, as many as have so many passages together."""
    some: list[tuple[_Range, list[int]]] = []
    many = 0
    for one, numbers in passages:
        some.append((one, numbers))
        many += len(numbers)
        if many >= most:
            yield some
            some, many = [], 0
    if some:
        yield some


_Place = tuple[_Range, int, int]


def _read(tx: Read, asked: _Asked, some: Sequence[tuple[_Range, list[int]]]) -> Iterator[Hit]:
    spans = _spans(tx, [one.source for one, _numbers in some])
    places: list[_Place] = []
    for one, numbers in some:
        for number in numbers:
            start, end = spans[one.source, one.version][number - one.first]
            places.append((one, start, end))
    behind: tuple[UUID | None, int] = (None, 0)
    for (one, start, end), (shown_from, text) in zip(places, _texts(tx, places), strict=True):
        inner = text[start - shown_from : end - shown_from]
        for first, last in wording.places(wording.words(inner), asked):
            at = start + first
            if behind[0] == one.source and at < behind[1]:
                # Pieces of a long paragraph overlap.
                continue
            behind = (one.source, start + last)
            cut = at - shown_from, start + last - shown_from
            before, said, after = text[: cut[0]], text[slice(*cut)], text[cut[1] :]
            yield Hit(one.source, one.name, one.version, at, start + last, before[-AROUND:], said, after[:AROUND])


def _spans(tx: Read, ids: Sequence[UUID]) -> dict[tuple[UUID, int], list[list[int]]]:
    columns = (indexed.c.source_id, indexed.c.version, indexed.c.spans)
    found: dict[tuple[UUID, int], list[list[int]]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        rows = tx.all(sa.select(*columns).where(indexed.c.source_id.in_(ids[start : start + _AT_ONCE])))
        found |= {(row.source_id, row.version): row.spans for row in rows}
    return found


_AT_ONCE = 5000


def _texts(tx: Read, places: Sequence[_Place]) -> list[tuple[int, str]]:
    """Of each place its words with what stands around them, and where that begins."""
    begins = [max(start - AROUND, 0) for _one, start, _end in places]
    rows = [
        (one.source, one.version, begin + 1, end + AROUND - begin)
        for begin, (one, _start, end) in zip(begins, places, strict=True)
    ]
    names, given_rows = given(tx, rows)
    query = (
        f"SELECT {names['n']}, substr(t.text, {names['first']}, {names['long']}) FROM {names['given']} "
        f"CROSS JOIN {source_text.name} AS t WHERE t.source_id = {names['id']} AND t.version = {names['version']}"
    )
    found: dict[int, str] = {row[0]: row[1] for row in tx.conn.execute(sa.text(query), given_rows).all()}
    return [(begin, found[number]) for number, begin in enumerate(begins)]


def _said(tx: Read, hits: Sequence[Hit]) -> list[Hit]:
    """The hits with who says them."""
    if not hits:
        return []
    voices = voices_at(tx, [(one.source, one.text_version, one.start) for one in hits])
    return [
        replace(one, speaker=who.label, role=who.role, case=who.case) if (who := voices.get(number)) else one
        for number, one in enumerate(hits)
    ]
