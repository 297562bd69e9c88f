"""A kept display in print: its table, and beneath it what it asks for, by which codebook, and when it was drawn."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from babel.dates import format_date

from coding import report
from coding.display.kinds import BY_HAND
from coding.model import Codebook, Language, Project
from coding.reduction.query_told import said
from coding.workbench.displays import table_of
from coding.workbench.kept_displays import Seen

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "query": "Kueri: {query}.",
        "all": "Kueri: semua kutipan.",
        "drawn": "Digambar {day} dari {excerpts} kutipan, {informants} dari {of} informan; buku kode versi {version}.",
        "stale": "Isinya berubah sejak terakhir dibenarkan.",
    },
    "en": {
        "query": "Query: {query}.",
        "all": "Query: all excerpts.",
        "drawn": "Drawn {day} from {excerpts} excerpts, {informants} of {of} informants; codebook version {version}.",
        "stale": "It has changed since it was last confirmed.",
    },
}


_EQUAL = 24
"""Letters of each column where words stand in all of them."""


def numbers_of(seen: Seen) -> report.Part:
    """The table a display was drawn from, with the entries by hand."""
    table = table_of(seen.picture.sheet)
    columns = [
        report.Column(each.heading, _EQUAL if seen.display.kind in BY_HAND else each.width) for each in table.columns
    ]
    rows = [["" if cell is None else cell for cell in row] for row in table.rows]
    return report.Part(seen.display.name, columns, rows)


def drawn_from(seen: Seen, here: Project, book: Codebook, language: Language) -> str:
    """The query as a sentence, the day, what was found and the version of the codebook; of a stale one, that it is."""
    words, made = _WORDS[language], seen.picture
    day = format_date(made.made.astimezone(ZoneInfo(here.time_zone)), "d MMMM y", locale=language)
    told = [
        words["query"].format(query=said(made.filter, book, language)) if made.filter else words["all"],
        words["drawn"].format(
            day=day,
            excerpts=made.excerpts,
            informants=made.informants,
            of=made.of,
            version=made.codebook,
        ),
    ]
    return " ".join([*told, words["stale"]] if seen.moved else told)
