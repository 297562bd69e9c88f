"""What must still hold after something was taken back: nothing that lives may lean on what is gone.

An act is undone long after it was done; meanwhile others built on it. A code made, used by somebody else and then
"undone" would leave codings without a code. Undo and redo ask here, and are refused as a whole.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.errors import AlreadyCoded, AlreadyLinked, NameTaken, UndoBlocked
from coding.model import Change
from coding.store import many
from coding.store.changes import Read, current, name_of
from coding.store.tables import (
    answer,
    cases,
    code,
    coding,
    comment,
    concept,
    concept_map,
    display,
    entry,
    keyword,
    link,
    pattern,
    proposition,
    reduction,
    source,
    speaker,
    theme,
    thread,
    tie,
    turn,
    withdrawal,
)

_AT_ONCE = 5000


def check(tx: Read, changes: list[Change]) -> None:
    """Refuse the rows as they now stand where they would not hold (UndoBlocked, NameTaken, AlreadyCoded)."""
    back = [change.id for change in changes if change.entity == "coding" and change.after is not None]
    for first in range(0, len(back), _AT_ONCE):
        _codings_back(tx, coding.c.id.in_(back[first : first + _AT_ONCE]))
    for change in changes:
        if change.entity == f"{many.PREFIX}coding" and change.after is not None:
            _many_back(tx, many.rows_of(change))
        rule = _RULES.get((change.entity, change.after is not None))
        row = current(tx, change.entity, change.id) if rule else None
        if rule and row:
            rule(tx, row)


def check_batch(tx: Read, batch_id: UUID) -> None:
    """Refuse a batch of codings brought back where a source or code is gone, or the text is another by now."""
    _founded(tx, coding.c.batch_id == batch_id)


def _founded(tx: Read, some: sa.ColumnElement[bool]) -> None:
    """Refuse live codings whose source or code is gone, or whose source has another text by now."""
    here = (*_live(tx, coding), some)
    for parent, column in ((source, coding.c.source_id), (code, coding.c.code_id)):
        gone = sa.select(parent.c.changed_by).join(coding, column == parent.c.id)
        _refuse(tx, gone.where(*here, parent.c.deleted_at.is_not(None)))
    other = sa.select(source.c.changed_by).join(coding, coding.c.source_id == source.c.id)
    _refuse(tx, other.where(*here, coding.c.text_version != source.c.text_version))


def _codings_back(tx: Read, some: sa.ColumnElement[bool]) -> None:
    _founded(tx, some)
    _no_twins(tx, some)


def _no_twins(tx: Read, some: sa.ColumnElement[bool]) -> None:
    """Refuse codings whose coder has given exactly these words this code already (AlreadyCoded)."""
    twin = coding.alias("twin")
    same = [
        coding.c[name] == twin.c[name] for name in ("project_id", "source_id", "start", "end", "code_id", "coder_id")
    ]
    beside = sa.select(code.c.key).join(coding, coding.c.code_id == code.c.id).join(twin, sa.and_(*same))
    twice = tx.one(
        beside.where(*_live(tx, coding), some, twin.c.deleted_at.is_(None), twin.c.id != coding.c.id).limit(1)
    )
    if twice is not None:
        raise AlreadyCoded(code=twice.key)


def _many_back(tx: Read, rows: many.Rows) -> None:
    """The same of very many: what they have in common is looked at, and twins from the side that has fewer."""
    some = many.among(tx, coding.c.id, rows.ids)
    parts = (coding.c.source_id, coding.c.text_version, coding.c.code_id)
    there = tx.all(sa.select(*parts).where(*_live(tx, coding), some).distinct())
    texts = {(row.source_id, row.text_version) for row in there}
    for source_id in {one for one, _ in texts}:
        _gone(tx, source, source_id)
        now = sa.select(source.c.changed_by).where(source.c.id == source_id)
        _refuse(tx, now.where(source.c.text_version.not_in([two for one, two in texts if one == source_id])))
    codes = {row.code_id for row in there}
    for code_id in codes:
        _gone(tx, code, code_id)
    beside = many.find(tx, "coding", coding.c.code_id.in_(codes)).ids
    others = set(beside) - set(rows.ids)
    if others:
        _no_twins(tx, many.among(tx, coding.c.id, others) if len(others) < len(rows.ids) else some)


def _refuse(tx: Read, leaning: sa.Select[*tuple[Any, ...]]) -> None:
    """Refuse if any row is found; its first column says who stands in the way."""
    found = tx.one(leaning.limit(1))
    if found is not None:
        raise UndoBlocked(who=name_of(tx, found[0]))


def _gone(tx: Read, table: sa.Table, row_id: UUID | None) -> None:
    if row_id is not None:
        _refuse(tx, sa.select(table.c.changed_by).where(table.c.id == row_id, table.c.deleted_at.is_not(None)))


def _live(tx: Read, table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.project_id == tx.project_id, table.c.deleted_at.is_(None)


def _code_removed(tx: Read, row: Mapping[str, Any]) -> None:
    used = sa.select(coding.c.changed_by).join(source, source.c.id == coding.c.source_id)
    _refuse(tx, used.where(*_live(tx, coding), *_live(tx, source), coding.c.code_id == row["id"]))
    _refuse(tx, sa.select(code.c.changed_by).where(*_live(tx, code), code.c.parent_id == row["id"]))
    _refuse(tx, sa.select(keyword.c.changed_by).where(*_live(tx, keyword), keyword.c.code_id == row["id"]))


def _code_back(tx: Read, row: Mapping[str, Any]) -> None:
    _gone(tx, code, row["parent_id"])


def _keyword_back(tx: Read, row: Mapping[str, Any]) -> None:
    _gone(tx, code, row["code_id"])


def _theme_removed(tx: Read, row: Mapping[str, Any]) -> None:
    _refuse(tx, sa.select(theme.c.changed_by).where(*_live(tx, theme), theme.c.parent_id == row["id"]))
    gathered = sa.select(reduction.c.changed_by).where(*_live(tx, reduction), reduction.c.category_id == row["id"])
    _refuse(tx, gathered)


def _theme_back(tx: Read, row: Mapping[str, Any]) -> None:
    _gone(tx, theme, row["parent_id"])
    named = (sa.func.lower(theme.c.name) == row["name"].lower(), theme.c.kind == row["kind"], theme.c.id != row["id"])
    if tx.one(sa.select(theme.c.id).where(*_live(tx, theme), *named)):
        raise NameTaken(name=row["name"])


def _reduction_back(tx: Read, row: Mapping[str, Any]) -> None:
    _gone(tx, theme, row["category_id"])


def _cell_back(tx: Read, row: Mapping[str, Any]) -> None:
    for table, column in ((cases, "case_id"), (code, "code_id"), (theme, "theme_id")):
        _gone(tx, table, row[column])


def _summary_back(tx: Read, row: Mapping[str, Any]) -> None:
    _gone(tx, source, row["source_id"])


def _display_removed(tx: Read, row: Mapping[str, Any]) -> None:
    # What others wrote in its cells would go with it.
    others = (entry.c.display_id == row["id"], entry.c.coder_id != tx.actor_id)
    _refuse(tx, sa.select(entry.c.coder_id).where(*_live(tx, entry), *others))


def _display_back(tx: Read, row: Mapping[str, Any]) -> None:
    others = sa.select(display.c.name).where(*_live(tx, display), display.c.id != row["id"])
    if row["name"].casefold() in {each.name.casefold() for each in tx.all(others)}:
        raise NameTaken(name=row["name"])


def _entry_back(tx: Read, row: Mapping[str, Any]) -> None:
    _gone(tx, display, row["display_id"])


def _map_removed(tx: Read, row: Mapping[str, Any]) -> None:
    # What others drew on it would go with it.
    for table in (concept, tie):
        others = (table.c.map_id == row["id"], table.c.changed_by != tx.actor_id)
        _refuse(tx, sa.select(table.c.changed_by).where(*_live(tx, table), *others))


def _map_back(tx: Read, row: Mapping[str, Any]) -> None:
    others = sa.select(concept_map.c.name).where(*_live(tx, concept_map), concept_map.c.id != row["id"])
    if row["name"].casefold() in {each.name.casefold() for each in tx.all(others)}:
        raise NameTaken(name=row["name"])


def _concept_removed(tx: Read, row: Mapping[str, Any]) -> None:
    for column in (tie.c.this_id, tie.c.that_id):
        _refuse(tx, sa.select(tie.c.changed_by).where(*_live(tx, tie), column == row["id"]))


def _concept_back(tx: Read, row: Mapping[str, Any]) -> None:
    _gone(tx, concept_map, row["map_id"])
    if row["of_id"] is not None:
        same = (concept.c.map_id == row["map_id"], concept.c.of_id == row["of_id"], concept.c.id != row["id"])
        _refuse(tx, sa.select(concept.c.changed_by).where(*_live(tx, concept), *same))


def _tie_back(tx: Read, row: Mapping[str, Any]) -> None:
    for table, column in ((concept_map, "map_id"), (concept, "this_id"), (concept, "that_id")):
        _gone(tx, table, row[column])


def _verification_back(tx: Read, row: Mapping[str, Any]) -> None:
    _gone(tx, proposition, row["proposition_id"])


def _of_case_back(tx: Read, row: Mapping[str, Any]) -> None:
    _gone(tx, cases, row["case_id"])


def _withdrawal_back(tx: Read, row: Mapping[str, Any]) -> None:
    for table, column in ((answer, "answer_id"), (source, "source_id")):
        _gone(tx, table, row[column])


def _answer_removed(tx: Read, row: Mapping[str, Any]) -> None:
    carried = (withdrawal.c.answer_id == row["id"],)
    _refuse(tx, sa.select(withdrawal.c.changed_by).where(*_live(tx, withdrawal), *carried))


def _pattern_back(tx: Read, row: Mapping[str, Any]) -> None:
    others = sa.select(pattern.c.name).where(*_live(tx, pattern), pattern.c.id != row["id"])
    if row["name"].casefold() in {each.name.casefold() for each in tx.all(others)}:
        raise NameTaken(name=row["name"])


def _link_back(tx: Read, row: Mapping[str, Any]) -> None:
    # Whose codings are gone stands as broken; what must not be is the same link twice.
    same = [link.c[name] == row[name] for name in ("this_id", "kind", "that_id")]
    if tx.one(sa.select(link.c.id).where(*_live(tx, link), *same, link.c.id != row["id"])):
        raise AlreadyLinked


def _thread_removed(tx: Read, row: Mapping[str, Any]) -> None:
    # What others said in it would go with it.
    others = (comment.c.thread_id == row["id"], comment.c.coder_id != tx.actor_id)
    _refuse(tx, sa.select(comment.c.coder_id).where(*_live(tx, comment), *others))


def _comment_back(tx: Read, row: Mapping[str, Any]) -> None:
    _gone(tx, thread, row["thread_id"])


def _source_removed(tx: Read, row: Mapping[str, Any]) -> None:
    others = (coding.c.source_id == row["id"], coding.c.coder_id != tx.actor_id)
    _refuse(tx, sa.select(coding.c.coder_id).where(*_live(tx, coding), *others))


def _source_back(tx: Read, row: Mapping[str, Any]) -> None:
    lost = sa.select(code.c.changed_by).join(coding, coding.c.code_id == code.c.id)
    _refuse(tx, lost.where(*_live(tx, coding), coding.c.source_id == row["id"], code.c.deleted_at.is_not(None)))


def _case_removed(tx: Read, row: Mapping[str, Any]) -> None:
    for table in (speaker, source):
        _refuse(tx, sa.select(table.c.changed_by).where(*_live(tx, table), table.c.case_id == row["id"]))


def _case_back(tx: Read, row: Mapping[str, Any]) -> None:
    same = (sa.func.lower(cases.c.key) == row["key"].lower(), cases.c.id != row["id"])
    if tx.one(sa.select(cases.c.id).where(*_live(tx, cases), *same)):
        raise NameTaken(name=row["key"])


def _tied(tx: Read, row: Mapping[str, Any]) -> None:
    _gone(tx, cases, row["case_id"])


def _turn_stands(tx: Read, row: Mapping[str, Any]) -> None:
    _of_this_text(tx, row)
    _gone(tx, speaker, row["speaker_id"])


def _of_this_text(tx: Read, row: Mapping[str, Any]) -> None:
    _gone(tx, source, row["source_id"])
    other = (source.c.id == row["source_id"], source.c.text_version != row["text_version"])
    _refuse(tx, sa.select(source.c.changed_by).where(*other))


def _speaking(tx: Read, *which: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    """Who changed the turns of texts that sources have now."""
    now = sa.and_(source.c.id == turn.c.source_id, source.c.text_version == turn.c.text_version)
    return sa.select(turn.c.changed_by).join(source, now).where(*_live(tx, turn), *which)


def _speaker_removed(tx: Read, row: Mapping[str, Any]) -> None:
    _refuse(tx, _speaking(tx, turn.c.speaker_id == row["id"]))


def _speaker_stands(tx: Read, row: Mapping[str, Any]) -> None:
    _tied(tx, row)
    same = (speaker.c.source_id == row["source_id"], speaker.c.label == row["label"], speaker.c.id != row["id"])
    if tx.one(sa.select(speaker.c.id).where(*_live(tx, speaker), *same)):
        raise NameTaken(name=row["label"])


def _source_stands(tx: Read, row: Mapping[str, Any]) -> None:
    _source_back(tx, row)
    # A speaker of this text may have been united with another one in the text that came after it.
    silent = _speaking(tx, source.c.id == row["id"]).join(speaker, speaker.c.id == turn.c.speaker_id)
    _refuse(tx, silent.where(speaker.c.deleted_at.is_not(None)))
    # Words that were coded in a corrected text have no place in the one before.
    coded = (coding.c.source_id == row["id"], coding.c.text_version != row["text_version"])
    _refuse(tx, sa.select(coding.c.changed_by).where(*_live(tx, coding), *coded))
    _tied(tx, row)


_RULES: Mapping[tuple[str, bool], Callable[[Read, Mapping[str, Any]], None]] = {
    ("code", False): _code_removed,
    ("code", True): _code_back,
    ("keyword", True): _keyword_back,
    ("theme", False): _theme_removed,
    ("theme", True): _theme_back,
    ("reduction", True): _reduction_back,
    ("cell", True): _cell_back,
    ("summary", True): _summary_back,
    ("pattern", True): _pattern_back,
    ("link", True): _link_back,
    ("display", False): _display_removed,
    ("display", True): _display_back,
    ("entry", True): _entry_back,
    ("concept_map", False): _map_removed,
    ("concept_map", True): _map_back,
    ("concept", False): _concept_removed,
    ("concept", True): _concept_back,
    ("tie", True): _tie_back,
    ("verification", True): _verification_back,
    ("pack", True): _of_case_back,
    ("answer", True): _of_case_back,
    ("answer", False): _answer_removed,
    ("withdrawal", True): _withdrawal_back,
    ("thread", False): _thread_removed,
    ("comment", True): _comment_back,
    ("source", False): _source_removed,
    ("source", True): _source_stands,
    ("speaker", True): _speaker_stands,
    ("speaker", False): _speaker_removed,
    ("turn", True): _turn_stands,
    ("turn", False): _of_this_text,
    ("cases", False): _case_removed,
    ("cases", True): _case_back,
}
"""(kind of row, whether it stands afterwards) → what must hold."""
