"""Displays of a million codings, 500 informants and 60 codes: how long each takes to be drawn, and what it weighs.

Run as `python -m tests.bench.displays [--postgres] [--sizes 1000000] [--by whole coder]`; in parts side by side, or
whole. Seconds of the clock, and in brackets of the processor (other work makes them differ),
cold (nothing kept from before) and after one coding; kilobytes of the figure as it goes to the browser.
"""

import argparse
import time
from collections.abc import Callable
from uuid import UUID

from coding import workbench
from coding.display import KINDS
from coding.model import Query
from coding.workbench import NewCoding, displays
from coding.workbench.side_by_side import draw_side_by_side
from tests.bench.query import Big, build, stand, target


def seconds(big: Big, kind: str, by: str) -> tuple[str, int]:
    """To draw it, whole or in parts, by the clock and of the processor; and its bytes."""
    began, worked = time.perf_counter(), time.process_time()
    if by != "whole":
        parts = draw_side_by_side(big.me, big.project, kind, Query(), by).pictures
        weight = sum(len(one.figure.to_json()) for one in parts)
    else:
        weight = len(displays.draw_display(big.me, big.project, kind, Query()).figure.to_json())
    return f"{time.perf_counter() - began:.2f} ({time.process_time() - worked:.2f})", weight


def main() -> None:
    """Print a line a kind."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000_000])
    parser.add_argument("--by", nargs="*", default=["whole"], help="whole, coder, informant-type, source-type, time …")
    asked, _ = parser.parse_known_args()
    with target(asked.postgres) as where:
        for size in asked.sizes:
            big = build(where, size)
            first = next(iter(workbench.source_names(big.me, big.project).values()))
            code = workbench.find_code(big.me, big.project, "K12").id
            forget = stand()
            for by in asked.by:
                table(big, size, code, first, by, forget)


def table(big: Big, size: int, code: UUID, source: UUID, by: str, forget: Callable[[], None]) -> None:
    """A line a kind."""
    print(f"{size:,} codings, {by:10}         cold   after a change     KB", flush=True)
    for at, kind in enumerate(KINDS):
        forget()
        cold, weight = seconds(big, kind, by)
        workbench.code(big.me, big.project, source, [NewCoding(code, 0, 10 + at)])
        again, _weight = seconds(big, kind, by)
        workbench.undo(big.me, big.project)
        print(f"{kind:28}{cold:>13}{again:>17}{weight / 1000:7.0f}", flush=True)


if __name__ == "__main__":
    main()
