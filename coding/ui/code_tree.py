"""The codebook as a tree to walk, choose from and rearrange by keys or drag: sign in its colour, name, count."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import streamlit as st

from coding.model import Code, Codebook, Project
from coding.ui import code_acts, session
from coding.ui.words import _, language, ngettext, number
from coding.workbench import Actor
from coding.workbench.reshaping import Heard, move_code

CHOSEN = "codebook-chosen"
KEY = "code-tree"
FOCUS = "codebook-focus"
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
ACTS: Mapping[str, code_acts.Act] = {"m": "merge", "s": "split", "Delete": "delete", "F2": "rename"}
"""Key pressed in the tree → what is asked for."""


@cache
def _component() -> Callable[..., Any]:
    # Known to Streamlit only where an app runs: made when it is first needed.
    return st.components.v2.component("coding.tree", js="treeing.mjs", css="treeing.css", isolate_styles=False)


def colour(code: Code) -> str:
    """A code's colour, safe to stand in a style."""
    return code.colour if COLOUR.fullmatch(code.colour) else "#777777"


def chosen(book: Codebook) -> Code | None:
    """The code that is looked at: clicked here, else named in the address, else the first."""
    wanted = st.session_state.get(CHOSEN) or st.query_params.get("code")
    return (book.find(wanted) if wanted else None) or next(iter(book.codes), None)


def choose(code_id: UUID) -> None:
    """Look at this code."""
    st.session_state[CHOSEN] = code_id
    code_acts.stop()


def told(book: Codebook, heard: Mapping[UUID, Heard]) -> list[dict[str, Any]]:
    """Every code in its place, as the browser draws it; the sign stands beside the name, so colour never is alone."""
    depth: dict[UUID, int] = {}
    rows = []
    for code in book.codes:
        depth[code.id] = depth.get(code.parent, -1) + 1 if code.parent else 0
        found = heard.get(code.id, Heard())
        name = code.label(language(), book.language)
        counted = ngettext("{n} coding", "{n} codings", found.excerpts).format(n=number(found.excerpts))
        rows.append(
            {
                "id": str(code.id),
                "parent": str(code.parent) if code.parent else None,
                "depth": depth[code.id],
                "codable": code.codable,
                "sign": code.sign or code.key,
                "name": name,
                "colour": colour(code),
                "n": found.excerpts,
                "shown": number(found.excerpts),
                "told": f"{code.sign or code.key} {name}, {counted}" if code.codable else name,
            }
        )
    return rows


def show(actor: Actor, project: Project, book: Codebook, heard: Mapping[UUID, Heard]) -> None:
    """The tree; what somebody does in it is done before the page is drawn again."""
    now, may = chosen(book), session.may("edit_codebook")

    def said(name: str) -> dict[str, Any]:
        found = (st.session_state.get(KEY) or {}).get(name)
        return found if isinstance(found, dict) else {}

    def take_chosen() -> None:
        if (code := book.find(str(said("chosen").get("id")))) is not None:
            choose(code.id)

    def take_moved() -> None:
        asked = said("moved")
        code, parent = book.find(str(asked.get("id"))), book.find(str(asked.get("parent")))
        at = asked.get("at")
        if code is not None and isinstance(at, int) and session.may("edit_codebook"):
            op = code_acts.op_of(asked)
            sentence = _("{code} moved.").format(code=code.label(language(), book.language))
            act = replace(actor, op=op)
            code_acts.do(lambda: move_code(act, project.id, code.id, parent.id if parent else None, at), op, sentence)
            st.session_state[CHOSEN] = code.id

    def take_asked() -> None:
        asked = said("asked")
        if asked.get("act") == "undo":
            code_acts.undo(actor, project)
        elif (code := book.find(str(asked.get("id")))) is not None:
            st.session_state[CHOSEN] = code.id
            code_acts.ask(asked.get("act"))

    def take_opened() -> None:
        if (code := book.find(str(said("opened").get("id")))) is not None:
            st.session_state["codebook-open"] = code.key

    words = {
        "tree": _("Codes"),
        "drag": _("Drag to another place"),
        "open": _("See the excerpts"),
        "stays": _("It can go no further that way."),
    }
    _component()(
        key=KEY,
        data={
            "codes": told(book, heard),
            "chosen": str(now.id) if now else "",
            "may": may,
            "acts": dict(ACTS) if may else {},
            "words": words,
            "focus": st.session_state.setdefault(FOCUS, str(uuid4())),
        },
        on_chosen_change=take_chosen,
        on_moved_change=take_moved,
        on_asked_change=take_asked,
        on_opened_change=take_opened,
    )
    if may:
        st.caption(
            _(
                "Arrows walk, Enter opens. Alt with arrows moves a code, F2 renames, M merges, S splits, Delete"
                " deletes, O shows the excerpts, Ctrl+Z undoes."
            )
        )
