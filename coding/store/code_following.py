"""What names a code comes to name another one, and what names a coding its double: nothing points to what goes.

Small tables are read whole and each row changed is told in the history; of codings and of the ledger there may be a
hundred thousand, and they are changed by one statement each.
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Change
from coding.store import many
from coding.store.changes import Read, Write, fields, image, plain, put_back, remove, update
from coding.store.tables import (
    ENTITIES,
    cell,
    coding,
    concept,
    entry,
    example,
    ground,
    keyword,
    link,
    proposition,
    reduction,
    tie,
    verdict,
)

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Pairs = Mapping[UUID, UUID]
"""A coding that goes → the one on the same words that stays."""

OF_CODES: Mapping[str, tuple[str, ...]] = {
    "pattern": ("codes",),
    "memo": ("links",),
    "proposition": ("codes",),
    "display": ("text", "asked", "options"),
    "project": ("settings",),
    "section": ("words",),
}
"""Columns that hold ids of codes among other words."""

OF_CODINGS: Mapping[str, tuple[str, ...]] = {
    "memo": ("links",),
    "tie": ("evidence",),
    "cell": ("rests_on",),
    "entry": ("rests_on",),
    "summary": ("points",),
    "section": ("words",),
    "withdrawal": ("codings",),
}
"""Columns that hold ids of codings among other words."""

QUALITIES = ("status", "weight", "prompted", "evidence")


def of_code(tx: Read, code_id: UUID) -> many.Rows:
    """Every live coding of a code, those in sources taken away too."""
    return many.find(tx, "coding", coding.c.code_id == code_id)


def doubles(tx: Read, gone: UUID, into: UUID) -> dict[UUID, UUID]:
    """The codings of one code whose coder has given the same words the other one: each with its double."""
    twin = coding.alias("twin")
    same = [coding.c[name] == twin.c[name] for name in ("project_id", "source_id", "start", "end", "coder_id")]
    query = sa.select(coding.c.id, twin.c.id).join(twin, sa.and_(*same, twin.c.code_id == into))
    here = (coding.c.project_id == tx.project_id, coding.c.code_id == gone, coding.c.deleted_at.is_(None))
    return {row[0]: row[1] for row in tx.conn.execute(query.where(*here, twin.c.deleted_at.is_(None)))}


def unite(tx: Write, pairs: Pairs) -> None:
    """Take codings away whose doubles stay: what is said of them, and what rests on them, goes to the doubles."""
    if not pairs:
        return
    _say(tx, pairs)
    _decide(tx, pairs)
    _rest(tx, pairs)
    _link(tx, pairs)
    _show(tx, pairs)
    _rename(tx, OF_CODINGS, pairs)
    many.delete(tx, "coding", many.find(tx, "coding", many.among(tx, coding.c.id, pairs)))


def follow(tx: Write, gone: UUID, into: UUID) -> None:
    """Let all that names a code name another one; its codings must be free of doubles."""
    many.put(tx, "coding", of_code(tx, gone), "code_id", gone, into, every=True)
    if (rows := many.find(tx, "reduction", reduction.c.code_id == gone)).ids:
        many.put(tx, "reduction", rows, "code_id", gone, into, every=True)
    _keywords(tx, gone, into)
    _cells(tx, gone, into)
    _verdict(tx, gone, into)
    for row in _rows(tx, proposition, proposition.c.indicator_id == gone):
        update(tx, "proposition", row["id"], {"indicator_id": into})
    _concepts(tx, gone, into)
    _rename(tx, OF_CODES, {gone: into})
    _entries(tx, gone, into)


def leave(tx: Write, gone: UUID) -> None:
    """Take away what a code that goes has of its own: its rules; what others wrote of it stays as it is."""
    for row in _rows(tx, keyword, keyword.c.code_id == gone):
        remove(tx, "keyword", row["id"])


def _rows(tx: Read, table: sa.Table, *which: sa.ColumnElement[bool]) -> list[dict[str, Any]]:
    here = (table.c.project_id == tx.project_id, table.c.deleted_at.is_(None), *which)
    return [fields(row) for row in tx.all(sa.select(table).where(*here).order_by(table.c.id))]


def _move(tx: Write, entity: str, row: Mapping[str, Any], values: Mapping[str, Any], *same: Any) -> bool:
    """Give a row another place, in which there may be one that was taken away; false where one stands there."""
    table = ENTITIES[entity]
    there = tx.one(sa.select(table).where(table.c.project_id == tx.project_id, *same))
    if there is None:
        update(tx, entity, row["id"], values)
        return True
    if there.deleted_at is None:
        return False
    remove(tx, entity, row["id"])
    kept = image(table, {**row, **values, "id": there.id})
    put_back(tx, Change(entity, there.id, kept, None))
    return True


# -- doubles --------------------------------------------------------------------------------------


def _say(tx: Write, pairs: Pairs) -> None:
    """Memo and qualities of a double that the other has none of."""
    told = sa.or_(coding.c.memo != "", *(coding.c[name].is_not(None) for name in QUALITIES))
    found = {row["id"]: row for row in _rows(tx, coding, many.among(tx, coding.c.id, pairs), told)}
    stay = [pairs[one] for one in found]
    twins = {row["id"]: row for row in _rows(tx, coding, many.among(tx, coding.c.id, stay))}
    for one, row in found.items():
        own = twins[pairs[one]]
        values = {name: row[name] for name in QUALITIES if own[name] is None and row[name] is not None}
        if "status" in values:
            values["limited"] = row["limited"]
        if row["memo"] and row["memo"] not in own["memo"]:
            values["memo"] = f"{own['memo']}\n{row['memo']}".strip()
        if values:
            update(tx, "coding", own["id"], values)


def _decide(tx: Write, pairs: Pairs) -> None:
    """What was decided about a double, where nothing was about the other; what was merged with it."""
    for row in _rows(tx, reduction, many.among(tx, reduction.c.coding_id, pairs)):
        stays = pairs[row["coding_id"]]
        if row["into_id"] == stays or not _move(
            tx, "reduction", row, {"coding_id": stays}, reduction.c.coding_id == stays
        ):
            remove(tx, "reduction", row["id"])
    for row in _rows(tx, reduction, many.among(tx, reduction.c.into_id, pairs)):
        if row["coding_id"] == pairs[row["into_id"]]:
            remove(tx, "reduction", row["id"])
        else:
            update(tx, "reduction", row["id"], {"into_id": pairs[row["into_id"]]})


def _rest(tx: Write, pairs: Pairs) -> None:
    """Conclusions rest on the other of a double; it says the same words."""
    rows = _rows(tx, ground, ground.c.kind == "coding", many.among(tx, ground.c.on_id, pairs))
    owners = [row["owner_id"] for row in rows]
    there = {
        (row["owner_id"], row["on_id"])
        for row in _rows(tx, ground, ground.c.kind == "coding", many.among(tx, ground.c.owner_id, owners))
    }
    for row in rows:
        place = (row["owner_id"], pairs[row["on_id"]])
        if place in there:
            remove(tx, "ground", row["id"])
        else:
            there.add(place)
            update(tx, "ground", row["id"], {"on_id": place[1]})


def _link(tx: Write, pairs: Pairs) -> None:
    ends = [many.among(tx, column, pairs) for column in (link.c.this_id, link.c.that_id)]
    there = {(row["this_id"], row["kind"], row["that_id"]) for row in _rows(tx, link)} if pairs else set()
    for row in _rows(tx, link, sa.or_(*ends)):
        this, that = (pairs.get(row[name], row[name]) for name in ("this_id", "that_id"))
        if this == that or (this, row["kind"], that) in there:
            remove(tx, "link", row["id"])
        else:
            there.add((this, row["kind"], that))
            update(tx, "link", row["id"], {"this_id": this, "that_id": that})


def _show(tx: Write, pairs: Pairs) -> None:
    """The other of a double is an example instead."""
    for row in _rows(tx, example, many.among(tx, example.c.coding_id, pairs)):
        stays = pairs[row["coding_id"]]
        if not _move(tx, "example", row, {"coding_id": stays}, example.c.coding_id == stays):
            remove(tx, "example", row["id"])


# -- codes ----------------------------------------------------------------------------------------


def _keywords(tx: Write, gone: UUID, into: UUID) -> None:
    there = {(row["language"], row["words"].casefold()) for row in _rows(tx, keyword, keyword.c.code_id == into)}
    for row in _rows(tx, keyword, keyword.c.code_id == gone):
        if not row["words"] or (row["language"], row["words"].casefold()) in there:
            remove(tx, "keyword", row["id"])
        else:
            update(tx, "keyword", row["id"], {"code_id": into})


def _cells(tx: Write, gone: UUID, into: UUID) -> None:
    """A summary of the framework; where both codes have one of an informant, one stands behind the other."""
    for row in _rows(tx, cell, cell.c.code_id == gone):
        place = (cell.c.case_id == row["case_id"], cell.c.code_id == into)
        if _move(tx, "cell", row, {"code_id": into}, *place):
            continue
        (there,) = _rows(tx, cell, *place)
        said = [text for text in (there["summary"], row["summary"]) if text]
        values = {
            "summary": "\n".join(dict.fromkeys(said)),
            "asked": there["asked"] if there["asked"] is not None else row["asked"],
            "rests_on": _once([*there["rests_on"], *row["rests_on"]]),
        }
        update(tx, "cell", there["id"], values)
        remove(tx, "cell", row["id"])
        for below in _rows(tx, ground, ground.c.kind == "cell", ground.c.on_id == row["id"]):
            update(tx, "ground", below["id"], {"on_id": there["id"]})


def _verdict(tx: Write, gone: UUID, into: UUID) -> None:
    """The verdict on a code, where there is none on the other."""
    for row in _rows(tx, verdict, verdict.c.code_id == gone):
        if not _move(tx, "verdict", row, {"code_id": into}, verdict.c.code_id == into):
            remove(tx, "verdict", row["id"])


def _concepts(tx: Write, gone: UUID, into: UUID) -> None:
    """The box of a code on each map; where both stand on one, the ties lead to the one that stays."""
    standing = {row["map_id"]: row["id"] for row in _rows(tx, concept, concept.c.of_id == into)}
    for row in _rows(tx, concept, concept.c.of_id == gone):
        stays = standing.get(row["map_id"])
        if stays is None:
            update(tx, "concept", row["id"], {"of_id": into})
            continue
        for one in _rows(tx, tie, sa.or_(tie.c.this_id == row["id"], tie.c.that_id == row["id"])):
            this, that = (stays if one[name] == row["id"] else one[name] for name in ("this_id", "that_id"))
            if this == that:
                remove(tx, "tie", one["id"])
            else:
                update(tx, "tie", one["id"], {"this_id": this, "that_id": that})
        remove(tx, "concept", row["id"])


def _entries(tx: Write, gone: UUID, into: UUID) -> None:
    """What was written by hand in a display's row or column of the code, where nothing is in that of the other."""
    for row in _rows(tx, entry):
        place = {name: row[name].replace(str(gone), str(into)) for name in ("row_key", "column_key")}
        if any(place[name] != row[name] for name in place):
            same = [entry.c[name] == one for name, one in place.items()]
            _move(tx, "entry", row, place, entry.c.display_id == row["display_id"], *same)


# -- ids among words ------------------------------------------------------------------------------


def _rename(tx: Write, where: Mapping[str, Sequence[str]], pairs: Pairs) -> None:
    told = {str(old): str(new) for old, new in pairs.items()}
    for entity, columns in where.items():
        for row in _naming(tx, entity, columns, pairs):
            values = {name: renamed(row[name], told) for name in columns}
            update(tx, entity, row["id"], {name: one for name, one in values.items() if one != row[name]})


def _naming(tx: Read, entity: str, columns: Sequence[str], pairs: Pairs) -> Iterable[dict[str, Any]]:
    """The rows that name one of these ids; of many ids, all rows are looked at."""
    table = ENTITIES[entity]
    if entity == "project":
        rows = [fields(row) for row in tx.all(sa.select(table).where(table.c.id == tx.project_id))]
    else:
        some: list[sa.ColumnElement[bool]] = []
        if len(pairs) == 1:
            wanted = f"%{next(iter(pairs))}%"
            some = [sa.or_(*(sa.cast(table.c[name], sa.Text).like(wanted) for name in columns))]
        rows = _rows(tx, table, *some)
    names = {str(one) for one in pairs}
    for row in rows:
        text = json.dumps([plain(row[name]) for name in columns])
        if any(one in text for one in names) if len(names) < len(text) // 36 else named_in(text) & names:
            yield row


def named_in(text: str) -> set[str]:
    """Every id that stands in a text."""
    return set(_ID.findall(text))


def renamed(value: Any, told: Mapping[str, str]) -> Any:
    """The same JSON with ids replaced wherever they stand, also inside words; no list names a thing twice by that."""
    if isinstance(value, str):
        return _ID.sub(lambda found: told.get(found[0], found[0]), value)
    if isinstance(value, dict):
        return {renamed(name, told): renamed(one, told) for name, one in value.items()}
    if isinstance(value, list):
        made = [renamed(one, told) for one in value]
        return made if made == value or any(_spaced(one) for one in made) else _once(made)
    return value


def _spaced(one: Any) -> bool:
    """Whether it is a piece of a text cut around ids, in which a thing may stand more than once."""
    return isinstance(one, str) and not _ID.fullmatch(one)


def _once(listed: Collection[Any]) -> list[Any]:
    made: list[Any] = []
    for one in listed:
        if one not in made:
            made.append(one)
    return made
