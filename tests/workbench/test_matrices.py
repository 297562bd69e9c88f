"""Codings counted by rows and columns."""

import csv
import io
import random
from dataclasses import replace
from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import NotFound
from coding.model import Pattern, Query, Question
from coding.workbench import matrices


@pytest.fixture
def counted(study):
    """Three informants, two of one kind; K1 twice by the first, once by the second; the third says nothing."""
    cases = [study.add_case(key, jenis=kind) for key, kind in (("A", "kunci"), ("B", "kunci"), ("C", "utama"))]
    sources = [study.add_source(f"S{case.key}", case=case.id) for case in cases]
    text = study.source.text
    at = text.index("Ada rapat")
    study.code("K1", at, at + len("Ada rapat"), source=sources[0].id)
    study.code("K1", at, at + len("Ada rapat, tapi belum"), source=sources[0].id)
    study.code("K1", at, at + len("Ada"), source=sources[1].id)
    study.code("K2", at, at + len("Ada"), source=sources[1].id)
    return study


def table(study, **how):
    made = workbench.count_matrix(study.owner, study.id, how.pop("query", Query()), **how)
    return {row.name: [made.at(row, column) for column in made.columns] for row in made.rows}


def test_each_informant_counts_once_segments_each_and_words_as_they_are_parted(counted):
    assert table(counted) == {"A": [1, 0, 0], "B": [1, 1, 0], "C": [0, 0, 0]}
    assert table(counted, unit="segments") == {"A": [2, 0, 0], "B": [1, 1, 0], "C": [0, 0, 0]}
    assert table(counted, unit="words") == {"A": [6, 0, 0], "B": [1, 1, 0], "C": [0, 0, 0]}


def test_an_attribute_takes_its_informants_together_and_says_how_many_there_are(counted):
    made = workbench.count_matrix(counted.owner, counted.id, Query(), rows="case.jenis")
    assert [(row.name, row.informants) for row in made.rows] == [("kunci", 2), ("utama", 1)]
    assert table(counted, rows="case.jenis") == {"kunci": [2, 1, 0], "utama": [0, 0, 0]}
    assert table(counted, rows="case.jenis", unit="segments") == {"kunci": [3, 1, 0], "utama": [0, 0, 0]}


def test_a_query_narrows_what_is_counted_and_a_change_is_seen_at_once(counted):
    where = workbench.read_query(counted.owner, counted.id, "words:tapi")
    asked = Query(where=where)
    assert table(counted, query=asked, unit="segments")["A"] == [1, 0, 0]
    assert table(counted, query=asked, unit="segments")["A"] == [1, 0, 0]
    at = counted.source.text.index("Ada rapat")
    source = workbench.source_names(counted.owner, counted.id)["SC"]
    counted.code("K3", at, at + len("Ada rapat, tapi"), source=source)
    assert table(counted, query=asked, unit="segments")["C"] == [0, 0, 1]


def test_sources_coders_and_statuses_are_lines_too(counted):
    assert table(counted, rows="sources", unit="segments")["SA"] == [2, 0, 0]
    assert sum(map(sum, table(counted, rows="coders", unit="segments").values())) == 4
    one = workbench.find_excerpts(counted.owner, counted.id, Query())[0]
    workbench.qualify(counted.owner, counted.id, [one.coding.id], {"status": "absent"})
    made = workbench.count_matrix(counted.owner, counted.id, Query(), columns="status", unit="segments")
    assert sum(made.cells.values()) == 1


def test_lines_that_do_not_exist_are_refused(counted):
    with pytest.raises(NotFound):
        workbench.count_matrix(counted.owner, counted.id, Query(), rows="colours")


def test_a_matrix_is_taken_away_with_its_denominators(counted):
    data = workbench.export_matrix(counted.owner, counted.id, Query(), rows="case.jenis", format="csv")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == [
        ["jenis", "Informan seluruhnya", "K1", "K2", "K3"],
        ["kunci", "2", "2", "1", "0"],
        ["utama", "1", "0", "0", "0"],
        ["Semua", "3", "2", "1", "0"],
    ]
    assert workbench.export_matrix(counted.owner, counted.id, Query()).startswith(b"PK")


def code_of(study, key):
    return workbench.find_code(study.owner, study.id, key).id


def gather(study, *keys):
    codes = tuple(code_of(study, key) for key in keys)
    workbench.put_pattern(study.owner, study.id, Pattern(uuid4(), "Bertemu", "theme", "Semuanya soal bertemu", codes))


def test_of_how_many_counts_those_who_were_asked_or_spoke_of_it_unasked(counted):
    study = counted
    made = workbench.count_matrix(study.owner, study.id, Query(), rows="case.jenis")
    assert made.asked_at(made.rows[0], made.columns[0]) is None  # Nobody knows: no guide.
    guide = [
        Question("Apakah ada rapat?", (code_of(study, "K1"),), ("kunci",)),
        Question("Lalu?", (code_of(study, "K3"),)),
    ]
    workbench.put_questions(study.owner, study.id, guide)
    made = workbench.count_matrix(study.owner, study.id, Query(), rows="case.jenis")
    of = {row.name: [made.asked_at(row, column) for column in made.columns] for row in made.rows}
    assert of == {"kunci": [2, 1, 2], "utama": [0, 0, 1]}
    assert [made.total(column) for column in made.columns] == [2, 1, 0]
    assert [made.asked_in_all(column) for column in made.columns] == [2, 1, 3]


def test_a_note_in_the_framework_grid_says_against_the_guide_who_was_asked(counted):
    study = counted
    workbench.put_questions(study.owner, study.id, [Question("Lalu?", (code_of(study, "K3"),))])
    there = {one.key: one for one in workbench.list_cases(study.owner, study.id)}
    workbench.put_cell(study.owner, study.id, there["C"].id, code_of(study, "K3"), "", asked=False)
    workbench.put_cell(study.owner, study.id, there["C"].id, code_of(study, "K2"), "", asked=True)
    made = workbench.count_matrix(study.owner, study.id, Query())
    of = {row.name: [made.asked_at(row, column) for column in made.columns] for row in made.rows}
    assert of == {"A": [1, 0, 1], "B": [1, 1, 1], "C": [0, 1, 0]}


def test_who_was_never_interviewed_was_not_asked(counted):
    counted.add_case("D", jenis="kunci")
    workbench.put_questions(counted.owner, counted.id, [Question("Lalu?", (code_of(counted, "K3"),))])
    made = workbench.count_matrix(counted.owner, counted.id, Query())
    assert [made.asked_at(row, made.columns[2]) for row in made.rows] == [1, 1, 1, 0]


def test_saved_queries_groups_and_pattern_codes_are_columns(counted):
    study = counted
    workbench.save_query(study.owner, study.id, "Rapat", "K1 AND words:tapi")
    workbench.save_query(study.owner, study.id, "Bersama", "K1 AND K2", "case")
    made = workbench.count_matrix(study.owner, study.id, Query(), columns="queries", unit="segments")
    assert [column.name for column in made.columns] == ["Rapat"]
    assert table(study, columns="queries", unit="segments") == {"A": [1], "B": [0], "C": [0]}
    gather(study, "K1", "K2")
    assert table(study, columns="patterns") == {"A": [1], "B": [1], "C": [0]}
    assert table(study, columns="patterns", unit="segments") == {"A": [2], "B": [2], "C": [0]}


@pytest.mark.parametrize("columns", ["codes", "groups", "patterns", "queries", "status"])
@pytest.mark.parametrize("rows", ["cases", "case.jenis", "sources", "coders"])
def test_every_number_opens_exactly_the_excerpts_it_counts(counted, rows, columns):
    study = counted
    workbench.save_query(study.owner, study.id, "Rapat", "K1 OR words:ada")
    gather(study, "K1")
    one = workbench.find_excerpts(study.owner, study.id, Query())[0]
    workbench.qualify(study.owner, study.id, [one.coding.id], {"status": "absent"})
    base = Query(where=workbench.read_query(study.owner, study.id, "NOT words:tapi"))
    made = workbench.count_matrix(study.owner, study.id, base, rows=rows, columns=columns, unit="segments")
    for column in made.columns:
        for row in made.rows:
            found = workbench.find_excerpts(study.owner, study.id, Query(where=made.opens(row, column)), limit=None)
            assert len(found) == made.at(row, column)
        found = workbench.find_excerpts(study.owner, study.id, Query(where=made.opens(None, column)), limit=None)
        assert len(found) == made.total(column)


def test_counts_kept_from_before_a_change_equal_a_fresh_count(counted):
    """What is counted anew are the columns a change concerns; undo, redo, removal and a query's relations included."""
    study, dice = counted, random.Random(4)
    text = study.source.text
    workbench.save_query(study.owner, study.id, "Rapat", "K1 OR words:ada")
    gather(study, "K1", "K3")
    related = Query(where=workbench.read_query(study.owner, study.id, "K1 OVERLAPS K2"))
    gathered = Query(where=workbench.read_query(study.owner, study.id, "pattern:Bertemu"))
    asked = [
        (query, {"rows": rows, "columns": columns, "unit": unit})
        for query in (Query(), related, gathered)
        for rows in ("cases", "coders")
        for columns in ("codes", "patterns", "queries", "status")
        for unit in ("informants", "words")
    ]
    sources = list(workbench.source_names(study.owner, study.id).values())
    for _ in range(8):
        change(study, dice, text, sources)
        kept = [workbench.count_matrix(study.owner, study.id, query, **how) for query, how in asked]
        matrices._CACHE._kept.clear()
        assert kept == [workbench.count_matrix(study.owner, study.id, query, **how) for query, how in asked]


def change(study, dice, text, sources):
    there = workbench.find_excerpts(study.owner, study.id, Query(), limit=None)
    what = dice.choice(["code", "code", "recode", "uncode", "undo", "case", "qualify", "pattern", "pattern"])
    if what == "code" or not there:
        start = dice.randrange(len(text) - 30)
        study.code(dice.choice(["K1", "K2", "K3"]), start, start + dice.randrange(5, 25), source=dice.choice(sources))
    elif what == "recode":
        workbench.recode(study.owner, study.id, dice.choice(there).coding.id, code_of(study, "K2"))
    elif what == "uncode":
        workbench.uncode(study.owner, study.id, [dice.choice(there).coding.id])
    elif what == "qualify":
        workbench.qualify(study.owner, study.id, [dice.choice(there).coding.id], {"status": "absent"})
    elif what == "pattern":
        (one,) = workbench.list_patterns(study.owner, study.id)
        codes = (code_of(study, dice.choice(["K1", "K2", "K3"])),)
        workbench.put_pattern(study.owner, study.id, replace(one, codes=codes), version=one.version)
    elif what == "undo":
        workbench.undo(study.owner, study.id)
    else:
        study.add_case(f"N{dice.randrange(10**6)}", jenis="baru")
