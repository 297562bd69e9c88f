"""All coefficients with their intervals: 10,000 segments × 3 coders × 30 codes in 60 interviews, and free quotations.

Run as `python -m tests.bench.agreement`. Bar for the segments: under a second. Clock and processor time, in ms.
"""

import time
from collections.abc import Callable

import numpy as np

from coding.agreement import Stretch, blocks, measure

UNITS, CODERS, CODES, SOURCES, GROUP = 10_000, 3, 30, 60, 6
GROUPS = [range(begin, begin + GROUP) for begin in range(0, CODES, GROUP)]
BAR = 1000


def rated(seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Segments of which a third have no code, most of the rest one or two; coders omit, swap and add some."""
    chance = np.random.default_rng(seed)
    many = chance.choice(4, UNITS, p=[0.35, 0.35, 0.22, 0.08])
    weights = 1 / np.arange(2, CODES + 2)
    order = np.argsort(chance.exponential(size=(UNITS, CODES)) / weights, axis=1)
    truth = np.zeros((UNITS, CODES), bool)
    for at in range(3):
        truth[np.arange(UNITS), order[:, at]] |= many > at
    found = np.zeros((CODERS, UNITS, CODES), np.int8)
    for coder in range(CODERS):
        given = truth & (chance.random(truth.shape) > 0.15)
        given |= chance.random(truth.shape) < 0.003
        found[coder] = given
    found[chance.random((CODERS, UNITS)) < 0.1] = -1
    return found, np.sort(chance.integers(0, SOURCES, UNITS))


def quoted(seed: int = 2, each: int = 84) -> tuple[list[Stretch], list[int]]:
    """Quotations of three coders over texts of 40,000 characters, with edges that differ a little."""
    chance = np.random.default_rng(seed)
    found = []
    for source in range(SOURCES):
        for begin in range(0, 40_000 - 900, 900 * 42 // each):
            code, start = int(chance.integers(CODES)), begin + int(chance.integers(200))
            for coder in range(CODERS):
                if chance.random() < 0.85:
                    shift = int(chance.integers(-30, 31))
                    found.append(Stretch(source, coder, code, max(0, start + shift), start + 220 + shift))
    return found, [40_000] * SOURCES


def timed(name: str, act: Callable[[], object], times: int = 3) -> float:
    """The best of some runs, printed."""
    clocks, works = [], []
    for _ in range(times):
        clock, work = time.perf_counter(), time.process_time()
        act()
        clocks.append((time.perf_counter() - clock) * 1000)
        works.append((time.process_time() - work) * 1000)
    print(f"{name:60} {min(clocks):7.0f} {min(works):7.0f}", flush=True)
    return min(clocks)


def main() -> None:
    """Print the figures, and whether the bar holds."""
    ratings, sources = rated()
    kinds = len(np.unique(np.packbits(ratings == 1, axis=-1).reshape(-1, 4), axis=0))
    print(f"{'':60}   clock    work")
    took = timed(
        f"{UNITS:,} segments × {CODERS} coders × {CODES} codes, {kinds:,} different sets",
        lambda: measure(ratings, sources, GROUPS),
    )
    print(f"{'':60} bar {BAR}: {'held' if took < BAR else 'MISSED'}")
    stretches, lengths = quoted()
    looked = np.ones((CODERS, SOURCES), bool)

    def free() -> None:
        cut = blocks(stretches, lengths, looked, CODES)
        measure(cut.ratings, cut.sources, GROUPS, cut=cut)

    timed(f"{len(stretches):,} quotations in {SOURCES} texts, as free stretches", free)


if __name__ == "__main__":
    main()
