"""The stateless door answers what it is asked, and says in one sentence what is wrong with a request."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from coding.cli import main
from coding.errors import RequestInvalid
from coding.suggestion.door import answer

LABELS = {
    "K": {"name": "Koordinasi", "definition": "bertemu", "keywords": ["rapat"]},
    "A": {"name": "Anggaran", "definition": "dana", "keywords": ["anggaran", "biaya"]},
}


def request(**changed: Any) -> dict[str, Any]:
    return {
        "codebook": {"lang": "id", "labels": LABELS},
        "train": [{"id": "1", "doc": "W1", "text": "Kami rapat.", "labels": ["K"]}],
        "test": [
            {"id": "2", "doc": "W1", "text": "Besok rapat lagi."},
            {"id": "3", "doc": "W1", "text": "Biayanya besar."},
        ],
        **changed,
    }


def suggestions(asked: dict[str, Any], method: str = "both") -> list[list[dict[str, Any]]]:
    found: list[list[dict[str, Any]]] = json.loads(answer(json.dumps(asked), method))["suggestions"]
    return found


@pytest.mark.parametrize("method", ["keywords", "classifier", "both"])
def test_each_segment_gets_its_codes_with_score_and_words(method: str) -> None:
    first, second = suggestions(request(), method)
    assert (first[0]["code"], second[0]["code"]) == ("K", "A")
    assert first[0]["evidence"][0] == "rapat"
    assert second[0]["evidence"][0] == "Biayanya"
    assert all(0 <= one["score"] <= 1 and isinstance(one["show"], bool) for one in [*first, *second])


def test_without_a_corpus_train_and_test_are_the_corpus() -> None:
    asked = request()
    corpus = [{key: one[key] for key in ("id", "doc", "text")} for one in [*asked["train"], *asked["test"]]]
    assert suggestions(asked) == suggestions(request(corpus=corpus))


def test_segments_missing_from_the_corpus_are_taken_in() -> None:
    asked = request(corpus=[{"id": "9", "doc": "W9", "text": "Lain sama sekali."}])
    assert suggestions(asked)[0][0]["code"] == "K"


def test_nothing_coded_and_nothing_asked_are_answered() -> None:
    assert suggestions(request(train=[]))[0][0]["code"] == "K"
    assert suggestions(request(train=[], test=[])) == []
    assert suggestions(request(train=[], codebook={"lang": "en", "labels": {}})) == [[], []]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (b"{", "Expecting property name"),
        (b"\xff", "can't decode"),
        (b"[]", "no JSON object"),
        (b"{}", "codebook must be"),
        (request(codebook={"lang": "fr", "labels": {}}), "codebook.lang"),
        (request(codebook={"lang": "id"}), "codebook.labels must be"),
        (request(codebook={"lang": "id", "labels": {"K": {"keywords": "rapat"}}}), "codebook.labels.K.keywords"),
        (request(codebook={"lang": "id", "labels": {"K": {"keywords": [1]}}}), "codebook.labels.K.keywords"),
        (request(test=None), "test must be a list"),
        (request(test=[1]), "test[0] is no JSON object"),
        (request(test=[{"id": 1, "doc": "W", "text": ""}]), "test[0].id must be a text"),
        (request(train=[{"id": "1", "doc": "W", "text": "x"}]), "train[0].labels must be a list"),
        (request(train=[{"id": "1", "doc": "W", "text": "x", "labels": ["Z"]}]), 'train[0].labels names "Z"'),
    ],
)
def test_a_request_that_is_wrong_is_told_where(asked: bytes | dict[str, Any], why: str) -> None:
    with pytest.raises(RequestInvalid) as told:
        answer(asked if isinstance(asked, bytes) else json.dumps(asked))
    assert why in str(told.value)


def test_the_command_line_reads_standard_input() -> None:
    result = CliRunner().invoke(main, ["suggest", "--stdin", "--method", "keywords"], input=json.dumps(request()))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["suggestions"][0][0]["code"] == "K"
    wrong = CliRunner().invoke(main, ["suggest", "--stdin"], input="{")
    assert wrong.exit_code == 1
    assert "can't be read" in wrong.stderr
    assert CliRunner().invoke(main, ["suggest"]).exit_code == 2
