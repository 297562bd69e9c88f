"""Reasons in words: what spoke for a suggestion, what spoke against it, and the excerpts it is like."""

from collections.abc import Sequence
from html import escape
from typing import Any
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.ui import surface
from coding.ui.words import N_, _, number
from coding.workbench import Actor, Why

QUOTED = 160
NOTHING = 0.05
"""Logits that are not worth a line."""
TOLD = {
    ("continues", True): N_("Runs on from the segment before:"),
    ("continues", False): N_("The segment before speaks against it:"),
    ("keyword", True): N_("Keyword rule: {words}"),
    ("keyword", False): N_("Keyword rule, often wrong here: {words}"),
    ("words", True): N_("Words that speak for it: {words}"),
    ("words", False): N_("Words that speak against it: {words}"),
    ("definition", True): N_("Near the words of its definition: {words}"),
    ("definition", False): N_("Far from the words of its definition: {words}"),
    ("usual", True): N_("It is a common code here."),
    ("usual", False): N_("It is a rare code here."),
    ("similar", True): N_("Most alike with this code:"),
    ("similar", False): N_("Most alike without this code:"),
}
STYLE = """<style>
.wh-list { list-style: none; margin: 0; padding: 0; font-size: .9375rem; }
.wh-list li { margin: 0 0 .2rem; padding-left: 1.4rem; position: relative; overflow-wrap: anywhere; }
.wh-list li::before { position: absolute; left: .1rem; opacity: .7; }
.wh-for::before { content: "+"; }
.wh-against::before { content: "−"; }
.wh-list q { opacity: .75; }
</style>"""


def told(actor: Actor, project: UUID, reasons: Sequence[Why]) -> list[dict[str, Any]]:
    """Each reason as {sign, told, quote, where, url}; what is empty is left out."""
    reasons = [one for one in reasons if abs(one.weight) >= NOTHING]
    elsewhere = {one.source for one in reasons if one.source}
    names = {source: name for name, source in workbench.source_names(actor, project).items()} if elsewhere else {}
    lines = {source: workbench.load_source(actor, project, source).lines for source in elsewhere}
    found = []
    for one in reasons:
        sentence = TOLD[one.because, one.weight > 0]
        line: dict[str, Any] = {"told": _(sentence).format(words=", ".join(one.words))}
        if one.because != "similar":
            line["sign"] = "for" if one.weight > 0 else "against"
        if one.source:
            name = names.get(one.source, "?")
            at = sum(start <= one.start for start in lines[one.source])
            line |= {
                "quote": one.quote if len(one.quote) <= QUOTED else f"{one.quote[:QUOTED].rpartition(' ')[0]} …",
                "where": f"{name}, {_('line {n}').format(n=number(at))}",
                "url": f"{surface.address(project, name)}&at={one.start}",
            }
        found.append(line)
    return found


def show(actor: Actor, project: UUID, reasons: Sequence[Why]) -> None:
    """The reasons as a list; nothing where nothing speaks."""
    rows = "".join(_row(one) for one in told(actor, project, reasons))
    if rows:
        st.html(f'{STYLE}<ul class="wh-list">{rows}</ul>')


def _row(line: dict[str, Any]) -> str:
    parts = [escape(line["told"])]
    if "quote" in line:
        parts.append(f"<q>{escape(line['quote'])}</q>")
        parts.append(f'<a href="{escape(line["url"])}" target="_self">{escape(line["where"])}</a>')
    return f'<li class="wh-{line.get("sign", "like")}">{" ".join(parts)}</li>'
