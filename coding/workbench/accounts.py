"""Signing in: by name and password, by a link that works once, through somebody who vouches; and being signed out.

What is asked here, is asked before it is known who asks. Whoever runs the server makes accounts from the command line;
an owner invites to a project (`membership.py`).
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from time import monotonic

from coding.errors import (
    CoderNotFound,
    LinkSpent,
    LoginTaken,
    NameMissing,
    PasswordShort,
    SignInFailed,
    TooManyFailures,
)
from coding.model import Account, Coder, SignIn
from coding.store import accounts, passwords, people
from coding.store.signed_in import SignedIn
from coding.workbench import desk as clock
from coding.workbench.desk import Actor
from coding.workbench.projects import Desk

IDLE = timedelta(hours=12)
"""So long a sign-in lasts without being used."""
LINK = timedelta(days=7)
"""So long a link works."""
WINDOW = timedelta(minutes=5)
FAILURES = 5
"""So many failures with one name from one address in that time are the last."""
SHORTEST, LONGEST = 10, 200
NOTED = timedelta(minutes=1)
"""That a sign-in is in use is written down this often."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a link is for; `again` where it is only the password that is new."""

    coder: Coder
    login: str
    again: bool


# -- coming in ------------------------------------------------------------------------------------


def sign_in(desk: Desk, login: str, password: str, address: str, browser: str = "") -> str:
    """The secret of a new sign-in (SignInFailed, TooManyFailures).

    A name that nobody has, a wrong password and an account that was shut get one answer after the same time.
    """
    now, who = clock.now(), _who(login, address)
    with desk.store.shared() as conn:
        if accounts.failures(conn, who, now - WINDOW) >= FAILURES:
            raise TooManyFailures(minutes=int(WINDOW.total_seconds() // 60))
        # Noted before it is known: however many guess at once, five are all they have.
        accounts.fail(conn, who, now, now - WINDOW)
        found = accounts.by_login(conn, login)
    right = passwords.fits(password[: LONGEST + 1], found.password if found else None)
    if not right or found is None or found.disabled:
        raise SignInFailed
    with desk.store.shared() as conn:
        accounts.forgive(conn, who)
    return _open(desk, found.coder, browser)


def sign_in_vouched(desk: Desk, subject: str, browser: str = "") -> str:
    """The secret of a new sign-in for whom somebody else vouches (SignInFailed for one who is not known here)."""
    with desk.store.read() as tx:
        found = accounts.by_subject(tx.conn, subject)
    if found is None or found.disabled:
        raise SignInFailed
    return _open(desk, found.coder, browser)


def _who(login: str, address: str) -> str:
    return sha256(f"{login.strip().casefold()}\n{address}".encode()).hexdigest()


def _open(desk: Desk, coder: Coder, browser: str) -> str:
    now, secret = clock.now(), passwords.secret()
    with desk.store.shared() as conn:
        accounts.end_unused(conn, now - IDLE)
        accounts.open_(conn, coder.id, passwords.digest(secret), now, browser)
        accounts.change(conn, coder.id, seen_at=now)
    return secret


# -- being in -------------------------------------------------------------------------------------


def handle_of(secret: str) -> str:
    """What a secret is kept as."""
    return passwords.digest(secret)


def signed_in(desk: Desk, handle: str) -> Actor | None:
    """Who is signed in by this, if it still is one; asking counts as use. They act as long as it lasts (SignedOut)."""
    now, asked = clock.now(), monotonic()
    with desk.store.read() as tx:
        found = accounts.signed_in(tx.conn, handle, now - IDLE)
    if found is None:
        return None
    coder, used_at = found
    if now - used_at > NOTED:
        with desk.store.shared() as conn:
            accounts.used(conn, handle, coder.id, now)
    return Actor(SignedIn(desk.store, handle, asked), coder)


def sign_out(desk: Desk, handle: str) -> None:
    """End a sign-in."""
    with desk.store.shared() as conn:
        accounts.end(conn, digest=handle)


# -- one's own account ----------------------------------------------------------------------------


def my_account(actor: Actor) -> Account | None:
    """The actor's own account, if there is one."""
    with actor.store.read() as tx:
        return accounts.get(tx.conn, actor.id, clock.now())


def my_sign_ins(actor: Actor) -> list[SignIn]:
    """Where the actor is signed in, the latest used first."""
    with actor.store.read() as tx:
        return accounts.sign_ins(tx.conn, actor.id, clock.now() - IDLE)


def end_sign_in(actor: Actor, handle: str) -> None:
    """End one of the actor's own sign-ins; of others nothing happens."""
    if handle in {one.handle for one in my_sign_ins(actor)}:
        with actor.store.shared() as conn:
            accounts.end(conn, digest=handle)


def end_others(actor: Actor, but: str) -> None:
    """End all of the actor's sign-ins but this one."""
    with actor.store.shared() as conn:
        accounts.end(conn, coder_id=actor.id, but=but)


def change_password(actor: Actor, old: str, new: str, address: str = "") -> None:
    """Another password (SignInFailed, TooManyFailures, PasswordShort); it ends every sign-in, this one too."""
    now, who = clock.now(), _who(str(actor.id), address)
    _check(new, actor.coder.name)
    with actor.store.shared() as conn:
        if accounts.failures(conn, who, now - WINDOW) >= FAILURES:
            raise TooManyFailures(minutes=int(WINDOW.total_seconds() // 60))
        accounts.fail(conn, who, now, now - WINDOW)
        found = accounts.of_coder(conn, actor.id)
    if not passwords.fits(old[: LONGEST + 1], found.password if found else None):
        raise SignInFailed
    with actor.store.shared() as conn:
        accounts.forgive(conn, who)
    _set_password(Desk(actor.store), actor.coder, new)


def _check(password: str, *names: str) -> None:
    if not SHORTEST <= len(password) <= LONGEST or password.casefold() in {one.casefold() for one in names}:
        raise PasswordShort(least=SHORTEST)


def _set_password(desk: Desk, coder: Coder, password: str, **more: str) -> None:
    kept = passwords.kept(password)
    with desk.store.shared() as conn:
        accounts.change(conn, coder.id, password=kept, **more)
        accounts.end(conn, coder_id=coder.id)
        accounts.uninvite(conn, coder.id)


# -- links that work once -------------------------------------------------------------------------


def invited(desk: Desk, token: str) -> Invited:
    """Whom a link is for (LinkSpent)."""
    now = clock.now()
    with desk.store.read() as tx:
        coder_id = accounts.invited(tx.conn, passwords.digest(token), now)
        found = accounts.get(tx.conn, coder_id, now) if coder_id else None
    if found is None or found.disabled:
        raise LinkSpent
    return Invited(found.coder, found.login, found.ready)


def take_up(desk: Desk, token: str, login: str, password: str, browser: str = "") -> str:
    """Choose a sign-in name and a password by a link (LinkSpent, LoginTaken, PasswordShort), and be signed in."""
    whom = invited(desk, token)
    login = whom.login or login.strip()
    if not login:
        raise NameMissing
    _check(password, login, whom.coder.name)
    kept = passwords.kept(password)
    with desk.store.shared() as conn:
        _spend(conn, token, whom.coder)
        other = accounts.by_login(conn, login)
        if other and other.coder.id != whom.coder.id:
            raise LoginTaken(name=login)
        accounts.change(conn, whom.coder.id, login=login, password=kept)
        accounts.end(conn, coder_id=whom.coder.id)
    return _open(desk, whom.coder, browser)


def take_up_vouched(desk: Desk, token: str, subject: str, browser: str = "") -> str:
    """From now on somebody else vouches for whom the link is for (LinkSpent, LoginTaken); and be signed in."""
    whom = invited(desk, token)
    with desk.store.shared() as conn:
        _spend(conn, token, whom.coder)
        other = accounts.by_subject(conn, subject)
        if other and other.coder.id != whom.coder.id:
            raise LoginTaken(name=other.coder.name)
        accounts.change(conn, whom.coder.id, subject=subject)
        accounts.end(conn, coder_id=whom.coder.id)
    return _open(desk, whom.coder, browser)


def _spend(conn: accounts.Connection, token: str, coder: Coder) -> None:
    """A link works once, also where two press at the same moment."""
    if accounts.invited(conn, passwords.digest(token), clock.now()) != coder.id:
        raise LinkSpent
    accounts.uninvite(conn, coder.id)


# -- for whoever runs the server ------------------------------------------------------------------


def add_account(desk: Desk, name: str) -> tuple[Account, str]:
    """The account of this name, made where there is none, and a link's secret by which its password is chosen."""
    if not name.strip():
        raise NameMissing
    now, token = clock.now(), passwords.secret()
    with desk.store.shared() as conn:
        locked = accounts.by_login(conn, name)
        coder = locked.coder if locked else people.find(conn, name) or people.add(conn, name)
        accounts.make(conn, coder.id, now)
        accounts.invite(conn, coder.id, passwords.digest(token), now, now + LINK)
        found = accounts.get(conn, coder.id, now)
    assert found
    return replace(found, invited=True), token


def list_accounts(desk: Desk) -> list[Account]:
    """All accounts, by name."""
    with desk.store.read() as tx:
        return accounts.every(tx.conn, clock.now())


def shut_account(desk: Desk, name: str, *, shut: bool = True) -> Account:
    """Shut somebody out, in all open pages too; or let them in again (CoderNotFound). What they did stays."""
    coder = named(desk, name).coder
    now = clock.now()
    with desk.store.shared() as conn:
        if accounts.of_coder(conn, coder.id) is None:
            raise CoderNotFound(name=name)
        accounts.change(conn, coder.id, disabled=shut)
        if shut:
            accounts.end(conn, coder_id=coder.id)
            accounts.uninvite(conn, coder.id)
        found = accounts.get(conn, coder.id, now)
    assert found
    return found


def named(desk: Desk, name: str) -> Actor:
    """The coder of this name or sign-in name (CoderNotFound)."""
    with desk.store.read() as tx:
        locked = accounts.by_login(tx.conn, name)
        found = people.find(tx.conn, name) or (locked.coder if locked else None)
    if found is None:
        raise CoderNotFound(name=name)
    return Actor(desk.store, found)
