"""Who is signed in: a random id in a cookie, kept here only as its hash.

Alone on one's machine the address with the token opens a session; those of a server are in `account_sessions.py`.
"""

import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

IDLE_SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class Login:
    """A signed-in browser: who it is, and the hash of its id, which may be shown to the rest of the program."""

    user: str
    handle: str


class Sessions(Protocol):
    """What the gate asks of whoever keeps the sessions."""

    def find(self, secret: str) -> Login | None:
        """The login behind a secret id, if it is still good; looking counts as use."""

    def alive(self, handle: str) -> bool:
        """Whether the session with this hash is still good; asking counts as use."""

    def close(self, handle: str) -> None:
        """Sign this session out."""

    def keep(self) -> None:
        """Write down when each session was last used; called when the server stops."""


class LocalSessions:
    """Sessions in memory; their hashes survive a restart in `path` (mode 0600) so that open pages reconnect."""

    def __init__(self, path: Path | None = None, now: Callable[[], float] = time.time) -> None:
        self._path = path
        self._now = now
        self._lock = threading.Lock()
        self._rows: dict[str, tuple[str, float]] = _read(path)

    def open(self, user: str) -> str:
        """A new secret id for this user."""
        secret = secrets.token_urlsafe(32)
        with self._lock:
            self._rows[_hash(secret)] = (user, self._now())
            self._save()
        return secret

    def find(self, secret: str) -> Login | None:
        handle = _hash(secret)
        return Login(self._rows[handle][0], handle) if self.alive(handle) else None

    def alive(self, handle: str) -> bool:
        with self._lock:
            user, used = self._rows.get(handle, ("", float("-inf")))
            if self._now() - used > IDLE_SECONDS:
                return False
            self._rows[handle] = (user, self._now())
            return True

    def close(self, handle: str) -> None:
        with self._lock:
            self._rows.pop(handle, None)
            self._save()

    def keep(self) -> None:
        with self._lock:
            self._save()

    def _save(self) -> None:
        if self._path is None:
            return
        good = {handle: row for handle, row in self._rows.items() if self._now() - row[1] <= IDLE_SECONDS}
        write_private(self._path, json.dumps(good))


def write_private(path: Path, text: str) -> None:
    """Replace a file by one that only its owner may read; never half written."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    fresh.touch(mode=0o600, exist_ok=False)
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _read(path: Path | None) -> dict[str, tuple[str, float]]:
    if path is None or not path.exists():
        return {}
    return {handle: (user, used) for handle, (user, used) in json.loads(path.read_text(encoding="utf-8")).items()}
