"""What displays count, against a plain count of the excerpts one by one: at first, and after every change."""

import random
from collections import Counter, defaultdict
from contextlib import suppress

import pytest

from coding import workbench
from coding.errors import CodingError
from coding.model import STATUSES, Query
from coding.reduction import meeting
from coding.store import codebooks
from coding.workbench.display_tables import cooccurrence, counted
from coding.workbench.display_tables.asked import Asked
from coding.workbench.kept import Kept
from coding.workbench.splitting import ways

TEXT = "IK-01: satu dua tiga empat lima enam.\nIK-02: tujuh delapan sembilan sepuluh.\nP: sebelas dua belas?\n"
QUERIES = {
    "everything": Query(),
    "a status": Query(statuses=("exists", "none")),
    "an attribute": Query(attributes={"jenis": ("kunci",)}),
    "a kind of text": Query(kinds=("observation",)),
}
WRITTEN = ("NOT status:absent", "K1 OVERLAPS K2", "case.jenis:kunci OR K3", "words:tiga")


@pytest.fixture
def busy(study, source_builder):
    """Sources of several kinds, with speakers who are informants themselves, and one of an informant who is gone."""
    cases = [study.add_case(f"IK-0{n}", jenis="kunci" if n % 2 else "utama") for n in range(1, 5)]
    made = []
    for number in range(6):
        own = cases[number % 4].id if number % 3 else None
        source = source_builder(f"S{number}", TEXT, case=own)
        made.append(workbench.import_source(study.owner, study.id, source, 12))
    workbench.edit_source(study.owner, study.id, made[5].id, kind="observation")
    dice = random.Random(7)
    for _ in range(90):
        change(study, made, dice)
    workbench.remove_case(study.owner, study.id, cases[3].id)
    return study, made, dice


def change(study, made, dice):
    """Something coded, qualified, coded otherwise, taken away, or taken back."""
    there = [one.coding for one in workbench.find_excerpts(study.owner, study.id, Query(), limit=None)]
    what = dice.random()
    if what < 0.6 or not there:
        at = dice.randrange(len(TEXT) - 12)
        source, code = dice.choice(made), dice.choice(("K1", "K2", "K3"))
        with suppress(CodingError):
            study.code(code, at, at + dice.randrange(1, 12), source=source.id)
    elif what < 0.85:
        status = dice.choice((*STATUSES, None))
        told = {"status": status, "limited": status == "exists" and dice.random() < 0.5}
        workbench.qualify(study.owner, study.id, [dice.choice(there).id], told)
    elif what < 0.93:
        workbench.uncode(study.owner, study.id, [dice.choice(there).id])
    else:
        with suppress(CodingError):
            workbench.undo(study.owner, study.id)


def plain(study, query):
    """Every excerpt that a query finds, one by one: its code, source, case, status, and whether that is limited."""
    ids = {one.key: str(one.id) for one in workbench.list_cases(study.owner, study.id)}
    found = workbench.find_excerpts(study.owner, study.id, query, limit=None)
    return [
        (
            str(one.coding.code),
            str(one.coding.source),
            ids.get(one.case_key or ""),
            one.coding.status,
            one.coding.limited,
        )
        for one in found
    ]


def same(study, query):
    """Everything that is counted is what a plain count finds."""
    excerpts = plain(study, query)
    with study.owner.store.read(study.id, study.owner.id) as tx:
        wanted = Asked(tx, query, codebooks.load(tx), "en", {})
        heard = wanted.heard()
        assert heard.total() == (len(excerpts), len({one[2] for one in excerpts} - {None}))
        place = {"code": 0, "source": 1, "case": 2}
        for row, column in (("case", "code"), ("source", "code"), ("code", "case"), ("source", None), ("code", None)):
            many, people = Counter(), defaultdict(set)
            for one in excerpts:
                key = (one[place[row]], one[place[column]] if column else None)
                many[key] += 1
                people[key].add(one[2])
            told = {(one.row, one.column): (one.excerpts, one.informants) for one in wanted.grouped(row, column)}
            assert told == {key: (many[key], len(people[key] - {None})) for key in many}
        stated = Counter((case, code, status) for code, _source, case, status, _limited in excerpts)
        assert {one[:3]: one.excerpts for one in wanted.stated()} == stated
        limited = Counter((case, code) for code, _source, case, status, less in excerpts if less and status == "exists")
        assert {(one.case, one.code): one.excerpts for one in wanted.limited()} == limited
        some = {one[1] for one in excerpts[::3]}
        said = Counter(one[:3] for one in excerpts if one[1] in some)
        assert {one[:3]: one[3] for one in heard.said(some)} == said


def test_counts_are_those_of_the_excerpts_one_by_one_after_every_change(busy):
    study, made, dice = busy
    written = (Query(where=workbench.read_query(study.owner, study.id, one)) for one in WRITTEN)
    queries = [*QUERIES.values(), *written, Query(codes=(study.codes["K1"], study.codes["K2"]))]
    for _ in range(3):
        for query in queries:
            same(study, query)
        for _ in range(6):
            change(study, made, dice)
    workbench.remove_source(study.owner, study.id, made[0].id)
    for query in queries:
        same(study, query)


def test_codes_together_are_after_every_change_what_counting_them_anew_finds(busy, monkeypatch):
    study, made, dice = busy

    def tables():
        with study.owner.store.read(study.id, study.owner.id) as tx:
            book = codebooks.load(tx)
            return [
                cooccurrence.counts(Asked(tx, query, book, "en", {"level": level})).table.tolist()
                for level in ("overlap", "same", "turn", "near1", "source", "case")
                for query in (Query(), Query(statuses=("exists",)), Query(attributes={"jenis": ("kunci",)}))
            ]

    # Every source is a batch of its own, so that some are not counted again.
    monkeypatch.setattr(meeting, "AT_ONCE", 1)
    for _ in range(3):
        kept = tables()
        with monkeypatch.context() as anew:
            anew.setattr(cooccurrence, "_SWEPT", Kept(1))
            anew.setattr(counted, "_HEARD", Kept(1))
            assert tables() == kept
        for _ in range(4):
            change(study, made, dice)


def test_a_part_counted_with_the_whole_is_what_its_query_finds_alone_after_every_change(busy):
    study, made, dice = busy
    rina = study.member("Rina")
    queries = [Query(), Query(statuses=("exists", "none")), *(Query(where=written(study, one)) for one in WRITTEN)]
    for _ in range(2):
        for _ in range(8):
            change(study, made, dice)
            with suppress(CodingError):
                at = dice.randrange(len(TEXT) - 12)
                study.code("K2", at, at + 9, by=rina, source=dice.choice(made).id)
        with study.owner.store.read(study.id, study.owner.id) as tx:
            book = codebooks.load(tx)
            for query in queries:
                whole = Asked(tx, query, book, "id", {})
                for by in ("coder", "source-type", "informant-type"):
                    for way in ways(whole, by, 6):
                        alone = Asked(tx, way.query, book, "id", {})
                        part = Asked(tx, way.query, book, "id", {}, part=way.part)
                        assert way.part is not None
                        assert part.found() == alone.found() == (way.excerpts, alone.found()[1])
                        assert sorted(part.stated(), key=str) == sorted(alone.stated(), key=str)
                        assert sorted(part.limited(), key=str) == sorted(alone.limited(), key=str)


def written(study, text):
    return workbench.read_query(study.owner, study.id, text)
