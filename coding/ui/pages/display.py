"""Data display: tables as pictures whose every mark opens its excerpts."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from coding.display.kinds import BY_HAND
from coding.errors import QueryInvalid
from coding.model import Display, Project
from coding.reduction import written
from coding.ui import (
    concept_maps,
    display_choice,
    display_kept,
    display_picture,
    display_side,
    display_table,
    excerpt_filter,
    marks,
    session,
)
from coding.ui.display_table import Address
from coding.ui.display_words import KIND_WORDS
from coding.ui.excerpt_filter import Material
from coding.ui.words import N_, _, language, plain, tell
from coding.workbench import Actor, displays, kept_displays, side_by_side
from coding.workbench.displays import Picture
from coding.workbench.side_by_side import Split

VIEW = "display-last-view"
VIEWS = {"displays": N_("Displays"), "maps": N_("Concept maps")}
FORMS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def run() -> None:
    actor, project = session.actor(), session.project()
    st.title(_("Data display"))
    if _view() == "maps":
        concept_maps.show(actor, project)
        return
    there = excerpt_filter.material(actor, project.id)
    if not any(there.counts.values()):
        session.empty(
            _("What you code becomes a picture here. Code some passages first."), _("Start coding"), "tagging"
        )
        return
    display_choice.arrive()
    if kept := display_kept.choose(actor, project):
        display_choice.remember()
        _kept(actor, project, there, kept)
        return
    names = {key: name for key, (name, _values) in there.attributes.items()}
    with st.container(horizontal=True, vertical_alignment="bottom", key=display_choice.CHOICES):
        kind = display_choice.kind()
        options = display_choice.options(actor, project, kind, names, there)
        by = display_side.choose(actor, project, names)
    st.caption(plain(_(KIND_WORDS[kind][1])))
    asked = display_choice.query(actor, project, there)
    if asked is None:
        return
    display_choice.remember()
    query, text = asked
    asking, made = (actor, project.id, kind, query), None
    if by:
        made = side_by_side.draw_side_by_side(*asking, by, options=options, language=language())
    picture = made.whole if made else displays.draw_display(*asking, options=options, language=language())
    if not picture.excerpts:
        st.text(_("No excerpt fits these choices."))
        st.button(_("Show all excerpts"), type="primary", on_click=_clear)
        return
    if made:
        export = partial(side_by_side.export_side_by_side, *asking, by, options=options)
        _parts(actor, project, there, made, text, _narrowed())
    else:
        export = partial(displays.export_display, *asking, options=options)
        _show(picture, project, there, text, {"project": str(project.id), **_narrowed()})
    with st.container(horizontal=True):
        _downloads(project, picture, export)
        display_kept.keep(actor, project, picture, query, by)
    if not made and kind not in BY_HAND:
        display_table.show(picture.sheet, text, {"project": str(project.id), **_narrowed()})
        _open(actor, project, picture, text, _narrowed())


def _view() -> str:
    """Displays of what is coded, or concept maps drawn by hand; the address says which."""
    asked = st.query_params.get("view", "")
    if session.just_arrived() and not {"view", *display_choice.ADDRESSED} & set(st.query_params):
        asked = st.session_state.get(VIEW, "")
    view = str(
        st.segmented_control(
            _("View"),
            list(VIEWS),
            default=asked if asked in VIEWS else "displays",
            format_func=lambda one: _(VIEWS[one]),
            label_visibility="collapsed",
            key="display-view",
            required=True,
        )
    )
    st.session_state[VIEW] = view
    if view != "displays":
        st.query_params["view"] = view
        return view
    for name in ("view", concept_maps.MAP):
        st.query_params.pop(name, None)
    return view


def _kept(actor: Actor, project: Project, there: Material, one: Display) -> None:
    try:
        seen = kept_displays.kept_display(actor, project.id, one.id, language=language())
    except QueryInvalid as wrong:
        st.error(plain(tell(wrong)), icon=":material/error:")
        return
    picture, text = seen.picture, written(seen.picture.filter, there.book) if seen.picture.filter else ""
    address = {"project": str(project.id), **({"whole": one.whole} if one.whole != "excerpt" else {})}
    st.caption(plain(f"{_(KIND_WORDS[one.kind][0])}. {_(KIND_WORDS[one.kind][1])}"))
    if display_kept.cell(actor, project, seen):
        return
    display_kept.standing(actor, project, seen)
    make = partial(kept_displays.export_kept, actor, project.id, one.id)
    narrowed = {name: [value] for name, value in address.items()}
    if seen.split:
        _parts(actor, project, there, seen.split, text, narrowed)
        _downloads(project, picture, make)
        display_kept.note(actor, project, one)
        return
    worded = one.kind in BY_HAND
    edit = {**address, display_choice.KEPT: str(one.id)} if worded and session.may("reduce") else None
    drawn, beside = st.columns([2, 1], gap="large")
    with drawn:
        _show(picture, project, there, text, address, edit)
        display_kept.told_of_entries(seen)
        _downloads(project, picture, make)
    with beside:
        display_kept.note(actor, project, one)
    if not worded:
        display_table.show(picture.sheet, text, address)
        _open(actor, project, picture, text, narrowed)


def _clear() -> None:
    st.session_state.pop(display_choice.TEXT, None)
    kept = {name: value for name, value in st.query_params.items() if name.startswith(display_choice.SET)}
    kept |= {name: st.query_params[name] for name in (display_choice.SHOWN,) if name in st.query_params}
    excerpt_filter.clear()
    st.query_params.update(kept)


def _show(
    picture: Picture, project: Project, there: Material, text: str, address: Address, edit: Address | None = None
) -> None:
    if picture.kind not in BY_HAND:
        display_picture.draw(picture, project)
    elif picture.sheet.rows:
        display_table.read(picture.sheet, text, address, edit=edit)
    display_picture.tell_all(picture.sheet.notices)
    display_picture.rests_on(picture, project, there)


def _downloads(project: Project, picture: Picture, make: Callable[..., bytes]) -> None:
    name = _(KIND_WORDS[picture.kind][0])
    with st.popover(_("Take away"), icon=":material/download:"):
        forms = list(FORMS)
        if not displays.can_print():
            forms = ["html", "xlsx"]
            st.caption(
                plain(
                    _(
                        "There is no Chrome, Edge or Chromium on this machine to draw the picture with. "
                        "Use the download that stands at the picture itself, or take the page."
                    )
                )
            )
        for form in forms:
            st.download_button(
                form.upper(),
                partial(make, format=form, title=name),
                f"{project.name} - {name}.{form}",
                FORMS[form],
                icon=":material/download:",
                on_click="ignore",
                key=f"display-{form}",
            )


def _narrowed() -> dict[str, list[str]]:
    """What the choices at the top say in the address of the excerpts, too."""
    return {
        name: st.query_params.get_all(name)
        for name in st.query_params
        if name in excerpt_filter.NARROWING or name.startswith(excerpt_filter.ATTRIBUTE)
    }


def _parts(
    actor: Actor, project: Project, there: Material, made: Split, text: str, narrowed: Mapping[str, list[str]]
) -> None:
    """What stands side by side; go to the excerpts of a mark that was clicked in one of them."""
    clicked = display_side.show(made, project, there, text, {**narrowed, "project": str(project.id)})
    if clicked and (picture := clicked[0].picture):
        _go(actor, project, picture, [text, clicked[0].ask, clicked[1]], narrowed)


def _open(actor: Actor, project: Project, picture: Picture, text: str, narrowed: Mapping[str, list[str]]) -> None:
    """Go to the excerpts of the mark that was clicked."""
    ask = marks.opened(display_picture.PICTURE)
    if ask is not None:
        _go(actor, project, picture, [text, ask], narrowed)


def _go(
    actor: Actor, project: Project, picture: Picture, asks: Sequence[str], narrowed: Mapping[str, list[str]]
) -> None:
    where = {"q": displays.narrow_query(actor, project.id, asks), "project": str(project.id)}
    if picture.sheet.whole != "excerpt":
        where["whole"] = picture.sheet.whole
    st.switch_page("pages/excerpts.py", query_params={**narrowed, **where})


run()
