from coding.display import KINDS
from coding.reduction.portraits import Strip, portraits
from coding.reduction.sheet import Head

draw = KINDS["document-portraits"].draw
CODES = {key: Head(key, f"={key}", colour="#5594d4") for key in ("a", "b")}
SHEET = portraits(
    [Strip("W1", 2, [("a", 1, 1), ("b", 1, 1)]), Strip("W2", 2, [("a", 2, 2)])], CODES, scale="share", language="id"
)


def test_codes_in_one_piece_share_its_height_and_stand_in_their_strip() -> None:
    _ground, first, second = draw(SHEET, {}).data
    assert list(first.width) == [13, 26]
    assert list(second.width) == [13]
    assert second.y[0] - first.y[0] == 13
    assert first.y[1] > second.y[0] + 20
    assert (list(first.base), list(first.x)) == ([0, 50], [50, 50])


def test_each_band_opens_its_piece_of_its_text_and_its_code() -> None:
    _ground, first, second = draw(SHEET, {}).data
    assert first.meta == {
        "marks": ["source:W1 AND line>=1 AND line<=1", "source:W2 AND line>=2 AND line<=2"],
        "ask": "=a",
    }
    assert second.meta["ask"] == "=b"


def test_codes_of_one_colour_are_told_apart() -> None:
    _ground, first, second = draw(SHEET, {}).data
    assert first.marker.color != second.marker.color
    assert first.marker.pattern.shape != second.marker.pattern.shape


def test_sixty_codes_in_twenty_texts_travel_light() -> None:
    codes = {f"K{n}": Head(f"K{n}", f"=K{n}") for n in range(60)}
    coded = [(f"K{n % 60}", n % 80 + 1, n % 80 + 2) for n in range(200)]
    sheet = portraits([Strip(f"W{n}", 80, coded) for n in range(20)], codes, scale="share", language="id")
    assert len(draw(sheet, {}).to_json()) < 2_000_000
