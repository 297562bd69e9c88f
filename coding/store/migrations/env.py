"""Alembic's entry: our own connection, one transaction per revision, run from `coding.store.migrate`."""

from alembic import context

from coding.store.columns import derived
from coding.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=[metadata, derived],
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
