"""What is to be looked at before a study is handed in: what is stale, and what nothing speaks for or against."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from coding.conclusion.staleness import Because
from coding.errors import CodingError
from coding.model import Advice, Codebook, GroundKind, Query, Verdict
from coding.store import Read, codebooks, conclusions, displays, framework, grounds, reductions
from coding.workbench.conclusions import what_is_stale, withdrawn_things
from coding.workbench.desk import reads
from coding.workbench.framework import stale_cells
from coding.workbench.kept_displays import stale_displays
from coding.workbench.sections import seen
from coding.workbench.verifying import standing

What = Literal["stale", "groundless", "one-sided", "unshown"]
MOST = 1000

NEGATIVE = "negative"
"""The tactic by which somebody looked for what speaks against a proposition, whether there was any or not."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A thing and its matter: stale, nothing speaks for it, nobody looked for what speaks against it, or "unshown".

    `kind` is one of reduction, cell, display, proposition, verification, verdict, advice, section. "unshown" are fields
    of a section that can't be shown, with the `problem`. `where` is the heading of the section a sentence stands in,
    or the tactic of what was kept of one.
    """

    what: What
    kind: str
    id: UUID
    label: str
    because: tuple[Because, ...] = ()
    problem: CodingError | None = None
    where: str = ""


@reads
def faults(tx: Read) -> list[Fault]:
    """Everything that is to be looked at, in the order of the work; of stale statements the first thousand."""
    return [*_made(tx), *_concluded(tx), *_written(tx)]


def _made(tx: Read) -> Iterable[Fault]:
    withdrawn = withdrawn_things(tx)
    for line in reductions.lines(tx, Query(), state="stale", limit=MOST):
        assert line.reduction
        said = line.reduction.statement or line.excerpt.coding.quote
        yield Fault("stale", "reduction", line.reduction.id, said, _because("reduction", line.reduction.id, withdrawn))
    cells = {one.id: one for one in framework.written(tx)}
    for id_ in stale_cells(tx, cells):
        yield Fault("stale", "cell", id_, cells[id_].summary, _because("cell", id_, withdrawn))
    shown = {one.id: one for one in displays.load(tx)}
    for id_ in stale_displays(tx, shown):
        yield Fault("stale", "display", id_, shown[id_].name)


def _because(kind: GroundKind, id_: UUID, withdrawn: Collection[UUID]) -> tuple[Because, ...]:
    return (Because(kind, id_, "withdrawn"),) if id_ in withdrawn else ()


def _concluded(tx: Read) -> Iterable[Fault]:
    stale = what_is_stale(tx)
    rests = grounds.tally(tx)
    book = codebooks.load(tx)
    tested = standing(tx, results=False)
    sought = {each.one.proposition for each in tested if each.one.tactic == NEGATIVE}
    for one in conclusions.propositions(tx):
        if one.id in stale:
            yield Fault("stale", "proposition", one.id, one.text, stale[one.id])
        if one.status == "rejected":
            continue
        sides = rests.get(one.id, {})
        if "for" not in sides:
            yield Fault("groundless", "proposition", one.id, one.text)
        if "against" not in sides and one.id not in sought:
            yield Fault("one-sided", "proposition", one.id, one.text)
    for each in tested:
        if each.stale:
            yield Fault("stale", "verification", each.one.id, each.one.note, each.because, where=each.one.tactic)
    others: list[Verdict | Advice] = [*conclusions.verdicts(tx).values(), *conclusions.advices(tx)]
    for other in others:
        kind, said = _named(other, book)
        if other.id in stale:
            yield Fault("stale", kind, other.id, said, stale[other.id])
        if not rests.get(other.id):
            yield Fault("groundless", kind, other.id, said)


def _written(tx: Read) -> Iterable[Fault]:
    """The sentences of the report that no longer hold, each with what it said before."""
    for one in seen(tx):
        for sentence in one.stale:
            because = tuple(dict.fromkeys(each for part in sentence.changed for each in part.because))
            told = [f"{part.before} → {part.after}" for part in sentence.changed if part.before != part.after]
            label = f"{sentence.text} ({'; '.join(told)})" if told else sentence.text
            why = because or (_field(one.section.id),)
            yield Fault("stale", "section", one.section.id, label, why, where=one.section.heading)
        for problem in one.faults:
            yield Fault("unshown", "section", one.section.id, one.section.heading, problem=problem)


def _field(section: UUID) -> Because:
    return Because("field", section, "changed")


def _named(one: Verdict | Advice, book: Codebook) -> tuple[str, str]:
    if isinstance(one, Verdict):
        code = book.find(one.code) if one.code else None
        return "verdict", f"{code.key if code else ''} {one.verdict}".strip()
    return "advice", one.text
