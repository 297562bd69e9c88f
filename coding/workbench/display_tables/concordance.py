"""A word with what stands before and behind it, wherever it is said in what a query finds."""

from coding.reduction.concordance import concordance
from coding.reduction.sheet import Sheet
from coding.workbench.display_tables import spoken
from coding.workbench.display_tables.asked import Asked


def count(asked: Asked) -> Sheet:
    """The table of the word that was written, else of the one said most."""
    phrase, told = spoken.word(asked)
    found = spoken.read(asked, phrase=phrase) if phrase else spoken.NOTHING
    return concordance(
        found.passages,
        found.names,
        phrase,
        order=asked.options["order"],
        beside=found.beside,
        language=asked.language,
        notices=[*told, *found.notices],
    )
