"""Excerpts as cards: the words with their reference, who, where, by whom; the text around them unfolds.

What people said and named goes through `st.code` or, escaped, through `st.html`: nothing of it is read as Markdown.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby
from uuid import UUID

import streamlit as st

from coding import reduction, workbench
from coding.model import Code, Codebook, Excerpt, Project, Query
from coding.ui import excerpt_links, excerpt_recoding, review_talks, review_words, session, suggestion_alike
from coding.ui.excerpt_filter import STATUS_NAMES, codes_in_order
from coding.ui.surface_words import SURFACE_WORDS
from coding.ui.words import _, language, ngettext, number
from coding.workbench import Actor
from coding.workbench.reviewing import reviewed
from coding.workbench.surprises import surprised_at

PAGE = 25
SHOWN = "excerpts-shown"
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
STYLE = """<style>
.xc-head, .xc-chips { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .7rem; }
.xc-head { font-size: .875rem; }
.xc-head .xc-who { font-weight: 600; }
.xc-faint { opacity: .7; }
.xc-code { display: inline-flex; gap: .4rem; align-items: baseline; }
.xc-sign { font-weight: 700; font-size: .75rem; padding: .05rem .35rem; border-radius: .25rem;
  border: 2px solid var(--xc); }
.xc-chip { font-size: .75rem; padding: .05rem .5rem; border-radius: 1rem;
  border: 1px solid color-mix(in srgb, currentColor 30%, transparent); }
.xc-group { display: flex; flex-wrap: wrap; align-items: baseline; gap: .6rem; margin-top: 1rem;
  font-size: 1.15rem; font-weight: 600; overflow-wrap: anywhere; }
.xc-group .xc-faint { font-weight: 400; font-size: .875rem; }
.xc-memo { margin: .3rem 0 0; padding-left: .7rem; font-size: .875rem; white-space: pre-wrap; overflow-wrap: anywhere;
  border-left: 3px solid color-mix(in srgb, currentColor 25%, transparent); }
.xc-double { margin: 0 0 .5rem; line-height: 1.5; overflow-wrap: anywhere; }
.xc-context summary { cursor: pointer; font-size: .875rem; }
.xc-context p { margin: .4rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.6; }
.xc-links { margin: .4rem 0 0; padding-left: 1.2rem; font-size: .9rem; line-height: 1.5; overflow-wrap: anywhere; }
.xc-links a { color: inherit; text-underline-offset: .2em; }
.xc-context mark { background: color-mix(in srgb, #e69f00 28%, transparent); color: inherit; }
[class*="st-key-quote-"] pre { background: transparent; padding: 0 2.5rem 0 0; }
[class*="st-key-quote-"] [data-testid="stCode"], [class*="st-key-quote-"] [data-testid="stCode"] * {
  font-family: inherit; }
[class*="st-key-quote-"] [data-testid="stCode"] > div:last-child { opacity: .8; visibility: visible; }
[class*="st-key-quote-"] code { font-size: 1rem; line-height: 1.6; overflow-wrap: anywhere; }
</style>"""


def found(
    actor: Actor, project: UUID, query: Query, order: list[Code], counts: Mapping[UUID, int], first: int
) -> list[Excerpt]:
    """The page of excerpts from number `first` on: by source, or code by code where `order` names the codes."""
    if not order:
        return workbench.find_excerpts(actor, project, query, PAGE, first)
    page: list[Excerpt] = []
    passed = 0
    for code in order:
        begin = max(first - passed, 0)
        if begin < counts[code.id] and len(page) < PAGE:
            only = replace(query, codes=(code.id,))
            page += workbench.find_excerpts(actor, project, only, PAGE - len(page), begin)
        passed += counts[code.id]
    return page


def show(actor: Actor, project: Project, book: Codebook, query: Query, by_code: Mapping[UUID, int], group: str) -> None:
    """One page of cards, grouped by code or by source, with the way to the other pages."""
    st.html(STYLE)
    total = sum(by_code.values())
    order = codes_in_order(book, by_code) if group == "code" else []
    first = _turn_page(total, f"{query} {group}")
    page = found(actor, project.id, query, order, by_code, first)
    numbers = workbench.interview_numbers(actor, project.id)
    chosen = reduction.templates(project.settings, project.language)
    links = excerpt_links.beside(actor, project, page)
    flagged = surprised_at(actor, project.id, [one.coding.id for one in page])
    states = reviewed(actor, project.id, [one.coding.id for one in page])
    ticking = excerpt_recoding.begin(actor, project, book, query, page, total)
    # Asked once, not once a card.
    may = {verb: session.may(verb) for verb in ("write_memo", "reduce", "comment")}
    heading: Callable[[Excerpt], str] = (lambda one: str(one.coding.code)) if order else (lambda one: one.source_name)
    for _key, some in groupby(page, heading):
        cards = list(some)
        _heading(cards[0], book, project, by_code, order)
        for one in cards:
            interview = numbers.get((one.coding.source, one.case_key or ""))
            words = reduction.quotation(one, chosen[one.kind], interview=interview, language=project.language)
            beside = links.get(one.coding.id, "")
            marks = [_word("surprise")] if one.coding.id in flagged else []
            if (said := states.get(one.coding.id)) and said.review and said.standing != "draft":
                marks.append(review_words.state(said.standing, said.review.state))
            _card(one, words, book, project, group, beside, may, marks=marks, ticking=ticking)


def _turn_page(total: int, shown: str) -> int:
    """The number of the first excerpt to show; the address carries the page, and other choices begin at the first."""
    if st.session_state.get(SHOWN) != shown and not session.just_arrived():
        st.query_params.pop("page", None)
    st.session_state[SHOWN] = shown
    pages = -(-total // PAGE)
    asked = st.query_params.get("page", "1")
    now = min(max(int(asked) if asked.isdecimal() else 1, 1), pages)
    if pages > 1:
        with st.container(horizontal=True, vertical_alignment="center"):
            now = st.pagination(pages, default=now, key=f"page-{shown}")
            first = (now - 1) * PAGE
            told = _("{first} to {last} of {n}")
            st.text(told.format(first=number(first + 1), last=number(min(first + PAGE, total)), n=number(total)))
    if now > 1:
        st.query_params["page"] = str(now)
    else:
        st.query_params.pop("page", None)
    return (now - 1) * PAGE


def _heading(one: Excerpt, book: Codebook, project: Project, counts: Mapping[UUID, int], order: list[Code]) -> None:
    if order:
        count = counts[one.coding.code]
        told = ngettext("{n} excerpt", "{n} excerpts", count).format(n=number(count))
        st.html(
            f'<div class="xc-group" role="heading" aria-level="2">{_code(one, book)}'
            f'<span class="xc-faint">{escape(told)}</span></div>'
        )
        st.page_link(
            session.page("reduction"),
            label=_("Condense"),
            icon=":material/compress:",
            query_params={"project": str(project.id), "code": one.code_key},
        )
    else:
        st.html(f'<div class="xc-group" role="heading" aria-level="2">{escape(one.source_name)}</div>')


def _card(
    one: Excerpt,
    words: str,
    book: Codebook,
    project: Project,
    group: str,
    links: str,
    may: Mapping[str, bool],
    *,
    marks: Sequence[str] = (),
    ticking: bool = False,
) -> None:
    with st.container(border=True, key=f"quote-{one.coding.id}", gap="xsmall"):
        if ticking:
            with st.container(horizontal=True, vertical_alignment="top", gap="small"):
                excerpt_recoding.tick(one)
                st.html(_head(one, book, group, marks))
        else:
            st.html(_head(one, book, group, marks))
        st.code(words, language=None, wrap_lines=True)
        st.html(_foot(one) + links)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(
                session.page("tagging"),
                label=_("Open in the text"),
                icon=":material/arrow_forward:",
                query_params={"project": str(project.id), "source": one.source_name, "at": str(one.coding.start)},
            )
            place = (one.source_name, one.coding.start, one.coding.end, one.code_key)
            st.page_link(
                session.page("suggestion"),
                label=_("More like this"),
                icon=":material/search:",
                query_params=suggestion_alike.query(project, *place),
            )
            st.page_link(
                session.page("conclusion"),
                label=_("What rests on it"),
                icon=":material/account_tree:",
                query_params={"project": str(project.id), "walk": str(one.coding.id)},
            )
            if may["write_memo"]:
                st.page_link(
                    session.page("reduction"),
                    label=_("Write a memo"),
                    icon=":material/edit_note:",
                    query_params={"project": str(project.id), "view": "memos", "coding": str(one.coding.id)},
                )
                st.page_link(
                    session.page("reduction"),
                    label=_("Flag a surprise"),
                    icon=":material/priority_high:",
                    query_params={
                        "project": str(project.id),
                        "view": "memos",
                        "kind": "surprise",
                        "coding": str(one.coding.id),
                    },
                )
            if may["comment"]:
                review_talks.link(project.id, "coding", one.coding.id)
            if may["reduce"]:
                st.page_link(
                    session.page("reduction"),
                    label=_("Link to another"),
                    icon=":material/add_link:",
                    query_params={"project": str(project.id), "view": "links", "coding": str(one.coding.id)},
                )


def _code(one: Excerpt, book: Codebook) -> str:
    code = book.find(one.coding.code)
    colour = code.colour if code and COLOUR.fullmatch(code.colour) else "#777777"
    sign = code.sign if code and code.sign else one.code_key
    name = one.code_name.get(language()) or one.code_name.get(book.language) or one.code_key
    return (
        f'<span class="xc-code"><span class="xc-sign" style="--xc:{colour}">{escape(sign)}</span>'
        f"<span>{escape(name)}</span></span>"
    )


def _head(one: Excerpt, book: Codebook, group: str, marks: Sequence[str]) -> str:
    """Who, where, which code, by whom, as far as the heading above has not said it; then what was noted about it."""
    who = one.case_key or one.speaker or ""
    source = one.source_name if group != "source" and one.source_name != who else ""
    place = ", ".join(filter(None, [source, _page(one), _lines(one)]))
    parts = [f'<span class="xc-who">{escape(who)}</span>'] if who else []
    if one.speaker and one.speaker != who:
        parts.append(f"<span>{escape(one.speaker)}</span>")
    parts.append(f"<span>{escape(place)}</span>")
    if group != "code":
        parts.append(_code(one, book))
    parts.append(f'<span class="xc-faint">{escape(one.coder_name)}</span>')
    chips = [*_chips(one), *marks]
    parts += [f'<span class="xc-chip">{escape(chip)}</span>' for chip in chips]
    return f'<div class="xc-head">{"".join(parts)}</div>'


def _chips(one: Excerpt) -> list[str]:
    coding = one.coding
    chips = [_(STATUS_NAMES[coding.status])] if coding.status else []
    if coding.limited:
        chips.append(_word("limited"))
    if coding.evidence:
        chips.append(_word(f"evidence_{coding.evidence}"))
    if coding.prompted is not None:
        chips.append(_word("prompted" if coding.prompted else "unprompted"))
    if coding.weight is not None:
        chips.append(f"{_word('weight')} {number(coding.weight)}")
    return chips


def _word(key: str) -> str:
    """A word of the coding surface: what is said there is said here."""
    sentence = SURFACE_WORDS[key]
    return _(sentence)


def _lines(one: Excerpt) -> str:
    first, last = one.coding.line_start, one.coding.line_end
    if first == last:
        return _("line {n}").format(n=number(first))
    return _("lines {first}–{last}").format(first=number(first), last=number(last))


def _page(one: Excerpt) -> str:
    return _("page {n}").format(n=one.coding.page) if one.coding.page else ""


def _foot(one: Excerpt) -> str:
    """The memo, and the text around the words."""
    memo = f'<p class="xc-memo">{escape(one.coding.memo)}</p>' if one.coding.memo else ""
    before = escape(("…" if len(one.before) < one.coding.start else "") + one.before)
    label = _("Show the text around it")
    return (
        f'{memo}<details class="xc-context"><summary>{escape(label)}</summary>'
        f'<p><span class="xc-faint">{before}</span><mark>{escape(one.coding.quote)}</mark>'
        f'<span class="xc-faint">{escape(one.after)}…</span></p></details>'
    )
