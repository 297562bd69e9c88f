"""Which of the labels that lines begin with are speakers. Neighbours decide, not numbers: who speaks once is kept."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from coding.transcript.labels import Candidate, Row, Shape
from coding.transcript.looks import label_key
from coding.transcript.vocabulary import LEGAL, PAIRS

_ORDER: tuple[Shape, ...] = ("timed", "bracket", "colon", "tab", "bold", "dot", "dash", "bare")
_MOST = 0.7
"""From this share of the sure labels on, a dress (a time, bold letters, a margin number …) is the rule."""
_WRAPPED = (40, 110)
_PAIRED = {one: other for pair in PAIRS for one, other in (pair, pair[::-1]) if len(one) > 1}


@dataclass(frozen=True, slots=True)
class Choice:
    """A row taken for the start of a turn; `note`: in a speaker's dress, but most likely nobody."""

    candidate: Candidate
    note: bool = False


def choose(text: str, rows: list[Row], candidates: list[Candidate], first_row: int, strict: bool) -> list[Choice]:
    """The candidates that begin a turn, in order.

    `first_row` is the first row after the header. `strict` (observations, documents) takes only what is unmistakable.
    """
    candidates = _demoted([one for one in candidates if one.row >= first_row and label_key(one.label) not in LEGAL])
    shape = _dominant(candidates)
    if shape is None:
        return []
    pool = [candidate for candidate in candidates if candidate.shape == shape]
    core = _core(pool, rows, first_row, strict)
    if not core:
        return []
    dress = Dress.of([candidate for candidate in pool if candidate.key in core])
    chosen = [Choice(candidate) for candidate in pool if candidate.key in core and not _loose(candidate, dress)]
    known = {choice.candidate.row for choice in chosen}
    neighbours = Neighbours.of(text, rows, shape, dress, [choice.candidate for choice in chosen])
    for candidate in candidates:
        if candidate.row in known:
            continue
        if neighbours.take(candidate):
            chosen.append(Choice(candidate))
        elif _form_label(candidate, shape, dress):
            chosen.append(Choice(candidate, note=True))
        elif candidate.shape != shape and candidate.key in core and candidate.shape in ("colon", "bracket", "bold"):
            chosen.append(Choice(candidate))
    chosen.sort(key=lambda choice: choice.candidate.row)
    return chosen


def _form_label(candidate: Candidate, shape: Shape, dress: "Dress") -> bool:
    if candidate.look != "note":
        return False
    if candidate.shape == "bracket":
        return shape == "bracket" or not candidate.alone
    return candidate.shape == shape and (dress.fits(candidate) or candidate.alone or candidate.bold)


def _demoted(candidates: list[Candidate]) -> list[Candidate]:
    """`Pertanyaan:` without a `Jawaban:` anywhere is a heading, not a voice."""
    stems = {_stem(candidate) for candidate in candidates}
    return [
        replace(candidate, look="note")
        if _stem(candidate) in _PAIRED and _PAIRED[_stem(candidate)] not in stems
        else candidate
        for candidate in candidates
    ]


def _stem(candidate: Candidate) -> str:
    return candidate.key.rstrip("0123456789. ")


def _dominant(candidates: list[Candidate]) -> Shape | None:
    weights: Counter[Shape] = Counter()
    per_label: Counter[tuple[Shape, str]] = Counter()
    looks: dict[tuple[Shape, str], str] = {}
    for candidate in candidates:
        if candidate.look != "note":
            per_label[candidate.shape, candidate.key] += 1
            looks[candidate.shape, candidate.key] = candidate.look
    for (shape, key), count in per_label.items():
        phrase = looks[shape, key] == "phrase"
        weights[shape] += (count * 2 if not phrase else count if count > 2 else 0) if count > 1 else not phrase
    if not weights or not max(weights.values()):
        return None
    heaviest = max(weights.values())
    return next(shape for shape in _ORDER if weights[shape] == heaviest)


def _core(pool: list[Candidate], rows: list[Row], first_row: int, strict: bool) -> set[str]:
    """The labels that are surely speakers: seen again, or all of one dress from the first line on."""
    by_key: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in pool:
        if candidate.look != "note":
            by_key[candidate.key].append(candidate)
    core = {key for key, group in by_key.items() if len(group) >= (3 if group[0].look == "phrase" else 2)}
    opens = any(candidate.row == first_row and candidate.look != "phrase" for candidate in pool)
    shape = pool[0].shape
    if strict:
        return core if _unmistakable(core, pool, rows, first_row) else set()
    if shape == "bare" and (len(core) < 2 or not opens):
        return set()
    if shape == "dash" and (len(core) < 2 or not opens):
        return set()
    if shape in ("bracket", "dot") and len(core) < 2 and not (opens and len(by_key) > 1):
        return set()
    if not core or (len(core) == 1 and len(by_key) == 1):
        return _few(core, by_key, opens, len(rows) - first_row)
    if not opens and not any(by_key[key][0].look in ("role", "code") or by_key[key][0].timed for key in core):
        return (
            core if len(core) > 1 and sum(len(by_key[key]) for key in core) >= _blocks(rows, first_row) * 0.2 else set()
        )
    return core


def _few(core: set[str], by_key: dict[str, list[Candidate]], opens: bool, rows: int) -> set[str]:
    """One label, or each label once: they count where the text opens with one, or the words themselves are roles."""
    if len(core) == 1:
        only = by_key[next(iter(core))][0]
        return core if opens or only.look in ("role", "code") or only.timed else set()
    if not opens:
        sure = {key for key, group in by_key.items() if group[0].look in ("role", "code")}
        return sure if len(sure) > 1 else set()
    singles = {key for key, group in by_key.items() if group[0].look != "phrase"}
    if len(singles) > 1:
        return singles if len(singles) * 8 >= rows or any(by_key[key][0].look == "role" for key in singles) else set()
    return {key for key in singles if by_key[key][0].look in ("role", "code") or by_key[key][0].timed}


def _unmistakable(core: set[str], pool: list[Candidate], rows: list[Row], first_row: int) -> bool:
    heads = [candidate for candidate in pool if candidate.key in core]
    changes = sum(one.key != other.key for one, other in pairwise(heads))
    return len(core) > 1 and changes >= len(heads) * 0.4 and len(heads) >= _blocks(rows, first_row) * 0.5


def _blocks(rows: list[Row], first_row: int) -> int:
    """Paragraphs: between blank lines where there are any in number, else lines."""
    rest = rows[first_row:]
    separated = sum(row.after_blank for row in rest)
    return separated if separated * 5 >= len(rest) else len(rest)


@dataclass(frozen=True, slots=True)
class Dress:
    """What nearly all sure labels wear; a label seen once must wear the same."""

    timed: bool
    bold: bool
    plain: bool
    numbered: bool
    unnumbered: bool
    alone: bool
    inline: bool
    spaced: bool
    loose: bool

    @classmethod
    def of(cls, heads: list[Candidate]) -> "Dress":
        """The dress of the sure labels."""

        def share(test: Callable[[Candidate], bool]) -> float:
            return sum(map(test, heads)) / len(heads)

        return cls(
            timed=share(lambda head: head.timed) >= _MOST,
            bold=share(lambda head: head.bold) >= _MOST,
            plain=share(lambda head: not head.bold) >= 0.9,
            numbered=share(lambda head: head.numbered) >= _MOST,
            unnumbered=share(lambda head: not head.numbered) >= 0.9,
            alone=share(lambda head: head.alone) >= _MOST,
            inline=share(lambda head: not head.alone) >= 0.9,
            spaced=len(heads) > 2 and share(lambda head: head.spaced) >= 0.9,
            loose=share(lambda head: not head.tight) >= 0.5,
        )

    def fits(self, candidate: Candidate) -> bool:
        """Whether a label seen once looks like its neighbours."""
        return not (
            (self.timed and not candidate.timed and candidate.look != "role")
            or (self.bold and not candidate.bold)
            or (self.plain and candidate.bold and candidate.look not in ("role", "note"))
            or (self.numbered and not candidate.numbered)
            or (self.unnumbered and candidate.numbered)
            or (self.alone and not candidate.alone)
            or (self.inline and candidate.alone)
            or (self.spaced and not candidate.spaced and candidate.look not in ("role", "code"))
            or (self.loose and candidate.tight)
        )


def _loose(candidate: Candidate, dress: Dress) -> bool:
    """A sure label's letters by chance: `A:` glued to a word where all others stand free."""
    return candidate.tight and dress.loose and candidate.look not in ("role", "name")


def _wrap_width(rows: list[Row]) -> int:
    """The width of hard-wrapped lines, 0 where paragraphs are not wrapped."""
    if len(rows) < 6:
        return 0
    lengths = sorted(row.end - row.start for row in rows)
    longest = lengths[-1 - len(lengths) // 50]
    crowd = sum(length > longest * 0.8 for length in lengths)
    return longest if _WRAPPED[0] <= longest <= _WRAPPED[1] and crowd * 4 >= len(lengths) else 0


def _runs_on(text: str, rows: list[Row], candidate: Candidate, width: int) -> bool:
    """Whether a name with a colon is only where a wrapped line happened to break."""
    if not width or candidate.look in ("role", "code") or candidate.row == 0 or rows[candidate.row].after_blank:
        return False
    before = rows[candidate.row - 1]
    ending = text[before.start : before.end].rstrip()
    return before.end - before.start > width * 0.75 and ending[-1:] not in ".?!…:#\"”')]-"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The sure heads of a text as the measure for a label that is seen once."""

    text: str
    rows: list[Row]
    shape: Shape
    dress: Dress
    handles: bool
    capitals: bool
    width: int

    @classmethod
    def of(cls, text: str, rows: list[Row], shape: Shape, dress: Dress, heads: list[Candidate]) -> "Neighbours":
        """The measure that these heads give."""
        capitals = sum(not text[head.end : head.end + 1].islower() for head in heads) >= 0.9 * len(heads)
        handles = any(head.look == "handle" for head in heads)
        return cls(text, rows, shape, dress, handles, capitals, _wrap_width(rows))

    def take(self, candidate: Candidate) -> bool:
        """Whether a label seen once has shape, dress and look of its neighbours and heads words like theirs."""
        timed = candidate.timed and self.dress.timed
        looks = candidate.look in ("role", "code", "name") or (candidate.look == "handle" and self.handles) or timed
        if candidate.shape != self.shape or candidate.look == "note" or not looks or not self.dress.fits(candidate):
            return False
        # Where speech never begins in lower case, `Biaya: itu juga` is an item of a list inside a turn.
        listed = self.capitals and self.text[candidate.end : candidate.end + 1].islower()
        if listed and candidate.look not in ("role", "code") and not timed:
            return False
        return not _runs_on(self.text, self.rows, candidate, self.width)
