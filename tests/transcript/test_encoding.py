"""Bytes become letters."""

import pytest

from coding.errors import WrongEncoding
from coding.transcript import render
from coding.transcript.encoding import decode

WORDS = "Pewawancara: “Kafé” — 😀\nInforman: ya\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_unicode_file_is_read_without_a_notice_and_without_its_mark(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == (WORDS, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_by_its_empty_bytes_where_the_mark_is_missing(encoding: str) -> None:
    assert decode("P: apa kabar?\nI: baik.\n".encode(encoding))[0] == "P: apa kabar?\nI: baik.\n"


def test_a_guessed_encoding_is_named() -> None:
    words = "Ève a été très heureuse à la réunion de l'été dernier, où tout était prêt. Ça, c'est sûr : elle espérait "
    text, notices = decode((words * 20).encode("cp1252"))
    assert text.startswith("Ève a été")
    assert notices[0].values == {"encoding": "cp1252"}


def test_a_chosen_encoding_wins_over_the_guess() -> None:
    assert render("a.txt", "P: žluťoučký kůň".encode("cp1250"), encoding="cp1250").text == "P: žluťoučký kůň"


@pytest.mark.parametrize("encoding", ["utf-8", "no-such-thing"])
def test_a_chosen_encoding_that_does_not_fit_is_refused(encoding: str) -> None:
    with pytest.raises(WrongEncoding):
        decode(b"\xff\xfa\xe9 abc", encoding)


def test_letters_of_central_europe_are_not_taken_for_western_ones() -> None:
    text = "Příliš žluťoučký kůň úpěl ďábelské ódy, a já jsem tam byl včera večer s přáteli."
    assert decode(text.encode("cp1250"))[0] == text
