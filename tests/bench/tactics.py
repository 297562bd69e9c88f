"""Every tactic on one proposition of a study of 100,000 codings, and which of two hundred kept results are stale.

Run as `python -m tests.bench.tactics [--postgres] [--codings 100000]`. Milliseconds of the clock.
"""

import argparse
import random
from uuid import uuid4

from coding import workbench
from coding.conclusion import TACTICS
from coding.model import Ground, Proposition, Query
from coding.workbench.conclusions import put_grounds, put_proposition
from coding.workbench.verifying import keep_verification, list_verifications, run_tactic
from tests.bench.query import Big, build, median, target

CHOSEN = {
    "attribute": "jenis",
    "one": "kunci",
    "other": "utama",
    "code": "K12",
    "first": "K12",
    "second": "K13",
}
KEPT, TIMES = 200, 1


def conclude(big: Big, code: str) -> Proposition:
    """A proposition on a code with twenty excerpts, a quarter of them against it."""
    found = workbench.find_excerpts(
        big.me, big.project, Query(where=workbench.read_query(big.me, big.project, code)), 20
    )
    one = Proposition(uuid4(), f"Kalimat {code}.", indicator=workbench.find_code(big.me, big.project, code).id)
    put_proposition(big.me, big.project, one)
    put_grounds(
        big.me,
        big.project,
        [
            Ground(uuid4(), "proposition", one.id, "coding", each.coding.id, "against" if at % 4 == 0 else "for")
            for at, each in enumerate(found)
        ],
    )
    return one


def main() -> None:
    """Print a line a tactic, then the list of what was kept."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--codings", type=int, default=100_000)
    asked, _ = parser.parse_known_args()
    with target(asked.postgres) as where:
        big = build(where, asked.codings)
        one = conclude(big, "K12")
        print(f"{asked.codings:,} codings{'':20} ms", flush=True)
        for key, tactic in TACTICS.items():
            options = {each.name: CHOSEN[each.name] for each in tactic.options if each.name in CHOSEN}

            def look(key: str = key, options: dict[str, str] = options) -> None:
                run_tactic(big.me, big.project, one.id, key, options)

            print(f"{key:30}{median(look, TIMES):8.0f}", flush=True)
        dice = random.Random(KEPT)
        narrow = [key for key, tactic in TACTICS.items() if not tactic.wide and not tactic.options]
        many = [conclude(big, f"K{n}") for n in range(20)]
        for at in range(KEPT):
            keep_verification(big.me, big.project, many[at % len(many)].id, dice.choice(narrow), "holds")

        def kept() -> None:
            list_verifications(big.me, big.project)

        print(f"{'stale of 200, first look':30}{median(kept, 1):8.0f}", flush=True)
        print(f"{'stale of 200':30}{median(kept, TIMES):8.0f}", flush=True)


if __name__ == "__main__":
    main()
