"""What moved under conclusions is told from indexes alone"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

BEFORE = ["project_id", "kind", "on_id", "owner_id"]
NOW = [*BEFORE, "seen", "deleted_at"]


def upgrade() -> None:
    touched, standing = sa.text("version > 1"), sa.text("deleted_at IS NULL")
    op.create_index(
        "ix_coding_touched",
        "coding",
        ["project_id", "id", "version", "deleted_at"],
        sqlite_where=touched,
        postgresql_where=touched,
    )
    op.drop_index("ix_ground_kind", table_name="ground")
    op.create_index("ix_ground_kind", "ground", NOW, sqlite_where=standing, postgresql_where=standing)


def downgrade() -> None:
    op.drop_index("ix_ground_kind", table_name="ground")
    op.create_index("ix_ground_kind", "ground", BEFORE)
    op.drop_index("ix_coding_touched", table_name="coding")
