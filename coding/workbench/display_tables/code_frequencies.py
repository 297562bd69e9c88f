"""How often each code is met."""

from coding.reduction.code_frequencies import code_frequencies
from coding.reduction.sheet import Sheet
from coding.store import tallies
from coding.workbench.display_tables.asked import Asked


def count(asked: Asked) -> Sheet:
    """The table; of how many is all informants there are to be shown."""
    unit, codes = asked.options["unit"], asked.codes()
    groups = tallies.grouped(asked.tx, asked.query, "case", "code", words=unit == "words")
    everybody = len(asked.cases())
    return code_frequencies(
        codes,
        groups,
        dict.fromkeys(codes, everybody),
        unit=unit,
        order=asked.options["order"],
        language=asked.language,
    )
