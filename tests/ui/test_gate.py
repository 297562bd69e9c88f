import asyncio
import json
import re

import pytest
from starlette.types import Message, Receive, Scope, Send

from coding.ui.address import public
from coding.ui.entrance import stranger, unknown
from coding.ui.gate import Gate, security_headers
from coding.ui.quota import Quota
from coding.ui.sessions import LocalSessions

HOST = "127.0.0.1:8501"


async def inner(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the headers it was given."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        return
    body = json.dumps([[name.decode(), value.decode()] for name, value in scope["headers"]]).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"cache-control", b"public")]})
    await send({"type": "http.response.body", "body": body})


def ask(
    gate: Gate,
    path: str = "/",
    *,
    kind: str = "http",
    method: str = "GET",
    query: bytes = b"",
    extensions: dict[str, object] | None = None,
    **headers: str,
):
    """The messages the gate sends back; underscores in header names become hyphens."""
    sent: list[Message] = []
    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in ({"host": HOST} | headers).items()]
    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "headers": given,
        "query_string": query,
        "server": ("", 8501),
    }

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(gate({**scope, "extensions": extensions or {}}, receive, send))
    return sent


def header(message: Message, name: str) -> str | None:
    return next((value.decode() for key, value in message["headers"] if key.decode() == name), None)


@pytest.fixture
def sessions() -> LocalSessions:
    return LocalSessions()


@pytest.fixture
def gate(sessions: LocalSessions) -> Gate:
    return Gate(inner, sessions=sessions, stranger=stranger)


@pytest.fixture
def cookie(sessions: LocalSessions) -> str:
    return f"simpul_8501={sessions.open('local')}"


def test_a_stranger_is_told_one_sentence_in_the_language_of_the_browser(gate: Gate) -> None:
    start, body = ask(gate, accept_language="id-ID,id;q=0.9,en;q=0.8")
    assert start["status"] == 401
    assert "Simpul sedang berjalan" in body["body"].decode()
    _, body = ask(gate, accept_language="en-GB")
    assert "Simpul is running" in body["body"].decode()


def test_a_stranger_gets_only_the_entrance_and_the_health_check(gate: Gate) -> None:
    assert [ask(gate, path)[0]["status"] for path in ("/enter", "/_stcore/health")] == [200, 200]
    closed = (
        "/tagging",
        "/media/x",
        "/_stcore/host-config",
        "/_stcore/metrics",
        "/enter/",
        "/static/js/index.js",
        "//enter",
    )
    assert {ask(gate, path)[0]["status"] for path in closed} == {401}


def test_whoever_has_the_cookie_is_let_in_with_a_login_that_the_gate_wrote(gate: Gate, cookie: str) -> None:
    start, body = ask(gate, cookie=cookie, x_simpul_user="somebody", X_Simpul_Session="theirs")
    assert start["status"] == 200
    names = {name: value for name, value in json.loads(body["body"]) if name.lower().startswith("x-")}
    assert names["x-simpul-user"] == "local"
    assert re.fullmatch("[0-9a-f]{64}", names["x-simpul-session"])
    assert len(names) == 2


def test_a_forged_login_does_not_open_the_gate(gate: Gate) -> None:
    assert ask(gate, x_simpul_user="local", x_simpul_session="x")[0]["status"] == 401
    _, body = ask(gate, "/enter", x_simpul_user="local", **{"X-SIMPUL-SESSION": "x"})
    assert not [name for name, _value in json.loads(body["body"]) if "simpul" in name.lower()]


def test_a_cookie_of_another_port_or_a_wrong_one_does_not_open_the_gate(gate: Gate, cookie: str) -> None:
    assert ask(gate, cookie=cookie.replace("8501", "8502"))[0]["status"] == 401
    assert ask(gate, cookie=f"{cookie}x")[0]["status"] == 401


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8501", "127.0.0.1.evil.example", "", "192.168.1.7:8501"]
)
def test_another_host_name_is_refused_even_with_the_cookie(gate: Gate, cookie: str, host: str) -> None:
    assert ask(gate, cookie=cookie, host=host)[0]["status"] == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost:3000", "http://127.0.0.1:9000", ""]
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_foreign_origin_is_refused_even_with_the_cookie(gate: Gate, cookie: str, origin: str, kind: str) -> None:
    answer = ask(gate, cookie=cookie, origin=origin, kind=kind, extensions={"websocket.http.response": {}})
    assert answer[0]["status"] == 403


def test_a_page_of_another_program_on_this_machine_may_link_here_and_nothing_else(gate: Gate, cookie: str) -> None:
    fetched = {"cookie": cookie, "sec_fetch_site": "same-site"}
    assert ask(gate, "/media/x", **fetched, sec_fetch_mode="no-cors", sec_fetch_dest="script")[0]["status"] == 403
    assert ask(gate, **fetched, sec_fetch_mode="navigate", sec_fetch_dest="iframe")[0]["status"] == 403
    assert ask(gate, **fetched, sec_fetch_mode="navigate", sec_fetch_dest="document")[0]["status"] == 200
    assert ask(gate, cookie=cookie, sec_fetch_site="same-origin", sec_fetch_mode="cors")[0]["status"] == 200


def test_a_websocket_without_the_cookie_is_refused_before_it_opens(gate: Gate, cookie: str) -> None:
    path = "/_stcore/stream"
    assert ask(gate, path, kind="websocket") == [{"type": "websocket.close", "code": 1008}]
    answer = ask(gate, path, kind="websocket", extensions={"websocket.http.response": {}})
    assert [message["type"] for message in answer] == ["websocket.http.response.start", "websocket.http.response.body"]
    assert answer[0]["status"] == 401
    mine = f"http://{HOST}"
    assert ask(gate, path, kind="websocket", cookie=cookie, origin=mine)[0]["type"] == "websocket.accept"


def test_every_answer_carries_the_security_headers(gate: Gate, cookie: str) -> None:
    answers = [ask(gate), ask(gate, cookie=cookie), ask(gate, "/_stcore/health"), ask(gate, host="evil.example")]
    answers.append(ask(gate, kind="websocket", cookie=cookie))
    for answer in answers:
        assert {name: header(answer[0], name) for name in security_headers()} == security_headers()


def test_component_files_are_asked_for_again_each_time(gate: Gate, cookie: str) -> None:
    files = ask(gate, "/_stcore/bidi-components/coding.surface/surface.mjs", cookie=cookie)[0]
    assert header(files, "cache-control") == "no-cache"
    assert header(ask(gate, "/static/js/index.js", cookie=cookie)[0], "cache-control") == "public"


# -- as a server ----------------------------------------------------------------------------------

SERVER = "simpul.example.ac.id"


@pytest.fixture
def served(sessions: LocalSessions) -> Gate:
    """The gate of a server behind a proxy that encrypts; each person may upload 100 bytes."""
    return Gate(
        inner,
        sessions=sessions,
        stranger=unknown,
        cookie=lambda _port: "__Host-simpul",
        address=public(f"https://{SERVER}"),
        opened=frozenset({"/sign-in"}),
        entrance="/sign-in",
        quota=Quota(100, 100, lambda _session, _file: False),
    )


@pytest.fixture
def key(sessions: LocalSessions) -> str:
    return f"__Host-simpul={sessions.open('sari')}"


def test_whoever_opens_a_page_of_a_server_is_led_to_the_entrance_and_back(served: Gate) -> None:
    (start, _body) = ask(served, "/tagging", host=SERVER, accept="text/html,*/*", query=b"project=1&source=W%201")
    assert start["status"] == 303
    assert header(start, "location") == "/sign-in?to=tagging&project=1&source=W%201"
    assert header(ask(served, "//evil.example", host=SERVER, accept="text/html")[0], "location") == (
        "/sign-in?to=evil.example"
    )
    for other in ({"method": "POST", "accept": "text/html"}, {"accept": "*/*"}):
        assert ask(served, "/tagging", host=SERVER, **other)[0]["status"] == 401
    assert ask(served, "/_stcore/stream", kind="websocket", host=SERVER)[0] == {"type": "websocket.close", "code": 1008}


def test_a_server_is_entered_under_its_own_address_and_from_there(served: Gate, key: str) -> None:
    mine = {"cookie": key, "host": SERVER}
    assert ask(served, **mine)[0]["status"] == 200
    assert ask(served, **mine, origin=f"https://{SERVER}")[0]["status"] == 200
    assert ask(served, cookie=key, host="127.0.0.1:8501")[0]["status"] == 200
    for origin in (f"http://{SERVER}", "https://evil.example", "null", "http://127.0.0.1:8501"):
        assert ask(served, **mine, origin=origin)[0]["status"] == 403
    for host in ("evil.example", f"{SERVER}.evil.example", f"{SERVER}:8501", ""):
        assert ask(served, cookie=key, host=host)[0]["status"] == 403
    crossing = {"sec_fetch_site": "cross-site", "sec_fetch_dest": "document"}
    assert ask(served, **mine, **crossing, sec_fetch_mode="navigate")[0]["status"] == 200
    assert ask(served, **mine, **crossing, sec_fetch_mode="no-cors")[0]["status"] == 403


def test_a_server_that_encrypts_says_so(served: Gate, gate: Gate, key: str) -> None:
    assert header(ask(served, cookie=key, host=SERVER)[0], "strict-transport-security") == "max-age=31536000"
    assert header(ask(gate)[0], "strict-transport-security") is None


def test_nobody_uploads_more_than_their_share(served: Gate, key: str) -> None:
    def upload(size: str | None, **more: str) -> int:
        said = {} if size is None else {"content_length": size}
        path = more.pop("path", "/_stcore/upload_file/one/two")
        return int(ask(served, path, method="PUT", cookie=key, host=SERVER, **said, **more)[0]["status"])

    assert upload(None) == 411
    assert upload("-5") == 411
    assert upload("60") == 200
    assert upload("60") == 413
    assert upload("6000000", path="/elsewhere") == 200
    refused = ask(served, "/_stcore/upload_file/a/b", method="PUT", cookie=key, host=SERVER, content_length="60")
    assert "uploaded as much" in refused[1]["body"].decode()
