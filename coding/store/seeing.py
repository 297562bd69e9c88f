"""What a person may see of others' work: for the length of a transaction, tables that hold no more than that.

Nobody asks here whether a row may be seen. Once `narrow` is called, `coding` and everything that speaks of codings are
views that leave out what is hidden: a name without a schema means them first, temporary ones in SQLite, those of the
schema `seen` in PostgreSQL. So no query can forget it. A person from whom nothing is hidden has the tables themselves.

Hidden is, in a source that is assigned blind to a layer of the person's and not finished in it, every other layer; and,
of who does not see others' work, everywhere every layer but their own.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.store.changes import Read
from coding.store.tables import assignment, coder, coding, finished, project

FIGURES = frozenset({"display", "entry", "verification", "freeze", "sample", "pack"})
"""What somebody reckoned and kept."""

READING, COUNTING, TELLING = "seen", "seen_counted", "seen_told"
VIEWS: Mapping[str, frozenset[str] | None] = {
    READING: None,
    COUNTING: frozenset({"coding", "census"}),
    TELLING: frozenset({"coding", "census", *FIGURES}),
}
"""Which tables are views for whoever looks; keeps what they count; tells of what was kept. Schemas of PostgreSQL."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person sees: `own` are their layers; of each `blind` source the one layer; else all, or their own only."""

    own: frozenset[UUID]
    every: bool
    blind: tuple[tuple[UUID, UUID], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing is hidden."""
        return self.every and not self.blind

    @property
    def key(self) -> str:
        """What tells it from any other: what is kept of what was seen is kept under it."""
        if self.whole:
            return ""
        told = [self.every, *sorted(map(str, self.own)), *sorted(f"{one}{layer}" for one, layer in self.blind)]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def _mine() -> sa.Select[*tuple[Any, ...]]:
    """The layers of a person in a project, each with the sources it is still blind in."""
    here: sa.BindParameter[UUID] = sa.bindparam("project")
    me: sa.BindParameter[UUID] = sa.bindparam("me")
    done = sa.select(finished.c.id).where(
        finished.c.project_id == here,
        finished.c.source_id == assignment.c.source_id,
        finished.c.coder_id == assignment.c.coder_id,
        finished.c.deleted_at.is_(None),
    )
    open_ = sa.and_(
        assignment.c.project_id == here,
        assignment.c.coder_id == coder.c.id,
        assignment.c.blind,
        assignment.c.deleted_at.is_(None),
        ~done.correlate(assignment).exists(),
    )
    mine = sa.or_(coder.c.id == me, sa.and_(coder.c.project_id == here, coder.c.person_id == me))
    return sa.select(coder.c.id, assignment.c.source_id).select_from(coder.outerjoin(assignment, open_)).where(mine)


_MINE = _mine()
"""Put together once: every verb and every look asks it."""


def sight(tx: Read, *, every: bool) -> Sight:
    """What the person of this transaction sees; `every` says whether others' work is shown to them at all."""
    rows = tx.conn.execute(_MINE, {"project": tx.project_id, "me": tx.actor_id}).all()
    blind = tuple((row[1], row[0]) for row in rows if row[1] is not None)
    return Sight(frozenset({tx.actor_id, *(row[0] for row in rows)}), every, blind)


def students_see_others(tx: Read) -> bool:
    """Whether the project shows students what others coded."""
    row = tx.one(sa.select(project.c.settings).where(project.c.id == tx.project_id))
    return bool(row and row.settings.get("students_see_others"))


def hides(tx: Read, seen: Sight) -> bool:
    """Whether somebody has coded anything here that is hidden from a person."""
    if seen.whole:
        return False
    how: _Words = _Lite(seen) if tx.conn.dialect.name == "sqlite" else _Server()
    _tell(tx, seen)
    tests = (coding.c.project_id == tx.project_id, coding.c.deleted_at.is_(None))
    unseen = sa.text(f"NOT ({how.sees('coding.source_id', 'coding.coder_id')})")
    return tx.one(sa.select(coding.c.id).where(*tests, unseen).limit(1)) is not None


def narrow(tx: Read, seen: Sight, kind: str = READING) -> None:
    """Show this transaction no more than a person sees, until `widen`; `kind` is one of VIEWS."""
    if seen.whole or tx.narrowed:
        return
    tx.narrowed = True
    tx.hidden = seen.key
    tx.sight = f"{tx.sight} {seen.key}"
    tx.narrowing = lambda: _narrow(tx, seen, kind)


def _narrow(tx: Read, seen: Sight, kind: str) -> None:
    """Do so, before the first look."""
    if tx.conn.dialect.name == "sqlite":
        for sentence in _sentences(seen, kind):
            tx.conn.exec_driver_sql(sentence)
        return
    _tell(tx, seen)
    tx.conn.exec_driver_sql(f"SET LOCAL search_path = {kind}, public")


@lru_cache(maxsize=64)
def _sentences(seen: Sight, kind: str) -> tuple[str, ...]:
    return tuple(f"CREATE TEMP VIEW {name} AS {query}" for name, query in views(_Lite(seen), VIEWS[kind]).items())


def _tell(tx: Read, seen: Sight) -> None:
    """Set down for PostgreSQL what this person sees."""
    if tx.conn.dialect.name == "sqlite":
        return
    ids = {"own": seen.own, "blind": [source for source, _ in seen.blind]}
    settings = {name: "{" + ",".join(map(str, some)) + "}" for name, some in ids.items()}
    settings["pairs"] = "{" + ",".join(f"{source}{layer}" for source, layer in seen.blind) + "}"
    settings["every"] = str(seen.every).lower()
    told = (sa.func.set_config(f"simpul.{name}", value, sa.true()) for name, value in settings.items())
    tx.conn.execute(sa.select(*told))


def widen(tx: Read) -> None:
    """Give this transaction the tables themselves again."""
    if not tx.narrowed:
        return
    tx.narrowed = False
    if tx.narrowing is not None:
        tx.narrowing = None
        return
    if tx.conn.dialect.name != "sqlite":
        tx.conn.exec_driver_sql("SET LOCAL search_path TO DEFAULT")
        return
    temporary = "SELECT name FROM sqlite_temp_master WHERE type = 'view'"
    for (name,) in tx.conn.exec_driver_sql(temporary).all():
        tx.conn.exec_driver_sql(f"DROP VIEW temp.{name}")


# -- PostgreSQL: the views are made once, and read what is hidden from settings of the transaction --


def prepare(engine: sa.Engine) -> None:
    """Make the views of a PostgreSQL database that are not there, or are of another version of the program."""
    if engine.dialect.name == "sqlite":
        return
    made = [
        (schema, f'CREATE VIEW {schema}."{name}" AS {query}')
        for schema, some in VIEWS.items()
        for name, query in views(_Server(), some).items()
    ]
    stamp = hashlib.sha256(repr([made, *_columns()]).encode()).hexdigest()
    # Read from the catalogue, and again in a transaction of its own: a session goes on remembering that a schema was
    # not there until it opens a table anew.
    told = f"SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = '{READING}'"
    with engine.begin() as conn:
        if conn.exec_driver_sql(told).scalar() == stamp:
            return
    with engine.begin() as conn:
        conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        if conn.exec_driver_sql(told).scalar() == stamp:
            return
        drop(conn)
        for schema in VIEWS:
            conn.exec_driver_sql(f"CREATE SCHEMA {schema}")
        for _, sentence in made:
            conn.exec_driver_sql(sentence.replace("%", "%%"))
        conn.exec_driver_sql(f"COMMENT ON SCHEMA {READING} IS '{stamp}'")


def drop(conn: sa.Connection) -> None:
    """Take the views away: before a migration, for a table under a view cannot be changed."""
    if conn.dialect.name != "sqlite":
        for schema in VIEWS:
            conn.exec_driver_sql(f"DROP SCHEMA IF EXISTS {schema} CASCADE")


LOCK = 7_391_002


def _columns() -> Iterable[str]:
    return (f"{table.name}.{column.name}" for table in project.metadata.sorted_tables for column in table.c)


# -- what is hidden, said once for both databases -------------------------------------------------


class _Lite:
    """The words of SQLite, with what is hidden written into them."""

    base, true = "main", "1"

    def __init__(self, seen: Sight) -> None:
        self._seen = seen
        self._own = ", ".join(f"'{one.hex}'" for one in sorted(seen.own))
        self._blind = ", ".join(f"'{one.hex}'" for one, _ in seen.blind)
        self._pairs = ", ".join(f"'{one.hex}{layer.hex}'" for one, layer in seen.blind)
        self.whole_sources = "1" if seen.every else "0"
        self.any_blind = "1" if seen.blind else "0"

    def own(self, layer: str) -> str:
        return f"{layer} IN ({self._own})"

    def blind(self, source: str) -> str:
        return f"{source} IN ({self._blind})"

    def sees(self, source: str, layer: str) -> str:
        others = "1" if self._seen.every else self.own(layer)
        if not self._seen.blind:
            return others
        return f"CASE WHEN {self.blind(source)} THEN {source} || {layer} IN ({self._pairs}) ELSE {others} END"

    def each(self, array: str, name: str) -> str:
        return f"json_each({array}) AS {name}"

    def text(self, value: str, key: str) -> str:
        """A field of a JSON object, or the place in an array, as text."""
        return f"json_extract({value}, '$.{key}')" if not key.isdigit() else f"json_extract({value}, '$[{key}]')"

    def inner(self, value: str, key: str) -> str:
        return f"json_extract({value}, '$.{key}')"

    def id(self, text: str) -> str:
        return f"replace({text}, '-', '')"

    def gathered(self, value: str) -> str:
        return f"json_group_array(json({value}))"

    def word(self, value: str) -> str:
        """An element of a JSON array that is a text."""
        return value


class _Server:
    """The words of PostgreSQL: what is hidden stands in settings of the transaction, read once a query."""

    base, true = "public", "true"
    whole_sources = "(SELECT current_setting('simpul.every')::boolean)"
    any_blind = "(SELECT current_setting('simpul.blind') <> '{}')"

    def _set(self, name: str, kind: str = "uuid[]") -> str:
        return f"(SELECT current_setting('simpul.{name}')::{kind})::{kind}"

    def own(self, layer: str) -> str:
        return f"{layer} = ANY ({self._set('own')})"

    def blind(self, source: str) -> str:
        return f"{source} = ANY ({self._set('blind')})"

    def sees(self, source: str, layer: str) -> str:
        pair = f"({source}::text || {layer}::text) = ANY ({self._set('pairs', 'text[]')})"
        return f"CASE WHEN {self.blind(source)} THEN {pair} ELSE {self.whole_sources} OR {self.own(layer)} END"

    def each(self, array: str, name: str) -> str:
        return f"json_array_elements({array}) AS {name}(value)"

    def text(self, value: str, key: str) -> str:
        return f"{value} ->> {key}" if key.isdigit() else f"{value} ->> '{key}'"

    def inner(self, value: str, key: str) -> str:
        path = ",".join(key.split("."))
        return f"{value} #> '{{{path}}}'"

    def id(self, text: str) -> str:
        return f"({text})::uuid"

    def gathered(self, value: str) -> str:
        return f"coalesce(json_agg({value}), '[]'::json)"

    def word(self, value: str) -> str:
        return f"({value} #>> '{{}}')"


_Words = _Lite | _Server


def _hidden_coding(how: _Words, id_: str) -> str:
    """Whether the coding of this id is hidden."""
    seen = how.sees("k.source_id", "k.coder_id")
    return f"EXISTS (SELECT 1 FROM {how.base}.coding AS k WHERE k.id = {id_} AND NOT ({seen}))"


def _hidden(how: _Words, x: str) -> dict[str, str]:
    """Table → whether its row `x` says something of what is hidden."""

    def coding(column: str) -> str:
        return _hidden_coding(how, f"{x}.{column}")

    others = f"NOT ({how.own(f'{x}.coder_id')})"
    spoken = how.each(f"{x}.links", "l")
    thread = f"{how.base}.thread AS t WHERE t.id = {x}.thread_id AND t.about = 'coding'"
    return {
        "coding": f"NOT ({how.sees(f'{x}.source_id', f'{x}.coder_id')})",
        "suggestion": f"NOT ({how.sees(f'{x}.source_id', f'{x}.coder_id')})",
        "example": coding("coding_id"),
        "code_choice": coding("coding_id"),
        "review": coding("coding_id"),
        "reduction": f"({coding('coding_id')} OR {coding('into_id')})",
        "link": f"({coding('this_id')} OR {coding('that_id')})",
        "ground": f"({x}.kind = 'coding' AND {coding('on_id')})",
        "answer": f"({x}.kind = 'coding' AND {coding('on_id')})",
        "thread": f"({x}.about = 'coding' AND {coding('on_id')})",
        "comment": f"EXISTS (SELECT 1 FROM {thread} AND {_hidden_coding(how, 't.on_id')})",
        "memo": f"EXISTS (SELECT 1 FROM {spoken} WHERE {how.text('l.value', '0')} = 'coding'"
        f" AND {_hidden_coding(how, how.id(how.text('l.value', '1')))})",
        # Figures that somebody from whom nothing was hidden reckoned and kept.
        **dict.fromkeys(
            ("display", "entry", "verification", "freeze", "sample", "pack", "agreement", "adjudication"), others
        ),
        "signoff": f"({how.any_blind} AND {others})",
        # What was compared, be it by this person before; and what was decided where it differed.
        "agreement": how.true,
        "adjudication": f"(NOT ({how.whole_sources}) OR {how.blind(f'{x}.source_id')})",
        "model": f"NOT ({how.own(f'{x}.made_by')})",
    }


def views(how: _Words, only: frozenset[str] | None = None) -> dict[str, str]:
    """Table → the query that gives of it what is seen."""
    hidden = _hidden(how, "x")
    made = {name: f"SELECT x.* FROM {how.base}.{name} AS x WHERE NOT ({test})" for name, test in hidden.items()}
    # A source that is not among them is counted anew, from what is seen of it.
    blind = how.blind("x.source_id")
    made["census"] = f"SELECT x.* FROM {how.base}.census AS x WHERE {how.whole_sources} AND NOT ({blind})"
    made["event"] = _events(how)
    return {name: query for name, query in made.items() if only is None or name in only}


def _events(how: _Words) -> str:
    """The history, without the changes of what is hidden, and without the acts that changed nothing else."""
    entity, id_ = how.text("c.value", "entity"), how.id(how.text("c.value", "id"))
    tests = _hidden(how, "r")
    cases = " ".join(
        f"WHEN '{name}' THEN EXISTS (SELECT 1 FROM {how.base}.{name} AS r WHERE r.id = {id_} AND {test})"
        for name, test in tests.items()
    )
    codings = f"FROM {how.base}.coding AS r WHERE"
    seen = how.sees("r.source_id", "r.coder_id")
    batch = f"r.batch_id = {id_}"
    ids = f"coalesce({how.inner('c.value', 'before.ids')}, {how.inner('c.value', 'after.ids')})"
    among = f"r.id IN (SELECT {how.id(how.word('i.value'))} FROM {how.each(ids, 'i')})"
    rest = " ".join(
        f"WHEN '{name}:coding' THEN NOT EXISTS (SELECT 1 {codings} {which} AND {seen})"
        f" AND EXISTS (SELECT 1 {codings} {which})"
        for name, which in (("batch", batch), ("many", among))
    )
    hidden = f"CASE {entity} {cases} {rest} ELSE {'0' if how.base == 'main' else 'false'} END"
    there = f"FROM {how.each('x.changes', 'c')} WHERE NOT ({hidden})"
    kept = ("id", "project_id", "rev", "actor_id", "at", "verb", "source_id", "op_id", "undoes")
    names = ", ".join(f"x.{name}" for name in kept)
    return (
        f"SELECT {names}, (SELECT {how.gathered('c.value')} {there}) AS changes"
        f" FROM {how.base}.event AS x WHERE EXISTS (SELECT 1 {there})"
    )
