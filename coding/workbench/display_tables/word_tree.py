"""What is said behind or before a word in what a query finds."""

from coding.reduction.sheet import Sheet
from coding.reduction.word_tree import word_tree
from coding.workbench.display_tables import spoken
from coding.workbench.display_tables.asked import Asked


def count(asked: Asked) -> Sheet:
    """The table of the word that was written, else of one that many excerpts have."""
    phrase, found = spoken.search(asked)
    return word_tree(
        found.passages,
        phrase,
        side=asked.options["side"],
        beside=found.beside,
        language=asked.language,
        notices=found.notices,
    )
