"""Who is in a project: inviting, giving another role, letting go. One owner always stays.

An owner makes a link only for somebody who works in this owner's projects alone: it opens all that the person may see.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coding.errors import LastOwner, NameMissing, NameTaken, NotFound, NotTheirs
from coding.model import Account, Change, Coder, Member, Role
from coding.store import Read, Write, accounts, passwords, people
from coding.workbench.accounts import LINK
from coding.workbench.desk import now, reads, verb


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a project; by which name they sign in, whether they can, and when they were last seen.

    All but the role is told to those who look after the project alone.
    """

    coder: Coder
    role: Role
    login: str = ""
    ready: bool = False
    invited: bool = False
    disabled: bool = False
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """Who is in the project now, and the secret of a link for them; none where they can sign in already."""

    coder: Coder
    token: str | None


@reads
def people_here(tx: Read) -> list[Person]:
    """Everybody who is in the project now, by name."""
    there = [one for one in people.members(tx) if not one.left and one.coder.kind == "person"]
    known = accounts.of(tx.conn, [one.coder.id for one in there], now())
    looks_after = people.role(tx, tx.actor_id) in ("owner", "supervisor")
    return [_person(one, known.get(one.coder.id) if looks_after else None) for one in there]


def _person(one: Member, account: Account | None) -> Person:
    if account is None:
        return Person(one.coder, one.role)
    state = (account.ready, account.invited, account.disabled, account.seen_at)
    return Person(one.coder, one.role, account.login, *state)


@verb("invite_member", allowed_by="set_member")
def invite_member(tx: Write, name: str, role: Role) -> Joined:
    """Somebody as a member, by name or sign-in name, with a link where they can't sign in yet (NameTaken).

    Whom somebody else invited to the server, has a link already. The name of a coder who was never invited and stands
    in projects of others is taken: a link would open those.
    """
    if not name.strip():
        raise NameMissing
    found = people.find(tx.conn, name)
    if found is None and (locked := accounts.by_login(tx.conn, name)):
        found = locked.coder
    known = accounts.get(tx.conn, found.id, tx.at) if found else None
    ours = found is None or _ours(tx, found)
    if not ours and known is None:
        raise NameTaken(name=name.strip())
    linked = ours and not (known and (known.ready or not _in_mine(tx, known.coder)))
    one = found or people.add(tx.conn, name)
    _give(tx, one, role)
    return Joined(one, _link(tx, one) if linked else None)


@verb("set_member")
def set_member(tx: Write, coder_id: UUID, role: Role) -> None:
    """Give somebody a role in the project; whoever had another one signs in again (LastOwner, NotFound)."""
    _give(tx, _person_of(tx, coder_id), role)


@verb("remove_member", allowed_by="set_member")
def remove_member(tx: Write, coder_id: UUID) -> None:
    """Let somebody go: what they did stays, and they get in no more (LastOwner, NotFound)."""
    before = people.role(tx, coder_id)
    if before is None:
        raise NotFound(what="coder")
    _keep_an_owner(tx, coder_id)
    people.leave(tx, coder_id)
    accounts.end(tx.conn, coder_id=coder_id)
    name = _person_of(tx, coder_id).name
    tx.changes.append(Change("member", coder_id, {"name": name, "role": before}, None))


@verb("renew_link", allowed_by="set_member")
def renew_link(tx: Write, coder_id: UUID) -> str:
    """The secret of a new link for a member, to choose a password (again) (NotTheirs, NotFound)."""
    one = _person_of(tx, coder_id)
    if people.role(tx, coder_id) is None:
        raise NotFound(what="coder")
    if not _ours(tx, one):
        raise NotTheirs(name=one.name)
    tx.changes.append(Change("member", one.id, None, {"name": one.name, "link": True}))
    return _link(tx, one)


def _give(tx: Write, one: Coder, role: Role) -> None:
    before = people.role(tx, one.id)
    if before == role:
        return
    if before == "owner":
        _keep_an_owner(tx, one.id)
    people.join(tx.conn, tx.project_id, one.id, role)
    if before:
        accounts.end(tx.conn, coder_id=one.id)
    was = {"name": one.name, "role": before} if before else None
    tx.changes.append(Change("member", one.id, was, {"name": one.name, "role": role}))


def _keep_an_owner(tx: Write, leaving: UUID) -> None:
    owners = {one.coder.id for one in people.members(tx) if one.role == "owner" and not one.left}
    if owners == {leaving}:
        raise LastOwner


def _person_of(tx: Read, coder_id: UUID) -> Coder:
    found = people.get(tx.conn, coder_id)
    if found is None or found.kind != "person":
        raise NotFound(what="coder")
    return found


def _link(tx: Write, one: Coder) -> str:
    token = passwords.secret()
    accounts.make(tx.conn, one.id, tx.at)
    accounts.invite(tx.conn, one.id, passwords.digest(token), tx.at, tx.at + LINK)
    return token


def _ours(tx: Read, one: Coder) -> bool:
    """Whether the actor owns every project that this person is in, so that a link to sign in opens nothing new."""
    mine = {project for project, role in people.projects_of(tx.conn, tx.actor_id).items() if role == "owner"}
    return not people.is_local(tx.conn, one.id) and people.projects_of(tx.conn, one.id).keys() <= mine


def _in_mine(tx: Read, one: Coder) -> bool:
    """Whether this person is in a project already; all of them are the actor's, says `_ours`."""
    return bool(people.projects_of(tx.conn, one.id))
