"""What is to be looked at again before the study is handed in, each with the way to it."""

from html import escape

import streamlit as st

from coding.model import Codebook, Project
from coding.ui import conclusion_words as words
from coding.ui import verifying
from coding.ui.words import N_, _, ngettext, number, tell
from coding.workbench import Actor
from coding.workbench.checking import Fault, What, faults

SAID: dict[What, str] = {
    "stale": N_("No longer rests on what it did"),
    "groundless": N_("Nothing speaks for it yet"),
    "one-sided": N_("Nobody has looked for what speaks against it"),
    "unshown": N_("Something in the report can’t be shown"),
}
NAMES: dict[str, str] = {
    **{str(kind): name for kind, name in words.GROUND_NAMES.items()},
    "advice": N_("Advice"),
    "section": N_("Section"),
    "source": N_("Source"),
    "verification": N_("Test of a proposition"),
}
MOST = 50


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """The matters by kind; what is of one kind, at most fifty."""
    st.html(words.STYLE)
    found = faults(actor, project.id)
    if not found:
        st.success(_("Nothing is stale, and every proposition has something for it and against it."))
        return
    for what, title in SAID.items():
        mine = [one for one in found if one.what == what]
        if not mine:
            continue
        st.html(f'<div class="cn-side">{escape(_(title))} <span class="cn-faint">{number(len(mine))}</span></div>')
        lines = "".join(f"<li>{_line(project, book, one)}</li>" for one in mine[:MOST])
        st.html(f'<div class="cn-tree"><ul>{lines}</ul></div>')
        if len(mine) > MOST:
            left = len(mine) - MOST
            st.caption(ngettext("and {n} more", "and {n} more", left).format(n=number(left)))


def _line(project: Project, book: Codebook, one: Fault) -> str:
    label = " ".join(one.label.split())
    if one.kind == "proposition":
        label = (
            f'<a href="{words.address(project, view="propositions", p=str(one.id))}" target="_self">{escape(label)}</a>'
        )
    elif one.kind == "verdict":
        key, _space, verdict = label.rpartition(" ")
        code = book.find(key) if key else None
        name = words.code_name(book, code.id if code else None)
        told = f"{name}: {words.verdict_name(verdict, {})}"
        of = code.key if code else "study"
        label = f'<a href="{words.address(project, view="verdicts", of=of)}" target="_self">{escape(told)}</a>'
    elif one.kind == "verification":
        told = f"{verifying.name(one.where)}{f': {label}' if label else ''}"
        label = f'<a href="{words.address(project, walk=str(one.id))}" target="_self">{escape(told)}</a>'
    elif one.kind in PAGES:
        label = f'<a href="{PAGES[one.kind].format(project=project.id, id=one.id)}" target="_self">{escape(label)}</a>'
    else:
        label = escape(label)
    why = tell(one.problem) if one.problem else words.why(one.because)
    because = f' <span class="cn-faint">{escape(why)}</span>' if why else ""
    kind = f"{_(NAMES[one.kind])} {one.where}" if one.kind == "section" else _(NAMES[one.kind])
    return f'<span class="cn-faint">{escape(kind.strip())}</span> {label}{because}'


PAGES = {
    "reduction": "excerpts?project={project}&amp;q=ledger%3Astale",
    "cell": "reduction?project={project}&amp;view=framework",
    "display": "display?project={project}&amp;kept={id}",
    "section": "report?project={project}&amp;section={id}",
}
