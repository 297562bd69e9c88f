"""Who acts, and how an act is done: the role is looked up in the connection that does the work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from coding.errors import NotAllowed, ProjectNotFound, Repeated
from coding.model import ALLOWED, Coder
from coding.store import Read, Store, Write, people
from coding.store import history as events
from coding.workbench.steady import steady

P = ParamSpec("P")
R = TypeVar("R")


def now() -> datetime:
    """The clock: the one place that reads it."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Actor:
    """A coder at a store. `op` is the browser's id of the gesture being done, so that it is done once."""

    store: Store
    coder: Coder
    op: UUID | None = None

    @property
    def id(self) -> UUID:
        return self.coder.id


def allow(tx: Read, verb: str) -> None:
    """Refuse what the role does not cover; without a role, the project is not there."""
    role = people.role(tx, tx.actor_id)
    if role is None:
        raise ProjectNotFound(name=tx.project_id)
    if role not in ALLOWED.get(verb, frozenset()):
        raise NotAllowed(role=role)


def verb(
    name: str, allowed_by: str = ""
) -> Callable[[Callable[Concatenate[Write, P], R]], Callable[Concatenate[Actor, UUID, P], R]]:
    """Make a function on a transaction a verb: `f(actor, project, …)`, one transaction, one line of history."""

    def make(do: Callable[Concatenate[Write, P], R]) -> Callable[Concatenate[Actor, UUID, P], R]:
        @steady
        @wraps(do)
        def act(actor: Actor, project: UUID, /, *args: P.args, **kwargs: P.kwargs) -> R:
            with actor.store.write(project, actor.id, name, now(), op_id=actor.op) as tx:
                allow(tx, allowed_by or name)
                if actor.op and events.by_op(tx, actor.id, actor.op):
                    raise Repeated
                return do(tx, *args, **kwargs)

        VERBS[name] = (act, allowed_by or name)
        return act

    return make


def reads(do: Callable[Concatenate[Read, P], R]) -> Callable[Concatenate[Actor, UUID, P], R]:
    """Make a function on a reading transaction a read: `f(actor, project, …)`."""

    @steady
    @wraps(do)
    def look(actor: Actor, project: UUID, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with actor.store.read(project, actor.id) as tx:
            allow(tx, "read")
            return do(tx, *args, **kwargs)

    READS[do.__name__] = look
    return look


VERBS: dict[str, tuple[Callable[..., object], str]] = {}
READS: dict[str, Callable[..., object]] = {}
