"""The ledger of the reduction counted and laid out: how far it is, how much it condensed, the table of a thesis."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar
from uuid import UUID

from coding.model import Codebook, Excerpt, Language, LedgerCount, LedgerLine, Theme

Key = TypeVar("Key")

REASONS_SETTING = "reduction_reasons"
REASONS: Mapping[Language, tuple[str, ...]] = {
    "id": (
        "Di luar fokus penelitian",
        "Mengulang yang sudah dikatakan",
        "Terlalu umum",
        "Jawaban atas pertanyaan yang mengarahkan",
        "Tidak jelas maksudnya",
    ),
    "en": (
        "Outside the focus of the study",
        "Repeats what was said before",
        "Too general",
        "Answers a leading question",
        "Its meaning is unclear",
    ),
}
"""What a project begins with, by its language."""

HEADINGS: Mapping[Language, tuple[str, ...]] = {
    "id": ("No", "Kode informan dan baris", "Kutipan", "Pemadatan fakta", "Kode", "Kategori", "Tema"),
    "en": ("No", "Informant and lines", "Quotation", "Condensed fact", "Code", "Category", "Theme"),
}

Word = Literal["reduction", "condensation"]
WORDS: tuple[Word, ...] = ("reduction", "condensation")
WORD_SETTING = "reduction_word"
_TITLES: Mapping[Language, Mapping[Word, str]] = {
    "id": {"reduction": "Reduksi Data", "condensation": "Kondensasi Data"},
    "en": {"reduction": "Data Reduction", "condensation": "Data Condensation"},
}


def word(settings: Mapping[str, Any]) -> Word:
    """What the project calls this stage: faculties ask for the older or the newer word of the same authors."""
    return "condensation" if settings.get(WORD_SETTING) == "condensation" else "reduction"


def title(settings: Mapping[str, Any], language: Language = "id") -> str:
    """The heading of the table of the reduction."""
    return _TITLES[language][word(settings)]


def reasons(settings: Mapping[str, Any], language: Language = "id") -> tuple[str, ...]:
    """The reasons to choose from when a passage is set aside: the project's own, else those of its language."""
    return tuple(settings.get(REASONS_SETTING) or REASONS[language])


# -- how far, and how much ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Compression:
    """How far a part of the ledger is, and what became of its words.

    `words` are those of all passages decided about: `kept`, `merged` and `aside` add up to them. `statements` are the
    words of the reduced statements. Passages nobody has decided about count among `excerpts` only.
    """

    excerpts: int = 0
    decided: int = 0
    stale: int = 0
    words: int = 0
    kept: int = 0
    merged: int = 0
    aside: int = 0
    statements: int = 0

    @property
    def share(self) -> float | None:
        """Words of the statements for each word taken in; None where nothing was decided."""
        return self.statements / self.words if self.words else None


def compress(counts: Iterable[LedgerCount]) -> Compression:
    """All counts together."""
    there = list(counts)
    decided = [one for one in there if one.decision]
    by = {name: sum(one.words for one in decided if one.decision == name) for name in ("kept", "merged", "aside")}
    return Compression(
        excerpts=sum(one.excerpts for one in there),
        decided=sum(one.excerpts for one in decided),
        stale=sum(one.stale for one in there),
        words=sum(by.values()),
        statements=sum(one.statement_words for one in decided),
        **by,
    )


def compress_by(counts: Iterable[LedgerCount], key: Callable[[LedgerCount], Key]) -> dict[Key, Compression]:
    """The counts of each code, informant or whatever the key says, as they come."""
    parts: dict[Key, list[LedgerCount]] = {}
    for one in counts:
        parts.setdefault(key(one), []).append(one)
    return {name: compress(some) for name, some in parts.items()}


def draw(ids: Sequence[UUID], size: int, seed: int) -> list[UUID]:
    """So many of the ids, drawn by a seed and left in their order: the same seed draws the same."""
    drawn = set(random.Random(seed).sample(range(len(ids)), min(size, len(ids))))
    return [one for place, one in enumerate(ids) if place in drawn]


# -- the table ------------------------------------------------------------------------------------


def reduced_table(
    lines: Iterable[LedgerLine], book: Codebook, themes: Iterable[Theme], refer: Callable[[Excerpt], str]
) -> list[tuple[int, str, str, str, str, str, str]]:
    """The rows under HEADINGS, in the order of the codebook, a row a statement.

    What was merged stands with the passage it was merged with, the same words coded by several people once; where
    that passage is not kept, it keeps a row of its own.
    What was set aside and what nobody decided about is left out.
    """
    groups = _gathered(lines)
    places = {code.id: place for place, code in enumerate(book.codes)}
    names = {one.id: one for one in themes}
    ordered = sorted(groups, key=lambda group: places.get(group[0].excerpt.coding.code, len(places)))
    return [_row(number, group, book, names, refer) for number, group in enumerate(ordered, start=1)]


def _gathered(lines: Iterable[LedgerLine]) -> list[list[LedgerLine]]:
    there = [one for one in lines if one.reduction and one.reduction.decision != "aside"]
    groups = {one.excerpt.coding.id: [one] for one in there if one.reduction and one.reduction.decision == "kept"}
    alone = []
    for one in there:
        if one.reduction and one.reduction.decision == "merged":
            if one.into is not None and one.into.id in groups and one.into.code == one.excerpt.coding.code:
                groups[one.into.id].append(one)
            else:
                alone.append([one])
    places = {one.excerpt.coding.id: place for place, one in enumerate(there)}
    return sorted([*groups.values(), *alone], key=lambda group: places[group[0].excerpt.coding.id])


def _row(
    number: int,
    group: Sequence[LedgerLine],
    book: Codebook,
    themes: Mapping[UUID, Theme],
    refer: Callable[[Excerpt], str],
) -> tuple[int, str, str, str, str, str, str]:
    first = group[0]
    coding, decided = first.excerpt.coding, first.reduction
    code = book.find(coding.code)
    category = themes.get(decided.category) if decided and decided.category else None
    theme = themes.get(category.parent) if category and category.parent else None
    statements = dict.fromkeys(one.reduction.statement for one in group if one.reduction and one.reduction.statement)
    passages = dict.fromkeys(
        (_bare(refer(one.excerpt)), f"“{' '.join(one.excerpt.coding.quote.split())}”") for one in group
    )
    return (
        number,
        "\n".join(where for where, _quote in passages),
        "\n".join(quote for _where, quote in passages),
        "\n".join(statements),
        f"{code.key} {code.label(book.language)}" if code else first.excerpt.code_key,
        category.name if category else "",
        theme.name if theme else "",
    )


def _bare(reference: str) -> str:
    """A reference without the brackets it stands in after a quotation."""
    inside = reference.strip()
    return inside[1:-1] if inside.startswith("(") and inside.endswith(")") and inside.count("(") == 1 else inside
