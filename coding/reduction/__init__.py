"""Codings in, tables and references out. Nothing here draws, stores or asks. A new table is a new file."""

from coding.reduction.ledger import (
    HEADINGS,
    REASONS_SETTING,
    TITLES,
    Compression,
    compress,
    compress_by,
    draw,
    reasons,
    reduced_table,
)
from coding.reduction.matrix import UNITS, Matrix, by_label, matrix
from coding.reduction.query import parse, written
from coding.reduction.quotation import (
    DEFAULTS,
    PLACES,
    SETTING,
    check_template,
    number_interviews,
    quotation,
    reference,
    templates,
)

__all__ = [
    "DEFAULTS",
    "HEADINGS",
    "PLACES",
    "REASONS_SETTING",
    "SETTING",
    "TITLES",
    "UNITS",
    "Compression",
    "Matrix",
    "by_label",
    "check_template",
    "compress",
    "compress_by",
    "draw",
    "matrix",
    "number_interviews",
    "parse",
    "quotation",
    "reasons",
    "reduced_table",
    "reference",
    "templates",
    "written",
]
