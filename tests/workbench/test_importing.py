"""Files become sources: what happens to their names."""

import pytest

from coding import workbench
from coding.workbench import open_desk

TALK = "P: Apa?\nI: Ini.\nP: Lalu?\n"


@pytest.fixture
def project(tmp_path):
    desk = open_desk(str(tmp_path / "simpul.db"))
    me = desk.me()
    yield me, workbench.create_project(me, "W", workbench.choose_codebook("empty")).id
    me.store.close()


def bring(project, *paths):
    return [workbench.told(one) for one in workbench.import_files(*project, paths)]


def test_two_files_of_one_stem_are_told_apart_by_their_ending(project, tmp_path):
    first, second = tmp_path / "IK-01.txt", tmp_path / "IK-01.md"
    first.write_text(TALK)
    second.write_text(TALK)
    assert [line["name"] for line in bring(project, first, second)] == ["IK-01", "IK-01.md"]
    assert workbench.source_id(*project, "IK-01.md") != workbench.source_id(*project, "IK-01")


def test_the_same_file_twice_is_refused_the_second_time(project, tmp_path):
    path = tmp_path / "IK-01.txt"
    path.write_text(TALK)
    lines = bring(project, path, path)
    assert [line["status"] for line in lines] == ["imported", "refused"]
    assert "already in use" in lines[1]["reason"]


def test_a_file_that_is_not_there_is_said_to_be_missing_and_the_others_come_in(project, tmp_path):
    path = tmp_path / "IK-01.txt"
    path.write_text(TALK)
    lines = bring(project, tmp_path / "IK-02.txt", path)
    assert [(line["status"], line["reason"]) for line in lines] == [
        ("refused", "IK-02.txt was not found."),
        ("imported", None),
    ]
