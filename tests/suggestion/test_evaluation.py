"""The report can't be fooled, and refuses what it can't know."""

import json
import random
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from coding.suggestion.evaluation import Logged, evaluate, fifty_more, held_out, prequential, report
from coding.suggestion.evaluation_report import CurvePoint, MethodFigures, Report
from coding.suggestion.evaluation_trial import plan
from coding.suggestion.material import Decided, Guess, Label, Passage, Scheme

CODES = ("K1", "K2", "K3", "K4")
SCHEME = Scheme("id", tuple(Label(code, code) for code in CODES))


class Memory:
    """Looks up trained texts and is silent on all others."""

    calibrated = True

    def fit(self, scheme: Scheme, corpus: Sequence[Passage], decided: Sequence[Decided] = ()) -> "Memory":
        texts = {passage.id: passage.text.casefold() for passage in corpus}
        self.known = {texts[one.passage]: one.codes for one in decided}
        return self

    def suggest(self, passages: Sequence[Passage]) -> list[list[Guess]]:
        return [
            [Guess(code, 1.0, show=True) for code in sorted(self.known.get(passage.text.casefold(), ()))]
            for passage in passages
        ]


class Teller:
    """Finds the code's own name in the text; needs no training."""

    def fit(self, scheme: Scheme, corpus: Sequence[Passage], decided: Sequence[Decided] = ()) -> "Teller":
        self.codes = scheme.codes
        return self

    def suggest(self, passages: Sequence[Passage]) -> list[list[Guess]]:
        return [[Guess(code, 0.9, show=True) for code in self.codes if code in passage.text] for passage in passages]


class Learner(Teller):
    """Knows a code once it has seen ten examples of it."""

    def fit(self, scheme: Scheme, corpus: Sequence[Passage], decided: Sequence[Decided] = ()) -> "Learner":
        self.codes = tuple(code for code in scheme.codes if sum(code in one.codes for one in decided) >= 10)
        return self


class Echo(Teller):
    """Says what the passage before got, as far as it has been told."""

    follows = True

    def fit(self, scheme: Scheme, corpus: Sequence[Passage], decided: Sequence[Decided] = ()) -> "Echo":
        self.before = {after.id: one.id for one, after in pairwise(corpus) if one.doc == after.doc}
        return self

    def suggest(self, passages: Sequence[Passage], decided: Sequence[Decided] | None = None) -> list[list[Guess]]:
        codes = {one.passage: one.codes for one in decided or ()}
        return [
            [Guess(code, 1.0, show=True) for code in sorted(codes.get(self.before.get(passage.id, ""), ()))]
            for passage in passages
        ]


def study(docs: int = 6, each: int = 20, *, told: bool = False) -> tuple[list[Passage], list[Decided]]:
    """Interviews of random words and codes; `told` puts the codes into the words."""
    rng = random.Random(docs * 1000 + each)
    corpus, decided = [], []
    for doc in range(docs):
        for number in range(each):
            code = rng.choice(CODES)
            words = " ".join(rng.choices([f"kata{place}" for place in range(400)], k=30))
            corpus.append(Passage(f"{doc}:{number}", f"w{doc}", f"{words} {code}" if told else words))
            decided.append(Decided(f"{doc}:{number}", frozenset({code})))
    return corpus, decided


def method(found: Report, name: str) -> MethodFigures:
    figures = found.method(name)
    assert figures is not None
    return figures


# -- nothing is tested on what it was trained on ----------------------------------------------------


def test_a_model_that_only_remembers_is_worth_nothing() -> None:
    found = method(evaluate({"memory": Memory}, SCHEME, *study()), "memory")
    assert (found.first_right, found.saved, found.micro_f1) == (0, 0, 0)


@pytest.mark.parametrize("changed", ["", " sekali", "!"])
def test_a_model_that_only_remembers_is_worth_nothing_even_where_sources_repeat_each_other(changed: str) -> None:
    corpus, decided = study()
    copies = [Passage("b" + one.id, "b" + one.doc, one.text.upper() + changed) for one in corpus]
    again = [Decided("b" + one.passage, one.codes) for one in decided]
    found = evaluate({"memory": Memory}, SCHEME, corpus + copies, decided + again)
    assert found.withheld > 0
    assert method(found, "memory").first_right == 0
    assert method(found, "naive").first_right < 0.45
    assert all(point.saved == 0 for point in found.learning)


def test_no_source_and_no_duplicate_stands_on_both_sides() -> None:
    corpus, decided = study()
    corpus[25] = Passage(corpus[25].id, corpus[25].doc, corpus[3].text)
    dealt = plan(SCHEME, corpus, decided, 6)
    assert sorted(place for fold in dealt.folds for place in fold.test) == list(range(len(decided)))
    for fold in dealt.folds:
        assert not {dealt.docs[place] for place in fold.train} & {dealt.docs[place] for place in fold.test}
        assert not ({3, 25} & set(fold.train) and {3, 25} & set(fold.test))
        assert fold.train == tuple(sorted(fold.train))
    assert dealt.withheld == 2


def test_the_report_on_real_use_leaves_out_what_was_decided_before() -> None:
    corpus, decided = study(docs=2)
    corpus = [*corpus, *(Passage("b" + one.id, "b" + one.doc, one.text + ".") for one in corpus)]
    log = [Logged(one.passage, one.passage[0], one.codes, {}) for one in decided]
    log += [
        Logged("b" + one.passage, "b", one.codes, dict.fromkeys(one.codes, 1.0), shown=one.codes) for one in decided
    ]
    assert method(prequential(log, SCHEME, corpus), "classifier").first_right == 0
    assert prequential(log, SCHEME, corpus).withheld == len(decided)
    assert method(prequential(log, SCHEME), "classifier").first_right == 0.5


def test_a_second_decision_of_the_same_passage_is_left_out_of_real_use() -> None:
    _, decided = study(docs=2)
    log = [Logged(one.passage, "w", one.codes, {}) for one in decided]
    log += [Logged(one.passage, "w", one.codes, dict.fromkeys(one.codes, 1.0)) for one in decided]
    assert method(prequential(log, SCHEME), "classifier").first_right == 0


# -- what can be known is said ----------------------------------------------------------------------


def test_a_method_that_needs_no_training_is_right_on_every_source() -> None:
    found = method(evaluate({"teller": Teller}, SCHEME, *study(told=True)), "teller")
    assert (found.first_right, found.saved, found.micro_f1, found.macro_f1) == (1, 1, 1, 1)
    assert found.mean_average_precision == 1
    assert found.error == pytest.approx(0.1)


def test_every_method_is_asked_about_the_same_passages_and_stands_beside_the_baselines() -> None:
    found = evaluate({"teller": Teller, "memory": Memory}, SCHEME, *study(told=True))
    assert [figures.method for figures in found.methods] == ["teller", "memory", "commonest", "naive", "recent"]
    assert len({tuple((code.code, code.positives) for code in figures.codes) for figures in found.methods}) == 1


def test_recent_codes_win_where_codes_run_on_and_words_say_nothing() -> None:
    corpus, _ = study()
    decided = [Decided(one.id, frozenset({CODES[place // 10 % 4]})) for place, one in enumerate(corpus)]
    found = evaluate({}, SCHEME, corpus, decided)
    assert method(found, "recent").first_right == pytest.approx(0.9, abs=0.02)
    assert method(found, "naive").first_right < 0.5


def test_a_method_that_follows_the_coder_is_tested_a_second_time_with_the_decisions_made_before() -> None:
    corpus, _ = study()
    decided = [Decided(one.id, frozenset({CODES[place // 10 % 4]})) for place, one in enumerate(corpus)]
    found = evaluate({"echo": Echo}, SCHEME, corpus, decided)
    assert [figures.method for figures in found.methods][:2] == ["in_order", "echo"]
    # In each interview of twenty passages the first has none before it, and one stands where the code changes.
    assert method(found, "in_order").first_right == 18 / 20
    assert method(found, "echo").first_right == 0


def test_a_decision_made_later_is_not_known_when_the_coder_went_back() -> None:
    corpus, decided = study()
    backwards = [one for doc in range(6) for one in reversed(decided[doc * 20 : doc * 20 + 20])]
    assert method(evaluate({"echo": Echo}, SCHEME, corpus, backwards), "in_order").first_right == 0


def test_only_calibrated_scores_near_the_truth_may_be_shown_as_percentages() -> None:
    boastful = [Logged(str(n), f"w{n % 6}", frozenset({"K1"} if n % 2 else ()), {"K1": 0.9}) for n in range(100)]
    assert not method(prequential(boastful, SCHEME), "classifier").percentages
    honest = [Logged(str(n), f"w{n % 6}", frozenset({"K1"} if n % 2 else ()), {"K1": 0.5}) for n in range(100)]
    assert method(prequential(honest, SCHEME), "classifier").percentages
    assert not method(prequential(honest, SCHEME, chances=False), "classifier").percentages


def test_a_good_method_has_a_narrow_interval_and_the_true_value_inside() -> None:
    found = method(evaluate({"teller": Teller}, SCHEME, *study(told=True)), "naive")
    assert found.saved_interval is not None
    assert found.saved_interval.low <= found.saved <= found.saved_interval.high
    for code in found.codes:
        assert code.average_precision_interval is not None
        assert code.average_precision_interval.low <= code.average_precision <= code.average_precision_interval.high


def test_the_average_precision_stands_beside_the_base_rate() -> None:
    corpus, decided = study()
    found = method(evaluate({}, SCHEME, corpus, decided), "commonest")
    for code in found.codes:
        assert code.base_rate == sum(code.code in one.codes for one in decided) / len(decided)


# -- what can't be known is refused -----------------------------------------------------------------


def test_under_25_decisions_there_are_no_percentages_at_all() -> None:
    corpus, decided = study(docs=6, each=4)
    found = evaluate({"teller": Teller}, SCHEME, corpus, decided)
    assert found.decisions == 24
    assert found.methods == ()
    assert str(found.refused) == "Too few decisions to say anything: 24 of the 25 needed."
    log = [Logged(one.passage, "w", one.codes, {}) for one in decided]
    assert prequential(log, SCHEME).methods == ()


def test_one_source_can_not_be_held_out() -> None:
    found = evaluate({"teller": Teller}, SCHEME, *study(docs=1, each=60))
    assert found.methods == ()
    assert found.refused is not None
    assert "one source" in str(found.refused)


def test_a_codebook_without_codes_is_refused() -> None:
    assert evaluate({}, Scheme("id", ()), *study()).refused is not None


def test_under_five_sources_there_is_no_interval_and_the_report_says_why() -> None:
    found = evaluate({"teller": Teller}, SCHEME, *study(docs=4, told=True))
    assert str(found.no_intervals) == "No intervals: 4 sources are too few, 5 are needed."
    for figures in found.methods:
        assert figures.saved_interval is None
        assert all(code.f1_interval is None and code.average_precision_interval is None for code in figures.codes)
    assert evaluate({}, SCHEME, *study(docs=5)).no_intervals is None


@pytest.mark.parametrize(
    ("examples", "sources", "refused"), [(3, 3, True), (9, 3, True), (12, 2, True), (10, 3, False)]
)
def test_a_code_with_too_few_examples_is_refused_in_words(examples: int, sources: int, refused: bool) -> None:
    corpus, decided = study()
    rare = {f"{place % sources}:{place // sources}" for place in range(examples)}
    decided = [Decided(one.passage, frozenset({"K4"} if one.passage in rare else {"K1"})) for one in decided]
    found = method(evaluate({}, SCHEME, corpus, decided), "naive").codes[3]
    assert (found.positives, found.sources) == (examples, sources)
    assert (found.refused is not None) == refused
    assert (found.f1 is None and found.average_precision is None and found.recall is None) == refused
    if found.refused:
        assert str(found.refused).startswith(f"Too few examples: {examples} in {sources} sources")


# -- learning, order, and the record ------------------------------------------------------------------


def test_the_learning_curve_rises_where_examples_teach() -> None:
    found = evaluate({"learner": Learner}, SCHEME, *study(docs=6, each=45, told=True), folds=3)
    assert [point.coded for point in found.learning] == [25, 50, 100]
    assert all(before.saved <= after.saved for before, after in pairwise(found.learning))
    assert found.learning[0].saved < 0.7
    assert found.learning[-1].saved == 1


def test_the_curve_counts_coded_passages_and_learns_from_those_left_uncoded_on_the_way() -> None:
    seen: list[int] = []

    class Counting(Teller):
        def fit(self, scheme: Scheme, corpus: Sequence[Passage], decided: Sequence[Decided] = ()) -> "Counting":
            super().fit(scheme, corpus, decided)
            seen.append(len(decided))
            return self

    corpus, decided = study(docs=2, each=60)
    decided = [Decided(one.passage, one.codes if place % 2 else frozenset()) for place, one in enumerate(decided)]
    found = evaluate({"counting": Counting}, SCHEME, corpus, decided)
    assert [point.coded for point in found.learning] == [25]
    assert seen == [60, 60, 50, 50]


def test_fifty_more_goes_on_as_the_last_two_points_and_never_over_the_whole() -> None:
    points = [CurvePoint(25, 0.4), CurvePoint(50, 0.5), CurvePoint(100, 0.56)]
    assert fifty_more(points) == pytest.approx(0.06)
    assert fifty_more(points[:2]) is None
    assert fifty_more([*points[:2], CurvePoint(100, 0.99)]) == pytest.approx(0.01)


def test_progress_rises_to_the_whole_and_can_stop_the_work() -> None:
    told: list[float] = []
    evaluate({"teller": Teller}, SCHEME, *study(), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1

    class Stopped(Exception):
        pass

    def stop(done: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        evaluate({"teller": Teller}, SCHEME, *study(), progress=stop)


def test_a_passage_decided_twice_counts_once_with_its_last_codes() -> None:
    corpus, decided = study(told=True)
    wrong = [Decided(one.passage, frozenset({"K1"})) for one in decided]
    found = evaluate({"teller": Teller}, SCHEME, corpus, wrong + decided)
    assert found.decisions == len(decided)
    assert method(found, "teller").first_right == 1


def test_decisions_on_passages_that_are_gone_and_codes_that_are_gone_do_no_harm() -> None:
    corpus, decided = study(told=True)
    found = evaluate({"teller": Teller}, SCHEME, corpus, [*decided, Decided("gone", frozenset({"K1", "gone"}))])
    assert found.decisions == len(decided)


def test_the_report_is_a_record_of_plain_values() -> None:
    found = evaluate({"teller": Teller}, SCHEME, *study())
    plain = found.to_json()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["methods"][0]["method"] == "teller"
    assert plain["methods"][0]["codes"][0]["code"] == "K1"


def test_the_same_decisions_give_the_same_report() -> None:
    assert evaluate({"teller": Teller}, SCHEME, *study()) == evaluate({"teller": Teller}, SCHEME, *study())


def test_scores_of_sources_held_out_can_be_kept_for_thresholds() -> None:
    corpus, decided = study(told=True)
    tested = held_out({"teller": Teller}, SCHEME, corpus, decided)
    assert tested.scored[0].scores.shape == tested.truth.shape == (len(decided), len(CODES))
    assert np.array_equal(tested.scored[0].shown, tested.truth)
    assert tested.passages == tuple(one.passage for one in decided)
    assert report(tested, least_sources=2) == evaluate({"teller": Teller}, SCHEME, corpus, decided)
