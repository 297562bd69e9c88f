"""What is to be checked again: everything above what moved, with its reasons, and nothing else."""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from coding.conclusion.staleness import Because, Leaning, leans_on, stale

IDS = [uuid4() for _ in range(8)]
DOWNWARD = st.sets(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] > pair[1]), max_size=14
).map(lambda pairs: [Leaning(IDS[upper], "proposition", IDS[lower]) for upper, lower in sorted(pairs)])


@given(leaning=DOWNWARD, moved=st.sets(st.integers(0, 7), max_size=3))
def test_a_conclusion_is_stale_if_it_moved_or_rests_on_one_that_did(leaning: list[Leaning], moved: set[int]) -> None:
    own = {IDS[one]: [Because("coding", uuid4(), "changed")] for one in moved}
    found = stale(own, leaning)
    assert set(found) == {one for one in IDS if any(leans_on(one, IDS[at], leaning) for at in moved)}
    for owner, reasons in found.items():
        below = {one.on for one in leaning if one.owner == owner and one.on in found}
        assert {each.on for each in reasons if each.how == "stale"} == below
        assert [each for each in reasons if each.how == "changed"] == own.get(owner, [])


def test_what_rests_on_a_stale_display_is_stale_and_the_display_itself_is_no_conclusion() -> None:
    display, low, high = IDS[:3]
    found = stale({}, [Leaning(low, "display", display), Leaning(high, "proposition", low)], {display})
    assert found == {low: (Because("display", display, "stale"),), high: (Because("proposition", low, "stale"),)}
