"""Memos: what somebody thought, of which kind, and what it is about; all searchable in one place."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from uuid import UUID, uuid4

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import MEMO_KINDS, Codebook, Memo, MemoKind, MemoLink, Project, Query, Where
from coding.ui import looks, session, telling
from coding.ui.happenings import when
from coding.ui.words import N_, _, language, number, plain
from coding.workbench import Actor, Spoken

KIND_NAMES: dict[MemoKind, str] = {
    "idea": N_("Idea"),
    "method": N_("Method"),
    "theory": N_("Theory"),
    "rule": N_("Coding rule"),
    "case": N_("Case"),
    "surprise": N_("Surprise"),
}
EDITED, OPEN = "memo-edited", "memo-open"
MOST = 50
STYLE = """<style>
.mm-head { display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: baseline; }
.mm-title { font-weight: 650; font-size: 1.05rem; overflow-wrap: anywhere; }
.mm-faint { opacity: .7; font-size: .875rem; }
.mm-text { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.55; margin: 0; }
</style>"""


@dataclass(frozen=True, slots=True)
class Things:
    """What a memo can be about, with names."""

    names: dict[MemoLink, str]

    def several(self, about: str) -> list[MemoLink]:
        return [link for link in self.names if link.about == about]


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """A new memo, a search, and the memos, the newest first."""
    st.html(STYLE)
    things = _things(actor, project, book)
    asked = _asked(actor, project)
    if session.may("write_memo"):
        with st.expander(_("New memo"), icon=":material/edit_note:", expanded=bool(asked)):
            wanted = next((each for each in MEMO_KINDS if each == st.query_params.get("kind")), MEMO_KINDS[0])
            _form(actor, project, things, Memo(uuid4(), wanted, "", "", actor.id, asked), new=True)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(_("Search in memos"), key="memo-words", icon=":material/search:")
        kind = st.selectbox(
            _("Kind"),
            [None, *MEMO_KINDS],
            format_func=lambda one: _(KIND_NAMES[one]) if one else _("every kind"),
            width=220,
            key="memo-kind",
        )
    found = workbench.find_memos(actor, project.id, words, kind=kind, limit=MOST)
    for one in found:
        _card(actor, project, things, one)
    if len(found) == MOST:
        st.caption(_("Only the newest are shown. Search for older ones."))
    noted = False if kind else _notes(actor, project, words.strip())
    if not found and not noted:
        st.text(_("Nothing fits.") if words or kind else _("No memo yet. Write down what you think while you code."))
    if not words and not kind:
        st.caption(plain(_("The search also finds what was noted on codings while coding.")))


def _notes(actor: Actor, project: Project, words: str) -> bool:
    """What was noted on codings, with these words in it, and the way to each; whether there is any."""
    if not words:
        return False
    query = Query(where=Where("memo", "=", words))
    found = workbench.find_excerpts(actor, project.id, query, MOST)
    if found:
        all_of_them = workbench.count_excerpts(actor, project.id, query)
        looks.label(_("Noted on codings ({n})").format(n=number(all_of_them)))
    for one in found:
        coding = one.coding
        with st.container(border=True, gap="small", key=f"memo-note-{coding.id}"):
            line = _("line {n}").format(n=number(coding.line_start))
            facts = (f"{one.source_name}, {line}", one.code_key, one.coder_name)
            st.html(f'<div class="mm-head"><span class="mm-faint">{escape(" · ".join(facts))}</span></div>')
            st.html(f'<p class="mm-text">{escape(coding.memo)}</p>')
            where = {"project": str(project.id), "source": one.source_name, "at": str(coding.start)}
            st.page_link(
                "pages/tagging.py", label=plain(_short(coding.quote)), icon=":material/link:", query_params=where
            )
    return bool(found)


def _things(actor: Actor, project: Project, book: Codebook) -> Things:
    names: dict[MemoLink, str] = {}
    for code in book.codes:
        names[MemoLink("code", code.id)] = f"{code.key} {code.label(language(), book.language)}"
    for name, source in workbench.source_names(actor, project.id).items():
        names[MemoLink("source", source)] = name
    for case in workbench.list_cases(actor, project.id):
        names[MemoLink("case", case.id)] = case.key
    return Things(names)


def _asked(actor: Actor, project: Project) -> tuple[MemoLink, ...]:
    """The excerpt in the address that a new memo is to speak of."""
    try:
        link = MemoLink("coding", UUID(st.query_params.get("coding", "")))
    except ValueError:
        return ()
    return (link,) if workbench.spoken_of(actor, project.id, (link,)) else ()


def _form(actor: Actor, project: Project, things: Things, one: Memo, *, new: bool) -> None:
    key = "new" if new else str(one.id)
    with st.form(f"memo-{key}", border=False, clear_on_submit=new):
        kind = st.segmented_control(
            _("Kind"),
            list(MEMO_KINDS),
            default=one.kind,
            format_func=lambda each: _(KIND_NAMES[each]),
            required=True,
            key=f"memo-kind-{key}",
        )
        title = st.text_input(_("Title"), one.title, key=f"memo-title-{key}")
        text = st.text_area(_("Memo"), one.text, height=160, key=f"memo-text-{key}")
        links = [link for link in one.links if link.about == "coding" or link.span]
        for spoken in workbench.spoken_of(actor, project.id, tuple(links)):
            st.caption(plain(f"“{spoken.name}” {spoken.source}"))
        with st.container(horizontal=True):
            for about, label in (("code", _("Codes")), ("source", _("Sources")), ("case", _("Informants"))):
                there = things.several(about)
                links += st.multiselect(
                    label,
                    there,
                    [link for link in one.links if link in there],
                    format_func=things.names.__getitem__,
                    placeholder=_("none"),
                    key=f"memo-{about}-{key}",
                )
        if st.form_submit_button(_("Save"), type="primary"):
            made = Memo(one.id, kind or one.kind, title, text, actor.id, tuple(links), version=one.version)
            _save(actor, project, made, new)


def _save(actor: Actor, project: Project, one: Memo, new: bool) -> None:
    try:
        workbench.write_memo(actor, project.id, one, version=None if new else one.version)
    except CodingError as problem:
        telling.show(problem)
        return
    st.session_state.pop(EDITED, None)
    for name in ("coding", "kind"):
        st.query_params.pop(name, None)
    st.rerun()


def _card(actor: Actor, project: Project, things: Things, one: Memo) -> None:
    mine = one.coder == actor.id and session.may("write_memo")
    with st.container(border=True, gap="small", key=f"memo-card-{one.id}"):
        if mine and st.session_state.get(EDITED) == one.id:
            _form(actor, project, things, one, new=False)
            return
        names = {member.coder.id: member.coder.name for member in workbench.members(actor, project.id)}
        facts = [_(KIND_NAMES[one.kind]), names.get(one.coder, "?")]
        if one.made_at:
            facts.append(when(one.made_at, project.time_zone))
        title = f'<span class="mm-title">{escape(one.title)}</span>' if one.title else ""
        st.html(f'<div class="mm-head">{title}<span class="mm-faint">{escape(" · ".join(facts))}</span></div>')
        if one.text:
            st.html(f'<p class="mm-text">{escape(one.text)}</p>')
        _about(project, workbench.spoken_of(actor, project.id, one.links))
        if mine:
            with st.container(horizontal=True):
                if st.button(_("Edit"), icon=":material/edit:", type="tertiary", key=f"memo-edit-{one.id}"):
                    st.session_state[EDITED] = one.id
                    st.rerun()
                if st.button(_("Delete"), icon=":material/delete:", type="tertiary", key=f"memo-drop-{one.id}"):
                    workbench.drop_memo(actor, project.id, one.id)
                    st.rerun()


def _about(project: Project, things: Sequence[Spoken]) -> None:
    """A way to everything that a memo speaks of."""
    if not things:
        return
    here = {"project": str(project.id)}
    with st.container(horizontal=True):
        for one in things:
            if one.link.about == "code":
                page, where = "pages/excerpts.py", {"code": one.name}
            elif one.link.about == "case":
                page, where = "pages/excerpts.py", {"q": f'case:"{one.name}"'}
            else:
                page = "pages/tagging.py"
                where = {"source": one.source or one.name}
                if one.source:
                    where["at"] = str(one.start)
            st.page_link(page, label=plain(_short(one.name)), icon=":material/link:", query_params={**here, **where})


def _short(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= 60 else f"{one_line[:60]}…"
