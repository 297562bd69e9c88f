"""The whole argument: from the study's answer through verdicts and propositions to the excerpts, as a tree to read."""

from collections.abc import Iterable
from html import escape
from uuid import UUID

import streamlit as st

from coding.model import Codebook, Ground, Project, Verdict
from coding.ui import conclusion_words as words
from coding.ui.words import _, ngettext, number
from coding.workbench import Actor, conclusions
from coding.workbench.conclusions import Argument

SIGNS = {"for": "+", "against": "−", "rival": "≠", "beside": "·"}


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """Verdicts in the order of the codebook, each with what it rests on, then the propositions that carry none."""
    st.html(words.STYLE)
    there = conclusions.argument(actor, project.id)
    if not there.verdicts and not there.propositions:
        st.text(_("The argument is read here once there are propositions and verdicts."))
        return
    drawn = _Drawn(project, book, there, conclusions.verdict_names(actor, project.id))
    st.html(f'<div class="cn-tree">{drawn.tree()}</div>')


class _Drawn:
    def __init__(self, project: Project, book: Codebook, there: Argument, names: dict[str, str]) -> None:
        self._project, self._book, self._there, self._names = project, book, there, names
        self._propositions = {one.id: one for one in there.propositions}
        self._verdicts = {one.id: one for one in there.verdicts.values()}
        self._seen: set[UUID] = set()

    def tree(self) -> str:
        order = {code.id: at for at, code in enumerate(self._book.codes, start=1)}
        verdicts = sorted(
            self._there.verdicts.values(), key=lambda one: order.get(one.code, len(order) + 1) if one.code else 0
        )
        told = [self._verdict(one) for one in verdicts]
        loose = [one.id for one in self._there.propositions if one.id not in self._seen]
        loose = [id_ for id_ in loose if id_ not in self._carried(loose)]
        if loose:
            inside = self._list(self._proposition(id_, ()) for id_ in loose)
            told.append(
                f'<li><span class="cn-faint">{escape(_("Propositions that no verdict rests on"))}</span>{inside}</li>'
            )
        return self._list(told)

    def _carried(self, some: Iterable[UUID]) -> set[UUID]:
        return {each.on for id_ in some for each in self._there.of(id_) if each.kind == "proposition"}

    def _list(self, items: Iterable[str]) -> str:
        inside = "".join(items)
        return f"<ul>{inside}</ul>" if inside else ""

    def _verdict(self, one: Verdict) -> str:
        name = words.code_name(self._book, one.code)
        mark = f" {words.stale_mark()}" if one.id in self._there.stale else ""
        head = f"<b>{escape(name)}: {escape(words.verdict_name(one.verdict, self._names))}</b>{mark}"
        rule = f'<div class="cn-faint">{escape(one.rule)}</div>'
        inside = self._list(self._ground(each, (one.id,)) for each in self._there.of(one.id))
        return f'<li id="v{one.id}">{head}{rule}{inside}</li>'

    def _ground(self, one: Ground, above: tuple[UUID, ...]) -> str:
        if one.kind == "proposition" and one.on in self._propositions:
            return self._proposition(one.on, above, one.side)
        if one.kind == "verdict" and one.on in self._verdicts:
            of = self._verdicts[one.on]
            return f'<li>{SIGNS[one.side]} <a href="#v{of.id}">{escape(words.code_name(self._book, of.code))}</a></li>'
        return f"<li>{SIGNS[one.side]} {escape(_(words.GROUND_NAMES[one.kind]))}</li>"

    def _proposition(self, id_: UUID, above: tuple[UUID, ...], side: str = "for") -> str:
        one, rests = self._propositions[id_], self._there.of(id_)
        tally = self._there.tally.get(id_, {})
        self._seen.add(id_)
        open_ = words.address(self._project, view="propositions", p=str(id_))
        mark = f" {words.stale_mark()}" if id_ in self._there.stale else ""
        head = f'{SIGNS[side]} <a href="{open_}" target="_self">{escape(one.text)}</a> {words.status(one.status)}{mark}'
        counts = [(each, tally.get(each, 0) - sum(r.side == each for r in rests)) for each in ("for", "against")]
        told = " · ".join(
            (
                ngettext("{n} ground for", "{n} grounds for", many)
                if side_ == "for"
                else ngettext("{n} ground against", "{n} grounds against", many)
            ).format(n=number(many))
            for side_, many in counts
            if many
        )
        facts = f'<div class="cn-faint">{escape(told)}</div>' if told else ""
        below = [each for each in rests if each.kind == "proposition" and each.on not in above and each.on != id_]
        inside = self._list(self._ground(each, (*above, id_)) for each in below)
        return f"<li>{head}{facts}{inside}</li>"
