"""A word with what stands before and behind it, wherever it is said in what a query finds."""

from coding.reduction.concordance import concordance
from coding.reduction.sheet import Sheet
from coding.workbench.display_tables import spoken
from coding.workbench.display_tables.asked import Asked


def count(asked: Asked) -> Sheet:
    """The table of the word that was written, else of one that many excerpts have."""
    phrase, found = spoken.search(asked)
    return concordance(
        found.passages,
        found.names,
        phrase,
        order=asked.options["order"],
        beside=found.beside,
        language=asked.language,
        notices=found.notices,
    )
