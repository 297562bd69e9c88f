"""Files are read by a child with limited memory and time, and whatever happens to it is told in a sentence."""

import io
import logging
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import psutil
import pytest

from coding import errors
from coding.model import Mark, Moment, Page, Source, Speaker, Turn
from coding.transcript import read
from coding.transcript.reading import Reading, SpeakerProposal
from coding.transcript.wire import pack, unpack
from coding.workbench.reading import Readers

TALK = "Pewawancara: Apa kabar hari ini? 😀\nInforman: Baik sekali.\nPewawancara: Syukurlah.\n".encode()
HUGE_XML = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def hungry() -> bytes:
    """A document that passes every check of sizes and needs a gigabyte to take apart."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        noise = "".join(f"<w:p><w:r><w:t>{n * 7919 % 100_003}</w:t></w:r></w:p>" for n in range(1_600_000))
        archive.writestr("word/document.xml", HUGE_XML.format(noise))
    return data.getvalue()


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers() as pool:
        yield pool


def test_the_child_s_reading_is_the_reader_s(readers: Readers) -> None:
    assert readers.read("W1.txt", TALK) == read("W1.txt", TALK)


def test_a_refusal_comes_back_as_the_same_error_with_its_values(readers: Readers) -> None:
    with pytest.raises(errors.BinaryDoc):
        readers.read("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    with pytest.raises(errors.WrongEncoding):
        readers.read("a.txt", b"\xff\xe9", encoding="utf-8")


def test_many_files_come_back_in_order_each_with_its_reading_or_its_refusal(readers: Readers, tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    path.write_bytes(TALK)
    given = [("a.txt", TALK), ("b.txt", path), ("c.txt", b""), ("d.txt", tmp_path / "none"), ("e.txt", TALK)]
    results = list(readers.read_many(given))
    assert [name for name, _ in results] == ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"]
    kinds = [type(result) for _, result in results]
    assert kinds == [Reading, Reading, errors.EmptyFile, errors.NotFound, Reading]


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(3_000_000)
    with Readers(limit_mb=2) as pool:
        assert [type(result) for _, result in pool.read_many([("a.txt", path), ("b.txt", bytes(3_000_000))])] == [
            errors.TooLarge,
            errors.TooLarge,
        ]
        assert pool.children[0].process is None


def test_cancelling_gives_up_what_is_left(readers: Readers) -> None:
    done: list[str] = []
    for name, _ in readers.read_many(((f"{n}.txt", TALK) for n in range(50)), lambda: len(done) >= 3):
        done.append(name)
    assert done == ["0.txt", "1.txt", "2.txt"]
    assert readers.read("again.txt", TALK).source.name == "again"


def test_cancelling_does_not_wait_for_a_slow_file() -> None:
    with Readers() as pool:
        pool.read("a.txt", TALK)
        started = time.monotonic()
        asked = iter([False, False, False, True])
        assert list(pool.read_many([("slow.docx", hungry())], lambda: next(asked, True))) == []
        assert time.monotonic() - started < 20


@pytest.mark.skipif(sys.platform == "win32", reason="this system cannot limit a process's memory")
def test_a_file_that_eats_memory_is_stopped_and_the_next_one_is_read(readers: Readers) -> None:
    before = psutil.Process().memory_info().rss
    data = hungry()
    grown = psutil.Process().memory_info().rss
    with pytest.raises(errors.TookTooLong):
        readers.read("hungry.docx", data)
    assert psutil.Process().memory_info().rss - max(before, grown) < 50_000_000
    assert readers.read("a.txt", TALK).source.name == "a"


@pytest.mark.skipif(sys.platform == "win32", reason="this system cannot limit a process's time")
def test_a_file_that_eats_the_processor_is_stopped_by_its_own_time() -> None:
    # The wall is far away, so that only the limit of the processor's time can stop it.
    with Readers(wall=300) as pool:
        with pytest.raises(errors.TookTooLong):
            pool.read("slow.rtf", rb"{\rtf1 " + rb"{\field{\*\fldinst{" * 50_000 + b"}")
        assert pool.read("a.txt", TALK).source.name == "a"


def test_a_file_that_takes_too_long_is_stopped_and_the_next_one_is_read() -> None:
    with Readers(wall=0.0) as pool:
        with pytest.raises(errors.TookTooLong):
            pool.read("a.txt", TALK)
        for child in pool.children:
            child.wall = 30.0
        assert pool.read("a.txt", TALK).source.name == "a"


def test_a_child_that_dies_is_told_as_a_damaged_file_and_replaced() -> None:
    with Readers() as pool:
        pool.read("a.txt", TALK)
        first = pool.children[0].process
        assert first is not None
        with pytest.raises(errors.Broken):
            # No name is a fault of ours, not of the file: the child ends, and the app lives on.
            pool.children[0].ask({}, TALK)
        assert pool.read("a.txt", TALK).source.name == "a"
        assert pool.children[0].process is not first


def test_no_child_is_left_when_the_pool_is_closed() -> None:
    with Readers(children=2) as pool:
        list(pool.read_many([("a.txt", TALK)] * 6))
        processes = [child.process for child in pool.children if child.process]
    assert processes
    assert all(process.poll() is not None for process in processes)


@pytest.mark.skipif(sys.platform == "win32", reason="this system cannot limit a process's memory")
def test_the_child_s_limits_are_in_force(readers: Readers) -> None:
    readers.read("a.txt", TALK)
    process = readers.children[0].process
    assert process is not None
    child = psutil.Process(process.pid)
    assert child.rlimit(psutil.RLIMIT_AS)[0] == 512 * 1024 * 1024
    assert child.rlimit(psutil.RLIMIT_FSIZE)[0] == 0
    assert child.rlimit(psutil.RLIMIT_CORE)[0] == 0
    assert 0 < child.rlimit(psutil.RLIMIT_CPU)[0] <= child.cpu_times().user + child.cpu_times().system + 12
    assert child.memory_info().rss < 200 * 1024 * 1024


PROBE = """
import sys
from coding.transcript import __main__ as child
sys.addaudithook(child._guard)
import encodings.cp1250
{attempt}
"""


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/etc/hostname')",
        "open('x.txt', 'w')",
        "import os; os.open('/etc/hostname', 0)",
        "import os; os.system('true')",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
    ],
)
def test_the_child_opens_no_file_outside_no_connection_and_no_program(attempt: str) -> None:
    probe = PROBE.format(attempt=attempt)
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "PermissionError" in ran.stderr


def test_the_child_carries_nothing_heavy() -> None:
    heavy = "('spacy', 'pandas', 'numpy', 'streamlit')"
    probe = f"import sys, coding.transcript.__main__; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", probe], text=True).strip() == "[]"


def test_nothing_of_a_transcript_reaches_a_log_or_a_standard_stream(
    readers: Readers, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    readers.read("a.txt", b"Informan: KANARIE-77 berkata")
    with pytest.raises(errors.FileRefused):
        readers.read("a.docx", b"PK\x03\x04 KANARIE-77")
    with pytest.raises(errors.Broken):
        readers.children[0].ask({"secret": "KANARIE-77"}, b"KANARIE-77")
    captured = capfd.readouterr()
    assert "KANARIE-77" not in captured.out + captured.err + caplog.text


def test_no_file_is_left_anywhere(readers: Readers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for data in (TALK, b"PK\x03\x04 x", b"%PDF-1.4 x"):
        list(readers.read_many([("a", data)]))
    assert os.listdir(tmp_path) == []


def test_a_reading_crosses_the_wire_unchanged() -> None:
    source = Source(
        name="W1",
        text="P: 😀\u2028\n",
        turns=(Turn(3, 4, "P"), Turn(5, 6)),
        speakers=(Speaker("P", "interviewer", case=UUID(int=7)),),
        marks=(Mark(0, 2, "label"),),
        moments=(Moment(0, 1.5), Moment(3, 2.0, 3.0)),
        pages=(Page("iv", 0),),
        lines=(0, 5),
        header={"Tanggal": "12 Januari"},
    )
    proposal = SpeakerProposal("P", 1, "😀", "interviewer", "merge", "P2")
    reading = Reading(source, (proposal,), (errors.Notice("x {y}", {"y": "z"}),), 3)
    assert unpack(Reading, pack(reading)) == reading
    with pytest.raises(ValueError, match="none of"):
        unpack(Mark, [0, 2, "nothing"])
