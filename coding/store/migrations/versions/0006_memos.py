"""Memos have a type, a title, and what they speak of"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("memo", schema=None) as batch_op:
        batch_op.drop_index("ix_memo_about")
        batch_op.add_column(sa.Column("kind", sa.String(length=16), server_default="idea", nullable=False))
        batch_op.add_column(sa.Column("title", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("links", sa.JSON(), server_default="[]", nullable=False))
        batch_op.drop_column("about_id")
        batch_op.drop_column("about")
        batch_op.create_check_constraint(op.f("ck_memo_kind"), "kind IN ('method', 'theory', 'rule', 'case', 'idea')")
        batch_op.create_index("ix_memo_made", ["project_id", "made_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("memo", schema=None) as batch_op:
        batch_op.drop_index("ix_memo_made")
        batch_op.drop_constraint(op.f("ck_memo_kind"), type_="check")
        batch_op.add_column(sa.Column("about", sa.String(length=16), server_default="project", nullable=False))
        batch_op.add_column(sa.Column("about_id", sa.Uuid(), nullable=True))
        batch_op.drop_column("links")
        batch_op.drop_column("title")
        batch_op.drop_column("kind")
        batch_op.create_index("ix_memo_about", ["project_id", "about", "about_id"], unique=False)
