import re
import struct
from html import unescape

import pytest

from coding.display import KINDS, side_by_side
from coding.display.paper import Plate
from tests.display.test_paper import BROWSER


@pytest.fixture
def plates(make_sheet):
    kind = KINDS["code-case-heatmap"]
    return [Plate(kind.draw(make_sheet([[1, 0], [3, 2]]), {}), f"Bagian <{n}>", f"{n} kutipan") for n in range(3)]


def test_all_parts_stand_on_one_sheet_with_their_names_two_in_a_row(plates) -> None:
    drawn = side_by_side.picture(plates, "svg", BROWSER, ["Dibuat & dihitung"], beside=True).decode()
    said = unescape(drawn)
    assert [f"Bagian <{n}>" in said for n in range(3)] == [True] * 3
    assert "Dibuat & dihitung" in said
    places = [(float(x), float(y)) for x, y in re.findall(r'<svg x="([\d.]+)" y="([\d.]+)"', drawn)]
    assert [x for x, _y in places] == [0, places[1][0], 0]
    assert places[0][1] == places[1][1] < places[2][1]
    assert "<script" not in drawn


def test_a_sheet_of_parts_is_a_picture_of_three_hundred_dots_an_inch(plates) -> None:
    drawn = side_by_side.picture(plates[:2], "png", BROWSER, [], beside=False)
    width, height = struct.unpack(">II", drawn[16:24])
    assert abs(width / 300 * 2.54 - 16) < 0.05
    assert height > width / 2
    assert b"pHYs" in drawn[:60]


def test_a_page_of_parts_brings_along_once_what_draws_them(plates) -> None:
    made = side_by_side.page(plates, "Kode", ["Dibuat"], "id", beside=True).decode()
    assert made.count('class="plotly-graph-div"') == 3
    assert "Bagian &lt;2&gt;" in made
    assert len(made) < 6_000_000
    assert not re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=", made)
