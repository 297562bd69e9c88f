from coding.ui import looks


def test_no_style_makes_the_browser_look_at_the_surfaces_ancestors_at_every_insertion() -> None:
    assert ":has(" not in looks.FRAME + looks.CODING
