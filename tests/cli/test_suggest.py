"""Suggestions from the command line: rows to read or JSON, and nothing coded by asking."""

import json
from uuid import uuid4

import pytest
from click.testing import CliRunner

from coding import workbench
from coding.cli import main
from coding.model import Keyword
from coding.store import open_store
from coding.workbench import training

TALK = "P: Bagaimana koordinasi?\nIK-01: Kami berkoordinasi setiap bulan.\nIK-01: Rapat belum ada.\n"


@pytest.fixture
def study(sqlite_template, tmp_path, monkeypatch, study_builder):
    """A file with one study, whose K1 is recognised by a word; models are kept beside it."""
    monkeypatch.setattr(training, "user_data_path", lambda _name: tmp_path / "data")
    path = tmp_path / "study.db"
    path.write_bytes(sqlite_template.read_bytes())
    one = study_builder(open_store(str(path)))
    workbench.put_keyword(one.owner, one.id, Keyword(uuid4(), one.codes["K1"], "id", "koordinasi"))
    workbench.put_suggestion_settings(one.owner, one.id, blind_share=0.0)
    one.add_source("W2", TALK)
    yield one, str(path)
    one.owner.store.close()


def said(*args):
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_keyword_suggestions_come_with_place_chance_and_reason(study):
    one, path = study
    (row,) = json.loads(said("suggest", path, "--method", "keywords", "--source", "W2", "--json"))
    assert (row["source"], row["code"], row["reason"]) == ("W2", "K1", ["berkoordinasi"])
    assert TALK[row["start"] : row["end"]] == "Kami berkoordinasi setiap bulan."
    assert 0 < row["probability"] < 1
    assert one.codings() == []
    assert "W2\t32-64\tK1\t" in said("suggest", path, "--method", "keywords")


def test_the_classifier_is_trained_when_it_is_asked_for_and_not_again_while_nothing_changed(study):
    one, path = study
    said("suggest", path, "--json")
    said("suggest", path, "--json")
    assert [card.number for card in workbench.list_models(one.owner, one.id)] == [1]
    one.code("K2", 32, 64, source=workbench.source_id(one.owner, one.id, "W2"))
    said("suggest", path, "--json")
    assert [card.number for card in workbench.list_models(one.owner, one.id)] == [2, 1]


def test_lost_arrays_are_made_again_without_another_model(study, tmp_path):
    one, path = study
    said("suggest", path)
    (kept,) = (tmp_path / "data").rglob("*.npz")
    kept.unlink()
    said("suggest", path)
    assert kept.exists()
    assert len(workbench.list_models(one.owner, one.id)) == 1


def test_the_report_says_in_words_why_it_has_no_figures(study):
    _, path = study
    assert "Too few decisions" in said("evaluate", path)
    assert json.loads(said("evaluate", path, "--json"))["methods"] == []


def test_the_rules_in_force_are_listed(study):
    _, path = study
    assert json.loads(said("keywords", path, "--json"))[0]["words"] == "koordinasi"


def test_the_report_as_json_has_the_figures_of_real_use_for_rules_and_classifier(study):
    _, path = study
    found = json.loads(said("evaluate", path, "--json"))
    assert set(found["in_use"]) == {"keywords", "classifier"}
    assert all(one["refused"] for one in found["in_use"].values())
