"""The practice corpus: it loads, it is what it says, and every coding stands on its words."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from coding import codebook
from coding.model import EVIDENCE, STATUSES
from coding.transcript import read
from coding.transcript.decide import accept
from coding.transcript.reading import Reading

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpora" / "mpp-bengkulu"
INTERVIEWS = ["IK-01", "IK-02", "IK-03", "IU-01", "IU-02", "IU-03", "IU-04", "IP-01", "IP-02", "IP-03"]
OTHERS = {"O-01": "observation", "O-02": "observation", "D-01": "document", "D-02": "document"}
THE_NINE = {"K1", "K2", "K3", "I1", "I2", "I3", "D1", "D2", "D3"}
BESIDES = {"HB", "PD", "LN"}


def table(name: str) -> list[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def about() -> dict[str, Any]:
    loaded = yaml.safe_load((CORPUS / "about.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    files = sorted((CORPUS / "transcripts").iterdir())
    return {path.stem: read(path.name, path.read_bytes()) for path in files}


@pytest.fixture(scope="module")
def codings() -> list[dict[str, str]]:
    return table("codings.csv")


def test_the_list_of_sources_names_every_file_and_no_other(about: dict[str, Any]) -> None:
    listed = [entry["file"] for entry in about["sources"]]
    assert sorted(listed) == sorted(path.name for path in (CORPUS / "transcripts").iterdir())
    assert {Path(file).stem for file in listed} == {*INTERVIEWS, *OTHERS}


def test_the_corpus_says_in_both_languages_that_it_was_composed_and_names_the_study(about: dict[str, Any]) -> None:
    assert about["practice"] is True
    assert "disusun untuk latihan" in about["statement"]["id"]
    assert "bukan data penelitian" in about["statement"]["id"]
    assert "composed for practice" in about["statement"]["en"]
    assert "not the data of the study" in about["statement"]["en"]
    assert "Anggriyani" in about["study"]
    assert "MIT" in about["licence"]


def test_every_file_that_can_hold_a_note_says_itself_that_it_is_for_practice(readings: dict[str, Reading]) -> None:
    silent = {
        name
        for name, reading in readings.items()
        if "latihan" not in " ".join(reading.source.header.values()).casefold()
    }
    assert silent <= {"IU-03"}, "only the bare table has no place for it"


def test_several_formats_are_practised(readings: dict[str, Reading]) -> None:
    assert {reading.source.format for reading in readings.values()} == {"docx", "txt", "vtt", "xlsx", "pdf"}


def test_sources_are_read_without_warning_as_the_kind_and_language_they_are(
    about: dict[str, Any], readings: dict[str, Reading]
) -> None:
    kinds = {Path(entry["file"]).stem: entry["kind"] for entry in about["sources"]}
    assert kinds == dict.fromkeys(INTERVIEWS, "interview") | OTHERS
    for name, reading in readings.items():
        assert (name, reading.source.kind, reading.source.language) == (name, kinds[name], "id")
        assert reading.warnings == ()


@pytest.mark.parametrize("name", INTERVIEWS)
def test_an_interview_has_between_1200_and_2500_spoken_words(name: str, readings: dict[str, Reading]) -> None:
    assert 1200 <= readings[name].words <= 2500


@pytest.mark.parametrize("name", INTERVIEWS)
def test_an_interview_has_its_interviewer_and_informant_taking_turns(name: str, readings: dict[str, Reading]) -> None:
    source = accept(readings[name])
    turns = Counter(turn.speaker for turn in source.turns)
    roles = {speaker.role: speaker.label for speaker in reversed(source.speakers)}
    assert {roles["interviewer"], roles["informant"]} <= turns.keys()
    assert min(turns[roles["interviewer"]], turns[roles["informant"]]) >= 20
    assert set(turns) - {roles["interviewer"], roles["informant"]} == (
        {"Staf"} if name == "IK-01" else {"Istri"} if name == "IP-03" else set()
    )


@pytest.mark.parametrize("name", OTHERS)
def test_notes_and_documents_have_no_speakers(name: str, readings: dict[str, Reading]) -> None:
    assert accept(readings[name]).speakers == ()


def test_the_pdf_keeps_its_pages(readings: dict[str, Reading]) -> None:
    assert len(readings["D-02"].source.pages) >= 3


def test_headers_agree_with_the_table_of_informants(readings: dict[str, Reading]) -> None:
    cases = {row["kode"]: row for row in table("cases.csv")}
    headed = {name: readings[name].source.header for name in INTERVIEWS if "Kode" in readings[name].source.header}
    assert len(headed) >= 6
    for name, header in headed.items():
        assert header["Kode"] == name
        assert (header["Jabatan"], header["Instansi"], header["Tempat"]) == (
            cases[name]["jabatan"],
            cases[name]["instansi"],
            cases[name]["tempat"],
        )


def test_every_informant_belongs_to_one_interview_and_has_all_particulars(about: dict[str, Any]) -> None:
    rows = table("cases.csv")
    interviews = {entry["case"]: entry for entry in about["sources"] if "case" in entry}
    assert [row["kode"] for row in rows] == INTERVIEWS == list(interviews)
    for row in rows:
        assert all(row.values()), row["kode"]
        assert row["tanggal"] == interviews[row["kode"]]["date"]


def test_the_kinds_of_informants_are_three_four_three_and_defined(about: dict[str, Any]) -> None:
    kinds = Counter(row["jenis"] for row in table("cases.csv"))
    assert kinds == {"kunci": 3, "utama": 4, "pendukung": 3}
    assert about["jenis"].keys() == kinds.keys()


def test_every_quote_is_exactly_the_words_at_its_place(
    codings: list[dict[str, str]], readings: dict[str, Reading]
) -> None:
    for row in codings:
        text = readings[row["source"]].source.text
        assert text[int(row["start"]) : int(row["end"])] == row["quote"]
        assert row["quote"] == row["quote"].strip() != ""
        assert text.count(row["quote"]) == 1, row["quote"]


def test_quotes_stay_within_one_speakers_words_but_for_one_on_purpose(
    codings: list[dict[str, str]], readings: dict[str, Reading]
) -> None:
    crossing = []
    for row in codings:
        turns = readings[row["source"]].source.turns
        if not any(turn.start <= int(row["start"]) and int(row["end"]) <= turn.end for turn in turns):
            crossing.append((row["source"], row["coder"]))
    assert crossing == [("IP-03", "Kedua")]


def test_every_code_can_be_given_and_every_code_was(codings: list[dict[str, str]]) -> None:
    book = codebook.read_yaml((ROOT / "codebooks" / "wog.yaml").read_text(encoding="utf-8"))
    assert {code.key for code in book.codable()} >= {row["code"] for row in codings}
    for coder in ("Ahli", "Kedua"):
        assert {row["code"] for row in codings if row["coder"] == coder} == THE_NINE | BESIDES


def test_both_coders_coded_every_source_and_neither_coded_the_same_words_twice_alike(
    codings: list[dict[str, str]],
) -> None:
    assert {(row["source"], row["coder"]) for row in codings} == {
        (name, coder) for name in (*INTERVIEWS, *OTHERS) for coder in ("Ahli", "Kedua")
    }
    alike = Counter((row["source"], row["start"], row["end"], row["code"], row["coder"]) for row in codings)
    assert set(alike.values()) == {1}


def test_relations_carry_a_status_and_every_status_occurs(codings: list[dict[str, str]]) -> None:
    for row in codings:
        assert (row["status"] in STATUSES) == (row["code"] in THE_NINE)
        assert row["limited"] in ("", "true")
        assert not row["limited"] or row["status"] == "exists"
    for coder in ("Ahli", "Kedua"):
        assert {row["status"] for row in codings if row["coder"] == coder} - {""} == set(STATUSES)


def test_codings_tell_prompted_from_unprompted_and_claim_from_event_and_document(
    codings: list[dict[str, str]],
) -> None:
    assert {row["evidence"] for row in codings} == set(EVIDENCE)
    for row in codings:
        assert (row["prompted"] in ("true", "false")) == (row["source"] in INTERVIEWS)
    assert {row["prompted"] for row in codings} == {"true", "false", ""}


def test_the_coders_disagree_in_the_ways_people_do(codings: list[dict[str, str]]) -> None:
    def spans(coder: str) -> list[tuple[str, int, int, str]]:
        return [(r["source"], int(r["start"]), int(r["end"]), r["code"]) for r in codings if r["coder"] == coder]

    expert, second = spans("Ahli"), spans("Kedua")
    together = [(a, b) for a in expert for b in second if a[0] == b[0] and a[1] < b[2] and b[1] < a[2]]
    same = {b for a, b in together if a[3] == b[3]}
    moved = [(a, b) for a, b in together if a[3] == b[3] and a[1:3] != b[1:3]]
    siblings = {(a[3], b[3]) for a, b in together if b not in same}
    missed = [a for a in expert if not any(pair[0] == a for pair in together)]
    assert 0.5 < len(same) / len(second) < 0.9
    assert len(moved) > 20
    assert {("K3", "I1"), ("D1", "I2"), ("K2", "K3"), ("D2", "I2")} <= siblings
    assert len(missed) > 10
