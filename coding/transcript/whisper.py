"""JSON of speech recognisers → text: OpenAI Whisper, whisper-timestamped, WhisperX, whisper.cpp and their kin."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from coding.errors import Broken
from coding.transcript.clock import number, seconds
from coding.transcript.encoding import decode
from coding.transcript.rendered import Rendered
from coding.transcript.utterances import Composer, Utterance, clean_label

VERSION = 1

# Key of the list of pieces → how many of its time units make a second.
_SHAPES = {"segments": 1, "speakers": 1, "chunks": 1, "transcription": 1000, "utterances": 1000}


def pieces(value: Any) -> tuple[Sequence[Any], int] | None:
    """The list of spoken pieces in a parsed JSON value and its time units per second; None where there is none."""
    if isinstance(value, list):
        return (value, 1) if value and all(_is_piece(piece) for piece in value) else None
    if not isinstance(value, dict):
        return None
    for key, unit in _SHAPES.items():
        found = value.get(key)
        if isinstance(found, list) and found and all(_is_piece(piece) for piece in found):
            return found, unit
    text = value.get("text")
    return ([value], 1) if isinstance(text, str) and text.strip() else None


def _is_piece(piece: Any) -> bool:
    return isinstance(piece, dict) and (isinstance(piece.get("text"), str) or isinstance(piece.get("words"), list))


def read(data: bytes) -> Rendered:
    """Turns where the file names speakers, else one unattributed turn; a moment per piece. Raises Broken."""
    text, warnings = decode(data)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Broken from error
    found = pieces(value)
    if found is None:
        raise Broken
    composer = Composer()
    composer.talk(_utterances(*found))
    language = value.get("language") if isinstance(value, dict) else None
    header = {"Language": language} if isinstance(language, str) else {}
    return composer.rendered("whisper", VERSION, header=header, warnings=warnings)


def _utterances(found: Sequence[Mapping[str, Any]], unit: int) -> Iterator[Utterance]:
    for piece in found:
        words = " ".join(_words(piece).split())
        if words:
            start, end = _times(piece, unit)
            yield Utterance(words, _speaker(piece), start, end)


def _words(piece: Mapping[str, Any]) -> str:
    text = piece.get("text")
    if isinstance(text, str):
        return text
    words = (word.get("word", word.get("text", "")) for word in piece["words"] if isinstance(word, dict))
    return " ".join(str(word).strip() for word in words)


def _times(piece: Mapping[str, Any], unit: int) -> tuple[float | None, float | None]:
    offsets, pair = piece.get("offsets"), piece.get("timestamp")
    if isinstance(offsets, dict):
        start, end = offsets.get("from"), offsets.get("to")
    elif isinstance(pair, list) and len(pair) == 2:
        start, end = pair
    else:
        start, end = piece.get("start"), piece.get("end")
    return _time(start, unit), _time(end, unit)


def _time(value: Any, unit: int) -> float | None:
    plain = number(value)
    return seconds(value) if plain is None else plain / unit


def _speaker(piece: Mapping[str, Any]) -> str | None:
    """The piece's speaker, else the one most of its words have."""
    speaker = piece.get("speaker")
    if speaker is None and isinstance(piece.get("words"), list):
        voices = Counter(word["speaker"] for word in piece["words"] if isinstance(word, dict) and word.get("speaker"))
        speaker = voices.most_common(1)[0][0] if voices else None
    return clean_label(str(speaker)) if isinstance(speaker, str | int) else None
