"""The classifier works from the codebook, learns, says why, and says the same again."""

import io
import json
import random
import re
import subprocess
import sys
from functools import cache

import numpy as np
import pytest

from coding.suggestion.classifier import Classifier
from coding.suggestion.features import Features
from coding.suggestion.material import Decided, Label, Passage, Pattern, Reason, Scheme

TOPICS = {
    "K": "rapat koordinasi dialog camat bertemu sepakat undangan".split(),
    "A": "anggaran dana cair biaya rupiah belanja bendahara".split(),
    "D": "aplikasi data sistem server jaringan berkas unggah".split(),
}
FILL = "kami waktu pagi desa orang jalan sering pernah sudah bulan tahun rumah kota pasar besar cepat".split()
SCHEME = Scheme(
    "id",
    (
        Label("K", "Koordinasi", "bertemu dan sepakat", (Pattern("rapat"), Pattern("koordinasi"))),
        Label("A", "Anggaran", "dana dan biaya", (Pattern("anggaran"),)),
        Label("D", "Data", "aplikasi dan sistem", (Pattern("aplikasi"),)),
        Label("X", "Lain", "sesuatu yang aneh"),
    ),
)
STUDY_DOCS, STUDY_EACH = 8, 30


@cache
def study() -> tuple[list[Passage], list[Decided]]:
    """Eight interviews of thirty passages; a topic goes on for a while. Decisions for all of them."""
    dice = random.Random(5)
    corpus, decided = [], []
    for doc in range(STUDY_DOCS):
        topic = "K"
        for number in range(STUDY_EACH):
            topic = topic if dice.random() < 0.5 else dice.choice("KAD")
            words = [*dice.sample(TOPICS[topic], 2), *dice.sample(FILL, 6)]
            dice.shuffle(words)
            corpus.append(Passage(f"W{doc}-{number}", f"W{doc}", " ".join(words)))
            decided.append(Decided(corpus[-1].id, frozenset(topic)))
    return corpus, decided


@cache
def trained() -> Classifier:
    corpus, decided = study()
    return Classifier().fit(SCHEME, corpus, decided[: 5 * STUDY_EACH])


def right(model: Classifier, decided: list[Decided] | None = None) -> float:
    """The share of the last three interviews' passages whose first suggestion is what they got."""
    corpus, all_decided = study()
    rest = corpus[5 * STUDY_EACH :]
    codes = [one.codes for one in all_decided[5 * STUDY_EACH :]]
    return float(np.mean([some[0].code in one for some, one in zip(model.suggest(rest, decided), codes, strict=True)]))


def test_the_codebook_alone_suggests_before_anything_is_coded() -> None:
    cold = Classifier().fit(SCHEME, study()[0])
    assert right(cold) > 0.5
    assert not cold.calibrated


def test_decisions_teach_words_that_no_keyword_names() -> None:
    assert right(trained()) > 0.9 > right(Classifier().fit(SCHEME, study()[0]))
    assert trained().calibrated


def test_scores_are_chances_surest_first_for_every_code() -> None:
    for guesses in trained().suggest(study()[0][:20]):
        scores = [guess.score for guess in guesses]
        assert scores == sorted(scores, reverse=True)
        assert {guess.code for guess in guesses} == set(SCHEME.codes)
        assert all(0 < score < 1 for score in scores)


def test_chances_keep_their_word_on_interviews_not_seen() -> None:
    corpus, decided = study()
    rest = slice(5 * STUDY_EACH, None)
    guesses = trained().suggest(corpus[rest])
    said = np.mean([some[0].score for some in guesses])
    came = np.mean([some[0].code in one.codes for some, one in zip(guesses, decided[rest], strict=True)])
    assert abs(said - came) < 0.08


def test_rejecting_teaches() -> None:
    corpus, decided = study()
    asked = [one for one in corpus[5 * STUDY_EACH :] if "rapat" in one.text.split()]
    refused = [Decided(one.passage, one.codes - {"K"}) for one in decided[: 5 * STUDY_EACH]]
    taught = Classifier().fit(SCHEME, corpus, refused)
    place = SCHEME.codes.index("K")
    assert (taught.chances(asked)[:, place] < trained().chances(asked)[:, place] - 0.2).all()


def test_newer_decisions_count_for_what_follows_without_training() -> None:
    corpus, decided = study()
    row = 5 * STUDY_EACH + 1
    place = SCHEME.codes.index("A")
    newer = [*decided[: 5 * STUDY_EACH], Decided(corpus[row - 1].id, frozenset("A"))]
    other = [*decided[: 5 * STUDY_EACH], Decided(corpus[row - 1].id, frozenset("D"))]
    one, two = (trained().chances([corpus[row]], some)[0, place] for some in (newer, other))
    assert one > two


def test_a_decision_in_one_interview_says_nothing_of_another() -> None:
    corpus, decided = study()
    last = [one for one in corpus if one.doc == "W7"]
    here = [one for one in decided if one.passage.startswith("W7")]
    np.testing.assert_array_equal(trained().chances(last, here), trained().chances(corpus, decided)[-len(last) :])


def test_what_runs_on_is_the_first_reason() -> None:
    corpus, decided = study()
    row = 5 * STUDY_EACH + 1
    newer = [*decided[: 5 * STUDY_EACH], Decided(corpus[row - 1].id, frozenset("A"))]
    reason = trained().explain(corpus[row], "A", newer)[0]
    assert (reason.because, reason.passage) == ("continues", corpus[row - 1].id)
    assert reason.weight > 0


def test_removing_the_words_that_are_named_lowers_the_score() -> None:
    model, dice, drops, others = trained(), random.Random(1), [], []
    for passage in study()[0][5 * STUDY_EACH :]:
        code = model.suggest([passage])[0][0].code
        place = SCHEME.codes.index(code)
        named = _raising(model.explain(passage, code))
        words = passage.text.split()
        at_random = dice.sample(words, len(named & set(words)))
        texts = [passage.text, *(" ".join(one for one in words if one not in gone) for gone in (named, at_random))]
        full, without, other = model.chances([Passage(f"n{n}", "n", text) for n, text in enumerate(texts)])[:, place]
        drops.append(full - without)
        others.append(full - other)
    assert min(drops) > 0
    assert np.mean(drops) > np.mean(others) + 0.3


def _raising(reasons: tuple[Reason, ...]) -> set[str]:
    words = (
        word for reason in reasons if reason.because in ("keyword", "words", "definition") for word in reason.words
    )
    lowering = {word for reason in reasons if reason.weight < 0 for word in reason.words}
    return {part for word in words for part in re.findall(r"\w+", word.lower())} - lowering


def test_words_that_lower_a_score_are_named_with_their_weight() -> None:
    passage = Passage("new", "new", "anggaran dana cair untuk rapat")
    lowering = [one for one in trained().explain(passage, "K") if one.because == "words" and one.weight < 0]
    assert lowering
    assert set(lowering[0].words) <= {"anggaran", "dana", "cair"}


def test_reasons_show_the_nearest_passage_with_and_without_the_code() -> None:
    corpus, decided = study()
    codes = {one.passage: one.codes for one in decided}
    passage = corpus[-1]
    code = next(iter(codes[passage.id]))
    accepted, rejected = [one for one in trained().explain(passage, code) if one.because == "similar"]
    assert accepted.weight > 0 > rejected.weight
    assert code in codes[accepted.passage or ""]
    assert code not in codes[rejected.passage or ""]


def test_evidence_begins_with_the_keyword_that_was_hit() -> None:
    (guesses,) = trained().suggest([Passage("new", "new", "besok ada rapat dengan camat")])
    assert guesses[0].code == "K"
    assert guesses[0].evidence[0] == "rapat"
    assert "camat" in guesses[0].evidence


def test_a_code_with_too_few_examples_is_not_shown_unasked_by_its_text() -> None:
    corpus, decided = study()
    place = SCHEME.codes.index("X")
    odd = {one.id for one in corpus[:STUDY_EACH] if "camat" in one.text.split()}
    codes = {one.passage: one.codes | {"X"} if one.passage in odd else one.codes for one in decided}
    told = [Decided(one.passage, codes[one.passage]) for one in decided[: 2 * STUDY_EACH]]
    model = Classifier().fit(SCHEME, corpus, told)
    asked = [Passage(f"new {one.id}", "new", one.text) for one in corpus[2 * STUDY_EACH :]]
    chances = model.chances(asked)
    shown = np.array(
        [[next(one.show for one in some if one.code == code) for code in SCHEME.codes] for some in model.suggest(asked)]
    )
    assert model.model_.doubtful.tolist() == [False, False, False, True]
    np.testing.assert_array_equal(shown[:, :place], chances[:, :place] >= model.show)
    likely = chances[:, place] >= model.show
    assert likely.any()
    assert not shown[likely, place].all()
    assert not shown[~likely, place].any()


def test_a_trained_classifier_comes_back_from_a_file_without_pickle() -> None:
    file = io.BytesIO()
    np.savez_compressed(file, **trained().state())
    file.seek(0)
    corpus = study()[0]
    with np.load(file, allow_pickle=False) as arrays:
        again = Classifier.from_state(dict(arrays))
    assert again.suggest(corpus) == trained().suggest(corpus)
    assert again.explain(corpus[-1], "K") == trained().explain(corpus[-1], "K")
    assert again.calibrated


def test_features_fitted_before_give_the_same_suggestions() -> None:
    corpus, decided = study()
    kept = Features.from_arrays(Features("id").fit(corpus).arrays())
    again = Classifier().fit(SCHEME, corpus, decided[: 5 * STUDY_EACH], features=kept)
    np.testing.assert_array_equal(again.chances(corpus), trained().chances(corpus))


def test_progress_only_grows_and_ends_at_one() -> None:
    corpus, decided = study()
    told: list[float] = []
    Classifier().fit(SCHEME, corpus[:60], decided[:30], progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1


def test_above_three_thousand_decisions_it_still_learns() -> None:
    corpus, decided = study()
    many = [Passage(f"{n} {one.id}", f"{n} {one.doc}", one.text) for n in range(14) for one in corpus]
    told = [Decided(f"{n} {one.passage}", one.codes) for n in range(14) for one in decided]
    model = Classifier(named=0).fit(SCHEME, many, told[:3_100])
    codes = [one.codes for one in told[3_100:]]
    first = [some[0].code in one for some, one in zip(model.suggest(many[3_100:]), codes, strict=True)]
    assert np.mean(first) > 0.9


@pytest.mark.parametrize("corpus", [[], [Passage("1", "W", "")], [Passage("1", "W", "rapat"), Passage("2", "W", "…")]])
def test_the_smallest_projects_are_no_exception(corpus: list[Passage]) -> None:
    decided = [Decided(one.id, frozenset({"K", "gone"})) for one in corpus] + [Decided("elsewhere", frozenset("K"))]
    model = Classifier().fit(SCHEME, corpus, decided)
    assert [len(some) for some in model.suggest(corpus)] == [len(SCHEME.codes)] * len(corpus)
    assert model.suggest([]) == []
    for passage in [*corpus, Passage("new", "W", "rapat lagi")]:
        assert isinstance(model.explain(passage, "K"), tuple)
    assert Classifier().fit(Scheme("en", ()), corpus, decided).suggest(corpus) == [[] for _ in corpus]


def test_a_fresh_process_suggests_the_same_bit_for_bit() -> None:
    corpus, decided = study()
    labels = {
        label.code: {
            "name": label.name,
            "definition": label.definition,
            "keywords": [pattern.words for pattern in label.patterns],
        }
        for label in SCHEME.labels
    }
    plain = [{"id": one.id, "doc": one.doc, "text": one.text} for one in corpus]
    known = zip(plain, decided, strict=True)
    asked = json.dumps(
        {
            "codebook": {"lang": "id", "labels": labels},
            "train": [{**one, "labels": sorted(choice.codes)} for one, choice in known][: 3 * STUDY_EACH],
            "test": plain[3 * STUDY_EACH :],
            "corpus": plain,
        }
    )
    command = "import sys; from coding.suggestion.door import answer; sys.stdout.write(answer(sys.stdin.read()))"
    one, two = (
        subprocess.run([sys.executable, "-c", command], input=asked, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    )
    assert one == two
    assert json.loads(one)["suggestions"]
