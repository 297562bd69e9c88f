"""Who acts, and how an act is done: the role is looked up in the connection that does the work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from coding.errors import NotAllowed, NotFound, ProjectNotFound, Repeated, StillHidden
from coding.model import ALLOWED, Coder
from coding.store import Read, Store, Write, people, seeing
from coding.store import history as events
from coding.workbench.steady import steady

P = ParamSpec("P")
R = TypeVar("R")


def now() -> datetime:
    """The clock: the one place that reads it."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Actor:
    """A coder at a store. `op` is the browser's id of the gesture being done, so that it is done once.

    `layer` is the further round they code in, where it is not their first.
    """

    store: Store
    coder: Coder
    op: UUID | None = None
    layer: UUID | None = None

    @property
    def id(self) -> UUID:
        return self.coder.id

    @property
    def codes_in(self) -> UUID:
        """The layer that what they code goes into."""
        return self.layer or self.coder.id


def allow(tx: Read, verb: str, *, whole: bool = False) -> None:
    """Refuse what the role does not cover; without a role, the project is not there.

    From then on the transaction holds no more than the actor may see, unless it needs the `whole` of it to keep the
    study in order, and shows nothing of it.
    """
    role = people.role(tx, tx.actor_id)
    if role is None:
        raise ProjectNotFound(name=tx.project_id)
    if role not in ALLOWED.get(verb, frozenset()):
        raise NotAllowed(role=role)
    every = role in ALLOWED["see_others"] or (role == "student" and seeing.students_see_others(tx))
    seen = seeing.sight(tx, every=every)
    tx.layers = seen.own
    if verb == "backup" and seeing.hides(tx, seen):
        raise StillHidden
    if not whole and not tx.narrowed:
        seeing.narrow(tx, seen, _kind(tx))


def _kind(tx: Read) -> str:
    """Of a verb only what it counts is hidden: what it writes into cannot be a view."""
    if not isinstance(tx, Write):
        return seeing.READING
    return seeing.TELLING if tx.verb in TELLING else seeing.COUNTING


def may(tx: Read, grant: str) -> bool:
    """Whether the actor's role has a grant."""
    return people.role(tx, tx.actor_id) in ALLOWED[grant]


def own_or_allowed(tx: Read, coder: UUID) -> None:
    """Refuse to change what stands in a layer of somebody else (NotAllowed), but for those who may change others'."""
    if coder not in tx.layers and not may(tx, "change_others"):
        raise NotAllowed(role=people.role(tx, tx.actor_id))


TELLING = frozenset({"assemble_report"})
"""Verbs that write down what others kept, too."""

WHOLE = frozenset(
    {"code", "code_anew", "code_hits", "recode", "recode_many", "resize", "uncode", "qualify", "memo", "change"}
    | {"accept", "accept_many", "import_codings", "undo", "redo", "take_feedback"}
    | {"add_code", "change_code", "move_code", "recolour_code", "remove_code", "take_codebook"}
    | {"adjudicate", "take_agreed"}
    | {"merge_codes", "delete_code", "begin_split", "decide_split", "drop_split", "split_code"}
    | {"correct_source", "import_again", "import_sources", "edit_source", "remove_source"}
    | {"edit_speaker", "give_label", "give_turns", "join_turns", "split_turn"}
    | {"put_cases", "take_cases", "remove_case"}
    | {"pseudonymise", "note_pseudonyms", "restore_names", "purge", "purge_project", "withdraw", "restore_withdrawn"}
    | {"reset_practice"}
)
"""Verbs that change codings or what codings stand on, be they hidden from the actor: of those they tell nothing."""


def verb(
    name: str, allowed_by: str = ""
) -> Callable[[Callable[Concatenate[Write, P], R]], Callable[Concatenate[Actor, UUID, P], R]]:
    """Make a function on a transaction a verb: `f(actor, project, …)`, one transaction, one line of history."""

    def make(do: Callable[Concatenate[Write, P], R]) -> Callable[Concatenate[Actor, UUID, P], R]:
        @steady
        @wraps(do)
        def act(actor: Actor, project: UUID, /, *args: P.args, **kwargs: P.kwargs) -> R:
            with actor.store.write(project, actor.id, name, now(), op_id=actor.op) as tx:
                allow(tx, allowed_by or name, whole=name in WHOLE)
                if actor.layer is not None:
                    if actor.layer not in tx.layers:
                        raise NotFound(what="coder")
                    tx.layer_id = actor.layer
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
            if actor.layer in tx.layers:
                tx.layer_id = actor.layer
            return do(tx, *args, **kwargs)

    READS[do.__name__] = look
    return look


VERBS: dict[str, tuple[Callable[..., object], str]] = {}
READS: dict[str, Callable[..., object]] = {}
