"""The key of pseudonyms as a file: which name stood where, kept apart from the project, locked by a passphrase.

JSON. Locked, what is inside is encrypted with ChaCha20-Poly1305 under a key that scrypt makes of the passphrase; the
salt is new each time it is written, so that no two files share a key.
"""

import base64
import binascii
import json
from dataclasses import dataclass, replace
from hashlib import blake2b, scrypt
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from coding.errors import KeyBroken, KeyLocked

FORMAT, VERSION = "simpul-pseudonyms", 1
_N, _R, _P = 2**15, 8, 1
_MEMORY = 64 * 1024 * 1024

Part = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Replaced:
    """One name with its pseudonym, of its kind, in small letters too or not, and how often it was met."""

    words: str
    pseudonym: str
    kind: str
    small: bool
    count: int


@dataclass(frozen=True, slots=True)
class Act:
    """What was replaced at once; `texts` are prints of texts with the places in them and what stood there."""

    id: UUID
    at: str
    names: tuple[Replaced, ...]
    texts: dict[str, tuple[Part, ...]]


@dataclass(frozen=True, slots=True)
class Key:
    """All acts, the oldest first; `secret` keeps what the project knows of them from being guessed."""

    project: str
    secret: str
    acts: tuple[Act, ...] = ()

    def with_act(self, act: Act) -> "Key":
        """The key with one more act."""
        return replace(self, acts=(*(one for one in self.acts if one.id != act.id), act))

    def find(self, act: UUID) -> Act | None:
        """An act by its id."""
        return next((one for one in self.acts if one.id == act), None)

    def seal(self, act: Act) -> str:
        """What the project keeps of an act: says nothing of the names, and fits no other key."""
        told = json.dumps(_plain(act), sort_keys=True, ensure_ascii=True).encode()
        return blake2b(told, key=bytes.fromhex(self.secret), digest_size=32).hexdigest()

    def known(self) -> dict[str, str]:
        """Name → pseudonym, as far as given."""
        return {one.words: one.pseudonym for act in self.acts for one in act.names}


def write_key(key: Key, passphrase: str | None, salt: bytes) -> bytes:
    """The file; locked where there is a passphrase."""
    inside = {
        "project": key.project,
        "secret": key.secret,
        "acts": [_plain(one) for one in key.acts],
    }
    head = {"format": FORMAT, "version": VERSION}
    if not passphrase:
        return (json.dumps({**head, **inside}, ensure_ascii=False, indent=1) + "\n").encode()
    secret, nonce = _made(passphrase, salt)
    data = ChaCha20Poly1305(secret).encrypt(nonce, json.dumps(inside, ensure_ascii=False).encode(), FORMAT.encode())
    locked = {"scrypt": [_N, _R, _P], "salt": _text(salt), "data": _text(data)}
    return (json.dumps({**head, **locked}, indent=1) + "\n").encode()


def is_locked(data: bytes) -> bool:
    """Whether a passphrase is needed (KeyBroken is left to `read_key`)."""
    return b'"scrypt"' in data[:200]


def read_key(data: bytes, passphrase: str | None, name: str) -> Key:
    """A key from its file (KeyBroken, KeyLocked)."""
    try:
        told = json.loads(data)
        if told["format"] != FORMAT or told["version"] != VERSION:
            raise KeyBroken(name=name)
        if "data" in told:
            if told["scrypt"] != [_N, _R, _P]:
                raise KeyBroken(name=name)
            secret, nonce = _made(passphrase or "", base64.b64decode(told["salt"], validate=True))
            inside = ChaCha20Poly1305(secret).decrypt(
                nonce, base64.b64decode(told["data"], validate=True), FORMAT.encode()
            )
            told = json.loads(inside)
        acts = tuple(_act(one) for one in told["acts"])
        bytes.fromhex(told["secret"])
        return Key(str(told["project"]), str(told["secret"]), acts)
    except InvalidTag as problem:
        raise KeyLocked from problem
    except (ValueError, KeyError, TypeError, binascii.Error) as problem:
        raise KeyBroken(name=name) from problem


def _made(passphrase: str, salt: bytes) -> tuple[bytes, bytes]:
    made = scrypt(passphrase.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=_MEMORY, dklen=44)
    return made[:32], made[32:]


def _plain(act: Act) -> dict[str, Any]:
    names = [[one.words, one.pseudonym, one.kind, one.small, one.count] for one in act.names]
    texts = {print_: [list(part) for part in parts] for print_, parts in act.texts.items()}
    return {"id": str(act.id), "at": act.at, "names": names, "texts": texts}


def _act(kept: Any) -> Act:
    names = tuple(Replaced(str(w), str(p), str(k), bool(s), int(c)) for w, p, k, s, c in kept["names"])
    texts = {
        str(print_): tuple((int(start), int(end), str(words)) for start, end, words in parts)
        for print_, parts in kept["texts"].items()
    }
    return Act(UUID(kept["id"]), str(kept["at"]), names, texts)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
