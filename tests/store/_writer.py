"""A process that codes from several threads and prints the id of every coding once it is stored."""

import random
import sys
import threading
from datetime import UTC, datetime
from uuid import UUID, uuid4

from coding.model import Coding
from coding.store import codings, open_store, sources

target, project, source, actor, wanted, threads, each = sys.argv[1:]
store = open_store(target)
say = threading.Lock()


def write(seed: int) -> None:
    dice = random.Random(f"{seed} {uuid4()}")
    for _ in range(int(each)):
        one, start = uuid4(), dice.randrange(1000, 80_000)
        end = start + dice.randrange(20, 5000)
        at = datetime.now(UTC)
        with store.write(UUID(project), UUID(actor), "code", at, op_id=uuid4()) as tx:
            quote = sources.cut(tx, UUID(source), 1, start, end)
            codings.add(tx, Coding(one, UUID(source), start, end, quote, UUID(wanted), UUID(actor), made_at=at))
        with say:
            # Only now, after the transaction has ended, is it confirmed.
            sys.stdout.write(f"{one}\n")
            sys.stdout.flush()


workers = [threading.Thread(target=write, args=(number,)) for number in range(int(threads))]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
