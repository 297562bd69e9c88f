"""What several pictures of one kind share, so that they can be compared: how far their axes, colours and sizes reach.

A kind asks here for whatever its drawing depends on besides its own options. Pictures side by side are drawn with one
`Scale`: the first time it learns the largest of all, then those are drawn anew that it had answered otherwise.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


class Scale:
    """The largest numbers and all the names that the pictures drawn with it have had."""

    def __init__(self) -> None:
        self._most: dict[str, float] = {}
        self._names: dict[str, dict[Any, None]] = {}
        self._answered: dict[tuple[str, float], None] = {}
        self._listed: dict[tuple[str, int], None] = {}

    def most(self, what: str, mine: float) -> float:
        """The largest number of this kind so far, the one given among them."""
        self._most[what] = max(self._most.get(what, mine), mine)
        self._answered[what, self._most[what]] = None
        return self._most[what]

    def every(self, what: str, mine: Iterable[T]) -> list[T]:
        """All names of this kind so far, in the order they came first."""
        known = self._names.setdefault(what, {})
        known.update(dict.fromkeys(mine))
        self._listed[what, len(known)] = None
        return list(known)

    def shared(self, draw: Callable[[], T]) -> tuple[T, Callable[[], bool]]:
        """What is drawn by it; and whether, by what it has learnt since, that would still be drawn the same."""
        self._answered, self._listed = {}, {}
        answered, listed = self._answered, self._listed
        made = draw()

        def holds() -> bool:
            # Names are only ever added: as many are the same.
            return all(self._most[what] == most for what, most in answered) and all(
                len(self._names[what]) == many for what, many in listed
            )

        return made, holds


class _Own(Scale):
    """Of a picture by itself: nothing is remembered."""

    def most(self, what: str, mine: float) -> float:
        return mine

    def every(self, what: str, mine: Iterable[T]) -> list[T]:
        return list(dict.fromkeys(mine))


OWN: Scale = _Own()
"""The scale of a picture that stands by itself."""
