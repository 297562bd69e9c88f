"""Who is at this screen, and in which project: what every page asks first.

The project comes from the address (`?project=ID`), else from this visit, else from the last one.
"""

import html
from collections.abc import Callable, Iterable
from contextlib import nullcontext, suppress
from functools import lru_cache
from time import monotonic
from typing import Any, TypeVar, cast
from uuid import UUID

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from coding import workbench
from coding.errors import CodingError
from coding.model import ALLOWED, Project, Role
from coding.ui import running
from coding.ui.account_sessions import AccountSessions
from coding.ui.words import CHOICE, LANGUAGES, Screen, _, language, plain
from coding.workbench import Actor, Desk, safekeeping

T = TypeVar("T")

PROJECT = "project"
PAGE = "page"
ARRIVED = "arrived"
PAGES = "pages"
RUN = "run"
WHO = "who"
AT_ONCE = 0.25
"""Seconds: a run asks a dozen times who is there, and is told once."""
OPENED: set[str] = set()


@st.cache_resource(show_spinner=False)
def _desk(url: str) -> Desk:
    """The opened database, one for the whole process; the user's own one begins with the practice project."""
    desk = workbench.open_desk(url)
    if running.is_own(url) and not running.has_accounts() and not workbench.list_projects(me := desk.me()):
        workbench.create_practice(me)
    OPENED.add(url)
    return desk


@lru_cache
def keeper() -> safekeeping.Keeper:
    """Who makes the hourly and daily copies, one for the process."""
    return safekeeping.Keeper(running.here().url)


def close() -> None:
    """Let go of the database when the app ends, so that its file is whole."""
    with suppress(CodingError):
        workbench.open_desk(running.here().url).store.close()


def warm() -> None:
    """Open the database before the first page asks for it; what is wrong with it, that page will tell."""
    with suppress(CodingError):
        _desk(running.here().url)


def handle() -> str:
    """The hash of the session that this browser is signed in by."""
    return str(st.user.get("session") or "")


def signed_in() -> bool:
    """Whether the gate let this browser in, and has not signed it out since."""
    return running.here().sessions.alive(handle())


def actor() -> Actor:
    """The person at this screen; stops the run for a browser that is not, or no longer, signed in."""
    here = running.here()
    if here.accounts:
        return _somebody()
    if not signed_in():
        st.info(_("You are signed out here. Start Simpul once more: it opens the right address."))
        st.stop()
    url = here.url
    waiting = _("Opening … The first time, the practice project is made too.")
    with nullcontext() if url in OPENED else st.spinner(waiting):
        desk = _desk(url)
    return _once("me", desk.me)


def _somebody() -> Actor:
    """Whoever is signed in to the server; asked anew each time, so that an open page ends with its sign-in."""
    sessions = running.here().sessions
    assert isinstance(sessions, AccountSessions)
    asked, found, known = handle(), None, st.session_state.get(WHO)
    if known and known[0] == asked and monotonic() - known[1] < AT_ONCE:
        return cast("Actor", known[2])
    found = sessions.whose(asked)
    st.session_state[WHO] = (asked, monotonic(), found) if found else None
    if found is None:
        st.info(_("You are signed out here."))
        # A link of Streamlit's own would open another window.
        st.html(f'<a href="/sign-in" target="_self">{html.escape(_("Sign in again"))}</a>')
        st.stop()
    return found


def begin() -> None:
    """At the beginning of a run, forget what the last one looked up."""
    st.session_state[RUN] = {}
    st.session_state[WHO] = None


def _once(key: str, look_up: Callable[[], T]) -> T:
    """Look up once a run; signing out is still noticed, as `actor` asks the gate each time."""
    known: dict[str, Any] = st.session_state.setdefault(RUN, {})
    if key not in known:
        known[key] = look_up()
    found: T = known[key]
    return found


def _mine(me: Actor) -> dict[UUID, Project]:
    return _once("projects", lambda: {one.id: one for one in workbench.list_projects(me)})


def find_project() -> Project | None:
    """The project of this screen, if there is any (ProjectNotFound for one that is not this person's)."""
    me = actor()
    asked = st.query_params.get(PROJECT)
    if asked:
        found = _once(f"asked-{asked}", lambda: workbench.pick_project(me, asked))
        st.session_state[PROJECT] = found.id
        return found
    mine = _mine(me)
    if (now := st.session_state.get(PROJECT)) in mine:
        return mine[now]
    last = _once("last-project", lambda: str(workbench.preferences(me).get(PROJECT, "")))
    return next((one for one in mine.values() if str(one.id) == last), next(iter(mine.values()), None))


def project() -> Project:
    """The project of this screen; where there is none, says so with the button that leads on, and stops the run."""
    found = find_project()
    if found is None:
        empty(_("There is no project yet. Everything you do in Simpul happens in one."), _("Make a project"), "project")
        st.stop()
    return found


def _role(me: Actor, project_id: UUID) -> Role | None:
    return next((one.role for one in workbench.members(me, project_id) if one.coder.id == me.id), None)


def may(verb: str) -> bool:
    """Whether this person's role in this project covers a verb; for hiding buttons only, the verb itself decides."""
    me, now = actor(), project()
    role = _once(f"role-{now.id}", lambda: _role(me, now.id))
    return role in ALLOWED.get(verb, frozenset())


def empty(sentence: str, button: str, page: str) -> None:
    """An empty page: what belongs here, and the one button that leads there."""
    st.write(plain(sentence))
    if st.button(button, type="primary"):
        st.switch_page(f"pages/{page}.py")


def arrive(page: str, there: Iterable[StreamlitPage]) -> None:
    """Note at the beginning of a run which page it draws, and all that there are."""
    st.session_state[PAGES] = {one.url_path: one for one in there}
    st.session_state[ARRIVED] = st.session_state.get(PAGE) != page
    st.session_state[PAGE] = page


def page(name: str) -> StreamlitPage:
    """A page to link to: by its file, Streamlit would look it up on the disk for every link."""
    pages: dict[str, StreamlitPage] = st.session_state[PAGES]
    return pages[name]


def just_arrived() -> bool:
    """Whether this run is the first since the person came to this page from another one."""
    return bool(st.session_state.get(ARRIVED, True))


def language_of_page() -> Screen:
    """The language of this screen."""
    return language()


def open_project(me: Actor, project_id: UUID) -> None:
    """Go on in this project, here and at the next start."""
    begin()
    st.session_state[PROJECT] = project_id
    st.query_params.pop(PROJECT, None)
    workbench.prefer(me, project=str(project_id))


def recall_language(me: Actor) -> None:
    """At the beginning of a visit, take the language this person chose last."""
    if CHOICE not in st.session_state:
        st.session_state[CHOICE] = workbench.preferences(me).get(CHOICE, "")


def choose_language(me: Actor) -> None:
    """The switch between the languages of the screen; the choice is remembered."""
    now = language()
    chosen = st.sidebar.selectbox(
        _("Language"), list(LANGUAGES), index=list(LANGUAGES).index(now), format_func=lambda key: LANGUAGES[key]
    )
    if chosen != now:
        st.session_state[CHOICE] = chosen
        workbench.prefer(me, **{CHOICE: chosen})
        st.rerun()


def say_who(me: Actor) -> None:
    """On a server, who is signed in here: the next person at this machine should see it."""
    if running.here().accounts:
        st.caption(plain(me.coder.name))


def choose_project(me: Actor) -> None:
    """The current project in the side bar, and the way to another one."""
    now = find_project()
    if now is None:
        return
    names = {one.id: one.name + (f" ({_('practice')})" if one.practice else "") for one in _mine(me).values()}
    if len(names) == 1:
        return
    ids = list(names)
    chosen = st.sidebar.selectbox(
        _("Current project"), ids, index=ids.index(now.id), format_func=lambda key: names[key]
    )
    if chosen != now.id:
        open_project(me, chosen)
        st.rerun()
