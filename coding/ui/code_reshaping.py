"""Merging, deleting and splitting a code: what it would touch is named before it is done."""

from dataclasses import replace
from functools import partial
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import Code, Codebook, Project
from coding.ui import code_acts, code_splitting, focus, session
from coding.ui.words import _, language, ngettext, number, plain
from coding.workbench import Actor
from coding.workbench.code_splits import begin_split
from coding.workbench.reshaping import Concerns, code_concerns_of, delete_code, merge_codes


def buttons(code: Code) -> None:
    """The three ways to reshape a code, for whoever may."""
    if not session.may("reshape_codebook"):
        return
    for act, label, icon in (
        ("merge", _("Merge"), ":material/merge:"),
        ("split", _("Split"), ":material/call_split:"),
        ("delete", _("Delete this code"), ":material/delete:"),
    ):
        if act == "split" and not code.codable:
            continue
        st.button(label, icon=icon, key=f"codebook-{act}", on_click=code_acts.ask, args=(act,))


def form(actor: Actor, project: Project, book: Codebook, code: Code) -> None:
    """The form of the act that was asked for, with the caret in it."""
    act = code_acts.asked()
    if act == "rename" or (act is not None and session.may("reshape_codebook")):
        forms = {"rename": _rename, "merge": _merge, "split": _split, "delete": _delete}
        with st.container(border=True, key="codebook-form"):
            forms[act](actor, project, book, code)
        focus.put("codebook-first", str(code_acts.op()))
    code_splitting.show(actor, project, book, code)


def _rename(actor: Actor, project: Project, book: Codebook, code: Code) -> None:
    old = code.label(book.language)
    with st.form("codebook-rename", border=False):
        with st.container(key="codebook-first"):
            name = st.text_input(_("Name"), old, key=f"codebook-name-{code.id}")
        if st.form_submit_button(_("Save"), type="primary"):
            op, named = code_acts.op(), replace(code, name={**code.name, book.language: name})
            act = partial(workbench.change_code, replace(actor, op=op), project.id, named, version=code.version)
            code_acts.do(act, op, _("“{before}” is now “{after}”.").format(before=old, after=name))
            st.rerun(scope="app")


def _others(book: Codebook, code: Code) -> list[UUID]:
    return [one.id for one in book.codes if one.id != code.id]


def _named(book: Codebook, id_: UUID) -> str:
    one = book.find(id_)
    return f"{one.sign or one.key} · {one.label(language(), book.language)}" if one else "?"


def _merge(actor: Actor, project: Project, book: Codebook, code: Code) -> None:
    with st.container(key="codebook-first"):
        into = st.selectbox(
            _("Merge with"),
            _others(book, code),
            index=None,
            format_func=partial(_named, book),
            placeholder=_("Which code stays?"),
            key=f"codebook-into-{code.id}",
        )
    texts = st.checkbox(_("Set its texts behind those of the code that stays"), value=True, key="codebook-texts")
    if into is not None:
        _concerns(actor, project, code, into)
    with st.container(horizontal=True):
        if st.button(_("Merge the codes"), type="primary", key="codebook-merge-do", disabled=into is None) and into:
            op = code_acts.op()
            act = partial(merge_codes, replace(actor, op=op), project.id, [code.id], into, texts=texts)
            gone, stays = code.label(language(), book.language), _label(book, into)
            sentence = _("“{gone}” is now part of “{stays}”.").format(gone=gone, stays=stays)
            if code_acts.do(act, op, sentence):
                st.session_state["codebook-chosen"] = into
            st.rerun(scope="app")
        st.button(_("Cancel"), key="codebook-cancel", on_click=code_acts.stop)


def _label(book: Codebook, id_: UUID | None) -> str:
    one = book.find(id_) if id_ else None
    return one.label(language(), book.language) if one else "?"


def _delete(actor: Actor, project: Project, book: Codebook, code: Code) -> None:
    there = code_concerns_of(actor, project.id, code.id)
    to: UUID | None = None
    chosen = "remove"
    if there.codings:
        ways = ["parent", "other", "remove"]
        parent = book.find(code.parent) if code.parent else None
        if parent is None or not parent.codable:
            ways.remove("parent")
        names = {
            "parent": _("give them to the code above it"),
            "other": _("give them to another code"),
            "remove": _("take them away too"),
        }
        told = ngettext("Its {n} coding", "Its {n} codings", there.codings).format(n=number(there.codings))
        chosen = st.radio(told, ways, format_func=names.__getitem__, key=f"codebook-fate-{code.id}")
        if chosen == "parent" and parent is not None:
            to = parent.id
        elif chosen == "other":
            others = [one.id for one in book.codable() if one.id != code.id]
            to = st.selectbox(_("Code"), others, index=None, format_func=partial(_named, book), key="codebook-to")
    _concerns(actor, project, code, to)
    with st.container(horizontal=True):
        ready = not there.codings or chosen == "remove" or to is not None
        if st.button(_("Delete the code"), type="primary", key="codebook-delete-do", disabled=not ready):
            op = code_acts.op()
            act = partial(delete_code, replace(actor, op=op), project.id, code.id, to=to, codings=to is None)
            sentence = _("“{gone}” was deleted.").format(gone=code.label(language(), book.language))
            if code_acts.do(act, op, sentence):
                st.session_state.pop("codebook-chosen", None)
                st.query_params.pop("code", None)
            st.rerun(scope="app")
        st.button(_("Cancel"), key="codebook-cancel", on_click=code_acts.stop)


def _concerns(actor: Actor, project: Project, code: Code, into: UUID | None) -> None:
    """What follows the code, what is united and what is given up, each with its number."""
    try:
        there = code_concerns_of(actor, project.id, code.id, into)
    except CodingError:
        return
    who = plain(", ".join(there.coders))
    lines = [told.format(n=number(n), who=who) for n, told in (*_met(there), *_named_by(there)) if n]
    if lines:
        head = _("This touches, and names the other code from now on:") if into else _("This touches:")
        st.markdown("\n".join([plain(head), "", *(f"- {one}" for one in lines)]))


def _met(there: Concerns) -> list[tuple[int, str]]:
    """The codings, and what of two codes meets its like."""
    doubles, cells, lost = there.doubles, there.cells_joined, there.decisions_lost
    return [
        (there.codings, ngettext("{n} coding, by {who}", "{n} codings, by {who}", there.codings)),
        (
            doubles,
            ngettext(
                "{n} of them has a double on the same words by the same coder: they become one, with both memos",
                "{n} of them have doubles on the same words by the same coder: each two become one, with both memos",
                doubles,
            ),
        ),
        (
            lost,
            ngettext(
                "{n} decision of the ledger about a double is given up",
                "{n} decisions of the ledger about doubles are given up",
                lost,
            ),
        ),
        (
            cells,
            ngettext(
                "{n} cell of the framework where both have a summary: one stands behind the other",
                "{n} cells of the framework where both have a summary: one stands behind the other",
                cells,
            ),
        ),
        (int(there.verdict_lost), _("both have a verdict: that of the code that stays holds")),
    ]


def _named_by(there: Concerns) -> list[tuple[int, str]]:
    """What else names a code."""
    n = there
    return [
        (n.below, ngettext("{n} code under it gets another place", "{n} codes under it get another place", n.below)),
        (n.rules, ngettext("{n} keyword rule", "{n} keyword rules", n.rules)),
        (n.decisions, ngettext("{n} decision of the ledger", "{n} decisions of the ledger", n.decisions)),
        (n.cells, ngettext("{n} cell of the framework", "{n} cells of the framework", n.cells)),
        (n.memos, ngettext("{n} memo", "{n} memos", n.memos)),
        (n.patterns, ngettext("{n} pattern code", "{n} pattern codes", n.patterns)),
        (n.propositions, ngettext("{n} proposition", "{n} propositions", n.propositions)),
        (n.verdicts, ngettext("{n} verdict", "{n} verdicts", n.verdicts)),
        (n.grounds, ngettext("{n} ground to be checked again", "{n} grounds to be checked again", n.grounds)),
        (n.displays, ngettext("{n} kept display", "{n} kept displays", n.displays)),
        (n.queries, ngettext("{n} kept query", "{n} kept queries", n.queries)),
        (n.maps, ngettext("{n} concept map", "{n} concept maps", n.maps)),
        (n.sections, ngettext("{n} section of the report", "{n} sections of the report", n.sections)),
    ]


def _split(actor: Actor, project: Project, book: Codebook, code: Code) -> None:
    with st.container(key="codebook-first"):
        name = st.text_input(_("Name of the new code"), key="codebook-split-name")
    definition = st.text_area(_("Definition"), key="codebook-split-definition")
    st.caption(
        _("Its excerpts come up one by one. Nothing changes until you carry the split out; you may go on later.")
    )
    with st.container(horizontal=True):
        if st.button(_("Begin"), type="primary", key="codebook-split-begin"):
            op = code_acts.op()
            act = partial(begin_split, replace(actor, op=op), project.id, code.id, name, definition)
            if code_acts.do(act, op, _("The split was begun.")):
                st.session_state.pop("codebook-split-name", None)
                st.session_state.pop("codebook-split-definition", None)
            st.rerun(scope="app")
        st.button(_("Cancel"), key="codebook-cancel", on_click=code_acts.stop)
