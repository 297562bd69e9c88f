"""The ledger as a grid: a page of passages beside their statements, saved as one act."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import CodingError, Conflict
from coding.model import DECISIONS, Decision, LedgerLine, Theme
from coding.ui import ledger_themes, session, telling
from coding.ui.ledger_card import AT, DECISION_NAMES, Desk
from coding.ui.words import N_, _, ngettext, number
from coding.workbench import Decided

PAGE = 50
SNAPSHOT = "ledger-snapshot"
STATES: dict[str, str] = {
    "all": N_("All"),
    "undecided": N_("Undecided"),
    **{str(decision): name for decision, name in DECISION_NAMES.items()},
    "stale": N_("To look at again"),
}
WRITTEN = ("decision", "statement", "reason", "category")


def show(desk: Desk) -> None:
    """A page of the passages in one state, to be edited in place."""
    state = st.segmented_control(
        _("State"),
        list(STATES),
        default="all",
        format_func=lambda one: f"{_(STATES[one])} ({number(len(_in_state(desk, one)))})",
        label_visibility="collapsed",
        key="ledger-state",
        required=True,
    )
    ids = _in_state(desk, str(state))
    if not ids:
        st.text(_("No passage is in this state."))
        return
    first = _turn(len(ids))
    opened, lines = _snapshot(desk, ids[first : first + PAGE])
    rows = [_row(one, desk.themes) for one in lines]
    edited = st.data_editor(
        rows,
        column_config=_columns(desk.themes),
        disabled=True if not session.may("reduce") else ["place", "quote", "theme", "stale"],
        hide_index=True,
        row_height=72,
        placeholder="",
        height=min(72 * len(rows) + 40, 640),
        key=f"ledger-grid-{opened}",
    )
    changed = [(line, new) for line, old, new in zip(lines, rows, edited, strict=True) if _differs(old, new)]
    if session.may("reduce"):
        _save(desk, changed)


def _snapshot(desk: Desk, ids: Sequence[UUID]) -> tuple[int, Sequence[LedgerLine]]:
    """The lines as they stood when the page was opened, with its number: what is typed lies over exactly these."""
    kept: tuple[int, Sequence[UUID], Sequence[LedgerLine]] = st.session_state.get(SNAPSHOT, (0, (), ()))
    if list(kept[1]) != list(ids) or session.just_arrived():
        kept = (kept[0] + 1, ids, workbench.ledger_lines(desk.actor, desk.project.id, ids))
        st.session_state[SNAPSHOT] = kept
    return kept[0], kept[2]


def forget() -> None:
    """Read the lines anew when the grid is next shown."""
    if SNAPSHOT in st.session_state:
        st.session_state[SNAPSHOT] = (st.session_state[SNAPSHOT][0], (), ())


def _in_state(desk: Desk, state: str) -> list[UUID]:
    if state == "stale":
        return [one for one, _, stale in desk.order if stale]
    wanted = None if state == "undecided" else state
    return [one for one, decision, _ in desk.order if state == "all" or decision == wanted]


def _turn(total: int) -> int:
    pages = -(-total // PAGE)
    if pages == 1:
        return 0
    now: int = st.pagination(pages, key=f"ledger-page-{total}")
    return (now - 1) * PAGE


def _row(line: LedgerLine, themes: Sequence[Theme]) -> dict[str, Any]:
    excerpt, one = line.excerpt, line.reduction
    names = {each.id: each for each in themes}
    category = names.get(one.category) if one and one.category else None
    theme = names.get(category.parent) if category and category.parent else None
    who = excerpt.case_key or excerpt.speaker or excerpt.source_name
    return {
        "place": f"{who}, {excerpt.coding.line_start}",
        "quote": excerpt.coding.quote,
        "decision": _(DECISION_NAMES[one.decision]) if one else None,
        "statement": one.statement if one else "",
        "reason": one.reason if one else "",
        "category": category.name if category else None,
        "theme": theme.name if theme else "",
        "stale": line.stale,
    }


def _columns(themes: Sequence[Theme]) -> dict[str, Any]:
    column = st.column_config
    names = [one.name for one in ledger_themes.of(themes, "category")]
    return {
        "place": column.TextColumn(_("Place"), width="small"),
        "quote": column.TextColumn(_("Quotation"), width="large"),
        "decision": column.SelectboxColumn(
            _("Decision"), options=[_(DECISION_NAMES[one]) for one in DECISIONS], width=130
        ),
        "statement": column.TextColumn(_("What is said, in fewer words"), width="large"),
        "reason": column.TextColumn(_("Reason"), width="medium", max_chars=200),
        "category": column.SelectboxColumn(_("Category"), options=names, width="medium"),
        "theme": column.TextColumn(_("Theme"), width="medium"),
        "stale": column.CheckboxColumn(_("To look at again"), width="small"),
    }


def _differs(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return any((old[name] or "") != (new[name] or "") for name in WRITTEN)


def _save(desk: Desk, changed: Sequence[tuple[LedgerLine, Mapping[str, Any]]]) -> None:
    told = ngettext("Save {n} change", "Save {n} changes", len(changed)).format(n=number(len(changed)))
    if not st.button(told, type="primary", disabled=not changed):
        return
    try:
        workbench.reduce(desk.actor, desk.project.id, [_decided(desk, line, row) for line, row in changed])
    except CodingError as problem:
        telling.show(problem)
        if isinstance(problem, Conflict):
            st.button(_("Show the newest and leave out what was typed"), on_click=forget)
    else:
        forget()
        st.session_state.pop(AT, None)
        st.rerun()


def _decided(desk: Desk, line: LedgerLine, row: Mapping[str, Any]) -> Decided:
    """What a row says; words without a decision mean that the passage is kept."""
    here, one = line.excerpt.coding.id, line.reduction
    by_name: dict[str, Decision] = {_(name): decision for decision, name in DECISION_NAMES.items()}
    decision = by_name.get(row["decision"] or "")
    if decision is None and one is None and (row["statement"] or row["category"]):
        decision = "kept"
    into = None
    if decision == "merged":
        place = next(at for at, (coding, _, _) in enumerate(desk.order) if coding == here)
        into = one.into if one and one.into and line.into else desk.kept_before(place)
    category = ledger_themes.named(desk.themes, "category", row["category"])
    return Decided(
        here,
        decision,
        row["statement"] or "",
        row["reason"] or "",
        into,
        category.id if category else None,
        one.version if one else 0,
    )
