"""More like this, and least like the others."""

import pytest

from coding import workbench

MEETING = ("Kami rapat koordinasi dengan camat", "Rapat koordinasi camat dan lurah", "Koordinasi lewat rapat camat")
MONEY = ("Dana desa belum cair dari kas", "Kas daerah menahan dana desa", "Dana cair lewat kas daerah")


@pytest.fixture
def kind():
    """One kind of database: what is learned from codings does not depend on it, and learning is what takes the time."""
    return "sqlite"


@pytest.fixture
def talked(study, tmp_path, monkeypatch):
    """Two interviews with three answers each on meetings and on money; trained."""
    monkeypatch.setattr("coding.workbench.training.user_data_path", lambda name: tmp_path)
    made = []
    for number in range(2):
        lines = [f"IK-01: {words} tahap {number}.\n" for words in MEETING + MONEY]
        made.append(study.add_source(f"W{number + 2}", "".join(lines)).id)
    workbench.keep_model(study.owner, study.id, workbench.start_training(study.owner, study.id))
    return study, made


def spans(study, source, part):
    return [
        (one.start, one.end)
        for one in workbench.segments(study.owner, study.id, source, "turn")
        if any(one.text.startswith(words) for words in part)
    ]


def test_what_says_alike_comes_first_and_the_excerpt_itself_never(talked):
    study, (first, second) = talked
    (start, end), *_ = spans(study, first, MEETING)
    found = workbench.alike(study.owner, study.id, first, start, end, most=5)
    assert (first, start) not in [(one.source, one.start) for one in found]
    assert {one.quote.split(" tahap")[0] for one in found} == set(MEETING)
    assert [one.likeness for one in found] == sorted([one.likeness for one in found], reverse=True)
    assert second in [one.source for one in found]


def test_words_inside_a_segment_are_enough_to_look_from(talked):
    study, (first, _second) = talked
    start, _ = spans(study, first, MONEY)[0]
    found = workbench.alike(study.owner, study.id, first, start, start + len("Dana desa"), most=3)
    assert all("ana" in one.quote for one in found)


def test_what_i_have_coded_is_left_out_whatever_others_did(talked):
    study, (first, second) = talked
    (start, end), *_ = spans(study, first, MEETING)
    other = study.member("Budi")
    (mine, _), (theirs, _), *_ = spans(study, second, MEETING)
    study.code("K1", mine, mine + 10, source=second)
    study.code("K1", theirs, theirs + 10, source=second, by=other)
    starts = [
        one.start for one in workbench.alike(study.owner, study.id, first, start, end, most=20) if one.source == second
    ]
    assert mine not in starts
    assert theirs in starts


def test_the_coding_unlike_the_others_comes_first_and_names_the_code_it_is_nearer_to(talked):
    study, sources = talked
    for source in sources:
        for start, end in spans(study, source, MEETING):
            study.code("K1", start, end, source=source)
        for start, end in spans(study, source, MONEY)[1:]:
            study.code("K2", start, end, source=source)
    strange = spans(study, sources[0], MONEY)[0]
    study.code("K1", *strange, source=sources[0])
    first, second, *_ = workbench.odd(study.owner, study.id, study.codes["K1"])
    assert (first.excerpt.coding.start, first.excerpt.coding.end) == strange
    assert first.nearer == study.codes["K2"]
    assert second.nearer is None
    assert first.likeness < second.likeness


def test_two_codings_have_no_usual_and_the_same_words_by_two_people_are_one_excerpt(talked):
    study, sources = talked
    places = spans(study, sources[0], MEETING)
    budi, citra = study.member("Budi"), study.member("Citra")
    for by in (budi, citra):
        for start, end in places[:2]:
            study.code("K1", start, end, source=sources[0], by=by)
    assert workbench.odd(study.owner, study.id, study.codes["K1"]) == []
    for by in (budi, citra):
        study.code("K1", *places[2], source=sources[0], by=by)
    found = workbench.odd(study.owner, study.id, study.codes["K1"])
    assert len(found) == 3
    assert {one.excerpt.coder_name for one in found} == {"Budi, Citra"}


def test_the_odd_codings_of_those_a_model_learned_from_are_found_where_one_has_hardly_coded(talked):
    study, sources = talked
    budi = study.member("Budi")
    for start, end in spans(study, sources[0], MEETING):
        study.code("K1", start, end, source=sources[0], by=budi)
    study.code("K1", *spans(study, sources[1], MEETING)[0], source=sources[1])
    assert workbench.odd(study.owner, study.id, study.codes["K1"]) == []
    found = workbench.odd(study.owner, study.id, study.codes["K1"], layers=[budi.id])
    assert {one.excerpt.coder_name for one in found} == {"Budi"}


def test_without_a_model_there_is_no_answer(study):
    source = study.add_source("W2", "IK-01: Kami rapat.\n").id
    assert workbench.alike(study.owner, study.id, source, 7, 17) is None
    assert workbench.odd(study.owner, study.id, study.codes["K1"]) is None
