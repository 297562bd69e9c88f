"""Categories, themes, and the ledger of the reduction"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "theme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('category', 'theme')", name=op.f("ck_theme_kind")),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_theme_changed_by")),
        sa.ForeignKeyConstraint(
            ["project_id", "parent_id"], ["theme.project_id", "theme.id"], name=op.f("fk_theme_project_id_parent_id")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_theme_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_theme_project_id_id")),
    )
    op.create_table(
        "reduction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("coding_id", sa.Uuid(), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("into_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("code_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("statement_words", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("decision IN ('kept', 'merged', 'aside')", name=op.f("ck_reduction_decision")),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_reduction_changed_by")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_reduction_coder_id")),
        *(
            sa.ForeignKeyConstraint(
                ["project_id", column],
                [f"{table}.project_id", f"{table}.id"],
                name=op.f(f"fk_reduction_project_id_{column}"),
            )
            for table, column in (
                ("coding", "coding_id"),
                ("coding", "into_id"),
                ("theme", "category_id"),
                ("code", "code_id"),
            )
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_reduction_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reduction")),
        sa.UniqueConstraint("project_id", "coding_id", name=op.f("uq_reduction_project_id_coding_id")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_reduction_project_id_id")),
    )
    with op.batch_alter_table("reduction", schema=None) as batch_op:
        for name in ("category", "into"):
            batch_op.create_index(
                f"ix_reduction_{name}",
                ["project_id", f"{name}_id"],
                unique=False,
                sqlite_where=sa.text(f"{name}_id IS NOT NULL"),
                postgresql_where=sa.text(f"{name}_id IS NOT NULL"),
            )


def downgrade() -> None:
    with op.batch_alter_table("reduction", schema=None) as batch_op:
        batch_op.drop_index("ix_reduction_into")
        batch_op.drop_index("ix_reduction_category")

    op.drop_table("reduction")
    op.drop_table("theme")
