"""Keyword rules: what they hit, where, why, and what they leave alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.model import Language
from coding.suggestion.keywords import Hit, Keywords, patterns_of
from coding.suggestion.keywords_words import MEMORY, Lexicon, read
from coding.suggestion.material import Label, Passage, Pattern, Scheme


def keywords(*codes: tuple[Pattern, ...], language: Language = "id") -> Keywords:
    labels = tuple(Label(f"K{number}", "", patterns=patterns) for number, patterns in enumerate(codes, 1))
    return Keywords().fit(Scheme(language, labels), ())


def hits(text: str, *patterns: Pattern, language: Language = "id") -> list[Hit]:
    return keywords(patterns, language=language).hits([Passage("1", "a", text)])[0]


def found(text: str, *patterns: Pattern, language: Language = "id") -> list[str]:
    return [hit.words for hit in hits(text, *patterns, language=language)]


def test_a_root_is_found_in_all_its_forms() -> None:
    text = "Kami berkoordinasi; dikoordinasikan, pengoordinasiannya MENGKOORDINIR."
    assert found(text, Pattern("koordinasi")) == [
        "berkoordinasi",
        "dikoordinasikan",
        "pengoordinasiannya",
        "MENGKOORDINIR",
    ]


def test_without_inflection_only_the_word_itself_counts() -> None:
    assert found("Rapat, rapatnya, merapat.", Pattern("rapat", inflect=False)) == ["Rapat"]


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [
        ("integrasi", "datanya di-integrasikan kemarin", ["di-integrasikan"]),
        ("instansi", "rapat antar-instansi itu", ["antar-instansi"]),
        ("antar instansi", "rapat antar-instansi itu", ["antar-instansi"]),
        ("loket No.10", "di loket No.10 atau loket No. 10", ["loket No.10", "loket No. 10"]),
        ("kerja sama", "kerja-sama, bekerja sama, kerja samanya, bekerjasama, kerjasama", None),
        ("tanggung jawab", "pertanggungjawaban dan tanggung jawab", ["pertanggungjawaban", "tanggung jawab"]),
        ("tidak sesuai", "ada ketidaksesuaian data", ["ketidaksesuaian"]),
        ("lapor", "laporan-laporannya dan laporan2", ["laporan-laporannya", "laporan2"]),
        ("kerja-sama", "kerja sama", ["kerja sama"]),
        ("e-government", "soal e-government", ["e-government"]),
        ("S.Kom", "Bapak Andi, S.Kom, hadir", ["S.Kom"]),
    ],
)
def test_spellings_with_hyphens_and_points_are_found(rule: str, text: str, words: list[str] | None) -> None:
    assert found(text, Pattern(rule)) == (words or text.split(", "))


def test_a_doubled_word_is_one_hit() -> None:
    assert found("rapat-rapat terus", Pattern("rapat")) == ["rapat-rapat"]


@pytest.mark.parametrize(
    "text", ["kerja. Sama saja", "kerja, sama saja", "kerja\n\nsama", "sama kerja", "kerja yang sama"]
)
def test_a_phrase_does_not_reach_over_a_pause_or_another_word(text: str) -> None:
    assert found(text, Pattern("kerja sama")) == []


def test_a_window_lets_other_words_and_commas_stand_between() -> None:
    rule = Pattern("rapat bersama", window=2)
    assert found("rapatnya, kadang kami bersama; rapat itu kadang kami bersama", rule) == [
        "rapatnya, kadang kami bersama"
    ]
    assert found("Kami rapat. Bersama itu sulit", rule) == []


def test_an_asterisk_stands_for_any_letters_and_ends_inflection() -> None:
    assert found("merapat rapatkan rapat berapat", Pattern("rapat*")) == ["rapatkan", "rapat"]
    assert found("mengoordinasikan koordinator", Pattern("*oordina*")) == ["mengoordinasikan", "koordinator"]
    assert found("koordinasi", Pattern("*oordinasi")) == ["koordinasi"]


def test_characters_that_mean_something_in_search_patterns_are_only_characters() -> None:
    assert (
        found("rapat (a+b) [x]", Pattern("r.pat*"), Pattern("[a-z]+"), Pattern("*"), Pattern(""), Pattern("...")) == []
    )


def test_a_hit_that_overlaps_what_is_avoided_does_not_count() -> None:
    rule = Pattern("kasih", avoid=("terima kasih", "kasih sayang"))
    assert found("Terima kasih, Pak. Kami kasih datanya. Terima kasihnya dikasih.", rule) == ["kasih", "dikasih"]


def test_what_one_rule_avoids_another_still_finds() -> None:
    text = "terima kasih"
    assert found(text, Pattern("kasih", avoid=("terima kasih",)), Pattern("terima kasih")) == ["terima kasih"]


def test_a_word_that_belongs_to_two_rules_counts_for_both() -> None:
    rules = keywords((Pattern("laku"),), (Pattern("berlaku"),), (Pattern("laku*", inflect=False), Pattern("*lakuan")))
    spoken = rules.hits([Passage("1", "a", "pemberlakuan itu")])[0]
    assert [(hit.code, hit.words) for hit in spoken] == [(code, "pemberlakuan") for code in ("K1", "K2", "K3")]
    both = keywords((Pattern("layan"),), (Pattern("layanan"),)).hits([Passage("1", "a", "pelayanannya, layanannya")])[0]
    assert [(hit.code, hit.words) for hit in both] == [
        ("K1", "pelayanannya"),
        ("K2", "pelayanannya"),
        ("K1", "layanannya"),
        ("K2", "layanannya"),
    ]


def test_english_words_are_found_by_their_stem() -> None:
    text = "They coordinated; coordination isn't coordinate. We don’t need that."
    rules = (Pattern("coordinate"), Pattern("don't need"))
    assert found(text, *rules, language="en") == ["coordinated", "coordination", "coordinate", "don’t need"]
    assert hits(text, rules[0], language="en")[0].explanation == "coordinated = stem coordin-"


@pytest.mark.parametrize(
    ("rule", "text", "explanation"),
    [
        ("koordinasi", "Mengoordinasikan", "mengoordinasikan = meN- + koordinasi + -kan"),
        ("kerja sama", "bekerja samanya", "bekerja = ber- + kerja, samanya = sama + -nya"),
        ("kerja sama", "bekerjasama", "bekerjasama = ber- + kerjasama"),
        ("lapor", "laporan-laporan", "laporan-laporan = lapor + -an + ×2"),
        ("rapat*", "rapatnya", "rapatnya = rapat*"),
        ("rapat", "Rapat", ""),
    ],
)
def test_a_hit_explains_itself(rule: str, text: str, explanation: str) -> None:
    assert [hit.explanation for hit in hits(text, Pattern(rule))] == [explanation]


def test_a_capital_whose_lower_case_is_longer_moves_no_offset() -> None:
    text = "İİİ rapat bersama"
    hit = hits(text, Pattern("rapat"))[0]
    assert text[hit.start : hit.end] == hit.words == "rapat"


def test_counts_are_places_per_passage_and_code() -> None:
    rules = keywords((Pattern("rapat"), Pattern("rapat*"), Pattern("forum")), (), (Pattern("data"),))
    passages = [Passage("1", "a", "rapat, rapat, forum"), Passage("2", "a", ""), Passage("3", "a", "datanya")]
    assert rules.counts(passages).tolist() == [[3, 0, 0], [0, 0, 0], [0, 0, 1]]
    assert rules.counts([]).shape == (0, 3)
    assert rules.counts(passages).dtype == np.int32


def test_suggestions_come_with_most_places_first_and_the_words_as_evidence() -> None:
    rules = keywords((Pattern("data"),), (Pattern("rapat"),))
    first, second = rules.suggest([Passage("1", "a", "Data: rapatnya, Rapat, rapat."), Passage("2", "a", "kosong")])
    assert [(guess.code, guess.show, guess.evidence) for guess in first] == [
        ("K2", True, ("rapatnya", "Rapat")),
        ("K1", True, ("Data",)),
    ]
    assert [guess.score for guess in first] == [0.75, 0.5]
    assert second == []


def test_taking_the_evidence_away_lowers_the_score() -> None:
    rules = keywords((Pattern("rapat bersama", window=2), Pattern("koordinasi")))
    text = "Kami rapat tiap bulan bersama, lalu berkoordinasi."
    guess = rules.suggest([Passage("1", "a", text)])[0][0]
    for words in guess.evidence:
        less = rules.suggest([Passage("1", "a", text.replace(words, ""))])[0]
        assert less[0].score < guess.score


def test_rules_that_were_never_fitted_hit_nothing() -> None:
    assert Keywords().suggest([Passage("1", "a", "rapat")]) == [[]]


def test_fitting_again_forgets_the_rules_before() -> None:
    rules = keywords((Pattern("rapat"),))
    rules.fit(Scheme("id", (Label("X", "", patterns=(Pattern("data"),)),)), ())
    assert [hit.code for hit in rules.hits([Passage("1", "a", "rapat data")])[0]] == ["X"]


def test_the_memory_of_words_is_bounded() -> None:
    lexicon = Lexicon("id")
    lexicon.update({f"kata{number}": "-" for number in range(MEMORY)})
    assert lexicon["rapat"] == "-"
    assert len(lexicon) == 1


def test_search_aids_become_rules() -> None:
    rules = patterns_of(["rapat*", " tidak  tumpang tindih", "", "rapat*"])
    assert rules == (Pattern("rapat*"), Pattern("tidak tumpang tindih"))


WORDS = [
    "rapat",
    "rapatnya",
    "bersama",
    "bersama-sama",
    "Kerja",
    "sama",
    "kerja-sama",
    "layanan",
    "di-layani",
    "2",
    "é",
    "—",
]
PATTERNS = [
    Pattern("rapat"),
    Pattern("rapat bersama", window=2),
    Pattern("kerja sama"),
    Pattern("sama"),
    Pattern("layan"),
    Pattern("layanan", avoid=("kerja layanan",)),
    Pattern("*a*"),
    Pattern("rapat rapat rapat"),
    Pattern("kerja", inflect=False),
]
texts = st.lists(st.sampled_from([*WORDS, ". ", ", ", "\n"]), max_size=15).map(" ".join)


@given(texts, st.sets(st.sampled_from(range(len(PATTERNS)))), st.sampled_from(range(len(PATTERNS))))
@settings(deadline=None)
def test_another_rule_never_takes_a_hit_away(text: str, chosen: set[int], other: int) -> None:
    few = [PATTERNS[number] for number in sorted(chosen - {other})]
    before = hits(text, *few)
    after = hits(text, *few, PATTERNS[other])
    assert [hit for hit in after if hit.pattern != PATTERNS[other]] == before


@given(texts)
@settings(deadline=None)
def test_offsets_point_at_the_words(text: str) -> None:
    for hit in hits(text, *PATTERNS):
        assert text[hit.start : hit.end] == hit.words
        assert hit.words.strip() == hit.words != ""


@given(st.text(max_size=40))
def test_words_are_read_where_they_stand(text: str) -> None:
    reading = read(text)
    ends = [reading.end(place) for place in range(len(reading.words))]
    assert all(end <= start for end, start in zip(ends, reading.starts[1:], strict=False))
    assert all(end <= len(text) for end in ends)


@given(st.text(max_size=20), st.text(max_size=20), st.integers(-1, 3))
@settings(deadline=None)
def test_any_rule_can_be_tried_on_any_text(rule: str, text: str, window: int) -> None:
    for language in ("id", "en"):
        assert isinstance(found(text, Pattern(rule, window=window, avoid=(text,)), language=language), list)
