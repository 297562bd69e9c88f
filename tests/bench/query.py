"""Queries and matrices over a million codings: first page, matrix of 500 cases × 60 codes, a cell; at a tenth as well.

Run as `python -m tests.bench.query [--postgres] [--sizes 100000 1000000]`. Medians in milliseconds of the clock, and
how many excerpts stand on each page: what is rare fills a page only in a large study, so there the two sizes answer
different questions, and pages of the same length are those to be compared.
"""

import argparse
import gc
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from coding import workbench
from coding.model import Case, Code, Codebook, Query
from coding.store import census
from coding.store.tables import coding, link, source, source_text, speaker, turn
from coding.workbench import Actor, NewCoding
from coding.workbench.kept import Kept
from tests.conftest import server

PER_SOURCE, CASES, GROUPS, CODES = 200, 500, 6, 60
CHARACTERS, TURNS = 8_000, 80
SAID = "kami rapat bersama dinas lain soal data dan dana, belum pernah ada jadwal tetap sampai sekarang. "
QUERIES = {
    "one code": "K12",
    "code and attribute": "K12 AND case.jenis:kunci AND NOT status:absent",
    "group and coder": "G3 AND coder:Rina",
    "inside": "K12 INSIDE K13",
    "inside a group": "K12 INSIDE G1",
    "near": "K12 NEAR(2) K13",
    "words": "K12 AND words:jadwal",
}


@dataclass(frozen=True, slots=True)
class Big:
    """A project to ask."""

    me: Actor
    project: UUID

    def page(self, text: str, whole: Any = "excerpt") -> int:
        where = workbench.read_query(self.me, self.project, text)
        return len(workbench.find_excerpts(self.me, self.project, Query(where=where, whole=whole)))


def build(target: str, size: int) -> Big:
    """So many codings, 200 a source, by three coders in turn."""
    dice = random.Random(size)
    me = workbench.open_desk(target).me()
    groups = [Code(uuid4(), f"G{n}", {"id": f"Kelompok {n}"}, codable=False, order=n) for n in range(GROUPS)]
    codes = [Code(uuid4(), f"K{n}", {"id": f"Kode {n}"}, parent=groups[n % GROUPS].id, order=n) for n in range(CODES)]
    project = workbench.create_project(me, f"Bench {size} {uuid4().hex[:4]}", Codebook((*groups, *codes))).id
    codes = list(workbench.codebook(me, project).codable())
    kinds = ("kunci", "utama", "pendukung")
    cases = [
        Case(
            uuid4(),
            f"I-{n:03}",
            attributes={
                "jenis": kinds[n % 3],
                "usia": str(20 + n % 50),
                "tanggal": f"2026-{1 + n % 12:02}-{1 + n % 28:02}",
            },
        )
        for n in range(CASES)
    ]
    workbench.put_cases(me, project, cases)
    coders = [me.id, *(workbench.add_coder(me, project, name, "researcher").id for name in ("Rina", "Budi"))]
    text = (SAID * 90)[:CHARACTERS]
    kept = {"version": 1, "changed_by": me.id}
    at = datetime(2026, 1, 1, tzinfo=UTC)
    with me.store.engine.begin() as conn:
        for number in range(size // PER_SOURCE):
            _fill(conn, project, number, text, cases[number % CASES].id, codes, coders, kept, at, dice)
        census.rebuild(conn, project)
    if me.store.engine.dialect.name == "postgresql":
        # What autovacuum does by and by.
        with me.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            conn.exec_driver_sql("VACUUM ANALYZE")
    return Big(me, project)


def _fill(
    conn: sa.Connection,
    project: UUID,
    number: int,
    text: str,
    case: UUID,
    codes: list[Code],
    coders: list[UUID],
    kept: dict[str, Any],
    at: datetime,
    dice: random.Random,
) -> None:
    here, voice = uuid4(), uuid4()
    mine = {"project_id": project, "source_id": here, **kept}
    facts = {"kind": "interview", "language": "id", "format": "txt", "reader": 1, "text_version": 1, "header": {}}
    counts = {"characters": len(text), "words": 1_400, "line_count": TURNS, "turn_count": TURNS}
    row = {
        "id": here,
        "project_id": project,
        "name": f"W{number:05}",
        "imported_at": at,
        "case_id": case,
        **facts,
        **counts,
    }
    conn.execute(sa.insert(source).values(**row, **kept))
    numbering = {"lines": [n * CHARACTERS // TURNS for n in range(TURNS)], "pages": []}
    layout: dict[str, Any] = {}
    conn.execute(
        sa.insert(source_text).values(
            project_id=project, source_id=here, version=1, numbering=numbering, text=text, layout=layout
        )
    )
    conn.execute(sa.insert(speaker).values(id=voice, label="IK", role="informant", case_id=case, **mine))
    width = CHARACTERS // TURNS
    conn.execute(
        sa.insert(turn),
        [
            {
                "id": uuid4(),
                "text_version": 1,
                "start": n * width,
                "end": n * width + width - 1,
                "speaker_id": voice,
                **mine,
            }
            for n in range(TURNS)
        ],
    )
    rows = []
    for place in range(PER_SOURCE):
        start = dice.randrange(CHARACTERS - 200)
        end = start + dice.randrange(20, 160)
        rows.append(
            {
                "id": uuid4(),
                "text_version": 1,
                "start": start,
                "end": end,
                "quote": text[start:end],
                "code_id": dice.choice(codes).id,
                "coder_id": dice.choice(coders),
                "origin": "hand",
                "status": dice.choice((None, None, "exists", "absent")),
                "limited": False,
                "evidence": "event" if place == 0 and number % 2 else None,
                "memo": "",
                "speaker_id": voice,
                "line_start": start // width + 1,
                "line_end": end // width + 1,
                "page": "",
                "made_at": at + timedelta(seconds=dice.randrange(10**6)),
                **mine,
            }
        )
    conn.execute(sa.insert(coding), rows)
    kinds = ("explains", "supports", "contradicts")
    tie = {"this_id": rows[0]["id"], "kind": kinds[number % 3], "that_id": rows[1]["id"], "comment": ""}
    made = {"project_id": project, "coder_id": coders[0], "made_at": at}
    conn.execute(sa.insert(link).values(id=uuid4(), **tie, **made, **kept))


def stand() -> Callable[[], None]:
    """As the app does once it stands; gives what lets it forget, as after a start, whatever it kept."""
    kept = [one for one in gc.get_objects() if isinstance(one, Kept)]
    gc.freeze()

    def forget() -> None:
        for one in (*kept, *(one for one in gc.get_objects() if isinstance(one, Kept))):
            one.clear()

    return forget


def median(do: Callable[[], object], times: int = 5) -> float:
    """Of the clock, in milliseconds."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        do()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def measure(big: Big) -> dict[str, float]:
    """Everything once."""
    me, project = big.me, big.project
    found = {}
    for name, text in QUERIES.items():
        found[f"page: {name}"] = median(lambda text=text: big.page(text))
        found[f"  excerpts on it: {name}"] = big.page(text)
    for whole in ("turn", "source", "case"):
        found[f"page: two codes of a {whole}"] = median(lambda whole=whole: big.page("K12 AND K13", whole))
    plain = Query(codes=(workbench.find_code(me, project, "K12").id,))
    found["page: filter as before"] = median(lambda: workbench.find_excerpts(me, project, plain))

    def matrix(unit: Any) -> float:
        began = time.perf_counter()
        workbench.count_matrix(me, project, Query(), unit=unit)
        return (time.perf_counter() - began) * 1000

    for unit in ("informants", "segments", "words"):
        found[f"matrix, cold: {unit}"] = matrix(unit)
        found[f"matrix, warm: {unit}"] = median(
            lambda unit=unit: workbench.count_matrix(me, project, Query(), unit=unit)
        )
    first = next(iter(workbench.source_names(me, project).values()))
    for unit in ("informants", "words"):
        workbench.code(me, project, first, [NewCoding(plain.codes[0], 0, len(unit))])
        found[f"matrix after one coding: {unit}"] = matrix(unit)
    found["opening a cell"] = median(lambda: big.page('K12 AND case:"I-007"'))
    return found


@contextmanager
def target(postgres: bool) -> Iterator[str]:
    """A new database."""
    if postgres:
        with server() as one:
            one.say("CREATE DATABASE bench")
            yield one.url("bench")
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield str(Path(folder) / "bench.db")


def main() -> None:
    """Print medians for both sizes and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--sizes", type=int, nargs="*", default=[100_000, 1_000_000])
    asked, _ = parser.parse_known_args()
    found = {}
    with target(asked.postgres) as where:
        for size in asked.sizes:
            began = time.perf_counter()
            big = build(where, size)
            print(f"built {size:,} in {time.perf_counter() - began:.0f} s", flush=True)
            found[size] = measure(big)
    for name in found[asked.sizes[0]]:
        told = "".join(f"{found[size][name]:12.1f}" for size in asked.sizes)
        print(f"{name:32}{told}{found[asked.sizes[-1]][name] / max(found[asked.sizes[0]][name], 0.01):9.1f} ×")


if __name__ == "__main__":
    main()
