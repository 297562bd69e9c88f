"""The passages behind a figure of the report: suggested rightly, suggested wrongly, not suggested."""

from html import escape

import streamlit as st

from coding import workbench
from coding.model import Card, Codebook, Project
from coding.ui import looks, surface
from coding.ui.words import N_, _, language, number, percent
from coding.workbench import Actor, Fared, Shown

OUTCOMES: dict[Fared, str] = {
    "right": N_("suggested, and right"),
    "wrong": N_("suggested, and wrong"),
    "missed": N_("not suggested, though coded so"),
}
STYLE = """<style>
.oc-list { list-style: none; margin: 0; padding: 0; }
.oc-list li { margin: 0 0 .8rem; padding-left: .8rem; overflow-wrap: anywhere;
  border-left: 3px solid color-mix(in srgb, currentColor 18%, transparent); }
.oc-where { font-size: .875rem; opacity: .8; }
</style>"""


def show(actor: Actor, project: Project, card: Card, book: Codebook) -> None:
    """A code and an outcome to choose, and the passages, the surest first."""
    looks.label(_("The passages behind these figures"))
    used = [one["code"] for method in card.figures["methods"][:1] for one in method["codes"] if one["positives"]]
    codes = [one for key in used if (one := book.find(key))]
    if not codes:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        code = st.selectbox(
            _("Code"),
            codes,
            format_func=lambda one: f"{one.key} {one.label(language(), book.language)}",
            width=340,
            key="outcome-code",
        )
        fared: Fared = st.segmented_control(
            _("Passages"),
            list(OUTCOMES),
            default="wrong",
            format_func=lambda one: _(OUTCOMES[one]),
            required=True,
            label_visibility="collapsed",
            key="outcome-kind",
        )
    found = workbench.outcomes(actor, project.id, card, code.key, fared)
    if found is None:
        st.text(_("The model’s data are not on this machine. Train again, and the passages can be shown."))
        return
    many, passages = found
    if not many:
        st.text(_("There are none."))
        return
    names = {source: name for name, source in workbench.source_names(actor, project.id).items()}
    rows = "".join(_row(actor, project, one, names.get(one.source, "?"), card) for one in passages)
    st.html(f'{STYLE}<ul class="oc-list">{rows}</ul>')
    if many > len(passages):
        st.caption(_("The first {n} of {total}.").format(n=number(len(passages)), total=number(many)))


def _row(actor: Actor, project: Project, one: Shown, name: str, card: Card) -> str:
    at = sum(start <= one.start for start in workbench.load_source(actor, project.id, one.source).lines)
    url = f"{surface.address(project.id, name)}&at={one.start}"
    facts = [_("coded: {codes}").format(codes=", ".join(one.given)) if one.given else _("left uncoded")]
    if workbench.says_chances(card):
        facts.append(_("chance {share}").format(share=percent(one.score)))
    where = f"{name}, {_('line {n}').format(n=number(at))}"
    return (
        f'<li>{escape(one.quote)}<div class="oc-where"><a href="{escape(url)}" target="_self">{escape(where)}</a>'
        f" · {escape(' · '.join(facts))}</div></li>"
    )
