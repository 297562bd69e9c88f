"""Whether what is spoken of exists, is planned, existed, is absent or failed: proposed from the words around it.

Cues count within their clause. A proposal is only made where the clauses agree; a question or a condition says
nothing. None is no proposal, not "exists".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from coding.model import Language, Status
from coding.suggestion.polarity_words import SPEECH, Kind, Speech, canonical

_PIECE = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[?]|[.!…](?=\s|$|[\"”’)])|\n\s*\n|[,;:—–()]")
_ENDS = "?.!…"
_LONGEST = 4
_LIST_ITEM = 2


@dataclass(frozen=True, slots=True)
class Polarity:
    """The status proposed for a thing, whether it is limited, and the words that say so, as they stand in the text."""

    status: Status | None = None
    limited: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Cue:
    kind: Kind
    first: int
    behind: int


@dataclass(slots=True)
class _Clause:
    """Words up to a pause or a parting word; `sentence` numbers the sentence it belongs to."""

    words: list[_Word]
    sentence: int
    asks: bool = False


def polarity(text: str, start: int, end: int, language: Language) -> Polarity:
    """What a text says about what stands at `[start, end)`, code points; a whole passage is `0, len(text)`."""
    speech = SPEECH[language]
    clauses = _clauses(text, language, speech)
    said = []
    for place, clause in enumerate(clauses):
        if any(word.start < end and start < word.end for word in clause.words):
            said.append(_about(text, clauses, place, (start, end), speech))
    clear = {verdict.status for verdict in said if verdict.status}
    if len(clear) != 1:
        return Polarity()
    telling = [verdict for verdict in said if verdict.status]
    words = tuple(dict.fromkeys(word for verdict in telling for word in verdict.words))
    return Polarity(clear.pop(), any(verdict.limited for verdict in telling), words)


def _clauses(text: str, language: Language, speech: Speech) -> list[_Clause]:
    clauses, sentence = [_Clause([], 0)], 0
    pieces = [(match.group(), match.start(), match.end()) for match in _PIECE.finditer(text)]
    for (piece, start, end), following in zip(pieces, [*pieces[1:], ("", 0, 0)], strict=False):
        if piece[0].isalnum():
            word = canonical(piece.replace("’", "'").lower(), language)
            if word in speech.partings or (word in speech.links and _denies(following[0], language, speech)):
                clauses.append(_Clause([], sentence))
            clauses[-1].words.append(_Word(word, start, end))
            continue
        if piece == "?":
            _ask(clauses, sentence, speech)
        sentence += piece[0] in _ENDS or piece.isspace()
        clauses.append(_Clause([], sentence))
    return [clause for clause in clauses if clause.words]


def _denies(piece: str, language: Language, speech: Speech) -> bool:
    return speech.cues.get((canonical(piece.lower(), language),)) == "absent"


def _ask(clauses: Sequence[_Clause], sentence: int, speech: Speech) -> None:
    """A sentence with a question mark asks, unless only a tag does: "Belum pernah, kan?" """
    asking = [clause for clause in clauses if clause.sentence == sentence and clause.words]
    if len(asking) > 1 and asking[-1].words[-1].word in speech.tags and len(asking[-1].words) <= _LIST_ITEM:
        return
    for clause in asking:
        clause.asks = True


def _about(text: str, clauses: Sequence[_Clause], place: int, span: tuple[int, int], speech: Speech) -> Polarity:
    """A clause's verdict, or that of the one it leans on: "kalau rapat, belum pernah"; "tidak ada rapat, forum"."""
    clause = clauses[place]
    if clause.asks or _supposes(clause, speech):
        return Polarity()
    if _cues(clause, speech):
        return _verdict(text, clause, _reaching(clause, span, speech), speech)
    behind = clauses[place + 1] if place + 1 < len(clauses) else None
    topic = clause.words[0].word in speech.topics
    if behind and behind.sentence == clause.sentence and topic and _opens_with_cue(behind, speech):
        return _verdict(text, behind, _cues(behind, speech), speech)
    while place and _is_item(clauses[place], speech) and clauses[place - 1].sentence == clause.sentence:
        place -= 1
        if cues := _cues(clauses[place], speech):
            listed = len(clauses[place].words) > _LIST_ITEM and not _supposes(clauses[place], speech)
            return _verdict(text, clauses[place], cues, speech) if listed else Polarity()
    return Polarity()


def _is_item(clause: _Clause, speech: Speech) -> bool:
    """Whether a clause only goes on with a list."""
    first = clause.words[0].word
    return first in speech.links or (len(clause.words) <= _LIST_ITEM and first not in speech.partings)


def _supposes(clause: _Clause, speech: Speech) -> bool:
    """Whether it is a condition or a purpose: "kalau tidak ada rapat", "biar tidak menumpuk".

    "Kalau rapat belum pernah" only names its topic.
    """
    first = clause.words[0].word
    if first not in speech.conditions:
        return False
    cues = _cues(clause, speech)
    return (
        first not in speech.topics
        or "ada" in {word.word for word in clause.words[1:2]}
        or any(cue.first == 1 for cue in cues)
    )


def _opens_with_cue(clause: _Clause, speech: Speech) -> bool:
    return clause.words[0].word not in speech.partings and any(cue.first <= 1 for cue in _cues(clause, speech))


def _cues(clause: _Clause, speech: Speech) -> list[_Cue]:
    """The cues of a clause, the longest first at each place; two negations side by side are none."""
    words = [word.word for word in clause.words]
    found: list[_Cue] = []
    at = 0
    while at < len(words):
        lengths = range(min(_LONGEST, len(words) - at), 0, -1)
        length = next((size for size in lengths if tuple(words[at : at + size]) in speech.cues), 0)
        if length and not (words[at] == "dulu" and length == 1 and _means_first(words, at)):
            found.append(_Cue(speech.cues[tuple(words[at : at + length])], at, at + length))
        at += max(1, length)
    gone = {
        cue
        for left, right in pairwise(found)
        if left.kind == "absent" and right.kind in ("absent", "failed") and right.first - left.behind <= _LIST_ITEM
        for cue in (left, right)
    }
    return [cue for cue in found if cue not in gone and cue.kind != "nothing"]


def _means_first(words: Sequence[str], at: int) -> bool:
    """Whether dulu is "first" ("rapat dulu baru jalan") and not "in those days"."""
    before, behind = words[at - 1 : at], words[at + 1 : at + 2]
    tells_time = {"ada", "pernah", "itu", "sering", "selalu", "kami", "kita", "memang"}.intersection(behind)
    return at > 1 and not tells_time and not {"waktu", "zaman", "jaman", "yang", "sejak"}.intersection(before)


def _reaching(clause: _Clause, span: tuple[int, int], speech: Speech) -> list[_Cue]:
    """The cues whose reach holds the words at the span."""
    touched = [place for place, word in enumerate(clause.words) if word.start < span[1] and span[0] < word.end]
    if len(touched) == len(clause.words):
        return _cues(clause, speech)
    first, behind = touched[0], touched[-1] + 1
    parted = [n for n, word in enumerate(clause.words) if word.word in speech.relatives and n > behind]
    reaching = []
    for cue in _cues(clause, speech):
        near = clause.words[cue.first].word not in speech.nearby or 0 <= first - cue.behind <= _LONGEST - 1
        if near and not any(n < cue.first for n in parted):
            reaching.append(cue)
    return reaching


def _verdict(text: str, clause: _Clause, cues: Sequence[_Cue], speech: Speech) -> Polarity:
    kinds = {cue.kind for cue in cues}
    status, limited = _status(clause, cues, kinds, speech)
    words = tuple(text[clause.words[cue.first].start : clause.words[cue.behind - 1].end] for cue in cues)
    return Polarity(status, limited, words) if status else Polarity()


def _status(clause: _Clause, cues: Sequence[_Cue], kinds: set[Kind], speech: Speech) -> tuple[Status | None, bool]:
    if "limited" in kinds and kinds <= {"limited", "absent"}:
        return "exists", True
    if "failed" in kinds:
        return "failed", False
    if "absent" in kinds:
        return ("existed" if _no_more(clause, cues, kinds, speech) else "absent"), False
    if "planned" in kinds:
        return "planned", False
    return ("existed" if "existed" in kinds else None), False


def _no_more(clause: _Clause, cues: Sequence[_Cue], kinds: set[Kind], speech: Speech) -> bool:
    """Whether what is denied once was: "tidak ada lagi"; "dulu ada, sekarang tidak" in one breath."""
    denied = next(cue for cue in cues if cue.kind == "absent")
    before = {word.word for word in clause.words[: denied.first]}
    after = {word.word for word in clause.words[denied.behind :]}
    return bool(after & speech.again) or ("existed" in kinds and bool(before & speech.now))
