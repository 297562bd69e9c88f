"""Tables of words: nothing is cut off, a row is as high as what stands in it; arrows stand in layers."""

from coding.display import linked, text_table
from coding.reduction.sheet import Head, Sheet

LONG = "Kami tidak pernah duduk bersama membahas itu, tidak pernah sekali pun, padahal kantornya berhadapan."


def table(*cells: str) -> Sheet:
    rows = [Head(f"IK-{at}", f"case:IK-{at}", group="kunci") for at in range(len(cells))]
    missing = {(at, 0): "no data" for at, text in enumerate(cells) if text == "tidak ada data"}
    return Sheet("Informan", "kutipan", rows, [Head("K1", "=K1")], [[one] for one in cells], rules=missing)


def test_every_word_stands_in_the_figure_and_rows_grow_with_them() -> None:
    figure = text_table.draw(table("pendek", LONG), {})
    boxes = next(trace for trace in figure.data if trace.type == "bar")
    words = figure.data[-1].text
    assert " ".join(words[1].split("<br>")) == LONG
    assert boxes.width[1] > boxes.width[0]
    assert sum(boxes.width) < figure.layout.height


def test_cells_open_their_excerpts_and_missing_ones_nothing() -> None:
    figure = text_table.draw(table("ada (1)", "tidak ada data"), {})
    boxes = next(trace for trace in figure.data if trace.type == "bar")
    assert boxes.meta["marks"] == ["case:IK-0 AND =K1", None]


def test_words_are_safe_where_a_figure_reads_markup() -> None:
    assert "<b>" not in text_table.draw(table("<b>tebal</b>"), {}).data[-1].text[0]


def test_what_leads_to_something_stands_above_it_and_a_circle_does_no_harm() -> None:
    assert linked.layered([("a", "b"), ("b", "c"), ("a", "c")]) == {"a": 0, "b": 1, "c": 2}
    assert linked.layered([("a", "b"), ("b", "a")]) == {"a": 0, "b": 1}
    assert linked.layered([("a", "a")]) == {"a": 0}


def test_a_number_stands_on_each_arrow_and_opens_it() -> None:
    rows = [Head("b", group="a"), Head("a", group="a")]
    sheet = Sheet("", "", rows, [Head("+"), Head("−")], [[2, 0], [0, 1]], {(0, 0): "K1", (1, 1): "K2"})
    for draw in (linked.draw_layers, linked.draw_ring):
        figure = draw(sheet, {})
        assert [trace.meta["marks"] for trace in figure.data if trace.meta] == [["K1"], ["K2"]]
        assert [trace.mode for trace in figure.data].count("lines") == 1
