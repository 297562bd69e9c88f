"""One code: its full text to read, its name and fields to change; a new one to add."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from html import escape
from uuid import UUID

import streamlit as st

from coding import codebook as stage
from coding import workbench
from coding.model import LANGUAGES, TEXT_FIELDS, Code, Codebook, HasCode, Project
from coding.ui import code_examples, code_reshaping, code_tree, keeping, looks, opening, review_talks, session
from coding.ui.code_changes import FIELD_NAMES
from coding.ui.preview import LANGUAGE_NAMES
from coding.ui.words import _, language, ngettext, number, plain
from coding.workbench import Actor
from coding.workbench.reshaping import Heard


def show(actor: Actor, project: Project, book: Codebook, code: Code, heard: Heard) -> None:
    """The full text of a code, the way to its excerpts, and what can be changed."""
    may = session.may("edit_codebook")
    _heading(project, book, code, heard)
    with st.container(horizontal=True):
        if heard.excerpts and st.button(_("See the excerpts"), icon=":material/format_quote:"):
            st.switch_page("pages/excerpts.py", query_params={"code": code.key})
        if may:
            _rename(actor, project, book, code)
            code_reshaping.buttons(code)
    if may:
        code_reshaping.form(actor, project, book, code)
    _read(code, book)
    code_examples.show(actor, project, code)
    review_talks.link(project.id, "code", code.id)
    if may:
        _change(actor, project, book, code)


def _heading(project: Project, book: Codebook, code: Code, heard: Heard) -> None:
    names = dict.fromkeys([code.label(language(), book.language), *(code.name.get(one, "") for one in LANGUAGES)])
    first, *others = [name for name in names if name]
    chip = f'<span class="lk-chip" style="--lk:{code_tree.colour(code)}">{escape(code.sign or code.key)}</span> '
    other = "".join(f' <span class="lk-faint lk-other">{escape(name)}</span>' for name in others)
    st.html(
        f'<div class="lk-name" role="heading" aria-level="2">{chip if code.codable else ""}{escape(first)}{other}</div>'
    )
    parent = book.find(code.parent) if code.parent else None
    facts = [parent.label(language(), book.language)] if parent else []
    facts.append(_("Key: {key}").format(key=code.key))
    if code.codable:
        digit = next((digit for digit, one in book.shortcuts().items() if one.id == code.id), "")
        if digit:
            facts.append(_("coded with the key {digit}").format(digit=digit))
    st.caption(plain(" · ".join(facts)))
    if code.codable:
        _behind(project, book, code, heard)


def _behind(project: Project, book: Codebook, code: Code, heard: Heard) -> None:
    """How often, in how many sources and by how many informants; each number opens what it counts."""
    told = (
        ngettext("{n} coding", "{n} codings", heard.excerpts).format(n=number(heard.excerpts)),
        ngettext("{n} source", "{n} sources", heard.sources).format(n=number(heard.sources)),
        ngettext("{n} informant", "{n} informants", heard.informants).format(n=number(heard.informants)),
    )
    where = HasCode(code.id, alone=True)
    links = [opening.link(one, project.id, where, book) if heard.excerpts else escape(one) for one in told]
    inherit = "<style>.cb-behind a { color: inherit; text-underline-offset: .2em; }</style>"
    st.html(f'{inherit}<div class="cb-behind">{" · ".join(links)}</div>')


def _rename(actor: Actor, project: Project, book: Codebook, code: Code) -> None:
    what = f"rename-{code.id}"
    keeping.show_kept(what)
    key, code = keeping.form(what, code)
    with st.popover(_("Rename"), icon=":material/edit:"), st.form(f"{key}-form", border=False):
        name = st.text_input(_("Name"), code.label(book.language), key=key)
        if st.form_submit_button(_("Save"), type="primary"):
            renamed = replace(code, name={**code.name, book.language: name})
            act = partial(workbench.change_code, actor, project.id, renamed, version=code.version)
            keeping.save(what, {_("Name"): name}, act)


def _text(code: Code, field: str, book: Codebook) -> tuple[str, str]:
    """The words of a field, and their language: the screen's where there are any, else the project's."""
    words = code.texts.get(field, {})
    tongue = language() if words.get(language()) else book.language
    return words.get(tongue, ""), tongue


def _read(code: Code, book: Codebook) -> None:
    for field in TEXT_FIELDS:
        text, tongue = _text(code, field, book)
        if not text:
            continue
        looks.label(_(FIELD_NAMES[field]))
        if field == "include":
            st.html(f'<ul class="lk-list">{"".join(_items(text))}</ul>')
        elif field == "exclude":
            _exclusions(code, tongue, book)
        else:
            st.html(f'<p class="lk-text">{escape(text)}</p>')


def _items(text: str) -> Iterator[str]:
    return (f"<li>{escape(line)}</li>" for line in text.split("\n") if line.strip())


def _exclusions(code: Code, tongue: str, book: Codebook) -> None:
    """What does not belong here, each line with the way to the code that takes it."""
    with st.container(gap=None):
        for at, (words, key) in enumerate(stage.exclusions(code, tongue)):
            instead = book.find(key) if key else None
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                st.html(f'<ul class="lk-list"><li>{escape(words)}</li></ul>', width="content")
                if instead:
                    st.button(
                        plain(f"→ {instead.sign or instead.key} {instead.label(language(), book.language)}"),
                        key=f"instead-{code.id}-{at}",
                        type="tertiary",
                        on_click=code_tree.choose,
                        args=(instead.id,),
                    )


def _change(actor: Actor, project: Project, book: Codebook, code: Code) -> None:
    what = f"code-{code.id}"
    keeping.show_kept(what)
    key, code = keeping.form(what, code)
    with st.expander(_("Change this code"), icon=":material/edit_note:"), st.form(f"{key}-form", border=False):
        names: dict[str, str] = {
            one: st.text_input(
                _("Name in {language}").format(language=_(LANGUAGE_NAMES[one])),
                code.name.get(one, ""),
                key=key if one == book.language else None,
            )
            for one in sorted(LANGUAGES, key=lambda one: one != book.language)
        }
        first, second, third = st.columns(3)
        sign = first.text_input(_("Sign"), code.sign, max_chars=6, help=_("Stands beside the text where it is coded."))
        digits = ["", *"123456789"]
        shortcut = second.selectbox(
            _("Shortcut"), digits, digits.index(code.shortcut), format_func=lambda digit: digit or _("in their order")
        )
        colour = third.color_picker(_("Colour"), code_tree.colour(code))
        texts = {
            field: st.text_area(
                _(FIELD_NAMES[field]),
                code.texts.get(field, {}).get(book.language, ""),
                height="content",
                help=_("One a line; “→ K3” at its end names the code to use instead.") if field == "exclude" else None,
            )
            for field in TEXT_FIELDS
        }
        if st.form_submit_button(_("Save"), type="primary"):
            kept: dict[str, dict[str, str]] = {
                field: {**code.texts.get(field, {}), book.language: text} for field, text in texts.items()
            }
            changed = replace(
                code,
                name={one: words for one, words in {**code.name, **names}.items() if words.strip()},
                sign=sign,
                shortcut=shortcut or "",
                colour=colour,
                texts={field: words for field, words in kept.items() if any(words.values())},
            )
            mine: dict[str, str] = {_("Name"): names[book.language]}
            mine |= {_(FIELD_NAMES[field]): text for field, text in texts.items()}
            act = partial(workbench.change_code, actor, project.id, changed, version=code.version)
            keeping.save(what, mine, act)


def add(actor: Actor, project: Project, book: Codebook) -> None:
    """A new code or group, in the project's language."""
    with (
        st.expander(_("Add a code"), expanded=not book.codes, icon=":material/add:"),
        st.form("new-code", border=False),
    ):
        name = st.text_input(_("Name"), key="new-code-name")
        groups = [None, *(code.id for code in book.codes if not code.codable)]
        parent = st.selectbox(_("Group"), groups, format_func=lambda key: _group(book, key))
        definition = st.text_area(_("Definition"), key="new-code-definition")
        is_group = st.checkbox(_("This is a group that holds codes"))
        if st.form_submit_button(_("Add"), type="primary"):
            texts: dict[str, dict[str, str]] = {"definition": {book.language: definition}} if definition.strip() else {}
            made = workbench.add_code(actor, project.id, name, parent=parent, codable=not is_group, texts=texts)
            code_tree.choose(made.id)
            st.session_state.pop("new-code-name")
            st.session_state.pop("new-code-definition")
            st.rerun()


def _group(book: Codebook, key: UUID | None) -> str:
    found = book.find(key) if key else None
    return found.label(language(), book.language) if found else _("no group")
