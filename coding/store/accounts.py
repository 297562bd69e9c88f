"""Who signs in: accounts, invitations, the browsers that are signed in, and the attempts that failed.

Secrets are never kept: of a link and of a cookie only the hash, of a password what argon2 made of it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy import Connection as Connection

from coding.model import Account, Coder, SignIn
from coding.store.changes import fitting
from coding.store.people import to_coder
from coding.store.tables import account, coder, failure, invitation, login


@dataclass(frozen=True, slots=True)
class Locked:
    """An account with its lock: what argon2 made of the password, if there is one."""

    coder: Coder
    password: str | None
    disabled: bool


def _account(row: sa.Row[*tuple[Any, ...]]) -> Account:
    ready = row.password is not None or row.subject is not None
    return Account(to_coder(row), row.login or "", ready, row.disabled, row.seen_at, row.invited)


def _accounts(now: datetime) -> sa.Select[*tuple[Any, ...]]:
    open_ = sa.exists().where(invitation.c.coder_id == account.c.coder_id, invitation.c.ends_at > now)
    columns = (account.c.login, account.c.password, account.c.subject, account.c.disabled, account.c.seen_at)
    return sa.select(coder, *columns, open_.label("invited")).join(account, account.c.coder_id == coder.c.id)


def get(conn: sa.Connection, coder_id: UUID, now: datetime) -> Account | None:
    """The account of a coder."""
    row = conn.execute(_accounts(now).where(coder.c.id == coder_id)).first()
    return _account(row) if row else None


def every(conn: sa.Connection, now: datetime) -> list[Account]:
    """All accounts, by name."""
    return [_account(row) for row in conn.execute(_accounts(now).order_by(coder.c.folded))]


def of(conn: sa.Connection, ids: list[UUID], now: datetime) -> dict[UUID, Account]:
    """Coder → account, of those who have one."""
    found = [_account(row) for row in conn.execute(_accounts(now).where(coder.c.id.in_(ids)))]
    return {one.coder.id: one for one in found}


def ready(conn: sa.Connection, coder_id: UUID) -> bool:
    """Whether a coder can sign in, or could before being shut out."""
    has = sa.or_(account.c.password.is_not(None), account.c.subject.is_not(None))
    return conn.execute(sa.select(account.c.coder_id).where(account.c.coder_id == coder_id, has)).first() is not None


def _locked(conn: sa.Connection, *where: sa.ColumnElement[bool]) -> Locked | None:
    query = sa.select(coder, account.c.password, account.c.disabled).join(account, account.c.coder_id == coder.c.id)
    row = conn.execute(query.where(*where)).first()
    return Locked(to_coder(row), row.password, row.disabled) if row else None


def by_login(conn: sa.Connection, name: str) -> Locked | None:
    """The account with this sign-in name, whatever its case."""
    return _locked(conn, account.c.login == name.strip().casefold())


def by_subject(conn: sa.Connection, subject: str) -> Locked | None:
    """The account that somebody vouches for."""
    return _locked(conn, account.c.subject == subject)


def of_coder(conn: sa.Connection, coder_id: UUID) -> Locked | None:
    """The account of a coder, with its lock."""
    return _locked(conn, account.c.coder_id == coder_id)


def make(conn: sa.Connection, coder_id: UUID, now: datetime) -> None:
    """An account nobody has signed in to yet; none where there is one."""
    if conn.execute(sa.select(account.c.coder_id).where(account.c.coder_id == coder_id)).first() is None:
        conn.execute(sa.insert(account).values(coder_id=coder_id, disabled=False, made_at=now))


def change(conn: sa.Connection, coder_id: UUID, **values: Any) -> None:
    """Change an account: login, password, subject, disabled, seen_at."""
    if values.get("login"):
        values["login"] = values["login"].strip().casefold()
    conn.execute(sa.update(account).where(account.c.coder_id == coder_id).values(**fitting(account, values)))


# -- invitations ----------------------------------------------------------------------------------


def invite(conn: sa.Connection, coder_id: UUID, digest: str, now: datetime, ends_at: datetime) -> None:
    """An invitation; earlier ones of this coder, and those that have run out, end with it."""
    conn.execute(sa.delete(invitation).where(sa.or_(invitation.c.coder_id == coder_id, invitation.c.ends_at <= now)))
    conn.execute(sa.insert(invitation).values(digest=digest, coder_id=coder_id, made_at=now, ends_at=ends_at))


def invited(conn: sa.Connection, digest: str, now: datetime) -> UUID | None:
    """Whom an invitation is for, while it is good."""
    good = (invitation.c.digest == digest, invitation.c.ends_at > now)
    row = conn.execute(sa.select(invitation.c.coder_id).where(*good)).first()
    return row.coder_id if row else None


def uninvite(conn: sa.Connection, coder_id: UUID) -> None:
    """End what invitations a coder has."""
    conn.execute(sa.delete(invitation).where(invitation.c.coder_id == coder_id))


# -- browsers that are signed in ------------------------------------------------------------------


def open_(conn: sa.Connection, coder_id: UUID, digest: str, now: datetime, browser: str) -> None:
    """Somebody is signed in from now on."""
    row = fitting(login, {"browser": browser[:120]})
    conn.execute(
        sa.insert(login).values(digest=digest, coder_id=coder_id, opened_at=now, used_at=now, browser=row["browser"])
    )


def signed_in(conn: sa.Connection, digest: str, since: datetime) -> tuple[Coder, datetime] | None:
    """Who is signed in by this, and when it was last used; nobody once it was not used since, or was shut out."""
    row = conn.execute(_SIGNED_IN, {"sought": digest, "since": since}).first()
    return (to_coder(row), row.used_at) if row else None


_SIGNED_IN = (
    sa.select(coder, login.c.used_at)
    .join(login, login.c.coder_id == coder.c.id)
    .join(account, account.c.coder_id == coder.c.id)
    .where(login.c.digest == sa.bindparam("sought"), login.c.used_at > sa.bindparam("since"))
    .where(account.c.disabled.is_(False))
)

_LASTS = sa.select(login.c.digest).where(login.c.digest == sa.bindparam("sought"))


def lasts(conn: sa.Connection, digest: str) -> bool:
    """Whether a sign-in has not been ended; shutting an account ends those of it."""
    return conn.execute(_LASTS, {"sought": digest}).first() is not None


def used(conn: sa.Connection, digest: str, coder_id: UUID, now: datetime) -> None:
    """Note that a sign-in is in use."""
    conn.execute(sa.update(login).where(login.c.digest == digest).values(used_at=now))
    change(conn, coder_id, seen_at=now)


def sign_ins(conn: sa.Connection, coder_id: UUID, since: datetime) -> list[SignIn]:
    """Where a coder is signed in, the latest first."""
    mine = sa.select(login).where(login.c.coder_id == coder_id, login.c.used_at > since)
    rows = conn.execute(mine.order_by(login.c.used_at.desc()))
    return [SignIn(row.digest, row.opened_at, row.used_at, row.browser) for row in rows]


def end(conn: sa.Connection, *, digest: str = "", coder_id: UUID | None = None, but: str = "") -> None:
    """End one sign-in, or all of a coder `but` one."""
    where = [login.c.digest != but] if but else []
    where += [login.c.digest == digest] if digest else []
    where += [login.c.coder_id == coder_id] if coder_id else []
    assert digest or coder_id
    conn.execute(sa.delete(login).where(*where))


def end_unused(conn: sa.Connection, since: datetime) -> None:
    """Forget sign-ins that were not used since."""
    conn.execute(sa.delete(login).where(login.c.used_at <= since))


# -- attempts that failed -------------------------------------------------------------------------


def fail(conn: sa.Connection, who: str, now: datetime, since: datetime) -> None:
    """Note a failed attempt, and forget those from before."""
    conn.execute(sa.delete(failure).where(failure.c.at <= since))
    conn.execute(sa.insert(failure).values(id=uuid4(), who=who, at=now))


def failures(conn: sa.Connection, who: str, since: datetime) -> int:
    """How often it failed since."""
    query = sa.select(sa.func.count()).select_from(failure).where(failure.c.who == who, failure.c.at > since)
    return int(conn.execute(query).scalar_one())


def forgive(conn: sa.Connection, who: str) -> None:
    """Forget failures, once it worked."""
    conn.execute(sa.delete(failure).where(failure.c.who == who))
