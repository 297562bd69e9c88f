"""Rich text: the words, whole emoji, cells as tabs."""

from coding.transcript import render
from coding.transcript.rtf import read


def test_paragraphs_letters_and_emoji_come_out_whole() -> None:
    data = rb"{\rtf1\ansi\ansicpg1252{\fonttbl\f0 Arial;}\b P:\b0  halo \u-10179?\u-8704? caf\'e9\par"
    data += rb" I: ya\tab x\line y\par}"
    rendered = read(data)
    assert rendered.text == "P: halo 😀 café\nI: ya\tx\ny"
    rendered.text.encode("utf-8")


def test_half_an_emoji_is_no_letter_that_cannot_be_saved() -> None:
    assert read(rb"{\rtf1 a\u-10179?b\par}").text == "a\ufffdb"


def test_cells_are_divided_by_tabs_and_a_written_bar_stays() -> None:
    assert read(rb"{\rtf1 P\cell apa | kabar\cell\row I\cell baik\cell\row}").text == "P\tapa | kabar\nI\tbaik"


def test_pictures_are_no_text() -> None:
    assert read(rb"{\rtf1 satu{\pict\pngblip " + b"89504e47" * 50_000 + rb"}dua\par}").text == "satudua"


def test_rich_text_named_doc_is_rich_text() -> None:
    assert render("wawancara.doc", rb"{\rtf1 P: halo\par}").format == "rtf"
