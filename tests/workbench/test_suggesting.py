"""Suggestions decided: a coding and its fate together, both taken back by undo; the ledger keeps what was shown."""

import io
import json
from dataclasses import replace
from uuid import uuid4

import numpy as np
import pytest

from coding import workbench
from coding.errors import NotFound, Refused, TrainingFailed, TrainingStopped
from coding.model import Keyword
from coding.workbench import training as child

TALK = "P: Bagaimana koordinasi?\nIK-01: Kami berkoordinasi 🙂 setiap bulan.\nIK-01: Rapat belum ada.\n"


@pytest.fixture
def talked(study):
    """A study in which K1 is recognised by a word and K2 by another; suggestions are never hidden."""
    for key, words in (("K1", "koordinasi"), ("K2", "rapat")):
        workbench.put_keyword(study.owner, study.id, Keyword(uuid4(), study.codes[key], "id", words))
    workbench.put_suggestion_settings(study.owner, study.id, blind_share=0.0)
    return study, study.add_source("W2", TALK).id


def offers(study, source):
    return workbench.offered(study.owner, study.id, source).offers


def fates(study):
    return [one.fate for one in workbench.suggestion_ledger(study.owner, study.id)]


def test_an_offer_stands_on_what_an_informant_said_and_proposes_what_the_words_say(talked):
    study, source = talked
    first, second = offers(study, source)
    assert (TALK[first.start : first.end], first.evidence) == (
        "Kami berkoordinasi 🙂 setiap bulan.",
        ("berkoordinasi",),
    )
    assert (second.code, second.status) == (study.codes["K2"], "absent")


def test_accepting_makes_a_coding_that_says_where_it_comes_from_and_undo_takes_both_back(talked, dump):
    study, source = talked
    first, second = offers(study, source)
    workbench.show_offers(study.owner, study.id, [first, second])
    made = workbench.accept(study.owner, study.id, second, uuid4())
    assert (made.origin, made.status, made.quote) == ("keyword", "absent", "Rapat belum ada.")
    assert fates(study) == [None, "accepted"]
    assert any(str(second.id) in row[-1] or any(str(second.id) in cell for cell in row) for row in dump()["coding"])
    workbench.undo(study.owner, study.id)
    assert (study.codings(source), fates(study)) == ([], [None, None])
    workbench.redo(study.owner, study.id)
    assert ([one.id for one in study.codings(source)], fates(study)) == ([made.id], [None, "accepted"])


def test_a_coding_may_be_narrower_than_its_suggestion_and_say_otherwise(talked):
    study, source = talked
    _, second = offers(study, source)
    made = workbench.accept(
        study.owner, study.id, second, uuid4(), end=second.start + 5, status="planned", limited=True
    )
    assert (made.quote, made.status, made.limited) == ("Rapat", "planned", True)


def test_a_rejected_suggestion_is_not_offered_again_until_the_rejection_is_undone(talked):
    study, source = talked
    first, second = offers(study, source)
    workbench.reject(study.owner, study.id, first, seconds=2.5)
    assert offers(study, source) == [second]
    workbench.undo(study.owner, study.id)
    assert offers(study, source) == [first, second]


def test_a_rejection_is_a_decision_to_learn_from_and_passing_over_is_none(talked):
    study, source = talked
    first, second = offers(study, source)
    workbench.skip(study.owner, study.id, first)
    assert workbench.material(study.owner, study.id, layers=[study.owner.id]).decided == ()
    workbench.reject(study.owner, study.id, second)
    (decided,) = workbench.material(study.owner, study.id, layers=[study.owner.id]).decided
    assert decided.codes == frozenset()


def test_another_code_instead_is_given_by_hand_and_the_ledger_knows_what_was_given(talked):
    study, source = talked
    first, _ = offers(study, source)
    made = workbench.change(study.owner, study.id, first, study.codes["K3"], uuid4())
    assert (made.code, made.origin) == (study.codes["K3"], "hand")
    (line,) = workbench.suggestion_ledger(study.owner, study.id)
    assert (line.fate, line.given, line.coding) == ("changed", (study.codes["K3"],), made.id)


def test_many_are_accepted_as_one_act(talked):
    study, source = talked
    workbench.accept_many(study.owner, study.id, [(one, uuid4()) for one in offers(study, source)])
    assert len(study.codings(source)) == 2
    workbench.undo(study.owner, study.id)
    assert study.codings(source) == []
    assert fates(study) == [None, None]


def test_showing_is_logged_once_and_is_no_history(talked):
    study, source = talked
    shown, rev = offers(study, source), workbench.project(study.owner, study.id).rev
    for _ in range(2):
        workbench.show_offers(study.owner, study.id, shown, seconds=3.0)
    assert [one.seconds for one in workbench.suggestion_ledger(study.owner, study.id)] == [3.0, 3.0]
    assert workbench.project(study.owner, study.id).rev == rev


def test_the_queue_leaves_out_what_is_coded_and_what_is_finished(talked):
    study, source = talked
    asked = {"source": source, "method": "keywords", "order": "text"}
    queue = workbench.suggestions(study.owner, study.id, **asked)
    assert [one.start for one in queue] == [TALK.index("Kami"), TALK.index("Rapat")]
    study.code("K3", TALK.index("Rapat"), TALK.index("Rapat") + 16, source=source)
    assert workbench.suggestions(study.owner, study.id, **asked) == queue[:1]
    workbench.finish(study.owner, study.id, source)
    assert workbench.suggestions(study.owner, study.id, **asked) == []


def test_hidden_segments_are_marked_and_logged_as_not_shown(talked):
    study, source = talked
    workbench.put_suggestion_settings(study.owner, study.id, blind_share=0.999999)
    hidden = offers(study, source)
    assert all(one.blind for one in hidden)
    workbench.show_offers(study.owner, study.id, hidden)
    assert not any(one.shown for one in workbench.suggestion_ledger(study.owner, study.id))
    with pytest.raises(Refused):
        workbench.put_suggestion_settings(study.owner, study.id, blind_share=1.5)


def test_another_coder_has_suggestions_and_fates_of_their_own(talked):
    study, source = talked
    rina = study.member("Rina", "student")
    first, _ = offers(study, source)
    workbench.reject(study.owner, study.id, first)
    assert len(workbench.offered(rina, study.id, source).offers) == 2
    with pytest.raises(Refused):
        workbench.accept(rina, study.id, first, uuid4())
    assert study.codings(source) == []


def test_the_offers_of_one_segment_are_found_whatever_was_decided(talked):
    study, source = talked
    first, _ = offers(study, source)
    workbench.reject(study.owner, study.id, first)
    assert workbench.offers_at(study.owner, study.id, source, first.start, first.end) == [first]
    assert workbench.offers_at(study.owner, study.id, source, first.start, first.end - 1) == []


def test_material_takes_the_layers_asked_for_in_the_order_of_coding(talked):
    study, source = talked
    rina = study.member("Rina", "student")
    start = TALK.index("Rapat")
    study.code("K2", start, start + 16, source=source)
    study.code("K1", TALK.index("Kami"), TALK.index("Kami") + 20, source=source)
    study.code("K3", start, start + 3, by=rina, source=source)
    mine = workbench.material(study.owner, study.id)
    assert [sorted(one.codes) for one in mine.decided] == [["K2"], ["K1"]]
    both = workbench.material(study.owner, study.id, layers=[study.owner.id, rina.id])
    assert [sorted(one.codes) for one in both.decided] == [["K2", "K3"], ["K1"]]
    assert mine.fingerprint != both.fingerprint
    assert all("?" not in one.text for one in mine.corpus)


# -- training -------------------------------------------------------------------------------------


@pytest.fixture
def at_home(tmp_path, monkeypatch):
    """Models are kept in a folder of this test."""
    monkeypatch.setattr(child, "user_data_path", lambda _name: tmp_path / "data")
    return tmp_path / "data"


def test_a_training_leaves_a_card_and_private_arrays_and_suggests_by_them(talked, at_home):
    study, source = talked
    card = workbench.keep_model(study.owner, study.id, workbench.start_training(study.owner, study.id))
    assert workbench.latest_model(study.owner, study.id) == card
    assert card.figures["refused"]
    (path,) = at_home.rglob("*.npz")
    assert path.stat().st_mode & 0o777 == 0o600
    assert {one.model for one in offers(study, source)} == {card.id}
    assert not workbench.says_chances(card)
    path.unlink()
    assert {one.method for one in offers(study, source)} == {"keywords"}


def test_a_training_learns_from_whom_it_is_told_to(talked, at_home):
    study, source = talked
    other = study.member("Budi")
    start = TALK.index("Kami")
    study.code("K1", start, start + 20, source=source)
    study.code("K2", start, start + 20, source=source, by=other)
    assert [one.name for one in workbench.layers(study.owner, study.id)].count("Budi") == 1

    def learned(layers):
        what = workbench.material(study.owner, study.id, layers=layers)
        return what.layers, {code for one in what.decided for code in one.codes}

    assert learned(None) == ((study.owner.id,), {"K1"})
    assert learned((other.id,)) == ((other.id,), {"K2"})
    everybody, codes = learned(())
    assert set(everybody) == {study.owner.id, other.id}
    assert codes == {"K1", "K2"}


def test_each_language_has_a_model_of_its_own(talked, at_home, source_builder):
    study, source = talked
    other = workbench.import_source(
        study.owner, study.id, replace(source_builder("W3", "IK-01: We meet every month.\n"), language="en"), 6
    )
    workbench.put_keyword(study.owner, study.id, Keyword(uuid4(), study.codes["K1"], "en", "meet"))
    assert workbench.spoken(study.owner, study.id) == ["id", "en"]

    def methods():
        return {one.method for one in offers(study, source)}, {one.method for one in offers(study, other.id)}

    indonesian = workbench.keep_model(study.owner, study.id, workbench.start_training(study.owner, study.id))
    assert methods() == ({"classifier"}, {"keywords"})
    english = workbench.keep_model(
        study.owner, study.id, workbench.start_training(study.owner, study.id, language="en")
    )
    assert methods() == ({"classifier"}, {"classifier"})
    assert workbench.latest_model(study.owner, study.id, "id") == indonesian
    assert workbench.latest_model(study.owner, study.id, "en") == english


def test_a_training_given_up_or_broken_leaves_nothing(talked, at_home):
    study, _ = talked
    stopped = workbench.start_training(study.owner, study.id)
    stopped.cancel()
    with pytest.raises(TrainingStopped):
        workbench.keep_model(study.owner, study.id, stopped)
    broken = workbench.start_training(study.owner, study.id)
    broken._process.kill()
    with pytest.raises(TrainingFailed):
        workbench.keep_model(study.owner, study.id, broken)
    assert workbench.latest_model(study.owner, study.id) is None
    assert list(at_home.rglob("*.npz")) == []


def packed(**arrays):
    out = io.BytesIO()
    np.savez(out, **arrays)
    return out.getvalue()


def test_a_file_of_arrays_that_a_stranger_made_is_not_used():
    about = np.frombuffer(json.dumps({"words": [{}]}).encode(), dtype=np.uint8)
    good = {
        "passages": np.array(["a"]),
        "codes": np.array(["K1"]),
        "scores": np.zeros((1, 1), np.float32),
        "show": np.zeros((1, 1), bool),
        "model.features.ids": np.array(["a"]),
        "about": about,
    }
    assert child.unpack(packed(**good))
    assert child.unpack(packed(**{**good, "scores": np.array([[{"evil": 1}]], dtype=object)})) is None
    assert child.unpack(packed(**{**good, "scores": np.zeros((2, 1), np.float32)})) is None
    assert child.unpack(b"PK\x03\x04 rubbish") is None


def test_a_suggestion_for_a_source_that_is_not_there_is_refused(talked):
    study, source = talked
    lost = replace(offers(study, source)[0], source=uuid4())
    for act in (
        lambda: workbench.accept(study.owner, study.id, lost, uuid4()),
        lambda: workbench.reject(study.owner, study.id, lost),
        lambda: workbench.show_offers(study.owner, study.id, [lost]),
    ):
        with pytest.raises(NotFound):
            act()
