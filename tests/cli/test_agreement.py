"""What coders agree on is measured from the command line, kept, and printed."""

import json
from pathlib import Path
from typing import Any

TALK = "P: Apakah ada rapat?\nN: Ada rapat tiap bulan.\nP: Lalu?\nN: Kami berbagi data.\n"


def test_two_coders_are_compared(run: Any, tmp_path: Path) -> None:
    (tmp_path / "IK-01.txt").write_text(TALK, encoding="utf-8")
    run("init", "uji.db")
    run("import", "uji.db", "IK-01.txt")
    start = TALK.index("Ada rapat")
    for coder in ("Ana", "Budi"):
        span = ("--start", str(start), "--end", str(start + 21))
        run("code", "uji.db", "--source", "IK-01", *span, "--code", "K2", "--coder", coder)
    run("finish", "uji.db", "--source", "IK-01", "--coder", "Ana")
    told = json.loads(run("agreement", "uji.db", "--layers", "Ana, budi", "--json").stdout)
    assert told["coders"] == ["Ana", "Budi"]
    assert (told["unit"], told["sources"]) == ("turn", 0)
    assert told["codes"]["K2"]["alpha"] == {"value": None, "sources": 0, "reason": "no_pairable_units"}
    lines = run("agreement", "uji.db", "--layers", "Ana,Budi", "--unit", "span").stdout.splitlines()
    assert lines[0].startswith("Ana, Budi: 0 of 1 sources")
    assert any("no unit was coded by two coders" in line for line in lines)
    run("finish", "uji.db", "--source", "IK-01", "--coder", "Ana", "--open")
    # Now nobody has ever said of a source that it is finished, as with codings that came by a table.
    done = run("agreement", "uji.db", "--layers", "Ana,Budi", "--unit", "segment", "--json")
    assert "marked so now" in done.stderr
    told = json.loads(done.stdout)
    assert (told["unit"], told["sources"]) == ("turn", 1)
    assert told["codes"]["K2"]["alpha"]["value"] == 1
    assert "no coder named" in run("agreement", "uji.db", "--layers", "Ana,Cici", code=1).output
