"""The gate in front of Streamlit: pure ASGI, sees every request and every WebSocket.

Bare Streamlit hands a session to whoever knows its id and sets no security header. Here a request first needs a
loopback Host, no foreign origin and a known cookie; the login then travels inwards in headers that nobody else can set,
and `server.trustedUserHeaders` binds a Streamlit session to it.
"""

import logging
import re
from collections.abc import Callable, Iterable, MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coding.ui.sessions import Login, Sessions
from coding.ui.shell import index, inline_script_hashes

USER_HEADER = "x-simpul-user"
SESSION_HEADER = "x-simpul-session"
HOSTS = ("127.0.0.1", "localhost")
OPEN_PATHS = frozenset({"/enter", "/_stcore/health"})
CLOSED_PATHS = ("/_stcore/agent", "/_stcore/metrics")
COMPONENT_FILES = "/_stcore/bidi-components/"

Page = Callable[[str | None], str]

# uvicorn takes a WebSocket that is refused with an answer of our own for a mistake, and says so in the log each time.
logging.getLogger("uvicorn.error").addFilter(lambda record: "completing handshake" not in str(record.msg))


def security_headers() -> dict[str, str]:
    """The headers of every answer; the policy fits the Streamlit that is installed."""
    scripts = " ".join(("'self'", *inline_script_hashes(index())))
    policy = (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; media-src 'self' blob:; connect-src 'self'; worker-src 'self' blob:; "
        "frame-src 'self'; frame-ancestors 'none'; object-src 'none'; base-uri 'self'; form-action 'self'"
    )
    return {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }


def cookie_name(scope: MutableMapping[str, Any]) -> str:
    """One name per port: browsers send cookies to every port of a host."""
    server = scope.get("server")
    return f"simpul_{server[1] if server else 0}"


def login_of(connection: HTTPConnection, sessions: Sessions) -> Login | None:
    """The login of the browser that sent this, if it has one."""
    secret = connection.cookies.get(cookie_name(connection.scope))
    return sessions.find(secret) if secret else None


class Gate:
    """Lets in whom `sessions` knows; tells everybody else one sentence, which `stranger(accept_language)` writes."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        sessions: Sessions,
        stranger: Page,
        hosts: Iterable[str] = HOSTS,
        opened: frozenset[str] = OPEN_PATHS,
    ) -> None:
        self._app = app
        self._sessions = sessions
        self._stranger = stranger
        self._hosts = frozenset(hosts)
        self._opened = opened
        self._headers = security_headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        out = self._with_headers(scope, send)
        connection = HTTPConnection(scope)
        login = login_of(connection, self._sessions)
        if not self._comes_from_here(connection):
            await _refuse(scope, receive, out, 403, "403")
        elif login and scope["path"].startswith(CLOSED_PATHS):
            # Streamlit always routes these; nobody here needs them.
            await _refuse(scope, receive, out, 404, "404")
        elif login is None and scope["path"] not in self._opened:
            await _refuse(scope, receive, out, 401, self._stranger(connection.headers.get("accept-language")))
        else:
            await self._app(_identified(scope, login), receive, out)

    def _comes_from_here(self, connection: HTTPConnection) -> bool:
        headers = connection.headers
        host = headers.get("host", "")
        if re.sub(r":\d+$", "", host).lower() not in self._hosts:
            return False
        if (origin := headers.get("origin")) is not None and origin.lower() != f"http://{host.lower()}":
            return False
        # Another program's page on this machine is "same-site": it may link here, and nothing else.
        if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
            return True
        return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"

    def _with_headers(self, scope: Scope, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.accept", "websocket.http.response.start"):
                headers = MutableHeaders(scope=_listed(message))
                headers.update(self._headers)
                if scope["path"].startswith(COMPONENT_FILES):
                    # The files keep their names from version to version, so the browser has to ask.
                    headers["cache-control"] = "no-cache"
            await send(message)

        return sending


def _listed(message: Message) -> Message:
    message["headers"] = list(message.get("headers") or [])
    return message


def _identified(scope: Scope, login: Login | None) -> Scope:
    ours = {USER_HEADER.encode(), SESSION_HEADER.encode()}
    headers = [(name, value) for name, value in scope["headers"] if name.lower().replace(b"_", b"-") not in ours]
    if login:
        headers += [(USER_HEADER.encode(), login.user.encode()), (SESSION_HEADER.encode(), login.handle.encode())]
    return {**scope, "headers": headers}


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, page: str) -> None:
    body = page.encode()
    head = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    head.append((b"cache-control", b"no-store"))
    kind = "http.response"
    if scope["type"] == "websocket":
        await receive()
        if "websocket.http.response" not in scope.get("extensions", {}):
            await send({"type": "websocket.close", "code": 1008})
            return
        kind = "websocket.http.response"
    body = b"" if scope.get("method") == "HEAD" else body
    await send({"type": f"{kind}.start", "status": status, "headers": head})
    await send({"type": f"{kind}.body", "body": body})
