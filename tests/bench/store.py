"""How long the store takes: one coding, opening a source, the list, a page of excerpts; at three sizes of a project.

Run as `python -m tests.bench.store`. Prints medians in milliseconds of CPU (this process) and of the clock.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

from coding import workbench
from coding.model import Code, Codebook, Coding, Mark, Query, Source, Speaker, Turn
from coding.store import codings
from coding.workbench import Actor, NewCoding
from coding.workbench.desk import now

CHARACTERS, TURNS, CODES = 200_000, 1_500, 15
SIZES = (300, 3_000, 100_000)
PER_SOURCE = 3_000


def long_source(name: str) -> Source:
    """A transcript of 200,000 characters in 1,500 turns of two people."""
    width = CHARACTERS // TURNS
    words = "kalau menurut saya rapat bersama itu belum pernah ada sampai sekarang ya Pak. "
    parts, turns, marks, lines = [], [], [], []
    for number in range(TURNS):
        label = "P" if number % 2 else "IK-01"
        offset = number * width
        said = (words * 3)[: width - len(label) - 3]
        parts.append(f"{label}: {said}\n")
        marks.append(Mark(offset, offset + len(label) + 2, "label"))
        turns.append(Turn(offset + len(label) + 2, offset + width - 1, label))
        lines += [offset, offset + width // 2]
    voices = (Speaker("P", "interviewer"), Speaker("IK-01", "informant"))
    return Source(name, "".join(parts), turns=tuple(turns), speakers=voices, marks=tuple(marks), lines=tuple(lines))


def book() -> Codebook:
    """Fifteen codes with full texts."""
    long = {"id": "definisi " * 40, "en": "definition " * 40}
    texts = dict.fromkeys(("definition", "include", "exclude", "typical", "borderline", "note"), long)
    codes = [Code(uuid4(), f"K{n}", {"id": f"Kode {n}"}, order=n, texts=texts) for n in range(1, CODES + 1)]
    return Codebook(tuple(codes))


def fill(me: Actor, project: UUID, source: Source, codes: list[UUID], count: int) -> None:
    """Codings three deep over a source, as one batch."""
    many = [_one(me, source, codes, number, count) for number in range(count)]
    with me.store.write(project, me.id, "import_codings", now()) as tx:
        codings.add_many(tx, many)


def _one(me: Actor, source: Source, codes: list[UUID], number: int, count: int) -> Coding:
    assert source.id
    start = number * (CHARACTERS - 400) // count
    end = start + 3 * CHARACTERS // count + 10
    code, made = codes[number % len(codes)], now()
    return Coding(uuid4(), source.id, start, end, source.text[start:end], code, me.id, speaker=None, made_at=made)


def measure(do: Callable[[int], object], times: int) -> tuple[float, float]:
    """Medians of CPU and clock in milliseconds."""
    cpu, clock = [], []
    for number in range(times):
        began, tick = time.process_time(), time.perf_counter()
        do(number)
        cpu.append((time.process_time() - began) * 1000)
        clock.append((time.perf_counter() - tick) * 1000)
    return statistics.median(cpu), statistics.median(clock)


def at_size(target: str, size: int) -> dict[str, tuple[float, float]]:
    """All measurements in a new project with `size` codings, 3,000 of them (or all) in the source that is opened."""
    me = workbench.open_desk(target).me()
    project = workbench.create_project(me, f"{size} {uuid4().hex[:6]}", book()).id
    codes = [code.id for code in workbench.codebook(me, project).codes]
    sources = []
    for number in range(max(1, -(-size // PER_SOURCE))):
        sources.append(workbench.import_source(me, project, long_source(f"W{number:03}"), 30_000))
        fill(me, project, sources[-1], codes, min(size, PER_SOURCE))
    first = sources[0].id
    assert first
    return {
        "code": measure(lambda n: workbench.code(me, project, first, [NewCoding(codes[0], 40 + n, 90 + n)]), 40),
        "undo": measure(lambda n: workbench.undo(me, project, source=first), 20),
        "open_source": measure(lambda n: workbench.open_source(me, project, first), 9),
        "list_sources": measure(lambda n: workbench.list_sources(me, project), 9),
        "page of excerpts": measure(lambda n: workbench.find_excerpts(me, project, Query(codes=(codes[1],))), 9),
        "later page": measure(lambda n: workbench.find_excerpts(me, project, Query(), 50, size // 2), 5),
        "count": measure(lambda n: workbench.count_excerpts(me, project, Query()), 5),
        "code_counts": measure(lambda n: workbench.code_counts(me, project), 5),
        "all excerpts": measure(lambda n: workbench.find_excerpts(me, project, Query(), None), 1),
    }


def main() -> None:
    """Measure on a new SQLite file, or on the database named."""
    parser = argparse.ArgumentParser()
    parser.add_argument("target", nargs="?")
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        target = asked.target or str(Path(folder) / "bench.db")
        found = {size: at_size(target, size) for size in asked.sizes}
    if asked.json:
        json.dump(found, sys.stdout)
        return
    print(f"{'':18}" + "".join(f"{size:>20,}" for size in found) + "   (CPU / clock, ms)")
    for name in next(iter(found.values())):
        print(f"{name:18}" + "".join(f"{row[name][0]:10.1f} /{row[name][1]:8.1f}" for row in found.values()))


if __name__ == "__main__":
    main()
