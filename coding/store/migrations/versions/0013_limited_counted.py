"""What exists but not as it should is counted from an index of its own"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_coding_limited",
        "coding",
        ["project_id", "code_id", "source_id", "speaker_id", "status", "limited", "deleted_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL AND limited IS 1"),
        postgresql_where=sa.text("deleted_at IS NULL AND limited IS true"),
    )


def downgrade() -> None:
    op.drop_index("ix_coding_limited", table_name="coding")
