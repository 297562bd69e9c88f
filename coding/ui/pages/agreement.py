"""Agreement of coders: measured, explained, looked at place by place, and decided."""

import streamlit as st

from coding import workbench
from coding.errors import NotAllowed, StillBlind
from coding.ui import (
    agreement_figures,
    agreement_help,
    agreement_matrix,
    agreement_measuring,
    agreement_places,
    session,
    telling,
)
from coding.ui import agreement_words as words
from coding.ui.words import N_, _, plain
from coding.workbench.agreement import comparable_layers, list_agreements, open_agreement

VIEWS: dict[str, str] = {
    "figures": N_("Figures"),
    "matrix": N_("Which for which"),
    "places": N_("Places that differ"),
}
VIEW, PLAIN = "agreement-view", "agreement-plain"


def run() -> None:
    actor, project = session.actor(), session.project()
    st.title(_("Agreement"))
    st.html(words.STYLE)
    there = comparable_layers(actor, project.id)
    kept = list_agreements(actor, project.id)
    may = session.may("measure_agreement")
    if not kept:
        if sum(1 for one in there if one.finished or one.open) < 2:
            session.empty(
                _(
                    "When two people, or one person in two rounds, have coded the same texts, what they agree on is "
                    "measured here, and where they differ is decided."
                ),
                _("Give texts to a second coder"),
                "project",
            )
            return
        st.text(_("Nothing was measured yet."))
        if may:
            agreement_measuring.form(actor, project, there)
        agreement_help.show()
        return
    names = {one.layer.id: one.layer.name for one in there}
    chosen = agreement_measuring.choose(project, kept, names)
    if may:
        with st.expander(_("Measure again"), icon=":material/balance:"):
            agreement_measuring.form(actor, project, there)
    try:
        found = open_agreement(actor, project.id, chosen.id)
    except (NotAllowed, StillBlind) as problem:
        telling.show(problem)
        return
    if found.stale:
        st.warning(
            _(
                "Since then, what was compared has changed in: {texts}. The figures are of the codings as they were."
            ).format(texts=plain(", ".join(found.stale))),
            icon=":material/history:",
        )
    without = st.toggle(_("Discuss without coefficients"), key=PLAIN)
    views = [one for one in VIEWS if not (without and one == "figures")]
    asked = st.query_params.get("view", "")
    view = str(
        st.segmented_control(
            _("View"),
            views,
            default=asked if asked in views else views[0],
            format_func=lambda one: _(VIEWS[one]),
            label_visibility="collapsed",
            key=f"{VIEW}-{without}",
            required=True,
        )
    )
    if asked and view != asked:
        for name in (agreement_places.AT, agreement_places.ROW, agreement_places.COLUMN, agreement_places.CODE):
            st.query_params.pop(name, None)
    st.query_params["view"] = view
    if view == "figures":
        agreement_figures.show(project, found)
        agreement_help.show()
    elif view == "matrix":
        agreement_matrix.show(project, found)
    else:
        earlier = [one for one in kept[kept.index(chosen) + 1 :] if set(one.layers) == set(chosen.layers)]
        same = next((one for one in earlier if one.unit == chosen.unit), None)
        before = open_agreement(actor, project.id, same.id) if same else None
        agreement_places.show(actor, project, workbench.codebook(actor, project.id), found, before)


run()
