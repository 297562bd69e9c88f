"""A memo can be a surprise that is laid aside with a reason"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

BEFORE = "kind IN ('method', 'theory', 'rule', 'case', 'idea')"
NOW = "kind IN ('method', 'theory', 'rule', 'case', 'idea', 'surprise')"


def upgrade() -> None:
    with op.batch_alter_table("memo") as batch_op:
        batch_op.add_column(sa.Column("aside", sa.Text(), server_default="", nullable=False))
        batch_op.drop_constraint(op.f("ck_memo_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_memo_kind"), NOW)


def downgrade() -> None:
    op.execute(sa.text("UPDATE memo SET kind = 'idea' WHERE kind = 'surprise'"))
    with op.batch_alter_table("memo") as batch_op:
        batch_op.drop_column("aside")
        batch_op.drop_constraint(op.f("ck_memo_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_memo_kind"), BEFORE)
