"""Sources drawn for a second coder: each kind of informant gives its share, and the same seed draws the same."""

import pytest

from coding.reduction import draw_sources

TWENTY = {f"IK-{n:02}": "citizen" for n in range(12)} | {f"IP-{n:02}": "officer" for n in range(8)}


def counted(drawn):
    return sum(one.startswith("IK") for one in drawn), sum(one.startswith("IP") for one in drawn)


@pytest.mark.parametrize(("share", "citizens", "officers"), [(0.25, 3, 2), (0.10, 2, 1), (0.5, 6, 4), (1.0, 12, 8)])
def test_each_kind_gives_its_share_and_at_least_three_are_drawn(share, citizens, officers):
    assert counted(draw_sources(TWENTY, share, 1)) == (citizens, officers)


def test_the_same_seed_draws_the_same_and_another_one_others():
    draws = {tuple(draw_sources(TWENTY, 0.25, seed)) for seed in range(20)}
    assert draw_sources(TWENTY, 0.25, 7) == draw_sources(dict(TWENTY), 0.25, 7)
    assert len(draws) > 10


def test_nothing_is_drawn_twice_or_beyond_what_is_there():
    assert draw_sources({}, 0.25, 1) == []
    assert sorted(draw_sources({"a": "", "b": ""}, 0.25, 1)) == ["a", "b"]
    assert all(len(set(draw_sources(TWENTY, 0.25, seed))) == 5 for seed in range(20))
