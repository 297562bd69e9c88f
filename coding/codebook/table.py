"""CSV → Codebook: a name a row, with parent, definition, key and colour where the table has them."""

import csv
import io
from dataclasses import replace

from coding.codebook.check import check
from coding.codebook.key import make_key
from coding.codebook.read import DEFAULT_COLOUR, code_id
from coding.errors import CodeParentMissing, TableInvalid
from coding.model import Code, Codebook, Language, arrange

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
    ]


def _under_parents(made: list[tuple[Code, str]], language: str) -> list[Code]:
    by_name = {code.name[language].casefold(): code.id for code, _ in made}
    by_key = {code.key.casefold(): code.id for code, _ in made}
    placed = []
    for code, above in made:
        parent = by_key.get(above.casefold()) or by_name.get(above.casefold())
        if above and parent is None:
            raise CodeParentMissing(key=code.key, parent=above)
        placed.append(replace(code, parent=parent if above else None))
    return placed
