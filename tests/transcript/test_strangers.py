"""Labels written into a text that name nobody there."""

import pytest

from coding.model import Source
from coding.transcript.correction import Correction, correct
from coding.transcript.rendered import Rendered
from coding.transcript.strangers import Stranger
from coding.transcript.structure import structure

TALK = """Tanggal: 12 Januari 2026

Pewawancara: Apakah ada rapat?
Informan: Ada, tiap bulan. Catatan: tidak semua datang.
Pewawancara: Siapa yang memimpin?
Informan: Kepala dinas.
"""


def read(text: str = TALK) -> Source:
    return structure(Rendered(text, "txt", 1), "IK-01.txt").source


def after(old: str, new: str, **voices: str) -> Correction:
    assert TALK.count(old) == 1
    return correct(read(), TALK.replace(old, new), voices={f"{label}:": who for label, who in voices.items()})


def said(one: Correction) -> list[tuple[str | None, str]]:
    return [(turn.speaker, one.source.text[turn.start : turn.end]) for turn in one.source.turns]


def test_a_line_of_somebody_unknown_is_told_with_whose_words_it_is_taken_for() -> None:
    done = after("datang.\n", "datang.\nLurah: Benar.\nIK-02: Ya.\n")
    assert done.strangers == (Stranger(4, "Lurah:", "Lurah", "Informan"), Stranger(5, "IK-02:", "IK-02", "Informan"))
    assert said(done)[1] == ("Informan", "Ada, tiap bulan. Catatan: tidak semua datang.\nLurah: Benar.\nIK-02: Ya.")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("datang.\n", "datang.\nPewawancara: Benar?\nInforman: Ya.\n"),
        ("datang.\n", "datang.\nmisalnya begini: tidak ada.\nMulai pukul 10: rapat.\n"),
        ("tidak semua", "hampir semua"),
        ("12 Januari", "13 Januari"),
        ("Apakah ada", "Apakah Lurah: ada"),
    ],
)
def test_what_is_no_label_of_somebody_unknown_is_not_told(old: str, new: str) -> None:
    assert after(old, new).strangers == ()


def test_a_line_broken_before_a_label_that_was_inside_it_is_told() -> None:
    assert [one.printed for one in after("bulan. Catatan", "bulan.\nLurah").strangers] == ["Lurah:"]


def test_who_is_named_behind_a_label_gets_a_turn_and_only_who_is_new_is_made_a_speaker() -> None:
    done = after("datang.\n", "datang.\nLurah: Benar.\nBapak: Ya.\n", Lurah="Lurah", Bapak="Informan")
    assert said(done)[1:4] == [
        ("Informan", "Ada, tiap bulan. Catatan: tidak semua datang."),
        ("Lurah", "Benar."),
        ("Informan", "Ya."),
    ]
    assert [voice.label for voice in done.source.speakers] == [*(one.label for one in read().speakers), "Lurah"]
    assert [(one.printed, one.speaker) for one in done.strangers] == [("Lurah:", "Lurah"), ("Bapak:", "Informan")]


def test_in_a_text_without_speakers_no_colon_looks_like_one() -> None:
    note = Source("N1", "Kantor ramai.\n", lines=(0,))
    assert correct(note, "Kantor ramai.\nLoket: tutup.\n").strangers == ()
