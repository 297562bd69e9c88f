"""What is shown on the page of displays: the kind, what can be chosen for it, and of which excerpts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from coding import workbench
from coding.display import KINDS, Option
from coding.errors import QueryInvalid
from coding.model import Project, Query
from coding.ui import excerpt_filter, session
from coding.ui.display_words import FREE_WORDS, KIND_WORDS, OPTION_WORDS, VALUE_WORDS
from coding.ui.excerpt_filter import Material
from coding.ui.excerpt_query import EXAMPLE, HELP
from coding.ui.words import _, language, plain, tell
from coding.workbench import Actor, displays

KIND, TEXT, OPEN, LAST = "display-kind", "display-query", "display-open", "display-last"
SHOWN, ONLY, KEPT, SIDE = "display", "only", "kept", "side"
"""What the address says: the kind, the query in words, which of those that are kept, and by what it is split."""

ADDRESSED = (SHOWN, KEPT)
"""What in the address means a display."""

SOURCE, GROUP = "source.", "group."
SET = "set-"
"""Before the name of an option in the address."""


CHOICES = "display-choices"
"""The key of the container the choices stand in."""

_PAIRED = f"""<style>@media (max-width: 40rem) {{
  .st-key-{CHOICES} > * {{ flex: 1 1 calc(50% - .5rem) !important; width: auto !important; min-width: 0 !important;
    max-width: none !important; }}
  .st-key-{CHOICES} > :first-child {{ flex-basis: 100% !important; }}
}}</style>"""
"""On a narrow screen two stand beside each other."""


def arrive() -> None:
    """Where the address names no display, as where one comes back from the excerpts of a mark, it is the last one."""
    st.html(_PAIRED)
    if session.just_arrived() and not {SHOWN, KEPT} & set(st.query_params):
        st.query_params.pop("q", None)
        for name, value in st.session_state.get(LAST, {}).items():
            st.query_params[name] = value


def remember() -> None:
    """Keep what is shown for the next time somebody comes here."""
    st.session_state[LAST] = {
        name: st.query_params[name]
        for name in st.query_params
        if name in (SHOWN, ONLY, KEPT, SIDE) or name.startswith(SET)
    }


def kind() -> str:
    """The kind of display, as the address has it to begin with."""
    asked = st.query_params.get(SHOWN, "")
    if session.just_arrived() or KIND not in st.session_state:
        st.session_state[KIND] = asked if asked in KINDS else next(iter(KINDS))
    chosen: str = st.selectbox(
        _("Display"), list(KINDS), format_func=lambda one: _(KIND_WORDS[one][0]), key=KIND, width=300
    )
    if chosen != asked:
        st.query_params[SHOWN] = chosen
        for name in [one for one in st.query_params if one.startswith(SET)]:
            del st.query_params[name]
    return chosen


def options(actor: Actor, project: Project, chosen: str, names: Mapping[str, str], there: Material) -> dict[str, str]:
    """What is chosen for a kind; `names` are those of the attributes."""
    attributes = displays.display_attributes(actor, project.id)
    groups = displays.group_keys(there.book)
    codes = {one.key: f"{one.key} {one.label(language(), there.book.language)}" for one in there.book.codes}
    return {
        one.name: _option(
            chosen,
            one,
            attributes,
            {**names, **codes} if one.groups else names,
            groups if one.groups else there.sources.values(),
        )
        for one in KINDS[chosen].options
    }


def _option(
    chosen: str, option: Option, attributes: list[str], names: Mapping[str, str], named: Collection[str]
) -> str:
    if option.free:
        return _written(chosen, option)
    values = displays.option_values(option, attributes, named)

    def said(value: str) -> str:
        if value in VALUE_WORDS:
            return _(VALUE_WORDS[value])
        if option.sources:
            return plain(value.removeprefix(SOURCE))
        key = value.removeprefix(excerpt_filter.ATTRIBUTE).removeprefix(GROUP)
        return names.get(key, key)

    key, name = f"display-{chosen}-{option.name}", f"{SET}{option.name}"
    if st.session_state.get(key) not in values:
        asked = st.query_params.get(name, "")
        st.session_state[key] = asked if asked in values else values[0]
    value: str = st.selectbox(_(OPTION_WORDS[option.name]), values, format_func=said, key=key, width=_width(values))
    if value != values[0]:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)
    return value


def _written(chosen: str, option: Option) -> str:
    """Words for an option; they stay where another kind asks for the same."""
    key, name = f"display-{option.name}", f"{SET}{option.name}"
    if key not in st.session_state or (name in st.query_params and session.just_arrived()):
        st.session_state[key] = st.query_params.get(name, "")
    words: str = st.text_input(
        _(OPTION_WORDS[option.name]), key=key, width=240, placeholder=_(FREE_WORDS.get(option.name, ""))
    ).strip()
    if words:
        st.query_params[name] = words
    else:
        st.query_params.pop(name, None)
    return words


def _width(values: Sequence[str]) -> int:
    """Pixels: numbers need less room than words."""
    return 140 if all(map(str.isdecimal, values)) else 205


def query(actor: Actor, project: Project, there: Material) -> tuple[Query, str] | None:
    """Which excerpts, and what is asked of them in words; None where the words can't be read, which is told here."""
    if session.just_arrived() or TEXT not in st.session_state:
        st.session_state[TEXT] = st.query_params.get(ONLY, "")
        narrows = any(one in excerpt_filter.NARROWING for one in st.query_params)
        st.session_state[OPEN] = bool(st.session_state[TEXT]) or narrows
    with st.expander(_("Which excerpts"), expanded=bool(st.session_state[OPEN]), icon=":material/filter_list:"):
        chosen = excerpt_filter.choose(there, folded=False)
        text = st.text_input(_("Query"), key=TEXT, help=_(HELP), placeholder=_(EXAMPLE)).strip()
        if not text:
            st.query_params.pop(ONLY, None)
            return chosen, ""
        st.query_params[ONLY] = text
        try:
            where = workbench.read_query(actor, project.id, text)
        except QueryInvalid as wrong:
            st.error(plain(tell(wrong)), icon=":material/error:")
            return None
    return replace(chosen, where=where), text
