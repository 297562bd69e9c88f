import json
from pathlib import Path

from coding.ui.sessions import IDLE_SECONDS, LocalSessions


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_only_the_hash_of_a_session_id_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "run" / "sessions.json"
    secret = LocalSessions(path).open("local")
    assert secret not in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert len(json.loads(path.read_text())) == 1


def test_a_session_survives_a_restart_of_the_server(tmp_path: Path) -> None:
    path = tmp_path / "sessions.json"
    secret = LocalSessions(path).open("local")
    login = LocalSessions(path).find(secret)
    assert login is not None
    assert login.user == "local"


def test_a_session_ends_when_it_is_not_used_and_lasts_while_it_is() -> None:
    clock = Clock()
    sessions = LocalSessions(now=clock)
    secret = sessions.open("local")
    for _ in range(3):
        clock.now += IDLE_SECONDS - 1
        assert sessions.find(secret)
    clock.now += IDLE_SECONDS + 1
    assert sessions.find(secret) is None


def test_a_session_that_was_signed_out_is_gone_for_good(tmp_path: Path) -> None:
    path = tmp_path / "sessions.json"
    sessions = LocalSessions(path)
    secret = sessions.open("local")
    login = sessions.find(secret)
    assert login is not None
    sessions.close(login.handle)
    assert not sessions.alive(login.handle)
    assert sessions.find(secret) is None
    assert LocalSessions(path).find(secret) is None


def test_ids_cannot_be_guessed_from_one_another() -> None:
    sessions = LocalSessions()
    secrets = {sessions.open("local") for _ in range(50)}
    assert len(secrets) == 50
    assert min(map(len, secrets)) >= 43
