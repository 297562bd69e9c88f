"""OpenDocument texts: paragraphs and tables in order."""

import io
import zipfile

from coding.model import Page
from coding.transcript import render
from coding.transcript.odt import read

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in [("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing")]
)


def odt(body: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        content = f"<office:body><office:text>{body}</office:text></office:body>"
        archive.writestr("content.xml", f"<office:document-content {SPACES}>{content}</office:document-content>")
    return data.getvalue()


def test_written_blanks_stay_and_those_of_the_file_join() -> None:
    body = (
        '<text:p>P:<text:tab/>apa\n   <text:span>kabar</text:span><text:s text:c="3"/>?<text:line-break/>ya</text:p>'
        "<text:h>II</text:h>"
    )
    rendered = render("a", odt(body))
    assert (rendered.text, rendered.format, rendered.turns) == ("P:\tapa kabar   ?\nya\nII", "odt", None)


def test_a_count_of_a_billion_blanks_is_not_obeyed() -> None:
    assert len(read(odt('<text:p>a<text:s text:c="1000000000"/>b</text:p>')).text) < 2000


def test_deletions_footnotes_and_comments_are_left_out_and_named() -> None:
    body = (
        "<text:tracked-changes><text:p>hapus</text:p></text:tracked-changes>"
        "<text:p>halo<office:annotation><text:p>komentar</text:p></office:annotation> dunia</text:p>"
    )
    rendered = read(odt(body))
    assert rendered.text == "halo dunia"
    assert "comments" in str(rendered.warnings[0])


def test_pages_are_those_the_writer_noted() -> None:
    body = "<text:p>satu</text:p><text:soft-page-break/><text:p>dua <text:soft-page-break/>tiga</text:p>"
    rendered = read(odt(body))
    assert rendered.text == "satu\ndua tiga"
    assert rendered.pages == (Page("1", 0), Page("2", 5), Page("3", 9))


def test_a_table_of_speakers_is_turns() -> None:
    rows = [("P", "Apa kabar hari ini?"), ("I", "Baik sekali."), ("P", "Syukurlah kalau begitu.")]
    cells = (f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for row in rows for text in row)
    pairs = zip(cells, cells, strict=True)
    table = "".join(f"<table:table-row>{who}{words}</table:table-row>" for who, words in pairs)
    rendered = read(odt(f"<table:table>{table}</table:table>"))
    assert rendered.text == "P: Apa kabar hari ini?\nI: Baik sekali.\nP: Syukurlah kalau begitu."
    assert [turn.speaker for turn in rendered.turns or ()] == ["P", "I", "P"]


def test_a_text_box_is_read_where_it_hangs() -> None:
    box = "<draw:frame><draw:text-box><text:p>kotak</text:p></draw:text-box></draw:frame>"
    assert read(odt(f"<text:p>teks{box}</text:p>")).text == "teks\nkotak"
