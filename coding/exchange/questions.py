"""A table of questions as people keep it → the questions of an interview guide."""

import re
from collections.abc import Sequence

from coding.errors import Notice, TableWithoutColumn
from coding.model import Codebook, Question

_COLUMNS = {
    "words": ("pertanyaan", "question", "questions", "butir", "item"),
    "codes": ("indikator", "kode", "indicator", "indicators", "code", "codes"),
    "kinds": ("informan", "partisipan", "jenis informan", "jenis", "informant", "informants", "participants", "kind"),
    "technique": ("teknik", "instrumen", "technique", "instrument"),
}
_SEVERAL = re.compile(r"[;,\n/]")


def read_questions(
    rows: Sequence[Sequence[str]], book: Codebook, kinds: Sequence[str] = ()
) -> tuple[list[Question], list[Notice]]:
    """The questions of rows with a heading, and what was not understood; TableWithoutColumn without questions.

    Several indicators (by key or name) or kinds of informants in a cell are parted by commas, semicolons or strokes.
    """
    lower = [" ".join(cell.casefold().replace("_", " ").split()) for cell in rows[0]] if rows else []
    places = {
        column: next((lower.index(name) for name in names if name in lower), None) for column, names in _COLUMNS.items()
    }
    if places["words"] is None:
        raise TableWithoutColumn(name="Pertanyaan")
    names = {label.casefold(): code.id for code in book.codable() for label in code.name.values()}
    names |= {code.key.casefold(): code.id for code in book.codable()}
    known = {kind.casefold(): kind for kind in kinds}
    found: list[Question] = []
    unknown: dict[str, None] = {}
    for row in rows[1:]:
        said = {name: row[at].strip() if at is not None and at < len(row) else "" for name, at in places.items()}
        if not said["words"]:
            continue
        whole = names.get(said["codes"].casefold())
        asked = [said["codes"]] if whole else _parts(said["codes"])
        unknown |= dict.fromkeys(one for one in asked if one.casefold() not in names)
        codes = tuple(dict.fromkeys(names[one.casefold()] for one in asked if one.casefold() in names))
        meant = tuple(dict.fromkeys(known.get(kind.casefold(), kind) for kind in _parts(said["kinds"])))
        found.append(Question(" ".join(said["words"].split()), codes, meant, said["technique"]))
    missing = Notice("These indicators are not in the codebook: {names}.", {"names": ", ".join(unknown)})
    return found, [missing] if unknown else []


def _parts(cell: str) -> list[str]:
    return [part for one in _SEVERAL.split(cell) if (part := " ".join(one.split()))]
