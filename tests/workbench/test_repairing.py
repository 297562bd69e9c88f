"""Who speaks where is put right after coding: text and codings stay, what is counted follows, undo brings all back."""

from collections import Counter
from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from coding import workbench
from coding.errors import (
    Conflict,
    LabelMissing,
    NameTaken,
    NoNextTurn,
    NotFound,
    NothingToRedo,
    NothingToUndo,
    TurnNotSplit,
    TurnsChanged,
    UndoBlocked,
)
from coding.model import Mark, Query
from coding.segmentation import segments, sentences
from coding.workbench.suggesting_material import material

TEXT = (
    "P: Apakah ada rapat bersama? Kapan?\n"
    "IK-01: Ada rapat, tapi belum pernah bersama dinas lain. 🙂 Begitu saja.\n"
    "P: Siapa yang datang?\nSemua dinas?\n"
    "IK-02: Dinas kota datang. Camat tidak.\n"
)


def labelled(source):
    """A source whose printed labels are marked as such, as a reader does it."""
    found = []
    at = 0
    for line in source.text.splitlines(keepends=True):
        label, colon, _ = line.partition(": ")
        if colon:
            found.append(Mark(at, at + len(label) + 1, "label"))
        at += len(line)
    turns = [
        replace(turn, end=source.text.index("\nIK-02")) if source.text[turn.start :].startswith("Siapa") else turn
        for turn in source.turns
    ]
    return replace(source, marks=tuple(found), turns=tuple(turns))


@pytest.fixture
def talk(study, source_builder):
    """The study's second source, with two informants who are cases of their own."""
    cases = {key: study.add_case(key) for key in ("IK-01", "IK-02")}
    one = labelled(source_builder("Rapat", TEXT))
    voices = tuple(
        replace(voice, case=cases[voice.label].id if voice.label in cases else None) for voice in one.speakers
    )
    study.talk = workbench.import_source(study.owner, study.id, replace(one, speakers=voices), len(TEXT.split())).id
    study.cases = cases
    return study


def place(words):
    start = TEXT.index(words)
    return start, start + len(words)


def load(study):
    return workbench.load_source(study.owner, study.id, study.talk)


def turn_with(study, words):
    at = TEXT.index(words)
    return next((one.start, one.end) for one in load(study).turns if one.start <= at < one.end)


def said(study):
    one = load(study)
    return [(turn.speaker, one.text[turn.start : turn.end]) for turn in one.turns]


def coded(study, key, words, by=None):
    return study.code(key, *place(words), by=by, source=study.talk)


def speakers(study):
    """Quote → label noted beside its coding."""
    labels = {one.id: one.label for one in workbench.list_speakers(study.owner, study.id, study.talk)}
    return {one.quote: labels.get(one.speaker) for one in study.codings(study.talk)}


def split(study, words, actor=None, **more):
    at = TEXT.index(words)
    workbench.split_turn(actor or study.owner, study.id, study.talk, turn_with(study, words), at, **more)


def join(study, words, actor=None):
    workbench.join_turns(actor or study.owner, study.id, study.talk, turn_with(study, words))


def give(study, words, to, actor=None):
    workbench.give_turns(actor or study.owner, study.id, study.talk, [turn_with(study, words)], to)


def check_derived(study, source=None):
    """Whatever is derived from turns is what it would be were it worked out anew."""
    source = source or study.talk
    opened = workbench.open_source(study.owner, study.id, source)
    one = opened.source
    assert list(opened.sentences) == sentences(one)
    assert list(opened.paragraphs) == [(cut.start, cut.end) for cut in segments(one, "paragraph")]
    ids = {voice.label: voice.id for voice in one.speakers}
    for coding in opened.codings:
        first = next((turn for turn in one.turns if turn.start < coding.end and turn.end > coding.start), None)
        assert coding.speaker == (ids.get(first.speaker) if first else None)
        assert coding.quote == one.text[coding.start : coding.end]
    summary = next(each for each in workbench.list_sources(study.owner, study.id) if each.id == source)
    assert summary.turns == len(one.turns)
    assert dict(summary.speakers) == dict(Counter(turn.speaker for turn in one.turns if turn.speaker))
    assert {voice.label for voice in one.speakers} == {turn.speaker for turn in one.turns if turn.speaker}
    asking = {voice.label for voice in one.speakers if voice.role == "interviewer"}
    everything = material(study.owner, study.id)
    passages = [each for each in everything.corpus if everything.places[each.id].source == source]
    fresh = [cut for cut in segments(one, "turn") if cut.speaker not in asking]
    assert [(each.id, each.text) for each in passages] == [(str(cut.id), cut.text) for cut in fresh]
    owners = {voice.id: voice.case or one.case for voice in one.speakers}
    by_case = Counter(owners.get(coding.speaker, one.case) for coding in opened.codings)
    keys = {case.id: case.key for case in workbench.list_cases(study.owner, study.id)}
    rows = workbench.find_excerpts(study.owner, study.id, Query(sources=(source,)), limit=None)
    told = Counter(row.case_key for row in rows)
    assert told == Counter({keys.get(case): many for case, many in by_case.items()})
    tally = workbench.tally_excerpts(study.owner, study.id, Query(sources=(source,)))
    assert tally.informants == len({case for case in by_case if case})


def letters_said(one):
    """Every offset with a letter that somebody says."""
    marked = {at for mark in one.marks for at in range(mark.start, mark.end)}
    spans = [at for turn in one.turns for at in range(turn.start, turn.end)]
    assert len(spans) == len(set(spans))
    assert spans == sorted(spans)
    return {at for at in spans if not one.text[at].isspace()} - marked


def test_a_turn_is_split_between_two_words_and_each_half_keeps_or_changes_its_speaker(talk):
    coded(talk, "K1", "Begitu saja")
    split(talk, "Begitu saja", to="IK-02")
    assert said(talk)[1:3] == [
        ("IK-01", "Ada rapat, tapi belum pernah bersama dinas lain. 🙂"),
        ("IK-02", "Begitu saja."),
    ]
    assert speakers(talk) == {"Begitu saja": "IK-02"}
    check_derived(talk)
    split(talk, "Kapan")
    assert said(talk)[:2] == [("P", "Apakah ada rapat bersama?"), ("P", "Kapan?")]
    check_derived(talk)


@pytest.mark.parametrize("at", [0, 3, 7, 2000, -4])
def test_a_turn_is_not_split_in_a_word_nor_where_nothing_is_said_on_one_side(talk, at, dump):
    before = dump()
    with pytest.raises(TurnNotSplit):
        workbench.split_turn(talk.owner, talk.id, talk.talk, turn_with(talk, "Apakah"), at)
    assert dump() == before


def test_joined_turns_are_said_by_who_says_the_first_and_the_label_between_is_nobodys_words(talk):
    coded(talk, "K1", "Dinas kota")
    join(talk, "Semua dinas")
    assert said(talk)[-1] == ("P", "Siapa yang datang?\nSemua dinas?\nIK-02: Dinas kota datang. Camat tidak.")
    cut = workbench.segments(talk.owner, talk.id, talk.talk, "turn")[-1]
    assert "IK-02" not in cut.text
    assert speakers(talk) == {"Dinas kota": "P"}
    # Who says nothing any more is no speaker, and counts as no informant.
    assert [one.label for one in workbench.list_speakers(talk.owner, talk.id, talk.talk)] == ["IK-01", "P"]
    check_derived(talk)
    with pytest.raises(NoNextTurn):
        join(talk, "Dinas kota")


def test_a_turn_is_given_to_another_or_a_new_speaker_or_to_nobody(talk):
    coded(talk, "K1", "Semua dinas")
    give(talk, "Semua dinas", "IK-01")
    assert speakers(talk) == {"Semua dinas": "IK-01"}
    check_derived(talk)
    give(talk, "Semua dinas", "  Camat ")
    assert speakers(talk) == {"Semua dinas": "Camat"}
    check_derived(talk)
    give(talk, "Semua dinas", None)
    assert speakers(talk) == {"Semua dinas": None}
    assert "Camat" not in {one.label for one in load(talk).speakers}
    check_derived(talk)
    with pytest.raises(LabelMissing):
        give(talk, "Semua dinas", " ")


def test_all_of_a_label_is_given_to_another_and_a_new_label_keeps_role_and_case(talk):
    coded(talk, "K1", "Dinas kota")
    coded(talk, "K1", "Ada rapat")
    workbench.give_label(talk.owner, talk.id, talk.talk, "IK-02", "Pak Camat")
    renamed = next(one for one in load(talk).speakers if one.label == "Pak Camat")
    assert (renamed.role, renamed.case) == ("informant", talk.cases["IK-02"].id)
    check_derived(talk)
    workbench.give_label(talk.owner, talk.id, talk.talk, "Pak Camat", "IK-01")
    assert speakers(talk) == {"Dinas kota": "IK-01", "Ada rapat": "IK-01"}
    check_derived(talk)
    workbench.undo(talk.owner, talk.id)
    assert speakers(talk) == {"Dinas kota": "Pak Camat", "Ada rapat": "IK-01"}
    workbench.undo(talk.owner, talk.id)
    assert speakers(talk) == {"Dinas kota": "IK-02", "Ada rapat": "IK-01"}
    check_derived(talk)
    with pytest.raises(NotFound):
        workbench.give_label(talk.owner, talk.id, talk.talk, "Siapa", "P")


def test_voices_are_listed_with_what_they_say(talk):
    coded(talk, "K1", "Ada rapat")
    coded(talk, "K2", "Begitu saja")
    told = workbench.list_voices(talk.owner, talk.id, talk.talk)
    assert [(one.speaker.label, one.turns, one.words, one.codings) for one in told] == [
        ("IK-01", 1, 10, 2),
        ("IK-02", 1, 5, 0),
        ("P", 2, 10, 0),
    ]
    give(talk, "Dinas kota", None)
    nobody = workbench.list_voices(talk.owner, talk.id, talk.talk)[-1]
    assert (nobody.speaker, nobody.turns, nobody.words) == (None, 1, 5)


def test_who_saw_other_turns_is_told_and_nothing_is_done(talk, dump):
    seen = turn_with(talk, "Ada rapat")
    split(talk, "Begitu saja")
    before = dump()
    for act in (
        lambda: workbench.split_turn(talk.owner, talk.id, talk.talk, seen, place("tapi")[0]),
        lambda: workbench.join_turns(talk.owner, talk.id, talk.talk, seen),
        lambda: workbench.give_turns(talk.owner, talk.id, talk.talk, [seen], "P"),
    ):
        with pytest.raises(TurnsChanged):
            act()
    with pytest.raises(Conflict):
        workbench.give_turns(talk.owner, talk.id, talk.talk, [turn_with(talk, "Kapan")], "P", text_version=2)
    assert dump() == before


def test_who_codes_and_who_repairs_do_not_stand_in_each_others_way(talk):
    rina = talk.member("Rina")
    mine = coded(talk, "K1", "Begitu saja", by=rina)
    split(talk, "Begitu saja", to="P")
    workbench.qualify(rina, talk.id, [mine.id], {"status": "absent"})
    later = coded(talk, "K2", "Begitu saja", by=rina)
    assert {one.speaker for one in talk.codings(talk.talk)} == {later.speaker}
    # The repair is taken back though the coding was described since, and what was described stays.
    workbench.undo(talk.owner, talk.id)
    assert [one.status for one in talk.codings(talk.talk) if one.id == mine.id] == ["absent"]
    assert speakers(talk) == {"Begitu saja": "IK-01"}
    check_derived(talk)
    workbench.redo(talk.owner, talk.id)
    assert set(speakers(talk).values()) == {"P"}
    # Taking back one's own coding is no matter of who speaks, and one that comes back learns who does.
    workbench.undo(rina, talk.id)
    workbench.undo(talk.owner, talk.id)
    workbench.redo(rina, talk.id)
    assert set(speakers(talk).values()) == {"IK-01"}
    check_derived(talk)


def test_turns_that_somebody_changed_since_are_not_taken_back(talk):
    rina = talk.member("Rina")
    split(talk, "Begitu saja", actor=rina)
    join(talk, "Begitu saja")
    with pytest.raises(UndoBlocked):
        workbench.undo(rina, talk.id)
    workbench.undo(talk.owner, talk.id)
    workbench.undo(rina, talk.id)
    assert len(said(talk)) == 4
    give(talk, "Semua dinas", "Camat", actor=rina)
    give(talk, "Kapan", "Camat")
    with pytest.raises(UndoBlocked):
        workbench.undo(rina, talk.id)
    check_derived(talk)


def test_a_corrected_text_keeps_repaired_turns_and_is_not_taken_back_over_somebodys_repair(talk):
    split(talk, "Begitu saja", to="IK-02")
    join(talk, "Semua dinas")
    give(talk, "Kapan", "IK-01")
    rina = talk.member("Rina")
    text = load(talk).text.replace("Camat tidak", "Pak Camat tidak")
    workbench.correct_source(talk.owner, talk.id, talk.talk, text)
    assert [speaker for speaker, _ in said(talk)] == ["IK-01", "IK-01", "IK-02", "P"]
    cut = workbench.segments(talk.owner, talk.id, talk.talk, "turn")[-1]
    assert cut.text.endswith("Dinas kota datang. Pak Camat tidak.")
    assert "IK-02:" not in cut.text
    check_derived(talk)
    workbench.give_turns(rina, talk.id, talk.talk, [turn_with(talk, "Kapan")], "P")
    with pytest.raises(UndoBlocked):
        workbench.undo(talk.owner, talk.id)
    workbench.undo(rina, talk.id)
    workbench.undo(talk.owner, talk.id)
    assert load(talk).text == TEXT
    check_derived(talk)


def test_a_repair_of_a_text_that_was_corrected_since_is_not_taken_back(talk):
    rina = talk.member("Rina")
    give(talk, "Kapan", "IK-01", actor=rina)
    workbench.correct_source(talk.owner, talk.id, talk.talk, TEXT.replace("Kapan?", "Kapan ya?"))
    with pytest.raises(UndoBlocked):
        workbench.undo(rina, talk.id)
    check_derived(talk)


def test_an_open_page_learns_that_turns_were_put_right(talk):
    rev = workbench.project(talk.owner, talk.id).rev
    coded(talk, "K1", "Ada rapat")
    assert workbench.news(talk.owner, talk.id, talk.talk, rev).repaired == 0
    give(talk, "Ada rapat", "P")
    now = workbench.project(talk.owner, talk.id).rev
    assert workbench.news(talk.owner, talk.id, talk.talk, rev).repaired == now
    assert workbench.news(talk.owner, talk.id, talk.source.id, rev).repaired == 0


def test_facts_of_a_source_are_put_right_and_taken_back(talk):
    before = load(talk)
    values = {"kind": "observation", "language": "en", "header": {"Tanggal": "3 Maret 2026"}}
    workbench.edit_source(talk.owner, talk.id, talk.talk, **values, case=talk.cases["IK-02"].id)
    after = load(talk)
    assert (after.kind, after.language, after.header["Tanggal"]) == ("observation", "en", "3 Maret 2026")
    assert list(workbench.open_source(talk.owner, talk.id, talk.talk).sentences) == sentences(after)
    workbench.undo(talk.owner, talk.id)
    assert replace(load(talk), version=0) == replace(before, version=0)
    check_derived(talk)


def test_who_is_left_without_a_turn_when_a_gift_is_taken_back_is_listed_no_more(talk):
    rina = talk.member("Rina")
    first = load(talk).turns[0]
    workbench.give_turns(talk.owner, talk.id, talk.talk, [(first.start, first.end)], "IK-02")
    before = load(talk)
    for one in [each for each in before.turns if each.speaker == "IK-02"][1:]:
        workbench.give_turns(rina, talk.id, talk.talk, [(one.start, one.end)], "IK-01")
    workbench.undo(talk.owner, talk.id)
    assert load(talk).turns[0].speaker == first.speaker
    assert "IK-02" not in {voice.label for voice in load(talk).speakers}
    check_derived(talk)
    workbench.redo(talk.owner, talk.id)
    assert load(talk).turns[0].speaker == "IK-02"
    check_derived(talk)


# -- whatever is done, in whatever order ----------------------------------------------------------

PEOPLE = st.sampled_from(["pemilik", "pemilik", "Rina"])
NUMBERS = st.integers(0, 400)
LABELS = st.sampled_from(["P", "IK-01", "IK-02", "Camat", None])
REFUSED = (NameTaken, TurnNotSplit, NoNextTurn, NothingToUndo, NothingToRedo, UndoBlocked, NotFound)


class Repairs(RuleBasedStateMachine):
    """Two people split, join, give and undo in a coded source; one of them goes on coding."""

    @initialize()
    def begin(self):
        self.talk = self.made()
        self.people = {"pemilik": self.talk.owner, "Rina": self.talk.member(f"Rina {uuid4().hex[:6]}")}
        for key, words in (("K1", "rapat bersama? Kapan"), ("K2", "🙂 Begitu"), ("K1", "dinas?\nIK-02: Dinas")):
            coded(self.talk, key, words)
        self.there = load(self.talk)
        self.letters = letters_said(self.there)
        self.words = self.codings()

    def codings(self):
        bare = (replace(one, speaker=None, version=0) for one in self.talk.codings(self.talk.talk))
        return {one.id: one for one in bare}

    def tried(self, act):
        try:
            act()
        except REFUSED:
            return False
        return True

    def turn(self, number):
        turns = load(self.talk).turns
        one = turns[number % len(turns)]
        return one.start, one.end

    def ids(self, who):
        return self.people[who], self.talk.id, self.talk.talk

    @rule(who=PEOPLE, number=NUMBERS, at=NUMBERS, to=LABELS)
    def split(self, who, number, at, to):
        start, end = self.turn(number)
        self.tried(lambda: workbench.split_turn(*self.ids(who), (start, end), start + at % (end - start + 1), to=to))

    @rule(who=PEOPLE, number=NUMBERS)
    def join(self, who, number):
        self.tried(lambda: workbench.join_turns(*self.ids(who), self.turn(number)))

    @rule(who=PEOPLE, numbers=st.lists(NUMBERS, min_size=1, max_size=3), to=LABELS)
    def give(self, who, numbers, to):
        self.tried(lambda: workbench.give_turns(*self.ids(who), [self.turn(one) for one in numbers], to))

    @rule(who=PEOPLE, label=LABELS.filter(bool), to=LABELS.filter(bool))
    def give_all(self, who, label, to):
        self.tried(lambda: workbench.give_label(*self.ids(who), label, to))

    @rule(start=NUMBERS, length=st.integers(1, 12))
    def code(self, start, length):
        start %= len(TEXT) - 13
        if TEXT[start : start + length].strip():
            made = (
                self.talk.code("K3", start, start + length, by=self.people["Rina"], source=self.talk.talk)
                if (start, start + length) not in {(one.start, one.end) for one in self.words.values()}
                else None
            )
            if made:
                self.words = self.codings()

    @rule(who=PEOPLE)
    def undo(self, who):
        if workbench.standing(*self.ids(who)[:2]).undo in (*workbench_verbs(), "redo", "undo"):
            self.tried(lambda: workbench.undo(*self.ids(who)[:2]))

    @rule(who=PEOPLE)
    def redo(self, who):
        if workbench.standing(*self.ids(who)[:2]).redo in (*workbench_verbs(), "redo", "undo"):
            self.tried(lambda: workbench.redo(*self.ids(who)[:2]))

    @invariant()
    def nothing_but_who_speaks_has_changed(self):
        now = load(self.talk)
        assert now.text == self.there.text
        assert (now.marks, now.lines, now.header) == (self.there.marks, self.there.lines, self.there.header)
        assert letters_said(now) == self.letters
        assert self.codings() == self.words
        check_derived(self.talk)


def workbench_verbs():
    return "split_turn", "join_turns", "give_turns", "give_label"


def test_any_sequence_of_repairs_leaves_text_and_codings_and_counts_are_as_if_counted_anew(
    shared_store, study_builder, source_builder
):
    def made():
        study = study_builder(shared_store, f"Studi {uuid4().hex[:8]}")
        cases = {key: study.add_case(key) for key in ("IK-01", "IK-02")}
        one = labelled(source_builder("Rapat", TEXT))
        voices = tuple(
            replace(each, case=cases[each.label].id if each.label in cases else None) for each in one.speakers
        )
        study.talk = workbench.import_source(study.owner, study.id, replace(one, speakers=voices), 20).id
        return study

    Repairs.made = staticmethod(made)
    run_state_machine_as_test(
        Repairs,
        settings=settings(
            max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
