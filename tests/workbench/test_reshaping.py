"""Codes moved, merged and taken out: counts stay true, nothing points to nothing, one undo brings all back."""

from collections import Counter
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from coding import workbench
from coding.errors import (
    AlreadyCoded,
    CodeInUse,
    CodeMergedWithItself,
    CodeNotCodable,
    CodeUnderItself,
    NotAllowed,
    Repeated,
    UndoBlocked,
)
from coding.model import Keyword, Memo, MemoLink, Proposition, Query, Verdict
from coding.store import census
from coding.store.tables import cell, code, coding, memo, project, reduction
from coding.workbench import NewCoding, reshaping
from coding.workbench.conclusions import put_proposition, put_verdict
from coding.workbench.reshaping import code_concerns_of, code_heard, delete_code, merge_codes, move_code, recolour_code

LONG = "IK-01: " + " ".join(f"kata{number}" for number in range(60)) + "\n"


def keys(study):
    return [one.key for one in workbench.codebook(study.owner, study.id).codes]


def book(study):
    return workbench.codebook(study.owner, study.id)


def given(study, key):
    """What a code was given to: source, place and coder."""
    here = Query(codes=(study.codes[key],))
    found = workbench.find_excerpts(study.owner, study.id, here, limit=None)
    return sorted((one.coding.source, one.coding.start, one.coding.end, one.coding.coder) for one in found)


def everything(study):
    """What a person would see, without what says when and in which version."""
    there = book(study)
    codes = [replace(one, version=0) for one in there.codes]
    rows = sorted((str(one.id), one.code, one.memo, one.status) for one in study.codings())
    return codes, rows, workbench.code_counts(study.owner, study.id)


def fresh_counts(study):
    found = workbench.find_excerpts(study.owner, study.id, Query(), limit=None)
    return Counter(one.coding.code for one in found)


# -- moving ---------------------------------------------------------------------------------------


def test_a_code_is_put_before_another_one_and_under_another_parent(study):
    top = study.codes["KOORD"]
    move_code(study.owner, study.id, study.codes["K3"], top, 0)
    assert keys(study) == ["KOORD", "K3", "K1", "K2"]
    move_code(study.owner, study.id, study.codes["K2"], study.codes["K3"])
    assert keys(study) == ["KOORD", "K3", "K2", "K1"]
    assert book(study).find("K2").parent == study.codes["K3"]
    workbench.undo(study.owner, study.id)
    workbench.undo(study.owner, study.id)
    assert keys(study) == ["KOORD", "K1", "K2", "K3"]


def test_no_code_is_put_under_itself_or_what_is_under_it(study):
    for parent in ("KOORD", "K1"):
        with pytest.raises(CodeUnderItself):
            move_code(study.owner, study.id, study.codes["KOORD"], study.codes[parent])


def test_a_group_and_all_under_it_get_one_colour(study):
    recolour_code(study.owner, study.id, study.codes["KOORD"], "#112233", below=True)
    assert {one.colour for one in book(study).codes} == {"#112233"}
    recolour_code(study.owner, study.id, study.codes["K1"], "#445566")
    assert [one.colour for one in book(study).codes].count("#445566") == 1


# -- merging --------------------------------------------------------------------------------------


def test_what_was_coded_with_one_is_coded_with_the_other_and_the_same_words_of_a_coder_stay_once(study):
    rina = study.member("Rina")
    study.code("K1", 3, 9)
    study.code("K1", 10, 13)
    study.code("K1", 3, 9, by=rina)
    study.code("K2", 3, 9)
    before = everything(study)
    assert merge_codes(study.owner, study.id, [study.codes["K1"]], study.codes["K2"]) == 3
    there = study.source.id
    mine, hers = study.owner.id, rina.id
    assert given(study, "K2") == sorted([(there, 3, 9, mine), (there, 10, 13, mine), (there, 3, 9, hers)])
    assert workbench.code_counts(study.owner, study.id) == {study.codes["K2"]: 3}
    assert keys(study) == ["KOORD", "K2", "K3"]
    workbench.undo(study.owner, study.id)
    assert everything(study) == before
    workbench.redo(study.owner, study.id)
    assert workbench.code_counts(study.owner, study.id) == {study.codes["K2"]: 3}
    workbench.undo(study.owner, study.id)
    assert everything(study) == before


def test_what_was_said_of_a_double_is_said_of_the_one_that_stays(study):
    gone = study.code("K1", 3, 9)
    stays = study.code("K2", 3, 9)
    workbench.memo(study.owner, study.id, gone.id, "Satu.")
    workbench.memo(study.owner, study.id, stays.id, "Dua.")
    workbench.qualify(study.owner, study.id, [gone.id], {"status": "absent"})
    workbench.reduce(study.owner, study.id, [workbench.Decided(gone.id, "kept", statement="Rapat ada.")])
    merge_codes(study.owner, study.id, [study.codes["K1"]], study.codes["K2"])
    [one] = study.codings()
    assert (one.id, one.memo, one.status) == (stays.id, "Dua.\nSatu.", "absent")
    with study.owner.store.read(study.id, study.owner.id) as tx:
        rows = tx.all(sa.select(reduction).where(reduction.c.deleted_at.is_(None)))
    assert [(row.coding_id, row.statement, row.code_id) for row in rows] == [
        (stays.id, "Rapat ada.", study.codes["K2"])
    ]


def test_all_that_names_a_code_names_the_other_one(study):
    me, here = study.owner, study.id
    one, other = study.codes["K1"], study.codes["K2"]
    case = study.add_case("IK-01")
    words = study.code("K1", 3, 9)
    workbench.put_keyword(me, here, Keyword(uuid4(), one, "id", "rapat"))
    written = Memo(uuid4(), "rule", "Aturan", "Kapan?", me.id, (MemoLink("code", one),))
    workbench.write_memo(me, here, written)
    workbench.put_cell(me, here, case.id, one, "Rapat.")
    workbench.put_cell(me, here, case.id, other, "Dialog.")
    put_proposition(me, here, Proposition(uuid4(), "Ada.", indicator=one, codes=(one, other)))
    put_verdict(me, here, Verdict(uuid4(), one, "achieved", "Bila ada."))
    workbench.save_query(me, here, "Rapat", "K1 AND NOT K3")
    workbench.reduce(me, here, [workbench.Decided(words.id, "kept", statement="Ada.")])
    told = code_concerns_of(me, here, one, other)
    assert (told.codings, told.doubles, told.decisions, told.rules) == (1, 0, 1, 1)
    assert (told.cells, told.cells_joined, told.verdicts, told.verdict_lost) == (1, 1, 1, False)
    assert (told.memos, told.propositions, told.queries) == (1, 1, 1)
    merge_codes(me, here, [one], other)
    assert [(rule.code, rule.words) for rule in workbench.list_keywords(me, here)] == [(other, "rapat")]
    [link] = workbench.find_memos(me, here)[0].links
    assert link.id == other
    [row] = workbench.saved_queries(me, here)
    assert row.text == "K2 AND NOT K3"
    with me.store.read(here, me.id) as tx:
        dump = repr([tuple(row) for table in (memo, project) for row in tx.all(sa.select(table))])
    assert str(one) not in dump
    with me.store.read(here, me.id) as tx:
        [joined] = tx.all(sa.select(cell.c.summary, cell.c.code_id).where(cell.c.deleted_at.is_(None)))
    assert tuple(joined) == ("Dialog.\nRapat.", other)
    workbench.undo(me, here)
    assert workbench.saved_queries(me, here)[0].text == "K1 AND NOT K3"


def test_the_texts_of_a_merged_code_are_set_behind_and_no_exclusion_leads_to_it(study):
    me, here = study.owner, study.id
    first, second, third = (book(study).find(key) for key in ("K1", "K2", "K3"))
    workbench.change_code(me, here, replace(first, texts={"include": {"id": "rapat\njadwal"}}))
    texts = {"include": {"id": "rapat"}, "exclude": {"id": "jadwal → K1\nsurat"}}
    workbench.change_code(me, here, replace(second, texts=texts))
    workbench.change_code(me, here, replace(third, texts={"exclude": {"id": "rapat → K1"}}))
    merge_codes(me, here, [first.id], second.id)
    assert book(study).find("K2").texts == {"include": {"id": "rapat\njadwal"}, "exclude": {"id": "surat"}}
    assert book(study).find("K3").texts["exclude"]["id"] == "rapat → K2"
    workbench.change_code(me, here, replace(book(study).find("K3"), colour="#112233"))


def test_what_stood_under_a_merged_code_stands_under_the_other_one(study):
    below = workbench.add_code(study.owner, study.id, "Rinci", parent=study.codes["K1"])
    merge_codes(study.owner, study.id, [study.codes["K1"]], study.codes["K2"])
    assert book(study).find(below.id).parent == study.codes["K2"]
    merge_codes(study.owner, study.id, [study.codes["K2"]], below.id)
    assert book(study).find(below.id).parent == study.codes["KOORD"]


def test_several_codes_become_one_in_one_act(study):
    for key, start in (("K1", 3), ("K2", 3), ("K3", 3)):
        study.code(key, start, 9)
    before = everything(study)
    merge_codes(study.owner, study.id, [study.codes["K1"], study.codes["K2"]], study.codes["K3"])
    assert workbench.code_counts(study.owner, study.id) == {study.codes["K3"]: 1}
    workbench.undo(study.owner, study.id)
    assert everything(study) == before


def test_what_cannot_be_merged_is_refused(study):
    study.code("K1", 3, 9)
    with pytest.raises(CodeMergedWithItself):
        merge_codes(study.owner, study.id, [study.codes["K1"]], study.codes["K1"])
    with pytest.raises(CodeNotCodable):
        merge_codes(study.owner, study.id, [study.codes["K1"]], study.codes["KOORD"])
    student = study.member("Siswa", "student")
    with pytest.raises(NotAllowed):
        merge_codes(student, study.id, [study.codes["K1"]], study.codes["K2"])


def test_a_merge_that_arrives_twice_is_done_once(study):
    twice = replace(study.owner, op=uuid4())
    merge_codes(twice, study.id, [study.codes["K1"]], study.codes["K2"])
    with pytest.raises(Repeated):
        merge_codes(twice, study.id, [study.codes["K3"]], study.codes["K2"])


def test_a_merge_somebody_built_on_is_not_taken_back(study):
    rina = study.member("Rina")
    study.code("K1", 3, 9)
    hers = study.code("K1", 10, 13, by=rina)
    op = uuid4()
    merge_codes(replace(study.owner, op=op), study.id, [study.codes["K1"]], study.codes["K2"])
    workbench.recode(rina, study.id, hers.id, study.codes["K3"])
    with pytest.raises(UndoBlocked):
        workbench.undo(study.owner, study.id)


def test_an_open_page_learns_which_codings_moved(study):
    one = study.code("K1", 3, 9)
    rev = workbench.project(study.owner, study.id).rev
    merge_codes(study.owner, study.id, [study.codes["K1"]], study.codes["K2"])
    told = workbench.news(study.owner, study.id, study.source.id, rev)
    assert [(each.id, each.code) for happened in told.happened for each in happened.codings] == [
        (one.id, study.codes["K2"])
    ]


# -- deleting -------------------------------------------------------------------------------------


def test_a_code_goes_with_its_codings_or_gives_them_away_and_never_silently(study):
    study.code("K1", 3, 9)
    study.code("K1", 10, 13)
    before = everything(study)
    with pytest.raises(CodeInUse):
        delete_code(study.owner, study.id, study.codes["K1"])
    assert delete_code(study.owner, study.id, study.codes["K1"], codings=True) == 2
    assert workbench.code_counts(study.owner, study.id) == {}
    workbench.undo(study.owner, study.id)
    assert everything(study) == before
    delete_code(study.owner, study.id, study.codes["K1"], to=study.codes["K3"])
    assert workbench.code_counts(study.owner, study.id) == {study.codes["K3"]: 2}
    workbench.undo(study.owner, study.id)
    assert everything(study) == before


def test_what_stood_under_a_deleted_code_comes_to_stand_where_it_stood(study):
    below = workbench.add_code(study.owner, study.id, "Rinci", parent=study.codes["K1"])
    delete_code(study.owner, study.id, study.codes["K1"], codings=True)
    assert book(study).find(below.id).parent == study.codes["KOORD"]


def test_an_exclusion_that_led_to_a_removed_code_leads_nowhere(study):
    other = book(study).find("K2")
    workbench.change_code(study.owner, study.id, replace(other, texts={"exclude": {"id": "rapat → K1"}}))
    workbench.remove_code(study.owner, study.id, study.codes["K1"])
    assert book(study).find("K2").texts["exclude"]["id"] == "rapat"


def test_how_often_in_how_many_sources_and_from_how_many_informants(study):
    case = study.add_case("IK-01").id
    second = study.add_source("W2", case=case).id
    study.code("K1", 3, 9)
    study.code("K1", 35, 44, source=second)
    study.code("K1", 45, 50, source=second)
    assert code_heard(study.owner, study.id) == {study.codes["K1"]: reshaping.Heard(3, 2, 1)}


# -- any sequence ---------------------------------------------------------------------------------

CODES = st.integers(0, 50)
PLACE = st.integers(0, 9)


class Reshaped(RuleBasedStateMachine):
    study: object
    rina: object

    @initialize()
    def begin(self):
        """From what stands: earlier examples leave nothing behind but history."""
        study = self.study
        self.first = everything(study)
        self.acts = 0

    def _codes(self):
        return [one for one in book(self.study).codes if one.codable]

    def _pick(self, number):
        there = self._codes()
        return there[number % len(there)].id

    def _did(self):
        self.acts += 1

    @rule(number=CODES, place=PLACE)
    def code_words(self, number, place):
        try:
            wanted = [NewCoding(self._pick(number), 7 + 7 * place, 12 + 7 * place)]
            workbench.code(self.study.owner, self.study.id, self.study.source.id, wanted)
        except AlreadyCoded:
            return
        self._did()

    @rule(number=CODES, parent=CODES, at=PLACE)
    def move(self, number, parent, at):
        rev = workbench.project(self.study.owner, self.study.id).rev
        try:
            move_code(self.study.owner, self.study.id, self._pick(number), self._pick(parent), at)
        except CodeUnderItself:
            return
        if workbench.project(self.study.owner, self.study.id).rev > rev:
            self._did()

    @rule(one=CODES, other=CODES)
    def merge(self, one, other):
        gone, into = self._pick(one), self._pick(other)
        if gone != into:
            merge_codes(self.study.owner, self.study.id, [gone], into)
            self._did()

    @rule(one=CODES, other=CODES, way=st.sampled_from(["codings", "to"]))
    def delete(self, one, other, way):
        gone, into = self._pick(one), self._pick(other)
        if gone != into:
            chosen = {"to": into} if way == "to" else {"codings": True}
            delete_code(self.study.owner, self.study.id, gone, **chosen)
            self._did()

    @rule()
    def undo(self):
        if self.acts:
            workbench.undo(self.study.owner, self.study.id)
            self.acts -= 1

    @invariant()
    def counts_are_those_of_a_fresh_count(self):
        study = self.study
        assert workbench.code_counts(study.owner, study.id) == fresh_counts(study)
        with study.owner.store.read(study.id, study.owner.id) as tx:
            kept = census.read(tx)
            many = Counter()
            for at, count in zip(kept.code, kept.many, strict=True):
                many[UUID(bytes=bytes(kept.codes[at]).ljust(16, b"\0"))] += int(count)
            lost = sa.select(coding.c.id).join(code, code.c.id == coding.c.code_id)
            live = (coding.c.deleted_at.is_(None), coding.c.project_id == study.id)
            assert tx.all(lost.where(*live, code.c.deleted_at.is_not(None))) == []
            assert len(tx.all(sa.select(coding.c.id).where(*live))) == sum(many.values())
        assert many == fresh_counts(study)

    def teardown(self):
        for _ in range(self.acts):
            workbench.undo(self.study.owner, self.study.id)
        assert everything(self.study) == self.first


def test_after_any_sequence_counts_are_true_and_undoing_all_gives_the_first_state_back(study):
    source = study.add_source("Panjang", LONG)
    study.source = source
    for key, start in (("K1", 7), ("K1", 14), ("K2", 7), ("K3", 21)):
        study.code(key, start, start + 5)
    Reshaped.study = study
    run_state_machine_as_test(
        Reshaped,
        settings=settings(
            max_examples=8, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
