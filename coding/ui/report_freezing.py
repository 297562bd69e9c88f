"""Frozen reports: one is made with all it rests on; of each, who froze it, when and why, and what has changed since."""

import re
from dataclasses import dataclass, replace
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import LANGUAGES, Freeze, Language, Outline, Project
from coding.report.manifest import Differs
from coding.ui import audit, session, telling
from coding.ui.report_making import making
from coding.ui.words import LANGUAGES as LANGUAGE_NAMES
from coding.ui.words import N_, _, moment, ngettext, number, plain
from coding.workbench import Actor
from coding.workbench.freezing import changed_since, freeze_manifest, freeze_report, list_freezes
from coding.workbench.reporting import Annexes
from coding.workbench.sections import spell

MADE, WANTED, SEEN = "freeze-made", "freeze-wanted", "freeze-seen"
ZIP, JSON = "application/zip", "application/json"
OUTLINES: dict[Outline, str] = {"thesis": N_("Thesis"), "article": N_("Article")}

MOST = 30
"""So many differences are told; the rest is counted."""

_PRINT = re.compile(r" ?#[0-9a-f]{16}$")
"""What a manifest has where it keeps only the print of words."""

GONE: dict[str, str] = {
    "source": N_("Source “{name}” is gone."),
    "code": N_("Code {name} is gone."),
    "coder": N_("{name} is no longer among the coders."),
    "table": N_("Table “{name}” is gone."),
    "figure": N_("Figure “{name}” is gone."),
    "row": N_("Table “{name}”: the row “{old}” is gone."),
    "text": N_("There is no longer any text under “{name}”."),
    "field": N_("The field {name} is gone; it showed {old}."),
    "model": N_("There is no longer a classifier."),
}
NEW: dict[str, str] = {
    "source": N_("Source “{name}” is new."),
    "code": N_("Code {name} is new."),
    "coder": N_("{name} is new among the coders."),
    "table": N_("Table “{name}” is new."),
    "figure": N_("Figure “{name}” is new."),
    "row": N_("Table “{name}”: the row “{new}” is new."),
    "text": N_("There is new text under “{name}”."),
    "field": N_("The field {name} is new; it shows {new}."),
    "model": N_("There is a classifier now."),
}
OTHER: dict[str, str] = {
    "source": N_("Source “{name}” has another text."),
    "code": N_("Code {name} reads differently."),
    "coder": N_("Codings of {name}: {old} → {new}"),
    "column": N_("Table “{name}” has other columns."),
    "cell": N_("“{name}”, {where}: {old} → {new}"),
    "text": N_("Under “{name}”: {old} → {new}"),
    "field": N_("{name}: {old} → {new}"),
    "model": N_("The classifier is another one."),
}


@dataclass(frozen=True, slots=True)
class _Made:
    """A file that was just made, for the download."""

    project: UUID
    name: str
    data: bytes


def show(actor: Actor, project: Project, outline: Outline) -> None:
    """Freezing, the file once it is made, and the frozen reports."""
    if session.may("freeze"):
        _choose(actor, project, outline)
    made: _Made | None = st.session_state.get(MADE)
    if made is not None and made.project == project.id:
        st.download_button(
            _("Download {format}").format(format="ZIP"),
            made.data,
            made.name,
            ZIP,
            icon=":material/download:",
            type="primary",
            on_click="ignore",
            key="freeze-download",
        )
        st.caption(_("Keep this file: the project keeps the manifest, not the report itself."))
    there = list_freezes(actor, project.id)
    if not there:
        st.info(_("No report has been frozen yet. Freeze one when you hand it in, so that others can check it."))
    names = {one.coder.id: one.coder.name for one in workbench.members(actor, project.id)}
    for one in there:
        _one(actor, project, one, names)


def _choose(actor: Actor, project: Project, outline: Outline) -> None:
    st.caption(
        _(
            "Freezing gives the report, its tables and a manifest of all they rest on, and notes who did so, when and "
            "why. Later you see here what has changed since."
        )
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        why = st.text_input(_("Why"), placeholder=_("For whom, for which occasion"), max_chars=300, key="freeze-why")
        language: Language = st.segmented_control(
            _("Language of the report"),
            LANGUAGES,
            default=project.language,
            format_func=lambda one: LANGUAGE_NAMES[one],
            required=True,
            key="freeze-language",
        )
        st.button(_("Freeze the report"), type="primary", icon=":material/ac_unit:", on_click=_want)
    with st.container(horizontal=True):
        transcripts = st.toggle(_("With the transcripts by numbered lines"), key="freeze-transcripts")
        trail = st.toggle(_("With the whole audit trail"), key="freeze-trail")
    if st.session_state.pop(WANTED, False):
        annexed = Annexes(transcripts, audit.trail_of(actor, project) if trail else None)
        _freeze(actor, project, outline, language, why, annexed)


def _want() -> None:
    st.session_state.pop(MADE, None)
    st.session_state[WANTED] = True


def _freeze(actor: Actor, project: Project, outline: Outline, language: Language, why: str, annexed: Annexes) -> None:
    advance = making("freeze-cancel")
    try:
        made = freeze_report(
            actor,
            project.id,
            outline=outline,
            language=language,
            why=why.strip(),
            annexed=annexed,
            progress=advance,
        )
    except CodingError as problem:
        telling.show(problem)
        return
    st.session_state[MADE] = _Made(project.id, f"{project.name} - {_('Report')}.zip", made.archive)
    st.rerun()


def _one(actor: Actor, project: Project, one: Freeze, names: dict[UUID, str]) -> None:
    assert one.made_at
    with st.container(border=True):
        who = names.get(one.coder, "?") if one.coder else "?"
        facts = (moment(one.made_at, project.time_zone), who, _(OUTLINES[one.outline]), LANGUAGE_NAMES[one.language])
        st.markdown(f"**{plain(' · '.join(facts))}**")
        if one.why:
            st.text(one.why)
        with st.container(horizontal=True):
            if st.button(_("What has changed since"), icon=":material/difference:", key=f"since-{one.id}"):
                st.session_state[SEEN] = one.id
            st.download_button(
                _("Manifest"),
                lambda: freeze_manifest(actor, project.id, one.id),
                f"{project.name} - manifest.json",
                JSON,
                icon=":material/download:",
                on_click="ignore",
                key=f"manifest-{one.id}",
            )
        if st.session_state.get(SEEN) == one.id:
            _since(actor, project, one)


def _since(actor: Actor, project: Project, one: Freeze) -> None:
    """What has changed, in words; worked out once a state of the project."""
    try:
        with st.spinner(_("Making the tables again …")):
            found = changed_since(actor, project.id, one.id, trail=audit.trail_of(actor, project))
    except CodingError as problem:
        telling.show(problem)
        return
    if not found:
        st.success(_("Nothing: made again, the report says the same."), icon=":material/check:")
        return
    many = ngettext("{n} difference", "{n} differences", len(found)).format(n=number(len(found)))
    shown = [
        replace(each, name=spell(actor, project.id, each.name)) if each.kind == "field" else each
        for each in found[:MOST]
    ]
    told = [f"- {plain(sentence(each))}" for each in shown]
    if len(found) > MOST:
        left = len(found) - MOST
        rest = ngettext("and {n} more", "and {n} more", left).format(n=number(left))
        told.append(f"- {plain(rest)}")
    st.markdown("\n".join((f"**{plain(many)}**", "", *told)))


def sentence(one: Differs) -> str:
    """A difference in words; of words that a manifest has only the print of it says that they are others."""
    known = GONE if one.new is None else NEW if one.old is None else OTHER
    old, new = _shown(one.old), _shown(one.new)
    return _(known[one.kind]).format(name=one.name, where=one.where, old=old, new=new)


def _shown(value: str | None) -> str:
    """A value on one line; where a manifest has only the print of words, what stands before it."""
    lines = [_PRINT.sub("", line) or _("other words") for line in (value or "").split("\n") if line]
    return "; ".join(dict.fromkeys(lines)) or "–"
