"""What the tables are made of: ids, instants, and the columns that many share."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

derived = sa.MetaData()
"""The tables that can be worked out anew: in no backup, and nothing the history knows of."""


@lru_cache(maxsize=65_536)
def _uuid(text: str) -> UUID:
    """The same few ids stand in thousands of rows; making each anew is half the time of opening a source."""
    return UUID(text)


class Id(sa.Uuid[UUID]):
    """A UUID, read quickly where the database keeps it as text."""

    cache_ok = True

    def result_processor(self, dialect: Any, coltype: Any) -> Any:
        if dialect.supports_native_uuid:
            return None
        return lambda value: None if value is None else _uuid(value)


class Instant(sa.types.TypeDecorator[datetime]):
    """An aware datetime in UTC; SQLite drops the zone, so it is given back on reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def text(tx: Any, column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """An id as text, where so many are read that making them ids takes longest: as it is kept, or cast."""
    if tx.conn.dialect.name == "sqlite":
        return sa.type_coerce(column, sa.types.NullType())
    return sa.cast(column, sa.Text)


def id_column() -> sa.Column[Any]:
    """A row's own id."""
    return sa.Column("id", Id, primary_key=True)


def project_column() -> sa.Column[Any]:
    """The project a row belongs to."""
    return sa.Column("project_id", Id, sa.ForeignKey("project.id"), nullable=False)


def kept_columns() -> tuple[sa.Column[Any], ...]:
    """What every editable row has: a version counter, who changed it last, and a soft delete."""
    return (
        sa.Column("version", sa.Integer, nullable=False, default=1),
        sa.Column("changed_by", Id, sa.ForeignKey("coder.id")),
        sa.Column("deleted_at", Instant),
    )


def within(table: str, column: str) -> sa.ForeignKeyConstraint:
    """A foreign key into the same project."""
    return sa.ForeignKeyConstraint(["project_id", column], [f"{table}.project_id", f"{table}.id"])
