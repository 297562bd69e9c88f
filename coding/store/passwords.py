"""Passwords and the secrets of links and cookies: what is kept of them, and whether one fits.

Argon2id with 64 MiB and three passes takes a fifth of a second and that much memory, so two at most are worked out at
once. A name nobody has is measured against a password nobody has: its answer takes as long.
"""

import secrets
import threading
from functools import cache
from hashlib import sha256

from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError
from pwdlib.hashers.argon2 import Argon2Hasher

MEMORY = 64 * 1024
"""KiB."""
PASSES = 3
AT_ONCE = threading.BoundedSemaphore(2)


@cache
def hasher() -> PasswordHash:
    """How passwords are kept."""
    return PasswordHash((Argon2Hasher(time_cost=PASSES, memory_cost=MEMORY, parallelism=2),))


def kept(password: str) -> str:
    """What is kept of a password."""
    with AT_ONCE:
        return hasher().hash(password)


def fits(password: str, known: str | None) -> bool:
    """Whether this is the password of which that is kept; it takes as long where there is none."""
    with AT_ONCE:
        try:
            return hasher().verify(password, known or _nobodys(hasher())) and known is not None
        except PwdlibError:
            return False


@cache
def _nobodys(by: PasswordHash) -> str:
    return by.hash(secrets.token_urlsafe(32))


def secret() -> str:
    """A new secret of 32 random bytes, for a cookie or a link."""
    return secrets.token_urlsafe(32)


def digest(of: str) -> str:
    """What is kept of such a secret: it has too many values to be guessed from its hash."""
    return sha256(of.encode()).hexdigest()
