"""What is printed for the hand: numbered lines with what was coded in their margin, tables, numbered notes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from coding.report.tables import Part

Facts = Sequence[tuple[str, str]]

LANES = 8
"""So many bars stand beside each other in a margin; further ones share the last place, and are told by their lines."""


@dataclass(frozen=True, slots=True)
class Line:
    """A numbered line: who begins to speak on it (else empty), and its words in pieces, True for those in bold."""

    number: int
    speaker: str
    pieces: Sequence[tuple[str, bool]]

    @property
    def words(self) -> str:
        """The words alone."""
        return "".join(words for words, _bold in self.pieces)


@dataclass(frozen=True, slots=True)
class Bar:
    """What covers lines `first` to `last`: its name, what else is told of it, and the numbers of its notes."""

    first: int
    last: int
    name: str
    told: str = ""
    notes: Sequence[int] = ()

    @property
    def where(self) -> str:
        """The lines it covers: `34–41`, or `5`."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note: what it is about, and its words."""

    number: int
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines with the bars in their margin; `beneath` is the reference of what is quoted."""

    lines: Sequence[Line]
    bars: Sequence[Bar]
    beneath: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Passages, a table or both under a heading, and the notes to them."""

    title: str
    facts: Facts = ()
    passages: Sequence[Passage] = ()
    notes: Sequence[Note] = ()
    table: Part | None = None


@dataclass(frozen=True, slots=True)
class Sheets:
    """All that is printed: `headings` are those of number, words and margin, `notes` that of the notes.

    `foot` says where and when it was made; `across` turns the pages sideways.
    """

    title: str
    chapters: Sequence[Chapter]
    headings: tuple[str, str, str] = ("", "", "")
    notes: str = ""
    foot: str = ""
    facts: Facts = ()
    across: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands in the margin of one line: the lanes that pass it, (place, begins, ends), and the bars named here.

    `room` is how many lines the names may take: up to the line before the next names.
    """

    lanes: Sequence[tuple[int, bool, bool]] = ()
    names: Sequence[Bar] = ()
    room: int = 1


@dataclass(frozen=True, slots=True)
class Margin:
    """The margin of a passage, line by line, and how many lanes wide it is."""

    wide: int
    beside: Sequence[Beside] = field(default_factory=tuple)


def margin(passage: Passage) -> Margin:
    """Each bar in the first lane that is free, the longer first; named at the first of its lines that is printed.

    A bar on lines of which none is printed (a header) is named at the next line, and has no lane.
    """
    numbers = [line.number for line in passage.lines]
    if not numbers:
        return Margin(0)
    free: list[int] = []
    lanes: list[list[tuple[int, bool, bool]]] = [[] for _ in numbers]
    names: list[list[Bar]] = [[] for _ in numbers]
    for bar in sorted(passage.bars, key=lambda one: (one.first, -one.last)):
        covered = [at for at, number in enumerate(numbers) if bar.first <= number <= bar.last]
        if not covered:
            after = next((at for at, number in enumerate(numbers) if number > bar.last), len(numbers) - 1)
            names[after].append(bar)
            continue
        names[covered[0]].append(bar)
        lane = next((at for at, until in enumerate(free) if until < covered[0]), len(free))
        lane = min(lane, LANES - 1)
        free[lane : lane + 1] = [max(covered[-1], free[lane] if lane < len(free) else -1)]
        for at in covered:
            lanes[at].append((lane, at == covered[0], at == covered[-1]))
    beside, until = [], len(numbers)
    for at in reversed(range(len(numbers))):
        beside.append(Beside(sorted(lanes[at]), names[at], until - at))
        until = at if names[at] else until
    return Margin(len(free), beside[::-1])
