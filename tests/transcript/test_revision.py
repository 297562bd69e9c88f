"""What happens to spans when a text is corrected: against the edits that were really made, and for any texts at all."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.transcript.revision import Revision, revise

LETTERS = st.sampled_from(
    ["a", "b", " ", "\n", "e\u0301", "😀", "👩‍💻", "👍🏽", "שלום", "مرحبا", "क्षि", ".", "P: ", "\u200d", "\u0301"]
)
TEXTS = st.lists(LETTERS, max_size=30).map("".join) | st.text(max_size=30)
DRESS = ["{}", "{}e\u0301", "{}😀", "👩‍💻{}", "שלום{}", "{}מ\u05b7ה", "مرحبا{}", "{},", "“{}”", "{}\n"]


@st.composite
def corrections(draw: st.DrawFn) -> tuple[list[str], list[list[str]], list[tuple[int, int]]]:
    """Words of which none comes twice, what stands for each afterwards, and coded runs of words."""
    many = draw(st.integers(1, 25))
    dressed = [draw(st.sampled_from(DRESS)).format(f"k{number}") for number in range(many)]
    after: list[list[str]] = []
    fresh = iter(range(1000))
    for word in dressed:
        kept = draw(st.sampled_from(["keep", "keep", "keep", "delete", "replace", "insert before", "insert behind"]))
        new = [f"n{next(fresh)}" for _ in range(draw(st.integers(1, 3)))]
        after.append(
            {"keep": [word], "delete": [], "replace": new, "insert before": [*new, word]}.get(kept, [word, *new])
        )
    runs = []
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, many - 1))
        runs.append((start, draw(st.integers(start, min(start + 5, many - 1)))))
    return dressed, after, runs


def place(words: list[str]) -> list[tuple[int, int]]:
    """Where each word stands in the text that joins them by blanks."""
    at, spans = 0, []
    for word in words:
        spans.append((at, at + len(word)))
        at += len(word) + 1
    return spans


@given(corrections())
@settings(max_examples=200, deadline=None)
def test_a_coding_whose_words_nobody_touched_keeps_exactly_them_wherever_they_went(made) -> None:  # type: ignore[no-untyped-def]
    words, after, runs = made
    flat = [word for group in after for word in group]
    old, new = " ".join(words), " ".join(flat)
    here, there = place(words), place(flat)
    new_place = {word: there[number] for number, word in enumerate(flat)}
    spans = [(here[first][0], here[last][1]) for first, last in runs]
    revision = revise(old, new, spans)
    for (first, last), (start, end) in zip(runs, spans, strict=True):
        inside = [word for group in after[first : last + 1] for word in group]
        at_the_borders = [*after[first][:-1], *after[last][1:]]
        carried = revision.carry(start, end)
        whole = words[first : last + 1]
        middle = (
            inside[inside.index(whole[0]) : inside.index(whole[-1]) + 1] if {whole[0], whole[-1]} <= {*inside} else []
        )
        if middle == whole:
            assert carried.fared == "same", (at_the_borders, revision.edits)
            assert (carried.start, carried.end) == (new_place[whole[0]][0], new_place[whole[-1]][1])
            assert new[carried.start : carried.end] == old[start:end]
        elif not inside and alone(words, after, first, last):
            assert carried.fared == "lost"
        else:
            assert carried.fared != "same"


def alone(words: list[str], after: list[list[str]], first: int, last: int) -> bool:
    """Whether the words on either side of a run stayed as they were."""
    sides = [side for side in (first - 1, last + 1) if 0 <= side < len(words)]
    return all(after[side] == [words[side]] for side in sides)


def check(revision: Revision, spans: list[tuple[int, int]]) -> None:
    old, new = revision.old, revision.new
    said, at = "", 0
    for edit in revision.edits:
        assert (edit.start, edit.to) < (edit.end, edit.upto)
        said += old[at : edit.start] + new[edit.to : edit.upto]
        assert len(said) == edit.upto
        at = edit.end
    assert said + old[at:] == new
    assert all(one.end < other.start for one, other in pairwise(revision.edits))
    places = [revision.at(offset) for offset in range(len(old) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(new) for place in places)
    for start, end in spans:
        one = revision.carry(start, end)
        words = new[one.start : one.end]
        assert 0 <= one.start <= one.end <= len(new)
        assert (one.fared == "lost") == (not words) or not old[start:end].strip()
        assert (words == old[start:end]) == (one.fared == "same") or one.fared == "lost"


@given(TEXTS, TEXTS, st.data())
@settings(max_examples=200, deadline=None)
def test_for_any_two_texts_the_edits_lead_from_one_to_the_other_and_every_span_stands_somewhere_or_is_lost(
    old: str, new: str, data: st.DataObject
) -> None:
    spans = []
    for _ in range(data.draw(st.integers(0, 4)) if old else 0):
        start = data.draw(st.integers(0, len(old) - 1))
        spans.append((start, data.draw(st.integers(start + 1, len(old)))))
    check(revise(old, new, spans), spans)


def grows(old: list[str], piece: list[str], at: int, run: tuple[int, int]) -> bool:
    """Whether a piece put at a border of a run may make a word of it longer."""
    beside, letter = (old[at], piece[-1]) if at == run[0] else (old[at - 1], piece[0])
    return beside[-1 if at == run[1] else 0].isalnum() and letter[0 if at == run[1] else -1].isalnum()


WHOLE = st.lists(
    st.sampled_from(["a", "b", " ", "\n", "e\u0301", "👩‍💻", "👍🏽", "שלום", "."]), min_size=1, max_size=20
)


@given(WHOLE, WHOLE, st.booleans(), st.data())
@settings(max_examples=200, deadline=None)
def test_one_insertion_or_deletion_never_costs_more_codings_than_it_touched(
    old: list[str], piece: list[str], deleting: bool, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(old)))
    upto = data.draw(st.integers(at, len(old))) if deleting else at
    new = [*old[:at], *([] if deleting else piece), *old[upto:]]
    offsets = [len("".join(old[:number])) for number in range(len(old) + 1)]
    runs = []
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(old) - 1))
        runs.append((start, data.draw(st.integers(start + 1, len(old)))))
    longer = [one for one in runs if not deleting and at in one and grows(old, piece, at, one)]
    untouched = sum(
        not (start < upto and end > at if deleting else start < at < end or (start, end) in longer)
        for start, end in runs
    )
    spans = [(offsets[start], offsets[end]) for start, end in runs]
    revision = revise("".join(old), "".join(new), spans)
    assert sum(revision.carry(start, end).fared == "same" for start, end in spans) >= untouched


@pytest.mark.parametrize(
    ("old", "coded", "new", "now", "fared"),
    [
        ("Kami rapat tiap bulan.", "rapat", "Kami sudah rapat tiap bulan.", "rapat", "same"),
        ("Kami rapat tiap bulan.", "rapat", "Kami rapat juga tiap bulan.", "rapat", "same"),
        ("Kami rapat tiap bulan.", "rapat tiap", "Kami rapat rutin tiap bulan.", "rapat rutin tiap", "changed"),
        ("Kami rapat tiap bulan.", "rapat tiap bulan", "Kami rapat bulan.", "rapat bulan", "changed"),
        ("Kami rapat tiap bulan.", "rapat", "Kami bertemu tiap bulan.", "bertemu", "changed"),
        ("Kami rapat tiap bulan.", "Kami rapat", "rapat tiap bulan.", "rapat", "changed"),
        ("Kami rapat tiap bulan.", "tiap", "Kami rapat bulan.", "", "lost"),
        ("Kami rapat tiap bulan.", "rapat", "Dulu bulan.", "", "lost"),
        ("Kami rapat tiap bulan.", "tiap bulan", "Kami rapat setiap bulan.", "setiap bulan", "changed"),
        ("Kami rapa tiap bulan.", "Kami rapa", "Kami rapat tiap bulan.", "Kami rapat", "changed"),
        ("Kami rapat tiap bulan.", "rapat", "Kami rapat, ya, tiap bulan.", "rapat", "same"),
        ("Kami rapat tiap bulan.", "rap", "Kami rapXat tiap bulan.", "rap", "same"),
        ("Kami korodinasi.", "korodinasi", "Kami koordinasi.", "koordinasi", "changed"),
        ("Kafe ini", "Kafe", "Kafe\u0301 ini", "Kafe\u0301", "changed"),
        ("👩 kerja", "👩", "👩‍💻 kerja", "👩‍💻", "changed"),
        ("אני רוצה שלום עכשיו", "שלום", "אני לא רוצה שלום עכשיו", "שלום", "same"),
    ],
)  # fmt: skip
def test_what_a_correction_does_to_a_coding(old: str, coded: str, new: str, now: str, fared: str) -> None:
    start = old.index(coded)
    carried = revise(old, new).carry(start, start + len(coded))
    assert (new[carried.start : carried.end], carried.fared) == (now, fared)


def test_where_the_same_words_stand_side_by_side_the_coded_ones_stay() -> None:
    old = "ya ya ya"
    assert revise(old, "ya ya", [(6, 8)]).carry(6, 8).fared == "same"
    assert revise(old, "ya ya", [(0, 2)]).carry(0, 2).fared == "same"


def test_a_line_put_in_between_two_lines_stands_as_a_line() -> None:
    [edit] = revise("P: a\nN: b", "P: a\nN: c\nN: b").edits
    assert "P: a\nN: c\nN: b"[edit.to : edit.upto] == "N: c\n"


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("a word everywhere", lambda text: text.replace("kata7 ", "sata7 ")),
        ("every fifth word", lambda text: text.replace("a2", "u2")),
        ("lines turned round", lambda text: "\n".join(text.split("\n")[::-1])),
        ("all in one line", lambda text: text.replace("\n", " ")),
        ("another text", lambda text: text.swapcase()),
        ("nothing left", lambda text: "x"),
    ],
)
def test_two_hundred_thousand_characters_take_seconds_whatever_was_changed(name, change) -> None:  # type: ignore[no-untyped-def]
    words = (f"kata{(number * number) % 997}" for number in range(27_000))
    old = "".join(f"{word}\n" if number % 40 == 39 else f"{word} " for number, word in enumerate(words))
    assert len(old) > 200_000
    began = time.perf_counter()
    revision = revise(old, change(old), [(start, start + 60) for start in range(0, 200_000, 100)])
    assert time.perf_counter() - began < 10
    check(revision, [(0, 5)])
