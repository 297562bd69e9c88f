"""Printing from the command line."""

from pathlib import Path
from typing import Any

from docx import Document
from lxml import html

TALK = "Pewawancara: Apakah ada rapat?\nInforman: Ada rapat, setiap Senin.\n"


def test_a_source_the_excerpts_of_codes_and_the_codebook_are_printed_by_the_ending_of_the_file(
    run: Any, tmp_path: Path
) -> None:
    talk = tmp_path / "IK-01.txt"
    talk.write_text(TALK, encoding="utf-8")
    run("init", "uji.db", "--name", "Bengkulu")
    run("import", "uji.db", str(talk))
    start = TALK.index("Ada rapat,")
    words = ("--start", str(start), "--end", str(start + 9))
    run("code", "uji.db", "--source", "IK-01", *words, "--code", "K2")
    run("print", "uji.db", "sumber.docx", "--source", "IK-01")
    rows = [[cell.text for cell in row.cells] for row in Document("sumber.docx").tables[0].rows]
    assert [row[0] for row in rows] == ["Baris", "1", "2"]
    assert rows[2][-1].startswith("2 K2 ")
    told = run("print", "uji.db", "kutipan.html", "--code", "K2", "--source", "IK-01")
    assert told.stderr.split() == ["IK-01"]
    assert html.fromstring(Path("kutipan.html").read_text("utf-8")).xpath("string(//strong)") == "Ada rapat"
    run("print", "uji.db", "buku.html", "--language", "en")
    assert "<h1>Codebook</h1>" in Path("buku.html").read_text("utf-8")
    assert "OUT must end in" in run("print", "uji.db", "buku.pdf", code=2).stderr
    assert "X99" in run("print", "uji.db", "a.docx", "--code", "X99", code=1).stderr
