"""What a passage is merged with, where that is not the one before it: any kept passage of its code, searched."""

from uuid import UUID

import streamlit as st

from coding import workbench
from coding.model import Expression, LedgerLine, Or, Query, Where
from coding.ui.words import _, number, plain
from coding.workbench import Actor

PAGE = 6
QUOTE, STATEMENT = 110, 80
"""Characters shown of each."""


def choose(actor: Actor, project: UUID, line: LedgerLine) -> UUID | None:
    """A page of the kept passages of the code, a key for each; the one that was chosen in this run."""
    here = line.excerpt.coding
    st.text(_("With which passage?"))
    asked = st.text_input(_("Search words or an informant"), key=f"merge-search-{here.id}", max_chars=100)
    query = Query(codes=(here.code,), where=_where(" ".join(asked.split())))
    order = workbench.ledger_order(actor, project, query)
    kept = [one for one, decision, _stale in order if decision == "kept" and one != here.id]
    if not kept:
        st.caption(_("No other passage of this code was kept, or none that fits."))
    first = _turn(here.id, len(kept))
    found = workbench.ledger_lines(actor, project, kept[first : first + PAGE])
    with st.container(key="ledger-into", gap="xsmall"):
        for digit, one in enumerate(found, start=1):
            id_ = one.excerpt.coding.id
            if st.button(plain(_told(one)), shortcut=str(digit), key=f"into-{here.id}-{id_}", width="stretch"):
                return id_
    return None


def _where(asked: str) -> Expression | None:
    if not asked:
        return None
    some = f"*{asked}*"
    return Or((Where("words", "=", asked), Where("case", "=", some), Where("source", "=", some)))


def _told(one: LedgerLine) -> str:
    excerpt, coding = one.excerpt, one.excerpt.coding
    where = f"{excerpt.case_key or excerpt.source_name}, {number(coding.line_start)}"
    statement = one.reduction.statement if one.reduction else ""
    said = f"{where}: “{_short(coding.quote, QUOTE)}”"
    return f"{said} → {_short(statement, STATEMENT)}" if statement else said


def _short(text: str, most: int) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else f"{one_line[:most].rpartition(' ')[0]} …"


def _turn(here: UUID, total: int) -> int:
    """The place of the first one on the page that is turned to."""
    pages = -(-total // PAGE)
    now: int = st.pagination(pages, key=f"merge-page-{here}-{total}") if pages > 1 else 1
    return (now - 1) * PAGE
