"""Blind is blind: whatever others code where somebody codes blind, every answer that person gets stays the same."""

import io
import os
import random
import re
import sys
import zipfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from unittest.mock import patch
from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import CodingError, NothingToUndo, RoundUnfinished, StillHidden
from coding.model import Ground, Link, Memo, MemoLink, Query
from coding.store import open_store
from coding.workbench import VERBS, Decided, NewCoding, conclusions
from coding.workbench.assigning import assign, begin_round, my_layers, show_others
from coding.workbench.kept_displays import keep_display
from coding.workbench.reshaping import merge_codes
from coding.workbench.verifying import keep_verification
from tests.workbench import test_roles as roles

BREAKING = {"reset_practice", "purge_project", "purge", "finish", "assign", "unassign", "begin_round"}
"""They end the project, or end that the owner is blind."""
REFUSED = {"NothingToRedo", "StillBlind"}
SECRET = {"invite_member", "renew_link"}
"""A link is drawn by chance."""


@contextmanager
def determined(seed):
    """Ids and the clock are the same each time."""
    chance, ticks = random.Random(seed), count()
    start = datetime(2026, 1, 1, tzinfo=UTC)

    def now():
        return start + timedelta(seconds=next(ticks))

    clocks = [patch.object(one, "now", now) for one in _with_clocks()]
    with patch.object(os, "urandom", lambda many: chance.randbytes(many)):
        for one in clocks:
            one.start()
        try:
            yield chance
        finally:
            for one in clocks:
                one.stop()


@cache
def _with_clocks():
    ours = [one for name, one in sys.modules.items() if name.startswith("coding.workbench")]
    return [one for one in ours if callable(getattr(one, "now", None))]


def much(study, other):
    """Everything that somebody can make of what they code: eleven acts."""
    one, two = (study.code("K1", *place, by=other).id for place in ((3, 9), (36, 45)))
    workbench.memo(other, study.id, one, "Menarik.")
    workbench.qualify(other, study.id, [two], {"status": "absent"})
    workbench.link(other, study.id, Link(uuid4(), one, "supports", two, "", other.id))
    workbench.write_memo(
        other, study.id, Memo(uuid4(), "idea", "Gagasan", "Ada.", other.id, (MemoLink("coding", one),))
    )
    workbench.reduce(other, study.id, [Decided(one, "kept", statement="Rapat ada.")])
    conclusions.put_ground(other, study.id, Ground(uuid4(), "proposition", study.claim, "coding", two))
    keep_display(other, study.id, "code-frequencies", "Gambar orang lain", Query())
    keep_verification(other, study.id, study.claim, "counting", "holds")
    workbench.uncode(other, study.id, [one])


def little(study, other):
    """As many acts, after which nothing is coded."""
    for end in range(9, 14):
        study.code("K2", 3, end, by=other)
    for _ in range(5):
        workbench.undo(other, study.id, source=study.source.id)
    workbench.redo(other, study.id, source=study.source.id)


def blind_study(store, build, acts):
    """A study whose owner codes its first source blind, and in which somebody else did these acts there."""
    with determined(1):
        study = build(store)
        other = study.member("Budi")
        study.claim = roles.claim(study)
        elsewhere = study.add_source("W2").id
        study.code("K1", 3, 9, by=other, source=elsewhere)
        study.code("K2", 3, 9, source=elsewhere)
        study.code("K3", 3, 9)
        assign(study.owner, study.id, [study.source.id], study.owner.id, blind=True)
    with determined(2):
        acts(study, other)
    return study, other


def answers(study, names, seed):
    """What each read and verb answers the owner."""
    roles._unused = count(seed * 1000)
    found = {}
    for name in names:
        with determined(f"{seed} {name}"):
            try:
                found[name] = told(roles.call(name, study, study.owner)())
            except CodingError as problem:
                found[name] = f"{type(problem).__name__}: {problem}"
    return found


def told(answer):
    """An answer as text, without where things lie in memory."""
    if isinstance(answer, bytes) and answer.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer)) as file:
            return str({name: told(file.read(name)) for name in file.namelist()})
    return _steady(answer.decode("latin-1") if isinstance(answer, bytes) else repr(answer))


def _steady(words):
    words = re.sub(r"0x[0-9a-f]+", "0x", words)
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z?|datetime\.datetime\([^)]*\)+", "T", words)


@pytest.fixture(scope="module")
def two(sqlite_template, tmp_path_factory, study_builder):
    """The same study twice, but for what somebody else did where its owner is blind."""
    made = []
    for acts in (much, little):
        path = tmp_path_factory.mktemp("blind") / "simpul.db"
        path.write_bytes(sqlite_template.read_bytes())
        made.append(blind_study(open_store(str(path)), study_builder, acts))
    yield made
    for study, _other in made:
        study.owner.store.close()


def test_every_read_gives_the_blind_the_same_answer_whatever_others_did(two):
    names = sorted(roles.READ_BY_ALL)
    one, another = (answers(study, names, 3) for study, _ in two)
    assert [name for name in names if one[name] != another[name]] == []


def test_every_verb_tells_the_blind_the_same_whatever_others_did(two):
    names = sorted(set(VERBS) & set(roles.MAY) - BREAKING - SECRET)
    one, another = (answers(study, names, 4) for study, _ in two)
    assert [name for name in names if one[name] != another[name]] == []
    # Their rights are not less: what is refused is refused to whoever is blind, or has nothing to do again.
    assert {one[name].split(":")[0] for name in names if re.match(r"[A-Z]\w+: ", str(one[name]))} <= REFUSED


def test_what_was_hidden_is_there_once_the_source_is_finished(study):
    other = study.member("Budi")
    assign(study.owner, study.id, [study.source.id], study.owner.id, blind=True)
    study.code("K1", 3, 9)
    study.code("K2", 3, 9, by=other)
    assert [one.coder for one in study.codings()] == [study.owner.id]
    assert workbench.count_excerpts(study.owner, study.id, Query()) == 1
    assert "code" in [one.verb for one in workbench.latest_events(other, study.id)][:1]
    assert len([one for one in workbench.latest_events(study.owner, study.id) if one.verb == "code"]) == 1
    with pytest.raises(StillHidden):
        workbench.backup(study.owner, study.id, "never.zip")
    # Whoever is not blind saw all along.
    assert workbench.count_excerpts(other, study.id, Query()) == 2
    workbench.finish(study.owner, study.id, study.source.id)
    assert workbench.count_excerpts(study.owner, study.id, Query()) == 2


def test_a_student_sees_own_work_and_that_of_others_only_where_the_project_shows_it(study):
    student = study.member("Sari", "student")
    study.code("K1", 3, 9, by=student)
    study.code("K2", 3, 9)
    counts = workbench.code_counts(student, study.id)
    assert (counts.get(study.codes["K1"]), counts.get(study.codes["K2"], 0)) == (1, 0)
    assert workbench.count_excerpts(student, study.id, Query()) == 1
    show_others(study.owner, study.id, True)
    assert workbench.count_excerpts(student, study.id, Query()) == 2
    # But for sources that are assigned blind.
    assign(study.owner, study.id, [study.source.id], student.id, blind=True)
    assert workbench.count_excerpts(student, study.id, Query()) == 1


def test_a_supervisor_reads_what_is_coded_blind(study):
    supervisor = study.member("Bu Ani", "supervisor")
    assign(study.owner, study.id, [study.source.id], study.owner.id, blind=True)
    study.code("K1", 3, 9)
    assert workbench.count_excerpts(supervisor, study.id, Query()) == 1


def test_changes_of_many_codings_hide_those_of_other_layers_alone(study):
    """An act on codings of several layers stays in the history, so that what was counted before is counted anew."""
    other = study.member("Budi")
    study.code("K1", 3, 9)
    study.code("K1", 3, 9, by=other)
    assign(study.owner, study.id, [study.source.id], study.owner.id, blind=True)
    assert workbench.code_counts(study.owner, study.id)[study.codes["K1"]] == 1
    merge_codes(other, study.id, [study.codes["K1"]], study.codes["K3"])
    assert workbench.code_counts(study.owner, study.id)[study.codes["K3"]] == 1
    assert [one.verb for one in workbench.latest_events(study.owner, study.id)][:1] == ["merge_codes"]


def test_who_has_nothing_hidden_reads_the_tables_themselves(study):
    with study.owner.store.read(study.id, study.owner.id) as tx:
        workbench.desk.allow(tx, "read")
        assert not tx.narrowed
        assert tx.sight == str(tx.conn.engine.url)


def test_one_persons_narrow_look_leaves_nothing_behind_for_the_next(study):
    other = study.member("Budi")
    study.code("K1", 3, 9, by=other)
    assign(study.owner, study.id, [study.source.id], study.owner.id, blind=True)
    for _ in range(3):
        assert workbench.count_excerpts(study.owner, study.id, Query()) == 0
        assert workbench.count_excerpts(other, study.id, Query()) == 1
        with pytest.raises(CodingError):
            workbench.excerpt(study.owner, study.id, uuid4())


# -- further rounds -------------------------------------------------------------------------------


def test_a_further_round_begins_empty_and_hides_the_first_until_it_is_done(study):
    me, here = study.owner, study.source.id
    study.code("K1", 3, 9)
    with pytest.raises(RoundUnfinished, match="W1"):
        begin_round(me, study.id, [here])
    workbench.finish(me, study.id, here)
    layer = begin_round(me, study.id, [here])
    assert (layer.kind, layer.person, layer.round) == ("round", me.id, 2)
    assert [one.id for one in my_layers(me, study.id)] == [me.id, layer.id]
    assert study.codings() == []
    again = replace(me, layer=layer.id)
    made = workbench.code(again, study.id, here, [NewCoding(study.codes["K1"], 3, 9)])
    assert [one.coder for one in study.codings()] == [layer.id]
    assert made[0].coder == layer.id
    # Undo stays in the round: what came before it is not what the person sees.
    workbench.undo(again, study.id, source=here)
    with pytest.raises(NothingToUndo):
        workbench.undo(again, study.id, source=here)
    workbench.redo(again, study.id, source=here)
    workbench.finish(again, study.id, here)
    assert {one.coder for one in study.codings()} == {me.id, layer.id}
    assert workbench.open_source(again, study.id, here).finished


def test_nobody_codes_in_a_round_of_somebody_else(study):
    other = study.member("Budi")
    workbench.finish(study.owner, study.id, study.source.id)
    layer = begin_round(study.owner, study.id, [study.source.id])
    with pytest.raises(CodingError):
        workbench.code(replace(other, layer=layer.id), study.id, study.source.id, [NewCoding(study.codes["K1"], 3, 9)])
    assert study.codings() == []


def test_a_round_is_called_after_its_person_and_comes_back_with_a_backup(study, tmp_path):
    workbench.finish(study.owner, study.id, study.source.id)
    layer = begin_round(study.owner, study.id, [study.source.id])
    me = workbench.rename_me(study.owner, "Rina")
    assert [one.name for one in my_layers(study.owner, study.id)] == ["Rina", "Rina · putaran 2"]
    again = replace(study.owner, layer=layer.id)
    workbench.code(again, study.id, study.source.id, [NewCoding(study.codes["K1"], 3, 9)])
    workbench.finish(again, study.id, study.source.id)
    workbench.backup(study.owner, study.id, tmp_path / "a.zip")
    copy = workbench.restore(study.owner, tmp_path / "a.zip")
    theirs = my_layers(study.owner, copy.id)
    assert [(one.name, one.kind, one.person) for one in theirs[1:]] == [("Rina · putaran 2", "round", me.id)]
    assert theirs[1].id != layer.id
    (found,) = workbench.find_excerpts(study.owner, copy.id, Query())
    assert found.coding.coder == theirs[1].id
