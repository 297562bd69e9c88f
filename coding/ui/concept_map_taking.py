"""A concept map taken along: picture and spreadsheet."""

from functools import partial

import streamlit as st

from coding.model import Project
from coding.ui.words import _, plain
from coding.workbench import Actor, displays
from coding.workbench.concept_map_files import export_map
from coding.workbench.concept_maps import Charted

FORMS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def show(actor: Actor, project: Project, seen: Charted) -> None:
    """The ways to take a map along; a PNG needs a browser on this machine."""
    with st.popover(_("Take away"), icon=":material/download:"):
        forms = list(FORMS)
        if not displays.can_print():
            forms.remove("png")
            st.caption(
                plain(_("There is no Chrome, Edge or Chromium on this machine to draw a PNG with. Take the SVG."))
            )
        for form in forms:
            st.download_button(
                form.upper(),
                partial(export_map, actor, project.id, seen.map.id, format=form),
                f"{project.name} - {seen.map.name}.{form}",
                FORMS[form],
                icon=":material/download:",
                on_click="ignore",
                key=f"concept-map-{form}",
            )
