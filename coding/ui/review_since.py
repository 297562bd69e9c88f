"""Since my last visit: what happened by meaning, what waits, and the visit noted as a line of the supervision card."""

from collections.abc import Iterable, Mapping
from functools import partial
from html import escape
from urllib.parse import urlencode

import streamlit as st

from coding.errors import CodingError
from coding.model import Codebook, Excerpt, Project, PropositionStatus, Visit
from coding.ui import code_changes, conclusion_words, looks, session, telling
from coding.ui import review_words as words
from coding.ui.happenings import when
from coding.ui.report_taking import TYPES
from coding.ui.words import _, language, ngettext, number, plain
from coding.workbench import Actor
from coding.workbench.conclusions import verdict_names
from coding.workbench.printing import PRINTED
from coding.workbench.supervision_paper import print_card
from coding.workbench.talking import Talk
from coding.workbench.visiting import CodeNews, Meanwhile, change_visit, close_visit, list_visits, since_visit

NOTED = "visit-noted"


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """What happened, then the form that closes this visit, then the visits there were."""
    found = since_visit(actor, project.id)
    if found.since and found.since.made_at:
        at = when(found.since.made_at, project.time_zone)
        st.caption(plain(_("Since your last visit, {at}. What you did yourself is left out.").format(at=at)))
    else:
        st.caption(_("You have noted no visit here yet: this is what there is so far."))
    if not found.whole:
        st.caption(_("So much happened that only the first acts are told one by one."))
    if found.nothing:
        st.success(_("Nothing happened since."))
    _waiting(project, book, found)
    _said(project, book, found)
    _states(book, found)
    _codes(project, book, found)
    _concluded(actor, project, found)
    if session.may("comment"):
        _close(actor, project)
    _card(actor, project)


def _heading(words_: str, count: int) -> None:
    st.html(f'<div class="lk-label rv-head"><b>{escape(words_)}</b><span>{number(count)}</span></div>')


def _list(lines: Iterable[str]) -> None:
    st.html(f'<ul class="rv-list">{"".join(f"<li>{one}</li>" for one in lines)}</ul>')


def _link(project: Project, page: str, label: str, **where: str) -> str:
    asked = urlencode({"project": str(project.id), **where})
    return f'<a href="{escape(f"{page}?{asked}")}" target="_self">{escape(label)}</a>'


def _waiting(project: Project, book: Codebook, found: Meanwhile) -> None:
    if found.questions:
        _heading(_("Questions that wait"), len(found.questions))
        _list(_talk(project, book, one, first=True) for one in found.questions)


def _said(project: Project, book: Codebook, found: Meanwhile) -> None:
    if found.replies:
        _heading(_("New in discussions"), len(found.replies))
        _list(_talk(project, book, one, first=False) for one in found.replies)


def _talk(project: Project, book: Codebook, one: Talk, *, first: bool) -> str:
    last = one.comments[0 if first else -1]
    who = one.names.get(last.coder, "?") if last.coder else "?"
    about = words.short(one.now or one.thread.said, 60)
    where = {"view": "queue", "excerpt": str(one.thread.on)} if one.excerpt else {"view": "talks"}
    told = _link(project, "review", words.short(last.text, 200), **where)
    return f'<b>{escape(who)}</b> {told} <span class="rv-faint">{escape(about)}</span>'


def _states(book: Codebook, found: Meanwhile) -> None:
    if found.states:
        _heading(_("Reviewed"), len(found.states))
        _list(
            f'<span class="rv-chip">{escape(_(words.STATES[state]))}</span> {_quoted(one)} '
            f'<span class="rv-faint">{escape(f"{words.code(book, one.coding.code)} · {by}")}</span>'
            for one, state, by in found.states
        )


def _quoted(one: Excerpt) -> str:
    return f"“{escape(words.short(one.coding.quote))}”"


def _codes(project: Project, book: Codebook, found: Meanwhile) -> None:
    """Excerpts code by code: how many are new, came, went; the first of them."""
    if not found.codes:
        return
    _heading(_("Excerpts by code"), len(found.codes))
    for one in found.codes:
        name = one.name.get(language()) or one.name.get(book.language) or one.key
        label = _link(project, "excerpts", f"{one.key} {name}", code=one.key)
        st.html(f'<p class="rv-note">{label} <span class="rv-faint">{escape(" · ".join(_counted(one)))}</span></p>')
        lines = [f'{_quoted(each)} <span class="rv-faint">{escape(_where(each))}</span>' for each in one.examples]
        lines += [
            f'{_quoted(each)} <span class="rv-faint">{escape(_("from {code}").format(code=key))}</span>'
            for each, key in one.came
        ]
        if lines:
            _list(lines)


def _where(one: Excerpt) -> str:
    return ", ".join(dict.fromkeys(filter(None, (one.case_key or one.speaker, one.source_name))))


def _counted(one: CodeNews) -> Iterable[str]:
    if one.new:
        yield _("{n} new").format(n=number(one.new))
    if one.came:
        yield ngettext("{n} from another code", "{n} from other codes", len(one.came)).format(n=number(len(one.came)))
    if one.left:
        yield ngettext("{n} went to another code", "{n} went to other codes", one.left).format(n=number(one.left))
    if one.removed:
        yield ngettext("{n} removed", "{n} removed", one.removed).format(n=number(one.removed))


def _concluded(actor: Actor, project: Project, found: Meanwhile) -> None:
    """The codebook, verdicts, propositions and finished sources: each as what it was and what it is."""
    if found.codebook and found.codebook.changes:
        changes = found.codebook.changes
        _heading(_("Codebook"), len(changes))
        _list(_difference(one.before, one.after, code_changes.sentence(one, found.codebook.new)) for one in changes)
    if found.verdicts:
        names = verdict_names(actor, project.id)
        _heading(_("Verdicts"), len(found.verdicts))
        whole = _("The study as a whole")
        _list(
            f"<b>{escape(one.label or whole)}</b> {_became(_verdict(one.before, names), _verdict(one.after, names))}"
            for one in found.verdicts
        )
    if found.propositions:
        _heading(_("Propositions"), len(found.propositions))
        _list(
            f"{escape(one.label)} {_became(_status(one.before), _status(one.after))}".strip()
            for one in found.propositions
        )
    if found.finished:
        _heading(_("Finished coding"), len(found.finished))
        _list(f'{escape(source)} <span class="rv-faint">{escape(name)}</span>' for source, name in found.finished)


def _difference(before: str, after: str, sentence: str) -> str:
    """A change of the codebook as a sentence; of a long text, its words that went out and came in."""
    if len(before) < 40 or len(after) < 40:
        return escape(sentence)
    return f"{escape(sentence)}{words.words_changed(before, after)}"


def _verdict(told: str, names: Mapping[str, str]) -> str:
    return escape(conclusion_words.verdict_name(told, names)) if told else ""


STATUSES: tuple[PropositionStatus, ...] = ("draft", "tentative", "verified", "rejected")


def _status(told: str) -> str:
    return next((conclusion_words.status(one) for one in STATUSES if one == told), escape(told))


def _became(before: str, after: str) -> str:
    if not before:
        return f"<ins>{after}</ins>"
    return f"<del>{before}</del> → <ins>{after or escape(_('deleted'))}</ins>"


# -- the card -------------------------------------------------------------------------------------


def _close(actor: Actor, project: Project) -> None:
    """Note the visit: from here on everything is new."""
    with st.form("close-visit", clear_on_submit=True):
        st.text(_("Note this visit"))
        discussed = st.text_area(_("Discussed"), height=68, key="visit-discussed", max_chars=20_000)
        agreed = st.text_area(_("Agreed"), height=68, key="visit-agreed", max_chars=20_000)
        to_do = st.text_area(_("To do"), height=68, key="visit-to-do", max_chars=20_000)
        if st.form_submit_button(_("I have seen everything up to here"), type="primary", icon=":material/done_all:"):
            close_visit(actor, project.id, discussed, agreed, to_do)
            st.rerun()


def _line(project: Project, one: Visit, name: str) -> str:
    """A visit: when and whose, and under it what was said, as far as anything was."""
    at = when(one.made_at, project.time_zone) if one.made_at else ""
    said = ((_("Discussed"), one.discussed), (_("Agreed"), one.agreed), (_("To do"), one.to_do))
    told = "".join(f"<div><b>{escape(label)}:</b> {escape(words_)}</div>" for label, words_ in said if words_)
    return f'<div class="rv-said"><span class="rv-who">{escape(f"{at} · {name}")}</span>{told}</div>'


def _card(actor: Actor, project: Project) -> None:
    """The visits so far, printed as the card; one's own can be put right."""
    visits = list_visits(actor, project.id)
    if visits:
        looks.label(_("Visits"))
        st.html("".join(_line(project, one, name) for one, name in reversed(visits)))
    if session.may("export"):
        with st.container(horizontal=True):
            for form in PRINTED:
                st.download_button(
                    _("Supervision card ({form})").format(form=form.upper()),
                    partial(print_card, actor, project.id, format=form, language=language()),
                    f"{project.name} - {_('Supervision card')}.{form}",
                    TYPES[form],
                    icon=":material/print:",
                    on_click="ignore",
                    key=f"card-{form}",
                )
    mine = [one for one, _name in visits if one.coder == actor.id]
    if not mine:
        return
    last = mine[-1]
    with st.popover(_("Change my last note"), icon=":material/edit:"), st.form("change-visit", border=False):
        said = [
            st.text_area(_(label), value, height=68, key=f"{NOTED}-{name}-{last.id}", max_chars=20_000)
            for name, label, value in (
                ("discussed", "Discussed", last.discussed),
                ("agreed", "Agreed", last.agreed),
                ("to-do", "To do", last.to_do),
            )
        ]
        if st.form_submit_button(_("Save"), type="primary"):
            try:
                change_visit(actor, project.id, last.id, *said, version=last.version)
            except CodingError as problem:
                telling.show(problem)
            else:
                st.rerun()
