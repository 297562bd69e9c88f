"""A text of the report as it will read: every field shows its words, and each number leads to its excerpts."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from urllib.parse import urlencode

import streamlit as st

from coding import workbench
from coding.model import Codebook, Project
from coding.report import Part
from coding.report.prose import Stretch
from coding.ui import opening
from coding.ui.words import _, ngettext, number, tell
from coding.workbench import Actor
from coding.workbench.report_fields import STUDY, Shown
from coding.workbench.report_writing import Preview
from coding.workbench.sections import Seen

ROWS = 8
STYLE = """<style>
.rp-title { font-weight: 650; font-size: 1.1rem; margin-top: .4rem; }
.rp-paper { font-size: 1.03rem; line-height: 1.6; overflow-wrap: anywhere; max-width: 44rem; }
.rp-paper p { margin: 0 0 .7rem; } .rp-paper ul { margin: 0 0 .7rem; padding-left: 1.3rem; }
.rp-paper blockquote { margin: .3rem 0 .8rem; padding-left: .9rem;
  border-left: 3px solid color-mix(in srgb, currentColor 30%, transparent); }
.rp-paper a { color: inherit; text-underline-offset: .2em; text-decoration-thickness: 1px; }
.rp-field { background: color-mix(in srgb, #0072b2 12%, transparent); border-radius: .2rem; padding: 0 .15rem; }
.rp-moved { background: color-mix(in srgb, #e69f00 30%, transparent); border-bottom: 2px solid #e69f00; }
.rp-broken { border: 1px dashed #d55e00; border-radius: .2rem; padding: 0 .25rem; }
.rp-broken small { opacity: .85; }
.rp-figure { border: 1px dashed color-mix(in srgb, currentColor 40%, transparent); border-radius: .4rem;
  padding: 1rem; margin: 0 0 .8rem; text-align: center; }
.rp-wide { overflow-x: auto; margin: 0 0 .8rem; }
.rp-wide table { border-collapse: collapse; font-size: .82rem; line-height: 1.35; min-width: 30rem; width: 100%; }
.rp-wide :is(th, td) { border: 1px solid color-mix(in srgb, currentColor 22%, transparent); padding: .25rem .45rem;
  text-align: left; vertical-align: top; white-space: pre-line; }
.rp-wide caption { text-align: left; font-weight: 650; padding-bottom: .25rem; }
.rp-faint { opacity: .72; font-size: .875rem; }
.rp-stale-head { font-weight: 650; font-size: .875rem; }
.rp-sentence { margin: .1rem 0; line-height: 1.5; overflow-wrap: anywhere; }
.rp-changes { margin: 0; padding-left: 1.2rem; font-size: .9rem; overflow-wrap: anywhere; }
.rp-raw { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .92rem; line-height: 1.5; max-height: 16rem;
  overflow-y: auto; }
</style>"""


def show(actor: Actor, project: Project, made: Preview, seen: Seen, *, away: bool) -> None:
    """The text; `away` opens what fields lead to beside this page, where there are words that are not saved."""
    if not made.stretches:
        st.caption(_("Nothing is written here yet."))
    book = workbench.codebook(actor, project.id)
    moved = {part.field.text for one in seen.stale for part in one.changed}
    laid = _Paper(project, book, moved, away=away)
    body = "".join(
        laid.some(shape, list(some)) for shape, some in groupby(made.stretches, key=lambda one: one[0].shape)
    )
    st.html(f'<div class="rp-paper" data-testid="report-preview">{body}</div>')
    for fault in made.faults:
        st.html(f'<div class="rp-faint">{escape(tell(fault))}</div>')


Laid = tuple[Stretch, tuple[tuple[str | Shown, ...], ...]]


class _Paper:
    """Lays a text out as HTML; whatever people wrote is escaped."""

    def __init__(self, project: Project, book: Codebook, moved: set[str], *, away: bool) -> None:
        self._project, self._book, self._moved = project, book, moved
        self._target = "_blank" if away else "_self"

    def some(self, shape: str, there: Sequence[Laid]) -> str:
        """Paragraphs of one shape."""
        if shape == "item":
            return f"<ul>{''.join(f'<li>{self._lines(one)}</li>' for one in there)}</ul>"
        if shape == "numbered":
            return f"<ol>{''.join(f'<li>{self._lines(one)}</li>' for one in there)}</ol>"
        return "".join(self._alone(one) if shape == "alone" else f"<p>{self._lines(one)}</p>" for one in there)

    def _lines(self, one: Laid) -> str:
        return "<br>".join("".join(map(self._piece, line)) for line in one[1])

    def _alone(self, one: Laid) -> str:
        (piece,) = one[1][0]
        if isinstance(piece, str) or piece.problem is not None:
            return f"<p>{self._lines(one)}</p>"
        if piece.part is not None:
            return _table(piece.part)
        if piece.excerpt is not None:
            return f"<blockquote>{self._piece(piece)}</blockquote>"
        if piece.field.name == "figure":
            return f'<div class="rp-figure">{self._piece(piece)}</div>'
        if piece.field.name == "evidence" and not piece.field.argument:
            told = _("The excerpts for and against every proposition that the report speaks of stand here.")
            return f'<p class="rp-faint">{escape(told)}</p>'
        return f"<p>{self._lines(one)}</p>"

    def _piece(self, piece: str | Shown) -> str:
        if isinstance(piece, str):
            return escape(piece)
        if piece.problem is not None:
            told = escape(tell(piece.problem))
            return f'<span class="rp-broken">{escape(piece.field.text)} <small>{told}</small></span>'
        looks = "rp-field rp-moved" if piece.field.text in self._moved else "rp-field"
        words = escape(piece.words).replace("\n", "<br>")
        to = self._address(piece)
        if not to:
            return f'<span class="{looks}">{words}</span>'
        return f'<a class="{looks}" href="{escape(to)}" target="{self._target}">{words}</a>'

    def _address(self, one: Shown) -> str:
        """Where what a field shows can be looked at."""
        here = {"project": str(self._project.id)}
        if not one.opens:
            return ""
        if one.excerpt is not None:
            where = {"source": one.excerpt.source_name, "at": str(one.excerpt.coding.start)}
            return f"tagging?{urlencode({**here, **where})}"
        if one.thing is None:
            return opening.address(self._project.id, one.counts, self._book)
        kind, id_ = one.thing
        if kind == "proposition":
            return f"conclusion?{urlencode({**here, 'view': 'propositions', 'p': str(id_)})}"
        if kind == "display":
            return f"display?{urlencode({**here, 'kept': str(id_)})}"
        code = None if one.field.argument == STUDY else self._book.find(one.field.argument)
        return f"conclusion?{urlencode({**here, 'view': 'verdicts', 'of': code.key if code else STUDY})}"


def _table(part: Part) -> str:
    head = "".join(f"<th>{escape(column.heading)}</th>" for column in part.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in part.rows[:ROWS])
    left = len(part.rows) - ROWS
    told = ngettext("and {n} more row", "and {n} more rows", left).format(n=number(left)) if left > 0 else ""
    more = f'<div class="rp-faint">{escape(told)}</div>' if told else ""
    return (
        f'<div class="rp-wide"><table><caption>{escape(part.title)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{more}</div>"
    )
