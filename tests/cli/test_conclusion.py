"""Conclusions from the command line: written, walked both ways, checked."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from coding import workbench

TALK = "P: Apakah ada rapat bersama?\nN: Ada, tiap bulan. Tapi tidak semua datang.\n"


def test_a_proposition_is_written_walked_and_found_stale_when_its_excerpt_is_gone(run: Any, tmp_path: Path) -> None:
    (tmp_path / "IK-01.txt").write_text(TALK, encoding="utf-8")
    run("init", "uji.db")
    run("import", "uji.db", "IK-01.txt")
    for words in ("tiap bulan", "tidak semua"):
        start = TALK.index(words)
        span = ("--start", str(start), "--end", str(start + len(words)))
        run("code", "uji.db", "--source", "IK-01", *span, "--code", "K2")
    yes, no = (row["id"] for row in json.loads(run("codings", "uji.db", "--json").stdout))
    lone = run("propose", "uji.db", "Rapat ada.", "--indicator", "K2").stdout.strip()
    told = run("check", "uji.db", code=1).stdout
    assert "nothing speaks for it" in told
    assert "nobody looked for what speaks against it" in told
    both = run(
        "propose", "uji.db", "Rapat rutin.", "--for", yes, "--against", no, "--status", "verified"
    ).stdout.strip()
    verdict = run("conclude", "uji.db", "K2", "partly", "--rule", "Tidak semua.", "--for", both).stdout.strip()
    walked = json.loads(run("trace", "uji.db", yes, "--json").stdout)
    assert [one["id"] for one in walked["carries"]] == [both, verdict]
    back = json.loads(run("trace", "uji.db", verdict, "--json").stdout)
    assert {one["kind"] for one in back["rests_on"]} == {"proposition", "coding", "source"}
    assert lone not in {one["id"] for one in back["rests_on"]}
    assert "Rapat rutin." in run("trace", "uji.db", verdict).stdout
    run("report", "uji.db", "laporan.html")
    page = Path("laporan.html").read_text(encoding="utf-8")
    assert "BAB IV Hasil dan Pembahasan" in page
    assert "Rapat rutin." in page
    assert "“tiap bulan”" in page
    run("report", "uji.db", "report.docx", "--outline", "article", "--language", "en")
    assert Path("report.docx").read_bytes().startswith(b"PK")
    run("report", "uji.db", "panjang.html", "--with-transcripts", "--with-trail", "--language", "en")
    page = Path("panjang.html").read_text(encoding="utf-8")
    assert "Tapi tidak semua datang." in page
    assert "reached a verdict" in page
    run("report", "uji.db", "laporan.pdf", code=2)
    me = workbench.open_desk("uji.db").me()
    workbench.uncode(me, workbench.pick_project(me, None).id, [UUID(yes)])
    found = json.loads(run("check", "uji.db", "--json", code=1).stdout)
    assert {one["id"] for one in found if one["what"] == "stale"} == {both, verdict}
    assert "stale" in run("conclusions", "uji.db").stdout
    run("trace", "uji.db", "x", code=1)
    run("conclude", "uji.db", "study", "splendid", "--rule", "x", code=2)
