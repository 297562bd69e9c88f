"""Concept maps taken along: as a picture at print size, or their concepts and relations as a spreadsheet."""

from collections.abc import Callable, Mapping
from uuid import UUID
from zoneinfo import ZoneInfo

from coding.display import concept_map as drawing
from coding.display import paper
from coding.errors import NoBrowser, NotDrawn, ProjectNotFound
from coding.exchange.spreadsheet import Column, Table, write_sheets
from coding.model import Concept, ConceptKind, Language, TieKind
from coding.reduction import concept_map as layout
from coding.store import codings, projects
from coding.workbench import browsers
from coding.workbench.concept_maps import Charted, concept_map
from coding.workbench.desk import Actor, allow, now

FORMATS = ("svg", "png", "xlsx")

WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "part": "bagian dari",
        "leads": "mengarah ke",
        "supports": "mendukung",
        "contradicts": "bertentangan dengan",
        "associated": "berkaitan dengan",
        "code": "kode",
        "case": "informan",
        "memo": "memo",
        "proposition": "proposisi",
        "word": "kata",
        "removed": "dihapus",
        "relations": "Hubungan",
        "concepts": "Konsep",
        "about": "Keterangan",
        "from": "Dari",
        "relation": "Hubungan",
        "to": "Ke",
        "comment": "Komentar",
        "evidence": "Banyaknya kutipan",
        "quotes": "Kutipan pendukung",
        "concept": "Konsep",
        "kind": "Jenis",
        "counted": "{concepts} konsep, {ties} hubungan",
        "made": "Dibuat",
    },
    "en": {
        "part": "is part of",
        "leads": "leads to",
        "supports": "supports",
        "contradicts": "contradicts",
        "associated": "is associated with",
        "code": "code",
        "case": "informant",
        "memo": "memo",
        "proposition": "proposition",
        "word": "word",
        "removed": "removed",
        "relations": "Relations",
        "concepts": "Concepts",
        "about": "About",
        "from": "From",
        "relation": "Relation",
        "to": "To",
        "comment": "Comment",
        "evidence": "Excerpts",
        "quotes": "Supporting excerpts",
        "concept": "Concept",
        "kind": "Kind",
        "counted": "{concepts} concepts, {ties} relations",
        "made": "Made",
    },
}


def name_of(one: Concept, seen: Charted, language: Language) -> str:
    """What a concept is called; of what was removed, that it was."""
    if one.kind == "word":
        return one.text
    thing = seen.thing(one)
    return thing.name if thing else WORDS[language]["removed"]


def word_of(kind: TieKind, word: str, language: Language) -> str:
    """How a relation is said."""
    return word if kind == "own" else WORDS[language][kind]


def drawn_map(seen: Charted, language: Language, caption: list[str] | None = None) -> str:
    """A map as SVG, black on white."""
    place = {one.id: at for at, one in enumerate(seen.map.concepts)}
    cards = [_card(one, seen, language) for one in seen.map.concepts]
    strands = [
        drawing.Strand(
            place[tie.this],
            place[tie.that],
            tie.kind,
            word_of(tie.kind, tie.word, language),
            len(seen.evidence(tie)),
        )
        for tie in seen.map.ties
        if tie.this in place and tie.that in place
    ]
    return drawing.picture(cards, strands, seen.map.name, caption or [])


def _card(one: Concept, seen: Charted, language: Language) -> drawing.Card:
    name, thing = name_of(one, seen, language), seen.thing(one)
    wide, high = layout.size(one.kind, name)
    heads: dict[ConceptKind, str] = {"code": thing.head if thing else "", "memo": WORDS[language]["memo"]}
    colour = thing.colour if thing else ""
    return drawing.Card(one.kind, one.x, one.y, wide, high, layout.lines(name), heads.get(one.kind, ""), colour)


def export_map(actor: Actor, project: UUID, map_id: UUID, *, format: str = "svg") -> bytes:  # noqa: A002
    """A concept map as SVG or PNG at print size, or its concepts and relations as XLSX, in the project's language.

    NotFound; NoBrowser where a PNG needs one and there is none, NotDrawn.
    """
    assert format in FORMATS
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "export")
        here = projects.get(tx)
    if here is None:
        raise ProjectNotFound(name=project)
    seen = concept_map(actor, project, map_id, language=here.language)
    words = WORDS[here.language]
    at = now()
    counted = words["counted"].format(concepts=len(seen.map.concepts), ties=len(seen.map.ties))
    made = f"{at.astimezone(ZoneInfo(here.time_zone)):%Y-%m-%d %H:%M %Z}"
    if format == "xlsx":
        told = [(here.name, ""), (seen.map.name, ""), (words["concepts"], counted), (words["made"], made)]
        tables = [(words["relations"], _relations(actor, project, seen, here.language))]
        tables.append((words["concepts"], _concepts(seen, here.language)))
        return write_sheets(tables, told, name=words["about"], at=at)
    caption = [f"{here.name}: {seen.map.name} · {counted} · {words['made']}: {made}"]
    return pictured(drawn_map(seen, here.language, caption), format)


def pictured(svg: str, format: str) -> bytes:  # noqa: A002
    """A picture as a file: as it is, or drawn by the browser of this machine (NoBrowser, NotDrawn)."""
    if format == "svg":
        return svg.encode()
    if (browser := browsers.find()) is None:
        raise NoBrowser
    try:
        return drawing.png(svg, browser)
    except paper.FAILURES as problem:
        raise NotDrawn(why=type(problem).__name__) from problem


def _relations(actor: Actor, project: UUID, seen: Charted, language: Language) -> Table:
    words = WORDS[language]
    names = _namer(seen, language)
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "export")
        quotes = codings.by_ids(tx, seen.standing)
    rows: list[list[str | int | None]] = []
    for tie in seen.map.ties:
        said = [quotes[one].quote for one in seen.evidence(tie)]
        word = word_of(tie.kind, tie.word, language)
        rows.append([names(tie.this), word, names(tie.that), tie.comment, len(said), "\n".join(said)])
    heads = [("from", 28), ("relation", 20), ("to", 28), ("comment", 40), ("evidence", 10), ("quotes", 60)]
    return Table([Column(words[head], wide) for head, wide in heads], rows)


def _namer(seen: Charted, language: Language) -> Callable[[UUID], str]:
    names = {one.id: name_of(one, seen, language) for one in seen.map.concepts}
    return names.__getitem__


def _concepts(seen: Charted, language: Language) -> Table:
    words = WORDS[language]
    rows = [[name_of(one, seen, language), words[one.kind]] for one in seen.map.concepts]
    return Table([Column(words["concept"], 36), Column(words["kind"], 14)], rows)
