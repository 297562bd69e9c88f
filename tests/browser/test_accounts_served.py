"""A server with accounts: what a stranger gets, how people sign in, and what a student is offered and can reach."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import axe_playwright_python
import pytest
from playwright.sync_api import BrowserContext, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from coding.store import open_store
from coding.ui.account_sessions import AccountSessions
from coding.ui.entrance import routes
from coding.ui.gate import security_headers
from coding.ui.running import Here
from coding.workbench import Actor, Desk, accounts
from coding.workbench.membership import invite_member

PASSWORD = "tujuh ekor kucing"
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
STREAMLITS = """/_stcore/host-config /_stcore/metrics /_stcore/stream /_stcore/agent/mcp /_stcore/agent/openapi.json
    /_stcore/upload_file/s/f /_stcore/bidi-components/x /media/x /component/x /static/js/x.js /app/static/x /auth/login
    /auth/logout /oauth2callback /favicon.png""".split()
"""Addresses of Streamlit itself; all that there are, are walked where there are no accounts (`test_gate_served`)."""


@pytest.fixture(scope="module")
def app(served_as: Callable[..., Any]) -> Iterator[Any]:
    """The app as a server with accounts, with a new database."""
    with served_as(sys.executable, "-m", "coding", "serve", "--accounts") as one:
        yield one


@pytest.fixture(scope="module")
def people(app: Any, study_builder: Callable[..., Any]) -> Iterator[dict[str, Any]]:
    """A study of Sari's with the student Rina in it, and one that is Budi's alone."""
    desk = Desk(open_store(app.database))

    def person(name: str) -> Actor:
        account, token = accounts.add_account(desk, name)
        accounts.take_up(desk, token, name, PASSWORD)
        return Actor(desk.store, account.coder)

    sari, rina, budi = (person(name) for name in ("Sari", "Rina", "Budi"))
    study = study_builder(desk.store, "Studi Sari", sari)
    invite_member(sari, study.id, "rina", "student")
    secret = study_builder(desk.store, "Rahasia Budi", budi)
    yield {"desk": desk, "sari": sari, "rina": rina, "study": study, "secret": secret}
    desk.store.close()


def sign_in(app: Any, name: str, password: str = PASSWORD, **more: str) -> tuple[int, dict[str, str], bytes]:
    """Send the form of the entrance."""
    from_ = {key: more.pop(key) for key in ("to", "project", "source") if key in more}
    said = urlencode({"name": name, "password": password, **from_}).encode()
    return app.send("/sign-in", said, **more)  # type: ignore[no-any-return]


def cookie_of(app: Any, name: str) -> str:
    status, headers, _body = sign_in(app, name)
    assert status == 303
    return headers["set-cookie"].partition(";")[0]


def test_a_stranger_gets_nothing_but_the_entrance_and_the_health_check(app: Any) -> None:
    here = Here(app.database, "", AccountSessions(app.database), accounts=True)
    ours = [route.path for route in routes(here)]
    answered = {}
    for path, method in product([*ours, *STREAMLITS], ("GET", "POST", "PUT", "DELETE")):
        status, headers, _body = app.get(path, method)
        answered[path, method] = status
        assert {name: headers.get(name) for name in security_headers()} == security_headers(), (path, method)
    assert len(answered) > 40
    talked = {path for (path, _method), status in answered.items() if status not in (401, 403, 404, 405, 410, 303)}
    assert talked == {"/sign-in", "/ready"}
    assert app.get("/ready")[2] == b"ready"
    assert not {"/enter", "/_stcore/health"} & {path for path, _method in answered}
    assert app.get("/_stcore/health")[0] == 200
    assert app.get("/enter?token=")[0] == 401


def test_signing_in_leads_on_to_our_own_pages_only(app: Any, people: dict[str, Any]) -> None:
    status, headers, _body = sign_in(app, "RINA", to="tagging", project="x&y", source="W 1")
    assert (status, headers["location"]) == (303, "/tagging?project=x%26y&source=W+1")
    for flag in ("httponly", "samesite=lax", "path=/"):
        assert flag in headers["set-cookie"].lower()
    for to in ("https://evil.example", "//evil.example", "nowhere"):
        assert sign_in(app, "rina", to=to)[1]["location"] == "/"


def test_a_guesser_learns_nothing_and_is_stopped(app: Any, people: dict[str, Any]) -> None:
    def told(name: str) -> tuple[int, bytes]:
        status, headers, body = sign_in(app, name, "salah sekali")
        assert "set-cookie" not in headers
        return status, body.replace(name.encode(), b"NAME")

    assert told("sari") == told("siapa")
    assert [told("nina")[0] for _ in range(6)] == [401] * 5 + [429]
    assert sign_in(app, "rina", origin="https://evil.example")[0] == 403
    page = app.get("/sign-in?to=%22%3E%3Cscript%3E&project=%22%3E%3Cscript%3E")[2] + sign_in(app, '"><script>')[2]
    assert b"<script" not in page
    assert app.send("/sign-in", b"name=rina&" + b"x" * 20_000)[0] == 401


def test_an_invitation_is_taken_up_once(app: Any, people: dict[str, Any]) -> None:
    joined = invite_member(people["sari"], people["study"].id, "Tono", "reader")
    status, _headers, body = app.get(f"/join?key={joined.token}", accept_language="id")
    assert status == 200
    assert "Selamat datang, Tono" in body.decode()
    said = {"key": joined.token, "name": "tono", "password": PASSWORD, "again": PASSWORD}
    assert app.send("/join", urlencode({**said, "again": "lain"}).encode())[0] == 400
    assert app.send("/join", urlencode({**said, "name": "rina"}).encode())[0] == 400
    status, headers, _body = app.send("/join", urlencode(said).encode())
    assert status == 303
    assert app.get("/", cookie=headers["set-cookie"].partition(";")[0])[0] == 200
    assert app.send("/join", urlencode(said).encode())[0] == 410
    assert app.get("/join?key=tebakan")[0] == 410


@contextmanager
def stream(app: Any, cookie: str | None, session: str = "") -> Iterator[ClientConnection]:
    headers = {"Cookie": cookie} if cookie else {}
    wanted = ["streamlit", "none", *([session] if session else [])]
    address = f"{app.base.replace('http', 'ws')}/_stcore/stream"
    with connect(address, origin=app.base, additional_headers=headers, subprotocols=wanted, max_size=None) as socket:
        yield socket


def run(socket: ClientConnection, query: str = "") -> tuple[str, str]:
    """Run the script once; the id of the session that ran it, and everything it said."""
    message = BackMsg()
    message.rerun_script.query_string, message.rerun_script.page_name = query, "settings"
    socket.send(message.SerializeToString())
    session, said = "", ""
    while True:
        got = ForwardMsg.FromString(socket.recv(timeout=30))
        said += str(got)
        if got.WhichOneof("type") == "new_session":
            session = str(got.new_session.initialize.session_id)
        if got.WhichOneof("type") == "script_finished" and session:
            return session, said


def test_a_session_is_its_persons_and_ends_with_the_sign_in(app: Any, people: dict[str, Any]) -> None:
    mine, theirs = cookie_of(app, "rina"), cookie_of(app, "sari")
    with stream(app, theirs) as socket:
        victim = run(socket)[0]
        with stream(app, mine, victim) as thief:
            assert run(thief)[0] != victim
        # Another sign-in of the same person is another browser.
        with stream(app, cookie_of(app, "sari"), victim) as second:
            assert run(second)[0] != victim
        assert run(socket)[0] == victim
    with stream(app, mine, victim) as thief:
        assert run(thief)[0] != victim
    with stream(app, theirs, victim) as socket:
        assert run(socket)[0] == victim
        assert app.get("/leave", "POST", cookie=theirs)[0] == 303
        assert "signed out here" in run(socket)[1]
    with pytest.raises(InvalidStatus) as refused, stream(app, theirs, victim):
        pass
    assert refused.value.response.status_code == 401


def test_a_project_of_others_answers_over_the_wire_like_one_that_is_not_there(app: Any, people: dict[str, Any]) -> None:
    missing, secret = uuid4(), people["secret"].id
    cookie = cookie_of(app, "rina")
    told = []
    for id_ in (secret, missing):
        with stream(app, cookie) as socket:
            said = run(socket, f"project={id_}")[1]
        assert "Rahasia" not in said
        told += re.findall(r'body: "(There is no project[^"]*)"', said.replace("\\\\", ""))
    assert len(told) == 2
    assert told[0].replace(str(secret), "") == told[1].replace(str(missing), "")


def test_a_student_signs_in_is_offered_what_a_student_may_and_is_out_when_shut_out(
    app: Any, people: dict[str, Any], context: BrowserContext, window: Callable[..., Any]
) -> None:
    rina = window(context.new_page())
    page = rina.page
    page.goto(f"{app.base}/project?project={people['study'].id}")
    page.get_by_label("Nama masuk").fill("rina")
    page.evaluate(AXE)
    assert page.evaluate("axe.run().then((told) => told.violations.map((one) => one.id))") == []
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.keyboard.press("Enter")
    rina.idle()
    page.get_by_role("heading", name="Studi Sari").wait_for()
    page.locator(".st-key-people summary").click()
    page.get_by_text("Rina (Anda)").wait_for()
    for offered in ("Undang", "Hapus proyek ini selamanya"):
        expect(page.get_by_role("button", name=offered)).to_have_count(0)
    for there in (people["secret"].id, uuid4()):
        page.goto(f"{app.base}/project?project={there}")
        page.get_by_text("Tidak ada proyek bernama").wait_for()
        expect(page.get_by_text("Rahasia")).to_have_count(0)
    page.goto(f"{app.base}/settings?project={people['study'].id}")
    page.get_by_role("heading", name="Tempat Anda masuk").wait_for()
    expect(page.get_by_role("heading", name="Proyek ini")).to_have_count(0)
    rina.idle()
    accounts.shut_account(people["desk"], "rina")
    page.get_by_role("button", name="Ganti kata sandi").click()
    page.get_by_role("link", name="Masuk lagi").click()
    page.get_by_label("Nama masuk").fill("rina")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    accounts.shut_account(people["desk"], "rina", shut=False)
