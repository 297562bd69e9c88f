"""The honest report: whole sources held out, or scores logged before each decision; never the data of the training.

`evaluate` trains each method anew with the decisions of some sources and asks it about the others: what a new interview
without any decision would meet. `prequential` takes the log of real use, where earlier decisions of the same source
were known. A passage that stands elsewhere nearly word for word is kept out of the training, or of the log.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coding.suggestion.baselines import Commonest, Naive, recently_used
from coding.suggestion.duplicates import duplicate_groups
from coding.suggestion.evaluation_report import (
    CurvePoint,
    Report,
    Scored,
    figures,
    no_intervals,
    numbered,
    refusal,
)
from coding.suggestion.evaluation_trial import (
    Maker,
    Plan,
    Progress,
    Steps,
    learning_curve,
    plan,
    score,
    table_of_codes,
)
from coding.suggestion.material import Decided, Passage, Scheme
from coding.suggestion.measures import Bools

_BASELINES: Mapping[str, Maker] = {"commonest": Commonest, "naive": Naive}
_RECENT_SHOWN_FROM = 0.3


@dataclass(frozen=True, slots=True)
class Logged:
    """One decision and the scores made before it. `shown`: the codes that stood, or would have stood, on screen."""

    passage: str
    doc: str
    codes: frozenset[str]
    scores: Mapping[str, float]
    shown: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tested:
    """Every decision once with what each method said of it unseen: what report and thresholds are made from.

    `docs`, `passages` and the rows of `truth` and of all scores are the decisions in the order of coding.
    """

    codes: tuple[str, ...]
    docs: tuple[str, ...]
    truth: Bools
    passages: tuple[str, ...] = ()
    scored: tuple[Scored, ...] = ()
    learning: tuple[CurvePoint, ...] = ()
    withheld: int = 0


def evaluate(
    makers: Mapping[str, Maker],
    scheme: Scheme,
    corpus: Sequence[Passage],
    decided: Sequence[Decided],
    *,
    folds: int = 5,
    progress: Progress | None = None,
) -> Report:
    """Figures for each maker and the baselines on whole sources held out, and the first maker's learning curve.

    See `held_out` for what goes in.
    """
    return report(held_out(makers, scheme, corpus, decided, folds=folds, progress=progress), least_sources=2)


def held_out(
    makers: Mapping[str, Maker],
    scheme: Scheme,
    corpus: Sequence[Passage],
    decided: Sequence[Decided],
    *,
    folds: int = 5,
    progress: Progress | None = None,
) -> Tested:
    """Train and ask each maker and the baselines, once for each part of the sources.

    `corpus` holds all passages in document order, `decided` the decisions in the order of coding; a passage decided
    twice counts with its last codes. `progress` gets the share done; what it raises stops the work. Nothing is
    trained where the report would refuse all figures.
    """
    dealt = plan(scheme, corpus, decided, folds)
    if refusal(len(dealt.decided), len(set(dealt.docs)), len(scheme.codes), least_sources=2):
        return Tested(scheme.codes, dealt.docs, dealt.truth, withheld=dealt.withheld)
    methods = {**makers, **{name: make for name, make in _BASELINES.items() if name not in makers}}
    step = Steps(len(dealt.folds) * (len(methods) + len(dealt.points())), progress)
    scored = [one for name, make in methods.items() for one in score(dealt, name, make, step)]
    learning = learning_curve(dealt, next(iter(methods.values())), step)
    passages = tuple(one.passage for one in dealt.decided)
    every = (*scored, _recent(dealt))
    return Tested(scheme.codes, dealt.docs, dealt.truth, passages, every, learning, dealt.withheld)


def report(tested: Tested, *, least_sources: int = 1) -> Report:
    """All figures, or the reason why there are none."""
    decisions, coded, sources = len(tested.docs), int(tested.truth.any(axis=1).sum()), len(set(tested.docs))
    refused = refusal(decisions, sources, len(tested.codes), least_sources)
    if refused:
        return Report(decisions, coded, sources, withheld=tested.withheld, refused=refused)
    docs = numbered(tested.docs)
    return Report(
        decisions=decisions,
        coded=coded,
        sources=sources,
        withheld=tested.withheld,
        methods=tuple(figures(scored, tested.truth, tested.codes, docs) for scored in tested.scored),
        learning=tested.learning,
        fifty_more=fifty_more(tested.learning),
        no_intervals=no_intervals(sources),
    )


def fifty_more(learning: Sequence[CurvePoint]) -> float | None:
    """What fifty more coded passages would add, if the line through the last two points went on; None under three."""
    if len(learning) < 3:
        return None
    before, last = learning[-2:]
    return min(1 - last.saved, 50 * (last.saved - before.saved) / (last.coded - before.coded))


def prequential(
    log: Sequence[Logged],
    scheme: Scheme,
    corpus: Sequence[Passage] = (),
    *,
    method: str = "classifier",
    chances: bool = True,
) -> Report:
    """Figures from real use: `log` in the order of coding, each with scores made before its decision.

    Only the first decision of a passage counts, for later models learned from it; with `corpus` (the texts) the same
    holds for passages that say the same. `chances`: the scores are meant as probabilities.
    """
    first = _first_of_each(log, corpus)
    decided = [Decided(one.passage, one.codes) for one in log]
    truth = table_of_codes(scheme, [log[place].codes for place in first])
    scores = np.array([[log[place].scores.get(code, 0.0) for code in scheme.codes] for place in first], dtype=float)
    shown = table_of_codes(scheme, [log[place].shown for place in first])
    recent = recently_used(scheme, decided)[first]
    tested = Tested(
        codes=scheme.codes,
        docs=tuple(log[place].doc for place in first),
        truth=truth,
        scored=(
            Scored(method, scores.reshape(truth.shape), shown, chances),
            Scored("recent", recent, recent >= _RECENT_SHOWN_FROM, chances=True),
        ),
        withheld=len(log) - len(first),
    )
    return report(tested)


def _first_of_each(log: Sequence[Logged], corpus: Sequence[Passage]) -> list[int]:
    same = dict(zip([passage.id for passage in corpus], duplicate_groups(corpus), strict=True))
    first: dict[int | str, int] = {}
    for place, one in enumerate(log):
        first.setdefault(same.get(one.passage, one.passage), place)
    return list(first.values())


def _recent(dealt: Plan) -> Scored:
    """The codes used last: no training, but it may look at the coder's earlier decisions in the same source."""
    scores = recently_used(dealt.scheme, dealt.decided)
    return Scored("recent", scores, scores >= _RECENT_SHOWN_FROM, chances=True)
