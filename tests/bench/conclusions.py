"""The walk between words and conclusions, and the list of what is stale, over 2,000 propositions and 100,000 codings.

Run as `python -m tests.bench.conclusions [--postgres] [--propositions 2000] [--codings 100000]`. Medians in
milliseconds of the clock and, in brackets, of this process's processor: cold, with nothing kept, and warm; while
nothing is stale, after a hundred excerpts were described anew, and right after one was.
"""

import argparse
import gc
import random
import statistics
from collections.abc import Callable
from time import perf_counter, process_time
from uuid import UUID, uuid4

import sqlalchemy as sa

from coding import workbench
from coding.model import Ground, Proposition, Query, Section, Verdict
from coding.store import conclusions as stored
from coding.store import grounds
from coding.store.tables import coding, ground
from coding.workbench.conclusions import argument, evidence, put_grounds, put_verdict, stale_conclusions
from coding.workbench.desk import now
from coding.workbench.kept_displays import keep_display
from coding.workbench.sections import begin_section, list_sections
from coding.workbench.tracing import trace, trace_whole
from tests.bench.query import Big, build, stand, target

EACH = 20
"""Excerpts that a proposition rests on."""


def conclude(big: Big, propositions: int) -> tuple[list[Proposition], Verdict]:
    """Propositions with twenty excerpts each; every tenth rests on the nine before it; a verdict on all of those."""
    dice = random.Random(propositions)
    with big.me.store.read(big.project, big.me.id) as tx:
        ids = [row[0] for row in tx.all(sa.select(coding.c.id).where(coding.c.project_id == big.project))]
    codes = [code.id for code in workbench.codebook(big.me, big.project).codable()]
    made = [
        Proposition(uuid4(), f"Kalimat {n}.", indicator=codes[n % len(codes)], position=n) for n in range(propositions)
    ]
    at, below = now(), {n: made[n - 9 : n] for n in range(9, propositions, 10)}
    with big.me.store.write(big.project, big.me.id, "put_grounds", at) as tx:
        for one in made:
            stored.put_proposition(tx, one)
        said = grounds.said(tx, "coding", ids) | grounds.said(tx, "proposition", [one.id for one in made])
        kept = {"project_id": big.project, "coder_id": big.me.id, "changed_by": big.me.id, "version": 1, "made_at": at}
        rows = [
            {
                "id": uuid4(),
                "owner_kind": "proposition",
                "owner_id": one.id,
                "kind": kind,
                "on_id": on,
                "side": "for" if dice.random() < 0.8 else "against",
                "note": "",
                "print": said[on].print,
                "seen": said[on].version,
                **kept,
            }
            for n, one in enumerate(made)
            for kind, some in (("coding", dice.sample(ids, EACH)), ("proposition", [it.id for it in below.get(n, ())]))
            for on in some
        ]
        tx.conn.execute(sa.insert(ground), rows)
    verdict = Verdict(uuid4(), None, "partly", "Semua.")
    put_verdict(big.me, big.project, verdict)
    upon = [Ground(uuid4(), "verdict", verdict.id, "proposition", one.id) for one in made[9::10]]
    put_grounds(big.me, big.project, upon)
    if big.me.store.engine.dialect.name == "postgresql":
        # What autovacuum does by and by.
        with big.me.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            conn.exec_driver_sql("VACUUM ANALYZE")
    return made, verdict


def write(big: Big, made: list[Proposition]) -> None:
    """A section for each code: how many say it, of how many, three propositions, and a quotation of each."""
    rests = argument(big.me, big.project, whole=True)
    for at, code in enumerate(workbench.codebook(big.me, big.project).codable()):
        name, text = str(code.id), []
        text.append(f"Disebut {{informants: {name}}} informan dalam {{excerpts: {name}}} kutipan.")
        for one in made[at * 3 : at * 3 + 3]:
            quoted = next(each for each in rests.of(one.id) if each.kind == "coding").on
            text.append(f"{{proposition: {one.id}}}\n\n{{evidence: {one.id}}}\n\n{{quote: {quoted}}}")
        begin_section(big.me, big.project, Section(uuid4(), "thesis", code.key, text="\n\n".join(text)))


def taken(ask: Callable[[], object], before: Callable[[], object] = lambda: None, times: int = 5) -> str:
    """The medians of a question by the clock and, in brackets, by the processor, in milliseconds."""
    clock, processor = [], []
    for _ in range(times):
        before()
        gc.collect()
        begun, worked = perf_counter(), process_time()
        ask()
        clock.append(1000 * (perf_counter() - begun))
        processor.append(1000 * (process_time() - worked))
    return f"{statistics.median(clock):8.0f} ({statistics.median(processor):5.0f})"


def told(name: str, ask: Callable[[], object], forget: Callable[[], None]) -> None:
    """A line of a question: cold, and warm."""
    ask()
    print(f"{name:36}{taken(ask, forget)}{taken(ask)}", flush=True)


def after_each(big: Big, ids: list[UUID], ask: Callable[[], object]) -> str:
    """The medians of a question that is asked right after an excerpt was described anew."""
    waiting = list(ids)

    def describe() -> None:
        workbench.qualify(big.me, big.project, [waiting.pop()], {"status": "failed"})

    return taken(ask, describe, len(ids))


def main() -> None:
    """Print a line a question."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--propositions", type=int, default=2_000)
    parser.add_argument("--codings", type=int, default=100_000)
    asked, _ = parser.parse_known_args()
    with target(asked.postgres) as where:
        big = build(where, asked.codings)
        made, verdict = conclude(big, asked.propositions)
        where_k = workbench.read_query(big.me, big.project, "K12 AND status:absent")
        for name in ("Satu", "Dua", "Tiga"):
            keep_display(big.me, big.project, "code-frequencies", name, Query(where=where_k))
        me, project = big.me, big.project
        some = next(one for one in argument(me, project, whole=True).of(made[0].id) if one.kind == "coding").on
        questions = {
            "what is stale": lambda: stale_conclusions(me, project),
            "the whole argument": lambda: argument(me, project),
            "evidence of twenty propositions": lambda: evidence(me, project, [one.id for one in made[:20]]),
            "evidence of the study": lambda: evidence(me, project, [verdict.id]),
            "from words to conclusions": lambda: trace(me, project, some),
            "from a proposition to words": lambda: trace(me, project, made[9].id),
            "from the verdict to words": lambda: trace(me, project, verdict.id),
            "the same, the second page": lambda: trace(me, project, verdict.id, first=50),
            "the same, everything": lambda: trace_whole(me, project, verdict.id),
        }
        forget = stand()
        print(f"{asked.propositions:,} propositions, {asked.codings:,} codings{'':8}cold{'':12}warm", flush=True)
        for name, ask in questions.items():
            told(name, ask, forget)
        rests = argument(me, project, whole=True)
        for one in made[:100]:
            first = next(each for each in rests.of(one.id) if each.kind == "coding").on
            workbench.qualify(me, project, [first], {"status": "failed"})
        write(big, made)
        fresh = [next(each for each in rests.of(one.id) if each.kind == "coding").on for one in made[200:215]]
        there = list_sections(me, project)
        print(f"a report of {len(there)} sections, {sum(len(one.section.showed) for one in there)} fields", flush=True)
        for name, ask in {
            "its stale sentences, unchanged": lambda: list_sections(me, project),
            "from a coding to its sentences": lambda: trace(me, project, some),
        }.items():
            told(name, ask, forget)
        print("right after an excerpt was described anew", flush=True)
        for name, ask in {
            "what is stale": questions["what is stale"],
            "from words to conclusions": questions["from words to conclusions"],
            "stale sentences": lambda: list_sections(me, project),
        }.items():
            ask()
            print(f"{name:36}{after_each(big, [fresh.pop() for _ in range(5)], ask)}", flush=True)
        print("after a hundred excerpts were described anew", flush=True)
        for name, ask in questions.items():
            told(name, ask, forget)


if __name__ == "__main__":
    main()
