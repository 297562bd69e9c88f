"""First tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# The history is append-only; the database itself refuses anything else.
_SQLITE = """
CREATE TRIGGER event_no_{what} BEFORE {what} ON event
BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END
"""
_POSTGRES_FUNCTION = """
CREATE FUNCTION event_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the history is append-only'; END $$
"""
_POSTGRES_TRIGGER = """
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event
FOR EACH ROW EXECUTE FUNCTION event_append_only()
"""


def _append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for what in ("update", "delete"):
            op.execute(_SQLITE.format(what=what))
    else:
        op.execute(_POSTGRES_FUNCTION)
        op.execute(_POSTGRES_TRIGGER)


def upgrade() -> None:
    op.create_table(
        "coder",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.Column("local", sa.Boolean(), nullable=False),
        sa.Column("preferences", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coder")),
        sa.UniqueConstraint("folded", name=op.f("uq_coder_folded")),
    )
    op.create_table(
        "project",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("practice", sa.Boolean(), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_project_changed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )
    op.create_table(
        "attribute",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_attribute_changed_by")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_attribute_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribute")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_attribute_project_id_id")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_cases_changed_by")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_cases_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_cases_project_id_id")),
    )
    op.create_table(
        "code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("folded", sa.String(length=32), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("codable", sa.Boolean(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("stems", sa.JSON(), nullable=False),
        sa.Column("colour", sa.String(length=16), nullable=False),
        sa.Column("sign", sa.String(length=16), nullable=False),
        sa.Column("shortcut", sa.String(length=1), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_code_changed_by")),
        sa.ForeignKeyConstraint(
            ["project_id", "parent_id"], ["code.project_id", "code.id"], name=op.f("fk_code_project_id_parent_id")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_code_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
        sa.UniqueConstraint("project_id", "folded", name=op.f("uq_code_project_id_folded")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_code_project_id_id")),
    )
    op.create_table(
        "codebook",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["coder.id"], name=op.f("fk_codebook_made_by")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_codebook_project_id")),
        sa.PrimaryKeyConstraint("project_id", "number", name=op.f("pk_codebook")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verb", sa.String(length=32), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("op_id", sa.Uuid(), nullable=True),
        sa.Column("undoes", sa.Uuid(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["coder.id"], name=op.f("fk_event_actor_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_event_project_id")),
        sa.ForeignKeyConstraint(["undoes"], ["event.id"], name=op.f("fk_event_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("project_id", "actor_id", "op_id", name=op.f("uq_event_project_id_actor_id_op_id")),
        sa.UniqueConstraint("project_id", "rev", name=op.f("uq_event_project_id_rev")),
        sa.UniqueConstraint("undoes", name=op.f("uq_event_undoes")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("ix_event_actor", ["project_id", "actor_id", "rev"], unique=False)
        batch_op.create_index("ix_event_source", ["project_id", "source_id", "rev"], unique=False)

    op.create_table(
        "member",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "role IN ('owner', 'researcher', 'student', 'supervisor', 'reader')", name=op.f("ck_member_role")
        ),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_member_coder_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_member_project_id")),
        sa.PrimaryKeyConstraint("project_id", "coder_id", name=op.f("pk_member")),
    )
    op.create_table(
        "memo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.String(length=16), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_memo_changed_by")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_memo_coder_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_memo_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_memo_project_id_id")),
    )
    with op.batch_alter_table("memo", schema=None) as batch_op:
        batch_op.create_index("ix_memo_about", ["project_id", "about", "about_id"], unique=False)

    op.create_table(
        "source",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("format", sa.String(length=16), nullable=False),
        sa.Column("reader", sa.Integer(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("header", sa.JSON(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("line_count", sa.Integer(), nullable=False),
        sa.Column("turn_count", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('interview', 'observation', 'document')", name=op.f("ck_source_kind")),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_source_changed_by")),
        sa.ForeignKeyConstraint(
            ["project_id", "case_id"], ["cases.project_id", "cases.id"], name=op.f("fk_source_project_id_case_id")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_source_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_source_project_id_id")),
    )
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.create_index(
            "uq_source_live_name",
            ["project_id", "name"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "finished",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_finished_changed_by")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_finished_coder_id")),
        sa.ForeignKeyConstraint(
            ["project_id", "source_id"],
            ["source.project_id", "source.id"],
            name=op.f("fk_finished_project_id_source_id"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_finished_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finished")),
        sa.UniqueConstraint(
            "project_id", "source_id", "coder_id", name=op.f("uq_finished_project_id_source_id_coder_id")
        ),
    )
    op.create_table(
        "place",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("read_to", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_place_coder_id")),
        sa.ForeignKeyConstraint(
            ["project_id", "source_id"], ["source.project_id", "source.id"], name=op.f("fk_place_project_id_source_id")
        ),
        sa.PrimaryKeyConstraint("project_id", "source_id", "coder_id", name=op.f("pk_place")),
    )
    op.create_table(
        "source_text",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("numbering", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("layout", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "source_id"],
            ["source.project_id", "source.id"],
            name=op.f("fk_source_text_project_id_source_id"),
        ),
        sa.PrimaryKeyConstraint("source_id", "version", name=op.f("pk_source_text")),
    )
    op.create_table(
        "speaker",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role IN ('interviewer', 'informant', 'other')", name=op.f("ck_speaker_role")),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_speaker_changed_by")),
        sa.ForeignKeyConstraint(
            ["project_id", "case_id"], ["cases.project_id", "cases.id"], name=op.f("fk_speaker_project_id_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "source_id"],
            ["source.project_id", "source.id"],
            name=op.f("fk_speaker_project_id_source_id"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_speaker_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_speaker_project_id_id")),
    )
    with op.batch_alter_table("speaker", schema=None) as batch_op:
        batch_op.create_index("ix_speaker_source", ["project_id", "source_id"], unique=False)

    op.create_table(
        "coding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("code_id", sa.Uuid(), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("origin_detail", sa.JSON(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=True),
        sa.Column("limited", sa.Boolean(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=True),
        sa.Column("prompted", sa.Boolean(), nullable=True),
        sa.Column("evidence", sa.String(length=16), nullable=True),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("speaker_id", sa.Uuid(), nullable=True),
        sa.Column("line_start", sa.Integer(), nullable=False),
        sa.Column("line_end", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("origin IN ('hand', 'keyword', 'classifier', 'import')", name=op.f("ck_coding_origin")),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name=op.f("ck_coding_span")),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_coding_changed_by")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_coding_coder_id")),
        sa.ForeignKeyConstraint(
            ["project_id", "code_id"], ["code.project_id", "code.id"], name=op.f("fk_coding_project_id_code_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "source_id"], ["source.project_id", "source.id"], name=op.f("fk_coding_project_id_source_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "speaker_id"],
            ["speaker.project_id", "speaker.id"],
            name=op.f("fk_coding_project_id_speaker_id"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_coding_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.UniqueConstraint("project_id", "id", name=op.f("uq_coding_project_id_id")),
    )
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.create_index("ix_coding_batch", ["batch_id"], unique=False)
        batch_op.create_index(
            "ix_coding_code",
            ["project_id", "code_id", "source_id", "start", "coder_id"],
            unique=False,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(
            "ix_coding_source",
            ["project_id", "source_id", "start", "code_id", "coder_id"],
            unique=False,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "turn",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["coder.id"], name=op.f("fk_turn_changed_by")),
        sa.ForeignKeyConstraint(
            ["project_id", "source_id"], ["source.project_id", "source.id"], name=op.f("fk_turn_project_id_source_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "speaker_id"],
            ["speaker.project_id", "speaker.id"],
            name=op.f("fk_turn_project_id_speaker_id"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_turn_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn")),
    )
    with op.batch_alter_table("turn", schema=None) as batch_op:
        batch_op.create_index("ix_turn_place", ["project_id", "source_id", "text_version", "start"], unique=False)

    _append_only()


def downgrade() -> None:
    with op.batch_alter_table("turn", schema=None) as batch_op:
        batch_op.drop_index("ix_turn_place")

    op.drop_table("turn")
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_coding_source",
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_coding_code", sqlite_where=sa.text("deleted_at IS NULL"), postgresql_where=sa.text("deleted_at IS NULL")
        )
        batch_op.drop_index("ix_coding_batch")

    op.drop_table("coding")
    with op.batch_alter_table("speaker", schema=None) as batch_op:
        batch_op.drop_index("ix_speaker_source")

    op.drop_table("speaker")
    op.drop_table("source_text")
    op.drop_table("place")
    op.drop_table("finished")
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_source_live_name",
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.drop_table("source")
    with op.batch_alter_table("memo", schema=None) as batch_op:
        batch_op.drop_index("ix_memo_about")

    op.drop_table("memo")
    op.drop_table("member")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_source")
        batch_op.drop_index("ix_event_actor")

    op.drop_table("event")
    op.drop_table("codebook")
    op.drop_table("code")
    op.drop_table("cases")
    op.drop_table("attribute")
    op.drop_table("project")
    op.drop_table("coder")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION event_append_only()")
