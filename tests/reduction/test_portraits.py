from coding.reduction.portraits import PIECES, Strip, portraits
from coding.reduction.sheet import Head

CODES = {key: Head(key, f"={key}") for key in ("a", "b", "c")}
STRIPS = [Strip("W1", 100, [("a", 1, 2), ("a", 2, 5), ("b", 100, 100)]), Strip("W2", 10, [("c", 10, 10)])]


def made(scale: str, strips: list[Strip] = STRIPS):
    return portraits(strips, CODES, scale=scale, language="id")


def test_a_coding_counts_in_every_piece_it_touches() -> None:
    sheet = made("share")
    assert [row.label for row in sheet.rows[:3]] == ["baris 1–2", "baris 3–4", "baris 5–6"]
    assert [cells[2:] for cells in sheet.cells[:4]] == [[2, 0, 0], [1, 0, 0], [1, 0, 0], [0, 0, 0]]
    assert sheet.ask(0, 2) == "(source:W1 AND line>=1 AND line<=2) AND =a"


def test_pieces_cover_each_text_and_none_overlap() -> None:
    for scale, many in (("share", {"W1": PIECES, "W2": 10}), ("length", {"W1": PIECES, "W2": 5})):
        sheet = made(scale)
        for strip in STRIPS:
            lines = [row.label.split()[1].split("–") for row in sheet.rows if row.group == strip.name]
            covered = [line for first, last in lines for line in range(int(first), int(last) + 1)]
            assert covered == list(range(1, strip.lines + 1))
            assert len(lines) == many[strip.name]


def test_shares_end_at_a_hundred_and_lengths_where_the_text_does() -> None:
    ends = {row.group: cells[1] for row, cells in zip(made("share").rows, made("share").cells, strict=True)}
    assert ends == {"W1": 100, "W2": 100}
    ends = {row.group: cells[1] for row, cells in zip(made("length").rows, made("length").cells, strict=True)}
    assert ends == {"W1": 100, "W2": 10}


def test_codes_that_are_met_nowhere_have_no_column_and_a_text_without_lines_a_piece() -> None:
    assert [one.label for one in made("share", [STRIPS[1]]).columns[2:]] == ["c"]
    assert [row.label for row in made("share", [Strip("W3", 0, [])]).rows] == ["baris 1–1"]
