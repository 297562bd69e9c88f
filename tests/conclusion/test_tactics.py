"""What holds of every tactic, whatever the data."""

import json
from collections import Counter
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.conclusion import TACTICS, Answer, Claim, Fact, Found, Passage, Rival, run
from coding.errors import TacticOptionInvalid, TacticOptionMissing, TacticUnknown
from coding.model import EVIDENCE, KINDS, STATUSES

CODES = [UUID(int=number) for number in range(1, 5)]
KEYS = ["A", "B", "b", "Ç"]
DAYS = [date(2026, 3, 31), None, date(2025, 12, 1), date(2026, 3, 31)]
CHOSEN = {
    "attribute": "jenis",
    "one": "kunci",
    "other": "",
    "code": str(CODES[0]),
    "first": str(CODES[0]),
    "second": str(CODES[1]),
}


@st.composite
def facts(draw: st.DrawFn, cases: dict[str, dict[str, str]]) -> Fact:
    source = draw(st.integers(1, 4))
    case = draw(st.sampled_from([None, *cases]))
    start = draw(st.integers(0, 60))
    return Fact(
        UUID(int=draw(st.integers(1000, 2**64))),
        draw(st.sampled_from(CODES)),
        UUID(int=source),
        f"source {source}",
        KINDS[source % 3],
        case,
        UUID(int=9),
        attributes=cases[case] if case else {},
        status=draw(st.sampled_from([None, *STATUSES])),
        limited=draw(st.booleans()),
        weight=draw(st.none() | st.integers(0, 100)),
        prompted=draw(st.none() | st.booleans()),
        evidence=draw(st.sampled_from([None, *EVIDENCE])),
        words=draw(st.integers(0, 40)),
        on=DAYS[source - 1],
        interviewer=(None, "Rina", "Tono", "Rina")[source - 1],
        line=start // 10 + 1,
        start=start,
        end=start + draw(st.integers(1, 30)),
    )


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    labels = st.sampled_from([{}, {"jenis": "kunci"}, {"jenis": "utama", "source": "x"}])
    cases = {key: draw(labels) for key in draw(st.sets(st.sampled_from(KEYS)))}
    many = draw(st.lists(facts(cases), max_size=14, unique_by=lambda one: one.coding))
    side = [draw(st.sampled_from("+-.")) for _ in many]
    for_ = tuple(one for one, sign in zip(many, side, strict=True) if sign == "+")
    asked = st.none() | st.dictionaries(st.sampled_from(CODES), st.frozensets(st.sampled_from(KEYS)))
    return Claim(
        for_=for_,
        against=tuple(one for one, sign in zip(many, side, strict=True) if sign == "-"),
        scope=tuple(many),
        codes=tuple(draw(st.lists(st.sampled_from(CODES), max_size=2, unique=True))),
        under=draw(st.sampled_from([{}, {CODES[0]: frozenset(CODES[:2])}])),
        cases=cases,
        asked=draw(asked),
        rivals=(Rival(UUID(int=5), "Lain", for_[:2], for_[2:4]), Rival(UUID(int=6), "Kosong")),
        answers=tuple(Answer(key, "agree") for key in cases),
        alike=(Passage(UUID(int=1), "source 1", 70, 80, 8, "kata", 0.5),),
    )


def options(key: str) -> dict[str, str]:
    return {one.name: CHOSEN[one.name] for one in TACTICS[key].options if one.name in CHOSEN}


@settings(deadline=None)
@given(claims())
def test_a_result_is_the_same_however_the_facts_come_and_is_read_again_as_it_was(claim):
    turned = Claim(
        for_=claim.for_[::-1],
        against=claim.against[::-1],
        scope=claim.scope[::-1],
        codes=claim.codes,
        under=claim.under,
        cases=dict(reversed(claim.cases.items())),
        asked=claim.asked,
        rivals=claim.rivals,
        answers=claim.answers,
        alike=claim.alike,
    )
    for key in TACTICS:
        found = run(key, claim, options(key))
        assert run(key, turned, options(key)) == found, key
        kept = json.loads(json.dumps(found.as_json(), allow_nan=False))
        assert Found.from_json(kept) == found, key


@settings(deadline=None)
@given(claims())
def test_every_row_rests_on_codings_that_are_there_and_has_the_parts_its_tactic_names(claim):
    there = {one.coding for one in (*claim.scope, *claim.evidence)}
    for key, one in TACTICS.items():
        for row in run(key, claim, options(key)).rows:
            assert there.issuperset(row.codings), key
            assert len(set(row.codings)) == len(row.codings), key
            assert len(row.label) <= len(one.labels), key


@settings(deadline=None)
@given(claims())
def test_the_rows_of_each_part_add_up_to_the_evidence(claim):
    whole = (len(claim.for_), len(claim.against))
    for key in ("representativeness", "researcher", "triangulation"):
        for_, against = Counter(), Counter()
        for row in run(key, claim, options(key)).rows:
            part = row.label[:2] if key == "representativeness" else row.label[:1] if key == "researcher" else ()
            for_[part] += row.numbers["for"]
            against[part] += row.numbers["against"]
        assert {(for_[part], against[part]) for part in for_} <= {whole}
    weighed = run("weighting", claim, {}).rows
    assert sum(row.numbers["excerpts"] for row in weighed) == sum(whole)
    parted = run("partitioning", claim, options("partitioning"))
    assert sum(row.numbers["excerpts"] for row in parted.rows) == len(claim.of(CODES[0]))


@settings(deadline=None)
@given(claims())
def test_leaving_an_informant_out_leaves_exactly_the_others(claim):
    for row in run("loudest", claim, {}).rows:
        left = {one.coding for one in claim.evidence if not row.label[0] or one.case != row.label[0]}
        assert set(row.codings) == left


@settings(deadline=None)
@given(claims())
def test_every_informant_stands_in_one_cell_of_an_if_then_table_and_in_one_half(claim):
    table = run("if-then", claim, options("if-then"))
    cells = ("both", "first_only", "second_only", "neither", "unknown")
    assert sum(table.figures[cell] for cell in cells) == len(claim.cases) == len(table.rows)
    split = run("third", claim, options("third"))
    known = sum(row.numbers["informants"] for row in split.rows)
    assert known + split.figures["unknown"] == len(claim.cases)
    halves = run("replication", claim, {})
    assert sorted(row.label[1] for row in halves.rows) == sorted(claim.cases)
    for_ = halves.figures["first_for"] + halves.figures["second_for"]
    against = halves.figures["first_against"] + halves.figures["second_against"]
    assert for_ + against + halves.figures["outside"] == len(claim.evidence)


@settings(deadline=None)
@given(claims())
def test_no_result_holds_a_word_of_judgement(claim):
    judging = {"holds", "weakens", "refutes", "verified", "rejected", "consistent", "contradicting", "significant"}
    for key in TACTICS:
        found = run(key, claim, options(key))
        told = (
            {row.flag for row in found.rows} | set(found.figures) | {name for row in found.rows for name in row.numbers}
        )
        assert not told & judging


def test_the_tactics_stand_in_the_order_of_their_book():
    order = [(one.family != "meaning", one.number) for one in TACTICS.values()]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("key", "chosen", "error"),
    [
        ("divination", {}, TacticUnknown),
        ("if-then", {}, TacticOptionMissing),
        ("if-then", {"first": "K2", "second": "K3"}, TacticOptionInvalid),
        ("replication", {"seed": "0"}, TacticOptionInvalid),
        ("replication", {"seed": "²"}, TacticOptionInvalid),
        ("triangulation", {"period": "decade"}, TacticOptionInvalid),
        ("counting", {"attribute": "jenis"}, TacticOptionInvalid),
    ],
)
def test_what_cannot_be_chosen_is_told(key, chosen, error):
    with pytest.raises(error):
        run(key, Claim(), chosen)
