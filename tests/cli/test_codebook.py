"""The codebook as a file, from the command line."""

import csv
import json
from pathlib import Path
from typing import Any


def test_a_codebook_goes_out_and_comes_back_with_what_it_changes_told_first(run: Any, tmp_path: Path) -> None:
    run("init", "uji.db")
    for name in ("b.yaml", "b.csv", "b.xlsx"):
        run("codebook", "export", "uji.db", name)
        assert run("codebook", "import", "uji.db", name, "--dry-run").stdout == ""
    with open("b.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    led = {key for key, *_ in rows if any(f"→ {key}" in cell or key == row[1] for row in rows for cell in row)}
    gone = next(key for key, *_ in rows[::-1] if key not in led)
    rows = [row for row in rows if row[0] != gone]
    rows[2][2] = "Nama lain"
    with open("c.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    told = json.loads(run("codebook", "import", "uji.db", "c.csv", "--dry-run", "--json").stdout)
    assert [(one["kind"], one["after"]) for one in told["changes"]] == [("renamed", "Nama lain")]
    assert told["missing"] == [{"code": gone, "codings": 0}]
    assert gone in {one["code"] for one in json.loads(run("codes", "uji.db", "--json").stdout)}
    run("codebook", "import", "uji.db", "c.csv", "--retire")
    there = json.loads(run("codes", "uji.db", "--json").stdout)
    assert gone not in {one["code"] for one in there}
    assert "Nama lain" in {name for one in there for name in one["label"].values()}
    run("undo", "uji.db")
    assert gone in {one["code"] for one in json.loads(run("codes", "uji.db", "--json").stdout)}
    run("codebook", "export", "uji.db", "b.txt", code=2)
