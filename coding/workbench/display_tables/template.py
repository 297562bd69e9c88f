"""Displays after Miles, Huberman & Saldaña whose cells are made of informants, codes and statuses."""

from collections.abc import Mapping
from dataclasses import replace

from coding.model import Language
from coding.reduction.sheet import Head, Sheet
from coding.reduction.template import NAMES, NO_STATUS
from coding.workbench.display_tables import axes, entries
from coding.workbench.display_tables.asked import Asked

_ENDS = 3
"""Informants at each end of a contrast."""

WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "indicator": "Indikator",
        "informant": "Informan",
        "code": "Kode",
        "before": "sebelumnya",
        "now": "sekarang",
        "planned": "direncanakan",
        "most": "terbanyak",
        "least": "tersedikit",
    },
    "en": {
        "indicator": "Indicator",
        "informant": "Informant",
        "code": "Code",
        "before": "before",
        "now": "now",
        "planned": "planned",
        "most": "most",
        "least": "least",
    },
}


def checklist(asked: Asked) -> Sheet:
    """Indicators under their groups by kinds of informants (or informants): what is said to be the case."""
    return entries.table(
        asked, axes.codes(asked, grouped=True), axes.kinds(asked, asked.options["by"]), _said(asked, "indicator")
    )


def role_ordered(asked: Asked) -> Sheet:
    """Informants under what they are in an attribute, by groups or codes."""
    rows = axes.informants(asked, asked.options["by"])
    return entries.table(asked, rows, axes.codes(asked, asked.options["of"]), _said(asked, "informant"))


def conceptually_clustered(asked: Asked) -> Sheet:
    """Informants by codes that belong together: under their groups, or gathered by pattern codes."""
    columns = axes.codes(asked, asked.options["of"], grouped=True)
    return entries.table(asked, axes.informants(asked), columns, _said(asked, "informant"))


def case_ordered(asked: Asked) -> Sheet:
    """Informants by codes, whoever has most of a code first; its name stands in the corner."""
    code = axes.chosen_code(asked)
    many = axes.how_much(asked, code)
    rows = sorted(axes.informants(asked), key=lambda axis: -many.get(axis.head.key, 0))
    numbered = [replace(one, head=replace(one.head, name=f"({many.get(one.head.key, 0)})")) for one in rows]
    corner = f"{_said(asked, 'informant')} ({code.label})"
    return entries.table(asked, numbered, axes.codes(asked, asked.options["of"]), corner)


def effects(asked: Asked) -> Sheet:
    """Indicators by what was before, what is now, and what is planned."""
    groups = {"existed": _said(asked, "before"), "planned": _said(asked, "planned")}
    groups |= dict.fromkeys(("exists", "absent", "failed"), _said(asked, "now"))
    columns = axes.statuses(asked, ("existed", "exists", "absent", "failed", "planned"), groups)
    columns = [replace(one, head=_alone(one.head)) for one in columns]
    return entries.table(asked, axes.codes(asked, grouped=True), columns, _said(asked, "indicator"), missing=False)


def contrast(asked: Asked) -> Sheet:
    """Codes by the informants who have most and least of a chosen code; nobody stands at both ends."""
    code = axes.chosen_code(asked)
    many = axes.how_much(asked, code)
    heard = {one.row for one in asked.grouped("case") if one.row}
    people = [one for one in axes.informants(asked) if one.head.key in heard]
    people.sort(key=lambda axis: -many.get(axis.head.key, 0))
    few = min(_ENDS, len(people) // 2)
    ends = [(_said(asked, "most"), people[:few]), (_said(asked, "least"), people[len(people) - few :])]
    columns = [
        replace(one, head=replace(one.head, group=name, name=f"({many.get(one.head.key, 0)})"))
        for name, some in ends
        for one in some
    ]
    return entries.table(asked, axes.codes(asked, grouped=True), columns, f"{_said(asked, 'code')} ({code.label})")


def content_analytic(asked: Asked) -> Sheet:
    """Codes by what is said of them: how many informants say so, and who; mentions are not counted."""
    columns = axes.statuses(asked, ("exists", "planned", "existed", "absent", "failed", NO_STATUS), {})
    rows = axes.codes(asked, grouped=True)
    return entries.table(asked, rows, columns, _said(asked, "code"), entry=NAMES, missing=False)


def _alone(head: Head) -> Head:
    """Without a group that says what the label says."""
    return replace(head, group="") if head.group == head.label else head


def _said(asked: Asked, word: str) -> str:
    return WORDS[asked.language][word]
