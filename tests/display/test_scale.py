from coding.display.scale import OWN, Scale


def test_a_scale_knows_the_largest_number_and_every_name_that_came_to_it() -> None:
    scale = Scale()
    assert [scale.most("count", many) for many in (3, 7, 5)] == [3, 7, 7]
    assert scale.most("other", 1) == 1
    assert scale.every("left", "ab") == ["a", "b"]
    assert scale.every("left", "ca") == ["a", "b", "c"]


def test_a_picture_by_itself_has_a_scale_of_its_own() -> None:
    assert [OWN.most("count", many) for many in (7, 3)] == [7, 3]
    assert [OWN.every("left", names) for names in ("ab", "c")] == [["a", "b"], ["c"]]
