"""PDF: text as printed, page by page."""

from collections.abc import Sequence

import pytest

from coding.errors import Broken, NoText
from coding.model import Page
from coding.transcript.pdf import read


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF of printed lines, by hand: a catalogue, a font, and a page and a content per entry."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        escaped = (line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines)
        shown = "BT /F1 11 Tf 14 TL 50 780 Td " + " ".join(f"({line}) Tj T*" for line in escaped) + " ET"
        content = shown.encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        shows = b"/Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >>" % len(objects)
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s >>" % shows)
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode()
    body, offsets = b"%PDF-1.4\n", []
    for at, entry in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (at, entry)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer


def test_pages_follow_each_other_and_nothing_is_removed() -> None:
    rendered = read(pdf([["P: Apa kabar?", "I: Baik (sekali)."], ["P: Lalu?", "I: Ya."]]))
    assert rendered.text == "P: Apa kabar?\nI: Baik (sekali).\nP: Lalu?\nI: Ya."
    assert rendered.pages == (Page("1", 0), Page("2", 32))
    assert (rendered.turns, rendered.marks) == (None, ())


def test_running_lines_and_page_numbers_are_marked_and_pages_bear_their_printed_number() -> None:
    talk = [f"P: pertanyaan nomor {word}?" for word in ("satu", "dua", "tiga", "empat")]
    rendered = read(
        pdf([["Laporan MPP Bengkulu", line, f"I: {line[3:6] * at}", str(at + 11)] for at, line in enumerate(talk)])
    )
    marked = [rendered.text[mark.start : mark.end] for mark in rendered.marks]
    assert marked == [text for at in range(4) for text in ("Laporan MPP Bengkulu", str(at + 11))]
    assert [page.number for page in rendered.pages] == ["11", "12", "13", "14"]
    assert {mark.kind for mark in rendered.marks} == {"page"}


def test_talk_that_fills_every_page_alike_is_speech() -> None:
    turns = [f"{'P: pertanyaan' if n % 2 == 0 else 'I: jawaban'} nomor {n} di sini" for n in range(60)]
    rendered = read(
        pdf([["Laporan MPP", *turns[at : at + 10], f"Halaman {at // 10 + 1} dari 6"] for at in range(0, 60, 10)])
    )
    marked = [rendered.text[mark.start : mark.end] for mark in rendered.marks]
    assert marked == [line for at in range(6) for line in ("Laporan MPP", f"Halaman {at + 1} dari 6")]


def test_a_header_with_a_number_in_it_counts_on_or_stays() -> None:
    words = ["satu", "dua", "tiga", "empat"]
    rendered = read(
        pdf([[f"Bab 2 - lembar {at + 5}", f"P: {word}", f"I: bukan {word}"] for at, word in enumerate(words)])
    )
    assert [rendered.text[mark.start : mark.end] for mark in rendered.marks] == [
        f"Bab 2 - lembar {n}" for n in range(5, 9)
    ]


def test_a_number_that_does_not_count_with_the_pages_is_an_answer() -> None:
    rendered = read(pdf([["P: Berapa umur Bapak?", "45"], ["P: Berapa anaknya?", "3"]]))
    assert rendered.marks == ()


def test_pages_without_text_are_told() -> None:
    rendered = read(pdf([["P: Apa kabar hari ini Bapak?", "I: Baik sekali."], []]))
    assert rendered.warnings[0].values == {"count": "1", "pages": "2"}


@pytest.mark.parametrize("lines", [[], ["Scanned with CamScanner"], ["Dipindai dengan CamScanner"]])
def test_a_scan_is_refused_even_where_the_scanner_left_its_stamp(lines: list[str]) -> None:
    with pytest.raises(NoText):
        read(pdf([lines] * 5))


def test_half_a_pdf_is_broken() -> None:
    with pytest.raises(Broken):
        read(b"%PDF-1.4\n1 0 obj\n")


def test_a_hyphen_at_the_end_of_a_line_stays_what_it_is() -> None:
    rendered = read(pdf([["I: Aturannya beda. Masing-", "masing punya rekening sendiri,", "dan laporan."]]))
    assert rendered.text == "I: Aturannya beda. Masing-masing\npunya rekening sendiri,\ndan laporan."
