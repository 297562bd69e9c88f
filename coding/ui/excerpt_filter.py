"""Which excerpts: the choices at the top of the page, kept in its address so that a link shows the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.model import KINDS, STATUSES, Case, Code, Codebook, Query
from coding.ui import session
from coding.ui.preview import KIND_NAMES
from coding.ui.surface_words import SURFACE_WORDS
from coding.ui.words import _, language, number, plain
from coding.workbench import Actor

T = TypeVar("T")
STATUS_NAMES: dict[str, str] = {status: SURFACE_WORDS[f"status_{status}"] for status in STATUSES}
EVERY_STATUS: dict[str, str] = {**STATUS_NAMES, "limited": SURFACE_WORDS["limited"], "none": SURFACE_WORDS["none"]}
ATTRIBUTE = "case."
MOST_LABELS = 40
LONGEST_LABEL = 60
"""An attribute with more or longer values is a note rather than a label, and filters nothing."""

INDENT = "\u2003"
NARROWED = "excerpts-narrowed"
NARROWING = ("code", "source", "kind", "coder", "status")
"""What the address says of the choices, beside the attributes of informants."""

QUERY = "query-text"


@dataclass(frozen=True, slots=True)
class Material:
    """What can be chosen from in this project."""

    book: Codebook
    counts: Mapping[UUID, int]
    sources: Mapping[UUID, str]
    coders: Mapping[UUID, str]
    attributes: Mapping[str, tuple[str, Sequence[str]]]


def material(actor: Actor, project: UUID) -> Material:
    """Codes with counts, sources, coders, and the attributes of cases with the values they have."""
    cases = workbench.list_cases(actor, project)
    named = {one.key: one.name or one.key for one in workbench.list_attributes(actor, project)}
    keys = dict.fromkeys([*named, *(key for case in cases for key in case.attributes)])
    values = {key: (named.get(key, key), _values(key, cases)) for key in keys}
    return Material(
        book=workbench.codebook(actor, project),
        counts=workbench.code_counts(actor, project),
        sources={id_: name for name, id_ in workbench.source_names(actor, project).items()},
        coders={member.coder.id: member.coder.name for member in workbench.members(actor, project)},
        attributes={key: pair for key, pair in values.items() if _are_labels(pair[1])},
    )


def _values(key: str, cases: Sequence[Case]) -> Sequence[str]:
    return sorted({case.attributes[key] for case in cases if case.attributes.get(key)})


def _are_labels(values: Sequence[str]) -> bool:
    return 0 < len(values) <= MOST_LABELS and max(map(len, values)) <= LONGEST_LABEL


def choose(there: Material, *, folded: bool = True) -> Query:
    """The choices as widgets; gives the query they make. Those beside the code are folded away unless the whole is."""
    codes = [code.id for code in there.book.codes]
    keys = {code.id: code.key for code in there.book.codes}
    chosen = _several("code", _("Codes"), codes, keys.__getitem__, lambda one: code_label(there, one), _("all codes"))
    if session.just_arrived():
        st.session_state[NARROWED] = any(_narrows(name) for name in st.query_params)
    narrow = st.session_state.get(NARROWED)
    with (
        st.expander(_("Narrow down"), expanded=bool(narrow), icon=":material/filter_list:")
        if folded
        else st.container()
    ):
        columns = st.columns(4)
        with columns[0]:
            sources = _several("source", _("Sources"), list(there.sources), there.sources.__getitem__)
        with columns[1]:
            kinds = _several("kind", _("Kind"), list(KINDS), str, lambda kind: _(KIND_NAMES[kind]))
        with columns[2]:
            coders = _several("coder", _("Coders"), list(there.coders), there.coders.__getitem__)
        with columns[3]:
            statuses = _several("status", _("Status"), list(EVERY_STATUS), str, lambda one: _(EVERY_STATUS[one]))
        attributes = _attributes(there)
    return Query(
        codes=_expanded(there.book, chosen),
        sources=tuple(sources),
        kinds=tuple(kinds),
        coders=tuple(coders),
        statuses=tuple(statuses),
        attributes=attributes,
    )


def _narrows(name: str) -> bool:
    """Whether this part of the address is one of the choices that are folded away."""
    return name in NARROWING[1:] or name.startswith(ATTRIBUTE)


def _attributes(there: Material) -> dict[str, tuple[str, ...]]:
    found = {}
    columns = st.columns(4)
    for index, (key, (name, values)) in enumerate(there.attributes.items()):
        with columns[index % 4]:
            if labels := _several(f"{ATTRIBUTE}{key}", plain(name), list(values), str):
                found[key] = tuple(labels)
    return found


def code_label(there: Material, code_id: UUID) -> str:
    """A code as it stands in the tree: indented, with its sign and how many codings it has in all."""
    code = there.book.find(code_id)
    assert code
    depth, above = 0, code.parent
    while above and (parent := there.book.find(above)):
        depth, above = depth + 1, parent.parent
    sign = f"{code.sign or code.key} · " if code.codable else ""
    count = sum(there.counts.get(one, 0) for one in _expanded(there.book, [code_id]))
    return f"{INDENT * depth}{sign}{code.label(language(), there.book.language)} ({number(count)})"


def _expanded(book: Codebook, chosen: Sequence[UUID]) -> tuple[UUID, ...]:
    """The chosen codes with everything below them: a group stands for its codes."""
    wanted = set(chosen)
    for code in book.codes:  # a parent stands before its children
        if code.parent in wanted:
            wanted.add(code.id)
    return tuple(code.id for code in book.codes if code.id in wanted)


def _several(
    name: str,
    label: str,
    options: list[T],
    written: Callable[[T], str],
    shown: Callable[[T], str] | None = None,
    placeholder: str = "",
) -> list[T]:
    """A choice of several that the address carries under `name`, once per value."""
    key = f"excerpts-{name}"
    by_word = {written(option).casefold(): option for option in options}
    if key not in st.session_state:
        asked = (by_word.get(word.casefold()) for word in st.query_params.get_all(name))
        st.session_state[key] = [option for option in asked if option is not None]
    st.session_state[key] = [option for option in st.session_state[key] if option in options]
    chosen: list[T] = st.multiselect(
        label, options, format_func=shown or written, key=key, placeholder=placeholder or _("all"), select_all=False
    )
    _keep(name, [written(option) for option in chosen])
    return chosen


def _keep(name: str, words: list[str]) -> None:
    if words != st.query_params.get_all(name):
        if words:
            st.query_params[name] = words
        else:
            st.query_params.pop(name, None)


def clear() -> None:
    """Take every narrowing away, from the screen and from the address (as a callback: before the widgets are drawn)."""
    st.session_state.pop(QUERY, None)
    for name in list(st.query_params):
        if name not in ("project", "group"):
            st.session_state.pop(f"excerpts-{name}", None)
            del st.query_params[name]


def codes_in_order(book: Codebook, counts: Mapping[UUID, int]) -> list[Code]:
    """The codes that were found, in the order of the codebook."""
    return [code for code in book.codes if counts.get(code.id)]
