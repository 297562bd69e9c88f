"""What a field of the report shows: the words in its place, a print of them, and what it leads to."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_date

from coding import reduction, report
from coding.conclusion.tables import STATUSES, TITLES, VERDICTS
from coding.errors import AskedUnknown, CodingError, FieldTableUnknown, FieldThingUnknown, NotFound
from coding.model import (
    Codebook,
    Display,
    Excerpt,
    Expression,
    GroundKind,
    HasCode,
    Language,
    Project,
    Proposition,
    Query,
    Verdict,
)
from coding.report.fields import Field
from coding.report.outline import WORDS as OUTLINE_WORDS
from coding.store import (
    Read,
    cases,
    codebooks,
    codings,
    conclusions,
    displays,
    grounds,
    projects,
    sources,
    tallies,
)
from coding.store.tallies import Tally
from coding.workbench import field_tables
from coding.workbench.conclusions import SETTING
from coding.workbench.desk import now
from coding.workbench.display_tables.counted import by_code
from coding.workbench.evidence import sides_of
from coding.workbench.exports import references
from coding.workbench.field_standing import Basis, Standing, within
from coding.workbench.kept import Kept
from coding.workbench.matrices import matrix_of

STUDY = "study"
"""How a field that takes a code calls the study as a whole."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as it stands now. `counts` is what a number counts, None where it counts nothing or everything.

    `thing` is what it speaks of, `excerpt` the words it quotes, `part` its table; with a `problem` it has no words.
    """

    field: Field
    words: str = ""
    print: str = ""
    counts: Expression | None = None
    opens: bool = False
    thing: tuple[GroundKind, UUID] | None = None
    excerpt: Excerpt | None = None
    part: report.Part | None = None
    problem: CodingError | None = None


_SHOWN = Kept[tuple[Shown, Basis]](4000)


class Teller:
    """Tells what fields show, in a transaction and a language."""

    def __init__(self, tx: Read, language: Language | None = None) -> None:
        project = projects.get(tx)
        assert project
        self.tx, self.project = tx, project
        self.language: Language = language or project.language
        self._rev = projects.rev(tx)
        # One text, for each look into what is kept makes its hash anew.
        self._here = f"{tx.sight} {tx.project_id} {self.language}"
        self._tallies: dict[Expression | None, Tally] = {}
        self._standing = Standing(tx, self._rev)
        self._claims: dict[UUID, Proposition] = {}
        self._excerpts: dict[UUID, Excerpt] = {}
        self._sides: dict[UUID, tuple[int, int]] = {}

    def show(self, field: Field) -> Shown:
        """What a field shows now; ids in it are whole."""
        key = self._key(field)
        kept = _SHOWN.get(key)
        if kept is not None and field.name != "date" and self._standing.holds(kept[1]):
            _SHOWN.put(key, (kept[0], replace(kept[1], rev=self._rev)))
            return replace(kept[0], field=field)
        try:
            made = self._told(field)
        except CodingError as problem:
            made = Shown(field, problem=problem)
        codes = within(made.counts, self.book) if made.counts is not None else None
        thing = made.thing if made.problem is None else None
        _SHOWN.put(key, (made, Basis(self._rev, field.name, thing, made.counts, codes)))
        return made

    def missing(self, fields: Iterable[Field]) -> list[Field]:
        """The fields that are not known from before."""
        known = ((one, _SHOWN.get(self._key(one))) for one in fields)
        return [one for one, kept in known if kept is None or not self._standing.holds(kept[1])]

    def _key(self, field: Field) -> tuple[object, ...]:
        return self._here, field.text

    def gather(self, fields: Iterable[Field]) -> None:
        """Look up many quotations, much evidence and what many codes count at once, before they are told one by one."""
        there = list(fields)
        counting = {one.argument: one for one in there if one.name in ("informants", "excerpts", "sources")}
        alone = {code: where for one in counting.values() if (where := self._one_code(one)) for code in (where.code,)}
        if len(alone) > 1:
            told = by_code(self.tx)
            self._tallies |= {where: told.get(code, Tally(0, 0, 0, {})) for code, where in alone.items()}
        wanted = {UUID(one.argument) for one in there if one.name == "quote" and is_id(one.argument)}
        self._excerpts |= codings.excerpts_of(self.tx, wanted)
        named = [one for one in there if one.name in ("proposition", "evidence") and is_id(one.argument)]
        claims = {UUID(one.argument) for one in named}
        self._claims |= conclusions.some_propositions(self.tx, claims) if claims else {}
        rests = {UUID(one.argument) for one in named if one.name == "evidence"}
        self._sides |= sides_of(self.tx, rests) if rests else {}

    def _one_code(self, field: Field) -> HasCode | None:
        """The code a number counts, where it counts one that has none under it."""
        try:
            where = reduction.parse(field.argument, self.book) if field.argument else None
        except CodingError:
            return None
        if isinstance(where, HasCode) and (where.alone or self.book.below(where.code) == (where.code,)):
            return where
        return None

    @cached_property
    def _refer(self) -> Callable[[Excerpt], str]:
        return references(self.tx, self._spoken)

    def word(self, name: str, **facts: object) -> str:
        """One of the sentences that fields show."""
        return field_tables.word(self.language, name, **facts)

    @cached_property
    def book(self) -> Codebook:
        return codebooks.load(self.tx)

    @cached_property
    def _spoken(self) -> Project:
        return replace(self.project, language=self.language)

    @cached_property
    def _displays(self) -> Mapping[str, Display]:
        return {str(one.id): one for one in displays.load(self.tx)}

    @cached_property
    def _verdicts(self) -> Mapping[UUID | None, Verdict]:
        return conclusions.verdicts(self.tx)

    # -- by name ----------------------------------------------------------------------------------

    def _told(self, field: Field) -> Shown:
        match field.name:
            case "informants" | "excerpts" | "sources":
                return self._counted(field)
            case "asked":
                return self._asked(field)
            case "codes":
                many = sum(count > 0 for count in self._tally(None).by_code.values())
                return self._number(field, many)
            case "coders":
                return self._number(field, self._coders())
            case "quote":
                return self._quote(field)
            case "proposition" | "evidence":
                return self._proposition(field)
            case "verdict" | "rule":
                return self._verdict(field)
            case "advice":
                return self._advice(field)
            case "table" | "figure" | "note":
                return self._table(field)
            case "saturation":
                return self._sentence(field, field_tables.saturation(self.tx, self.language))
            case "agreement":
                many = self._coders()
                told = "uncoded" if not many else "alone" if many == 1 else "uncounted"
                return self._sentence(field, self.word(told, n=self.number(many)))
            case "method":
                steps = f"steps_{reduction.word(self.project.settings)}"
                return self._sentence(field, OUTLINE_WORDS[self.language][steps])
            case "codebook":
                facts = {"version": self.book.version, "codes": self.number(len(self.book.codable()))}
                return self._sentence(field, self.word("codebook", **facts))
        today = now().astimezone(ZoneInfo(self.project.time_zone)).date()
        return Shown(field, format_date(today, "d MMMM y", locale=self.language), field.name)

    def number(self, value: int) -> str:
        """A number as the language writes it."""
        return field_tables.number(value, self.language)

    def _number(self, field: Field, value: int, counts: Expression | None = None, *, opens: bool = True) -> Shown:
        return Shown(field, self.number(value), print_of(value), counts, opens)

    def _sentence(self, field: Field, words: str) -> Shown:
        return Shown(field, words, print_of(words))

    def _tally(self, where: Expression | None) -> Tally:
        if where not in self._tallies:
            self._tallies[where] = tallies.tally(self.tx, Query(where=where))
        return self._tallies[where]

    def _counted(self, field: Field) -> Shown:
        if not field.argument and field.name != "excerpts":
            many = len(cases.load(self.tx)) if field.name == "informants" else len(sources.names(self.tx))
            return self._number(field, many, opens=False)
        where = reduction.parse(field.argument, self.book) if field.argument else None
        return self._number(field, getattr(self._tally(where), field.name), where)

    def _asked(self, field: Field) -> Shown:
        code = self.book.find(field.argument)
        if code is None:
            raise FieldThingUnknown(name=field.argument)
        matrix = matrix_of(self.tx, Query(), rows="cases", columns="codes", unit="informants")
        column = next((one for one in matrix.columns if one.key == str(code.id)), None)
        many = matrix.asked_in_all(column) if column else None
        if many is None:
            raise AskedUnknown(code=code.key)
        return self._number(field, many, HasCode(code.id))

    def _coders(self) -> int:
        return len(tallies.grouped(self.tx, Query(), "coder"))

    # -- things -----------------------------------------------------------------------------------

    def _quote(self, field: Field) -> Shown:
        id_ = _id(field)
        excerpt = self._excerpts.get(id_) or codings.excerpts_of(self.tx, [id_]).get(id_)
        if excerpt is None:
            raise FieldThingUnknown(name=str(id_)[:8])
        words = f"“{' '.join(excerpt.coding.quote.split())}” {self._refer(excerpt)}".strip()
        return Shown(field, words, print_of(words), opens=True, thing=("coding", id_), excerpt=excerpt)

    def _proposition(self, field: Field) -> Shown:
        if not field.argument:
            return Shown(field, self.word("evidence_list"), field.name)
        id_ = _id(field)
        one = self._claims.get(id_) or conclusions.some_propositions(self.tx, [id_]).get(id_)
        if one is None:
            raise FieldThingUnknown(name=field.argument[:8])
        thing: tuple[GroundKind, UUID] = ("proposition", one.id)
        if field.name == "proposition":
            return Shown(field, one.text, print_of(one.text), opens=True, thing=thing)
        for_, against = self._sides.get(one.id) or sides_of(self.tx, [one.id])[one.id]
        words = self.word(
            "evidence",
            for_=self.number(for_),
            against=self.number(against),
            status=STATUSES[self.language][one.status],
        )
        return Shown(field, words, print_of([for_, against, one.status]), opens=True, thing=thing)

    def _verdict(self, field: Field) -> Shown:
        code = None if field.argument == STUDY else self.book.find(field.argument)
        if code is None and field.argument != STUDY:
            raise FieldThingUnknown(name=field.argument)
        one = self._verdicts.get(code.id if code else None)
        if one is None:
            return self._sentence(field, self.word("undecided" if field.name == "verdict" else "unruled"))
        own: Mapping[str, str] = self.project.settings.get(SETTING, {})
        told = (own.get(one.verdict) or VERDICTS[self.language][one.verdict]) if field.name == "verdict" else one.rule
        said = one.verdict if field.name == "verdict" else one.rule
        return Shown(field, told, print_of(said), opens=True, thing=("verdict", one.id))

    def _advice(self, field: Field) -> Shown:
        try:
            one = conclusions.get_advice(self.tx, _id(field))
        except NotFound:
            raise FieldThingUnknown(name=field.argument[:8]) from None
        verdicts = {each.id: each.code for each in self._verdicts.values()}
        answered = [verdicts[each.on] for each in grounds.of(self.tx, (one.id,)) if each.on in verdicts]
        named = ", ".join(map(self.named, answered))
        told = OUTLINE_WORDS[self.language]["answers"].format(text=one.text, verdicts=named) if named else one.text
        return self._sentence(field, told)

    def named(self, code: UUID | None) -> str:
        """Sign and name of a code; without one, the study."""
        found = self.book.find(code) if code else None
        if found is None:
            return OUTLINE_WORDS[self.language]["study"]
        return f"{found.sign or found.key} {found.label(self.language, self.book.language)}"

    def _table(self, field: Field) -> Shown:
        kept = self._displays.get(field.argument)
        if kept is not None:
            part = field_tables.part_of_display(self.tx, kept, self.language) if field.name == "table" else None
            words = kept.note if field.name == "note" else kept.name
            return Shown(field, words, print_of(words), opens=True, thing=("display", kept.id), part=part)
        if field.name != "table" or field.argument not in field_tables.TABLES:
            own = sorted(one.name for one in self._displays.values())
            known = [*field_tables.TABLES, *own] if field.name == "table" else own
            raise FieldTableUnknown(name=field.argument, known=", ".join(known) or "–")
        part = field_tables.part_named(self.tx, field.argument, self.language)
        told = [[column.heading for column in part.columns], [list(row) for row in part.rows]]
        return Shown(field, TITLES[self.language].get(field.argument, part.title), print_of(told), part=part)


def _id(field: Field) -> UUID:
    try:
        return UUID(field.argument)
    except ValueError:
        raise FieldThingUnknown(name=field.argument) from None


def is_id(text: str) -> bool:
    """Whether a text is a whole id."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def print_of(told: object) -> str:
    """A print of exactly what a field showed."""
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
