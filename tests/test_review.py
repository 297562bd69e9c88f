"""States of excerpts, the sample that is drawn for a supervisor, and who is named in a comment."""

from dataclasses import replace
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from coding import review
from coding.model import Coding
from coding.review import Changed, Span, Voice

A, B, C = (UUID(int=n) for n in (1, 2, 3))
K1, K2 = UUID(int=11), UUID(int=12)
W1, W2 = UUID(int=21), UUID(int=22)
CODING = Coding(UUID(int=99), W1, 3, 9, "rapat bersama", K1, A, status="exists")


def test_a_state_holds_as_long_as_words_code_and_status_are_those_reviewed() -> None:
    given_ = review.of_coding(uuid4(), CODING, "accepted")
    assert review.standing(given_, CODING) == "accepted"
    assert review.standing(given_, replace(CODING, memo="catatan", weight=3)) == "accepted"
    for other, part in (
        (replace(CODING, quote="rapat"), Changed("words", "rapat bersama", "rapat")),
        (replace(CODING, code=K2), Changed("code", str(K1), str(K2))),
        (replace(CODING, status="absent"), Changed("status", "exists", "absent")),
        (replace(CODING, limited=True), Changed("status", "exists", "exists limited")),
    ):
        assert review.standing(given_, other) == "changed"
        assert review.changed(given_, other) == (part,)


def test_what_was_changed_and_changed_back_is_accepted_again() -> None:
    given_ = review.of_coding(uuid4(), CODING, "accepted")
    assert review.standing(given_, replace(replace(CODING, code=K2), code=K1)) == "accepted"


def test_a_draft_stays_one_whatever_changes() -> None:
    assert review.standing(None, CODING) == "draft"
    given_ = review.of_coding(uuid4(), CODING, "draft")
    assert review.standing(given_, replace(CODING, code=K2)) == "draft"


def test_the_most_weight_comes_first_and_a_coding_once_with_all_its_reasons() -> None:
    ids = [str(uuid4()) for _ in range(6)]
    pools = {
        "random": dict.fromkeys(ids, 0.0),
        "leans": {ids[0]: 1.0, ids[1]: 5.0, ids[2]: 3.0},
        "aside": {ids[1]: 0.0},
    }
    drawn = review.draw(pools, 2, seed=7)
    assert [str(one.coding) for one in drawn][:2] == [ids[1], ids[2]]
    assert {"leans", "aside"} <= set(drawn[0].whys)
    assert len({one.coding for one in drawn}) == len(drawn)
    assert sum("random" in one.whys for one in drawn) == 2


@given(st.sets(st.uuids(), min_size=1, max_size=40), st.integers(0, 2**31), st.integers(1, 10))
def test_the_same_seed_draws_the_same_and_what_leaves_the_pool_moves_nobody_else(
    ids: set[UUID], seed: int, each: int
) -> None:
    pool = dict.fromkeys(sorted(map(str, ids)), 0.0)
    drawn = [one.coding for one in review.draw({"random": pool}, each, seed)]
    backwards = dict(reversed(pool.items()))
    assert [one.coding for one in review.draw({"random": backwards}, each, seed)] == drawn
    rest = {one: 0.0 for one in pool if one != str(drawn[0])}
    bare = {one.replace("-", ""): 0.0 for one in pool}
    assert [one.coding for one in review.draw({"random": bare}, each, seed)] == drawn
    assert [one.coding for one in review.draw({"random": rest}, each, seed)][: len(drawn) - 1] == drawn[1:]


def test_layers_differ_where_one_has_another_code_or_nothing() -> None:
    spans = [
        Span("31", "W1", "A", "K1", 0, 10),
        Span("32", "W1", "B", "K1", 5, 12),  # the same, other edges
        Span("33", "W1", "A", "K1", 20, 30),
        Span("34", "W1", "B", "K2", 25, 30),  # another code
        Span("35", "W1", "A", "K2", 40, 50),  # B has nothing
        Span("36", "W1", "A", "K2", 50, 60),  # touches what is before it, shares nothing
        Span("37", "W2", "A", "K1", 0, 5),  # nobody else coded this source
    ]
    assert review.differing(spans) == {"33": 2.0, "34": 2.0, "35": 1.0, "36": 1.0}


@given(
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from(["K1", "K2"]), st.integers(0, 12), st.integers(1, 6)),
        max_size=14,
    )
)
def test_differing_is_what_a_look_at_every_pair_finds(drawn: list[tuple[str, str, int, int]]) -> None:
    spans = [
        Span(str(at), "W1", coder, code, start, start + long) for at, (coder, code, start, long) in enumerate(drawn)
    ]
    layers = {one.coder for one in spans}
    expected = {}
    for one in spans:
        over = [two for two in spans if two.coder != one.coder and two.start < one.end and one.start < two.end]
        if {two.coder for two in over if two.code == one.code} != layers - {one.coder}:
            expected[one.id] = 2.0 if any(two.code != one.code for two in over) else 1.0
    assert review.differing(spans) == expected


def test_a_finding_of_one_informant_is_found_by_its_code() -> None:
    told = review.alone([Voice("1", "K1", "IK-01"), Voice("2", "K1", "IK-01"), Voice("3", "K2", "IK-02")])
    assert told == {"1": 2.0, "2": 2.0, "3": 1.0}
    assert not review.alone([Voice("1", "K1", "IK-01"), Voice("2", "K1", "IK-02")])


def test_people_are_named_with_an_at_sign_and_the_longer_name_is_meant() -> None:
    names = {A: "Sari", B: "Sari Dewi", C: "Bu Ani"}
    assert review.mentioned("@sari dewi, lihat ini. @Bu Ani juga, @Bu Ani!", names) == (B, C)
    assert review.mentioned("@Sari: setuju", names) == (A,)
    assert review.mentioned("sari@kampus.ac.id dan @Sariwangi", names) == ()
