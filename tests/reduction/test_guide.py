"""The grid of the interview guide, and its gaps."""

from uuid import uuid4

from coding.model import Case, Code, Codebook, Question
from coding.reduction import (
    GUIDE_HEADINGS,
    asked_by_kind,
    check_guide,
    guide_rows,
    joined,
    kept,
    question_rows,
    questions,
)

TOP = Code(uuid4(), "W", {"id": "Whole of Government"}, codable=False)
GROUP = Code(uuid4(), "K", {"id": "Koordinasi", "en": "Coordination"}, parent=TOP.id, codable=False)
K1 = Code(uuid4(), "K1", {"id": "Penyertaan", "en": "Taking into account"}, parent=GROUP.id)
K2 = Code(uuid4(), "K2", {"id": "Dialog"}, parent=GROUP.id)
HB = Code(uuid4(), "HB", {"id": "Hambatan"})
BOOK = Codebook((TOP, GROUP, K1, K2, HB))
CASES = [
    Case(uuid4(), "IK-01", attributes={"jenis": "kunci"}),
    Case(uuid4(), "IK-02", attributes={"jenis": "Kunci"}),
    Case(uuid4(), "IU-01", attributes={"jenis": "utama"}),
]
FIRST = Question("Apa yang dipertimbangkan?", (K1.id, K2.id), ("kunci",))
SECOND = Question("Ada rapat?", (K2.id,), ("utama",), "Observasi")


def told(*many: Question, declared: tuple[str, ...] = ("kunci", "utama")) -> list[str]:
    return [str(one) for one in check_guide(BOOK, many, CASES, declared)]


def test_a_row_an_indicator_with_its_dimension_questions_and_whom_they_are_asked() -> None:
    first, second, third = guide_rows(BOOK, [FIRST, SECOND], CASES)
    assert first == (
        *(1, "Whole of Government", "Koordinasi", "K1 Penyertaan", "kunci (IK-01, IK-02)", "Wawancara", "1", 1),
    )
    whom = "kunci (IK-01, IK-02)\nutama (IU-01)"
    assert second == (2, "Whole of Government", "Koordinasi", "K2 Dialog", whom, "Wawancara, Observasi", "1, 2", 2)
    assert third == (3, "", "", "HB Hambatan", "", "", "", 0)
    assert len(first) == len(GUIDE_HEADINGS["id"])


def test_the_focus_that_is_given_stands_before_the_group_above() -> None:
    assert {row[1] for row in guide_rows(BOOK, [], [], focus="Integrasi layanan")} == {"Integrasi layanan"}


def test_a_question_that_names_no_kind_is_asked_of_everybody_there_is() -> None:
    anybody = Question("Ada hambatan?", (HB.id,))
    assert guide_rows(BOOK, [anybody], CASES)[2][4] == "kunci (IK-01, IK-02)\nutama (IU-01)"
    assert guide_rows(BOOK, [anybody], [], language="en")[2][4] == "all"
    in_order = guide_rows(BOOK, [anybody], CASES, kinds=["utama", "kunci"])
    assert in_order[2][4] == "utama (IU-01)\nkunci (IK-01, IK-02)"


def test_the_words_are_those_of_the_language_asked_for() -> None:
    assert guide_rows(BOOK, [FIRST], CASES, language="en")[0][2:4] == ("Coordination", "K1 Taking into account")


def test_the_questions_are_listed_with_the_indicators_they_ask_for() -> None:
    rows = question_rows(BOOK, [FIRST, Question("Lain?")])
    assert rows == [(1, "Apa yang dipertimbangkan?", "K1, K2", "kunci"), (2, "Lain?", "", "semua")]


def test_each_kind_of_informant_has_the_numbers_of_its_questions() -> None:
    asked = asked_by_kind(BOOK, [FIRST, SECOND, Question("Hambatan?", (HB.id,))], ["kunci", "Utama"])
    assert [(code.key, by_kind) for code, by_kind in asked] == [
        ("K1", [(1,), ()]),
        ("K2", [(1,), (2,)]),
        ("HB", [(3,), (3,)]),
    ]


def test_a_guide_in_which_everything_is_asked_has_no_gaps() -> None:
    assert told(FIRST, SECOND, Question("Hambatan?", (HB.id,))) == []


def test_each_gap_is_told_with_what_it_is_about() -> None:
    lost = Question("Lain?", (uuid4(),), ("ahli",))
    assert told(FIRST, lost, declared=("kunci", "utama")) == [
        "No question asks for these indicators: HB.",
        "These questions ask for no indicator: 2.",
        "Questions name kinds of informants that do not exist: ahli.",
        "No question is meant for these kinds of informants: utama.",
    ]
    nobody = Question("Hambatan?", (HB.id,), ("pendukung",))
    assert told(FIRST, SECOND, nobody, declared=("pendukung",)) == [
        "Nobody among the informants is asked about these indicators: HB."
    ]


def test_without_questions_only_the_indicators_are_missing() -> None:
    assert told() == ["No question asks for these indicators: K1, K2, HB."]


def test_questions_come_back_as_they_were_kept_and_those_without_words_do_not() -> None:
    many = [FIRST, Question("  "), Question("Ada  rapat?", (K2.id, K2.id), ("utama", " "), "Observasi")]
    assert questions({"questions": kept(many)}) == (FIRST, SECOND)
    assert questions({}) == ()


def test_focus_and_dimension_are_one_cell_where_they_repeat_and_empty_ones_stay_apart() -> None:
    rows = [(1, "F", "A"), (2, "F", "A"), (3, "F", "B"), (4, "G", "B"), (5, "G", "B"), (6, "", ""), (7, "", "")]
    assert joined(rows) == [(1, 0, 2), (1, 3, 4), (2, 0, 1), (2, 3, 4)]
    assert joined([]) == []
