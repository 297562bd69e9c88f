"""What a password costs, and that a name nobody has costs as much."""

import threading
import time

from coding.store import passwords

PASSWORD = "tujuh ekor kucing"


def test_a_password_is_kept_by_argon2id_with_64_mib_and_three_passes():
    assert passwords.kept(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,")


def test_two_at_most_are_worked_out_at_once(monkeypatch):
    now, most, lock = 0, 0, threading.Lock()
    hasher, kept = passwords.hasher(), passwords.kept(PASSWORD)

    class Counting:
        def verify(self, *args):
            nonlocal now, most
            with lock:
                now += 1
                most = max(most, now)
            try:
                return hasher.verify(*args)
            finally:
                with lock:
                    now -= 1

    monkeypatch.setattr(passwords, "hasher", Counting)
    threads = [threading.Thread(target=passwords.fits, args=("salah", kept)) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert most == 2


def test_a_name_that_nobody_has_takes_as_long():
    kept = passwords.kept(PASSWORD)
    passwords.fits("salah", None)

    def cost(known):
        before = time.process_time()
        assert not passwords.fits("salah sekali", known)
        return time.process_time() - before

    known, nobody = (min(cost(one) for _ in range(2)) for one in (kept, None))
    assert 0.5 < nobody / known < 2
