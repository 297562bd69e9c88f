"""A hand gives words a code: where they begin and end, on which line and page, and what may be said of them."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from coding import tagging
from coding.errors import CodeNotCodable, Refused, SelectionEmpty, SelectionOutside
from coding.model import STATUSES, Code, Page

CODE = Code(uuid4(), "K1", {"id": "Dialog"})
LINES = (0, 10, 20)
PAGES = (Page("i", 0), Page("1", 15))


def coded(start, quote, code=CODE):
    at = datetime(2026, 1, 2, tzinfo=UTC)
    ids = {"coding_id": uuid4(), "source": uuid4(), "by": uuid4()}
    return tagging.apply(code, **ids, start=start, quote=quote, lines=LINES, pages=PAGES, at=at)


def test_a_coding_keeps_its_words_and_where_they_stand():
    one = coded(8, "rapat bersama")
    assert (one.start, one.end, one.quote) == (8, 21, "rapat bersama")
    assert (one.line_start, one.line_end, one.page) == (1, 3, "i")
    assert (one.code, one.origin, one.version) == (CODE.id, "hand", 1)


@pytest.mark.parametrize(
    ("start", "quote", "lines"),
    [(0, "a" * 10, (1, 1)), (9, "ab", (1, 2)), (10, "a", (2, 2)), (20, "zzz", (3, 3))],
)
def test_a_line_ends_where_the_next_begins(start, quote, lines):
    one = coded(start, quote)
    assert (one.line_start, one.line_end) == lines


def test_words_before_the_first_numbered_line_are_on_line_one():
    assert tagging.line_range((5, 10), 0, 3) == (1, 1)


@pytest.mark.parametrize(("start", "page"), [(0, "i"), (14, "i"), (15, "1"), (99, "1")])
def test_a_coding_stands_on_the_page_where_it_begins(start, page):
    assert tagging.page_at(PAGES, start) == page
    assert tagging.page_at((), start) == ""


def test_a_group_is_given_to_no_words():
    with pytest.raises(CodeNotCodable, match="KOORD"):
        coded(0, "kata", Code(uuid4(), "KOORD", {"id": "Koordinasi"}, codable=False))


@pytest.mark.parametrize("quote", ["", " ", "\n\t "])
def test_blanks_are_not_coded(quote):
    with pytest.raises(SelectionEmpty):
        coded(0, quote)
    with pytest.raises(SelectionEmpty):
        tagging.resize(coded(0, "kata"), start=3, quote=quote, lines=LINES)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 11), (5, 4), (11, 12)])
def test_a_selection_lies_within_its_text(start, end):
    with pytest.raises(SelectionOutside, match="W1"):
        tagging.check_span("W1", 10, start, end)


def test_a_selection_may_be_the_whole_text_but_not_nothing():
    tagging.check_span("W1", 10, 0, 10)
    with pytest.raises(SelectionEmpty):
        tagging.check_span("W1", 10, 10, 10)


def test_resizing_moves_words_lines_and_page_and_nothing_else():
    one = coded(0, "kata")
    moved = tagging.resize(one, start=16, quote="lain lagi", lines=LINES, pages=PAGES)
    assert (moved.start, moved.end, moved.quote) == (16, 25, "lain lagi")
    assert (moved.line_start, moved.line_end, moved.page) == (2, 3, "1")
    assert (moved.id, moved.code, moved.coder, moved.made_at) == (one.id, one.code, one.coder, one.made_at)


ALLOWED = [
    *({"status": status} for status in (*STATUSES, None)),
    {"limited": True},
    {"weight": 0},
    {"weight": 100},
    {"prompted": False},
    {"evidence": "document"},
    {"evidence": None},
]
REFUSED = [
    {"status": "perhaps"},
    {"status": ""},
    {"weight": -1},
    {"weight": 101},
    {"weight": True},
    {"weight": "3"},
    {"prompted": "yes"},
    {"evidence": "rumour"},
    {"coder": "somebody else"},
    {"quote": None},
]


@pytest.mark.parametrize("values", ALLOWED)
def test_what_may_be_said_of_a_coding(values):
    assert tagging.qualities(values) == values


@pytest.mark.parametrize("values", REFUSED)
def test_what_may_not_be_said_of_a_coding(values):
    with pytest.raises(Refused, match=next(iter(values))):
        tagging.qualities(values)
