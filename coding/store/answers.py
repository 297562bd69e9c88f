"""What informants were given to answer, what they answered, and what they withdrew."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Answer, Item, Pack, Withdrawal
from coding.store.changes import Read, Write, insert, live, remove, update
from coding.store.tables import answer, cell, entry, pack, reduction, section, source, summary, verification, withdrawal

_SHORTEST = 12
"""Letters that a passage has at least: names and keys are no passages."""


def _live(tx: Read, table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.project_id == tx.project_id, table.c.deleted_at.is_(None)


# -- packs ----------------------------------------------------------------------------------------


def packs(tx: Read) -> list[Pack]:
    """All of them, the newest first."""
    rows = tx.all(sa.select(pack).where(*_live(tx, pack)).order_by(pack.c.made_at.desc(), pack.c.id))
    return [_pack(row._mapping) for row in rows]


def _pack(m: Any) -> Pack:
    items = tuple(Item(one["number"], one["kind"], UUID(one["on"]), one["print"]) for one in m["items"])
    return Pack(m["id"], m["case_id"], m["language"], items, m["coder_id"], m["made_at"], m["version"])


def add_pack(tx: Write, one: Pack) -> None:
    """Store what an informant is given."""
    items = [{"number": each.number, "kind": each.kind, "on": str(each.on), "print": each.print} for each in one.items]
    values = {"id": one.id, "case_id": one.case, "language": one.language, "items": items}
    insert(tx, "pack", {**values, "coder_id": tx.actor_id, "made_at": tx.at})


# -- answers --------------------------------------------------------------------------------------


def load(tx: Read, on: Collection[UUID] | None = None) -> list[Answer]:
    """All answers, or those about these things; the newest first, by the day they were given, then by when stored."""
    some = [] if on is None else [answer.c.on_id.in_(list(on))]
    order = (answer.c.day.desc(), answer.c.made_at.desc(), answer.c.id)
    return [
        _answer(row._mapping) for row in tx.all(sa.select(answer).where(*_live(tx, answer), *some).order_by(*order))
    ]


def get(tx: Read, answer_id: UUID) -> Answer:
    """One answer (NotFound)."""
    return _answer(live(tx, "answer", answer_id))


def _answer(m: Any) -> Answer:
    changed = (m["changed_kind"], m["changed_id"], m["changed_version"]) if m["changed_kind"] else None
    return Answer(
        id=m["id"],
        case=m["case_id"],
        kind=m["kind"],
        on=m["on_id"],
        answer=m["answer"],
        words=m["words"],
        day=date.fromisoformat(m["day"]) if m["day"] else None,
        asker=m["asker"],
        print=m["print"],
        number=m["number"],
        changed=changed,
        change=m["change"],
        coder=m["coder_id"],
        made_at=m["made_at"],
        version=m["version"],
    )


def _row(one: Answer) -> dict[str, Any]:
    kind, id_, version = one.changed or ("", None, None)
    return {
        "case_id": one.case,
        "kind": one.kind,
        "on_id": one.on,
        "answer": one.answer,
        "words": one.words,
        "day": one.day.isoformat() if one.day else "",
        "asker": one.asker,
        "print": one.print,
        "number": one.number,
        "changed_kind": kind,
        "changed_id": id_,
        "changed_version": version,
        "change": one.change,
    }


def add(tx: Write, one: Answer) -> None:
    """Store a new answer."""
    insert(tx, "answer", {"id": one.id, **_row(one), "coder_id": tx.actor_id, "made_at": tx.at})


def change(tx: Write, one: Answer, *, version: int | None = None) -> None:
    """Store what changed in an answer (NotFound; Conflict where `version` is no longer the stored one)."""
    update(tx, "answer", one.id, _row(one), version=version)


def drop(tx: Write, answer_id: UUID) -> None:
    """Mark an answer deleted (NotFound)."""
    remove(tx, "answer", answer_id)


# -- withdrawals ----------------------------------------------------------------------------------


def withdrawals(tx: Read, source_id: UUID | None = None) -> list[Withdrawal]:
    """What was withdrawn, of a source or of all, in the order of the text."""
    some = [] if source_id is None else [withdrawal.c.source_id == source_id]
    order = (withdrawal.c.source_id, withdrawal.c.start, withdrawal.c.id)
    rows = tx.all(sa.select(withdrawal).where(*_live(tx, withdrawal), *some).order_by(*order))
    return [_withdrawal(row._mapping) for row in rows]


def _withdrawal(m: Any) -> Withdrawal:
    return Withdrawal(
        id=m["id"],
        answer=m["answer_id"],
        case=m["case_id"],
        source=m["source_id"],
        start=m["start"],
        end=m["end"],
        place=m["place"],
        codings=tuple(map(UUID, m["codings"])),
        coder=m["coder_id"],
        made_at=m["made_at"],
        version=m["version"],
    )


def add_withdrawal(tx: Write, one: Withdrawal) -> None:
    """Store that words were withdrawn; the words are not among what is stored."""
    values = {
        "id": one.id,
        "answer_id": one.answer,
        "case_id": one.case,
        "source_id": one.source,
        "start": one.start,
        "end": one.end,
        "place": one.place,
        "codings": [str(each) for each in one.codings],
    }
    insert(tx, "withdrawal", {**values, "coder_id": tx.actor_id, "made_at": tx.at})


def move_withdrawal(tx: Write, withdrawal_id: UUID, start: int, end: int) -> None:
    """Put a withdrawn stretch where it stands in another text."""
    update(tx, "withdrawal", withdrawal_id, {"start": start, "end": end})


def is_withdrawn(tx: Read, source_id: UUID, start: int, end: int) -> bool:
    """Whether a stretch of a source reaches into words that were withdrawn."""
    over = (withdrawal.c.source_id == source_id, withdrawal.c.start < end, withdrawal.c.end > start)
    return tx.one(sa.select(withdrawal.c.id).where(*_live(tx, withdrawal), *over).limit(1)) is not None


def gone_with(tx: Read) -> dict[UUID, UUID]:
    """Coding → the withdrawal it went with."""
    rows = tx.all(sa.select(withdrawal.c.id, withdrawal.c.codings).where(*_live(tx, withdrawal)))
    return {UUID(coding): row.id for row in rows for coding in row.codings}


def resting_on(tx: Read, codings: Collection[UUID]) -> set[UUID]:
    """The decisions of the ledger and the cells of the framework that rest on codings, those gone as well."""
    wanted = set(codings)
    if not wanted:
        return set()
    found: set[UUID] = set()
    decided = sa.select(reduction.c.id, reduction.c.coding_id, reduction.c.into_id)
    for row in tx.all(decided.where(reduction.c.project_id == tx.project_id)):
        if row.coding_id in wanted or row.into_id in wanted:
            found.add(row.id)
    for row in tx.all(sa.select(cell.c.id, cell.c.rests_on).where(*_live(tx, cell))):
        if any(UUID(one["coding"]) in wanted for one in row.rests_on):
            found.add(row.id)
    return found


def decided_on(tx: Read, codings: Collection[UUID], *, gone: bool = False) -> list[UUID]:
    """The decisions of the ledger about codings; those that are `gone` as well where they are asked for."""
    wanted = set(codings)
    if not wanted:
        return []
    here = (reduction.c.project_id == tx.project_id,) if gone else _live(tx, reduction)
    rows = tx.all(sa.select(reduction.c.id, reduction.c.coding_id).where(*here))
    return [row.id for row in rows if row.coding_id in wanted]


def drop_decision(tx: Write, reduction_id: UUID) -> None:
    """Mark a decision of the ledger deleted."""
    remove(tx, "reduction", reduction_id)


def hide_words(tx: Write, codings: Collection[UUID], mask: str) -> None:
    """Write a mask over the words of codings wherever they are kept beside what rests on them."""
    wanted = {str(one) for one in codings}
    for name, table in (("cell", cell), ("entry", entry)):
        for row in tx.all(sa.select(table.c.id, table.c.rests_on).where(*_live(tx, table))):
            if (hidden := _hidden(row.rests_on, wanted, mask)) != row.rests_on:
                update(tx, name, row.id, {"rests_on": hidden})
    for row in tx.all(sa.select(summary.c.id, summary.c.points).where(*_live(tx, summary))):
        points = [{**point, "excerpts": _hidden(point["excerpts"], wanted, mask)} for point in row.points]
        if points != row.points:
            update(tx, "summary", row.id, {"points": points})

    for row in tx.all(sa.select(section.c.id, section.c.showed).where(*_live(tx, section))):
        showed = [
            [one[0], mask, *one[2:]] if any(id_ in "".join(one[0]) for id_ in wanted) else one for one in row.showed
        ]
        if showed != row.showed:
            update(tx, "section", row.id, {"showed": showed})


def hide_repeated(tx: Write, words: Collection[str], mask: str) -> None:
    """Write a mask over passages that tactics held up, where they repeat these words or are a part of them."""
    told = [" ".join(one.split()) for one in words]

    def repeats(label: object) -> bool:
        part = " ".join(label.split()) if isinstance(label, str) else ""
        return len(part) >= _SHORTEST and any(part in one or one in part for one in told)

    for row in tx.all(sa.select(verification.c.id, verification.c.result).where(*_live(tx, verification))):
        rows = [
            {**one, "label": [mask if repeats(part) else part for part in one["label"]]}
            for one in row.result.get("rows", ())
        ]
        if rows != row.result.get("rows", []):
            update(tx, "verification", row.id, {"result": {**row.result, "rows": rows}})


def _hidden(some: Sequence[Mapping[str, Any]], wanted: Collection[str], mask: str) -> list[Mapping[str, Any]]:
    return [{**one, "quote": mask} if one["coding"] in wanted and one["quote"] else one for one in some]


def text_count(tx: Read, source_id: UUID) -> int:
    """How many texts a source has and had."""
    row = tx.one(sa.select(source.c.text_version).where(source.c.project_id == tx.project_id, source.c.id == source_id))
    return int(row[0]) if row else 0
