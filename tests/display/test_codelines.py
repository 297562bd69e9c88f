from coding.display import KINDS
from coding.reduction.codelines import Stretch, Text, codelines
from coding.reduction.sheet import Head

draw = KINDS["codelines"].draw
CODES = {key: Head(key, f"={key}") for key in ("a", "b")}
CODED = [Stretch("a", 0, 30, 1, 3), Stretch("b", 12, 18, 2, 2), Stretch("a", 45, 50, 5, 5)]


def test_bars_of_a_code_stand_in_one_row_and_texts_under_each_other() -> None:
    sheet = codelines([Text("W1", 9, (), CODED), Text("W2", 9, (), CODED)], CODES, axis="lines", language="id")
    figure = draw(sheet, {})
    (bars,) = figure.data
    assert bars.y[0] == bars.y[1] < bars.y[2] < bars.y[3]
    assert [one.text for one in figure.layout.annotations] == ["<b>W1</b>", "<b>W2</b>"]
    assert figure.layout.annotations[1].y > bars.y[2]
    assert bars.meta["marks"][2] == "source:W1 AND line>=2 AND line<=2 AND =b"
