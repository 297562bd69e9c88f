"""Words found in the texts of all sources: hits in context, the forms of a word that occur, hits coded in one act."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, get_args
from uuid import UUID, uuid4

from coding import tagging
from coding.errors import AlreadyCoded, CodeNotFound, NothingToFind
from coding.model import Code, Coding, Language
from coding.store import Read, Write, answers, census, codebooks, codings, projects, searching, sources, wording
from coding.store.search_index import rebuild
from coding.store.searching import PAGE as PAGE
from coding.store.searching import Found as Found
from coding.store.searching import Hit as Hit
from coding.store.searching import Search as Search
from coding.store.voices import Voice, voices_at
from coding.suggestion.keywords_words import Lexicon
from coding.transcript.withdrawal import MASK
from coding.workbench.desk import Actor, allow, reads, verb

MOST = 5_000
"""Hits that are taken at once."""

MOST_FORMS = 60
"""Forms of a word that are listed."""

Width = Literal["sentence", "turn", "words"]
WIDTHS: tuple[Width, ...] = get_args(Width)


@reads
def search(tx: Read, wanted: Search, limit: int = PAGE, offset: int = 0) -> Found:
    """A page of the places where words stand, in the order of sources and text (NothingToFind, TooManyForms)."""
    return searching.find(tx, wanted, min(limit, MOST), offset)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a word that occurs: in how many passages, and what it is made of."""

    word: str
    passages: int
    made_of: str = ""


@reads
def word_family(tx: Read, word: str, wanted: Search | None = None, *, language: Language | None = None) -> list[Form]:
    """The inflected forms of a word that occur, the word itself first, then the most frequent (NothingToFind).

    By the rules of keywords, those of the project's language unless another is given; `wanted` narrows where.
    """
    keys = wording.words(word).keys
    if not keys:
        raise NothingToFind
    root = keys[0]
    if language is None:
        study = projects.get(tx)
        assert study
        language = study.language
    lexicon = Lexicon(language)
    slot = lexicon.add(root, inflect=True)
    forms = [one for one in searching.words_with(tx, _core(root)) if lexicon.satisfies(one, slot)]
    counts = searching.count_passages(tx, forms, wanted or Search(""))
    there = [Form(one, many, lexicon.explain(one, slot)) for one, many in zip(forms, counts, strict=True) if many]
    return sorted(there, key=lambda one: (one.word != root, -one.passages, one.word))[:MOST_FORMS]


def _core(root: str) -> str:
    """Letters that stand in every form: prefixes change the first (pakai → memakai), endings of loans the last."""
    return root[1:4] if len(root) > len("abc") else root


# -- coding ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CodedHits:
    """What came of coding hits: passages that have the code now, that had it, and whose words were withdrawn."""

    made: int
    known: int
    withdrawn: int


@verb("code_hits", "code")
def code_hits(tx: Write, code: UUID, hits: Sequence[Hit], width: Width = "sentence", words: str = "") -> CodedHits:
    """Give the sentences or turns of hits a code, as one act; two hits in one are coded once.

    Conflict where a source has another text by now, AlreadyCoded where nothing would be new.
    """
    chosen = codebooks.get(tx, code)
    if chosen is None:
        raise CodeNotFound(code=code)
    ids = list(dict.fromkeys(one.source for one in hits))
    if len(ids) == 1:
        tx.source_id = ids[0]
    _expect(tx, hits)
    known = codings.spans_of(tx, chosen.id, tx.layer_id)
    made, before, withdrawn = list[Coding](), 0, 0
    for one in _passages(tx, chosen, hits, width):
        if (one.source, one.start, one.end) in known:
            before += 1
        elif MASK in one.quote and answers.is_withdrawn(tx, one.source, one.start, one.end):
            withdrawn += 1
        else:
            made.append(one)
    if not made:
        raise AlreadyCoded(code=chosen.key)
    codings.add_many(tx, made, words=words)
    return CodedHits(len(made), before, withdrawn)


def _expect(tx: Write, hits: Iterable[Hit]) -> None:
    for source, version in dict.fromkeys((one.source, one.text_version) for one in hits):
        sources.expect(tx, source, version)


def _passages(tx: Write, code: Code, hits: Sequence[Hit], width: Width) -> Iterable[Coding]:
    """A coding for every sentence or turn that has a hit, in the order of the hits."""
    voices = voices_at(tx, [(one.source, one.text_version, one.start) for one in hits])
    texts = sources.texts(tx, {one.source for one in hits})
    seen: set[tuple[UUID, int, int]] = set()
    for number, hit in enumerate(hits):
        text = texts[hit.source]
        tagging.check_span(hit.source_name, len(text.text), hit.start, hit.end)
        voice = voices.get(number)
        start, end = _edges(hit, voice, text.layout.sentences, width)
        if (hit.source, start, end) in seen:
            continue
        seen.add((hit.source, start, end))
        yield tagging.apply(
            code,
            coding_id=uuid4(),
            source=hit.source,
            start=start,
            quote=text.text[start:end],
            lines=text.numbering.lines,
            pages=text.numbering.pages,
            speaker=voice.id if voice else None,
            by=tx.layer_id,
            at=tx.at,
            origin="hand",
            text_version=hit.text_version,
        )


def _edges(hit: Hit, voice: Voice | None, sentences: Sequence[tuple[int, int]], width: Width) -> tuple[int, int]:
    """The turn of a hit, or its sentence as far as one person says it; the words alone where they stand in neither."""
    if width == "turn" and voice:
        return voice.start, max(voice.end, hit.end)
    if width != "sentence":
        return hit.start, hit.end
    place = bisect_right(sentences, (hit.start, hit.end + len(hit.words))) - 1
    over = [one for one in islice(sentences, max(place - 1, 0), place + 3) if one[0] < hit.end and hit.start < one[1]]
    if not over:
        return hit.start, hit.end
    start, end = over[0][0], over[-1][1]
    if voice:
        start, end = max(start, voice.start), min(end, voice.end)
    return min(start, hit.start), max(end, hit.end)


# -- the index ------------------------------------------------------------------------------------


def rebuild_search(actor: Actor, project: UUID) -> int:
    """Work out anew what texts are found by and what is counted of them, of all projects; gives how many texts."""
    with actor.store.shared() as conn:
        tx = Read(conn, project, actor.id)
        allow(tx, "edit_project")
        census.rebuild(conn)
        return rebuild(conn)
