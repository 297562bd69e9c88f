"""Commands of agreement: what coders agree on, code by code and as a whole."""

import click

from coding.agreement.figure import Figure
from coding.agreement.sentences import WHY, interval
from coding.agreement.telling import told
from coding.cli.frame import in_project, main, opened, or_json, print_json
from coding.errors import CoderNotFound
from coding.model import AGREEMENT_UNITS, AgreementUnit
from coding.workbench.agreement import Comparison, comparable_layers, measure_agreement, open_agreement

_HEADLINE = {
    "alpha_masi": "Krippendorff's alpha, MASI",
    "alpha_jaccard": "Krippendorff's alpha, Jaccard",
    "alpha_group": "… half a credit in the right group",
    "alpha_any": "alpha, any code or none",
    "alpha_domains": "alpha, which groups (Cu)",
    "pooled": "pooled kappa",
    "exact": "same codes",
    "miles_huberman": "Miles & Huberman",
    "holsti": "Holsti",
}


@main.command()
@click.argument("db")
@click.option("--layers", "names", required=True, metavar="A,B[,C]", help="Names of coders or of their rounds.")
@click.option("--unit", type=click.Choice(AGREEMENT_UNITS), default="turn", help="What is compared.")
@click.option("--note", default="", help="What this comparison is for.")
@in_project
@or_json
def agreement(db: str, names: str, unit: AgreementUnit, note: str, project_name: str | None, as_json: bool) -> None:
    """Measure what coders agree on, keep it with the codings it rests on, and print it.

    A source counts for the coders who finished it.
    """
    _desk, me, project = opened(db, project_name)
    there = {one.layer.name.casefold(): one.layer.id for one in comparable_layers(me, project.id)}
    chosen = []
    for name in (each.strip() for each in names.split(",")):
        if name.casefold() not in there:
            raise CoderNotFound(name=name)
        chosen.append(there[name.casefold()])
    found = open_agreement(me, project.id, measure_agreement(me, project.id, chosen, unit, note=note))
    if as_json:
        print_json({"id": str(found.agreement.id), **told(found.material, found.measured())})
        return
    for line in _lines(found):
        click.echo(line)


def _lines(found: Comparison) -> list[str]:
    measured, material = found.measured(), found.material
    names = ", ".join(name for _id, name in material.layers)
    units = "characters" if material.unit == "span" else f"{material.unit}s"
    texts = f"{measured.sources} of {material.all_sources} sources"
    compared = f"{measured.pairable:,} of {measured.units:,} {units}"
    lines = [f"{names}: {texts}, {compared}, codebook v{material.codebook}"]
    lines += [f"{name:38} {_said(measured.headline[key])}" for key, name in _HEADLINE.items()]
    alpha = "u_alpha" if material.unit == "span" else "alpha"
    lines += ["", f"{'code':12} {'alpha':20} {'kappa':20} {'AC1':20} {'percent':>7}  given"]
    for at, code in zip(material.rated, measured.codes, strict=True):
        percent = code.figures["percent"].value
        lines.append(
            f"{material.codes[at].key:12} {_said(code.figures[alpha]):20} "
            f"{_said(code.figures['conger']):20} {_said(code.figures['ac1']):20} "
            f"{'–' if percent is None else f'{percent:.0%}':>7}  {'/'.join(map(str, code.given))}"
        )
    return lines


def _said(one: Figure) -> str:
    return f"– {WHY['en'][one.reason]}" if one.reason else interval(one, "en")
