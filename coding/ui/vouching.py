"""Signing in through a provider (OpenID Connect), by Streamlit's own routes, mapped to an account here.

Streamlit leads to the provider, checks the answer and leaves a cookie that is good for a month and that nobody can end.
Of it only the provider's number for the person is taken; the sign-in itself is one of ours. Without `[auth]` in the
secrets, or without Authlib, none of this is there.
"""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from streamlit.auth_util import encode_provider_token, get_secrets_auth_section, is_authlib_installed
from streamlit.web.server.starlette import starlette_auth_routes as theirs
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

START = "/sign-in/through"
LED = frozenset({START, "/auth/login", "/oauth2callback"})
INVITED = "simpul_invited"
MINUTES = 10


def providers() -> Mapping[str, str]:
    """Key → name of each provider that the secrets describe."""
    if not is_authlib_installed():
        return {}
    section = get_secrets_auth_section().to_dict()
    named = {key: value for key, value in section.items() if isinstance(value, dict) and "client_id" in value}
    if "client_id" in section:
        named["default"] = section
    return {key: str(value.get("name") or _host(value)) for key, value in named.items()}


def _host(section: Mapping[str, Any]) -> str:
    return str(section.get("server_metadata_url", "")).split("//")[-1].split("/")[0]


def opened() -> frozenset[str]:
    """What is open to whoever is not signed in: the way there and back, where there is one."""
    return LED if providers() else frozenset()


def routes(*, secure: bool) -> list[Route]:
    """The way to a provider; an invitation goes along."""

    async def start(request: Request) -> Response:
        wanted = request.query_params.get("provider", "")
        if wanted not in providers():
            return RedirectResponse("/sign-in", 303)
        response = RedirectResponse(f"/auth/login?provider={encode_provider_token(wanted)}", 303)
        if key := request.query_params.get("key"):
            response.set_cookie(INVITED, key, MINUTES * 60, httponly=True, samesite="lax", secure=secure)
        else:
            response.delete_cookie(INVITED)
        return response

    return [Route(START, start, methods=["GET"])] if providers() else []


def came_back(request: Request) -> bool:
    """Whether a provider has just answered for somebody."""
    return USER_COOKIE_NAME in request.cookies and bool(providers())


def whom(request: Request) -> str:
    """Who vouches, and by which number for whom; empty where the cookie is not one that this server signed."""
    known = theirs._get_cookie_value_from_request(request, USER_COOKIE_NAME)
    said = json.loads(known) if known else {}
    if not said.get("sub"):
        return ""
    return f"{said.get('iss') or said.get('provider')} {said['sub']}"


def invitation(request: Request) -> str:
    """The secret of the link with which somebody went to the provider."""
    return request.cookies.get(INVITED, "")


def forget(request: Request, answer: Response) -> None:
    """Leave nothing of it in the browser."""
    theirs._clear_auth_cookie(answer, request)
    answer.delete_cookie(INVITED)
