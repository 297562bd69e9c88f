"""What stands in each source is counted once"""

import sqlalchemy as sa
from alembic import op

from coding.store.census import rebuild

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "census",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("codes", sa.LargeBinary(), nullable=False),
        sa.Column("coders", sa.LargeBinary(), nullable=False),
        sa.Column("speakers", sa.LargeBinary(), nullable=False),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "source_id"],
            ["source.project_id", "source.id"],
            name=op.f("fk_census_project_id_source_id"),
        ),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_census")),
    )
    # Worked out from the codings: whatever it looks like in this version of the program, it is made so.
    rebuild(op.get_bind(), without=("places",))


def downgrade() -> None:
    op.drop_table("census")
