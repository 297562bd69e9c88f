"""The running app: which database it opens, its key, its sessions, and the note that lets a second start find it.

As a server people have accounts, and there is neither key nor note. Else the note lies in the user's data folder (mode
0600, its folder 0700), never beside a database on a shared disk.
"""

import importlib
import json
import os
import re
import secrets
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from platformdirs import user_data_path

from coding.ui.address import Address, public
from coding.ui.sessions import LocalSessions, Sessions

HOST = "127.0.0.1"
FIRST_PORT = 8501
DATABASE = "SIMPUL_DB"
TOKEN = "SIMPUL_TOKEN"
FOLLOW = "SIMPUL_FOLLOW"
ACCOUNTS = "SIMPUL_ACCOUNTS"
PUBLIC_URL = "SIMPUL_PUBLIC_URL"


def database() -> str:
    """Path or URL of the database: SIMPUL_DB, else simpul.db in the user's data folder."""
    return os.environ.get(DATABASE) or str(user_data_path("simpul") / "simpul.db")


def is_own(url: str) -> bool:
    """Whether this is the database nobody named, in the user's data folder."""
    return not os.environ.get(DATABASE) and url == database()


@dataclass(frozen=True, slots=True)
class Note:
    """Where an app is running, and its key."""

    port: int
    token: str
    pid: int

    @property
    def address(self) -> str:
        """The address to open; it holds the key."""
        return f"http://{HOST}:{self.port}/enter?token={self.token}"

    def answers(self) -> bool:
        """Whether an app that knows this key is there."""
        connection = HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("HEAD", f"/enter?token={self.token}")
            return connection.getresponse().status == 303
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


def note_path(url: str, kind: str = "app") -> Path:
    """The private file about the app of one database; a URL's password never becomes a file name."""
    name = url if "://" in url else str(Path(url).expanduser().resolve())
    return user_data_path("simpul") / "run" / f"{sha256(name.encode()).hexdigest()[:16]}.{kind}.json"


def read_note(url: str) -> Note | None:
    """What the last app of this database wrote down, whether or not it still runs."""
    path = note_path(url)
    return Note(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


@dataclass(frozen=True, slots=True)
class Here:
    """This process as an app: made once. `address` is where people reach a server with accounts."""

    url: str
    token: str
    sessions: Sessions
    accounts: bool = False
    address: Address | None = None

    @property
    def place(self) -> str:
        """Where the database is, in words that may be shown: a full path, or a URL without its password."""
        return re.sub(r"(://[^:@/]*):[^@/]*@", r"\1@", self.url) if "://" in self.url else str(Path(self.url).resolve())

    def cookie(self, port: int) -> str:
        """The cookie's name; alone one for each port, as browsers send cookies to every port of a host."""
        if not self.accounts:
            return f"simpul_{port}"
        return "__Host-simpul" if self.address and self.address.secure else "simpul"


def has_accounts() -> bool:
    """Whether people sign in here with accounts of their own."""
    return os.environ.get(ACCOUNTS, "").lower() in ("1", "true", "yes")


@lru_cache
def here() -> Here:
    """This process; the key is taken out of the environment so that no child process inherits it."""
    url, token = database(), os.environ.pop(TOKEN, "") or secrets.token_urlsafe(32)
    if not has_accounts():
        return Here(url, token, LocalSessions(note_path(url, "sessions")))
    address = public(os.environ.get(PUBLIC_URL) or f"http://{HOST}:{FIRST_PORT}")
    # It brings the verbs along, about a second, and nobody alone needs it.
    sessions: Sessions = importlib.import_module("coding.ui.account_sessions").AccountSessions(url)
    return Here(url, token, sessions, accounts=True, address=address)
