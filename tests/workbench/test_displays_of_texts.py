"""Displays along the text, time and words of a small study; every number finds exactly what it counts."""

from dataclasses import replace

import pytest

from coding import workbench
from coding.model import Query
from coding.workbench import displays

TALK = """P: Apakah ada rapat?
IK: Ada rapat koordinasi. Rapat itu tiap Senin, dan kerja sama jalan.
P: Lalu kerja sama dengan dinas lain?
IK: Belum ada kerja sama. Rapatnya juga belum.
"""


@pytest.fixture
def spoken(study):
    """Two interviews with the same words and one of the fixture: what is coded is (code, words)."""
    for name, said in {
        "IK-1": [("K1", "Ada rapat koordinasi."), ("K1", "Rapat itu tiap Senin"), ("K2", "kerja sama jalan")],
        "IK-2": [("K2", "Belum ada kerja sama. Rapatnya"), ("K1", "Ada rapat koordinasi. Rapat itu")],
    }.items():
        case = study.add_case(name, jenis="kunci", tanggal="2026-01-14" if name == "IK-1" else "")
        source = study.add_source(f"W {name}", TALK, case.id)
        for code, words in said:
            at = TALK.index(words)
            study.code(code, at, at + len(words), source=source.id)
    return study


def drawn(study, kind, text="", **options):
    where = workbench.read_query(study.owner, study.id, text) if text else None
    return displays.draw_display(study.owner, study.id, kind, Query(where=where), options=options)


def found(study, ask, text=""):
    """The excerpts that a number opens, as the page asks for them."""
    together = displays.narrow_query(study.owner, study.id, [text, ask])
    where = workbench.read_query(study.owner, study.id, together)
    return workbench.find_excerpts(study.owner, study.id, Query(where=where))


def counts(sheet, columns):
    """(query, number) of each number in these columns."""
    return [(sheet.ask(row, at), cells[at] or 0) for row, cells in enumerate(sheet.cells) for at in columns]


@pytest.mark.parametrize("by", ["groups", "codes"])
@pytest.mark.parametrize("scale", ["share", "length"])
@pytest.mark.parametrize("text", ["", "words:rapat"])
def test_every_band_of_a_portrait_opens_exactly_what_touches_its_piece(spoken, by, scale, text):
    sheet = drawn(spoken, "document-portraits", text, by=by, scale=scale).sheet
    numbers = counts(sheet, range(2, len(sheet.columns)))
    assert sum(count for _ask, count in numbers)
    for ask, count in numbers:
        assert (len(found(spoken, ask, text)) if ask else 0) == count


def test_only_the_texts_the_query_looks_into_have_a_portrait(spoken):
    sheet = drawn(spoken, "document-portraits").sheet
    assert list(dict.fromkeys(row.group for row in sheet.rows)) == ["W1", "W IK-1", "W IK-2"]
    ids = workbench.source_names(spoken.owner, spoken.id)
    query = replace(Query(), sources=(ids["W IK-2"],))
    sheet = displays.draw_display(spoken.owner, spoken.id, "document-portraits", query).sheet
    assert {row.group for row in sheet.rows} == {"W IK-2"}


@pytest.mark.parametrize("axis", ["turns", "lines", "share"])
@pytest.mark.parametrize("source", ["several", "source.W IK-1"])
def test_every_bar_of_the_code_lines_opens_exactly_its_excerpts(spoken, axis, source):
    sheet = drawn(spoken, "codelines", axis=axis, source=source).sheet
    assert sum(cells[3] for cells in sheet.cells) == (5 if source == "several" else 3)
    for ask, count in counts(sheet, [3]):
        assert len(found(spoken, ask)) == count


def test_a_turn_reaches_from_its_number_to_the_next(spoken):
    sheet = drawn(spoken, "codelines", source="source.W IK-1").sheet
    assert {(row.label, int(cells[1]), int(cells[2])) for row, cells in zip(sheet.rows, sheet.cells, strict=True)} == {
        ("K1", 2, 2),
        ("K2", 2, 2),
    }


@pytest.mark.parametrize("unit", ["segments", "informants"])
@pytest.mark.parametrize("by", ["groups", "codes"])
def test_a_disc_of_the_timeline_opens_what_was_said_that_day(spoken, unit, by):
    sheet = drawn(spoken, "code-timeline", by=by, unit=unit).sheet
    assert [one.label for one in sheet.columns] == ["2026-01-14"]
    (notice,) = sheet.notices
    assert notice.values == {"names": "W1, W IK-2"}
    for ask, count in counts(sheet, [0]):
        excerpts = found(spoken, ask)
        assert len(excerpts if unit == "segments" else {one.case_key for one in excerpts}) == count


@pytest.mark.parametrize("text", ["", "words:rapat"])
def test_a_sector_of_the_codebook_opens_the_code_and_all_under_it(spoken, text):
    sheet = drawn(spoken, "codebook-sunburst", text).sheet
    for row, cells in enumerate(sheet.cells):
        excerpts = found(spoken, sheet.ask(row, 1), text)
        assert (len({one.case_key for one in excerpts}), len(excerpts)) == (cells[0], cells[1])
        assert (len(found(spoken, sheet.ask(row, 2), text)) if cells[2] else 0) == cells[2]


@pytest.mark.parametrize("voices", ["everybody", "informants"])
@pytest.mark.parametrize("text", ["", "words:rapat"])
def test_every_count_of_a_word_opens_the_excerpts_in_which_it_stands(spoken, voices, text):
    sheet = drawn(spoken, "word-frequencies", text, voices=voices).sheet
    assert {"rapat", "koordinasi", "kerja"} <= {row.label for row in sheet.rows}
    for row, cells in enumerate(sheet.cells):
        excerpts = found(spoken, sheet.ask(row, 1), text)
        assert (len({one.case_key for one in excerpts}), len(excerpts)) == tuple(cells[:2])


def test_words_left_out_are_not_counted_and_codes_are_never_replaced(spoken):
    sheet = drawn(spoken, "word-frequencies", without="rapat; Kerja").sheet
    assert not {"rapat", "kerja"} & {row.label for row in sheet.rows}
    assert "never replace codes" in sheet.notices[-1].sentence


@pytest.mark.parametrize("voices", ["everybody", "informants"])
@pytest.mark.parametrize("word", ["rapat", "kerja sama", "nirgends"])
def test_every_line_of_a_keyword_opens_the_excerpts_on_its_lines(spoken, word, voices):
    sheet = drawn(spoken, "keyword-in-context", word=word, voices=voices).sheet
    assert len(sheet.rows) == {"rapat": 4, "kerja sama": 2, "nirgends": 0}[word]
    for ask, count in counts(sheet, [3]):
        assert len(found(spoken, ask)) == count


@pytest.mark.parametrize("side", ["after", "before"])
def test_every_branch_of_a_word_opens_the_excerpts_with_these_words(spoken, side):
    sheet = drawn(spoken, "word-tree", word="Rapat", side=side).sheet
    assert len(sheet.rows) > 2
    for row, cells in enumerate(sheet.cells):
        excerpts = found(spoken, sheet.ask(row, 1))
        assert (len({one.case_key for one in excerpts}), len(excerpts)) == tuple(cells[:2])


def test_without_a_word_the_one_in_most_excerpts_is_looked_at(spoken):
    for kind in ("keyword-in-context", "word-tree"):
        assert drawn(spoken, kind).sheet.notices[0].values == {"word": "rapat"}


def test_of_too_many_texts_the_first_are_read_and_every_number_says_so(spoken, monkeypatch):
    monkeypatch.setattr("coding.workbench.display_tables.spoken.read.__defaults__", (3, ""))
    sheet = drawn(spoken, "word-frequencies").sheet
    assert sheet.notices[0].values == {"n": "1", "all": "3", "first": "W IK-1", "last": "W IK-1"}
    for ask, count in counts(sheet, [1]):
        assert len(found(spoken, ask)) == count
