"""The frame of every page: configuration, navigation in the order of the work, the one place that tells errors."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from coding.errors import CodingError
from coding.ui import session, telling
from coding.ui.words import N_, _

HERE = Path(__file__).parent
ICON = HERE / "icon.svg"
PAGES: dict[str, tuple[str, str]] = {
    "project": (N_("Project"), "folder_open"),
    "transcript": (N_("Transcripts"), "upload_file"),
    "codebook": (N_("Codebook"), "account_tree"),
    "tagging": (N_("Coding"), "ink_highlighter"),
    "excerpts": (N_("Excerpts"), "format_quote"),
    "history": (N_("History"), "history"),
    "settings": (N_("Settings"), "tune"),
}
"""File name (and address) → name in the side bar and its symbol, in the order of the work."""


def pages() -> list[StreamlitPage]:
    """The pages that exist, the first one being where the app opens."""
    there = [name for name in PAGES if (HERE / "pages" / f"{name}.py").exists()]
    return [
        st.Page(
            HERE / "pages" / f"{name}.py",
            title=_(PAGES[name][0]),
            icon=f":material/{PAGES[name][1]}:",
            url_path=name,
            default=name == there[0],
        )
        for name in there
    ]


def run() -> None:
    """One run of the script: whatever a person has to be told about it, is told here."""
    st.set_page_config(page_title="Simpul", page_icon=str(ICON), layout="wide")
    st.logo(str(ICON), size="large")
    try:
        me = session.actor()
        session.recall_language(me)
        page = st.navigation(pages())
        session.arrive(page.url_path)
        session.choose_project(me)
        session.choose_language(me)
        page.run()
    except CodingError as error:
        telling.show(error)


if __name__ == "__main__":
    run()
