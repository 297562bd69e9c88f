"""The report as it is written: sections with fields in their text"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "section",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("outline", sa.String(16), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("part", sa.String(32), nullable=False),
        sa.Column("of_id", sa.Uuid(), nullable=True),
        sa.Column("assembled", sa.Boolean(), nullable=False),
        sa.Column("showed", sa.JSON(), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("outline IN ('thesis', 'article')", name=op.f("ck_section_outline")),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_section_changed_by")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_section_coder_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_section_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_section_project_id_id")),
    )
    op.create_index("ix_section_place", "section", ["project_id", "outline", "place"])


def downgrade() -> None:
    op.drop_table("section")
