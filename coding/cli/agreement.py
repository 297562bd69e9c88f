"""Commands of agreement: what coders agree on, code by code and as a whole."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

import click

from coding.agreement.figure import Figure
from coding.agreement.sentences import WHY, interval
from coding.agreement.telling import told
from coding.cli.frame import in_project, main, opened, or_json, print_json
from coding.errors import CoderNotFound
from coding.model import AGREEMENT_UNITS, AgreementUnit
from coding.workbench import Actor
from coding.workbench.agreement import (
    Comparison,
    LayerFacts,
    comparable_layers,
    finish_for,
    measure_agreement,
    open_agreement,
)
from coding.workbench.assigning import list_assignments

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
@click.option(
    "--unit",
    type=click.Choice(["segment", *AGREEMENT_UNITS]),
    default="segment",
    help="What is compared: segments cut before (turns, unless said otherwise), or free spans.",
)
@click.option("--note", default="", help="What this comparison is for.")
@in_project
@or_json
def agreement(db: str, names: str, unit: str, note: str, project_name: str | None, as_json: bool) -> None:
    """Measure what coders agree on, keep it with the codings it rests on, and print it.

    A source counts for the coders who finished it (`finish`, `assign`). Where none of them has marked any source, those
    that two of them coded are marked as finished by them, and that is said.
    """
    _desk, me, project = opened(db, project_name)
    there = {one.layer.name.casefold(): one for one in comparable_layers(me, project.id)}
    facts = []
    for name in (each.strip() for each in names.split(",")):
        if name.casefold() not in there:
            raise CoderNotFound(name=name)
        facts.append(there[name.casefold()])
    _finish(me, project.id, facts)
    chosen = [one.layer.id for one in facts]
    cut: AgreementUnit = next((one for one in AGREEMENT_UNITS if one == unit), "turn")
    found = open_agreement(me, project.id, measure_agreement(me, project.id, chosen, cut, note=note))
    if as_json:
        print_json({"id": str(found.agreement.id), **told(found.material, found.measured())})
        return
    for line in _lines(found):
        click.echo(line)


def _finish(me: Actor, project: UUID, facts: Sequence[LayerFacts]) -> None:
    """Say that sources are finished of coders who never said it of any, as of codings that came by a table."""
    assigned = {one.layer.id for one in list_assignments(me, project)}
    if any(one.finished or one.layer.id in assigned for one in facts):
        return
    coded = Counter(source for one in facts for source in one.open)
    many = {source for source, coders in coded.items() if coders > 1}
    if not many:
        return
    for one in facts:
        if mine := [source for source in one.open if source in many]:
            finish_for(me, project, one.layer.id, mine)
    click.echo(f"No source was marked as finished: {len(many)} that two of them coded are marked so now.", err=True)


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
