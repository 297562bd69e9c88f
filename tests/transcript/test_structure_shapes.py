"""Every shape of transcript: which labels, how many turns, which words."""

from collections import Counter

import pytest

from coding.model import Source
from coding.transcript.decide import accept
from coding.transcript.rendered import Rendered
from coding.transcript.structure import structure


def read(text: str, name: str = "wawancara.txt") -> Source:
    return accept(structure(Rendered(text, "txt", 1), name))


def counts(source: Source) -> dict[str | None, int]:
    return dict(Counter(turn.speaker for turn in source.turns))


def words(source: Source) -> list[str]:
    return [source.text[turn.start : turn.end] for turn in source.turns]


SHAPES: dict[str, tuple[str, dict[str | None, int]]] = {
    "name and colon": (
        "Researcher 1: Why?\nMaria: Because.\nResearcher 1: And?\nMaria: So.\n",
        {"Researcher 1": 2, "Maria": 2},
    ),
    "hard-wrapped lines": (
        (
            "Interviewer: Tell me about the offices you visited and how long each of the\n"
            "visits took on a normal day of the week.\n"
            "Respondent: We went first to the tax office and then to the one called\n"
            "Samsat: it was closed. After that the children were hungry, and so we\n"
            "went home. Nothing happened.\n"
            "Interviewer: I see.\n"
            "Wife: He forgets that the second time it was open and that we went there\n"
            "together.\n"
            "Respondent: Right.\n"
        ),
        {"Interviewer": 2, "Respondent": 2, "Wife": 1},
    ),
    "label alone on its line": (
        "Interviewer:\nWhy?\n\nAna:\nBecause.\n\nInterviewer:\nAnd?\n",
        {"Interviewer": 2, "Ana": 1},
    ),
    "WhisperX": (
        "SPEAKER_00:\n[18.3s] Why?\n\nSPEAKER_01:\n[20.1s] Well.\n[25.0s] So.\n\nSPEAKER_00:\n[30.0s] Oh.\n",
        {"SPEAKER_00": 2, "SPEAKER_01": 1},
    ),
    "Otter": (
        "Jonas Rosland  0:21\nThe point is this: go.\nNote: hm.\n\nMaria  1:02\nYes.\n\nJonas Rosland  1:10\nOk.\n",
        {"Jonas Rosland": 2, "Maria": 1},
    ),
    "Teams": (
        "Jonas Rosland   0:03\nHello.\nPak Budi (Guest)   0:21\nHalo.\nJonas Rosland   1:02\nRight.\n",
        {"Jonas Rosland": 2, "Pak Budi (Guest)": 1},
    ),
    "time before the name": (
        "[00:00:01] Interviewer: Hi.\n[00:00:05] B2: Hi.\n[00:00:09] Interviewer: So?\n[00:00:12] B1: Yes.\n",
        {"Interviewer": 2, "B2": 1, "B1": 1},
    ),
    "time after the colon, with overlap": (
        "S00: [00:00:01] Hello //S01: yes// friend.\nS01: [00:00:07] Mm.\nS00: [00:00:10] Ok.\nS02: [00:00:12] Me.\n",
        {"S00": 2, "S01": 1, "S02": 1},
    ),
    "time at the end of the paragraph": (
        "I: Wie? #00:00:05-1#\n\nB: Gut. #00:00:13-4#\n\nUnd mehr. #00:00:20-0#\n\nI: Danke. #00:00:25-9#\n",
        {"I": 2, "B": 1},
    ),
    "square brackets": ("[id1] Hello.\n[id2] Hi.\n[tertawa] haha\n[id1] Bye.\n", {"id1": 2, "id2": 1}),
    "braces": ("{Anna} Hello.\n{Ben} Hi.\n{Anna} Bye.\n", {"Anna": 2, "Ben": 1}),
    "hash": ("#Anna: Hello.\n#Ben: Hi.\n#Anna: Bye.\n", {"Anna": 2, "Ben": 1}),
    "at sign": ("@Anna: Hello.\n@Ben: Hi.\n@Anna: Bye.\n", {"Anna": 2, "Ben": 1}),
    "markdown with notes in the same dress": (
        (
            "# Entrevista 3\n\n**Fecha:** 12 de mayo\n\n**ENTREVISTADORA:** ¿Cómo?\n\n**MARÍA:** Así fue.\n\n"
            "**Objetivo:** explorar\n\n**ENTREVISTADORA:** ¿Y?\n\n**PROBE aplicado (si/no):** si\n\n"
            "**MARÍA:** Nada.\n\n"
            "**[NOTAS DE OBSERVACIÓN]:** se ríe\n\n**ENTREVISTADORA:** Gracias.\n"
        ),
        {"ENTREVISTADORA": 3, "MARÍA": 2},
    ),
    "lower-case handles": (
        "stark: hi all\nadam3us: hello\nstark: so\nadam3us: ok\ngmax: once only\n",
        {"stark": 2, "adam3us": 2, "gmax": 1},
    ),
    "margin numbers before the name": (
        "1 Interviewer: Hi.\n2 Ana: Hi.\n3 Interviewer: So?\n4 Pedro: Once.\n",
        {"Interviewer": 2, "Ana": 1, "Pedro": 1},
    ),
    "margin numbers on their own lines": (
        "1\nInterviewer: Hi.\n2\nAna: Hi.\n3\nInterviewer: So?\n",
        {"Interviewer": 2, "Ana": 1},
    ),
    "tab": ("P\tApa kabar, Bu?\nI\tBaik: ya.\nP\tLalu?\nI\tBegitu.\n", {"P": 2, "I": 2}),
    "tanya and jawab": ("T: Apa?\nJ: Ini.\nT: Lalu?\nJ: Itu.\n", {"T": 2, "J": 2}),
    "numbered questions and answers": ("Q1: What?\nA1: This.\nQ2: Why?\nA2: That.\n", {"Q": 2, "A": 2}),
    "names alone on their lines": (
        "INTERVIEWER\nWhat?\n\nNINA\nThis.\n\nINTERVIEWER\nWhy?\n\nNINA\nSo.\n",
        {"INTERVIEWER": 2, "NINA": 2},
    ),
    "a code, then the time, then words": (
        "Speaker 1 [00:00:01] Hi.\nSpeaker 2 [00:00:04] Hi.\nSpeaker 1 [00:00:07] Ok.\n",
        {"Speaker 1": 2, "Speaker 2": 1},
    ),
    "a focus group": (
        (
            "Moderator: Silakan.\nAni: Saya Ani, dari Dukcapil.\nBudi: Saya Budi.\nP1: Saya.\nModerator: Apa?\n"
            "Ani: Banyak.\nSemua: (tertawa)\nModerator: Baik.\n"
        ),
        {"Moderator": 3, "Ani": 2, "Budi": 1, "P1": 1, "Semua": 1},
    ),
    "dashes": (
        "Peneliti – Apa?\nIbu Sri – Ini: itu.\nPeneliti – Lalu?\nIbu Sri – Ya.\n",
        {"Peneliti": 2, "Ibu Sri": 2},
    ),
    "a chat exported on Android": (
        (
            "12/01/26 09.31 - Nur: Boleh tanya, Bu?\n12/01/26 09.35 - Bu Yanti: Boleh.\nSoal parkir: penuh\n"
            "13/01/26 08.00 - Nur: Oke\n"
        ),
        {"Nur": 2, "Bu Yanti": 1},
    ),
    "a chat exported on an iPhone": (
        "[1/15/26, 9:31:05 AM] Nur: Why?\n[1/15/26, 9:35:10 PM] Joe: So.\n[1/16/26, 9:36:00 AM] Nur: Ok.\n",
        {"Nur": 2, "Joe": 1},
    ),
    "round brackets": ("(P) Lama?\n(I) Lima. (tertawa)\n(P) Oh.\n(tertawa)\n(I) Ya.\n", {"P": 2, "I": 2}),
    "no labels": ("Apa peran Anda?\nSaya di loket.\n\nSejak kapan?\nSejak 2019.\n", {None: 1}),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_labels_of_every_shape_are_found(shape: str) -> None:
    text, expected = SHAPES[shape]
    assert counts(read(text)) == expected


def test_indonesian_labels_keep_their_titles_and_remarks() -> None:
    labels = ("Pewawancara", "Bapak JJ", "Ibu Hj. Nurlela, S.Sos.", "Pak Joko", "Informan 3 (Petugas BPJS)", "IU-02")
    text = "\n".join(f"{label}: Kata {number}." for number in range(2) for label in labels)
    assert counts(read(text)) == dict.fromkeys(labels, 2)


def test_a_turn_is_what_was_said_without_label_time_and_blanks() -> None:
    source = read("I: Wie? #00:00:05-1#\n\nB:  Gut. #00:00:13-4#\n\nUnd. #00:00:20-0#\n\nI: Danke. #00:00:25-9#\n")
    assert words(source) == ["Wie?", "Gut. #00:00:13-4#\n\nUnd.", "Danke."]
    assert [(moment.start, moment.at) for moment in source.moments] == [
        (0.0, source.turns[0].start),
        (5.1, source.turns[1].start),
        (13.4, source.text.index("Und")),
        (20.0, source.turns[2].start),
    ]


def test_printed_times_and_labels_become_marks() -> None:
    source = read("[00:01] Ana: Hi (00:02) you.\nBen (00:03): Yes. {00:00:04}\nAna: [5.5s] Ok.\n")
    marked = [(mark.kind, source.text[mark.start : mark.end]) for mark in source.marks]
    assert marked == [
        ("time", "[00:01]"),
        ("label", "Ana:"),
        ("time", "(00:02)"),
        ("label", "Ben"),
        ("time", "(00:03)"),
        ("label", ":"),
        ("time", "{00:00:04}"),
        ("label", "Ana:"),
        ("time", "[5.5s]"),
    ]
    assert words(source) == ["Hi (00:02) you.", "Yes.", "Ok."]


def test_an_unlabelled_paragraph_continues_the_turn() -> None:
    source = read("P: Apa?\n\nI: Ini.\n\nLalu itu.\n\nP: Oh.\n")
    assert words(source) == ["Apa?", "Ini.\n\nLalu itu.", "Oh."]


def test_the_moments_of_a_chat_count_from_the_first_midnight() -> None:
    source = read("[1/15/26, 9:31:05 AM] Nur: Why?\n[1/15/26, 9:35:10 PM] Joe: So.\n[1/16/26, 0:00:01 AM] Nur: Ok.\n")
    assert [moment.start for moment in source.moments] == [34265.0, 77710.0, 86401.0]
    assert words(source) == ["Why?", "So.", "Ok."]


def test_a_time_of_day_in_brackets_is_speech_where_the_text_prints_no_such_times() -> None:
    source = read("P: Ada lagi?\nN: Tidak. (09:30) sampai sini saja.\nP: Baik.\nN: Ya.\n")
    assert words(source)[1] == "Tidak. (09:30) sampai sini saja."
    assert not source.moments


def test_dashes_in_prose_are_no_labels() -> None:
    source = read("Gerai dibuka Senin – Jumat.\nSenin – hari tersibuk.\nGerai – itu sempit.\nSenin – ramai.\n")
    assert counts(source) == {None: 1}


def test_a_margin_number_before_a_paragraph_that_goes_on_is_not_said() -> None:
    source = read(
        "1 P: Kalau mati?\n2 I: Manual.\n3 Lalu diinput.\n4 P: Ya?\n5 I: Ada:\n   1. buku\n   2. pena\n6 P: Oh.\n"
    )
    marked = [source.text[mark.start : mark.end] for mark in source.marks if mark.kind == "page"]
    assert (marked, counts(source)) == (["3"], {"P": 3, "I": 2})
