"""Words looked for in 10,000,000 words of 200,000 passages: first page, hundredth page, word family, hits coded.

Run as `python -m tests.bench.search [--postgres] [--words 10000000]`. Words are drawn as people use them
(the n-th most frequent about 1/n times as often as the first). Median and 95th percentile in milliseconds, of the clock
and of this process; the database's own work on PostgreSQL is in the clock only.
"""

import argparse
import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from coding import workbench
from coding.model import Code, Codebook
from coding.store import search_index
from coding.store.tables import source, source_text, speaker, turn
from coding.workbench import Actor
from coding.workbench.finding import Search, code_hits, search, word_family
from tests.bench.query import target

PER_SOURCE, PER_PASSAGE, VOCABULARY = 100, 50, 37_000
EVERYWHERE, ROOT = "kami", "koordinasi"
FORMS = ("koordinasi", "berkoordinasi", "dikoordinasikan", "mengoordinasikan", "koordinasinya", "pengoordinasian")
RARE = "langkanian"
SYLLABLES = (
    "ba bi bu da di du ga gi gu ka ki ku la li lu ma mi mu na ni nu pa pi pu ra ri ru sa si su ta ti tu wa ya".split()
)


@dataclass(frozen=True, slots=True)
class Big:
    """A project to search."""

    me: Actor
    project: UUID
    code: UUID
    middle: str
    pair: str


def vocabulary(dice: random.Random) -> list[str]:
    """Made words, the most frequent first; forms of one root among the middle ones."""
    made: dict[str, None] = {}
    while len(made) < VOCABULARY:
        made["".join(dice.choices(SYLLABLES, k=dice.choice((2, 2, 3, 3, 4, 5))))] = None
    words = list(made)
    for place, form in enumerate(FORMS):
        words[200 * (place + 1)] = form
    return words


def said(dice: random.Random, words: list[str], weights: list[float]) -> Iterator[list[str]]:
    """Passages without end."""
    while True:
        drawn = dice.choices(words, cum_weights=weights, k=PER_PASSAGE * PER_SOURCE)
        for start in range(0, len(drawn), PER_PASSAGE):
            passage = drawn[start : start + PER_PASSAGE]
            passage[dice.randrange(PER_PASSAGE)] = EVERYWHERE
            yield passage


def build(where: str, size: int) -> Big:
    """A project of so many words: two people take turns of fifty words, two sentences each."""
    dice = random.Random(size)
    me = workbench.open_desk(where).me()
    codes = (Code(uuid4(), "K1", {"id": "Kode 1"}),)
    project = workbench.create_project(me, f"Bench {uuid4().hex[:4]}", Codebook(codes)).id
    words = vocabulary(dice)
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    passages = said(dice, words, weights)
    sources = size // (PER_SOURCE * PER_PASSAGE)
    for number in range(sources):
        some = [next(passages) for _ in range(PER_SOURCE)]
        if number % max(1, sources // 40) == 0:
            some[dice.randrange(PER_SOURCE)][7] = RARE
        with me.store.engine.begin() as conn:
            _fill(conn, project, me.id, number, some)
    if me.store.engine.dialect.name == "postgresql":
        # What autovacuum does by and by.
        with me.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            conn.exec_driver_sql("VACUUM ANALYZE")
    return Big(me, project, workbench.find_code(me, project, "K1").id, words[1000], f"{words[0]} {words[1]}")


def _fill(conn: sa.Connection, project: UUID, by: UUID, number: int, some: list[list[str]]) -> None:
    here, voices = uuid4(), (uuid4(), uuid4())
    mine: dict[str, Any] = {"project_id": project, "source_id": here, "version": 1, "changed_by": by}
    lines: list[str] = []
    turns, sentences, starts, at = [], [], [], 0
    for place, words in enumerate(some):
        label = "P: " if place % 4 == 0 else "IK: "
        first, second = " ".join(words[: PER_PASSAGE // 2]) + ".", " ".join(words[PER_PASSAGE // 2 :]) + "."
        start = at + len(label)
        cut, end = start + len(first), start + len(first) + 1 + len(second)
        turns.append((start, end, voices[label != "P: "]))
        sentences += [[start, cut], [cut + 1, end]]
        starts.append(at)
        lines.append(f"{label}{first} {second}\n")
        at = end + 1
    text = "".join(lines)
    facts = {"kind": "interview", "language": "id", "format": "txt", "reader": 1, "text_version": 1, "header": {}}
    counts = {"characters": len(text), "words": PER_SOURCE * PER_PASSAGE, "line_count": len(some)}
    row = {"id": here, "project_id": project, "name": f"W{number:05}", "imported_at": datetime(2026, 1, 1, tzinfo=UTC)}
    kept = {"version": 1, "changed_by": by, "turn_count": len(some)}
    conn.execute(sa.insert(source).values(**row, **facts, **counts, **kept))
    paragraphs = [(start, end) for start, end, _voice in turns]
    conn.execute(
        sa.insert(source_text).values(
            project_id=project,
            source_id=here,
            version=1,
            numbering={"lines": starts, "pages": []},
            text=text,
            layout={"sentences": sentences, "paragraphs": paragraphs, "marks": [], "moments": []},
        )
    )
    for voice, label, role in zip(voices, ("P", "IK"), ("interviewer", "informant"), strict=True):
        conn.execute(sa.insert(speaker).values(id=voice, label=label, role=role, **mine))
    rows = [{"id": uuid4(), "text_version": 1, "start": a, "end": b, "speaker_id": v, **mine} for a, b, v in turns]
    conn.execute(sa.insert(turn), rows)
    search_index.put(conn, project, here, 1, text, paragraphs)


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds: median and 95th percentile of the clock, median of this process."""

    median: float
    most: float
    process: float


def spent(do: Callable[[], object], times: int = 20) -> Spent:
    """The first time is not counted: it reads the statement."""
    do()
    clock, process = [], []
    for _ in range(times):
        began, busy = time.perf_counter(), time.process_time()
        do()
        clock.append((time.perf_counter() - began) * 1000)
        process.append((time.process_time() - busy) * 1000)
    return Spent(statistics.median(clock), sorted(clock)[int(times * 0.95) - 1], statistics.median(process))


def measure(big: Big) -> None:
    """Everything, a line each."""
    me, project = big.me, big.project
    asked = {
        "a word in every passage": Search(EVERYWHERE),
        "… said by informants": Search(EVERYWHERE, roles=("informant",)),
        "a word of the middle": Search(big.middle),
        "a word of 40 passages": Search(RARE),
        "a word nobody says": Search("xyzzy"),
        "a phrase of two frequent words": Search(f'"{big.pair}"'),
        "a phrase with the word everywhere": Search(f'"{EVERYWHERE} {big.middle}"'),
        "two words in one passage": Search(f"{EVERYWHERE} {big.middle}"),
        "the beginning of a word": Search("koord*"),
        "a part of a word": Search("*ordina*"),
        "six forms of a word": Search(" | ".join(FORMS)),
    }
    for name, one in asked.items():
        took = spent(lambda one=one: search(me, project, one))
        found = search(me, project, one)
        _print(name, took, f"{found.total:,}{'' if found.exact else ' passages'}")
    _print("the hundredth page", spent(lambda: search(me, project, Search(EVERYWHERE), 50, 5_000), 5))
    _print("a word family", spent(lambda: word_family(me, project, ROOT), 5), f"{len(word_family(me, project, ROOT))}")
    found = search(me, project, Search(big.middle), 5_000)
    hits = [*found.hits, *search(me, project, Search(EVERYWHERE), 5_000).hits][:2_000]
    began = time.perf_counter()
    made = code_hits(me, project, big.code, hits)
    coded = time.perf_counter()
    workbench.undo(me, project)
    print(f"{'2,000 hits coded as sentences':36}{(coded - began) * 1000:10.1f}  {made.made:,} codings")
    print(f"{'… undone':36}{(time.perf_counter() - coded) * 1000:10.1f}")


def _print(name: str, took: Spent, told: str = "") -> None:
    print(f"{name:36}{took.median:10.1f}{took.most:10.1f}{took.process:10.1f}  {told}", flush=True)


def main() -> None:
    """Build, then print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--words", type=int, default=10_000_000)
    asked, _ = parser.parse_known_args()
    with target(asked.postgres) as where:
        began = time.perf_counter()
        big = build(where, asked.words)
        print(f"built {asked.words:,} words in {time.perf_counter() - began:.0f} s", flush=True)
        if "://" not in where:
            print(f"{Path(where).stat().st_size / 1e6:.0f} MB", flush=True)
        # As the app does once it stands.
        gc.freeze()
        print(f"{'':36}{'median':>10}{'p95':>10}{'process':>10}  found")
        measure(big)


if __name__ == "__main__":
    main()
