"""Names are found by rule, shown with their places, and replaced whatever hangs on them; nothing else is touched."""

import string
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import PseudonymEmpty, PseudonymIsName, PseudonymShort, PseudonymTwice
from coding.model import Rewritten, Source, Speaker
from coding.transcript.names import candidates
from coding.transcript.naming import Name, Naming, Unnaming

TALK = """Nama: Siti Aminah
P: Selamat pagi. Dengan Ibu Siti Aminah ya?
Siti Aminah: Iya, panggil Bu Siti. HP saya 0812-3456-7890, surel siti.aminah@contoh.go.id.
P: Kenal Pak Rahman? Katanya Rahmannya sudah pindah. Pak Camat juga bilang.
Siti Aminah: Pak rahman orang Curup. Di Curup ada Dr. H. Ahmad Yani. Kata Bapak R.H. begitu. Senin saya ke Curup.
P: NIK 1771012504850001, NIP 19850425 201001 1 001, rapat 0812 kali. Betul, Pak. Mau minum?
"""


def told(text=TALK, **more):
    starts = (0, *(at + 1 for at, letter in enumerate(text) if letter == "\n"))
    voices = (Speaker("Siti Aminah", "informant"), Speaker("P", "interviewer"))
    return Source("W1", text, lines=starts, speakers=voices, **more)


def found(*there, known=None):
    return {one.words: one for one in candidates(there or [told()], known)}


def test_labels_titles_words_with_capitals_addresses_and_numbers_are_found():
    kinds = {words: one.kind for words, one in found().items()}
    assert kinds == {
        "Siti Aminah": "speaker",
        "Siti": "person",
        "Rahman": "person",
        "Ahmad Yani": "person",
        "Curup": "word",
        "siti.aminah@contoh.go.id": "email",
        "0812-3456-7890": "phone",
        "1771012504850001": "nik",
        "19850425 201001 1 001": "nip",
    }


def test_a_word_with_a_capital_is_only_asked_about_a_rule_is_sure_of_the_rest():
    assert {words for words, one in found().items() if not one.likely} == {"Curup"}


def test_a_candidate_comes_with_its_count_and_its_first_three_places():
    one = found()["Rahman"]
    assert (one.count, one.small, one.sources) == (3, 1, 1)
    assert [(place.line, place.words) for place in one.places] == [(4, "Rahman"), (4, "Rahman"), (5, "rahman")]
    assert one.places[0].before.endswith("Kenal Pak ")
    assert one.places[0].after.startswith("? Katanya")


def test_pseudonyms_are_consistent_a_part_of_a_name_has_that_of_the_whole():
    pseudonyms = {words: one.pseudonym for words, one in found().items()}
    assert pseudonyms["Siti Aminah"] == pseudonyms["Siti"] == "Informan A"
    assert pseudonyms["Rahman"] == "R1"
    assert pseudonyms["0812-3456-7890"] == "⟨telepon 1⟩"
    assert len(set(pseudonyms.values())) == len(pseudonyms) - 1


def test_a_name_of_before_keeps_its_pseudonym_and_no_other_gets_it():
    pseudonyms = {words: one.pseudonym for words, one in found(known={"Rahman": "A1"}).items()}
    assert pseudonyms["Rahman"] == "A1"
    assert pseudonyms["Ahmad Yani"] == "A2"


def test_a_pseudonym_that_stands_in_a_text_already_is_not_suggested():
    assert found(told(TALK + "P: Informan A tadi bilang R1.\n"))["Rahman"].pseudonym == "R2"


def test_roles_days_and_code_like_labels_are_no_names():
    text = "P: Senin itu Pak Camat bilang ke Bu Lurah. Senin juga.\nIK-01: Ya, Senin.\nInforman: Kepala Dinas ya.\n"
    voices = (Speaker("P"), Speaker("IK-01", "informant"), Speaker("Informan", "informant"))
    assert candidates([Source("W1", text, lines=(0,), speakers=voices)]) == []


NAMING = Naming(
    [
        Name("Siti Aminah", "Informan A"),
        Name("Siti", "Informan A"),
        Name("Rahman", "R1"),
        Name("Indah", "I1", small=False),
        Name("0812-3456-7890", "⟨telepon⟩", "phone"),
        Name("1771012504850001", "⟨NIK⟩", "nik"),
        Name("siti@contoh.id", "⟨surel⟩", "email"),
    ]
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ibu Siti Aminah datang", "Ibu Informan A datang"),
        ("Sitinya, Siti-lah, sitikah", "Informan A-nya, Informan A-lah, Informan A-kah"),
        ("SITI AMINAH dan siti", "Informan A dan Informan A"),
        ("Wawancara_Siti_2.docx", "Wawancara_Informan A_2.docx"),
        ("Siti's, Siti.", "Informan A's, Informan A."),
        ("Situs Sitinur Rahmani", "Situs Sitinur Rahmani"),
        ("Indah, INDAH, indah", "I1, I1, indah"),
        ("081234567890 +62 812 3456 7890 (0812)34567890", "⟨telepon⟩ ⟨telepon⟩ ⟨telepon⟩"),
        ("0812345678901", "0812345678901"),
        ("1771 0125 0485 0001", "⟨NIK⟩"),
        ("Tulis ke SITI@contoh.id.", "Tulis ke ⟨surel⟩."),
        ("Siti\nAminah", "Informan A\nInforman A"),
    ],
)
def test_a_name_is_replaced_with_what_hangs_on_it_and_nothing_else_is(before, after):
    assert NAMING.words(before) == after


def test_what_looks_like_an_id_is_left_alone():
    naming = Naming([Name("Ade", "A1"), Name("Dea", "D1")])
    one = str(uuid4())[:9] + "dea1-4ade-8ade-" + "0" * 12
    assert naming.words(f"{one} Ade") == f"{one} A1"
    assert naming.words("dea" + "0" * 29) == "dea" + "0" * 29


@pytest.mark.parametrize(
    ("names", "error"),
    [
        ([Name("", "A1")], PseudonymEmpty),
        ([Name("Siti", " ")], PseudonymEmpty),
        ([Name("Siti", "A")], PseudonymShort),
        ([Name("Siti", "Bu Siti")], PseudonymIsName),
        ([Name("Siti", "A1"), Name("siti", "A2")], PseudonymTwice),
    ],
)
def test_what_could_never_be_put_back_or_keeps_the_name_is_refused(names, error):
    with pytest.raises(error):
        Naming(names)


def test_a_name_that_is_part_of_another_word_is_told():
    assert NAMING.left("Sitinur")
    assert not NAMING.left(NAMING.words("Siti dan Rahman"))


LETTERS = st.text(alphabet=string.ascii_lowercase + " .\n", max_size=30)


@given(st.lists(st.tuples(LETTERS, st.sampled_from(["Siti", "SITI", "Siti Aminah", "Rahmannya"])), max_size=6), LETTERS)
def test_names_put_back_by_their_places_give_the_very_text(pieces, end):
    text = " ".join(f"{before} {name} " for before, name in pieces) + end
    done = NAMING.rewritten(text)
    back = [(done.start(start), done.end(end), text[start:end]) for start, end, _words in done.parts]
    unnaming = Unnaming({}, {"print": back})
    assert Rewritten(done.text, unnaming.parts(done.text, "print")).text == text
    assert done.text.count("\n") == text.count("\n")


def test_without_the_places_a_name_comes_back_by_its_pseudonym():
    unnaming = Unnaming({"Informan A": "Siti", "R1": "Rahman"}, {})
    assert unnaming.words("Bu Informan A-nya dan R1; R12") == "Bu Siti-nya dan Rahman; R12"


def test_places_follow_their_words_and_inside_a_name_move_to_its_edge():
    done = Rewritten("Bu Siti, Pak Rahman.", [(3, 7, "Informan A"), (13, 19, "R1")])
    assert done.text == "Bu Informan A, Pak R1."
    assert done.span(3, 7) == (3, 13)
    assert done.span(0, 5) == (0, 13)
    assert done.span(5, 11) == (3, 17)
    assert done.span(15, 20) == (19, 22)
    assert done.span(9, 12) == (15, 18)
