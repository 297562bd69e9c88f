"""Codes together in a small study: the counts are those of the query language, and every number opens them."""

import pytest

from coding import workbench
from coding.errors import DisplayOptionInvalid
from coding.model import Query
from coding.workbench import displays

TALK = """P: Apakah ada rapat?
IK: Ada rapat koordinasi. Rapat itu tiap Senin, dan kerja sama jalan.
P: Lalu kerja sama dengan dinas lain?
IK: Belum ada kerja sama. Rapatnya juga belum.
"""
CODED = {
    "IK-1": [
        ("K1", "Ada rapat koordinasi."),
        ("K1", "Rapat itu tiap Senin"),
        ("K2", "koordinasi. Rapat itu"),
        ("K3", "Belum ada kerja sama."),
        ("K2", "Belum ada"),
    ],
    "IK-2": [("K1", "Belum ada kerja sama."), ("K3", "Apakah ada rapat?"), ("K3", "Rapatnya juga")],
    "IK-3": [("K2", "Senin")],
}
MATRIX = "cooccurrence-matrix"
LEVELS = ("overlap", "same", "turn", "near1", "near2", "near3", "source", "case")


@pytest.fixture
def spoken(study):
    for name, said in CODED.items():
        case = study.add_case(name, jenis="kunci" if name == "IK-1" else "utama")
        source = study.add_source(f"W {name}", TALK, case.id)
        for code, words in said:
            at = TALK.index(words)
            study.code(code, at, at + len(words), source=source.id)
    return study


@pytest.fixture
def coded_again(spoken):
    """A second coder gives the words of the first excerpt the same code, and another one."""
    other = spoken.member("Rina")
    source = next(one.id for one in workbench.list_sources(spoken.owner, spoken.id) if one.name == "W IK-1")
    for code in ("K1", "K2"):
        at = TALK.index("Ada rapat koordinasi.")
        spoken.code(code, at, at + len("Ada rapat koordinasi."), by=other, source=source)
    return spoken


def drawn(study, kind, text="", **options):
    where = workbench.read_query(study.owner, study.id, text) if text else None
    return displays.draw_display(study.owner, study.id, kind, Query(where=where), options=options)


def found(study, sheet, ask, text=""):
    """The excerpts that a number opens, as the page asks for them."""
    together = displays.narrow_query(study.owner, study.id, [text, ask])
    where = workbench.read_query(study.owner, study.id, together)
    return workbench.find_excerpts(study.owner, study.id, Query(where=where, whole=sheet.whole))


def many(level, excerpts):
    """What is counted of excerpts at a level: wholes that hold all their codes, else segments."""
    if level == "source":
        return len({one.source_name for one in excerpts})
    if level == "case":
        return len({one.case_key for one in excerpts})
    if level == "turn":
        # In these talks each turn is a line.
        lines: dict[str, set[tuple[str, int]]] = {}
        for one in excerpts:
            for line in range(one.coding.line_start, one.coding.line_end + 1):
                lines.setdefault(one.code_key, set()).add((one.source_name, line))
        return len(set.intersection(*lines.values())) if lines else 0
    return len({(one.source_name, one.coding.start, one.coding.end) for one in excerpts})


def rows(study, level):
    """Pair → n12, n21, n1, n2."""
    sheet = drawn(study, MATRIX, level=level).sheet
    return {row.label: tuple(cells[:4]) for row, cells in zip(sheet.rows, sheet.cells, strict=True)}


def test_pairs_are_what_was_counted_by_hand(spoken):
    # The first K2 of IK-1 overlaps both K1; its second lies in K3.
    assert rows(spoken, "overlap") == {"K1 × K2": (2, 1, 3, 3), "K2 × K3": (1, 1, 3, 3)}
    assert rows(spoken, "case") == {"K1 × K2": (1, 1, 2, 2), "K1 × K3": (2, 2, 2, 2), "K2 × K3": (1, 1, 2, 2)}
    assert rows(spoken, "turn") == {"K1 × K2": (1, 1, 2, 3), "K1 × K3": (1, 1, 2, 3), "K2 × K3": (1, 1, 3, 3)}
    assert rows(spoken, "same") == {}


def test_words_coded_by_two_coders_are_one_segment(coded_again):
    assert rows(coded_again, "overlap")["K1 × K2"] == (2, 2, 3, 4)
    assert rows(coded_again, "same") == {"K1 × K2": (1, 1, 3, 4)}
    assert rows(coded_again, "turn")["K1 × K2"] == (1, 1, 2, 3)
    (pair,) = drawn(coded_again, MATRIX, level="same").sheet.pairs
    assert pair.coefficient == pytest.approx(1 / (3 + 4 - 1))
    for level in LEVELS:
        sheet = drawn(coded_again, MATRIX, level=level).sheet
        for row, cells in enumerate(sheet.cells):
            for at, count in enumerate(cells[:4]):
                assert many(level, found(coded_again, sheet, sheet.ask(row, at))) == count


NARROWED = [(level, text) for level in ("overlap", "turn", "near2", "case") for text in ("words:rapat", "NOT line:1")]


@pytest.mark.parametrize(
    ("level", "text"),
    [*((level, "") for level in LEVELS), ("source", "case.jenis:utama OR words:rapat"), *NARROWED],
)
def test_every_number_of_a_pair_opens_exactly_what_it_counts(spoken, level, text):
    sheet = drawn(spoken, MATRIX, text, level=level).sheet
    assert sheet.rows or text or level == "same"
    for row, cells in enumerate(sheet.cells):
        for at, count in enumerate(cells[:4]):
            assert many(level, found(spoken, sheet, sheet.ask(row, at), text)) == count


@pytest.mark.parametrize("level", LEVELS)
def test_pairs_that_are_not_shown_are_never_together(spoken, level):
    sheet = drawn(spoken, MATRIX, level=level).sheet
    shown = {(one.first, one.second) for one in sheet.pairs}
    for first in range(len(sheet.codes)):
        for second in range(first + 1, len(sheet.codes)):
            if (first, second) not in shown:
                alone = found(spoken, sheet, sheet.pair_ask(first, second))
                assert alone == []


@pytest.mark.parametrize(
    ("level", "value"),
    [*((level, "count") for level in LEVELS), ("turn", "coefficient"), ("source", "portion")],
)
def test_every_cell_of_the_matrix_opens_the_row_with_the_column(spoken, level, value):
    picture = drawn(
        spoken, MATRIX, "words:rapat OR words:kerja OR words:Senin", level=level, value=value, order="frequency"
    )
    (trace,) = picture.figure.data
    sheet, meta = picture.sheet, trace.meta
    for one in sheet.pairs:
        for first, second, count in ((one.first, one.second, one.n12), (one.second, one.first, one.n21)):
            assert trace.z[first][second]
            joined = meta.get("joined", "AND")
            ask = f"({meta['rows'][first]}) {joined} ({meta['columns'][second]})"
            assert many(level, found(spoken, sheet, f"({ask})", meta.get("ask", ""))) == count


def test_where_the_query_names_codes_wholes_open_nothing_and_that_is_told(spoken):
    sheet = drawn(spoken, MATRIX, "NOT K3", level="case").sheet
    assert sheet.ask(0, 0) is None
    assert "names codes" in sheet.notices[-1].sentence
    sheet = drawn(spoken, MATRIX, "NOT K3", level="overlap").sheet
    assert len(found(spoken, sheet, sheet.ask(0, 0), "NOT K3")) == sheet.cells[0][0]


@pytest.mark.parametrize("level", LEVELS)
def test_ties_of_a_network_are_the_pairs_and_codes_have_their_informants(spoken, level):
    picture = drawn(spoken, "cooccurrence-network", level=level)
    pairs = drawn(spoken, MATRIX, level=level).sheet
    assert picture.sheet.cells == pairs.cells
    assert [one.size for one in picture.sheet.codes] == [2, 2, 2]
    marks = next(one.meta["marks"] for one in picture.figure.data if one.meta)
    for ask, cells in zip(marks, picture.sheet.cells, strict=True):
        assert many(level, found(spoken, picture.sheet, ask)) == cells[0]
    assert len(drawn(spoken, "cooccurrence-network", level=level, least="10").sheet.rows) == 0


def test_flows_go_from_one_chosen_group_to_another(spoken):
    kind = "cooccurrence-sankey"
    # The one group there is stands on both sides to begin with.
    sheet = drawn(spoken, kind).sheet
    assert [row.label for row in sheet.rows] == ["K1 × K2", "K2 × K1", "K2 × K3", "K3 × K2"]
    for row, cells in enumerate(sheet.cells):
        assert [many("overlap", found(spoken, sheet, sheet.ask(row, at))) for at in range(4)] == list(cells[:4])
    assert drawn(spoken, kind, left="group.KOORD", right="group.KOORD").sheet.rows == sheet.rows
    with pytest.raises(DisplayOptionInvalid, match=r"group\.KOORD"):
        drawn(spoken, kind, left="group.NONE")
