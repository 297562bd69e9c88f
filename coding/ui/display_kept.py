"""Displays kept under a name: chosen, confirmed when they are stale, with analytic text and entries by hand."""

from datetime import datetime
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import Display, Entry, Project, Query
from coding.reduction.framework import Changed
from coding.reduction.sheet import MISSING, Sheet
from coding.ui import display_choice, keeping, session, telling
from coding.ui.display_words import KIND_WORDS, RULE_WORDS
from coding.ui.words import _, moment, ngettext, number, plain
from coding.workbench import Actor, kept_displays
from coding.workbench.displays import Picture
from coding.workbench.kept_displays import RULES, Seen

ROW, COLUMN = "row", "column"
"""What the address says of the cell that is written in."""

CHOSEN = "display-kept"
_MANY = 3


def choose(actor: Actor, project: Project) -> Display | None:
    """The display that is looked at, of those that are kept; None for a new one."""
    there = {str(one.id): one for one in kept_displays.list_displays(actor, project.id)}
    asked = st.query_params.get(display_choice.KEPT, "")
    if not there:
        st.query_params.pop(display_choice.KEPT, None)
        return None
    if session.just_arrived() or st.session_state.get(CHOSEN) not in ("", *there):
        st.session_state[CHOSEN] = asked if asked in there else ""
    chosen: str = st.selectbox(
        _("Kept displays"),
        ["", *there],
        format_func=lambda one: plain(there[one].name) if one else _("A new one"),
        key=CHOSEN,
        width=420,
    )
    if not chosen:
        st.query_params.pop(display_choice.KEPT, None)
        return None
    st.query_params[display_choice.KEPT] = chosen
    return there[chosen]


def keep(actor: Actor, project: Project, picture: Picture, query: Query, by: str = "") -> None:
    """Keep what is on the screen under a name, split side by side as it is there."""
    if not session.may("reduce"):
        return
    with st.popover(_("Keep this display"), icon=":material/bookmark_add:"), st.form("display-keep", border=False):
        name = st.text_input(_("Name"), _(KIND_WORDS[picture.kind][0]), max_chars=200)
        if st.form_submit_button(_("Keep"), type="primary"):
            try:
                made = kept_displays.keep_display(
                    actor, project.id, picture.kind, name, query, options=picture.options, by=by
                )
            except CodingError as problem:
                telling.show(problem)
            else:
                st.session_state.pop(CHOSEN, None)
                st.query_params[display_choice.KEPT] = str(made)
                st.rerun()


def standing(actor: Actor, project: Project, seen: Seen) -> None:
    """What has changed since somebody confirmed it, with the way to confirm it again."""
    one = seen.display
    if seen.moved:
        st.warning(plain(_("Look at this display again: {what}.").format(what=_what(seen))), icon=":material/update:")
        if session.may("reduce") and st.button(_("It still holds"), icon=":material/check:", type="primary"):
            try:
                kept_displays.confirm_display(actor, project.id, one.id, version=one.version)
            except CodingError as problem:
                telling.show(problem)
            else:
                st.rerun()
    elif one.checked_at:
        st.caption(plain(_("Last confirmed: {when}").format(when=_when(one.checked_at, project))))


def _when(at: datetime, project: Project) -> str:
    return moment(at, project.time_zone)


def _what(seen: Seen) -> str:
    told = []
    moved = seen.moved
    if moved.excerpts > 0:
        told.append(ngettext("{n} excerpt more", "{n} excerpts more", moved.excerpts).format(n=number(moved.excerpts)))
    if moved.excerpts < 0:
        count = -moved.excerpts
        told.append(ngettext("{n} excerpt fewer", "{n} excerpts fewer", count).format(n=number(count)))
    if moved.inside and not moved.excerpts:
        told.append(_("some of its excerpts have changed"))
    if moved.table:
        told.append(_("the table says something else"))
    return ", ".join(told)


def note(actor: Actor, project: Project, one: Display) -> None:
    """The analytic text beside the display; its name, and the way to keep it no longer."""
    st.subheader(_("Analytic text"))
    if not session.may("reduce"):
        st.text(one.note or _("Nothing is written here yet."))
        return
    what = f"display-note-{one.id}"
    keeping.show_kept(what)
    key, before = keeping.form(what, one)
    with st.form(f"{key}-form", border=False):
        name = st.text_input(_("Name"), before.name, max_chars=200, key=f"{key}-name")
        text = st.text_area(
            _("What it shows, and what that means"),
            before.note,
            height=260,
            key=key,
            help=_("Write it at once: what stands out, what is missing, what surprises, what to look at next."),
        )
        if st.form_submit_button(_("Save"), type="primary", icon=":material/check:"):
            try:
                keeping.save(
                    what,
                    {_("Name"): name, _("Analytic text"): text},
                    lambda: kept_displays.write_display(
                        actor, project.id, one.id, name=name, note=text, version=before.version
                    ),
                )
            except CodingError as problem:
                telling.show(problem)
    with st.popover(_("Keep it no longer"), icon=":material/bookmark_remove:"):
        st.text(_("The text and the entries written by hand go with it. Undo brings them back."))
        if st.button(_("Keep it no longer"), key="display-drop"):
            try:
                kept_displays.drop_display(actor, project.id, one.id)
            except CodingError as problem:
                telling.show(problem)
            else:
                st.session_state.pop(CHOSEN, None)
                st.query_params.pop(display_choice.KEPT, None)
                st.rerun()


def told_of_entries(seen: Seen) -> None:
    """How many entries are by hand, and which of them rest on something else by now."""
    if seen.entries:
        count = len(seen.entries)
        st.caption(plain(ngettext("{n} entry by hand", "{n} entries by hand", count).format(n=number(count))))
    sheet = seen.picture.sheet
    names = {(row.own, column.own): f"{row.label} × {column.label}" for row in sheet.rows for column in sheet.columns}
    stale = [names[place] for place in seen.changed if place in names]
    if stale:
        told = _("The excerpts of these entries have changed: {names}.").format(names=", ".join(stale))
        st.warning(plain(told), icon=":material/update:")


# -- a cell ---------------------------------------------------------------------------------------


def place_asked(sheet: Sheet) -> tuple[int, int] | None:
    """The cell that the address names, where the table has it."""
    row, column = st.query_params.get(ROW, ""), st.query_params.get(COLUMN, "")
    down = next((at for at, one in enumerate(sheet.rows) if one.own == row), None)
    across = next((at for at, one in enumerate(sheet.columns) if one.own == column), None)
    return None if down is None or across is None else (down, across)


def _close() -> None:
    for name in (ROW, COLUMN):
        st.query_params.pop(name, None)


def cell(actor: Actor, project: Project, seen: Seen) -> bool:
    """The cell that the address names, to write in, with its excerpts beside it; whether there is one."""
    at = place_asked(seen.picture.sheet)
    if at is None or not session.may("reduce"):
        return False
    row, column = seen.picture.sheet.rows[at[0]], seen.picture.sheet.columns[at[1]]
    st.button(_("Back to the display"), icon=":material/arrow_back:", on_click=_close)
    st.subheader(plain(f"{row.said} × {column.said}"))
    words, work = st.columns(2, gap="large")
    bases = kept_displays.entry_bases(actor, project.id, seen.display.id, row.own, column.own)
    with words, st.container(height=560 if len(bases) > _MANY else "content", border=False):
        if not bases:
            st.text(_("Nothing is coded here."))
        for line in workbench.ledger_lines(actor, project.id, [one.coding for one in bases]):
            excerpt = line.excerpt
            place = _("line {n}").format(n=excerpt.coding.line_start)
            with st.container(border=True):
                st.caption(plain(" · ".join((excerpt.source_name, place, excerpt.code_key, excerpt.coder_name))))
                st.text(excerpt.coding.quote)
    with work:
        _entry(actor, project, seen, at, tuple(basis.coding for basis in bases))
    return True


def _entry(actor: Actor, project: Project, seen: Seen, at: tuple[int, int], basis: tuple[UUID, ...]) -> None:
    sheet = seen.picture.sheet
    place = sheet.rows[at[0]].own, sheet.columns[at[1]].own
    there = seen.entries.get(place)
    if since := seen.changed.get(place):
        st.warning(plain(_("Look at this entry again: {what}.").format(what=_since(since))), icon=":material/update:")
    if there is None and (rule := sheet.rules.get(at)) is not None:
        st.caption(
            plain(_("Now by the rule “{rule}”: {value}").format(rule=rule_name(rule), value=sheet.cells[at[0]][at[1]]))
        )
    with st.form(f"display-entry-{place}", border=False):
        text = st.text_area(_("Entry"), there.text if there else "", height=180)
        rule = st.selectbox(
            _("Entered as"), RULES, RULES.index(there.rule) if there else 0, format_func=rule_name, width=240
        )
        st.caption(plain(_("Without words, the entry made by the rule stands here again.")))
        if st.form_submit_button(_("Save"), type="primary", icon=":material/check:"):
            one = Entry(seen.display.id, *place, text, rule)
            try:
                kept_displays.put_entry(actor, project.id, one, seen=basis, version=there.version if there else 0)
            except CodingError as problem:
                telling.show(problem)
            else:
                _close()
                st.rerun()


def rule_name(rule: str) -> str:
    """What a rule is called on the screen."""
    return _(RULE_WORDS["missing" if rule in MISSING else rule])


def _since(since: Changed) -> str:
    counted = (
        (since.added, _("{n} new")),
        (since.gone, _("{n} gone")),
        (since.reworded, _("{n} with other words")),
        (since.requalified, _("{n} described anew")),
    )
    return ", ".join(words.format(n=number(count)) for count, words in counted if count)
