"""What holds for any text whatever."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.model import Mark, Source
from coding.transcript.decide import Decision, accept, decide
from coding.transcript.lines import lines
from coding.transcript.rendered import Rendered
from coding.transcript.structure import structure

PIECES = st.sampled_from(
    """Ana:|P:|I: |Pak Joko: |**Peneliti:**|[id1] |{Ben} |#Ana:|@Ben:|Ana  0:21|[00:01:02]|(00:03)|#00:00:13-4#|[18.3s]
|\n\n|\t| |Tanggal: 12 Januari|Kode: IK-01|Catatan: |apa?|Baik.|Jadi begini: |//S02: |//|12|1. |00:01:02|:|*|**
|Menimbang: |Pukul 09:30|http://a.b|(probe)|Q1: |A1: |\u00a0|—|é|😀|## |> |- """.split("|")
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80)
NAMES = st.sampled_from(["wawancara.txt", "O-01.txt", "Perwali.pdf"])


def check(source: Source) -> None:
    length = len(source.text)
    assert all(0 <= turn.start < turn.end <= length for turn in source.turns)
    pairs = zip(source.turns, source.turns[1:], strict=False)
    assert all(one.end <= other.start for one, other in pairs)
    assert all(
        source.text[turn.start : turn.end].strip() == source.text[turn.start : turn.end] for turn in source.turns
    )
    assert all(0 <= mark.start < mark.end <= length for mark in source.marks)
    assert {turn.speaker for turn in source.turns} - {None} <= {speaker.label for speaker in source.speakers}
    moments = [moment.at for moment in source.moments]
    assert moments == sorted(set(moments))
    assert all(0 <= at < length for at in moments)


def at_an_edge(mark: Mark, source: Source) -> bool:
    return any(mark.start <= turn.start < mark.end or mark.start < turn.end <= mark.end for turn in source.turns)


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, name=NAMES)
def test_turns_are_disjoint_sorted_and_inside_and_no_mark_lies_over_their_ends(text: str, name: str) -> None:
    found = structure(Rendered(text, "txt", 1), name)
    assert found.source.text == text
    check(found.source)
    assert not any(at_an_edge(mark, found.source) for mark in found.source.marks)
    check(accept(found))


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_every_word_stands_in_a_turn_or_a_mark(text: str) -> None:
    source = structure(Rendered(text, "txt", 1), "a.txt").source
    covered = [(turn.start, turn.end) for turn in source.turns] + [(mark.start, mark.end) for mark in source.marks]
    left = list(text)
    for start, end in covered:
        left[start:end] = " " * (end - start)
    assert not any(letter.isalnum() for letter in left)


@settings(max_examples=200, deadline=None)
@given(text=TEXTS, data=st.data())
def test_decisions_never_touch_the_text(text: str, data: st.DataObject) -> None:
    source = structure(Rendered(text, "txt", 1), "a.txt").source
    labels = [speaker.label for speaker in source.speakers]
    choice = st.builds(
        Decision,
        role=st.sampled_from(["interviewer", "informant", "other"]),
        merge_with=st.none() | st.sampled_from(labels or ["x"]),
        speaker=st.booleans(),
    )
    decided = decide(source, {label: data.draw(choice) for label in labels})
    assert decided.text == text
    assert decided.lines == source.lines
    check(decided)


@given(text=st.text(alphabet="ab \t\n é", max_size=300), width=st.integers(5, 80))
def test_every_offset_belongs_to_one_numbered_line(text: str, width: int) -> None:
    starts = lines(text, width)
    assert bool(starts) == bool(text.strip())
    assert list(starts) == sorted(set(starts))
    assert not starts or starts[0] == 0
    for begin, end in zip(starts[1:], (*starts[2:], len(text)), strict=False):
        assert text[begin:end].strip()
        assert len(text[begin:end].split("\n")[0].strip()) <= width


def test_blank_lines_carry_no_number_and_long_paragraphs_wrap_at_words() -> None:
    text = "satu\n\n" + "kata " * 30 + "\nakhir"
    starts = lines(text)
    assert [text[start : start + 4] for start in starts] == ["satu", "kata", "kata", "kata", "akhi"]
    assert lines("x" * 100, 72) == (0, 72)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        " ",
        "a:",
        "[",
        "1:",
        "[00:",
        "(00:01) x",
        "\n",
        "a\n",
        "A:\n",
        "**",
        "\t",
        "Ana 0:21\n",
        "A: b\n",
        "1\n",
        "(a",
    ],
)
def test_time_grows_with_the_length_of_the_text_alone(unit: str) -> None:
    def spent(size: int) -> float:
        text = unit * (size // len(unit))
        begin = time.process_time()
        structure(Rendered(text, "txt", 1), "a.txt")
        return time.process_time() - begin

    small = spent(25_000)
    # The best of two: neighbours on the same cores make the same work dearer.
    assert min(spent(200_000), spent(200_000)) < 20 * small + 1.0
