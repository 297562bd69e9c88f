"""A concept map as text: its relations with what speaks for each, and what else stands on it."""

from html import escape
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import CodingError, QueryInvalid
from coding.model import Codebook, Concept, ConceptKind, Excerpt, Project, Tie, TieKind
from coding.ui import concept_map_wire, opening, session, telling
from coding.ui.excerpt_linking import Sayer
from coding.ui.excerpt_query import HELP
from coding.ui.words import N_, _, ngettext, number, plain, tell, told_apart
from coding.workbench import Actor, concept_maps
from coding.workbench.concept_maps import Charted

TIE_NAMES: dict[TieKind, str] = {
    "part": N_("is part of"),
    "leads": N_("leads to"),
    "supports": N_("supports"),
    "contradicts": N_("contradicts"),
    "associated": N_("is associated with"),
}
KIND_NAMES: dict[ConceptKind, str] = {
    "code": N_("code"),
    "case": N_("informant"),
    "memo": N_("memo"),
    "proposition": N_("proposition"),
    "word": N_("word"),
}
FOUND = 20
OPEN = "concept-map-evidence"
"""Whether the excerpts that speak for a relation are being chosen."""

STYLE = """<style>
.mp-list { line-height: 1.65; overflow-wrap: anywhere; }
.mp-list a { color: inherit; text-underline-offset: .2em; font-variant-numeric: tabular-nums; }
.mp-verb { font-style: italic; }
.mp-faint { opacity: .7; font-size: .875rem; }
.mp-comment { margin: 0 0 .4rem; font-size: .95rem; padding-left: .7rem; white-space: pre-wrap;
  border-left: 3px solid color-mix(in srgb, currentColor 25%, transparent); }
</style>"""


def chosen_key(map_id: UUID) -> str:
    """Where the relation is kept whose excerpts are being chosen."""
    return f"concept-map-tie-{map_id}"


def show(actor: Actor, project: Project, book: Codebook, seen: Charted) -> None:
    """The relations, each with its excerpts and the way to add some, then all that stands on the map."""
    if not seen.map.concepts:
        return
    st.html(STYLE)
    names = {one.id: name(one, seen) for one in seen.map.concepts}
    st.subheader(_("Relations"))
    if not seen.map.ties:
        st.text(_("Nothing is related yet. Drag from the dot at the side of a concept to another one, or press R."))
    ties = sorted(seen.map.ties, key=lambda one: (names[one.this].casefold(), names[one.that].casefold(), str(one.id)))
    said = "".join(_line(project, book, seen, one, names) for one in ties)
    st.html(f'<div class="mp-list" role="list">{said}</div>')
    if ties:
        _evidence(actor, project, seen, ties, names)
    st.subheader(_("Concepts"))
    lines = sorted(seen.map.concepts, key=lambda one: (one.kind, names[one.id].casefold()))
    st.html(
        f'<div class="mp-list" role="list">{"".join(_concept(project, book, seen, one, names) for one in lines)}</div>'
    )


def name(one: Concept, seen: Charted) -> str:
    """What a concept is called; of what was removed, that it was."""
    if one.kind == "word":
        return one.text
    thing = seen.thing(one)
    return thing.name if thing else _("removed")


def word(one: Tie) -> str:
    """How a relation is said."""
    return one.word if one.kind == "own" else _(TIE_NAMES[one.kind])


def _line(project: Project, book: Codebook, seen: Charted, one: Tie, names: dict[UUID, str]) -> str:
    count = len(seen.evidence(one))
    told = ngettext("{n} excerpt", "{n} excerpts", count).format(n=number(count))
    if count:
        told = opening.link(told, project.id, concept_maps.evidence_asked(one), book)
    else:
        told = f'<span class="mp-faint">{escape(told)}</span>'
    gone = len(one.evidence) - count
    if gone:
        lost = ngettext("{n} was taken away", "{n} were taken away", gone).format(n=number(gone))
        told += f' <span class="mp-faint">({escape(lost)})</span>'
    comment = f'<p class="mp-comment">{escape(one.comment)}</p>' if one.comment else ""
    ends = f"<b>{escape(names[one.this])}</b>", f"<b>{escape(names[one.that])}</b>"
    said = f'{ends[0]} <span class="mp-verb">{escape(word(one))}</span> {ends[1]}'
    return f'<div role="listitem">{said} · {told}{comment}</div>'


def _concept(project: Project, book: Codebook, seen: Charted, one: Concept, names: dict[UUID, str]) -> str:
    thing = seen.thing(one)
    told = escape(names[one.id])
    if thing and (where := concept_map_wire.asks(thing)):
        told = opening.link(names[one.id], project.id, where, book)
    return f'<div role="listitem">{told} <span class="mp-faint">{escape(_(KIND_NAMES[one.kind]))}</span></div>'


# -- what speaks for a relation ---------------------------------------------------------------------


def _evidence(actor: Actor, project: Project, seen: Charted, ties: list[Tie], names: dict[UUID, str]) -> None:
    if not session.may("reduce"):
        return
    by_id = {one.id: one for one in ties}
    label = _("Choose what speaks for a relation")
    with st.expander(label, icon=":material/format_quote:", on_change="rerun", key=OPEN) as opened:
        if not opened.open:
            return
        key = chosen_key(seen.map.id)
        if st.session_state.get(key) not in by_id:
            st.session_state[key] = next(iter(by_id))
        told = {id_: f"{names[one.this]} – {word(one)} → {names[one.that]}" for id_, one in by_id.items()}
        chosen = st.selectbox(
            _("Relation"),
            list(by_id),
            format_func=told_apart(told).__getitem__,
            key=key,
        )
        _choose(actor, project, seen, by_id[chosen])


def _choose(actor: Actor, project: Project, seen: Charted, tie: Tie) -> None:
    here = seen.evidence(tie)
    key = f"concept-map-query-{tie.id}"
    if key not in st.session_state:
        st.session_state[key] = concept_maps.tie_query(actor, project.id, tie.id)
    text = st.text_input(_("Look among the excerpts of this query"), key=key, help=_(HELP)).strip()
    found: list[UUID] = []
    if text:
        try:
            found = concept_maps.tie_evidence(actor, project.id, tie.id, text, limit=FOUND)
        except QueryInvalid as wrong:
            st.error(plain(tell(wrong)), icon=":material/error:")
    excerpts = {
        one.excerpt.coding.id: one.excerpt for one in workbench.ledger_lines(actor, project.id, [*here, *found])
    }
    if not excerpts:
        st.text(_("No excerpt fits. Ask for others above."))
        return
    said = Sayer(actor, project)
    with st.form(f"concept-map-evidence-{tie.id}-{tie.version}", border=False):
        wanted = [
            one for one in [*here, *found] if one in excerpts and _tick(said, excerpts[one], tie, ticked=one in here)
        ]
        if st.form_submit_button(_("These speak for it"), type="primary", icon=":material/check:"):
            # What was taken away since stays: it comes back with an undo.
            gone = [one for one in tie.evidence if one not in excerpts]
            try:
                concept_maps.put_evidence(actor, project.id, tie.id, [*wanted, *gone], version=tie.version)
            except CodingError as problem:
                telling.show(problem)
            else:
                st.rerun()


def _tick(said: Sayer, one: Excerpt, tie: Tie, *, ticked: bool) -> bool:
    quote = " ".join(one.coding.quote.split())
    chosen: bool = st.checkbox(
        plain(f"{quote} ({said.where(one)})"), ticked, key=f"concept-map-tick-{tie.id}-{tie.version}-{one.coding.id}"
    )
    return chosen
