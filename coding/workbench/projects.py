"""Projects and people: opening a desk, making a project, who is in it."""

import getpass
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from coding.errors import (
    CoderNotFound,
    CodingError,
    NameMissing,
    NameTaken,
    NoProject,
    NotAllowed,
    ProjectNotFound,
    SignsInElsewhere,
    WhichProject,
)
from coding.model import Change, Codebook, Coder, Language, Member, Project, Role
from coding.store import Read, Store, Write, accounts, codebooks, open_store, people, projects
from coding.workbench.desk import Actor, now, reads, verb


@dataclass(frozen=True, slots=True)
class Desk:
    """An opened database, before it is said which project."""

    store: Store

    def me(self) -> Actor:
        """The one user of this machine; made on the first start, named after the system account."""
        with self.store.read() as tx:
            found = people.local(tx.conn)
        if found:
            return Actor(self.store, found)
        with self.store.shared() as conn:
            name = _system_name()
            mine = people.local(conn) or people.find(conn, name) or people.add(conn, name, is_local=True)
            return Actor(self.store, mine)

    def named(self, name: str) -> Actor:
        """The coder of this name (CoderNotFound)."""
        with self.store.read() as tx:
            found = people.find(tx.conn, name)
        if found is None:
            raise CoderNotFound(name=name)
        return Actor(self.store, found)


def open_desk(target: str) -> Desk:
    """Open the database at a path or URL, bringing it to the newest schema."""
    return Desk(open_store(target))


def answers(target: str) -> bool:
    """Whether the database at a path or URL answers now."""
    try:
        return open_store(target).answers()
    except CodingError:
        return False


def _system_name() -> str:
    try:
        return getpass.getuser() or "saya"
    except (OSError, KeyError):
        return "saya"


def list_projects(actor: Actor) -> list[Project]:
    """The projects an actor is a member of, by name."""
    with actor.store.read() as tx:
        return projects.of(tx.conn, actor.id)


def pick_project(actor: Actor, name: str | None = None) -> Project:
    """The one project, or the one of this name or id (NoProject, ProjectNotFound, WhichProject)."""
    mine = list_projects(actor)
    if name is not None:
        found = [one for one in mine if name in (one.name, str(one.id))]
        if not found:
            raise ProjectNotFound(name=name)
        return found[0]
    if not mine:
        raise NoProject
    if len(mine) > 1:
        raise WhichProject(names=", ".join(one.name for one in mine))
    return mine[0]


def create_project(
    actor: Actor,
    name: str,
    book: Codebook,
    *,
    language: Language = "id",
    time_zone: str = "Asia/Jakarta",
    practice: bool = False,
    settings: dict[str, Any] | None = None,
) -> Project:
    """Make a project with a codebook; the actor becomes its owner."""
    if not name.strip():
        raise NameMissing
    if any(one.name == name.strip() for one in list_projects(actor)):
        raise NameTaken(name=name.strip())
    one = Project(uuid4(), name.strip(), language, time_zone, practice, settings=settings or {})
    with actor.store.write(one.id, actor.id, "create_project", now(), op_id=actor.op) as tx:
        projects.add(tx, one)
        people.join(tx.conn, one.id, actor.id, "owner")
        # Ids of codes are the project's own: the same file may be loaded into two projects.
        ids = {code.id: uuid4() for code in book.codes}
        for code in book.codes:
            codebooks.add(tx, codebooks.with_ids(code, ids))
    return one


@reads
def project(tx: Read) -> Project:
    """The project as it stands."""
    found = projects.get(tx)
    if found is None:
        raise ProjectNotFound(name=tx.project_id)
    return found


@reads
def members(tx: Read) -> list[Member]:
    """Everyone in the project, by name."""
    return people.members(tx)


@verb("edit_project")
def edit_project(tx: Write, /, version: int, **values: Any) -> None:
    """Rename a project, or change its language, time zone or settings."""
    assert set(values) <= {"name", "language", "time_zone", "settings"}
    if "name" in values and not str(values["name"]).strip():
        raise NameMissing
    projects.change(tx, values, version=version)


@verb("add_coder")
def add_coder(tx: Write, name: str, role: Role = "researcher") -> Coder:
    """A coder of this name as a member, made where there is none yet; only an owner makes owners."""
    mine = people.role(tx, tx.actor_id)
    if role == "owner" and mine != "owner":
        raise NotAllowed(role=mine)
    there = {member.coder.id for member in people.members(tx) if not member.left}
    one = ensure_coder(tx, name, role)
    if one.id not in there:
        tx.changes.append(Change("member", one.id, None, {"name": one.name, "role": role}))
    return one


def ensure_coder(tx: Write, name: str, role: Role = "researcher") -> Coder:
    """The coder of this name, who is a member afterwards (SignsInElsewhere).

    A name that stands in a file opens the project to nobody who signs in here: those are invited.
    """
    if not name.strip():
        raise NameMissing
    one = people.find(tx.conn, name) or people.add(tx.conn, name)
    member = Read(tx.conn, tx.project_id, one.id)
    if people.role(member, one.id) is None:
        if accounts.ready(tx.conn, one.id):
            raise SignsInElsewhere(name=one.name)
        people.join(tx.conn, tx.project_id, one.id, role)
    return one


def rename_me(actor: Actor, name: str) -> Coder:
    """Give the actor another name; codings follow, as they point at the person."""
    if not name.strip():
        raise NameMissing
    with actor.store.shared() as conn:
        other = people.find(conn, name)
        if other and other.id != actor.id:
            raise NameTaken(name=name.strip())
        people.rename(conn, actor.id, name)
    return Coder(actor.id, name.strip())


def preferences(actor: Actor) -> dict[str, Any]:
    """What the actor has chosen for the screen."""
    with actor.store.read() as tx:
        return people.preferences(tx.conn, actor.id)


def prefer(actor: Actor, **chosen: Any) -> None:
    """Remember a choice for the screen (language, last project)."""
    with actor.store.shared() as conn:
        people.prefer(conn, actor.id, **chosen)


def coder_names(members_: list[Member]) -> dict[UUID, str]:
    """Id → name of everyone in a project."""
    return {member.coder.id: member.coder.name for member in members_}
