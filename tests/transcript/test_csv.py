"""Rows with columns for speaker and words are turns."""

import pytest

from coding.transcript import render
from coding.transcript.csv import read
from coding.transcript.rendered import Rendered


def said(rendered: Rendered) -> list[tuple[str | None, str]]:
    return [(turn.speaker, rendered.text[turn.start : turn.end]) for turn in rendered.turns or ()]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_whatever_the_name_says(separator: str) -> None:
    rows = [
        ("Waktu", "Pembicara", "Ujaran"),
        ("00:00:01", "P", "Halo"),
        ("00:01:05", "I", '"Ya'),
        ("0:02:00", "P", "<i>"),
    ]
    text = "\n".join(separator.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)
    rendered = render("a.csv", text.encode())
    assert rendered.text == 'P: Halo\nI: "Ya\nP: <i>'
    assert [moment.start for moment in rendered.moments] == [1.0, 65.0, 120.0]


def test_a_row_without_speaker_continues_and_a_row_without_time_among_times_is_not_speech() -> None:
    rows = "TIMECODE\tSPEAKER\tTRANSCRIPT\n00:00:01\tDB:\tHello\n00:00:05\tAB:\tYes\n"
    rows += "00:00:08\t\tgoing on\nMORE INFO:\t\tsee x\n"
    rendered = read(rows.encode())
    assert rendered.text == "DB: Hello\nAB: Yes\ngoing on\nMORE INFO:\tsee x"
    assert said(rendered) == [("DB", "Hello"), ("AB", "Yes\ngoing on")]
    assert rendered.warnings[0].values == {"count": "1"}


def test_every_labelled_row_is_a_turn_but_timed_segments_join() -> None:
    assert len(said(read(b"speaker,text\nA,x\nA,y\nB,z\n"))) == 3
    assert said(read(b"start,end,speaker,text\n0,1.5,A,x\n1.5,2,A,y\n2,3,B,z\n")) == [("A", "x y"), ("B", "z")]


def test_whisper_tsv_counts_in_thousandths_under_any_name() -> None:
    rendered = render("a.txt", b"start\tend\ttext\n0\t2500\tHalo\n2500\t5000\tya\n")
    assert (rendered.format, rendered.text, rendered.moments[1].start) == ("csv", "Halo ya", 2.5)


def test_questions_beside_answers_are_two_voices() -> None:
    rendered = read(b"No,Pertanyaan,Jawaban Informan,Kode\n1,Apa?,Ini.,K1\n2,Lalu?,Itu.,K2\n")
    assert said(rendered) == [
        ("Pertanyaan", "Apa?"),
        ("Jawaban Informan", "Ini."),
        ("Pertanyaan", "Lalu?"),
        ("Jawaban Informan", "Itu."),
    ]
    assert rendered.warnings[0].values == {"names": "Kode"}


def test_without_column_names_labels_that_come_again_are_speakers() -> None:
    assert said(read(b"P;Apa kabar hari ini?\nI;Baik, terima kasih.\nP;Bagus sekali itu.\n"))[1] == (
        "I",
        "Baik, terima kasih.",
    )


def test_a_table_that_is_no_transcript_is_taken_as_a_document_and_says_so() -> None:
    rendered = read(b"unit;pegawai\nDPMPTSP;12\nSamsat;4\n")
    assert rendered.text == "unit\tpegawai\nDPMPTSP\t12\nSamsat\t4"
    assert said(rendered) == [(None, rendered.text)]
    assert "document" in str(rendered.warnings[0])


def test_a_quotation_mark_that_never_closes_swallows_no_rows() -> None:
    rows = "speaker,text\nA,x\n" + 'B,"y\n' + "A,z\n" * 300
    assert len(said(read(rows.encode()))) == 302


def test_a_csv_without_columns_is_plain_text() -> None:
    assert render("a.csv", b"hanya satu baris\nlagi\n").format == "txt"


def test_prose_with_commas_stays_text() -> None:
    assert render("a.txt", b"Nama, waktu\nSaya datang, lalu pulang.\nDia juga, katanya.\n").format == "txt"
