"""What can stand on a concept map beside free words: codes, informants, memos and propositions, with their names."""

from dataclasses import dataclass
from uuid import UUID

from coding import reduction
from coding.model import ConceptKind, Language
from coding.store import Read, cases, codebooks, conclusions, memos

_LONGEST = 60
_MEMOS = 1000


@dataclass(frozen=True, slots=True)
class Thing:
    """A code, informant, memo or proposition as it is shown on a map: `head` is the line above its name."""

    kind: ConceptKind
    of: UUID
    name: str
    head: str = ""
    colour: str = ""
    key: str = ""


def things(tx: Read, language: Language | None = None) -> dict[UUID, Thing]:
    """Every code, informant, memo and proposition by its id, in the language of the project unless another is said."""
    book = codebooks.load(tx)
    told = {
        one.id: Thing(
            "code",
            one.id,
            one.label(language or book.language, book.language),
            one.sign or one.key,
            one.colour,
            one.key,
        )
        for one in book.codes
    }
    for case in sorted(cases.load(tx), key=lambda one: reduction.natural(one.key)):
        told[case.id] = Thing("case", case.id, f"{case.key} {case.name}".strip(), key=case.key)
    for memo in memos.load(tx, limit=_MEMOS):
        told[memo.id] = Thing("memo", memo.id, memo.title or _short(memo.text))
    for claim in conclusions.propositions(tx):
        told[claim.id] = Thing("proposition", claim.id, _short(claim.text, 2 * _LONGEST))
    return told


def _short(words: str, longest: int = _LONGEST) -> str:
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[:longest]}…"
