"""The codebooks that come with the program."""

from itertools import combinations
from math import dist
from pathlib import Path

import pytest

from coding.codebook import check, exclusions, read_yaml, write_yaml
from coding.model import LANGUAGES, Code, Codebook

FOLDER = Path(__file__).parents[2] / "codebooks"
FILES = sorted(FOLDER.glob("*.yaml"))
LIGHT, DARK = "#ffffff", "#0e1117"
CODED = ("definition", "include", "exclude", "typical", "borderline")


def load(name: str) -> Codebook:
    return read_yaml((FOLDER / f"{name}.yaml").read_text("utf-8"))


# What a colour becomes for somebody who lacks one kind of cone (Machado, Oliveira & Fernandes 2009, severity 1).
EYES = {
    "full": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
Triple = tuple[float, ...]


def product(matrix: tuple[Triple, ...], vector: Triple) -> Triple:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def linear(colour: str) -> Triple:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def luminance(colour: str) -> float:
    return product(XYZ, linear(colour))[1]


def seen(colour: str, eye: str) -> Triple:
    """The colour in CIELAB as that eye sees it."""
    shown = tuple(min(1.0, max(0.0, part)) for part in product(EYES[eye], linear(colour)))
    white = product(XYZ, (1.0, 1.0, 1.0))
    ratios = (part / full for part, full in zip(product(XYZ, shown), white, strict=True))
    x, y, z = (r ** (1 / 3) if r > 0.008856 else 7.787 * r + 16 / 116 for r in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_two_codebooks_are_there() -> None:
    assert {path.stem for path in FILES} >= {"wog", "general"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_codebook_holds_together_and_is_written_as_the_program_writes_it(path: Path) -> None:
    text = path.read_text("utf-8")
    book = read_yaml(text)
    check(book)
    assert text[text.index("name:") :] == write_yaml(book)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_colours_can_be_read_on_white_and_on_dark(path: Path) -> None:
    for code in read_yaml(path.read_text("utf-8")).codes:
        assert contrast(code.colour, LIGHT) >= 3, code.key
        assert contrast(code.colour, DARK) >= 3, code.key


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_codable_code_is_defined_delimited_and_has_both_examples(path: Path) -> None:
    book = read_yaml(path.read_text("utf-8"))
    for code in book.codable():
        for field in CODED:
            assert code.texts[field][book.language].strip(), (code.key, field)


def test_wog_has_three_groups_of_three_in_the_articles_order_and_three_codes_beside_them() -> None:
    book = load("wog")
    groups = [code for code in book.codes if not code.codable]
    assert [code.key for code in groups] == ["K", "I", "D"]
    for group in groups:
        below = [code.key for code in book.codes if code.parent == group.id]
        assert below == [f"{group.key}{number}" for number in (1, 2, 3)]
    assert [code.key for code in book.codable() if code.parent is None] == ["HB", "PD", "LN"]
    assert [code.label("en") for code in book.codable()][:9] == [
        "Taking into account",
        "Dialogue (exchange of information)",
        "Joint planning",
        "Joint working",
        "Joint venture",
        "Satellite",
        "Strategic alliance",
        "Union",
        "Merger",
    ]


def test_wog_speaks_both_languages_throughout() -> None:
    for code in load("wog").codes:
        assert set(code.name) == set(LANGUAGES)
        for field, words in code.texts.items():
            assert set(words) == set(LANGUAGES), (code.key, field)
            assert all(words.values())
    for code in load("wog").codable():
        assert set(code.texts) == {*CODED, "note", "theory"}
        assert all(code.texts[field].keys() == set(LANGUAGES) for field in code.texts)


def test_wog_codes_have_keys_one_to_nine_and_a_sign_each() -> None:
    book = load("wog")
    assert [code.key for code in book.shortcuts().values()] == ["K1", "K2", "K3", "I1", "I2", "I3", "D1", "D2", "D3"]
    assert all(code.sign == code.key for code in book.codes)


def test_wog_codes_share_the_colour_of_their_group_and_groups_differ() -> None:
    book = load("wog")
    by_id = {code.id: code for code in book.codes}
    assert all(code.colour == by_id[code.parent].colour for code in book.codes if code.parent)
    assert len({code.colour for code in book.codes if not code.codable}) == 3


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_eye_can_tell_the_hues_apart(path: Path, eye: str) -> None:
    hues = sorted({code.colour for code in read_yaml(path.read_text("utf-8")).codes})
    assert 3 <= len(hues) <= 5
    for one, other in combinations(hues, 2):
        assert dist(seen(one, eye), seen(other, eye)) >= 30, (one, other)


def test_wog_exclusions_name_the_code_to_use_instead() -> None:
    for code in load("wog").codable():
        for language in LANGUAGES:
            targets = [instead for _, instead in exclusions(code, language) if instead]
            assert targets, code.key
            assert code.key not in targets


def test_wog_stems_exist_in_both_languages_except_for_other() -> None:
    def stemless(code: Code) -> bool:
        return not all(code.stems.get(language) for language in LANGUAGES)

    assert [code.key for code in load("wog").codable() if stemless(code)] == ["LN"]


def test_wog_tells_where_the_article_departs_from_its_source() -> None:
    book = load("wog")
    notes = {code.key: code.texts["note"]["en"] for code in book.codable()}
    assert "under integration" in notes["K3"]
    assert "long-term planning" in notes["I2"]
    assert "DPMPTSP" in notes["I3"]
    assert "Perry 6" in book.source


def test_the_general_codebook_is_small_english_and_knows_nothing_of_wog() -> None:
    book = load("general")
    assert book.language == "en"
    assert 8 <= len(book.codable()) <= 12
    assert all(set(code.name) == {"en"} for code in book.codes)
    assert not {code.key for code in book.codes} & {code.key for code in load("wog").codes}
