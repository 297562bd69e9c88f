"""Links between excerpts: what supports, contradicts, explains or repeats what, both passages side by side."""

from collections.abc import Collection, Iterable, Mapping
from html import escape
from itertools import groupby
from urllib.parse import urlencode
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import LINK_KINDS, Codebook, Excerpt, Linked, LinkEnd, LinkKind, Project
from coding.ui import excerpt_linking, session, telling
from coding.ui.excerpt_linking import EDITED, KIND_NAMES, STYLE
from coding.ui.happenings import when
from coding.ui.words import N_, _, language, ngettext, number, plain
from coding.workbench import Actor

NOTHING_YET = N_(
    "No link yet. Choose “Link to another” beside an excerpt, and say what supports, contradicts, explains or repeats "
    "it."
)
PAGE = 20
KIND, CODE, AT = "links-kind", "links-code", "links-at"
TURNED: dict[LinkKind, str] = {
    "supports": N_("is supported by"),
    "contradicts": N_("contradicts"),
    "explains": N_("is explained by"),
    "repeats": N_("is repeated by"),
}
"""A link as it is said from its other end."""


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """A link that is being made from the excerpt in the address, or all links, narrowed and kind by kind."""
    st.html(STYLE)
    first = excerpt_linking.asked(actor, project)
    if first is not None:
        excerpt_linking.begin(actor, project, first)
        if session.may("reduce"):
            excerpt_linking.make(actor, project, book, first)
        _list(actor, project, workbench.links_of(actor, project.id, [first.coding.id]))
        return
    counts = workbench.count_links(actor, project.id)
    if not counts:
        session.empty(
            _(NOTHING_YET),
            _("To the excerpts"),
            "excerpts",
        )
        return
    kind, code = _narrowed(actor, project, book, counts)
    if code is not None:
        counts = workbench.count_links(actor, project.id, code)
    total = sum(many for each, many in counts.items() if kind in (None, each))
    if not total:
        st.text(_("Nothing fits."))
        return
    first_one = _turn(total, (kind, code))
    found = workbench.find_links(actor, project.id, kind, code, limit=PAGE, offset=first_one)
    for each, some in groupby(found, lambda one: one.link.kind):
        told = ngettext("{n} link", "{n} links", counts[each]).format(n=number(counts[each]))
        heading = f'{escape(_(KIND_NAMES[each]))} <span class="ln-faint">{escape(told)}</span>'
        st.html(f'<div class="ln-kind" role="heading" aria-level="2">{heading}</div>')
        _list(actor, project, list(some))


def _narrowed(
    actor: Actor, project: Project, book: Codebook, counts: Mapping[LinkKind, int]
) -> tuple[LinkKind | None, UUID | None]:
    codes = {code.id: f"{code.sign or code.key} · {code.label(language(), book.language)}" for code in book.codes}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox(
            _("Kind"),
            [None, *(each for each in LINK_KINDS if each in counts)],
            format_func=lambda one: f"{_(KIND_NAMES[one])} ({number(counts[one])})" if one else _("every kind"),
            width=240,
            key=KIND,
        )
        code = st.selectbox(
            _("Code"),
            [None, *codes],
            format_func=lambda one: codes[one] if one else _("every code"),
            width=320,
            key=CODE,
        )
    return kind, code


def _turn(total: int, narrowed: object) -> int:
    pages = -(-total // PAGE)
    if pages < 2:
        return 0
    now = st.pagination(pages, key=f"{AT}-{narrowed}")
    return (min(now, pages) - 1) * PAGE


# -- the links ------------------------------------------------------------------------------------


def _list(actor: Actor, project: Project, links: Collection[Linked]) -> None:
    if not links:
        return
    said = excerpt_linking.Sayer(actor, project)
    people = workbench.members(actor, project.id)
    names = {member.coder.id: member.coder.name for member in people}
    owners = {member.coder.id for member in people if member.role == "owner"}
    may = session.may("reduce")
    for one in links:
        mine = may and actor.id in {*owners, one.link.coder}
        with st.container(border=True, gap="small", key=f"link-card-{one.link.id}"):
            if mine and not one.broken and st.session_state.get(EDITED) == one.link.id:
                excerpt_linking.change(actor, project, said, one)
                continue
            _card(said, one)
            with st.container(horizontal=True, vertical_alignment="center"):
                _by(project, one, names)
                if mine:
                    _buttons(actor, project, one)


def _card(said: excerpt_linking.Sayer, one: Linked) -> None:
    left, middle, right = st.columns([6, 2, 6], vertical_alignment="top")
    for column, end in ((left, one.this), (right, one.that)):
        with column.container(gap="xsmall"):
            _end(said, end)
    both = " ln-both" if one.link.kind in excerpt_linking.BOTH_WAYS else ""
    middle.html(f'<div class="ln-verb{both}">{escape(_(KIND_NAMES[one.link.kind]))}</div>')
    if one.link.comment:
        st.html(f'<p class="ln-comment">{escape(one.link.comment)}</p>')
    if one.broken:
        told = _("The coding of a passage was taken away. Undo in the history brings it and the link back.")
        st.caption(plain(told))


def _by(project: Project, one: Linked, names: Mapping[UUID, str]) -> None:
    facts = [names.get(one.link.coder, "?")]
    if one.link.made_at:
        facts.append(when(one.link.made_at, project.time_zone))
    st.html(f'<div class="ln-faint">{escape(" · ".join(facts))}</div>', width="content")


def _end(said: excerpt_linking.Sayer, end: LinkEnd) -> None:
    if end.excerpt is not None:
        said.passage(end.excerpt)
        said.way(end.excerpt)
        return
    where = end.source_name or _("a removed source")
    st.html(f'<div class="ln-where">{escape(where)}</div>')
    gone = f'<p class="ln-quote ln-gone">{escape(end.quote)}</p>' if end.quote else ""
    told = _("no longer coded")
    st.html(f'{gone}<div class="ln-faint">{escape(told)}</div>')


def _buttons(actor: Actor, project: Project, one: Linked) -> None:
    link = one.link.id
    if not one.broken and st.button(_("Edit"), icon=":material/edit:", type="tertiary", key=f"link-edit-{link}"):
        st.session_state[EDITED] = link
        st.rerun()
    if st.button(_("Delete"), icon=":material/delete:", type="tertiary", key=f"link-drop-{link}"):
        try:
            workbench.unlink(actor, project.id, link)
        except CodingError as problem:
            telling.show(problem)
        else:
            st.rerun()


# -- beside an excerpt ----------------------------------------------------------------------------


def beside(actor: Actor, project: Project, excerpts: Iterable[Excerpt]) -> dict[UUID, str]:
    """Coding → its links, to be unfolded on its card; each names the other passage and leads to it."""
    ids = {one.coding.id for one in excerpts}
    lines: dict[UUID, list[str]] = {}
    for one in workbench.links_of(actor, project.id, list(ids)):
        for mine, other, names in ((one.this, one.that, KIND_NAMES), (one.that, one.this, TURNED)):
            if mine.coding in ids:
                lines.setdefault(mine.coding, []).append(_line(project, _(names[one.link.kind]), other, one))
    return {id_: _unfolded(some) for id_, some in lines.items()}


def _unfolded(lines: list[str]) -> str:
    told = ngettext("{n} link", "{n} links", len(lines)).format(n=number(len(lines)))
    inside = f'<ul class="xc-links">{"".join(lines)}</ul>'
    return f'<details class="xc-context"><summary>{escape(told)}</summary>{inside}</details>'


def _line(project: Project, verb: str, other: LinkEnd, one: Linked) -> str:
    comment = f'<br><span class="xc-faint">{escape(one.link.comment)}</span>' if one.link.comment else ""
    if other.excerpt is None:
        gone = _("a passage that is no longer coded")
        return f"<li><b>{escape(verb)}</b> {escape(gone)}{comment}</li>"
    coding = other.excerpt.coding
    where = urlencode({"project": project.id, "source": other.excerpt.source_name, "at": coding.start})
    words = f'<a href="{escape(f"tagging?{where}")}" target="_self">“{escape(excerpt_linking.short(coding.quote))}”</a>'
    who = ", ".join(dict.fromkeys(filter(None, (other.excerpt.case_key, other.excerpt.source_name))))
    return f"<li><b>{escape(verb)}</b> {words} ({escape(who)}){comment}</li>"
