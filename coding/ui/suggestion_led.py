"""Whether the machine leads the coder: segments shown with suggestions beside segments shown without."""

import streamlit as st

from coding import workbench
from coding.model import Project
from coding.ui import looks, session
from coding.ui.excerpt_taking import XLSX
from coding.ui.words import N_, _, number, percent, plain
from coding.workbench import Actor

VERDICTS = {
    "leads": N_(
        "Where suggestions are shown, you agree with them more often than where they are hidden: they lead you."
    ),
    "no sign": N_("There is no sign that suggestions lead you."),
    "too few to say": N_("Too few segments to say whether suggestions lead you: {least} of each kind are needed."),
}
SHARES = (0.0, 0.05, 0.1, 0.2)


def show(actor: Actor, project: Project) -> None:
    """The verdict, both groups, and how many segments are shown without suggestions."""
    looks.label(_("Do suggestions lead you?"))
    found = workbench.led(actor, project.id)
    st.text(_(VERDICTS[found.verdict]).format(least=number(workbench.ENOUGH_TO_COMPARE)))
    head = ["", _("Segments"), _("Agree with the first suggestion"), _("Codes given each"), _("Seconds")]
    groups = ((_("with suggestions"), found.shown), (_("without suggestions"), found.blind))
    looks.table(
        head,
        [
            (
                name,
                group.count,
                "–" if group.agreement is None else percent(group.agreement),
                "–" if group.codes is None else number(group.codes, 1),
                "–" if group.seconds is None else number(group.seconds, 1),
            )
            for name, group in groups
        ],
    )
    if found.interval is not None and found.difference is not None:
        told = _("difference {gap}, between {low} and {high}").format(
            gap=percent(found.difference), low=percent(found.interval.low), high=percent(found.interval.high)
        )
        st.caption(plain(told))
    if found.shown.count or found.blind.count:
        _take(actor, project)
    if session.may("edit_project"):
        _share(actor, project)


def _take(actor: Actor, project: Project) -> None:
    """Every suggestion with its reason and its fate, for whoever wants to look behind the figures."""
    name = f"{project.name} - {_('Suggestions')}"
    st.download_button(
        _("All suggestions and decisions (XLSX)"),
        lambda: workbench.export_ledger(actor, project.id),
        f"{name}.xlsx",
        XLSX,
        icon=":material/download:",
        on_click="ignore",
    )


def _share(actor: Actor, project: Project) -> None:
    now = workbench.blind_share(project)
    shares = sorted({*SHARES, now})
    chosen = st.selectbox(
        _("Segments shown without suggestions"),
        shares,
        shares.index(now),
        format_func=lambda share: percent(share) if share else _("none: the comparison is off"),
        width=320,
        key="suggestion-blind",
    )
    if chosen != now:
        workbench.put_suggestion_settings(actor, project.id, blind_share=chosen)
        st.rerun()
