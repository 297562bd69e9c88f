"""Who coded what is counted from an index alone"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

BEFORE = ["project_id", "code_id", "source_id", "speaker_id", "status", "deleted_at"]
NOW = ["project_id", "code_id", "source_id", "speaker_id", "status", "coder_id", "deleted_at"]


def upgrade() -> None:
    _index(NOW)


def downgrade() -> None:
    _index(BEFORE)


def _index(columns: list[str]) -> None:
    live = sa.text("deleted_at IS NULL")
    op.drop_index("ix_coding_count", table_name="coding")
    op.create_index("ix_coding_count", "coding", columns, unique=False, sqlite_where=live, postgresql_where=live)
