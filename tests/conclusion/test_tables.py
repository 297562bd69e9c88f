"""The tables of conclusions as a thesis prints them."""

from coding.conclusion.tables import (
    CONCLUSION_TABLES,
    TITLES,
    Finding,
    Judged,
    Quoted,
    Response,
    headings,
    member_check_rows,
    proposition_rows,
    technique_rows,
    triangulation_rows,
    verdict_rows,
)

KEY = Quoted("(IK-01, W1, b. 3)", "interview", "kunci")
MAIN = Quoted("(IU-02, W1, b. 9-10)", "interview", "utama")
NOTE = Quoted("(O-01, b. 4)", "observation")
FOUND = [
    Finding("Rapat belum rutin.", "verified", [KEY, NOTE, KEY], [MAIN], ["Perri 6"], "holds"),
    Finding("Aplikasi terpisah.", "draft"),
]


DAY = ("IK-01", "12 Januari 2026")
ANSWERED = [
    Response(*DAY, "proposition", "agree", "Aplikasi terpisah."),
    Response(*DAY, "coding", "agree", place="(IK-01, W1, b. 3)"),
    Response(*DAY, "proposition", "correct", "Rapat belum rutin.", words="Dua kali.", change="Menjadi dua kali."),
    Response(*DAY, "coding", "agree", place="(IK-01, W1, b. 9)"),
]


def test_a_proposition_stands_with_both_sides_its_techniques_and_its_theory() -> None:
    assert proposition_rows(FOUND, "id") == [
        (
            1,
            "Rapat belum rutin.",
            "(IK-01, W1, b. 3); (O-01, b. 4)",
            "(IU-02, W1, b. 9-10)",
            "Wawancara, Observasi",
            "terverifikasi",
            "Perri 6",
        ),
        (2, "Aplikasi terpisah.", "–", "–", "–", "draf", "–"),
    ]


def test_triangulation_says_who_speaks_for_and_against_and_what_the_researcher_concluded() -> None:
    assert triangulation_rows(FOUND, ["kunci", "utama", "pendukung"], "id") == [
        ("Rapat belum rutin.", "+ (IK-01, W1, b. 3)", "− (IU-02, W1, b. 9-10)", "tidak ada data", "bertahan"),
        ("Aplikasi terpisah.", "tidak ada data", "tidak ada data", "tidak ada data", "belum disimpulkan"),
    ]
    assert technique_rows(FOUND[:1], "en") == [
        (
            "Rapat belum rutin.",
            "+ (IK-01, W1, b. 3); − (IU-02, W1, b. 9-10)",
            "+ (O-01, b. 4)",
            "no data",
            "holds",
        )
    ]


def test_a_verdict_stands_with_its_rule_and_its_evidence() -> None:
    assert verdict_rows([Judged("K2 Dialog", "sebagian", "Dua dari tiga.", 4, 1, ["document", "interview"])], "id") == [
        (1, "K2 Dialog", "sebagian", "Dua dari tiga.", "4 mendukung, 1 menentang", "Wawancara, Dokumentasi")
    ]


def test_what_an_informant_agreed_to_stands_in_one_row_and_what_they_asked_for_in_its_own() -> None:
    agreed, asked = member_check_rows(ANSWERED, "id")
    assert agreed[:3] == ("IK-01", "12 Januari 2026", "1 temuan, 2 kutipan")
    assert asked[:2] == ("IK-01", "12 Januari 2026")
    assert "Rapat belum rutin." in str(asked[2])
    assert "Dua kali." in str(asked[3])
    assert asked[4] == "Menjadi dua kali."
    assert (agreed[5], asked[5]) == ("", "")


def test_every_table_has_a_title_and_as_many_headings_as_cells() -> None:
    made = {
        "verdicts": verdict_rows([Judged("K2", "x", "y", 0, 0)], "id"),
        "propositions": proposition_rows(FOUND, "id"),
        "triangulation": triangulation_rows(FOUND, ["kunci"], "id"),
        "techniques": technique_rows(FOUND, "id"),
        "member-check": member_check_rows(ANSWERED, "id"),
    }
    assert set(made) == set(CONCLUSION_TABLES)
    for table, rows in made.items():
        assert len(headings(table, "id", ["kunci"])) == len(rows[0])
        assert TITLES["id"][table]
        assert TITLES["en"][table]
