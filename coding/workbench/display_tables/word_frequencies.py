"""The words said most in what a query finds."""

from coding.reduction.sheet import Sheet
from coding.reduction.word_counts import listed, word_counts
from coding.workbench.display_tables import spoken
from coding.workbench.display_tables.asked import Asked


def count(asked: Asked) -> Sheet:
    """The table, without stop words and what somebody left out besides."""
    found = spoken.read(asked)
    return word_counts(
        found.passages,
        unit=asked.options["unit"],
        without=listed(asked.options["without"]),
        among=asked.among,
        beside=found.beside,
        language=asked.language,
        notices=[*found.notices, spoken.NEVER],
    )
