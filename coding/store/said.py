"""Where words of people lie: every column that holds letters, and whether people filled it or we did.

What takes words out of a study (a withdrawal, pseudonyms, an erasure) goes by this list. A new column of letters stands
in one of the two, or a test fails.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from coding.store.columns import derived
from coding.store.tables import event, metadata


def _of(columns: str) -> frozenset[str]:
    return frozenset(columns.split())


SAID: Mapping[str, frozenset[str]] = {
    "project": _of("name settings"),
    "cases": _of("key name attributes"),
    "attribute": _of("key name labels"),
    "source": _of("name header"),
    "source_text": _of("text"),
    "speaker": _of("label"),
    "code": _of("key folded name texts stems sign"),
    "codebook": _of("content"),
    "coding": _of("quote memo origin_detail"),
    "memo": _of("title text aside"),
    "keyword": _of("words avoid"),
    "model": _of("parameters figures"),
    "suggestion": _of("reason"),
    "theme": _of("name"),
    "reduction": _of("reason statement quote"),
    "cell": _of("summary rests_on"),
    "summary": _of("texts answers points"),
    "link": _of("comment"),
    "pattern": _of("name because"),
    "display": _of("name text asked options note rests_on"),
    "entry": _of("row_key column_key text rests_on"),
    "concept_map": _of("name"),
    "concept": _of("text"),
    "tie": _of("word comment"),
    "proposition": _of("text plausible"),
    "verdict": _of("verdict rule"),
    "advice": _of("text"),
    "ground": _of("note"),
    "verification": _of("options result note"),
    "answer": _of("words asker number change"),
    "withdrawal": _of("place"),
    "section": _of("heading words showed"),
    "freeze": _of("why manifest"),
    "event": _of("changes"),
    "code_split": _of("name definition"),
    "assignment": _of("note"),
    "review": _of("quote"),
    "thread": _of("said"),
    "comment": _of("text"),
    "visit": _of("discussed agreed to_do"),
    "signoff": _of("note"),
    "agreement": _of("material note"),
    "adjudication": _of("reason"),
}
"""Columns in which anything may stand that a person said or wrote."""

KEYED: Mapping[str, frozenset[str]] = {
    "project": _of("settings"),
    "cases": _of("attributes"),
    "attribute": _of("labels"),
    "source": _of("header"),
    "summary": _of("texts answers"),
}
"""Columns of JSON whose fields people named; of all others the names of fields are ours, unless they are sentences."""

OURS: Mapping[str, frozenset[str]] = {
    # The people who work here, of all projects: not those of whom the study tells.
    "coder": _of("name folded preferences kind"),
    "member": _of("role"),
    "account": _of("login password subject"),
    "invitation": _of("digest"),
    "login": _of("digest browser"),
    "failure": _of("who"),
    "project": _of("language time_zone"),
    "source": _of("kind language format"),
    "source_text": _of("numbering layout"),
    "speaker": _of("role"),
    "code": _of("colour shortcut"),
    "coding": _of("origin status evidence page"),
    "memo": _of("kind links"),
    "keyword": _of("language"),
    "model": _of("method language layers fingerprint program"),
    "suggestion": _of("method scores fate given"),
    "theme": _of("kind"),
    "reduction": _of("decision"),
    "link": _of("kind"),
    "pattern": _of("kind codes"),
    "display": _of("kind whole"),
    "entry": _of("rule"),
    "concept": _of("kind"),
    "tie": _of("kind evidence"),
    "proposition": _of("status codes cases"),
    "ground": _of("owner_kind kind side print"),
    "verification": _of("tactic concludes print"),
    "pack": _of("language items"),
    "answer": _of("kind answer day print changed_kind"),
    "withdrawal": _of("codings"),
    "section": _of("outline part"),
    "freeze": _of("outline language"),
    "event": _of("verb"),
    "code_choice": _of("choice"),
    "assignment": _of("due unit"),
    "review": _of("state status"),
    "thread": _of("about"),
    "comment": _of("mentions"),
    "signoff": _of("milestone contents print"),
    "sample": _of("drawn"),
    "agreement": _of("unit layers figures"),
    "adjudication": _of("kind about choice made"),
    # Made anew from the texts.
    "indexed": _of("spans"),
    "term": _of("word"),
}
"""Columns of letters whose every value is ours: kinds, ids, prints, places."""


def unlisted() -> list[str]:
    """Columns of letters that stand in neither list, in both, or that there are none of."""
    there = {
        f"{table.name}.{column.name}"
        for tables in (metadata, derived)
        for table in tables.tables.values()
        for column in table.c
        if isinstance(column.type, sa.String | sa.JSON)
    }
    said = {f"{table}.{column}" for table, columns in SAID.items() for column in columns}
    ours = {f"{table}.{column}" for table, columns in OURS.items() for column in columns}
    return sorted((there ^ (said | ours)) | (said & ours))


def said_in(table: sa.Table) -> list[sa.Column[Any]]:
    """The columns of a table in which words of people may stand; those of the history are read by its own rules."""
    wanted = SAID.get(table.name, frozenset()) if table is not event else frozenset()
    return [column for column in table.c if column.name in wanted]
