"""The cells of the framework grid"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cell",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("code_id", sa.Uuid(), nullable=True),
        sa.Column("theme_id", sa.Uuid(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=True),
        sa.Column("rests_on", sa.JSON(), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(code_id IS NULL) <> (theme_id IS NULL)", name=op.f("ck_cell_column")),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_cell_changed_by")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_cell_coder_id")),
        *(
            sa.ForeignKeyConstraint(
                ["project_id", column],
                [f"{table}.project_id", f"{table}.id"],
                name=op.f(f"fk_cell_project_id_{column}"),
            )
            for table, column in (("cases", "case_id"), ("code", "code_id"), ("theme", "theme_id"))
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_cell_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cell")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_cell_project_id_id")),
    )
    for name in ("code", "theme"):
        op.create_index(
            f"ix_cell_{name}",
            "cell",
            ["project_id", "case_id", f"{name}_id"],
            unique=True,
            sqlite_where=sa.text(f"{name}_id IS NOT NULL"),
            postgresql_where=sa.text(f"{name}_id IS NOT NULL"),
        )


def downgrade() -> None:
    op.drop_table("cell")
