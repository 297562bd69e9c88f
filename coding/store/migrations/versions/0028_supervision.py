"""Supervision: states of codings, threads, visits, sign-offs, and the samples that are drawn"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from coding.store.columns import Instant

revision = "0028"
down_revision = "0027"
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


def _text(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _truth(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "review",
        *_ids("coding_id"),
        sa.Column("state", sa.String(length=16), nullable=False),
        *_text("quote"),
        sa.Column("code_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=True),
        *_truth("limited"),
        *_kept(),
        *_keys(
            "review",
            _within("review", "coding_id", "coding"),
            _within("review", "code_id", "code"),
            sa.UniqueConstraint("project_id", "coding_id", name=op.f("uq_review_project_id_coding_id")),
            sa.CheckConstraint("state IN ('draft', 'discuss', 'revise', 'accepted')", name=op.f("ck_review_state")),
        ),
    )
    op.create_table(
        "thread",
        *_ids("on_id"),
        sa.Column("about", sa.String(length=16), nullable=False),
        *_text("said"),
        *_truth("question", "settled"),
        *_kept(),
        *_keys(
            "thread",
            sa.CheckConstraint("about IN ('coding', 'proposition', 'code', 'source')", name=op.f("ck_thread_about")),
        ),
    )
    op.create_index(op.f("ix_thread_on_id"), "thread", ["project_id", "on_id"])
    op.create_table(
        "comment",
        *_ids("thread_id"),
        *_text("text"),
        sa.Column("mentions", sa.JSON(), nullable=False),
        *_kept(),
        *_keys("comment", _within("comment", "thread_id", "thread")),
    )
    op.create_index(op.f("ix_comment_thread"), "comment", ["project_id", "thread_id", "made_at"])
    op.create_table(
        "visit",
        *_ids(),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        *_text("discussed", "agreed", "to_do"),
        *_kept(),
        *_keys("visit"),
    )
    op.create_index(op.f("ix_visit_coder"), "visit", ["project_id", "coder_id", "made_at"])
    op.create_table(
        "signoff",
        *_ids(),
        sa.Column("milestone", sa.String(length=16), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("print", sa.String(length=64), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        *_text("note"),
        *_truth("by_file"),
        *_kept(),
        *_keys("signoff"),
    )
    op.create_index(op.f("ix_signoff_made"), "signoff", ["project_id", "made_at"])
    op.create_table(
        "sample",
        *_ids(),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("each", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.JSON(), nullable=False),
        *_kept(),
        *_keys("sample"),
    )
    op.create_index(op.f("ix_sample_made"), "sample", ["project_id", "made_at"])


def downgrade() -> None:
    for table in ("sample", "signoff", "visit", "comment", "thread", "review"):
        op.drop_table(table)
