"""What the report says, and what it refuses to say: from scores made beforehand and the coder's codes to figures."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coding.errors import Notice
from coding.suggestion import measures
from coding.suggestion.measures import Bin, Bools, Bootstrap, Floats, Interval

DECISIONS = 25
"""Decisions below which the report has no percentages."""
POSITIVES, SOURCES = 10, 3
"""Examples, and sources holding one, below which a code has no figures."""
SOURCES_FOR_INTERVAL = 5
_BUNDLES = 300
"""More sources than this are drawn in bundles: the interval hardly changes, the time does."""
CALIBRATED_WITHIN = 0.08
"""The calibration error of the first suggestion up to which chances may be shown as percentages."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores (n × codes) that one method made without knowing the decisions, and what it would have shown.

    `chances`: the method says that its scores are probabilities.
    """

    method: str
    scores: Floats
    shown: Bools
    chances: bool


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """One code by one method, at the threshold shown. `shown` counts suggestions; `positives` the coder's codes.

    Where `refused` says why, there are counts and no figures. The average precision of blind guessing is `base_rate`.
    """

    code: str
    positives: int
    sources: int
    shown: int
    base_rate: float | None = None
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    f1_interval: Interval | None = None
    average_precision: float | None = None
    average_precision_interval: Interval | None = None
    refused: Notice | None = None


@dataclass(frozen=True, slots=True)
class MethodFigures:
    """One method over all codes.

    `first_right`: share of coded passages whose first suggestion is right (P@1). `saved`: share of the coder's codes
    among the first three (KS@3). F1 at the threshold shown; `macro_f1` and `mean_average_precision` over the codes that
    occur. `brier`, its `skill` over base rates, `error` (ECE of the first suggestion) and `curve` take scores as
    chances; `percentages`: they are meant as chances, and the error is small enough to show them as such.
    """

    method: str
    first_right: float | None
    first_right_interval: Interval | None
    saved: float | None
    saved_interval: Interval | None
    micro_f1: float
    macro_f1: float
    mean_average_precision: float | None
    brier: float
    skill: float | None
    error: float | None
    curve: tuple[Bin, ...]
    percentages: bool
    codes: tuple[CodeFigures, ...]


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The share of codes saved (KS@3) on sources held out, after learning from so many coded passages."""

    coded: int
    saved: float


@dataclass(frozen=True, slots=True)
class Report:
    """Figures for several methods on the same decisions, none of them on data a method was trained on.

    `withheld` counts decisions kept out because the passage stands elsewhere word for word or nearly.
    `fifty_more` is what fifty more coded passages would bring if the line between the last two points of the curve
    went on: an extrapolation, not a measurement. `refused` and `no_intervals` say why figures are missing.
    """

    decisions: int
    coded: int
    sources: int
    withheld: int = 0
    methods: tuple[MethodFigures, ...] = ()
    learning: tuple[CurvePoint, ...] = ()
    fifty_more: float | None = None
    refused: Notice | None = None
    no_intervals: Notice | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain dicts, lists, numbers and words, as a record keeps them."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self), allow_nan=False))
        return plain

    def method(self, name: str) -> MethodFigures | None:
        """The figures of the method of this name."""
        return next((figures for figures in self.methods if figures.method == name), None)


def refusal(decisions: int, sources: int, codes: int, least_sources: int) -> Notice | None:
    """Why there can be no figures at all, or None."""
    if not codes:
        return Notice("The codebook holds no code that can be given to words.")
    if decisions < DECISIONS:
        return Notice(
            "Too few decisions to say anything: {count} of the {least} needed.",
            {"count": str(decisions), "least": str(DECISIONS)},
        )
    if sources < least_sources:
        return Notice("All decisions are in one source, so none can be held out to test on.")
    return None


def no_intervals(sources: int) -> Notice | None:
    """Why figures stand without intervals, or None."""
    if sources >= SOURCES_FOR_INTERVAL:
        return None
    return Notice(
        "No intervals: {count} sources are too few, {least} are needed.",
        {"count": str(sources), "least": str(SOURCES_FOR_INTERVAL)},
    )


def numbered(docs: Sequence[str]) -> NDArray[np.int_]:
    """A number from 0 for each document, in the order of their first appearance."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(doc, len(numbers)) for doc in docs], dtype=int)


def figures(scored: Scored, truth: Bools, codes: Sequence[str], docs: NDArray[np.int_]) -> MethodFigures:
    """All figures of one method. `docs` numbers the document of each row; intervals are drawn over documents."""
    chances = np.clip(scored.scores, 0.0, 1.0)
    first = (measures.top(scored.scores, 1) & truth).sum(axis=1)
    saved = (measures.top(scored.scores, 3) & truth).sum(axis=1)
    given = truth.sum(axis=1)
    again = _bootstrap(docs)
    curve = measures.calibration(*measures.top_chance(truth, chances))
    error = measures.calibration_error(curve)
    micro, macro = measures.micro_macro_f1(truth, scored.shown)
    each = [
        _Column(code, docs, truth[:, at], scored.scores[:, at], scored.shown[:, at]) for at, code in enumerate(codes)
    ]
    precisions = [measures.average_precision(column.given, column.scores) for column in each]
    f1_intervals = again.f1(truth, scored.shown) if again else [None] * len(codes)
    known = [precision for precision in precisions if precision is not None]
    return MethodFigures(
        method=scored.method,
        first_right=measures.precision_at_one(truth, scored.scores),
        first_right_interval=again.ratio(first, given > 0) if again else None,
        saved=measures.keystrokes_saved(truth, scored.scores),
        saved_interval=again.ratio(saved, given) if again else None,
        micro_f1=micro,
        macro_f1=macro,
        mean_average_precision=sum(known) / len(known) if known else None,
        brier=measures.brier(truth, chances),
        skill=measures.brier_skill(truth, chances),
        error=error,
        curve=curve,
        percentages=scored.chances and error is not None and error <= CALIBRATED_WITHIN,
        codes=tuple(_one_code(*parts, again) for parts in zip(each, precisions, f1_intervals, strict=True)),
    )


@dataclass(frozen=True, slots=True)
class _Column:
    """What concerns one code: a value per decision."""

    code: str
    docs: NDArray[np.int_]
    given: Bools
    scores: Floats
    shown: Bools


def _bootstrap(docs: NDArray[np.int_]) -> Bootstrap | None:
    count = int(docs.max()) + 1
    if count < SOURCES_FOR_INTERVAL:
        return None
    return Bootstrap(docs % _BUNDLES, measures.draws(min(count, _BUNDLES)))


def _one_code(
    column: _Column, precision: float | None, f1_interval: Interval | None, again: Bootstrap | None
) -> CodeFigures:
    positives, sources = int(column.given.sum()), len(np.unique(column.docs[column.given]))
    shown = int(column.shown.sum())
    if positives < POSITIVES or sources < SOURCES:
        return CodeFigures(column.code, positives, sources, shown, refused=_too_few(positives, sources))
    hits = int((column.shown & column.given).sum())
    return CodeFigures(
        code=column.code,
        positives=positives,
        sources=sources,
        shown=shown,
        base_rate=positives / len(column.given),
        precision=hits / shown if shown else None,
        recall=hits / positives,
        f1=2 * hits / (shown + positives),
        f1_interval=f1_interval,
        average_precision=precision,
        average_precision_interval=again.average_precision(column.given, column.scores) if again else None,
    )


def _too_few(positives: int, sources: int) -> Notice:
    return Notice(
        "Too few examples: {count} in {sources} sources; {least} in {least_sources} are needed.",
        {"count": str(positives), "sources": str(sources), "least": str(POSITIVES), "least_sources": str(SOURCES)},
    )
