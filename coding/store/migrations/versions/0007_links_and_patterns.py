"""Links between excerpts, and pattern codes"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("this_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("that_id", sa.Uuid(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *_kept(),
        sa.CheckConstraint("kind IN ('supports', 'contradicts', 'explains', 'repeats')", name=op.f("ck_link_kind")),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_link_changed_by")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_link_coder_id")),
        *(
            sa.ForeignKeyConstraint(
                ["project_id", column],
                ["coding.project_id", "coding.id"],
                name=op.f(f"fk_link_project_id_{column}"),
            )
            for column in ("this_id", "that_id")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_link_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_link_project_id_id")),
    )
    for name, column in (("this", "this_id"), ("that", "that_id"), ("made", "made_at")):
        op.create_index(f"ix_link_{name}", "link", ["project_id", column], unique=False)
    op.create_table(
        "pattern",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        *_kept(),
        sa.CheckConstraint("kind IN ('theme', 'cause', 'relation', 'construct')", name=op.f("ck_pattern_kind")),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_pattern_changed_by")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_pattern_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pattern")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_pattern_project_id_id")),
    )


def _kept() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
    )


def downgrade() -> None:
    op.drop_table("pattern")
    op.drop_table("link")
