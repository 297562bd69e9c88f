"""The child process that reads files: frames in, frames out, with a ceiling on memory, time, files and network.

Frame: two lengths (32 bit, big endian), then that much JSON and that many bytes. In: `{"name", "encoding",
"limit_mb"}` and the file; with `"language"` its rows are asked for, not a transcript. Out: `{"reading"}`, `{"rows"}` or
`{"error", "values"}`, and `"worn"` where the process has grown and should be replaced. Whatever is not foreseen ends
the process; the parent says so in a sentence. Nothing of a transcript is ever written anywhere else.
"""

import json
import math
import os
import sys
import time
from typing import Any, BinaryIO

from coding.errors import CodingError, TookTooLong
from coding.transcript import read
from coding.transcript.rows import read_rows
from coding.transcript.wire import LENGTHS, pack

if sys.platform != "win32":
    import resource

# Opened before the guard stands. The highest mark would not do: a process is born with its parent's.
_STATM = os.open("/proc/self/statm", os.O_RDONLY) if os.path.exists("/proc/self/statm") else None

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 10
WORN = 200 * 1024 * 1024

_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "ctypes.dlopen",
)


def main() -> None:
    """Answer frames until the parent closes the pipe."""
    source = sys.stdin.buffer
    # Only frames may reach the parent: whatever a library prints goes nowhere.
    target = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    _limit()
    sys.addaudithook(_guard)
    while frame := _receive(source):
        _send(target, _answer(*frame))


def _limit() -> None:
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what reading bytes never needs. Modules of Python itself may still load (an encoding, say)."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
    if event == "open":
        path, mode, flags = arguments
        writes = isinstance(mode, str) and any(sign in mode for sign in "wax+")
        writes = writes or (isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR)))
        if isinstance(path, str) and not writes and os.path.abspath(path).startswith(_HOMES):
            return
        raise PermissionError(event)


_OURS = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_HOMES = tuple(
    os.path.abspath(path) + os.sep
    for path in (sys.prefix, sys.base_prefix, *sys.path)
    if path and os.path.abspath(path) != _OURS
)


def _answer(about: dict[str, Any], data: bytes) -> bytes:
    if sys.platform != "win32":
        soft = math.ceil(time.process_time()) + CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))
    try:
        how = {"encoding": about["encoding"], "limit_mb": about["limit_mb"]}
        if "language" in about:
            return _encode({"rows": read_rows(about["name"], data, language=about["language"], **how)})
        reading = read(about["name"], data, **how)
        return _encode({"reading": pack(reading)})
    except CodingError as error:
        return _encode({"error": type(error).__name__, "values": error.values})
    except MemoryError:
        return _encode({"error": TookTooLong.__name__, "values": {}})


def _held() -> int:
    """Bytes of memory this process holds now; 0 where the system does not tell."""
    if _STATM is None or sys.platform == "win32":
        return 0
    return int(os.pread(_STATM, 100, 0).split()[1]) * resource.getpagesize()


def _encode(answer: dict[str, Any]) -> bytes:
    answer["worn"] = _held() > WORN
    return json.dumps(answer, ensure_ascii=False).encode("utf-8")


def _receive(source: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    lengths = source.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    about, data = LENGTHS.unpack(lengths)
    return json.loads(source.read(about)), source.read(data)


def _send(target: BinaryIO, answer: bytes) -> None:
    target.write(LENGTHS.pack(len(answer), 0))
    target.write(answer)
    target.flush()


if __name__ == "__main__":
    main()
