"""Assignments: who codes what by when, how far they are; what was taken back and given again is the same row."""

from datetime import date

import pytest

from coding import workbench
from coding.errors import CodingError, NothingAssigned
from coding.workbench.assigning import assign, draw_sources, list_assignments, my_assignments, unassign


def told(study, by=None):
    return [(one.source, one.layer.name, one.state) for one in list_assignments(by or study.owner, study.id)]


def test_progress_goes_from_not_begun_over_working_to_finished(study):
    rina = study.member("Rina")
    assign(study.owner, study.id, [study.source.id], rina.id, due=date(2026, 3, 1), blind=True, unit="turn", note=" x ")
    assert told(study) == [("W1", "Rina", "waiting")]
    study.code("K1", 3, 9, by=rina)
    # Her own list and that of whoever sees her work say the same.
    assert told(study) == told(study, rina) == [("W1", "Rina", "working")]
    workbench.finish(rina, study.id, study.source.id)
    (one,) = my_assignments(rina, study.id)
    assert (one.state, one.assignment.due, one.assignment.unit, one.assignment.note) == (
        "finished",
        date(2026, 3, 1),
        "turn",
        "x",
    )
    assert one.at is not None
    assert my_assignments(study.owner, study.id) == []


def test_what_is_due_first_stands_first_and_what_is_done_last(study):
    days = {"W2": date(2026, 5, 1), "W3": date(2026, 4, 1), "W4": None}
    for name, due in days.items():
        assign(study.owner, study.id, [study.add_source(name).id], study.owner.id, due=due)
    assign(study.owner, study.id, [study.source.id], study.owner.id, due=date(2026, 1, 1))
    workbench.finish(study.owner, study.id, study.source.id)
    mine = my_assignments(study.owner, study.id)
    assert [one.source for one in mine] == ["W3", "W2", "W4", "W1"]
    assert [one.late(date(2026, 4, 20)) for one in mine] == [True, False, False, False]


def test_an_assignment_is_taken_back_given_again_and_undone(study):
    here = [study.source.id]
    assign(study.owner, study.id, here, study.owner.id)
    first = list_assignments(study.owner, study.id)[0].assignment.id
    unassign(study.owner, study.id, here, study.owner.id)
    assert told(study) == []
    with pytest.raises(NothingAssigned):
        unassign(study.owner, study.id, here, study.owner.id)
    assign(study.owner, study.id, here, study.owner.id, blind=True)
    (again,) = list_assignments(study.owner, study.id)
    assert (again.assignment.id, again.assignment.blind) == (first, True)
    workbench.undo(study.owner, study.id)
    assert told(study) == []


def test_only_who_codes_is_assigned_anything(study):
    reader = study.member("Pembaca", "reader")
    with pytest.raises(CodingError):
        assign(study.owner, study.id, [study.source.id], reader.id)
    with pytest.raises(NothingAssigned):
        assign(study.owner, study.id, [], study.owner.id)


def test_sources_are_drawn_within_kinds_of_informants(study):
    kinds = ["warga"] * 6 + ["petugas"] * 6
    cases = [study.add_case(f"IK-{n:02}", jenis=kind) for n, kind in enumerate(kinds)]
    named = {study.add_source(f"S{n:02}", case=case.id).id: kinds[n] for n, case in enumerate(cases)}
    workbench.remove_source(study.owner, study.id, study.source.id)
    drawn = draw_sources(study.owner, study.id, 0.5, 1)
    assert sorted(named[one] for one in drawn) == ["petugas"] * 3 + ["warga"] * 3
    assert draw_sources(study.owner, study.id, 0.5, 1) == drawn
