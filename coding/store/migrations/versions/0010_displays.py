"""Displays kept under a name, and what is written in their cells"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "display",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("whole", sa.String(16), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("rests_on", sa.JSON(), nullable=False),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        *_kept("display"),
        sa.ForeignKeyConstraint(["checked_by"], ["coder.id"], name=op.f("fk_display_checked_by")),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("display_id", sa.Uuid(), nullable=False),
        sa.Column("row_key", sa.String(200), nullable=False),
        sa.Column("column_key", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(16), nullable=False),
        sa.Column("rests_on", sa.JSON(), nullable=False),
        *_kept("entry"),
        sa.UniqueConstraint(
            "project_id",
            "display_id",
            "row_key",
            "column_key",
            name=op.f("uq_entry_project_id_display_id_row_key_column_key"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "display_id"],
            ["display.project_id", "display.id"],
            name=op.f("fk_entry_project_id_display_id"),
        ),
    )


def _kept(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f(f"fk_{table}_changed_by")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f(f"fk_{table}_coder_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f(f"fk_{table}_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("project_id", "id", name=op.f(f"uq_{table}_project_id_id")),
    ]


def downgrade() -> None:
    op.drop_table("entry")
    op.drop_table("display")
