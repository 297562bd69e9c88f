"""What was done to the codebook on its page, and the way back; which act the person is about to do."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args
from uuid import UUID, uuid4

import streamlit as st

from coding import workbench
from coding.errors import CodingError, NothingToUndo, Repeated
from coding.model import Project
from coding.ui import telling
from coding.ui.words import _
from coding.workbench import Actor

Act = Literal["rename", "merge", "split", "delete"]
DOING, DONE, WRONG, OP = "codebook-doing", "codebook-done", "codebook-wrong", "codebook-op"


def ask(act: object) -> None:
    """Begin an act: its form stands beside the tree."""
    st.session_state[DOING] = act if act in get_args(Act) else None
    st.session_state[OP] = uuid4()


def asked() -> Act | None:
    """The act whose form is open."""
    found: Act | None = st.session_state.get(DOING)
    return found


def stop() -> None:
    """Put the form away."""
    st.session_state.pop(DOING, None)


def op() -> UUID:
    """The id of the act whose form is open, so that pressing twice does it once."""
    found: UUID = st.session_state.setdefault(OP, uuid4())
    return found


def op_of(sent: Mapping[str, Any]) -> UUID:
    """The id that the browser gave a gesture."""
    try:
        return UUID(str(sent.get("op")))
    except ValueError:
        return uuid4()


def do(act: Callable[[], object], op_id: UUID, sentence: str) -> bool:
    """Do something, and tell it with the way back above the tree; what is refused is told there instead."""
    try:
        act()
    except Repeated:
        return True
    except CodingError as problem:
        st.session_state[WRONG] = problem
        return False
    done: list[tuple[str, UUID]] = st.session_state.setdefault(DONE, [])
    done.append((sentence, op_id))
    stop()
    return True


def show(actor: Actor, project: Project) -> None:
    """What was done last with a button that takes it back, and why something was not done."""
    if (problem := st.session_state.pop(WRONG, None)) is not None:
        telling.show(problem)
    done: list[tuple[str, UUID]] = st.session_state.get(DONE, [])
    if done:
        with st.container(horizontal=True, vertical_alignment="center", key="codebook-done-bar"):
            st.text(done[-1][0], width="content")
            st.button(_("Undo"), icon=":material/undo:", key="codebook-undo", on_click=undo, args=(actor, project))


def undo(actor: Actor, project: Project) -> None:
    """Take back what was done last on this page; without that, the person's newest act."""
    done: list[tuple[str, UUID]] = st.session_state.get(DONE, [])
    try:
        workbench.undo(actor, project.id, op=done[-1][1] if done else None)
    except NothingToUndo:
        pass
    except CodingError as problem:
        st.session_state[WRONG] = problem
        return
    if done:
        done.pop()
    stop()
