"""The honest report: how often suggestions were right on sources the model had not seen, beside what costs nothing."""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from coding.errors import Notice
from coding.model import Codebook
from coding.ui import looks
from coding.ui.words import N_, _, language, ngettext, number, percent, plain, tell

METHODS = {
    "in_order": N_("Classifier while coding"),
    "classifier": N_("Classifier, first look"),
    "keywords": N_("Keyword rules"),
    "recent": N_("Codes used last"),
    "commonest": N_("Commonest codes"),
    "naive": N_("Plain classifier"),
}
STYLE = """<style>
.rp-rows { display: grid; grid-template-columns: minmax(5rem, 9.5rem) minmax(4rem, 1fr) auto;
  gap: .35rem .8rem; align-items: center; font-size: .9375rem; }
.rp-track { position: relative; height: .9rem; border-radius: .25rem;
  background: color-mix(in srgb, currentColor 9%, transparent); }
.rp-track > i { position: absolute; inset: 0 auto 0 0; border-radius: .25rem; background: #5594d4; }
.rp-track.rp-base > i { background: color-mix(in srgb, currentColor 35%, transparent); }
.rp-track > b { position: absolute; top: .38rem; height: .14rem; background: currentColor; }
.rp-faint { opacity: .7; font-size: .875rem; }
.rp-picture { max-width: 22rem; width: 100%; }
@media (max-width: 48rem) {
  .rp-codes :is(thead, tbody) { display: block; }
  .rp-codes thead { display: none; }
  .rp-codes tr { display: flex; flex-wrap: wrap; gap: .1rem .9rem; padding: .3rem 0;
    border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
  .lk-table.rp-codes td { border: 0; padding: 0; width: auto; }
  .rp-codes td[data-name]::before { content: attr(data-name) " "; opacity: .7; }
  .rp-codes .rp-wide { flex-basis: 100%; font-weight: 600; }
}
</style>"""
RIGHT = ' class="lk-number"'
SIDE, EDGE = 200, 34
INK = "#7d8a92"
"""Read on light and dark grounds alike: an image does not know the theme."""


OURS = ("in_order", "classifier")


def show(figures: Mapping[str, Any], book: Codebook, link: Callable[[str], str] | None = None) -> None:
    """The whole report of one model, or the sentence that says why there is none.

    `link` gives the address of a code's excerpts by its key.
    """
    st.html(STYLE)
    if figures.get("refused"):
        st.info(plain(tell(_notice(figures["refused"]))))
        return
    methods = {str(one["method"]): one for one in figures["methods"]}
    ours = next((methods[name] for name in OURS if name in methods), next(iter(methods.values())))
    st.text(_("Tested on {what}; each source by a model that had not seen it.").format(what=_tested_on(figures)))
    _notes(figures, ours)
    _pair(figures, methods)
    left, right = st.columns(2, gap="large")
    with left:
        _calibration(ours)
    with right:
        _learning(figures)
    _codes(ours, methods.get("keywords"), book, link)


def show_use(several: Sequence[Mapping[str, Any]]) -> None:
    """The same from real use, where every score was made before its decision: a report for each way to suggest.

    Those with too little are left out, unless all have; then the first says why.
    """
    looks.label(_("In use"))
    told = [figures for figures in several if not figures["refused"]]
    if not told:
        st.caption(plain(tell(_notice(several[0]["refused"]))))
    for figures in told:
        # In use the classifier knows the decisions before, which "first look" denies.
        renamed = [
            {**one, "method": "in_order" if one["method"] == "classifier" else one["method"]}
            for one in figures["methods"]
        ]
        methods = {str(one["method"]): one for one in renamed}
        st.text(_("From {what}; each suggestion was made before you decided.").format(what=_tested_on(figures)))
        _notes(figures, renamed[0])
        _pair(figures, methods)
        if "keywords" not in methods:
            _calibration(renamed[0])


def _pair(figures: Mapping[str, Any], methods: Mapping[str, Any]) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        _bars(_("The first suggestion is right"), list(methods.values()), "first_right")
    with right:
        _bars(_("Codes found among the first three"), list(methods.values()), "saved")
    if figures.get("no_intervals"):
        st.caption(plain(tell(_notice(figures["no_intervals"]))))


def _notice(kept: Mapping[str, Any]) -> Notice:
    return Notice(str(kept["sentence"]), dict(kept["values"]))


def _tested_on(figures: Mapping[str, Any]) -> str:
    return ", ".join(
        [
            ngettext("{n} decision", "{n} decisions", figures["decisions"]).format(n=number(figures["decisions"])),
            ngettext("{n} source", "{n} sources", figures["sources"]).format(n=number(figures["sources"])),
        ]
    )


def _notes(figures: Mapping[str, Any], ours: Mapping[str, Any]) -> None:
    """What was left out, and whether chances may be believed."""
    if figures["withheld"]:
        told = ngettext(
            "{n} passage that stands elsewhere too was left out.",
            "{n} passages that stand elsewhere too were left out.",
            figures["withheld"],
        )
        st.text(told.format(n=number(figures["withheld"])))
    if ours["method"] != "keywords" and not ours["percentages"]:
        st.text(_("Its chances are not reliable on unseen sources, so no chances are shown beside suggestions."))


def _bars(title: str, methods: Sequence[Mapping[str, Any]], figure: str) -> None:
    """Every method as a bar with its interval, the best first."""
    known = sorted((one for one in methods if one[figure] is not None), key=lambda one: -float(one[figure]))
    rows = "".join(_bar(one, figure) for one in known)
    looks.label(title)
    st.html(f'<div class="rp-rows">{rows}</div>')


def _bar(one: Mapping[str, Any], figure: str) -> str:
    share, interval = float(one[figure]), one[f"{figure}_interval"]
    base = "" if one["method"] in (*OURS, "keywords") else " rp-base"
    name = METHODS.get(str(one["method"]))
    whisker, told = "", percent(share)
    if interval:
        low, high = float(interval["low"]), float(interval["high"])
        whisker = f'<b style="left:{100 * low:.1f}%;width:{100 * (high - low):.1f}%"></b>'
        told = _("{share} ({low} to {high})").format(share=told, low=percent(low), high=percent(high))
    return (
        f"<span>{escape(_(name) if name else str(one['method']))}</span>"
        f'<span class="rp-track{base}"><i style="width:{100 * share:.1f}%"></i>{whisker}</span>'
        f"<span>{escape(told)}</span>"
    )


# -- pictures -------------------------------------------------------------------------------------


def _calibration(ours: Mapping[str, Any]) -> None:
    """What was said beside what came true; on the line, chances keep their word."""
    looks.label(_("Chances, and what came true"))
    points = [(float(one["said"]), float(one["found"]), int(one["count"])) for one in ours["curve"]]
    sentence = _("said {said}, came true {found}, {n} times")
    dots = "".join(
        _dot(
            EDGE + SIDE * said,
            SIDE * (1 - found) + 8,
            sentence.format(said=percent(said), found=percent(found), n=number(count)),
        )
        for said, found, count in points
    )
    ends = f'x1="{EDGE}" y1="{SIDE + 8}" x2="{EDGE + SIDE}" y2="8"'
    line = f'<line {ends} stroke="currentColor" stroke-dasharray="3 4" opacity=".5"/>'
    _picture(line + dots, _("chance said"), _("came true"), "100 %")
    told = [_("Brier score {brier}").format(brier=number(ours["brier"], 3))]
    if ours["error"] is not None:
        told.append(_("calibration error of the first suggestion {error}").format(error=number(ours["error"], 3)))
    st.caption(plain(" · ".join(told)))


def _learning(figures: Mapping[str, Any]) -> None:
    """How much better it got with more coded passages."""
    points = [(int(one["coded"]), float(one["saved"])) for one in figures["learning"]]
    looks.label(_("With more coded passages"))
    if len(points) < 2:
        st.caption(_("Too few coded passages for a curve."))
        return
    most = points[-1][0]
    places = [(EDGE + SIDE * coded / most, SIDE * (1 - saved) + 8) for coded, saved in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(
        _dot(x, y, f"{number(coded)}: {percent(saved)}") for (x, y), (coded, saved) in zip(places, points, strict=True)
    )
    line = f'<polyline points="{path}" fill="none" stroke="#5594d4" stroke-width="2"/>'
    _picture(line + dots, _("coded passages"), _("codes found among three"), number(most))
    if figures["fifty_more"] is not None:
        more = percent(max(0.0, float(figures["fifty_more"])))
        told = _("If the line went on, fifty more would add {share}: a guess, no measurement.")
        st.caption(plain(told.format(share=more)))


def _dot(x: float, y: float, told: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#5594d4"><title>{escape(told)}</title></circle>'


def _picture(inside: str, below: str, beside: str, most: str) -> None:
    frame = f'<path d="M{EDGE} 8V{SIDE + 8}H{EDGE + SIDE}" fill="none" stroke="currentColor" opacity=".5"/>'
    words = (
        f'<text x="{EDGE + SIDE / 2}" y="{SIDE + 38}" text-anchor="middle">{escape(below)}</text>'
        f'<text x="{EDGE + SIDE}" y="{SIDE + 23}" text-anchor="end">{escape(most)}</text>'
        f'<text x="{EDGE - 4}" y="{SIDE + 10}" text-anchor="end">0</text>'
        f'<text x="{EDGE - 4}" y="14" text-anchor="end">1</text>'
        f'<text transform="translate(12 {SIDE / 2 + 8}) rotate(-90)" text-anchor="middle">{escape(beside)}</text>'
    )
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {EDGE + SIDE + 12} {SIDE + 46}" color="{INK}" '
        f'font-family="sans-serif" font-size="11" fill="{INK}">{frame}{inside}{words}</svg>'
    )
    # Streamlit takes drawings out of HTML, but not out of images.
    encoded = b64encode(drawing.encode()).decode()
    told = escape(f"{below}, {beside}")
    st.html(f'<img class="rp-picture" alt="{told}" src="data:image/svg+xml;base64,{encoded}">')


# -- codes ----------------------------------------------------------------------------------------


def _codes(
    ours: Mapping[str, Any], rules: Mapping[str, Any] | None, book: Codebook, link: Callable[[str], str] | None
) -> None:
    """Each code with what is known of it, the keyword rules on a line below, or why nothing is."""
    looks.label(_("Code by code"))
    beside = {str(one["code"]): one for one in rules["codes"]} if rules else {}
    head = [_("Code"), _("Examples"), _("Method"), _("Shown"), _("Right when shown"), _("Found"), _("F1"), _("AP")]
    lines = "".join(_lines(ours, one, beside.get(str(one["code"])), book, link) for one in ours["codes"])
    heads = "".join(f"<th{RIGHT if at in (1, 3) else ''}>{escape(name)}</th>" for at, name in enumerate(head))
    table = f'<table class="lk-table rp-codes"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>'
    st.html(f'<div class="lk-scroll">{table}</div>')
    for one in ours["codes"]:
        if one["refused"]:
            st.caption(plain(f"{_named(one, book)}. {tell(_notice(one['refused']))}"))
    st.caption(_("AP: average precision; in brackets what blind guessing would have."))


def _lines(
    ours: Mapping[str, Any],
    one: Mapping[str, Any],
    rules: Mapping[str, Any] | None,
    book: Codebook,
    link: Callable[[str], str] | None,
) -> str:
    """A code's line by our method, and by the rules where they say anything at all."""
    both = [(str(ours["method"]), one)] + ([("keywords", rules)] if rules and not one["refused"] else [])
    count = f"{int(one['positives'])}"
    if link and one["positives"]:
        told = escape(_("Its excerpts"))
        count = f'<a href="{escape(link(str(one["code"])))}" target="_self" title="{told}">{count}</a>'
    span = f' rowspan="{len(both)}"'
    named, examples = escape(_named(one, book)), escape(_("Examples"))
    first = f'<td class="rp-wide"{span}>{named}</td><td data-name="{examples}"{RIGHT}{span}>{count}</td>'
    return "".join(
        f"<tr>{'' if at else first}{_figures(name, figures)}</tr>" for at, (name, figures) in enumerate(both)
    )


def _figures(method: str, one: Mapping[str, Any]) -> str:
    name = METHODS.get(method)
    precise = _share(one["average_precision"])
    if one["base_rate"] is not None:
        precise = _("{share} ({base})").format(share=precise, base=_share(one["base_rate"]))
    cells = [
        (_("Right when shown"), _share(one["precision"])),
        (_("Found"), _share(one["recall"])),
        (_("F1"), _share(one["f1"])),
        (_("AP"), precise),
    ]
    first = f'<td class="rp-wide">{escape(_(name) if name else method)}</td>'
    shown = f'<td data-name="{escape(_("Shown"))}"{RIGHT}>{int(one["shown"])}</td>'
    return f"{first}{shown}" + "".join(
        f'<td class="lk-tight" data-name="{escape(name)}">{escape(cell)}</td>' for name, cell in cells
    )


def _named(one: Mapping[str, Any], book: Codebook) -> str:
    code = book.find(str(one["code"]))
    return f"{code.key} {code.label(language(), book.language)}" if code else str(one["code"])


def _share(value: float | None) -> str:
    return "–" if value is None else percent(value)
