"""A cell of the framework grid: the summary to write, beside the excerpts it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import CodingError, Conflict
from coding.model import Case, LedgerLine, Project
from coding.reduction.framework import Heading, Shown
from coding.ui import ledger_card, session, telling
from coding.ui.words import _, ngettext, number, plain
from coding.workbench import Actor, Framework

CASE, COLUMN = "case", "column"
"""What the address says of the cell."""

SEEN, CONFLICT = "framework-seen", "framework-conflict"
HEIGHT = 560
MANY = 4


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the person has before them: the cell, the version of its summary, the excerpts."""

    at: tuple[UUID, UUID]
    version: int
    excerpts: tuple[UUID, ...]


def asked(laid: Framework) -> tuple[Case, Heading] | None:
    """The cell that the address names, where it is in the grid."""
    case, column = st.query_params.get(CASE, ""), st.query_params.get(COLUMN, "")
    row = next((one for one in laid.rows if str(one.id) == case), None)
    top = next((one for one in laid.columns if str(one.id) == column), None)
    return (row, top) if row and top else None


def state(one: Shown) -> str:
    """How many excerpts there are, or whether anybody asked."""
    if one.said == "said":
        count = len(one.basis)
        return ngettext("{n} excerpt", "{n} excerpts", count).format(n=number(count))
    return _("asked, not said") if one.said == "asked" else _("not asked")


def why(one: Shown) -> str:
    """What has changed since the summary was written."""
    counted = (
        (one.changed.added, _("{n} new")),
        (one.changed.gone, _("{n} gone")),
        (one.changed.reworded, _("{n} with other words")),
        (one.changed.requalified, _("{n} described anew")),
    )
    return _("excerpts changed: {what}").format(
        what=", ".join(words.format(n=number(count)) for count, words in counted if count)
    )


def show(actor: Actor, project: Project, laid: Framework) -> None:
    """The cell that the address names."""
    at = asked(laid)
    assert at
    case, column = at
    one = laid.cells[case.id, column.id]
    lines = workbench.cell_excerpts(actor, project.id, case.id, column.id)
    before = _before(case, column, one, lines)
    st.html(ledger_card.STYLE)
    _ways(laid, case, column)
    st.subheader(plain(" · ".join((" ".join(filter(None, (case.key, case.name))), _name(column)))))
    for note in filter(None, (laid.notes.get(case.id), laid.notes.get(column.id))):
        st.caption(plain(note))
    if one.changed:
        st.warning(plain(_("Look at the summary again ({why}).").format(why=why(one))), icon=":material/update:")
    words, work = st.columns(2, gap="large")
    with words:
        _excerpts(project, one, lines)
    with work:
        if session.may("reduce"):
            _work(actor, project, laid, (case, column), before)
        else:
            st.text(one.cell.summary if one.cell and one.cell.summary else _("not summarised yet"))
    if SEEN in st.session_state:
        st.session_state[SEEN] = _Seen(before.at, before.version, tuple(line.excerpt.coding.id for line in lines))


def _name(column: Heading) -> str:
    return " ".join(filter(None, (column.key, column.name)))


def _before(case: Case, column: Heading, one: Shown, lines: Sequence[LedgerLine]) -> _Seen:
    """What was on the screen when the person last pressed something; what came in since, nobody has read."""
    at = (case.id, column.id)
    seen: _Seen | None = st.session_state.get(SEEN)
    if seen is None or seen.at != at or session.just_arrived():
        version = one.cell.version if one.cell else 0
        seen = _Seen(at, version, tuple(line.excerpt.coding.id for line in lines))
    st.session_state[SEEN] = seen
    return seen


# -- moving ---------------------------------------------------------------------------------------


def _ways(laid: Framework, case: Case, column: Heading) -> None:
    ahead = _next(laid, case, column)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(_("Back to the grid"), icon=":material/arrow_back:"):
            _leave()
        if st.button(_("Next open cell"), icon=":material/skip_next:", disabled=ahead is None) and ahead:
            _go(*ahead)


def _next(laid: Framework, case: Case, column: Heading) -> tuple[UUID, UUID] | None:
    """The next cell, row by row and round again, that has excerpts nobody has summarised, or is stale."""
    order = [(row.id, top.id) for row in laid.rows for top in laid.columns]
    here = order.index((case.id, column.id))
    for at in order[here + 1 :] + order[:here]:
        one = laid.cells[at]
        if one.changed or (one.said == "said" and not (one.cell and one.cell.summary)):
            return at
    return None


def _go(case: UUID, column: UUID) -> None:
    st.query_params[CASE], st.query_params[COLUMN] = str(case), str(column)
    st.session_state.pop(SEEN, None)
    st.rerun()


def _leave() -> None:
    for name in (CASE, COLUMN):
        st.query_params.pop(name, None)
    st.session_state.pop(SEEN, None)
    st.rerun()


# -- the words ------------------------------------------------------------------------------------


def _excerpts(project: Project, one: Shown, lines: Sequence[LedgerLine]) -> None:
    if not lines:
        st.text(_("Nothing is coded here: {state}.").format(state=state(one)))
        return
    with st.container(height=HEIGHT if len(lines) > MANY else "content", border=False):
        for line in lines:
            _excerpt(project, line)


def _excerpt(project: Project, line: LedgerLine) -> None:
    excerpt, coding = line.excerpt, line.excerpt.coding
    place = str(coding.line_start) if coding.line_start == coding.line_end else f"{coding.line_start}-{coding.line_end}"
    line_no = _("line {n}").format(n=place)
    where = " · ".join((excerpt.source_name, line_no, excerpt.code_key, excerpt.coder_name))
    before, after = excerpt.before[-90:].partition(" ")[2], excerpt.after[:90].rpartition(" ")[0]
    with st.container(border=True):
        st.html(
            f'<div class="rl-where">{escape(where)}</div><p class="rl-text">'
            f'<span class="rl-around">{escape(before)}</span><mark>{escape(coding.quote)}</mark>'
            f'<span class="rl-around">{escape(after)}</span></p>'
        )
        if line.reduction and line.reduction.statement:
            told = _("Statement")
            st.html(f'<div class="rl-now"><b>{escape(told)}</b>: {escape(line.reduction.statement)}</div>')
        st.page_link(
            "pages/tagging.py",
            label=_("Open in the text"),
            icon=":material/arrow_forward:",
            query_params={"project": str(project.id), "source": excerpt.source_name, "at": str(coding.start)},
        )


# -- writing --------------------------------------------------------------------------------------


def _work(actor: Actor, project: Project, laid: Framework, at: tuple[Case, Heading], seen: _Seen) -> None:
    case, column = at
    one = laid.cells[case.id, column.id]
    clash: Conflict | None = st.session_state.pop(CONFLICT, None)
    if clash:
        telling.show(clash)
        st.text(str(clash.theirs.get("summary") or ""))
    here = f"{case.id}-{column.id}"
    with st.form(f"framework-cell-{here}", border=False):
        summary = st.text_area(
            _("What this informant says of it, in your words"),
            one.cell.summary if one.cell else "",
            height=220,
            key=f"framework-summary-{here}",
        )
        noted = _asked(one, here) if one.said != "said" else (one.cell.asked if one.cell else None)
        with st.container(horizontal=True):
            on = st.form_submit_button(_("Save and go on"), type="primary", icon=":material/check:")
            stay = st.form_submit_button(_("Save and go back"), icon=":material/table:")
    if on or stay:
        ahead = _next(laid, case, column) if on else None
        _save(actor, project, seen, summary, noted, one, ahead)


def _asked(one: Shown, here: str) -> bool | None:
    """Whether somebody asked about it: left to the interview guide, or noted."""
    choices = {None: _("as the interview guide has it"), True: _("asked, not said"), False: _("not asked")}
    options = list(choices)
    return st.radio(
        _("Was it asked?"),
        options,
        index=options.index(one.cell.asked if one.cell else None),
        format_func=choices.__getitem__,
        key=f"framework-asked-{here}",
    )


def _save(
    actor: Actor,
    project: Project,
    seen: _Seen,
    summary: str,
    noted: bool | None,
    one: Shown,
    ahead: tuple[UUID, UUID] | None,
) -> None:
    """Store the summary and go on; where somebody was first, both stay on the screen."""
    try:
        workbench.put_cell(actor, project.id, *seen.at, summary, asked=noted, seen=seen.excerpts, version=seen.version)
    except Conflict as clash:
        version = one.cell.version if one.cell else 0
        st.session_state[CONFLICT], st.session_state[SEEN] = clash, _Seen(seen.at, version, seen.excerpts)
        st.rerun()
    except CodingError as problem:
        telling.show(problem)
    else:
        if ahead:
            _go(*ahead)
        _leave()
