"""What several pictures of one kind share, so that they can be compared: how far their axes, colours and sizes reach.

A kind asks here for whatever its drawing depends on besides its own options. Pictures side by side are drawn twice with
one `Scale`: the first time it learns the largest of all, the second time they are drawn by it.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

T = TypeVar("T")


class Scale:
    """The largest numbers and all the names that the pictures drawn with it have had."""

    def __init__(self) -> None:
        self._most: dict[str, float] = {}
        self._names: dict[str, dict[Any, None]] = {}

    def most(self, what: str, mine: float) -> float:
        """The largest number of this kind so far, the one given among them."""
        self._most[what] = max(self._most.get(what, mine), mine)
        return self._most[what]

    def every(self, what: str, mine: Iterable[T]) -> list[T]:
        """All names of this kind so far, in the order they came first."""
        known = self._names.setdefault(what, {})
        known.update(dict.fromkeys(mine))
        return list(known)


class _Own(Scale):
    """Of a picture by itself: nothing is remembered."""

    def most(self, what: str, mine: float) -> float:
        return mine

    def every(self, what: str, mine: Iterable[T]) -> list[T]:
        return list(dict.fromkeys(mine))


OWN: Scale = _Own()
"""The scale of a picture that stands by itself."""
