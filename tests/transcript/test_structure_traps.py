"""What a simple detector gets wrong."""

from collections import Counter

import pytest

from coding.model import Kind, Language, Source, Turn
from coding.transcript.decide import accept
from coding.transcript.reading import Reading
from coding.transcript.rendered import Rendered
from coding.transcript.structure import source_name, structure

HEADER = "Transkrip Wawancara\nKode: IK-01\nPewawancara: NR\nTanggal: 12 Januari 2026\nTempat: Kantor DPMPTSP\n"
TALK = "Pewawancara: Apa kabar, Bu?\nIbu Sri: Baik.\nPewawancara: Lalu?\nIbu Sri: Begitu.\n"


def reading(text: str, name: str = "x.txt") -> Reading:
    return structure(Rendered(text, "txt", 1), name)


def read(text: str, name: str = "x.txt") -> Source:
    return accept(reading(text, name))


def counts(source: Source) -> dict[str | None, int]:
    return dict(Counter(turn.speaker for turn in source.turns))


@pytest.mark.parametrize("gap", ["", "\n", "\n\n"])
def test_header_lines_are_metadata_and_no_turns(gap: str) -> None:
    source = read(HEADER + gap + TALK)
    assert source.header == {
        "Kode": "IK-01",
        "Pewawancara": "NR",
        "Tanggal": "12 Januari 2026",
        "Tempat": "Kantor DPMPTSP",
    }
    assert counts(source) == {"Pewawancara": 2, "Ibu Sri": 2}
    header = next(mark for mark in source.marks if mark.kind == "header")
    assert source.text[header.start : header.end] == HEADER.rstrip()


def test_a_header_of_roles_alone_is_told_from_the_talk() -> None:
    source = read("Pewawancara: NR\nInforman: Ibu Nurlela\n\nPewawancara: Apa?\nInforman: Ini.\n")
    assert source.header == {"Pewawancara": "NR", "Informan": "Ibu Nurlela"}
    assert counts(source) == {"Pewawancara": 1, "Informan": 1}


def test_a_short_greeting_is_no_header() -> None:
    source = read("Interviewer: Hello\n\nAna: Hi\n\nInterviewer: How?\n\nAna: Fine\n")
    assert not source.header
    assert counts(source) == {"Interviewer": 2, "Ana": 2}


def test_a_header_ends_with_the_first_timed_turn() -> None:
    source = read("Date: 2 March 2021\nInterviewer: Smith\n[00:01] Interviewer: Hi.\n[00:04] Jones: Hi.\n")
    assert source.header == {"Date": "2 March 2021", "Interviewer": "Smith"}
    assert counts(source) == {"Interviewer": 1, "Jones": 1}


def test_who_speaks_once_is_kept() -> None:
    assert counts(read(TALK + "Pak Joko: Permisi.\nIbu Sri: Ya.\n"))["Pak Joko"] == 1


@pytest.mark.parametrize(
    "line",
    [
        "Pukul 09:30 kami mulai.",
        "Rp: 5000 saja.",
        "Jadi begini: pertama kami rapat.",
        "http://mpp.go.id: lihat di sana.",
        "Rasio 3:1 itu cukup.",
        "Contohnya: loket bersama.",
        "Pertama: kami rapat.",
        "Yang penting itu: koordinasi.",
        "Lihat www.mpp.go.id//a: ada.",
        "Catatan 12:30: tutup.",
    ],
)
def test_a_colon_inside_speech_starts_no_turn(line: str) -> None:
    source = read(TALK + line + "\nPewawancara: Oh.\n")
    assert counts(source) == {"Pewawancara": 3, "Ibu Sri": 2}
    assert source.text[source.turns[3].start : source.turns[3].end] == f"Begitu.\n{line}"


@pytest.mark.parametrize("note", ["Catatan observasi", "PROBE aplicado (si/no)", "MORE INFO", "Objetivo", "Bagian 2"])
def test_notes_in_a_speakers_dress_are_proposed_as_nobody(note: str) -> None:
    found = reading(TALK + f"{note}: ia tertawa\nPewawancara: Oh.\n")
    assert {p.label: p.suggestion for p in found.proposals} == {
        "Pewawancara": "keep",
        "Ibu Sri": "keep",
        note: "not_a_speaker",
    }
    source = accept(found)
    assert [speaker.label for speaker in source.speakers] == ["Pewawancara", "Ibu Sri"]
    assert source.text[source.turns[3].start : source.turns[3].end] == f"Begitu.\n{note}: ia tertawa"


def test_a_list_inside_a_turn_is_no_row_of_speakers() -> None:
    source = read(
        "P: Apa saja?\n\nI: Ada dua.\n\nDukcapil: mereka datang.\n\nSamsat: mereka juga.\n\nP: Lalu?\n\nI: Ya.\n"
    )
    assert counts(source) == {"P": 2, "I": 2}


def test_a_sentence_that_opens_a_text_is_no_header() -> None:
    source = read("Hari ini kita bahas satu hal: pelayanan.\nSatu lagi: biaya.\n")
    assert not source.header
    assert counts(source) == {None: 1}


def test_role_words_are_never_stopped() -> None:
    assert counts(read("Interviewee: One.\nInterviewer: Two?\nInterviewee: Three.\n")) == {
        "Interviewee": 2,
        "Interviewer": 1,
    }


def test_variants_of_a_label_are_one_with_the_label_first_shown() -> None:
    found = reading("Ana (Guest): Hi.\nBen: Yes?\nana : again.\nANA: And.\nBen  (probe): why?\n//Ben: mm//\n")
    merges = {p.label: p.merge_with for p in found.proposals if p.suggestion == "merge"}
    assert merges == {"ana": "Ana (Guest)", "Ben (probe)": "Ben"}
    assert counts(accept(found)) == {"Ana (Guest)": 3, "Ben": 3}


def test_remarks_that_tell_two_people_apart_do_not_merge() -> None:
    text = "Informan (IK-01): Ya.\nInforman (IK-02): Tidak.\nInforman (IK-01): Ya.\nInforman (IK-02): Oh.\n"
    assert counts(read(text)) == {"Informan (IK-01)": 2, "Informan (IK-02)": 2}


def test_text_without_labels_is_one_turn_without_a_speaker() -> None:
    text = "\n Hanya teks. Jadi begini: kami datang.\n\nLalu pulang. \n"
    source = read(text)
    assert counts(source) == {None: 1}
    assert text[source.turns[0].start : source.turns[0].end] == text.strip()


def test_a_regulation_has_no_speakers() -> None:
    source = read("PERATURAN WALI KOTA\n\nMenimbang: bahwa a;\nMengingat: UU;\nMenetapkan: ini\nPasal 1\nKESATU: b\n")
    assert source.kind == "document"
    assert not source.speakers


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("O-01.txt", "Ramai sekali.", "observation"),
        ("catatan lapangan.docx", "Ramai.", "observation"),
        ("Perwali 12.pdf", "Ketentuan.", "document"),
        ("PKS_BPJS.docx", "Para pihak.", "document"),
        ("IK-01.docx", TALK, "interview"),
        ("rekaman.txt", TALK, "interview"),
        ("a.txt", "Lembar Observasi\nKode: O-02\n\nRamai sekali.", "observation"),
    ],
)
def test_the_kind_is_guessed_from_name_and_opening(name: str, text: str, kind: Kind) -> None:
    assert read(text, name).kind == kind


@pytest.mark.parametrize(
    ("text", "language"), [("Kami tidak tahu yang itu.", "id"), ("We do not know what that was.", "en"), ("…", "id")]
)
def test_the_language_is_guessed_from_small_words(text: str, language: Language) -> None:
    assert read(text).language == language


def test_roles_follow_words_then_questions() -> None:
    source = read("P: Apa?\nI: Ini panjang sekali ya.\nP: Lalu?\nI: Itu.\n")
    assert {speaker.label: speaker.role for speaker in source.speakers} == {"P": "interviewer", "I": "informant"}
    source = read("I: What?\nP: This.\nI: Why?\nP: That.\n")
    assert {speaker.label: speaker.role for speaker in source.speakers} == {"I": "interviewer", "P": "informant"}


def test_a_structured_format_keeps_its_turns_and_gets_speakers() -> None:
    text = "DB: Halo.\nAna: Hai.\nMORE INFO: lihat berkas\n"
    turns = (Turn(4, 9, "DB:"), Turn(15, 19, "Ana"), Turn(31, 43, "MORE INFO:"))
    found = structure(Rendered(text, "csv", 1, turns=turns), "a.csv")
    assert [turn.speaker for turn in found.source.turns] == ["DB", "Ana", "MORE INFO"]
    assert [p.suggestion for p in found.proposals] == ["keep", "keep", "not_a_speaker"]


@pytest.mark.parametrize(
    ("name", "expected"), [(" a b .docx", "a b"), ("x/IK-01.v2.txt", "IK-01.v2"), ("a\nb.txt", "a b"), (".txt", ".txt")]
)
def test_a_source_is_named_after_its_file(name: str, expected: str) -> None:
    assert source_name(name) == expected


def test_a_header_among_whose_fields_the_speakers_stand_is_told_from_the_talk() -> None:
    source = read(
        "WAWANCARA\n\nPewawancara: NR\nInforman: Ibu S, ibu rumah tangga\nTempat: ruang tunggu\n\n"
        "Pewawancara:\nSudah lama?\n\nInforman:\nSudah.\n\nPewawancara:\nBaik.\n"
    )
    assert source.header == {"Pewawancara": "NR", "Informan": "Ibu S, ibu rumah tangga", "Tempat": "ruang tunggu"}
    assert counts(source) == {"Pewawancara": 2, "Informan": 1}


def test_a_title_page_is_header() -> None:
    source = read(
        "TRANSKRIP WAWANCARA\nKoordinasi di Mal Pelayanan Publik\nOleh:\nNur Rahma\nNPM 1908001\n2026\n\n"
        "Informan: IP-03\nTanggal: 21 Januari 2026\n\nPeneliti: Untuk apa?\nInforman: Pajak.\nPeneliti: Oh.\n"
    )
    assert source.header["Tanggal"] == "21 Januari 2026"
    assert counts(source) == {"Peneliti": 2, "Informan": 1}


def test_numbered_fields_under_a_lettered_heading_are_metadata() -> None:
    source = read(
        "HASIL WAWANCARA\n\nA. Identitas Informan\n1. Nama : Hj. Sri Wahyuni, S.E.\n2. Umur : 45 tahun\n\n"
        "B. Hasil Wawancara\n1. Peneliti : Apa?\n   Informan : Ini.\n2. Peneliti : Lalu?\n   Informan : Itu.\n"
    )
    assert source.header == {"Nama": "Hj. Sri Wahyuni, S.E.", "Umur": "45 tahun"}
    assert counts(source) == {"Peneliti": 2, "Informan": 2}


@pytest.mark.parametrize(
    "preamble",
    [
        "ik02.m4a\nTranscribed with noScribe vers. 0.5\n(Audio source: C:/ik02.m4a)\n\n",
        "Wawancara IK-02 – 2026/01/12 09:58 GMT+7 - Transcript\nAttendees\nNur, Hendra\n\nTranscript\n",
    ],
)
def test_what_a_tool_prints_above_the_talk_is_said_by_nobody(preamble: str) -> None:
    source = read(preamble + "00:00:00\nNur: Mulai, Pak.\nHendra: Siap.\nNur: Apa?\n")
    assert counts(source) == {"Nur": 2, "Hendra": 1}
    assert source.moments[0].at == source.turns[0].start


def test_a_sentence_above_the_first_label_is_kept_as_speech() -> None:
    source = read(
        "Jadi begini, waktu itu kami semua pindah gedung.\nNur: Kapan?\nInforman: Dulu.\nNur: Oh.\nInforman: Ya.\n"
    )
    assert counts(source) == {None: 1, "Nur": 2, "Informan": 2}


def test_labels_do_not_speak_a_language() -> None:
    assert read("P: Satu?\nI: Dua, ya.\nP: Tiga?\nI: Empat.\n").language == "id"


def test_people_who_answer_one_another_are_no_document_whatever_the_title() -> None:
    talk = "Peneliti: Apa?\nPak Surya: Ini.\n" * 5
    assert read("Laporan Penelitian\n\n" + talk).kind == "interview"
    assert read(talk, "SK tim.txt").kind == "document"


def test_a_heading_below_the_metadata_is_no_part_of_a_short_value() -> None:
    source = read(
        "Nama: Rosmala\nTanggal: 12 Januari 2026\nA. Koordinasi\nPeneliti: Apa?\nRosmala: Ini.\nPeneliti: Oh.\n"
    )
    assert source.header["Tanggal"] == "12 Januari 2026"
