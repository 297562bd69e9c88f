"""What a Query finds, counts and pages through is what reading every coding one by one would find."""

import itertools
import random
from collections import Counter
from uuid import uuid4

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from coding import workbench
from coding.model import KINDS, STATUSES, Coding, Query
from coding.store import codings, open_store
from coding.workbench.desk import now

ASTRAL = "IK-01: Rapat 🙂 bersama 𝔻inas. É 中文 \U0001f468‍\U0001f469‍\U0001f467 selesai.\n"
JENIS = ("kunci", "utama", "pendukung")
AWKWARD = 'jénis "informan" \\ $.a[0] %\''


@pytest.fixture(scope="module")
def rich(shared_store, study_builder):
    """Six sources of three kinds with cases, coded at random but always the same way by three people."""
    return enriched(study_builder(shared_store))


def enriched(study):
    owner, project = study.owner, study.id
    cases = [study.add_case(f"IK-{n}", **{"jenis": jenis, AWKWARD: jenis}) for n, jenis in enumerate(JENIS)]
    sources = [
        study.add_source(f"S{number}", ASTRAL * 9, cases[number % 3].id if number % 4 else None) for number in range(6)
    ]
    for number, source in enumerate(sources):
        workbench.edit_source(owner, project, source.id, kind=KINDS[number % 3])
    coders = [owner, study.member("Rina"), study.member("Budi")]
    dice = itertools.count()
    made = []
    for number in range(120):
        source, coder = sources[number % 5], coders[number % 3]
        code = list(study.codes.values())[1 + number % 3]
        start = 7 + (number * 13) % 300
        made.append(_one(source, start, start + 1 + next(dice) % 25, code, coder, number))
    with owner.store.write(project, owner.id, "import_codings", now()) as tx:
        codings.add_many(tx, made)
    workbench.uncode(owner, project, [one.id for one in made[::17] if one.coder == owner.id])
    workbench.remove_source(owner, project, sources[4].id)
    study.members = coders
    return study


def _one(source, start, end, code, coder, number):
    status = (None, *STATUSES)[number % 6]
    voice = next(iter(source.speakers), None)
    return Coding(
        uuid4(),
        source.id,
        start,
        end,
        source.text[start:end],
        code,
        coder.id,
        status=status,
        limited=number % 4 == 0,
        speaker=voice.id if voice and number % 2 else None,
        made_at=now(),
    )


@pytest.fixture(scope="module")
def everything(rich):
    """Every coding with its source and case, in the order in which excerpts stand."""
    owner, project = rich.owner, rich.id
    cases = {case.id: case for case in workbench.list_cases(owner, project)}
    order = {code.id: code.order for code in workbench.codebook(owner, project).codes}
    found = []
    for summary in workbench.list_sources(owner, project):
        opened = workbench.open_source(owner, project, summary.id)
        voices = {voice.id: voice for voice in opened.source.speakers}
        for one in opened.codings:
            voice = voices.get(one.speaker)
            case = cases.get((voice.case if voice else None) or opened.source.case)
            found.append((one, opened.source, case))
    return sorted(found, key=lambda row: (row[1].name, row[0].start, row[0].end, order[row[0].code], row[0].id.hex))


def fits(one, source, case, query):
    said = {one.status or "none"} | ({"limited"} if one.limited else set())
    attributes = case.attributes if case else {}
    return all(
        (
            not query.codes or one.code in query.codes,
            not query.sources or source.id in query.sources,
            not query.coders or one.coder in query.coders,
            not query.kinds or source.kind in query.kinds,
            not query.statuses or said & set(query.statuses),
            all(not labels or attributes.get(key) in labels for key, labels in query.attributes.items()),
        )
    )


@pytest.fixture(scope="module")
def choices(rich):
    """What a query may name: what there is, and what there is not."""
    return {
        "codes": [*rich.codes.values(), uuid4()],
        "sources": [one.id for one in workbench.list_sources(rich.owner, rich.id)],
        "kinds": KINDS,
        "coders": [who.id for who in rich.members],
        "statuses": [*STATUSES, "none", "limited"],
    }


def query_of(choices, dice):
    """A random query; most fields are empty, as people's are."""

    def some(values):
        return tuple(dice.sample(list(values), dice.choice((0, 0, 1, 2))))

    labels = {key: some((*JENIS, "lain")) for key in ("jenis", AWKWARD, "tak ada") if dice.random() < 0.2}
    return Query(**{name: some(values) for name, values in choices.items()}, attributes=labels)


def test_a_query_finds_what_a_plain_reading_finds(rich, everything, choices):
    @settings(max_examples=60, deadline=None, database=None)
    @given(seed=st.integers(0, 10**9))
    def check(seed):
        query = query_of(choices, random.Random(seed))
        expected = [one for one, source, case in everything if fits(one, source, case, query)]
        found = workbench.find_excerpts(rich.owner, rich.id, query, None)
        assert [one.coding.id for one in found] == [one.id for one in expected], query
        assert workbench.count_excerpts(rich.owner, rich.id, query) == len(expected)
        tally = workbench.tally_excerpts(rich.owner, rich.id, query)
        assert tally.excerpts == len(expected)
        assert dict(tally.by_code) == dict(Counter(one.code for one in expected))

    check()


def test_an_excerpt_has_the_words_around_it_to_the_letter(rich):
    found = workbench.find_excerpts(rich.owner, rich.id, Query(), None)
    texts = {one.id: workbench.load_source(rich.owner, rich.id, one.id).text for one in sources(rich)}
    for one in found:
        text, at = texts[one.coding.source], one.coding
        assert at.quote == text[at.start : at.end]
        assert one.before + at.quote + one.after == text[max(at.start - 240, 0) : at.end + 240]
    assert any("🙂" in one.coding.quote for one in found)


def sources(study):
    return workbench.list_sources(study.owner, study.id)


def test_pages_give_every_excerpt_once(rich):
    everything = [one.coding.id for one in workbench.find_excerpts(rich.owner, rich.id, Query(), None)]
    pages = [workbench.find_excerpts(rich.owner, rich.id, Query(), 7, offset) for offset in range(0, 140, 7)]
    assert [one.coding.id for page in pages for one in page] == everything
    assert len(set(everything)) == len(everything) > 50


def test_the_list_of_sources_counts_what_is_there(rich):
    for one in sources(rich):
        opened = workbench.open_source(rich.owner, rich.id, one.id)
        assert one.codings == len(opened.codings)
        assert one.mine == sum(coding.coder == rich.owner.id for coding in opened.codings)
        assert one.characters == len(opened.source.text)
        assert one.turns == len(opened.source.turns)
        assert dict(one.speakers) == dict(Counter(turn.speaker for turn in opened.source.turns if turn.speaker))


def test_the_codings_of_a_removed_source_are_counted_nowhere(rich):
    per_code = workbench.code_counts(rich.owner, rich.id)
    assert sum(per_code.values()) == sum(one.codings for one in sources(rich))
    assert "S4" not in {one.name for one in sources(rich)}
    names = {one.source_name for one in workbench.find_excerpts(rich.owner, rich.id, Query(), None)}
    assert "S4" not in names
    shown = [name for code in rich.codes.values() for name, _ in workbench.examples(rich.owner, rich.id, code, 50)]
    assert shown
    assert "S4" not in shown


def test_both_databases_give_the_same_excerpts(sqlite_target, postgres_url, study_builder):
    def told(target):
        study = enriched(study_builder(open_store(target)))
        found = workbench.find_excerpts(study.owner, study.id, Query(), None)
        study.owner.store.close()
        return [(one.source_name, one.coding.start, one.coding.quote, one.before, one.after) for one in found]

    assert sorted(told(sqlite_target)) == sorted(told(postgres_url))


@pytest.mark.parametrize("filler", ["x", "🙂", "é"])
def test_offsets_are_letters_in_a_text_of_200000_of_them(shared_store, study_builder, filler):
    study = study_builder(shared_store, f"Panjang {filler}")
    text = "IK-01: " + (filler * 9 + " ") * 19_900 + "akhirnya bersama.\n"
    source = study.add_source("Panjang", text)
    at = text.index("bersama")
    one = study.code("K1", at, at + 7, source=source.id)
    assert one.quote == "bersama"
    assert one.speaker == workbench.list_speakers(study.owner, study.id, source.id)[0].id
    found = workbench.find_excerpts(study.owner, study.id, Query())[0]
    assert (found.before[-9:], found.after) == ("akhirnya ", ".\n")
    workbench.resize(study.owner, study.id, one.id, at - 9, at)
    assert workbench.find_excerpts(study.owner, study.id, Query())[0].coding.quote == "akhirnya "


PLANS = {
    "the codings of a source": lambda s: workbench.open_source(s.owner, s.id, s.source.id),
    "the list of sources": lambda s: workbench.list_sources(s.owner, s.id),
    "a page of a code": lambda s: workbench.find_excerpts(s.owner, s.id, Query(codes=(s.codes["K1"],))),
    "a page of a source": lambda s: workbench.find_excerpts(s.owner, s.id, Query(sources=(s.source.id,))),
    "a page of everything": lambda s: workbench.find_excerpts(s.owner, s.id, Query()),
    "a count": lambda s: workbench.count_excerpts(s.owner, s.id, Query()),
    "counts by code": lambda s: workbench.code_counts(s.owner, s.id),
    "examples": lambda s: workbench.examples(s.owner, s.id, s.codes["K1"]),
    "one coding": lambda s: s.code("K2", 3, 9),
    "undo": lambda s: workbench.undo(s.owner, s.id, source=s.source.id),
    "news": lambda s: workbench.news(s.owner, s.id, s.source.id, 0),
}


def test_nothing_reads_through_all_codings_events_or_turns(sqlite_target, study_builder):
    study = study_builder(open_store(sqlite_target))
    study.code("K1", 3, 9)
    engine = study.owner.store.engine
    said = []

    def listen(_conn, _cursor, statement, parameters, *_):
        if statement.startswith(("SELECT", "UPDATE")):
            said.append((statement, parameters))

    scans = []
    for name, act in PLANS.items():
        said.clear()
        sa.event.listen(engine, "before_cursor_execute", listen)
        act(study)
        sa.event.remove(engine, "before_cursor_execute", listen)
        asked = list(said)
        with engine.connect() as conn:
            for statement, parameters in asked:
                plan = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                steps = [row[3] for row in plan]
                scans += [(name, step) for step in steps if scan_of(step, "coding", "event", "turn", "source_text")]
    assert scans == []
    study.owner.store.close()


def scan_of(step, *tables):
    return any(step == f"SCAN {table}" or step.startswith(f"SCAN {table} ") for table in tables)
