"""What is said behind or before a word in what a query finds."""

from coding.reduction.sheet import Sheet
from coding.reduction.word_tree import word_tree
from coding.workbench.display_tables import spoken
from coding.workbench.display_tables.asked import Asked


def count(asked: Asked) -> Sheet:
    """The table of the word that was written, else of the one said most."""
    phrase, told = spoken.word(asked)
    found = spoken.read(asked, phrase=phrase) if phrase else spoken.NOTHING
    return word_tree(
        found.passages,
        phrase,
        side=asked.options["side"],
        beside=found.beside,
        language=asked.language,
        notices=[*told, *found.notices],
    )
