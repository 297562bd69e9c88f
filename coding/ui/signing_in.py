"""Signing in to a server: the pages for name and password, for a link that works once, and the way through a provider.

Plain HTML without a script. Where to go on afterwards is one of our own pages by name, never an address.
"""

import html
from collections.abc import Mapping
from functools import cache, partial
from typing import Any
from urllib.parse import parse_qs, urlencode

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from coding.errors import CodingError, LinkSpent, TooManyFailures
from coding.ui import vouching
from coding.ui.account_sessions import AccountSessions
from coding.ui.browser_name import browser_name
from coding.ui.order import PAGES
from coding.ui.plain_page import frame, say
from coding.ui.running import Here
from coding.ui.words import N_, Screen, preferred
from coding.workbench import Desk, accounts

SIGN_IN = "/sign-in"
JOIN = "/join"
COOKIE_SECONDS = 30 * 24 * 3600
LARGEST = 16 * 1024
WAITING = 40
"""So many may wait for their password to be looked at; the next is asked to come back."""

TITLE = N_("Sign in")
NAME = N_("Sign-in name")
PASSWORD = N_("Password")
AGAIN = N_("The password again")
WELCOME = N_("Welcome, {name}")
CHOOSE = N_("Choose a name to sign in with, and a password. This link works once.")
ANEW = N_("Choose a new password. You are then signed out everywhere else. This link works once.")
LENGTH = N_("At least {least} characters. A sentence is easy to remember.")
BEGIN = N_("Begin")
SAVE = N_("Save and sign in")
DIFFERENT = N_("The two passwords differ. Type both again.")
BUSY = N_("Many people are signing in just now. Try again in a moment.")
FORGOTTEN = N_("Password forgotten? An owner of your project, or whoever runs this server, makes a link for a new one.")
THROUGH = N_("Sign in through {provider}")
NOT_KNOWN = N_("Nobody here is known by that account. Open the link of your invitation, and choose it there.")


@cache
def _attempts() -> CapacityLimiter:
    # Each takes 64 MiB and a fifth of a second.
    return CapacityLimiter(2)


def opened() -> frozenset[str]:
    """What is open to whoever is not signed in."""
    return frozenset({SIGN_IN, JOIN}) | vouching.opened()


def routes(here: Here) -> list[Route]:
    """The pages at which people sign in."""
    desk = partial(_desk, here)

    async def sign_in(request: Request) -> Response:
        language = _language(request)
        if request.method != "POST":
            if vouching.came_back(request):
                return await _vouched(request, here)
            return _page(_sign_in_form(language, request.query_params), TITLE, language)
        given = await _form(request)
        try:
            secret = await _worked_out(
                accounts.sign_in,
                desk(),
                given.get("name", ""),
                given.get("password", ""),
                _address(request),
                _browser(request),
            )
        except CodingError as problem:
            form = _sign_in_form(language, given, _told(problem, language))
            return _page(form, TITLE, language, 429 if isinstance(problem, TooManyFailures) else 401)
        except _Busy:
            return _page(_sign_in_form(language, given, say(BUSY, language)), TITLE, language, 503)
        return _in(request, here, secret, given)

    async def join(request: Request) -> Response:
        language = _language(request)
        given = dict(request.query_params) if request.method != "POST" else await _form(request)
        key = given.get("key", "")
        try:
            whom = await to_thread.run_sync(accounts.invited, desk(), key)
        except CodingError as problem:
            way_in = f'<a class="button" href="{SIGN_IN}">{say(TITLE, language)}</a>'
            return _page(_alert(_told(problem, language)) + way_in, TITLE, language, 410)
        if request.method != "POST":
            return _page(_join_form(language, whom, given), WELCOME, language, name=whom.coder.name)
        problem_told, status = "", 400
        if given.get("password") != given.get("again"):
            problem_told = say(DIFFERENT, language)
        else:
            try:
                secret = await _worked_out(
                    accounts.take_up, desk(), key, given.get("name", ""), given.get("password", ""), _browser(request)
                )
                return _in(request, here, secret, {})
            except CodingError as problem:
                problem_told, status = _told(problem, language), 410 if isinstance(problem, LinkSpent) else 400
            except _Busy:
                problem_told, status = say(BUSY, language), 503
        form = _join_form(language, whom, given, problem_told)
        return _page(form, WELCOME, language, status, name=whom.coder.name)

    methods, secure = ["GET", "POST"], bool(here.address and here.address.secure)
    ours = [Route(SIGN_IN, sign_in, methods=methods), Route(JOIN, join, methods=methods)]
    return [*ours, *vouching.routes(secure=secure)]


async def _vouched(request: Request, here: Here) -> Response:
    """Somebody comes back from a provider: signed in, or told that nobody here is known by that account."""
    language = _language(request)
    subject, key = vouching.whom(request), vouching.invitation(request)
    desk, browser = _desk(here), _browser(request)
    answer: Response
    try:
        if not subject:
            raise LinkSpent
        if key:
            secret = await to_thread.run_sync(accounts.take_up_vouched, desk, key, subject, browser)
        else:
            secret = await to_thread.run_sync(accounts.sign_in_vouched, desk, subject, browser)
        answer = _in(request, here, secret, {})
    except CodingError as problem:
        told = _told(problem, language) if key else say(NOT_KNOWN, language)
        answer = _page(_sign_in_form(language, {}, told), TITLE, language, 403)
    # The provider's own cookie would be good for a month, and nobody could end it.
    vouching.forget(request, answer)
    return answer


class _Busy(Exception):
    """Too many wait already."""


async def _worked_out(act: Any, *args: Any) -> str:
    """Done two at a time, apart from all other work."""
    if _attempts().statistics().tasks_waiting >= WAITING:
        raise _Busy
    secret: str = await to_thread.run_sync(act, *args, limiter=_attempts())
    return secret


def _desk(here: Here) -> Desk:
    assert isinstance(here.sessions, AccountSessions)
    return here.sessions.desk()


def _in(request: Request, here: Here, secret: str, given: Mapping[str, str]) -> Response:
    """Signed in: the cookie, and on to the page that was wanted. Who was signed in before in this browser, is out."""
    name = here.cookie(0)
    if before := request.cookies.get(name):
        here.sessions.close(accounts.handle_of(before))
    to = given.get("to", "")
    query = urlencode({key: value for key, value in given.items() if key in ("project", "source", "layer")})
    page = to if to in PAGES else ""
    response = RedirectResponse(f"/{page}" + (f"?{query}" if page and query else ""), 303)
    response.headers["cache-control"] = "no-store"
    secure = bool(here.address and here.address.secure)
    response.set_cookie(name, secret, COOKIE_SECONDS, path="/", httponly=True, samesite="lax", secure=secure)
    return response


async def _form(request: Request) -> dict[str, str]:
    """What was typed; of more than a form can hold, nothing."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    return {name: values[0] for name, values in fields.items()}


def _language(request: Request) -> Screen:
    return preferred(request.headers.get("accept-language"))


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _browser(request: Request) -> str:
    return browser_name(request.headers.get("user-agent", ""))


def _told(problem: CodingError, language: Screen) -> str:
    return say(problem.sentence, language, **problem.values)


def _page(body: str, title: str, language: Screen, status: int = 200, **values: object) -> HTMLResponse:
    words = say(title, language, **values)
    headers = {"cache-control": "no-store", "referrer-policy": "no-referrer"}
    if status == 429:
        headers["retry-after"] = "300"
    return HTMLResponse(frame(words, f"<h1>{words}</h1>{body}", language), status, headers)


def _alert(words: str) -> str:
    return f'<p role="alert" id="problem">{words}</p>' if words else ""


def _hidden(given: Mapping[str, str], *names: str) -> str:
    return "".join(
        f'<input type="hidden" name="{name}" value="{html.escape(given[name])}">' for name in names if given.get(name)
    )


def _field(label: str, language: Screen, **more: str) -> str:
    """A field with its label; `more` are its attributes."""
    said = " ".join(f'{name}="{html.escape(value)}"' for name, value in more.items())
    return f'<label for="{more["id"]}">{say(label, language)}</label><input name="{more["id"]}" required {said}>'


def _sign_in_form(language: Screen, given: Mapping[str, str], problem: str = "") -> str:
    described = {"aria-describedby": "problem"} if problem else {}
    name = {"id": "name", "autocomplete": "username", "autocapitalize": "none", "value": given.get("name", "")}
    lock = {"id": "password", "type": "password", "autocomplete": "current-password", "maxlength": "200"}
    return (
        f'{_alert(problem)}<form method="post" action="{SIGN_IN}">'
        f"{_hidden(given, 'to', 'project', 'source', 'layer')}"
        f"{_field(NAME, language, **name, **described)}{_field(PASSWORD, language, **lock, **described)}"
        f"<button>{say(TITLE, language)}</button></form>{_providers(language)}"
        f'<p class="hint last">{say(FORGOTTEN, language)}</p>'
    )


def _join_form(language: Screen, whom: accounts.Invited, given: Mapping[str, str], problem: str = "") -> str:
    described = {"aria-describedby": "problem" if problem else "length"}
    name = {"id": "name", "autocomplete": "username", "autocapitalize": "none", "maxlength": "120"}
    name["value"] = whom.login or given.get("name", "")
    fixed = {"readonly": "readonly"} if whom.login else {}
    lock = {"type": "password", "autocomplete": "new-password", "minlength": str(accounts.SHORTEST), "maxlength": "200"}
    key = {"key": given.get("key", "")}
    return (
        f"{_alert(problem)}<p>{say(ANEW if whom.again else CHOOSE, language)}</p>"
        f'<form method="post" action="{JOIN}">{_hidden(key, "key")}'
        f"{_field(NAME, language, **name, **fixed)}{_field(PASSWORD, language, id='password', **lock, **described)}"
        f'<p class="hint" id="length">{say(LENGTH, language, least=accounts.SHORTEST)}</p>'
        f"{_field(AGAIN, language, id='again', **lock)}"
        f"<button>{say(SAVE if whom.again else BEGIN, language)}</button></form>"
        f"{'' if whom.again else _providers(language, **key)}"
    )


def _providers(language: Screen, **more: str) -> str:
    """A way through each provider there is."""
    return "".join(
        f'<a class="button" href="{vouching.START}?{html.escape(urlencode({"provider": key, **more}))}">'
        f"{say(THROUGH, language, provider=name)}</a>"
        for key, name in vouching.providers().items()
    )
