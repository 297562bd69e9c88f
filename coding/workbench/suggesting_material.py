"""A project as suggesters see it: passages, a scheme of labels with their keyword rules, decisions in their order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import NamedTuple
from uuid import UUID, uuid5

from coding.model import Code, Codebook, Keyword, Language, Segment, Source, Unit
from coding.segmentation import segments as cut_segments
from coding.store import Read, codebooks, keywords, sources
from coding.store import material as rows
from coding.store.material import Span
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


def passages(source: Source, unit: Unit) -> list[Segment]:
    """The segments that can be coded: what informants say in interviews, the paragraphs of everything else."""
    if source.kind != "interview" or not source.turns:
        return cut_segments(source, "paragraph")
    asking = {voice.label for voice in source.speakers if voice.role == "interviewer"}
    return [one for one in cut_segments(source, unit) if one.speaker not in asking]


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


def decisions(segments: Sequence[Segment], spans: Sequence[Span], reached: int) -> Iterator[Decision]:
    """The segments that are decided: those with codings, and those a coder has read past and left uncoded.

    One left uncoded was decided when the coded one before it was.
    """
    # Codings brought in by a table come without a reading place: whoever made them had read up to them.
    reached = max([reached, *(one.end for one in spans if one.origin == "import")])
    at = min((one.made_at for one in spans), default=_LONG_AGO)
    for number, (segment, given) in enumerate(zip(segments, given_to(segments, spans), strict=True)):
        at = min((one.made_at for one in given), default=at)
        if given or segment.end <= reached:
            yield Decision(at, number, frozenset(one.code for one in given))


# -- everything -----------------------------------------------------------------------------------


@reads
def material(
    tx: Read, *, language: Language | None = None, unit: Unit = "turn", layers: Sequence[UUID] | None = None
) -> Material:
    """All passages of a language (the commonest without one), and what the layers' coders decided about them.

    Without `layers`: the actor's own where it has codings, else everybody's.
    """
    return gather(tx, language, unit, layers)


def gather(tx: Read, language: Language | None, unit: Unit, layers: Sequence[UUID] | None) -> Material:
    """The work of `material`, inside another read."""
    spoken = rows.languages(tx)
    language = language or commonest(spoken.values())
    book = codebooks.load(tx)
    keys = {code.id: code.key for code in book.codable()}
    record = _Record(tx, chosen_layers(tx, layers))
    corpus: list[Passage] = []
    places: dict[str, Spot] = {}
    found: list[tuple[datetime, int, Decided]] = []
    for source_id in (one for one, said in spoken.items() if said == language):
        source, _ = sources.load(tx, source_id)
        cut = passages(source, unit)
        for at, number, codes in record.decisions(source, cut):
            named = frozenset(keys[code] for code in codes if code in keys)
            found.append((at, len(corpus) + number, Decided(str(cut[number].id), named)))
        for one in cut:
            corpus.append(Passage(str(one.id), str(source_id), one.text))
            places[str(one.id)] = Spot(source_id, source.text_version, one.start, one.end)
    return Material(
        scheme=scheme_of(book, rules(tx, book), language),
        corpus=tuple(corpus),
        decided=tuple(one for _, _, one in sorted(found, key=lambda one: one[:2])),
        places=places,
        codes={key: code for code, key in keys.items()},
        layers=record.coders,
        codebook=book.version,
    )


class _Record:
    """What some coders have done, source by source."""

    def __init__(self, tx: Read, coders: tuple[UUID, ...]) -> None:
        self.coders = coders
        self._reached, self._done = rows.reached(tx, coders), rows.done(tx, coders)
        self._spans: dict[UUID, list[Span]] = {}
        for one in rows.spans(tx, coders) if coders else ():
            self._spans.setdefault(one.source, []).append(one)

    def decisions(self, source: Source, segments: Sequence[Segment]) -> Iterator[Decision]:
        assert source.id
        reached = len(source.text) if source.id in self._done else self._reached.get(source.id, 0)
        return decisions(segments, self._spans.get(source.id, ()), reached)


def chosen_layers(tx: Read, layers: Sequence[UUID] | None) -> tuple[UUID, ...]:
    """The coders to learn from."""
    if layers is not None:
        return tuple(layers)
    there = rows.layers(tx)
    return (tx.actor_id,) if tx.actor_id in there else tuple(there)


def commonest(spoken: Iterable[Language]) -> Language:
    """The language of most sources; Indonesian without any."""
    counted = Counter(spoken).most_common(1)
    return counted[0][0] if counted else "id"
