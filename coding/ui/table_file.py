"""A table somebody drops on a page (CSV, XLSX, ODS): read once, kept for the visit until it is put away."""

from typing import Any

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import Project
from coding.ui.words import _, plain, tell

TYPES = ["csv", "tsv", "xlsx", "ods"]


def given(name: str, project: Project) -> list[list[str]] | None:
    """The field for the file, and the rows of the file in it; why it can't be read is said below the field."""
    file = st.file_uploader(
        _("A table with the names of its columns in the first row"), type=TYPES, key=f"table-{name}-{_turn(name)}"
    )
    if file is None:
        return None
    known: dict[str, tuple[str, Any]] = st.session_state.setdefault("tables-read", {})
    if known.get(name, ("",))[0] != file.file_id:
        with st.spinner(_("Reading …")), workbench.Readers() as readers:
            known[name] = (file.file_id, _rows(readers, file.name, file.getvalue(), project))
    rows = known[name][1]
    if isinstance(rows, CodingError):
        st.error(plain(tell(rows)))
        return None
    found: list[list[str]] = rows
    return found


def put_away(name: str) -> None:
    """Forget the file: the field is empty when it is next shown."""
    st.session_state[f"table-turn-{name}"] = _turn(name) + 1
    st.session_state.get("tables-read", {}).pop(name, None)


def _turn(name: str) -> int:
    now: int = st.session_state.get(f"table-turn-{name}", 0)
    return now


def _rows(readers: workbench.Readers, name: str, data: bytes, project: Project) -> list[list[str]] | CodingError:
    try:
        return readers.rows(name, data, language=project.language)
    except CodingError as problem:
        return problem
