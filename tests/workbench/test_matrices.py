"""Codings counted by rows and columns."""

import csv
import io

import pytest

from coding import workbench
from coding.errors import NotFound
from coding.model import Query


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
    ]
    assert workbench.export_matrix(counted.owner, counted.id, Query()).startswith(b"PK")
