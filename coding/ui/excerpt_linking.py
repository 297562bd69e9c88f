"""Linking one excerpt to another: the other is looked for by words and code, then what the first is to it is said."""

from dataclasses import replace
from functools import cached_property
from html import escape
from uuid import UUID, uuid4

import streamlit as st

from coding import reduction, workbench
from coding.errors import CodingError, NotFound
from coding.model import Codebook, Excerpt, Kind, Link, Linked, LinkKind, Project, Query, Where
from coding.ui import telling
from coding.ui.words import N_, _, language, ngettext, number
from coding.workbench import Actor

KIND_NAMES: dict[LinkKind, str] = {
    "supports": N_("supports"),
    "contradicts": N_("contradicts"),
    "explains": N_("explains"),
    "repeats": N_("repeats"),
}
WAYS: dict[tuple[LinkKind, bool], str] = {
    ("supports", False): N_("The first supports the second"),
    ("supports", True): N_("The second supports the first"),
    ("contradicts", False): N_("They contradict each other"),
    ("explains", False): N_("The first explains the second"),
    ("explains", True): N_("The second explains the first"),
    ("repeats", False): N_("They say the same"),
}
"""(kind, whether it is said from the second to the first) → what a person chooses."""

BOTH_WAYS: tuple[LinkKind, ...] = ("contradicts", "repeats")

EDITED, OTHER, WORDS, CODE, AT = "link-edited", "link-other", "link-words", "link-code", "link-at"
FOUND = 10
STYLE = """<style>
.ln-kind { font-size: 1.15rem; font-weight: 600; margin-top: .8rem; }
.ln-kind::first-letter { text-transform: uppercase; }
.ln-kind .ln-faint { font-weight: 400; margin-left: .5rem; }
.ln-faint { opacity: .7; font-size: .875rem; }
.ln-where { font-size: .875rem; opacity: .75; overflow-wrap: anywhere; }
.ln-sign { font-weight: 700; font-size: .75rem; }
.ln-quote { margin: .2rem 0 0; line-height: 1.6; overflow-wrap: anywhere; }
.ln-gone { text-decoration: line-through; opacity: .7; }
.ln-verb { text-align: center; font-weight: 650; padding-top: 1.55rem; }
.ln-verb::after { content: " →"; }
.ln-both::after { content: " ↔"; }
.ln-comment { margin: 0; padding-left: .7rem; white-space: pre-wrap; overflow-wrap: anywhere;
  border-left: 3px solid color-mix(in srgb, currentColor 25%, transparent); }
@media (max-width: 40rem) { .ln-verb { text-align: left; padding-top: 0; } .ln-verb::after { content: " ↓"; }
  .ln-both::after { content: " ↕"; } }
</style>"""


def short(words: str) -> str:
    """A passage in one line of at most a hundred letters."""
    line = " ".join(words.split())
    return line if len(line) <= 100 else f"{line[:100]}…"


class Sayer:
    """Shows excerpts with their references, as quotations of this project have them."""

    def __init__(self, actor: Actor, project: Project) -> None:
        self._actor, self._project = actor, project

    @cached_property
    def _numbers(self) -> dict[tuple[UUID, str], int]:
        return dict(workbench.interview_numbers(self._actor, self._project.id))

    @cached_property
    def _templates(self) -> dict[Kind, str]:
        return dict(reduction.templates(self._project.settings, self._project.language))

    def where(self, one: Excerpt) -> str:
        """Informant, interview and lines; code and coder."""
        interview = self._numbers.get((one.coding.source, one.case_key or ""))
        told = reduction.reference(one, self._templates[one.kind], interview=interview, language=self._project.language)
        return f"{told.strip('()')} · {one.code_key} · {one.coder_name}"

    def passage(self, one: Excerpt, called: str = "") -> None:
        """The words under their reference, and under what the passage is called here."""
        name = f'<div class="ln-faint">{escape(called)}</div>' if called else ""
        st.html(
            f'{name}<div class="ln-where">{escape(self.where(one))}</div>'
            f'<p class="ln-quote">{escape(" ".join(one.coding.quote.split()))}</p>'
        )

    def way(self, one: Excerpt) -> None:
        """The way to where it stands."""
        st.page_link(
            "pages/tagging.py",
            label=_("Open in the text"),
            icon=":material/arrow_forward:",
            query_params={"project": str(self._project.id), "source": one.source_name, "at": str(one.coding.start)},
        )


def asked(actor: Actor, project: Project) -> Excerpt | None:
    """The excerpt in the address from which a link is to go out."""
    try:
        return workbench.excerpt(actor, project.id, UUID(st.query_params.get("coding", "")))
    except (ValueError, NotFound):
        return None


def begin(actor: Actor, project: Project, first: Excerpt) -> None:
    """The passage that links go out from, and the way back to all links."""
    with st.container(border=True, key="link-first"):
        Sayer(actor, project).passage(first, _("First passage"))
        if st.button(_("Show all links"), icon=":material/arrow_back:", type="tertiary"):
            _leave()


def make(actor: Actor, project: Project, book: Codebook, first: Excerpt) -> None:
    """Look for the other passage, then say what the first is to it."""
    said = Sayer(actor, project)
    other = _other(actor, project, first)
    if other is not None:
        with st.container(border=True, key="link-second"):
            said.passage(other, _("Second passage"))
            _say(actor, project, first, other)
        return
    _search(actor, project, book, said, first)


def _leave() -> None:
    for name in (OTHER, WORDS, CODE):
        st.session_state.pop(name, None)
    st.query_params.pop("coding", None)
    st.rerun()


def _other(actor: Actor, project: Project, first: Excerpt) -> Excerpt | None:
    """The passage chosen for this one."""
    begun, chosen = st.session_state.get(OTHER, (None, None))
    if begun != first.coding.id or chosen is None:
        return None
    try:
        return workbench.excerpt(actor, project.id, chosen)
    except NotFound:
        return None


def _choose(first: UUID, other: UUID | None) -> None:
    """Take a passage as the other end (as a callback: before the widgets are drawn)."""
    st.session_state[OTHER] = (first, other)


def _search(actor: Actor, project: Project, book: Codebook, said: Sayer, first: Excerpt) -> None:
    codes = {code.id: f"{code.sign or code.key} · {code.label(language(), book.language)}" for code in book.codes}
    st.subheader(_("Which passage is the other one?"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(_("Words in it"), icon=":material/search:", key=WORDS, width=320)
        code = st.selectbox(
            _("Code"),
            [None, *codes],
            format_func=lambda one: codes[one] if one else _("every code"),
            key=CODE,
            width=320,
        )
    asked_for = Query(
        codes=book.below(code) if code else (),
        where=Where("words", "=", words.strip()) if words.strip() else None,
    )
    total = workbench.count_excerpts(actor, project.id, asked_for)
    told = ngettext("{n} excerpt", "{n} excerpts", total).format(n=number(total))
    pages = -(-total // FOUND)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(told, width="content")
        now = st.pagination(pages, key=f"{AT}-{words}-{code}") if pages > 1 else 1
    page = workbench.find_excerpts(actor, project.id, asked_for, FOUND, (min(now, max(pages, 1)) - 1) * FOUND)
    for one in page:
        if one.coding.id == first.coding.id:
            continue
        with st.container(border=True, gap="small", key=f"link-found-{one.coding.id}"):
            said.passage(one)
            st.button(
                _("Choose this passage"),
                icon=":material/add_link:",
                key=f"link-choose-{one.coding.id}",
                on_click=_choose,
                args=(first.coding.id, one.coding.id),
            )


def _say(actor: Actor, project: Project, first: Excerpt, other: Excerpt) -> None:
    with st.form("link-new", border=False):
        (kind, turned), comment = _fields("new", ("supports", False), "")
        with st.container(horizontal=True):
            save = st.form_submit_button(_("Link"), icon=":material/add_link:", type="primary")
            back = st.form_submit_button(_("Another passage"))
    if back:
        st.session_state.pop(OTHER, None)
        st.rerun()
    if save:
        ends = (first.coding.id, other.coding.id)
        this, that = ends[::-1] if turned else ends
        _save(actor, project, Link(uuid4(), this, kind, that, comment, actor.id), None)


def change(actor: Actor, project: Project, said: Sayer, one: Linked) -> None:
    """Say anew what two passages are to each other."""
    for end, label in ((one.this, _("First passage")), (one.that, _("Second passage"))):
        if end.excerpt is not None:
            said.passage(end.excerpt, label)
    with st.form(f"link-{one.link.id}", border=False):
        (kind, turned), comment = _fields(str(one.link.id), (one.link.kind, False), one.link.comment)
        with st.container(horizontal=True):
            save = st.form_submit_button(_("Save"), type="primary")
            leave = st.form_submit_button(_("Cancel"))
    if leave:
        st.session_state.pop(EDITED, None)
        st.rerun()
    if save:
        this, that = (one.link.that, one.link.this) if turned else (one.link.this, one.link.that)
        _save(actor, project, replace(one.link, this=this, kind=kind, that=that, comment=comment), one.link.version)


def _fields(key: str, way: tuple[LinkKind, bool], comment: str) -> tuple[tuple[LinkKind, bool], str]:
    ways = list(WAYS)
    chosen: tuple[LinkKind, bool] = st.selectbox(
        _("What they are to each other"),
        ways,
        index=ways.index(way),
        format_func=lambda one: _(WAYS[one]),
        width=360,
        key=f"link-way-{key}",
    )
    return chosen, st.text_area(_("Comment"), comment, height=90, key=f"link-comment-{key}")


def _save(actor: Actor, project: Project, one: Link, version: int | None) -> None:
    try:
        workbench.link(actor, project.id, one, version=version)
    except CodingError as problem:
        telling.show(problem)
        return
    st.session_state.pop(EDITED, None)
    st.session_state.pop(OTHER, None)
    st.rerun()
