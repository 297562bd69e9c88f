"""Web pages: a line per block."""

import pytest

from coding.errors import UnsafeXml
from coding.transcript import render
from coding.transcript.html import read


def test_blocks_are_lines_and_scripts_are_no_text() -> None:
    page = """<!DOCTYPE html><html><head><title>t</title><style>p {}</style></head><body><!-- x -->
    <h1>W1</h1><p>P: <b>Halo</b><br>dunia</p><div>I: ya &lt;x&gt; &amp;
      lagi<p>dalam</p>sesudah</div><script>alert(1)</script><ul><li>a</li><li>b</li></ul></body></html>"""
    rendered = read(page.encode())
    assert rendered.text == "W1\nP: Halo\ndunia\nI: ya <x> & lagi\ndalam\nsesudah\na\nb"
    assert rendered.turns is None


def test_an_empty_paragraph_is_an_empty_line() -> None:
    assert read(b"<html><body><p>Kode: W1</p>\n<p><br></p>\n<p>P: halo</p></body></html>").text == "Kode: W1\n\nP: halo"


def test_what_is_preformatted_keeps_its_lines() -> None:
    assert read(b"<html><body><pre>P: satu\nI: dua\n</pre></body></html>").text == "P: satu\nI: dua"


def test_a_table_of_speakers_is_turns() -> None:
    rows = [("Speaker", "Text"), ("P", "Apa?"), ("I", "Ini.<br>Itu.")]
    table = "".join(f"<tr><td>{who}</td><td>{words}</td></tr>" for who, words in rows)
    rendered = read(f"<html><body><table>{table}</table></body></html>".encode())
    assert rendered.text == "P: Apa?\nI: Ini.\nItu."
    assert [turn.speaker for turn in rendered.turns or ()] == ["P", "I"]


def test_a_declared_encoding_is_believed() -> None:
    page = '<html><head><meta charset="cp1250"></head><body><p>P: žluťoučký kůň úpěl</p></body></html>'
    assert render("a.html", page.encode("cp1250")).text == "P: žluťoučký kůň úpěl"


def test_a_page_saved_as_doc_is_a_page_and_a_text_with_marks_is_not() -> None:
    assert render("a.doc", b"<html><body><p>P: halo</p></body></html>").format == "html"
    assert render("a.txt", b"<i>ya</i> <p> begitu").format == "txt"


def test_entities_of_its_own_are_refused() -> None:
    with pytest.raises(UnsafeXml):
        read(b'<!DOCTYPE html [<!ENTITY x "y">]><html><body>&x;</body></html>')


def test_a_text_of_many_comments_is_told_from_a_page_at_once() -> None:
    assert render("a.txt", b"<!-- x -->" * 1000 + b" P: halo").format == "txt"


def test_what_stands_at_head_and_foot_of_every_page_is_left_out() -> None:
    page = (
        b'<html><body><div title="header"><p>Laporan</p></div><p>P: halo</p><div title="footer">1</div></body></html>'
    )
    assert read(page).text == "P: halo"
