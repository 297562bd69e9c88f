"""Words of a text and of a search: cut alike, folded each by itself, found where they stand."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.store import wording
from coding.store.search_index import BEYOND, LONG, PIECE, passages


def found(text, asked):
    """What stands at the places where the words are found."""
    slots = [[tuple({word} for word in term) for term in terms] for terms in wording.asked(asked)]
    return [text[start:end] for start, end in wording.places(wording.words(text), slots)]


@pytest.mark.parametrize(
    ("text", "asked", "there"),
    [
        ("Ada RAPAT, rapatnya lama.", "rapat", ["RAPAT"]),
        ("Laporan-laporan itu", "laporan", ["Laporan", "laporan"]),
        ("ﬁnal Straße, lalu rapat", "rapat", ["rapat"]),
        ("ﬁnal Straße", "final | STRASSE", ["ﬁnal", "Straße"]),
        ("İstanbul, lalu rapat di istanbul", "istanbul", ["İstanbul", "istanbul"]),
        ("Café, " + unicodedata.normalize("NFD", "café"), "cafe", ["Café", unicodedata.normalize("NFD", "café")]),
        ("ko\u00adordinasi lama", "koordinasi", ["ko\u00adordinasi"]),
        ("rapat\nbersama dinas", "“rapat bersama”", ["rapat\nbersama"]),
        ("bersama rapat", '"rapat bersama"', []),
        ("dinas lain dan rapat", "rapat dinas", ["dinas", "rapat"]),
        ("hanya dinas lain", "rapat dinas", []),
        ("🙂 rapat", "rapat", ["rapat"]),
        ("rapat bersama dinas", '"rapat bersama" rapat', ["rapat bersama"]),
        ("aaa aaa aaa", '"aaa aaa"', ["aaa aaa"]),
    ],
)
def test_words_are_found_whatever_their_case_and_accents_where_they_stand(text, asked, there):
    assert found(text, asked) == there


@given(st.text(max_size=60))
def test_every_word_stands_where_it_is_said_to_and_folds_to_its_key(text):
    there = wording.words(text)
    assert [wording.fold(text[start:end]) for start, end in there.spans] == there.keys
    assert all(one[1] <= other[0] for one, other in pairwise(there.spans))


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_the_search_and_keys_are_letters_and_digits(typed):
    for terms in wording.asked(typed):
        for term in terms:
            assert all(term)
            assert not {"'", '"', "\\", " ", "_"} & set("".join(term))


@pytest.mark.parametrize("typed", ["", "  ", "*", "***", "|", '"', '""', "_", "?!"])
def test_where_no_word_is_typed_nothing_is_asked(typed):
    assert wording.asked(typed) == ()


def test_a_pattern_stands_for_words_with_any_letters_at_its_asterisks():
    assert wording.asked("Koord*") == ((("koord*",),),)
    fits = wording.pattern("*ordinasi*").fullmatch
    assert fits("dikoordinasikan")
    assert fits("ordinasi")
    assert not fits("koordinir")


def test_a_very_long_paragraph_is_cut_into_pieces_that_overlap():
    text = " ".join(f"kata{number}" for number in range(LONG * 2))
    pieces = list(passages(text, [(0, len(text))]))
    assert len(pieces) == -(-LONG * 2 // PIECE)
    for ((_, end), keys), ((start, _), after) in pairwise(pieces):
        assert keys[-BEYOND:] == after[:BEYOND]
        assert start < end
    assert list(passages("a b", [(0, 3)])) == [((0, 3), ["a", "b"])]
    assert list(passages("…", [(0, 1)])) == []
