"""How much stands under each code of the codebook."""

from coding.reduction.codebook_tree import codebook_tree
from coding.reduction.sheet import Sheet
from coding.workbench.display_tables.asked import Asked


def count(asked: Asked) -> Sheet:
    """The table of every code of the tree."""
    groups = asked.grouped("code", "case")
    counts = [(one.row, one.column, one.excerpts) for one in groups if one.row is not None]
    return codebook_tree(asked.book, counts, unit=asked.options["unit"], language=asked.language)
