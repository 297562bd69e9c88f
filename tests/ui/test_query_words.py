"""Queries as sentences on the screen."""

from uuid import uuid4

import pytest

from coding.model import And, Code, Codebook, HasCode, Or, Where
from coding.ui.query_words import said

CODES = [Code(uuid4(), key, {"en": f"Name of {key}"}) for key in ("K1", "K2", "K3")]
BOOK = Codebook(tuple(CODES))


def one_of(*at: int, alone: bool = False) -> Or:
    return Or(tuple(HasCode(CODES[one].id, alone) for one in at))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (one_of(0, 1), "code K1 Name of K1 or code K2 Name of K2"),
        (one_of(0, 1, 2), "code K1, K2 or K3"),
        (one_of(0, 1, 2, alone=True), "code K1, K2 or K3 alone"),
        (And((one_of(0, 1, 2), Where("coder", "=", "Ahli"))), "(code K1, K2 or K3) and coder is Ahli"),
        (Or((*one_of(0, 1).parts, HasCode(CODES[2].id, alone=True))), None),
    ],
    ids=["two", "many", "alone", "inside", "mixed"],
)
def test_many_codes_in_a_row_are_told_by_their_keys(asked: Or | And, told: str | None) -> None:
    found = said(asked, BOOK)
    if told is None:
        assert found.count("Name of") == 3
    else:
        assert found == told
