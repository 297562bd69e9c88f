"""A first draft of the report as sections: headings, and fields that show what the project holds; no other sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from coding import reduction
from coding.conclusion.tables import TITLES
from coding.display.kinds import BY_HAND
from coding.errors import OutlineFull
from coding.model import Code, Codebook, Ground, Language, Outline, Project, Proposition, Query, Section, Verdict
from coding.report.fields import Field
from coding.report.outline import WORDS
from coding.store import (
    Read,
    Write,
    codebooks,
    codings,
    conclusions,
    displays,
    grounds,
    history,
    projects,
    sections,
    tallies,
)
from coding.workbench.desk import reads, verb
from coding.workbench.field_tables import BESIDE, REDUCTION
from coding.workbench.kept import Kept
from coding.workbench.matrices import matrix_of
from coding.workbench.report_appendix import parts_beside
from coding.workbench.report_fields import STUDY
from coding.workbench.sections import arrange, store_new

STRONGEST = 2
"""So many quotations stand on each side of a proposition."""

_WIDE = ("propositions", "triangulation", "techniques")


@dataclass(frozen=True, slots=True)
class _Part:
    """A section of the outline: what it is, of what, how it is headed, and what stands in it."""

    part: str
    heading: str
    level: int
    text: str = ""
    of: UUID | None = None


@reads
def missing_parts(tx: Read, outline: Outline, *, language: Language | None = None) -> int:
    """How many sections of an outline are not there yet."""
    key = (tx.sight, tx.project_id, outline, language)
    rev, kept = projects.rev(tx), _LAID.get(key)
    if kept is None or not (kept[0] == rev or history.only_report_since(tx, kept[0])):
        kept = (rev, [(one.part, one.of) for one in _Drafter(tx, outline, language).parts()])
        _LAID.put(key, kept)
    there = {(one.part, one.of) for one in sections.load(tx, outline)}
    return sum(one not in there for one in kept[1])


_LAID = Kept[tuple[int, list[tuple[str, UUID | None]]]](16)
"""What an outline has, at a revision."""


@verb("assemble_report", "conclude")
def assemble_report(tx: Write, outline: Outline, *, language: Language | None = None) -> int:
    """Add the sections of an outline that are not there (OutlineFull); gives how many. What is there stays as it is."""
    new = _missing(tx, outline, language)
    if not new:
        raise OutlineFull
    there = sections.load(tx, outline)
    made = [
        (at, Section(uuid4(), outline, one.heading, one.level, 0, one.text, one.part, one.of, assembled=True))
        for at, one in new
    ]
    for place, (_at, one) in zip(arrange(tx, there, made), made, strict=True):
        store_new(tx, one, place)
    return len(made)


def _missing(tx: Read, outline: Outline, language: Language | None) -> list[tuple[int, _Part]]:
    """What is missing, each with how many of the sections that are there stand before it."""
    there = sections.load(tx, outline)
    at = {(one.part, one.of): place for place, one in enumerate(there, start=1) if one.part}
    found, behind = [], 0
    for one in _Drafter(tx, outline, language).parts():
        if (one.part, one.of) in at:
            behind = at[one.part, one.of]
        else:
            found.append((behind, one))
    return found


class _Drafter:
    """Goes through what the project holds, in the order of the outline."""

    def __init__(self, tx: Read, outline: Outline, language: Language | None) -> None:
        project = projects.get(tx)
        assert project
        self._tx, self._outline = tx, outline
        self._project: Project = project
        self._language: Language = language or project.language
        self._book: Codebook = codebooks.load(tx)
        self._propositions = conclusions.propositions(tx)
        self._verdicts: Mapping[UUID | None, Verdict] = conclusions.verdicts(tx)
        owners = [*(one.id for one in self._propositions), *(one.id for one in self._verdicts.values())]
        self._grounds = grounds.by(grounds.of(tx, owners), lambda one: one.owner)

    def parts(self) -> Iterator[_Part]:
        """Every section of the outline."""
        article = self._outline == "article"
        if article:
            yield _Part("introduction", self._word("introduction"), 1)
        yield _Part("method", self._title("method"), 1)
        yield from self._method()
        yield _Part("findings", self._title("results" if article else "findings"), 1)
        yield from self._findings()
        yield from self._displays()
        if article:
            yield _Part("discussion", self._word("discussion"), 1)
        yield _Part("conclusion", self._title("conclusion"), 1)
        yield from self._conclusion()
        yield _Part("appendix", self._word("appendix"), 1)
        yield from self._appendix()

    def _word(self, name: str, **facts: object) -> str:
        return WORDS[self._language][name].format(**facts)

    def _title(self, name: str) -> str:
        return self._word(f"{name}_thesis" if self._outline == "thesis" else name)

    def _named(self, code: Code | None) -> str:
        if code is None:
            return self._word("study")
        return f"{code.sign or code.key} {code.label(self._language, self._book.language)}"

    # -- method and findings ----------------------------------------------------------------------

    def _method(self) -> Iterator[_Part]:
        counted = {name: _field(name) for name in ("sources", "informants", "excerpts", "codes", "coders", "codebook")}
        told = self._word("coded_live", **counted)
        yield _Part("coding", self._word("coding"), 2, f"{told}\n\n{_field('method')}")
        yield _Part("saturation", self._word("saturation"), 2, _field("saturation"))
        yield _Part("agreement", self._word("agreement"), 2, _field("agreement"))
        # Wide tables stand on pages of their own: they come together, behind the text.
        yield _Part("informants", self._word("informants"), 2, _field("table", "informants"))
        if reduction.questions(self._project.settings):
            yield _Part("grid", reduction.GUIDE_TITLES[self._language], 2, _field("table", "grid"))

    def _findings(self) -> Iterator[_Part]:
        if self._verdicts:
            yield _Part("verdicts", self._word("verdicts"), 2, _field("table", "verdicts"))
        asked = self._asked()
        findings = [one for one in self._propositions if one.status != "rejected" and one.id not in self._rivals()]
        for code in self._book.codes:
            mine = [one for one in findings if one.indicator == code.id]
            if not mine and code.id not in self._verdicts:
                continue
            told = [self._verdict(code.id)] if code.id in self._verdicts else []
            if code.codable:
                name = str(code.id)
                facts = {"said": _field("informants", name), "excerpts": _field("excerpts", name)}
                frame = "counted" if code.id in asked else "counted_unasked"
                told.append(self._word(frame, asked=_field("asked", name), **facts))
            paragraphs = [" ".join(told), *(paragraph for one in mine for paragraph in self._proposition(one))]
            text = "\n\n".join(filter(None, paragraphs))
            yield _Part("code", self._named(code), 3 if code.parent else 2, text, code.id)
        known = {code.id for code in self._book.codes}
        rest = [one for one in findings if one.indicator not in known]
        if rest:
            text = "\n\n".join(paragraph for one in rest for paragraph in self._proposition(one))
            yield _Part("study", self._named(None), 2, text)

    def _rivals(self) -> set[UUID]:
        return {each.on for some in self._grounds.values() for each in some if each.side == "rival"}

    def _asked(self) -> set[UUID]:
        """The codes of which somebody knows who was asked."""
        matrix = matrix_of(self._tx, Query(), rows="cases", columns="codes", unit="informants")
        return {UUID(one.key) for one in matrix.columns} if matrix.asked else set()

    def _verdict(self, code: UUID | None) -> str:
        name = str(code) if code else STUDY
        return self._word("verdict", verdict=_field("verdict", name), rule=_field("rule", name))

    def _proposition(self, one: Proposition) -> Iterator[str]:
        name = str(one.id)
        yield _field("proposition", name)
        yield self._word("evidence_live", evidence=_field("evidence", name))
        rests = self._grounds.get(one.id, ())
        for side in ("for", "against"):
            if strongest := self._strongest([each for each in rests if each.side == side]):
                quotes = "\n".join(_field("quote", str(coding)) for coding in strongest)
                yield f"{self._word(side)}\n{quotes}"
        for each in rests:
            if each.side == "rival" and each.kind == "proposition":
                yield self._word("rival", text=_field("proposition", str(each.on)))

    def _strongest(self, rests: Sequence[Ground]) -> list[UUID]:
        weights = {each.on: each.weight or 0 for each in rests if each.kind == "coding"}
        there = codings.excerpts_of(self._tx, weights)
        return sorted(there, key=lambda id_: -weights[id_])[:STRONGEST]

    def _displays(self) -> Iterator[_Part]:
        kept = [*reversed(displays.load(self._tx))]
        if kept:
            yield _Part("displays", self._word("displays"), 2)
        for one in kept:
            name = str(one.id)
            figure = _field("table" if one.kind in BY_HAND else "figure", name)
            note = [_field("note", name)] if one.note else []
            # What a table means stands above it, as it may take the whole page; what a figure means, below.
            both = [*note, figure] if one.kind in BY_HAND else [figure, *note]
            yield _Part("display", one.name, 3, "\n\n".join(both), one.id)

    # -- conclusion and appendix ------------------------------------------------------------------

    def _conclusion(self) -> Iterator[_Part]:
        texts = {one.id for one in self._propositions}
        for code in (None, *(one for one in self._book.codes if one.parent is None)):
            verdict = self._verdicts.get(code.id if code else None)
            if verdict is None:
                continue
            rests = [each.on for each in self._grounds.get(verdict.id, ()) if each.on in texts]
            listed = "\n".join(f"- {_field('proposition', str(on))}" for on in rests)
            told = self._verdict(code.id if code else None)
            yield _Part("concluded", self._named(code), 2, f"{told}\n\n{listed}".strip(), code.id if code else None)
        if advice := conclusions.advices(self._tx):
            text = "\n".join(f"- {_field('advice', str(one.id))}" for one in advice)
            yield _Part("advice", self._word("advice"), 2, text)

    def _appendix(self) -> Iterator[_Part]:
        if self._propositions:
            for which in _WIDE if self._outline == "thesis" else ("triangulation",):
                yield _Part(f"table-{which}", TITLES[self._language][which], 2, _field("table", which))
        beside = parts_beside(self._tx, language=self._language) if self._outline == "thesis" else {}
        for name in BESIDE:
            if name in beside:
                yield _Part(f"table-{name}", beside[name].title.partition(" (")[0], 2, _field("table", name))
        if self._outline == "thesis" and self._decided():
            heading = reduction.title(self._project.settings, self._language)
            yield _Part(f"table-{REDUCTION}", heading, 2, _field("table", REDUCTION))
        if self._propositions:
            yield _Part("evidence", self._word("evidence_list"), 2, _field("evidence"))

    def _decided(self) -> bool:
        where = reduction.parse("ledger:decided", self._book)
        return tallies.tally(self._tx, Query(where=where)).excerpts > 0


def _field(name: str, argument: str = "") -> str:
    return Field(name, argument).text
