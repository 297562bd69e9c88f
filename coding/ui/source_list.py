"""The list of sources: how far each is read, its codings, its finished mark; and the facts that can be corrected."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from coding import workbench
from coding.model import KINDS, LANGUAGES, SourceSummary
from coding.ui import session
from coding.ui.preview import KIND_NAMES, LANGUAGE_NAMES, ROLE_NAMES
from coding.ui.words import _, number, plain
from coding.workbench import Actor


def show(actor: Actor, project: UUID, there: Sequence[SourceSummary]) -> None:
    """The table with a filter by kind; a chosen row opens beneath it."""
    kinds = [kind for kind in KINDS if any(one.kind == kind for one in there)]
    wanted = kinds
    if len(kinds) > 1:
        wanted = st.pills(
            _("Kind"), kinds, selection_mode="multi", default=kinds, format_func=lambda kind: _(KIND_NAMES[kind])
        )
    rows = [one for one in there if one.kind in wanted]
    cases = {case.id: case.key for case in workbench.list_cases(actor, project)}
    event = st.dataframe(
        pd.DataFrame([_row(one, cases) for one in rows]),
        hide_index=True,
        width="stretch",
        on_select="rerun",
        selection_mode="single-row",
        key="sources",
        column_config={
            "read": st.column_config.ProgressColumn(_("Read"), min_value=0, max_value=100, format="%d%%"),
            "name": _("Name"),
            "kind": _("Kind"),
            "case": _("Informant"),
            "words": st.column_config.NumberColumn(_("Words")),
            "turns": st.column_config.NumberColumn(_("Turns")),
            "codings": st.column_config.NumberColumn(_("Codings")),
            "finished": st.column_config.CheckboxColumn(_("Finished")),
        },
    )
    chosen: list[int] = event["selection"]["rows"]
    if chosen and chosen[0] < len(rows):
        _one(actor, project, rows[chosen[0]], cases)
    else:
        st.caption(_("Choose a row to open a source or to correct its facts."))


def _row(one: SourceSummary, cases: dict[UUID, str]) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": _(KIND_NAMES[one.kind]),
        "case": cases.get(one.case, "") if one.case else "",
        "words": one.words,
        "turns": one.turns,
        "read": round(100 * one.read_to / one.characters) if one.characters else 0,
        "codings": one.codings,
        "finished": one.finished,
    }


def _one(actor: Actor, project: UUID, one: SourceSummary, cases: dict[UUID, str]) -> None:
    with st.container(border=True):
        st.subheader(plain(one.name))
        facts = [f"{number(one.words)} {_('words')}", f"{number(one.lines)} {_('lines')}", one.format]
        facts += [f"{name}: {value}" for name, value in one.header.items()]
        st.caption(plain(" · ".join(facts)))
        if st.button(_("Code this source"), type="primary", icon=":material/ink_highlighter:"):
            st.switch_page("pages/tagging.py", query_params={"source": one.name})
        if session.may("edit_source"):
            _facts(actor, project, one, cases)
            _speakers(actor, project, one.id, cases)
        if session.may("remove_source"):
            _remove(actor, project, one)


def _facts(actor: Actor, project: UUID, one: SourceSummary, cases: dict[UUID, str]) -> None:
    with st.form(f"facts-{one.id}", border=False):
        first, second, third, fourth = st.columns([3, 2, 2, 2])
        name = first.text_input(_("Name"), one.name)
        kind = second.selectbox(_("Kind"), KINDS, KINDS.index(one.kind), format_func=lambda kind: _(KIND_NAMES[kind]))
        language = third.selectbox(
            _("Language"),
            LANGUAGES,
            LANGUAGES.index(one.language),
            format_func=lambda language: _(LANGUAGE_NAMES[language]),
        )
        case = fourth.text_input(_("Informant"), cases.get(one.case, "") if one.case else "")
        if st.form_submit_button(_("Save")):
            tied = workbench.case_for(actor, project, case.strip(), {}).id if case.strip() else None
            workbench.edit_source(
                actor, project, one.id, version=one.version, name=name, kind=kind, language=language, case=tied
            )
            st.rerun()


def _speakers(actor: Actor, project: UUID, source: UUID, cases: dict[UUID, str]) -> None:
    voices = workbench.list_speakers(actor, project, source)
    if not voices:
        return
    roles = {_(name): role for role, name in ROLE_NAMES.items()}
    names = {role: name for name, role in roles.items()}
    table = pd.DataFrame(
        {
            "label": [voice.label for voice in voices],
            "role": [names[voice.role] for voice in voices],
            "case": [cases.get(voice.case, "") if voice.case else "" for voice in voices],
        }
    )
    edited = st.data_editor(
        table,
        key=f"voices-{source}",
        hide_index=True,
        disabled=["label"],
        column_config={
            "label": _("Speaker"),
            "role": st.column_config.SelectboxColumn(_("Role"), options=list(roles), required=True),
            "case": st.column_config.TextColumn(_("Informant")),
        },
    )
    for voice, role, case in zip(voices, edited["role"], edited["case"], strict=True):
        key = (case or "").strip()
        tied = workbench.case_for(actor, project, key, {}).id if key else None
        if voice.id and (roles[role] != voice.role or tied != voice.case):
            workbench.edit_speaker(actor, project, source, voice.id, {"role": roles[role], "case": tied})


def _remove(actor: Actor, project: UUID, one: SourceSummary) -> None:
    with st.popover(_("Remove"), icon=":material/delete:"):
        st.write(plain(_("Remove “{name}” with its {n} codings?").format(name=one.name, n=number(one.codings))))
        st.caption(_("The history keeps it: “Undo” brings it back."))
        if st.button(_("Remove this source")):
            workbench.remove_source(actor, project, one.id)
            st.rerun()
