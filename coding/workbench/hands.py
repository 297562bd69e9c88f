"""What a person's hand is used to while coding: codes on keys of their own, what comes next, what is faint.

Kept with the person's other choices for the screen, a project at a time; no history, as nobody undoes a habit.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from coding.errors import Refused
from coding.store import Read, history, people
from coding.workbench.desk import Actor, allow, reads

RECENT = 5
"""How many of the codes used last one key offers."""
SIGHTS = ("", "dim", "only")
"""All of the text; what is not coded faint; only what is not coded."""
SAME = "same"
"""The second pane shows the source that is being coded."""


def _name(project: UUID) -> str:
    return f"hand {project}"


@reads
def hand(tx: Read) -> dict[str, Any]:
    """What this person set in this project, and the codes they used last, newest first."""
    kept = people.preferences(tx.conn, tx.actor_id).get(_name(tx.project_id), {})
    return {**kept, "recent": [str(code) for code in history.codes_used(tx, tx.actor_id, RECENT)]}


def keep_hand(actor: Actor, project: UUID, chosen: Mapping[str, Any]) -> None:
    """Remember what the browser says was set; what it does not name stays as it was (Refused where it is nothing)."""
    checked = {name: _checked(name, value) for name, value in chosen.items()}
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "read")
        kept = people.preferences(tx.conn, actor.id).get(_name(project), {})
    with actor.store.shared() as conn:
        people.prefer(conn, actor.id, **{_name(project): {**kept, **checked}})


def _checked(name: str, value: object) -> object:
    match name, value:
        case "favourites", dict():
            if all(_letter(key) for key in value) and len(value) <= 40:
                return {key: str(_uuid(code)) for key, code in value.items()}
        case "advance", bool():
            return value
        case "sight", str() if value in SIGHTS:
            return value
        case "fore", str():
            return str(_uuid(value)) if value else ""
        case "beside", str():
            return value if value in ("", SAME) else str(_uuid(value))
    raise Refused(why=name)


def _letter(key: object) -> bool:
    return isinstance(key, str) and len(key) == 1 and key.isalpha() and key == key.lower()


def _uuid(value: object) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as problem:
        raise Refused(why=str(value)) from problem
