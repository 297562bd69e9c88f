"""Where codings stand is kept with what is counted of their source"""

import sqlalchemy as sa
from alembic import op

from coding.store.census import rebuild

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM census")
    # SQLite adds no column that has to be filled to a table as it stands.
    with op.batch_alter_table("census", recreate="auto" if _postgresql() else "always") as table:
        table.add_column(sa.Column("places", sa.LargeBinary(), nullable=False))
    # Worked out from the codings: whatever it looks like in this version of the program, it is made so.
    rebuild(op.get_bind())


def downgrade() -> None:
    with op.batch_alter_table("census") as table:
        table.drop_column("places")


def _postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
