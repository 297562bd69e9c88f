"""Words rewritten wherever they lie in a project: in rows, deleted or not, in every text a source had, in the history.

This is no verb and leaves no trace of what stood before; only pseudonyms and erasing may use it. Whatever points into
a text follows it. Every row that changes takes a new version, so that a form opened before cannot bring the words back.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.errors import PseudonymsClash
from coding.model import Rewritten
from coding.store import census
from coding.store.changes import Write, fields, fitting
from coding.store.said import KEYED, said_in
from coding.store.tables import cases, code, coding, event, memo, metadata, place, project, source, source_text, speaker
from coding.store.tables import suggestion as offer
from coding.store.tables import turn as said_turn
from coding.store.tables import withdrawal as taken
from coding.store.unsealing import unsealed

Words = Callable[[str], str]
Parts = Callable[[str], Sequence[tuple[int, int, str]]]
Text = tuple[UUID, int]

_AT_ONCE = 1000
_FIELD = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Swept:
    """What was rewritten: texts with their places, and how many rows of each table."""

    texts: Mapping[Text, Rewritten]
    before: Mapping[Text, str]
    rows: Mapping[str, int] = field(default_factory=dict)


def sweep(tx: Write, words: Words, parts: Parts) -> Swept:
    """Rewrite a project: each text by its `parts`, everything else by `words`."""
    _told_apart(tx, words)
    swept = _texts(tx, parts)
    rows = {"source_text": len(swept.texts)}
    current = {row.id: row.text_version for row in _rows(tx, source, source.c.id, source.c.text_version)}
    for table in (said_turn, coding, offer):
        rows[table.name] = _move(tx, table, swept)
    census.put(tx.conn, {source_id for source_id, _version in swept.texts})
    _move_others(tx, swept, current)
    for table in metadata.sorted_tables:
        columns = said_in(table)
        if columns and table is not source_text:
            rows[table.name] = rows.get(table.name, 0) + _rewrite(tx, table, columns, words)
    rows["event"] = _history(tx, words, swept, current)
    return Swept(swept.texts, swept.before, {name: count for name, count in rows.items() if count})


def deep(value: Any, words: Words, *, keyed: bool = False) -> Any:
    """A JSON value with every string rewritten; a field's name too, unless it is one of ours (`made`, `rests_on`)."""
    if isinstance(value, str):
        return words(value)
    if isinstance(value, list):
        return [deep(one, words, keyed=keyed) for one in value]
    if isinstance(value, dict):
        return {
            name if not keyed and _FIELD.fullmatch(name) else words(name): deep(one, words, keyed=keyed)
            for name, one in value.items()
        }
    return value


def _told_apart(tx: Write, words: Words) -> None:
    """Refuse where two things that have a name of their own would share one (PseudonymsClash)."""
    for table, column, within in (
        (source, source.c.name, None),
        (cases, cases.c.key, None),
        (code, code.c.key, None),
        (speaker, speaker.c.label, speaker.c.source_id),
    ):
        names: dict[tuple[object, str], str] = {}
        # A code's key is never given again, even when the code is gone.
        standing = () if table is code else (table.c.deleted_at.is_(None),)
        query = sa.select(column, within if within is not None else sa.null())
        for name, of in tx.all(query.where(table.c.project_id == tx.project_id, *standing)):
            new = words(name)
            if names.setdefault((of, new.casefold()), name) != name and new != name:
                raise PseudonymsClash(name=new)


# -- texts, and what points into them -------------------------------------------------------------


def _rows(tx: Write, table: sa.Table, *columns: sa.Column[Any]) -> list[sa.Row[*tuple[Any, ...]]]:
    mine = table.c.id == tx.project_id if table is project else table.c.project_id == tx.project_id
    return tx.all(sa.select(*columns).where(mine))


def _texts(tx: Write, parts: Parts) -> Swept:
    texts: dict[Text, Rewritten] = {}
    before: dict[Text, str] = {}
    for source_id, version in _rows(tx, source_text, source_text.c.source_id, source_text.c.version):
        here = (
            source_text.c.project_id == tx.project_id,
            source_text.c.source_id == source_id,
            source_text.c.version == version,
        )
        row = tx.one(sa.select(source_text).where(*here))
        found = list(parts(row.text)) if row else []
        if row is None or not found:
            continue
        done = Rewritten(row.text, found)
        values = {"text": done.text, "numbering": _numbering(row.numbering, done), "layout": _layout(row.layout, done)}
        tx.conn.execute(sa.update(source_text).where(*here).values(fitting(source_text, values)))
        texts[source_id, version], before[source_id, version] = done, row.text
    return Swept(texts, before)


def _numbering(kept: Mapping[str, Any], done: Rewritten) -> dict[str, Any]:
    return {
        **kept,
        "lines": [done.start(at) for at in kept["lines"]],
        "pages": [[number, done.start(at)] for number, at in kept["pages"]],
    }


def _layout(kept: Mapping[str, Any], done: Rewritten) -> dict[str, Any]:
    return {
        **kept,
        "sentences": [list(done.span(*span)) for span in kept["sentences"]],
        "paragraphs": [list(done.span(*span)) for span in kept["paragraphs"]],
        "marks": [[*done.span(start, end), kind] for start, end, kind in kept["marks"]],
        "moments": [[done.start(at), start, end] for at, start, end in kept["moments"]],
    }


def _move(tx: Write, table: sa.Table, swept: Swept) -> int:
    """Put what stands in rewritten texts where its words are, and give codings the words they have there."""
    names = ["id", "start", "end", *(["quote"] if table is coding else [])]
    count = 0
    for (source_id, version), done in swept.texts.items():
        here = (
            table.c.project_id == tx.project_id,
            table.c.source_id == source_id,
            table.c.text_version == version,
        )
        rows = tx.all(sa.select(*(table.c[name] for name in names)).where(*here))
        moved = [_moved(fields(row), done, swept.before[source_id, version]) for row in rows]
        changed = [new for row, new in zip(rows, moved, strict=True) if new != fields(row)]
        if changed:
            values: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in names[1:]}
            given = [{"row_id": one["id"], **{f"new_{name}": one[name] for name in names[1:]}} for one in changed]
            mine = (table.c.project_id == tx.project_id, table.c.id == sa.bindparam("row_id"))
            tx.conn.execute(sa.update(table).where(*mine).values(values), given)
            count += len(changed)
    return count


def _moved(row: dict[str, Any], done: Rewritten, before: str) -> dict[str, Any]:
    """A row, or an image of one, as it stands in the rewritten text."""
    start, end = done.span(row["start"], row["end"])
    quote = {"quote": done.text[start:end]} if row.get("quote") == before[row["start"] : row["end"]] else {}
    return {**row, "start": start, "end": end, **quote}


def _move_others(tx: Write, swept: Swept, current: Mapping[UUID, int]) -> None:
    """Where people are, what was withdrawn, and passages that memos speak of."""
    for source_id, version in current.items():
        done = swept.texts.get((source_id, version))
        if done is None:
            continue
        here = (place.c.project_id == tx.project_id, place.c.source_id == source_id)
        for row in tx.all(sa.select(place).where(*here)):
            values = {"offset": done.start(row.offset), "read_to": done.end(row.read_to)}
            tx.conn.execute(sa.update(place).where(*here, place.c.coder_id == row.coder_id).values(values))
        gone = (taken.c.project_id == tx.project_id, taken.c.source_id == source_id)
        for row in tx.all(sa.select(taken).where(*gone)):
            start, end = done.span(row.start, row.end)
            tx.conn.execute(sa.update(taken).where(taken.c.id == row.id, *gone).values(start=start, end=end))
    for row in _rows(tx, memo, memo.c.id, memo.c.links):
        links = [_link(one, swept) for one in row.links]
        if links != row.links:
            mine = (memo.c.project_id == tx.project_id, memo.c.id == row.id)
            tx.conn.execute(sa.update(memo).where(*mine).values(links=links))


def _link(link: Sequence[Any], swept: Swept) -> list[Any]:
    if len(link) == 5 and (done := swept.texts.get((UUID(link[1]), link[4]))):
        return [link[0], link[1], *done.span(link[2], link[3]), link[4]]
    return list(link)


# -- everything else ------------------------------------------------------------------------------


def _rewrite(tx: Write, table: sa.Table, columns: Sequence[sa.Column[Any]], words: Words) -> int:
    keys = list(table.primary_key.columns)
    mine = table.c.id == tx.project_id if table is project else table.c.project_id == tx.project_id
    query = sa.select(*dict.fromkeys((*keys, *columns))).where(mine)
    changed, keyed = [], KEYED.get(table.name, frozenset())
    for row in tx.conn.execute(query.execution_options(yield_per=_AT_ONCE)):
        was = fields(row)
        new = _folded({column.name: deep(was[column.name], words, keyed=column.name in keyed) for column in columns})
        if any(new[name] != was[name] for name in new):
            changed.append(({key.name: was[key.name] for key in keys}, new))
    counted = {"version": table.c.version + 1} if "changed_by" in table.c else {}
    for key, new in changed:
        here = [table.c[name] == value for name, value in key.items()]
        tx.conn.execute(sa.update(table).where(*here).values({**fitting(table, new), **counted}))
    return len(changed)


def _history(tx: Write, words: Words, swept: Swept, current: Mapping[UUID, int]) -> int:
    query = sa.select(event.c.id, event.c.changes).where(event.c.project_id == tx.project_id)
    count = 0
    changed: list[dict[str, Any]] = []
    for row in tx.all(query):
        new = [_change(one, words, swept, current) for one in row.changes]
        if new != row.changes:
            changed.append({"row_id": row.id, "new_changes": new})
            count += 1
    for some in _in_parts(changed):
        values: dict[str, Any] = {"changes": sa.bindparam("new_changes", type_=sa.JSON)}
        mine = (event.c.project_id == tx.project_id, event.c.id == sa.bindparam("row_id"))
        with unsealed(tx):
            tx.conn.execute(sa.update(event).where(*mine).values(values), some)
    return count


def _in_parts(some: Sequence[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    for start in range(0, len(some), _AT_ONCE):
        yield list(some[start : start + _AT_ONCE])


def _change(one: Mapping[str, Any], words: Words, swept: Swept, current: Mapping[UUID, int]) -> dict[str, Any]:
    images = {name: _image(one["entity"], one[name], words, swept, current) for name in ("before", "after")}
    return {**one, **images}


def _image(
    entity: str, kept: Mapping[str, Any] | None, words: Words, swept: Swept, current: Mapping[UUID, int]
) -> dict[str, Any] | None:
    if kept is None:
        return None
    row = dict(kept)
    if "start" in row and "end" in row and row.get("source_id"):
        of = UUID(row["source_id"])
        text = (of, row["text_version"] if "text_version" in row else current.get(of, 0))
        if done := swept.texts.get(text):
            row = _moved(row, done, swept.before[text])
    if entity == "memo" and "links" in row:
        row["links"] = [_link(link, swept) for link in row["links"]]
    keyed = KEYED.get(entity, frozenset())
    return _folded({name: deep(value, words, keyed=name in keyed) for name, value in row.items()})


def _folded(row: dict[str, Any]) -> dict[str, Any]:
    """A code is found by its key whatever its case: what it is found by follows the key."""
    return {**row, "folded": row["key"].casefold()} if "folded" in row and "key" in row else row
