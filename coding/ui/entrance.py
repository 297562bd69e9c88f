"""Getting in and out: the address with the key becomes a cookie, and strangers are told one sentence.

Accounts will be one more route here that ends in `_welcome`.
"""

import hmac
import html

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from coding.ui.gate import Gate, cookie_name, login_of, security_headers
from coding.ui.order import PAGES
from coding.ui.running import Here
from coding.ui.shell import index
from coding.ui.words import N_, catalogue, preferred

LOCAL_USER = "local"
COOKIE_SECONDS = 30 * 24 * 3600
STRANGER = N_(
    "Simpul is running, but this browser has no key yet. Open the address that was printed where Simpul was started, "
    "or start Simpul once more: it opens the right address."
)
BROKEN = N_("Simpul could not answer. Go back and try again.")


def stranger(accept_language: str | None) -> str:
    """The page for somebody without a key."""
    return _page(STRANGER, accept_language)


def routes(here: Here) -> list[Route]:
    """Sign in by the key, sign out, and the page that carries the app."""

    async def enter(request: Request) -> Response:
        given = request.query_params.get("token", "")
        if not hmac.compare_digest(given.encode(), here.token.encode()):
            return HTMLResponse(stranger(request.headers.get("accept-language")), 403)
        return _welcome(request, here, LOCAL_USER)

    async def leave(request: Request) -> Response:
        if login := login_of(request, here.sessions):
            here.sessions.close(login.handle)
        response = RedirectResponse("/", 303)
        response.delete_cookie(cookie_name(request.scope), httponly=True, samesite="strict")
        return response

    pages = [Route(path, _shell, methods=["GET"]) for path in ("/", *(f"/{name}" for name in PAGES))]
    return [Route("/enter", enter, methods=["GET"]), Route("/leave", leave, methods=["POST"]), *pages]


def middleware(here: Here) -> list[Middleware]:
    """The gate before everything else."""
    return [Middleware(Gate, sessions=here.sessions, stranger=stranger)]


async def broken(request: Request, error: Exception) -> Response:
    """The answer when the server itself fails: it passes by the gate, so it brings the headers along."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    return HTMLResponse(_page(BROKEN, request.headers.get("accept-language")), status, headers=security_headers())


async def _shell(request: Request) -> Response:
    html = index(preferred(request.headers.get("accept-language")))
    return HTMLResponse(html, headers={"cache-control": "no-cache"})


def _welcome(request: Request, here: Here, user: str) -> Response:
    to = request.query_params.get("to", "")
    response = RedirectResponse(f"/{to if to in PAGES else ''}", 303)
    response.headers["cache-control"] = "no-store"
    if request.method == "HEAD" or login_of(request, here.sessions):
        return response
    secret = here.sessions.open(user)
    name = cookie_name(request.scope)
    response.set_cookie(name, secret, max_age=COOKIE_SECONDS, httponly=True, samesite="strict", path="/")
    return response


def _page(sentence: str, accept_language: str | None) -> str:
    language = preferred(accept_language)
    words = html.escape(catalogue(language).gettext(sentence))
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>Simpul</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="icon" href="data:,">'
        '<body style="font: 1.1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 20vh auto; padding: 0 1.5rem; '
        f'color-scheme: light dark"><p>{words}</p></body></html>'
    )
