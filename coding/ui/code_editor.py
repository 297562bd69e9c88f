"""One code: its full text to read, its fields to change, a new one to add, a file of them to bring in."""

from dataclasses import replace
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import CodebookInvalid
from coding.model import TEXT_FIELDS, Code, Codebook, Language, Project
from coding.ui import session
from coding.ui.words import N_, _, language, ngettext, number, plain
from coding.workbench import Actor

FIELD_NAMES = {
    "definition": N_("Definition"),
    "include": N_("Include"),
    "exclude": N_("Exclude (and use instead)"),
    "typical": N_("Typical example"),
    "borderline": N_("Borderline example"),
    "note": N_("Note"),
    "theory": N_("Source in theory"),
}


def screen() -> str:
    """The language in which codes are read here."""
    return language()


def show(actor: Actor, project: Project, book: Codebook, code_id: UUID, count: int) -> None:
    """The full text of a code, real excerpts, and the form to change it."""
    code = book.find(code_id)
    if code is None:
        return
    st.subheader(plain(code.label(language(), book.language)))
    parent = book.find(code.parent) if code.parent else None
    facts = [code.key]
    if parent is not None:
        facts.append(parent.label(language(), book.language))
    if code.codable:
        facts.append(ngettext("{n} coding", "{n} codings", count).format(n=number(count)))
    st.caption(plain(" · ".join(facts)))
    _read(code, book)
    if count and st.button(_("See the excerpts"), icon=":material/format_quote:"):
        st.switch_page("pages/excerpts.py", query_params={"code": code.key})
    if session.may("edit_codebook"):
        _change(actor, project, book, code, count)


def _read(code: Code, book: Codebook) -> None:
    for name in TEXT_FIELDS:
        words = code.texts.get(name, {})
        text = words.get(language()) or words.get(book.language)
        if text:
            st.markdown(f"**{_(FIELD_NAMES[name])}**")
            st.text(text)


def _change(actor: Actor, project: Project, book: Codebook, code: Code, count: int) -> None:
    with st.expander(_("Change this code")), st.form(f"code-{code.id}-{code.version}", border=False):
        tongue: Language = book.language
        name = st.text_input(_("Name"), code.label(tongue))
        first, second, third = st.columns(3)
        sign = first.text_input(_("Sign"), code.sign, max_chars=6, help=_("Stands beside the text where it is coded."))
        shortcut = second.selectbox(_("Key"), ["", *"123456789"], "123456789".find(code.shortcut or "x") + 1)
        colour = third.color_picker(_("Colour"), code.colour)
        texts = {
            field: st.text_area(_(FIELD_NAMES[field]), code.texts.get(field, {}).get(tongue, ""), height="content")
            for field in TEXT_FIELDS
        }
        if st.form_submit_button(_("Save"), type="primary"):
            kept = {field: {**code.texts.get(field, {}), tongue: text} for field, text in texts.items()}
            changed = replace(
                code,
                name={**code.name, tongue: name},
                sign=sign,
                shortcut=shortcut or "",
                colour=colour,
                texts={field: words for field, words in kept.items() if any(words.values())},
            )
            workbench.change_code(actor, project.id, changed, version=code.version)
            st.rerun()
    if count == 0 and st.button(_("Delete this code"), icon=":material/delete:"):
        workbench.remove_code(actor, project.id, code.id)
        st.session_state.pop("codebook-chosen", None)
        st.rerun()


def add(actor: Actor, project: Project, book: Codebook) -> None:
    """A new code or group, in the project's language."""
    with st.expander(_("Add a code"), expanded=not book.codes), st.form("new-code", clear_on_submit=True, border=False):
        name = st.text_input(_("Name"))
        groups = [None, *(code.id for code in book.codes if not code.codable)]
        parent = st.selectbox(_("Group"), groups, format_func=lambda key: _group(book, key))
        definition = st.text_area(_(FIELD_NAMES["definition"]))
        is_group = st.checkbox(_("This is a group that holds codes"))
        if st.form_submit_button(_("Add")):
            texts: dict[str, dict[str, str]] = {}
            if definition.strip():
                texts["definition"] = {book.language: definition}
            made = workbench.add_code(actor, project.id, name, parent=parent, codable=not is_group, texts=texts)
            st.session_state["codebook-chosen"] = made.id
            st.rerun()


def _group(book: Codebook, key: UUID | None) -> str:
    found = book.find(key) if key else None
    return plain(found.label(language(), book.language)) if found else _("no group")


def take(actor: Actor, project: Project, book: Codebook, data: bytes) -> None:
    """Show what a file would bring, then bring it in."""
    try:
        incoming = workbench.read_codebook(data.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise CodebookInvalid(why="UTF-8") from problem
    known = {code.key.casefold() for code in book.codes}
    new = [code.key for code in incoming.codes if code.key.casefold() not in known]
    st.write(plain(_("New codes: {names}").format(names=", ".join(new) or "–")))
    old = [code.key for code in incoming.codes if code.key.casefold() in known]
    st.write(plain(_("Codes that take over the file's words: {names}").format(names=", ".join(old) or "–")))
    if st.button(_("Bring these in"), type="primary"):
        workbench.take_codebook(actor, project.id, incoming)
        st.rerun()
