"""Concept maps laid out: nothing covers anything, and the same comes out again."""

import itertools
import random

import pytest

from coding.reduction.concept_map import LETTERS, apart, lines, network, size, star, tree


def free(places, sizes):
    boxes = list(zip(places, sizes, strict=True))
    return all(
        abs(x - u) >= (wide + broad) / 2 or abs(y - v) >= (high + tall) / 2
        for ((x, y), (wide, high)), ((u, v), (broad, tall)) in itertools.combinations(boxes, 2)
    )


def named(many):
    chance = random.Random(many)
    names = [
        " ".join(chance.choice(("rapat", "koordinasi", "kebijakan publik")) for _ in range(4)) for _ in range(many)
    ]
    return [size("code", name) for name in names]


@pytest.mark.parametrize("many", [1, 2, 9, 60, 120])
def test_no_two_boxes_cover_each_other_however_the_map_is_begun(many):
    sizes = named(many)
    chance = random.Random(7)
    edges = {(chance.randrange(many), chance.randrange(many)): float(chance.randrange(1, 9)) for _ in range(2 * many)}
    ties = [(a, b, weight) for (a, b), weight in edges.items() if a < b]
    parents = [None if at % 7 == 0 else at - at % 7 + (at % 7 > 3) * 2 for at in range(many)]
    for places in (network(sizes, ties), tree(sizes, parents), star(sizes)):
        assert len(places) == many
        assert free(places, sizes)
    assert network(sizes, ties) == network(sizes, ties)
    assert star(sizes) == star(sizes)


def test_boxes_at_one_place_come_apart_and_the_map_begins_at_its_corner():
    sizes = [(168, 67)] * 12
    places = apart([(500.0, 500.0)] * 12, sizes)
    assert free(places, sizes)
    assert min(x for x, _y in places) == 84
    assert min(y for _x, y in places) in (33, 34)


def test_boxes_that_do_not_touch_keep_their_distances():
    assert apart([(0, 0), (400, 0), (0, 300)], [(168, 50)] * 3) == [(84, 25), (484, 25), (84, 325)]


def test_nothing_is_laid_out_where_there_is_nothing():
    assert network([], []) == tree([], []) == apart([], []) == []


def test_a_child_stands_behind_its_parent_and_a_parent_in_the_middle_of_its_children():
    sizes = [size("code", "Nama")] * 4
    (root, *children) = tree(sizes, [None, 0, 0, 0])
    assert all(x > root[0] for x, _y in children)
    assert [y for _x, y in children] == sorted(y for _x, y in children)
    assert abs(root[1] - children[1][1]) <= 1


def test_a_name_is_broken_into_lines_of_which_none_is_too_long_and_nothing_is_lost():
    name = "Koordinasi antarinstansi " + "x" * 45 + " a"
    found = lines(name)
    assert max(map(len, found)) <= LETTERS
    assert "".join(found).replace(" ", "") == name.replace(" ", "")
    assert lines("") == lines("  ") == [""]
