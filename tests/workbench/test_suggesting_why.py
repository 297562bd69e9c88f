"""Why something is suggested: the words and the excerpts that spoke, for the rules and for the classifier."""

from uuid import uuid4

import pytest

from coding import workbench
from coding.model import Keyword

MEETINGS = ["mengoordinasikan rapat dinas", "berkoordinasi setiap bulan", "rapat dengan camat", "bertemu kepala dinas"]
MONEY = ["menunggu dana cair", "menghitung dana belanja", "memakai dana desa", "mencatat dana keluar"]
TALK = "".join(
    f"P: Bagaimana?\nIK-01: Kami {words} di kantor {number}.\n" for number, words in enumerate((MEETINGS + MONEY) * 3)
)
RULED, OF_MONEY = 16, 20


@pytest.fixture
def kind():
    """One kind of database: what is learned from codings does not depend on it, and learning is what takes the time."""
    return "sqlite"


@pytest.fixture
def coded(study, tmp_path, monkeypatch):
    """Two codes told apart by their words, each runs on for a while; the last third is not coded. Trained."""
    monkeypatch.setattr("coding.workbench.training.user_data_path", lambda name: tmp_path)
    workbench.put_keyword(study.owner, study.id, Keyword(uuid4(), study.codes["K1"], "id", "koordinasi"))
    workbench.put_suggestion_settings(study.owner, study.id, blind_share=0.0)
    source = study.add_source("W2", TALK)
    segments = [one for one in workbench.segments(study.owner, study.id, source.id, "turn") if "Kami" in one.text]
    for number, one in enumerate(segments[:16]):
        study.code("K2" if number % 8 >= 4 else "K1", one.start, one.end, source=source.id)
    card = workbench.keep_model(study.owner, study.id, workbench.start_training(study.owner, study.id))
    return study, source.id, segments, card


def reasons(coded, number, key, **how):
    study, source, segments, _ = coded
    one = segments[number]
    return workbench.why(study.owner, study.id, source, one.start, one.end, study.codes[key], **how)


def test_a_rule_says_how_the_word_comes_from_it(coded):
    (one,) = reasons(coded, RULED, "K1", method="keywords")
    assert (one.because, one.words) == ("keyword", ("mengoordinasikan = meN- + koordinasi + -kan",))
    assert reasons(coded, OF_MONEY, "K1", method="keywords") == []


def test_the_classifier_names_words_for_and_against_and_the_excerpts_most_alike(coded):
    study, source, segments, _ = coded
    found = reasons(coded, OF_MONEY, "K2")
    words = {(one.because, one.weight > 0): one.words for one in found}
    assert "dana" in words["words", True]
    with_it, without = [one for one in found if one.because == "similar"]
    assert with_it.weight > 0 > without.weight
    assert "dana" in with_it.quote
    assert "dana" not in without.quote
    assert with_it.source == source
    assert with_it.quote in workbench.load_source(study.owner, study.id, source).text[with_it.start : with_it.end]
    assert segments[OF_MONEY].start != with_it.start


def test_what_was_just_decided_is_a_reason_at_once(coded):
    study, source, segments, _ = coded
    before = {one.because: one.weight for one in reasons(coded, OF_MONEY, "K2")}
    study.code("K2", segments[OF_MONEY - 1].start, segments[OF_MONEY - 1].end, source=source)
    first = reasons(coded, OF_MONEY, "K2")[0]
    assert (first.because, first.quote) == ("continues", segments[OF_MONEY - 1].text)
    assert first.weight > before.get("continues", 0)


def test_the_chance_of_a_code_follows_what_the_segment_before_was_just_given(coded):
    study, source, segments, card = coded
    before, here = segments[OF_MONEY - 1], segments[OF_MONEY]

    def chance(given):
        study.code(given, before.start, before.end, source=source)
        offers = workbench.offers_at(study.owner, study.id, source, here.start, here.end, model=card.id)
        workbench.undo(study.owner, study.id)
        return next(one.score for one in offers if one.code == study.codes["K1"])

    assert chance("K1") > 2 * chance("K2")


def test_nothing_is_said_of_words_that_are_no_segment_or_of_a_code_that_is_gone(coded):
    study, source, segments, _ = coded
    one = segments[OF_MONEY]
    assert workbench.why(study.owner, study.id, source, one.start, one.end - 1, study.codes["K1"]) == []
    assert workbench.why(study.owner, study.id, source, one.start, one.end, uuid4()) == []
    assert workbench.why(study.owner, study.id, uuid4(), one.start, one.end, study.codes["K1"]) == []
