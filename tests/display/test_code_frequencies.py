from coding.display import KINDS
from coding.reduction.sheet import Head, Sheet

draw = KINDS["code-frequencies"].draw
SHEET = Sheet(
    "Kode",
    "banyaknya informan",
    [Head("K1", "=K1", colour="#D55E00"), Head("K2", "=K2", colour="red; x")],
    [Head("Informan"), Head("dari", None), Head("Kutipan")],
    [(2, 3, 6), (0, 3, 0)],
)


def test_informants_stand_with_of_how_many_and_excerpts_alone() -> None:
    (informants,) = draw(SHEET, {"unit": "informants"}).data
    assert (list(informants.x), list(informants.text)) == ([2, 0], ["2/3", "0/3"])
    (segments,) = draw(SHEET, {"unit": "segments"}).data
    assert (list(segments.x), list(segments.text)) == ([6, 0], ["6", "0"])


def test_a_bar_opens_its_code_and_an_empty_one_nothing() -> None:
    assert draw(SHEET, {"unit": "informants"}).data[0].meta == {"marks": ["=K1", None]}


def test_a_code_keeps_its_colour_where_it_has_one() -> None:
    assert list(draw(SHEET, {"unit": "segments"}).data[0].marker.color) == ["#D55E00", "#0072B2"]
