"""CSV → Codebook: a name a row, with parent, definition, key and colour where the table has them."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace

from coding.codebook.check import check
from coding.codebook.key import make_key
from coding.codebook.read import DEFAULT_COLOUR, code_id
from coding.errors import CodeParentMissing, TableInvalid
from coding.model import TEXT_FIELDS, Code, Codebook, Language, arrange

_COLUMNS = {
    "name": ("name", "nama", "tag", "code", "kode"),
    "key": ("key", "kunci"),
    "parent": ("parent", "induk", "group", "kelompok"),
    "definition": ("definition", "definisi", "description", "deskripsi"),
    "colour": ("colour", "color", "warna"),
}


def read_csv(text: str, *, name: str = "", language: Language = "id") -> Codebook:
    """The codebook of a CSV text (comma, semicolon or tab) whose first line names the columns; checked.

    Known columns: name, key, parent (a name or key of the table), definition, colour; also the headers of Taguette.
    Dots in names divide nothing. Raises TableInvalid without a column of names, else as `check` does.
    """
    rows = _rows(text)
    made: list[tuple[Code, str]] = []
    taken = [row["key"] for row in rows if row["key"]]
    for number, row in enumerate(rows):
        key = row["key"] or make_key(row["name"], taken)
        taken.append(key)
        texts: dict[str, dict[str, str]] = {"definition": {language: row["definition"]}} if row["definition"] else {}
        colour = row["colour"] or DEFAULT_COLOUR
        code = Code(
            code_id(name, key), key, {language: row["name"]}, order=number, colour=colour, sign=key, texts=texts
        )
        made.append((code, row["parent"]))
    book = Codebook(arrange(_under_parents(made, language)), name, language)
    check(book)
    return book


def _rows(text: str) -> list[dict[str, str]]:
    head = text.removeprefix("\ufeff").split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    try:
        table = [row for row in csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter) if any(row)]
    except csv.Error as error:
        raise TableInvalid(why=str(error)) from error
    return _by_column(table)


def _by_column(table: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    header = [cell.strip().lower() for cell in table[0]] if table else []
    places = {
        column: next((header.index(title) for title in titles if title in header), None)
        for column, titles in _COLUMNS.items()
    }
    if places["name"] is None:
        raise TableInvalid(why="no column is called “name”.")
    return [
        {column: row[at].strip() if at is not None and at < len(row) else "" for column, at in places.items()}
        for row in table[1:]
        if any(cell.strip() for cell in row)
    ]


def _under_parents(made: list[tuple[Code, str]], language: str) -> list[Code]:
    by_name = {code.label(language).casefold(): code.id for code, _ in made}
    by_key = {code.key.casefold(): code.id for code, _ in made}
    placed = []
    for code, above in made:
        parent = by_key.get(above.casefold()) or by_name.get(above.casefold())
        if above and parent is None:
            raise CodeParentMissing(key=code.key, parent=above)
        placed.append(replace(code, parent=parent if above else None))
    return placed


# -- a table that goes out and comes back ---------------------------------------------------------

_TEXTS = {
    "definition": ("definition", "definisi", "description", "deskripsi"),
    "include": ("include", "inclusion", "inklusi", "termasuk"),
    "exclude": ("exclude", "exclusion", "eksklusi", "tidak termasuk"),
    "typical": ("typical example", "typical", "contoh khas"),
    "borderline": ("borderline example", "borderline", "contoh batas"),
    "note": ("note", "catatan"),
    "theory": ("source in theory", "theory", "sumber teori"),
}
_GROUP = ("group", "kelompok", "yes", "ya")
HEADINGS: Mapping[Language, tuple[str, ...]] = {
    "id": (
        *("Kunci", "Induk", "Nama", "Jenis", "Warna", "Definisi", "Inklusi", "Eksklusi"),
        *("Contoh khas", "Contoh batas", "Catatan", "Sumber teori"),
    ),
    "en": (
        *("Key", "Parent", "Name", "Kind", "Colour", "Definition", "Inclusion", "Exclusion"),
        *("Typical example", "Borderline example", "Note", "Source in theory"),
    ),
}
_KINDS: Mapping[Language, tuple[str, str]] = {"id": ("Kode", "Kelompok"), "en": ("Code", "Group")}


def write_rows(book: Codebook) -> list[list[str]]:
    """A row a code in the codebook's language; its headings are those of `HEADINGS`, and `read_rows` knows them."""
    keys = {code.id: code.key for code in book.codes}
    rows = []
    for code in book.codes:
        parent = keys.get(code.parent, "") if code.parent else ""
        kind = _KINDS[book.language][0 if code.codable else 1]
        texts = [code.texts.get(field, {}).get(book.language, "") for field in TEXT_FIELDS]
        rows.append([code.key, parent, code.label(book.language), kind, code.colour, *texts])
    return rows


def read_rows(table: Sequence[Sequence[str]], now: Codebook) -> Codebook:
    """The codebook of a table whose first row names the columns, laid over the one there is; checked.

    A code of a known key keeps what the table has no column for, and its words in other languages. Raises TableInvalid
    without a column of names, CodeParentMissing, else as `check` does.
    """
    header = [cell.strip().lower() for cell in table[0]] if table else []
    rows = _by_column(table)
    lines = [row for row in table[1:] if any(cell.strip() for cell in row)]
    places = {
        field: next((header.index(one) for one in titles if one in header), None) for field, titles in _TEXTS.items()
    }
    kind = next((header.index(one) for one in ("kind", "jenis") if one in header), None)
    has_parent = any(one in header for one in _COLUMNS["parent"])
    known = {code.key.casefold(): code for code in now.codes}
    taken = [row["key"] for row in rows if row["key"]]
    made: list[tuple[Code, str]] = []
    for number, (row, line) in enumerate(zip(rows, lines, strict=True)):
        key = row["key"] or make_key(row["name"], [*taken, *known])
        taken.append(key)
        old = known.get(key.casefold()) or Code(code_id(now.name, key), key, {}, colour=DEFAULT_COLOUR, sign=key)
        texts = {field: dict(words) for field, words in old.texts.items()}
        for field, at in places.items():
            words = line[at].strip() if at is not None and at < len(line) else ""
            if at is not None and words != texts.get(field, {}).get(now.language, ""):
                texts.setdefault(field, {})[now.language] = words
        code = replace(
            old,
            name={**old.name, now.language: row["name"]} if row["name"] else old.name,
            order=number,
            colour=row["colour"] or old.colour,
            texts={field: words for field, words in texts.items() if any(words.values())},
            parent=old.parent if not has_parent else None,
        )
        if kind is not None and kind < len(line) and line[kind].strip():
            code = replace(code, codable=line[kind].strip().casefold() not in _GROUP)
        made.append((code, row["parent"] if has_parent else ""))
    placed = _under_parents(made, now.language) if has_parent else [code for code, _ in made]
    there = {code.id for code in placed}
    # The parent of a code the table leaves alone may not stand in it.
    above = [code for code in now.codes if code.id not in there and any(one.parent == code.id for one in placed)]
    book = Codebook(arrange([*above, *placed]), now.name, now.language)
    check(book)
    return book
