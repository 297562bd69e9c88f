"""What stands beneath a kept display in print: what it asks for, by which codebook, and when it was drawn."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from babel.dates import format_date

from coding import reduction
from coding.model import Codebook, Language, Project
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


def drawn_from(seen: Seen, here: Project, book: Codebook, language: Language) -> str:
    """The query in words, the day, what was found and the version of the codebook; of a stale one, that it is."""
    words, made = _WORDS[language], seen.picture
    day = format_date(made.made.astimezone(ZoneInfo(here.time_zone)), "d MMMM y", locale=language)
    told = [
        words["query"].format(query=reduction.written(made.filter, book)) if made.filter else words["all"],
        words["drawn"].format(
            day=day,
            excerpts=made.excerpts,
            informants=made.informants,
            of=made.of,
            version=made.codebook,
        ),
    ]
    return " ".join([*told, words["stale"]] if seen.moved else told)
