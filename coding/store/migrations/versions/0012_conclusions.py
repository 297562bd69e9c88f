"""Propositions, verdicts, advice, and what they rest on"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proposition",
        *_made(),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("indicator_id", sa.Uuid(), nullable=True),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("cases", sa.JSON(), nullable=False),
        sa.Column("plausible", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *_kept("proposition"),
        sa.CheckConstraint(
            "status IN ('draft', 'tentative', 'verified', 'rejected')", name=op.f("ck_proposition_status")
        ),
    )
    op.create_table(
        "verdict",
        *_made(),
        sa.Column("code_id", sa.Uuid(), nullable=True),
        sa.Column("verdict", sa.String(40), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        *_kept("verdict"),
        sa.ForeignKeyConstraint(
            ["project_id", "code_id"], ["code.project_id", "code.id"], name=op.f("fk_verdict_project_id_code_id")
        ),
    )
    of, study = sa.text("code_id IS NOT NULL"), sa.text("code_id IS NULL")
    op.create_index(
        "ix_verdict_code", "verdict", ["project_id", "code_id"], unique=True, sqlite_where=of, postgresql_where=of
    )
    op.create_index(
        "ix_verdict_study", "verdict", ["project_id"], unique=True, sqlite_where=study, postgresql_where=study
    )
    op.create_table(
        "advice",
        *_made(),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *_kept("advice"),
    )
    op.create_table(
        "ground",
        *_made(),
        sa.Column("owner_kind", sa.String(16), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("on_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(16), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("print", sa.String(32), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        *_kept("ground"),
        sa.CheckConstraint("side IN ('for', 'against', 'rival', 'beside')", name=op.f("ck_ground_side")),
    )
    op.create_index("ix_ground_owner", "ground", ["project_id", "owner_id"])
    op.create_index("ix_ground_on", "ground", ["project_id", "on_id"])
    op.create_index("ix_ground_kind", "ground", ["project_id", "kind", "on_id", "owner_id"])


def _made() -> list[sa.schema.SchemaItem]:
    return [sa.Column("id", sa.Uuid(), nullable=False), sa.Column("project_id", sa.Uuid(), nullable=False)]


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
    for table in ("ground", "advice", "verdict", "proposition"):
        op.drop_table(table)
