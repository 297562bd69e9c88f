import re
import shutil
import struct
from html import unescape

import pytest

from coding.display import KINDS, paper

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")


@pytest.fixture
def figure(make_sheet):
    return KINDS["code-case-heatmap"].draw(make_sheet([[1, 0], [3, 2]]), {})


def test_a_picture_is_sixteen_centimetres_wide_at_three_hundred_dots_an_inch(figure) -> None:
    drawn = paper.picture(figure, "png", BROWSER, ["Studi · 3 kutipan"])
    width, _height = struct.unpack(">II", drawn[16:24])
    assert abs(width / 300 * 2.54 - 16) < 0.05
    at = drawn.index(b"pHYs")
    (metre,) = struct.unpack(">I", drawn[at + 4 : at + 8])
    assert round(metre * 0.0254) == 300


def test_a_drawing_keeps_its_words_as_words_and_says_what_it_rests_on(figure) -> None:
    drawn = paper.picture(figure, "svg", BROWSER, ["Studi <b>MPP</b>"]).decode()
    assert "<b>" not in drawn
    assert "Studi <b>MPP</b>" in unescape(drawn)
    assert "K0 Kode K0" in drawn
    assert re.search(r'width="605"', drawn)


def test_a_page_asks_no_network_for_anything(figure) -> None:
    made = paper.page(figure, "Kode <i>", ["Dibuat"], "id").decode()
    assert "<title>Kode &lt;i&gt;</title>" in made
    assert not re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=", made)
    assert "plotly.js" in made
