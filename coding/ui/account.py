"""One's own account on the settings page of a server: another password, and where one is signed in."""

import streamlit as st

from coding.errors import CodingError
from coding.model import SignIn
from coding.ui import session, telling
from coding.ui.words import _, moment, plain
from coding.workbench.accounts import change_password, end_others, end_sign_in, my_account, my_sign_ins


def show() -> None:
    """Password and open sign-ins of the person at this screen."""
    actor = session.actor()
    found = my_account(actor)
    if found is None:
        return
    if found.login:
        _password(found.login)
    _sign_ins(my_sign_ins(actor))


def _password(login: str) -> None:
    with st.form("password", clear_on_submit=True):
        st.subheader(_("Password"))
        st.caption(plain(_("You sign in as {name}.").format(name=login)))
        old = st.text_input(_("Password so far"), type="password", autocomplete="current-password")
        new = st.text_input(_("New password"), type="password", autocomplete="new-password")
        again = st.text_input(_("The password again"), type="password", autocomplete="new-password")
        st.caption(_("You are then signed out everywhere, here too, and sign in with the new one."))
        pressed = st.form_submit_button(_("Change the password"))
    if not pressed:
        return
    if new != again:
        st.error(_("The two passwords differ. Type both again."))
        return
    try:
        change_password(session.actor(), old, new)
    except CodingError as problem:
        telling.show(problem)
    else:
        st.rerun()


def _sign_ins(there: list[SignIn]) -> None:
    here = session.handle()
    zone = st.context.timezone or "Asia/Jakarta"
    with st.container(border=True):
        st.subheader(_("Where you are signed in"))
        for one in there:
            with st.container(horizontal=True, vertical_alignment="center", key=f"sign-in-{one.handle[:12]}"):
                mine = f" ({_('here')})" if one.handle == here else ""
                name = plain(one.browser or _("another browser")) + mine
                used = plain(_("last used {when}").format(when=moment(one.used_at, zone)))
                st.markdown(f"{name}  \n:small[{used}]", width="stretch")
                if not mine and st.button(_("End"), key=f"end-{one.handle[:12]}"):
                    end_sign_in(session.actor(), one.handle)
                    st.rerun()
        if len(there) > 1 and st.button(_("End all others"), icon=":material/logout:"):
            end_others(session.actor(), here)
            st.rerun()
