"""Settings: the person's name, and what the project prints by."""

from zoneinfo import available_timezones

import streamlit as st

from coding import workbench
from coding.model import LANGUAGES
from coding.ui import session
from coding.ui.preview import LANGUAGE_NAMES
from coding.ui.words import _

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


def run() -> None:
    st.title(_("Settings"))
    _person()
    project = session.find_project()
    if project is not None and session.may("edit_project"):
        _project()


def _person() -> None:
    actor = session.actor()
    with st.form("person"):
        st.subheader(_("You"))
        name = st.text_input(_("Your name"), actor.coder.name, help=_("It stands beside your codings and exports."))
        if st.form_submit_button(_("Save")):
            workbench.rename_me(actor, name)
            st.rerun()


def _project() -> None:
    actor, project = session.actor(), session.project()
    zones = [*ZONES, *sorted(available_timezones() - set(ZONES))]
    with st.form("project"):
        st.subheader(_("This project"))
        name = st.text_input(_("Name"), project.name)
        language = st.selectbox(
            _("Language of the project"),
            LANGUAGES,
            LANGUAGES.index(project.language),
            format_func=lambda key: _(LANGUAGE_NAMES[key]),
            help=_("Codes are named in it, and exports are written in it."),
        )
        zone = st.selectbox(_("Time zone"), zones, zones.index(project.time_zone) if project.time_zone in zones else 0)
        if st.form_submit_button(_("Save")):
            workbench.edit_project(actor, project.id, project.version, name=name, language=language, time_zone=zone)
            st.rerun()


run()
