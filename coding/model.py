"""The nouns: plain frozen values that every stage, edge and shell shares.

Offsets are Unicode code points into `Source.text`, half open `[start, end)`. Instants are aware datetimes in UTC.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import eq, ge, gt, le, lt
from typing import Any, Literal
from uuid import UUID

LayerKind = Literal["person", "round", "agreed"]
Role = Literal["owner", "researcher", "student", "supervisor", "reader"]
Kind = Literal["interview", "observation", "document"]
Unit = Literal["turn", "sentence", "paragraph"]
Status = Literal["exists", "planned", "existed", "absent", "failed"]
Evidence = Literal["claim", "event", "document"]
Origin = Literal["hand", "keyword", "classifier", "import"]
SpeakerRole = Literal["interviewer", "informant", "other"]
MarkKind = Literal["header", "label", "time", "page"]
Language = Literal["id", "en"]

KINDS: tuple[Kind, ...] = ("interview", "observation", "document")
UNITS: tuple[Unit, ...] = ("turn", "sentence", "paragraph")
STATUSES: tuple[Status, ...] = ("exists", "planned", "existed", "absent", "failed")
EVIDENCE: tuple[Evidence, ...] = ("claim", "event", "document")
SPEAKER_ROLES: tuple[SpeakerRole, ...] = ("interviewer", "informant", "other")
Method = Literal["keywords", "classifier"]
Fate = Literal["accepted", "rejected", "changed", "skipped"]
Decision = Literal["kept", "merged", "aside"]
ThemeKind = Literal["category", "theme"]
LedgerState = Literal["undecided", "decided", "kept", "merged", "aside", "stale"]

METHODS: tuple[Method, ...] = ("keywords", "classifier")
LANGUAGES: tuple[Language, ...] = ("id", "en")
DECISIONS: tuple[Decision, ...] = ("kept", "merged", "aside")
TEXT_FIELDS = ("definition", "include", "exclude", "typical", "borderline", "note", "theory")


# -- people ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Coder:
    """A layer of codings: a person's, who may or may not sign in; a further `round` of one; or what was agreed on.

    Rounds and the agreed layer belong to one project, and nobody acts as one: `person` is who codes in a round.
    """

    id: UUID
    name: str
    kind: LayerKind = "person"
    person: UUID | None = None
    round: int = 1


@dataclass(frozen=True, slots=True)
class Member:
    """A coder's role in one project; whoever has left is still named beside what they did."""

    coder: Coder
    role: Role
    left: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """How a person signs in: by a name and a password, or through somebody who vouches; not yet if only invited."""

    coder: Coder
    login: str
    ready: bool
    disabled: bool
    seen_at: datetime | None = None
    invited: bool = False


@dataclass(frozen=True, slots=True)
class SignIn:
    """A browser in which somebody is signed in; `handle` is the hash of its secret."""

    handle: str
    opened_at: datetime
    used_at: datetime
    browser: str = ""


# -- the study ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Project:
    """One study. `rev` counts its events; `settings` holds quotation templates and the like."""

    id: UUID
    name: str
    language: Language = "id"
    time_zone: str = "Asia/Jakarta"
    practice: bool = False
    rev: int = 0
    version: int = 1
    settings: Mapping[str, Any] = field(default_factory=dict)
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """An informant (or another unit of study) with attributes, e.g. `{"jenis": "kunci", "instansi": "DPMPTSP"}`."""

    id: UUID
    key: str
    name: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    version: int = 1


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column of the cases' table: its free labels carry their own definitions."""

    id: UUID
    key: str
    name: str
    labels: Mapping[str, str] = field(default_factory=dict)
    version: int = 1


# -- transcripts ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a source's text that nobody said: header, speaker label, printed time mark, page furniture."""

    start: int
    end: int
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in the recording: the words from offset `at` on are said from `start` seconds (to `end`, if known)."""

    at: int
    start: float
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's words without the label; time marks inside are Marks. `speaker` is a Speaker's label."""

    start: int
    end: int
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice in one source: the label as shown, a role (guessed, then decided) and the Case it belongs to."""

    label: str
    role: SpeakerRole = "other"
    case: UUID | None = None
    id: UUID | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page, from offset `start` up to the next page."""

    number: str
    start: int


@dataclass(frozen=True, slots=True)
class Source:
    """A transcript, observation note or document. The text is sacred: it never changes under codings.

    `lines` are the offsets at which the numbered lines begin (line 1 first); they are fixed when the source is stored.
    `header` holds metadata printed at the top (`{"Tanggal": "12 Januari 2026"}`), as it stood.
    """

    name: str
    text: str
    kind: Kind = "interview"
    language: Language = "id"
    format: str = "txt"
    reader: int = 1
    turns: tuple[Turn, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    marks: tuple[Mark, ...] = ()
    moments: tuple[Moment, ...] = ()
    pages: tuple[Page, ...] = ()
    lines: tuple[int, ...] = ()
    header: Mapping[str, str] = field(default_factory=dict)
    case: UUID | None = None
    id: UUID | None = None
    text_version: int = 1
    version: int = 1


class Rewritten:
    """A text in which stretches are replaced, and where every place of it is then.

    `parts` are `(start, end, words)` in the order of the text, none over another. A place inside what was replaced
    moves to its edge: a span that began or ended there holds the new words whole.
    """

    def __init__(self, text: str, parts: Iterable[tuple[int, int, str]]) -> None:
        self.parts = tuple(parts)
        self._starts = [start for start, _end, _words in self.parts]
        self._ends = [end for _start, end, _words in self.parts]
        self._grown = [0]
        pieces, at = [], 0
        for start, end, words in self.parts:
            pieces += [text[at:start], words]
            self._grown.append(self._grown[-1] + len(words) - (end - start))
            at = end
        self.text = "".join([*pieces, text[at:]])

    def start(self, at: int) -> int:
        """Where a span that began at `at` begins."""
        done = bisect_right(self._ends, at)
        inside = done < len(self.parts) and self._starts[done] < at
        return (self._starts[done] if inside else at) + self._grown[done]

    def end(self, at: int) -> int:
        """Where a span that ended at `at` ends."""
        done = bisect_left(self._starts, at)
        inside = done > 0 and at < self._ends[done - 1]
        return (self._ends[done - 1] if inside else at) + self._grown[done]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch stands."""
        return self.start(start), self.end(end)


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A row of the list of sources: no text, but how far one coder has come."""

    id: UUID
    name: str
    kind: Kind
    language: Language
    format: str
    characters: int
    words: int
    lines: int
    turns: int
    speakers: Mapping[str, int]
    header: Mapping[str, str]
    case: UUID | None
    version: int
    codings: int = 0
    mine: int = 0
    read_to: int = 0
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Assignment:
    """A source that is coded in a layer, by a day; `blind`: without seeing other layers there until it is finished.

    `unit` is what is coded one after the other, where each does not choose stretches of their own.
    """

    id: UUID | None
    source: UUID
    layer: UUID
    due: date | None = None
    blind: bool = False
    unit: Unit | None = None
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Segment:
    """A unit of a source: turn, sentence or paragraph. `text` is what was said, without labels and time marks."""

    id: UUID
    source: str
    unit: Unit
    start: int
    end: int
    speaker: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Words somebody marked: `[start, end)` of one text version of a source."""

    source: UUID
    start: int
    end: int
    text_version: int = 1


# -- the codebook ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of the codebook.

    `key` is unique in the project whatever its case, and never reused. `name` and `texts` (definition, include,
    exclude, typical, borderline, note, theory) map a language to words. `instead` names, per exclusion, the key of the
    code to use. `stems` are search aids per language. A group is a Code with `codable=False`.
    """

    id: UUID
    key: str
    name: Mapping[str, str]
    parent: UUID | None = None
    order: int = 0
    codable: bool = True
    colour: str = "#777777"
    sign: str = ""
    shortcut: str = ""
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    stems: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    version: int = 1

    def label(self, language: str, fallback: str = "id") -> str:
        """The name in a language, else in the project's language, else in any."""
        return self.name.get(language) or self.name.get(fallback) or next(iter(self.name.values()), self.key)


PatternKind = Literal["theme", "cause", "relation", "construct"]
PATTERN_KINDS: tuple[PatternKind, ...] = ("theme", "cause", "relation", "construct")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern code: what several codes have in common, and because of what somebody says so.

    A code stands for itself and those under it. One that was removed meanwhile may still be named.
    """

    id: UUID
    name: str
    kind: PatternKind
    because: str
    codes: tuple[UUID, ...]
    version: int = 1


@dataclass(frozen=True, slots=True)
class Codebook:
    """All codes of a project in codebook order (a parent before its children), at one version; its pattern codes."""

    codes: tuple[Code, ...]
    name: str = ""
    language: Language = "id"
    version: int = 0
    source: str = ""
    patterns: tuple[Pattern, ...] = ()

    def codable(self) -> tuple[Code, ...]:
        """The codes that can be given to words, in codebook order."""
        return tuple(code for code in self.codes if code.codable)

    def find(self, ref: str | UUID) -> Code | None:
        """The code with this UUID or key (whatever its case)."""
        wanted = str(ref).casefold()
        return next((code for code in self.codes if wanted in (code.key.casefold(), str(code.id))), None)

    def below(self, code: UUID) -> tuple[UUID, ...]:
        """A code's id and those of all codes under it, in codebook order."""
        found = {code}
        for one in self.codes:
            if one.parent in found:
                found.add(one.id)
        return tuple(one.id for one in self.codes if one.id in found)

    def pattern(self, ref: str | UUID) -> Pattern | None:
        """The pattern code with this UUID or name (whatever its case)."""
        wanted = str(ref).casefold()
        return next((one for one in self.patterns if wanted in (one.name.casefold(), str(one.id))), None)

    def gathered(self, pattern: UUID) -> tuple[UUID, ...]:
        """The codes of a pattern and all under them, in codebook order; none where it is gone."""
        found = self.pattern(pattern)
        under = {each for code in found.codes for each in self.below(code)} if found else set()
        return tuple(one.id for one in self.codes if one.id in under)

    def shortcuts(self) -> dict[str, Code]:
        """Digit → code: what a code claims, then the codable codes in order for the digits left over."""
        claimed = {code.shortcut: code for code in self.codable() if code.shortcut in set("123456789")}
        rest = (code for code in self.codable() if code.shortcut not in claimed)
        for digit in "123456789":
            if digit not in claimed and (code := next(rest, None)):
                claimed[digit] = code
        return dict(sorted(claimed.items()))


def arrange(codes: Iterable[Code]) -> tuple[Code, ...]:
    """Codes in codebook order: each behind its parent, siblings by `order`, those of equal order as they came.

    Codes whose parent is not among them, or which stand under themselves, come last: `check` tells of them.
    """
    waiting = sorted(codes, key=lambda code: code.order)
    children: dict[UUID | None, list[Code]] = {}
    for code in waiting:
        children.setdefault(code.parent, []).append(code)
    arranged: list[Code] = []
    stack = children.get(None, [])[::-1]
    while stack:
        code = stack.pop()
        arranged.append(code)
        stack += children.get(code.id, [])[::-1]
    placed = {code.id for code in arranged}
    return (*arranged, *(code for code in waiting if code.id not in placed))


# -- the work -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Coding:
    """A code given to words by a coder. `quote` is what the words were; lines and page are those of its text version.

    `status` says whether the thing spoken of exists, is planned, existed, is absent or failed (absence is data);
    `limited` marks what exists but not as it should. `prompted`: the interviewer's question named it.
    """

    id: UUID
    source: UUID
    start: int
    end: int
    quote: str
    code: UUID
    coder: UUID
    origin: Origin = "hand"
    status: Status | None = None
    limited: bool = False
    weight: int | None = None
    prompted: bool | None = None
    evidence: Evidence | None = None
    memo: str = ""
    text_version: int = 1
    speaker: UUID | None = None
    line_start: int = 1
    line_end: int = 1
    page: str = ""
    made_at: datetime | None = None
    version: int = 1


MemoKind = Literal["method", "theory", "rule", "case", "idea", "surprise"]
MEMO_KINDS: tuple[MemoKind, ...] = ("idea", "method", "theory", "rule", "case", "surprise")
LinkedTo = Literal["code", "source", "case", "coding"]


@dataclass(frozen=True, slots=True)
class MemoLink:
    """What a memo speaks of; of a source, where it is one passage, its `span`: from, to, and in which of its texts."""

    about: LinkedTo
    id: UUID
    span: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Memo:
    """What somebody thought, and what it is about. (A coding's own note stands on the Coding.)

    `aside` says why a surprise was laid aside.
    """

    id: UUID
    kind: MemoKind
    title: str
    text: str
    coder: UUID
    links: tuple[MemoLink, ...] = ()
    made_at: datetime | None = None
    version: int = 1
    aside: str = ""


LinkKind = Literal["supports", "contradicts", "explains", "repeats"]
LINK_KINDS: tuple[LinkKind, ...] = ("supports", "contradicts", "explains", "repeats")


@dataclass(frozen=True, slots=True)
class Link:
    """Somebody says that one coded passage supports, contradicts, explains or repeats another; ids of codings."""

    id: UUID
    this: UUID
    kind: LinkKind
    that: UUID
    comment: str
    coder: UUID
    made_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """One end of a link as it stands: its excerpt, or, where the coding was taken away, where it was and what it said.

    Of a source that was removed nothing is said.
    """

    coding: UUID
    excerpt: "Excerpt | None" = None
    source_name: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """A link with both its ends."""

    link: Link
    this: LinkEnd
    that: LinkEnd

    @property
    def broken(self) -> bool:
        """Whether one of the codings is gone."""
        return self.this.excerpt is None or self.that.excerpt is None


ConceptKind = Literal["code", "case", "memo", "proposition", "word"]
CONCEPT_KINDS: tuple[ConceptKind, ...] = ("code", "case", "memo", "proposition", "word")
TieKind = Literal["part", "leads", "supports", "contradicts", "associated", "own"]
TIE_KINDS: tuple[TieKind, ...] = ("part", "leads", "supports", "contradicts", "associated", "own")


@dataclass(frozen=True, slots=True)
class Concept:
    """What stands on a concept map: a code, informant, memo or proposition (`of`), or a free word (`text`).

    `x` and `y` are the middle of its box, in pixels of a map at full size. `version` is 0 before it is stored.
    """

    id: UUID
    kind: ConceptKind
    of: UUID | None = None
    text: str = ""
    x: int = 0
    y: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody says how one concept of a map is related to another, and which codings speak for that.

    `word` says it where the kind is "own". Evidence whose coding was taken away is still named.
    """

    id: UUID
    this: UUID
    kind: TieKind
    that: UUID
    word: str = ""
    comment: str = ""
    evidence: tuple[UUID, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class ConceptMap:
    """A drawing of what belongs to what, made by hand: concepts, and the ties between them."""

    id: UUID
    name: str
    concepts: tuple[Concept, ...] = ()
    ties: tuple[Tie, ...] = ()
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the interview guide: the codes (indicators) it asks for, and the kinds of informants asked.

    Without `kinds` everybody is asked.
    """

    words: str
    codes: tuple[UUID, ...] = ()
    kinds: tuple[str, ...] = ()
    technique: str = ""


Dimension = Literal["case", "source", "code", "coder", "status"]
"""What codings can be counted by."""

Relation = Literal["same", "overlapping", "inside", "around", "near", "before", "after"]
Comparison = Literal["=", "<", "<=", ">", ">="]
Whole = Literal["excerpt", "turn", "source", "case"]
WHOLES: tuple[Whole, ...] = ("excerpt", "turn", "source", "case")
"""What a query's codes are looked for in: one coding, or all codings of a turn, a source or an informant."""


@dataclass(frozen=True, slots=True)
class HasCode:
    """A coding has this code, or (unless `alone`) one that stands under it."""

    code: UUID
    alone: bool = False


@dataclass(frozen=True, slots=True)
class HasPattern:
    """A coding has one of the codes that a pattern code gathers, or one that stands under them."""

    pattern: UUID


@dataclass(frozen=True, slots=True)
class Where:
    """Something said of a coding, its speaker, source, informant or coder compares so with a value.

    `field` is one of `reduction.query.FIELDS`, or `case.` with the key of an attribute. Names match whatever their
    case; an asterisk in one stands for any letters. An attribute is compared as a number or a date where both are one.
    """

    field: str
    comparison: Comparison
    value: str


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Expression"


@dataclass(frozen=True, slots=True)
class Related:
    """A coding that fulfils `this` stands so to another coding of the same source that fulfils `that`.

    "same", "overlapping" (at least one character), "inside" and "around" compare the words; "near", "before" and
    "after" count turns begun between the two (lines in a source without turns): at most `within`, any number without.
    """

    this: "Expression"
    relation: Relation
    that: "Expression"
    within: int | None = None


Expression = HasCode | HasPattern | Where | And | Or | Not | Related


def matches(name: str, pattern: str) -> bool:
    """Whether a name is what a pattern says, whatever its case; an asterisk stands for any letters."""
    parts = (re.escape(part) for part in pattern.lower().split("*"))
    return re.fullmatch(".*".join(parts), name.lower(), re.DOTALL) is not None


# Letters and digits of any language, told by their numbers so that every database means the same ones.
_LETTER = r"[0-9A-Za-z_\u00C0-\u1FFF\u2070-\u2DFF\u3040-\uFFFD]"
_SPACE = r"[^0-9A-Za-z_\u00C0-\u1FFF\u2070-\u2DFF\u3040-\uFFFD]"
WORD = re.compile(rf"{_LETTER}+(?:-{_LETTER}+)*")
"""A word as it is counted: letters and digits, with hyphens between them."""


def phrase_pattern(words: str) -> str:
    """The regular expression (of Python and of PostgreSQL) of these words behind each other, in small letters.

    They are whole words: `kerja` stands neither in `pekerja` nor in `kerja-kerja`. Empty where there is no word.
    """
    some = [one[0] for one in WORD.finditer(words.lower())]
    if not some:
        return ""
    between = rf"(?!-{_LETTER}){_SPACE}+"
    return rf"(?<!{_LETTER})(?<!{_LETTER}-){between.join(some)}(?!{_LETTER})(?!-{_LETTER})"


def compares(label: str, comparison: Comparison, value: str) -> bool:
    """Whether an attribute's label compares so with a value: as numbers or dates where both are, else as names.

    What has no order is neither more nor less than anything.
    """
    numbers, dates = (_number(label), _number(value)), (_date(label), _date(value))
    if None not in numbers:
        return ordered(numbers[0], comparison, numbers[1])
    if None not in dates:
        return ordered(dates[0], comparison, dates[1])
    return comparison == "=" and matches(label, value)


def ordered(one: object, comparison: Comparison, other: object) -> bool:
    """Whether two values of one kind compare so."""
    compare: dict[Comparison, Callable[[Any, Any], bool]] = {"=": eq, "<": lt, "<=": le, ">": gt, ">=": ge}
    return compare[comparison](one, other)


def _number(text: str) -> float | None:
    """A number as people write it, with a decimal comma or point; no thousands."""
    return float(text.replace(",", ".")) if re.fullmatch(r"\s*-?\d{1,15}([.,]\d{1,9})?\s*", text) else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Query:
    """Which codings: every field narrows, an empty field does not. Attributes map a key to the accepted labels.

    `where` is asked of each coding by itself, or of all codings of a turn, source or case together (`whole`): see
    `reduction.query_naive`.
    """

    codes: tuple[UUID, ...] = ()
    sources: tuple[UUID, ...] = ()
    kinds: tuple[Kind, ...] = ()
    coders: tuple[UUID, ...] = ()
    statuses: tuple[str, ...] = ()
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    where: Expression | None = None
    whole: Whole = "excerpt"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a display rested on when somebody last looked: excerpts found, prints of them and of the table.

    `found` is a print of their versions, `contents` of what they say; it is empty where nobody needed it.
    """

    excerpts: int
    informants: int
    found: str
    table: str
    contents: str = ""


@dataclass(frozen=True, slots=True)
class Display:
    """A kind of display kept under a name: what it asks for, what was chosen, and the analytic text beside it.

    `asked` maps what narrows it by itself (codes, sources, kinds, coders, statuses) to values; attributes stand there
    as `case.` and their key. `text` is the query in words that outlive keys and names. `rests_on` is what was there
    when somebody last confirmed it.
    """

    id: UUID
    kind: str
    name: str
    text: str = ""
    whole: Whole = "excerpt"
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    rests_on: Standing | None = None
    checked_by: UUID | None = None
    checked_at: datetime | None = None
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody wrote by hand in a cell of a kept display, by which rule, and the codings it rests on."""

    display: UUID
    row: str
    column: str
    text: str
    rule: str = "hand"
    rests_on: tuple["Basis", ...] = ()
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A coding with what a reader needs to place it: source, code, coder, informant, words before and after."""

    coding: Coding
    source_name: str
    kind: Kind
    code_key: str
    code_name: Mapping[str, str]
    coder_name: str
    speaker: str | None
    case_key: str | None
    attributes: Mapping[str, str]
    header: Mapping[str, str]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a coder last worked in a source, and how far it has been read."""

    source: UUID
    offset: int
    read_to: int
    code: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """What one verb did to one row; `None` before means made, `None` after means removed."""

    entity: str
    id: UUID
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history: who did what, when; enough to take it back."""

    id: UUID
    rev: int
    actor: UUID
    at: datetime
    verb: str
    changes: tuple[Change, ...]
    source: UUID | None = None
    op_id: UUID | None = None
    undoes: UUID | None = None


# -- the ledger of the reduction ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Theme:
    """A category that statements are gathered under, or (kind "theme") what several categories come to.

    `parent` is the theme of a category; a theme has none.
    """

    id: UUID
    name: str
    kind: ThemeKind = "category"
    parent: UUID | None = None
    position: int = 0
    version: int = 1


@dataclass(frozen=True, slots=True)
class Reduction:
    """What was decided about a coding: kept, merged with another of its code (`into`), or set aside (`reason`).

    `statement` says the words in fewer. `quote` and `code` are what it rests on, as they were when it was decided.
    """

    id: UUID
    coding: UUID
    decision: Decision
    quote: str
    code: UUID
    coder: UUID
    made_at: datetime
    into: UUID | None = None
    reason: str = ""
    statement: str = ""
    category: UUID | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """An excerpt with what was decided about it; `into` is the coding it was merged with, where that is still there.

    `into_decision` is what was decided about that one.
    """

    excerpt: Excerpt
    reduction: Reduction | None = None
    into: Coding | None = None
    into_decision: Decision | None = None

    @property
    def stale(self) -> bool:
        """Whether what the decision rests on has changed: the words, the code, or what it was merged with."""
        one, coding = self.reduction, self.excerpt.coding
        if one is None:
            return False
        if (one.quote, one.code) != (coding.quote, coding.code):
            return True
        lost = self.into is None or self.into.code != coding.code or self.into_decision == "aside"
        return one.decision == "merged" and lost


@dataclass(frozen=True, slots=True)
class LedgerCount:
    """Excerpts of one code and informant (by key) with one decision: how many, their words, those of the statements.

    `words` and `statement_words` are counted where something was decided; `stale` are those to be looked at again.
    """

    code: UUID
    case: str | None
    decision: Decision | None
    excerpts: int
    words: int = 0
    statement_words: int = 0
    stale: int = 0


# -- the framework grid ---------------------------------------------------------------------------

Said = Literal["said", "asked", "not asked"]


@dataclass(frozen=True, slots=True)
class Basis:
    """A coding as a summary rests on it: its words, and what it is said to be worth."""

    coding: UUID
    quote: str
    qualities: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one informant says of one column (a code, with those under it, or a theme), in somebody's own words.

    `rests_on` is exactly what was read for it, as it was. `asked` says whether it was asked about; None leaves that to
    the interview guide.
    """

    id: UUID
    case: UUID
    column: UUID
    summary: str
    rests_on: tuple[Basis, ...]
    coder: UUID
    made_at: datetime
    asked: bool | None = None
    of_theme: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Which informants and columns the framework grid shows, in their order, with a note about any of them."""

    rows: tuple[UUID, ...] = ()
    columns: tuple[UUID, ...] = ()
    notes: Mapping[UUID, str] = field(default_factory=dict)


# -- summary forms --------------------------------------------------------------------------------

FormKind = Literal["contact", "document"]
FieldShape = Literal["text", "questions", "points"]
FORM_KINDS: tuple[FormKind, ...] = ("contact", "document")
FIELD_SHAPES: tuple[FieldShape, ...] = ("text", "questions", "points")


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a summary form. What is written in it is kept under `key`, whatever its label becomes.

    "text" takes words, "questions" an answer to each question of the interview guide, "points" salient points.
    """

    key: str
    label: str
    shape: FieldShape = "text"


@dataclass(frozen=True, slots=True)
class Point:
    """A salient point in few words: the code or theme it belongs to, its weight, and the excerpts it rests on."""

    id: UUID
    text: str = ""
    about: UUID | None = None
    weight: int | None = None
    excerpts: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What somebody noted about a whole source on its form, soon after the contact or the reading.

    `texts` map the key of a field to its words, `answers` the words of a question to what was learned on it.
    `version` is 0 where nothing is written yet.
    """

    source: UUID
    texts: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    points: tuple[Point, ...] = ()
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 0

    @property
    def blank(self) -> bool:
        """Whether nothing is written in it."""
        said = (*self.texts.values(), *self.answers.values())
        return not any(words.strip() for words in said) and not self.points


# -- suggestions ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword rule of a code: words in this order, at most `window` others between two; see the rule's own stage."""

    id: UUID
    code: UUID
    language: Language
    words: str
    inflect: bool = True
    avoid: tuple[str, ...] = ()
    window: int = 0
    version: int = 1


@dataclass(frozen=True, slots=True)
class Card:
    """A trained model's record: what it learned from, with what, and how it did. No weights: they are made again.

    `layers` are the coders whose codings it learned from; `fingerprint` is that of its data, `program` the version.
    """

    id: UUID
    number: int
    method: Method
    language: Language
    codebook: int
    layers: tuple[UUID, ...]
    parameters: Mapping[str, Any]
    figures: Mapping[str, Any]
    fingerprint: str
    program: str
    made_at: datetime
    made_by: UUID


@dataclass(frozen=True, slots=True)
class Offer:
    """A code suggested for a segment, as it is offered to one coder. Never a coding until somebody accepts it.

    `rank` counts from 1 within the segment. `status` and `limited` are proposed. In a `blind` segment nothing of it
    may be seen. `scores` (code → score, all codes) stand with rank 1 only.
    """

    id: UUID
    source: UUID
    text_version: int
    start: int
    end: int
    code: UUID
    rank: int
    score: float
    method: Method
    show: bool = True
    blind: bool = False
    evidence: tuple[str, ...] = ()
    status: Status | None = None
    limited: bool = False
    model: UUID | None = None
    codebook: int = 0
    scores: Mapping[UUID, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the ledger: what was offered to whom, when, and what became of it.

    `given` are the codes that its coder had given the segment when it was decided.
    """

    offer: Offer
    coder: UUID
    shown: bool
    shown_at: datetime
    fate: Fate | None = None
    fate_at: datetime | None = None
    seconds: float | None = None
    coding: UUID | None = None
    given: tuple[UUID, ...] = ()


# -- conclusions ----------------------------------------------------------------------------------

PropositionStatus = Literal["draft", "tentative", "verified", "rejected"]
OwnerKind = Literal["proposition", "verdict", "advice", "section"]
GroundKind = Literal["coding", "reduction", "cell", "display", "memo", "proposition", "verdict"]
Side = Literal["for", "against", "rival", "beside"]

PROPOSITION_STATUSES: tuple[PropositionStatus, ...] = ("draft", "tentative", "verified", "rejected")
GROUND_KINDS: tuple[GroundKind, ...] = ("coding", "reduction", "cell", "display", "memo", "proposition", "verdict")
SIDES: tuple[Side, ...] = ("for", "against", "rival", "beside")


@dataclass(frozen=True, slots=True)
class Proposition:
    """A sentence about the data: the indicator, codes and informants it speaks of, and how far it was tested.

    `plausible` says why it is plausible. What speaks for it, against it or beside it are its Grounds.
    """

    id: UUID
    text: str
    status: PropositionStatus = "draft"
    indicator: UUID | None = None
    codes: tuple[UUID, ...] = ()
    cases: tuple[UUID, ...] = ()
    plausible: str = ""
    position: int = 0
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the study concludes about an indicator or component, or, without a code, as a whole; and by which rule.

    `verdict` is the key of one of the project's verdicts; `coder` is who decided.
    """

    id: UUID
    code: UUID | None
    verdict: str
    rule: str
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Advice:
    """What the study advises; the verdicts it answers are its Grounds."""

    id: UUID
    text: str
    position: int = 0
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Ground:
    """Something that a conclusion (`owner`) rests on, with the print of what it said when that was last confirmed."""

    id: UUID
    owner_kind: OwnerKind
    owner: UUID
    kind: GroundKind
    on: UUID
    side: Side = "for"
    weight: int | None = None
    note: str = ""
    print: str = ""
    seen: int = 0
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


Concludes = Literal["holds", "weakens", "refutes", "nothing"]
CONCLUDES: tuple[Concludes, ...] = ("holds", "weakens", "refutes", "nothing")


@dataclass(frozen=True, slots=True)
class Verification:
    """What a tactic found of a proposition, and what somebody concluded from it ("nothing": that it says nothing).

    `result` is what was found, as plain values; `print` is that of all it rested on then.
    """

    id: UUID
    proposition: UUID
    tactic: str
    concludes: Concludes
    options: Mapping[str, str] = field(default_factory=dict)
    result: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    print: str = ""
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


# -- what informants say of it --------------------------------------------------------------------

AnswerKind = Literal["agree", "correct", "withdraw"]
ItemKind = Literal["proposition", "coding"]
ANSWERS: tuple[AnswerKind, ...] = ("agree", "correct", "withdraw")
ITEM_KINDS: tuple[ItemKind, ...] = ("proposition", "coding")
ChangedKind = Literal["proposition", "source"]


@dataclass(frozen=True, slots=True)
class Item:
    """What an informant is asked about, under its number in a pack: a proposition, or a quotation by its coding.

    `print` is that of the words that were shown.
    """

    number: str
    kind: ItemKind
    on: UUID
    print: str


@dataclass(frozen=True, slots=True)
class Pack:
    """What an informant was given to read and answer, as it was numbered then."""

    id: UUID
    case: UUID
    language: Language
    items: tuple[Item, ...]
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """What an informant (`case`) said of an item as it stood: `print` is that of the words shown to them.

    `day` is when and `asker` by whom they were asked. What was changed because of it is told in `change`: the kind of
    the thing, its id, and its version then (of a source, that of its text).
    """

    id: UUID
    case: UUID
    kind: ItemKind
    on: UUID
    answer: AnswerKind
    words: str = ""
    day: date | None = None
    asker: str = ""
    print: str = ""
    number: str = ""
    changed: tuple[ChangedKind, UUID, int] | None = None
    change: str = ""
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A stretch `[start, end)` of a source whose words an informant took back: where it was, never what it said.

    `place` names it for a reader, `codings` are those that went with it.
    """

    id: UUID
    answer: UUID
    case: UUID
    source: UUID
    start: int
    end: int
    place: str
    codings: tuple[UUID, ...] = ()
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


# -- supervision ----------------------------------------------------------------------------------

ReviewState = Literal["draft", "discuss", "revise", "accepted"]
AboutKind = Literal["coding", "proposition", "code", "source"]
Milestone = Literal["codebook", "coding", "reduction", "display", "conclusion", "report"]
Why = Literal["leans", "differs", "unsure", "alone", "aside", "random"]

REVIEW_STATES: tuple[ReviewState, ...] = ("draft", "discuss", "revise", "accepted")
ABOUT_KINDS: tuple[AboutKind, ...] = ("coding", "proposition", "code", "source")
MILESTONES: tuple[Milestone, ...] = ("codebook", "coding", "reduction", "display", "conclusion", "report")
WHYS: tuple[Why, ...] = ("leans", "differs", "unsure", "alone", "aside", "random")


@dataclass(frozen=True, slots=True)
class Review:
    """What a supervisor says of a coding, and the words, code and status that it is said of."""

    id: UUID
    coding: UUID
    state: ReviewState
    quote: str
    code: UUID
    status: Status | None = None
    limited: bool = False
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Thread:
    """What people say to each other about a coding, proposition, code or source; open until it is `settled`.

    `said` is what that thing said or was called when the thread was begun. A `question` waits for a supervisor.
    """

    id: UUID
    about: AboutKind
    on: UUID
    said: str = ""
    question: bool = False
    settled: bool = False
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Comment:
    """One thing said in a thread; `mentions` are the people it names."""

    id: UUID
    thread: UUID
    text: str
    mentions: tuple[UUID, ...] = ()
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Visit:
    """Up to which revision somebody has seen a project, and what was said then: one line of the supervision card."""

    id: UUID
    rev: int
    discussed: str = ""
    agreed: str = ""
    to_do: str = ""
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Signoff:
    """A milestone that a supervisor signed off, and the prints of exactly what stood there then.

    `contents` map a part of the work (`codings`, `codebook` …) to how many things it had and their print; `print` is
    that of all. `by_file` says that it came in a file, and not from somebody who was signed in.
    """

    id: UUID
    milestone: Milestone
    contents: Mapping[str, Any]
    print: str
    rev: int
    note: str = ""
    by_file: bool = False
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Drawn:
    """A coding in a sample, and everything it was drawn for."""

    coding: UUID
    whys: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The excerpts drawn for a supervisor: `each` so many for every reason; the same seed draws the same."""

    id: UUID
    seed: int
    each: int
    drawn: tuple[Drawn, ...]
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


# -- the report -----------------------------------------------------------------------------------

Outline = Literal["thesis", "article"]
OUTLINES: tuple[Outline, ...] = ("thesis", "article")


@dataclass(frozen=True, slots=True)
class Showed:
    """What a field of a text showed when somebody last confirmed it, and the print of that. Ids in it are whole."""

    field: str
    words: str
    print: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: its heading, and a text with fields below it; ids in that are whole.

    `part` and `of` say what of the outline it was assembled from; it is `assembled` until somebody edits it. Sections
    stand in the order of `place`, which leaves gaps. `showed` has every field that could be worked out.
    """

    id: UUID
    outline: Outline
    heading: str
    level: int = 1
    place: int = 0
    text: str = ""
    part: str = ""
    of: UUID | None = None
    assembled: bool = False
    showed: tuple[Showed, ...] = ()
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Freeze:
    """A report as it was frozen: who did so, when and why, and the manifest of all it rested on."""

    id: UUID
    outline: Outline
    language: Language
    manifest: Mapping[str, Any]
    why: str = ""
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


AgreementUnit = Literal["turn", "sentence", "paragraph", "span"]
AGREEMENT_UNITS: tuple[AgreementUnit, ...] = ("turn", "sentence", "paragraph", "span")
Choice = Literal["first", "second", "new", "both", "unresolved"]
CHOICES: tuple[Choice, ...] = ("first", "second", "both", "new", "unresolved")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What layers agreed on when it was measured: `material` is what was compared, `figures` what came of it.

    Of a list of them, both are left out.
    """

    id: UUID
    layers: tuple[UUID, ...]
    unit: AgreementUnit
    material: Mapping[str, Any]
    figures: Mapping[str, Any]
    note: str = ""
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Adjudication:
    """What was decided where two layers differ, and why; `about` are the codings that differ.

    `rule` is the code into whose note the reason was written, `made` what stands in the agreed layer because of it.
    """

    id: UUID
    agreement: UUID
    source: UUID
    start: int
    end: int
    kind: str
    about: tuple[UUID, ...]
    choice: Choice
    first: UUID
    second: UUID
    reason: str = ""
    rule: UUID | None = None
    made: tuple[UUID, ...] = ()
    coder: UUID | None = None
    made_at: datetime | None = None
    version: int = 1


# -- who may do what ------------------------------------------------------------------------------

_EVERYONE: frozenset[Role] = frozenset({"owner", "researcher", "student", "supervisor", "reader"})
_CODERS: frozenset[Role] = frozenset({"owner", "researcher", "student"})
_EDITORS: frozenset[Role] = frozenset({"owner", "researcher"})
_OWNER: frozenset[Role] = frozenset({"owner"})

ALLOWED: Mapping[str, frozenset[Role]] = {
    "read": _EVERYONE,
    "import_sources": _CODERS,
    "edit_source": _CODERS,
    "remove_source": _EDITORS,
    "edit_cases": _CODERS,
    "code": _CODERS,
    "recode": _CODERS,
    "uncode": _CODERS,
    "finish": _CODERS,
    "train": _CODERS,
    "reduce": _CODERS,
    "conclude": _CODERS,
    "freeze": _CODERS,
    "import_codings": _CODERS,
    "edit_codebook": _CODERS,
    "reshape_codebook": _EDITORS,
    "write_memo": _EVERYONE - {"reader"},
    "undo": _EVERYONE - {"reader"},
    "redo": _EVERYONE - {"reader"},
    "export": _EVERYONE,
    "backup": _OWNER | {"researcher", "student"},
    "edit_project": _EDITORS,
    "reset_practice": _OWNER,
    "add_coder": _EDITORS,
    "set_member": _OWNER,
    "assign": _EDITORS,
    "see_others": _EVERYONE - {"student"},
    "change_others": _OWNER,
    "measure_agreement": _EVERYONE - {"reader"},
    "adjudicate": _EVERYONE - {"reader"},
    "review": _OWNER | {"supervisor"},
    "comment": _EVERYONE - {"reader"},
    "sign_off": _OWNER | {"supervisor"},
    "withdraw": _EDITORS,
    "restore_withdrawn": _OWNER,
    "pseudonymise": _EDITORS,
    "restore_names": _EDITORS,
    "purge": _OWNER,
}
"""Verb → roles. Denied is whatever is not listed; a test walks every verb with every role."""
