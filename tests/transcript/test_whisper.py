"""JSON of speech recognisers."""

import json
from typing import Any

import pytest

from coding.errors import Broken, UnknownType
from coding.model import Moment
from coding.transcript import render
from coding.transcript.whisper import read


def text_of(value: Any) -> str:
    return read(json.dumps(value).encode()).text


def test_openai_segments_are_one_turn_without_a_speaker() -> None:
    segments = [
        {"id": 0, "start": 0.0, "end": 1.5, "text": " Halo."},
        {"id": 1, "start": 1.5, "end": 2, "text": " Ya."},
    ]
    rendered = read(json.dumps({"text": " Halo. Ya.", "segments": segments, "language": "id"}).encode())
    assert rendered.text == "Halo. Ya."
    assert rendered.moments == (Moment(0, 0.0, 1.5), Moment(6, 1.5, 2.0))
    assert [turn.speaker for turn in rendered.turns or ()] == [None]


def test_whisperx_speakers_join_their_neighbours() -> None:
    voices = [("SPEAKER_00", "Apa"), ("SPEAKER_00", "kabar?"), ("SPEAKER_01", "Baik.")]
    segments = [
        {"start": at, "end": at + 1, "text": f" {words}", "speaker": who} for at, (who, words) in enumerate(voices)
    ]
    assert text_of({"segments": segments}) == "SPEAKER_00: Apa kabar?\nSPEAKER_01: Baik."
    assert text_of(segments) == "SPEAKER_00: Apa kabar?\nSPEAKER_01: Baik."


def test_a_segment_without_a_speaker_takes_that_of_its_words() -> None:
    words = [{"word": "ya", "speaker": "B"}, {"word": "oke", "speaker": "B"}]
    assert text_of({"segments": [{"start": 0, "end": 1, "text": "ya oke", "words": words}]}) == "B: ya oke"


def test_whisper_cpp_counts_in_thousandths() -> None:
    pieces = [
        {"offsets": {"from": 0, "to": 1500}, "text": " Halo."},
        {"offsets": {"from": 4500, "to": 6000}, "text": " Ya."},
    ]
    rendered = read(json.dumps({"transcription": pieces}).encode())
    assert rendered.text == "Halo.\nYa."
    assert rendered.moments[1] == Moment(6, 4.5, 6.0)


@pytest.mark.parametrize("key", ["text", "word"])
def test_words_alone_are_enough(key: str) -> None:
    assert text_of({"segments": [{"id": "a", "start": 0, "words": [{key: " satu"}, {key: " dua"}]}]}) == "satu dua"


def test_chunks_and_a_bare_text_are_read_too() -> None:
    assert text_of({"chunks": [{"timestamp": [0.0, None], "text": "halo"}]}) == "halo"
    assert text_of({"text": "halo"}) == "halo"


def test_json_of_something_else_is_an_unknown_type_and_half_a_file_is_broken() -> None:
    with pytest.raises(UnknownType):
        render("a.json", b'{"name": "x"}')
    with pytest.raises(Broken):
        render("a.json", b'{"segments": [{"text": "x"')


def test_a_text_that_begins_with_a_bracket_is_a_text() -> None:
    assert render("a.txt", b"[00:01] Budi: halo").format == "txt"
    assert render("a.txt", b"{Budi} halo").format == "txt"
