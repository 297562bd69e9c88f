"""Taking excerpts away: as XLSX, as CSV, and how the reference under a quotation is written."""

import streamlit as st

from coding import reduction, workbench
from coding.errors import TemplateBroken, TemplateUnknown
from coding.model import KINDS, Project, Query
from coding.ui import session, telling
from coding.ui.preview import KIND_NAMES
from coding.ui.words import _, plain
from coding.workbench import Actor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def downloads(actor: Actor, project: Project, query: Query) -> None:
    """The two files, made when asked for."""

    def made(form: str, guard: bool = True) -> bytes:
        return workbench.export_excerpts(actor, project.id, query, format=form, guard=guard)

    what = _("Excerpts")
    name = f"{project.name} - {what}"
    st.download_button(
        "XLSX",
        lambda: made("xlsx"),
        f"{name}.xlsx",
        XLSX,
        icon=":material/download:",
        on_click="ignore",
        type="primary",
    )
    with st.popover("CSV", icon=":material/download:"):
        hint = _(
            "Cells that begin with = + - or @ get an apostrophe in front, so that a spreadsheet program does not "
            "calculate them. XLSX needs none and keeps every word as it is."
        )
        guard = st.checkbox(_("Safe for spreadsheet programs"), True, key="csv-guard", help=hint)
        st.download_button(_("Save as CSV"), lambda: made("csv", guard), f"{name}.csv", "text/csv", on_click="ignore")


def templates(actor: Actor, project: Project) -> None:
    """The form in which references are worded, for those who may change the project."""
    if not session.may("edit_project"):
        return
    now = reduction.templates(project.settings, project.language)
    usual = reduction.DEFAULTS[project.language]
    with st.popover(_("Reference"), icon=":material/format_quote:"), st.form("templates", border=False):
        st.text(_("How the reference under a quotation is written:"))
        chosen = {kind: st.text_input(_(KIND_NAMES[kind]), now[kind], placeholder=usual[kind]) for kind in KINDS}
        st.text(_("Places: {places}").format(places=" ".join(f"{{{place}}}" for place in reduction.PLACES)))
        st.caption(plain(_("A place without a value is left out. An empty field brings the usual wording back.")))
        if st.form_submit_button(_("Save")):
            try:
                workbench.put_templates(actor, project.id, chosen, version=project.version)
            except (TemplateUnknown, TemplateBroken) as wrong:
                telling.show(wrong)
            else:
                st.rerun()
