"""Data display: tables as pictures whose every mark opens its excerpts."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from coding.display.kinds import BY_HAND
from coding.errors import QueryInvalid
from coding.model import Display, Project
from coding.reduction import written
from coding.ui import concept_maps, display_choice, display_kept, display_table, excerpt_filter, marks, session
from coding.ui.display_words import KIND_WORDS
from coding.ui.excerpt_filter import Material
from coding.ui.query_words import said
from coding.ui.words import N_, _, language, moment, ngettext, number, plain, tell
from coding.workbench import Actor, displays, kept_displays
from coding.workbench.displays import Picture

PICTURE = "display-picture"
CAPTION = N_("{excerpts}, {informants}. Counted: {counted}. Codebook version {version}. {date}")
VIEWS = {"displays": N_("Displays"), "maps": N_("Concept maps")}
FORMS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
STYLE = """<style>
.st-key-display-picture { overflow-x: auto; }
.st-key-display-picture .js-plotly-plot
  :is(.xtick, .ytick, .g-xtitle, .g-ytitle, .legend, .cbaxis, .cbtitle, .annotation, .textpoint) text,
.st-key-display-picture .js-plotly-plot .bartext-outside {
  fill: currentColor !important; }
.st-key-display-picture .js-plotly-plot .node-label { fill: currentColor !important; text-shadow: none !important; }
</style>"""


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
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = display_choice.kind()
        options = display_choice.options(actor, project, kind, names, there)
    st.caption(plain(_(KIND_WORDS[kind][1])))
    asked = display_choice.query(actor, project, there)
    if asked is None:
        return
    display_choice.remember()
    query, text = asked
    picture = displays.draw_display(actor, project.id, kind, query, options=options, language=language())
    if not picture.excerpts:
        st.text(_("No excerpt fits these choices."))
        st.button(_("Show all excerpts"), type="primary", on_click=_clear)
        return
    _show(picture, project, there)
    with st.container(horizontal=True):
        _downloads(project, picture, partial(displays.export_display, actor, project.id, kind, query, options=options))
        display_kept.keep(actor, project, picture, query)
    display_table.show(picture.sheet, text, {"project": str(project.id), **_narrowed()})
    _open(actor, project, picture, text, _narrowed())


def _view() -> str:
    """Displays of what is coded, or concept maps drawn by hand; the address says which."""
    asked = st.query_params.get("view", "")
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
    drawn, beside = st.columns([2, 1], gap="large")
    with drawn:
        _show(picture, project, there)
        display_kept.told_of_entries(seen)
        _downloads(project, picture, partial(kept_displays.export_kept, actor, project.id, one.id))
    with beside:
        display_kept.note(actor, project, one)
    by_hand = one.kind in BY_HAND and session.may("reduce")
    edit = {**address, display_choice.KEPT: str(one.id)} if by_hand else None
    display_table.show(picture.sheet, text, address, edit=edit)
    _open(actor, project, picture, text, {name: [value] for name, value in address.items()})


def _clear() -> None:
    st.session_state.pop(display_choice.TEXT, None)
    kept = {name: value for name, value in st.query_params.items() if name.startswith(display_choice.SET)}
    kept |= {name: st.query_params[name] for name in (display_choice.SHOWN,) if name in st.query_params}
    excerpt_filter.clear()
    st.query_params.update(kept)


def _show(picture: Picture, project: Project, there: Material) -> None:
    name = _(KIND_WORDS[picture.kind][0])
    # A figure that has a width of its own keeps it, and is moved sideways where there is less room.
    wide = picture.figure.layout.width
    least = f"<style>.st-key-display-picture > * {{ min-width: {int(wide)}px; }}</style>" if wide else ""
    st.html(STYLE + least)
    with st.container(key=PICTURE):
        st.plotly_chart(picture.figure, config=_config(f"{project.name} - {name}"), alt=name)
    for notice in picture.sheet.notices:
        st.caption(plain(tell(notice)))
    excerpts = ngettext("{n} excerpt", "{n} excerpts", picture.excerpts).format(n=number(picture.excerpts))
    informants = _("{n} of {all} informants").format(n=number(picture.informants), all=number(picture.of))
    if picture.filter is not None:
        st.caption(plain(_("Only: {what}").format(what=said(picture.filter, there.book))))
    told = _(CAPTION).format(
        excerpts=excerpts,
        informants=informants,
        counted=picture.sheet.counted,
        version=picture.codebook,
        date=moment(picture.made, project.time_zone),
    )
    st.caption(plain(told))


def _config(name: str) -> dict[str, object]:
    """Only what is of use stands above a picture, in the language of this screen."""
    words = {"Download plot as a PNG": _("Download as it stands here"), "Fullscreen": _("Fullscreen")}
    words |= {"Close fullscreen": _("Close fullscreen")}
    marks_of_numbers = {"id": {"decimal": ",", "thousands": "."}, "en": {"decimal": ".", "thousands": ","}}
    here = language()
    return {
        "displaylogo": False,
        "scrollZoom": False,
        "doubleClick": False,
        "modeBarButtonsToRemove": ["zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "resetScale2d"],
        "toImageButtonOptions": {"format": "svg", "filename": name},
        "locale": f"simpul-{here}",
        "locales": {f"simpul-{here}": {"dictionary": words, "format": marks_of_numbers[here]}},
    }


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


def _open(actor: Actor, project: Project, picture: Picture, text: str, narrowed: Mapping[str, list[str]]) -> None:
    """Go to the excerpts of the mark that was clicked."""
    ask = marks.opened(PICTURE)
    if ask is not None:
        where = {"q": displays.narrow_query(actor, project.id, [text, ask]), "project": str(project.id)}
        if picture.sheet.whole != "excerpt":
            where["whole"] = picture.sheet.whole
        st.switch_page("pages/excerpts.py", query_params={**narrowed, **where})


run()
