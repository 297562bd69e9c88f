"""All figures as JSON, three decimals, for machines and for the record of a comparison."""

from typing import Any

from coding.agreement.caution import cautions
from coding.agreement.figure import Figure
from coding.agreement.material import Material, groups
from coding.agreement.measuring import Measured


def figure(one: Figure) -> dict[str, Any]:
    """A figure; what it has not is left out."""
    told: dict[str, Any] = {"value": _round(one.value), "sources": one.sources}
    if one.reason:
        told["reason"] = one.reason
    if one.low is not None:
        told |= {"low": _round(one.low), "high": _round(one.high), "above_667": _round(one.exceeds(0.667))}
    if one.why:
        told["no_interval"] = one.why
    return told


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def told(material: Material, found: Measured) -> dict[str, Any]:
    """Everything that was measured, by the keys of codes and the names of layers."""
    parts = groups(material)
    return {
        "unit": material.unit,
        "units": found.units,
        "pairable": found.pairable,
        "sources": found.sources,
        "coders": [name for _id, name in material.layers],
        "codebook": material.codebook,
        "headline": {name: figure(one) for name, one in found.headline.items()},
        "codes": {
            material.codes[at].key: {
                **{name: figure(one) for name, one in code.figures.items()},
                "cohen": [figure(one) for one in code.pairs],
                "given": list(code.given),
                "prevalence": [_round(one) for one in code.prevalence],
                "present": code.present,
                "prevalence_index": _round(code.prevalence_index),
                "bias_index": _round(code.bias_index),
                "rare": code.rare,
                "cautions": list(cautions(code)),
            }
            for at, code in zip(material.rated, found.codes, strict=True)
        },
        "groups": {
            material.codes[top].key if top is not None else "": {
                "codes": [material.codes[at].key for at in codes],
                "cu": figure(one.cu),
                **(
                    {
                        "u_alpha": figure(one.family.u),
                        "relevance": figure(one.family.relevance),
                        "cu_alpha": figure(one.family.cu),
                        "each": [figure(each) for each in one.family.each],
                        "coverage": _round(one.family.coverage),
                    }
                    if one.family
                    else {}
                ),
            }
            for (top, codes), one in zip(parts, found.groups, strict=True)
        },
    }
