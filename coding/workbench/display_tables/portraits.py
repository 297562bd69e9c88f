"""Where in each text which codes stand."""

from coding.errors import Notice
from coding.reduction.portraits import Strip, portraits
from coding.reduction.sheet import Sheet
from coding.store import places
from coding.workbench.display_tables.asked import Asked

MOST = 20
"""Texts in one picture."""


def count(asked: Asked) -> Sheet:
    """The table of the first texts, by group or by code."""
    there = asked.texts(MOST)
    shown = there[:MOST]
    if asked.options["by"] == "groups":
        mine, heads = asked.groups()
    else:
        heads = asked.codes()
        mine = dict(zip(heads, heads, strict=True))
    coded: dict[str, list[tuple[str, int, int]]] = {str(one.id): [] for one in shown}
    for one in places.spots(asked.tx, asked.query, [each.id for each in shown]):
        if (code := mine.get(str(one.code))) is not None:
            coded[str(one.source)].append((code, one.line_start, one.line_end))
    return portraits(
        [Strip(one.name, one.lines, coded[str(one.id)]) for one in shown],
        heads,
        scale=asked.options["scale"],
        language=asked.language,
        notices=few(there, MOST),
    )


def few(there: list[places.Length], most: int) -> list[Notice]:
    """Says which texts are shown where there are more than can be."""
    if len(there) <= most:
        return []
    told = Notice(
        "Shown are the first {n} of {all} texts, {first} to {last}. Choose others under “Which excerpts”.",
        {"n": str(most), "all": str(len(there)), "first": there[0].name, "last": there[most - 1].name},
    )
    return [told]
