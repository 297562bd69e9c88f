"""The tactics of generating meaning, each against a count by hand of the study in conftest."""

from dataclasses import replace

import numpy as np
import pytest

from coding.conclusion import Claim, run
from coding.conclusion.factoring import correspondence


def at(found, *label):
    """The row of a label, or of its beginning."""
    [row] = [row for row in found.rows if row.label[: len(label)] == label]
    return row


def test_pairs_on_the_same_words_and_codes_that_follow_one_another(study, codes, numbered):
    letters = {str(id_): letter for letter, id_ in codes.items()}
    found = run("patterns", study, {})
    assert [
        (row.label[0], letters[row.label[1]], letters[row.label[2]], *row.numbers.values()) for row in found.rows
    ] == [
        ("together", "D", "P", 3, 2, 6),
        ("then", "B", "P", 3, 3, 6),
        ("then", "D", "B", 2, 2, 6),
    ]
    assert [numbered(row) for row in found.rows] == [[1, 3, 13, 15, 21, 22], [4, 5, 11, 12, 17, 18], [2, 4, 14, 16]]
    assert found.figures["passages"] == 20
    once = run("patterns", study, {"least": "1"})
    assert len(once.rows) == 8


def test_informants_in_groups_by_average_linkage(study):
    found = run("clustering", study, {})
    assert [(row.label, row.numbers["silhouette"]) for row in found.rows] == [
        (("1", "A1"), 0.4),
        (("1", "A2"), 0.525),
        (("1", "B1"), 0.458),
        (("1", "B2"), 0.55),
        (("1", "B3"), 0.217),
        (("2", "C1"), 0.0),
    ]
    assert found.figures == {"groups": 2, "informants": 6, "of": 6, "silhouette": 0.358}
    three = run("clustering", study, {"groups": "3"})
    assert [row.label[0] for row in three.rows] == ["1", "1", "1", "1", "2", "3"]
    assert run("clustering", study, {"groups": "1"}).figures["silhouette"] is None


def test_informants_excerpts_and_words_of_those_asked(study, codes):
    found = run("counting", study, {})
    # informants, of those asked, asked, of, excerpts, words
    assert tuple(at(found, "side", "for").numbers.values()) == (3, 2, 4, 6, 6, 43)
    assert tuple(at(found, "side", "against").numbers.values()) == (1, 1, 4, 6, 2, 16)
    assert tuple(at(found, "code", str(codes["D"])).numbers.values()) == (4, 3, 4, 6, 10, 69)
    unguided = run("counting", replace(study, asked=None), {})
    assert at(unguided, "side", "for").numbers["asked"] is None


def test_a_code_counts_with_those_under_it(study, codes):
    wide = replace(study, under={codes["D"]: frozenset({codes["D"], codes["V"]})})
    assert at(run("counting", wide, {}), "code", str(codes["D"])).numbers["excerpts"] == 12


def test_two_groups_side_by_side(study, codes, numbered):
    letters = {str(id_): letter for letter, id_ in codes.items()}
    found = run("contrasts", study, {"attribute": "jenis", "one": "kunci", "other": "utama"})
    # informants, of, excerpts of the one; of the other
    assert tuple(at(found, "side", "for").numbers.values()) == (2, 2, 3, 1, 3, 1)
    assert tuple(at(found, "side", "against").numbers.values()) == (0, 2, 0, 1, 3, 2)
    assert at(found, "side", "against").flag == "other only"
    rows = [row for row in found.rows if row.label[0] == "code"]
    assert [(letters[row.label[1]], row.flag) for row in rows] == [("V", "one only"), ("D", ""), ("P", ""), ("B", "")]
    assert tuple(at(found, "code", str(codes["D"])).numbers.values()) == (2, 2, 4, 2, 3, 4)
    assert numbered(rows[0]) == [24]


def test_a_code_parted_by_status_and_label(study, codes, numbered):
    found = run("partitioning", study, {"code": str(codes["D"]), "attribute": "jenis"})
    table = {row.label: tuple(row.numbers.values()) for row in found.rows}
    assert len(table) == 20
    assert table["kunci", "exists"] == (3, 2, 2)
    assert table["kunci", "limited"] == (1, 1, 2)
    assert table["utama", "absent"] == (2, 1, 3)
    assert table["utama", "failed"] == (1, 1, 3)
    assert table["utama", ""] == (1, 1, 3)
    assert table["", "exists"] == (2, 0, 0)
    assert found.figures == {"excerpts": 10, "informants": 4, "labels": 4}
    assert numbered(at(found, "utama", "absent")) == [9, 25]


def test_an_axis_parts_what_has_nothing_in_common(study, codes):
    # C1 alone speaks of the venture as there, in 1 of 22 codings: places of two blocks are √21 and -1/√21.
    found = run("factoring", study, {})
    venture = at(found, "code", str(codes["V"]), "there").numbers
    assert (venture["first"], venture["first_share"]) == (4.583, 0.955)
    assert at(found, "informant", "C1").numbers["first"] == 4.583
    assert {at(found, "informant", key).numbers["first"] for key in ("A1", "A2", "B1", "B2", "B3")} == {-0.218}
    assert len(found.rows) == 8 + 6


def test_inertia_is_chi_square_by_the_number_counted():
    places, shares, inertia = correspondence([[2, 0], [0, 2]])
    assert inertia == pytest.approx([1])
    assert np.abs(places).tolist() == pytest.approx(np.ones((4, 1)))
    table = np.array([[10, 5, 1], [3, 7, 9], [2, 2, 8]])
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    places, shares, inertia = correspondence(table)
    assert sum(inertia) == pytest.approx(((table - expected) ** 2 / expected).sum() / table.sum())
    assert shares[:3].sum(axis=0) == pytest.approx(np.ones(2))
    assert correspondence(np.zeros((0, 0)))[2] == []


def test_without_anything_said_there_is_no_axis():
    found = run("factoring", Claim(cases={"A1": {}}), {})
    assert (found.rows, found.figures["first"], found.figures["inertia"]) == ((), None, 0)


def test_found_together_beside_expected(study, codes, numbered):
    found = run("relations", study, {})
    [planning, barrier] = found.rows
    assert set(planning.label) == {str(codes["D"]), str(codes["P"])}
    assert planning.numbers == {
        "n12": 3,
        "n1": 9,
        "n2": 7,
        "expected": 3.15,
        "ratio": 0.952,
        "c": 0.231,
        "informants": 2,
    }
    assert set(barrier.label) == {str(codes["D"]), str(codes["B"])}
    assert (barrier.numbers["n12"], barrier.numbers["expected"], barrier.numbers["ratio"]) == (1, 2.7, None)
    assert (planning.flag, barrier.flag) == ("", "few")
    assert numbered(planning) == [1, 3, 13, 15, 21, 22]
    assert found.figures == {"passages": 20, "pairs": 2}


def test_what_stands_between_dialogue_and_planning(study, codes, numbered):
    found = run("intervening", study, {"first": str(codes["D"]), "second": str(codes["P"])})
    assert found.figures == {"stretches": 3, "direct": 1}
    [row] = found.rows
    assert (row.label, tuple(row.numbers.values()), numbered(row)) == ((str(codes["B"]),), (2, 3, 2), [4, 11])
