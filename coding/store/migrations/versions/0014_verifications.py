"""What tactics found of propositions, and what somebody concluded from it"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "verification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("proposition_id", sa.Uuid(), nullable=False),
        sa.Column("tactic", sa.String(32), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("concludes", sa.String(16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("print", sa.String(32), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "concludes IN ('holds', 'weakens', 'refutes', 'nothing')", name=op.f("ck_verification_concludes")
        ),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_verification_changed_by")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_verification_coder_id")),
        sa.ForeignKeyConstraint(
            ["project_id", "proposition_id"],
            ["proposition.project_id", "proposition.id"],
            name=op.f("fk_verification_project_id_proposition_id"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_verification_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_verification_project_id_id")),
    )
    op.create_index("ix_verification_proposition", "verification", ["project_id", "proposition_id"])


def downgrade() -> None:
    op.drop_table("verification")
