"""The kinds of displays there are, in the order they are offered. A new kind is a file beside this one and a line here.

What a kind is called and what it is for stands with the other words of the screen; how its table is counted, in
`workbench/display_tables`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from coding.display import code_case_heatmap
from coding.display.looks import Figure
from coding.display.table import Options


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: one of `values`, the first unless something else is chosen.

    With `attributes` the attributes of informants can be chosen as well, each as `case.` and its key; `kind_first`
    has the attribute that says what kind of informant somebody is chosen to begin with.
    """

    name: str
    values: tuple[str, ...]
    attributes: bool = False
    kind_first: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of display: the figure of a table, and what can be chosen for it."""

    key: str
    draw: Callable[[Any, Options], Figure]
    options: tuple[Option, ...] = ()


_ORDER = Option("order", ("codebook", "frequency", "clustered"))
_LIST: tuple[Kind, ...] = (
    Kind(
        "code-case-heatmap",
        code_case_heatmap.draw,
        (
            Option("by", ("cases", "sources", "coders"), attributes=True),
            Option("unit", ("segments", "informants", "words")),
            _ORDER,
        ),
    ),
)
KINDS: Mapping[str, Kind] = {one.key: one for one in _LIST}
