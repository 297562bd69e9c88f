"""Small tables to draw, and what the marks of a figure open."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from coding.reduction.sheet import Head, Sheet


def sheet_of(cells: Sequence[Sequence[int]], rows: Sequence[str] = (), columns: Sequence[str] = ()) -> Sheet:
    down = [Head(name, f"={name}", f"Kode {name}") for name in rows or [f"K{n}" for n in range(len(cells))]]
    across = [Head(name, f"case:{name}") for name in columns or [f"I{n}" for n in range(len(cells[0]))]]
    return Sheet("Kode", "banyaknya kutipan", down, across, cells)


@pytest.fixture(scope="session")
def make_sheet() -> Callable[..., Any]:
    """Makes a table of codes by informants."""
    return sheet_of
