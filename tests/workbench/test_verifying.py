"""Propositions tested by tactics: what is gathered, what is kept, and when that is to be looked at again."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from coding import workbench
from coding.errors import (
    CodeNotFound,
    Conflict,
    NotFound,
    Refused,
    ResultChanged,
    TacticOptionInvalid,
    TacticOptionMissing,
    TacticsMissing,
    TacticUnknown,
    UndoBlocked,
)
from coding.model import Ground, Proposition, Question
from coding.store import evidence
from coding.workbench import conclusions, verifying
from coding.workbench.checking import faults
from coding.workbench.claims import gathered
from coding.workbench.verifying import (
    change_verification,
    drop_verification,
    keep_verification,
    list_verifications,
    run_tactic,
)

TEXT = (
    "Tanggal: 3 Februari 2026\nPewawancara: Rina\nP: Apakah ada rapat?\nIK: Ada rapat tiap bulan. Belum ada rencana.\n"
)


@pytest.fixture
def interviews(study, source_builder):
    """Two informants of two kinds, a source of each, in both K1 and K2; K1 said absent by the second."""
    cases = [study.add_case("IK-01", jenis="kunci"), study.add_case("IU-01", jenis="utama")]
    header = {"Tanggal": "3 Februari 2026", "Pewawancara": "Rina"}
    sources = [
        workbench.import_source(
            study.owner, study.id, replace(source_builder(f"S{at}", TEXT, case.id), header=header), 20
        )
        for at, case in enumerate(cases)
    ]
    made = [
        study.code(key, start, start + 9, source=source.id)
        for source in sources
        for key, start in (("K1", 67), ("K2", 90))
    ]
    workbench.qualify(study.owner, study.id, [made[2].id], {"status": "absent"})
    return made


def claim(study, text="Rapat ada.", **facts) -> UUID:
    one = Proposition(uuid4(), text, **facts)
    conclusions.put_proposition(study.owner, study.id, one)
    return one.id


def ground(study, owner, kind, on, side="for", **facts) -> UUID:
    one = Ground(uuid4(), "proposition", owner, kind, on, side, **facts)
    conclusions.put_ground(study.owner, study.id, one)
    return one.id


def tried(study, proposition, tactic, **options):
    return run_tactic(study.owner, study.id, proposition, tactic, options)


def kept(study, proposition=None):
    return list_verifications(study.owner, study.id, None if proposition is None else [proposition])


def whole(study, proposition, **wanted):
    with study.owner.store.read(study.id, study.owner.id) as tx:
        return gathered(tx, conclusions.conclusions.get_proposition(tx, proposition), **{"wide": False, **wanted}).claim


@pytest.fixture
def spoken(study, interviews):
    """A proposition on K1, for it the first informant, against it the second."""
    one = claim(study, codes=(study.codes["K1"],))
    ground(study, one, "coding", interviews[0].id, weight=2)
    ground(study, one, "coding", interviews[2].id, "against")
    return one


def test_a_claim_holds_exactly_the_codings_of_its_codes_and_who_said_them(study, interviews, spoken):
    one = whole(study, spoken)
    assert [fact.coding for fact in one.for_] == [interviews[0].id]
    assert [fact.coding for fact in one.against] == [interviews[2].id]
    assert {fact.coding for fact in one.scope} == {interviews[0].id, interviews[2].id}
    assert one.cases == {"IK-01": {"jenis": "kunci"}, "IU-01": {"jenis": "utama"}}
    fact = one.for_[0]
    assert (fact.case, fact.interviewer, fact.on.isoformat(), fact.weight) == ("IK-01", "Rina", "2026-02-03", 2)
    assert (fact.words, fact.source_name, fact.line) == (2, "S0", 4)
    assert {fact.coding for fact in whole(study, spoken, wide=True).scope} == {one.id for one in interviews}


def test_a_claim_on_one_informant_leaves_the_others_out(study, interviews):
    mine = next(one for one in workbench.list_cases(study.owner, study.id) if one.key == "IK-01")
    one = whole(study, claim(study, codes=(study.codes["K1"],), cases=(mine.id,)))
    assert (list(one.cases), [fact.coding for fact in one.scope]) == (["IK-01"], [interviews[0].id])


def test_a_claim_without_codes_speaks_of_those_of_its_evidence(study, interviews):
    one = claim(study)
    ground(study, one, "coding", interviews[1].id)
    assert whole(study, one).codes == (study.codes["K2"],)
    assert {fact.coding for fact in whole(study, one).scope} == {interviews[1].id, interviews[3].id}


def test_evidence_comes_along_through_other_conclusions_and_turns_where_they_stand_against(study, interviews):
    low, other, high = claim(study, "Bawah."), claim(study, "Lain."), claim(study, "Atas.")
    ground(study, low, "coding", interviews[0].id)
    ground(study, low, "coding", interviews[2].id, "against")
    ground(study, other, "coding", interviews[3].id)
    ground(study, high, "proposition", low)
    ground(study, high, "proposition", other, "against")
    one = whole(study, high)
    assert [fact.coding for fact in one.for_] == [interviews[0].id]
    assert {fact.coding for fact in one.against} == {interviews[2].id, interviews[3].id}


def test_a_statement_of_the_ledger_brings_the_excerpts_it_is_about(study, interviews):
    first, second = interviews[0].id, interviews[2].id
    workbench.reduce(
        study.owner,
        study.id,
        [workbench.Decided(first, "kept", "Ada."), workbench.Decided(second, "merged", into=first)],
    )
    line = next(
        one for one in workbench.ledger_lines(study.owner, study.id, [second]) if one.reduction.decision == "merged"
    )
    low = claim(study)
    ground(study, low, "reduction", line.reduction.id)
    assert {fact.coding for fact in whole(study, low).for_} == {first, second}


def test_a_rival_is_another_proposition_with_its_own_evidence(study, interviews, spoken):
    rival = claim(study, "Karena anggaran.")
    ground(study, rival, "coding", interviews[1].id)
    ground(study, spoken, "proposition", rival, "rival")
    found = tried(study, spoken, "rivals").found
    assert found.rows[1].label == (str(rival), "Karena anggaran.")
    assert found.rows[1].codings == (interviews[1].id,)
    assert [fact.coding for fact in whole(study, spoken).for_] == [interviews[0].id]


def test_who_was_asked_is_as_the_guide_says_and_as_the_grid_notes_otherwise(study, interviews, spoken):
    assert whole(study, spoken).asked is None
    k1 = study.codes["K1"]
    workbench.put_questions(study.owner, study.id, [Question("Rapat?", (k1,), ("kunci",))])
    assert whole(study, spoken).asked == {k1: {"IK-01"}}
    other = next(one for one in workbench.list_cases(study.owner, study.id) if one.key == "IU-01")
    workbench.put_cell(study.owner, study.id, other.id, k1, "Ditanya.", asked=True)
    assert whole(study, spoken).asked == {k1: {"IK-01", "IU-01"}}


def test_a_tactic_says_what_it_finds_and_codes_are_chosen_by_key(study, interviews, spoken):
    found = tried(study, spoken, "if-then", first="k2", second="K1")
    assert found.options == {"first": str(study.codes["K2"]), "second": str(study.codes["K1"])}
    assert found.found.figures["both"] == 1
    assert found.found.figures["first_only"] == 1
    assert found.found.rows[0].label == ("IU-01", "yes", "no")


@pytest.mark.parametrize(
    ("tactic", "options", "error"),
    [
        ("divination", {}, TacticUnknown),
        ("if-then", {"first": "K1"}, TacticOptionMissing),
        ("if-then", {"first": "K1", "second": "K9"}, CodeNotFound),
        ("triangulation", {"attribute": "umur"}, TacticOptionInvalid),
    ],
)
def test_what_cannot_be_run_is_told(study, spoken, tactic, options, error):
    with pytest.raises(error):
        tried(study, spoken, tactic, **options)


def test_nothing_is_tested_that_is_not_there(study):
    with pytest.raises(NotFound):
        tried(study, uuid4(), "counting")


def test_what_was_found_is_kept_with_what_somebody_concludes(study, spoken):
    seen = tried(study, spoken, "loudest")
    id_ = keep_verification(study.owner, study.id, spoken, "loudest", "weakens", note=" Hanya satu. ", seen=seen.print)
    [there] = kept(study, spoken)
    one = there.one
    assert (one.id, one.tactic, one.concludes, one.note, there.stale) == (
        id_,
        "loudest",
        "weakens",
        "Hanya satu.",
        False,
    )
    assert one.result == seen.found.as_json()
    assert one.coder == study.owner.id
    with pytest.raises(Refused):
        keep_verification(study.owner, study.id, spoken, "loudest", "proves")


def test_a_result_that_changed_since_it_was_looked_at_is_not_kept(study, interviews, spoken):
    seen = tried(study, spoken, "counting")
    study.code("K1", 67, 70, source=interviews[0].source)
    with pytest.raises(ResultChanged):
        keep_verification(study.owner, study.id, spoken, "counting", "holds", seen=seen.print)
    assert kept(study) == []


def test_what_was_kept_is_stale_when_what_it_rests_on_changes_and_only_then(study, interviews, spoken):
    for tactic in ("representativeness", "counting", "outliers"):
        keep_verification(study.owner, study.id, spoken, tactic, "holds")

    def stale():
        return {each.one.tactic for each in kept(study) if each.stale}

    assert stale() == set()
    workbench.memo(study.owner, study.id, interviews[0].id, "Catatan")
    assert stale() == set()
    workbench.recode(study.owner, study.id, interviews[3].id, study.codes["K3"])
    assert stale() == {"outliers"}
    workbench.undo(study.owner, study.id)
    assert stale() == set()
    workbench.recode(study.owner, study.id, interviews[0].id, study.codes["K3"])
    # Both informants still speak of two things and have one in common; the excerpt still speaks for it.
    assert stale() == {"counting"}
    workbench.undo(study.owner, study.id)
    workbench.uncode(study.owner, study.id, [interviews[0].id])
    assert stale() == {"representativeness", "counting", "outliers"}


def test_a_code_that_is_gone_makes_what_looked_at_it_stale(study, interviews, spoken):
    extra = workbench.add_code(study.owner, study.id, "Lain").id
    options = {"first": str(extra), "second": "K1"}
    keep_verification(study.owner, study.id, spoken, "if-then", "nothing", options=options)
    assert [each.stale for each in kept(study)] == [False]
    workbench.remove_code(study.owner, study.id, extra)
    assert [each.stale for each in kept(study)] == [True]


def test_a_conclusion_from_a_test_changes_goes_and_comes_back(study, spoken):
    id_ = keep_verification(study.owner, study.id, spoken, "counting", "holds")
    change_verification(study.owner, study.id, id_, "weakens", "Setelah dibaca lagi.", version=1)
    with pytest.raises(Conflict):
        change_verification(study.owner, study.id, id_, "refutes", "", version=1)
    assert [(each.one.concludes, each.one.version) for each in kept(study)] == [("weakens", 2)]
    drop_verification(study.owner, study.id, id_)
    assert kept(study) == []
    workbench.undo(study.owner, study.id)
    assert [each.one.note for each in kept(study)] == ["Setelah dibaca lagi."]


def test_a_proposition_takes_its_tests_along_and_brings_them_back(study, spoken):
    keep_verification(study.owner, study.id, spoken, "counting", "holds")
    other = study.member("Sari")
    conclusions.drop_proposition(study.owner, study.id, spoken)
    assert kept(study) == []
    workbench.undo(study.owner, study.id)
    assert [each.one.tactic for each in kept(study)] == ["counting"]
    third = keep_verification(other, study.id, spoken, "loudest", "holds")
    drop_verification(other, study.id, third)
    conclusions.drop_proposition(study.owner, study.id, spoken)
    with pytest.raises(UndoBlocked):
        workbench.undo(other, study.id)


def test_of_a_row_with_many_codings_two_hundred_are_kept(study, interviews, spoken, monkeypatch):
    monkeypatch.setattr(verifying, "MOST_CODINGS", 1)
    keep_verification(study.owner, study.id, spoken, "representativeness", "holds")
    [there] = kept(study)
    assert max(len(row["codings"]) for row in there.one.result["rows"]) == 1
    assert not there.stale


def test_changing_weight_of_a_ground_is_seen_where_weights_count(study, spoken):
    for tactic in ("weighting", "counting"):
        keep_verification(study.owner, study.id, spoken, tactic, "holds")
    one = next(
        each for each in conclusions.argument(study.owner, study.id, whole=True).of(spoken) if each.side == "for"
    )
    conclusions.put_ground(study.owner, study.id, replace(one, weight=3))
    assert {each.one.tactic for each in kept(study) if each.stale} == {"weighting"}


def test_what_is_chosen_comes_before_verified(study, spoken):
    conclusions.ask_tactics(study.owner, study.id, ["negative", "loudest", "negative"])
    assert conclusions.asked_tactics(study.owner, study.id) == ("negative", "loudest")
    one = next(iter(conclusions.argument(study.owner, study.id).propositions))
    keep_verification(study.owner, study.id, spoken, "loudest", "holds")
    with pytest.raises(TacticsMissing) as told:
        conclusions.put_proposition(study.owner, study.id, replace(one, status="verified"))
    assert told.value.values == {"tactics": "negative"}
    keep_verification(study.owner, study.id, spoken, "negative", "nothing")
    conclusions.put_proposition(study.owner, study.id, replace(one, status="verified"))
    with pytest.raises(TacticUnknown):
        conclusions.ask_tactics(study.owner, study.id, ["divination"])


def test_who_looked_for_the_contrary_and_found_none_has_looked(study, interviews):
    one = claim(study, codes=(study.codes["K2"],))
    ground(study, one, "coding", interviews[1].id)
    assert [(fault.what, fault.id) for fault in faults(study.owner, study.id)] == [("one-sided", one)]
    id_ = keep_verification(study.owner, study.id, one, "negative", "holds")
    assert faults(study.owner, study.id) == []
    workbench.qualify(study.owner, study.id, [interviews[3].id], {"status": "absent"})
    assert [(fault.what, fault.kind, fault.id) for fault in faults(study.owner, study.id)] == [
        ("stale", "verification", id_)
    ]


def test_wide_tactics_share_what_is_said_until_something_changes(study, interviews, spoken, monkeypatch):
    other = claim(study, "Rencana ada.", codes=(study.codes["K2"],))
    asked, ask = [], evidence.of_sources
    monkeypatch.setattr(evidence, "of_sources", lambda tx, some: asked.append(len(some)) or ask(tx, some))
    for proposition in (spoken, other):
        for tactic in ("relations", "outliers"):
            tried(study, proposition, tactic)
    # The source every study has, and the two interviews.
    assert asked == [3]
    workbench.uncode(study.owner, study.id, [interviews[1].id])
    assert interviews[1].id not in {fact.coding for fact in whole(study, spoken, wide=True).scope}
    assert asked == [3, 3]
