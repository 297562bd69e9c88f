"""A query as a sentence, in the language of a report."""

from uuid import uuid4

import pytest

from coding.model import And, Code, Codebook, HasCode, Not, Query, Related, Where
from coding.reduction.query_told import _WORDS, said, sentence

CODES = [Code(uuid4(), key, {"id": f"Nama {key}"}) for key in ("K1", "K2")]
BOOK = Codebook(tuple(CODES))
K1, K2 = (HasCode(code.id) for code in CODES)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (Not(Where("status", "=", "absent")), "bukan status: belum atau tidak ada"),
        (And((K1, Where("case.usia", ">=", "40"))), "kode K1 Nama K1 dan usia sekurangnya 40"),
        (Related(K1, "near", K2, 1), "kode K1 Nama K1 dekat kode K2 Nama K2 (berjarak paling banyak 1 giliran)"),
        (Where("words", "=", "rapat"), "kata-kata memuat “rapat”"),
        (Where("coder", "=", "Ahli"), "pengode: Ahli"),
    ],
)
def test_conditions_relations_and_attributes_are_told_in_indonesian(asked, told):
    assert said(asked, BOOK, "id") == told


def test_a_query_says_in_what_it_must_stand_together_and_without_a_condition_that_it_asks_for_all():
    assert sentence(Query(), BOOK, "id") == "semua kutipan"
    assert sentence(Query(), BOOK, "en") == "all excerpts"
    assert sentence(Query(where=K1, whole="turn"), BOOK, "en") == "code K1 Nama K1, together in a turn"


def test_both_languages_have_the_same_words():
    assert _WORDS["id"].keys() == _WORDS["en"].keys()
