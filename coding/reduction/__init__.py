"""Codings in, tables and references out. Nothing here draws, stores or asks. A new table is a new file."""

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
    "PLACES",
    "SETTING",
    "check_template",
    "number_interviews",
    "parse",
    "quotation",
    "reference",
    "templates",
    "written",
]
