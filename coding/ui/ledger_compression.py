"""How far the reduction is and how much it condensed, by code and by informant; a sample of what was set aside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from uuid import UUID

import streamlit as st

from coding import reduction, workbench
from coding.model import And, Codebook, Expression, HasCode, LedgerLine, Not, Project, Query, Where
from coding.reduction import Compression, asking
from coding.ui import ledger_card, looks, opening
from coding.ui.words import _, language, ngettext, number, plain
from coding.workbench import Actor

Open = Callable[[UUID, UUID], None]
"""Shows the passage of a code as a card."""

MOST = 60
STYLE = """<style>
.rl-bar { display: flex; height: .7rem; border-radius: .2rem; overflow: hidden; max-width: 26rem; margin-top: .35rem;
  background: color-mix(in srgb, currentColor 9%, transparent); }
.rl-kept { background: #0072b2; }
.rl-merged { background: #56b4e9; }
.rl-aside { background: repeating-linear-gradient(45deg, #999 0 3px, transparent 3px 6px); }
.rl-said { font-size: .8125rem; opacity: .8; margin-top: .1rem; }
.rl-key { display: flex; flex-wrap: wrap; gap: .2rem 1rem; font-size: .8125rem; align-items: center; }
.rl-key i { display: inline-block; width: .9rem; height: .7rem; border-radius: .15rem; margin-right: .35rem; }
</style>"""


def show(actor: Actor, project: Project, book: Codebook, query: Query, names: Mapping[UUID, str]) -> None:
    """A bar a code and a bar an informant, each with the way to its excerpts."""
    counts = workbench.compression(actor, project.id, query)
    whole = reduction.compress(counts)
    if not whole.decided:
        st.text(_("Nothing is decided yet. Begin with the cards: each passage is kept, merged or set aside."))
        return
    ways = _Ways(project, book, query, names)
    st.html(ledger_card.STYLE + STYLE + _legend())
    st.html(f'<div class="rl-counted">{ways.told(whole)}</div>')
    most = max(one.words for one in reduction.compress_by(counts, lambda count: count.code).values())
    looks.label(_("By code"))
    by_code = reduction.compress_by(counts, lambda count: count.code)
    for code in book.codes:
        if code.id in by_code:
            name = f"{code.sign or code.key} {code.label(language(), book.language)}"
            _bar(ways, name, HasCode(code.id, alone=True), by_code[code.id], most)
    looks.label(_("By informant"))
    by_case = reduction.compress_by(counts, lambda count: count.case)
    most = max(one.words for one in by_case.values())
    ordered = sorted(by_case.items(), key=lambda pair: (pair[0] is None, pair[0] or ""))
    for key, one in ordered[:MOST]:
        asked = Where("case", "=", key) if key else Not(Where("case", "=", "*"))
        _bar(ways, key or _("without an informant"), asked, one, most)
    if len(ordered) > MOST:
        st.caption(plain(_("The first {n} informants are shown.").format(n=number(MOST))))


def _legend() -> str:
    words = (("rl-kept", _("kept")), ("rl-merged", _("merged")), ("rl-aside", _("set aside")))
    parts = "".join(f'<span><i class="{name}"></i>{escape(word)}</span>' for name, word in words)
    return f'<div class="rl-key">{parts}</div>'


@dataclass(frozen=True, slots=True)
class _Ways:
    """From the ledger's numbers to the excerpts they count, of what the ledger is narrowed to."""

    project: Project
    book: Codebook
    query: Query
    names: Mapping[UUID, str]

    def link(self, told: str, *where: Expression) -> str:
        """The words, leading to what fulfils all of it."""
        found = asking.whole(replace(self.query, where=And(where) if where else None), self.names)
        return opening.link(told, self.project.id, found, self.book) if found else escape(told)

    def told(self, one: Compression, *where: Expression) -> str:
        """How many are decided, in how many words; as HTML."""
        decided = _("{n} of {all} decided").format(n=number(one.decided), all=number(one.excerpts))
        if not one.decided:
            return escape(decided)
        told = ngettext("{n} word taken in", "{n} words taken in", one.words).format(n=number(one.words))
        said = ngettext("{n} word in the statements", "{n} words in the statements", one.statements)
        rest = escape(" · ".join([told, said.format(n=number(one.statements))]))
        return f"{self.link(decided, *where, Where('ledger', '=', 'decided'))} · {rest}"


def _bar(ways: _Ways, name: str, where: Expression, one: Compression, most: int) -> None:
    left, right = st.columns([2, 5], vertical_alignment="top")
    with left:
        st.html(f'<div class="rl-said">{ways.link(name, where)}</div>')
    parts = (("rl-kept", one.kept), ("rl-merged", one.merged), ("rl-aside", one.aside))
    bars = "".join(
        f'<span class="{kind}" style="width:{100 * words / most:.2f}%"></span>' for kind, words in parts if words
    )
    with right:
        st.html(
            f'<div class="rl-bar" aria-hidden="true">{bars}</div><div class="rl-said">{ways.told(one, where)}</div>'
        )


# -- what was set aside ---------------------------------------------------------------------------


def sample(actor: Actor, project: Project, query: Query, codes: Mapping[UUID, str], open_: Open) -> None:
    """Passages that were set aside, drawn by a number: the same number draws the same."""
    st.caption(plain(_("A sample of what was set aside, for whoever checks the work of another.")))
    with st.container(horizontal=True):
        size = st.number_input(_("How many"), 1, 100, 10, width=160, key="ledger-size")
        seed = st.number_input(_("Draw number"), 1, 1_000_000, 1, width=160, key="ledger-seed")
    lines = workbench.aside_sample(actor, project.id, query, int(size), int(seed))
    if not lines:
        st.text(_("Nothing was set aside yet."))
        return
    for line in lines:
        _passage(line, codes, open_)


def _passage(line: LedgerLine, codes: Mapping[UUID, str], open_: Open) -> None:
    excerpt, one = line.excerpt, line.reduction
    assert one
    who = excerpt.case_key or excerpt.speaker or ""
    facts = [who, excerpt.source_name, _("line {n}").format(n=number(excerpt.coding.line_start))]
    facts.append(codes.get(excerpt.coding.code, excerpt.code_key))
    with st.container(border=True, gap="xsmall"):
        st.html(f'<div class="rl-where">{escape(" · ".join(dict.fromkeys(filter(None, facts))))}</div>')
        st.html(f'<p class="rl-text">{escape(excerpt.coding.quote)}</p>')
        reason = _("Reason: {reason}").format(reason=one.reason)
        st.html(f'<div class="rl-now">{escape(reason)}</div>')
        st.button(
            _("Open in the ledger"),
            icon=":material/arrow_forward:",
            type="tertiary",
            on_click=open_,
            args=(excerpt.coding.code, excerpt.coding.id),
            key=f"open-{excerpt.coding.id}",
        )
