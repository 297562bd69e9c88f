"""Undo, redo and the history: what a person takes back, and what nobody can."""

import threading
from uuid import uuid4

import pytest
import sqlalchemy as sa

from coding import workbench
from coding.errors import (
    AlreadyCoded,
    CodeNotFound,
    NameTaken,
    NothingToRedo,
    NothingToUndo,
    Repeated,
    UndoBlocked,
)
from coding.store import open_store
from coding.store.tables import event
from coding.workbench import Actor, NewCoding


def revs(study):
    return sorted(one.rev for one in workbench.latest_events(study.owner, study.id, limit=10_000))


def spans(study, source=None):
    return [(one.start, one.end) for one in study.codings(source)]


@pytest.mark.parametrize("sentence", ["UPDATE event SET verb = 'x'", "DELETE FROM event"])
def test_the_database_itself_refuses_to_change_the_history(store, study, sentence):
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), store.engine.begin() as conn:
        conn.execute(sa.text(sentence))


def test_the_numbers_of_events_have_no_gap_when_many_write_at_once(study):
    def work(number):
        for step in range(8):
            study.code("K1", 3 + number, 12 + number + step)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(study.codings()) == 64
    assert revs(study) == list(range(1, workbench.project(study.owner, study.id).rev + 1))


def test_an_operation_that_arrives_twice_is_stored_once(study):
    once = Actor(study.owner.store, study.owner.coder, uuid4())
    workbench.code(once, study.id, study.source.id, [NewCoding(study.codes["K1"], 3, 9)])
    with pytest.raises(Repeated):
        workbench.code(once, study.id, study.source.id, [NewCoding(study.codes["K2"], 3, 9)])
    assert spans(study) == [(3, 9)]
    assert workbench.arrived(study.owner, study.id, once.op)


def test_two_people_may_use_the_same_operation_id(study):
    op = uuid4()
    for actor in (study.owner, study.member("Rina")):
        both = Actor(actor.store, actor.coder, op)
        workbench.code(both, study.id, study.source.id, [NewCoding(study.codes["K1"], 3, 9)])
    assert len(study.codings()) == 2


def test_undo_takes_back_several_steps_and_redo_does_them_again(study):
    for end in (5, 6, 7):
        study.code("K1", 0, end)
    for left in (2, 1, 0):
        workbench.undo(study.owner, study.id, source=study.source.id)
        assert len(study.codings()) == left
    for ends in ([5], [5, 6], [5, 6, 7]):
        workbench.redo(study.owner, study.id, source=study.source.id)
        assert [end for _, end in spans(study)] == ends
    with pytest.raises(NothingToRedo):
        workbench.redo(study.owner, study.id, source=study.source.id)


def test_a_long_row_of_steps_can_be_taken_back(study):
    for step in range(30):
        study.code("K1", 3 + step // 30, 12 + step // 30 + step % 30)
    for _ in range(30):
        workbench.undo(study.owner, study.id, source=study.source.id)
    assert study.codings() == []
    with pytest.raises(NothingToUndo):
        workbench.undo(study.owner, study.id, source=study.source.id)


def test_undo_works_after_the_database_was_opened_again(study, target):
    study.code("K1", 0, 5)
    study.owner.store.close()
    again = Actor(open_store(target), study.owner.coder)
    workbench.undo(again, study.id)
    assert study.codings() == []
    workbench.redo(again, study.id)
    assert spans(study) == [(0, 5)]


def test_a_new_act_clears_what_could_be_done_again(study):
    study.code("K1", 0, 5)
    workbench.undo(study.owner, study.id)
    study.code("K2", 0, 6)
    assert workbench.standing(study.owner, study.id).redo is None
    with pytest.raises(NothingToRedo):
        workbench.redo(study.owner, study.id)


def test_a_new_act_clears_it_for_good_even_if_that_act_is_undone_and_redone(study):
    study.code("K1", 0, 5)
    workbench.undo(study.owner, study.id)
    study.code("K2", 0, 6)
    workbench.undo(study.owner, study.id)
    workbench.redo(study.owner, study.id)
    with pytest.raises(NothingToRedo):
        workbench.redo(study.owner, study.id)
    assert spans(study) == [(0, 6)]


def test_undo_in_one_source_leaves_the_others_alone(study):
    other = study.add_source("W2")
    study.code("K1", 0, 5)
    study.code("K1", 0, 6, source=other.id)
    workbench.undo(study.owner, study.id, source=study.source.id)
    assert spans(study) == []
    assert spans(study, other.id) == [(0, 6)]


def test_undo_takes_back_the_act_that_is_named(study):
    named = Actor(study.owner.store, study.owner.coder, uuid4())
    workbench.code(named, study.id, study.source.id, [NewCoding(study.codes["K1"], 0, 5)])
    study.code("K2", 0, 6)
    workbench.undo(study.owner, study.id, op=named.op)
    assert spans(study) == [(0, 6)]


def test_undo_in_a_source_never_takes_the_source_itself_away(study):
    with pytest.raises(NothingToUndo):
        workbench.undo(study.owner, study.id, source=study.source.id)
    workbench.undo(study.owner, study.id)
    assert workbench.list_sources(study.owner, study.id) == []


def test_undo_never_touches_what_others_did(study):
    rina = study.member("Rina")
    study.code("K1", 0, 5)
    study.code("K1", 0, 6, by=rina)
    workbench.undo(study.owner, study.id, source=study.source.id)
    assert spans(study) == [(0, 6)]
    with pytest.raises(NothingToUndo):
        workbench.undo(study.owner, study.id, source=study.source.id)


def test_undo_is_refused_with_a_name_where_somebody_else_changed_the_row(study):
    rina = study.member("Rina")
    one = study.code("K1", 0, 5, by=rina)
    workbench.memo(study.owner, study.id, one.id, "lihat W2")
    with pytest.raises(UndoBlocked, match=f"{study.owner.coder.name} .*{one.quote}"):
        workbench.undo(rina, study.id)
    assert study.codings()[0].memo == "lihat W2"


def test_a_code_that_others_have_used_is_not_undone(study):
    rina = study.member("Rina")
    made = workbench.add_code(study.owner, study.id, "Kode baru")
    study.codes["baru"] = made.id
    study.code("baru", 0, 5, by=rina)
    with pytest.raises(UndoBlocked, match="Rina"):
        workbench.undo(study.owner, study.id)
    assert workbench.codebook(study.owner, study.id).find(made.id)


def test_a_coding_does_not_come_back_under_a_code_that_is_gone(study):
    rina = study.member("Rina")
    one = study.code("K3", 0, 5)
    workbench.uncode(study.owner, study.id, [one.id])
    workbench.remove_code(rina, study.id, study.codes["K3"])
    with pytest.raises(UndoBlocked, match="Rina"):
        workbench.undo(study.owner, study.id)
    assert study.codings() == []


def test_a_source_in_which_others_coded_is_not_undone(study):
    rina = study.member("Rina")
    other = study.add_source("W2")
    study.code("K1", 0, 5, by=rina, source=other.id)
    with pytest.raises(UndoBlocked, match="Rina"):
        workbench.undo(study.owner, study.id)


def test_a_source_does_not_come_back_with_codings_whose_code_is_gone(study):
    rina = study.member("Rina")
    study.code("K3", 0, 5)
    workbench.remove_source(study.owner, study.id, study.source.id)
    workbench.remove_code(rina, study.id, study.codes["K3"])
    with pytest.raises(UndoBlocked, match="Rina"):
        workbench.undo(study.owner, study.id)


def test_a_removed_source_comes_back_with_its_codings(study):
    study.code("K1", 0, 5)
    workbench.remove_source(study.owner, study.id, study.source.id)
    assert workbench.list_sources(study.owner, study.id) == []
    workbench.undo(study.owner, study.id)
    assert spans(study) == [(0, 5)]


def test_a_removed_source_does_not_come_back_when_its_name_is_taken(study):
    workbench.remove_source(study.owner, study.id, study.source.id)
    study.member("Rina")
    rina = Actor(study.owner.store, workbench.add_coder(study.owner, study.id, "Rina"))
    workbench.import_source(rina, study.id, study.source, 3)
    with pytest.raises(NameTaken, match="W1"):
        workbench.undo(study.owner, study.id)


def test_a_code_does_not_take_back_a_key_that_is_in_use(study):
    rina = study.member("Rina")
    old = workbench.codebook(study.owner, study.id).find("K1")
    workbench.change_code(study.owner, study.id, type(old)(**{**fields(old), "key": "KX"}))
    workbench.add_code(rina, study.id, "Yang lain", key="K1")
    with pytest.raises(NameTaken, match="k1"):
        workbench.undo(study.owner, study.id)


def fields(one):
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def test_a_coding_does_not_come_back_beside_one_on_the_same_words(study):
    removed = Actor(study.owner.store, study.owner.coder, uuid4())
    one = study.code("K1", 0, 5)
    workbench.uncode(removed, study.id, [one.id])
    study.code("K1", 0, 5)
    with pytest.raises(AlreadyCoded):
        workbench.undo(study.owner, study.id, op=removed.op)


def row(number, start, end, code="K1", coder=""):
    return workbench.Row(number, "W1", start, end, code, coder)


def test_an_imported_table_is_undone_and_redone_as_one(study):
    workbench.import_codings(study.owner, study.id, [row(1, 0, 5), row(2, 0, 6), row(3, 0, 7, coder="Rina")])
    workbench.undo(study.owner, study.id)
    assert study.codings() == []
    workbench.redo(study.owner, study.id)
    assert len(study.codings()) == 3
    workbench.undo(study.owner, study.id)
    assert study.codings() == []


def test_redoing_an_import_does_not_revive_what_was_removed_one_by_one(study):
    workbench.import_codings(study.owner, study.id, [row(1, 0, 5), row(2, 0, 6)])
    first = study.codings()[0]
    workbench.uncode(study.owner, study.id, [first.id])
    imported = workbench.latest_events(study.owner, study.id, limit=2)[1]
    assert imported.verb == "import_codings"
    # The table is not of one source, so undo in the source would take back the removal; take back the whole table.
    with study.owner.store.write(study.id, study.owner.id, "undo", imported.at) as tx:
        workbench.codings.history._take_back(tx, imported)
    assert study.codings() == []
    workbench.redo(study.owner, study.id)
    assert spans(study) == [(0, 6)]


def test_an_imported_table_is_not_undone_once_somebody_changed_one_of_its_codings(study):
    rina = study.member("Rina", "owner")
    workbench.import_codings(study.owner, study.id, [row(1, 0, 5), row(2, 0, 6)])
    workbench.memo(rina, study.id, study.codings()[0].id, "hm")
    with pytest.raises(UndoBlocked, match="Rina"):
        workbench.undo(study.owner, study.id)
    assert len(study.codings()) == 2


def test_the_codebook_has_a_version_for_every_change_and_for_its_undo(study):
    def contents():
        return [{code.key for code in book.codes} for book in workbench.codebook_versions(study.owner, study.id)]

    first = contents()[-1]
    workbench.add_code(study.owner, study.id, "Kode baru")
    assert len(contents()[-1]) == len(first) + 1
    workbench.undo(study.owner, study.id)
    assert contents()[-1] == first
    numbers = [book.version for book in workbench.codebook_versions(study.owner, study.id)]
    assert numbers == [1, 2, 3]
    study.code("K1", 0, 5)
    assert len(contents()) == 3


def test_a_projects_name_can_be_taken_back_and_its_history_goes_on_counting(study):
    workbench.edit_project(study.owner, study.id, study.project.version, name="Baru")
    workbench.undo(study.owner, study.id)
    project = workbench.project(study.owner, study.id)
    assert project.name == "Studi"
    assert project.rev == max(revs(study)) == len(revs(study))


def test_making_a_project_is_not_undone(study, stranger):
    workbench.undo(study.owner, study.id)
    with pytest.raises(NothingToUndo):
        workbench.undo(study.owner, study.id)
    assert workbench.project(study.owner, study.id).name == "Studi"


def test_a_code_made_for_the_words_goes_and_comes_back_with_them(study):
    new = uuid4()
    words = [NewCoding(new, 0, 5, uuid4())]
    workbench.code_anew(study.owner, study.id, study.source.id, "Seketika", words, code_id=new)
    assert spans(study) == [(0, 5)]
    workbench.undo(study.owner, study.id, source=study.source.id)
    assert spans(study) == []
    assert workbench.codebook(study.owner, study.id).find(new) is None
    workbench.redo(study.owner, study.id, source=study.source.id)
    assert spans(study) == [(0, 5)]


def test_the_finished_mark_is_each_coders_own_and_can_be_taken_back(study):
    rina = study.member("Rina")
    workbench.finish(study.owner, study.id, study.source.id)
    finished = {who.coder.name: workbench.list_sources(who, study.id)[0].finished for who in (study.owner, rina)}
    assert finished == {study.owner.coder.name: True, "Rina": False}
    workbench.undo(study.owner, study.id)
    assert not workbench.list_sources(study.owner, study.id)[0].finished
    workbench.finish(study.owner, study.id, study.source.id)
    workbench.finish(study.owner, study.id, study.source.id, False)
    workbench.undo(study.owner, study.id)
    assert workbench.list_sources(study.owner, study.id)[0].finished


def test_a_case_that_was_taken_out_is_tied_to_nobody_until_that_is_undone(study):
    case = study.add_case("IK-01", jenis="kunci")
    source = study.add_source("W2", case=case.id)
    workbench.remove_case(study.owner, study.id, case.id)
    assert {voice.case for voice in workbench.load_source(study.owner, study.id, source.id).speakers} == {None}
    assert workbench.load_source(study.owner, study.id, source.id).case is None
    workbench.undo(study.owner, study.id)
    assert workbench.load_source(study.owner, study.id, source.id).case == case.id


def test_nothing_is_written_where_a_verb_fails_half_way(study, dump):
    before = dump()
    words = [NewCoding(study.codes["K1"], 0, 5), NewCoding(uuid4(), 0, 6)]
    with pytest.raises(CodeNotFound):
        workbench.code(study.owner, study.id, study.source.id, words)
    assert dump() == before


def test_what_undoes_an_event_does_so_once(study, store):
    study.code("K1", 0, 5)
    workbench.undo(study.owner, study.id)
    undone = workbench.latest_events(study.owner, study.id, limit=1)[0]
    again = {"id": uuid4(), "project_id": study.id, "rev": 999, "actor_id": study.owner.id, "at": undone.at}
    with pytest.raises(sa.exc.IntegrityError), store.engine.begin() as conn:
        conn.execute(sa.insert(event).values(**again, verb="undo", undoes=undone.undoes, changes=[]))
