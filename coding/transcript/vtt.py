"""WebVTT → text: cues of one voice form a turn; only tags that the format knows are taken out."""

import html
import re
from collections.abc import Iterator

from coding.errors import Broken
from coding.transcript.cues import TIMING, Cue, parse, spoken, unroll
from coding.transcript.encoding import decode
from coding.transcript.rendered import Rendered
from coding.transcript.utterances import Composer, Utterance, clean_label

VERSION = 1

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>|</v>")
_TAG = re.compile(r"</?(?:c|i|b|u|v|lang|ruby|rt)(?:\.[^\s>]*)?(?:[ \t][^>]*)?>|<(?:\d+:)?\d{1,2}:\d{2}\.\d{3}>")
_NAMED_CUE = re.compile(r'\d+\s+"([^"<>]+)"\s+\(\d+\)')
_METADATA = re.compile(r"([A-Z][A-Za-z-]{1,30}):\s*(\S.*)")


def read(data: bytes) -> Rendered:
    """Turns with a moment per cue. Raises Broken where there is no cue, WrongEncoding."""
    text, warnings = decode(data)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cues, before = parse(_named_in_voices(lines), named=True)
    if not cues:
        raise Broken
    voiced = any(_VOICE.search(line) for cue in cues for line in cue.lines)
    composer = Composer()
    if voiced:
        composer.talk(utterance for cue in cues for utterance in _voices(cue))
    else:
        composer.talk(spoken(unroll([_plain(cue) for cue in cues])))
    return composer.rendered("vtt", VERSION, header=_header(before), warnings=warnings)


def _named_in_voices(lines: list[str]) -> list[str]:
    """Webex names the voice in the cue's name (`1 "Ana" (42)`); its words get the voice tag that others write."""
    found = list(lines)
    for at, line in enumerate(lines[:-2]):
        name = _NAMED_CUE.fullmatch(line.strip())
        if name and TIMING.fullmatch(lines[at + 1]) and lines[at + 2].strip():
            found[at + 2] = f"<v {name[1]}>{lines[at + 2]}"
    return found


def _plain(cue: Cue) -> Cue:
    lines = (_words(line) for line in cue.lines)
    return Cue(tuple(line for line in lines if line), cue.start, cue.end)


def _words(line: str) -> str:
    return html.unescape(_TAG.sub("", line)).replace("\xa0", " ").strip()


def _voices(cue: Cue) -> Iterator[Utterance]:
    """One utterance per voice; words outside any voice go on with the turn before."""
    line = " ".join(cue.lines)
    at, speaker = 0, None
    for tag in _VOICE.finditer(line):
        if words := _words(line[at : tag.start()]):
            yield Utterance(words, speaker, cue.start, cue.end)
        at, speaker = tag.end(), clean_label(html.unescape(tag.group(1) or ""))
    if words := _words(line[at:]):
        yield Utterance(words, speaker, cue.start, cue.end)


def _header(before: list[str]) -> dict[str, str]:
    """What stands above the first cue: `Language: id` lines, and a title before or behind the word WEBVTT."""
    header: dict[str, str] = {}
    for line in before:
        stripped = line.replace("WEBVTT", "", 1).strip(" \t-\ufeff")
        if found := _METADATA.fullmatch(stripped):
            header[found.group(1)] = found.group(2)
        elif stripped and "::" not in stripped and not header:
            header["Title"] = stripped
    return header
