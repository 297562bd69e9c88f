"""Reports as they were frozen"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "freeze",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("outline", sa.String(16), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("manifest", sa.JSON(), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("outline IN ('thesis', 'article')", name=op.f("ck_freeze_outline")),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_freeze_changed_by")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_freeze_coder_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_freeze_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freeze")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_freeze_project_id_id")),
    )
    op.create_index("ix_freeze_made", "freeze", ["project_id", "made_at"])


def downgrade() -> None:
    op.drop_table("freeze")
