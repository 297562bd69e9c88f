"""All the projects somebody supervises: how far each is, who needs help first, one key to the next."""

from datetime import UTC, datetime
from html import escape

import streamlit as st

from coding.ui import review_files, session
from coding.ui import review_words as words
from coding.ui.happenings import when
from coding.ui.order import PAGES
from coding.ui.words import N_, _, ngettext, number
from coding.workbench import Actor
from coding.workbench.supervising import IDLE, Guided, supervised

NEXT = "guidance-next"
ROLES = {"supervisor": N_("supervisor"), "owner": N_("owner")}
STYLE = """<style>
.gd-row { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .7rem; }
.gd-row b { font-size: 1.05rem; overflow-wrap: anywhere; }
.gd-facts { display: flex; flex-wrap: wrap; gap: .15rem .9rem; font-size: .9rem; margin-top: .2rem; }
.gd-needs { font-weight: 650; }
</style>"""


def run() -> None:
    actor = session.actor()
    st.title(_("Supervision"))
    st.html(words.STYLE + STYLE)
    review_files.bring_in(actor)
    there = supervised(actor)
    if not there:
        st.text(_("You supervise no project yet. Open a guidance file, or ask to be made its supervisor."))
        return
    at = datetime.now(UTC)
    needy = [one for one in there if any(one.need(at)[:4])]
    _ways(there, needy)
    for one in there:
        with st.container(border=True, gap="xsmall", key=f"guided-{one.project.id}"):
            _row(actor, one, at)


def _ways(there: list[Guided], needy: list[Guided]) -> None:
    """One key to whoever needs help next, after the one visited last."""
    told = ngettext("{n} project needs you", "{n} projects need you", len(needy)).format(n=number(len(needy)))
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(
            _("Next who needs me"), type="primary", icon=":material/skip_next:", shortcut="N", disabled=not needy
        )
        st.text(told, width="content")
    if pressed:
        ids = [one.project.id for one in needy]
        last = st.session_state.get(NEXT)
        at = (ids.index(last) + 1) % len(ids) if last in ids else 0
        st.session_state[NEXT] = ids[at]
        _open(needy[at])


def _open(one: Guided) -> None:
    """Where the need is: the queue where something waits in it, else what happened."""
    view = "queue" if one.changed else "since"
    st.switch_page(session.page("review"), query_params={"project": str(one.project.id), "view": view})


def _row(actor: Actor, one: Guided, at: datetime) -> None:
    who = ", ".join(one.students) or (one.came[0] if one.came else "")
    came = _("came in a file") if one.came else ""
    head = f"<b>{escape(one.project.name)}</b><span>{escape(who)}</span>"
    head += f'<span class="rv-faint">{escape(" · ".join(filter(None, (_(ROLES[one.role]), came))))}</span>'
    facts = "".join(f"<span>{escape(each)}</span>" for each in _facts(one, at))
    needs = "".join(f'<span class="gd-needs">{escape(each)}</span>' for each in _needs(one, at))
    st.html(f'<div class="gd-row">{head}</div><div class="gd-facts">{needs}{facts}</div>')
    with st.container(horizontal=True):
        for view, label, symbol in (
            ("queue", _("Queue"), "fact_check"),
            ("since", _("Since my last visit"), "update"),
            ("talks", _("Discussions"), "forum"),
        ):
            st.page_link(
                session.page("review"),
                label=label,
                icon=f":material/{symbol}:",
                query_params={"project": str(one.project.id), "view": view},
            )


def _needs(one: Guided, at: datetime) -> list[str]:
    told = []
    if one.questions:
        told.append(ngettext("{n} question waits", "{n} questions wait", one.questions).format(n=number(one.questions)))
    if one.changed:
        sentence = ngettext("{n} excerpt changed since reviewed", "{n} excerpts changed since reviewed", one.changed)
        told.append(sentence.format(n=number(one.changed)))
    if one.stale:
        told.append(ngettext("{n} stale conclusion", "{n} stale conclusions", one.stale).format(n=number(one.stale)))
    if one.unsupported:
        sentence = ngettext("{n} unsupported conclusion", "{n} unsupported conclusions", one.unsupported)
        told.append(sentence.format(n=number(one.unsupported)))
    if one.active_at and at - one.active_at > IDLE:
        days = (at - one.active_at).days
        told.append(ngettext("silent for {n} day", "silent for {n} days", days).format(n=number(days)))
    return told


def _facts(one: Guided, at: datetime) -> list[str]:
    told = [
        _("at {stage}").format(stage=_(PAGES[one.stage][0])),
        _("{n} of {all} sources finished").format(n=number(one.finished), all=number(one.sources)),
    ]
    if one.news is None:
        told.append(_("not visited yet"))
    else:
        told.append(
            ngettext("{n} act since your visit", "{n} acts since your visit", one.news).format(n=number(one.news))
        )
    if one.active_at:
        told.append(_("last active {at}").format(at=when(one.active_at, one.project.time_zone, at)))
    return told


run()
