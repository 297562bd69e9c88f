"""What a person set while coding: kept for them and the project, and nothing else is taken from a browser."""

from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import NotFound, ProjectNotFound, Refused
from coding.workbench.hands import hand, keep_hand


def gesture(study, **chosen):
    op = {"op": str(uuid4()), "verb": "hand", "hand": chosen}
    return workbench.perform(study.owner, study.id, study.source.id, op)


def test_what_was_set_is_kept_for_one_person_in_one_project(study, make_study):
    other, ani = make_study("Lain", study.owner), study.member("Ani")
    code = str(study.codes["K1"])
    assert gesture(study, favourites={"k": code}) is None
    assert gesture(study, advance=True, sight="dim", beside="same") is None
    kept = hand(study.owner, study.id)
    assert kept == {"favourites": {"k": code}, "advance": True, "sight": "dim", "beside": "same", "recent": []}
    assert hand(study.owner, other.id) == hand(ani, study.id) == {"recent": []}


def test_it_is_no_history_and_can_arrive_twice(study):
    before = workbench.project(study.owner, study.id).rev
    op = {"op": str(uuid4()), "verb": "hand", "hand": {"fore": str(study.codes["K2"])}}
    for _ in range(2):
        assert workbench.perform(study.owner, study.id, study.source.id, op) is None
    assert workbench.project(study.owner, study.id).rev == before
    gesture(study, fore="")
    assert hand(study.owner, study.id)["fore"] == ""


@pytest.mark.parametrize(
    "chosen",
    [
        {"favourites": {"K": str(uuid4())}},
        {"favourites": {"kk": str(uuid4())}},
        {"favourites": {"k": "<b>"}},
        {"favourites": []},
        {"advance": 1},
        {"sight": "all"},
        {"fore": "K1"},
        {"beside": "W1"},
        {"language": "en"},
    ],
)
def test_whatever_else_a_browser_sends_is_refused(study, chosen):
    assert isinstance(gesture(study, **chosen), Refused)
    assert hand(study.owner, study.id) == {"recent": []}


def test_who_is_not_in_the_project_keeps_nothing_there(study, stranger):
    for act in (hand, lambda *args: keep_hand(*args, {"advance": True})):
        with pytest.raises((NotFound, ProjectNotFound)):
            act(stranger, study.id)


def test_the_five_codes_used_last_are_those_this_person_gave_last(study):
    ani = study.member("Ani")
    for n in range(7):
        new = uuid4()
        study.codes[f"N{n}"] = new
        wanted = [workbench.NewCoding(new, 3, 9)]
        workbench.code_anew(study.owner, study.id, study.source.id, f"Baru {n}", wanted, code_id=new)
    first = study.code("K1", 37, 46)
    study.code("K2", 37, 42)
    study.code("K3", 37, 42, by=ani)
    workbench.recode(study.owner, study.id, first.id, study.codes["N0"])
    used = [study.codes[key] for key in ("N0", "K2", "K1", "N6", "N5")]
    assert hand(study.owner, study.id)["recent"] == [str(code) for code in used]
    assert hand(ani, study.id)["recent"] == [str(study.codes["K3"])]
