"""What a field of the report was told from, and whether that is still as it was: only then it need not be told anew."""

from dataclasses import dataclass
from uuid import UUID

from coding.model import And, Codebook, Expression, GroundKind, HasCode, HasPattern, Or, Query
from coding.store import Read, history
from coding.workbench.unchanged import of_itself

_BESIDE_WORDS = (history.UNCOUNTED - {"project"}) | {"coding"}
"""Of these, a change leaves the words of a quotation and their reference alone, but for that of the coding itself."""

_SPEAKING = frozenset({"ground", "reduction"})
"""Of these, a change may give a conclusion other evidence."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a field was told from, and at which revision: the thing it speaks of, or what it counts, of which codes."""

    rev: int
    name: str
    thing: tuple[GroundKind, UUID] | None
    counts: Expression | None
    codes: frozenset[UUID] | None


class Standing:
    """Tells which of the fields that are kept still hold at a revision."""

    def __init__(self, tx: Read, rev: int) -> None:
        self._tx, self._rev = tx, rev
        self._same: dict[int, bool] = {}
        self._changed: dict[int, frozenset[UUID] | None] = {}
        self._since: dict[int, history.Since | None] = {}

    def holds(self, kept: Basis) -> bool:
        """Whether nothing that a field rests on has changed since."""
        if kept.rev not in self._same:
            self._same[kept.rev] = kept.rev == self._rev or history.only_report_since(self._tx, kept.rev)
        if self._same[kept.rev]:
            return True
        if kept.thing is not None:
            return self._thing_stands(kept)
        if kept.codes is None or kept.name not in ("informants", "excerpts", "sources"):
            return False
        if not of_itself(Query(where=kept.counts)):
            return False
        if kept.rev not in self._changed:
            self._changed[kept.rev] = history.codes_since(self._tx, kept.rev)
        changed = self._changed[kept.rev]
        return changed is not None and changed.isdisjoint(kept.codes)

    def _thing_stands(self, kept: Basis) -> bool:
        """The same of a field that speaks of a thing, by what else its words are made of."""
        if kept.rev not in self._since:
            self._since[kept.rev] = history.changed_since(self._tx, kept.rev)
        since, thing = self._since[kept.rev], kept.thing
        if since is None or thing is None or thing[1] in since.things.get(thing[0], ()):
            return False
        match kept.name:
            case "quote":
                return since.things.keys() <= _BESIDE_WORDS and "coding" not in since.batches
            case "proposition":
                return True
            case "evidence":
                return since.things.keys().isdisjoint(_SPEAKING) and since.came_or_went.isdisjoint(("coding", "source"))
            case "verdict" | "rule":
                return since.things.keys().isdisjoint(("project", "code"))
        return False


def within(where: Expression, book: Codebook) -> frozenset[UUID] | None:
    """The codes of which everything that fulfils an expression has one; None where it may have any."""
    match where:
        case HasCode(code, alone):
            return frozenset([code] if alone else book.below(code))
        case HasPattern(pattern):
            return frozenset(book.gathered(pattern))
        case And(parts):
            some = [one for part in parts if (one := within(part, book)) is not None]
            return frozenset.intersection(*some) if some else None
        case Or(parts):
            all_ = [within(part, book) for part in parts]
            known = [one for one in all_ if one is not None]
            return frozenset().union(*known) if len(known) == len(all_) else None
    return None
