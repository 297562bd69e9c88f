"""Where codings stand, and which are evidence, is read from an index alone"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BEFORE = ["project_id", "source_id", "start", "code_id", "coder_id"]
NOW = ["project_id", "source_id", "start", "end", "code_id", "coder_id", "deleted_at"]


def upgrade() -> None:
    _index(NOW)
    op.create_index(
        "ix_coding_evidence",
        "coding",
        ["project_id", "evidence", "source_id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL AND evidence IS NOT NULL"),
        postgresql_where=sa.text("deleted_at IS NULL AND evidence IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_coding_evidence", table_name="coding")
    _index(BEFORE)


def _index(columns: list[str]) -> None:
    live = sa.text("deleted_at IS NULL")
    op.drop_index("ix_coding_source", table_name="coding")
    op.create_index("ix_coding_source", "coding", columns, unique=False, sqlite_where=live, postgresql_where=live)
