"""The running app: which database it opens, its key, its sessions, and the note that lets a second start find it.

The note lies in the user's data folder (mode 0600, its folder 0700), never beside a database on a shared disk.
"""

import importlib
import json
import os
import re
import secrets
import signal
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from coding.ui.sessions import LocalSessions, write_private

HOST = "127.0.0.1"
DATABASE = "SIMPUL_DB"
TOKEN = "SIMPUL_TOKEN"
FOLLOW = "SIMPUL_FOLLOW"


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
    """This process as an app: made once."""

    url: str
    token: str
    sessions: LocalSessions

    @property
    def place(self) -> str:
        """Where the database is, in words that may be shown: a full path, or a URL without its password."""
        return re.sub(r"(://[^:@/]*):[^@/]*@", r"\1@", self.url) if "://" in self.url else str(Path(self.url).resolve())


@lru_cache
def here() -> Here:
    """This process; the key is taken out of the environment so that no child process inherits it."""
    url = database()
    return Here(url, os.environ.pop(TOKEN, "") or secrets.token_urlsafe(32), LocalSessions(note_path(url, "sessions")))


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:
    """Say the address (one line on stdout), open the browser unless headless, and leave no note behind."""
    this = here()
    # Our pages lie beside main.py. Until the first `st.navigation` of the process Streamlit would take that for the
    # older kind of app and run a page without its frame.
    PagesManager.uses_pages_directory = False
    note = Note(int(config.get_option("server.port")), this.token, os.getpid())
    write_private(note_path(this.url), json.dumps(asdict(note)))
    sys.stdout.write(f"{note.address}\n")
    sys.stdout.flush()
    if not config.get_option("server.headless"):
        threading.Thread(target=webbrowser.open, args=(note.address,), daemon=True).start()
    threading.Thread(target=_warm, daemon=True).start()
    if os.environ.pop(FOLLOW, ""):
        threading.Thread(target=_stop_with_parent, daemon=True).start()
    yield {}
    this.sessions.keep()
    if read_note(this.url) == note:
        note_path(this.url).unlink()


def _warm() -> None:
    # The verbs bring spaCy along, about a second: time for the browser to fetch the page, and not before the address.
    importlib.import_module("coding.ui.session").warm()


def _stop_with_parent() -> None:
    # `serve` holds the other end of our stdin and never writes: the end of the file is the end of `serve`.
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
