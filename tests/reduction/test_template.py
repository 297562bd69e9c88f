"""What belongs to each cell of a template is what going through everything that is said, one by one, puts there."""

import random

from coding.model import STATUSES
from coding.reduction.sheet import Head
from coding.reduction.stated import Stated, in_columns
from coding.reduction.template import NO_STATUS, Axis, Frame, Slot


def one_by_one(frame, said, limited):
    slots = {}
    for one in said:
        for place in frame.at(one.case, one.code, one.status or NO_STATUS):
            slot = slots.setdefault(place, Slot())
            slot.statuses[one.status or NO_STATUS] += one.excerpts
            if one.case:
                slot.cases.add(one.case)
    for one in limited:
        for place in frame.at(one.case, one.code, one.status or NO_STATUS):
            slots.setdefault(place, Slot()).limited += one.excerpts
    return slots


def axes(dice, most):
    """People, codes or statuses, some of them in several rows; or a row that asks for nothing."""
    some = {"cases": "abc", "codes": "xyz", "statuses": (*STATUSES, NO_STATUS)}
    name = dice.choice((*some, None))
    if name is None:
        return [Axis(Head("all"))]
    return [Axis(Head(str(at)), **{name: frozenset(dice.sample(some[name], 2))}) for at in range(dice.randrange(most))]


def test_cells_have_what_is_said_of_them():
    dice = random.Random(4)
    for _ in range(60):
        frame = Frame(axes(dice, 4), axes(dice, 4))
        said = [
            Stated(dice.choice("abcd"), dice.choice("wxyz"), dice.choice((None, *STATUSES)), dice.randrange(1, 5))
            for _ in range(dice.randrange(25))
        ]
        said += [Stated(None, "x", "exists", 2)] * dice.randrange(2)
        limited = [one for one in said if one.status == "exists"][:3]
        assert frame.filled(said, limited) == one_by_one(frame, said, limited)


def test_what_is_said_is_the_same_in_columns():
    said = [Stated("a", "x", None, 2), Stated(None, "y", "failed", 1)]
    assert list(in_columns(said)) == said
    assert list(in_columns([])) == []
    assert list(in_columns(said).of_status("failed")) == said[1:]
