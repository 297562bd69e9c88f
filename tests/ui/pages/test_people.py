"""The people of a project on a server, as an owner and as others see them; and one's own account."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Codebook
from coding.ui import running, session
from coding.ui.account_sessions import AccountSessions
from coding.ui.address import public
from coding.workbench import Actor, Desk, accounts
from coding.workbench.membership import invite_member

PASSWORD = "tujuh ekor kucing"
pytestmark = pytest.mark.usefixtures("quick_passwords")


class Server:
    """The app as a server whose screen belongs to whoever signs in at it."""

    def __init__(self, desk: Desk, screen: Callable[[str], AppTest], url: str) -> None:
        self.desk, self._screen = desk, screen
        self.here = replace(
            running.here(), accounts=True, address=public("https://simpul.example"), sessions=AccountSessions(url)
        )
        self.handle = ""

    def person(self, name: str) -> Actor:
        account, token = accounts.add_account(self.desk, name)
        self.handle = accounts.handle_of(accounts.take_up(self.desk, token, name, PASSWORD))
        return Actor(self.desk.store, account.coder)

    def as_(self, who: Actor, page: str) -> AppTest:
        secret = accounts.sign_in(self.desk, who.coder.name, PASSWORD, "")
        self.handle = accounts.handle_of(secret)
        return self._screen(page).run()


@pytest.fixture
def server(me: Actor, screen: Callable[[str], AppTest], monkeypatch: pytest.MonkeyPatch) -> Server:
    one = Server(Desk(me.store), screen, running.here().url)
    monkeypatch.setattr(running, "here", lru_cache(lambda: one.here))
    monkeypatch.setattr(session, "handle", lambda: one.handle)
    return one


def button(app: AppTest, label: str) -> Any:
    return next(one for one in app.button if one.label == label)


def test_an_owner_invites_gives_roles_and_lets_go_and_others_see_who_is_there(server: Server) -> None:
    sari = server.person("Sari")
    project = workbench.create_project(sari, "Studi", Codebook(()))
    app = server.as_(sari, "project")
    next(one for one in app.text_input if one.label == "Name").input("*Rina*")
    button(app, "Invite").click().run()
    (link,) = [one.value for one in app.code if "/join?key=" in one.value]
    assert link.startswith("https://simpul.example/join?key=")
    assert accounts.invited(server.desk, link.partition("=")[2]).coder.name == "*Rina*"
    app.run()
    assert not [one for one in app.code if "/join?key=" in one.value]
    assert any(r"**\*Rina\***" in one.value and "has not come" in one.value for one in app.markdown)
    next(one for one in app.selectbox if one.label == r"Role of \*Rina\*").select("supervisor").run()
    roles = {one.coder.name: one.role for one in workbench.members(sari, project.id)}
    assert roles == {"Sari": "owner", "*Rina*": "supervisor"}
    next(one for one in app.selectbox if one.label == "Role of Sari").select("reader").run()
    assert "keeps one owner" in app.error[0].value
    rina = next(one.coder for one in workbench.members(sari, project.id) if one.coder.name == "*Rina*")
    app.button(key=f"leave-{rina.id}").click().run()
    app.button(key=f"leave-yes-{rina.id}").click().run()
    assert [one.left for one in workbench.members(sari, project.id) if one.coder.id == rina.id] == [True]
    budi = server.person("Budi")
    invite_member(sari, project.id, "Budi", "student")
    app = server.as_(budi, "project")
    assert [one.label for one in app.button if "Invite" in one.label] == []
    assert any("Sari" in one.value for one in app.markdown)
    assert not [one for one in app.markdown if "last here" in one.value]


def test_a_new_password_signs_out_here_too(server: Server) -> None:
    sari = server.person("Sari")
    app = server.as_(sari, "settings")
    for label, typed in (
        ("Password so far", PASSWORD),
        ("New password", "delapan ekor kucing"),
        ("The password again", "delapan ekor"),
    ):
        next(one for one in app.text_input if one.label == label).input(typed)
    button(app, "Change the password").click().run()
    assert "differ" in app.error[0].value
    for label, typed in (("Password so far", PASSWORD), ("New password", "delapan ekor kucing")):
        next(one for one in app.text_input if one.label == label).input(typed)
    next(one for one in app.text_input if one.label == "The password again").input("delapan ekor kucing")
    button(app, "Change the password").click().run()
    assert "signed out" in app.info[0].value
    assert accounts.sign_in(server.desk, "Sari", "delapan ekor kucing", "")
