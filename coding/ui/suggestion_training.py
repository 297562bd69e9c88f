"""Training: what the classifier knows, how old that is, and learning again beside everything else.

It runs in a process of its own; leaving the page does not stop it, and whoever comes back finds it.
"""

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import Card, Language, Project
from coding.ui import pulse, session
from coding.ui.happenings import when
from coding.ui.preview import LANGUAGE_NAMES, translated
from coding.ui.words import _, ngettext, number, percent, plain, tell
from coding.workbench import Actor, Training

POLL_SECONDS = 0.7
FAILED = "suggestion-failed"
WRONG_IN_TEN, ANY_IN_TEN = (1, 2, 3, 4, 5, 6), 10
LAYERS = "suggestion-layers"
EVERYBODY: tuple[UUID, ...] = ()
"""No coders named: the codings of all."""

SUGGEST = "suggest"
"""The preference: whether suggestions are shown in the text while coding."""


@st.cache_resource(show_spinner=False)
def _running() -> dict[tuple[UUID, UUID, Language], Training]:
    """What is being trained, by project, person and language."""
    return {}


def bars(actor: Actor, project: Project, cards: Mapping[Language, Card | None]) -> None:
    """What is known, and the button; while it learns, how far it is and a way to stop. A line for each language."""
    several = len(cards) > 1
    for language, card in cards.items():
        _bar(actor, project, language, card, translated(LANGUAGE_NAMES, language) if several else "")


def _bar(actor: Actor, project: Project, language: Language, card: Card | None, name: str) -> None:
    here = (project.id, actor.id, language)
    if here in _running():
        _watch(actor, project, language)
        return
    if (problem := st.session_state.pop(FAILED, None)) is not None:
        st.warning(plain(tell(problem)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        told = _known(actor, project, card)
        st.text(f"{name}: {told}" if name else told, width="stretch")
        if session.may("train"):
            layers = _teachers(actor, project, language, card)
            label = _("Train again") if card else _("Train the classifier")
            kind: Literal["secondary", "primary"] = "secondary" if card else "primary"
            if st.button(label, icon=":material/model_training:", type=kind, key=f"train-{language}"):
                _running()[here] = workbench.start_training(actor, project.id, language=language, layers=layers)
                st.rerun()


def _teachers(actor: Actor, project: Project, language: Language, card: Card | None) -> tuple[UUID, ...] | None:
    """Whose codings the next training learns from: those of the last one, unless the person chooses others."""
    there = workbench.layers(actor, project.id)
    if len(there) < 2:
        return None
    names = {(one.id,): _("mine") if one.id == actor.id else one.name for one in there}
    choices = [EVERYBODY, *names]
    usual = (actor.id,) if (actor.id,) in names else EVERYBODY
    if card:
        usual = card.layers if len(card.layers) == 1 else EVERYBODY
    # Kept beside the widget's own state, which Streamlit forgets on every view and page without the widget.
    kept = f"{LAYERS}-{project.id}-{language}-kept"
    wanted = st.session_state.get(kept, usual)
    chosen: tuple[UUID, ...] = st.selectbox(
        _("Learn from the codings of"),
        choices,
        choices.index(wanted) if wanted in choices else 0,
        format_func=lambda one: names.get(one, _("everybody")),
        width=200,
        key=f"{LAYERS}-{language}-{card.id if card else ''}",
    )
    if chosen != wanted:
        st.session_state[kept] = chosen
    return chosen


def announce(project: Project) -> None:
    """That some segments are kept without suggestions, and why."""
    share = workbench.blind_share(project)
    if share:
        told = _("{share} of the segments are shown without suggestions, to see whether suggestions lead you.")
        st.caption(plain(told.format(share=percent(share))))


def wish(actor: Actor) -> None:
    """Whether suggestions are shown in the text as well."""
    now = bool(workbench.preferences(actor).get(SUGGEST, True))
    if st.toggle(_("Show suggestions while coding"), now, key="suggestion-wish") != now:
        workbench.prefer(actor, **{SUGGEST: not now})
        st.rerun()


def patience(actor: Actor, project: Project) -> None:
    """How many wrong suggestions in ten are accepted: thresholds follow, and codes that can’t keep it are silent."""
    now = round(10 * float(project.settings.get("accepted_error", 1)))
    choices = sorted({*WRONG_IN_TEN, now, ANY_IN_TEN})
    chosen = st.selectbox(
        _("Wrong suggestions I accept"),
        choices,
        choices.index(now),
        format_func=lambda wrong: _("not limited") if wrong == ANY_IN_TEN else _("{n} in 10").format(n=number(wrong)),
        key="suggestion-patience",
    )
    if chosen != now:
        workbench.put_suggestion_settings(actor, project.id, accepted_error=chosen / 10)
        st.rerun()


def _known(actor: Actor, project: Project, card: Card | None) -> str:
    if card is None:
        return _("Not trained yet: until then, suggestions come from the keyword rules.")
    if workbench.read_cache(project.id, card.id) is None:
        return _("The model’s data are not on this machine: until it is trained again, the keyword rules suggest.")
    decisions = workbench.decisions(card)
    told = _("Trained {at} on {what}.").format(
        at=when(card.made_at, project.time_zone),
        what=ngettext("{n} decision", "{n} decisions", decisions).format(n=number(decisions)),
    )
    since = workbench.decided_since(actor, project.id, card)
    if since:
        told += " " + ngettext("{n} coding since.", "{n} codings since.", since).format(n=number(since))
    return told


@st.fragment(run_every=pulse.CLOCK)
def _watch(actor: Actor, project: Project, language: Language) -> None:
    session.actor()
    here = (project.id, actor.id, language)
    training = _running().get(here)
    if training is None:
        st.rerun()
        return
    if training.running:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.progress(training.share, text=_("Learning … You can code on meanwhile."))
            if st.button(_("Stop"), icon=":material/stop_circle:", key=f"stop-{language}"):
                training.cancel()
                _running().pop(here, None)
                st.rerun()
        pulse.beat(f"training-{language}", POLL_SECONDS)
        return
    _running().pop(here, None)
    try:
        workbench.keep_model(actor, project.id, training)
    except CodingError as problem:
        st.session_state[FAILED] = problem
    st.rerun()
