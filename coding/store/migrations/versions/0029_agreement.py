"""What coders agree on is kept as it was when it was measured, and so is what was decided where they differ"""

import sqlalchemy as sa
from alembic import op

from coding.store.columns import Instant

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("layers", sa.JSON(), nullable=False),
        sa.Column("material", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_agreement_project_id")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_agreement_coder_id")),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_agreement_changed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_agreement_project_id_id")),
        sa.CheckConstraint("unit IN ('turn', 'sentence', 'paragraph', 'span')", name=op.f("ck_agreement_unit")),
    )
    op.create_index("ix_agreement_made", "agreement", ["project_id", "made_at"])
    op.create_table(
        "adjudication",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("choice", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=True),
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_adjudication_project_id")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_adjudication_coder_id")),
        sa.ForeignKeyConstraint(["first_id"], ["coder.id"], name=op.f("fk_adjudication_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["coder.id"], name=op.f("fk_adjudication_second_id")),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_adjudication_changed_by")),
        sa.ForeignKeyConstraint(
            ["project_id", "agreement_id"],
            ["agreement.project_id", "agreement.id"],
            name=op.f("fk_adjudication_project_id_agreement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "source_id"],
            ["source.project_id", "source.id"],
            name=op.f("fk_adjudication_project_id_source_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjudication")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_adjudication_project_id_id")),
        sa.CheckConstraint(
            "choice IN ('first', 'second', 'new', 'both', 'unresolved')", name=op.f("ck_adjudication_choice")
        ),
    )
    op.create_index("ix_adjudication_agreement", "adjudication", ["project_id", "agreement_id"])


def downgrade() -> None:
    op.drop_table("adjudication")
    op.drop_table("agreement")
