"""What happened, in the order of time: excerpts whose evidence is an event, by groups of codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from coding.dates import day_noted, header_date
from coding.errors import Notice
from coding.model import And, Codebook, LedgerLine, Query, Where
from coding.reduction.query import written
from coding.reduction.sheet import Head, Sheet, Value
from coding.reduction.template import FEWER_ROWS, MOST_ROWS, QUOTE, UNSAID
from coding.store import reductions
from coding.workbench.display_tables.asked import Asked
from coding.workbench.display_tables.entries import COUNTED, References, best

_EVENT = Where("evidence", "=", "event")
_READ = 2000
NOTHING = Notice("There is no excerpt whose evidence is an event.")
_NO_BOOK = Codebook(())
_CORNER = {"id": "Peristiwa", "en": "Event"}


@dataclass(slots=True)
class _Event:
    """Excerpts that stand on the same lines of one source."""

    source: str
    day: date | None
    first: int
    last: int
    lines: list[LedgerLine] = field(default_factory=list)

    @property
    def head(self) -> Head:
        """By its day, where it stands; finds what touches its lines, which no other event does."""
        place = f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"
        asks = And(
            (
                Where("source", "=", self.source),
                Where("line", ">=", str(self.first)),
                Where("line", "<=", str(self.last)),
                _EVENT,
            )
        )
        when = self.day.isoformat() if self.day else "–"
        return Head(when, written(asks, _NO_BOOK), f"{self.source}: {place}", key=f"{self.source}/{self.first}"[-200:])


def count(asked: Asked) -> Sheet:
    """A row an event, by its day and its place in the text; the words of it under the groups of its codes."""
    mine, heads = asked.groups()
    lines = reductions.lines(asked.tx, _query(asked), limit=_READ)
    events = _gathered([line for line in lines if line.excerpt.coding.evidence == "event"])
    shown = events[:MOST_ROWS]
    groups = [one for one in heads if any(mine.get(str(line.excerpt.coding.code)) == one for line in lines)]
    said = References(asked)
    cells: list[list[Value]] = []
    rules: dict[tuple[int, int], str] = {}
    for row, event in enumerate(shown):
        under: dict[str, list[LedgerLine]] = {}
        for line in event.lines:
            under.setdefault(mine.get(str(line.excerpt.coding.code), ""), []).append(line)
        cells.append([said.quote(best(under[one])) if one in under else None for one in groups])
        rules |= {(row, at): QUOTE if one in under else UNSAID for at, one in enumerate(groups)}
    return Sheet(
        _CORNER[asked.language],
        COUNTED[asked.language][QUOTE],
        [one.head for one in shown],
        [replace(heads[one], key=one) for one in groups],
        cells,
        notices=_told(len(shown), len(events)),
        rules=rules,
    )


def _query(asked: Asked) -> Query:
    where = asked.query.where
    if asked.query.whole != "excerpt":
        return asked.query
    return replace(asked.query, where=And((where, _EVENT)) if where else _EVENT)


def _told(shown: int, every: int) -> Sequence[Notice]:
    if not every:
        return [NOTHING]
    return [Notice(FEWER_ROWS.sentence, {"n": str(shown), "all": str(every)})] if every > shown else []


def _gathered(lines: Sequence[LedgerLine]) -> list[_Event]:
    events: list[_Event] = []
    for line in sorted(lines, key=lambda one: (one.excerpt.source_name, one.excerpt.coding.line_start)):
        excerpt, coding = line.excerpt, line.excerpt.coding
        last = events[-1] if events else None
        if last is None or last.source != excerpt.source_name or coding.line_start > last.last:
            last = _Event(excerpt.source_name, _day(excerpt.header, excerpt.attributes), coding.line_start, 0)
            events.append(last)
        last.last = max(last.last, coding.line_end)
        last.lines.append(line)
    return sorted(events, key=lambda one: (one.day or date.max, one.source, one.first))


def _day(header: Mapping[str, str], attributes: Mapping[str, str]) -> date | None:
    return header_date(header) or day_noted(attributes)
