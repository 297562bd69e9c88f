"""Whether this process can serve people now: for a proxy or a watchman, who learn nothing else.

`/_stcore/health` says that the process lives; this says that its database answers too.
"""

import time

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from coding import workbench

PATH = "/ready"
GOOD_FOR = 1.0
"""Seconds an answer stands, however often somebody asks."""


def route(url: str) -> Route:
    """The route that says so; 200 or 503."""
    one_at_a_time = CapacityLimiter(1)
    last = (float("-inf"), False)

    def look() -> bool:
        nonlocal last
        if time.monotonic() - last[0] > GOOD_FOR:
            last = (time.monotonic(), workbench.answers(url))
        return last[1]

    async def ready(_request: Request) -> Response:
        there = await to_thread.run_sync(look, limiter=one_at_a_time)
        told = ("ready", 200) if there else ("the database does not answer", 503)
        return PlainTextResponse(*told, headers={"cache-control": "no-store"})

    return Route(PATH, ready, methods=["GET"])
