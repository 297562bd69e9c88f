"""The figures of a measurement: the headline, a table with a plot per code, groups, and sentences for the thesis."""

import json
from html import escape

import streamlit as st

from coding.agreement.caution import SCALES, Scale, cautions
from coding.agreement.figure import Figure
from coding.agreement.material import groups
from coding.agreement.measuring import CodeFigures, Measured
from coding.agreement.sentences import Told, prevalence_sentence, sentence
from coding.agreement.sentences import number as coefficient
from coding.agreement.telling import told
from coding.model import Project
from coding.ui import agreement_words as words
from coding.ui.words import _, language, ngettext, number, percent
from coding.workbench.adjudicating import standings
from coding.workbench.agreement import Comparison

CUTS = (0.667, 0.8)
NUMBERS = ' class="ag-num"'
COLOURS = ("#d55e00", "#e69f00", "#009e73")
_NONE = "none"


def show(project: Project, found: Comparison) -> None:
    """All figures; no word for a number unless a scale is chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        coded_only = found.material.unit != "span" and st.toggle(
            _("Only units that somebody coded"), key="agreement-coded-only"
        )
        chosen = st.selectbox(
            _("Words for numbers"),
            [_NONE, *SCALES],
            format_func=lambda one: _("None") if one == _NONE else SCALES[one].source,
            width=260,
            key="agreement-scale",
            filter_mode=None,
        )
    scale = SCALES.get(chosen)
    measured = found.measured(coded_only=coded_only)
    st.html(_head(found, measured, scale))
    st.html(_whole(measured, scale))
    st.subheader(_("Code by code"))
    st.html(_codes(project, found, measured, scale))
    _warnings(found, measured)
    if found.material.unit == "span":
        st.subheader(_("Groups of codes"))
        st.caption(
            _("How far coders tell sibling codes apart, after Krippendorff, Mathet, Bouvry and Widlöcher (2016).")
        )
        st.html(_groups(found, measured))
    st.subheader(_("Ready sentences"))
    st.caption(_("Coefficients after discussion are not reliability: these are of the codings as they were measured."))
    for one in ("id", "en"):
        st.code(_sentence(found, measured, one), language=None, wrap_lines=True)
    st.download_button(
        _("All figures as a file (JSON)"),
        json.dumps(told(found.material, measured), ensure_ascii=False, indent=1),
        file_name="agreement.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
    )


def _word(one: Figure, scale: Scale | None, measures: str) -> str:
    """What the chosen scale calls a value; of an interval, what it calls the lower bound."""
    if scale is None or scale.measures != measures or one.value is None:
        return ""
    value = one.low if one.low is not None else one.value
    return f' <span class="ag-note">{escape(scale.word(value, language()))}</span>'


def _head(found: Comparison, measured: Measured, scale: Scale | None) -> str:
    main = measured.headline["alpha_masi"]
    cut = main.exceeds(CUTS[0])
    chance = _("probability of more than {cut}: {share}").format(
        cut=coefficient(CUTS[0], language(), 3), share=percent(cut) if cut is not None else ""
    )
    above = f'<span class="ag-faint">{escape(chance)}</span>' if cut is not None else ""
    label = escape(_("Krippendorff’s α of the sets of codes (MASI)"))
    return (
        f'<div class="ag-facts"><b>{label}</b></div><div class="ag-big">{words.figure(main)}'
        f"{_word(main, scale, 'chance')} <small>{above}</small></div>{_facts(found, measured)}"
    )


def _facts(found: Comparison, measured: Measured) -> str:
    material = found.material
    unit = _(words.UNITS[found.agreement.unit]).lower() if material.unit != "span" else _("characters")
    told_ = [
        ", ".join(name for _id, name in material.layers),
        ngettext("{n} of {all} text", "{n} of {all} texts", material.all_sources).format(
            n=number(measured.sources), all=number(material.all_sources)
        ),
        _("{n} of {all} {units} compared").format(n=number(measured.pairable), all=number(measured.units), units=unit),
        _("codebook version {n}").format(n=number(material.codebook)),
        _("coded without seeing each other") if material.blind else _("not assigned as blind"),
        _("interval 95 %, leaving out one text at a time; for these coders"),
    ]
    return f'<div class="ag-facts">{"".join(f"<span>{escape(one)}</span>" for one in told_)}</div>'


def _whole(measured: Measured, scale: Scale | None) -> str:
    rows = []
    for name, (title, what) in words.HEADLINE.items():
        one = measured.headline[name]
        share = name in words.PERCENT
        said = words.figure(one, share=share) + _word(one, scale, "percent" if share or name == "holsti" else "chance")
        head, faint = escape(_(title)), escape(_(what))
        rows.append(f'<tr><th scope="row">{head}</th><td>{said}</td><td class="ag-faint">{faint}</td></tr>')
    return f'<div class="lk-scroll"><table class="ag-table" style="max-width:52rem">{"".join(rows)}</table></div>'


def _codes(project: Project, found: Comparison, measured: Measured, scale: Scale | None) -> str:
    """Codes by their lower bound, the lowest first; what is undefined comes last, in grey."""
    name = "u_alpha" if found.material.unit == "span" else "alpha"
    rows = list(zip(found.material.rated, measured.codes, strict=True))

    def order(row: tuple[int, CodeFigures]) -> tuple[bool, float]:
        one = row[1].figures[name]
        value = one.low if one.low is not None else one.value
        return (value is None, value if value is not None else 0.0)

    heads = [_("Code"), "ᵤα" if name == "u_alpha" else "α", "", "κ", "AC1", "%", _("% of given"), *_names(found), ""]
    shapes = ["", "", "", *[NUMBERS] * (len(heads) - 4), ""]
    head = "".join(f'<th scope="col"{how}>{escape(one)}</th>' for one, how in zip(heads, shapes, strict=True))
    body = "".join(_code(project, found, at, one, name, scale) for at, one in sorted(rows, key=order))
    return f'<div class="lk-scroll"><table class="ag-table"><tr>{head}</tr>{body}</table></div>'


def _names(found: Comparison) -> list[str]:
    return [name for _id, name in found.material.layers]


def _code(project: Project, found: Comparison, at: int, one: CodeFigures, name: str, scale: Scale | None) -> str:
    material, main = found.material, one.figures[name]
    remarks = [_(words.CAUTIONS[each]) for each in cautions(one)]
    if (one.prevalence_index or 0) > 0:
        remarks = [_("nearly always given") if each == _(words.CAUTIONS["prevalence"]) else each for each in remarks]
    if one.rare and one.present:
        remarks.append(_("fewer than ten times"))
    if not one.present:
        remarks = [_("never given")]
    opens = words.address(found.agreement.id, project, view="places", code=material.codes[at].key)
    cells = [
        f'<th scope="row"><a href="{opens}" target="_self">{escape(words.code(material.codes[at]))}</a></th>',
        f"<td>{words.figure(main)}{_word(main, scale, 'chance')}</td>",
        f"<td>{plot(main)}</td>",
        *(f'<td class="ag-num">{_short(one.figures[each])}</td>' for each in ("conger", "ac1")),
        *(f'<td class="ag-num">{_share(one.figures[each])}</td>' for each in ("percent", "positive")),
        *(
            f'<td class="ag-num">{words.excerpts(project, material, at, layer, number(many)) if many else "–"}'
            f"{_prevalence(one, layer)}</td>"
            for layer, many in enumerate(one.given)
        ),
        f'<td class="ag-note">{escape("; ".join(remarks))}</td>',
    ]
    grey = ' class="ag-undefined"' if main.value is None else ""
    return f"<tr{grey}>{''.join(cells)}</tr>"


def _short(one: Figure) -> str:
    return "–" if one.value is None else coefficient(one.value, language())


def _share(one: Figure) -> str:
    return "–" if one.value is None else percent(one.value)


def _prevalence(one: CodeFigures, layer: int) -> str:
    share = one.prevalence[layer]
    return f' <span class="ag-note">{percent(share)}</span>' if share is not None else ""


def plot(one: Figure) -> str:
    """A dot with its interval between -0.2 and 1, lines at .667 and .800; coloured by what the lower bound passes."""
    if one.value is None:
        return ""

    def x(value: float) -> str:
        return f"{(max(-0.2, value) + 0.2) / 1.2 * 100:.1f}%"

    passed = sum((one.low if one.low is not None else -1.0) >= cut for cut in CUTS)
    lines = "".join(f'<span class="ag-cut" style="left:{x(cut)}"></span>' for cut in CUTS)
    reach, hollow = "", " ag-hollow"
    if one.low is not None and one.high is not None:
        width = f"{(max(-0.2, one.high) - max(-0.2, one.low)) / 1.2 * 100:.1f}%"
        reach, hollow = f'<span class="ag-reach" style="left:{x(one.low)};width:{width}"></span>', ""
    dot = f'<span class="ag-dot{hollow}" style="left:{x(one.value)}"></span>'
    return f'<div class="ag-plot" style="--ag-dot:{COLOURS[passed]}" aria-hidden="true">{lines}{reach}{dot}</div>'


def _warnings(found: Comparison, measured: Measured) -> None:
    """High agreement with a low coefficient is explained, code by code."""
    some = [
        (at, one)
        for at, one in zip(found.material.rated, measured.codes, strict=True)
        if {"paradox", "prevalence"} <= set(cautions(one))
    ]
    if not some:
        return
    told_ = ngettext(
        "{n} code is given so seldom that its coefficient says little",
        "{n} codes are given so seldom that their coefficients say little",
        len(some),
    ).format(n=number(len(some)))
    with st.expander(told_, icon=":material/info:"):
        for at, one in some:
            name = escape(words.code(found.material.codes[at]))
            st.html(f"<b>{name}</b> {escape(prevalence_sentence(one, language()))}")


def _groups(found: Comparison, measured: Measured) -> str:
    material = found.material
    heads = (_("Group"), "ᵤα", "|ᵤα", "cᵤα", _("seen by cᵤα"), "(k)ᵤα", _("cu in the sense of ATLAS.ti"))
    rows = []
    for (top, codes), one in zip(groups(material), measured.groups, strict=True):
        name = words.code(material.codes[top]) if top is not None else _("Codes under no group")
        family = one.family
        if family is None:
            continue
        each = ", ".join(
            f"{escape(material.codes[at].key)} {_short(figure)}" for at, figure in zip(codes, family.each, strict=True)
        )
        cells = [escape(name), *(words.figure(part) for part in (family.u, family.relevance, family.cu))]
        cells += [percent(family.coverage) if family.coverage is not None else "–", each, words.figure(one.cu)]
        rows.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    return f'<div class="lk-scroll"><table class="ag-table"><tr>{head}</tr>{"".join(rows)}</table></div>'


def _sentence(found: Comparison, measured: Measured, which: str) -> str:
    kinds = standings(found)
    done, left = sum(one.decided for one in kinds), sum(one.unresolved for one in kinds)
    spoken = "id" if which == "id" else "en"
    return sentence(
        Told(
            unit=found.material.unit,
            units=measured.pairable,
            coders=measured.coders,
            sources=measured.sources,
            all_sources=found.material.all_sources,
            codebook=found.material.codebook,
            headline=measured.headline["alpha_masi"],
            codes=measured.codes,
            names=[found.material.codes[at].label(spoken) for at in found.material.rated],
            blind=found.material.blind,
            discussed=done + left,
            resolved=done,
            unresolved=left,
            coefficient="u_alpha" if found.material.unit == "span" else "alpha",
        ),
        "id" if which == "id" else "en",
    )
