"""The status of each indicator by kind of informant."""

from coding.reduction.sheet import Sheet
from coding.reduction.status_bars import EVERYBODY, status_bars
from coding.workbench.display_tables.asked import Asked


def count(asked: Asked) -> Sheet:
    """The table, by an attribute of informants or of everybody."""
    by = asked.options["by"]
    everybody = by == EVERYBODY
    return status_bars(
        asked.codes(),
        None if everybody else asked.lines(by),
        {} if everybody else asked.labels(by),
        asked.stated(),
        asked.limited(),
        unit=asked.options["unit"],
        language=asked.language,
    )
