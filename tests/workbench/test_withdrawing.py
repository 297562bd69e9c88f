"""Words an informant takes back leave everything, with a trace that does not say them; an owner can bring them back."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from coding import workbench
from coding.conclusion.staleness import Because
from coding.errors import (
    AnswerCarriedOut,
    MaskBroken,
    NotAllowed,
    NothingToUndo,
    NotWithdrawn,
    UndoBlocked,
    WithdrawalChanged,
    WordsWithdrawn,
)
from coding.model import (
    Answer,
    Basis,
    Entry,
    Grid,
    Ground,
    Link,
    Memo,
    MemoLink,
    Point,
    Proposition,
    Query,
    Section,
    Summary,
    Verification,
)
from coding.store import verifications
from coding.ui import audit
from coding.workbench import Decided, NewCoding, Row, conclusions
from coding.workbench.answering import drop_answer, put_answers
from coding.workbench.checking import faults
from coding.workbench.kept_displays import keep_display, kept_display, put_entry
from coding.workbench.member_check import member_check
from coding.workbench.sections import begin_section, list_sections
from coding.workbench.thesis import conclusion_table
from coding.workbench.tracing import grounds_of, trace
from coding.workbench.verifying import list_verifications
from coding.workbench.withdrawing import hidden_things, preview_withdrawal, restore_withdrawn, withdraw

TALK = "P: Apakah ada rapat?\nIK-01: Ada rapat rahasia tiap Senin. Belum ada aplikasi.\nP: Lalu?\nIK-01: Itu saja.\n"
SECRET = "Ada rapat rahasia tiap Senin."


def spot(words, text=TALK):
    start = text.index(words)
    return start, start + len(words)


@pytest.fixture
def told(study):
    """An informant, their talk with three codings, and a proposition that rests on what they will withdraw."""
    study.case = study.add_case("IK-01")
    study.talk = study.add_source("W7", TALK, study.case.id).id
    study.secret = study.code("K1", *spot(SECRET), source=study.talk).id
    study.app = study.code("K2", *spot("Belum ada aplikasi."), source=study.talk).id
    study.rina = study.member("Rina", "researcher")
    # Somebody else's coding reaches into the same words from the question on.
    study.wide = study.code("K3", spot("rapat?")[0], spot("rahasia")[1], by=study.rina, source=study.talk).id
    study.rapat = claim(study, "Rapat rahasia ada.", "coding", study.secret)
    study.aplikasi = claim(study, "Aplikasi belum ada.", "coding", study.app)
    return study


def claim(study, text, kind, on):
    one = Proposition(uuid4(), text)
    conclusions.put_proposition(study.owner, study.id, one)
    conclusions.put_ground(study.owner, study.id, Ground(uuid4(), "proposition", one.id, kind, on))
    return one.id


def wish(study, on=None, kind="coding"):
    one = Answer(uuid4(), study.case.id, kind, on or study.secret, "withdraw", "Jangan dikutip.")
    put_answers(study.owner, study.id, [one])
    return one.id


def text(study):
    return workbench.load_source(study.owner, study.id, study.talk).text


def stale(study):
    return conclusions.stale_conclusions(study.owner, study.id)


def test_the_words_are_masked_and_every_other_place_stays_where_it_is(told):
    before = workbench.load_source(told.owner, told.id, told.talk)
    withdraw(told.owner, told.id, wish(told))
    after = workbench.load_source(told.owner, told.id, told.talk)
    assert after.text == TALK.replace(SECRET, "\u2588" * len(SECRET))
    assert (after.turns, after.lines, after.marks) == (before.turns, before.lines, before.marks)
    (left,) = told.codings(told.talk)
    assert (left.id, left.quote, left.text_version) == (told.app, "Belum ada aplikasi.", 2)
    assert after.text[left.start : left.end] == left.quote
    # The question that a coding also held is the interviewer's: it stays.
    assert "Apakah ada rapat?" in after.text


def test_nothing_finds_shows_or_prints_the_words_any_more(told):
    withdraw(told.owner, told.id, wish(told))
    words = workbench.read_query(told.owner, told.id, "words:rahasia")
    assert workbench.count_excerpts(told.owner, told.id, Query(where=words)) == 0
    assert [one.coding.id for one in workbench.find_excerpts(told.owner, told.id, Query())] == [told.app]
    assert "rahasia" not in str(grounds_of(told.owner, told.id, told.rapat)[0].thing)
    assert "rahasia" not in str(member_check(told.owner, told.id)).replace("Rapat rahasia ada.", "")
    table = conclusion_table(told.owner, told.id, "member-check")
    assert [row[2:5] for row in table.rows] == [
        ("Kutipan W7:2", "menarik kata-katanya", "1 bagian transkrip ditutup dan dikeluarkan dari data")
    ]
    units = workbench.segments(told.owner, told.id, told.talk, "sentence")
    assert all(any(map(str.isalnum, one.text)) for one in units)


def test_a_preview_says_exactly_what_goes_and_changes_nothing(told, dump):
    id_ = wish(told)
    workbench.write_memo(told.owner, told.id, _memo(told))
    before = dump()
    going = preview_withdrawal(told.owner, told.id, id_)
    assert [(one.place, one.words) for one in going.places] == [("W7:2", SECRET)]
    assert {one.coding.id for one in going.codings} == {told.secret, told.wide}
    assert [one.label for one in going.that("proposition")] == ["Rapat rahasia ada."]
    assert [one.label for one in going.that("memo")] == ["Ingat"]
    assert going.texts == 1
    assert dump() == before


def _memo(study):
    return Memo(uuid4(), "idea", "Ingat", "", study.owner.id, (MemoLink("coding", study.secret),))


def test_it_is_done_only_if_nothing_came_to_it_since_the_preview(told):
    id_ = wish(told)
    going = preview_withdrawal(told.owner, told.id, id_)
    told.code("K2", *spot("rahasia"), source=told.talk)
    with pytest.raises(WithdrawalChanged):
        withdraw(told.owner, told.id, id_, seen=going.seen)
    assert text(told) == TALK
    again = preview_withdrawal(told.owner, told.id, id_)
    assert len(withdraw(told.owner, told.id, id_, seen=again.seen)) == 1


def test_what_rests_on_the_words_is_stale_because_they_were_withdrawn_and_nothing_else_is(told):
    workbench.reduce(
        told.owner, told.id, [Decided(told.secret, "kept", "Ada rapat"), Decided(told.app, "kept", "Belum")]
    )
    lines = {one.excerpt.coding.id: one.reduction.id for one in _ledger(told)}
    workbench.put_layout(told.owner, told.id, Grid((told.case.id,), (told.codes["K1"],)))
    workbench.put_cell(told.owner, told.id, told.case.id, told.codes["K1"], "Rapat ada")
    cell = workbench.framework_grid(told.owner, told.id).cells[told.case.id, told.codes["K1"]].cell
    on_statement = claim(told, "Pernyataan.", "reduction", lines[told.secret])
    on_cell = claim(told, "Sel.", "cell", cell.id)
    above = claim(told, "Di atas.", "proposition", told.rapat)
    beside = claim(told, "Lain.", "reduction", lines[told.app])
    withdraw(told.owner, told.id, wish(told))
    assert stale(told) == {
        told.rapat: (Because("coding", told.secret, "withdrawn"),),
        on_statement: (Because("reduction", lines[told.secret], "withdrawn"),),
        on_cell: (Because("cell", cell.id, "withdrawn"),),
        above: (Because("proposition", told.rapat, "stale"),),
    }
    assert beside not in stale(told)
    assert [(one.id, one.because) for one in faults(told.owner, told.id) if one.kind == "cell"] == [
        (cell.id, (Because("cell", cell.id, "withdrawn"),))
    ]
    shown = trace(told.owner, told.id, told.rapat)
    assert [one.how for one in shown.thing.stale] == ["withdrawn"]


def _ledger(study):
    return workbench.ledger_lines(study.owner, study.id, [study.secret, study.app])


def test_words_kept_beside_what_rests_on_them_are_hidden_too(told):
    workbench.put_layout(told.owner, told.id, Grid((told.case.id,), (told.codes["K1"],)))
    workbench.put_cell(told.owner, told.id, told.case.id, told.codes["K1"], "Rapat ada")
    point = Point(uuid4(), "Pokok", told.codes["K1"], 1, (Basis(told.secret, ""),))
    workbench.put_summary(told.owner, told.id, Summary(told.talk, {}, {}, (point,)))
    display = keep_display(told.owner, told.id, "checklist-matrix", "Daftar", Query())
    seen = kept_display(told.owner, told.id, display).picture.sheet
    place = (seen.rows[0].key, seen.columns[0].key)
    put_entry(told.owner, told.id, Entry(display, *place, "Ditulis"))
    workbench.link(told.owner, told.id, Link(uuid4(), told.secret, "supports", told.app, "", told.owner.id))
    withdraw(told.owner, told.id, wish(told))
    cell = workbench.framework_grid(told.owner, told.id).cells[told.case.id, told.codes["K1"]].cell
    summary = workbench.summary_of(told.owner, told.id, told.talk)
    links = workbench.find_links(told.owner, told.id)
    told_of = f"{cell} {summary} {links} {kept_display(told.owner, told.id, display)}"
    assert "rahasia" not in told_of


def test_withdrawn_words_are_never_coded_again_whichever_way(told):
    start, end = spot(SECRET)
    withdraw(told.owner, told.id, wish(told))
    with pytest.raises(WordsWithdrawn):
        told.code("K1", start, end, source=told.talk)
    with pytest.raises(WordsWithdrawn):
        told.code("K1", start - 3, start + 2, source=told.talk)
    with pytest.raises(WordsWithdrawn):
        workbench.resize(told.owner, told.id, told.app, start, end)
    new = NewCoding(uuid4(), start, end, uuid4())
    with pytest.raises(WordsWithdrawn):
        workbench.code_anew(told.owner, told.id, told.talk, "Baru", [new], code_id=new.code)
    came = workbench.import_codings(told.owner, told.id, [Row(1, "W7", start, end, "K1")])
    assert (came.added, [type(one[1]).__name__ for one in came.problems]) == (0, ["Notice"])
    assert told.code("K1", *spot("Itu saja."), source=told.talk)


def test_a_text_with_the_mask_as_its_own_sign_can_be_coded(study):
    source = study.add_source("Tanda", "IK-01: Nilai \u2588\u2588 penuh.\n")
    assert study.code("K1", 7, 20, source=source.id)


def test_a_correction_may_not_bring_the_words_back_and_moves_the_place_along(told):
    withdraw(told.owner, told.id, wish(told))
    with pytest.raises(MaskBroken) as refused:
        workbench.correct_source(told.owner, told.id, told.talk, TALK)
    assert refused.value.values["line"] == "2"
    with pytest.raises(MaskBroken):
        workbench.preview_correction(told.owner, told.id, told.talk, TALK)
    workbench.correct_source(told.owner, told.id, told.talk, text(told).replace("Apakah ada", "Jadi, apakah ada"))
    start = text(told).index("\u2588")
    with pytest.raises(WordsWithdrawn):
        told.code("K1", start, start + 4, source=told.talk)
    # The place before it, where the words stood, is free of them now.
    assert told.code("K1", *spot("Jadi, apakah", text(told)), source=told.talk)


def test_only_an_owner_brings_them_back_and_no_undo_does(told):
    id_ = wish(told)
    withdraw(told.rina, told.id, id_)
    with pytest.raises(NotAllowed):
        restore_withdrawn(told.rina, told.id, id_)
    before = text(told)
    with pytest.raises((NothingToUndo, UndoBlocked)):
        # Her coding went with the words; that act can't be taken back any more either.
        workbench.undo(told.rina, told.id)
    assert text(told) == before
    with pytest.raises(AnswerCarriedOut):
        drop_answer(told.owner, told.id, id_)
    restore_withdrawn(told.owner, told.id, id_)
    assert text(told) == TALK
    assert {one.id for one in told.codings(told.talk)} == {told.secret, told.app, told.wide}
    assert stale(told) == {}
    assert hidden_things(told.owner, told.id) == frozenset()
    with pytest.raises(NotWithdrawn):
        restore_withdrawn(told.owner, told.id, id_)
    withdraw(told.owner, told.id, id_)
    assert "rahasia" not in text(told)


def test_an_answer_is_carried_out_once_and_only_a_withdrawal_is(told):
    id_ = wish(told)
    withdraw(told.owner, told.id, id_)
    with pytest.raises(NotWithdrawn):
        withdraw(told.owner, told.id, id_)
    agreed = Answer(uuid4(), told.case.id, "coding", told.app, "agree")
    put_answers(told.owner, told.id, [agreed])
    with pytest.raises(NotWithdrawn):
        preview_withdrawal(told.owner, told.id, agreed.id)


def test_a_withdrawn_statement_takes_all_own_words_under_it_from_every_source(told):
    other = told.add_source("W8", "IK-01: Rapat rahasia lagi.\n", told.case.id).id
    second = told.code("K1", 7, 26, source=other).id
    conclusions.put_ground(told.owner, told.id, Ground(uuid4(), "proposition", told.rapat, "coding", second))
    made = withdraw(told.owner, told.id, wish(told, told.rapat, "proposition"))
    assert [one.place for one in made] == ["W7:2", "W8:1"]
    assert told.codings(other) == []
    for source in (told.talk, other):
        texts = workbench.text_versions(told.owner, told.id, source)
        assert [(one.number, one.holds) for one in texts] == [(2, True), (1, False)]
    assert [len(one.lost) for one in workbench.text_versions(told.owner, told.id, told.talk)] == [2, 0]
    restore_withdrawn(told.owner, told.id, made[0].answer)
    assert workbench.load_source(told.owner, told.id, other).text == "IK-01: Rapat rahasia lagi.\n"


def test_the_audit_trail_names_who_when_and_where_but_not_the_words(told):
    withdraw(told.owner, told.id, wish(told))
    events = workbench.latest_events(told.owner, told.id)
    names, sources = {told.owner.id: "Saya"}, {told.talk: "W7"}
    book, hidden = workbench.codebook(told.owner, told.id), hidden_things(told.owner, told.id)
    rows = audit.rows(events, told.project, names, sources, book, hidden)
    done = next(row for row in rows if "W7:2" in row[4])
    assert done[1] == "Saya"
    assert "rapat rahasia tiap" not in str(rows)


def test_a_withdrawal_counts_in_how_far_the_informant_is(told):
    withdraw(told.owner, told.id, wish(told))
    (one,) = member_check(told.owner, told.id)
    assert (one.progress.withdrawn, one.progress.waiting) == (1, 2)
    (given,) = one.answers
    assert ([each.place for each in given.withdrawn], given.about) == (["W7:2"], "")


def test_an_open_coding_page_is_told_of_another_text(told):
    opened = workbench.open_source(told.owner, told.id, told.talk)
    withdraw(told.owner, told.id, wish(told))
    news = workbench.news(told.owner, told.id, told.talk, opened.rev)
    assert (news.text_version, {one for each in news.happened for one in each.removed}) == (2, {told.secret, told.wide})
    assert news.undo != "withdraw"


def test_what_a_section_showed_of_the_words_is_hidden_and_the_section_says_why(told):
    made = Section(uuid4(), "thesis", "Hasil", text=f"Kata mereka: {{quote: {told.secret}}}. Lainnya tetap.")
    begin_section(told.owner, told.id, made)
    withdraw(told.owner, told.id, wish(told))
    (seen,) = list_sections(told.owner, told.id, "thesis")
    assert "rahasia" not in str(seen)
    (sentence,) = seen.stale
    (changed,) = sentence.changed
    assert "Lainnya" not in str(sentence)
    assert [one.how for one in changed.because] == ["withdrawn"]


def test_a_passage_that_a_kept_card_held_up_is_hidden_where_it_repeats_the_words(told):
    row = {"label": ["alike", "IK-01", "W7", SECRET], "numbers": {}, "codings": [], "flag": ""}
    one = Verification(uuid4(), told.aplikasi, "negative", "holds", result={"figures": {}, "rows": [row]})
    with told.owner.store.write(told.id, told.owner.id, "keep_verification", datetime.now(UTC)) as tx:
        verifications.add(tx, one)
    withdraw(told.owner, told.id, wish(told))
    (kept,) = list_verifications(told.owner, told.id)
    assert kept.one.result["rows"][0]["label"] == ["alike", "IK-01", "W7", "\u2588" * 8]
