import random
import re
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from coding.model import phrase_pattern
from coding.reduction.concordance import concordance
from coding.reduction.stop_words import ENGLISH, INDONESIAN
from coding.reduction.word_counts import counted, listed, telling, word_counts
from coding.reduction.word_tree import word_tree

SOURCE = uuid4()


@dataclass(frozen=True)
class Said:
    """An excerpt: its words, where they begin, on which lines, by whom."""

    quote: str
    start: int = 0
    case: str | None = "i"
    source: UUID = SOURCE
    line_start: int = 1
    line_end: int = 1


def shown(*said: Said, unit: str = "segments", without: str = "") -> dict[str, tuple[int, ...]]:
    sheet = word_counts(said, unit=unit, without=listed(without), beside="", language="id")
    return {row.label: tuple(cells) for row, cells in zip(sheet.rows, sheet.cells, strict=True)}


def test_words_are_counted_by_informants_excerpts_and_times() -> None:
    found = shown(Said("Rapat, rapat dinas."), Said("rapat", 100, "j"), Said("dinas", 200, None))
    assert found == {"rapat": (2, 2, 3), "dinas": (1, 2, 2)}


def test_what_two_codes_stand_on_is_said_once_though_in_two_excerpts() -> None:
    assert shown(Said("rapat dinas"), Said("dinas lain soal rapat", 6)) == {
        "dinas": (1, 2, 1),
        "rapat": (1, 2, 2),
        "soal": (1, 1, 1),
    }


@pytest.mark.parametrize("word", ["yang", "the", "2026", "x", "3-4"])
def test_what_says_little_is_left_out(word: str) -> None:
    assert not telling(word)


def test_own_words_are_left_out_besides() -> None:
    assert shown(Said("rapat dinas"), without="Dinas, kepala") == {"rapat": (1, 1, 1)}
    assert telling("dinas")


def test_stop_words_are_words_as_they_are_cut() -> None:
    for word in INDONESIAN | ENGLISH:
        assert re.search(phrase_pattern(word), word)
    assert {"tidak", "dan", "yang", "itu"} <= INDONESIAN
    assert {"not", "and", "the", "ll"} <= ENGLISH


def test_a_number_asks_for_whole_words_and_for_what_is_said_beside() -> None:
    sheet = word_counts([Said("rapat")], unit="times", without=(), beside="role:informant", language="id")
    assert sheet.ask(0, 1) == "phrase:rapat AND role:informant"


def test_excerpts_counted_are_those_in_which_the_phrase_is_found() -> None:
    dice = random.Random(3)
    letters = "kerja sama sama-sama Rapat, dinas. é – “data” 12 - -".split(" ")
    said = [
        Said("".join(dice.choice((" ", "  ", "-", "")) + dice.choice(letters) for _ in range(8)), 99 * n)
        for n in range(200)
    ]
    for word, many in counted(said).excerpts.items():
        assert many == sum(re.search(phrase_pattern(word), one.quote.lower()) is not None for one in said)
    for side in ("after", "before"):
        sheet = word_tree(said, "sama", side=side, beside="", language="id")
        assert len(sheet.rows) > 5
        for row, cells in zip(sheet.rows, sheet.cells, strict=True):
            assert cells[1] == sum(re.search(phrase_pattern(row.label), one.quote.lower()) is not None for one in said)


def test_a_tree_of_words_grows_from_its_stem_behind_or_before() -> None:
    said = [Said("kerja sama antar dinas"), Said("soal kerja sama antar kota", 100, "j"), Said("kerja sama", 200)]
    after = word_tree(said, "Kerja  sama", side="after", beside="", language="id")
    assert {row.label: tuple(cells) for row, cells in zip(after.rows, after.cells, strict=True)} == {
        "kerja sama": (2, 3, 3),
        "kerja sama antar": (2, 2, 2),
        "kerja sama antar dinas": (1, 1, 1),
        "kerja sama antar kota": (1, 1, 1),
    }
    before = word_tree(said, "kerja sama", side="before", beside="", language="id")
    assert [row.label for row in before.rows] == ["kerja sama", "soal kerja sama"]
    assert not word_tree(said, "rapat", side="after", beside="", language="id").rows


def test_a_place_stands_once_with_what_is_around_it_and_how_many_excerpts_have_it() -> None:
    said = [
        Said("Ada Rapat tiap Senin", 10, line_start=2, line_end=3),
        Said("Rapat tiap", 14, line_start=2, line_end=2),
        Said("lalu rapat lagi", 90, line_start=7, line_end=7),
    ]
    sheet = concordance(said, {str(SOURCE): "W1"}, "rapat", order="text", beside="", language="id")
    assert sheet.cells == [("Ada", "Rapat", "tiap Senin", 2), ("lalu", "rapat", "lagi", 1)]
    assert sheet.ask(0, 3) == "source:W1 AND line>=2 AND line<=3 AND phrase:rapat"
    assert sheet.ask(0, 1) is None


def test_lines_can_be_ordered_by_what_stands_around_the_word() -> None:
    said = [Said(f"{left} rapat {right}", 50 * n) for n, (left, right) in enumerate(("ca", "ab", "bc"))]
    shown = {
        order: [
            cells[0]
            for cells in concordance(said, {str(SOURCE): "W"}, "rapat", order=order, beside="", language="id").cells
        ]
        for order in ("text", "left", "right")
    }
    assert shown == {"text": ["c", "a", "b"], "left": ["a", "b", "c"], "right": ["c", "a", "b"]}
