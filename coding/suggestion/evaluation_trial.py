"""Training and asking on whole sources held out, without a passage that stands on both sides."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coding.suggestion import measures
from coding.suggestion.duplicates import duplicate_groups
from coding.suggestion.evaluation_report import CurvePoint, Scored
from coding.suggestion.material import Decided, Follower, Guess, Passage, Scheme, Suggester
from coding.suggestion.measures import Bools, Floats

IN_ORDER = "in_order"

Maker = Callable[[], Suggester]
Progress = Callable[[float], None]

_FIRST_POINTS = (25, 50)


@dataclass(frozen=True, slots=True)
class Fold:
    """Places of decisions, in the order of coding; nothing in `train` is of a source, or a duplicate, of `test`."""

    train: tuple[int, ...]
    test: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is trained on what and asked about what: the same for every method.

    `decided`, `docs` and the rows of `truth` (n × codes) are the decisions in the order of coding, each passage once.
    `withheld` counts those which a training had to do without, because they duplicate what it is tested on.
    """

    scheme: Scheme
    corpus: tuple[Passage, ...]
    decided: tuple[Decided, ...]
    docs: tuple[str, ...]
    truth: Bools
    folds: tuple[Fold, ...] = ()
    withheld: int = 0

    def points(self) -> tuple[int, ...]:
        """The sizes of the learning curve: 25, 50, and doubled as long as every fold has so many coded passages."""
        most = min((int(self.truth[list(fold.train)].any(axis=1).sum()) for fold in self.folds), default=0)
        sizes = [size for size in _FIRST_POINTS if size <= most]
        while sizes and sizes[-1] >= _FIRST_POINTS[-1] and sizes[-1] * 2 <= most:
            sizes.append(sizes[-1] * 2)
        return tuple(sizes)


class Steps:
    """Counts trainings and tells the share that is done."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def __call__(self) -> None:
        self._done += 1
        if self._progress:
            self._progress(self._done / self._total)


def plan(scheme: Scheme, corpus: Sequence[Passage], decided: Sequence[Decided], folds: int) -> Plan:
    """Deal whole sources into `folds` parts (fewer where there are fewer sources; none where there is one)."""
    from sklearn.model_selection import GroupKFold

    passages = {passage.id: passage for passage in corpus}
    latest = {one.passage: one for one in decided if one.passage in passages}
    kept = tuple(latest.values())
    docs = tuple(passages[one.passage].doc for one in kept)
    truth = table_of_codes(scheme, [one.codes for one in kept])
    parts = min(folds, len(set(docs)))
    if parts < 2:
        return Plan(scheme, tuple(corpus), kept, docs, truth)
    groups = np.array(duplicate_groups([passages[one.passage] for one in kept]))
    dealt: list[Fold] = []
    withheld: set[int] = set()
    for train, test in GroupKFold(parts).split(np.zeros(len(kept)), groups=np.array(docs)):
        twice = np.isin(groups[train], groups[test])
        withheld.update(train[twice].tolist())
        dealt.append(Fold(tuple(train[~twice].tolist()), tuple(test.tolist())))
    return Plan(scheme, tuple(corpus), kept, docs, truth, tuple(dealt), len(withheld))


def score(plan: Plan, method: str, make: Maker, step: Steps) -> tuple[Scored, ...]:
    """What a method says of every decision when it was trained on nothing of its source.

    One that follows the coder says it a second time as `in_order`: told the decisions made before, in the source too.
    """
    cold, warm = _blank(plan), _blank(plan)
    chances, follows = True, False
    for fold in plan.folds:
        suggester, guesses = _trained(plan, make, fold.train, fold.test)
        cold.take(fold.test, guesses)
        chances = chances and bool(getattr(suggester, "calibrated", False))
        if isinstance(suggester, Follower):
            follows = True
            _follow(plan, suggester, fold, warm)
        step()
    scored = Scored(method, cold.scores, cold.shown, chances)
    return (Scored(IN_ORDER, warm.scores, warm.shown, chances), scored) if follows else (scored,)


@dataclass(frozen=True, slots=True)
class _Answers:
    """A place for what is said of each decision (n × codes)."""

    scheme: Scheme
    scores: Floats
    shown: Bools

    def take(self, rows: Sequence[int], guesses: Sequence[Sequence[Guess]]) -> None:
        self.scores[list(rows)], self.shown[list(rows)] = table_of_guesses(self.scheme, guesses)


def _blank(plan: Plan) -> _Answers:
    return _Answers(plan.scheme, np.zeros(plan.truth.shape), np.zeros(plan.truth.shape, dtype=bool))


def _follow(plan: Plan, suggester: Follower, fold: Fold, answers: _Answers) -> None:
    """Walk through the sources held out as the coder did.

    A follower looks at what stands before a passage only. So all decisions up to where the coder went back can be told
    at once, and none of them reaches a passage that was decided earlier.
    """
    place = {passage.id: at for at, passage in enumerate(plan.corpus)}
    known = [plan.decided[row] for row in fold.train]
    for rows in _onward(fold.test, [place[plan.decided[row].passage] for row in fold.test]):
        known += [plan.decided[row] for row in rows]
        answers.take(rows, suggester.suggest([plan.corpus[place[plan.decided[row].passage]] for row in rows], known))


def _onward(rows: Sequence[int], places: Sequence[int]) -> list[list[int]]:
    """Rows, cut wherever their place in the corpus is not behind the one before."""
    runs: list[list[int]] = []
    before = None
    for row, place in zip(rows, places, strict=True):
        if before is None or place <= before:
            runs.append([])
        runs[-1].append(row)
        before = place
    return runs


def learning_curve(plan: Plan, make: Maker, step: Steps) -> tuple[CurvePoint, ...]:
    """The share of codes saved on sources held out, by the number of coded passages learned from, in their order."""
    coded = plan.truth.sum(axis=1) > 0
    points = []
    for size in plan.points():
        scores = np.zeros(plan.truth.shape)
        for fold in plan.folds:
            enough = int(np.searchsorted(np.cumsum(coded[list(fold.train)]), size)) + 1
            _, guesses = _trained(plan, make, fold.train[:enough], fold.test)
            scores[list(fold.test)], _ = table_of_guesses(plan.scheme, guesses)
            step()
        points.append(CurvePoint(size, measures.keystrokes_saved(plan.truth, scores) or 0.0))
    return tuple(points)


def _trained(plan: Plan, make: Maker, train: Sequence[int], test: Sequence[int]) -> tuple[Suggester, list[list[Guess]]]:
    passages: Mapping[str, Passage] = {passage.id: passage for passage in plan.corpus}
    suggester = make().fit(plan.scheme, plan.corpus, [plan.decided[place] for place in train])
    return suggester, suggester.suggest([passages[plan.decided[place].passage] for place in test])


def table_of_codes(scheme: Scheme, given: Sequence[frozenset[str]]) -> Bools:
    """Sets of codes as rows (n × codes); codes the scheme does not have are left out."""
    rows = [[code in codes for code in scheme.codes] for codes in given]
    return np.array(rows, dtype=bool).reshape(len(given), len(scheme.codes))


def table_of_guesses(scheme: Scheme, guesses: Sequence[Sequence[Guess]]) -> tuple[Floats, Bools]:
    """Guesses as rows of scores and of what is shown (n × codes); 0 where nothing was guessed."""
    places = {code: place for place, code in enumerate(scheme.codes)}
    scores = np.zeros((len(guesses), len(places)))
    shown = np.zeros(scores.shape, dtype=bool)
    for row, guessed in enumerate(guesses):
        for guess in guessed:
            scores[row, places[guess.code]] = guess.score
            shown[row, places[guess.code]] = guess.show
    return scores, shown
