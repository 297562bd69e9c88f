"""What may be a name, in a table to be decided in: replaced by what, left, with its places; and names added by hand."""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from coding.transcript.names import Candidate
from coding.transcript.naming import Name, NameKind
from coding.ui import keeping
from coding.ui.words import N_, _, number

KINDS: Mapping[NameKind, str] = {
    "speaker": N_("Speaker"),
    "person": N_("Person"),
    "word": N_("Word with a capital"),
    "email": N_("E-mail"),
    "phone": N_("Telephone"),
    "nik": N_("NIK"),
    "nip": N_("NIP"),
}
ADDED = "names-added"


def decide(found: Sequence[Candidate], widget: str) -> list[Name]:
    """The table; gives the names that are to be replaced. A person decides about each."""
    added: list[tuple[str, str]] = st.session_state.setdefault(f"{widget}-{ADDED}", [])
    rows = _rows(found, added)
    if rows.empty:
        st.caption(_("No rule finds a name here. You can add names by hand."))
    else:
        rows = st.data_editor(
            rows,
            key=f"{widget}-{len(added)}",
            hide_index=True,
            width="stretch",
            height="content" if len(rows) <= 12 else 460,
            disabled=["name", "kind", "count", "where"],
            column_order=["replace", "name", "pseudonym", "kind", "count", "small", "where"],
            column_config={
                "replace": st.column_config.CheckboxColumn(_("Replace")),
                "name": st.column_config.TextColumn(_("Name")),
                "pseudonym": st.column_config.TextColumn(_("Pseudonym"), max_chars=60),
                "kind": _("Kind"),
                "count": st.column_config.NumberColumn(_("Times"), format="localized"),
                "small": st.column_config.CheckboxColumn(
                    _("small letters too"), help=_("Take it away where the word in small letters is an ordinary one.")
                ),
                "where": st.column_config.TextColumn(_("First place"), width="large"),
            },
        )
        _places(found, widget)
    _add(added, widget)
    kinds = {one.words: one.kind for one in found}
    return [
        Name(row["name"], keeping.typed(row["pseudonym"]), kinds.get(row["name"], "person"), bool(row["small"]))
        for _at, row in rows.iterrows()
        if row["replace"]
    ]


def _rows(found: Sequence[Candidate], added: Sequence[tuple[str, str]]) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = [
        (True, name, pseudonym, _("by hand"), None, True, "") for name, pseudonym in added
    ]
    rows += [
        (
            one.likely,
            one.words,
            one.pseudonym,
            _(KINDS[one.kind]),
            one.count,
            one.small * 2 <= one.count,
            _line(one),
        )
        for one in found
    ]
    return pd.DataFrame(rows, columns=["replace", "name", "pseudonym", "kind", "count", "small", "where"])


def _line(one: Candidate) -> str:
    if not one.places:
        return _("header or name of the file")
    first = one.places[0]
    return f"{first.source}:{first.line} · {first.before}{first.words}{first.after}"


def _places(found: Sequence[Candidate], widget: str) -> None:
    names = [one.words for one in found if one.places]
    chosen = st.selectbox(
        _("Look at the places of"), names, index=None, placeholder=_("a name"), key=f"{widget}-places", width=420
    )
    one = next((each for each in found if each.words == chosen), None)
    if one is None:
        return
    lines = "".join(
        f"<li><b>{escape(each.source)}:{number(each.line)}</b> "
        f"{escape(each.before)}<mark>{escape(each.words)}</mark>{escape(each.after)}</li>"
        for each in one.places
    )
    st.html(f'<div class="cn-tree"><ul>{lines}</ul></div>')


def _add(added: list[tuple[str, str]], widget: str) -> None:
    with st.form(f"{widget}-add", border=False, clear_on_submit=True):
        first, second, third = st.columns([3, 3, 1], vertical_alignment="bottom")
        name = first.text_input(_("Another name")).strip()
        pseudonym = second.text_input(_("Replaced by")).strip()
        if third.form_submit_button(_("Add")) and name and pseudonym:
            added.append((name, pseudonym))
            st.rerun()
