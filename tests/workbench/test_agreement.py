"""What coders agree on is kept as it was; where they differ, decisions go into the agreed layer."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest

from coding import workbench
from coding.agreement.telling import told
from coding.errors import Conflict, LayersTooFew, NotAllowed, NotFound, PlaceGone, RuleWithoutReason, StillBlind
from coding.model import Query
from coding.workbench import NewCoding
from coding.workbench.adjudicating import adjudicate, overruled, queue, standings, take_agreed
from coding.workbench.agreement import (
    comparable_layers,
    finish_for,
    list_agreements,
    measure_agreement,
    open_agreement,
)
from coding.workbench.assigning import assign, show_others

# Turns: "Ada rapat tiap bulan." [3..., the words below are found by their offsets.
WORDS = "P: Apakah ada rapat?\nN: Ada rapat tiap bulan.\nP: Lalu?\nN: Kami saling berbagi data.\n"


@pytest.fixture
def coded(study):
    """Two coders finish a text; they agree in one turn, differ in another, and one has not finished a second text."""
    rina = study.member("Rina")
    first, second = study.add_source("T1", WORDS), study.add_source("T2", WORDS)
    rapat, data = WORDS.index("Ada rapat"), WORDS.index("Kami saling")
    for who in (study.owner, rina):
        study.code("K1", rapat, rapat + 21, by=who, source=first.id)
        workbench.finish(who, study.id, first.id, True)
    study.code("K2", data, data + 26, source=first.id)
    study.code("K3", data, data + 26, by=rina, source=first.id)
    study.code("K3", rapat, rapat + 3, source=second.id)
    workbench.finish(study.owner, study.id, second.id, True)
    return study, rina, first, second


def measured(study, rina, unit="turn", **more):
    made = measure_agreement(study.owner, study.id, [study.owner.id, rina.id], unit, **more)
    return open_agreement(study.owner, study.id, made)


def agreed_layer(study):
    return next(one.coder for one in workbench.members(study.owner, study.id) if one.coder.kind == "agreed")


def agreed_codings(study):
    layer = agreed_layer(study)
    some = workbench.find_excerpts(study.owner, study.id, Query(coders=(layer.id,)), None)
    return sorted((one.code_key, one.coding.start) for one in some)


def test_finished_texts_count_and_others_are_missing(coded):
    study, rina, *_ = coded
    found = measured(study, rina)
    figures = found.measured()
    book = [found.material.codes[at].key for at in found.material.rated]
    assert (figures.sources, figures.pairable, figures.units) == (1, 4, 4)
    by_key = dict(zip(book, figures.codes, strict=True))
    assert by_key["K1"].figures["alpha"].value == pytest.approx(1)
    assert by_key["K1"].given == (1, 1)
    assert by_key["K2"].figures["percent"].value == pytest.approx(0.75)
    assert found.material.all_sources == 3
    assert json.loads(json.dumps(told(found.material, figures))) == found.agreement.figures


@pytest.mark.parametrize("unit", ["turn", "sentence", "paragraph", "span"])
def test_every_unit_tells_the_swapped_code(coded, unit):
    study, rina, *_ = coded
    found = measured(study, rina, unit)
    assert [one.difference.kind for one in found.places] == ["label"]
    keys = {
        tuple(None if at is None else found.material.codes[at].key for at in cell): count
        for cell, count in found.confusion().counts.items()
    }
    assert keys == {("K1", "K1"): 1.0, ("K2", "K3"): 1.0}


def test_recoding_shows_the_record_as_stale_and_leaves_it_as_it_was(coded):
    study, rina, first, _ = coded
    found = measured(study, rina)
    assert found.stale == ()
    mine = next(one for one in study.codings(first.id) if one.code == study.codes["K2"])
    workbench.recode(study.owner, study.id, mine.id, study.codes["K3"])
    later = open_agreement(study.owner, study.id, found.agreement.id)
    assert later.stale == ("T1",)
    assert later.agreement.figures == found.agreement.figures
    assert [one.difference.kind for one in later.places] == ["label"]
    workbench.undo(study.owner, study.id)
    assert [one.difference.kind for one in measured(study, rina).places] == ["label"]
    assert len(list_agreements(study.owner, study.id)) == 2


def test_whose_codings_came_by_a_table_is_said_to_have_finished(coded):
    study, _rina, _first, second = coded
    rows = [workbench.Row(1, "T2", 0, 5, "K1", "Tamu")]
    workbench.import_codings(study.owner, study.id, rows)
    guest = next(one for one in comparable_layers(study.owner, study.id) if one.layer.name == "Tamu")
    assert (guest.finished, guest.open) == (0, (second.id,))
    with pytest.raises(NotAllowed):
        finish_for(study.member("Sari", "student"), study.id, guest.layer.id, guest.open)
    finish_for(study.owner, study.id, guest.layer.id, guest.open)
    made = measure_agreement(study.owner, study.id, [study.owner.id, guest.layer.id])
    assert open_agreement(study.owner, study.id, made).measured().sources == 1


def test_one_layer_and_the_agreed_one_are_not_compared(coded):
    study, rina, *_ = coded
    with pytest.raises(LayersTooFew):
        measure_agreement(study.owner, study.id, [rina.id, rina.id])
    with pytest.raises(NotFound):
        measure_agreement(study.owner, study.id, [rina.id, uuid4()])
    measured(study, rina)
    agreed = agreed_layer(study)
    assert agreed.id not in {one.layer.id for one in comparable_layers(study.owner, study.id)}
    with pytest.raises(NotFound):
        measure_agreement(study.owner, study.id, [rina.id, agreed.id])


def test_whoever_is_blind_learns_nothing_from_agreement(coded):
    study, rina, _first, second = coded
    found = measured(study, rina)
    assign(study.owner, study.id, [second.id], rina.id, blind=True)
    assert list_agreements(rina, study.id) == []
    for act in (
        lambda: open_agreement(rina, study.id, found.agreement.id),
        lambda: measure_agreement(rina, study.id, [study.owner.id, rina.id]),
        lambda: adjudicate(rina, study.id, found.agreement.id, place_of(found), "first"),
    ):
        with pytest.raises(StillBlind):
            act()
    workbench.finish(rina, study.id, second.id, True)
    assert open_agreement(rina, study.id, found.agreement.id).stale == ("T2",)
    student = study.member("Sari", "student")
    with pytest.raises(NotAllowed):
        measure_agreement(student, study.id, [study.owner.id, rina.id])
    assert list_agreements(student, study.id) == []
    show_others(study.owner, study.id, True)
    measure_agreement(student, study.id, [study.owner.id, rina.id])


def place_of(found):
    (place,) = found.places
    return place.about


@pytest.mark.parametrize(
    ("choice", "keys"), [("first", ["K2"]), ("second", ["K3"]), ("both", ["K2", "K3"]), ("unresolved", [])]
)
def test_a_decision_goes_into_the_agreed_layer_and_changes_no_coders_own(coded, choice, keys):
    study, rina, first, _ = coded
    found = measured(study, rina)
    before = study.codings(first.id)
    adjudicate(study.owner, study.id, found.agreement.id, place_of(found), choice, reason="Karena begitu.")
    assert [key for key, _start in agreed_codings(study)] == keys
    assert [one for one in study.codings(first.id) if one in before] == before
    later = open_agreement(study.owner, study.id, found.agreement.id)
    (decision,) = later.decided.values()
    assert (decision.choice, decision.reason, decision.coder) == (choice, "Karena begitu.", study.owner.id)
    (standing,) = standings(later)
    assert (standing.many, standing.decided, standing.unresolved) == (1, choice != "unresolved", choice == "unresolved")
    assert later.stale == ()


def test_another_decision_takes_the_place_of_the_first_and_undo_brings_that_back(coded):
    study, rina, *_ = coded
    found = measured(study, rina)
    adjudicate(study.owner, study.id, found.agreement.id, place_of(found), "first")
    data = WORDS.index("Kami saling")
    new = [NewCoding(study.codes["K1"], data, data + 4)]
    adjudicate(study.owner, study.id, found.agreement.id, place_of(found), "new", new=new)
    assert agreed_codings(study) == [("K1", data)]
    workbench.undo(study.owner, study.id)
    assert agreed_codings(study) == [("K2", data)]
    workbench.undo(study.owner, study.id)
    assert agreed_codings(study) == []
    assert open_agreement(study.owner, study.id, found.agreement.id).decided == {}
    adjudicate(study.owner, study.id, found.agreement.id, place_of(found), "second")
    assert agreed_codings(study) == [("K3", data)]


def test_who_decides_second_is_told(coded):
    study, rina, *_ = coded
    found = measured(study, rina)
    one = (study.id, found.agreement.id, place_of(found))
    adjudicate(rina, *one, "second", version=0)
    with pytest.raises(Conflict, match="Rina"):
        adjudicate(study.owner, *one, "first", version=0)
    assert [key for key, _start in agreed_codings(study)] == ["K3"]
    (decision,) = open_agreement(study.owner, study.id, found.agreement.id).decided.values()
    adjudicate(study.owner, *one, "first", version=decision.version)
    assert [key for key, _start in agreed_codings(study)] == ["K2"]


def test_what_all_gave_alike_is_taken_once(coded):
    study, rina, *_ = coded
    found = measured(study, rina)
    assert take_agreed(study.owner, study.id, found.agreement.id) == 1
    assert agreed_codings(study) == [("K1", WORDS.index("Ada rapat"))]
    assert take_agreed(study.owner, study.id, found.agreement.id) == 0


def test_a_reason_becomes_a_rule_in_the_codes_note(coded):
    study, rina, *_ = coded
    found = measured(study, rina)
    with pytest.raises(RuleWithoutReason):
        adjudicate(study.owner, study.id, found.agreement.id, place_of(found), "first", rule=study.codes["K2"])
    before = workbench.codebook(study.owner, study.id).version
    adjudicate(
        study.owner, study.id, found.agreement.id, place_of(found), "first", reason="Data dulu.", rule=study.codes["K2"]
    )
    book = workbench.codebook(study.owner, study.id)
    assert book.find("K2").texts["note"][book.language].endswith("Data dulu.")
    assert book.version == before + 1
    supervisor = study.member("Pembimbing", "supervisor")
    with pytest.raises(NotAllowed):
        adjudicate(
            supervisor, study.id, found.agreement.id, place_of(found), "first", reason="A", rule=book.codes[1].id
        )
    adjudicate(supervisor, study.id, found.agreement.id, place_of(found), "second", reason="Menurut saya.")


def test_who_was_overruled_is_told_to_supervisors_alone(coded):
    study, rina, *_ = coded
    found = measured(study, rina)
    adjudicate(study.owner, study.id, found.agreement.id, place_of(found), "first")
    told_ = {one.layer: (one.taken, one.overruled) for one in overruled(study.owner, study.id, found.agreement.id)}
    assert told_ == {study.owner.id: (1, 0), rina.id: (0, 1)}
    assert overruled(rina, study.id, found.agreement.id) == []


def test_a_difference_that_is_no_more_is_not_decided(coded):
    study, rina, first, _ = coded
    found = measured(study, rina)
    with pytest.raises(PlaceGone):
        adjudicate(study.owner, study.id, found.agreement.id, [uuid4()], "first")
    theirs = next(one for one in study.codings(first.id) if one.code == study.codes["K3"])
    workbench.uncode(rina, study.id, [theirs.id])
    with pytest.raises(PlaceGone):
        adjudicate(study.owner, study.id, found.agreement.id, place_of(found), "second")
    assert agreed_codings(study) == []


def test_the_queue_begins_with_the_code_of_the_lowest_bound(coded):
    study, rina, first, _ = coded
    rapat = WORDS.index("Ada rapat")
    study.code("K2", rapat, rapat + 21, by=rina, source=first.id)
    study.code("K2", rapat, rapat + 21, source=first.id)
    study.code("K1", 3, 20, source=first.id)
    study.code("K1", 3, 20, by=rina, source=first.id)
    study.code("K1", WORDS.index("Lalu"), WORDS.index("Lalu") + 5, source=first.id)
    found = measured(study, rina)
    kinds = [one.difference.kind for one in queue(found)]
    assert kinds == ["label", "omission"]
    assert replace(found, decided={}).places != queue(found)
