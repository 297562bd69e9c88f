"""A project as suggesters see it: passages, a scheme of labels with their keyword rules, decisions in their order."""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from threading import Lock
from typing import NamedTuple
from uuid import UUID, uuid5

from coding.model import Code, Codebook, Coder, Keyword, Language, Segment, Source, Unit
from coding.segmentation import segments as cut_segments
from coding.store import Read, codebooks, keywords, ledger, people, sources
from coding.store import material as rows
from coding.store.material import Facts, Span
from coding.suggestion.keywords import patterns_of
from coding.suggestion.material import Decided, Label, Passage, Pattern, Scheme
from coding.workbench.desk import reads

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Spot(NamedTuple):
    """Where a passage stands."""

    source: UUID
    text_version: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Material:
    """What there is in one language. `codes` maps the labels' codes (keys) to ids; `places` a passage to its spot."""

    scheme: Scheme
    corpus: tuple[Passage, ...]
    decided: tuple[Decided, ...]
    places: Mapping[str, Spot]
    codes: Mapping[str, UUID]
    layers: tuple[UUID, ...]
    codebook: int

    @property
    def fingerprint(self) -> str:
        """A short name of exactly these data."""
        digest = blake2b(digest_size=16)
        for part in (self.scheme, *self.corpus, *((one.passage, sorted(one.codes)) for one in self.decided)):
            digest.update(repr(part).encode())
        return digest.hexdigest()


# -- keyword rules --------------------------------------------------------------------------------


def default_keywords(book: Codebook) -> list[Keyword]:
    """The rules that the codebook's search aids stand for, under ids that are always the same."""
    return [
        Keyword(uuid5(code.id, f"{language}\n{one.words}"), code.id, language, one.words)
        for code in book.codable()
        for language in ("id", "en")
        for one in patterns_of(code.stems.get(language, ()))
    ]


def rules(tx: Read, book: Codebook) -> list[Keyword]:
    """The rules in force, in codebook order: a code's own, or those of its search aids where nobody edited any."""
    own = keywords.load(tx)
    edited = {one.code for one in own}
    everything = [
        *(one for one in default_keywords(book) if one.code not in edited),
        *(one for one in own if one.words),
    ]
    place = {code.id: number for number, code in enumerate(book.codes)}
    return sorted((one for one in everything if one.code in place), key=lambda one: place[one.code])


def pattern(one: Keyword) -> Pattern:
    """A rule as its stage takes it."""
    return Pattern(one.words, one.inflect, one.avoid, one.window)


def scheme_of(book: Codebook, many: Iterable[Keyword], language: Language) -> Scheme:
    """The codable codes as labels in one language."""
    patterns: dict[UUID, list[Pattern]] = {}
    for one in many:
        if one.language == language:
            patterns.setdefault(one.code, []).append(pattern(one))
    return Scheme(language, tuple(_label(code, book, language, patterns.get(code.id, ())) for code in book.codable()))


def _label(code: Code, book: Codebook, language: Language, patterns: Sequence[Pattern]) -> Label:
    words = code.texts.get("definition", {})
    definition = words.get(language) or words.get(book.language) or ""
    return Label(code.key, code.label(language, book.language), definition, tuple(patterns))


# -- passages -------------------------------------------------------------------------------------


class Cuts:
    """Segments that can be coded, kept between reads: what informants say in interviews, paragraphs of the rest.

    A text never changes, so what was cut from it holds as long as its turns, kind and interviewers are the same.
    """

    def __init__(self, most: int = 20_000_000) -> None:
        self._most, self._held = most, 0
        self._kept: OrderedDict[tuple[Facts, Unit], tuple[Segment, ...]] = OrderedDict()
        self._lock = Lock()

    def of(self, tx: Read, facts: Facts, unit: Unit) -> tuple[Segment, ...]:
        """The segments of a source in the order of its text."""
        key = (facts, unit)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        cut = tuple(_cut(sources.load(tx, facts.id)[0], facts, unit))
        with self._lock:
            if self._kept.setdefault(key, cut) is cut:
                self._held += facts.characters
            while self._held > self._most and len(self._kept) > 1:
                (old, _), _ = self._kept.popitem(last=False)
                self._held -= old.characters
        return cut


CUTS = Cuts()


def _cut(source: Source, facts: Facts, unit: Unit) -> list[Segment]:
    if source.kind != "interview" or not source.turns:
        return cut_segments(source, "paragraph")
    return [one for one in cut_segments(source, unit) if one.speaker not in facts.asking]


def segment_of(tx: Read, source: UUID, name: str, unit: Unit) -> tuple[UUID, Segment] | None:
    """A segment by its id; None where its source is gone or is cut otherwise by now."""
    for facts in rows.sources(tx, source):
        for one in CUTS.of(tx, facts, unit):
            if str(one.id) == name:
                return facts.id, one
    return None


def shares_half(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether two spans overlap by at least half of the shorter."""
    return 2 * (min(end, other_end) - max(start, other_start)) >= min(end - start, other_end - other_start)


def given_to(segments: Sequence[Segment], spans: Sequence[Span]) -> list[list[Span]]:
    """For each segment the codings on it; both come in the order of the text."""
    found: list[list[Span]] = []
    for segment in segments:
        # A coding may reach over many segments, so none is dropped before it ends.
        spans = [one for one in spans if one.end > segment.start]
        near = (one for one in spans if one.start < segment.end)
        found.append([one for one in near if shares_half(one.start, one.end, segment.start, segment.end)])
    return found


class Decision(NamedTuple):
    """When a segment (its number) was decided, and the codes given to it."""

    at: datetime
    number: int
    codes: frozenset[UUID]


def decisions(
    segments: Sequence[Segment], spans: Sequence[Span], reached: int, judged: Set[tuple[int, int]] = frozenset()
) -> Iterator[Decision]:
    """The segments that are decided: those with codings, and those read past, or judged, and left uncoded.

    One left uncoded was decided when the coded one before it was.
    """
    # Codings brought in by a table come without a reading place: whoever made them had read up to them.
    reached = max([reached, *(one.end for one in spans if one.origin == "import")])
    at = min((one.made_at for one in spans), default=_LONG_AGO)
    for number, (segment, given) in enumerate(zip(segments, given_to(segments, spans), strict=True)):
        at = min((one.made_at for one in given), default=at)
        if given or segment.end <= reached or (segment.start, segment.end) in judged:
            yield Decision(at, number, frozenset(one.code for one in given))


# -- everything -----------------------------------------------------------------------------------


@reads
def material(
    tx: Read, *, language: Language | None = None, unit: Unit = "turn", layers: Sequence[UUID] | None = None
) -> Material:
    """All passages of a language (the commonest without one), and what the layers' coders decided about them.

    Without `layers`: the actor's own where it has codings, else everybody's, as where it is empty.
    """
    return gather(tx, language, unit, layers)


def gather(tx: Read, language: Language | None, unit: Unit, layers: Sequence[UUID] | None) -> Material:
    """The work of `material`, inside another read."""
    there = rows.sources(tx)
    language = language or commonest(one.language for one in there)
    book = codebooks.load(tx)
    keys = {code.id: code.key for code in book.codable()}
    record = Record(tx, chosen_layers(tx, layers))
    corpus: list[Passage] = []
    places: dict[str, Spot] = {}
    found: list[tuple[datetime, int, Decided]] = []
    for facts in (one for one in there if one.language == language):
        cut = CUTS.of(tx, facts, unit)
        for at, number, codes in record.decisions(facts, cut):
            named = frozenset(keys[code] for code in codes if code in keys)
            found.append((at, len(corpus) + number, Decided(str(cut[number].id), named)))
        for one in cut:
            corpus.append(Passage(str(one.id), str(facts.id), one.text))
            places[str(one.id)] = Spot(facts.id, facts.text_version, one.start, one.end)
    return Material(
        scheme=scheme_of(book, rules(tx, book), language),
        corpus=tuple(corpus),
        decided=tuple(one for _, _, one in sorted(found, key=lambda one: one[:2])),
        places=places,
        codes={key: code for code, key in keys.items()},
        layers=record.coders,
        codebook=book.version,
    )


class Record:
    """What some coders have done, source by source; with `source`, in that one."""

    def __init__(self, tx: Read, coders: tuple[UUID, ...], source: UUID | None = None) -> None:
        self.coders = coders
        self._reached, self._done = rows.reached(tx, coders), rows.done(tx, coders)
        self._spans: dict[UUID, list[Span]] = {}
        for one in rows.spans(tx, coders, source) if coders else ():
            self._spans.setdefault(one.source, []).append(one)
        self._judged: dict[UUID, set[tuple[int, int]]] = {}
        for coder in coders:
            for (where, start, end, _), fate in ledger.fates(tx, coder, source).items():
                if fate != "skipped":
                    self._judged.setdefault(where, set()).add((start, end))

    def decisions(self, facts: Facts, segments: Sequence[Segment]) -> Iterator[Decision]:
        reached = facts.characters if facts.id in self._done else self._reached.get(facts.id, 0)
        judged = self._judged.get(facts.id, set())
        return decisions(segments, self._spans.get(facts.id, ()), reached, judged)


@reads
def layers(tx: Read) -> list[Coder]:
    """The people whose codings can be learned from, whoever has the most first."""
    coders = {member.coder.id: member.coder for member in people.members(tx)}
    return [coders[one] for one in rows.layers(tx) if one in coders]


def chosen_layers(tx: Read, layers: Sequence[UUID] | None) -> tuple[UUID, ...]:
    """The coders to learn from: those named; everybody where none is; without a wish the actor, who has coded."""
    there = tuple(rows.layers(tx))
    if layers is None and tx.actor_id in there:
        return (tx.actor_id,)
    return tuple(layers or there)


@reads
def spoken(tx: Read) -> list[Language]:
    """The languages of the sources, the commonest first."""
    return [language for language, _ in Counter(one.language for one in rows.sources(tx)).most_common()]


def commonest(spoken: Iterable[Language]) -> Language:
    """The language of most sources; Indonesian without any."""
    counted = Counter(spoken).most_common(1)
    return counted[0][0] if counted else "id"
