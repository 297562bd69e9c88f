"""Paragraph numbers in the margin, as prints of other tools have them: furniture, not speech."""

import re
from collections.abc import Sequence
from itertools import pairwise

from coding.transcript.labels import Row

_NUMBER = re.compile(r"\s*(\d{1,5})[.)]?\s*")
_MARGIN = re.compile(r"\s*(\d{1,5}[.)]?)\s+(?=\S)")
_FEWEST = 3


def counted_on(text: str, rows: Sequence[Row], heads: Sequence[int]) -> list[tuple[int, int]]:
    """The spans of margin numbers before paragraphs that go on with a turn (`heads`: rows of the turns' labels).

    Only where nearly every turn has a number, and the paragraph's own counts on from the one above.
    """
    starts = frozenset(heads)
    numbered = [(at, match) for at in range(len(rows)) if (match := _MARGIN.match(text, rows[at].start, rows[at].end))]
    if sum(at in starts for at, _ in numbered) < 0.9 * len(starts):
        return []
    found: list[tuple[int, int]] = []
    last = 0
    for place, (at, match) in enumerate(numbered):
        value = int(match[1].rstrip(".)"))
        following = next(
            (int(later[1].rstrip(".)")) for row, later in numbered[place + 1 :] if row in starts), value + 1
        )
        if at in starts:
            last = value
        elif last and value == last + 1 and following > value:
            found.append(match.span(1))
            last = value
    return found


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
