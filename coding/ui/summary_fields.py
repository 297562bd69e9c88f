"""Which fields a summary form has: named, put in another order, added and taken out by the project itself."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import FIELD_SHAPES, FieldShape, FormField, Project
from coding.ui import keeping, telling
from coding.ui.preview import translated
from coding.ui.words import N_, _, plain
from coding.workbench import Actor, Form

SHAPES: dict[str, str] = {
    "text": N_("Words"),
    "questions": N_("An answer to each question of the guide"),
    "points": N_("Salient points"),
}


def show(actor: Actor, project: Project, form: Form) -> None:
    """The fields of this kind of form in a grid, to be changed for all sources of the kind."""
    kind = _("document summary form") if form.form == "document" else _("contact summary form")
    with st.expander(plain(_("Fields of the {form}").format(form=kind)), icon=":material/tune:"):
        what = f"summary-fields-{form.form}"
        keeping.show_kept(what)
        key, begun = keeping.form(what, form)
        st.caption(_("What is already written stays, also where a field is taken out."))
        edited = st.data_editor(
            _frame(begun.fields),
            num_rows="dynamic",
            hide_index=True,
            width="stretch",
            placeholder="",
            column_order=["no", "label", "shape"],
            column_config=_columns(),
            key=key,
        )
        with st.container(horizontal=True):
            many = _typed(edited.to_dict("records"))
            if st.button(_("Save the fields"), type="primary", disabled=many == list(begun.fields)):
                _save(actor, project, form, begun.version, what, many)
            if st.button(_("Use the usual fields")):
                _save(actor, project, form, begun.version, what, [])


def _columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "no": column.NumberColumn(_("No"), width=50, min_value=1, step=1, help=_("Another number moves the field.")),
        "label": column.TextColumn(_("Field"), width="large", max_chars=200),
        "shape": column.SelectboxColumn(
            _("Takes"), options=list(FIELD_SHAPES), format_func=partial(translated, SHAPES), width="medium"
        ),
    }


def _frame(fields: Sequence[FormField]) -> pd.DataFrame:
    rows = [(at, one.label, one.shape, one.key) for at, one in enumerate(fields, start=1)]
    made = pd.DataFrame(rows, columns=["no", "label", "shape", "key"], dtype=object)
    return made.astype({"no": "Int64"})


def _typed(rows: Sequence[Mapping[Any, Any]]) -> list[FormField]:
    """The fields in the order of their numbers, those without a number last; rows without a label are none."""
    found = []
    for place, row in enumerate(rows):
        label = " ".join(keeping.typed(row["label"]).split())
        if label:
            at = row["no"] if isinstance(row["no"], int | float) and row["no"] == row["no"] else len(rows) + 1
            shape: FieldShape = next((one for one in FIELD_SHAPES if one == row["shape"]), "text")
            found.append((at, place, FormField(keeping.typed(row["key"]), label, shape)))
    return [one for _at, _place, one in sorted(found, key=lambda each: each[:2])]


def _save(actor: Actor, project: Project, form: Form, version: int, what: str, many: Sequence[FormField]) -> None:
    mine = {_("Field"): "\n".join(one.label for one in many)}
    try:
        keeping.save(
            what, mine, lambda: workbench.put_summary_fields(actor, project.id, form.form, many, version=version)
        )
    except CodingError as problem:
        telling.show(problem)
