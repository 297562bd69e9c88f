"""The list of sources: how far each is read, its codings, its finished mark; and the facts that can be corrected."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from coding import workbench
from coding.model import KINDS, LANGUAGES, SPEAKER_ROLES, SourceSummary, Speaker
from coding.ui import again, correction, erasing, keeping, looks, printing, repair, review_talks, session
from coding.ui.preview import KIND_NAMES, LANGUAGE_NAMES, ROLE_NAMES, translated
from coding.ui.words import _, ngettext, number, plain
from coding.workbench import Actor

ALL_AT_ONCE = 20
"""So many rows are shown without a scroll bar of their own."""


def show(actor: Actor, project: UUID, there: Sequence[SourceSummary]) -> None:
    """The table with a filter by kind; a chosen row opens beneath it."""
    rows = _of_kinds(there)
    cases = {case.id: case.key for case in workbench.list_cases(actor, project)}
    event = st.dataframe(
        pd.DataFrame([_row(one, cases) for one in rows]),
        hide_index=True,
        width="stretch",
        height="content" if len(rows) <= ALL_AT_ONCE else 560,
        on_select="rerun",
        selection_mode="single-row",
        key="sources",
        column_config={
            "name": st.column_config.TextColumn(_("Name")),
            "kind": _("Kind"),
            "language": _("Language"),
            "case": _("Informant"),
            "words": st.column_config.NumberColumn(_("Words"), format="localized"),
            "read": st.column_config.ProgressColumn(_("Read"), min_value=0, max_value=100, format="%d%%"),
            "codings": st.column_config.NumberColumn(_("Codings"), format="localized"),
            "finished": st.column_config.CheckboxColumn(_("Finished")),
        },
    )
    chosen: list[int] = event["selection"]["rows"]
    if chosen and chosen[0] < len(rows):
        _one(actor, project, rows[chosen[0]], cases)
    else:
        st.caption(_("Choose a row (by keys: Shift+Space) to open a source or to correct its facts."))


def _of_kinds(there: Sequence[SourceSummary]) -> list[SourceSummary]:
    kinds = [kind for kind in KINDS if any(one.kind == kind for one in there)]
    if len(kinds) < 2:
        return list(there)
    counts = {kind: sum(one.kind == kind for one in there) for kind in kinds}
    wanted = st.pills(
        _("Kind"),
        kinds,
        selection_mode="multi",
        format_func=lambda kind: f"{_(KIND_NAMES[kind])} {number(counts[kind])}",
        label_visibility="collapsed",
        key="sources-kinds",
    )
    return [one for one in there if not wanted or one.kind in wanted]


def _row(one: SourceSummary, cases: dict[UUID, str]) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": _(KIND_NAMES[one.kind]),
        "language": _(LANGUAGE_NAMES[one.language]),
        "case": cases.get(one.case, "") if one.case else "",
        "words": one.words,
        "read": round(100 * one.read_to / one.characters) if one.characters else 0,
        "codings": one.codings,
        "finished": one.finished,
    }


def _one(actor: Actor, project: UUID, one: SourceSummary, cases: dict[UUID, str]) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.subheader(plain(one.name), width="content")
            if st.button(_("Code this source"), type="primary", icon=":material/ink_highlighter:"):
                st.switch_page("pages/tagging.py", query_params={"source": one.name})
        st.page_link(
            "pages/reduction.py",
            label=_("Summary form"),
            icon=":material/description:",
            query_params={"project": str(project), "view": "forms", "source": one.name},
        )
        words = ngettext("{n} word", "{n} words", one.words).format(n=number(one.words))
        lines = ngettext("{n} line", "{n} lines", one.lines).format(n=number(one.lines))
        turns = ngettext("{n} turn", "{n} turns", one.turns).format(n=number(one.turns))
        st.caption(plain(" · ".join([words, lines, turns, one.format])))
        if one.codings:
            st.page_link(
                "pages/excerpts.py",
                label=plain(ngettext("{n} coding", "{n} codings", one.codings).format(n=number(one.codings))),
                icon=":material/format_quote:",
                query_params={"project": str(project), "source": one.name},
            )
        with st.expander(_("Header")):
            _header(actor, project, one)
        if session.may("edit_source"):
            _facts(actor, project, one, cases)
            _speakers(actor, project, one.id, cases)
        correction.versions(actor, project, one.id)
        with st.container(horizontal=True):
            printing.source(actor, project, one.id, one.name)
            correction.offer(actor, project, one.id)
            again.offer(one)
            repair.offer(one.id)
            review_talks.link(project, "source", one.id)
            if session.may("remove_source"):
                _remove(actor, project, one)
            erasing.source(actor, project, one.id, one.name)


def _facts(actor: Actor, project: UUID, one: SourceSummary, cases: dict[UUID, str]) -> None:
    what = f"source-{one.id}"
    keeping.show_kept(what)
    key, one = keeping.form(what, one)
    with st.form(f"{key}-form", border=False):
        first, second, third, fourth, fifth = st.columns([3, 2, 2, 2, 1], vertical_alignment="bottom")
        name = first.text_input(_("Name"), one.name, key=key)
        kind = second.selectbox(_("Kind"), KINDS, KINDS.index(one.kind), format_func=partial(translated, KIND_NAMES))
        language = third.selectbox(
            _("Language"),
            LANGUAGES,
            LANGUAGES.index(one.language),
            format_func=partial(translated, LANGUAGE_NAMES),
        )
        case = fourth.text_input(_("Informant"), cases.get(one.case, "") if one.case else "").strip()
        if fifth.form_submit_button(_("Save")):

            def change() -> None:
                tied = workbench.case_for(actor, project, case, {}).id if case else None
                workbench.edit_source(
                    actor, project, one.id, version=one.version, name=name, kind=kind, language=language, case=tied
                )

            keeping.save(what, {_("Name"): name, _("Informant"): case}, change)


def _header(actor: Actor, project: UUID, one: SourceSummary) -> None:
    """What stands above the text, such as the date and the place: names on the left, what they say on the right."""
    if not session.may("edit_source"):
        looks.table([], one.header.items())
        return
    what = f"header-{one.id}"
    keeping.show_kept(what)
    key, one = keeping.form(what, one)
    with st.form(f"{key}-form", border=False):
        edited = st.data_editor(
            pd.DataFrame(one.header.items(), columns=["name", "value"], dtype=str),
            key=key,
            hide_index=True,
            num_rows="dynamic",
            width="stretch",
            column_config={"name": st.column_config.TextColumn(_("Field")), "value": _("Says")},
        )
        st.caption(_("A field “Tanggal” or “Date” is the day of the interview: time-ordered displays follow it."))
        if st.form_submit_button(_("Save the header")):
            typed = ((keeping.typed(row["name"]), keeping.typed(row["value"])) for _at, row in edited.iterrows())
            header = {name: value for name, value in typed if name}

            def change() -> None:
                workbench.edit_source(actor, project, one.id, version=one.version, header=header)

            keeping.save(what, header, change)


def _speakers(actor: Actor, project: UUID, source: UUID, cases: dict[UUID, str]) -> None:
    """Who speaks, in which role, and which informant that is; saved as it is typed."""
    widget = f"voices-{source}"

    def begin() -> tuple[pd.DataFrame, dict[str, Speaker]]:
        found = workbench.list_speakers(actor, project, source)
        return _voices(found, cases), {one.label: one for one in found}

    table, voices = keeping.steady(widget, begin)
    if not voices:
        return
    edited = st.data_editor(
        table,
        key=widget,
        hide_index=True,
        disabled=["label"],
        column_config={
            "label": _("Speaker"),
            "role": st.column_config.SelectboxColumn(
                _("Role"), options=list(SPEAKER_ROLES), format_func=partial(translated, ROLE_NAMES), required=True
            ),
            "case": st.column_config.TextColumn(_("Informant")),
        },
    )
    for _at, row in edited.iterrows():
        voice, key = voices[row["label"]], keeping.typed(row["case"])
        tied = workbench.case_for(actor, project, key, {}).id if key else None
        if voice.id and (row["role"], tied) != (voice.role, voice.case):
            workbench.edit_speaker(actor, project, source, voice.id, {"role": row["role"], "case": tied})
            voices[voice.label] = replace(voice, role=row["role"], case=tied)


def _voices(voices: Iterable[Speaker], cases: Mapping[UUID, str]) -> pd.DataFrame:
    rows = [(one.label, one.role, cases.get(one.case, "") if one.case else "") for one in voices]
    return pd.DataFrame(rows, columns=["label", "role", "case"])


def _remove(actor: Actor, project: UUID, one: SourceSummary) -> None:
    with st.popover(_("Remove"), icon=":material/delete:"):
        st.write(plain(_("Remove “{name}” with its {n} codings?").format(name=one.name, n=number(one.codings))))
        st.caption(_("The history keeps it: “Undo” brings it back."))
        if st.button(_("Remove this source")):
            workbench.remove_source(actor, project, one.id)
            st.rerun()
