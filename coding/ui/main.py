"""The frame of every page: configuration, navigation in the order of the work, the one place that tells errors."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from coding.errors import CodingError, DatabaseAway, DatabaseDamaged
from coding.ui import courier, finding, looks, rescue, session, telling, waiting
from coding.ui.order import PAGES
from coding.ui.shell import ICON
from coding.ui.stage_name import named

HERE = Path(__file__).parent
SIDEBAR = 232
"""Width in pixels."""


def pages() -> list[StreamlitPage]:
    """The pages in the order of the work, behind a hidden one at `/`: the default page has no address of its own."""
    shown = [
        st.Page(HERE / "pages" / f"{name}.py", title=named(title), icon=f":material/{symbol}:", url_path=name)
        for name, (title, symbol) in PAGES.items()
    ]
    return [st.Page(_home, title="Simpul", default=True, visibility="hidden"), *shown]


def _home() -> None:
    st.switch_page(HERE / "pages" / f"{next(iter(PAGES))}.py")


def run() -> None:
    """One run of the script: whatever a person has to be told about it, is told here."""
    st.set_page_config(page_title="Simpul", page_icon=str(ICON), layout="wide", initial_sidebar_state=SIDEBAR)
    st.logo(str(ICON), size="large")
    session.begin()
    try:
        me = session.actor()
        session.recall_language(me)
        there = pages()
        page = st.navigation(there, expanded=True)
        looks.dress(page.url_path)
        session.arrive(page.url_path, there)
        session.choose_project(me)
        session.choose_language(me)
        finding.offer(session.find_project())
        with st.sidebar:
            session.say_who(me)
            courier.mount(me, page.url_path)
        page.run()
    except DatabaseDamaged as error:
        rescue.offer(error)
    except DatabaseAway as error:
        waiting.offer(error)
    except CodingError as error:
        telling.show(error)


if __name__ == "__main__":
    run()
