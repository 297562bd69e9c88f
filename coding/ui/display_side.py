"""Displays side by side: by what they are split, and the parts under each other or two in a row."""

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from coding.display.kinds import BY_HAND
from coding.errors import Notice
from coding.model import Project
from coding.reduction.sheet import both
from coding.ui import display_choice, display_picture, display_table, marks, session
from coding.ui.display_table import Address
from coding.ui.display_words import SPLIT_WORDS
from coding.ui.excerpt_filter import ATTRIBUTE, Material
from coding.ui.words import _, ngettext, number, plain
from coding.workbench import Actor
from coding.workbench.side_by_side import Part, Split
from coding.workbench.splitting import ways_to_split

KEY = "display-side"


def choose(actor: Actor, project: Project, names: Mapping[str, str]) -> str:
    """By what the display is split; empty where it is not. `names` are those of the attributes."""
    ways = ["", *ways_to_split(actor, project.id)]
    if session.just_arrived() or st.session_state.get(KEY) not in ways:
        asked = st.query_params.get(display_choice.SIDE, "")
        st.session_state[KEY] = asked if asked in ways else ""

    def said(way: str) -> str:
        key = way.removeprefix(ATTRIBUTE)
        return _(SPLIT_WORDS[way]) if way in SPLIT_WORDS else names.get(key, key)

    chosen: str = st.selectbox(_("Side by side by"), ways, format_func=said, key=KEY, width=205)
    if chosen:
        st.query_params[display_choice.SIDE] = chosen
    else:
        st.query_params.pop(display_choice.SIDE, None)
    return chosen


def show(made: Split, project: Project, there: Material, text: str, address: Address) -> tuple[Part, str] | None:
    """All parts; and the part of which a mark was clicked, with what the mark asks for.

    `text` is the query that all of them fulfil, `address` what the address of the excerpts says beside it.
    """
    display_picture.tell_all(made.notices)
    opened = None
    across = 2 if made.beside and len(made.parts) > 1 else 1
    for first in range(0, len(made.parts), across):
        columns = st.columns(across, gap="medium") if across > 1 else [st.container()]
        for at, (column, part) in enumerate(zip(columns, made.parts[first : first + across], strict=False), first):
            with column:
                ask = _part(at, part, project, text, address, made.shared)
            if ask is not None:
                opened = part, ask
    display_picture.tell_all(made.shared)
    _beyond(made, text)
    display_picture.rests_on(made.whole, project, there)
    return opened


def _part(at: int, part: Part, project: Project, text: str, address: Address, shared: Sequence[Notice]) -> str | None:
    st.subheader(plain(part.label))
    if part.picture is None:
        st.text(_("Nothing is coded here."))
        return None
    sheet, asked, key = part.picture.sheet, both(text, part.ask), f"{display_picture.PICTURE}-{at}"
    st.caption(plain(display_picture.found(part.excerpts, part.picture.informants, part.of)))
    worded = part.picture.kind in BY_HAND
    if worded:
        display_table.read(sheet, asked, address, key=f"display-{at}", most=display_table.PART)
    else:
        display_picture.draw(part.picture, project, key, part.label)
    display_picture.tell_all([one for one in sheet.notices if one not in shared])
    if worded:
        return None
    display_table.show(sheet, asked, address, key=f"display-{at}")
    return marks.opened(key)


def _beyond(made: Split, text: str) -> None:
    """The parts there was no room for, each as the way to its display, and what belongs to none."""
    rest = [one for one in made.rest if one.excerpts]
    if rest:
        links = ", ".join(
            f'<a href="{escape(_alone(one, text))}" target="_self">{escape(one.label)} ({number(one.excerpts)})</a>'
            for one in rest
        )
        st.html(f"<p>{escape(_('There is no room for these; open one by itself:'))} {links}</p>")
    if made.outside > 0:
        told = ngettext("{n} excerpt belongs to none of these.", "{n} excerpts belong to none of these.", made.outside)
        st.caption(plain(told.format(n=number(made.outside))))


def _alone(part: Part, text: str) -> str:
    """This page, with the part as what is shown."""
    here = {name: st.query_params.get_all(name) for name in st.query_params}
    here.pop(display_choice.SIDE, None)
    return f"display?{urlencode({**here, display_choice.ONLY: both(text, part.ask)}, doseq=True)}"
