"""What is entered in the cells of a template: read from the ledger, the framework and the guide for what is shown."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any
from uuid import UUID

from coding import reduction
from coding.errors import Notice
from coding.model import LedgerLine, Project
from coding.reduction.sheet import Sheet
from coding.reduction.stated import Stated
from coding.reduction.template import (
    COUNT,
    NO_STATUS,
    QUOTE,
    RATING,
    SUMMARY,
    UNSAID,
    Axis,
    Frame,
    Rules,
    Slot,
    Written,
    laid,
    shortened,
)
from coding.store import cases, framework, projects, reductions, sources, tallies
from coding.workbench.display_tables.asked import Asked

READ = 2000
"""Excerpts that are read for quotes and statements."""

_STATEMENTS = 3
COUNTED: Mapping[str, Mapping[str, str]] = {
    "id": {
        QUOTE: "kutipan terpilih tiap sel",
        SUMMARY: "rangkuman tiap sel",
        RATING: "status yang disebut (banyaknya kutipan)",
        COUNT: "banyaknya informan; kutipan bila seorang informan",
        "names": "banyaknya informan dan siapa",
    },
    "en": {
        QUOTE: "an excerpt chosen for each cell",
        SUMMARY: "a summary of each cell",
        RATING: "the status spoken of (number of excerpts)",
        COUNT: "number of informants; excerpts where it is one informant",
        "names": "number of informants, and who",
    },
}


def table(
    one: Asked, rows: Sequence[Axis], columns: Sequence[Axis], corner: str, *, entry: str = "", missing: bool = True
) -> Sheet:
    """The table of a template, with an entry in every cell."""
    rule = entry or one.options["entry"]
    frame, notices = shortened(rows, columns, rule)
    slots = frame.filled(one.stated(), one.limited() if rule == RATING else ())
    words: Mapping[tuple[int, int], Written] = {}
    if rule in (QUOTE, SUMMARY):
        words, more = _quotes(one, frame, slots) if rule == QUOTE else (_summaries(one, frame, slots), [])
        notices += more
    rules = Rules(rule, one.language, words, _missing(one, frame, slots) if missing else {}, _keys(one))
    return laid(frame, slots, rules, corner=corner, counted=COUNTED[one.language][rule], notices=notices)


def _keys(one: Asked) -> dict[str, str]:
    return {str(each.id): each.key for each in cases.load(one.tx)}


def _missing(one: Asked, frame: Frame, slots: Mapping[tuple[int, int], Slot]) -> dict[tuple[int, int], str]:
    """Of every empty cell of informants and codes, which kind of missing it is."""
    turned = any(axis.cases for axis in frame.columns)
    people, topics = (frame.columns, frame.rows) if turned else (frame.rows, frame.columns)
    if not (all(axis.cases is not None for axis in people) and all(axis.codes is not None for axis in topics)):
        return {}
    interviewed = {key for keys in tallies.informants(one.tx).values() for key in keys}
    there = [each for each in one.cases() if each.key in interviewed]
    heard = {str(each.id) for each in there}
    project = projects.get(one.tx)
    guide = reduction.questions(project.settings) if project else ()
    noted = {(str(case), str(code)): yes for (case, code), yes in framework.asked(one.tx).items()}
    columns = {str(at): set(axis.codes or ()) for at, axis in enumerate(topics)}
    known = reduction.asked_of(there, columns, guide, _noted(noted, columns), {})
    found = {}
    for who, person in enumerate(people):
        speaking = (person.cases or frozenset()) & heard
        for at in range(len(topics)):
            place = (at, who) if turned else (who, at)
            if place not in slots:
                asked = any((case, str(at)) in known for case in speaking)
                found[place] = _kind(bool(speaking), bool(guide or noted), asked)
    return found


def _noted(noted: Mapping[tuple[str, str], bool], columns: Mapping[str, set[str]]) -> dict[tuple[str, str], bool]:
    """What was noted of a code, for the column it stands in."""
    return {
        (case, column): yes for (case, code), yes in noted.items() for column, under in columns.items() if code in under
    }


def _kind(heard: bool, known: bool, asked: bool) -> str:
    if not heard:
        return "no data"
    if not known:
        return UNSAID
    return "asked" if asked else "not asked"


def _quotes(
    one: Asked, frame: Frame, slots: Mapping[tuple[int, int], Slot]
) -> tuple[dict[tuple[int, int], Written], list[Notice]]:
    """The quote of every cell that has one."""
    ids = _ids(one)
    side = next((axes for axes in (frame.rows, frame.columns) if all(axis.cases is not None for axis in axes)), ())
    people = frozenset().union(*(axis.cases or () for axis in side)) if side else None

    def places(_source: str, said: Stated) -> list[tuple[int, int]]:
        return frame.at(said.case, said.code, said.status or NO_STATUS)

    lines, notices = to_quote(one, places, len(slots), people)
    there: dict[tuple[int, int], list[LedgerLine]] = {}
    for line in lines:
        coding = line.excerpt.coding
        for place in frame.at(ids.get(line.excerpt.case_key or ""), str(coding.code), coding.status or NO_STATUS):
            there.setdefault(place, []).append(line)
    said = References(one)
    return {place: Written(said.quote(best(some)), QUOTE) for place, some in there.items()}, notices


def to_quote(
    one: Asked,
    places: Callable[[str, Stated], Iterable[object]],
    cells: int,
    people: Collection[str] | None = None,
) -> tuple[Sequence[LedgerLine], list[Notice]]:
    """The excerpts among which quotes are chosen: all that stand in a cell, or so many that every cell has some.

    `places` are the cells of what is said in a source, `cells` how many have something, `people` who is shown. Of many,
    first those sources are read, by name, that have something for a cell without any; then others as long as they can.
    """
    names = {str(id_): name for name, id_ in sources.names(one.tx).items()}
    filled: set[object] = set()
    needed: list[tuple[str, int]] = []
    others: list[tuple[str, int]] = []
    codes: set[str] = set()
    every, stopped = 0, False
    for source, some in one.heard().by_source(names, people):
        if stopped := every > READ and len(filled) >= cells:
            break
        there = [(said, found) for said in some if (found := set(places(source, said)))]
        new = set().union(*(found for _said, found in there)) - filled
        filled |= new
        codes.update(said.code for said, _found in there)
        if many := sum(said.excerpts for said, _found in there):
            (needed if new else others).append((source, many))
            every += many
    chosen: list[str] = []
    left = READ
    for source, many in (*needed, *others):
        if many <= left or not chosen:
            chosen.append(source)
            left -= many
    if not chosen:
        return [], []
    within = replace(one.query, sources=tuple(map(UUID, chosen)), codes=tuple(map(UUID, sorted(codes))))
    lines = reductions.lines(one.tx, within, limit=None)
    if not stopped and every <= READ:
        return lines, []
    told = {"n": str(READ - left)}
    return lines, [Notice("Quotes are chosen from {n} excerpts, some of every cell. Choose fewer to see others.", told)]


def best(lines: Sequence[LedgerLine]) -> LedgerLine:
    """What was kept in the ledger first, then what weighs more, then the shortest; what was set aside comes last."""

    def place(line: LedgerLine) -> tuple[bool, bool, int, int]:
        decision = line.reduction.decision if line.reduction else None
        coding = line.excerpt.coding
        return decision == "aside", decision != "kept", -(coding.weight or 0), len(coding.quote)

    return min(lines, key=place)


def _summaries(one: Asked, frame: Frame, slots: Mapping[tuple[int, int], Slot]) -> dict[tuple[int, int], Written]:
    """What somebody wrote of a cell in the framework, else the statements of its excerpts in the ledger."""
    people = {UUID(case) for axis in (*frame.rows, *frame.columns) for case in axis.cases or ()}
    topics = {UUID(axis.head.key) for axis in (*frame.rows, *frame.columns) if axis.codes}
    written = framework.cells(one.tx, people, topics) if people and topics else []
    kept = {(str(each.case), str(each.column)): each.summary for each in written if each.summary}
    ids = _ids(one)
    stated: dict[tuple[int, int], list[str]] = {}
    for line in reductions.lines(one.tx, one.query, state="decided", limit=READ):
        coding = line.excerpt.coding
        if line.reduction and line.reduction.statement:
            for place in frame.at(ids.get(line.excerpt.case_key or ""), str(coding.code), coding.status or NO_STATUS):
                stated.setdefault(place, []).append(line.reduction.statement)
    made = {}
    for row, column in slots:
        pair = (frame.rows[row], frame.columns[column])
        person = next((axis.cases for axis in pair if axis.cases is not None and len(axis.cases) == 1), None)
        topic = next((axis.head.key for axis in pair if axis.codes), "")
        own = kept.get((next(iter(person)), topic)) if person else None
        text = own or " · ".join(dict.fromkeys(stated.get((row, column), [])[:_STATEMENTS]))
        if text:
            made[row, column] = Written(text, SUMMARY)
    return made


def _ids(one: Asked) -> dict[str, str]:
    return {each.key: str(each.id) for each in cases.load(one.tx)}


class References:
    """Quotations as the project writes them."""

    def __init__(self, one: Asked) -> None:
        project = projects.get(one.tx)
        settings: Mapping[str, Any] = project.settings if isinstance(project, Project) else {}
        self._one = one
        self._templates = reduction.templates(settings, one.language)

    @cached_property
    def _numbers(self) -> Mapping[tuple[UUID, str], int]:
        """The numbers of the interviews: all sources are looked at for them, so only where something is quoted."""
        return reduction.number_interviews(tallies.talks(self._one.tx), tallies.informants(self._one.tx))

    def quote(self, line: LedgerLine) -> str:
        """The words with their reference."""
        excerpt = line.excerpt
        number = self._numbers.get((excerpt.coding.source, excerpt.case_key or ""))
        template = self._templates[excerpt.kind]
        return reduction.quotation(excerpt, template, interview=number, language=self._one.language)
