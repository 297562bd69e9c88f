"""Informants brought in from a table."""

from typing import Any

import pytest

from coding import workbench
from coding.errors import Conflict, NoTable
from coding.workbench import Readers

ROWS = [["Kode", "Jenis", "Lama kerja"], ["IK-01", "utama", "3,5"], ["IU-01", "utama", ""], ["IU-02", "utama", ""]]


def noted(study: Any) -> dict[str, dict[str, str]]:
    return {one.key: dict(one.attributes) for one in workbench.list_cases(study.owner, study.id)}


def test_reading_a_table_changes_nothing(study: Any) -> None:
    study.add_case("IK-01", jenis="kunci")
    table = workbench.read_case_table(study.owner, study.id, ROWS)
    assert [one.after.key for one in table.lines if one.before is None] == ["IU-01", "IU-02"]
    assert noted(study) == {"IK-01": {"jenis": "kunci"}}


def test_new_informants_come_only_where_they_are_named_and_all_of_it_is_one_act(study: Any) -> None:
    study.add_case("IK-01", jenis="kunci")
    table = workbench.read_case_table(study.owner, study.id, ROWS)
    workbench.take_cases(study.owner, study.id, table, ["iu-02"])
    assert noted(study) == {"IK-01": {"jenis": "utama", "lama_kerja": "3,5"}, "IU-02": {"jenis": "utama"}}
    assert [one.name for one in workbench.list_attributes(study.owner, study.id)] == ["Lama kerja"]
    workbench.undo(study.owner, study.id)
    assert noted(study) == {"IK-01": {"jenis": "kunci"}}
    assert workbench.list_attributes(study.owner, study.id) == []


def test_what_somebody_changed_since_the_table_was_looked_at_is_not_overwritten(study: Any) -> None:
    case = study.add_case("IK-01", jenis="kunci")
    table = workbench.read_case_table(study.owner, study.id, ROWS)
    workbench.put_cases(study.owner, study.id, [case])
    with pytest.raises(Conflict):
        workbench.take_cases(study.owner, study.id, table)


def test_a_table_is_read_where_a_file_can_do_no_harm() -> None:
    with Readers() as readers:
        assert readers.rows("a.csv", b"Kode;Lama\nIK-01;3,5\n") == [["Kode", "Lama"], ["IK-01", "3,5"]]
        with pytest.raises(NoTable):
            readers.rows("a.rtf", b"{\\rtf1 Halo}")
