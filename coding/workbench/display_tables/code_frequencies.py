"""How often each code is met."""

from collections import Counter
from collections.abc import Collection, Mapping

from coding import reduction
from coding.reduction.code_frequencies import code_frequencies
from coding.reduction.sheet import Sheet
from coding.store import framework, projects, tallies
from coding.workbench.display_tables.asked import Asked


def count(asked: Asked) -> Sheet:
    """The table; of how many is those who were asked or spoke of it, all there are where nobody knows who was asked."""
    unit, codes = asked.options["unit"], asked.codes()
    groups = asked.grouped("case", "code", words=unit == "words")
    said = {(one.row, one.column): 1 for one in groups if one.row is not None and one.column is not None}
    return code_frequencies(
        codes,
        groups,
        _of_how_many(asked, codes, said),
        unit=unit,
        order=asked.options["order"],
        language=asked.language,
    )


def _of_how_many(asked: Asked, codes: Collection[str], said: Mapping[tuple[str, str], int]) -> Mapping[str, int]:
    everybody, project = asked.cases(), projects.get(asked.tx)
    interviewed = {key for keys in tallies.informants(asked.tx).values() for key in keys}
    known = reduction.asked_of(
        [one for one in everybody if one.key in interviewed],
        {code: {code} for code in codes},
        reduction.questions(project.settings) if project else (),
        {(str(case), str(code)): yes for (case, code), yes in framework.asked(asked.tx).items()},
        said,
    )
    return Counter(code for _case, code in known) if known else dict.fromkeys(codes, len(everybody))
