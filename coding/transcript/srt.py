"""SubRip → text: cues of one speaker form a turn; only the four tags players know are taken out."""

import re

from coding.errors import Broken
from coding.transcript.cues import Cue, parse, spoken, unroll
from coding.transcript.encoding import decode
from coding.transcript.rendered import Rendered
from coding.transcript.utterances import Composer

VERSION = 1

_TAG = re.compile(r"</?(?:i|b|u|font(?:\s[^>]*)?)>|\{\\an?\d{1,2}\}")


def read(data: bytes) -> Rendered:
    """Turns with a moment per cue. Raises Broken where there is no cue, WrongEncoding."""
    text, warnings = decode(data)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cues, _ = parse(lines, named=False)
    if not cues:
        raise Broken
    composer = Composer()
    composer.talk(spoken(unroll([_plain(cue) for cue in cues])))
    return composer.rendered("srt", VERSION, warnings=warnings)


def _plain(cue: Cue) -> Cue:
    lines = (_TAG.sub("", line).strip() for line in cue.lines)
    return Cue(tuple(line for line in lines if line), cue.start, cue.end)
