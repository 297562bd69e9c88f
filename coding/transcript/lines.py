"""Text → the numbered lines of a quotation: fixed, whatever the width of the screen."""

import re

_BREAK = re.compile(r"\s")


def lines(text: str, width: int = 72) -> tuple[int, ...]:
    """The offsets at which numbered lines begin, line 1 first.

    A newline begins a line; a paragraph longer than `width` characters wraps at word boundaries (a longer word is cut);
    blank lines carry no number. Text without words has no lines.
    """
    starts: list[int] = []
    begin = 0
    while begin <= len(text):
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        if not text[begin:end].isspace() and begin < end:
            starts.extend(_wrap(text, begin, end, width))
        begin = end + 1
    # Offsets before the first words belong to line 1.
    return (0, *starts[1:]) if starts else ()


def _wrap(text: str, begin: int, end: int, width: int) -> list[int]:
    starts = [begin]
    while text[begin].isspace():
        begin += 1
    while end - begin > width:
        cut = max(text.rfind(" ", begin + 1, begin + width + 1), text.rfind("\t", begin + 1, begin + width + 1))
        following = begin + width if cut < 0 else cut + 1
        while following < end and _BREAK.match(text, following):
            following += 1
        if following >= end:
            break
        starts.append(following)
        begin = following
    return starts
