"""Excerpts are chosen as examples of their codes, and a code is split one excerpt after the other"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from coding.store.columns import Instant

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def _kept() -> list[sa.Column[Any]]:
    return [
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", Instant(), nullable=True),
    ]


def _keys(table: str, *more: sa.Constraint) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f(f"fk_{table}_project_id")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f(f"fk_{table}_coder_id")),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f(f"fk_{table}_changed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("project_id", "id", name=op.f(f"uq_{table}_project_id_id")),
        *more,
    ]


def _within(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    own, theirs = ["project_id", column], [f"{parent}.project_id", f"{parent}.id"]
    return sa.ForeignKeyConstraint(own, theirs, name=op.f(f"fk_{table}_project_id_{column}"))


def _ids(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "project_id", *names)]


def upgrade() -> None:
    op.create_table(
        "example",
        *_ids("coding_id"),
        *_kept(),
        *_keys(
            "example",
            _within("example", "coding_id", "coding"),
            sa.UniqueConstraint("project_id", "coding_id", name=op.f("uq_example_project_id_coding_id")),
        ),
    )
    op.create_table(
        "code_split",
        *_ids("code_id"),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        *_kept(),
        *_keys("code_split", _within("code_split", "code_id", "code")),
    )
    op.create_table(
        "code_choice",
        *_ids("split_id", "coding_id"),
        sa.Column("choice", sa.String(length=16), nullable=False),
        *_kept(),
        *_keys(
            "code_choice",
            _within("code_choice", "split_id", "code_split"),
            _within("code_choice", "coding_id", "coding"),
            sa.UniqueConstraint(
                "project_id", "split_id", "coding_id", name=op.f("uq_code_choice_project_id_split_id_coding_id")
            ),
            sa.CheckConstraint("choice IN ('stays', 'goes', 'both', 'skip')", name=op.f("ck_code_choice_choice")),
        ),
    )


def downgrade() -> None:
    for table in ("code_choice", "code_split", "example"):
        op.drop_table(table)
