import pytest

from coding.display import KINDS
from coding.reduction.sheet import Head, Sheet

draw = KINDS["codebook-sunburst"].draw
ROWS = [Head("G", "G"), Head("K1", "K1", group="G"), Head("K2", "K2", group="G")]
SHEET = Sheet("Kode", "n", ROWS, [Head("i"), Head("n"), Head("sendiri")], [[3, 7, 1], [3, 4, 4], [1, 2, 2]])


@pytest.mark.parametrize(("shape", "type_"), [("rings", "sunburst"), ("boxes", "treemap")])
def test_a_sector_is_as_large_as_what_is_under_it_and_opens_it(shape: str, type_: str) -> None:
    (trace,) = draw(SHEET, {"unit": "segments", "shape": shape}).data
    assert trace.type == type_
    assert (list(trace.values), list(trace.parents), trace.branchvalues) == ([1, 4, 2], ["", "G", "G"], "remainder")
    assert trace.meta == {"marks": ["G", "K1", "K2"]}


def test_informants_are_told_as_they_are_though_sectors_add_them_up() -> None:
    (trace,) = draw(SHEET, {"unit": "informants", "shape": "rings"}).data
    assert list(trace.values) == [0, 3, 1]
    assert list(trace.text) == ["3", "3", "1"]
