"""Displays of a million codings, 500 informants and 60 codes: how long each takes to be drawn, and what it weighs.

Run as `python -m tests.bench.displays [--postgres] [--sizes 1000000]`. Seconds of the clock, cold (nothing kept from
before) and after one coding; kilobytes of the figure as it goes to the browser.
"""

import argparse
import gc
import time

from coding import workbench
from coding.display import KINDS
from coding.model import Query
from coding.workbench import NewCoding, displays
from coding.workbench.kept import Kept
from tests.bench.query import Big, build, target


def seconds(big: Big, kind: str) -> tuple[float, int]:
    """To draw it, and its bytes."""
    began = time.perf_counter()
    made = displays.draw_display(big.me, big.project, kind, Query())
    weight = len(made.figure.to_json())
    return time.perf_counter() - began, weight


def forget() -> None:
    """As after a start: nothing is kept from before."""
    for one in gc.get_objects():
        if isinstance(one, Kept):
            one.clear()


def main() -> None:
    """Print a line a kind."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000_000])
    asked, _ = parser.parse_known_args()
    with target(asked.postgres) as where:
        for size in asked.sizes:
            big = build(where, size)
            first = next(iter(workbench.source_names(big.me, big.project).values()))
            code = workbench.find_code(big.me, big.project, "K12").id
            print(f"{size:,} codings{'':14}    cold   after a change     KB", flush=True)
            for at, kind in enumerate(KINDS):
                forget()
                cold, weight = seconds(big, kind)
                workbench.code(big.me, big.project, first, [NewCoding(code, 0, 10 + at)])
                again, _weight = seconds(big, kind)
                print(f"{kind:28}{cold:8.2f}{again:17.2f}{weight / 1000:7.0f}", flush=True)


if __name__ == "__main__":
    main()
