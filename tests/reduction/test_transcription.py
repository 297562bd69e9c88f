"""A transcript by its numbered lines."""

from uuid import uuid4

from coding.model import Case, Mark, Source, Speaker, Turn
from coding.reduction import TRANSCRIPT_HEADINGS, quoted_rows, transcript_facts, transcript_rows

IK = Case(uuid4(), "IK-01", "Bapak Asli", {"tanggal": "2026-01-14", "tempat": "Kantor", "usia": "45"})
TEXT = (
    "Tempat: Teras\n\nTanya: Ada rapat?\nInforman: [00:10] Ada, setiap\nSenin.\n"
    "Tanya:\nLalu?\nHalaman 2\nInforman: Itu.\n"
)


def at(words: str, nth: int = 0) -> int:
    place = -1
    for _ in range(nth + 1):
        place = TEXT.index(words, place + 1)
    return place


def mark(words: str, kind: str, nth: int = 0) -> Mark:
    return Mark(at(words, nth), at(words, nth) + len(words), kind)  # type: ignore[arg-type]


SOURCE = Source(
    "W1",
    TEXT,
    turns=(
        Turn(at("Ada rapat?"), at("\nInforman"), "Tanya"),
        Turn(at("[00:10]"), at("\nTanya:\n"), "Informan"),
        Turn(at("Lalu?"), at("\nHalaman"), "Tanya"),
        Turn(at("Itu."), len(TEXT) - 1, "Informan"),
    ),
    speakers=(Speaker("Tanya", "interviewer"), Speaker("Informan", "informant", IK.id)),
    marks=(
        mark("Tempat: Teras", "header"),
        *(mark("Tanya: ", "label"), mark("Informan: ", "label"), mark("[00:10] ", "time")),
        *(mark("Tanya:\n", "label"), mark("Halaman 2", "page"), mark("Informan: ", "label", 1)),
    ),
    lines=(0, at("Tanya: "), at("Informan"), at("Senin"), at("Tanya:\n"), at("Lalu"), at("Halaman"), at("Informan", 1)),
    header={"Tempat": "Teras", "Kode": "IK-01"},
)


def test_each_line_has_its_number_its_speaker_where_a_turn_begins_and_only_what_was_said() -> None:
    assert transcript_rows(SOURCE, {IK.id: IK}) == [
        (2, "P", "Ada rapat?"),
        (3, "IK-01", "Ada, setiap"),
        (4, "", "Senin."),
        (6, "P", "Lalu?"),
        (8, "IK-01", "Itu."),
    ]
    assert len(TRANSCRIPT_HEADINGS["id"]) == 3


def test_nothing_that_was_said_is_left_out_and_nothing_is_added() -> None:
    said = " ".join(words for _number, _who, words in transcript_rows(SOURCE, {}))
    assert said == "Ada rapat? Ada, setiap Senin. Lalu? Itu."


def test_of_two_who_ask_each_keeps_the_label() -> None:
    voices = (*SOURCE.speakers, Speaker("Moderator", "interviewer"))
    two = Source("W1", TEXT, turns=SOURCE.turns, speakers=voices, marks=SOURCE.marks, lines=SOURCE.lines)
    assert [who for _number, who, _words in transcript_rows(two, {}) if who] == ["Tanya", "Informan"] * 2


def test_a_text_without_turns_is_numbered_all_the_same() -> None:
    assert transcript_rows(Source("D", "Satu.\nDua.", lines=(0, 6)), {}) == [(1, "", "Satu."), (2, "", "Dua.")]
    assert transcript_rows(Source("D", ""), {}) == []


def test_above_it_stand_the_informant_the_header_and_what_the_header_lacks() -> None:
    assert transcript_facts(SOURCE, [IK]) == [
        ("Kode informan", "IK-01"),
        ("Tempat", "Teras"),
        ("Tanggal", "2026-01-14"),
    ]
    assert transcript_facts(SOURCE, []) == [("Tempat", "Teras"), ("Kode", "IK-01")]


def test_of_several_informants_only_the_codes_are_told() -> None:
    other = Case(uuid4(), "IK-02", attributes={"tanggal": "2026-01-15"})
    assert transcript_facts(Source("G", "", header={"Title": "Diskusi"}), [IK, other]) == [
        ("Kode informan", "IK-01, IK-02"),
        ("Judul", "Diskusi"),
    ]


def test_quoted_words_stand_in_their_lines_with_the_speaker_and_a_line_on_either_side() -> None:
    rows = transcript_rows(SOURCE, {IK.id: IK})
    start, end = at("setiap"), at("Senin.") + len("Senin")
    assert quoted_rows(SOURCE, rows, start, end) == [
        (2, "P", [("Ada rapat?", False)]),
        (3, "IK-01", [("Ada, ", False), ("setiap", True)]),
        (4, "", [("Senin", True), (".", False)]),
    ]


def test_the_first_line_around_a_quotation_names_who_is_speaking_though_the_turn_began_before() -> None:
    rows = transcript_rows(SOURCE, {IK.id: IK})
    start = at("Senin.")
    assert quoted_rows(SOURCE, rows, start, start + 6, 0) == [(4, "IK-01", [("Senin.", True)])]
