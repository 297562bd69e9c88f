import math
import re

import pytest

from coding.display import KINDS
from coding.reduction.sheet import Head, Sheet

draw = KINDS["causal-network"].draw
ROWS = [Head("K2", group="K1"), Head("K3", group="K2"), Head("K3", group="K3")]
COLUMNS = [Head("menjelaskan"), Head("mendukung (+)")]
ASKS = {(0, 0): "=K1 OR =K2", (1, 1): "=K2 OR =K3", (2, 0): "=K3"}
SHEET = Sheet("Dari", "tautan", ROWS, COLUMNS, [[2, 0], [0, 1], [1, 0]], ASKS)


def test_an_arrow_points_from_what_explains_down_to_what_is_explained() -> None:
    traces = draw(SHEET, {}).data
    names = next(one for one in traces if one.mode == "text")
    places = {text[3:5]: (x, y) for text, x, y in zip(names.text, names.x, names.y, strict=True)}
    assert places["K1"][1] < places["K2"][1] < places["K3"][1]
    tip = next(one for one in traces if one.mode == "markers")
    ((x, y),) = zip(tip.x, tip.y, strict=True)
    assert places["K1"][1] < y < places["K2"][1]
    (turned,) = tip.marker.angle
    # Half around points straight down; K2 stands so far to the side of K1.
    aside = math.degrees(math.atan2(places["K2"][0] - places["K1"][0], places["K2"][1] - places["K1"][1]))
    assert turned % 360 == pytest.approx(180 - aside, abs=8)
    assert x == pytest.approx(places["K2"][0], abs=60)


def test_each_kind_of_link_has_its_colour_and_what_joins_a_name_to_itself_no_arrow() -> None:
    traces = draw(SHEET, {}).data
    lines = [one for one in traces if one.mode == "lines"]
    assert len({one.line.color for one in lines}) == 2
    assert sum(x is not None for one in lines for x in one.x) == 4
    assert sum(len(one.x) for one in traces if one.mode == "markers") == 2


def test_numbers_open_the_excerpts_at_both_ends() -> None:
    numbers = [one for one in draw(SHEET, {}).data if one.meta]
    assert [[re.sub("<[^>]+>", "", text) for text in one.text] for one in numbers] == [["2", "1"], ["1"]]
    assert [one.meta["marks"] for one in numbers] == [["=K1 OR =K2", "=K3"], ["=K2 OR =K3"]]
