"""What a mark of a figure opens: query text beside the data, small enough to travel with it.

A trace says so in its `meta`, which `marks.mjs` reads in the browser:

    {"rows": […], "columns": […]}   a mark at [row, column] opens what both ask for together
    {…, "joined": "NEAR(2)"}        … opens what both ask for, joined by that word of the query instead of AND
    {"marks": […]}                  the mark with this number opens its text; null or nothing: it opens nothing
    {"marks": […], "upto": true}    … opens what any of the texts up to its own asks for
    {"marks": […], "nodes": […]}    … and so do the nodes between which bands flow
    {"ask": "…"}                    beside one of these: every mark of the trace asks for this, too
"""

from collections.abc import Sequence
from typing import Any

Meta = dict[str, Any]


def crossed(rows: Sequence[str | None], columns: Sequence[str | None], joined: str = "") -> Meta:
    """The meta of a trace that has a mark for each row and column."""
    return {"rows": list(rows), "columns": list(columns), **({"joined": joined} if joined else {})}


def listed(marks: Sequence[str | None], ask: str = "", *, upto: bool = False) -> Meta:
    """The meta of a trace that has a mark for each of these."""
    return {"marks": list(marks), **({"ask": ask} if ask else {}), **({"upto": True} if upto else {})}
