import random
from uuid import UUID, uuid5

import numpy as np
import pytest

from coding.reduction import meeting
from coding.reduction.cooccurrence import Counted, cooccurrence, pairs_of, portion
from coding.reduction.meeting import (
    Places,
    Segments,
    Strip,
    alike,
    batches,
    in_one_turn,
    meetings,
    placed,
    together,
)
from coding.reduction.sheet import Head

Span = tuple[str, str, int, int, int, int]
"""Source, code, characters [start, end), lines from first to last."""

A, B, C = "a", "b", "c"
SPANS = [
    # A long one of a covers two of b; c only touches it.
    ("W1", A, 0, 10, 1, 2),
    ("W1", B, 2, 4, 1, 1),
    ("W1", B, 8, 12, 2, 2),
    ("W1", C, 12, 15, 2, 2),
    # The same places in another text meet nothing there.
    ("W2", A, 0, 3, 1, 1),
    ("W2", B, 3, 5, 4, 4),
]


def named(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


def texts(spans: list[Span]) -> list[Strip]:
    """Source by source, as the store has them."""
    found = []
    for source in dict.fromkeys(one[0] for one in spans):
        mine = [one for one in spans if one[0] == source]
        places = tuple(" ".join(map(str, column)) for column in list(zip(*mine, strict=True))[2:])
        found.append((named(source), "".join(named(one[1]).hex for one in mine), places))
    return found


def there(spans: list[Span], codes: list[str], turns: list[tuple[str, int, int]] | None = None) -> Places:
    taken = {
        named(source): tuple(" ".join(str(one[at]) for one in turns or () if one[0] == source) for at in (1, 2))
        for source, _start, _end in turns or ()
    }
    return placed(texts(spans), [named(one) for one in codes], taken)


HEADS = [Head(one, f"={one}", f"Kode {one}") for one in (A, B, C)]


def test_excerpts_meet_where_they_share_characters_in_one_text() -> None:
    assert meetings(there(SPANS, [A, B, C])).tolist() == [[2, 1, 0], [2, 3, 0], [0, 0, 1]]


def test_without_turns_lines_say_how_near_they_are() -> None:
    assert meetings(there(SPANS, [A, B, C]), near=1).tolist() == [[2, 1, 1], [2, 3, 2], [1, 1, 1]]
    assert meetings(there(SPANS, [A, B, C]), near=3).tolist() == [[2, 2, 1], [3, 3, 2], [1, 1, 1]]


def test_turns_that_begin_between_two_excerpts_keep_them_apart() -> None:
    turns = [("W2", 0, 3), ("W2", 3, 9), ("W1", 0, 11), ("W1", 11, 12), ("W1", 12, 20)]
    near = {many: meetings(there(SPANS, [A, C], turns), near=many)[0, 1] for many in (1, 2)}
    assert near == {1: 0, 2: 1}


def test_a_segment_counts_once_however_often_it_is_coded() -> None:
    again = [*SPANS, SPANS[0], SPANS[1], ("W1", C, 0, 10, 1, 2)]
    assert meetings(there(again, [A, B, C])).tolist() == [[2, 1, 1], [2, 3, 2], [1, 1, 2]]
    assert alike(there(again, [A, B, C])).tolist() == [[2, 0, 1], [0, 3, 0], [1, 0, 2]]
    assert alike(there([], [A, B])).tolist() == [[0, 0], [0, 0]]


def test_a_turn_counts_once_for_all_that_touches_it_and_a_gap_belongs_to_none() -> None:
    # W1: the first turn ends before the second b, which touches the next two; W2: b lies behind the only turn.
    turns = [("W1", 0, 7), ("W1", 9, 11), ("W1", 11, 20), ("W2", 0, 3), ("W3", 0, 90)]
    assert in_one_turn(there(SPANS, [A, B, C], turns)).tolist() == [[3, 2, 0], [2, 3, 1], [0, 1, 1]]
    assert in_one_turn(there(SPANS, [A])).tolist() == [[0]]


@pytest.mark.parametrize("seed", range(20))
def test_turns_and_words_in_common_are_what_looking_at_each_finds(seed: int) -> None:
    dice = random.Random(seed)
    spans = [
        (dice.choice("VW"), dice.choice((A, B, C)), start := dice.randrange(30), start + dice.randrange(1, 9), 1, 1)
        for _ in range(25)
    ]
    cuts = {one: sorted(dice.sample(range(40), 8)) for one in "VW"}
    turns = [(one, *pair) for one, at in cuts.items() for pair in zip(at[::2], at[1::2], strict=True)]
    touched = {
        code: {
            turn
            for turn in turns
            for one in spans
            if one[:2] == (turn[0], code) and one[2] < turn[2] and turn[1] < one[3]
        }
        for code in (A, B, C)
    }
    words = {code: {(one[0], *one[2:4]) for one in spans if one[1] == code} for code in (A, B, C)}
    codes = [A, B, C]
    mine = there(spans, codes, turns)
    assert in_one_turn(mine).tolist() == [[len(touched[x] & touched[y]) for y in codes] for x in codes]
    assert alike(mine).tolist() == [[len(words[x] & words[y]) for y in codes] for x in codes]


@pytest.mark.parametrize("seed", range(20))
def test_segments_meet_where_looking_at_each_pair_says_so_whatever_the_batches(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice, codes = random.Random(seed), [A, B, C]
    spans = [
        (dice.choice("UVWXY"), dice.choice("abcd"), start := dice.randrange(40), start + dice.randrange(1, 20), 1, 1)
        for _ in range(60)
    ]
    segments = {code: {(one[0], *one[2:4]) for one in spans if one[1] == code} for code in codes}

    def met(this: str, that: str) -> int:
        return sum(
            any(one[0] == other[0] and one[1] < other[2] and other[1] < one[2] for other in segments[that])
            for one in segments[this]
        )

    plain = [[met(x, y) for y in codes] for x in codes]
    assert meetings(there(spans, codes)).tolist() == plain
    monkeypatch.setattr(meeting, "AT_ONCE", 15)
    parts = [placed(some, [named(one) for one in codes]) for some in batches(texts(spans))]
    assert len(parts) > 1
    assert sum(meetings(one) for one in parts).tolist() == plain


@pytest.mark.parametrize("seed", range(10))
def test_in_columns_the_same_is_counted(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice, codes = random.Random(seed), [A, B, C]
    spans = [
        (
            dice.choice("UVW"),
            dice.choice(codes),
            start := dice.randrange(30),
            start + dice.randrange(1, 9),
            start,
            start,
        )
        for _ in range(60)
    ]
    turns = [(source, at, at + 6) for source in "UV" for at in range(0, 36, 7)]
    whole = there(spans, codes, turns)
    monkeypatch.setattr(meeting, "AT_ONCE", 15)
    ordered = sorted(("UVW".index(one[0]), *one[2:4], codes.index(one[1]), *one[4:]) for one in spans)
    columns = np.array(ordered, dtype=np.int32)
    segments = Segments(columns[:, 0], columns[:, 3], columns[:, [1, 2, 4, 5]], len(codes))
    taken = {
        at: tuple(" ".join(str(one[column]) for one in turns if one[0] == name) for column in (1, 2))
        for at, name in enumerate("UV")
    }
    parts = [one.placed(taken) for one in segments.batches()]
    assert len(parts) > 1
    for count in (meetings, alike, in_one_turn, lambda one: meetings(one, 2)):
        assert sum(count(one) for one in parts).tolist() == count(whole).tolist()


def test_codes_are_together_in_a_text_however_often() -> None:
    present = np.array([[True, True, False], [True, False, False]])
    assert together(present).tolist() == [[2, 1, 0], [1, 1, 0], [0, 0, 0]]


def test_the_table_has_each_pair_once_with_all_that_is_known_of_it() -> None:
    counted = Counted(HEADS, meetings(there(SPANS, [A, B, C])), "overlap")
    sheet = cooccurrence(counted, pairs_of(counted), "id")
    assert [row.label for row in sheet.rows] == ["a × b"]
    # The mean of 1 and 2 together, of 2 + 3.
    assert sheet.cells == [[1, 2, 2, 3, "0,43", "1/2", "2/3", "kurang dari 3"]]
    assert [sheet.ask(0, at) for at in range(5)] == ["=a OVERLAPS =b", "=b OVERLAPS =a", "=a", "=b", None]
    assert [one.values for one in sheet.notices] == [{"n": "1"}]


def test_the_coefficient_never_leaves_its_bounds_and_pairs_of_unequal_codes_are_told() -> None:
    counted = Counted(HEADS[:2], [[1, 1], [40, 40]], "overlap")
    (one,) = pairs_of(counted)
    assert one.coefficient == 1
    assert one.unequal
    counted = Counted(HEADS[:2], [[5, 5], [5, 5]], "overlap")
    assert not pairs_of(counted)[0].unequal
    assert not pairs_of(counted)[0].few


@pytest.mark.parametrize(
    ("level", "only", "ask", "whole"),
    [
        ("overlap", "case:X", "(=a AND case:X) OVERLAPS (=b AND case:X)", "excerpt"),
        ("near2", "", "=a NEAR(2) =b", "excerpt"),
        ("same", "", "=a SAME =b", "excerpt"),
        ("turn", "", "=a AND =b", "turn"),
        ("source", "", "=a AND =b", "source"),
        ("case", "case:X", "=a AND =b AND case:X", "case"),
    ],
)
def test_a_pair_asks_for_both_codes_at_its_level(level: str, only: str, ask: str, whole: str) -> None:
    counted = Counted(HEADS[:2], [[2, 1], [1, 1]], level, only)
    sheet = cooccurrence(counted, pairs_of(counted), "en")
    assert (sheet.ask(0, 0), sheet.whole) == (ask, whole)


def test_a_percentage_stands_beside_twenty_and_more() -> None:
    assert (portion(3, 19), portion(5, 20)) == ("3/19", "5/20 (25%)")
