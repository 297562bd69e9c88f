"""Suggestions: reviewed one by one, the keyword rules behind them, and how often they were right."""

from urllib.parse import urlencode
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.model import Card, Codebook, Language, Method, Project
from coding.ui import (
    session,
    suggestion_alike,
    suggestion_keywords,
    suggestion_led,
    suggestion_outcomes,
    suggestion_report,
    suggestion_review,
    suggestion_training,
)
from coding.ui.preview import LANGUAGE_NAMES, translated
from coding.ui.suggestion_review import ORDERS, Choice
from coding.ui.words import N_, _, plain
from coding.workbench import Actor

CHOICES: dict[Method, str] = {"classifier": N_("Classifier"), "keywords": N_("Keyword rules")}
VIEWS = {
    "review": N_("Review"),
    "keywords": N_("Keyword rules"),
    "report": N_("How good are they?"),
    "alike": N_("Alike and odd"),
}


def run() -> None:
    actor, project = session.actor(), session.project()
    st.title(_("Suggestions"))
    book = workbench.codebook(actor, project.id)
    names = workbench.source_names(actor, project.id)
    if not names:
        session.empty(
            _("Suggestions need something to read. Bring in your transcripts first."),
            _("Add transcripts"),
            "transcript",
        )
        return
    if not book.codable():
        session.empty(_("Suggestions need codes to suggest. Add the first one."), _("Open the codebook"), "codebook")
        return
    view = _view()
    if view != "review":
        # Rules or the model may be others when the person is back.
        suggestion_review.forget()
    if view == "keywords":
        suggestion_keywords.show(actor, project, book)
        return
    cards = {one: workbench.latest_model(actor, project.id, one) for one in workbench.spoken(actor, project.id)}
    suggestion_training.bars(actor, project, cards)
    if view == "alike":
        layers = dict.fromkeys(one for card in cards.values() if card for one in card.layers)
        suggestion_alike.show(actor, project, book, names, list(layers))
    elif view == "report":
        _report(actor, project, book, cards)
    else:
        trained = [one for one in cards.values() if one]
        _review(actor, project, book, trained, {source: name for name, source in names.items()})


def _view() -> str:
    asked = st.query_params.get("view", "review")
    view = st.segmented_control(
        _("View"),
        list(VIEWS),
        default=asked if asked in VIEWS else "review",
        format_func=lambda key: _(VIEWS[key]),
        label_visibility="collapsed",
        key="suggestion-view",
        required=True,
    )
    if view != asked:
        st.query_params["view"] = view
    return str(view)


def _review(actor: Actor, project: Project, book: Codebook, cards: list[Card], sources: dict[UUID, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover(_("What to review"), icon=":material/tune:"):
            method = st.selectbox(
                _("Method"), list(CHOICES), format_func=lambda one: _(CHOICES[one]), key="suggestion-method"
            )
            source = st.selectbox(
                _("Source"),
                [None, *sources],
                format_func=lambda one: sources[one] if one else _("all sources"),
                key="suggestion-source",
            )
            orders = list(ORDERS)
            order = st.selectbox(_("Order"), orders, format_func=lambda one: _(ORDERS[one]), key="suggestion-order")
            if cards and session.may("edit_project"):
                suggestion_training.patience(actor, project)
        chosen = (_(CHOICES[method]), sources[source] if source else _("all sources"), _(ORDERS[order]))
        st.caption(plain(" · ".join(chosen)), width="stretch")
        suggestion_training.wish(actor)
    suggestion_training.announce(project)
    # Where one language's chances can't be relied on, none are said.
    said = method == "classifier" and all(workbench.says_chances(one) for one in cards)
    decisions = min((workbench.decisions(one) for one in cards), default=0) if said else 0
    choice = Choice(method, tuple(one.id for one in cards), source, order, decisions)
    suggestion_review.show(actor, project, book, choice, sources)


def _report(actor: Actor, project: Project, book: Codebook, cards: dict[Language, Card | None]) -> None:
    language = next(iter(cards))
    if len(cards) > 1:
        language = st.segmented_control(
            _("Language"),
            list(cards),
            default=language,
            format_func=lambda one: translated(LANGUAGE_NAMES, one),
            label_visibility="collapsed",
            required=True,
            key="suggestion-language",
        )
    card = cards[language]
    if card is None:
        st.text(
            _("Train the classifier first: it is tested on whole sources it has not seen, before anyone relies on it.")
        )
    else:
        suggestion_report.show(
            card.figures, book, lambda code: "excerpts?" + urlencode({"project": str(project.id), "code": code})
        )
        if not card.figures.get("refused"):
            suggestion_outcomes.show(actor, project, card, book)
    suggestion_report.show_use([workbench.in_use(actor, project.id, language, method=method) for method in CHOICES])
    suggestion_led.show(actor, project)


run()
