"""The coefficients give what was printed of worked examples."""

import numpy as np
import pytest

from coding.agreement import nominal, sets
from coding.agreement.measuring import measure
from coding.agreement.spans import Stretch, blocks

nan = np.nan
FOUR = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3],
        [nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan],
    ]
)
"""Four observers, twelve units, some of them missing: Krippendorff 2011, and Gwet 2014."""

NEWS = np.array(
    [
        [nan if one == "." else int(one) for one in row]
        for row in (
            "112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1 111.1 212.2 "
            "1233. 1101. 000.0 0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2 110.0 2121. 22.22 3222. "
            "222.2 223.2 222.2 22.12 2222. 111.1"
        ).split()
    ]
).T
"""Five observers, forty articles on a challenger's chances: Hayes & Krippendorff 2007, table 1."""

FLEISS = np.array(
    [
        [int(one) for one in row]
        for row in (
            "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
            "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
        ).split()
    ],
    float,
)
"""Thirty patients, six psychiatrists, five diagnoses: Fleiss 1971."""


def crossed(table: list[list[int]]) -> np.ndarray:
    """Two coders' values from a table of counts."""
    pairs = [(i, j) for i, row in enumerate(table) for j, many in enumerate(row) for _ in range(many)]
    return np.array(pairs, float).T


def presence(both: int, first: int, second: int, neither: int):
    """Figures of a code from the four cells of a table."""
    values = crossed([[neither, second], [first, both]]).astype(np.int8)[:, :, None]
    return measure(values, np.zeros(values.shape[1], int), [[0]]).codes[0].figures


@pytest.mark.parametrize(
    ("metric", "printed"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_four_observers_with_missing_data(metric: nominal.Metric, printed: float) -> None:
    assert nominal.alpha(FOUR, metric) == pytest.approx(printed, abs=0.0005)


@pytest.mark.parametrize(("metric", "printed"), [("nominal", 0.477), ("ordinal", 0.7598), ("interval", 0.757)])
def test_five_observers_of_whom_most_articles_were_seen_by_four(metric: nominal.Metric, printed: float) -> None:
    assert nominal.alpha(NEWS, metric) == pytest.approx(printed, abs=0.0005)


def test_two_observers_binary_and_nominal() -> None:
    meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert nominal.alpha(np.array([meg, owen], float)) == pytest.approx(0.095, abs=0.0005)
    articles = np.array([["abcde".index(one) for one in row] for row in ("aabbdcccedda", "babbbccceddd")], float)
    assert nominal.alpha(articles) == pytest.approx(0.692, abs=0.0005)


def test_other_coefficients_of_the_four_observers() -> None:
    assert nominal.fleiss(FOUR) == pytest.approx(0.76117, abs=5e-6)
    assert nominal.ac1(FOUR) == pytest.approx(0.77544, abs=5e-6)
    assert nominal.brennan_prediger(FOUR) == pytest.approx(0.77273, abs=5e-6)


def test_cohen() -> None:
    assert nominal.cohen(*crossed([[25, 13, 12], [12, 2, 16], [3, 15, 2]])) == pytest.approx(-0.09, abs=0.005)
    assert nominal.cohen(*crossed([[88, 14, 18], [10, 40, 10], [2, 6, 12]])) == pytest.approx(0.492, abs=0.0005)


def test_fleiss() -> None:
    assert nominal.fleiss_counts(FLEISS) == pytest.approx(0.430, abs=0.0005)


def test_three_coefficients_of_one_table() -> None:
    """Artstein & Poesio 2008: S, π and κ of two coders and a hundred utterances."""
    values = crossed([[20, 20], [10, 50]])
    assert nominal.brennan_prediger(values) == pytest.approx(0.4)
    assert nominal.fleiss(values) == pytest.approx(0.341, abs=0.0005)
    assert nominal.cohen(*values) == pytest.approx(0.348, abs=0.0005)


def test_ac1_where_a_code_is_hardly_ever_given() -> None:
    """Gwet 2008: 118, 5, 2 and 0 of 125."""
    found = presence(118, 5, 2, 0)
    assert found["conger"].value == pytest.approx(-0.02, abs=0.005)
    assert found["ac1"].value == pytest.approx(0.94, abs=0.005)
    assert found["percent"].value == pytest.approx(0.944)


@pytest.mark.parametrize(
    ("cells", "percent", "kappa"),
    [
        ((40, 9, 6, 45), 0.85, 0.70),
        ((80, 10, 5, 5), 0.85, 0.32),
        ((45, 15, 25, 15), 0.60, 0.13),
        ((25, 35, 5, 35), 0.60, 0.26),
    ],
)
def test_the_two_paradoxes_of_kappa(cells: tuple[int, int, int, int], percent: float, kappa: float) -> None:
    """Feinstein & Cicchetti 1990: the same agreement, quite another κ."""
    found = presence(*cells)
    assert found["percent"].value == pytest.approx(percent, abs=0.005)
    assert found["conger"].value == pytest.approx(kappa, abs=0.005)


@pytest.mark.parametrize(
    ("one", "other", "printed"),
    [("abc", "abc", 1), ("abc", "ab", 4 / 9), ("abc", "bcd", 1 / 6), ("a", "b", 0), ("", "", 1)],
)
def test_masi(one: str, other: str, printed: float) -> None:
    """Passonneau 2006: two thirds where one holds the other, a third where they share something."""
    first, second = frozenset(map(ord, one)), frozenset(map(ord, other))
    assert sets.distance(first, second, "masi") == pytest.approx(1 - printed)


def test_characters_and_stretches_of_one_text() -> None:
    """50 characters by both, 100 by the first alone, 50 by the second, 800 by none."""
    some = [Stretch(0, 0, 0, 0, 150), Stretch(0, 1, 0, 100, 200)]
    cut = blocks(some, [1000], np.ones((2, 1), bool), 1)
    found = measure(cut.ratings, cut.sources, [[0]], cut=cut).codes[0].figures
    told = {name: round(one.value, 3) for name, one in found.items() if one.value is not None}
    assert (told["conger"], told["alpha"], told["u_alpha"]) == (0.318, 0.315, 0.320)
    assert (told["percent"], told["coded_only"]) == (0.85, 0.25)


def test_stretches_of_three_coders_as_another_program_finds_them() -> None:
    """56 characters; 0.56 by an implementation of Krippendorff et al. 2016 that counts pairs of overlaps."""
    marked = [(0, 3, 15), (0, 22, 53), (1, 3, 10), (1, 22, 53), (2, 22, 46)]
    cut = blocks([Stretch(0, coder, 0, start, end) for coder, start, end in marked], [56], np.ones((3, 1), bool), 1)
    found = measure(cut.ratings, cut.sources, [[0]], cut=cut).codes[0].figures
    assert found["u_alpha"].value == pytest.approx(0.56, abs=0.005)
