"""Where in one text, or in some of them under each other, each code stands."""

from dataclasses import replace

from coding.errors import Notice
from coding.reduction.codelines import Stretch, Text, codelines, has_turns
from coding.reduction.sheet import Sheet
from coding.store import places
from coding.workbench.display_tables.asked import Asked
from coding.workbench.display_tables.portraits import few

MOST = 6
"""Texts under each other in one picture."""

SOURCE = "source."


def count(asked: Asked) -> Sheet:
    """The table of the text that was chosen, or of the first texts."""
    chosen = asked.options["source"]
    if chosen.startswith(SOURCE):
        there = [one for one in asked.lengths() if one.name == chosen.removeprefix(SOURCE)]
    else:
        there = asked.texts(MOST)
    shown = there[:MOST]
    ids = [one.id for one in shown]
    codes, begins = asked.codes(), places.turns(asked.tx, ids)
    texts = {one.id: Text(one.name, one.lines, begins.get(one.id, ())) for one in shown}
    coded: dict[str, list[Stretch]] = {}
    for one in places.spots(asked.tx, asked.query, ids):
        stretch = Stretch(str(one.code), one.start, one.end, one.line_start, one.line_end)
        coded.setdefault(str(one.source), []).append(stretch)
    made = [replace(text, coded=coded.get(str(id_), ())) for id_, text in texts.items()]
    return codelines(
        made,
        codes,
        axis=asked.options["axis"],
        language=asked.language,
        notices=[*few(there, MOST), *(_without_turns(made) if asked.options["axis"] == "turns" else [])],
    )


def _without_turns(texts: list[Text]) -> list[Notice]:
    names = ", ".join(one.name for one in texts if not has_turns(one))
    return [Notice("Nobody takes turns in {names}: lines are counted there.", {"names": names})] if names else []
