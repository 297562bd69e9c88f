"""Getting in and out: the address with the key becomes a cookie, and strangers are told one sentence.

As a server people sign in instead: `signing_in.py`.
"""

import hmac
import importlib
from typing import Any, Literal

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit import runtime

from coding.ui import quota
from coding.ui.gate import OPEN_PATHS, Gate, login_of, port_of, security_headers
from coding.ui.order import PAGES
from coding.ui.plain_page import page_of
from coding.ui.running import Here
from coding.ui.sessions import LocalSessions
from coding.ui.shell import index
from coding.ui.words import N_, preferred

LOCAL_USER = "local"
COOKIE_SECONDS = 30 * 24 * 3600
STRANGER = N_(
    "Simpul is running, but this browser has no key yet. Open the address that was printed where Simpul was started, "
    "or start Simpul once more: it opens the right address."
)
UNKNOWN = N_("You are not signed in here.")
BROKEN = N_("Simpul could not answer. Go back and try again.")


def stranger(accept_language: str | None) -> str:
    """The page for somebody without a key."""
    return page_of(STRANGER, accept_language)


def unknown(accept_language: str | None) -> str:
    """What somebody gets who is not signed in to a server."""
    return page_of(UNKNOWN, accept_language)


def routes(here: Here) -> list[Route]:
    """Sign in, sign out, and the page that carries the app."""

    async def leave(request: Request) -> Response:
        if login := login_of(request, here.sessions, here.cookie):
            here.sessions.close(login.handle)
        response = RedirectResponse("/", 303)
        name = here.cookie(port_of(request.scope))
        # A browser takes back only a cookie that is described as it was given.
        response.delete_cookie(name, httponly=True, samesite=_samesite(here), secure=name.startswith("__Host-"))
        return response

    pages = [Route(path, _shell, methods=["GET"]) for path in ("/", *(f"/{name}" for name in PAGES))]
    way_in = [*_signing_in().routes(here), _readiness().route(here.url)] if here.accounts else _by_key(here)
    return [*way_in, Route("/leave", leave, methods=["POST"]), *pages]


def _signing_in() -> Any:
    # It brings the verbs along, for which nobody alone should wait.
    return importlib.import_module("coding.ui.signing_in")


def _readiness() -> Any:
    return importlib.import_module("coding.ui.readiness")


def _samesite(here: Here) -> Literal["lax", "strict"]:
    """A link in a message leads to a server, never to somebody's own machine."""
    return "lax" if here.accounts else "strict"


def _by_key(here: Here) -> list[Route]:
    async def enter(request: Request) -> Response:
        given = request.query_params.get("token", "")
        if not hmac.compare_digest(given.encode(), here.token.encode()):
            return HTMLResponse(stranger(request.headers.get("accept-language")), 403)
        return _welcome(request, here)

    return [Route("/enter", enter, methods=["GET"])]


def middleware(here: Here) -> list[Middleware]:
    """The gate before everything else."""
    if not here.accounts:
        return [Middleware(Gate, sessions=here.sessions, stranger=stranger, cookie=here.cookie)]
    more = {
        "address": here.address,
        "opened": OPEN_PATHS - {"/enter"} | _signing_in().opened() | {_readiness().PATH},
        "entrance": _signing_in().SIGN_IN,
        "quota": quota.from_environment(_held),
    }
    return [Middleware(Gate, sessions=here.sessions, stranger=unknown, cookie=here.cookie, **more)]


def _held(session: str, file: str) -> bool:
    """Whether Streamlit still has an uploaded file in memory."""
    return runtime.exists() and bool(runtime.get_instance().uploaded_file_mgr.get_files(session, [file]))


async def broken(request: Request, error: Exception) -> Response:
    """The answer when the server itself fails: it passes by the gate, so it brings the headers along."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    return HTMLResponse(page_of(BROKEN, request.headers.get("accept-language")), status, headers=security_headers())


async def _shell(request: Request) -> Response:
    html = index(preferred(request.headers.get("accept-language")))
    return HTMLResponse(html, headers={"cache-control": "no-cache"})


def _welcome(request: Request, here: Here) -> Response:
    to = request.query_params.get("to", "")
    response = RedirectResponse(f"/{to if to in PAGES else ''}", 303)
    response.headers["cache-control"] = "no-store"
    if request.method == "HEAD" or login_of(request, here.sessions, here.cookie):
        return response
    assert isinstance(here.sessions, LocalSessions)
    secret = here.sessions.open(LOCAL_USER)
    name = here.cookie(port_of(request.scope))
    response.set_cookie(name, secret, max_age=COOKIE_SECONDS, httponly=True, samesite="strict", path="/")
    return response
