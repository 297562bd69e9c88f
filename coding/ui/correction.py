"""Correcting the text of a source: edited, told what happens to its codings, saved; and the texts it had before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import CodingError, Conflict
from coding.model import Codebook, Coding, SourceSummary
from coding.transcript.strangers import Stranger
from coding.ui import correction_voices, focus, looks, session
from coding.ui.words import _, language, moment, ngettext, number, plain, tell
from coding.workbench import Actor, Consequences, Followed, LineChange, TextVersion

EDITING = "correction_editing"
DONE = "correction_done"
REFUSED = "correction_refused"
FIELD = "correction-text"
HEIGHT = 460


@dataclass
class Draft:
    """A correction being written: the version it began with, what is typed, and what was last told about it."""

    source: UUID
    name: str
    version: int
    text: str
    attempt: int = 0
    looked: tuple[str, Consequences] | None = None
    problem: CodingError | None = None
    voices: dict[str, str] = field(default_factory=dict)
    at: int | None = None
    """Where the person was who came from coding, and goes back there."""


@dataclass
class _Done:
    """A correction just saved."""

    name: str
    what: Consequences
    coding: bool


def draft_of(actor: Actor, project: UUID, source: UUID, attempt: int = 0) -> Draft:
    """A correction that begins with the text as it is now."""
    one = workbench.load_source(actor, project, source)
    return Draft(source, one.name, one.text_version, one.text, attempt)


def begin(actor: Actor, project: UUID, source: UUID, attempt: int = 0) -> None:
    """Open the text of a source for correction."""
    st.session_state[EDITING] = draft_of(actor, project, source, attempt)
    st.session_state.pop(DONE, None)


def come(actor: Actor, project: UUID, source: UUID, at: int) -> None:
    """From coding to the correction of the text at a place; what was typed in another one is not lost for it."""
    draft: Draft | None = st.session_state.get(EDITING)
    if draft is not None and draft.source != source and draft.text != draft_of(actor, project, draft.source).text:
        st.session_state[REFUSED] = True
        return
    if draft is None or draft.source != source:
        begin(actor, project, source)
    st.session_state[EDITING].at = at


def editing(there: Sequence[SourceSummary]) -> bool:
    """Whether a text of this project is open for correction."""
    draft: Draft | None = st.session_state.get(EDITING)
    return draft is not None and any(one.id == draft.source for one in there)


def _close() -> None:
    st.session_state.pop(EDITING, None)


def show(actor: Actor, project: UUID) -> None:
    """The text, and beneath it what saving would do."""
    draft: Draft = st.session_state[EDITING]
    st.subheader(plain(_("Correct the text of “{name}”").format(name=draft.name)))
    st.caption(
        _(
            "Codings follow their words. Each line of talk keeps its speaker; to split a turn, write a speaker of this "
            "source at the beginning of a line. The text as it is now is kept and can be read later."
        )
    )
    if st.session_state.pop(REFUSED, False):
        st.warning(_("This correction is not finished. Save or cancel it, then another text can be corrected."))
    with st.container(key=FIELD):
        draft.text = st.text_area(
            _("Text"),
            draft.text,
            height=HEIGHT,
            key=f"correction-{draft.source}-{draft.attempt}",
            label_visibility="collapsed",
        )
    if draft.at is not None:
        focus.put(FIELD, f"{draft.source}-{draft.attempt}-{draft.at}", draft.at)
    with st.container(horizontal=True):
        if st.button(_("See what happens"), type="secondary" if _is_told(draft) else "primary"):
            _look(actor, project, draft)
        leave = _("Cancel") if draft.at is None else _("Cancel and go on coding")
        if st.button(leave, key="correction-cancel"):
            _close()
            _leave(draft.name, coding=draft.at is not None)
    if draft.problem is not None:
        _tell(actor, project, draft)
    elif draft.looked and not _is_told(draft):
        st.info(_("The text has changed since: look again at what happens."))
    if _is_told(draft):
        assert draft.looked
        if strangers := draft.looked[1].strangers:
            _ask(actor, project, draft, strangers)
        consequences(draft.looked[1], workbench.codebook(actor, project), coder_names(actor, project))
        if st.button(_("Save the correction"), type="primary", icon=":material/check:"):
            _save(actor, project, draft, draft.looked[1])


def _ask(actor: Actor, project: UUID, draft: Draft, strangers: Sequence[Stranger]) -> None:
    with st.container(border=True):
        answers = correction_voices.ask(actor, project, draft.source, strangers, draft.voices)
    if answers != draft.voices:
        draft.voices = answers
        _look(actor, project, draft)


def done(name: str, what: Consequences) -> None:
    """Tell on the next look what a text that was just replaced has done to its codings."""
    st.session_state[DONE] = _Done(name, what, coding=False)


def _leave(name: str, *, coding: bool) -> None:
    """Back to where the person came from: coding goes on at its place, which follows the words."""
    if coding:
        st.switch_page("pages/tagging.py", query_params={"source": name})
    st.rerun()


def _is_told(draft: Draft) -> bool:
    return draft.problem is None and draft.looked is not None and draft.looked[0] == draft.text


def _look(actor: Actor, project: UUID, draft: Draft) -> None:
    try:
        what = workbench.preview_correction(actor, project, draft.source, draft.text, voices=draft.voices)
        draft.looked = (draft.text, what)
        draft.problem = None
    except CodingError as problem:
        draft.looked, draft.problem = None, problem
    st.rerun()


def _save(actor: Actor, project: UUID, draft: Draft, told: Consequences) -> None:
    try:
        what = workbench.correct_source(
            actor,
            project,
            draft.source,
            draft.text,
            version=draft.version,
            seen=told.seen,
            voices=draft.voices,
        )
    except CodingError as problem:
        draft.looked, draft.problem = None, problem
    else:
        st.session_state[DONE] = _Done(draft.name, what, draft.at is not None)
        _close()
    st.rerun()


def _tell(actor: Actor, project: UUID, draft: Draft) -> None:
    """Why it cannot be saved as it is; where somebody else was first, the way on that loses nothing."""
    assert draft.problem
    st.warning(plain(tell(draft.problem)))
    newest = workbench.load_source(actor, project, draft.source)
    if not isinstance(draft.problem, Conflict) or newest.text_version == draft.version:
        return
    with st.container(horizontal=True):
        st.download_button(
            _("Take my text as a file"), draft.text, file_name=f"{draft.name}.txt", key="correction-mine"
        )
        if st.button(_("Begin again with the newest text")):
            begin(actor, project, draft.source, draft.attempt + 1)
            st.rerun()


def coder_names(actor: Actor, project: UUID) -> dict[UUID, str]:
    """People's names by their ids."""
    return {member.coder.id: member.coder.name for member in workbench.members(actor, project)}


def consequences(what: Consequences, book: Codebook, names: dict[UUID, str]) -> None:
    """What happens to each coding, to lines that are referred to, and where the text is written otherwise."""
    with st.container(border=True):
        looks.label(_("What happens"))
        st.write(" ".join(_counts(what)))
        if lost := what.that("lost"):
            looks.label(_("These codings lose their words and are taken away; undo brings them back"))
            _table(
                [_("Words"), _("Line")], [[one.before.quote, _lines_of(one.before)] for one in lost], lost, book, names
            )
        if changed := what.that("changed"):
            looks.label(_("These codings stay, on other words"))
            rows = [[one.before.quote, one.after.quote, _lines_of(one.after)] for one in changed if one.after]
            _table([_("Before"), _("Then"), _("Line")], rows, changed, book, names)
        if what.references:
            looks.label(_("Lines you may have quoted have another number"))
            _scrolled([_("Before"), _("Then"), _("Codings")], [_reference(one) for one in what.references])
        _edits(what)


def _counts(what: Consequences) -> list[str]:
    """How many codings fare how, in a sentence each."""
    same = len(what.that("unchanged")) + len(what.that("moved"))
    changed, lost = len(what.that("changed")), len(what.that("lost"))
    if not what.codings:
        return [_("Nothing is coded here yet.")]
    told = [ngettext("{n} coding keeps its words.", "{n} codings keep their words.", same).format(n=number(same))]
    if changed:
        told.append(ngettext("The words of {n} change.", "The words of {n} change.", changed).format(n=number(changed)))
    if lost:
        told.append(ngettext("{n} is lost.", "{n} are lost.", lost).format(n=number(lost)))
    if what.turns[0] != what.turns[1]:
        told.append(_("Turns: {before} → {after}.").format(before=number(what.turns[0]), after=number(what.turns[1])))
    return told


def _edits(what: Consequences) -> None:
    places = ngettext("{n} place is written otherwise", "{n} places are written otherwise", what.edits)
    with st.expander(places.format(n=number(what.edits))):
        _scrolled(
            [_("Line"), _("Before"), _("Then")], [[number(one.line), one.before, one.after] for one in what.places]
        )
        if what.edits > len(what.places):
            st.caption(_("The first {n} are shown.").format(n=number(len(what.places))))


def _reference(one: LineChange) -> list[str]:
    return [_span(one.before), _span(one.after), number(one.codings)]


def _lines_of(one: Coding) -> str:
    return _span((one.line_start, one.line_end))


def _span(lines: tuple[int, int]) -> str:
    return str(lines[0]) if lines[0] == lines[1] else f"{lines[0]}-{lines[1]}"


def _table(
    head: list[str], rows: list[list[str]], codings: Sequence[Followed], book: Codebook, names: dict[UUID, str]
) -> None:
    """Codings by their code and, where there are several, their coder."""
    several = len({one.before.coder for one in codings}) > 1
    beside = [[_code(one.before, book), *([names.get(one.before.coder, "")] if several else [])] for one in codings]
    _scrolled(
        [_("Code"), *([_("Coder")] if several else []), *head],
        [[*one, *row] for one, row in zip(beside, rows, strict=True)],
        tight=[0, 1] if several else [0],
    )


def _scrolled(head: list[str], rows: Sequence[Sequence[str]], *, tight: Sequence[int] = (0,)) -> None:
    with st.container(height=300 if len(rows) > 7 else "content", border=False):
        looks.table(head, rows, tight=tight)


def _code(one: Coding, book: Codebook) -> str:
    code = book.find(one.code)
    return f"{code.key} {code.label(language(), book.language)}" if code else "?"


def result(actor: Actor, project: UUID) -> None:
    """What the last correction did, until it is put away or taken back."""
    done: _Done | None = st.session_state.get(DONE)
    if done is None:
        return
    with st.container(border=True):
        st.success(
            plain(_("The text of “{name}” is corrected.").format(name=done.name)), icon=":material/check_circle:"
        )
        st.write(" ".join(_counts(done.what)))
        with st.container(horizontal=True):
            go_on = done.coding and st.button(_("Go on coding"), type="primary", icon=":material/ink_highlighter:")
            if go_on:
                st.session_state.pop(DONE, None)
                _leave(done.name, coding=True)
            if st.button(_("Undo"), icon=":material/undo:", key="correction-undo"):
                workbench.undo(actor, project)
                st.session_state.pop(DONE, None)
                st.rerun()
            st.button(_("Put away"), key="correction-away", on_click=lambda: st.session_state.pop(DONE, None))


def offer(actor: Actor, project: UUID, source: UUID) -> None:
    """The way into the correction, and the texts there were before."""
    if session.may("remove_source"):
        st.button(
            _("Correct the text"),
            icon=":material/edit_note:",
            on_click=begin,
            args=(actor, project, source),
            key="correct",
        )


def versions(actor: Actor, project: UUID, source: UUID) -> None:
    """The texts a source has and had; each can be read, and the codings that a correction cost are named."""
    there = workbench.text_versions(actor, project, source)
    if len(there) < 2:
        return
    zone = workbench.project(actor, project).time_zone
    with st.expander(
        ngettext("{n} version of the text", "{n} versions of the text", len(there)).format(n=number(len(there)))
    ):
        looks.table(
            [_("Version"), _("Since"), _("By"), "", _("Lost codings")],
            [(str(one.number), moment(one.at, zone), one.by, _standing(one), _cost(one)) for one in there],
            tight=[0, 3],
        )
        chosen = st.selectbox(
            _("Read a version"),
            there,
            format_func=lambda one: _named(one),
            index=None,
            key=f"version-{source}",
            width=320,
            placeholder=_("Choose a version"),
        )
        if chosen is not None:
            _lost(chosen, workbench.codebook(actor, project))
            _read(workbench.text_version(actor, project, source, chosen.number))


def _standing(one: TextVersion) -> str:
    if one.holds:
        return _("in use")
    return _("taken back") if one.taken_back else _("replaced")


def _cost(one: TextVersion) -> str:
    return number(len(one.lost)) if one.lost and not one.taken_back else "–"


def _named(one: TextVersion) -> str:
    return f"{_('Version')} {one.number} · {_standing(one)}"


def _lost(one: TextVersion, book: Codebook) -> None:
    if one.lost and not one.taken_back:
        looks.label(_("Codings that lost their words by this correction"))
        _scrolled([_("Code"), _("Words")], [[_code(coding, book), coding.quote] for coding in one.lost])


def _read(text: str) -> None:
    with st.container(height=HEIGHT, border=True):
        st.text(text)
