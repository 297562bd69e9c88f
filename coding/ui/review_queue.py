"""The queue of a supervisor: one excerpt after the other with the reasons for it, a key for each state."""

from collections.abc import Sequence
from html import escape
from uuid import UUID

import streamlit as st

from coding.errors import CodingError, Conflict, NotFound
from coding.model import Codebook, Project, ReviewState
from coding.ui import focus, review_talks, session, telling
from coding.ui import review_words as words
from coding.ui.words import _, ngettext, number, percent, plain
from coding.workbench import Actor
from coding.workbench.reviewing import (
    EACH,
    MOST_EACH,
    Queue,
    Row,
    Sheet,
    draw_sample,
    review,
    review_queue,
    review_sheet,
)
from coding.workbench.talking import list_talks

AT, ASKED, SEEN, TALK = "review-at", "excerpt", "review-seen", "review-talk"


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """The excerpt the supervisor is at; without a sample, the way to draw one."""
    queue = review_queue(actor, project.id)
    asked = _asked()
    if asked is None and not queue.rows:
        _empty(actor, project, queue)
        return
    rows = list(queue.rows)
    here = _place(rows, asked)
    if asked is not None and asked not in {row.coding for row in rows}:
        rows.insert(0, Row(asked, (), "draft", False))
        here = 0
    _head(queue)
    row = rows[here]
    try:
        sheet = review_sheet(actor, project.id, row.coding)
    except NotFound:
        st.query_params.pop(ASKED, None)
        st.rerun()
    st.session_state[AT] = row.coding
    st.query_params[ASKED] = str(row.coding)
    shown = sheet.reviewed.review.version if sheet.reviewed.review else None
    if st.session_state.get(SEEN, (None, 0))[0] != row.coding or session.just_arrived():
        # The version on screen: a state that came in since is nothing this person has seen.
        st.session_state[SEEN] = (row.coding, shown)
    with st.container(key="review-bar", gap="small"):
        _ways(rows, here)
        if session.may("review"):
            _states(actor, project, rows, here, sheet)
    with st.container(border=True, key="review-card", gap="xsmall"):
        _card(actor, project, book, row, sheet)
    _talk(actor, project, row)
    if session.may("review"):
        _draw(actor, project, queue)


def _asked() -> UUID | None:
    try:
        return UUID(st.query_params.get(ASKED, ""))
    except ValueError:
        return None


def _place(rows: Sequence[Row], asked: UUID | None) -> int:
    """The excerpt the address names, else the one last shown, else the first that waits."""
    ids = [row.coding for row in rows]
    for wanted in (asked, st.session_state.get(AT)):
        if wanted in ids:
            return ids.index(wanted)
    return next((at for at, row in enumerate(rows) if not row.done), 0)


def _head(queue: Queue) -> None:
    """How many wait, and what those drawn at random say of all."""
    waiting = sum(not row.done for row in queue.rows)
    told = ngettext("{n} excerpt waits", "{n} excerpts wait", waiting).format(n=number(waiting))
    looked, accepted = queue.at_random
    if looked:
        share = _("Of {n} drawn at random and reviewed, {accepted} were accepted ({share}).").format(
            n=number(looked), accepted=number(accepted), share=percent(accepted / looked)
        )
        told = f"{told}. {share}"
    st.caption(plain(told))


def _ways(rows: Sequence[Row], here: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="review-ways"):
        back = st.button(_("Back"), icon=":material/arrow_back:", shortcut="K", disabled=here == 0)
        ahead = st.button(_("On"), icon=":material/arrow_forward:", shortcut="J", disabled=here == len(rows) - 1)
        waits = [at for at, row in enumerate(rows) if not row.done and at != here]
        jump = st.button(_("Next that waits"), icon=":material/skip_next:", shortcut="N", disabled=not waits)
        st.text(_("{n} of {all}").format(n=number(here + 1), all=number(len(rows))), width="content")
    if back or ahead:
        _go(rows, here - 1 if back else here + 1)
    if jump:
        _go(rows, next((at for at in waits if at > here), waits[0]))


def _go(rows: Sequence[Row], at: int) -> None:
    st.session_state[AT] = rows[at].coding
    st.query_params[ASKED] = str(rows[at].coding)
    st.rerun()


def _card(actor: Actor, project: Project, book: Codebook, row: Row, sheet: Sheet) -> None:
    """Where it stands, why it is here, the words in their place, and what each reason says."""
    given = sheet.reviewed.review.state if sheet.reviewed.review else None
    chips = [words.state_chip(sheet.reviewed.standing, given)]
    chips += [f'<span class="rv-chip">{escape(_(words.WHYS[why]))}</span>' for why in row.whys]
    st.html(f'<div class="rv-chips">{"".join(chips)}</div>')
    if sheet.reviewed.changes:
        st.html(words.difference(sheet.reviewed.changes, book))
    st.html(words.excerpt(sheet.excerpt, book))
    if reasons := _reasons(sheet, book):
        st.html(reasons)
    st.page_link(
        session.page("tagging"),
        label=_("Open in the text"),
        icon=":material/arrow_forward:",
        query_params={
            "project": str(project.id),
            "source": sheet.excerpt.source_name,
            "at": str(sheet.excerpt.coding.start),
        },
    )


def _reasons(sheet: Sheet, book: Codebook) -> str:
    leans = escape(_("Rests on it:"))
    lines = [f"<b>{leans}</b> {escape(words.short(text, 240))}" for text in sheet.leaning]
    for one in sheet.others:
        quoted = f"“{words.short(one.coding.quote)}”"
        told = f"{words.code(book, one.coding.code)} {quoted if one.coding.quote != sheet.excerpt.coding.quote else ''}"
        lines.append(f"<b>{escape(one.coder_name)}:</b> {escape(told)}")
    if sheet.aside:
        lines.append(f"<b>{escape(_('Set aside:'))}</b> {escape(sheet.aside)}")
    if sheet.chance is not None:
        told = _("The classifier gave it a chance of {share}.").format(share=percent(sheet.chance))
        lines.append(escape(told))
    return "".join(f'<p class="rv-note">{one}</p>' for one in lines)


def _states(actor: Actor, project: Project, rows: Sequence[Row], here: int, sheet: Sheet) -> None:
    """The buttons are this excerpt's own: a second press on its way decides about none that nobody has read."""
    coding = sheet.excerpt.coding.id
    given = sheet.reviewed.standing
    pressed: ReviewState | None = None
    with st.container(horizontal=True, key="review-states"):
        for state, (key, symbol) in words.KEYS.items():
            if st.button(
                _(words.STATES[state]),
                icon=f":material/{symbol}:",
                shortcut=key,
                type="primary" if state == "accepted" else "secondary",
                key=f"state-{state}-{coding}",
                disabled=given == state,
            ):
                pressed = state
    if pressed is None:
        return
    try:
        review(actor, project.id, coding, pressed, version=st.session_state[SEEN][1])
    except Conflict as clash:
        st.session_state[SEEN] = (coding, sheet.reviewed.review.version if sheet.reviewed.review else None)
        telling.show(clash)
        return
    except CodingError as problem:
        telling.show(problem)
        return
    st.session_state.pop(SEEN)
    waits = [at for at, row in enumerate(rows) if not row.done and at != here]
    _go(rows, next((at for at in waits if at > here), waits[0] if waits else here))


def _talk(actor: Actor, project: Project, row: Row) -> None:
    """What is said of the excerpt; a key puts the caret into the field."""
    there = list_talks(actor, project.id, about="coding", on=[row.coding])
    if session.may("comment") and st.button(_("Comment"), icon=":material/chat:", shortcut="T", key="review-comment"):
        _coding, count = st.session_state.get(TALK, (None, 0))
        st.session_state[TALK] = (row.coding, count + 1)
    review_talks.beside(actor, project, "coding", row.coding, there=there)
    asked, count = st.session_state.get(TALK, (None, 0))
    focus.put(review_talks.SAY if asked == row.coding else "", f"{row.coding} {count if asked == row.coding else 0}")


# -- drawing --------------------------------------------------------------------------------------


def _empty(actor: Actor, project: Project, queue: Queue) -> None:
    if not session.may("review"):
        st.text(_("Here stand the excerpts your supervisor goes through. Nothing was drawn yet."))
        return
    if queue.sample is None:
        st.text(_("Draw a sample: a few excerpts for each reason to look closely, and some at random for the rest."))
    else:
        st.text(_("Nothing of the sample is there any more. Draw another one."))
    _form(actor, project, queue)


def _draw(actor: Actor, project: Project, queue: Queue) -> None:
    with st.expander(_("Draw another sample"), icon=":material/casino:"):
        _form(actor, project, queue)


def _form(actor: Actor, project: Project, queue: Queue) -> None:
    """How many for each reason, and the number that draws the same sample again."""
    before = queue.sample
    with st.form("draw-sample", border=False):
        st.caption(
            _(
                "For each reason so many: conclusions lean on it, layers differ, the classifier was not sure, one "
                "informant alone, set aside, at random. The same number draws the same excerpts."
            )
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            each = st.number_input(
                _("For each reason"), 1, MOST_EACH, before.each if before else EACH, width=140, key="draw-each"
            )
            seed = st.number_input(
                _("Number of the draw"), 0, 2**31 - 1, before.seed + 1 if before else 1, width=160, key="draw-seed"
            )
            drawn = st.form_submit_button(_("Draw"), type="primary", icon=":material/casino:")
    if drawn:
        try:
            with st.spinner(_("Drawing …")):
                draw_sample(actor, project.id, int(each), int(seed))
        except CodingError as problem:
            telling.show(problem)
            return
        for name in (AT, SEEN):
            st.session_state.pop(name, None)
        st.query_params.pop(ASKED, None)
        st.rerun()
