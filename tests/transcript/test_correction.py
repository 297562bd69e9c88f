"""A corrected transcript keeps what people decided about it: who speaks, what is a header, when it was said."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.errors import LabelBroken, LettersLost, TextEmpty, TextUnchanged
from coding.model import Moment, Page, Source, Turn
from coding.transcript.correction import correct
from coding.transcript.lines import lines
from coding.transcript.rendered import Rendered
from coding.transcript.structure import structure

TALK = """Kode: IK-01
Tanggal: 12 Januari 2026

Pewawancara: Apakah ada rapat bersama?
Informan: Ada, tiap bulan. Tapi tidak semua datang.
Pewawancara: Siapa yang memimpin?
Informan: Kepala dinas 😀 biasanya.
Kadang sekretaris.
"""


def read(text: str = TALK) -> Source:
    return structure(Rendered(text, "txt", 1), "IK-01.txt").source


def said(source: Source) -> list[tuple[str | None, str]]:
    return [(turn.speaker, source.text[turn.start : turn.end]) for turn in source.turns]


def after(*changes: tuple[str, str], source: Source | None = None) -> Source:
    source = source or read()
    text = source.text
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return correct(source, text).source


def marked(source: Source, kind: str) -> list[str]:
    return [source.text[mark.start : mark.end] for mark in source.marks if mark.kind == kind]


BEFORE = said(read())


def test_words_changed_inside_a_turn_stay_with_their_speaker() -> None:
    assert said(after(("tiap bulan", "setiap bulan"))) == [
        BEFORE[0],
        ("Informan", "Ada, setiap bulan. Tapi tidak semua datang."),
        *BEFORE[2:],
    ]


@pytest.mark.parametrize(
    ("old", "new", "turn", "words"),
    [
        ("semua datang.", "semua datang. Begitu.", 1, "Ada, tiap bulan. Tapi tidak semua datang. Begitu."),
        ("Informan: Ada", "Informan: Ya. Ada", 1, "Ya. Ada, tiap bulan. Tapi tidak semua datang."),
        ("semua datang.\n", "semua datang.\nBegitu.\n", 1, "Ada, tiap bulan. Tapi tidak semua datang.\nBegitu."),
        ("sekretaris.\n", "sekretaris.\nBegitu.\n", 3, "Kepala dinas 😀 biasanya.\nKadang sekretaris.\nBegitu."),
        ("sekretaris.\n", "sekretaris", 3, "Kepala dinas 😀 biasanya.\nKadang sekretaris"),
    ],
)
def test_what_is_written_at_the_edge_of_a_turn_belongs_to_it(old: str, new: str, turn: int, words: str) -> None:
    found = said(after((old, new)))
    assert found[turn][1] == words
    assert [one for number, one in enumerate(found) if number != turn] == [
        one for number, one in enumerate(BEFORE) if number != turn
    ]


def test_a_label_written_into_a_turn_splits_it() -> None:
    corrected = after(("bulan. Tapi", "bulan.\nPewawancara: Semua?\nInforman: Tapi"))
    assert said(corrected) == [
        BEFORE[0],
        ("Informan", "Ada, tiap bulan."),
        ("Pewawancara", "Semua?"),
        ("Informan", "Tapi tidak semua datang."),
        *BEFORE[2:],
    ]
    assert len(marked(corrected, "label")) == 6


def test_a_turn_written_at_the_very_end_is_a_turn() -> None:
    assert said(after(("sekretaris.\n", "sekretaris.\nPewawancara: Baik.\n"))) == [*BEFORE, ("Pewawancara", "Baik.")]


def test_another_label_gives_a_turn_to_somebody_else() -> None:
    assert said(after(("Pewawancara: Siapa", "Informan: Siapa")))[2] == ("Informan", "Siapa yang memimpin?")


def test_a_label_taken_away_joins_its_words_to_the_turn_before() -> None:
    joined = said(after(("Pewawancara: Siapa", "Siapa")))
    assert joined == [
        BEFORE[0],
        ("Informan", "Ada, tiap bulan. Tapi tidak semua datang.\nSiapa yang memimpin?"),
        BEFORE[3],
    ]
    assert said(after(("\nPewawancara: Siapa yang memimpin?\nInforman:", ""))) == [
        BEFORE[0],
        ("Informan", "Ada, tiap bulan. Tapi tidak semua datang. Kepala dinas 😀 biasanya.\nKadang sekretaris."),
    ]


def test_a_first_label_taken_away_leaves_words_of_nobody() -> None:
    assert said(after(("Pewawancara: Apakah", "Apakah")))[0] == (None, "Apakah ada rapat bersama?")


def test_a_turn_taken_away_whole_is_gone() -> None:
    assert said(after(("Pewawancara: Siapa yang memimpin?\n", ""))) == [BEFORE[0], BEFORE[1], BEFORE[3]]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("Informan: Ada", "Infrman: Ada", "4", "Infrman: Ada, tiap bulan. Tapi tidak sem"),
        ("Informan: Ada", "Lurah: Ada", "4", "Lurah: Ada, tiap bulan. Tapi tidak semua"),
        ("\nInforman: Ada", " Informan: Ada", "3", "Pewawancara: Apakah ada rapat bersama? I"),
    ],
)
def test_a_label_that_names_nobody_here_is_refused_with_its_line(old: str, new: str, line: str, words: str) -> None:
    with pytest.raises(LabelBroken) as refused:
        after((old, new))
    assert (refused.value.values["line"], refused.value.values["words"]) == (line, words)
    assert "Informan:" in refused.value.values["known"]


def test_the_header_says_what_is_printed_now() -> None:
    corrected = after(("12 Januari 2026", "13 Januari 2026 pukul 10"))
    assert corrected.header == {"Kode": "IK-01", "Tanggal": "13 Januari 2026 pukul 10"}
    assert [turn.speaker for turn in corrected.turns] == [turn.speaker for turn in read().turns]
    assert any("pukul 10" in words for words in marked(corrected, "header"))


def test_lines_are_numbered_anew_and_words_counted() -> None:
    corrected = correct(read(), TALK.replace("Kadang", "Betul.\nKadang"))
    assert corrected.source.lines == lines(corrected.source.text)
    assert len(corrected.source.lines) == len(read().lines) + 1
    assert corrected.words == sum(len(words.split()) for _, words in said(corrected.source)) - 1


def test_pages_and_moments_stand_before_the_same_words() -> None:
    text = "Satu dua.\nTiga empat.\nLima.\n"
    three, five = text.index("Tiga"), text.index("Lima")
    source = Source(
        "V",
        text,
        turns=(Turn(0, len(text) - 1),),
        pages=(Page("1", 0), Page("2", three), Page("3", five)),
        moments=(Moment(0, 0.0), Moment(three, 4.0), Moment(five, 9.0)),
    )
    corrected = correct(source, text.replace("Satu", "Satu setengah")).source
    assert [corrected.text[page.start :][:4] for page in corrected.pages] == ["Satu", "Tiga", "Lima"]
    assert [corrected.text[moment.at :][:4] for moment in corrected.moments] == ["Satu", "Tiga", "Lima"]
    shorter = correct(source, text.replace("Tiga empat.\n", "")).source
    assert [page.number for page in shorter.pages] == ["1", "3"]
    assert [moment.start for moment in shorter.moments] == [0.0, 9.0]


def test_what_cannot_be_kept_is_refused() -> None:
    for text, problem in ((TALK, TextUnchanged), (" \n.", TextEmpty), ("a\0b", LettersLost)):
        with pytest.raises(problem):
            correct(read(), text)
    assert correct(read(), "\ufeff" + TALK.replace("Ada,", "Ya,").replace("\n", "\r\n")).source.text == TALK.replace(
        "Ada,", "Ya,"
    )


PIECES = st.sampled_from(["Ada. ", "rapat ", "\n", "Informan: ", "Pewawancara: ", "😀", "e\u0301", " ", "שלום "])


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_however_a_text_is_corrected_its_turns_are_in_order_and_hold_words_that_were_not_touched(
    data: st.DataObject,
) -> None:
    source = read()
    at = data.draw(st.integers(0, len(TALK)))
    upto = data.draw(st.integers(at, min(len(TALK), at + 60)))
    text = TALK[:at] + "".join(data.draw(st.lists(PIECES, max_size=6))) + TALK[upto:]
    try:
        corrected = correct(source, text).source
    except (LabelBroken, TextUnchanged):
        return
    spans = [(turn.start, turn.end) for turn in corrected.turns]
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    labels = [(mark.start, mark.end) for mark in corrected.marks if mark.kind == "label"]
    assert not any(start < mark_end and end > mark_start for start, end in spans for mark_start, mark_end in labels)
    far = [turn for turn in source.turns if turn.end + 20 < at or turn.start - 20 > upto]
    kept = said(corrected)
    for turn in far:
        words = TALK[turn.start : turn.end]
        assert any(speaker == turn.speaker and words in now for speaker, now in kept)
