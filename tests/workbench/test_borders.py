"""Ids from elsewhere: what belongs to another project is not there, and what exists is not made again."""

from dataclasses import replace
from uuid import uuid4

import pytest
import sqlalchemy as sa

from coding import workbench
from coding.errors import (
    AlreadyCoded,
    CodeInUse,
    CodeNotCodable,
    CodeNotFound,
    Conflict,
    HasChildren,
    IdTaken,
    LettersLost,
    NameMissing,
    NameTaken,
    NotFound,
    Refused,
    SelectionEmpty,
    SelectionOutside,
    TooLong,
)
from coding.model import Attribute, Case
from coding.store.tables import coding
from coding.workbench import Actor, NewCoding, Row


@pytest.fixture(scope="module")
def study(shared_store, study_builder):
    return study_builder(shared_store)


@pytest.fixture(scope="module")
def other(study, shared_store, study_builder):
    """Another project of the same owner, with something of every kind in it."""
    one = study_builder(shared_store, "Lain", study.owner)
    one.coding = one.code("K1", 3, 9)
    one.case = one.add_case("IK-77")
    one.voice = workbench.list_speakers(one.owner, one.id, one.source.id)[0]
    one.attribute = Attribute(uuid4(), "jenis", "Jenis")
    workbench.put_attributes(one.owner, one.id, [one.attribute])
    return one


@pytest.fixture(scope="module")
def mine(study):
    """A coding in the project that is worked in."""
    return study.code("K2", 3, 9)


FOREIGN = {
    "uncode": lambda s, o, m: workbench.uncode(s.owner, s.id, [o.coding.id]),
    "recode": lambda s, o, m: workbench.recode(s.owner, s.id, o.coding.id, s.codes["K2"]),
    "recode to a code of another": lambda s, o, m: workbench.recode(s.owner, s.id, m.id, o.codes["K2"]),
    "resize": lambda s, o, m: workbench.resize(s.owner, s.id, o.coding.id, 3, 8),
    "qualify": lambda s, o, m: workbench.qualify(s.owner, s.id, [o.coding.id], {"weight": 1}),
    "memo": lambda s, o, m: workbench.memo(s.owner, s.id, o.coding.id, "x"),
    "code in a source of another": lambda s, o, m: s.code("K1", 3, 9, source=o.source.id),
    "code with a code of another": lambda s, o, m: workbench.code(
        s.owner, s.id, s.source.id, [NewCoding(o.codes["K1"], 3, 9)]
    ),
    "edit_source": lambda s, o, m: workbench.edit_source(s.owner, s.id, o.source.id, name="x"),
    "tie to a case of another": lambda s, o, m: workbench.edit_source(s.owner, s.id, s.source.id, case=o.case.id),
    "edit_speaker": lambda s, o, m: workbench.edit_speaker(s.owner, s.id, o.source.id, o.voice.id, {"role": "other"}),
    "split_turn": lambda s, o, m: workbench.split_turn(s.owner, s.id, o.source.id, (3, 28), 10),
    "join_turns": lambda s, o, m: workbench.join_turns(s.owner, s.id, o.source.id, (3, 28)),
    "give_turns": lambda s, o, m: workbench.give_turns(s.owner, s.id, o.source.id, [(3, 28)], "P"),
    "give_label": lambda s, o, m: workbench.give_label(s.owner, s.id, o.source.id, "P", "IK-01"),
    "import_again": lambda s, o, m: workbench.import_again(s.owner, s.id, o.source.id, o.source, 3),
    "a speaker of another source": lambda s, o, m: workbench.edit_speaker(
        s.owner, s.id, s.source.id, o.voice.id, {"role": "other"}
    ),
    "import with a case of another": lambda s, o, m: s.add_source("Baru", case=o.case.id),
    "remove_source": lambda s, o, m: workbench.remove_source(s.owner, s.id, o.source.id),
    "finish": lambda s, o, m: workbench.finish(s.owner, s.id, o.source.id),
    "remove_case": lambda s, o, m: workbench.remove_case(s.owner, s.id, o.case.id),
    "put_cases": lambda s, o, m: workbench.put_cases(s.owner, s.id, [replace(o.case, key="IK-9")]),
    "put_attributes": lambda s, o, m: workbench.put_attributes(s.owner, s.id, [o.attribute]),
    "change_code": lambda s, o, m: workbench.change_code(
        s.owner, s.id, workbench.codebook(o.owner, o.id).find(o.codes["K1"])
    ),
    "remove_code": lambda s, o, m: workbench.remove_code(s.owner, s.id, o.codes["K3"]),
    "add_code under one of another": lambda s, o, m: workbench.add_code(s.owner, s.id, "Baru", parent=o.codes["K1"]),
    "add_code under its id": lambda s, o, m: workbench.add_code(s.owner, s.id, "Baru", code_id=o.codes["K1"]),
    "code under its id": lambda s, o, m: workbench.code(
        s.owner, s.id, s.source.id, [NewCoding(s.codes["K1"], 10, 14, o.coding.id)]
    ),
    "load_source": lambda s, o, m: workbench.load_source(s.owner, s.id, o.source.id),
    "open_source": lambda s, o, m: workbench.open_source(s.owner, s.id, o.source.id),
    "segments": lambda s, o, m: workbench.segments(s.owner, s.id, o.source.id, "turn"),
    "source_id": lambda s, o, m: workbench.source_id(s.owner, s.id, "tak ada"),
}


@pytest.mark.parametrize("act", FOREIGN.values(), ids=FOREIGN.keys())
def test_what_belongs_to_another_project_is_not_there(study, other, mine, shared_store, dump_of, act):
    before = dump_of(shared_store)
    with pytest.raises((NotFound, IdTaken)):
        act(study, other, mine)
    assert dump_of(shared_store) == before


READS = {
    "speakers": lambda s, o: workbench.list_speakers(s.owner, s.id, o.source.id),
    "examples": lambda s, o: workbench.examples(s.owner, s.id, o.codes["K1"]),
    "events": lambda s, o: [e for e in workbench.events_since(s.owner, s.id, 0, o.source.id) if e.source],
}


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
def test_a_read_shows_nothing_of_another_project(study, other, read):
    assert list(read(study, other)) == []


def test_a_place_in_another_projects_source_is_not_kept(study, other, shared_store, dump_of):
    before = dump_of(shared_store)
    workbench.keep_place(study.owner, study.id, other.source.id, offset=3, read_to=3, code=None)
    assert dump_of(shared_store) == before


def test_the_database_itself_refuses_a_coding_across_projects(study, other, mine, shared_store):
    for column, value in (("source_id", other.source.id), ("code_id", other.codes["K1"]), ("project_id", other.id)):
        crossing = sa.update(coding).where(coding.c.id == mine.id).values({column: value})
        with pytest.raises(sa.exc.IntegrityError), shared_store.engine.begin() as conn:
            conn.execute(crossing)


# -- values that do not fit -------------------------------------------------------------------------

MISFIT = {
    "a span outside the text": (SelectionOutside, lambda s: s.code("K1", 3, 10**6)),
    "a span before the text": (SelectionOutside, lambda s: s.code("K1", -3, 2)),
    "a span that runs backwards": (SelectionOutside, lambda s: s.code("K1", 9, 3)),
    "an empty span": (SelectionEmpty, lambda s: s.code("K1", 3, 3)),
    "a span of blanks": (SelectionEmpty, lambda s: s.code("K1", 2, 3)),
    "a group": (CodeNotCodable, lambda s: s.code("KOORD", 3, 9)),
    "a code nobody made": (
        CodeNotFound,
        lambda s: workbench.code(s.owner, s.id, s.source.id, [NewCoding(uuid4(), 3, 9)]),
    ),
    "no name": (NameMissing, lambda s: workbench.add_code(s.owner, s.id, " \n ")),
    "a name there is": (NameTaken, lambda s: s.add_source("W1")),
    "a source without a name": (NameMissing, lambda s: s.add_source("  ")),
    "a case key there is, whatever its case": (NameTaken, lambda s: (s.add_case("ik-5"), s.add_case("IK-5"))),
    "a case without a key": (NameMissing, lambda s: workbench.put_cases(s.owner, s.id, [Case(uuid4(), " ")])),
    "an attribute there is": (
        NameTaken,
        lambda s: workbench.put_attributes(
            s.owner, s.id, [Attribute(uuid4(), "jenis", "A"), Attribute(uuid4(), "Jenis", "B")]
        ),
    ),
    "a key there is": (NameTaken, lambda s: workbench.add_code(s.owner, s.id, "Baru", key="k1")),
    "a group that holds codes": (HasChildren, lambda s: workbench.remove_code(s.owner, s.id, s.codes["KOORD"])),
    "a status that is none": (
        Refused,
        lambda s: workbench.qualify(s.owner, s.id, [s.codings()[0].id], {"status": "perhaps"}),
    ),
    "a name as long as a book": (TooLong, lambda s: s.add_source("x" * 201)),
    "letters no database holds": (
        LettersLost,
        lambda s: workbench.memo(s.owner, s.id, s.codings()[0].id, "a\0b"),
    ),
    "half a letter": (LettersLost, lambda s: workbench.memo(s.owner, s.id, s.codings()[0].id, "\ud83d")),
    "a coder's name as long as a book": (TooLong, lambda s: workbench.add_coder(s.owner, s.id, "y" * 121)),
    "a text with a hole in it": (LettersLost, lambda s: s.add_source("Lubang", "IK: a\0b\n")),
}


@pytest.mark.parametrize(("error", "act"), MISFIT.values(), ids=MISFIT.keys())
def test_what_does_not_fit_is_refused_the_same_on_both_databases(study, mine, error, act):
    with pytest.raises(error):
        act(study)


def test_the_same_words_are_not_coded_twice_by_one_person(study):
    study.code("K3", 3, 14)
    with pytest.raises(AlreadyCoded, match="K3"):
        study.code("K3", 3, 14)
    study.code("K3", 3, 14, by=study.member("Rina"))


def test_a_code_in_use_is_not_removed(study, mine):
    with pytest.raises(CodeInUse, match="K2"):
        workbench.remove_code(study.owner, study.id, study.codes["K2"])


def test_a_removed_codes_key_is_never_given_again(study_builder, shared_store):
    study = study_builder(shared_store, "Kunci")
    workbench.remove_code(study.owner, study.id, study.codes["K3"])
    with pytest.raises(NameTaken):
        workbench.add_code(study.owner, study.id, "Baru", key="K3")


def test_a_table_reports_what_does_not_fit_and_moves_nothing(study_builder, shared_store):
    study = study_builder(shared_store, "Tabel")
    rows = [
        Row(2, "W1", 3, 9, "k1", quote="Apakah"),
        Row(3, "W1", 3, 9, "K1"),
        Row(4, "W1", 4, 9, "K1", quote="Apakah"),
        Row(5, "W9", 3, 9, "K1"),
        Row(6, "W1", 3, 9, "K9"),
        Row(7, "W1", 3, 900, "K1"),
        Row(8, "W1", 3, 9, "KOORD"),
        Row(9, "W1", 3, 9, "K1", "Baru"),
        Row(10, "W1", 10, 13, "K1", qualities={"status": "perhaps"}),
    ]
    came = workbench.import_codings(study.owner, study.id, rows)
    assert came.added == 2
    assert [number for number, _ in came.problems] == [3, 4, 5, 6, 7, 8, 10]
    assert [(one.start, one.end, one.origin) for one in study.codings()] == [(3, 9, "import")] * 2


# -- two people at once -----------------------------------------------------------------------------


def test_who_saves_second_is_told_and_both_texts_are_kept(study_builder, shared_store):
    study = study_builder(shared_store, "Berdua")
    rina = study.member("Rina", "owner")
    one = study.code("K1", 3, 9)
    workbench.memo(rina, study.id, one.id, "kata Rina", version=one.version)
    with pytest.raises(Conflict, match="Rina") as refused:
        workbench.memo(study.owner, study.id, one.id, "kata saya", version=one.version)
    assert refused.value.theirs == {"memo": "kata Rina"}
    assert refused.value.mine == {"memo": "kata saya"}
    assert study.codings()[0].memo == "kata Rina"


def test_two_people_who_reword_one_code_both_keep_their_words(study_builder, shared_store):
    study = study_builder(shared_store, "Bersama")
    rina = study.member("Rina")
    code = workbench.codebook(study.owner, study.id).find("K1")
    workbench.change_code(rina, study.id, replace(code, name={"id": "Dialog"}), version=code.version)
    with pytest.raises(Conflict) as refused:
        workbench.change_code(study.owner, study.id, replace(code, name={"id": "Temu"}), version=code.version)
    assert refused.value.theirs["name"] == {"id": "Dialog"}
    assert refused.value.mine["name"] == {"id": "Temu"}


STALE = {
    "recode": lambda s, one: workbench.recode(s.owner, s.id, one.id, s.codes["K2"], version=one.version),
    "resize": lambda s, one: workbench.resize(s.owner, s.id, one.id, 3, 8, version=one.version),
    "edit_source": lambda s, one: workbench.edit_source(s.owner, s.id, s.source.id, version=99, name="x"),
    "edit_project": lambda s, one: workbench.edit_project(s.owner, s.id, 99, name="x"),
}


@pytest.mark.parametrize("act", STALE.values(), ids=STALE.keys())
def test_a_change_to_what_has_changed_meanwhile_is_a_conflict(study_builder, shared_store, act, request):
    study = study_builder(shared_store, f"Basi {request.node.name}")
    one = study.code("K1", 3, 9)
    workbench.memo(study.owner, study.id, one.id, "x")
    with pytest.raises(Conflict):
        act(study, one)


# -- places and reading -----------------------------------------------------------------------------


def test_a_place_is_remembered_and_reading_only_goes_forward(study_builder, shared_store):
    study = study_builder(shared_store, "Tempat")
    for offset, read_to in ((5, 50), (40, 40), (-7, 10**12)):
        workbench.keep_place(study.owner, study.id, study.source.id, offset=offset, read_to=read_to, code=None)
        place = workbench.last_place(study.owner, study.id)
        assert 0 <= place.offset <= len(study.source.text)
    assert place.read_to == len(study.source.text)
    workbench.keep_place(study.owner, study.id, study.source.id, offset=2, read_to=2, code=study.codes["K1"])
    place = workbench.last_place(study.owner, study.id)
    assert (place.offset, place.read_to, place.code) == (2, len(study.source.text), study.codes["K1"])
    assert workbench.last_place(study.member("Rina"), study.id) is None
    assert len(workbench.latest_events(study.owner, study.id, limit=99)) == 3


def test_what_is_in_a_removed_source_is_out_of_reach(study_builder, shared_store):
    study = study_builder(shared_store, "Terhapus")
    one = study.code("K1", 3, 9)
    workbench.remove_source(study.owner, study.id, study.source.id)
    with pytest.raises(NotFound):
        workbench.memo(study.owner, study.id, one.id, "x")
    with pytest.raises(NotFound):
        workbench.recode(study.owner, study.id, one.id, study.codes["K2"])
    assert workbench.code_counts(study.owner, study.id) == {}
    assert workbench.last_place(study.owner, study.id) is None


def test_who_acts_under_another_name_is_the_same_person(study_builder, shared_store):
    study = study_builder(shared_store, "Nama")
    rina = study.member("Rina Sari")
    study.code("K1", 3, 9, by=rina)
    renamed = Actor(rina.store, workbench.rename_me(rina, "Rina S."))
    assert workbench.find_excerpts(renamed, study.id, workbench.codings.Query())[0].coder_name == "Rina S."
    with pytest.raises(NameTaken):
        workbench.rename_me(renamed, study.owner.coder.name.upper())
