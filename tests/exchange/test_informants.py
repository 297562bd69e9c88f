"""A table of informants, and what it would change."""

from uuid import uuid4

import pytest

from coding.errors import TableWithoutColumn
from coding.exchange.informants import read_cases
from coding.model import Attribute, Case

THERE = Case(uuid4(), "IK-01", "Bapak R.", {"jenis": "kunci", "jabatan": "Sekretaris"}, version=3)


def test_an_informant_that_is_there_is_changed_and_others_would_be_new() -> None:
    rows = [["No", "Kode Informan", "Nama", "Jenis"], ["1", "ik-01", "", "utama"], ["2", "IU-01", "Ibu S.", "utama"]]
    changed, new = read_cases(rows, [THERE], []).lines
    assert changed.before == THERE
    assert (changed.after.id, changed.after.key, changed.after.version) == (THERE.id, "IK-01", 3)
    assert changed.changes() == [("jenis", "kunci", "utama")]
    assert new.before is None
    assert new.changes() == [("", "", "Ibu S."), ("jenis", "", "utama")]


def test_an_empty_cell_takes_nothing_away() -> None:
    [line] = read_cases([["Kode", "Nama", "Jabatan"], ["IK-01", "", " "]], [THERE], []).lines
    assert line.changes() == []
    assert line.after == THERE


def test_a_column_is_known_by_key_or_name_and_a_new_one_keeps_its_heading() -> None:
    known = [Attribute(uuid4(), "lama_kerja", "Lama bekerja")]
    rows = [["kode", "Lama Bekerja", "Pendidikan terakhir", "USIA"], ["IK-01", "3,5", "S1", "45"]]
    table = read_cases(rows, [THERE], known)
    assert [change[0] for change in table.lines[0].changes()] == ["lama_kerja", "pendidikan_terakhir", "usia"]
    assert [(one.key, one.name) for one in table.attributes] == [("pendidikan_terakhir", "Pendidikan terakhir")]


def test_words_are_taken_as_they_are_written() -> None:
    rows = [["kode", "lama", "tanggal"], ["IK-01", "3,50", "14/1/2026"]]
    assert [after for _key, _before, after in read_cases(rows, [THERE], []).lines[0].changes()] == ["3,50", "14/1/2026"]


def test_rows_without_a_code_and_codes_that_come_again_are_told() -> None:
    table = read_cases([["kode", "usia"], ["", "4"], ["X-1", "5"], ["x-1", "6"], ["X-1"]], [], [])
    assert [one.after.attributes for one in table.lines] == [{"usia": "5"}]
    assert [str(one) for one in table.notices] == [
        "Rows without a code were left out: 2.",
        "These codes stand in the table more than once; the first row counts: x-1, X-1.",
    ]


@pytest.mark.parametrize("rows", [[], [["nama", "usia"], ["Bapak R.", "45"]]])
def test_a_table_without_codes_is_refused(rows: list[list[str]]) -> None:
    with pytest.raises(TableWithoutColumn, match="Kode"):
        read_cases(rows, [THERE], [])
