"""A withdrawal: what exactly goes, said before it is carried out; and an owner's way back."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from coding.errors import CodingError
from coding.model import Project
from coding.ui import session, telling
from coding.ui.words import N_, _, ngettext, number
from coding.workbench import Actor
from coding.workbench.member_check import Given
from coding.workbench.tracing import Thing
from coding.workbench.withdrawing import Leaving, preview_withdrawal, restore_withdrawn, withdraw

OPEN = "withdrawing-open"
KINDS: dict[str, str] = {
    "reduction": N_("Statements of the ledger taken away, or to be checked"),
    "cell": N_("Cells of the framework to be checked"),
    "display": N_("Displays that show less"),
    "proposition": N_("Propositions to be checked"),
    "verdict": N_("Verdicts to be checked"),
    "advice": N_("Advice to be checked"),
    "section": N_("Sections of the report to be checked"),
    "memo": N_("Memos that speak of it: look whether they repeat the words"),
}


def show(actor: Actor, project: Project, given: Given) -> None:
    """What is to be done about a wish to withdraw, or what was done."""
    one = given.one
    if given.withdrawn:
        count = len(given.withdrawn)
        told = ngettext("{n} place is masked.", "{n} places are masked.", count).format(n=number(count))
        st.caption(told)
        if session.may("restore_withdrawn"):
            _back(actor, project, given)
        return
    if not session.may("withdraw"):
        st.caption(_("An owner or researcher of the project carries this out."))
        return
    if st.session_state.get(OPEN) != one.id:
        if st.button(_("See what would go"), icon=":material/visibility:", type="primary", key=f"going-{one.id}"):
            st.session_state[OPEN] = one.id
            st.rerun()
        return
    try:
        going = preview_withdrawal(actor, project.id, one.id)
    except CodingError as problem:
        telling.show(problem)
        return
    _preview(going)
    with st.container(horizontal=True):
        if st.button(_("Take these words out"), icon=":material/block:", type="primary", key=f"withdraw-{one.id}"):
            try:
                withdraw(actor, project.id, one.id, seen=going.seen)
            except CodingError as problem:
                telling.show(problem)
            else:
                st.session_state.pop(OPEN, None)
                st.rerun()
        if st.button(_("Cancel"), key=f"withdraw-not-{one.id}"):
            st.session_state.pop(OPEN, None)
            st.rerun()


def _preview(going: Leaving) -> None:
    places = [f"<b>{escape(one.place)}</b> “{escape(one.words)}”" for one in going.places]
    _listed(_("Masked in the transcript"), places)
    codings = [
        f"<b>{escape(one.code_key)}</b> {escape(one.coder_name)}, {escape(one.source_name)}:{one.coding.line_start} "
        f"“{escape(' '.join(one.coding.quote.split()))}”"
        for one in going.codings
    ]
    _listed(_("Codings taken away"), codings)
    for kind, title in KINDS.items():
        _listed(_(title), [_thing(one) for one in going.that(kind)])
    texts = ngettext("{n} earlier text of the transcript", "{n} earlier texts of the transcripts", going.texts)
    st.info(
        _(
            "What still holds the words afterwards: {texts}, the history of acts, frozen reports, backups, and files "
            "taken out of Simpul before. They are not shown any more, but not erased either."
        ).format(texts=texts.format(n=number(going.texts)))
    )


def _thing(one: Thing) -> str:
    label = " ".join(one.label.split())
    where = f' <span class="cn-faint">{escape(one.where)}</span>' if one.kind == "cell" else ""
    return f"{escape(label)}{where}"


def _listed(title: str, lines: Sequence[str]) -> None:
    if lines:
        many = f'<span class="cn-faint">{number(len(lines))}</span>'
        items = "".join(f"<li>{line}</li>" for line in lines)
        st.html(f'<div class="cn-side">{escape(title)} {many}</div><div class="cn-tree"><ul>{items}</ul></div>')


def _back(actor: Actor, project: Project, given: Given) -> None:
    with st.popover(_("Bring the words back"), icon=":material/undo:", type="tertiary"):
        st.text(_("Only if the informant changed their mind: the words, their codings and what was decided return."))
        if st.button(_("Bring them back"), type="primary", key=f"restore-{given.one.id}"):
            try:
                restore_withdrawn(actor, project.id, given.one.id)
            except CodingError as problem:
                telling.show(problem)
            else:
                st.rerun()
