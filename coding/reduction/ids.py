"""Ids by the hundred thousand, made numbers."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import numpy as np


class Ids:
    """Ids, numbered in the order they are given."""

    def __init__(self, some: Iterable[UUID] | str) -> None:
        """From ids, or ids that are written behind each other, 32 letters each."""
        written = as_bytes(some) if isinstance(some, str) else np.array([one.bytes for one in some], dtype="S16")
        self._order = np.argsort(written)
        self._sorted = written[self._order]

    def numbers(self, letters: str) -> Any:
        """The numbers of ids that are written behind each other, 32 letters each; -1 for one that is not known."""
        return self.found(as_bytes(letters))

    def found(self, asked: Any) -> Any:
        """The numbers of ids of sixteen bytes each; -1 for one that is not known."""
        if not self._sorted.size:
            return np.full(asked.size, -1)
        at = np.minimum(np.searchsorted(self._sorted, asked), self._sorted.size - 1)
        return np.where(self._sorted[at] == asked, self._order[at], -1)


def as_bytes(letters: str) -> Any:
    """Ids that are written behind each other, sixteen bytes each."""
    return np.frombuffer(bytes.fromhex(letters), dtype="S16")


def as_text(letters: str) -> list[str]:
    """Ids that are written behind each other, as the text of each."""
    return [str(UUID(letters[at : at + 32])) for at in range(0, len(letters), 32)]
