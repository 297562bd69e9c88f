"""The tables. Every row of a study carries its project, and so does every foreign key that points at one.

A coding can then not join two projects even where a check was forgotten. Nothing cascades: rows are marked deleted.
"""

import sqlalchemy as sa

from coding.store.columns import Id, Instant, id_column, kept_columns, project_column, within

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

coder = sa.Table(
    "coder",
    metadata,
    id_column(),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("folded", sa.String(120), nullable=False, unique=True),
    sa.Column("local", sa.Boolean, nullable=False, default=False),
    sa.Column("preferences", sa.JSON, nullable=False, default=dict),
    # A layer is a coder too: a further round of a person, or what was agreed on, of one project.
    sa.Column("kind", sa.String(8), nullable=False, server_default="person"),
    sa.Column("person_id", Id, sa.ForeignKey("coder.id")),
    sa.Column("round", sa.Integer, nullable=False, server_default="1"),
    # No foreign key: the project's own row already points at coders.
    sa.Column("project_id", Id),
    sa.UniqueConstraint("project_id", "person_id", "round"),
    sa.CheckConstraint("kind IN ('person', 'round', 'agreed')", name="kind"),
)
_agreed = coder.c.kind == "agreed"
sa.Index("uq_coder_agreed", coder.c.project_id, unique=True, sqlite_where=_agreed, postgresql_where=_agreed)

project = sa.Table(
    "project",
    metadata,
    id_column(),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("time_zone", sa.String(64), nullable=False),
    sa.Column("practice", sa.Boolean, nullable=False, default=False),
    sa.Column("rev", sa.BigInteger, nullable=False, default=0),
    sa.Column("settings", sa.JSON, nullable=False, default=dict),
    sa.Column("created_at", Instant, nullable=False),
    *kept_columns(),
)

member = sa.Table(
    "member",
    metadata,
    sa.Column("project_id", Id, sa.ForeignKey("project.id"), primary_key=True),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), primary_key=True),
    sa.Column("role", sa.String(16), nullable=False),
    # Whoever left is still named beside what they coded, and gets in no more.
    sa.Column("left_at", Instant),
    sa.CheckConstraint("role IN ('owner', 'researcher', 'student', 'supervisor', 'reader')", name="role"),
)

# -- who signs in: of the server, of no project, in no project's backup -----------------------------------------------

account = sa.Table(
    "account",
    metadata,
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), primary_key=True),
    # Both empty until the invitation is taken up.
    sa.Column("login", sa.String(120), unique=True),
    sa.Column("password", sa.String(256)),
    # Who vouches for this person, and by which number (OpenID Connect).
    sa.Column("subject", sa.String(512), unique=True),
    sa.Column("disabled", sa.Boolean, nullable=False, default=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("seen_at", Instant),
)

invitation = sa.Table(
    "invitation",
    metadata,
    # SHA-256 of what stands in the link.
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
)
sa.Index("ix_invitation_coder_id", invitation.c.coder_id)

login = sa.Table(
    "login",
    metadata,
    # SHA-256 of what stands in the cookie.
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("opened_at", Instant, nullable=False),
    sa.Column("used_at", Instant, nullable=False),
    sa.Column("browser", sa.String(120), nullable=False, default=""),
)
sa.Index("ix_login_coder_id", login.c.coder_id)

failure = sa.Table(
    "failure",
    metadata,
    id_column(),
    # SHA-256 of the name and the address: a password typed in the wrong field is kept nowhere.
    sa.Column("who", sa.String(64), nullable=False),
    sa.Column("at", Instant, nullable=False),
)
sa.Index("ix_failure_who_at", failure.c.who, failure.c.at)

SIGNING_IN = frozenset({account, invitation, login, failure})
"""Tables that belong to the server and to no project."""

# -- a study ----------------------------------------------------------------------------------------------------------

cases = sa.Table(
    "cases",
    metadata,
    id_column(),
    project_column(),
    sa.Column("key", sa.String(64), nullable=False),
    sa.Column("name", sa.String(200), nullable=False, default=""),
    sa.Column("attributes", sa.JSON, nullable=False, default=dict),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
)

attribute = sa.Table(
    "attribute",
    metadata,
    id_column(),
    project_column(),
    sa.Column("key", sa.String(64), nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("labels", sa.JSON, nullable=False, default=dict),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
)

source = sa.Table(
    "source",
    metadata,
    id_column(),
    project_column(),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("format", sa.String(16), nullable=False),
    sa.Column("reader", sa.Integer, nullable=False),
    sa.Column("text_version", sa.Integer, nullable=False),
    sa.Column("header", sa.JSON, nullable=False, default=dict),
    sa.Column("case_id", Id),
    sa.Column("characters", sa.Integer, nullable=False),
    sa.Column("words", sa.Integer, nullable=False),
    sa.Column("line_count", sa.Integer, nullable=False),
    sa.Column("turn_count", sa.Integer, nullable=False),
    sa.Column("imported_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("cases", "case_id"),
    sa.CheckConstraint("kind IN ('interview', 'observation', 'document')", name="kind"),
)
sa.Index(
    "uq_source_live_name",
    source.c.project_id,
    source.c.name,
    unique=True,
    sqlite_where=source.c.deleted_at.is_(None),
    postgresql_where=source.c.deleted_at.is_(None),
)

source_text = sa.Table(
    "source_text",
    metadata,
    sa.Column("project_id", Id, nullable=False),
    sa.Column("source_id", Id, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    # Before the text, so that SQLite need not walk through it to read them.
    sa.Column("numbering", sa.JSON, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("layout", sa.JSON, nullable=False),
    within("source", "source_id"),
)

speaker = sa.Table(
    "speaker",
    metadata,
    id_column(),
    project_column(),
    sa.Column("source_id", Id, nullable=False),
    sa.Column("label", sa.String(120), nullable=False),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("case_id", Id),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("source", "source_id"),
    within("cases", "case_id"),
    sa.CheckConstraint("role IN ('interviewer', 'informant', 'other')", name="role"),
)
sa.Index("ix_speaker_source", speaker.c.project_id, speaker.c.source_id)

turn = sa.Table(
    "turn",
    metadata,
    id_column(),
    project_column(),
    sa.Column("source_id", Id, nullable=False),
    sa.Column("text_version", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("speaker_id", Id),
    *kept_columns(),
    within("source", "source_id"),
    within("speaker", "speaker_id"),
)
sa.Index("ix_turn_place", turn.c.project_id, turn.c.source_id, turn.c.text_version, turn.c.start)

code = sa.Table(
    "code",
    metadata,
    id_column(),
    project_column(),
    sa.Column("key", sa.String(32), nullable=False),
    sa.Column("folded", sa.String(32), nullable=False),
    sa.Column("parent_id", Id),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("codable", sa.Boolean, nullable=False),
    sa.Column("name", sa.JSON, nullable=False),
    sa.Column("texts", sa.JSON, nullable=False, default=dict),
    sa.Column("stems", sa.JSON, nullable=False, default=dict),
    sa.Column("colour", sa.String(16), nullable=False),
    sa.Column("sign", sa.String(16), nullable=False, default=""),
    sa.Column("shortcut", sa.String(1), nullable=False, default=""),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    sa.UniqueConstraint("project_id", "folded"),
    within("code", "parent_id"),
)

codebook = sa.Table(
    "codebook",
    metadata,
    sa.Column("project_id", Id, sa.ForeignKey("project.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("made_by", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("content", sa.JSON, nullable=False),
)

coding = sa.Table(
    "coding",
    metadata,
    id_column(),
    project_column(),
    sa.Column("source_id", Id, nullable=False),
    sa.Column("text_version", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("code_id", Id, nullable=False),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("origin", sa.String(16), nullable=False),
    sa.Column("origin_detail", sa.JSON),
    sa.Column("status", sa.String(16)),
    sa.Column("limited", sa.Boolean, nullable=False, default=False),
    sa.Column("weight", sa.Integer),
    sa.Column("prompted", sa.Boolean),
    sa.Column("evidence", sa.String(16)),
    sa.Column("memo", sa.Text, nullable=False, default=""),
    # Derived from the text version and the turns, kept for queries and quotations.
    sa.Column("speaker_id", Id),
    sa.Column("line_start", sa.Integer, nullable=False),
    sa.Column("line_end", sa.Integer, nullable=False),
    sa.Column("page", sa.String(16), nullable=False, default=""),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("batch_id", Id),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("source", "source_id"),
    within("code", "code_id"),
    within("speaker", "speaker_id"),
    sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name="span"),
    sa.CheckConstraint("origin IN ('hand', 'keyword', 'classifier', 'import')", name="origin"),
)
_live = coding.c.deleted_at.is_(None)
sa.Index(
    "ix_coding_source",
    *(coding.c[name] for name in ("project_id", "source_id", "start", "end", "code_id", "coder_id", "deleted_at")),
    sqlite_where=_live,
    postgresql_where=_live,
)
sa.Index(
    "ix_coding_code",
    *(coding.c[name] for name in ("project_id", "code_id", "source_id", "start", "coder_id")),
    sqlite_where=_live,
    postgresql_where=_live,
)
# With `deleted_at`, though it is always empty: without it SQLite looks into every row.
sa.Index(
    "ix_coding_count",
    *(
        coding.c[name]
        for name in ("project_id", "code_id", "source_id", "speaker_id", "status", "coder_id", "deleted_at")
    ),
    sqlite_where=_live,
    postgresql_where=_live,
)
# What exists but not as it should is seldom said; it is looked for in every table of statuses.
sa.Index(
    "ix_coding_limited",
    *(coding.c[name] for name in ("project_id", "code_id", "source_id", "speaker_id", "status", "limited")),
    coding.c.deleted_at,
    sqlite_where=sa.and_(_live, coding.c.limited.is_(True)),
    postgresql_where=sa.and_(_live, coding.c.limited.is_(True)),
)
_evident = sa.and_(_live, coding.c.evidence.is_not(None))
sa.Index(
    "ix_coding_evidence",
    *(coding.c[name] for name in ("project_id", "evidence", "source_id")),
    sqlite_where=_evident,
    postgresql_where=_evident,
)
sa.Index("ix_coding_batch", coding.c.batch_id)
# What was touched since it was made, deleted or not: only that can have moved under a conclusion.
_touched = coding.c.version > 1
sa.Index(
    "ix_coding_touched",
    *(coding.c[name] for name in ("project_id", "id", "version", "deleted_at")),
    sqlite_where=_touched,
    postgresql_where=_touched,
)

example = sa.Table(
    "example",
    metadata,
    id_column(),
    project_column(),
    # It is an example of the code that this coding has.
    sa.Column("coding_id", Id, nullable=False),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    # Live or not, as with the reduction: an example is always the same row.
    sa.UniqueConstraint("project_id", "coding_id"),
    within("coding", "coding_id"),
)

code_split = sa.Table(
    "code_split",
    metadata,
    id_column(),
    project_column(),
    sa.Column("code_id", Id, nullable=False),
    # The code that is made of it when all is decided.
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("definition", sa.Text, nullable=False, default=""),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("code", "code_id"),
)

code_choice = sa.Table(
    "code_choice",
    metadata,
    id_column(),
    project_column(),
    sa.Column("split_id", Id, nullable=False),
    sa.Column("coding_id", Id, nullable=False),
    sa.Column("choice", sa.String(16), nullable=False),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    # Live or not, as with the reduction: what is decided about a coding is always the same row.
    sa.UniqueConstraint("project_id", "split_id", "coding_id"),
    within("code_split", "split_id"),
    within("coding", "coding_id"),
    sa.CheckConstraint("choice IN ('stays', 'goes', 'both', 'skip')", name="choice"),
)

memo = sa.Table(
    "memo",
    metadata,
    id_column(),
    project_column(),
    sa.Column("kind", sa.String(16), nullable=False, server_default="idea"),
    sa.Column("title", sa.String(200), nullable=False, server_default=""),
    # What it speaks of: [kind of thing, id]; a passage of a source with [… from, to, text version].
    sa.Column("links", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("text", sa.Text, nullable=False),
    # Of a surprise: why nothing was made of it.
    sa.Column("aside", sa.Text, nullable=False, server_default=""),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    sa.CheckConstraint("kind IN ('method', 'theory', 'rule', 'case', 'idea', 'surprise')", name="kind"),
)
sa.Index("ix_memo_made", memo.c.project_id, memo.c.made_at)

finished = sa.Table(
    "finished",
    metadata,
    id_column(),
    project_column(),
    sa.Column("source_id", Id, nullable=False),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    within("source", "source_id"),
    sa.UniqueConstraint("project_id", "source_id", "coder_id"),
)

assignment = sa.Table(
    "assignment",
    metadata,
    id_column(),
    project_column(),
    sa.Column("source_id", Id, nullable=False),
    # The layer it is coded in: a person's first one, or a further round.
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    # A plain date, as ISO writes it.
    sa.Column("due", sa.String(10), nullable=False, default=""),
    sa.Column("blind", sa.Boolean, nullable=False, default=False),
    # What is coded one after the other; empty where each chooses stretches of their own.
    sa.Column("unit", sa.String(16), nullable=False, default=""),
    sa.Column("note", sa.Text, nullable=False, default=""),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    within("source", "source_id"),
    sa.UniqueConstraint("project_id", "id"),
    # Live or not: what is assigned to a layer in a source is always the same row.
    sa.UniqueConstraint("project_id", "coder_id", "source_id"),
    sa.CheckConstraint("unit IN ('', 'turn', 'sentence', 'paragraph')", name="unit"),
)

place = sa.Table(
    "place",
    metadata,
    sa.Column("project_id", Id, primary_key=True),
    sa.Column("source_id", Id, primary_key=True),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), primary_key=True),
    sa.Column("offset", sa.Integer, nullable=False),
    sa.Column("read_to", sa.Integer, nullable=False),
    sa.Column("code_id", Id),
    sa.Column("at", Instant, nullable=False),
    within("source", "source_id"),
)

keyword = sa.Table(
    "keyword",
    metadata,
    id_column(),
    project_column(),
    sa.Column("code_id", Id, nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("words", sa.String(200), nullable=False),
    sa.Column("inflect", sa.Boolean, nullable=False, default=True),
    sa.Column("avoid", sa.JSON, nullable=False, default=list),
    sa.Column("window", sa.Integer, nullable=False, default=0),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("code", "code_id"),
)
sa.Index("ix_keyword_code", keyword.c.project_id, keyword.c.code_id)

model = sa.Table(
    "model",
    metadata,
    id_column(),
    project_column(),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("made_by", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("method", sa.String(16), nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("codebook", sa.Integer, nullable=False),
    sa.Column("layers", sa.JSON, nullable=False, default=list),
    sa.Column("parameters", sa.JSON, nullable=False, default=dict),
    sa.Column("figures", sa.JSON, nullable=False, default=dict),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    sa.Column("program", sa.String(32), nullable=False),
    sa.UniqueConstraint("project_id", "id"),
    sa.UniqueConstraint("project_id", "number"),
)

suggestion = sa.Table(
    "suggestion",
    metadata,
    id_column(),
    project_column(),
    sa.Column("source_id", Id, nullable=False),
    sa.Column("text_version", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("code_id", Id, nullable=False),
    # Who saw it.
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("method", sa.String(16), nullable=False),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("shown", sa.Boolean, nullable=False),
    sa.Column("blind", sa.Boolean, nullable=False),
    sa.Column("model_id", Id),
    sa.Column("codebook", sa.Integer, nullable=False),
    sa.Column("reason", sa.JSON, nullable=False, default=dict),
    # The scores of all codes, on the first of a segment's rows only.
    sa.Column("scores", sa.JSON, nullable=False, default=dict),
    sa.Column("shown_at", Instant, nullable=False),
    sa.Column("fate", sa.String(16)),
    sa.Column("fate_at", Instant),
    sa.Column("seconds", sa.Float),
    sa.Column("coding_id", Id),
    sa.Column("given", sa.JSON, nullable=False, default=list),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("source", "source_id"),
    within("code", "code_id"),
    within("model", "model_id"),
    within("coding", "coding_id"),
    sa.CheckConstraint("fate IN ('accepted', 'rejected', 'changed', 'skipped')", name="fate"),
    # Of a suggestion the history keeps what was decided, not what was shown.
    info={"kept": ("id", "fate", "fate_at", "coding_id", "given")},
)
sa.Index("ix_suggestion_source", suggestion.c.project_id, suggestion.c.source_id, suggestion.c.coder_id)
sa.Index("ix_suggestion_coder", suggestion.c.project_id, suggestion.c.coder_id, suggestion.c.shown_at)

theme = sa.Table(
    "theme",
    metadata,
    id_column(),
    project_column(),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("parent_id", Id),
    sa.Column("position", sa.Integer, nullable=False, default=0),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("theme", "parent_id"),
    sa.CheckConstraint("kind IN ('category', 'theme')", name="kind"),
)

reduction = sa.Table(
    "reduction",
    metadata,
    id_column(),
    project_column(),
    sa.Column("coding_id", Id, nullable=False),
    sa.Column("decision", sa.String(16), nullable=False),
    sa.Column("into_id", Id),
    sa.Column("reason", sa.String(200), nullable=False, default=""),
    sa.Column("statement", sa.Text, nullable=False, default=""),
    sa.Column("category_id", Id),
    # What it rests on, as it was; the words of both texts are counted as they are written.
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("code_id", Id, nullable=False),
    sa.Column("words", sa.Integer, nullable=False),
    sa.Column("statement_words", sa.Integer, nullable=False),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    # Live or not: a decision taken back and made again is the same row, so that undo finds it.
    sa.UniqueConstraint("project_id", "coding_id"),
    within("coding", "coding_id"),
    within("coding", "into_id"),
    within("theme", "category_id"),
    within("code", "code_id"),
    sa.CheckConstraint("decision IN ('kept', 'merged', 'aside')", name="decision"),
)
for _name, _column in (("category", reduction.c.category_id), ("into", reduction.c.into_id)):
    sa.Index(
        f"ix_reduction_{_name}",
        reduction.c.project_id,
        _column,
        sqlite_where=_column.is_not(None),
        postgresql_where=_column.is_not(None),
    )

cell = sa.Table(
    "cell",
    metadata,
    id_column(),
    project_column(),
    sa.Column("case_id", Id, nullable=False),
    sa.Column("code_id", Id),
    sa.Column("theme_id", Id),
    sa.Column("summary", sa.Text, nullable=False, default=""),
    sa.Column("asked", sa.Boolean),
    sa.Column("rests_on", sa.JSON, nullable=False, default=list),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("cases", "case_id"),
    within("code", "code_id"),
    within("theme", "theme_id"),
    sa.CheckConstraint("(code_id IS NULL) <> (theme_id IS NULL)", name="column"),
)
for _name, _column in (("code", cell.c.code_id), ("theme", cell.c.theme_id)):
    # Live or not, as with the reduction: a cell is always the same row.
    sa.Index(
        f"ix_cell_{_name}",
        cell.c.project_id,
        cell.c.case_id,
        _column,
        unique=True,
        sqlite_where=_column.is_not(None),
        postgresql_where=_column.is_not(None),
    )

summary = sa.Table(
    "summary",
    metadata,
    id_column(),
    project_column(),
    sa.Column("source_id", Id, nullable=False),
    # Key of a field → words; question → answer; what each salient point says and rests on.
    sa.Column("texts", sa.JSON, nullable=False, default=dict),
    sa.Column("answers", sa.JSON, nullable=False, default=dict),
    sa.Column("points", sa.JSON, nullable=False, default=list),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    # Live or not, as with the reduction: a form is always the same row.
    sa.UniqueConstraint("project_id", "source_id"),
    within("source", "source_id"),
)

link = sa.Table(
    "link",
    metadata,
    id_column(),
    project_column(),
    sa.Column("this_id", Id, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("that_id", Id, nullable=False),
    sa.Column("comment", sa.Text, nullable=False, default=""),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("coding", "this_id"),
    within("coding", "that_id"),
    sa.CheckConstraint("kind IN ('supports', 'contradicts', 'explains', 'repeats')", name="kind"),
)
sa.Index("ix_link_this", link.c.project_id, link.c.this_id)
sa.Index("ix_link_that", link.c.project_id, link.c.that_id)
sa.Index("ix_link_made", link.c.project_id, link.c.made_at)

pattern = sa.Table(
    "pattern",
    metadata,
    id_column(),
    project_column(),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("because", sa.Text, nullable=False),
    # The ids of its codes; one that was removed stays, and is meant again when it comes back.
    sa.Column("codes", sa.JSON, nullable=False, default=list),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    sa.CheckConstraint("kind IN ('theme', 'cause', 'relation', 'construct')", name="kind"),
)

display = sa.Table(
    "display",
    metadata,
    id_column(),
    project_column(),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    # What it asks for: the query in words, and what narrows it beside them.
    sa.Column("text", sa.Text, nullable=False, default=""),
    sa.Column("whole", sa.String(16), nullable=False),
    sa.Column("asked", sa.JSON, nullable=False, default=dict),
    sa.Column("options", sa.JSON, nullable=False, default=dict),
    sa.Column("note", sa.Text, nullable=False, default=""),
    # Counts and prints of what it rested on when somebody last confirmed it.
    sa.Column("rests_on", sa.JSON, nullable=False, default=dict),
    sa.Column("checked_by", Id, sa.ForeignKey("coder.id")),
    sa.Column("checked_at", Instant),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
)

entry = sa.Table(
    "entry",
    metadata,
    id_column(),
    project_column(),
    sa.Column("display_id", Id, nullable=False),
    sa.Column("row_key", sa.String(200), nullable=False),
    sa.Column("column_key", sa.String(200), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("rule", sa.String(16), nullable=False),
    sa.Column("rests_on", sa.JSON, nullable=False, default=list),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    # Live or not, as with the reduction: an entry is always the same row.
    sa.UniqueConstraint("project_id", "display_id", "row_key", "column_key"),
    within("display", "display_id"),
)

concept_map = sa.Table(
    "concept_map",
    metadata,
    id_column(),
    project_column(),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
)

concept = sa.Table(
    "concept",
    metadata,
    id_column(),
    project_column(),
    sa.Column("map_id", Id, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    # The code, informant, memo or proposition; one that was removed is meant again when it comes back.
    sa.Column("of_id", Id),
    sa.Column("text", sa.String(200), nullable=False, default=""),
    sa.Column("x", sa.Integer, nullable=False),
    sa.Column("y", sa.Integer, nullable=False),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("concept_map", "map_id"),
    sa.CheckConstraint("kind IN ('code', 'case', 'memo', 'proposition', 'word')", name="kind"),
    sa.CheckConstraint("(kind = 'word') = (of_id IS NULL)", name="of"),
)
sa.Index("ix_concept_map", concept.c.project_id, concept.c.map_id)

tie = sa.Table(
    "tie",
    metadata,
    id_column(),
    project_column(),
    sa.Column("map_id", Id, nullable=False),
    sa.Column("this_id", Id, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("that_id", Id, nullable=False),
    sa.Column("word", sa.String(80), nullable=False, default=""),
    sa.Column("comment", sa.Text, nullable=False, default=""),
    # The ids of codings.
    sa.Column("evidence", sa.JSON, nullable=False, default=list),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("concept_map", "map_id"),
    within("concept", "this_id"),
    within("concept", "that_id"),
    sa.CheckConstraint("kind IN ('part', 'leads', 'supports', 'contradicts', 'associated', 'own')", name="kind"),
)
sa.Index("ix_tie_map", tie.c.project_id, tie.c.map_id)

proposition = sa.Table(
    "proposition",
    metadata,
    id_column(),
    project_column(),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    # A code; one that was removed is meant again when it comes back, as are those in the lists.
    sa.Column("indicator_id", Id),
    sa.Column("codes", sa.JSON, nullable=False, default=list),
    sa.Column("cases", sa.JSON, nullable=False, default=list),
    sa.Column("plausible", sa.Text, nullable=False, default=""),
    sa.Column("position", sa.Integer, nullable=False, default=0),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    sa.CheckConstraint("status IN ('draft', 'tentative', 'verified', 'rejected')", name="status"),
)

verdict = sa.Table(
    "verdict",
    metadata,
    id_column(),
    project_column(),
    # Without a code: of the study as a whole.
    sa.Column("code_id", Id),
    sa.Column("verdict", sa.String(40), nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("code", "code_id"),
)
# Live or not, as with the cells: there is one verdict of a thing, and a new one is a change of it.
sa.Index(
    "ix_verdict_code",
    verdict.c.project_id,
    verdict.c.code_id,
    unique=True,
    sqlite_where=verdict.c.code_id.is_not(None),
    postgresql_where=verdict.c.code_id.is_not(None),
)
sa.Index(
    "ix_verdict_study",
    verdict.c.project_id,
    unique=True,
    sqlite_where=verdict.c.code_id.is_(None),
    postgresql_where=verdict.c.code_id.is_(None),
)

advice = sa.Table(
    "advice",
    metadata,
    id_column(),
    project_column(),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("position", sa.Integer, nullable=False, default=0),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
)

ground = sa.Table(
    "ground",
    metadata,
    id_column(),
    project_column(),
    sa.Column("owner_kind", sa.String(16), nullable=False),
    sa.Column("owner_id", Id, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("on_id", Id, nullable=False),
    sa.Column("side", sa.String(16), nullable=False),
    sa.Column("weight", sa.Integer),
    sa.Column("note", sa.Text, nullable=False, default=""),
    # What it said when it was last confirmed, and the version that said it: only where that is another, it is read.
    sa.Column("print", sa.String(32), nullable=False),
    sa.Column("seen", sa.Integer, nullable=False),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    sa.CheckConstraint("side IN ('for', 'against', 'rival', 'beside')", name="side"),
)
sa.Index("ix_ground_owner", ground.c.project_id, ground.c.owner_id)
sa.Index("ix_ground_on", ground.c.project_id, ground.c.on_id)
_standing = ground.c.deleted_at.is_(None)
sa.Index(
    "ix_ground_kind",
    *(ground.c[name] for name in ("project_id", "kind", "on_id", "owner_id", "seen", "deleted_at")),
    sqlite_where=_standing,
    postgresql_where=_standing,
)

verification = sa.Table(
    "verification",
    metadata,
    id_column(),
    project_column(),
    sa.Column("proposition_id", Id, nullable=False),
    sa.Column("tactic", sa.String(32), nullable=False),
    sa.Column("options", sa.JSON, nullable=False, default=dict),
    sa.Column("result", sa.JSON, nullable=False),
    sa.Column("concludes", sa.String(16), nullable=False),
    sa.Column("note", sa.Text, nullable=False, default=""),
    # Of all it rested on; where that is another now, it is to be looked at again.
    sa.Column("print", sa.String(32), nullable=False),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("proposition", "proposition_id"),
    sa.CheckConstraint("concludes IN ('holds', 'weakens', 'refutes', 'nothing')", name="concludes"),
)
sa.Index("ix_verification_proposition", verification.c.project_id, verification.c.proposition_id)

pack = sa.Table(
    "pack",
    metadata,
    id_column(),
    project_column(),
    sa.Column("case_id", Id, nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("items", sa.JSON, nullable=False),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("cases", "case_id"),
)
sa.Index("ix_pack_case", pack.c.project_id, pack.c.case_id)

answer = sa.Table(
    "answer",
    metadata,
    id_column(),
    project_column(),
    sa.Column("case_id", Id, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("on_id", Id, nullable=False),
    sa.Column("answer", sa.String(16), nullable=False),
    sa.Column("words", sa.Text, nullable=False, default=""),
    # A plain date, as ISO writes it.
    sa.Column("day", sa.String(10), nullable=False, default=""),
    sa.Column("asker", sa.String(120), nullable=False, default=""),
    # Of the words that were shown; where they are others now, the answer is about what is no more.
    sa.Column("print", sa.String(32), nullable=False),
    sa.Column("number", sa.String(16), nullable=False, default=""),
    sa.Column("changed_kind", sa.String(16), nullable=False, default=""),
    sa.Column("changed_id", Id),
    sa.Column("changed_version", sa.Integer),
    sa.Column("change", sa.Text, nullable=False, default=""),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("cases", "case_id"),
    sa.CheckConstraint("answer IN ('agree', 'correct', 'withdraw')", name="answer"),
    sa.CheckConstraint("kind IN ('proposition', 'coding')", name="kind"),
)
sa.Index("ix_answer_case", answer.c.project_id, answer.c.case_id)
sa.Index("ix_answer_on", answer.c.project_id, answer.c.on_id)

withdrawal = sa.Table(
    "withdrawal",
    metadata,
    id_column(),
    project_column(),
    sa.Column("answer_id", Id, nullable=False),
    sa.Column("case_id", Id, nullable=False),
    sa.Column("source_id", Id, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("place", sa.String(240), nullable=False),
    sa.Column("codings", sa.JSON, nullable=False, default=list),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("answer", "answer_id"),
    within("cases", "case_id"),
    within("source", "source_id"),
)
sa.Index("ix_withdrawal_source", withdrawal.c.project_id, withdrawal.c.source_id)

section = sa.Table(
    "section",
    metadata,
    id_column(),
    project_column(),
    sa.Column("outline", sa.String(16), nullable=False),
    sa.Column("heading", sa.Text, nullable=False),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    # A text cut around the ids in it, so that a backup restored under other ids finds them.
    sa.Column("words", sa.JSON, nullable=False, default=list),
    # What of the outline it was assembled from.
    sa.Column("part", sa.String(32), nullable=False, default=""),
    sa.Column("of_id", Id),
    sa.Column("assembled", sa.Boolean, nullable=False, default=False),
    # What its fields showed when somebody last confirmed them.
    sa.Column("showed", sa.JSON, nullable=False, default=list),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    sa.CheckConstraint("outline IN ('thesis', 'article')", name="outline"),
)
sa.Index("ix_section_place", section.c.project_id, section.c.outline, section.c.place)

freeze = sa.Table(
    "freeze",
    metadata,
    id_column(),
    project_column(),
    sa.Column("outline", sa.String(16), nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("why", sa.Text, nullable=False, default=""),
    # What the report rested on and showed; by names and keys, without the words of informants.
    sa.Column("manifest", sa.JSON, nullable=False),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    sa.CheckConstraint("outline IN ('thesis', 'article')", name="outline"),
    # The manifest is long, and never changes.
    info={"kept": ("id", "outline", "language", "why", "coder_id", "made_at")},
)
sa.Index("ix_freeze_made", freeze.c.project_id, freeze.c.made_at)

review = sa.Table(
    "review",
    metadata,
    id_column(),
    project_column(),
    sa.Column("coding_id", Id, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    # What it was said of, as that was.
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("code_id", Id, nullable=False),
    sa.Column("status", sa.String(16)),
    sa.Column("limited", sa.Boolean, nullable=False, default=False),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    # Live or not, as with the reduction: what is said of a coding is always the same row.
    sa.UniqueConstraint("project_id", "coding_id"),
    within("coding", "coding_id"),
    within("code", "code_id"),
    sa.CheckConstraint("state IN ('draft', 'discuss', 'revise', 'accepted')", name="state"),
)

thread = sa.Table(
    "thread",
    metadata,
    id_column(),
    project_column(),
    sa.Column("on_id", Id, nullable=False),
    sa.Column("about", sa.String(16), nullable=False),
    # What it is about, as that was when the thread was begun.
    sa.Column("said", sa.Text, nullable=False, default=""),
    sa.Column("question", sa.Boolean, nullable=False, default=False),
    sa.Column("settled", sa.Boolean, nullable=False, default=False),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    sa.CheckConstraint("about IN ('coding', 'proposition', 'code', 'source')", name="about"),
)
sa.Index("ix_thread_on_id", thread.c.project_id, thread.c.on_id)

comment = sa.Table(
    "comment",
    metadata,
    id_column(),
    project_column(),
    sa.Column("thread_id", Id, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    # The ids of the people it names.
    sa.Column("mentions", sa.JSON, nullable=False, default=list),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("thread", "thread_id"),
)
sa.Index("ix_comment_thread", comment.c.project_id, comment.c.thread_id, comment.c.made_at)

visit = sa.Table(
    "visit",
    metadata,
    id_column(),
    project_column(),
    sa.Column("rev", sa.BigInteger, nullable=False),
    sa.Column("discussed", sa.Text, nullable=False, default=""),
    sa.Column("agreed", sa.Text, nullable=False, default=""),
    sa.Column("to_do", sa.Text, nullable=False, default=""),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
)
sa.Index("ix_visit_coder", visit.c.project_id, visit.c.coder_id, visit.c.made_at)

signoff = sa.Table(
    "signoff",
    metadata,
    id_column(),
    project_column(),
    sa.Column("milestone", sa.String(16), nullable=False),
    # Part of the work → how many things it had, and their print.
    sa.Column("contents", sa.JSON, nullable=False),
    sa.Column("print", sa.String(64), nullable=False),
    sa.Column("rev", sa.BigInteger, nullable=False),
    sa.Column("note", sa.Text, nullable=False, default=""),
    sa.Column("by_file", sa.Boolean, nullable=False, default=False),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
)
sa.Index("ix_signoff_made", signoff.c.project_id, signoff.c.made_at)

sample = sa.Table(
    "sample",
    metadata,
    id_column(),
    project_column(),
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("each", sa.Integer, nullable=False),
    # Codings by their ids, each with what it was drawn for.
    sa.Column("drawn", sa.JSON, nullable=False),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
)
sa.Index("ix_sample_made", sample.c.project_id, sample.c.made_at)

agreement = sa.Table(
    "agreement",
    metadata,
    id_column(),
    project_column(),
    sa.Column("unit", sa.String(16), nullable=False),
    sa.Column("layers", sa.JSON, nullable=False),
    # The codings of the layers as they were, with the versions and places that were compared.
    sa.Column("material", sa.JSON, nullable=False),
    sa.Column("figures", sa.JSON, nullable=False),
    sa.Column("note", sa.Text, nullable=False, default=""),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    sa.CheckConstraint("unit IN ('turn', 'sentence', 'paragraph', 'span')", name="unit"),
    # What was compared is long, and never changes.
    info={"kept": ("id", "unit", "layers", "note", "coder_id", "made_at")},
)
sa.Index("ix_agreement_made", agreement.c.project_id, agreement.c.made_at)

adjudication = sa.Table(
    "adjudication",
    metadata,
    id_column(),
    project_column(),
    sa.Column("agreement_id", Id, nullable=False),
    sa.Column("source_id", Id, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    # The codings that differ: there is one decision on them.
    sa.Column("about", sa.JSON, nullable=False),
    sa.Column("choice", sa.String(16), nullable=False),
    sa.Column("reason", sa.Text, nullable=False, default=""),
    # The code into whose note the reason was written as a rule.
    sa.Column("rule_id", Id),
    sa.Column("first_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("second_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    # The codings that it made in the agreed layer.
    sa.Column("made", sa.JSON, nullable=False, default=list),
    sa.Column("coder_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    *kept_columns(),
    sa.UniqueConstraint("project_id", "id"),
    within("agreement", "agreement_id"),
    within("source", "source_id"),
    sa.CheckConstraint("choice IN ('first', 'second', 'new', 'both', 'unresolved')", name="choice"),
)
sa.Index("ix_adjudication_agreement", adjudication.c.project_id, adjudication.c.agreement_id)

event = sa.Table(
    "event",
    metadata,
    id_column(),
    project_column(),
    sa.Column("rev", sa.BigInteger, nullable=False),
    sa.Column("actor_id", Id, sa.ForeignKey("coder.id"), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("verb", sa.String(32), nullable=False),
    # Where it was done, so that undo can keep to it: a source, or a concept map.
    sa.Column("source_id", Id),
    sa.Column("op_id", Id),
    sa.Column("undoes", Id, sa.ForeignKey("event.id"), unique=True),
    sa.Column("changes", sa.JSON, nullable=False),
    sa.UniqueConstraint("project_id", "rev"),
    sa.UniqueConstraint("project_id", "actor_id", "op_id"),
)
sa.Index("ix_event_source", event.c.project_id, event.c.source_id, event.c.rev)
sa.Index("ix_event_actor", event.c.project_id, event.c.actor_id, event.c.rev)

ENTITIES: dict[str, sa.Table] = {
    table.name: table
    for table in (
        project,
        cases,
        attribute,
        source,
        speaker,
        turn,
        code,
        coding,
        example,
        code_split,
        code_choice,
        memo,
        finished,
        assignment,
        keyword,
        suggestion,
        theme,
        reduction,
        cell,
        link,
        pattern,
        summary,
        display,
        entry,
        concept_map,
        concept,
        tie,
        proposition,
        verdict,
        advice,
        ground,
        verification,
        section,
        pack,
        answer,
        withdrawal,
        freeze,
        review,
        thread,
        comment,
        visit,
        signoff,
        sample,
        agreement,
        adjudication,
    )
}
"""What the history can name, take back and do again."""
