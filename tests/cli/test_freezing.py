"""A report is frozen and made again from the command line."""

import json
import zipfile
from pathlib import Path
from typing import Any

TALK = "P: Apakah ada rapat bersama?\nN: Ada, tiap bulan. Tapi tidak semua datang.\n"


def test_a_frozen_report_is_made_again_and_says_what_differs(run: Any, tmp_path: Path) -> None:
    (tmp_path / "IK-01.txt").write_text(TALK, encoding="utf-8")
    run("init", "uji.db")
    run("import", "uji.db", "IK-01.txt")
    run("freeze", "uji.db", "beku.zip", "--outline", "article", "--why", "Sidang")
    with zipfile.ZipFile("beku.zip") as archive:
        archive.extractall()
    told = run("rebuild", "uji.db", "manifest.json", "--out", "lagi", "--json").stdout
    assert json.loads(told) == {"same_files": True, "differs": []}
    assert Path("lagi/tables.xlsx").read_bytes() == Path("tables.xlsx").read_bytes()
    start = TALK.index("tiap bulan")
    span = ("--start", str(start), "--end", str(start + len("tiap bulan")))
    run("code", "uji.db", "--source", "IK-01", *span, "--code", "K2")
    lines = [one.split("\t") for one in run("rebuild", "uji.db", "manifest.json", code=1).stdout.splitlines()]
    assert next(one[3] for one in lines if one[0] == "coder") == "0 -> 1"
    run("init", "lain.db")
    assert "belongs to another project" in run("rebuild", "lain.db", "manifest.json", code=1).output
    Path("manifest.json").write_text(Path("manifest.json").read_text(encoding="utf-8").replace("Sidang", "x")[:-9])
    assert "not the manifest" in run("rebuild", "uji.db", "manifest.json", code=1).output
