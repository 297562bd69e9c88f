"""Concept maps: concepts, and the ties between them"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "concept_map",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *_kept("concept_map"),
    )
    op.create_table(
        "concept",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("map_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("of_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("x", sa.Integer(), nullable=False),
        sa.Column("y", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        *_kept("concept"),
        _within("concept", "map_id", "concept_map"),
        sa.CheckConstraint("kind IN ('code', 'case', 'memo', 'proposition', 'word')", name=op.f("ck_concept_kind")),
        sa.CheckConstraint("(kind = 'word') = (of_id IS NULL)", name=op.f("ck_concept_of")),
    )
    op.create_index("ix_concept_map", "concept", ["project_id", "map_id"], unique=False)
    op.create_table(
        "tie",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("map_id", sa.Uuid(), nullable=False),
        sa.Column("this_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("that_id", sa.Uuid(), nullable=False),
        sa.Column("word", sa.String(80), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        *_kept("tie"),
        _within("tie", "map_id", "concept_map"),
        _within("tie", "this_id", "concept"),
        _within("tie", "that_id", "concept"),
        sa.CheckConstraint(
            "kind IN ('part', 'leads', 'supports', 'contradicts', 'associated', 'own')", name=op.f("ck_tie_kind")
        ),
    )
    op.create_index("ix_tie_map", "tie", ["project_id", "map_id"], unique=False)


def _within(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["project_id", column], [f"{parent}.project_id", f"{parent}.id"], name=op.f(f"fk_{table}_project_id_{column}")
    )


def _kept(table: str) -> list[sa.schema.SchemaItem]:
    return [
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
    op.drop_table("tie")
    op.drop_table("concept")
    op.drop_table("concept_map")
