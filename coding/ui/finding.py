"""Words found in the texts: a view of the excerpts that one key opens from every page."""

from contextlib import suppress
from html import escape
from uuid import uuid4

import streamlit as st

from coding import workbench
from coding.errors import CodingError, NothingToFind
from coding.model import KINDS, Project, SpeakerRole
from coding.ui import finding_coding, focus, session, telling
from coding.ui.preview import KIND_NAMES
from coding.ui.words import _, ngettext, number, plain
from coding.workbench import Actor
from coding.workbench.finding import PAGE, Form, Found, Hit, Search, search, word_family

KEY = "Ctrl+K"
WORDS, ADDRESS, CARET = "find-words", "find-address", "find-caret"
FIRST, SHOWN, FORMS = "find-first", "find-shown", "find-forms"
VOICES: tuple[SpeakerRole, ...] = ("informant", "other")
"""Who speaks when the interviewer's words are left out."""

STYLE = """<style>
.fi-line { margin: 0; line-height: 1.55; overflow-wrap: anywhere; }
.fi-line mark { background: color-mix(in srgb, #e69f00 32%, transparent); color: inherit; font-weight: 600; }
.fi-faint { opacity: .75; }
</style>"""


def offer(project: Project | None) -> None:
    """The button in the side bar, and its key: from every page to the words that are looked for."""
    if project is None:
        return
    if st.sidebar.button(_("Find in texts"), icon=":material/search:", shortcut=KEY, width="stretch", key="find-open"):
        st.session_state[CARET] = uuid4().hex
        st.switch_page(session.page("excerpts"), query_params={"project": str(project.id), "view": "find"})


def _hint() -> str:
    return _("a word, “a phrase”, coordin*, one | other")


def show(actor: Actor, project: Project) -> None:
    """The view: what is looked for and where, the hits a page at a time, chosen and coded."""
    st.html(STYLE)
    asked = st.query_params.get("words", "")
    if asked != st.session_state.get(ADDRESS) or WORDS not in st.session_state:
        # Another address than we wrote ourselves: somebody followed a link.
        st.session_state[WORDS] = st.session_state[ADDRESS] = asked
    with st.container(horizontal=True, vertical_alignment="bottom", key="find-field"):
        words = st.text_input(_("Words"), key=WORDS, placeholder=_hint()).strip()
        _family(actor, project, words)
    if token := st.session_state.get(CARET):
        focus.put("find-field", token)
    wanted = _narrowed(actor, project, words)
    if words != asked:
        st.query_params["words"] = st.session_state[ADDRESS] = words
    if not words:
        st.caption(
            plain(
                _(
                    "Words next to each other are looked for in the same passage, “words between quotation marks” as a "
                    "phrase. An asterisk stands for any letters, | stands between alternatives."
                )
            )
        )
        return
    if st.session_state.get(SHOWN) != wanted:
        st.session_state[SHOWN], st.session_state[FIRST] = wanted, 0
    first = int(st.session_state[FIRST])
    found = _looked_up(actor, project, wanted, PAGE, first)
    if found is None:
        return
    _pages(found, first)
    if not found.hits:
        finding_coding.outcome(actor, project)
        return
    chosen = finding_coding.chosen(found.hits, first)
    finding_coding.bar(actor, project, wanted, found, chosen)
    for place, one in enumerate(found.hits):
        with st.container(border=True, gap="xsmall", key=f"find-hit-{place}"):
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                finding_coding.tick(one, _where(one))
                _open(project, one)
            _line(one)


def _looked_up(actor: Actor, project: Project, wanted: Search, limit: int, first: int) -> Found | None:
    try:
        return search(actor, project.id, wanted, limit, first)
    except CodingError as wrong:
        telling.show(wrong)
        return None


def _narrowed(actor: Actor, project: Project, words: str) -> Search:
    """Where is looked: all of it unless somebody narrows it."""
    names = {id_: name for name, id_ in workbench.source_names(actor, project.id).items()}
    cases = [one.key for one in workbench.list_cases(actor, project.id)]
    with st.expander(_("Narrow down"), icon=":material/filter_list:"):
        columns = st.columns(3)
        every = _("all")
        with columns[0]:
            sources = st.multiselect(
                _("Sources"), list(names), format_func=names.__getitem__, key="find-sources", placeholder=every
            )
        with columns[1]:
            kinds = st.multiselect(
                _("Kind"), KINDS, format_func=lambda kind: _(KIND_NAMES[kind]), key="find-kinds", placeholder=every
            )
        with columns[2]:
            informants = st.multiselect(_("Informants"), cases, key="find-cases", placeholder=every)
        without = st.checkbox(_("Leave out what the interviewer says"), key="find-voices")
    return Search(words, tuple(sources), tuple(kinds), VOICES if without else (), tuple(informants))


def _family(actor: Actor, project: Project, words: str) -> None:
    """The inflected forms of a single word that occur, to be ticked and looked for together."""
    with st.popover(_("Word family"), icon=":material/family_history:", disabled=not words):
        if not words:
            return
        forms: list[Form] = []
        with suppress(NothingToFind):
            forms = word_family(actor, project.id, words)
        if not forms:
            st.text(_("No form of this word occurs."))
            return
        counts = {one.word: number(one.passages) for one in forms}
        key = f"{FORMS}-{words}"
        ticked = st.pills(
            _("Forms that occur, and in how many passages"),
            list(counts),
            default=list(counts),
            selection_mode="multi",
            format_func=lambda word: f"{plain(word)} ({counts[word]})",
            key=key,
        )
        st.button(
            _("Look for these together"), type="primary", disabled=not ticked, on_click=_together, args=(list(ticked),)
        )


def _together(words: list[str]) -> None:
    st.session_state[WORDS] = " | ".join(words)


def _pages(found: Found, first: int) -> None:
    """How many there are, which of them stand here, and the way on and back."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(_told(found), width="content")
        if not first and not found.more:
            return
        if found.hits:
            told = _("{first} to {last}").format(first=number(first + 1), last=number(first + len(found.hits)))
            st.text(told, width="content")
        st.button(
            _("Back"), icon=":material/arrow_back:", key="find-back", disabled=not first, on_click=_turn, args=(-PAGE,)
        )
        st.button(
            _("On"),
            icon=":material/arrow_forward:",
            key="find-on",
            disabled=not found.more,
            on_click=_turn,
            args=(PAGE,),
        )


def _turn(step: int) -> None:
    st.session_state[FIRST] = max(int(st.session_state.get(FIRST, 0)) + step, 0)


def _told(found: Found) -> str:
    if not found.total:
        return _("These words are in none of the texts searched.")
    if found.exact:
        return ngettext("{n} hit", "{n} hits", found.total).format(n=number(found.total))
    told = ngettext("{n} passage has the words", "{n} passages have the words", found.total)
    return told.format(n=number(found.total))


def _where(one: Hit) -> str:
    who = one.case or one.speaker or ""
    parts = [one.source_name, *([who] if who and who != one.source_name else [])]
    if one.speaker and one.speaker != who:
        parts.append(one.speaker)
    return " · ".join(parts)


def _line(one: Hit) -> None:
    """A hit between the words around it; what people said is escaped."""
    begun = "…" if len(one.before) < one.start else ""
    st.html(
        f'<p class="fi-line"><span class="fi-faint">{begun}{escape(one.before)}</span>'
        f'<mark>{escape(one.words)}</mark><span class="fi-faint">{escape(one.after)}…</span></p>'
    )


def _open(project: Project, one: Hit) -> None:
    st.page_link(
        session.page("tagging"),
        label=_("Open in the text"),
        icon=":material/arrow_forward:",
        query_params={"project": str(project.id), "source": one.source_name, "at": str(one.start)},
    )
