"""Paper, from a study as it is stored: the screen's line numbers, codes, coders, memos, excerpts and the codebook."""

import io
from typing import Any
from uuid import uuid4

import pytest
from docx import Document
from lxml import html

from coding import workbench
from coding.errors import NotFound
from coding.model import Memo, MemoLink, Query
from coding.workbench.code_splits import choose_example
from coding.workbench.printing import print_codebook, print_excerpts, print_source


def page(data: bytes) -> Any:
    return html.fromstring(data.decode())


def texts(made: Any, path: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in made.xpath(path)]


def lines(made: Any) -> list[tuple[int, str]]:
    """Number and words of each line, without who speaks."""
    found = made.xpath("//div[@class='line']")
    return [
        (int(one.xpath("string(span[@class='n'])")), one.xpath("string(span[@class='w'])").split(": ", 1)[-1])
        for one in found
    ]


def write(study: Any, text: str, *links: MemoLink) -> None:
    workbench.write_memo(study.owner, study.id, Memo(uuid4(), "idea", "", text, study.owner.id, links))


def test_the_lines_of_a_printed_source_have_the_numbers_of_the_screen_and_so_have_its_codes(study: Any) -> None:
    coding = study.code("K1", 3, 9)
    source = workbench.load_source(study.owner, study.id, study.source.id)
    made = page(print_source(study.owner, study.id, study.source.id, format="html"))
    printed = lines(made)
    assert printed
    for number, words in printed:
        stop = source.lines[number] if number < len(source.lines) else len(source.text)
        assert words in " ".join(source.text[source.lines[number - 1] : stop].split())
    where = str(coding.line_start)
    if coding.line_end != coding.line_start:
        where += f"–{coding.line_end}"
    assert texts(made, "//*[@class='where']") == [where]


def test_the_same_lines_stand_in_the_document(study: Any) -> None:
    study.code("K1", 3, 9)
    made = page(print_source(study.owner, study.id, study.source.id, format="html"))
    grid = Document(io.BytesIO(print_source(study.owner, study.id, study.source.id))).tables[0]
    assert [int(row.cells[0].text) for row in grid.rows[1:]] == [number for number, _words in lines(made)]


def test_a_code_names_its_status_and_its_coders_where_there_are_several(study: Any) -> None:
    mine = study.code("K1", 3, 9)
    workbench.qualify(study.owner, study.id, [mine.id], {"status": "absent", "limited": True})
    alone = page(print_source(study.owner, study.id, study.source.id, format="html"))
    [told] = texts(alone, "//*[@class='codes']/div")
    assert "K1" in told
    assert told.endswith("belum atau tidak ada, terbatas")
    study.code("K1", 3, 9, study.member("Budi"))
    both = texts(page(print_source(study.owner, study.id, study.source.id, format="html")), "//*[@class='codes']/div")
    assert len(both) == 2
    assert any(one.endswith("Budi") for one in both)


def test_two_coders_of_one_mind_share_a_bar(study: Any) -> None:
    study.code("K1", 3, 9)
    study.code("K1", 3, 9, study.member("Budi"))
    [told] = texts(page(print_source(study.owner, study.id, study.source.id, format="html")), "//*[@class='codes']/div")
    assert "Budi" in told
    assert ", " in told


def test_memos_of_a_coding_a_passage_and_the_source_are_numbered_notes(study: Any) -> None:
    coding = study.code("K1", 3, 9)
    workbench.memo(study.owner, study.id, coding.id, "catatan kode")
    write(study, "tentang kutipan", MemoLink("coding", coding.id))
    write(study, "tentang bagian", MemoLink("source", study.source.id, (3, 9, 1)))
    write(study, "tentang sumber", MemoLink("source", study.source.id))
    made = page(print_source(study.owner, study.id, study.source.id, format="html"))
    notes = texts(made, "//ol[@class='notes']/li")
    assert [one.split("]")[0] for one in notes] == ["[1", "[2", "[3", "[4"]
    assert [one.rsplit(": ", 1)[1] for one in notes] == [
        "catatan kode",
        "tentang kutipan",
        "tentang bagian",
        "tentang sumber",
    ]
    assert sorted(made.xpath("//*[@class='codes']//a/text()")) == ["[1]", "[2]", "[3]"]


def test_excerpts_stand_by_source_with_their_reference_and_their_words_in_bold(study: Any) -> None:
    coding = study.code("K1", 3, 9)
    other = study.add_source("W2")
    study.code("K1", 3, 9, source=other.id)
    told: list[str] = []
    made = page(
        print_excerpts(
            study.owner,
            study.id,
            Query(codes=(study.codes["K1"],)),
            format="html",
            progress=lambda _share, name: told.append(name),
        )
    )
    assert told == ["W1", "W2"]
    assert texts(made, "//h2") == ["W1", "W2"]
    assert made.xpath("string(//strong)") == coding.quote
    assert all("W" in one and "b. " in one for one in texts(made, "//p[@class='beneath']"))
    alone = print_excerpts(study.owner, study.id, Query(sources=(other.id,)), format="html")
    assert texts(page(alone), "//h2") == ["W2"]


def test_without_excerpts_the_sheet_says_so(study: Any) -> None:
    made = page(print_excerpts(study.owner, study.id, Query(codes=(study.codes["K1"],)), format="html"))
    assert texts(made, "//h2") == ["Tidak ada kutipan."]


def test_the_codebook_of_a_thesis_has_a_real_quotation_and_the_version_of_each_code(study: Any) -> None:
    coding = study.code("K1", 3, 9)
    grid = Document(io.BytesIO(print_codebook(study.owner, study.id))).tables[0]
    heads, *rows = [[cell.text for cell in row.cells] for row in grid.rows]
    assert heads == ["Kode", "Nama", "Definisi", "Inklusi", "Eksklusi", "Contoh kutipan", "Sumber teori", "Versi"]
    book = workbench.codebook(study.owner, study.id)
    assert len(rows) == len(book.codes)
    first = next(row for row in rows if row[0] == "K1")
    assert f"“{coding.quote}” (" in first[5]
    english = page(print_codebook(study.owner, study.id, format="html", language="en"))
    assert texts(english, "//th")[0] == "Code"


def test_excerpts_chosen_as_examples_stand_in_the_codebook_of_a_thesis_instead_of_the_newest(study: Any) -> None:
    first, second, _newest = (study.code("K1", 3, end) for end in (9, 13, 16))
    for one in (first, second):
        choose_example(study.owner, study.id, one.id)
    grid = Document(io.BytesIO(print_codebook(study.owner, study.id))).tables[0]
    (told,) = [row.cells[5].text for row in grid.rows if row.cells[0].text == "K1"]
    assert [line.partition("” (")[0] for line in told.split("\n")] == [f"“{first.quote}", f"“{second.quote}"]


def test_a_source_that_is_not_there_is_not_printed(study: Any) -> None:
    with pytest.raises(NotFound):
        print_source(study.owner, study.id, uuid4())
