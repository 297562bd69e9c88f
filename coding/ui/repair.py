"""Who speaks where, put right on the page of transcripts: a table of the speakers, and the turns with what can be done.

Text and codings stay. Every change is an act of its own, and undo takes it back.
"""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

import pandas as pd
import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import SPEAKER_ROLES, Source, SourceSummary, Turn
from coding.ui import keeping, looks, session
from coding.ui.preview import ROLE_NAMES, translated
from coding.ui.words import _, ngettext, number, plain, tell
from coding.workbench import Actor, Voice

OPEN = "repair_open"
PROBLEM = "repair_problem"
PAGE = 25
"""Turns on one page of them."""

OWN = frozenset({"split_turn", "join_turns", "give_turns", "give_label", "edit_speaker", "redo"})
"""Acts that this view takes back; codings are taken back where they are made."""

Act = Callable[[], object]


def offer(source: UUID) -> None:
    """The way to the speakers and turns of a source."""
    if session.may("edit_source"):
        st.button(
            _("Speakers and turns"), icon=":material/record_voice_over:", on_click=_open, args=(source,), key="repair"
        )


def _open(source: UUID) -> None:
    st.session_state[OPEN] = source


def opened(there: Sequence[SourceSummary]) -> bool:
    """Whether the speakers of a source of this project are being put right."""
    return any(one.id == st.session_state.get(OPEN) for one in there)


def _close() -> None:
    st.session_state.pop(OPEN, None)
    st.session_state.pop(PROBLEM, None)


def _do(source: UUID, act: Act) -> None:
    """Do an act; what stands in its way is told, and the table begins anew from what is stored."""
    try:
        act()
    except CodingError as problem:
        st.session_state[PROBLEM] = problem
    else:
        st.session_state.pop(PROBLEM, None)
    keeping.begin_anew(f"repair-voices-{source}")


def show(actor: Actor, project: UUID) -> None:
    """The speakers of the source, then its turns, a page at a time."""
    source: UUID = st.session_state[OPEN]
    one = workbench.load_source(actor, project, source)
    st.subheader(plain(_("Speakers and turns of “{name}”").format(name=one.name)))
    st.caption(_("The text and the codings stay as they are; who said it, and what is counted by it, follows."))
    with st.container(horizontal=True):
        st.button(_("Back to the sources"), icon=":material/arrow_back:", on_click=_close, key="repair-back")
        standing = workbench.standing(actor, project, source)
        back: Act = partial(workbench.undo, actor, project, source=source)
        again: Act = partial(workbench.redo, actor, project, source=source)
        st.button(
            _("Undo"),
            icon=":material/undo:",
            on_click=_do,
            args=(source, back),
            disabled=standing.undo not in OWN,
            key="repair-undo",
        )
        st.button(
            _("Redo"),
            icon=":material/redo:",
            on_click=_do,
            args=(source, again),
            disabled=standing.redo not in {"undo"},
            key="repair-redo",
        )
    problem: CodingError | None = st.session_state.get(PROBLEM)
    if problem is not None:
        st.warning(plain(tell(problem)))
    _voices(actor, project, source)
    if one.turns:
        _turns(actor, project, one)


# -- the speakers ---------------------------------------------------------------------------------


def _voices(actor: Actor, project: UUID, source: UUID) -> None:
    cases = {case.id: case.key for case in workbench.list_cases(actor, project)}
    there = [one for one in workbench.list_voices(actor, project, source) if one.speaker]
    widget = keeping.anew(f"repair-voices-{source}")
    if not there:
        st.caption(_("No speakers were recognised: the text stays as one piece that nobody is named for."))
        return
    table, kept = keeping.steady(widget, lambda: (_table(there, cases), there))
    looks.label(_("Speakers"))
    edited = st.data_editor(
        table,
        key=widget,
        hide_index=True,
        width="stretch",
        disabled=["turns", "words", "codings"],
        column_config={
            "label": st.column_config.TextColumn(
                _("Label"), required=True, help=_("Write the label of another speaker to make one of the two.")
            ),
            "role": st.column_config.SelectboxColumn(
                _("Role"), options=list(SPEAKER_ROLES), format_func=partial(translated, ROLE_NAMES), required=True
            ),
            "case": st.column_config.TextColumn(_("Informant")),
            "turns": st.column_config.NumberColumn(_("Turns"), format="localized"),
            "words": st.column_config.NumberColumn(_("Words"), format="localized"),
            "codings": st.column_config.NumberColumn(_("Codings"), format="localized"),
        },
    )
    for before, (_at, row) in zip(kept, edited.iterrows(), strict=True):
        act = _changed(actor, project, source, before, row, cases)
        if act is not None:
            _do(source, act)
            st.rerun()


def _table(there: Sequence[Voice], cases: dict[UUID, str]) -> pd.DataFrame:
    rows = [
        (v.label, v.role, cases.get(v.case, "") if v.case else "", one.turns, one.words, one.codings)
        for one in there
        if (v := one.speaker)
    ]
    return pd.DataFrame(rows, columns=["label", "role", "case", "turns", "words", "codings"])


def _changed(
    actor: Actor, project: UUID, source: UUID, before: Voice, row: "pd.Series[str]", cases: dict[UUID, str]
) -> Act | None:
    """What a changed row asks for; one cell is changed at a time."""
    voice = before.speaker
    assert voice
    assert voice.id
    label, key = keeping.typed(row["label"]), keeping.typed(row["case"])
    if label != voice.label:
        return partial(workbench.give_label, actor, project, source, voice.label, label)
    if key != (cases.get(voice.case, "") if voice.case else ""):
        return partial(_tie, actor, project, source, voice.id, key)
    if row["role"] != voice.role:
        return partial(workbench.edit_speaker, actor, project, source, voice.id, {"role": row["role"]})
    return None


def _tie(actor: Actor, project: UUID, source: UUID, voice: UUID, key: str) -> None:
    tied = workbench.case_for(actor, project, key, {}).id if key else None
    workbench.edit_speaker(actor, project, source, voice, {"case": tied})


# -- the turns ------------------------------------------------------------------------------------


def _turns(actor: Actor, project: UUID, one: Source) -> None:
    pages = -(-len(one.turns) // PAGE)
    page = 0
    if pages > 1:
        page = int(st.number_input(_("Page"), 1, pages, key=f"repair-page-{one.id}", width=160)) - 1
    first = min(page, pages - 1) * PAGE
    told = ngettext("{n} turn", "{n} turns", len(one.turns)).format(n=number(len(one.turns)))
    looks.label(f"{_('Turns')} · {told}")
    shown = one.turns[first : first + PAGE]
    looks.table(
        ["", _("Speaker"), _("Words")],
        [
            (number(first + at), turn.speaker or "–", " ".join(one.text[turn.start : turn.end].split()))
            for at, turn in enumerate(shown, start=1)
        ],
        tight=[0, 1],
    )
    numbers = list(range(first, first + len(shown)))
    chosen = st.selectbox(
        _("Turn to put right"),
        numbers,
        index=None,
        format_func=lambda at: _named(one, at),
        key=f"repair-turn-{one.id}",
        placeholder=_("Choose a turn"),
    )
    if chosen is not None and chosen < len(one.turns):
        _one(actor, project, one, chosen)


def _named(one: Source, at: int) -> str:
    if at >= len(one.turns):
        return number(at + 1)
    turn = one.turns[at]
    words = " ".join(one.text[turn.start : turn.end].split())
    return f"{number(at + 1)} · {turn.speaker or '–'} · {words[:60]}"


def _one(actor: Actor, project: UUID, one: Source, at: int) -> None:
    turn = one.turns[at]
    span, version = (turn.start, turn.end), one.text_version
    assert one.id
    with st.container(border=True):
        _split(actor, project, one, turn)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            join: Act = partial(workbench.join_turns, actor, project, one.id, span, text_version=version)
            st.button(
                _("Join with the next turn"),
                icon=":material/merge:",
                on_click=_do,
                args=(one.id, join),
                disabled=at + 1 >= len(one.turns),
                shortcut="Alt+J",
                key="repair-join",
            )
            labels = [voice.label for voice in one.speakers if voice.label != turn.speaker]
            to = st.selectbox(
                _("Said by"),
                labels,
                index=None,
                accept_new_options=True,
                key=f"repair-to-{one.id}-{at}-{turn.speaker}",
                placeholder=_("A speaker, or a new label"),
                width=260,
            )
            give: Act = partial(workbench.give_turns, actor, project, one.id, [span], to, text_version=version)
            st.button(_("Give this turn"), on_click=_do, args=(one.id, give), disabled=not to, key="repair-give")


def _split(actor: Actor, project: UUID, one: Source, turn: Turn) -> None:
    """Before which word the second turn begins."""
    assert one.id
    text = one.text[turn.start : turn.end]
    places = [turn.start + at for at in range(1, len(text)) if text[at - 1].isspace() and not text[at].isspace()]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        at = st.selectbox(
            _("A new turn begins before"),
            places,
            index=None,
            format_func=lambda place: " ".join(one.text[place : min(place + 70, turn.end)].split()),
            key=f"repair-at-{one.id}-{turn.start}-{turn.end}",
            placeholder=_("Choose a word"),
            width=420,
        )
        act: Act = partial(
            workbench.split_turn, actor, project, one.id, (turn.start, turn.end), at or 0, text_version=one.text_version
        )
        st.button(
            _("Split here"),
            icon=":material/call_split:",
            on_click=_do,
            args=(one.id, act),
            disabled=at is None,
            shortcut="Alt+S",
            key="repair-split",
        )
