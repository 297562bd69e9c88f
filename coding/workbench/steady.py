"""A verb or a look whose server goes away in the middle is done once more, so that a restart is not noticed."""

from collections.abc import Callable, Iterator
from functools import update_wrapper
from typing import ParamSpec, TypeVar

from coding.errors import ConnectionLost, SavedUnsure

P = ParamSpec("P")
R = TypeVar("R")


def steady(do: Callable[P, R]) -> Callable[P, R]:
    """Do it again where nothing can have been stored; where that is not sure, only what its `op` makes known again.

    The first argument is the actor. What is handed over as an iterator is used up by then, and is told instead.
    """

    def act(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return do(*args, **kwargs)
        except (ConnectionLost, SavedUnsure) as problem:
            known = getattr(args[0], "op", None) is not None
            if isinstance(problem, SavedUnsure) and not known:
                raise
            if any(isinstance(one, Iterator) for one in (*args, *kwargs.values())):
                raise
        return do(*args, **kwargs)

    update_wrapper(act, do)
    # What a verb does in a transaction is behind one name, however many stand before it.
    act.__wrapped__ = getattr(do, "__wrapped__", do)  # type: ignore[attr-defined]
    return act
