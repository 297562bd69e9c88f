"""Signing in to a server through a provider (OpenID Connect): a small one of our own, spoken to as a browser would."""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request as Asked
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from coding.store import open_store
from coding.workbench import Desk, accounts


@dataclass
class Provider:
    """Says that whoever asks is `sub`."""

    port: int
    sub: str = "17"
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, parameters={"kid": "one"}))
    nonces: dict[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def app(self) -> Starlette:
        async def described(_asked: Asked) -> Response:
            paths = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
            facts = {name: f"{self.base}{path}" for name, path in paths.items()}
            facts |= {"issuer": self.base, "code_challenge_methods_supported": ["S256"]}  # type: ignore[dict-item]
            return JSONResponse({**facts, "id_token_signing_alg_values_supported": ["RS256"]})

        async def authorize(asked: Asked) -> Response:
            given = asked.query_params
            assert given["code_challenge_method"] == "S256"
            code = f"code{len(self.nonces)}"
            self.nonces[code] = given["nonce"]
            return RedirectResponse(f"{given['redirect_uri']}?{urlencode({'code': code, 'state': given['state']})}")

        async def token(asked: Asked) -> Response:
            code = parse_qs((await asked.body()).decode())["code"][0]
            now = int(time.time())
            said = {"iss": self.base, "sub": self.sub, "aud": "simpul", "iat": now, "exp": now + 60}
            signed = jwt.encode({"alg": "RS256", "kid": "one"}, {**said, "nonce": self.nonces[code]}, self.key)
            return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": signed})

        async def keys(_asked: Asked) -> Response:
            return JSONResponse(KeySet([self.key]).as_dict(private=False))

        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", described),
                Route("/authorize", authorize),
                Route("/token", token, methods=["POST"]),
                Route("/keys", keys),
            ]
        )


@pytest.fixture(scope="module")
def provider(port: Callable[[], int]) -> Iterator[Provider]:
    one = Provider(port())
    server = uvicorn.Server(uvicorn.Config(one.app(), port=one.port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield one
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def app(
    provider: Provider,
    served_as: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
    port: Callable[[], int],
) -> Iterator[Any]:
    """The app as a server with accounts whose secrets describe the provider."""
    home, mine = tmp_path_factory.mktemp("home"), port()
    secrets = {
        "redirect_uri": f"http://127.0.0.1:{mine}/oauth2callback",
        "cookie_secret": "a secret of the test, long enough",
        "client_id": "simpul",
        "client_secret": "s",
        "server_metadata_url": f"{provider.base}/.well-known/openid-configuration",
        "name": "Kampus",
    }
    (home / ".streamlit").mkdir()
    lines = [f"{name} = {json.dumps(value)}" for name, value in secrets.items()]
    (home / ".streamlit" / "secrets.toml").write_text("\n".join(["[auth]", *lines]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        with served_as(sys.executable, "-m", "coding", "serve", "--accounts", port=mine) as one:
            yield one


@pytest.fixture(scope="module")
def desk(app: Any) -> Iterator[Desk]:
    store = open_store(app.database)
    yield Desk(store)
    store.close()


@dataclass
class Somebody:
    """A browser: it keeps its cookies and goes where it is sent."""

    app: Any
    jar: CookieJar = field(default_factory=CookieJar)

    def go(self, path: str) -> tuple[int, str, str]:
        """Where it ends: status, address, page."""
        asked = Request(f"{self.app.base}{path}", headers={"Accept": "text/html", "Accept-Language": "en"})
        try:
            answer = build_opener(HTTPCookieProcessor(self.jar)).open(asked, timeout=30)
        except HTTPError as refused:
            answer = refused
        with answer:
            return answer.status, answer.url.removeprefix(self.app.base), answer.read().decode()

    @property
    def cookies(self) -> set[str]:
        return {one.name for one in self.jar}


THROUGH = "/sign-in/through?provider=default"


def test_an_invited_person_comes_in_through_the_provider_and_comes_again(
    app: Any, provider: Provider, desk: Desk
) -> None:
    _account, key = accounts.add_account(desk, "Sari")
    sari = Somebody(app)
    assert "Sign in through Kampus" in sari.go("/sign-in")[2]
    assert f"key={key}" in sari.go(f"/join?key={key}")[2]
    status, at, _page = sari.go(f"{THROUGH}&key={key}")
    assert (status, at) == (200, "/")
    # Of the provider's own cookies, which nobody could end, nothing is left.
    assert not {one for one in sari.cookies if one.startswith("_streamlit_user") or one == "simpul_invited"}
    (row,) = accounts.list_accounts(desk)
    assert (row.coder.name, row.ready, row.login) == ("Sari", True, "")
    again = Somebody(app)
    assert again.go("/project")[1].startswith("/sign-in")
    assert again.go(THROUGH)[:2] == (200, "/")
    accounts.shut_account(desk, "Sari")
    assert again.go("/project")[1].startswith("/sign-in")
    status, _at, page = again.go(THROUGH)
    assert (status, "Nobody here is known by that account" in page) == (403, True)


def test_whoever_was_not_invited_does_not_come_in(app: Any, provider: Provider, desk: Desk) -> None:
    provider.sub = "99"
    stranger = Somebody(app)
    assert stranger.go(THROUGH)[0] == 403
    assert stranger.go(f"{THROUGH}&key=tebakan")[0] == 403
    assert stranger.go("/project")[1].startswith("/sign-in")
    assert stranger.go("/sign-in/through?provider=lain")[1] == "/sign-in"
    assert stranger.go("/oauth2callback?code=x&state=y")[1].startswith("/sign-in")


def test_a_cookie_that_the_server_did_not_sign_is_nobody(app: Any) -> None:
    forged = json.dumps({"iss": "http://127.0.0.1", "sub": "17", "is_logged_in": True})
    status, _headers, _body = app.get("/sign-in", cookie=f"_streamlit_user={forged}")
    assert status == 403
