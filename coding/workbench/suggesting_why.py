"""Why a code is suggested for a segment: what spoke for it and against it, with the excerpts it is like."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from coding.model import Method, Unit
from coding.store import Read
from coding.store import material as rows
from coding.suggestion.material import Because, Passage, Reason
from coding.workbench.desk import reads
from coding.workbench.suggesting import MATCHING, Making, decided_in, frame_of, rules_of
from coding.workbench.suggesting_material import CUTS, Record, segment_of


@dataclass(frozen=True, slots=True)
class Why:
    """One reason. `weight` (logits) is above 0 where it speaks for the code.

    `words` stand in the segment; of "keyword" with how they come from the rule. "similar" (its weight is a cosine that
    moves nothing, above 0 for an excerpt that got the code, below for one that did not) and "continues" say where the
    other segment stands, and what it says.
    """

    because: Because
    weight: float
    words: tuple[str, ...] = ()
    source: UUID | None = None
    start: int = 0
    end: int = 0
    quote: str = ""


@reads
def why(
    tx: Read,
    source: UUID,
    start: int,
    end: int,
    code: UUID,
    *,
    method: Method = "classifier",
    model: UUID | None = None,
    unit: Unit = "turn",
) -> list[Why]:
    """The reasons, what runs on first, then the strongest; none where no segment is there or nothing speaks.

    The classifier is that of `model`, else the newest; without one, and where it has not seen the segment, the keyword
    rules speak.
    """
    frame = frame_of(tx, method, unit, source, model)
    for facts in rows.sources(tx, source):
        made = frame.source(facts.language)
        key = next((key for key, one in made.codes.items() if one == code), None)
        cut = CUTS.of(tx, facts, unit)
        segment = next((one for one in cut if (one.start, one.end) == (start, end)), None)
        if key is None or segment is None:
            return []
        passage = Passage(str(segment.id), str(facts.id), segment.text)
        by_rules = _by_rules(made, key, passage)
        if made.trained is None or passage.id not in made.trained.row or key not in made.trained.codes:
            return by_rules
        decided = made.told(cut, decided_in(Record(tx, (tx.layer_id,), source), facts, cut))
        with MATCHING:
            reasons = made.trained.model.explain(passage, key, decided)
        return _told(tx, reasons, by_rules, made, unit)
    return []


def _by_rules(made: Making, key: str, passage: Passage) -> list[Why]:
    with MATCHING:
        (hits,) = rules_of(made.scheme).hits([passage])
    words = dict.fromkeys(hit.explanation or hit.words for hit in hits if hit.code == key)
    return [Why("keyword", 1.0, tuple(words))] if words else []


def _told(tx: Read, reasons: Sequence[Reason], by_rules: list[Why], made: Making, unit: Unit) -> list[Why]:
    assert made.trained
    features = made.trained.model.features_
    told = []
    for one in reasons:
        if one.because == "keyword":
            told += [Why("keyword", one.weight, each.words) for each in by_rules]
        elif one.passage is None:
            told.append(Why(one.because, one.weight, one.words))
        else:
            other = segment_of(tx, UUID(features.docs[features.rows[one.passage]]), one.passage, unit)
            if other is not None:
                spot, segment = other
                told.append(Why(one.because, one.weight, (), spot, segment.start, segment.end, segment.text))
    return told
