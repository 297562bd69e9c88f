"""Traces as figures take them: what we write is looked over by tests, not each time by plotly, which takes seconds.

Each is a dict of what it is given; that plotly knows all of it is tested with every kind of display.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import plotly.graph_objects as go


class Trace(dict[str, Any]):
    """A trace of the kind that its class is named after."""

    def __init__(self, **given: Any) -> None:
        super().__init__(type=type(self).__name__.lower(), **given)


class Bar(Trace):
    """Bars."""


class Heatmap(Trace):
    """Cells of a table in shades."""


class Icicle(Trace):
    """Boxes that are parts of the one before."""


class Sankey(Trace):
    """Streams between nodes."""


class Scatter(Trace):
    """Points, lines or words."""


class Sunburst(Trace):
    """Rings that are parts of the one within."""


class Treemap(Trace):
    """Boxes within boxes."""


class Figure(go.Figure):  # type: ignore[misc]
    """A figure that is handed on as it stands, without a copy of everything in it, and looks as it says itself."""

    def printed(self) -> "Figure":
        """Itself, with the print of all that is in it: Streamlit hands every figure over twice, and by this the browser
        knows whether it is the same, and draws it once.
        """
        self.layout.datarevision = None
        self.layout.datarevision = blake2b(self.to_json().encode(), digest_size=16).hexdigest()
        return self

    def to_dict(self) -> dict[str, Any]:
        """What goes to the browser; without plotly's template, which it would not know again and draw all anew."""
        layout = {name: one for name, one in _copied(self._layout).items() if name != "template"}
        return {"data": [_sent(one) for one in self._data], "layout": layout}


def made(traces: Sequence[Trace]) -> Figure:
    """A figure of these traces, in which everything that is changed later is looked over as ever."""
    one = Figure([{"type": trace["type"]} for trace in traces], _validate=False)
    # What a figure is made of is copied, letter by letter; so they are handed over afterwards.
    for own, trace in zip(one._data, traces, strict=True):
        own.update(trace)
    one._validate = one.layout._validate = True
    return one


def _sent(trace: dict[str, Any]) -> dict[str, Any]:
    """A trace whose `meta` stands in a list: plotly takes a list of the same revision for the same, and draws once."""
    made: dict[str, Any] = _copied(trace)
    return {**made, "meta": [made["meta"]]} if "meta" in made else made


def _copied(one: Any) -> Any:
    if isinstance(one, dict):
        return {name: _copied(value) for name, value in one.items()}
    if isinstance(one, list | tuple) and one and isinstance(one[0], dict):
        return [_copied(value) for value in one]
    return one
