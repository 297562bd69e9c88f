"""Keyword rules, model cards, and the ledger of suggestions"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "model",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("codebook", sa.Integer(), nullable=False),
        sa.Column("layers", sa.JSON(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("program", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["coder.id"], name=op.f("fk_model_made_by")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_model_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_model_project_id_id")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_model_project_id_number")),
    )
    op.create_table(
        "keyword",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("code_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("inflect", sa.Boolean(), nullable=False),
        sa.Column("avoid", sa.JSON(), nullable=False),
        sa.Column("window", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_keyword_changed_by")),
        sa.ForeignKeyConstraint(
            ["project_id", "code_id"], ["code.project_id", "code.id"], name=op.f("fk_keyword_project_id_code_id")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_keyword_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keyword")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_keyword_project_id_id")),
    )
    with op.batch_alter_table("keyword", schema=None) as batch_op:
        batch_op.create_index("ix_keyword_code", ["project_id", "code_id"], unique=False)

    op.create_table(
        "suggestion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Uuid(), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.Uuid(), nullable=True),
        sa.Column("codebook", sa.Integer(), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fate", sa.String(length=16), nullable=True),
        sa.Column("fate_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("coding_id", sa.Uuid(), nullable=True),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("fate IN ('accepted', 'rejected', 'changed', 'skipped')", name=op.f("ck_suggestion_fate")),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_suggestion_changed_by")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_suggestion_coder_id")),
        sa.ForeignKeyConstraint(
            ["project_id", "code_id"], ["code.project_id", "code.id"], name=op.f("fk_suggestion_project_id_code_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "coding_id"],
            ["coding.project_id", "coding.id"],
            name=op.f("fk_suggestion_project_id_coding_id"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "model_id"], ["model.project_id", "model.id"], name=op.f("fk_suggestion_project_id_model_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "source_id"],
            ["source.project_id", "source.id"],
            name=op.f("fk_suggestion_project_id_source_id"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_suggestion_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_suggestion_project_id_id")),
    )
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.create_index("ix_suggestion_coder", ["project_id", "coder_id", "shown_at"], unique=False)
        batch_op.create_index("ix_suggestion_source", ["project_id", "source_id", "coder_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.drop_index("ix_suggestion_source")
        batch_op.drop_index("ix_suggestion_coder")

    op.drop_table("suggestion")
    with op.batch_alter_table("keyword", schema=None) as batch_op:
        batch_op.drop_index("ix_keyword_code")

    op.drop_table("keyword")
    op.drop_table("model")
