"""What informants answer: written down, brought in by a table, and what was changed because of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from coding.conclusion.member_check import fingerprint
from coding.errors import AnswerCarriedOut, CorrectionUnsaid, NotFound, Notice, PropositionMissing, Refused
from coding.exchange.answers import AnswerLine, read_answers
from coding.model import ANSWERS, Answer, ChangedKind, Item
from coding.store import Read, Write, answers, cases, conclusions, history, people, sources
from coding.workbench.desk import reads, verb
from coding.workbench.member_check import asked_of, known_items


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """What a table of answers holds: those that can be taken over, each with its informant, and what does not fit."""

    lines: tuple[tuple[str, Answer], ...]
    problems: tuple[tuple[int, Notice], ...]
    unanswered: int = 0


@reads
def read_answer_table(
    tx: Read, rows: Sequence[Sequence[str]], *, informant: UUID | None = None, day: date | None = None, asker: str = ""
) -> AnswerTable:
    """The answers in a table by the numbers of the newest packs; nothing is stored (TableWithoutColumn).

    `informant`, `day` and `asker` hold where the table does not say them itself.
    """
    there = cases.load(tx)
    packs: dict[UUID, dict[str, Item]] = {}
    for one in answers.packs(tx):
        packs.setdefault(one.case, {item.number: item for item in one.items})
    by_key = {case.key: packs.get(case.id) for case in there}
    ids = {case.key: case.id for case in there}
    whose = next((case.key for case in there if case.id == informant), "")
    found = read_answers(rows, by_key, whose)
    lines = tuple((line.informant, _answer(line, ids[line.informant], day, asker)) for line in found.lines)
    return AnswerTable(lines, found.problems, found.unanswered)


def _answer(line: AnswerLine, case: UUID, day: date | None, asker: str) -> Answer:
    item = line.item
    return Answer(
        uuid4(),
        case,
        item.kind,
        item.on,
        line.answer,
        line.words,
        line.day or day,
        line.asker or asker,
        item.print,
        item.number,
    )


@verb("put_answers", "conclude")
def put_answers(tx: Write, some: Sequence[Answer]) -> None:
    """Write down answers, new or changed, as one act; without a print, an answer is about what is there now.

    NotFound where an informant was never asked about that, CorrectionUnsaid, AnswerCarriedOut.
    """
    there = {one.id: one for one in answers.load(tx)}
    carried = {one.answer for one in answers.withdrawals(tx)}
    items: dict[UUID, Mapping[UUID, tuple[str, str, str]]] = {}
    for one in some:
        cases.check(tx, one.case)
        known = items.setdefault(one.case, known_items(tx, one.case))
        if one.answer not in ANSWERS:
            raise Refused(why=one.answer)
        if one.on not in known or known[one.on][0] != one.kind:
            raise NotFound(what=one.kind)
        if one.answer == "correct" and not one.words.strip():
            raise CorrectionUnsaid
        if one.id in carried:
            raise AnswerCarriedOut
        _kind, print_, number = known[one.on]
        clean = replace(
            one,
            words=one.words.strip(),
            asker=" ".join(one.asker.split()),
            print=one.print or print_,
            number=one.number or number,
        )
        if one.id in there:
            before = there[one.id]
            kept = replace(clean, case=before.case, kind=before.kind, on=before.on, print=before.print)
            answers.change(tx, kept, version=one.version)
        else:
            answers.add(tx, clean)


@verb("drop_answer", "conclude")
def drop_answer(tx: Write, answer: UUID) -> None:
    """Take an answer away (NotFound; AnswerCarriedOut where words were withdrawn because of it)."""
    if any(one.answer == answer for one in answers.withdrawals(tx)):
        raise AnswerCarriedOut
    answers.drop(tx, answer)


# -- what was changed because of an answer --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Made:
    """A change made since an answer that may be because of it: of a proposition, or of the text of a source."""

    kind: ChangedKind
    id: UUID
    version: int
    name: str
    at: datetime | None = None
    by: str = ""


@verb("amend_statement", "conclude")
def amend_statement(tx: Write, answer: UUID, text: str, *, version: int | None = None) -> None:
    """Change a proposition as an informant asked, and note that at the answer (NotFound, PropositionMissing, Conflict).

    `version` is that of the proposition.
    """
    one, words = answers.get(tx, answer), " ".join(text.split())
    if one.kind != "proposition":
        raise NotFound(what="proposition")
    if not words:
        raise PropositionMissing
    before = conclusions.get_proposition(tx, one.on)
    conclusions.put_proposition(tx, replace(before, text=words), version=version)
    after = conclusions.get_proposition(tx, one.on)
    told = f"{before.text} → {after.text}"
    answers.change(tx, replace(one, changed=("proposition", one.on, after.version), change=told))


@verb("link_change", "conclude")
def link_change(
    tx: Write, answer: UUID, changed: tuple[ChangedKind, UUID, int] | None, note: str, *, version: int | None = None
) -> None:
    """Say what was changed because of an answer, or, with a note alone, why nothing was (NotFound, Conflict)."""
    one = answers.get(tx, answer)
    if changed is not None:
        kind, id_, number = changed
        if kind == "source":
            sources.text(tx, id_, number)
        elif kind != "proposition" or conclusions.get_proposition(tx, id_).version < number:
            raise NotFound(what=kind)
    answers.change(tx, replace(one, changed=changed, change=note.strip()), version=version)


@reads
def changes_since(tx: Read, answer: UUID) -> list[Made]:
    """What was changed since an answer was written down: the statement, and texts in which these words stand."""
    one = answers.get(tx, answer)
    names = {member.coder.id: member.coder.name for member in people.members(tx)}
    found: list[Made] = []
    if one.kind == "proposition":
        now = conclusions.get_proposition(tx, one.on)
        if fingerprint(now.text) != one.print:
            found.append(Made("proposition", now.id, now.version, now.text))
    called = {id_: name for name, id_ in sources.names(tx).items()}
    for id_ in sources_of(tx, one):
        for event, holds in history.of_verb(tx, id_, "correct_source", "import_again"):
            if holds and one.made_at and event.at > one.made_at:
                number = next(
                    int(each.after["text_version"]) for each in event.changes if each.id == id_ and each.after
                )
                found.append(Made("source", id_, number, called.get(id_, ""), event.at, names.get(event.actor, "")))
    return found


@reads
def answered_sources(tx: Read, answer: UUID) -> dict[UUID, str]:
    """The sources in which the words stand that an answer is about, with their names."""
    names = {id_: name for name, id_ in sources.names(tx).items()}
    return {id_: names[id_] for id_ in sources_of(tx, answers.get(tx, answer)) if id_ in names}


def sources_of(tx: Read, one: Answer) -> list[UUID]:
    """The sources in which the words stand that an answer is about: the quotation, or all under the statement."""
    statements = asked_of(tx).get(one.case, ())
    if one.kind == "proposition":
        mine = [statement for statement in statements if statement.proposition == one.on]
        numbers = {number for statement in mine for number in statement.again}
        quoted = [each for statement in mine for each in statement.quoted]
        quoted += [each for statement in statements for each in statement.quoted if each.number in numbers]
    else:
        quoted = [each for statement in statements for each in statement.quoted if each.words.coding == one.on]
    return list(dict.fromkeys(each.words.source for each in quoted))
