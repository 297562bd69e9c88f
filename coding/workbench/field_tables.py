"""What fields of the report show that is more than a line: tables, and the sentence about saturation."""

from functools import lru_cache

from babel.numbers import format_decimal

from coding import report
from coding.errors import TableEmpty
from coding.model import Display, Language, Query
from coding.reduction.saturation import new_rates, reached
from coding.report.field_words import WORDS
from coding.store import Read, tallies
from coding.workbench.displays import drawn, table_of
from coding.workbench.exports import reduced_part
from coding.workbench.kept_displays import SIDE, query_of
from coding.workbench.report_appendix import parts_beside
from coding.workbench.thesis import ThesisTable, part_of

REDUCTION = "reduction"
NAMED: tuple[ThesisTable, ...] = ("informants", "grid", "verdicts", "propositions", "triangulation", "techniques")
BESIDE: tuple[str, ...] = ("codebook", "member-check", "decided")
TABLES: tuple[str, ...] = (*NAMED, REDUCTION, *BESIDE)
"""The tables that a field may name; beside them stand the displays that are kept."""


def word(language: Language, name: str, **facts: object) -> str:
    """One of the sentences that fields show."""
    return WORDS[language][name].format(**facts)


@lru_cache(maxsize=4096)
def number(value: int, language: Language) -> str:
    """A number as the language writes it."""
    return str(format_decimal(value, locale=language))


def part_named(tx: Read, name: str, language: Language) -> report.Part:
    """One of TABLES (TableEmpty where it has no row yet)."""
    if name == REDUCTION:
        return reduced_part(tx, language=language)
    if name in BESIDE:
        found = parts_beside(tx, language=language).get(name)
        if found is None:
            raise TableEmpty(name=name)
        return found
    return part_of(tx, name, language=language)  # type: ignore[arg-type]


def part_of_display(tx: Read, kept: Display, language: Language) -> report.Part:
    """What a display that is kept was drawn from."""
    options = {name: value for name, value in kept.options.items() if name != SIDE}
    table = table_of(drawn(tx, kept.kind, query_of(tx, kept), options=options, language=language).sheet)
    columns = [report.Column(each.heading, each.width) for each in table.columns]
    rows = [["" if cell is None else cell for cell in row] for row in table.rows]
    return report.Part(kept.name, columns, rows)


def saturation(tx: Read, language: Language) -> str:
    """The rate of new codes, as the display of saturation has it without anything chosen."""
    picture = drawn(tx, "saturation", Query(), language=language)
    new = [int(row[0] or 0) for row in picture.sheet.cells]
    base, run, threshold = (int(picture.options[name]) for name in ("base", "run", "threshold"))
    facts = {"n": number(len(new), language), "base": base, "run": run, "threshold": threshold}
    rates = new_rates(new, base, run)
    if not rates:
        return word(language, "few", needed=base + run, **facts)
    at = reached(rates, run, threshold)
    told = word(language, "open", **facts) if at is None else word(language, "saturated", at=at, **facts)
    often: dict[str, int] = {}
    for group in tallies.grouped(tx, Query(kinds=("interview",)), "source", "code"):
        if group.column is not None:
            often[group.column] = often.get(group.column, 0) + 1
    once = sum(many == 1 for many in often.values())
    all_ = {"once": number(once, language), "all": number(len(often), language)}
    return f"{told} {word(language, 'once', **all_)}"
