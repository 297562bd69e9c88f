"""The gate in front of Streamlit: pure ASGI, sees every request and every WebSocket.

Bare Streamlit hands a session to whoever knows its id and sets no security header. Here a request first needs a Host
that is ours, no foreign origin and a known cookie; the login then travels inwards in headers that nobody else can set,
and `server.trustedUserHeaders` binds a Streamlit session to it.
"""

import logging
from collections.abc import Callable, MutableMapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coding.errors import CodingError
from coding.ui.address import Address, origin_for
from coding.ui.plain_page import page_of
from coding.ui.quota import UPLOAD, Quota
from coding.ui.sessions import Login, Sessions
from coding.ui.shell import index, inline_script_hashes
from coding.ui.words import N_

USER_HEADER = "x-simpul-user"
SESSION_HEADER = "x-simpul-session"
OPEN_PATHS = frozenset({"/enter", "/_stcore/health"})
CLOSED_PATHS = ("/_stcore/agent", "/_stcore/metrics")
COMPONENT_FILES = "/_stcore/bidi-components/"

TOO_MUCH = N_(
    "You have uploaded as much as this server takes from one person for now. "
    "Wait an hour, or close pages that hold files you uploaded."
)

Page = Callable[[str | None], str]
Cookie = Callable[[int], str]
"""The name of the cookie at a port."""

# uvicorn takes a WebSocket that is refused with an answer of our own for a mistake, and says so in the log each time.
logging.getLogger("uvicorn.error").addFilter(lambda record: "completing handshake" not in str(record.msg))


def security_headers(*, encrypted: bool = False) -> dict[str, str]:
    """The headers of every answer; the policy fits the Streamlit that is installed."""
    always = {"strict-transport-security": "max-age=31536000"} if encrypted else {}
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
        **always,
    }


@cache
def _askers() -> CapacityLimiter:
    # Apart from the threads that files are sent by, and from those in which passwords are worked out.
    return CapacityLimiter(8)


def _opens_a_page(scope: Scope, connection: HTTPConnection) -> bool:
    return scope.get("method") == "GET" and "text/html" in connection.headers.get("accept", "")


async def _lead(send: Send, entrance: str, path: str, query: str) -> None:
    """To the entrance, which knows from the address where to go on."""
    wanted = f"{entrance}?{urlencode({'to': path.strip('/')})}" + (f"&{query}" if query else "")
    head = [(b"location", wanted.encode()), (b"content-length", b"0"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 303, "headers": head})
    await send({"type": "http.response.body", "body": b""})


def port_of(scope: MutableMapping[str, Any]) -> int:
    """The port at which this was received."""
    server = scope.get("server")
    return int(server[1] or 0) if server else 0


def login_of(connection: HTTPConnection, sessions: Sessions, cookie: Cookie) -> Login | None:
    """The login of the browser that sent this, if it has one."""
    secret = connection.cookies.get(cookie(port_of(connection.scope)))
    return sessions.find(secret) if secret else None


class Gate:
    """Lets in whom `sessions` knows; tells everybody else one sentence, which `stranger(accept_language)` writes.

    At the `address` of a server, whoever opens a page without being signed in is led to `entrance` instead, and nobody
    uploads more than their `quota`.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        sessions: Sessions,
        stranger: Page,
        cookie: Cookie = lambda port: f"simpul_{port}",
        address: Address | None = None,
        opened: frozenset[str] = OPEN_PATHS,
        entrance: str = "",
        quota: Quota | None = None,
    ) -> None:
        self._app = app
        self._sessions = sessions
        self._stranger = stranger
        self._cookie = cookie
        self._address = address
        self._opened = opened
        self._entrance = entrance
        self._quota = quota
        self._headers = security_headers(encrypted=bool(address and address.secure))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        out = self._with_headers(scope, send)
        connection = HTTPConnection(scope)
        language = connection.headers.get("accept-language")
        if not self._comes_from_here(connection):
            await _refuse(scope, receive, out, 403, "403")
            return
        try:
            login = await self._login(connection)
        except CodingError as problem:
            await _refuse(scope, receive, out, 503, page_of(problem.sentence.format(**problem.values), language))
            return
        path = scope["path"]
        if login and path.startswith(CLOSED_PATHS):
            # Streamlit always routes these; nobody here needs them.
            await _refuse(scope, receive, out, 404, "404")
        elif login is None and path not in self._opened:
            if self._entrance and _opens_a_page(scope, connection):
                await _lead(out, self._entrance, path, scope["query_string"].decode("latin-1"))
            else:
                await _refuse(scope, receive, out, 401, self._stranger(language))
        elif login and (status := self._too_much(scope, connection, login)):
            await _refuse(scope, receive, out, status, page_of(TOO_MUCH, language))
        else:
            await self._app(_identified(scope, login), receive, out)

    async def _login(self, connection: HTTPConnection) -> Login | None:
        if not self._entrance:
            return login_of(connection, self._sessions, self._cookie)
        # The database is asked: other people's requests go on meanwhile.
        return await to_thread.run_sync(login_of, connection, self._sessions, self._cookie, limiter=_askers())

    def _too_much(self, scope: Scope, connection: HTTPConnection, login: Login) -> int:
        """The status by which an upload is refused; 0 where it is none, or not too much."""
        if self._quota is None or scope.get("method") not in ("PUT", "POST") or not UPLOAD.fullmatch(scope["path"]):
            return 0
        size = connection.headers.get("content-length", "")
        if not size.isdecimal():
            return 411
        return 0 if self._quota.admit(login.user, scope["path"], int(size)) else 413

    def _comes_from_here(self, connection: HTTPConnection) -> bool:
        headers = connection.headers
        mine = origin_for(headers.get("host", ""), self._address)
        if mine is None or headers.get("origin", mine).lower() != mine:
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
