"""What a report rested on and showed, as plain values; and what differs when it is made again."""

import json
from copy import deepcopy
from typing import Any

import pytest

from coding.errors import ManifestBroken, ManifestNewer
from coding.report import Column, Part, manifest
from coding.report.blocks import Block, Heading, Listing, Pictured, Quotation, Report, Tabled, Words

ROWS = [[1, "K1 Penyertaan", "terlaksana"], [2, "K2 Dialog", "sebagian"]]


def table(rows: list[list[str | int]] = ROWS, title: str = "Putusan", name: str = "verdicts") -> Tabled:  # type: ignore[assignment]
    columns = [Column("No"), Column("Indikator"), Column("Putusan")]
    return Tabled(Part(title, columns, rows), name=name)


def report(*blocks: Block, title: str = "Laporan") -> Report:
    return Report(title, list(blocks), "Daftar isi", "Tabel", "Gambar", "Dibuat kini.")


WHOLE = (
    Words("Disusun program pukul tiga.", faint=True),
    Heading("BAB IV"),
    Heading("K1", 2),
    Words("Disebut oleh 3 informan."),
    Quotation("belum pernah rapat", "(IK-01, W1, b. 3)"),
    Listing(["satu"]),
    table(),
    Pictured(b"png", "Batang", name="bars", part=Part("Batang", [Column("Kode"), Column("n")], [["K1", 3]])),
)


def told(made: Report, **facts: Any) -> dict[str, Any]:
    return {
        "format": manifest.FORMAT,
        "schema": manifest.SCHEMA,
        "made": {"at": "2026-11-29T00:00:00+00:00", "by": "Rina", "why": ""},
        "program": {},
        "project": {"id": "1", "name": "Studi"},
        "sources": [{"name": "W1", "sha256": "a" * 64}],
        "codebook": {"version": 1, "codes": [{"name": "K1", "sha256": "b" * 64}]},
        "coders": [{"name": "Rina", "codings": 3}],
        "model": None,
        "report": {"outline": "thesis", "language": "id", **manifest.contents(made)},
        "fields": [{"field": "{informants: K1}", "value": "3"}],
        "files": {},
        **facts,
    }


def differs(*blocks: Block, **facts: Any) -> list[tuple[Any, ...]]:
    found = manifest.differences(told(report(*WHOLE)), told(report(*blocks), **facts))
    return [(one.kind, one.name, one.where, one.old, one.new) for one in found]


def test_a_report_made_again_from_the_same_does_not_differ() -> None:
    assert differs(*WHOLE) == []
    assert manifest.read(manifest.written(told(report(*WHOLE)))) == told(report(*WHOLE))


def test_what_an_informant_said_is_never_in_a_manifest_but_its_change_is_seen() -> None:
    long = [[1, "IK-01", "kata " * 40], [2, "IK-02", "“singkat”"]]
    whole = manifest.written(told(report(*WHOLE, table(long, "Reduksi", "reductions")))).decode()
    assert "belum pernah rapat" not in whole
    assert "kata kata" not in whole
    assert "singkat" not in whole
    assert "pukul tiga" not in whole
    changed = [Quotation("sudah pernah rapat", one.reference) if isinstance(one, Quotation) else one for one in WHOLE]
    ((kind, heading, _where, old, new),) = differs(*changed)
    assert (kind, heading) == ("text", "BAB IV › K1")
    assert old.startswith("(IK-01, W1, b. 3) #")
    assert new.startswith("(IK-01, W1, b. 3) #")
    assert old != new


def test_a_changed_cell_is_named_by_its_row_and_column() -> None:
    rows = [[1, "K1 Penyertaan", "belum"], [2, "K2 Dialog", "sebagian"]]
    assert differs(*WHOLE[:-2], table(rows), WHOLE[-1]) == [
        ("cell", "Putusan", "K1 Penyertaan · Putusan", "terlaksana", "belum")
    ]


def test_a_row_that_came_first_changes_no_other_row_though_their_numbers_moved() -> None:
    rows = [[1, "K", "belum"], [2, "K1 Penyertaan", "terlaksana"], [3, "K2 Dialog", "sebagian"]]
    assert differs(*WHOLE[:-2], table(rows), WHOLE[-1]) == [("row", "Putusan", "", None, "K")]


def test_a_figure_differs_by_the_numbers_behind_it_and_not_by_its_picture() -> None:
    part = Part("Batang", [Column("Kode"), Column("n")], [["K1", 3]])
    same = Pictured(b"another browser", "Batang", name="bars", part=part)
    assert differs(*WHOLE[:-1], same) == []
    more = Pictured(b"png", "Batang", name="bars", part=Part("Batang", part.columns, [["K1", 4]]))
    assert differs(*WHOLE[:-1], more) == [("cell", "Batang", "K1 · n", "3", "4")]
    assert differs(*WHOLE[:-1]) == [("figure", "Batang", "", "Batang", None)]


def test_what_it_rested_on_is_named_each() -> None:
    found = differs(
        *WHOLE,
        sources=[{"name": "W2", "sha256": "c" * 64}],
        codebook={"version": 2, "codes": [{"name": "K1", "sha256": "d" * 64}]},
        coders=[{"name": "Rina", "codings": 4}],
        model={"number": 1},
        fields=[{"field": "{informants: K1}", "value": "4"}],
    )
    assert [(kind, name) for kind, name, *_rest in found] == [
        ("source", "W1"),
        ("source", "W2"),
        ("code", "K1"),
        ("coder", "Rina"),
        ("model", ""),
        ("field", "{informants: K1}"),
    ]
    assert found[3][3:] == ("3", "4")


def test_two_tables_of_one_name_are_told_apart() -> None:
    both = report(table(), table(title="Lagi"))
    assert [name for name, _one in manifest.named(both)] == ["verdicts", "verdicts 2"]


def broken() -> list[Any]:
    whole = told(report(*WHOLE))
    other, short, lied = deepcopy(whole), deepcopy(whole), deepcopy(whole)
    other["format"] = "else"
    del short["sources"]
    lied["report"]["tables"][0]["rows"][0][2] = "belum"
    odd = {**whole, "fields": ["x"]}
    when = {**whole, "made": {"at": "kini", "by": ""}}
    return [b"{", b"[]", b"\xff\xfe", *(json.dumps(one).encode() for one in (other, short, lied, odd, when, None))]


@pytest.mark.parametrize("data", broken(), ids=range(9))
def test_what_is_no_manifest_or_was_changed_by_somebody_is_refused(data: bytes) -> None:
    with pytest.raises(ManifestBroken):
        manifest.read(data)


def test_a_manifest_of_a_newer_program_says_so() -> None:
    with pytest.raises(ManifestNewer):
        manifest.read(json.dumps({**told(report(*WHOLE)), "schema": manifest.SCHEMA + 1}).encode())
