"""What somebody typed is not lost: not to a rerun, and not to somebody else who was first."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import streamlit as st

from coding.errors import Conflict
from coding.ui import looks
from coding.ui.words import _, plain, tell

T = TypeVar("T")
STEADY = "keeping_steady"
BESIDE = "keeping_beside"


def steady(widget: str, make: Callable[[], T]) -> T:
    """The content a table began with, the same for as long as its widget is on screen.

    Streamlit lays what was typed over the first content, and drops it where that changes; a widget that was away
    begins anew.
    """
    kept: dict[str, Any] = st.session_state.setdefault(STEADY, {})
    if widget not in kept or widget not in st.session_state:
        kept[widget] = make()
    found: T = kept[widget]
    return found


def anew(widget: str) -> str:
    """The key of a table's widget; `begin_anew` makes it another one."""
    return f"{widget}-{st.session_state.get(f'{STEADY}_{widget}', 0)}"


def begin_anew(widget: str) -> None:
    """Let a table be read again from what is stored."""
    name = f"{STEADY}_{widget}"
    st.session_state[name] = st.session_state.get(name, 0) + 1


def typed(cell: object) -> str:
    """The words in a cell of a table; an emptied one comes back as None, or as no number."""
    return cell.strip() if isinstance(cell, str) else ""


def form(what: str, now: T) -> tuple[str, T]:
    """The key of a form's first field, and what the form began with: theirs is not slipped under what is typed.

    The version that was looked at comes along, so that saving over somebody's newer one is noticed.
    """
    key = anew(what)
    return key, steady(key, lambda: now)


def save(what: str, mine: Mapping[str, str], act: Callable[[], object]) -> None:
    """Do what a form asks and draw the page again; where somebody was first, keep what was typed beside theirs."""
    beside: dict[str, tuple[Conflict, dict[str, str]]] = st.session_state.setdefault(BESIDE, {})
    try:
        act()
    except Conflict as problem:
        beside[what] = (problem, {name: value for name, value in mine.items() if value})
    else:
        beside.pop(what, None)
    begin_anew(what)
    st.rerun()


def show_kept(what: str) -> None:
    """What was typed when somebody else was first, until it is put away or saved again."""
    beside: dict[str, tuple[Conflict, dict[str, str]]] = st.session_state.get(BESIDE, {})
    if what not in beside:
        return
    problem, mine = beside[what]
    st.warning(plain(tell(problem)))
    looks.table([_("Field"), _("Yours")], mine.items())
    st.button(_("Put away"), key=f"keeping-{what}", on_click=_put_away, args=(what,))


def _put_away(what: str) -> None:
    st.session_state[BESIDE].pop(what, None)
