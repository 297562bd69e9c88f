"""What conclusions, their grounds and what became of them are called on screen."""

from collections.abc import Mapping, Sequence
from html import escape
from uuid import UUID

import streamlit as st

from coding.conclusion.staleness import Because, How, On
from coding.errors import CodingError
from coding.model import Codebook, OwnerKind, Project, PropositionStatus, Side
from coding.ui import telling
from coding.ui.words import N_, _, language
from coding.workbench import Actor, conclusions

STATUS_NAMES: dict[PropositionStatus, str] = {
    "draft": N_("draft"),
    "tentative": N_("tentative"),
    "verified": N_("verified"),
    "rejected": N_("rejected"),
}
VERDICT_NAMES: dict[str, str] = {
    "achieved": N_("achieved"),
    "partly": N_("partly achieved"),
    "not": N_("not achieved"),
    "undecided": N_("cannot be judged"),
}
SIDE_NAMES: dict[Side, str] = {
    "for": N_("speaks for it"),
    "against": N_("speaks against it"),
    "rival": N_("explains it otherwise"),
    "beside": N_("stands beside it"),
}
GROUND_NAMES: dict[On, str] = {
    "coding": N_("Excerpt"),
    "reduction": N_("Statement"),
    "cell": N_("Cell of the framework"),
    "display": N_("Display"),
    "memo": N_("Memo"),
    "proposition": N_("Proposition"),
    "verdict": N_("Verdict"),
    "field": N_("Field"),
    "verification": N_("Test of a proposition"),
}
HOW_NAMES: dict[How, str] = {
    "changed": N_("changed"),
    "gone": N_("taken away"),
    "stale": N_("to be checked again itself"),
    "withdrawn": N_("withdrawn by the informant"),
}
STYLE = """<style>
.cn-text { font-size: 1.0625rem; line-height: 1.55; overflow-wrap: anywhere; margin: 0; }
.cn-text a { color: inherit; text-underline-offset: .2em; text-decoration-thickness: 1px; }
.cn-facts { display: flex; flex-wrap: wrap; gap: .25rem .7rem; align-items: baseline; font-size: .875rem; }
.cn-facts a { color: inherit; text-underline-offset: .2em; font-variant-numeric: tabular-nums; }
.cn-faint { opacity: .72; }
.cn-mark { font-size: .78rem; font-weight: 650; padding: .05rem .45rem; border-radius: .8rem; white-space: nowrap;
  border: 1px solid color-mix(in srgb, currentColor 40%, transparent); }
.cn-verified { background: color-mix(in srgb, #009e73 22%, transparent); }
.cn-rejected { text-decoration: line-through; }
.cn-tentative { border-style: dashed; }
.cn-draft { border-style: dotted; }
.cn-stale { background: color-mix(in srgb, #e69f00 26%, transparent); border-style: solid; }
.cn-quote { margin: .15rem 0 0; line-height: 1.55; overflow-wrap: anywhere; }
.cn-gone { text-decoration: line-through; opacity: .7; }
.cn-where { font-size: .8125rem; opacity: .75; overflow-wrap: anywhere; }
.cn-note { margin: .2rem 0 0; padding-left: .7rem;
  border-left: 3px solid color-mix(in srgb, currentColor 25%, transparent);
  white-space: pre-wrap; overflow-wrap: anywhere; font-size: .9375rem; }
.cn-side { font-weight: 650; }
.cn-side::first-letter, .cn-mark::first-letter { text-transform: uppercase; }
.cn-table { width: 100%; border-collapse: collapse; font-size: .9rem; line-height: 1.45; min-width: 44rem; }
.cn-table th { text-align: left; font-weight: 600; font-size: .8rem; opacity: .75; white-space: nowrap; }
.cn-table :is(th, td) { padding: .45rem .8rem .45rem 0; vertical-align: top; overflow-wrap: break-word;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
.cn-table a { color: inherit; text-underline-offset: .2em; font-variant-numeric: tabular-nums; }
.cn-table .cn-top td { font-weight: 650; }
.cn-table .cn-top .cn-faint { font-weight: 400; }
.cn-table .cn-under td:first-child { padding-left: 1.1rem; }
.cn-scroll { overflow-x: auto; }
.cn-tree ul { margin: .2rem 0; padding-left: 1.25rem; }
.cn-tree li { margin: .3rem 0; line-height: 1.5; overflow-wrap: anywhere; }
.cn-tree a { color: inherit; text-underline-offset: .2em; }
[class*="st-key-proposition-place"] button { min-height: 1.5rem; padding: 0; font-size: .875rem; }
</style>"""


def mark(words: str, kind: str) -> str:
    """A word in a small frame; frames differ by more than colour."""
    return f'<span class="cn-mark cn-{kind}">{escape(words)}</span>'


def status(one: PropositionStatus) -> str:
    """How far a proposition was tested, in a frame."""
    return mark(_(STATUS_NAMES[one]), one)


def stale_mark() -> str:
    return mark(_("check again"), "stale")


def verdict_name(verdict: str, names: Mapping[str, str]) -> str:
    """What this project calls a verdict."""
    return names.get(verdict) or _(VERDICT_NAMES[verdict])


def why(reasons: Sequence[Because]) -> str:
    """Why something is to be checked again, in a line."""
    counts: dict[tuple[On, How], int] = {}
    for one in reasons:
        counts[one.kind, one.how] = counts.get((one.kind, one.how), 0) + 1
    told = [
        f"{_(GROUND_NAMES[kind])}{f' ({many})' if many > 1 else ''}: {_(HOW_NAMES[how])}"
        for (kind, how), many in counts.items()
    ]
    return "; ".join(told)


def address(project: Project, **where: str) -> str:
    """Where on this page something stands."""
    asked = "".join(f"&{name}={value}" for name, value in where.items())
    return escape(f"conclusion?project={project.id}{asked}")


def code_name(book: Codebook, code: UUID | None) -> str:
    """Sign and name of an indicator; of none, the study."""
    found = book.find(code) if code else None
    if found is None:
        return _("The study as a whole") if code is None else "–"
    return f"{found.sign or found.key} {found.label(language(), book.language)}"


def confirm(actor: Actor, project: Project, kind: OwnerKind, owner: UUID, reasons: Sequence[Because]) -> None:
    """Says why a conclusion is to be checked again, with the button that says it was."""
    st.warning(_("Check again: {why}").format(why=why(reasons)), icon=":material/update:")
    if all(one.how != "changed" for one in reasons):
        st.caption(_("Take away what is gone, and check what is below first."))
        return
    if st.button(_("Checked: it still holds"), icon=":material/check:", key=f"confirm-{owner}"):
        try:
            conclusions.confirm_conclusion(actor, project.id, kind, owner)
        except CodingError as problem:
            telling.show(problem)
        else:
            st.rerun()
