"""Traces as figures take them: what we write is looked over by tests, not each time by plotly, which takes seconds.

Each is a dict of what it is given; that plotly knows all of it is tested with every kind of display.
"""

from collections.abc import Sequence
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
    """A figure that is handed on as it stands, without a copy of everything in it."""

    def to_dict(self) -> dict[str, Any]:
        """What goes to the browser."""
        return {"data": [_copied(one) for one in self._data], "layout": _copied(self._layout)}


def made(traces: Sequence[Trace]) -> Figure:
    """A figure of these traces, in which everything that is changed later is looked over as ever."""
    one = Figure([{"type": trace["type"]} for trace in traces], _validate=False)
    # What a figure is made of is copied, letter by letter; so they are handed over afterwards.
    for own, trace in zip(one._data, traces, strict=True):
        own.update(trace)
    one._validate = one.layout._validate = True
    return one


def _copied(one: Any) -> Any:
    if isinstance(one, dict):
        return {name: _copied(value) for name, value in one.items()}
    if isinstance(one, list | tuple) and one and isinstance(one[0], dict):
        return [_copied(value) for value in one]
    return one
