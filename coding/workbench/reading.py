"""Uploaded files are read by a child process with limited memory and time; here is the parent's end of the pipe."""

import json
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, BinaryIO, Self

from coding import errors
from coding.errors import Broken, CodingError, NotFound, TookTooLong
from coding.model import Language
from coding.transcript.limits import LIMIT_MB, check_size
from coding.transcript.reading import Reading
from coding.transcript.wire import LENGTHS, unpack
from coding.workbench.child import start

WALL_SECONDS = 30.0
_LOOK_EVERY = 0.1

Given = tuple[str, bytes | Path]
Result = tuple[str, Reading | CodingError]


class _Child:
    """One process that reads one file at a time; killed when it overruns, and started when next needed."""

    def __init__(self, wall: float) -> None:
        self.wall = wall
        self.process: subprocess.Popen[bytes] | None = None
        self.overran = False

    def ask(self, about: dict[str, Any], data: bytes) -> dict[str, Any]:
        """The child's answer. Raises TookTooLong or Broken where it gave none."""
        process = self.process
        if process is None or process.poll() is not None:
            process = self.process = start("coding.transcript")
        self.overran = False
        clock = threading.Timer(self.wall, self._overrun)
        clock.start()
        try:
            answer = _exchange(process, about, data)
        finally:
            clock.cancel()
        if answer is None:
            code = self._ended(process)
            raise TookTooLong if self.overran or _was_stopped(code) else Broken
        if answer.get("worn"):
            self.stop()
        return answer

    def _overrun(self) -> None:
        self.overran = True
        if self.process:
            self.process.kill()

    def _ended(self, process: subprocess.Popen[bytes]) -> int:
        """How a process that gave no answer ended: by itself where it does so at once."""
        try:
            code = process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            code = 0
        self.stop()
        return code

    def stop(self) -> int:
        """End the process and tell how it ended; what it was reading is given up."""
        process, self.process = self.process, None
        if process is None:
            return 0
        # Killing first: another thread may be waiting for the answer, and a pipe that is read cannot be closed.
        process.kill()
        code = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                _close(pipe)
        return code


def _exchange(process: subprocess.Popen[bytes], about: dict[str, Any], data: bytes) -> dict[str, Any] | None:
    """Send a file and take the answer; None where the child ended instead."""
    if process.stdin is None or process.stdout is None:
        return None
    asked = json.dumps(about).encode("utf-8")
    try:
        process.stdin.write(LENGTHS.pack(len(asked), len(data)) + asked)
        process.stdin.write(data)
        process.stdin.flush()
        lengths = process.stdout.read(LENGTHS.size)
        if len(lengths) < LENGTHS.size:
            return None
        size, _ = LENGTHS.unpack(lengths)
        encoded = process.stdout.read(size)
    except (OSError, ValueError):
        # The pipe broke, or was closed under us because the work was cancelled.
        return None
    answer: dict[str, Any] | None = json.loads(encoded) if len(encoded) == size else None
    return answer


def _close(pipe: BinaryIO | Any) -> None:
    try:
        pipe.close()
    except OSError:
        # What was still to be sent has nobody to read it.
        return


def _was_stopped(code: int) -> bool:
    """Whether a limit ended the child (time, or memory by an abort), not a fault over a damaged file."""
    return os.name == "posix" and code < 0 and -code not in (signal.SIGSEGV, signal.SIGBUS)


class Readers:
    """A pool of child processes that turn files into Readings. Use as a context manager; safe in several threads."""

    def __init__(self, children: int = 1, *, limit_mb: int = LIMIT_MB, wall: float = WALL_SECONDS) -> None:
        self.limit_mb = limit_mb
        self.children = [_Child(wall) for _ in range(children)]
        self.idle: SimpleQueue[_Child] = SimpleQueue()
        for child in self.children:
            self.idle.put(child)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the children; a file that is being read is given up."""
        for child in self.children:
            child.stop()

    def read(self, name: str, data: bytes, *, encoding: str | None = None) -> Reading:
        """The Reading of a file. Raises FileRefused kinds, with the sentence the child found."""
        return unpack(Reading, self._ask(data, name=name, encoding=encoding)["reading"])

    def rows(self, name: str, data: bytes, *, language: Language = "id") -> list[list[str]]:
        """The rows of a table (CSV, XLSX, ODS) as words. Raises NoTable and the other FileRefused kinds."""
        rows: list[list[str]] = self._ask(data, name=name, encoding=None, language=language)["rows"]
        return rows

    def _ask(self, data: bytes, **about: Any) -> dict[str, Any]:
        check_size(len(data), self.limit_mb)
        child = self.idle.get()
        try:
            answer = child.ask({**about, "limit_mb": self.limit_mb}, data)
        finally:
            self.idle.put(child)
        if "error" in answer:
            raise _error(answer["error"], answer["values"])
        return answer

    def read_many(self, files: Iterable[Given], cancelled: Callable[[], bool] = lambda: False) -> Iterator[Result]:
        """Name and Reading, or why not, of each file in order, as soon as it is there.

        `cancelled` is asked ten times a second; once it is true, what is being read is given up and nothing follows.
        """
        waiting = iter(files)
        running: list[tuple[str, Future[Reading]]] = []
        with ThreadPoolExecutor(len(self.children)) as pool:
            try:
                while not cancelled():
                    while len(running) <= len(self.children) and (given := next(waiting, None)):
                        running.append((given[0], pool.submit(self._read, *given)))
                    if not running:
                        return
                    name, first = running[0]
                    if wait([first], timeout=_LOOK_EVERY).done:
                        running.pop(0)
                        yield name, _outcome(first)
            finally:
                for _, future in running:
                    future.cancel()
                if running:
                    self.close()

    def _read(self, name: str, given: bytes | Path) -> Reading:
        if isinstance(given, bytes):
            return self.read(name, given)
        if not given.is_file():
            raise NotFound(what=name)
        check_size(given.stat().st_size, self.limit_mb)
        return self.read(name, given.read_bytes())


def _outcome(future: "Future[Reading]") -> Reading | CodingError:
    error = future.exception()
    if isinstance(error, CodingError):
        return error
    return future.result()


def _error(name: str, values: dict[str, str]) -> CodingError:
    """The child's error, by its class in the family of errors."""
    kind = getattr(errors, name, Broken)
    return kind(**values) if isinstance(kind, type) and issubclass(kind, CodingError) else Broken()
