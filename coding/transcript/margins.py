"""Paragraph numbers that stand on lines of their own, as prints of other tools have them: furniture, not speech."""

import re
from collections.abc import Sequence
from itertools import pairwise

from coding.transcript.labels import Row

_NUMBER = re.compile(r"\s*(\d{1,5})[.)]?\s*")
_FEWEST = 3


def margin_numbers(text: str, rows: Sequence[Row]) -> list[tuple[int, int]]:
    """The spans of numbers that count up, alone on their lines; none where there are only a few or they jump about."""
    found = [
        (int(match[1]), row)
        for row in rows
        if row.end - row.start <= 12 and (match := _NUMBER.fullmatch(text, row.start, row.end))
    ]
    steps = [later - earlier for (earlier, _), (later, _) in pairwise(found)]
    counting = sum(1 <= step <= 3 for step in steps)
    if len(found) < _FEWEST or counting < len(steps) * 0.9 or len(found) * 20 < len(rows):
        return []
    return [(row.start, row.end) for _, row in found]
