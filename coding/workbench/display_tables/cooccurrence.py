"""Codes that stand together: on the same words, a few turns apart, in a text, or in what an informant says."""

from dataclasses import replace
from typing import Any

from coding.model import And, Expression, HasCode, HasPattern, Not, Or, Related, Where
from coding.reduction.cooccurrence import CASE, OVERLAP, SOURCE, Counted, cooccurrence, pairs_of, turns
from coding.reduction.meeting import meetings, together
from coding.reduction.query import written
from coding.reduction.sheet import Sheet
from coding.store import spans
from coding.workbench.display_tables.asked import Asked
from coding.workbench.kept import Kept

_TABLES = Kept[Any](8)


def count(asked: Asked) -> Sheet:
    """The table of all pairs."""
    counted = counts(asked).ordered(asked.options["order"])
    return cooccurrence(counted, pairs_of(counted), asked.language)


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
    opens = level not in (SOURCE, CASE) or beside is None or not _names_codes(beside)
    return Counted(list(codes.values()), table, level, only, opens)


def _counted(asked: Asked, codes: list[str], level: str) -> Any:
    if level in (SOURCE, CASE):
        groups = asked.grouped("source" if level == SOURCE else "case", "code")
        return together([(one.row, one.column) for one in groups if one.column is not None], codes)
    found = spans.spans(asked.tx, asked.query)
    if level == OVERLAP:
        return meetings(found, codes)
    return meetings(found, codes, near=turns(level), turns=spans.turn_starts(asked.tx))


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
