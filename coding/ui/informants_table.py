"""Informants from a table: what it would change is shown first, new ones come in only where they are ticked."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import Project
from coding.ui import keeping, looks, table_file
from coding.ui.words import _, ngettext, number, plain, tell
from coding.workbench import Actor, CaseLine, CaseTable

NAME = TABLE = "informants"
"""Of the file, and of the table on the page that shows what is stored."""

TICKED, CODE = "ticked", "code"


def show(actor: Actor, project: Project, names: dict[str, str]) -> None:
    """The field for the file, then its preview; `names` are those of the facts on screen."""
    with st.expander(_("Bring in a table of informants"), icon=":material/upload_file:"):
        rows = table_file.given(NAME, project)
        if rows is None:
            st.caption(
                _("One column holds the codes of the informants, every other a fact about them. Nothing is stored yet.")
            )
            return
        try:
            table = workbench.read_case_table(actor, project.id, rows)
        except CodingError as problem:
            st.error(plain(tell(problem)))
            return
        for notice in table.notices:
            st.warning(plain(tell(notice)))
        _preview(actor, project, table, names)


def _preview(actor: Actor, project: Project, table: CaseTable, names: dict[str, str]) -> None:
    named = {**names, **{one.key: one.name for one in table.attributes}}
    changed = [one for one in table.lines if one.before and one.changes()]
    new = [one for one in table.lines if one.before is None]
    if changed:
        looks.label(_("What changes"))
        looks.table([_("Informant"), _("Field"), _("Before"), _("After")], changes(changed, named), tight=[0])
    ticked = _choose(new, named) if new else []
    count = len(changed) + len(ticked)
    if not changed and not new:
        st.text(_("Everything in this table is here already."))
    told = ngettext("Take over {n} informant", "Take over {n} informants", count).format(n=number(count))
    with st.container(horizontal=True):
        if st.button(told, type="primary", disabled=not count, key="take-cases"):
            workbench.take_cases(actor, project.id, table, ticked)
            table_file.put_away(NAME)
            keeping.begin_anew(TABLE)
            st.rerun()
        st.button(_("Put away"), on_click=table_file.put_away, args=(NAME,), key="put-away-cases")


def changes(lines: Sequence[CaseLine], names: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """Informant, field, before and after of everything that would change."""
    return [
        (one.after.key, names.get(key) or key.capitalize() if key else _("Name"), before, after)
        for one in lines
        for key, before, after in one.changes()
    ]


def _choose(new: Sequence[CaseLine], names: dict[str, str]) -> list[str]:
    """Those nobody knows yet, to be ticked."""
    looks.label(_("Not here yet: tick those who are informants"))
    everyone = st.checkbox(_("All of them"), key="all-cases")
    rows = [{TICKED: everyone, CODE: one.after.key, "name": one.after.name, **one.after.attributes} for one in new]
    config = {key: st.column_config.TextColumn(names.get(key) or key.capitalize()) for row in rows for key in row}
    config |= {
        TICKED: st.column_config.CheckboxColumn(_("Add"), width="small"),
        CODE: st.column_config.TextColumn(_("Code"), width="small"),
        "name": st.column_config.TextColumn(_("Name")),
    }
    edited = st.data_editor(
        pd.DataFrame(rows).fillna(""),
        hide_index=True,
        column_config=config,
        disabled=[key for key in config if key != TICKED],
        key=f"new-cases-{everyone}",
    )
    return [str(row[CODE]) for row in edited.to_dict("records") if row[TICKED]]
