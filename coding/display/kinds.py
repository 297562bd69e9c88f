"""The kinds of displays there are, in the order they are offered. A new kind is a file beside this one and a line here.

What a kind is called and what it is for stands with the other words of the screen; how its table is counted, in
`workbench/display_tables`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from coding.display import (
    case_profiles,
    case_similarity,
    code_case_heatmap,
    code_frequencies,
    code_timeline,
    codebook_sunburst,
    codelines,
    concordance,
    cooccurrence_matrix,
    cooccurrence_network,
    cooccurrence_sankey,
    linked,
    portraits,
    saturation,
    status_bars,
    text_table,
    word_frequencies,
    word_tree,
)
from coding.display.looks import Figure
from coding.display.scale import OWN, Scale
from coding.display.table import Options


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: one of `values`, the first unless something else is chosen.

    With `attributes` the attributes of informants can be chosen as well, each as `case.` and its key; `kind_first`
    has the attribute that says what kind of informant somebody is chosen to begin with. With `sources` the sources can
    be chosen as well, each as `source.` and its name; with `groups` those of the codebook, each as `group.` and its
    key. With `free` it is words that somebody writes, `values` none.
    """

    name: str
    values: tuple[str, ...]
    attributes: bool = False
    kind_first: bool = False
    sources: bool = False
    groups: bool = False
    free: bool = False


class Draw(Protocol):
    """Makes the figure of a table; pictures that are to be compared are given one scale."""

    def __call__(self, table: Any, options: Options, scale: Scale = OWN) -> Figure: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of display: the figure of a table, and what can be chosen for it.

    Pictures side by side have the same rows and columns, but for the side that is their `own`: places in texts, or
    people who were chosen. `wide` ones stand below each other.
    """

    key: str
    draw: Draw
    options: tuple[Option, ...] = ()
    own: Literal["", "rows", "columns"] = ""
    wide: bool = False


_LEVEL = Option("level", ("overlap", "same", "turn", *(f"near{turns}" for turns in range(1, 6)), "source", "case"))
_ENTRY = Option("entry", ("rating", "count", "quote", "summary"))
_OF = Option("of", ("codes", "groups"))
_CODE = Option("code", (), free=True)

TEMPLATES: tuple[Kind, ...] = (
    Kind("checklist-matrix", text_table.draw, (Option("by", ("cases",), attributes=True, kind_first=True), _ENTRY)),
    Kind(
        "role-ordered-matrix",
        text_table.draw,
        (Option("by", ("cases",), attributes=True, kind_first=True), Option("of", ("groups", "codes")), _ENTRY),
    ),
    Kind("conceptually-clustered-matrix", text_table.draw, (Option("of", ("codes", "groups", "patterns")), _ENTRY)),
    Kind("case-ordered-matrix", text_table.draw, (_CODE, _OF, _ENTRY)),
    Kind(
        "time-ordered-matrix",
        text_table.draw,
        (Option("of", ("groups", "codes")), Option("span", ("days", "months")), Option("entry", ("count", "quote"))),
    ),
    Kind("effects-matrix", text_table.draw, (Option("entry", ("count", "quote", "summary", "names")),)),
    Kind("contrast-table", text_table.draw, (_CODE, _ENTRY), own="columns"),
    Kind("content-analytic-summary", text_table.draw),
    Kind("event-listing", text_table.draw, own="rows"),
)
"""Tables of words after Miles, Huberman & Saldaña, whose entries can be written by hand where they are kept."""

_LIST: tuple[Kind, ...] = (
    *TEMPLATES,
    Kind("causal-chain", linked.draw_layers),
    Kind("causal-network", linked.draw_layers),
    Kind("context-chart", linked.draw_ring, (Option("by", ("cases",), attributes=True),)),
    Kind(
        "code-case-heatmap",
        code_case_heatmap.draw,
        (
            Option("by", ("cases", "sources", "coders"), attributes=True),
            Option("unit", ("segments", "informants", "words")),
            Option("order", ("codebook", "frequency", "clustered")),
        ),
    ),
    Kind(
        "code-frequencies",
        code_frequencies.draw,
        (Option("unit", ("informants", "segments", "words")), Option("order", ("codebook", "frequency"))),
    ),
    Kind(
        "saturation",
        saturation.draw,
        (
            Option("sequence", ("date", "name")),
            Option("base", ("4", "5", "6")),
            Option("run", ("2", "3")),
            Option("threshold", ("5", "0")),
        ),
    ),
    Kind(
        "status-bars",
        status_bars.draw,
        (Option("by", ("all",), attributes=True, kind_first=True), Option("unit", ("segments", "informants"))),
    ),
    Kind(
        "document-portraits",
        portraits.draw,
        (Option("by", ("groups", "codes")), Option("scale", ("share", "length"))),
        own="rows",
    ),
    Kind(
        "codelines",
        codelines.draw,
        (Option("source", ("several",), sources=True), Option("axis", ("turns", "lines", "share"))),
        own="rows",
    ),
    Kind(
        "code-timeline",
        code_timeline.draw,
        (
            Option("by", ("groups", "codes")),
            Option("span", ("days", "months")),
            Option("unit", ("segments", "informants")),
        ),
    ),
    Kind(
        "codebook-sunburst",
        codebook_sunburst.draw,
        (Option("unit", ("informants", "segments")), Option("shape", ("rings", "boxes"))),
    ),
    Kind(
        "cooccurrence-matrix",
        cooccurrence_matrix.draw,
        (
            _LEVEL,
            Option("value", ("count", "coefficient", "portion")),
            Option("order", ("codebook", "frequency", "clustered")),
        ),
    ),
    Kind("cooccurrence-network", cooccurrence_network.draw, (_LEVEL, Option("least", ("1", "2", "3", "5", "10")))),
    Kind(
        "cooccurrence-sankey",
        cooccurrence_sankey.draw,
        (_LEVEL, Option("left", ("first",), groups=True), Option("right", ("second",), groups=True)),
    ),
    Kind("case-profiles", case_profiles.draw, (Option("unit", ("segments", "rate")),)),
    Kind("case-similarity", case_similarity.draw, (Option("shape", ("matrix", "map")),)),
    Kind(
        "word-frequencies",
        word_frequencies.draw,
        (
            Option("unit", ("informants", "segments", "times")),
            Option("voices", ("everybody", "informants")),
            Option("without", (), free=True),
        ),
    ),
    Kind(
        "keyword-in-context",
        concordance.draw,
        (
            Option("word", (), free=True),
            Option("order", ("text", "left", "right")),
            Option("voices", ("everybody", "informants")),
        ),
        own="rows",
        wide=True,
    ),
    Kind(
        "word-tree",
        word_tree.draw,
        (
            Option("word", (), free=True),
            Option("side", ("after", "before")),
            Option("voices", ("everybody", "informants")),
        ),
        own="rows",
    ),
)
BY_HAND = frozenset(one.key for one in TEMPLATES)
"""The tables of words: read as tables on the screen, and their entries can be written by hand where they are kept."""

KINDS: Mapping[str, Kind] = {one.key: one for one in _LIST}
