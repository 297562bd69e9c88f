"""What is entered in the cells of a template: read from the ledger, the framework and the guide for what is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from coding import reduction
from coding.errors import Notice
from coding.model import LedgerLine, Project, Query
from coding.reduction.sheet import Sheet
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

READ = 5000
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
        words, more = _words(one, frame, rule)
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


def _words(one: Asked, frame: Frame, rule: str) -> tuple[dict[tuple[int, int], Written], list[Notice]]:
    """The quote or summary of every cell that has one."""
    ids = {each.key: str(each.id) for each in cases.load(one.tx)}
    lines = reductions.lines(one.tx, _shown(one, frame), limit=READ + 1)
    notices = []
    if len(lines) > READ:
        notices.append(Notice("Quotes come from the first {n} excerpts. Choose fewer to see others.", {"n": str(READ)}))
    there: dict[tuple[int, int], list[LedgerLine]] = {}
    for line in lines[:READ]:
        coding = line.excerpt.coding
        case = ids.get(line.excerpt.case_key or "")
        for place in frame.at(case, str(coding.code), coding.status or NO_STATUS):
            there.setdefault(place, []).append(line)
    if rule == QUOTE:
        said = References(one)
        return {place: Written(said.quote(best(some)), QUOTE) for place, some in there.items()}, notices
    return _summaries(one, frame, there), notices


def _shown(one: Asked, frame: Frame) -> Query:
    """The query, narrowed to the codes that are shown."""
    codes = {code for axis in (*frame.rows, *frame.columns) for code in axis.codes or ()}
    wanted = set(map(str, one.query.codes)) & codes if one.query.codes and codes else codes
    return replace(one.query, codes=tuple(map(UUID, sorted(wanted)))) if wanted else one.query


def best(lines: Sequence[LedgerLine]) -> LedgerLine:
    """What was kept in the ledger first, then what weighs more, then the shortest; what was set aside comes last."""

    def place(line: LedgerLine) -> tuple[bool, bool, int, int]:
        decision = line.reduction.decision if line.reduction else None
        coding = line.excerpt.coding
        return decision == "aside", decision != "kept", -(coding.weight or 0), len(coding.quote)

    return min(lines, key=place)


def _summaries(
    one: Asked, frame: Frame, there: Mapping[tuple[int, int], Sequence[LedgerLine]]
) -> dict[tuple[int, int], Written]:
    """What somebody wrote of a cell in the framework, else the statements of its excerpts in the ledger."""
    people = {UUID(case) for axis in (*frame.rows, *frame.columns) for case in axis.cases or ()}
    topics = {UUID(axis.head.key) for axis in (*frame.rows, *frame.columns) if axis.codes}
    written = framework.cells(one.tx, people, topics) if people and topics else []
    kept = {(str(each.case), str(each.column)): each.summary for each in written if each.summary}
    made = {}
    for (row, column), lines in there.items():
        pair = (frame.rows[row], frame.columns[column])
        person = next((axis.cases for axis in pair if axis.cases is not None and len(axis.cases) == 1), None)
        topic = next((axis.head.key for axis in pair if axis.codes), "")
        own = kept.get((next(iter(person)), topic)) if person else None
        told = [line.reduction.statement for line in lines if line.reduction and line.reduction.statement]
        text = own or " · ".join(dict.fromkeys(told[:_STATEMENTS]))
        if text:
            made[row, column] = Written(text, SUMMARY)
    return made


class References:
    """Quotations as the project writes them."""

    def __init__(self, one: Asked) -> None:
        project = projects.get(one.tx)
        settings: Mapping[str, Any] = project.settings if isinstance(project, Project) else {}
        self._language = one.language
        self._templates = reduction.templates(settings, one.language)
        summaries = sources.summaries(one.tx, one.tx.actor_id)
        self._numbers = reduction.number_interviews(summaries, tallies.informants(one.tx))

    def quote(self, line: LedgerLine) -> str:
        """The words with their reference."""
        excerpt = line.excerpt
        number = self._numbers.get((excerpt.coding.source, excerpt.case_key or ""))
        template = self._templates[excerpt.kind]
        return reduction.quotation(excerpt, template, interview=number, language=self._language)
