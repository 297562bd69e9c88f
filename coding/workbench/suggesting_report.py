"""What stands behind the figures of the report: the log of use as figures, and the passages a model was tested on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import coding
from coding.exchange.spreadsheet import write_csv, write_xlsx
from coding.exchange.suggestions import LEDGER_WORDS, Entry, ledger_table
from coding.model import Card, Language, Method, Told, Unit
from coding.store import Read, codebooks, ledger, people, projects, sources
from coding.store import material as rows
from coding.suggestion.evaluation import Logged, prequential
from coding.suggestion.material import Passage
from coding.workbench.desk import allow, now, reads
from coding.workbench.exports import FORMATS
from coding.workbench.suggesting_material import CUTS, scheme_of, segment_of, shares_half
from coding.workbench.training import read_cache

Fared = Literal["right", "wrong", "missed"]


@dataclass(frozen=True, slots=True)
class Decided:
    """A segment decided about after it was shown: its line of the ledger, the codes it has, how long it stood."""

    line: Told
    codes: frozenset[UUID]
    seconds: float | None


def decided(tx: Read, lines: Sequence[Told]) -> Iterator[Decided]:
    """The decided segments of the ledger: each once, as it was first shown to its coder, by its best rank."""
    firsts: dict[tuple[UUID, UUID, int, int], Told] = {}
    seconds: dict[tuple[UUID, UUID, int, int], float] = {}
    for one in lines:
        segment = _segment(one)
        if one.offer.rank < firsts.setdefault(segment, one).offer.rank:
            firsts[segment] = one
        if one.seconds is not None:
            seconds.setdefault(segment, one.seconds)
    spans: dict[tuple[UUID, UUID], list[rows.Span]] = {}
    for span in rows.spans(tx):
        spans.setdefault((span.coder, span.source), []).append(span)
    reached = {coder: rows.reached(tx, [coder]) for coder in {segment[0] for segment in firsts}}
    judged = {_segment(one) for one in firsts.values() if one.fate not in (None, "skipped")}
    for segment, one in firsts.items():
        coder, source, start, end = segment
        near = spans.get((coder, source), ())
        codes = frozenset(span.code for span in near if shares_half(span.start, span.end, start, end))
        if codes or segment in judged or end <= reached[coder].get(source, 0):
            yield Decided(one, codes, seconds.get(segment))


def _segment(one: Told) -> tuple[UUID, UUID, int, int]:
    return one.coder, one.offer.source, one.offer.start, one.offer.end


@reads
def in_use(
    tx: Read, language: Language | None = None, *, method: Method = "classifier", unit: Unit = "turn"
) -> dict[str, Any]:
    """The report on real use, as a model card keeps figures: scores shown, or held back, before each decision."""
    book = codebooks.load(tx)
    keys = {code.id: code.key for code in book.codable()}
    there = {one.id: one for one in rows.sources(tx) if language in (None, one.language)}
    corpus, names = [], {}
    for facts in there.values():
        for segment in CUTS.of(tx, facts, unit):
            corpus.append(Passage(str(segment.id), str(facts.id), segment.text))
            names[facts.id, segment.start, segment.end] = str(segment.id)
    # What a keyword rule offered the same segment at another time is no part of what this method offered.
    lines = [one for one in ledger.load(tx) if one.offer.method == method and one.offer.source in there]
    stood = _stood(lines)
    log = []
    for one in decided(tx, lines):
        offer = one.line.offer
        if offer.scores:
            place = (offer.source, offer.start, offer.end)
            scores = {keys[code]: score for code, score in offer.scores.items() if code in keys}
            codes = frozenset(keys[code] for code in one.codes if code in keys)
            shown = frozenset(keys[code] for code in stood[_segment(one.line), offer.model] if code in keys)
            log.append(Logged(names.get(place, str(place)), str(offer.source), codes, scores, shown))
    scheme = scheme_of(book, (), language or "id")
    return prequential(log, scheme, corpus, method=method, chances=method == "classifier").to_json()


def _stood(lines: Sequence[Told]) -> dict[tuple[tuple[UUID, UUID, int, int], UUID | None], set[UUID]]:
    """The codes a model showed for a segment, of whatever rank; of a blind one, those it would have shown."""
    found: dict[tuple[tuple[UUID, UUID, int, int], UUID | None], set[UUID]] = {}
    for one in lines:
        codes = found.setdefault((_segment(one), one.offer.model), set())
        if one.offer.show:
            codes.add(one.offer.code)
    return found


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage a model was tested on, the codes it was given, and the chance the model gave the code asked about."""

    source: UUID
    start: int
    end: int
    quote: str
    given: tuple[str, ...]
    score: float


@reads
def outcomes(
    tx: Read, card: Card, code: str, fared: Fared, *, limit: int = 20, unit: Unit = "turn"
) -> tuple[int, list[Shown]] | None:
    """How many passages of a test fared so with a code (its key), and the surest of them.

    "right" and "wrong" were suggested, "missed" were not though the coder gave the code. None where the model's arrays
    are not on this machine.
    """
    trained = read_cache(tx.project_id, card.id)
    if trained is None or trained.tests is None or code not in trained.codes:
        return None
    tests, place = trained.tests, trained.codes.index(code)
    shown, truth = tests.show[:, place], tests.truth[:, place]
    hit = {"right": shown & truth, "wrong": shown & ~truth, "missed": ~shown & truth}[fared]
    surest = sorted(hit.nonzero()[0].tolist(), key=lambda row: (-float(tests.scores[row, place]), row))
    features, found = trained.model.features_, []
    for row in surest:
        name = tests.passages[row]
        there = segment_of(tx, UUID(features.docs[features.rows[name]]), name, unit)
        if there is not None:
            source, one = there
            given = tuple(key for key, got in zip(trained.codes, tests.truth[row], strict=True) if got)
            found.append(Shown(source, one.start, one.end, one.text, given, float(tests.scores[row, place])))
        if len(found) == limit:
            break
    return len(surest), found


@reads
def export_ledger(tx: Read, *, format: str = "xlsx", guard: bool = True) -> bytes:  # noqa: A002
    """Every suggestion ever shown, as XLSX or CSV, in the language of the project; see `export_excerpts`."""
    assert format in FORMATS
    allow(tx, "export")
    project = projects.get(tx)
    assert project
    table = ledger_table(list(_entries(tx)), time_zone=project.time_zone, language=project.language)
    if format == "csv":
        return write_csv(table, guard=guard)
    words = LEDGER_WORDS[project.language]
    at = now()
    about = [
        (project.name, ""),
        (words["shown_at"], at.astimezone(ZoneInfo(project.time_zone)).isoformat(timespec="seconds")),
        ("Simpul", coding.__version__),
    ]
    return write_xlsx(table, about, names=(words["ledger"], words["about"]), at=at)


def _entries(tx: Read) -> Iterator[Entry]:
    """The ledger with names and words; of a source that is gone there is nothing to show."""
    keys = {code.id: code.key for code in codebooks.load(tx).codes}
    coders = {member.coder.id: member.coder.name for member in people.members(tx)}
    models = {card.id: card.number for card in ledger.cards(tx, 1_000)}
    texts = {id_: (name, sources.load(tx, id_)[0]) for name, id_ in sources.names(tx).items()}
    for told in ledger.load(tx):
        offer = told.offer
        if offer.source in texts:
            name, source = texts[offer.source]
            yield Entry(
                told,
                source=name,
                line=sum(start <= offer.start for start in source.lines),
                quote=source.text[offer.start : offer.end],
                code=keys.get(offer.code, "?"),
                coder=coders.get(told.coder, "?"),
                given=tuple(keys.get(code, "?") for code in told.given),
                model=models.get(offer.model) if offer.model else None,
            )
