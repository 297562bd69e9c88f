"""People code in several rounds, what they agree on has a layer of its own, and sources are assigned"""

import sqlalchemy as sa
from alembic import op

from coding.store.columns import Instant

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("coder") as table:
        table.add_column(sa.Column("kind", sa.String(length=8), server_default="person", nullable=False))
        table.add_column(sa.Column("person_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("round", sa.Integer(), server_default="1", nullable=False))
        table.add_column(sa.Column("project_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(op.f("fk_coder_person_id"), "coder", ["person_id"], ["id"])
        table.create_unique_constraint(
            op.f("uq_coder_project_id_person_id_round"), ["project_id", "person_id", "round"]
        )
        table.create_check_constraint(op.f("ck_coder_kind"), "kind IN ('person', 'round', 'agreed')")
    agreed = sa.text("kind = 'agreed'")
    op.create_index(
        "uq_coder_agreed", "coder", ["project_id"], unique=True, sqlite_where=agreed, postgresql_where=agreed
    )
    op.create_table(
        "assignment",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "project_id", "source_id", "coder_id")),
        sa.Column("due", sa.String(length=10), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_assignment_project_id")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_assignment_coder_id")),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_assignment_changed_by")),
        sa.ForeignKeyConstraint(
            ["project_id", "source_id"],
            ["source.project_id", "source.id"],
            name=op.f("fk_assignment_project_id_source_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_assignment_project_id_id")),
        sa.UniqueConstraint(
            "project_id", "coder_id", "source_id", name=op.f("uq_assignment_project_id_coder_id_source_id")
        ),
        sa.CheckConstraint("unit IN ('', 'turn', 'sentence', 'paragraph')", name=op.f("ck_assignment_unit")),
    )


def downgrade() -> None:
    op.drop_table("assignment")
    op.drop_index("uq_coder_agreed", "coder")
    with op.batch_alter_table("coder") as table:
        table.drop_constraint(op.f("ck_coder_kind"), type_="check")
        table.drop_constraint(op.f("uq_coder_project_id_person_id_round"), type_="unique")
        table.drop_constraint(op.f("fk_coder_person_id"), type_="foreignkey")
        for name in ("kind", "person_id", "round", "project_id"):
            table.drop_column(name)
