"""What agreement, its coefficients and the kinds of disagreement are called on screen, and how they look."""

from html import escape
from uuid import UUID

from coding.agreement.caution import Warned
from coding.agreement.figure import Figure, NoInterval, Reason
from coding.agreement.kinds import Kind
from coding.agreement.material import CodeThen, Material
from coding.agreement.sentences import interval
from coding.model import AgreementUnit, Choice, Project
from coding.ui.opening import escaped_query
from coding.ui.words import N_, _, language

UNITS: dict[AgreementUnit, str] = {
    "turn": N_("Turns"),
    "sentence": N_("Sentences"),
    "paragraph": N_("Paragraphs"),
    "span": N_("Free passages"),
}
REASONS: dict[Reason, str] = {
    "no_variation": N_("nothing varies"),
    "fewer_than_two_coders": N_("fewer than two coders"),
    "no_pairable_units": N_("no unit was finished by two coders"),
    "no_gaps": N_("no part of the text is without a code"),
    "no_coded_intersection": N_("no part was coded by both"),
    "codes_overlap": N_("codes that exclude each other overlap"),
}
NO_INTERVAL: dict[NoInterval, str] = {
    "few_sources": N_("no interval: fewer than five texts"),
    "few_applications": N_("no interval: too few applications"),
    "one_source": N_("no interval: it hangs on a single text"),
}
CAUTIONS: dict[Warned, str] = {
    "prevalence": N_("seldom given"),
    "paradox": N_("high agreement, low coefficient"),
    "bias": N_("one coder gives it much more often"),
    "one_never": N_("one coder never gave it"),
}
HEADLINE: dict[str, tuple[str, str]] = {
    "alpha_jaccard": (N_("α, Jaccard"), N_("the same, with a plainer distance between sets of codes")),
    "alpha_group": (N_("α, partial credit"), N_("another code of the right group counts half")),
    "alpha_any": (N_("α, coded or not"), N_("whether coders marked the same text, in the sense of α-binary")),
    "alpha_domains": (N_("α, which groups"), N_("whether they chose the same groups of codes, in the sense of Cu-α")),
    "pooled": (N_("κ, pooled"), N_("one κ over all codes (De Vries et al. 2008)")),
    "exact": (N_("Exactly the same codes"), N_("share of units")),
    "miles_huberman": (N_("Miles & Huberman"), N_("agreements of agreements and disagreements (1994:64)")),
    "holsti": (N_("Holsti"), N_("twice the common applications, of all")),
}
PERCENT = ("exact", "miles_huberman", "percent", "positive", "coded_only")
KINDS: dict[Kind, tuple[str, str]] = {
    "boundary": (N_("Boundary"), N_("The same code begins or ends elsewhere: settle what a unit is.")),
    "cut": (N_("Cut"), N_("The same stretch, in another number of quotations: settle what a unit is.")),
    "label": (N_("Label"), N_("The same stretch, another code of the group: sharpen what is in and what is out.")),
    "level": (N_("Level"), N_("One gave the group, the other the code in it: settle when to go down.")),
    "domain": (N_("Branch"), N_("The same stretch, a code of another group: do their definitions overlap?")),
    "extra": (N_("Extra code"), N_("One gave a further code: settle when several codes are given.")),
    "omission": (N_("Omission"), N_("One coded and the other did not: missed, or not to the point? Ask.")),
}
CHOICES: dict[Choice, str] = {
    "first": N_("{name}’s reading"),
    "second": N_("{name}’s reading"),
    "both": N_("Both stand"),
    "new": N_("Something new"),
    "unresolved": N_("Unresolved"),
}
STYLE = """<style>
.ag-facts { display: flex; flex-wrap: wrap; gap: .2rem .9rem; font-size: .875rem; align-items: baseline; }
.ag-big { font-size: 1.9rem; font-weight: 650; line-height: 1.3; font-variant-numeric: tabular-nums; }
.ag-big small { font-size: 1rem; font-weight: 400; opacity: .8; }
.ag-faint { opacity: .72; }
.ag-table { border-collapse: collapse; font-size: .875rem; line-height: 1.4; width: 100%; }
.ag-table th { text-align: left; font-size: .8rem; font-weight: 600; white-space: nowrap; }
.ag-table :is(th, td) { padding: .3rem .7rem .3rem 0; vertical-align: middle;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
.ag-table td { font-variant-numeric: tabular-nums; }
.ag-table .ag-num { text-align: right; white-space: nowrap; }
.ag-value { white-space: nowrap; }
.ag-table a { color: inherit; text-underline-offset: .2em; }
.ag-plot { position: relative; width: 9.5rem; height: 1.1rem; }
.ag-plot::before { content: ""; position: absolute; inset: 50% 0 auto; height: 1px;
  background: color-mix(in srgb, currentColor 18%, transparent); }
.ag-plot span { position: absolute; }
.ag-cut { top: 0; bottom: 0; border-left: 1px dashed color-mix(in srgb, currentColor 45%, transparent); }
.ag-reach { top: calc(50% - 1px); height: 2.5px; background: var(--ag-dot); }
.ag-dot { top: calc(50% - .25rem); margin-left: -.25rem; width: .5rem; height: .5rem; border-radius: 50%;
  box-sizing: border-box; border: 1.5px solid var(--ag-dot); background: var(--ag-dot); }
.ag-dot.ag-hollow { background: none; }
.ag-undefined { opacity: .6; }
.ag-note { font-size: .8rem; opacity: .8; }
.ag-matrix { width: auto; } .ag-matrix :is(th, td) { padding: .25rem .5rem; text-align: center; }
.ag-matrix th[scope=row] { text-align: left; } .ag-matrix .ag-same { font-weight: 700; }
.ag-matrix td { min-width: 2.2rem; background: color-mix(in srgb, #d55e00 calc(var(--ag, 0) * 55%), transparent); }
.ag-matrix td.ag-same { background: color-mix(in srgb, #0072b2 calc(var(--ag, 0) * 35%), transparent); }
.ag-lanes { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: .4rem 1.2rem; }
.ag-lane { border-left: 4px solid var(--ag-lane); padding-left: .7rem; }
.ag-lane p { margin: .15rem 0 .5rem; line-height: 1.6; white-space: pre-wrap; overflow-wrap: anywhere; }
.ag-lane mark { color: inherit; background: color-mix(in srgb, var(--ag-lane) 26%, transparent); }
.ag-lane mark.ag-common { background-image: repeating-linear-gradient(135deg,
  color-mix(in srgb, currentColor 22%, transparent) 0 1px, transparent 1px 5px); }
.ag-means p { white-space: pre-line; margin: 0 0 .4rem; }
.ag-means { font-size: .85rem; line-height: 1.5; overflow-wrap: anywhere; }
@media (max-width: 48rem) {
  .ag-lanes { grid-template-columns: minmax(0, 1fr); }
  .st-key-agreement-choices button { min-height: 3rem; }
  .st-key-agreement-choices button kbd { display: none; }
}
</style>"""
LANES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")


def code(one: CodeThen) -> str:
    """A code by key and name."""
    return f"{one.key} {one.label(language())}"


def figure(one: Figure, *, share: bool = False) -> str:
    """A value with its interval (HTML), or why there is none."""
    if one.value is None:
        return f'<span class="ag-undefined">{escape(_(REASONS[one.reason]) if one.reason else "–")}</span>'
    told = f"{one.value:.0%}" if share else interval(one, language())
    told = told.replace("%", " %") if share and language() == "id" else told
    told = f'<span class="ag-value">{told}</span>'
    if one.why and not share:
        told += f' <span class="ag-note">{escape(_(NO_INTERVAL[one.why]))}</span>'
    return told


def excerpts(project: Project, material: Material, at: int, layer: int, told: str) -> str:
    """A count as a link (HTML) to the excerpts it counts."""
    query = f'={material.codes[at].key} AND coder:"{material.layers[layer][1]}"'
    return f'<a href="{escaped_query(project.id, query)}" target="_self">{escape(told)}</a>'


def address(agreement: UUID, project: Project, **asked: str) -> str:
    """A place of this page (HTML)."""
    rest = "".join(f"&amp;{name}={escape(value, quote=True)}" for name, value in asked.items())
    return f"agreement?project={project.id}&amp;of={agreement}{rest}"
