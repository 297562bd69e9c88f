"""A summary form for each source"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "summary",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_summary_changed_by")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_summary_coder_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_summary_project_id")),
        sa.ForeignKeyConstraint(
            ["project_id", "source_id"],
            ["source.project_id", "source.id"],
            name=op.f("fk_summary_project_id_source_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_summary_project_id_id")),
        sa.UniqueConstraint("project_id", "source_id", name=op.f("uq_summary_project_id_source_id")),
    )


def downgrade() -> None:
    op.drop_table("summary")
