"""Who watches over a server learns whether it can serve, and nothing else."""

import asyncio
from typing import Any

import pytest
from starlette.responses import Response

from coding.ui import readiness


def test_a_watchman_is_told_whether_the_database_answers_and_it_is_not_asked_for_each_of_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    there = True
    monkeypatch.setattr(readiness.workbench, "answers", lambda url: (asked.append(url), there)[1])
    route: Any = readiness.route("postgresql://u:secret@host/db")

    def ask() -> Response:
        answer: Response = asyncio.run(route.endpoint(None))
        assert b"secret" not in bytes(answer.body)
        return answer

    for _ in range(3):
        assert (ask().status_code, ask().body) == (200, b"ready")
    assert len(asked) == 1
    there = False
    monkeypatch.setattr(readiness, "GOOD_FOR", -1.0)
    assert (ask().status_code, ask().body) == (503, b"the database does not answer")
