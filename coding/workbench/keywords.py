"""Keyword rules: listed, edited, and tried on the whole study before anyone relies on them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from coding.errors import CodeNotCodable, CodeNotFound, NameMissing, NotFound
from coding.model import LANGUAGES, Keyword, Language, Unit
from coding.store import Read, Write, codebooks, keywords, sources
from coding.store import material as rows
from coding.store.material import Span
from coding.suggestion.keywords import Hit, Keywords
from coding.suggestion.material import Label, Passage, Pattern, Scheme
from coding.workbench.desk import reads, verb
from coding.workbench.suggesting_material import CUTS, default_keywords, pattern, rules

AROUND = 60
"""Characters of the text shown before and after a hit."""

MOST_BETWEEN = 10
_WORD = re.compile(r"[\w-]+")


@reads
def list_keywords(tx: Read) -> list[Keyword]:
    """The rules in force, in codebook order: a code's own, or those of the codebook's search aids."""
    return rules(tx, codebooks.load(tx))


@verb("put_keyword", "edit_codebook")
def put_keyword(tx: Write, one: Keyword, *, version: int | None = None) -> None:
    """Store a rule, new or changed (Conflict where somebody was first); the first edit of a code keeps its others."""
    chosen = codebooks.get(tx, one.code)
    if chosen is None:
        raise CodeNotFound(code=one.code)
    if not chosen.codable:
        raise CodeNotCodable(code=chosen.key)
    assert one.language in LANGUAGES
    words = " ".join(one.words.split())
    if not words.strip("* "):
        raise NameMissing
    avoid = tuple(dict.fromkeys(" ".join(each.split()) for each in one.avoid if each.strip()))
    one = replace(one, words=words, avoid=avoid, window=min(max(one.window, 0), MOST_BETWEEN))
    _edit(tx, one.code, lambda there: _with(there, one), version=version)


def _with(there: Sequence[Keyword], one: Keyword) -> list[Keyword]:
    if any(each.id == one.id for each in there):
        return [one if each.id == one.id else each for each in there]
    return [*there, one]


@verb("drop_keyword", "edit_codebook")
def drop_keyword(tx: Write, keyword: UUID) -> None:
    """Take a rule away (NotFound)."""
    one = _in_force(tx, keyword)
    _edit(tx, one.code, lambda there: [each for each in there if each.id != keyword])


@verb("avoid_words", "edit_codebook")
def avoid_words(tx: Write, keyword: UUID, words: str) -> None:
    """Add words in which a rule's hits do not count (NotFound)."""
    one = _in_force(tx, keyword)
    added = " ".join(words.split())
    if not added:
        raise NameMissing
    narrower = replace(one, avoid=tuple(dict.fromkeys((*one.avoid, added))))
    _edit(tx, one.code, lambda there: _with(there, narrower))


def _in_force(tx: Read, keyword: UUID) -> Keyword:
    found = next((one for one in rules(tx, codebooks.load(tx)) if one.id == keyword), None)
    if found is None:
        raise NotFound(what="keyword")
    return found


def _edit(
    tx: Write, code: UUID, edit: Callable[[Sequence[Keyword]], list[Keyword]], *, version: int | None = None
) -> None:
    """Store a code's rules as they are after an edit; the first one makes rows of the codebook's search aids.

    A row is written once: an act that wrote it twice could not be taken back.
    """
    stored = {one.id: one for one in keywords.load(tx, code)}
    there = stored.values() or [one for one in default_keywords(codebooks.load(tx)) if one.code == code]
    # Without any row a code would have its search aids again.
    after = edit([one for one in there if one.words]) or [keywords.no_rules(code)]
    for gone in stored.keys() - {one.id for one in after}:
        keywords.drop(tx, gone)
    for one in after:
        old = stored.get(one.id)
        if old is None:
            keywords.add(tx, [one])
        elif replace(one, version=old.version) != old:
            keywords.change(tx, one, version=version)


# -- trying ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TrialHit:
    """A hit of a rule in a source: the words, what stands around them, and how they come from the rule.

    `coded`: somebody has given the code to words that touch these. `narrower` are the hit with the word beside it:
    what could be avoided if the hit is wrong.
    """

    source: str
    source_id: UUID
    start: int
    end: int
    before: str
    words: str
    after: str
    explanation: str
    coded: bool
    rule: UUID | None = None
    narrower: tuple[str, ...] = ()


Progress = Callable[[float], None]
Cancelled = Callable[[], bool]


@reads
def try_keywords(
    tx: Read,
    code: UUID,
    language: Language,
    limit: int = 5000,
    *,
    unit: Unit = "turn",
    progress: Progress = lambda _share: None,
    cancelled: Cancelled = lambda: False,
) -> list[TrialHit]:
    """Where the rules of a code hit, in the order of sources and text; sources are read one at a time."""
    mine = [one for one in rules(tx, codebooks.load(tx)) if (one.code, one.language) == (code, language)]
    ids = {pattern(one): one.id for one in mine}
    return _tried(tx, ids, code, language, limit, _walk(tx, language, unit, progress, cancelled))


@reads
def try_keyword(
    tx: Read,
    wanted: Pattern,
    language: Language,
    limit: int = 5000,
    *,
    code: UUID | None = None,
    unit: Unit = "turn",
    progress: Progress = lambda _share: None,
    cancelled: Cancelled = lambda: False,
) -> list[TrialHit]:
    """Where one rule would hit, before it is stored; with `code`, whether that code stands there already."""
    return _tried(tx, {wanted: None}, code, language, limit, _walk(tx, language, unit, progress, cancelled))


_Piece = tuple[UUID, str, str, list[Passage], list[tuple[int, int]]]


def _walk(tx: Read, language: Language, unit: Unit, progress: Progress, cancelled: Cancelled) -> Iterator[_Piece]:
    """Source after source: id, name, text, its passages as they stand there, and their spans."""
    there = [one for one in rows.sources(tx) if one.language == language]
    for number, facts in enumerate(there):
        if cancelled():
            return
        progress(number / len(there))
        text = sources.load(tx, facts.id)[0].text
        spans = [(one.start, one.end) for one in CUTS.of(tx, facts, unit)]
        # As they stand, so that a hit's offset is one of the text.
        cut = [Passage(str(start), str(facts.id), text[start:end]) for start, end in spans]
        yield facts.id, facts.name, text, cut, spans
    progress(1.0)


def _tried(
    tx: Read,
    ids: Mapping[Pattern, UUID | None],
    code: UUID | None,
    language: Language,
    limit: int,
    walk: Iterable[_Piece],
) -> list[TrialHit]:
    matcher = Keywords().fit(Scheme(language, (Label("", "", patterns=tuple(ids)),)))
    found: list[TrialHit] = []
    for source_id, name, text, cut, spans in walk:
        coded = [one for one in rows.spans(tx, (), source_id) if one.code == code]
        for (start, _), hits in zip(spans, matcher.hits(cut), strict=True):
            found += [_trial(source_id, name, text, start, hit, coded, ids.get(hit.pattern)) for hit in hits]
        if len(found) >= limit:
            break
    return found[:limit]


def _trial(
    source_id: UUID, name: str, text: str, offset: int, hit: Hit, coded: Sequence[Span], rule: UUID | None
) -> TrialHit:
    start, end = offset + hit.start, offset + hit.end
    before, after = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    left, right = _WORD.findall(before)[-1:], _WORD.findall(after)[:1]
    narrower = [" ".join([*left, hit.words])] * bool(left) + [" ".join([hit.words, *right])] * bool(right)
    return TrialHit(
        source=name,
        source_id=source_id,
        start=start,
        end=end,
        before=before,
        words=hit.words,
        after=after,
        explanation=hit.explanation,
        coded=any(one.start < end and start < one.end for one in coded),
        rule=rule,
        narrower=tuple(narrower),
    )
