"""The codebook as a tree to read and choose from: sign in its colour, name, count; groups hold their codes."""

import re
from collections.abc import Mapping
from uuid import UUID

import streamlit as st

from coding.model import Code, Codebook
from coding.ui.words import language, number, plain

CHOSEN = "codebook-chosen"
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")

STYLE = """
[class*="st-key-tree-"] button { justify-content: flex-start; text-align: left; padding: .2rem .5rem; min-height: 2rem;
  border-radius: .4rem; }
[class*="st-key-tree-"] button:hover { background: color-mix(in srgb, currentColor 7%, transparent); }
[class*="st-key-tree-"] button > div, [class*="st-key-tree-"] button > div > span { justify-content: flex-start; }
[class*="st-key-tree-"] .stMarkdownBadge { color: inherit !important; font-weight: 700; min-width: 2rem;
  text-align: center; font-size: .75rem !important;
  background: color-mix(in srgb, var(--lk, #777) 24%, transparent) !important;
  border: 1px solid color-mix(in srgb, var(--lk, #777) 75%, transparent); }
"""


def colour(code: Code) -> str:
    """A code's colour, safe to stand in a style."""
    return code.colour if COLOUR.fullmatch(code.colour) else "#777777"


def chosen(book: Codebook) -> Code | None:
    """The code that is looked at: clicked here, else named in the address, else the first."""
    wanted = st.session_state.get(CHOSEN) or st.query_params.get("code")
    return (book.find(wanted) if wanted else None) or next(iter(book.codes), None)


def choose(code_id: UUID) -> None:
    """Look at this code."""
    st.session_state[CHOSEN] = code_id


def show(book: Codebook, counts: Mapping[UUID, int]) -> None:
    """Every code in its place; the sign stands beside the name, so colour never stands alone."""
    now = chosen(book)
    depth: dict[UUID, int] = {}
    rules = [STYLE]
    for code in book.codes:
        depth[code.id] = depth.get(code.parent, -1) + 1 if code.parent else 0
        rules.append(
            f".st-key-tree-{code.id} {{ --lk: {colour(code)}; margin-left: {1.1 * depth[code.id]:.1f}rem;"
            f" width: calc(100% - {1.1 * depth[code.id]:.1f}rem); }}"
        )
    if now:
        mark = "background: color-mix(in srgb, var(--lk) 16%, transparent); font-weight: 650;"
        rules.append(f".st-key-tree-{now.id} button {{ {mark} }}")
    st.html(f"<style>{''.join(rules)}</style>")
    with st.container(gap=None):
        for code in book.codes:
            st.button(
                _label(code, book, counts),
                key=f"tree-{code.id}",
                type="tertiary",
                width="stretch",
                on_click=choose,
                args=(code.id,),
            )


def _label(code: Code, book: Codebook, counts: Mapping[UUID, int]) -> str:
    name = plain(code.label(language(), book.language))
    if not code.codable:
        return f"**{name}**"
    return f":gray-badge[{plain(code.sign or code.key)}] {name} :gray[{number(counts.get(code.id, 0))}]"
