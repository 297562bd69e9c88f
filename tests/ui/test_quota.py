import pytest

from coding.ui.quota import AT_ONCE, HOUR, MEGABYTE, PER_HOUR, Quota, from_environment


class Server:
    """Files that are held, and a clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = 10_000.0
        self.files: set[str] = set()

    def held(self, _session: str, file: str) -> bool:
        return file in self.files

    def now(self) -> float:
        return self.time


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def quota(server: Server) -> Quota:
    return Quota(per_hour=100, at_once=60, held=server.held, now=server.now)


def give(quota: Quota, server: Server, file: str, size: int, user: str = "sari") -> bool:
    taken = quota.admit(user, f"/_stcore/upload_file/one/{file}", size)
    if taken:
        server.files.add(file)
    server.time += 31
    return taken


def test_so_much_an_hour_and_no_more(quota: Quota, server: Server) -> None:
    assert give(quota, server, "a", 50)
    server.files.clear()
    assert give(quota, server, "b", 50)
    server.files.clear()
    assert not give(quota, server, "c", 1)
    assert give(quota, server, "c", 50, "rina")
    server.time += HOUR
    assert give(quota, server, "d", 50)


def test_so_much_at_once_however_old_it_is(quota: Quota, server: Server) -> None:
    assert give(quota, server, "a", 50)
    assert not give(quota, server, "b", 20)
    server.time += 2 * HOUR
    assert not give(quota, server, "b", 20)
    server.files.remove("a")
    assert give(quota, server, "b", 20)


def test_what_is_on_its_way_counts_as_held(quota: Quota, server: Server) -> None:
    assert quota.admit("sari", "/_stcore/upload_file/one/a", 50)
    assert not quota.admit("sari", "/_stcore/upload_file/one/b", 20)


def test_the_environment_sets_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PER_HOUR, "7")
    monkeypatch.delenv(AT_ONCE, raising=False)
    made = from_environment(lambda _session, _file: False)
    assert (made.per_hour, made.at_once) == (7 * MEGABYTE, 200 * MEGABYTE)
