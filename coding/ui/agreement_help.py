"""Which coefficient for which data: after method.md, as a help panel."""

import streamlit as st

from coding.ui.words import N_, _

CHOOSING: tuple[tuple[str, str], ...] = (
    (N_("Two coders, one code a unit"), N_("Krippendorff’s α, nominal; κ stands beside it.")),
    (N_("More coders, or units that some did not look at"), N_("Krippendorff’s α.")),
    (N_("Several codes a unit"), N_("α of each code, and α of the sets of codes (MASI) as the headline.")),
    (N_("Free passages"), N_("ᵤα of each code; percent and κ on characters beside it.")),
    (
        N_("Rare codes"),
        N_("Look at AC1 and at the agreement on what was given too; do not change the headline for it."),
    ),
    (
        N_("Before and after discussion"),
        N_("Only the codings before discussion are reliability. Recode a fresh sample."),
    ),
    (N_("How much material"), N_("10 to 25 % of it, at least three texts, each code about ten times.")),
)


def show() -> None:
    """The panel."""
    with st.expander(_("Which coefficient?"), icon=":material/help:"):
        for when, what in CHOOSING:
            st.markdown(f"**{_(when)}** — {_(what)}")
