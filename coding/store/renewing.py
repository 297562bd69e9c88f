"""A text rewritten in place gets a number of its own, so that a page opened before cannot code by old places."""

import sqlalchemy as sa

from coding.model import Source
from coding.store import sources
from coding.store.changes import Write
from coding.store.sources import Layout
from coding.store.tables import coding, suggestion


def renumber(tx: Write, one: Source, layout: Layout, words: int) -> int:
    """Give a source the text it has under the next number; whatever stands in it follows. Gives the number."""
    assert one.id
    number = sources.correct(tx, one, sentences=layout.sentences, paragraphs=layout.paragraphs, words=words)
    here = (coding.c.project_id == tx.project_id, coding.c.source_id == one.id)
    standing = (coding.c.text_version == one.text_version, coding.c.deleted_at.is_(None))
    moved = {"text_version": number, "version": coding.c.version + 1}
    tx.conn.execute(sa.update(coding).where(*here, *standing).values(moved))
    offers = (suggestion.c.project_id == tx.project_id, suggestion.c.source_id == one.id)
    decided = (suggestion.c.text_version == one.text_version, suggestion.c.fate.is_not(None))
    tx.conn.execute(sa.update(suggestion).where(*offers, *decided).values(text_version=number))
    return number
