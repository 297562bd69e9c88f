"""Passages that say the same are found, and only those."""

import random
from time import process_time

from coding.suggestion.duplicates import duplicate_groups
from coding.suggestion.material import Passage


def groups(*texts: str) -> list[int]:
    return duplicate_groups([Passage(str(place), "w1", text) for place, text in enumerate(texts)])


LONG = " ".join(f"kata{number}" for number in range(60))


def test_case_punctuation_and_blanks_make_no_difference() -> None:
    assert len(set(groups("Iya, betul.", "iya betul", "IYA…  betul!"))) == 1


def test_one_word_changed_at_the_end_of_a_long_passage_is_a_near_duplicate() -> None:
    assert len(set(groups(LONG, LONG + " sekali"))) == 1


def test_one_word_changed_in_a_short_passage_makes_another_passage() -> None:
    assert len(set(groups("kami ikut rapat dinas", "kami ikut rapat desa"))) == 2


def test_shingles_must_overlap_by_nine_tenths() -> None:
    # 58 shingles are shared; 6 words more make 64, .906; 7 words more make 65, .892.
    assert len(set(groups(LONG, LONG + " a b c d e f"))) == 1
    assert len(set(groups(LONG, LONG + " a b c d e f g"))) == 2


def test_a_chain_of_near_duplicates_is_one_group() -> None:
    assert len(set(groups(LONG, LONG + " a b c", LONG + " a b c d e f", LONG + " a b c d e f g h i"))) == 1


def test_the_search_finds_every_pair_that_comparing_all_with_all_finds() -> None:
    rng = random.Random(5)
    texts = [" ".join(rng.choice("abcd") for _ in range(rng.randint(3, 9))) for _ in range(150)]
    texts += [text + " b" for text in texts[:40]]
    parts = [{tuple(text.split()[start : start + 3]) for start in range(len(text.split()) - 2)} for text in texts]
    found = groups(*texts)
    for one in range(len(texts)):
        for other in range(one):
            if len(parts[one] & parts[other]) / len(parts[one] | parts[other]) >= 0.9:
                assert found[one] == found[other]


def test_passages_without_words_are_alike_and_harm_nothing() -> None:
    assert len(set(groups("…", "–", "kata"))) == 2
    assert duplicate_groups([]) == []


def test_thirty_thousand_passages_take_seconds() -> None:
    rng = random.Random(1)
    words = [f"kata{number}" for number in range(3000)]
    passages = [Passage(str(n), "w", " ".join(rng.choices(words, k=35))) for n in range(29_000)]
    passages += [Passage(f"d{n}", "x", passages[n].text.upper()) for n in range(1000)]
    start = process_time()
    found = duplicate_groups(passages)
    assert process_time() - start < 20
    assert found[29_000:] == found[:1000]
    assert len(set(found)) == 29_000
