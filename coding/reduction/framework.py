"""The framework grid: what each informant says of each code or theme, and whether that still rests on what it did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from coding.model import Basis, Case, Cell, Codebook, Grid, Language, Question, Said, Theme
from coding.reduction.informants import kind_of

GRID_SETTING = "framework"
GRID_TITLES: Mapping[Language, str] = {"id": "Matriks Kerangka", "en": "Framework Matrix"}
GRID_WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "informant": "Informan",
        "asked": "ditanyakan, tidak muncul",
        "not asked": "tidak ditanyakan",
        "unwritten": "belum dirangkum: {n} kutipan",
        "stale": "* Kutipannya berubah sesudah rangkuman ini ditulis.",
    },
    "en": {
        "informant": "Informant",
        "asked": "asked, not said",
        "not asked": "not asked",
        "unwritten": "not summarised yet: excerpts: {n}",
        "stale": "* Its excerpts have changed since this summary was written.",
    },
}


@dataclass(frozen=True, slots=True)
class Changed:
    """How many of a cell's excerpts came, went, have other words or other qualities since it was written."""

    added: int = 0
    gone: int = 0
    reworded: int = 0
    requalified: int = 0

    def __bool__(self) -> bool:
        return any((self.added, self.gone, self.reworded, self.requalified))


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: a code (with those under it) or a theme (with its categories); `under` are the ids that count."""

    id: UUID
    key: str
    name: str
    under: frozenset[UUID]
    of_theme: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as it is shown: what is written, whether anything was said, what it rests on now, what has changed."""

    cell: Cell | None
    said: Said
    basis: tuple[Basis, ...]
    changed: Changed


def grid(settings: Mapping[str, Any]) -> Grid:
    """The layout a project keeps."""
    kept = settings.get(GRID_SETTING) or {}
    return Grid(
        tuple(map(UUID, kept.get("rows", ()))),
        tuple(map(UUID, kept.get("columns", ()))),
        {UUID(one): words for one, words in (kept.get("notes") or {}).items()},
    )


def kept_grid(one: Grid) -> dict[str, Any]:
    """A layout as a project's settings keep it; a note without words is left out."""
    return {
        "rows": [str(id_) for id_ in dict.fromkeys(one.rows)],
        "columns": [str(id_) for id_ in dict.fromkeys(one.columns)],
        "notes": {str(id_): words.strip() for id_, words in one.notes.items() if words.strip()},
    }


def heading(id_: UUID, book: Codebook, themes: Sequence[Theme], language: Language) -> Heading | None:
    """The column of this id; None where neither a code nor a theme has it any more."""
    code = next((one for one in book.codes if one.id == id_), None)
    if code is not None:
        return Heading(id_, code.key, code.label(language, book.language), frozenset(book.below(id_)))
    theme = next((one for one in themes if one.id == id_), None)
    if theme is None:
        return None
    below = {one.id for one in themes if one.parent == id_}
    return Heading(id_, "", theme.name, frozenset({id_, *below}), of_theme=True)


def changed(cell: Cell | None, basis: Sequence[Basis]) -> Changed:
    """What of a cell's excerpts is no longer as it was when the cell was written."""
    return Changed() if cell is None else changed_since(cell.rests_on, basis)


def changed_since(rests_on: Sequence[Basis], basis: Sequence[Basis]) -> Changed:
    """What of the excerpts something was written of is no longer as it was."""
    before = {one.coding: one for one in rests_on}
    now = {one.coding: one for one in basis}
    both = [(before[id_], now[id_]) for id_ in before.keys() & now.keys()]
    return Changed(
        added=len(now.keys() - before.keys()),
        gone=len(before.keys() - now.keys()),
        reworded=sum(old.quote != new.quote for old, new in both),
        requalified=sum(old.quote == new.quote and old.qualities != new.qualities for old, new in both),
    )


def said(column: Heading, case: Case, cell: Cell | None, basis: Sequence[Basis], guide: Sequence[Question]) -> Said:
    """Whether something is said; if not, whether it was asked: as noted, else by the interview guide."""
    if basis:
        return "said"
    if cell is not None and cell.asked is not None:
        return "asked" if cell.asked else "not asked"
    return "asked" if by_guide(column, case, guide) else "not asked"


def by_guide(column: Heading, case: Case, guide: Sequence[Question]) -> bool:
    """Whether a question about this column is meant for this kind of informant."""
    kind = kind_of(case).casefold()
    return any(
        column.under & set(one.codes) and (not one.kinds or kind in {each.casefold() for each in one.kinds})
        for one in guide
    )


def grid_headings(columns: Sequence[Heading], notes: Mapping[UUID, str], language: Language) -> list[str]:
    """The headings of the table, each with its note below it."""
    names = (" ".join(filter(None, (one.key, one.name))) for one in columns)
    told = (_noted(name, notes.get(one.id, "")) for name, one in zip(names, columns, strict=True))
    return [GRID_WORDS[language]["informant"], *told]


def grid_rows(
    cases: Sequence[Case],
    columns: Sequence[Heading],
    cells: Mapping[tuple[UUID, UUID], Shown],
    notes: Mapping[UUID, str],
    language: Language,
) -> list[list[str]]:
    """The rows under those headings: a summary (a stale one ends in an asterisk), or why there is none."""
    return [
        [
            _noted(" ".join(filter(None, (case.key, case.name))), notes.get(case.id, "")),
            *(_told(cells[case.id, column.id], language) for column in columns),
        ]
        for case in cases
    ]


def _noted(name: str, note: str) -> str:
    return f"{name}\n{note}" if note else name


def _told(one: Shown, language: Language) -> str:
    words = GRID_WORDS[language]
    if one.cell is not None and one.cell.summary:
        return f"{one.cell.summary} *" if one.changed else one.cell.summary
    empty = words["unwritten"].format(n=len(one.basis)) if one.said == "said" else words[one.said]
    return f"({empty})"
