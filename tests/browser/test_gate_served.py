"""What the running app tells a stranger, and whether a session can be stolen by its id."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from coding.ui.gate import security_headers

ROUTES = """
import json, sys
import app
served = app.app._build_starlette_app()
rows = [[route.path, sorted(getattr(route, "methods", None) or ["GET"])] for route in served.routes]
json.dump(rows, sys.stdout)
"""
OPEN = {"/enter", "/_stcore/health"}


def routes(folder: Path) -> list[tuple[str, list[str]]]:
    """Every route of the app with its methods, from a process of its own: an app can be built only once in each."""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", ROUTES], cwd=root, capture_output=True, text=True, check=True)
    return [(path, methods) for path, methods in json.loads(done.stdout)]


def test_a_stranger_gets_nothing_but_the_entrance_and_the_health_check(app: Any, tmp_path: Path) -> None:
    answered = {}
    for route, methods in routes(tmp_path):
        path = route.replace("{path:path}", "x").replace("{session_id}", "s").replace("{file_id}", "f") or "/"
        for method in {*methods, "POST", "PUT", "DELETE"}:
            status, headers, _body = app.get(path.split("{")[0], method)
            answered[path, method] = status
            assert {name: headers.get(name) for name in security_headers()} == security_headers(), (path, method)
    assert len(answered) > 40
    talked = {key for key, status in answered.items() if status not in (401, 403, 404, 405, 303)}
    assert {path for path, _method in talked} == {"/_stcore/health"}


def test_the_way_in_answers_only_to_the_key(app: Any) -> None:
    assert app.get("/enter")[0] == 403
    assert app.get("/enter?token=")[0] == 403
    assert app.get("/enter?token=wrong%C3%A9")[0] == 403
    status, headers, _body = app.get(f"{app.address.removeprefix(app.base)}&to=https://evil.example")
    assert (status, headers["location"]) == (303, "/")
    assert app.get(f"{app.address.removeprefix(app.base)}&to=tagging")[1]["location"] == "/tagging"
    cookie = headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_with_the_cookie_the_app_answers_and_signing_out_ends_it(app: Any) -> None:
    cookie = app.sign_in()
    assert app.get("/", cookie=cookie)[0] == 200
    assert app.get("/_stcore/host-config", cookie=cookie)[0] == 200
    for path in ("/_stcore/agent/openapi.json", "/_stcore/agent/mcp", "/_stcore/metrics"):
        assert app.get(path, cookie=cookie)[0] == 404
    assert app.get("/", cookie=cookie, Host="evil.example")[0] == 403
    assert app.get("/leave", "POST", cookie=cookie, origin="http://evil.example")[0] == 403
    assert app.get("/leave", "POST", cookie=cookie)[0] == 303
    assert app.get("/", cookie=cookie)[0] == 401


def test_a_missing_file_and_an_odd_path_are_answered_with_the_security_headers(app: Any) -> None:
    cookie = app.sign_in()
    for path in ("/media/none", "/_stcore/bidi-components/none/x.js", "//evil.example", "/..%2f..%2fetc/passwd"):
        _status, headers, body = app.get(path, cookie=cookie)
        assert {name: headers.get(name) for name in security_headers()} == security_headers()
        assert b"root:" not in body


@contextmanager
def stream(app: Any, cookie: str | None, session: str = "", **extra: Any) -> Iterator[ClientConnection]:
    headers = {"Cookie": cookie} if cookie else {}
    origin = extra.pop("origin", app.base)
    wanted = ["streamlit", "none", *([session] if session else [])]
    address = f"{app.base.replace('http', 'ws')}/_stcore/stream"
    with connect(
        address, origin=origin, additional_headers={**headers, **extra}, subprotocols=wanted, max_size=None
    ) as socket:
        yield socket


def session_of(socket: ClientConnection) -> str:
    """Run the script once; the id of the session that ran it."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    socket.send(message.SerializeToString())
    while True:
        got = ForwardMsg.FromString(socket.recv(timeout=30))
        if got.WhichOneof("type") == "new_session":
            return str(got.new_session.initialize.session_id)


def test_knowing_the_id_of_anothers_session_gives_only_a_fresh_one(app: Any) -> None:
    mine, theirs = app.sign_in(), app.sign_in()
    with stream(app, theirs) as socket:
        victim = session_of(socket)
        with stream(app, mine, victim) as thief:
            assert session_of(thief) != victim
        assert session_of(socket) == victim
    with stream(app, mine, victim) as thief:
        assert session_of(thief) != victim
    with stream(app, theirs, victim) as socket:
        assert session_of(socket) == victim


@pytest.mark.parametrize(
    ("status", "extra"),
    [
        (401, {}),
        (401, {"X-Simpul-User": "local", "X-Simpul-Session": "x"}),
        (403, {"origin": "http://evil.example"}),
        (403, {"origin": "http://localhost:3000"}),
    ],
)
def test_a_websocket_is_refused_without_cookie_and_from_elsewhere(app: Any, status: int, extra: dict[str, str]) -> None:
    cookie = app.sign_in() if status == 403 else None
    with pytest.raises(InvalidStatus) as refused, stream(app, cookie, **extra):
        pass
    assert refused.value.response.status_code == status
    assert refused.value.response.headers["x-frame-options"] == "DENY"


def test_signing_out_closes_the_door_to_the_websocket(app: Any) -> None:
    cookie = app.sign_in()
    with stream(app, cookie) as socket:
        session = session_of(socket)
    app.get("/leave", "POST", cookie=cookie)
    with pytest.raises(InvalidStatus), stream(app, cookie, session):
        pass
