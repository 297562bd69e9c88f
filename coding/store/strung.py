"""Columns of many rows as one string each: a million rows come to us at once, and no driver makes objects of them."""

from typing import Any

import sqlalchemy as sa

from coding.store.changes import Read

_NONE = "0" * 32


def ids(tx: Read, column: sa.ColumnElement[Any]) -> sa.ColumnElement[str]:
    """Ids behind each other, 32 letters each; zeros where there is none."""
    if tx.conn.dialect.name == "sqlite":
        letters: sa.ColumnElement[str] = sa.type_coerce(column, sa.Text)
    else:
        letters = sa.func.encode(sa.func.uuid_send(column), "hex", type_=sa.Text)
    return sa.func.aggregate_strings(sa.func.coalesce(letters, _NONE), "")


def numbers(tx: Read, column: sa.ColumnElement[Any]) -> sa.ColumnElement[str]:
    """Numbers with spaces between."""
    # SQLite makes letters of them by itself, in less time.
    written = column if tx.conn.dialect.name == "sqlite" else sa.cast(column, sa.Text)
    return sa.func.aggregate_strings(written, " ")
