"""Which words stand in which passage: SQLite's FTS5 and PostgreSQL's tsvector, told the same words by us.

A derived thing: written with a text in the transaction that stores it, and equal to one made anew (`rebuild`). A text
never changes and neither does what is written of it; that a source has another text by now, or is gone, is seen when
something is looked for. The passages of a text have consecutive numbers, so a source is a range of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from coding.store import wording
from coding.store.columns import Id, derived
from coding.store.tables import project, source, source_text

TABLE = "passage_words"
LOCK = 7_391_002
"""PostgreSQL's number for our lock on the numbers of passages; SQLite has one writer anyway."""

LONG, PIECE, BEYOND = 400, 300, 8
"""Words: a longer paragraph is cut into such pieces, and so many of the next piece belong to one for phrases."""

indexed = sa.Table(
    "indexed",
    derived,
    sa.Column("project_id", Id, nullable=False),
    sa.Column("source_id", Id, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("first", sa.BigInteger, nullable=False),
    sa.Column("passages", sa.Integer, nullable=False),
    sa.Column("spans", sa.JSON, nullable=False),
    sa.ForeignKeyConstraint(["project_id", "source_id"], [source.c.project_id, source.c.id]),
)
sa.Index("ix_indexed_first", indexed.c.first)
sa.Index("ix_indexed_project", *(indexed.c[name] for name in ("project_id", "source_id", "version", "first")))

term = sa.Table(
    "term",
    derived,
    sa.Column("project_id", Id, sa.ForeignKey(project.c.id), primary_key=True),
    sa.Column("word", sa.String(60).with_variant(sa.String(60, collation="C"), "postgresql"), primary_key=True),
)
_TERMS_AT_ONCE = 5000

Span = tuple[int, int]


def create(conn: sa.Connection) -> None:
    """Make the table the engines search in."""
    if conn.dialect.name == "sqlite":
        # Only our own keys go in, parted by spaces: of these tokenizers the one that changes nothing of them.
        conn.exec_driver_sql(f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, content='', tokenize='ascii')")
    else:
        conn.exec_driver_sql(f"CREATE TABLE {TABLE} (id bigint PRIMARY KEY, words tsvector NOT NULL)")
        conn.exec_driver_sql(f"CREATE INDEX ix_{TABLE} ON {TABLE} USING gin (words)")


def put(
    conn: sa.Connection, project_id: UUID, source_id: UUID, version: int, text: str, paragraphs: Iterable[Span]
) -> None:
    """Write down the words of a text."""
    if conn.dialect.name != "sqlite":
        conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    last = conn.execute(
        sa.select(indexed.c.first + indexed.c.passages).order_by(indexed.c.first.desc()).limit(1)
    ).scalar()
    _put(conn, project_id, source_id, version, list(passages(text, paragraphs)), int(last or 1))


def _put(
    conn: sa.Connection,
    project_id: UUID,
    source_id: UUID,
    version: int,
    there: Sequence[tuple[Span, list[str]]],
    first: int,
) -> None:
    spans = [list(span) for span, _keys in there]
    conn.execute(
        sa.insert(indexed).values(
            project_id=project_id,
            source_id=source_id,
            version=version,
            first=first,
            # A text without words still takes a number, so that no two texts begin at the same.
            passages=max(len(there), 1),
            spans=spans,
        )
    )
    if there:
        _write(conn, [{"id": first + place, "words": keys} for place, (_span, keys) in enumerate(there)])
        _learn(conn, project_id, {key for _span, keys in there for key in keys})


def _write(conn: sa.Connection, rows: Sequence[dict[str, Any]]) -> None:
    if conn.dialect.name == "sqlite":
        sentence = f"INSERT INTO {TABLE} (rowid, words) VALUES (?, ?)"
        conn.exec_driver_sql(sentence, [(row["id"], " ".join(row["words"])) for row in rows])
    else:
        sentence = f"INSERT INTO {TABLE} (id, words) VALUES (%s, CAST(%s AS tsvector))"
        conn.exec_driver_sql(sentence, [(row["id"], _vector(row["words"])) for row in rows])


def _vector(keys: Sequence[str]) -> str:
    """Keys as PostgreSQL writes a tsvector: its own parser would take some of them apart."""
    at: dict[str, list[str]] = {}
    for place, key in enumerate(keys, start=1):
        at.setdefault(key, []).append(str(place))
    return " ".join(f"'{key}':{','.join(places)}" for key, places in at.items())


def _learn(conn: sa.Connection, project_id: UUID, keys: set[str]) -> None:
    """Add to the words that occur in a project, in any text it has or had."""
    insert = sqlite.insert(term) if conn.dialect.name == "sqlite" else postgresql.insert(term)
    new = insert.on_conflict_do_nothing()
    some = sorted(keys)
    for start in range(0, len(some), _TERMS_AT_ONCE):
        conn.execute(new, [{"project_id": project_id, "word": key} for key in some[start : start + _TERMS_AT_ONCE]])


def passages(text: str, paragraphs: Iterable[Span]) -> Iterator[tuple[Span, list[str]]]:
    """The passages of a text with the keys of their words: its paragraphs, very long ones in pieces that overlap."""
    for start, end in paragraphs:
        found = wording.words(text[start:end])
        if not found.keys:
            continue
        if len(found.keys) <= LONG:
            yield (start, end), found.keys
            continue
        for at in range(0, len(found.keys), PIECE):
            keys, spans = found.keys[at : at + PIECE + BEYOND], found.spans[at : at + PIECE + BEYOND]
            yield (start + spans[0][0], start + spans[-1][1]), keys


def fill(conn: sa.Connection, project_id: UUID | None = None) -> int:
    """Write down the words of all texts, or a project's, that are not yet; gives how many texts."""
    missing = (
        sa.select(source_text.c.project_id, source_text.c.source_id, source_text.c.version)
        .outerjoin(
            indexed,
            sa.and_(indexed.c.source_id == source_text.c.source_id, indexed.c.version == source_text.c.version),
        )
        .where(indexed.c.source_id.is_(None), *([source_text.c.project_id == project_id] if project_id else ()))
        .order_by(source_text.c.project_id, source_text.c.source_id, source_text.c.version)
    )
    rows = conn.execute(missing).all()
    for mine, source_id, version in rows:
        here = (source_text.c.source_id == source_id, source_text.c.version == version)
        text, layout = conn.execute(sa.select(source_text.c.text, source_text.c.layout).where(*here)).one()
        put(conn, mine, source_id, version, text, [(start, end) for start, end in layout.get("paragraphs", ())])
    return len(rows)


def rebuild(conn: sa.Connection) -> int:
    """Forget everything and write it down anew, of all projects; gives how many texts."""
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('delete-all')")
    else:
        conn.exec_driver_sql(f"TRUNCATE {TABLE}")
    conn.execute(sa.delete(indexed))
    conn.execute(sa.delete(term))
    return fill(conn)
