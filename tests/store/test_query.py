"""What the database answers to a query is what a plain look at every coding finds, on random studies and queries."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, uuid4, uuid5

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding import workbench
from coding.dates import day_of
from coding.model import (
    And,
    Code,
    Codebook,
    Coding,
    Concept,
    Expression,
    HasCode,
    HasPattern,
    Not,
    Or,
    Pattern,
    Query,
    Reduction,
    Related,
    Tie,
    Where,
)
from coding.reduction.query_naive import Study, evaluate
from coding.store import codings, reductions, sources
from coding.store.store import Store
from coding.workbench.concept_maps import Drawing, draw_map, make_map, put_evidence

KEYS = ("KA", "KB", "K1", "K2", "K3", "K4")
GROUPS = {"K1": "KA", "K2": "KA", "K3": "KB", "K4": "KB"}
TALK = "".join(f"{'P' if n % 2 == 0 else 'IK-01'}: {'rapat dana data'.split()[n % 3]} ke-{n} Ya.\n" for n in range(12))
DOCUMENT = "Pasal satu tentang dana.\nPasal dua tentang data.\nPasal tiga tentang Rapat.\n"


CODES = {key: uuid5(NAMESPACE_OID, key) for key in KEYS}
PATTERNS = {key: uuid5(NAMESPACE_OID, f"pattern {key}") for key in ("across", "group", "gone")}
TIE = uuid5(NAMESPACE_OID, "tie")
"""A relation on a concept map, for which some codings speak."""

GATHERED = {"across": ("K1", "K3"), "group": ("KB", "K2")}
"""Of the pattern codes; one is named by queries and is not there."""


class Here:
    """A stored study, and the same as the oracle sees it."""

    def __init__(self, owner: Any, project: Any, naive: Study) -> None:
        self.owner, self.id, self.naive = owner, project, naive

    def ask(self, query: Query) -> list[Any]:
        """What is found at once, which is what the pages have, even where they look into one source at a time."""
        with pytest.MonkeyPatch.context() as patched, self.owner.store.read(self.id, self.owner.id) as tx:
            whole = [one.coding.id for one in codings.excerpts(tx, query, limit=None)]
            patched.setattr(codings, "_SOURCES_AT_FIRST", 1)
            pages = [
                one.coding.id
                for first in range(0, len(whole) + 17, 17)
                for one in codings.excerpts(tx, query, limit=17, offset=first)
            ]
        assert pages == whole
        return whole


@pytest.fixture(scope="module")
def here(shared_store: Store, study_builder: Callable[..., Any], source_builder: Callable[..., Any]) -> Here:
    """Two interviews with turns and a document without; three coders; a hundred codings of all kinds."""
    dice = random.Random(4)
    study = study_builder(shared_store, "Kueri")
    groups = {key: Code(CODES[key], key, {"id": key}, order=place) for place, key in enumerate(("KA", "KB"))}
    codes = [
        Code(CODES[key], key, {"id": f"Kode {key}"}, parent=groups[up].id, order=place)
        for place, (key, up) in enumerate(GROUPS.items())
    ]
    workbench.take_codebook(study.owner, study.id, Codebook((*groups.values(), *codes)))
    for name, keys in GATHERED.items():
        found = tuple(workbench.find_code(study.owner, study.id, key).id for key in keys)
        workbench.put_pattern(study.owner, study.id, Pattern(uuid4(), name, "theme", "Karena …", found))
    cases = [
        study.add_case("IK-01", usia="45", jenis="kunci", mulai="2026-01-14"),
        study.add_case("IU-02", usia="7,5", jenis="Utama", mulai="2025-12-31", tanggal="3 Februari 2026"),
    ]
    built = [study.source]
    dated = replace(source_builder("Satu", TALK, cases[0].id), header={"Tanggal": "Rabu, 14 Januari 2026"})
    built.append(workbench.import_source(study.owner, study.id, dated, 12))
    built.append(study.add_source("Dua", TALK, cases[1].id))
    bare = replace(source_builder("Pasal", DOCUMENT), turns=(), speakers=(), kind="document")
    built.append(workbench.import_source(study.owner, study.id, bare, 12))
    coders = [study.owner.id, study.member("Rina").id, study.member("Budi").id]
    book = workbench.codebook(study.owner, study.id)
    some = [_coding(dice, dice.choice(built), book, coders) for _ in range(100)]
    with study.owner.store.write(study.id, study.owner.id, "code", datetime(2026, 1, 20, tzinfo=UTC)) as tx:
        for one in some:
            codings.add(tx, one)
        for one in dice.sample(some, 50):
            reductions.put(tx, _decided(dice, one, some))
    ends, speaking = (Concept(uuid4(), "word", text="a"), Concept(uuid4(), "word", text="b")), dice.sample(some, 20)
    drawn = Drawing(ends, [Tie(TIE, ends[0].id, "leads", ends[1].id)])
    draw_map(study.owner, study.id, make_map(study.owner, study.id, "Peta"), drawn)
    ties = {TIE: [one.id for one in speaking]}
    put_evidence(study.owner, study.id, TIE, ties[TIE])
    with study.owner.store.read(study.id, study.owner.id) as tx:
        excerpts = codings.excerpts(tx, Query(), limit=None)
        ledger = {one.excerpt.coding.id: one for one in reductions.lines(tx, Query(), limit=None)}
        there = {one.id: sources.load(tx, one.id)[0] for one in built}
    turns = {id_: [(turn.start, turn.end) for turn in one.turns] for id_, one in there.items()}
    roles = {(id_, voice.label): voice.role for id_, one in there.items() for voice in one.speakers}
    noted = {one.id: one.attributes for one in cases}
    days = {id_: day for id_, one in there.items() if (day := day_of(one.header, noted.get(one.case)))}
    return Here(study.owner, study.id, Study(book, excerpts, turns, roles, ledger, days, ties))


def _coding(dice: random.Random, source: Any, book: Codebook, coders: list[Any]) -> Coding:
    start = dice.randrange(len(source.text) - 2)
    end = min(len(source.text), start + dice.choice((1, 3, 8, 20, 60)))
    if dice.random() < 0.3 and source.turns:
        turn = dice.choice(source.turns)
        start, end = turn.start, turn.end
    who = next((turn.speaker for turn in source.turns if turn.start <= start < turn.end), None)
    line = sum(at <= start for at in source.lines)
    return Coding(
        uuid4(),
        source.id,
        start,
        end,
        source.text[start:end],
        dice.choice(book.codes).id,
        dice.choice(coders),
        dice.choice(("hand", "import", "classifier")),
        status=dice.choice((None, "exists", "absent", "planned")),
        limited=dice.random() < 0.2,
        weight=dice.choice((None, 1, 2, 3)),
        prompted=dice.choice((None, True, False)),
        evidence=dice.choice((None, "claim", "event")),
        memo=dice.choice(("", "Periksa lagi", "rapat penting")),
        speaker=next((voice.id for voice in source.speakers if voice.label == who), None),
        line_start=line,
        line_end=sum(at < end for at in source.lines),
        made_at=datetime(2026, 1, 13, 23, tzinfo=UTC) + timedelta(hours=dice.randrange(72)),
    )


def _decided(dice: random.Random, one: Coding, some: list[Coding]) -> Reduction:
    """A decision about a coding; some rest on what is no more so."""
    same = [other.id for other in some if other.code == one.code and other.id != one.id]
    decision = dice.choice(("kept", "aside", "merged" if same else "kept"))
    return Reduction(
        uuid4(),
        one.id,
        decision,
        one.quote if dice.random() < 0.8 else "lain",
        one.code,
        one.coder,
        datetime(2026, 1, 20, tzinfo=UTC),
        into=dice.choice(same) if decision == "merged" else None,
    )


_VALUES = {
    "status": ["exists", "absent", "failed", "limited", "none"],
    "evidence": ["claim", "document", "none"],
    "prompted": ["yes", "no", "none"],
    "origin": ["hand", "keyword", "import"],
    "kind": ["interview", "document"],
    "role": ["interviewer", "informant"],
    "coder": ["Rina", "rina", "b*", "nobody"],
    "source": ["satu", "D*", "*a*", "Pasal"],
    "case": ["ik-01", "i*", "X"],
    "ledger": ["none", "decided", "kept", "merged", "aside", "stale"],
    "speaker": ["P", "ik*"],
    "words": ["rapat", "Ya.", "%", "dana"],
    "phrase": ["rapat", "Ya", "data ke-1", "dana ke", "ke-2 ya", "tentang Rapat", "apat"],
    "memo": ["PERIKSA", "rapat"],
    "tie": [str(TIE), str(CODES["K1"])],
    "case.jenis": ["kunci", "utama", "ut*", ""],
    "case.nichts": ["x"],
}
_ORDERED = {
    "weight": ["1", "2", "3"],
    "line": ["1", "4", "9"],
    "made": ["2026-01-14", "2026-01-15"],
    "date": ["2026-01-14", "2026-02-01"],
    "case.usia": ["45", "7.5", "10", "banyak"],
    "case.mulai": ["2026-01-14", "2026-01-01"],
}


def _expressions() -> st.SearchStrategy[Expression]:
    codes = st.builds(HasCode, st.sampled_from(list(CODES.values())), st.booleans())
    patterns = st.builds(HasPattern, st.sampled_from(list(PATTERNS.values())))
    named = st.sampled_from(sorted(_VALUES)).flatmap(
        lambda field: st.builds(Where, st.just(field), st.just("="), st.sampled_from(_VALUES[field]))
    )
    ordered = st.sampled_from(sorted(_ORDERED)).flatmap(
        lambda field: st.builds(
            Where, st.just(field), st.sampled_from(["=", "<", "<=", ">", ">="]), st.sampled_from(_ORDERED[field])
        )
    )
    relations = st.sampled_from(["same", "overlapping", "inside", "around", "near", "before", "after"])
    within = st.sampled_from([None, 0, 1, 3])

    def more(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        some = st.lists(inner, min_size=2, max_size=3).map(tuple)
        related = st.builds(
            lambda this, relation, that, count: Related(
                this, relation, that, count if relation in ("near", "before", "after") else None
            ),
            inner,
            relations,
            inner,
            within,
        )
        return st.builds(And, some) | st.builds(Or, some) | st.builds(Not, inner) | related

    return st.recursive(codes | codes | patterns | named | ordered, more, max_leaves=6)


def _of_this_study(expression: Expression, book: Codebook) -> Expression:
    """The expression with the ids that codes and pattern codes have in a study; what is not there keeps its own."""
    match expression:
        case HasCode(code, alone):
            key = next(key for key, id_ in CODES.items() if id_ == code)
            found = book.find(key)
            return HasCode(found.id, alone) if found else expression
        case HasPattern(pattern):
            gathering = book.pattern(next(name for name, id_ in PATTERNS.items() if id_ == pattern))
            return HasPattern(gathering.id) if gathering else expression
        case And(parts):
            return And(tuple(_of_this_study(part, book) for part in parts))
        case Or(parts):
            return Or(tuple(_of_this_study(part, book) for part in parts))
        case Not(part):
            return Not(_of_this_study(part, book))
        case Related(this, relation, that, within):
            return Related(_of_this_study(this, book), relation, _of_this_study(that, book), within)
        case Where():
            return expression


WHOLES = st.sampled_from(["excerpt", "turn", "source", "case"])


@given(where=_expressions(), whole=WHOLES, narrowed=st.booleans())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_finds_what_a_look_at_every_coding_finds(
    here: Here, where: Expression, whole: Any, narrowed: bool
) -> None:
    query = Query(where=_of_this_study(where, here.naive.book), whole=whole)
    if narrowed:
        query = replace(query, kinds=("interview",), statuses=("none", "limited"))
    assert here.ask(query) == [one.coding.id for one in evaluate(query, here.naive)]


def _ids(here: Here, query: Query) -> set[Any]:
    found = set(here.ask(query))
    assert found == {one.coding.id for one in evaluate(query, here.naive)}
    return found


def test_a_group_means_all_codes_under_it_and_alone_only_itself(here: Here) -> None:
    group = here.naive.book.find("KA")
    assert group
    under = {one.coding.id for one in here.naive.excerpts if one.code_key in ("KA", "K1", "K2")}
    assert _ids(here, Query(where=HasCode(group.id))) == under
    alone = {one.coding.id for one in here.naive.excerpts if one.code_key == "KA"}
    assert _ids(here, Query(where=HasCode(group.id, alone=True))) == alone


def test_a_pattern_code_means_any_of_its_codes_with_those_under_them(here: Here) -> None:
    for name, keys in (("across", {"K1", "K3"}), ("group", {"KB", "K2", "K3", "K4"}), ("gone", set())):
        under = {one.coding.id for one in here.naive.excerpts if one.code_key in keys}
        where = _of_this_study(HasPattern(PATTERNS[name]), here.naive.book)
        assert _ids(here, Query(where=where)) == under


def test_a_pattern_code_and_a_code_of_a_turn_are_found_together(here: Here) -> None:
    both = _of_this_study(And((HasPattern(PATTERNS["across"]), HasCode(CODES["K2"]))), here.naive.book)
    assert _ids(here, Query(where=both)) == set()
    found = [each for each in here.naive.excerpts if each.coding.id in _ids(here, Query(where=both, whole="turn"))]
    assert {each.code_key for each in found} == {"K1", "K2", "K3"}


def test_the_ledger_is_asked_in_each_of_its_states(here: Here) -> None:
    by = {one: _ids(here, Query(where=Where("ledger", "=", one))) for one in _VALUES["ledger"]}
    assert all(by.values())
    assert by["decided"] == by["kept"] | by["merged"] | by["aside"]
    assert by["stale"] < by["decided"]
    assert by["none"] | by["decided"] == {one.coding.id for one in here.naive.excerpts}
    assert not by["none"] & by["decided"]


def test_the_day_of_an_interview_is_that_of_its_header_or_its_informant(here: Here) -> None:
    by = {name: {one.coding.id for one in here.naive.excerpts if one.source_name == name} for name in ("Satu", "Dua")}
    assert _ids(here, Query(where=Where("date", "=", "2026-01-14"))) == by["Satu"]
    assert _ids(here, Query(where=Where("date", ">=", "2026-01-15"))) == by["Dua"]
    assert _ids(here, Query(where=Where("date", "<", "2027-01-01"))) == by["Satu"] | by["Dua"]


def test_two_codes_of_a_turn_are_found_together_and_no_excerpt_has_both(here: Here) -> None:
    one, other = (here.naive.book.find(key) for key in ("K1", "K3"))
    assert one
    assert other
    both = And((HasCode(one.id, alone=True), HasCode(other.id, alone=True)))
    assert _ids(here, Query(where=both)) == set()
    found = [each for each in here.naive.excerpts if each.coding.id in _ids(here, Query(where=both, whole="turn"))]
    assert {each.code_key for each in found} == {"K1", "K3"}


def test_a_condition_beside_two_codes_binds_both(here: Here) -> None:
    one, other = (here.naive.book.find(key) for key in ("K1", "K3"))
    assert one
    assert other
    both = And((HasCode(one.id), HasCode(other.id), Where("coder", "=", "Rina")))
    found = [each for each in here.naive.excerpts if each.coding.id in _ids(here, Query(where=both, whole="source"))]
    assert {each.coder_name for each in found} == {"Rina"}
