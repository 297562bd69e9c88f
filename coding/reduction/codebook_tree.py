"""The tree of the codebook, and how much of the material stands under each of its codes."""

from collections.abc import Mapping, Sequence

from coding.model import Codebook, HasCode, Language
from coding.reduction.query import written
from coding.reduction.sheet import Head, Sheet, code_head

WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "corner": "Kode dengan semua kode di bawahnya",
        "informants": "banyaknya informan",
        "segments": "banyaknya kutipan",
        "Informants": "Informan",
        "Segments": "Kutipan",
        "alone": "Kutipan kode itu saja",
    },
    "en": {
        "corner": "Code with all codes under it",
        "informants": "number of informants",
        "segments": "number of excerpts",
        "Informants": "Informants",
        "Segments": "Excerpts",
        "alone": "Excerpts of the code alone",
    },
}


def codebook_tree(
    book: Codebook, counts: Sequence[tuple[str, str | None, int]], *, unit: str, language: Language
) -> Sheet:
    """A row per code under which something is coded: informants, excerpts, and excerpts of the code by itself.

    `counts` are code, informant (None: nobody) and how many excerpts. A row's `group` is the key of the code above it.
    """
    alone: dict[str, int] = {}
    people: dict[str, set[str]] = {}
    for code, case, many in counts:
        alone[code] = alone.get(code, 0) + many
        people.setdefault(code, set()).update([case] if case else [])
    keys = {one.id: one.key for one in book.codes}
    words = WORDS[language]
    rows: list[Head] = []
    cells, asks = [], {}
    for one in book.codes:
        below = [str(each) for each in book.below(one.id)]
        excerpts = sum(alone.get(each, 0) for each in below)
        if not excerpts:
            continue
        own = code_head(one, book, language)
        asks[len(rows), 2] = own.ask or ""
        group = keys.get(one.parent, "") if one.parent else ""
        rows.append(Head(own.label, written(HasCode(one.id), book), own.name, own.colour, group=group))
        whose = set[str]().union(*(people.get(each, set()) for each in below))
        cells.append([len(whose), excerpts, alone.get(str(one.id), 0)])
    heads = [Head(words["Informants"]), Head(words["Segments"]), Head(words["alone"])]
    return Sheet(words["corner"], words[unit], rows, heads, cells, asks)
