"""The walk from one thing: all it rests on down to the words, and all that rests on it up to the sentences."""

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import Codebook, MemoLink, Project
from coding.ui import conclusion_words as words
from coding.ui import telling, verifying
from coding.ui.checking_view import NAMES, PAGES
from coding.ui.words import _, ngettext, number
from coding.workbench import Actor, Spoken
from coding.workbench.tracing import SHOWN, More, Thing, Trace, trace

OF = "walk"
LONGEST = 160
"""Letters of what a thing says: all of it stands where it leads."""


def show(actor: Actor, project: Project, book: Codebook, of: UUID) -> None:
    """The thing, and both ways from it; each thing on the way opens its own walk and leads to where it stands."""
    st.html(words.STYLE)
    if st.button(_("To the conclusions"), icon=":material/arrow_back:", type="tertiary"):
        st.query_params.pop(OF, None)
        st.rerun()
    page = st.session_state.get(f"walk-page-{of}", 1)
    try:
        found = trace(actor, project.id, of, first=(page - 1) * SHOWN, most=SHOWN)
    except CodingError as problem:
        telling.show(problem)
        return
    drawn = _Drawn(actor, project, book, found)
    st.html(f'<p class="cn-text" role="heading" aria-level="2">{drawn.line(found.thing, walks=False)}</p>')
    nearest = max((one.many for one in found.more if one.depth == 1), default=0)
    if page > 1 or nearest:
        st.pagination(page - (-nearest // SHOWN), key=f"walk-page-{of}")
    left, right = st.columns(2, gap="large")
    with left:
        _way(_("Rests on"), drawn, found.below, [one for one in found.more if one.way == "below"])
    with right:
        _way(_("Carries"), drawn, found.above, [one for one in found.more if one.way == "above"])


def _way(title: str, drawn: "_Drawn", things: Sequence[Thing], more: Sequence[More]) -> None:
    st.html(f'<div class="cn-side">{escape(title)}</div>')
    if not things:
        st.caption(_("Nothing."))
    for kind in dict.fromkeys(one.kind for one in things):
        mine = [one for one in things if one.kind == kind]
        lines = "".join(f"<li>{drawn.line(one)}</li>" for one in mine)
        head = f'{escape(_(NAMES[kind]))} <span class="cn-faint">{number(len(mine))}</span>'
        left = sum(one.many for one in more if one.kind == kind)
        told = ngettext("and {n} more", "and {n} more", left).format(n=number(left)) if left else ""
        end = f'<p class="cn-faint">{escape(told)}</p>' if told else ""
        st.html(f'<div class="cn-tree"><b>{head}</b><ul>{lines}</ul>{end}</div>')


class _Drawn:
    """How things of one walk are written: with their words, the way to where they stand, and their own walk."""

    def __init__(self, actor: Actor, project: Project, book: Codebook, found: Trace) -> None:
        self._project, self._book = project, book
        every = (found.thing, *found.below, *found.above)
        links = tuple(MemoLink("coding", one.id) for one in every if one.kind == "coding")
        spoken = workbench.spoken_of(actor, project.id, links)
        self._places: Mapping[UUID, Spoken] = {one.link.id: one for one in spoken}

    def line(self, one: Thing, *, walks: bool = True) -> str:
        """A thing in a line."""
        said = " ".join(one.label.split())
        label = escape(said if len(said) <= LONGEST else f"{said[:LONGEST]}…") or "…"
        if walks:
            label = f'<a href="{words.address(self._project, walk=str(one.id))}" target="_self">{label}</a>'
        where = f' <span class="cn-faint">{escape(self._where(one))}</span>' if one.where else ""
        why = f'<span class="cn-faint">{escape(words.why(one.stale))}</span>'
        mark = f" {words.stale_mark()} {why}" if one.stale else ""
        place = self._place(one)
        open_ = f' <a class="cn-faint" href="{place}" target="_self">{escape(_("open"))}</a>' if place else ""
        return f"{label}{where}{open_}{mark}"

    def _where(self, one: Thing) -> str:
        if one.kind == "verification":
            return verifying.name(one.where)
        if one.kind == "proposition":
            return _(words.STATUS_NAMES.get(one.where, one.where))  # type: ignore[call-overload]
        if one.kind == "verdict":
            key, _space, verdict = one.where.rpartition(" ")
            code = self._book.find(key) if key else None
            return f"{words.code_name(self._book, code.id if code else None)}: {words.verdict_name(verdict, {})}"
        return one.where if one.kind in ("coding", "cell") else ""

    def _place(self, one: Thing) -> str:
        """Where it stands, as an address; empty where it has no place of its own."""
        here = {"project": str(self._project.id)}
        if one.kind == "coding" and one.id in self._places:
            at = self._places[one.id]
            return escape(f"tagging?{urlencode({**here, 'source': at.source, 'at': at.start})}")
        if one.kind == "source":
            return escape(f"tagging?{urlencode({**here, 'source': one.label})}")
        if one.kind == "proposition":
            return words.address(self._project, view="propositions", p=str(one.id))
        if one.kind == "verdict":
            key = one.where.rpartition(" ")[0]
            return words.address(self._project, view="verdicts", of=key or "study")
        if one.kind == "memo":
            return escape(f"reduction?{urlencode({**here, 'view': 'memos'})}")
        return PAGES[one.kind].format(project=self._project.id, id=one.id) if one.kind in PAGES else ""
