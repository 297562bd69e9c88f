"""Every text can be searched: which words stand in which passage"""

import sqlalchemy as sa
from alembic import op

from coding.store.search_index import create, fill

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "indexed",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "source_id"],
            ["source.project_id", "source.id"],
            name=op.f("fk_indexed_project_id_source_id"),
        ),
        sa.PrimaryKeyConstraint("source_id", "version", name=op.f("pk_indexed")),
    )
    op.create_index("ix_indexed_first", "indexed", ["first"])
    op.create_index("ix_indexed_project", "indexed", ["project_id", "source_id", "version", "first"])
    op.create_table(
        "term",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("word", sa.String(60).with_variant(sa.String(60, collation="C"), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_term_project_id")),
        sa.PrimaryKeyConstraint("project_id", "word", name=op.f("pk_term")),
    )
    # The index is worked out from the texts: whatever it looks like in this version of the program, it is made so.
    create(op.get_bind())
    fill(op.get_bind())


def downgrade() -> None:
    op.drop_table("passage_words")
    op.drop_table("term")
    op.drop_table("indexed")
