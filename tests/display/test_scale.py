from coding.display.scale import OWN, Scale


def test_a_scale_knows_the_largest_number_and_every_name_that_came_to_it() -> None:
    scale = Scale()
    assert [scale.most("count", many) for many in (3, 7, 5)] == [3, 7, 7]
    assert scale.most("other", 1) == 1
    assert scale.every("left", "ab") == ["a", "b"]
    assert scale.every("left", "ca") == ["a", "b", "c"]


def test_what_was_drawn_holds_as_long_as_nothing_larger_and_no_name_came_behind_it() -> None:
    scale = Scale()

    def drawn(most: int, names: str):
        return scale.shared(lambda: (scale.most("count", most), scale.every("left", names)))

    small, small_holds = drawn(3, "a")
    large, large_holds = drawn(7, "ab")
    same, same_holds = drawn(5, "b")
    assert (small, large, same) == ((3, ["a"]), (7, ["a", "b"]), (7, ["a", "b"]))
    assert [holds() for holds in (small_holds, large_holds, same_holds)] == [False, True, True]
    scale.every("left", "c")
    assert not large_holds()


def test_what_asked_twice_and_was_answered_otherwise_does_not_hold() -> None:
    scale = Scale()
    (first, second), holds = scale.shared(lambda: [scale.most("row", high) for high in (2, 4)])
    assert (first, second, holds()) == (2, 4, False)


def test_what_asks_nothing_of_a_scale_always_holds() -> None:
    scale = Scale()
    made, holds = scale.shared(lambda: "drawn")
    scale.most("count", 9)
    assert (made, holds()) == ("drawn", True)


def test_a_picture_by_itself_has_a_scale_of_its_own() -> None:
    assert [OWN.most("count", many) for many in (7, 3)] == [7, 3]
    assert [OWN.every("left", names) for names in ("ab", "c")] == [["a", "b"], ["c"]]
