"""Codes that stand together: on the same words, in or near a turn, in a text, or at an informant's."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from coding.model import And, Expression, HasCode, HasPattern, Not, Or, Related, Where
from coding.reduction.cooccurrence import (
    CASE,
    OVERLAP,
    SAME,
    SOURCE,
    TURN,
    WHOLES,
    Counted,
    cooccurrence,
    flows,
    network,
    pairs_of,
    turns,
)
from coding.reduction.meeting import alike, in_one_turn, meetings, together
from coding.reduction.query import written
from coding.reduction.sheet import Sheet
from coding.store import spans
from coding.workbench.display_tables.asked import Asked
from coding.workbench.kept import Kept

MOST = 200
"""Ties of a network."""

GROUP = "group."
_TABLES = Kept[Any](8)


def count(asked: Asked) -> Sheet:
    """The table of all pairs."""
    counted = counts(asked).ordered(asked.options["order"])
    return cooccurrence(counted, pairs_of(counted), asked.language)


def ties(asked: Asked) -> Sheet:
    """The table of a network; each code has the informants who speak of it."""
    said: dict[str, set[str]] = {}
    for one in asked.grouped("case", "code"):
        if one.row is not None and one.column is not None:
            said.setdefault(one.column, set()).add(one.row)
    counted = counts(asked)
    codes = [
        replace(head, size=len(said.get(code, ()))) for code, head in zip(asked.codes(), counted.codes, strict=True)
    ]
    least = int(asked.options["least"])
    return network(replace(counted, codes=codes), asked.language, least=least, most=MOST)


def streams(asked: Asked) -> Sheet:
    """The table of the codes of one group with those of another."""
    mine, heads = asked.groups()
    keys = {head.label: group for group, head in heads.items()}
    filled = [group for group in heads if any(mine[code] == group for code in asked.codes())]
    left, right = (_group(asked.options[side], keys, filled) for side in ("left", "right"))
    places = {
        group: [at for at, code in enumerate(asked.codes()) if mine.get(code) == group] for group in (left, right)
    }
    return flows(counts(asked), places[left], places[right], asked.language)


def _group(chosen: str, keys: Mapping[str, str], filled: Sequence[str]) -> str:
    """The group that was chosen; the first or second that has codes."""
    if chosen.startswith(GROUP):
        return keys.get(chosen.removeprefix(GROUP), "")
    at = 0 if chosen == "first" else 1
    return filled[min(at, len(filled) - 1)] if filled else ""


def counts(asked: Asked) -> Counted:
    """Codes × codes at the level that was chosen, counted once as long as nothing has changed."""
    codes, level = asked.codes(), asked.options["level"]
    key = (*asked.standing(), level)
    table = _TABLES.get(key)
    if table is None:
        table = _counted(asked, list(codes), level)
        _TABLES.put(key, table)
    # Each code says by itself that it is one of those that are shown.
    beside = asked.everything(replace(asked.query, codes=()))
    only = written(beside, asked.book) if beside else ""
    opens = level not in WHOLES or beside is None or not _names_codes(beside)
    return Counted(list(codes.values()), table, level, only, opens)


def _counted(asked: Asked, codes: list[str], level: str) -> Any:
    if level in (SOURCE, CASE):
        groups = asked.grouped("source" if level == SOURCE else "case", "code")
        return together([(one.row, one.column) for one in groups if one.column is not None], codes)
    found = spans.spans(asked.tx, asked.query)
    if level == OVERLAP:
        return meetings(found, codes)
    if level == SAME:
        return alike(found, codes)
    taken = spans.turns(asked.tx)
    if level == TURN:
        return in_one_turn(found, codes, taken)
    return meetings(found, codes, near=turns(level), turns=((source, start) for source, start, _end in taken))


def _names_codes(expression: Expression) -> bool:
    match expression:
        case And(parts) | Or(parts):
            return any(map(_names_codes, parts))
        case Not(part):
            return _names_codes(part)
        case Where():
            return False
        case HasCode() | HasPattern() | Related():
            return True
