"""A concept map on paper: whole, told apart without colours, safe whatever people wrote."""

from xml.etree import ElementTree

import pytest

from coding.display.concept_map import DASHES, Card, Strand, bends, picture, png
from coding.model import TIE_KINDS
from coding.workbench import browsers

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert(1)</script> "&" ]]>'


def cards(many=3):
    kinds = ("code", "case", "memo", "proposition", "word")
    return [
        Card(kinds[at % 5], 300 * at, 80 * (at % 2), 168, 50, [f"Nama {at}"], "K1" if at % 5 == 0 else "", "#0072b2")
        for at in range(many)
    ]


def drawn(*args, **named):
    return ElementTree.fromstring(picture(*args, **named))


def test_everything_lies_within_the_picture():
    svg = drawn(cards(5), [Strand(0, 1, "leads", "mengarah ke")], "Peta", ["Keterangan " * 60])
    left, top, wide, high = map(float, svg.get("viewBox").split())
    for text in svg.iter(f"{SVG}text"):
        assert left <= float(text.get("x")) <= left + wide
        assert top <= float(text.get("y")) <= top + high
    assert (float(svg.get("width")), float(svg.get("height"))) == (wide, high)


def test_what_people_wrote_is_text_and_nothing_else():
    hostile = [Card("word", 0, 0, 168, 50, [HOSTILE]), Card("code", 300, 0, 168, 50, [HOSTILE], HOSTILE, HOSTILE)]
    svg = drawn(hostile, [Strand(0, 1, "own", HOSTILE)], HOSTILE, [HOSTILE])
    assert not list(svg.iter(f"{SVG}script"))
    told = [text.text for text in svg.iter(f"{SVG}text")]
    assert told.count(HOSTILE) == 5
    assert not any("script" in value for one in svg.iter() for value in one.attrib.values())


def test_relations_differ_by_dash_or_head_not_by_colour():
    seen = set()
    for kind in TIE_KINDS:
        svg = drawn(cards(2), [Strand(0, 1, kind, "kata")])
        (line,) = (one for one in svg.iter(f"{SVG}path") if one.get("stroke-width") in ("1.7", "2.2"))
        seen.add((line.get("stroke-dasharray"), line.get("marker-end")))
        assert line.get("stroke") == "#333333"
    assert len(seen) == len(TIE_KINDS) == len(DASHES)


def test_several_relations_of_the_same_two_are_bent_apart():
    assert bends([Strand(0, 1, "leads", ""), Strand(1, 0, "leads", ""), Strand(0, 2, "leads", "")]) == [-0.5, 0.5, 0]


def test_how_many_excerpts_speak_for_a_relation_stands_beside_its_word():
    told = [one.text for one in drawn(cards(2), [Strand(0, 1, "leads", "mengarah ke", 3)]).iter(f"{SVG}text")]
    assert "mengarah ke (3)" in told


def test_an_empty_map_is_a_picture_too():
    assert drawn([], []).tag == f"{SVG}svg"


def test_a_png_is_drawn_by_the_browser_of_this_machine():
    found = browsers.find()
    if found is None:
        pytest.fail("No Chromium here. Install it: the tests draw with it.")
    assert png(picture(cards(3), [Strand(0, 1, "leads", "mengarah ke")]), found).startswith(b"\x89PNG")
