"""When a low coefficient speaks of rare evidence or of unlike habits, and which scales of words there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from coding.agreement.measuring import CodeFigures

Warned = Literal["prevalence", "paradox", "bias", "one_never"]
RARE, COMMON, HIGH, LOW, BIASED = 0.10, 0.90, 0.85, 0.667, 0.10


def cautions(code: CodeFigures) -> tuple[Warned, ...]:
    """What a figure of this code is to be read with.

    `prevalence`: hardly ever, or nearly always given; `paradox`: high agreement and a low coefficient; `bias`: one
    coder gives the code much more often; `one_never`: a coder never gave it, another did.
    """
    found: list[Warned] = []
    shares = [one for one in code.prevalence if one is not None]
    mean = sum(shares) / len(shares) if shares else 0.0
    if code.present and (mean < RARE or mean > COMMON):
        found.append("prevalence")
    percent = code.figures["percent"].value
    lows = [code.figures[name].value for name in ("alpha", "conger")]
    if percent is not None and percent >= HIGH and any(one is not None and one < LOW for one in lows):
        found.append("paradox")
    if code.bias_index is not None and code.bias_index > BIASED:
        found.append("bias")
    if min(code.given, default=0) == 0 and max(code.given, default=0) > 0:
        found.append("one_never")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Scale:
    """Words for numbers, and who said so: each word holds from its cut on, the first below the second."""

    source: str
    measures: Literal["chance", "percent"]
    cuts: tuple[tuple[float, str, str], ...]

    def word(self, value: float, language: str) -> str:
        """What this scale calls a value."""
        found = self.cuts[0]
        for cut in self.cuts:
            if value >= cut[0]:
                found = cut
        return found[1] if language == "id" else found[2]


SCALES: Mapping[str, Scale] = {
    "krippendorff": Scale(
        "Krippendorff 2004, 2019",
        "chance",
        (
            (-1, "tidak dipakai", "not to be used"),
            (0.667, "hanya simpulan sementara", "tentative conclusions only"),
            (0.8, "dapat diandalkan", "reliable"),
        ),
    ),
    "landis": Scale(
        "Landis & Koch 1977",
        "chance",
        (
            (-1, "buruk", "poor"),
            (0, "tipis", "slight"),
            (0.2, "cukup", "fair"),
            (0.4, "sedang", "moderate"),
            (0.6, "kuat", "substantial"),
            (0.8, "hampir sempurna", "almost perfect"),
        ),
    ),
    "fleiss": Scale(
        "Fleiss 1981",
        "chance",
        ((-1, "buruk", "poor"), (0.4, "cukup sampai baik", "fair to good"), (0.75, "sangat baik", "excellent")),
    ),
    "cicchetti": Scale(
        "Cicchetti 1994",
        "chance",
        ((-1, "buruk", "poor"), (0.4, "cukup", "fair"), (0.6, "baik", "good"), (0.75, "sangat baik", "excellent")),
    ),
    "mchugh": Scale(
        "McHugh 2012",
        "chance",
        ((-1, "tidak memadai", "inadequate"), (0.6, "sedang", "moderate"), (0.8, "kuat", "strong")),
    ),
    "miles": Scale(
        "Miles & Huberman 1994:64",
        "percent",
        (
            (0, "di bawah 70 %", "below 70 %"),
            (0.7, "lazim pada awal", "usual at first"),
            (0.8, "sesuai sasaran 80–90 %", "within the aim of 80–90 %"),
        ),
    ),
    "holsti": Scale(
        "Holsti 1969",
        "percent",
        ((0, "di bawah 0,70", "below .70"), (0.7, "memenuhi minimum 0,70", "meets the minimum of .70")),
    ),
}
"""No word is said of a number unless somebody chose a scale; then with its source."""
