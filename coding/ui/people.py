"""The people of a project, on its page: who is in it with which role; on a server also inviting them and letting go."""

from dataclasses import dataclass
from typing import get_args
from uuid import UUID

import streamlit as st

from coding.model import Project, Role
from coding.ui import running, session, telling
from coding.ui.words import N_, _, moment, ngettext, number, plain
from coding.workbench import Actor
from coding.workbench.accounts import LINK
from coding.workbench.membership import Person, invite_member, people_here, remove_member, renew_link, set_member

ROLES: dict[Role, str] = {
    "owner": N_("Owner"),
    "researcher": N_("Researcher"),
    "student": N_("Student"),
    "supervisor": N_("Supervisor"),
    "reader": N_("Reader"),
}
WHAT: dict[Role, str] = {
    "owner": N_("everything, who is in the project too"),
    "researcher": N_("codes, and changes the codebook and the project"),
    "student": N_("codes in a layer of their own"),
    "supervisor": N_("reads everything, reviews, comments and signs off; does not code"),
    "reader": N_("reads and exports"),
}
LINKED = "people-link"
LEAVING = "people-leaving"


@dataclass(frozen=True, slots=True)
class Linked:
    """The link that was just made for somebody, and beside whom it was asked for; none where one is needed no more."""

    name: str
    token: str | None
    person: UUID | None = None


def show(actor: Actor, project: Project) -> None:
    """Everybody in the project; alone on one's machine only where there is somebody else."""
    there = people_here(actor, project.id)
    server = running.here().accounts
    if not server and len(there) < 2:
        return
    count = ngettext("{n} person", "{n} people", len(there)).format(n=number(len(there)))
    with st.expander(f"{_('People')} · {plain(count)}", icon=":material/group:", key="people"):
        looks_after = server and session.may("set_member")
        linked = st.session_state.pop(LINKED, None)
        for one in there:
            _person(actor, project, one, looks_after)
            _link(linked, one.coder.id)
        if looks_after:
            _invite(actor, project)
            _link(linked, None)


def _person(actor: Actor, project: Project, one: Person, looks_after: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"person-{one.coder.id}"):
        mine = one.coder.id == actor.id
        name = plain(one.coder.name) + (f" ({_('you')})" if mine else "")
        state = _state(one, project, looks_after)
        login = f" {plain(one.login)} ·" if one.login else ""
        st.markdown(f"**{name}**  \n:small[{login} {plain(state)}]", width="stretch")
        if not looks_after:
            st.text(_(ROLES[one.role]), width="content")
            return
        roles = list(ROLES)
        chosen = st.selectbox(
            plain(_("Role of {name}").format(name=one.coder.name)),
            roles,
            roles.index(one.role),
            format_func=lambda role: _(ROLES[role]),
            label_visibility="collapsed",
            width=170,
            key=f"role-{one.coder.id}-{one.role}",
        )
        _more(actor, project, one)
    if chosen != one.role and telling.went(lambda: set_member(actor, project.id, one.coder.id, chosen)):
        st.rerun()
    if st.session_state.get(LEAVING) == one.coder.id:
        _ask(actor, project, one)


def _state(one: Person, project: Project, looks_after: bool) -> str:
    """When somebody was here, or why not; to those who do not look after the project, what the role means."""
    if one.disabled:
        return _("shut out by whoever runs the server")
    if one.invited and not one.ready:
        return _("invited, has not come yet")
    if one.seen_at:
        return _("last here {when}").format(when=moment(one.seen_at, project.time_zone))
    return _("does not sign in") if looks_after and not one.ready else _(WHAT[one.role])


def _more(actor: Actor, project: Project, one: Person) -> None:
    """What is done seldom: a new link, letting go."""
    with st.popover("", icon=":material/more_vert:", help=plain(_("More about {name}").format(name=one.coder.name))):
        label = _("Link for a new password") if one.ready else _("Link to sign in")
        if not one.disabled and st.button(label, icon=":material/link:", key=f"link-{one.coder.id}"):

            def renew() -> None:
                token = renew_link(actor, project.id, one.coder.id)
                st.session_state[LINKED] = Linked(one.coder.name, token, one.coder.id)

            if telling.went(renew):
                st.rerun()
        leave = _("Remove from the project")
        if st.button(leave, icon=":material/person_remove:", key=f"leave-{one.coder.id}"):
            st.session_state[LEAVING] = one.coder.id
            st.rerun()


def _ask(actor: Actor, project: Project, one: Person) -> None:
    with st.container(border=True):
        words = _("{name} gets in no more. What {name} coded and wrote stays. Remove?").format(name=one.coder.name)
        st.write(plain(words))
        with st.container(horizontal=True):
            if st.button(_("Remove"), type="primary", key=f"leave-yes-{one.coder.id}"):
                del st.session_state[LEAVING]
                if telling.went(lambda: remove_member(actor, project.id, one.coder.id)):
                    st.rerun()
            if st.button(_("Cancel"), key=f"leave-no-{one.coder.id}"):
                del st.session_state[LEAVING]
                st.rerun()


def _invite(actor: Actor, project: Project) -> None:
    with st.form("invite", clear_on_submit=True):
        st.text(_("Invite somebody"))
        name = st.text_input(_("Name"), max_chars=120, help=_("Their sign-in name, if they sign in here already."))
        roles = [role for role in get_args(Role) if role != "owner"]
        role = st.selectbox(_("Role"), roles, roles.index("student"), format_func=lambda key: _(ROLES[key]))
        st.caption(" · ".join(f"{_(ROLES[one])}: {_(WHAT[one])}" for one in roles))
        pressed = st.form_submit_button(_("Invite"), icon=":material/person_add:")
    if pressed:

        def invite() -> None:
            joined = invite_member(actor, project.id, name, role)
            st.session_state[LINKED] = Linked(joined.coder.name, joined.token)

        if telling.went(invite):
            st.rerun()


def _link(linked: Linked | None, person: UUID | None) -> None:
    """The link just made, where it was asked for, until the next look: it is kept nowhere."""
    if linked is None or linked.person != person:
        return
    name, token = linked.name, linked.token
    address = running.here().address
    if token is None or address is None:
        words = _("{name} is in the project now, and signs in as before.").format(name=name)
        st.success(plain(words), icon=":material/check_circle:")
        return
    days = ngettext("{n} day", "{n} days", LINK.days).format(n=number(LINK.days))
    words = _("Give this link to {name}, and to nobody else. It works once, within {days}. It is not shown again.")
    st.success(plain(words.format(name=name, days=days)), icon=":material/link:")
    st.code(address.link(token), language=None, wrap_lines=True)
