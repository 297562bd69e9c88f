"""Suggestions as they are offered to one coder: for a queue, for the coding page, for one segment."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from threading import Lock
from typing import Literal
from uuid import UUID, uuid5

import numpy as np

from coding.model import Card, Codebook, Language, Method, Offer, Project, Segment, Unit
from coding.store import Read, codebooks, ledger, progress, projects, sources
from coding.store import material as rows
from coding.store.material import Facts
from coding.suggestion.anchoring import blind
from coding.suggestion.keywords import Keywords
from coding.suggestion.likeness import order as in_order
from coding.suggestion.material import Decided, Guess, Passage, Scheme
from coding.suggestion.polarity import polarity
from coding.suggestion.thresholds import thresholds
from coding.workbench.desk import reads
from coding.workbench.suggesting_material import CUTS, Record, rules, scheme_of
from coding.workbench.training import Trained, decisions, read_cache, says_chances

Order = Literal["useful", "surest", "text"]

BLIND_SHARE = 0.1
MATCHING = Lock()
"""The vocabulary of rules grows as it meets words, so two threads may not ask at once."""


@lru_cache(maxsize=8)
def rules_of(scheme: Scheme) -> Keywords:
    """The keyword rules of a scheme; ask under MATCHING."""
    return Keywords().fit(scheme)


def blind_share(project: Project) -> float:
    """The share of segments that are shown without suggestions."""
    return float(project.settings.get("blind_share", BLIND_SHARE))


@dataclass(frozen=True, slots=True)
class Making:
    """How suggestions in one language are made: from a model's arrays, else from keyword rules."""

    scheme: Scheme
    codes: Mapping[str, UUID]
    codebook: int
    card: Card | None = None
    trained: Trained | None = None
    from_score: Mapping[str, float | None] = field(default_factory=dict)

    def guesses(
        self, cut: Sequence[Segment], decided: Mapping[int, Set[UUID]], wanted: Sequence[int]
    ) -> list[tuple[Method, list[Guess]]]:
        """For each segment `wanted` of one source (numbers in `cut`) what speaks, and its guesses, surest first.

        What is `decided` about segments before counts at once. A model is silent about what it has not seen.
        """
        trained = self.trained
        passages = [Passage(str(cut[number].id), "", cut[number].text) for number in wanted]
        known = [one for one in passages if trained and one.id in trained.row]
        by_model: dict[str, list[Guess]] = {}
        if trained and known:
            found = trained.model.suggest(known, self.told(cut, decided))
            by_model = {one.id: self._by_model(trained, one.id, some) for one, some in zip(known, found, strict=True)}
        strange = [one for one in passages if one.id not in by_model]
        with MATCHING:
            told = rules_of(self.scheme).suggest(strange)
        by_rules = {one.id: some for one, some in zip(strange, told, strict=True)}
        return [
            ("keywords", by_rules[one.id]) if one.id in by_rules else ("classifier", by_model[one.id])
            for one in passages
        ]

    def told(self, cut: Sequence[Segment], decided: Mapping[int, Set[UUID]]) -> list[Decided]:
        """What is decided, as the stage takes it."""
        keys = {code: key for key, code in self.codes.items()}
        return [
            Decided(str(cut[number].id), frozenset(keys[code] for code in codes if code in keys))
            for number, codes in decided.items()
        ]

    def _by_model(self, trained: Trained, passage: str, some: Sequence[Guess]) -> list[Guess]:
        row, guesses = trained.row[passage], []
        for one in some:
            if one.code in self.codes and one.score > 0:
                at = self.from_score.get(one.code)
                show = one.show if one.code not in self.from_score else at is not None and one.score >= at
                guesses.append(Guess(one.code, one.score, show, trained.words(row, one.code)))
        return guesses


@dataclass(frozen=True, slots=True)
class Frame:
    """What all offers of one read share."""

    tx: Read
    project: Project
    book: Codebook
    method: Method
    unit: Unit
    decided: Mapping[tuple[UUID, int, int, UUID], str]
    model: UUID | None = None

    def source(self, language: Language) -> Making:
        """How suggestions in a language are made."""
        scheme = scheme_of(self.book, rules(self.tx, self.book), language)
        codes = {code.key: code.id for code in self.book.codable()}
        plain = Making(scheme, codes, self.book.version)
        card = self._card(language) if self.method == "classifier" else None
        trained = read_cache(self.tx.project_id, card.id) if card else None
        if card is None or trained is None:
            return plain
        return replace(plain, card=card, trained=trained, from_score=self._thresholds(trained))

    def _card(self, language: Language) -> Card | None:
        """The model asked for, else the newest of the language."""
        return ledger.card(self.tx, self.model) if self.model else ledger.newest(self.tx, language)

    def _thresholds(self, trained: Trained) -> dict[str, float | None]:
        """Code → the score from which the error the project accepts is kept; None for a code that stays silent."""
        accepted = self.project.settings.get("accepted_error")
        tests = trained.tests
        if accepted is None or accepted >= 1 or tests is None:
            return {}
        found = thresholds(trained.codes, tests.scores.astype(float), tests.truth, float(accepted))
        return {code: one.at if one else None for code, one in found.items()}

    def hides(self, one: Segment) -> bool:
        """Whether a segment is shown without suggestions."""
        return blind(str(one.id), blind_share(self.project), str(self.tx.actor_id))

    def waits(self, facts: Facts, one: Segment, made: Making, guesses: Iterable[Guess]) -> bool:
        """Whether a segment without codes has something to show that was not decided about."""
        return not self.hides(one) and any(
            guess.show and self._undecided((facts.id, one.start, one.end, made.codes[guess.code])) for guess in guesses
        )

    def _undecided(self, place: tuple[UUID, int, int, UUID]) -> bool:
        return self.decided.get(place, "skipped") == "skipped"

    def of_guesses(
        self,
        facts: Facts,
        one: Segment,
        given: Iterable[UUID],
        made: Making,
        method: Method,
        guesses: Sequence[Guess],
        top: int,
    ) -> list[Offer]:
        """Guesses as offers; `given` are the codes the coder has given it."""
        hidden = self.hides(one)
        card = made.card if method == "classifier" else None
        there = set(given)
        offers = []
        for rank, guess in enumerate(guesses, start=1):
            code = made.codes[guess.code]
            place = (facts.id, one.start, one.end, code)
            if code in there or not self._undecided(place):
                continue
            name = f"{self.tx.actor_id} {method} {facts.text_version} {place}"
            offer = Offer(
                id=uuid5(card.id if card else self.tx.project_id, name),
                source=facts.id,
                text_version=facts.text_version,
                start=one.start,
                end=one.end,
                code=code,
                rank=rank,
                score=guess.score,
                method=method,
                show=guess.show,
                blind=hidden,
                evidence=guess.evidence,
                model=card.id if card else None,
                codebook=made.codebook,
                scores={made.codes[each.code]: each.score for each in guesses} if rank == 1 else {},
            )
            offers.append(offer)
            if len(offers) == top:
                break
        return offers


def proposed(offer: Offer, text: str, language: Language) -> Offer:
    """An offer with the status that the words around its evidence propose."""
    folded = text.casefold()
    at = next((place for words in offer.evidence if (place := folded.find(words.casefold())) >= 0), None)
    start, end = (0, len(text)) if at is None else (at, at + len(offer.evidence[0]))
    found = polarity(text, start, end, language)
    return replace(offer, status=found.status, limited=found.limited)


def frame_of(tx: Read, method: Method, unit: Unit, source: UUID | None = None, model: UUID | None = None) -> Frame:
    """What a read of suggestions begins with; `model` instead of the newest."""
    project = projects.get(tx)
    assert project
    return Frame(tx, project, codebooks.load(tx), method, unit, ledger.fates(tx, tx.layer_id, source), model)


def decided_in(record: Record, facts: Facts, cut: Sequence[Segment]) -> dict[int, frozenset[UUID]]:
    """Number of a decided segment → the codes it got."""
    return {one.number: one.codes for one in record.decisions(facts, cut)}


# -- what the pages ask ---------------------------------------------------------------------------


@dataclass(slots=True)
class _Waiting:
    """Undecided segments with their guesses."""

    facts: Facts
    segment: Segment
    made: Making
    method: Method
    guesses: list[Guess]


@reads
def suggestions(
    tx: Read,
    *,
    source: UUID | None = None,
    method: Method = "classifier",
    order: Order = "useful",
    top: int = 3,
    limit: int | None = 40,
    unit: Unit = "turn",
) -> list[Offer]:
    """Offers for at most `limit` segments (None: all) the actor has not decided about, those of a segment together.

    Left out are segments about which nothing is to be shown, those shown without suggestions, and finished sources.
    Without a model of the language the keyword rules speak.
    """
    frame = frame_of(tx, method, unit, source)
    waiting = _waiting(frame, source)
    chosen = _ordered(waiting, order, limit)
    offers = []
    for one in chosen:
        some = frame.of_guesses(one.facts, one.segment, (), one.made, one.method, one.guesses, top)
        offers += [proposed(each, one.segment.text, one.facts.language) for each in some]
    return offers


def _waiting(frame: Frame, source: UUID | None) -> list[_Waiting]:
    tx = frame.tx
    done = rows.done(tx, [tx.layer_id])
    record = Record(tx, (tx.layer_id,), source)
    made: dict[Language, Making] = {}
    found = []
    for facts in rows.sources(tx, source):
        if facts.id in done:
            continue
        if facts.language not in made:
            made[facts.language] = frame.source(facts.language)
        cut = CUTS.of(tx, facts, frame.unit)
        decided = decided_in(record, facts, cut)
        open_ = [number for number in range(len(cut)) if not decided.get(number)]
        guessed = made[facts.language].guesses(cut, decided, open_)
        for one, (method, guesses) in zip((cut[number] for number in open_), guessed, strict=True):
            if frame.waits(facts, one, made[facts.language], guesses):
                found.append(_Waiting(facts, one, made[facts.language], method, guesses))
    return found


def _ordered(waiting: Sequence[_Waiting], order: Order, limit: int | None) -> list[_Waiting]:
    if not waiting:
        return []
    codes = {code: place for place, code in enumerate(waiting[0].made.scheme.codes)}
    scores = np.zeros((len(waiting), len(codes)))
    known = [one.made.trained.vectors.shape[1] for one in waiting if one.made.trained is not None]
    vectors = np.zeros((len(waiting), max(known, default=1)))
    for row, one in enumerate(waiting):
        for guess in one.guesses:
            scores[row, codes[guess.code]] = guess.score
        trained = one.made.trained
        if trained is not None and (place := trained.row.get(str(one.segment.id))) is not None:
            vectors[row, : trained.vectors.shape[1]] = trained.vectors[place]
    return [waiting[row] for row in in_order(scores, vectors, order, limit or len(waiting))[:limit]]


@dataclass(frozen=True, slots=True)
class Offered:
    """What the coding page shows of a source. `stick`: codes tend to run on; `chances`: the scores keep their word.

    `decisions` is how many the model was tested on.
    """

    model: Card | None
    stick: bool
    chances: bool
    offers: list[Offer]

    @property
    def decisions(self) -> int:
        return decisions(self.model) if self.model else 0


@reads
def offered(tx: Read, source: UUID, *, unit: Unit = "turn", top: int = 3) -> Offered:
    """Every segment of a source with what waits for the actor's decision; blind ones are marked."""
    facts = next(iter(rows.sources(tx, source)), None)
    if facts is None:
        return Offered(None, False, False, [])
    frame = frame_of(tx, "classifier", unit, source)
    made = frame.source(facts.language)
    cut = [] if progress.is_finished(tx, source, tx.layer_id) else CUTS.of(tx, facts, unit)
    decided = decided_in(Record(tx, (tx.layer_id,), source), facts, cut)
    offers: list[Offer] = []
    for number, (method, guesses) in enumerate(made.guesses(cut, decided, range(len(cut)))):
        one, given = cut[number], decided.get(number, ())
        some = frame.of_guesses(facts, one, given, made, method, guesses, top)
        offers += [proposed(each, one.text, facts.language) if each.show else each for each in some]
    stick = bool(made.card and made.card.parameters.get("stick"))
    return Offered(made.card, stick, bool(made.card and says_chances(made.card)), offers)


@reads
def offers_at(
    tx: Read, source: UUID, start: int, end: int, *, model: UUID | None = None, unit: Unit = "turn"
) -> list[Offer]:
    """All offers of one segment by a model (the newest without one), decided or not; none where no segment is there."""
    frame = replace(frame_of(tx, "classifier", unit, source, model), decided={})
    for facts in rows.sources(tx, source):
        made = frame.source(facts.language)
        cut = CUTS.of(tx, facts, unit)
        for number, one in enumerate(cut):
            if (one.start, one.end) == (start, end):
                decided = decided_in(Record(tx, (tx.layer_id,), source), facts, cut)
                ((method, guesses),) = made.guesses(cut, decided, [number])
                some = frame.of_guesses(facts, one, (), made, method, guesses, len(made.codes))
                return [proposed(each, one.text, facts.language) for each in some]
    return []


@reads
def quotes(tx: Read, places: Sequence[tuple[UUID, int, int]]) -> list[str]:
    """The words at (source, start, end), in the order asked; each source's text is read once."""
    texts = {source: sources.load(tx, source)[0].text for source in {source for source, _, _ in places}}
    return [texts[source][start:end] for source, start, end in places]
