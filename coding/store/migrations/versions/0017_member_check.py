"""What informants are asked and answer, and what they withdrew"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pack",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        *_made(),
        *_to("pack", ("cases", "case_id")),
    )
    op.create_index("ix_pack_case", "pack", ["project_id", "case_id"])
    op.create_table(
        "answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("on_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.String(16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("asker", sa.String(120), nullable=False),
        sa.Column("print", sa.String(32), nullable=False),
        sa.Column("number", sa.String(16), nullable=False),
        sa.Column("changed_kind", sa.String(16), nullable=False),
        sa.Column("changed_id", sa.Uuid(), nullable=True),
        sa.Column("changed_version", sa.Integer(), nullable=True),
        sa.Column("change", sa.Text(), nullable=False),
        *_made(),
        sa.CheckConstraint("answer IN ('agree', 'correct', 'withdraw')", name=op.f("ck_answer_answer")),
        sa.CheckConstraint("kind IN ('proposition', 'coding')", name=op.f("ck_answer_kind")),
        *_to("answer", ("cases", "case_id")),
    )
    op.create_index("ix_answer_case", "answer", ["project_id", "case_id"])
    op.create_index("ix_answer_on", "answer", ["project_id", "on_id"])
    op.create_table(
        "withdrawal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(240), nullable=False),
        sa.Column("codings", sa.JSON(), nullable=False),
        *_made(),
        *_to("withdrawal", ("answer", "answer_id"), ("cases", "case_id"), ("source", "source_id")),
    )
    op.create_index("ix_withdrawal_source", "withdrawal", ["project_id", "source_id"])


def _made() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
    )


def _to(table: str, *others: tuple[str, str]) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f(f"fk_{table}_changed_by")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f(f"fk_{table}_coder_id")),
        *(
            sa.ForeignKeyConstraint(
                ["project_id", column],
                [f"{other}.project_id", f"{other}.id"],
                name=op.f(f"fk_{table}_project_id_{column}"),
            )
            for other, column in others
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f(f"fk_{table}_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("project_id", "id", name=op.f(f"uq_{table}_project_id_id")),
    )


def downgrade() -> None:
    op.drop_table("withdrawal")
    op.drop_table("answer")
    op.drop_table("pack")
