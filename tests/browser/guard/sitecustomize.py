"""Loaded by every Python process of the app under test: no socket leaves this machine, and who tries is noted."""

import os
import sys

HERE = ("127.", "::1", "localhost", "0.0.0.0")


def watch(event: str, args: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple):
        host = args[1][0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    if not name.startswith(HERE):
        with open(os.environ["GUARD_LOG"], "a") as log:
            log.write(f"{event} {name}\n")
        raise ConnectionRefusedError(f"The guard of the tests refuses {name}.")


if "GUARD_LOG" in os.environ:
    sys.addaudithook(watch)
