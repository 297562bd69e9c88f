"""A picture on the page of displays, with what it rests on below it."""

from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st

from coding.errors import Notice
from coding.model import Project
from coding.ui import opening
from coding.ui.display_words import KIND_WORDS
from coding.ui.excerpt_filter import Material
from coding.ui.query_words import said
from coding.ui.words import N_, _, language, moment, ngettext, number, plain, tell
from coding.workbench.displays import Picture

PICTURE = "display-picture"
"""The key of the container a picture stands in; of several, with a number behind it."""

CAPTION = N_("{excerpts}, {informants}. Counted: {counted}. Codebook version {version}. {date}")
_CAPTION_STYLE = """<style>
.dp-caption { font-size: .875rem; color: color-mix(in srgb, currentColor 72%, transparent); }
.dp-caption a { color: inherit; text-underline-offset: .2em; font-variant-numeric: tabular-nums; }
</style>"""
_STYLE = """<style>
[class*="st-key-display-picture"] { overflow-x: auto; }
[class*="st-key-display-picture"] .js-plotly-plot
  :is(.xtick, .ytick, .g-xtitle, .g-ytitle, .legend, .cbaxis, .cbtitle, .annotation, .textpoint) text,
[class*="st-key-display-picture"] .js-plotly-plot .bartext-outside {
  fill: currentColor !important; }
[class*="st-key-display-picture"] .js-plotly-plot .node-label {
  fill: currentColor !important; text-shadow: none !important; paint-order: stroke; stroke-linejoin: round;
  stroke: Canvas; stroke-width: 4px; }
[class*="st-key-display-picture"] .js-plotly-plot .hovertext > path {
  fill: var(--lk-ground) !important; stroke: color-mix(in srgb, currentColor 30%, transparent) !important; }
[class*="st-key-display-picture"] .js-plotly-plot .hovertext text { fill: currentColor !important; }
</style>"""


def draw(picture: Picture, project: Project, key: str = PICTURE, name: str = "") -> None:
    """The figure in a container of this key; `name` says more than the kind does. Where it is bare, notices say why."""
    if picture.sheet.notices and not any(map(_drawn, picture.figure.data)):
        return
    called = f"{_(KIND_WORDS[picture.kind][0])} – {name}" if name else _(KIND_WORDS[picture.kind][0])
    # A figure that has a width of its own keeps it, and is moved sideways where there is less room.
    wide = picture.figure.layout.width
    least = f"<style>.st-key-{key} > * {{ min-width: {int(wide)}px; }}</style>" if wide else ""
    st.html(_STYLE + least)
    with st.container(key=key):
        st.plotly_chart(
            picture.figure, config=_config(f"{project.name} - {called}"), alt=called, key=f"{key}-chart", theme=None
        )


def _drawn(trace: Any) -> bool:
    """Whether anything of a trace is seen; those without places of their own have no `x`."""
    return "x" not in trace or trace.x is None or len(trace.x) > 0


def tell_all(notices: Sequence[Notice]) -> None:
    """What is to be known of what is shown."""
    for notice in notices:
        st.caption(plain(tell(notice)))


def found(excerpts: int, informants: int, of: int) -> str:
    """How many excerpts, and informants of how many."""
    told = ngettext("{n} excerpt", "{n} excerpts", excerpts).format(n=number(excerpts))
    return f"{told}, {_('{n} of {all} informants').format(n=number(informants), all=number(of))}"


def rests_on(picture: Picture, project: Project, there: Material) -> None:
    """What was counted, of what, by which version of the codebook, and when."""
    if picture.filter is not None:
        st.caption(plain(_("Only: {what}").format(what=said(picture.filter, there.book))))
    excerpts = ngettext("{n} excerpt", "{n} excerpts", picture.excerpts).format(n=number(picture.excerpts))
    informants = _("{n} of {all} informants").format(n=number(picture.informants), all=number(picture.of))
    told = _(CAPTION).format(
        excerpts="\0",
        informants=informants,
        counted=picture.sheet.counted,
        version=picture.codebook,
        date=moment(picture.made, project.time_zone),
    )
    # The number leads to what it counts; the query of a picture is about single excerpts.
    way = opening.link(excerpts, project.id, picture.filter, there.book)
    st.html(f'{_CAPTION_STYLE}<div class="dp-caption">{escape(told).replace(chr(0), way)}</div>')


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
