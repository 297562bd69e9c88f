"""How long files take to become sources, through the same child process as in the app, and what memory that needs."""

import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import docx
import psutil

from coding.workbench.reading import Readers

SPOKEN = (
    "kami sudah pernah duduk bersama antarinstansi membicarakan pelayanan di mal ini tetapi belum ada tindak lanjut "
    "yang jelas dari pimpinan daerah karena anggaran dan petugasnya terbatas sekali pada tahun kemarin"
)
WORDS = SPOKEN.split()
LINES_ON_PAGE = 48


def talk(words: int) -> list[str]:
    """Turns of two speakers with altogether so many words."""
    turns, told = [], 0
    while told < words:
        asked = len(turns) % 2 == 0
        length = 12 if asked else 82
        said = " ".join(WORDS[(told + n * 7) % len(WORDS)] for n in range(length))
        turns.append(f"{'Pewawancara' if asked else 'Informan'}: {said}{'?' if asked else '.'}")
        told += length
    return turns


def word_file(turns: list[str]) -> bytes:
    """A Word document, a paragraph per turn."""
    document = docx.Document()
    for turn in turns:
        document.add_paragraph(turn)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def pdf_file(turns: list[str], pages: int) -> bytes:
    """A PDF of so many pages with running header and page numbers, written by hand."""
    lines = [turn[at : at + 90] for turn in turns for at in range(0, len(turn), 90)]
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in range(pages):
        shown = [f"Transkrip {page + 1} MPP", *lines[page * LINES_ON_PAGE : (page + 1) * LINES_ON_PAGE], str(page + 1)]
        content = ("BT /F1 10 Tf 14 TL 50 800 Td " + " ".join(f"({line}) Tj T*" for line in shown) + " ET").encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        resources = b"/Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >>" % len(objects)
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s >>" % resources)
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    body, offsets = io.BytesIO(), []
    body.write(b"%PDF-1.4\n")
    for at, entry in enumerate(objects, start=1):
        offsets.append(body.tell())
        body.write(b"%d 0 obj\n%s\nendobj\n" % (at, entry))
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start, size = body.tell(), len(objects) + 1
    body.write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table))
    body.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, start))
    return body.getvalue()


class Peak:
    """The most memory that this process and its children held, in MB, looked at every 20 ms."""

    def __init__(self) -> None:
        self.parent = self.child = self.both = 0.0

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Look while the block runs."""
        done = threading.Event()
        watcher = threading.Thread(target=self._look, args=(done,))
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()

    def _look(self, done: threading.Event) -> None:
        ours = psutil.Process()
        while not done.wait(0.02):
            parent, child = ours.memory_info().rss / 1e6, 0.0
            for process in ours.children():
                try:
                    child += process.memory_info().rss / 1e6
                except psutil.NoSuchProcess:
                    continue
            self.parent, self.child = max(self.parent, parent), max(self.child, child)
            self.both = max(self.both, parent + child)


def timed(name: str, data: bytes) -> float:
    """Seconds from the bytes to the Reading, the start of the child included."""
    started = time.perf_counter()
    with Readers() as readers:
        readers.read(name, data)
        return time.perf_counter() - started


def main() -> None:
    """Print the figures."""
    long = talk(50_000)
    print(f"import: docx of 50,000 words      {timed('a.docx', word_file(long)):6.2f} s  (to reach 1.00)")
    print(f"import: pdf of 113 pages          {timed('a.pdf', pdf_file(long, 113)):6.2f} s  (to reach 2.00)")
    twenty_pages = word_file(talk(20 * 420))
    peak = Peak()
    started = time.perf_counter()
    with peak.watch(), Readers() as readers:
        read = sum(1 for _ in readers.read_many((f"{n}.docx", twenty_pages) for n in range(100)))
    seconds = time.perf_counter() - started
    print(f"import: {read} docx of 20 pages      {seconds:6.2f} s")
    print(
        f"import: peak memory {peak.both:.0f} MB (app {peak.parent:.0f}, reader {peak.child:.0f}; to reach under 600)"
    )


if __name__ == "__main__":
    main()
