from coding.reduction.communities import communities, spots

TWO = [(0, 1, 3), (1, 2, 3), (0, 2, 3), (3, 4, 2), (4, 5, 2), (3, 5, 2), (2, 3, 1)]


def test_two_knots_on_one_thread_are_two_communities() -> None:
    assert communities(8, TWO) == [0, 0, 0, 1, 1, 1, None, None]


def test_communities_are_numbered_by_their_first_code() -> None:
    assert communities(4, [(0, 3, 1), (1, 2, 1)]) == [0, 1, 1, 0]


def test_where_nothing_is_tied_there_is_no_community() -> None:
    assert communities(3, []) == [None, None, None]
    assert spots([None, None], []) == [(0, 0), (0, 0)]


def test_the_weight_of_ties_decides_to_which_side_a_code_belongs() -> None:
    knots = [(0, 1, 5), (3, 4, 5)]
    assert communities(5, [*knots, (1, 2, 4), (2, 3, 1)])[2] == 0
    assert communities(5, [*knots, (1, 2, 1), (2, 3, 4)])[2] == 1


def test_a_network_is_laid_the_same_way_again_and_fills_its_room() -> None:
    groups = communities(8, TWO)
    laid = spots(groups, TWO)
    assert laid == spots(groups, TWO)
    for axis in (0, 1):
        values = [one[axis] for one in laid[:6]]
        assert (min(values), max(values)) == (-1, 1)


def test_tied_codes_stand_closer_than_others() -> None:
    laid = spots(communities(6, TWO), TWO)

    def far(one: int, other: int) -> float:
        return abs(complex(*laid[one]) - complex(*laid[other]))

    assert max(far(0, 1), far(1, 2), far(3, 4), far(4, 5)) < far(0, 5)
    assert min(far(a, b) for a in range(6) for b in range(a)) > 0.1
