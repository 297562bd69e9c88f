"""How much a person may upload: bytes an hour, and bytes held at once.

Streamlit keeps uploads in memory until the page they were given to is gone, and has no limit but that of one file.
"""

import os
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

HOUR = 3600.0
ON_ITS_WAY = 30.0
"""Seconds."""
MEGABYTE = 1024 * 1024
PER_HOUR = "SIMPUL_UPLOAD_HOUR_MB"
AT_ONCE = "SIMPUL_UPLOAD_HELD_MB"
UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)")

Held = Callable[[str, str], bool]
"""Whether the server still holds a file of a session."""


@dataclass
class Quota:
    """What everybody has uploaded lately, and what of it is still held."""

    per_hour: int
    at_once: int
    held: Held
    now: Callable[[], float] = time.monotonic
    _given: dict[str, list[tuple[float, str, str, int]]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def admit(self, user: str, path: str, size: int) -> bool:
        """Whether this person may upload so much more; counts it if so."""
        found = UPLOAD.fullmatch(path)
        session, file = found.groups() if found else ("", "")
        with self._lock:
            earliest = self.now() - HOUR
            given = [one for one in self._given.get(user, []) if one[0] > earliest or self.held(one[1], one[2])]
            lately = sum(one[3] for one in given if one[0] > earliest)
            # What is on its way is not held yet, and will be.
            held = sum(one[3] for one in given if one[0] > self.now() - ON_ITS_WAY or self.held(one[1], one[2]))
            fits = lately + size <= self.per_hour and held + size <= self.at_once
            if fits:
                given.append((self.now(), session, file, size))
            self._given[user] = given
        return fits


def from_environment(held: Held) -> Quota:
    """500 MB an hour and 200 MB at once, where the environment does not say otherwise."""
    hour, once = (int(os.environ.get(name) or usual) for name, usual in ((PER_HOUR, 500), (AT_ONCE, 200)))
    return Quota(hour * MEGABYTE, once * MEGABYTE, held)
