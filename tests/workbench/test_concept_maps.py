"""Concept maps: drawn by several people, taken back, begun from data, with excerpts that speak for a relation."""

from dataclasses import replace
from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import (
    AlreadyOnMap,
    AlreadyTied,
    ConceptGone,
    Conflict,
    NameMissing,
    NameTaken,
    NotFound,
    NothingToUndo,
    Refused,
    Repeated,
    TiedToItself,
    UndoBlocked,
)
from coding.model import Concept, Memo, MemoLink, Proposition, Query, Tie
from coding.workbench import Actor, concept_map_starts, concept_maps
from coding.workbench.concept_map_starts import Start
from coding.workbench.concept_maps import Drawing
from coding.workbench.conclusions import put_proposition


@pytest.fixture
def drawn(study):
    """A map with K1, K2 and a free word, K1 leading to K2."""
    map_id = concept_maps.make_map(study.owner, study.id, "Peta")
    first, second = (Concept(uuid4(), "code", study.codes[key], x=100, y=50) for key in ("K1", "K2"))
    word = Concept(uuid4(), "word", text="kepercayaan", x=400, y=50)
    tie = Tie(uuid4(), first.id, "leads", second.id)
    draw(study, map_id, concepts=[first, second, word], ties=[tie])
    return Drawn(study, map_id, first, second, word, tie)


class Drawn:
    def __init__(self, study, map_id, first, second, word, tie):
        self.study, self.id, self.first, self.second, self.word, self.tie = study, map_id, first, second, word, tie

    def now(self):
        return concept_maps.concept_map(self.study.owner, self.study.id, self.id).map

    def draw(self, by=None, **what):
        draw(self.study, self.id, by, **what)

    def concept(self, one):
        return next(each for each in self.now().concepts if each.id == one.id)


def draw(study, map_id, by=None, **what):
    concept_maps.draw_map(by or study.owner, study.id, map_id, Drawing(**what))


def test_what_is_drawn_is_there_again(drawn):
    here = drawn.now()
    assert {(one.id, one.kind, one.of, one.text, one.x, one.y) for one in here.concepts} == {
        (one.id, one.kind, one.of, one.text, one.x, one.y) for one in (drawn.first, drawn.second, drawn.word)
    }
    assert here.ties == (replace(drawn.tie, version=1),)


def test_a_map_has_a_name_of_its_own(study):
    make = concept_maps.make_map
    one = make(study.owner, study.id, "  Peta   satu ")
    with pytest.raises(NameMissing):
        make(study.owner, study.id, " ")
    with pytest.raises(NameTaken):
        make(study.owner, study.id, "peta satu")
    concept_maps.name_map(study.owner, study.id, one, "Peta lain", version=1)
    with pytest.raises(Conflict):
        concept_maps.name_map(study.owner, study.id, one, "Peta ketiga", version=1)
    assert [each.name for each in concept_maps.list_maps(study.owner, study.id)] == ["Peta lain"]
    concept_maps.drop_map(study.owner, study.id, one)
    with pytest.raises(NotFound):
        concept_maps.concept_map(study.owner, study.id, one)
    workbench.undo(study.owner, study.id)
    assert [each.id for each in concept_maps.list_maps(study.owner, study.id)] == [one]


def test_what_can_not_stand_on_a_map_is_refused_as_a_whole(drawn):
    before = drawn.now()
    free, other = Concept(uuid4(), "word", text="kata"), uuid4()
    for wrong, what in (
        (AlreadyOnMap, {"concepts": [replace(drawn.first, id=uuid4())]}),
        (NameMissing, {"concepts": [replace(free, id=uuid4(), text=" ")]}),
        (Refused, {"concepts": [replace(free, id=uuid4(), kind="mood")]}),
        (Refused, {"concepts": [replace(free, id=uuid4(), of=uuid4())]}),
        (Refused, {"concepts": [replace(free, id=uuid4(), x=10**6)]}),
        (NotFound, {"concepts": [Concept(uuid4(), "case", uuid4())]}),
        (NotFound, {"concepts": [Concept(uuid4(), "memo", drawn.study.codes["K3"])]}),
        (TiedToItself, {"ties": [Tie(uuid4(), drawn.word.id, "leads", drawn.word.id)]}),
        (ConceptGone, {"ties": [Tie(uuid4(), drawn.word.id, "leads", other)]}),
        (AlreadyTied, {"ties": [replace(drawn.tie, id=uuid4())]}),
        (NameMissing, {"ties": [replace(drawn.tie, id=uuid4(), kind="own")]}),
        (Refused, {"ties": [replace(drawn.tie, id=uuid4(), kind="mood")]}),
        (Refused, {"moved": {drawn.word.id: (0, -(10**6))}}),
    ):
        with pytest.raises(wrong):
            drawn.draw(concepts=[free, *what.pop("concepts", [])], **what)
        assert drawn.now() == before


def test_a_concept_takes_its_relations_with_it_and_brings_them_back(drawn):
    drawn.draw(gone=[drawn.first.id])
    here = drawn.now()
    assert {one.id for one in here.concepts} == {drawn.second.id, drawn.word.id}
    assert not here.ties
    workbench.undo(drawn.study.owner, drawn.study.id, source=drawn.id)
    assert {one.id for one in drawn.now().ties} == {drawn.tie.id}


def test_undo_on_a_map_takes_back_what_was_done_on_it_and_nothing_else(drawn):
    study = drawn.study
    drawn.draw(moved={drawn.word.id: (7, 8)})
    coding = study.code("K1", 3, 9)
    workbench.undo(study.owner, study.id, source=drawn.id)
    assert (drawn.concept(drawn.word).x, [one.id for one in study.codings()]) == (400, [coding.id])
    workbench.redo(study.owner, study.id, source=drawn.id)
    assert drawn.concept(drawn.word).x == 7
    for _ in range(2):
        workbench.undo(study.owner, study.id, source=drawn.id)
    assert drawn.now().concepts == ()
    with pytest.raises(NothingToUndo):
        workbench.undo(study.owner, study.id, source=drawn.id)
    assert [one.id for one in concept_maps.list_maps(study.owner, study.id)] == [drawn.id]


def test_an_act_that_arrives_twice_is_done_once(drawn):
    once = Actor(drawn.study.owner.store, drawn.study.owner.coder, uuid4())
    drawn.draw(once, moved={drawn.word.id: (1, 1)})
    drawn.draw(moved={drawn.word.id: (2, 2)})
    with pytest.raises(Repeated):
        drawn.draw(once, moved={drawn.word.id: (1, 1)})
    assert drawn.concept(drawn.word).x == 2


def test_who_wrote_other_words_first_is_told_to_the_second_and_both_are_kept(drawn):
    rina = drawn.study.member("Rina")
    drawn.draw(rina, concepts=[replace(drawn.word, text="rasa percaya", version=1)])
    with pytest.raises(Conflict, match="Rina") as problem:
        drawn.draw(concepts=[replace(drawn.word, text="saling percaya", version=1)])
    assert (problem.value.theirs["text"], problem.value.mine["text"]) == ("rasa percaya", "saling percaya")
    drawn.draw(concepts=[replace(drawn.word, text="saling percaya", version=2)])
    # One's own earlier acts, whose version the browser has not learned yet, are in nobody's way.
    drawn.draw(concepts=[replace(drawn.word, text="percaya", version=2)])
    assert drawn.concept(drawn.word).text == "percaya"


def test_two_people_move_on_one_map_and_the_last_is_right(drawn):
    rina = drawn.study.member("Rina")
    drawn.draw(rina, moved={drawn.word.id: (1, 1), drawn.first.id: (2, 2)})
    drawn.draw(moved={drawn.word.id: (5, 5), uuid4(): (0, 0)})
    assert [(drawn.concept(one).x) for one in (drawn.word, drawn.first)] == [5, 2]
    with pytest.raises(UndoBlocked):
        workbench.undo(rina, drawn.study.id, source=drawn.id)


def test_what_somebody_else_related_is_not_pulled_away_by_an_undo(drawn):
    rina = drawn.study.member("Rina")
    drawn.draw(rina, ties=[Tie(uuid4(), drawn.first.id, "supports", drawn.word.id)])
    with pytest.raises(UndoBlocked):
        workbench.undo(drawn.study.owner, drawn.study.id, source=drawn.id)


def test_a_relation_is_turned_round_and_said_otherwise_and_keeps_its_evidence(drawn):
    study = drawn.study
    coding = study.code("K1", 3, 9)
    concept_maps.put_evidence(study.owner, study.id, drawn.tie.id, [coding.id, coding.id], version=1)
    turned = replace(
        drawn.tie, this=drawn.tie.that, that=drawn.tie.this, kind="own", word=" menunda ", comment=" Sebab \n"
    )
    drawn.draw(ties=[turned])
    (tie,) = drawn.now().ties
    assert (tie.this, tie.that, tie.kind, tie.word) == (drawn.second.id, drawn.first.id, "own", "menunda")
    assert (tie.comment, tie.evidence) == ("Sebab", (coding.id,))


def test_evidence_is_a_coding_that_is_there_and_stays_named_when_it_goes(drawn):
    study = drawn.study
    coding = study.code("K1", 3, 9)
    with pytest.raises(NotFound):
        concept_maps.put_evidence(study.owner, study.id, drawn.tie.id, [uuid4()])
    concept_maps.put_evidence(study.owner, study.id, drawn.tie.id, [coding.id], version=1)
    with pytest.raises(Conflict):
        concept_maps.put_evidence(study.owner, study.id, drawn.tie.id, [], version=1)
    workbench.uncode(study.owner, study.id, [coding.id])
    seen = concept_maps.concept_map(study.owner, study.id, drawn.id)
    assert (seen.map.ties[0].evidence, seen.evidence(seen.map.ties[0])) == ((coding.id,), [])
    workbench.undo(study.owner, study.id)
    seen = concept_maps.concept_map(study.owner, study.id, drawn.id)
    assert seen.evidence(seen.map.ties[0]) == [coding.id]


def test_what_may_speak_for_a_relation_is_what_both_codes_stand_on(drawn):
    study = drawn.study
    both = study.code("K1", 3, 9)
    study.code("K2", 5, 13)
    study.code("K1", 14, 19)
    text = concept_maps.tie_query(study.owner, study.id, drawn.tie.id)
    assert text == "K1 OVERLAPS K2"
    assert concept_maps.tie_evidence(study.owner, study.id, drawn.tie.id, text) == [both.id]
    concept_maps.put_evidence(study.owner, study.id, drawn.tie.id, [both.id])
    assert concept_maps.tie_evidence(study.owner, study.id, drawn.tie.id, text) == []


def start(study, **what):
    map_id = concept_maps.begin_map(study.owner, study.id, f"Mulai {uuid4()}", Start(**what))
    return concept_maps.concept_map(study.owner, study.id, map_id)


def keys(seen):
    """The concepts by their names."""
    return {one.id: seen.things[one.of].key or seen.things[one.of].name for one in seen.map.concepts}


def test_a_map_begins_from_codes_that_stand_together_often_enough(study):
    for number in range(2):
        study.code("K1", 3 + 10 * number, 9 + 10 * number)
        study.code("K2", 5 + 10 * number, 12 + 10 * number)
    study.code("K3", 5, 6)
    seen = start(study, begin="cooccurrence", least=2)
    names = keys(seen)
    (tie,) = seen.map.ties
    assert sorted(names.values()) == ["K1", "K2"]
    assert (names[tie.this], tie.kind, names[tie.that]) == ("K1", "associated", "K2")
    where = workbench.read_query(study.owner, study.id, "=K1 OVERLAPS =K2")
    found = workbench.find_excerpts(study.owner, study.id, Query(where=where))
    assert list(tie.evidence) == [one.coding.id for one in found]
    again = concept_maps.begin_map(study.owner, study.id, "Lagi", Start("cooccurrence", 2))
    places = concept_maps.concept_map(study.owner, study.id, again)
    assert {names[one.id]: (one.x, one.y) for one in seen.map.concepts} == {
        keys(places)[one.id]: (one.x, one.y) for one in places.map.concepts
    }


def test_too_many_excerpts_to_be_evidence_are_counted(study, monkeypatch):
    monkeypatch.setattr(concept_map_starts, "_EVIDENCE", 1)
    for at in (3, 13):
        study.code("K1", at, at + 6)
        study.code("K2", at + 2, at + 9)
    (tie,) = start(study, begin="cooccurrence", least=2).map.ties
    assert (tie.evidence, tie.comment) == ((), "Bersama pada 2 bagian.")


def test_a_map_begins_from_the_codebook(study):
    seen = start(study, begin="codebook")
    names = keys(seen)
    assert {(names[tie.this], tie.kind, names[tie.that]) for tie in seen.map.ties} == {
        (key, "part", "KOORD") for key in ("K1", "K2", "K3")
    }


def test_a_map_begins_from_one_informant_with_what_he_says_and_the_memos_about_him(study):
    case = study.add_case("IK-01")
    source = study.add_source("W2", case=case.id)
    said = [study.code("K1", start, end, source=source.id).id for start, end in ((31, 36), (37, 42))]
    study.code("K2", 3, 9)
    links = (MemoLink("case", case.id), MemoLink("code", study.codes["K1"]))
    workbench.write_memo(study.owner, study.id, Memo(uuid4(), "case", "Hati-hati", "", study.owner.id, links))
    seen = start(study, begin="case", case=case.id)
    names = keys(seen)
    told = {(names[tie.this], tie.word, names[tie.that]): tie.evidence for tie in seen.map.ties}
    assert told == {
        ("IK-01", "membicarakan", "K1"): tuple(said),
        ("Hati-hati", "tentang", "IK-01"): (),
        ("Hati-hati", "tentang", "K1"): (),
    }
    with pytest.raises(NotFound):
        start(study, begin="case", case=uuid4())


def test_a_proposition_stands_on_a_map_by_its_words(drawn):
    study = drawn.study
    claim = Proposition(uuid4(), "Rapat ada, keputusan bersama belum.")
    put_proposition(study.owner, study.id, claim)
    one = Concept(uuid4(), "proposition", claim.id)
    drawn.draw(concepts=[one])
    seen = concept_maps.concept_map(study.owner, study.id, drawn.id)
    assert seen.thing(one).name == claim.text


def test_the_name_of_what_was_removed_is_not_told_but_its_place_is_kept(drawn):
    study = drawn.study
    workbench.remove_code(study.owner, study.id, study.codes["K2"])
    seen = concept_maps.concept_map(study.owner, study.id, drawn.id)
    assert seen.thing(drawn.second) is None
    assert len(seen.map.concepts) == 3
