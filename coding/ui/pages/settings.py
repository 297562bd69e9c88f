"""Settings: the person's name and language, and what the project prints by."""

from functools import partial
from typing import Any
from zoneinfo import available_timezones

import streamlit as st

from coding import reduction, workbench
from coding.model import LANGUAGES
from coding.ui import account, keeping, running, session
from coding.ui.preview import LANGUAGE_NAMES, translated
from coding.ui.stage_name import NAMES
from coding.ui.words import CHOICE, _, language
from coding.ui.words import LANGUAGES as SCREENS

ZONES = {"Asia/Jakarta": "WIB · Jakarta", "Asia/Makassar": "WITA · Makassar", "Asia/Jayapura": "WIT · Jayapura"}


def run() -> None:
    st.title(_("Settings"))
    left, right = st.columns(2, gap="medium")
    with left:
        _person()
        if running.here().accounts:
            account.show()
    project = session.find_project()
    if project is not None and session.may("edit_project"):
        with right:
            _project()


def _person() -> None:
    actor = session.actor()
    with st.form("person"):
        st.subheader(_("You"))
        name = st.text_input(_("Your name"), actor.coder.name, help=_("It stands beside your codings and exports."))
        screens = list(SCREENS)
        screen = st.selectbox(
            _("Language of the screen"), screens, screens.index(language()), format_func=SCREENS.__getitem__
        )
        if st.form_submit_button(_("Save"), type="primary"):
            workbench.rename_me(actor, name)
            st.session_state[CHOICE] = screen
            workbench.prefer(actor, **{CHOICE: screen})
            st.rerun()


def _project() -> None:
    actor, project = session.actor(), session.project()
    zones = [*ZONES, *sorted(available_timezones() - ZONES.keys())]
    what = f"project-{project.id}"
    keeping.show_kept(what)
    key, project = keeping.form(what, project)
    with st.form(f"{key}-form"):
        st.subheader(_("This project"))
        name = st.text_input(_("Name"), project.name, key=key)
        tongue = st.selectbox(
            _("Language of the project"),
            LANGUAGES,
            LANGUAGES.index(project.language),
            format_func=partial(translated, LANGUAGE_NAMES),
            help=_("Codes are named in it, and exports are written in it."),
        )
        zone = st.selectbox(
            _("Time zone"),
            zones,
            zones.index(project.time_zone) if project.time_zone in zones else 0,
            format_func=lambda key: ZONES.get(key, key),
        )
        stage = st.selectbox(
            _("Name of the stage after coding"),
            reduction.WORDS,
            reduction.WORDS.index(reduction.word(project.settings)),
            format_func=partial(translated, NAMES),
            help=_("The older and the newer word for the same work. Pages and tables say the one chosen here."),
        )
        if st.form_submit_button(_("Save"), type="primary"):
            values: dict[str, Any] = {"name": name, "language": tongue, "time_zone": zone}
            if stage != reduction.word(project.settings):
                values["settings"] = {**project.settings, reduction.WORD_SETTING: stage}

            def change() -> None:
                workbench.edit_project(actor, project.id, project.version, **values)

            keeping.save(what, {_("Name"): name}, change)
    st.page_link(
        "pages/excerpts.py",
        label=_("How quotations are written is set beside the excerpts"),
        icon=":material/format_quote:",
    )


run()
