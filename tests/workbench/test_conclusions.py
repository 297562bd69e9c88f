"""Conclusions: what they rest on, when they are to be checked again, and the walk between words and conclusions."""

import io
import json
from dataclasses import replace
from uuid import UUID, uuid4

import docx
import pytest

from coding import workbench
from coding.conclusion.staleness import Because
from coding.errors import (
    Conflict,
    GroundCircular,
    GroundsMissing,
    GroundTwice,
    NotFound,
    PropositionMissing,
    Refused,
    RuleMissing,
    VerdictUnknown,
)
from coding.model import Advice, Grid, Ground, HasCode, Memo, MemoLink, Proposition, Query, Verdict
from coding.workbench import Decided, conclusions
from coding.workbench.kept_displays import confirm_display, keep_display
from coding.workbench.reporting import export_report
from coding.workbench.thesis import THESIS_TABLES, conclusion_table
from coding.workbench.tracing import trace

WORDS = ((3, 28), (37, 47), (49, 66))


@pytest.fixture
def three(study):
    """Codings of K1, K2 and K3."""
    return [study.code(key, start, end).id for key, (start, end) in zip(("K1", "K2", "K3"), WORDS, strict=True)]


def claim(study, text="Rapat ada.", **facts) -> UUID:
    one = Proposition(uuid4(), text, **facts)
    conclusions.put_proposition(study.owner, study.id, one)
    return one.id


def ground(study, owner, kind, on, side="for", owner_kind="proposition", **facts) -> UUID:
    one = Ground(uuid4(), owner_kind, owner, kind, on, side, **facts)
    conclusions.put_ground(study.owner, study.id, one)
    return one.id


def decide_on(study, key=None, verdict="partly", rule="Dua dari tiga informan."):
    code = study.codes[key] if key else None
    return conclusions.put_verdict(study.owner, study.id, Verdict(uuid4(), code, verdict, rule))


def argument(study):
    return conclusions.argument(study.owner, study.id, whole=True)


def stale(study) -> dict[UUID, tuple[Because, ...]]:
    return conclusions.stale_conclusions(study.owner, study.id)


def test_a_proposition_needs_words_and_speaks_of_what_is_there(study):
    for wrong, facts in (
        (PropositionMissing, {"text": " \n "}),
        (Refused, {"status": "sure"}),
        (NotFound, {"codes": (uuid4(),)}),
        (NotFound, {"indicator": uuid4()}),
        (NotFound, {"cases": (uuid4(),)}),
    ):
        with pytest.raises(wrong):
            claim(study, **facts)
    assert list(argument(study).propositions) == []


def test_propositions_are_changed_ordered_dropped_and_brought_back(study, three):
    first, second = claim(study, "Satu."), claim(study, "Dua.", indicator=study.codes["K2"])
    ground(study, second, "coding", three[0])
    one = argument(study).propositions[0]
    with pytest.raises(Conflict):
        conclusions.put_proposition(study.owner, study.id, replace(one, text="Lain."), version=one.version + 1)
    conclusions.order_propositions(study.owner, study.id, [second, first])
    assert [each.text for each in argument(study).propositions] == ["Dua.", "Satu."]
    third = claim(study, "Tiga.")
    conclusions.put_proposition(study.owner, study.id, Proposition(first, "Satu!"))
    assert [each.text for each in argument(study).propositions] == ["Dua.", "Satu!", "Tiga."]
    conclusions.order_propositions(study.owner, study.id, [third])
    assert [each.text for each in argument(study).propositions] == ["Tiga.", "Dua.", "Satu!"]
    conclusions.drop_proposition(study.owner, study.id, second)
    assert [each.text for each in argument(study).propositions] == ["Tiga.", "Satu!"]
    assert argument(study).grounds == {}
    workbench.undo(study.owner, study.id)
    assert [each.on for each in argument(study).of(second)] == [three[0]]


def test_a_ground_is_there_once_and_no_conclusion_rests_on_itself(study, three):
    low, high = claim(study, "Bawah."), claim(study, "Atas.")
    ground(study, high, "proposition", low)
    with pytest.raises(GroundCircular):
        ground(study, low, "proposition", high)
    with pytest.raises(GroundCircular):
        ground(study, low, "proposition", low)
    ground(study, low, "coding", three[0])
    with pytest.raises(GroundTwice):
        ground(study, low, "coding", three[0], "against")
    with pytest.raises(NotFound):
        ground(study, low, "coding", uuid4())
    with pytest.raises(Refused):
        ground(study, low, "coding", three[1], weight=9)


def test_side_weight_and_note_of_a_ground_can_change_what_it_is_cannot(study, three):
    low = claim(study)
    id_ = ground(study, low, "coding", three[0])
    changed = Ground(id_, "proposition", low, "coding", three[1], "against", 3, " Lemah. ")
    conclusions.put_ground(study.owner, study.id, changed)
    (one,) = argument(study).of(low)
    assert (one.on, one.side, one.weight, one.note) == (three[0], "against", 3, "Lemah.")


def test_nothing_is_verified_that_nothing_speaks_for(study, three):
    low = claim(study)
    one = argument(study).propositions[0]
    with pytest.raises(GroundsMissing):
        conclusions.put_proposition(study.owner, study.id, replace(one, status="verified"))
    ground(study, low, "coding", three[0], "against")
    with pytest.raises(GroundsMissing):
        conclusions.put_proposition(study.owner, study.id, replace(one, status="verified"))


def test_there_is_one_verdict_of_each_thing_and_it_says_its_rule(study):
    first = decide_on(study, "K1")
    assert decide_on(study, "K1", "not") == first
    whole = decide_on(study)
    there = argument(study).verdicts
    assert {code: one.verdict for code, one in there.items()} == {study.codes["K1"]: "not", None: "partly"}
    assert there[None].coder == study.owner.id
    with pytest.raises(VerdictUnknown):
        decide_on(study, "K2", "splendid")
    with pytest.raises(RuleMissing):
        decide_on(study, "K2", rule=" ")
    conclusions.drop_verdict(study.owner, study.id, whole)
    assert None not in argument(study).verdicts
    assert decide_on(study) == whole
    workbench.undo(study.owner, study.id)
    workbench.undo(study.owner, study.id)
    assert argument(study).verdicts[None].id == whole


def test_recoding_an_excerpt_marks_what_rests_on_it_and_nothing_else(study, three):
    low, other, high = claim(study, "Bawah."), claim(study, "Lain."), claim(study, "Atas.")
    ground(study, low, "coding", three[0])
    ground(study, other, "coding", three[1])
    ground(study, high, "proposition", low)
    verdict = decide_on(study, "K1")
    ground(study, verdict, "proposition", high, owner_kind="verdict")
    advice = Advice(uuid4(), "Rapat tiap bulan.")
    conclusions.put_advice(study.owner, study.id, advice)
    ground(study, advice.id, "verdict", verdict, owner_kind="advice")
    assert stale(study) == {}
    workbench.recode(study.owner, study.id, three[0], study.codes["K3"])
    assert stale(study) == {
        low: (Because("coding", three[0], "changed"),),
        high: (Because("proposition", low, "stale"),),
        verdict: (Because("proposition", high, "stale"),),
        advice.id: (Because("verdict", verdict, "stale"),),
    }
    workbench.undo(study.owner, study.id)
    assert stale(study) == {}
    workbench.uncode(study.owner, study.id, [three[0]])
    assert stale(study)[low] == (Because("coding", three[0], "gone"),)


def statement(study, three):
    workbench.reduce(study.owner, study.id, [Decided(three[0], "kept", "Ada rapat.")])
    return workbench.ledger_page(study.owner, study.id, Query(), "kept")[0].reduction.id


def cell(study, three):
    case = study.add_case("IK-01")
    workbench.edit_source(study.owner, study.id, study.source.id, case=case.id)
    layout = workbench.framework_grid(study.owner, study.id)
    workbench.put_layout(study.owner, study.id, Grid((case.id,), (study.codes["K1"],)), version=layout.version)
    workbench.put_cell(study.owner, study.id, case.id, study.codes["K1"], "Rapat ada.")
    (shown,) = workbench.framework_grid(study.owner, study.id).cells.values()
    return shown.cell.id


def display(study, three):
    return keep_display(
        study.owner, study.id, "code-frequencies", "Frekuensi", Query(where=HasCode(study.codes["K1"])), note="Ya."
    )


def memo(study, three):
    one = Memo(uuid4(), "theory", "6, P.", "Dialog.", study.owner.id, (MemoLink("coding", three[0]),))
    workbench.write_memo(study.owner, study.id, one)
    return one.id


@pytest.mark.parametrize(
    ("kind", "make"),
    [("reduction", statement), ("cell", cell), ("display", display)],
    ids=("statement", "cell", "display"),
)
def test_what_was_made_of_an_excerpt_is_stale_with_it_and_so_is_what_rests_on_that(study, three, kind, make):
    thing = make(study, three)
    low, other = claim(study, "Bawah."), claim(study, "Lain.")
    ground(study, low, kind, thing)
    ground(study, other, "coding", three[1])
    assert stale(study) == {}
    workbench.recode(study.owner, study.id, three[0], study.codes["K3"])
    assert stale(study) == {low: (Because(kind, thing, "stale"),)}
    conclusions.confirm_conclusion(study.owner, study.id, "proposition", low)
    assert stale(study) == {low: (Because(kind, thing, "stale"),)}


def test_a_conclusion_on_a_display_holds_again_when_a_change_below_is_taken_back(study, three):
    thing = display(study, three)
    low = claim(study)
    ground(study, low, "display", thing)
    workbench.recode(study.owner, study.id, three[0], study.codes["K2"])
    assert stale(study) == {low: (Because("display", thing, "stale"),)}
    workbench.undo(study.owner, study.id)
    assert stale(study) == {}
    # Somebody confirms what is no other: the conclusion rests on the same.
    confirm_display(study.owner, study.id, thing)
    assert stale(study) == {}


def test_a_display_confirmed_again_asks_for_its_conclusions_to_be_checked_once_more(study, three):
    thing = display(study, three)
    low = claim(study)
    ground(study, low, "display", thing)
    workbench.recode(study.owner, study.id, three[0], study.codes["K3"])
    confirm_display(study.owner, study.id, thing)
    assert stale(study) == {low: (Because("display", thing, "changed"),)}
    conclusions.confirm_conclusion(study.owner, study.id, "proposition", low)
    assert stale(study) == {}


def test_a_memo_and_a_proposition_that_say_something_else_are_grounds_that_changed(study, three):
    said = memo(study, three)
    low, high = claim(study, "Bawah."), claim(study, "Atas.")
    ground(study, low, "memo", said, "beside")
    ground(study, high, "proposition", low)
    (one, _) = argument(study).propositions
    conclusions.put_proposition(study.owner, study.id, replace(one, status="tentative"))
    assert stale(study) == {}
    conclusions.put_proposition(study.owner, study.id, replace(one, status="rejected"))
    assert stale(study) == {high: (Because("proposition", low, "changed"),)}
    conclusions.confirm_conclusion(study.owner, study.id, "proposition", high)
    workbench.drop_memo(study.owner, study.id, said)
    assert stale(study) == {
        low: (Because("memo", said, "gone"),),
        high: (Because("proposition", low, "stale"),),
    }


def test_confirming_again_takes_back_with_undo(study, three):
    low = claim(study)
    ground(study, low, "coding", three[0])
    workbench.recode(study.owner, study.id, three[0], study.codes["K3"])
    conclusions.confirm_conclusion(study.owner, study.id, "proposition", low)
    assert stale(study) == {}
    workbench.undo(study.owner, study.id)
    assert list(stale(study)) == [low]


def test_a_conclusion_walks_back_to_the_words_and_words_forward_to_every_conclusion(study, three):
    said, shown, written = statement(study, three), display(study, three), memo(study, three)
    held = cell(study, three)
    low, high = claim(study, "Bawah."), claim(study, "Atas.")
    for kind, on in (("reduction", said), ("display", shown), ("cell", held), ("memo", written)):
        ground(study, low, kind, on)
    ground(study, high, "proposition", low)
    verdict = decide_on(study)
    ground(study, verdict, "proposition", high, owner_kind="verdict")
    back = trace(study.owner, study.id, verdict)
    assert back.thing.kind == "verdict"
    assert {(one.kind, one.id) for one in back.below} == {
        ("proposition", high),
        ("proposition", low),
        ("reduction", said),
        ("display", shown),
        ("cell", held),
        ("memo", written),
        ("coding", three[0]),
        ("source", study.source.id),
    }
    assert back.above == ()
    words = next(one for one in back.below if one.kind == "coding")
    assert (words.label, words.where) == (study.codings()[0].quote, "W1:1 K1")
    ahead = trace(study.owner, study.id, three[0])
    assert {one.id for one in ahead.above} == {said, shown, held, written, low, high, verdict}
    assert {one.id for one in trace(study.owner, study.id, three[1]).above} == set()
    with pytest.raises(NotFound):
        trace(study.owner, study.id, uuid4())


def test_names_of_verdicts_are_the_projects_to_give(study):
    conclusions.name_verdicts(study.owner, study.id, {"achieved": "Sudah  berjalan", "partly": " "})
    assert conclusions.verdict_names(study.owner, study.id) == {"achieved": "Sudah berjalan"}
    with pytest.raises(VerdictUnknown):
        conclusions.name_verdicts(study.owner, study.id, {"splendid": "x"})
    assert json.dumps(workbench.project(study.owner, study.id).settings["verdicts"])


def test_the_tables_of_a_thesis_come_out_of_the_conclusions(study, three):
    low = claim(study, "Rapat ada.", indicator=study.codes["K1"])
    ground(study, low, "coding", three[0])
    ground(study, low, "coding", three[1], "against")
    ground(study, low, "memo", memo(study, three), "beside")
    claim(study, "Sudah gugur.", status="rejected")
    rival = claim(study, "Rapat hanya formalitas.", indicator=study.codes["K1"])
    ground(study, rival, "coding", three[2])
    ground(study, low, "proposition", rival, "rival")
    verdict = decide_on(study, "K1")
    ground(study, verdict, "proposition", low, owner_kind="verdict")
    laid = {which: conclusion_table(study.owner, study.id, which) for which in THESIS_TABLES[3:]}
    assert laid["verdicts"].rows == [
        (1, "K1 Kode K1", "sebagian terlaksana", "Dua dari tiga informan.", "1 mendukung, 1 menentang", "Wawancara")
    ]
    ((_no, text, pro, contra, *_rest, theory),) = laid["propositions"].rows
    assert (text, theory) == ("Rapat ada.", "6, P.")
    assert pro != contra
    assert len(laid["techniques"].rows) == 1
    page = export_report(study.owner, study.id, format="html").decode()
    assert "Penjelasan lain: Rapat hanya formalitas." in page
    assert "<p>Rapat hanya formalitas.</p>" not in page
    assert "<p>Rapat ada.</p>" in page
    for which in THESIS_TABLES[3:]:
        made = docx.Document(io.BytesIO(workbench.export_thesis_table(study.owner, study.id, which)))
        assert len(made.tables[0].columns) == len(laid[which].headings)
        assert workbench.export_thesis_table(study.owner, study.id, which, format="xlsx")
