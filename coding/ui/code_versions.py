"""What changed in the codebook: between two versions a person chooses, or since they last looked."""

from collections.abc import Mapping
from html import escape
from typing import Any
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.codebook import words_changed
from coding.model import Codebook, Project
from coding.ui import code_changes, happenings, looks
from coding.ui.words import _, number
from coding.workbench import Actor, Difference
from coding.workbench.code_history import Stamp, codebook_between, codebook_stamps

LOOKED = "codebook-looked"
_STYLE = """<style>
.cv-words { margin: .1rem 0 .6rem 1.2rem; line-height: 1.6; white-space: pre-wrap; overflow-wrap: anywhere; }
.cv-words ins { text-decoration: underline; text-underline-offset: .2em; font-weight: 600;
  background: color-mix(in srgb, #009e73 18%, transparent); }
.cv-words del { background: color-mix(in srgb, #d55e00 16%, transparent); }
.cv-list { margin: .2rem 0; padding-left: 1.2rem; line-height: 1.6; overflow-wrap: anywhere; }
</style>"""


def looked(actor: Actor, project: Project, version: int) -> int:
    """The version this person saw when they last came to the page; kept the same for the visit."""
    key = f"{LOOKED}-{project.id}"
    if key not in st.session_state:
        kept: Mapping[str, Any] = workbench.preferences(actor).get(LOOKED, {})
        st.session_state[key] = int(kept.get(str(project.id), version))
        if kept.get(str(project.id)) != version:
            workbench.prefer(actor, **{LOOKED: {**kept, str(project.id): version}})
    found: int = st.session_state[key]
    return found


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """Two versions to choose, and what changed from one to the other, words in and out marked."""
    stamps = codebook_stamps(actor, project.id)
    if not stamps:
        return
    before = looked(actor, project, book.version)
    numbers = [one.number for one in stamps]
    names = {member.coder.id: member.coder.name for member in workbench.members(actor, project.id)}
    told = {one.number: _told(one, project, names) for one in stamps}
    if 0 < before < book.version:
        st.button(_("Since I last looked"), icon=":material/visibility:", on_click=_choose, args=(before, numbers[0]))
    first, second = st.columns(2)
    older = first.selectbox(
        _("From version"),
        [*numbers[1:], 0],
        format_func=lambda one: told.get(one, _("the empty codebook")),
        key=f"codebook-from-{numbers[0]}",
    )
    newer = second.selectbox(_("to version"), numbers, format_func=told.__getitem__, key=f"codebook-to-{numbers[0]}")
    if older >= newer:
        st.text(_("Choose a later version to compare with."))
        return
    found = codebook_between(actor, project.id, older, newer)
    changes = [one for one in found.changes if one.field != "order" or one.kind != "moved"]
    ordered = sorted({one.key for one in found.changes if one.kind == "moved" and one.field == "order"})
    lines = [_line(one, found.new) for one in changes]
    if ordered:
        lines.append(f"<li>{escape(_('In another order: {codes}').format(codes=', '.join(ordered)))}</li>")
    if not lines:
        st.text(_("Nothing changed."))
        return
    st.html(f'{_STYLE}<ul class="cv-list">{"".join(lines)}</ul>')


def listed(actor: Actor, project: Project, book: Codebook) -> None:
    """The newest versions: who changed what, and when."""
    names = {member.coder.id: member.coder.name for member in workbench.members(actor, project.id)}
    looks.table(
        [_("Version"), _("Who"), _("When"), _("What")],
        [
            (
                str(one.number),
                names.get(one.by, "?"),
                happenings.when(one.at, project.time_zone),
                code_changes.summary(one.changes, book),
            )
            for one in workbench.codebook_history(actor, project.id)
        ],
        tight=[0, 1, 2],
    )


def _choose(older: int, newer: int) -> None:
    # Where there is a newer version, the choice begins anew.
    st.session_state[f"codebook-from-{newer}"] = older
    st.session_state[f"codebook-to-{newer}"] = newer


def _told(one: Stamp, project: Project, names: Mapping[UUID, str]) -> str:
    when = happenings.when(one.at, project.time_zone)
    return f"{number(one.number)} · {when} · {names.get(one.by, '?')}"


def _line(change: Difference, book: Codebook) -> str:
    sentence = escape(code_changes.sentence(change, book))
    if change.kind != "text":
        return f"<li>{sentence}</li>"
    pieces = {"same": "{}", "out": "<del>{}</del>", "in": "<ins>{}</ins>"}
    words = "".join(pieces[kind].format(escape(text)) for kind, text in words_changed(change.before, change.after))
    return f'<li>{sentence}<div class="cv-words">{words}</div></li>'
