"""One section of the report: what is written, what no longer holds in it, and beneath it as it will read."""

from dataclasses import dataclass
from html import escape
from uuid import UUID

import streamlit as st

from coding.errors import CodingError, Conflict
from coding.model import Project, Section
from coding.ui import report_picker, report_preview, session, telling
from coding.ui.conclusion_words import why
from coding.ui.words import _, ngettext, number, plain
from coding.workbench import Actor
from coding.workbench.report_writing import preview_text
from coding.workbench.sections import (
    Changed,
    Seen,
    StaleSentence,
    confirm_section,
    drop_section,
    move_section,
    section_text,
    write_section,
)

DRAFTS = "report-drafts"
FEW = 2


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody typed and has not saved, and the version it was typed over."""

    version: int
    heading: str
    level: int
    text: str


def _drafts() -> dict[UUID, Draft]:
    found: dict[UUID, Draft] = st.session_state.setdefault(DRAFTS, {})
    return found


def unsaved(section: UUID) -> bool:
    """Whether there are words in a section that are not saved."""
    return section in _drafts()


def show(actor: Actor, project: Project, seen: Seen) -> None:
    """The section to write in, or only to read for whoever may not."""
    st.html(report_preview.STYLE)
    stored = section_text(actor, project.id, seen.section.id)
    _no_longer(actor, project, seen)
    if not session.may("conclude"):
        st.subheader(plain(stored.heading))
        report_preview.show(actor, project, preview_text(actor, project.id, stored.text), seen, away=False)
        return
    draft = _drafts().get(stored.id)
    if draft is not None and draft.version != stored.version:
        _both(actor, project, stored, draft)
    text = _write(actor, project, stored, draft)
    st.html(f'<div class="rp-title">{escape(_("As it will read"))}</div>')
    report_preview.show(actor, project, preview_text(actor, project.id, text), seen, away=draft is not None)


# -- writing --------------------------------------------------------------------------------------


def _write(actor: Actor, project: Project, stored: Section, draft: Draft | None) -> str:
    """The fields of the section; gives the text as it stands in them."""
    version = draft.version if draft else stored.version
    key = f"{stored.id}-{version}"
    now = draft or Draft(stored.version, stored.heading, stored.level, stored.text)
    names = {name: f"report-{name}-{key}" for name in ("heading", "level", "text")}
    for name, widget in names.items():
        if widget not in st.session_state:
            st.session_state[widget] = getattr(now, name)
    facts = (stored, version, names)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Heading"), key=names["heading"], on_change=_note, args=facts)
        st.segmented_control(
            _("Level"),
            [1, 2, 3],
            key=names["level"],
            format_func=number,
            required=True,
            on_change=_note,
            args=facts,
        )
    if stored.assembled:
        st.caption(_("Assembled by the program from what the project holds. The mark goes when you edit it."))
    text = st.text_area(
        _("Text"),
        key=names["text"],
        height=320,
        help=_(
            "An empty line begins a paragraph, “- ” an item of a list. What stands in braces is a field: it shows what "
            "the project says now."
        ),
        on_change=_note,
        args=facts,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Save"),
            type="primary",
            icon=":material/check:",
            key=f"report-save-{stored.id}",
            on_click=_save,
            args=(actor, project, stored.id, names, version),
        )
        if draft is not None:
            st.button(_("Discard changes"), type="tertiary", on_click=_forget, args=(stored.id, names))
        _place(actor, project, stored)
    report_picker.show(actor, project, names["text"], _note, facts)
    return text


def _note(stored: Section, version: int, names: dict[str, str]) -> None:
    """Remember what is typed, whatever is drawn next."""
    typed = {name: st.session_state[widget] for name, widget in names.items()}
    if all(typed[name] == getattr(stored, name) for name in names) and version == stored.version:
        _drafts().pop(stored.id, None)
    else:
        _drafts()[stored.id] = Draft(version, **typed)


def _save(actor: Actor, project: Project, section: UUID, names: dict[str, str], version: int) -> None:
    draft = Draft(version, **{name: st.session_state[widget] for name, widget in names.items()})
    try:
        write_section(
            actor,
            project.id,
            section,
            heading=draft.heading,
            level=draft.level,
            text=draft.text,
            version=draft.version,
        )
    except Conflict:
        # Both texts are shown as the page is drawn again.
        _drafts()[section] = draft
    except CodingError as problem:
        _drafts()[section] = draft
        telling.show(problem)
    else:
        _drafts().pop(section, None)
        st.toast(_("Saved"), icon=":material/check:")


def _forget(section: UUID, names: dict[str, str]) -> None:
    _drafts().pop(section, None)
    for widget in names.values():
        st.session_state.pop(widget, None)


def _both(actor: Actor, project: Project, stored: Section, draft: Draft) -> None:
    """Somebody else saved meanwhile: their text above one's own, to choose or to bring together."""
    with st.container(border=True):
        st.warning(_("Somebody saved this section while you wrote. Theirs stands here, yours below."))
        st.html(
            f'<div class="rp-side"><b>{escape(stored.heading)}</b><div class="rp-raw">{escape(stored.text)}</div></div>'
        )
        with st.container(horizontal=True):
            st.button(_("Keep mine"), on_click=_rebase, args=(stored, draft))
            st.button(_("Take theirs"), on_click=_forget, args=(stored.id, {}))


def _rebase(stored: Section, draft: Draft) -> None:
    """Go on with one's own words over the newer version; saving then replaces it."""
    _drafts()[stored.id] = Draft(stored.version, draft.heading, draft.level, draft.text)


def _place(actor: Actor, project: Project, stored: Section) -> None:
    with st.popover(_("Section"), icon=":material/more_horiz:", type="tertiary"):
        for label, icon, up in ((_("Move up"), "arrow_upward", True), (_("Move down"), "arrow_downward", False)):
            if st.button(label, icon=f":material/{icon}:", type="tertiary", key=f"report-move-{up}-{stored.id}"):
                move_section(actor, project.id, stored.id, up=up)
                st.rerun()
        if st.button(_("Delete the section"), icon=":material/delete:", type="tertiary"):
            drop_section(actor, project.id, stored.id)
            _drafts().pop(stored.id, None)
            st.rerun()


# -- what no longer holds -------------------------------------------------------------------------


def _no_longer(actor: Actor, project: Project, seen: Seen) -> None:
    """The sentences to be checked again, each with what changed, and the buttons that say they were."""
    if not seen.stale:
        return
    many = len(seen.stale)
    told = ngettext("{n} sentence to be checked again", "{n} sentences to be checked again", many)
    with st.expander(told.format(n=number(many)), icon=":material/update:", expanded=many <= FEW):
        for one in seen.stale:
            _stale(actor, project, seen, one)
        fields = [text for one in seen.stale for text in _confirmable(one)]
        if many > 1 and fields and session.may("conclude"):
            _confirm(actor, project, seen, fields, _("Checked: all of them still hold"), "all")


def _stale(actor: Actor, project: Project, seen: Seen, one: StaleSentence) -> None:
    with st.container(gap="xsmall", key=f"report-stale-{seen.section.id}-{one.start}"):
        changes = "".join(map(_change, one.changed))
        st.html(f'<p class="rp-sentence">{escape(one.text)}</p><ul class="rp-changes">{changes}</ul>')
        if not session.may("conclude"):
            return
        if fields := _confirmable(one):
            _confirm(actor, project, seen, fields, _("Checked: it still holds"), str(one.start))
        else:
            st.caption(_("Check what is below it first, or take out what is gone."))


def _confirmable(one: StaleSentence) -> list[str]:
    """The fields that can be confirmed where they stand: not those that only rest on what is to be checked itself."""
    return [
        part.field.text
        for part in one.changed
        if part.after and (part.before != part.after or any(each.how == "changed" for each in part.because))
    ]


def _confirm(actor: Actor, project: Project, seen: Seen, fields: list[str], label: str, key: str) -> None:
    if st.button(label, icon=":material/check:", key=f"report-confirm-{seen.section.id}-{key}"):
        try:
            confirm_section(actor, project.id, seen.section.id, fields, version=seen.section.version)
        except CodingError as problem:
            telling.show(problem)
        else:
            st.rerun()


def _change(one: Changed) -> str:
    because = f' <span class="rp-faint">{escape(why(one.because))}</span>' if one.because else ""
    if one.before == one.after:
        return f"<li>{escape(one.before)}{because}</li>"
    after = escape(one.after) or f"<i>{escape(_('can no longer be shown'))}</i>"
    return f"<li><s>{escape(one.before)}</s> → {after}{because}</li>"
