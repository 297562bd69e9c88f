"""Migrations: run on opening, each in one transaction, with a copy of an SQLite file made before."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from coding.errors import NewerSchema
from coding.store import seeing

_FOLDER = Path(__file__).parent / "migrations"


def config(connection: sa.Connection | None = None) -> Config:
    """Alembic's settings, bound to a connection when there is one."""
    settings = Config()
    settings.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


def head() -> str:
    """The newest revision this version of the program knows."""
    revision = ScriptDirectory.from_config(config()).get_current_head()
    assert revision
    return revision


def known() -> set[str]:
    """Every revision this version of the program knows."""
    return {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}


def revision(engine: sa.Engine) -> str | None:
    """The revision a database stands at; None if it is empty."""
    with engine.connect() as conn:
        return MigrationContext.configure(conn).get_current_revision()


def upgrade(engine: sa.Engine, path: Path | None, to: str = "head") -> Path | None:
    """Bring a database to a revision; gives the copy made before, if any (NewerSchema for one from the future)."""
    before = revision(engine)
    if before is not None and before not in known():
        raise NewerSchema
    if before == (head() if to == "head" else to):
        return None
    copy = _copy(engine, path, before) if path and before else None
    _run(engine, command.upgrade, to)
    return copy


def downgrade(engine: sa.Engine, to: str) -> None:
    """Take a database back to an earlier revision."""
    _run(engine, command.downgrade, to)


def _run(engine: sa.Engine, step: Any, to: str) -> None:
    """Run with foreign keys off: with them on, SQLite's table rebuilds delete child rows in silence."""
    with engine.connect() as conn:
        if engine.dialect.name == "sqlite":
            conn.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        try:
            with conn.begin():
                if engine.dialect.name != "sqlite":
                    # Two processes may open an empty database at the same moment.
                    conn.exec_driver_sql("SELECT pg_advisory_xact_lock(7391000)")
                    seeing.drop(conn)
                step(config(conn), to)
                if engine.dialect.name == "sqlite":
                    broken = conn.exec_driver_sql("PRAGMA foreign_key_check").all()
                    if broken:
                        raise sa.exc.IntegrityError("foreign_key_check", broken, Exception("migration broke links"))
        finally:
            if engine.dialect.name == "sqlite":
                conn.connection.driver_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]


def _copy(engine: sa.Engine, path: Path, before: str) -> Path:
    """A compact copy beside the file, named after its revision and the hour."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    copy = path.with_name(f"{path.stem}.before-{before}-{stamp}{path.suffix}")
    with engine.connect() as conn:
        raw = conn.connection.driver_connection
        raw.execute("VACUUM INTO ?", (str(copy),))  # type: ignore[union-attr]
    copy.chmod(0o600)
    return copy
