"""The one door through which the history may be rewritten, for words that must be nowhere any more.

The database refuses every change of an event. Inside this block it does not; afterwards it does again, and where the
act fails its transaction takes the opening back with all else. What uses it leaves an event of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from coding.store.changes import Write
from coding.store.tables import event

MAY = frozenset({"pseudonymise", "restore_names", "purge", "purge_project"})
"""Verbs that may."""

_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event' ORDER BY name"


@contextmanager
def unsealed(tx: Write) -> Iterator[None]:
    """Let the events of a transaction be rewritten, if its verb is one of those that may."""
    assert tx.verb in MAY
    if tx.conn.dialect.name == "sqlite":
        sealing = tx.conn.exec_driver_sql(_TRIGGERS).all()
        for name, _sql in sealing:
            tx.conn.exec_driver_sql(f'DROP TRIGGER "{name}"')
        yield
        for _name, sql in sealing:
            tx.conn.exec_driver_sql(sql)
    else:
        name = tx.conn.dialect.identifier_preparer.quote(event.name)
        tx.conn.execute(sa.text(f"ALTER TABLE {name} DISABLE TRIGGER USER"))
        yield
        tx.conn.execute(sa.text(f"ALTER TABLE {name} ENABLE TRIGGER USER"))
