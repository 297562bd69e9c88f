"""What was said: the stretches of a source's text that belong to a speaker, and their words without marks."""

import re
from itertools import pairwise

from coding.model import Mark, Source, Turn

SENTENCE_END = ".?!…"
_CLOSING = "\"'”’»)]*_ \t\n"
_BLANK = re.compile(r"\s*")


def stretches(source: Source) -> tuple[Turn, ...]:
    """The turns of a source; where it has none, the text outside its header as unattributed turns."""
    if source.turns:
        return source.turns
    headers = sorted((mark.start, mark.end) for mark in source.marks if mark.kind == "header")
    borders = [0, *(offset for header in headers for offset in header), len(source.text)]
    pieces = [(start, end) for start, end in list(pairwise(borders))[::2] if start < end]
    trimmed = (trim(source.text, start, end) for start, end in pieces)
    return tuple(Turn(start, end) for start, end in trimmed if start < end)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks at its two ends; an empty span if there is nothing else."""
    stripped = text[start:end].strip()
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return (start, start + len(stripped)) if stripped else (start, start)


def ends_sentence(words: str) -> bool:
    """Whether the words close with a sentence mark, quotes and brackets after it aside."""
    bare = words.rstrip(_CLOSING)
    return bool(bare) and bare[-1] in SENTENCE_END


def said(text: str, start: int, end: int, marks: tuple[Mark, ...]) -> str:
    """The words of a span: marks inside it are cut out, and the blanks around each cut become one."""
    words = ""
    at = start
    for mark in sorted(marks, key=lambda mark: mark.start):
        if mark.end <= at or mark.start >= end:
            continue
        words = _join(words, text[at : max(at, mark.start)])
        at = min(mark.end, end)
    return _join(words, text[at:end]).strip()


def _join(left: str, right: str) -> str:
    """Two sides of a cut with one blank between them; a new line stays one only where a sentence ended."""
    if not left.strip():
        return right.lstrip()
    bare_left, bare_right = left.rstrip(), right.lstrip()
    broken = "\n" in left[len(bare_left) :] or "\n" in right[: len(right) - len(bare_right)]
    return bare_left + ("\n" if broken and ends_sentence(bare_left) else " ") + bare_right


def without_marks(source: Source) -> str:
    """The text with every mark blanked out, character for character, so that offsets stay what they are.

    Where page furniture stands in the middle of a sentence, the line breaks around it are blanked too.
    """
    text = source.text
    pieces: list[str] = []
    at = 0
    for mark in sorted(source.marks, key=lambda mark: mark.start):
        start, end = max(mark.start, at), mark.end
        if end <= start:
            continue
        if mark.kind == "page":
            start, end = _around_page(text, start, end, at)
            pieces += (text[at:start], " " * (end - start))
        else:
            pieces += (text[at:start], "".join("\n" if letter == "\n" else " " for letter in text[start:end]))
        at = end
    return "".join(pieces) + text[at:]


def _around_page(text: str, start: int, end: int, floor: int) -> tuple[int, int]:
    """The mark's span, widened over the blanks around it where the sentence goes on behind it."""
    before = start - (len(text[floor:start]) - len(text[floor:start].rstrip()))
    match = _BLANK.match(text, end)
    after = match.end() if match else end
    goes_on = after < len(text) and text[after].islower() and before > floor and not ends_sentence(text[floor:before])
    return (before, after) if goes_on else (start, end)
