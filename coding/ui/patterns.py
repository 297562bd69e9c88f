"""Pattern codes: codes gathered under a name, because of something; what stands behind them opens its excerpts."""

from collections.abc import Mapping
from html import escape
from uuid import UUID, uuid4

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import (
    PATTERN_KINDS,
    Code,
    Codebook,
    Expression,
    HasCode,
    HasPattern,
    Pattern,
    PatternKind,
    Project,
    Related,
)
from coding.ui import code_tree, opening, session, telling
from coding.ui.words import N_, _, language, ngettext, number, plain
from coding.workbench import Actor, Support

KIND_NAMES: dict[PatternKind, str] = {
    "theme": N_("Theme"),
    "cause": N_("Cause or explanation"),
    "relation": N_("Relation between people"),
    "construct": N_("Theoretical construct"),
}
EDITED, GATHERED, ROUND, PAIRS = "pattern-edited", "pattern-gathered", "pattern-round", "pattern-pairs"
STYLE = """<style>
.pt-head { display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: baseline; }
.pt-name { font-weight: 650; font-size: 1.1rem; overflow-wrap: anywhere; }
.pt-faint { opacity: .7; font-size: .875rem; }
.pt-because { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.55; margin: 0; padding-left: .8rem;
  border-left: 3px solid color-mix(in srgb, currentColor 25%, transparent); }
.pt-because b { font-weight: 600; }
.pt-codes { display: grid; grid-template-columns: max-content minmax(8rem, max-content) max-content; gap: .3rem .9rem;
  align-items: baseline; font-size: .95rem; margin: 0; }
.pt-sign { font-weight: 700; font-size: .75rem; text-align: center; padding: .05rem .4rem; border-radius: .25rem;
  border: 2px solid var(--pt); }
.pt-codes span { overflow-wrap: anywhere; min-width: 0; }
.pt-pair { overflow-wrap: anywhere; }
:is(.pt-codes, .pt-pair) a { color: inherit; text-underline-offset: .2em; font-variant-numeric: tabular-nums; }
@media (max-width: 40rem) {
  .pt-codes { grid-template-columns: max-content minmax(0, 1fr); }
  .pt-codes .pt-many { grid-column: 2; margin-top: -.3rem; } }
</style>"""


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """A new pattern code, the pairs of codes that suggest one, and the pattern codes by name."""
    st.html(STYLE)
    mine = session.may("reduce")
    if mine:
        gathered: tuple[UUID, ...] = st.session_state.get(GATHERED, ())
        begun = st.session_state.setdefault(ROUND, 0)
        with st.expander(
            _("New pattern code"),
            icon=":material/hub:",
            expanded=bool(gathered) or not book.patterns,
            key=f"pattern-new-{begun}",
        ):
            _form(actor, project, book, Pattern(uuid4(), "", "theme", "", gathered), new=begun)
        _pairs(actor, project, book)
    if not book.patterns:
        st.text(_("No pattern code yet. Gather codes that belong together, and say because of what."))
        return
    support = workbench.pattern_support(actor, project.id)
    for one in book.patterns:
        with st.container(border=True, gap="small", key=f"pattern-card-{one.id}"):
            if mine and st.session_state.get(EDITED) == one.id:
                _form(actor, project, book, one)
            else:
                _card(actor, project, book, one, support, mine)


def _form(actor: Actor, project: Project, book: Codebook, one: Pattern, *, new: int | None = None) -> None:
    key = one.id if new is None else f"new-{new}"
    names = {code.id: f"{code.sign or code.key} · {code.label(language(), book.language)}" for code in book.codes}
    with st.form(f"pattern-{key}", border=False):
        name = st.text_input(_("Name"), one.name, max_chars=200, key=f"pattern-name-{key}")
        kind = st.segmented_control(
            _("Kind"),
            list(PATTERN_KINDS),
            default=one.kind,
            format_func=lambda each: _(KIND_NAMES[each]),
            required=True,
            key=f"pattern-kind-{key}",
        )
        codes = st.multiselect(
            _("Codes"),
            list(names),
            [code for code in one.codes if code in names],
            format_func=names.__getitem__,
            placeholder=_("none"),
            select_all=False,
            help=_("A code stands for itself and all codes under it."),
            key=f"pattern-codes-{key}",
        )
        because = st.text_area(
            _("These codes belong together because …"), one.because, height=110, key=f"pattern-because-{key}"
        )
        with st.container(horizontal=True):
            save = st.form_submit_button(_("Save"), type="primary")
            leave = new is None and st.form_submit_button(_("Cancel"))
    if leave:
        st.session_state.pop(EDITED, None)
        st.rerun()
    if save:
        # Codes that were removed stay: they come back with an undo.
        gone = tuple(code for code in one.codes if code not in names)
        made = Pattern(one.id, name, kind or one.kind, because, (*codes, *gone), one.version)
        _save(actor, project, made, new)


def _save(actor: Actor, project: Project, one: Pattern, new: int | None) -> None:
    try:
        workbench.put_pattern(actor, project.id, one, version=one.version if new is None else None)
    except CodingError as problem:
        telling.show(problem)
        return
    for name in (EDITED, GATHERED):
        st.session_state.pop(name, None)
    if new is not None:
        st.session_state[ROUND] = new + 1
    st.rerun()


# -- the cards ------------------------------------------------------------------------------------


def _card(
    actor: Actor, project: Project, book: Codebook, one: Pattern, support: Mapping[UUID, Support], mine: bool
) -> None:
    name = f'<span class="pt-name">{escape(one.name)}</span>'
    whole = _link(project, book, HasPattern(one.id), support.get(one.id, Support()))
    kind = f'<span class="pt-faint">{escape(_(KIND_NAMES[one.kind]))}</span>'
    st.html(f'<div class="pt-head">{name}{kind}<span class="pt-codes">{whole}</span></div>')
    because = _("Because")
    st.html(f'<p class="pt-because"><b>{escape(because)}</b> {escape(one.because)}</p>')
    lines = [_line(project, book, code, support.get(code, Support())) for code in one.codes if book.find(code)]
    st.html(f'<div class="pt-codes">{"".join(lines)}</div>')
    gone = len(one.codes) - len(lines)
    if gone:
        told = ngettext("{n} code was removed from the codebook.", "{n} codes were removed from the codebook.", gone)
        st.caption(plain(told.format(n=number(gone))))
    if mine:
        with st.container(horizontal=True):
            if st.button(_("Edit"), icon=":material/edit:", type="tertiary", key=f"pattern-edit-{one.id}"):
                st.session_state[EDITED] = one.id
                st.rerun()
            if st.button(_("Delete"), icon=":material/delete:", type="tertiary", key=f"pattern-drop-{one.id}"):
                _drop(actor, project, one)


def _drop(actor: Actor, project: Project, one: Pattern) -> None:
    try:
        workbench.drop_pattern(actor, project.id, one.id)
    except CodingError as problem:
        telling.show(problem)
    else:
        st.rerun()


def _line(project: Project, book: Codebook, code_id: UUID, support: Support) -> str:
    """A code with what was said under it."""
    code = book.find(code_id)
    assert code
    sign = f'<span class="pt-sign" style="--pt:{code_tree.colour(code)}">{escape(code.sign or code.key)}</span>'
    label = f"<span>{escape(code.label(language(), book.language))}</span>"
    return f'{sign}{label}<span class="pt-many">{_link(project, book, HasCode(code.id), support)}</span>'


def _link(project: Project, book: Codebook, where: Expression, support: Support) -> str:
    """`3 excerpts from 2 informants`, which opens them."""
    told = ngettext("{n} excerpt", "{n} excerpts", support.excerpts).format(n=number(support.excerpts))
    if not support.excerpts:
        return f'<span class="pt-faint">{escape(told)}</span>'
    if support.informants:
        of = ngettext("{n} informant", "{n} informants", support.informants).format(n=number(support.informants))
        told = _("{excerpts} from {of}").format(excerpts=told, of=of)
    return opening.link(told, project.id, where, book)


# -- what suggests one ----------------------------------------------------------------------------


def _pairs(actor: Actor, project: Project, book: Codebook) -> None:
    """The pairs of codes that most often stand on the same words, looked for when somebody opens them."""
    label = _("Codes that often stand on the same words")
    with (
        st.expander(label, icon=":material/join_inner:", on_change="rerun", key=PAIRS) as opened,
        st.container(gap="small"),
    ):
        if not opened.open:
            return
        there = [
            (first, second, one)
            for one in workbench.codes_together(actor, project.id)
            if (first := book.find(one.first)) and (second := book.find(one.second))
        ]
        if not there:
            st.text(_("No two codes stand on the same words outside of a pattern code."))
        for first, second, one in there:
            _pair(project, book, (first, second), one.excerpts)


def _pair(project: Project, book: Codebook, codes: tuple[Code, Code], excerpts: int) -> None:
    first, second = codes
    where = Related(HasCode(first.id, alone=True), "same", HasCode(second.id, alone=True))
    names = " + ".join(f"<b>{escape(code.label(language(), book.language))}</b>" for code in codes)
    told = _link(project, book, where, Support(excerpts))
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.html(f'<div class="pt-pair">{names} · {told}</div>', width="content")
        st.button(
            _("Gather"),
            icon=":material/hub:",
            type="tertiary",
            key=f"pattern-pair-{first.id}-{second.id}",
            on_click=_gather,
            args=((first.id, second.id),),
        )


def _gather(codes: tuple[UUID, UUID]) -> None:
    """Begin a new pattern code with these codes (as a callback: before the widgets are drawn)."""
    st.session_state[GATHERED] = codes
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
