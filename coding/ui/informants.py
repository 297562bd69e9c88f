"""Informants: who they are, what is noted about them, and what the labels mean. Saved as it is typed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pandas as pd
import streamlit as st

from coding import workbench
from coding.errors import CodingError, Conflict
from coding.model import Attribute, Case, SourceSummary
from coding.ui import informants_table, keeping, looks, session
from coding.ui.informants_table import TABLE
from coding.ui.words import N_, _, plain, tell
from coding.workbench import Actor

USUAL = {
    "jenis": N_("Kind of informant"),
    "jabatan": N_("Position"),
    "instansi": N_("Agency"),
    "tanggal": N_("Date"),
    "tempat": N_("Place"),
}
"""What a study usually notes about an informant; every project may note more."""

KIND = "jenis"
FACT = "fact:"
KINDS = "kinds-of-informants"


def show(actor: Actor, project: UUID, there: Sequence[SourceSummary]) -> None:
    """The table of informants with one column a fact; the labels of their kinds, and how to add and remove."""
    cases = workbench.list_cases(actor, project)
    attributes = workbench.list_attributes(actor, project)
    may = session.may("edit_cases")
    if cases:
        _table(actor, project, cases, columns(cases, attributes), there, may)
    else:
        st.write(_("No informants yet. They are found in the transcripts, or added here."))
    if not may:
        return
    with st.container(horizontal=True):
        _add(actor, project)
        _more_facts(actor, project)
        if cases:
            _remove(actor, project, cases)
    informants_table.show(actor, workbench.project(actor, project), columns(cases, attributes))
    _meanings(actor, project, cases, attributes)


def columns(cases: Sequence[Case], attributes: Sequence[Attribute]) -> dict[str, str]:
    """Key → name of every fact: the usual ones, those the project defines, and those that some informant has."""
    named = {one.key: one.name for one in attributes if one.name}
    keys = dict.fromkeys([*USUAL, *named, *(key for case in cases for key in case.attributes)])
    return {key: named.get(key) or (_(USUAL[key]) if key in USUAL else key.capitalize()) for key in keys}


def _table(
    actor: Actor,
    project: UUID,
    cases: Sequence[Case],
    facts: Mapping[str, str],
    there: Sequence[SourceSummary],
    may: bool,
) -> None:
    widget = f"{keeping.anew(TABLE)}-{project}-{len(cases)}-{len(facts)}"
    table, known = keeping.steady(widget, lambda: (frame(cases, facts, there), {case.id: case for case in cases}))
    config: dict[str, Any] = {
        "key": st.column_config.TextColumn(_("Code"), required=True, width=80),
        "name": st.column_config.TextColumn(_("Name"), width="medium"),
        "sources": st.column_config.TextColumn(_("Sources")),
    }
    config |= {FACT + key: st.column_config.TextColumn(name) for key, name in facts.items()}
    edited = st.data_editor(
        table,
        key=widget,
        hide_index=True,
        width="stretch",
        height="content",
        disabled=["sources"] if may else True,
        column_config=config,
    )
    changed = changes(edited, known)
    if may and changed:
        _save(actor, project, changed, known)
    elif may:
        st.caption(_("Click twice into a field to change it. What you type is saved at once."))


def frame(cases: Sequence[Case], facts: Mapping[str, str], there: Sequence[SourceSummary]) -> pd.DataFrame:
    """One row a case, indexed by its id."""
    rows = [
        {
            "key": case.key,
            "name": case.name,
            **{FACT + key: case.attributes.get(key, "") for key in facts},
            "sources": ", ".join(one.name for one in there if one.case == case.id),
        }
        for case in cases
    ]
    return pd.DataFrame(rows, index=[str(case.id) for case in cases])


def changes(edited: pd.DataFrame, known: Mapping[UUID, Case]) -> list[Case]:
    """The cases that differ from what this screen knows of them."""
    changed = []
    for index, row in edited.iterrows():
        case = known[UUID(str(index))]
        said = {str(name): keeping.typed(value) for name, value in row.items()}
        facts = {name.removeprefix(FACT): value for name, value in said.items() if name.startswith(FACT) and value}
        now = replace(case, key=said["key"], name=said["name"], attributes=facts)
        if (now.key, now.name, facts) != (case.key, case.name, {k: v for k, v in case.attributes.items() if v}):
            changed.append(now)
    return changed


def _save(actor: Actor, project: UUID, changed: Sequence[Case], known: dict[UUID, Case]) -> None:
    """Store what was typed; what can't be stored stays in the table, with the reason beneath."""
    stored = workbench.list_cases(actor, project)
    try:
        workbench.put_cases(actor, project, changed)
    except Conflict as problem:
        st.warning(plain(tell(problem)))
        looks.table([_("Informant"), _("Field"), _("Theirs"), _("Yours")], beside(stored, changed))
        st.button(_("Read it again"), on_click=keeping.begin_anew, args=(TABLE,))
    except CodingError as problem:
        st.error(plain(tell(problem)))
    else:
        known |= {case.id: replace(case, version=case.version + 1) for case in changed}
        st.caption(_("Saved."))


def beside(stored: Sequence[Case], mine: Sequence[Case]) -> list[tuple[str, str, str, str]]:
    """Where what is stored and what was typed differ: informant, field, theirs, mine."""
    there = {case.id: case for case in stored}
    differ = []
    for case in mine:
        theirs = there.get(case.id, Case(case.id, ""))
        old = {_("Code"): theirs.key, _("Name"): theirs.name, **theirs.attributes}
        new = {_("Code"): case.key, _("Name"): case.name, **case.attributes}
        names = dict.fromkeys([*old, *new])
        differ += [
            (case.key, name, old.get(name, ""), new.get(name, ""))
            for name in names
            if old.get(name, "") != new.get(name, "")
        ]
    return differ


def _add(actor: Actor, project: UUID) -> None:
    with st.popover(_("Add an informant"), icon=":material/person_add:"), st.form("new-case", border=False):
        key = st.text_input(_("Code"), placeholder="IK-01")
        name = st.text_input(_("Name"), help=_("A pseudonym or initials; leave it empty if you like."))
        if st.form_submit_button(_("Add"), type="primary"):
            workbench.put_cases(actor, project, [Case(uuid4(), key.strip(), name.strip())])
            st.rerun()


def _more_facts(actor: Actor, project: UUID) -> None:
    symbol = ":material/add_column_right:"
    with st.popover(_("Note something more"), icon=symbol), st.form("new-fact", clear_on_submit=True, border=False):
        name = st.text_input(_("What is noted about each informant"), placeholder=_("Age, education, …"))
        if st.form_submit_button(_("Add"), type="primary"):
            key = "_".join(name.casefold().split())
            workbench.put_attributes(actor, project, [Attribute(uuid4(), key, name.strip())])
            st.rerun()


def _remove(actor: Actor, project: UUID, cases: Sequence[Case]) -> None:
    with st.popover(_("Remove"), icon=":material/delete:"):
        names = {case.id: f"{case.key} {case.name}".strip() for case in cases}
        chosen = st.selectbox(_("Informant"), list(names), format_func=names.__getitem__)
        st.caption(_("Transcripts and codings stay. The history keeps it: “Undo” brings it back."))
        if st.button(_("Remove this informant")) and chosen:
            workbench.remove_case(actor, project, chosen)
            st.rerun()


def _meanings(actor: Actor, project: UUID, cases: Sequence[Case], attributes: Sequence[Attribute]) -> None:
    """The labels of the kind of informant, each with its definition: one line a label."""
    what = f"{KINDS}-{project}"
    key, found = keeping.form(what, next((one for one in attributes if one.key == KIND), None))
    labels = dict(found.labels) if found else {}
    for case in cases:
        if case.attributes.get(KIND):
            labels.setdefault(case.attributes[KIND], "")
    keeping.show_kept(what)
    with st.expander(_("What the kinds of informants mean")), st.form("labels", border=False):
        typed = st.text_area(
            _("One kind a line, its definition behind a colon"),
            "\n".join(f"{label}: {meaning}".rstrip() for label, meaning in labels.items()),
            placeholder=_("key: leads or manages what is studied"),
            height="content",
            key=key,
        )
        if st.form_submit_button(_("Save")):
            one = found or Attribute(uuid4(), KIND, _(USUAL[KIND]))
            changed = [replace(one, labels=meanings(typed))]
            version = found.version if found else None
            act = partial(workbench.put_attributes, actor, project, changed, version=version)
            keeping.save(what, {_("What the kinds of informants mean"): typed}, act)


def meanings(typed: str) -> dict[str, str]:
    """Label → definition, from lines `label: definition`."""
    lines = (line.partition(":") for line in typed.splitlines() if line.strip(" :"))
    return {label.strip(): meaning.strip() for label, _colon, meaning in lines if label.strip()}
