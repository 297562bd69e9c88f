"""Words found over all sources, forms of a word, hits coded as one act; and an index that is always fresh."""

from uuid import uuid4

import pytest
import sqlalchemy as sa

from coding import workbench
from coding.errors import AlreadyCoded, Conflict, NothingToFind, Repeated, TooManyForms
from coding.model import Answer, Ground, Proposition
from coding.store import search_index, searching
from coding.workbench import Actor
from coding.workbench.answering import put_answers
from coding.workbench.conclusions import put_ground, put_proposition
from coding.workbench.finding import Search, code_hits, rebuild_search, search, word_family
from coding.workbench.withdrawing import restore_withdrawn, withdraw

TALK = (
    "P: Bagaimana koordinasi-nya?\n"
    "IK-02: Kami berkoordinasi lewat grup. Koordinasi itu dikoordinasikan dinas. Sudah begitu.\n"
    "P: Dengan dinas apa?\n"
    "IK-02: Dinas sosial.\n"
)


def said(found):
    """Source and words of each hit."""
    return [(one.source_name, one.words) for one in found.hits]


@pytest.fixture
def talk(study):
    """A second source, of an informant of its own."""
    case = study.add_case("IK-02")
    return study.add_source("W2", TALK, case.id)


def look(study, words, limit=50, offset=0, **narrowed):
    return search(study.owner, study.id, Search(words, **narrowed), limit, offset)


def engine_rows(store):
    """What the engine finds for every word, and the words and passages beside it."""
    with store.read() as tx:
        rows = tx.all(sa.select(search_index.indexed).order_by(search_index.indexed.c.first))
        words = [row.word for row in tx.all(sa.select(search_index.term).order_by(search_index.term.c.word))]
        where = "passage_words MATCH '\"{}\"'" if store.sqlite else "words @@ CAST('''{}''' AS tsquery)"
        rowid = "rowid" if store.sqlite else "id"
        first = {
            number: place for place, row in enumerate(rows) for number in range(row.first, row.first + row.passages)
        }
        found = {}
        for word in words:
            query = f"SELECT {rowid} FROM passage_words WHERE {where.format(word)}"
            numbers = [number for (number,) in tx.conn.exec_driver_sql(query)]
            found[word] = sorted(
                (rows[first[n]].source_id, rows[first[n]].version, n - rows[first[n]].first) for n in numbers
            )
        return found, {(row.source_id, row.version): row.spans for row in rows}


# -- looking ---------------------------------------------------------------------------------------


def test_words_are_found_in_all_sources_in_their_order_with_what_stands_around_and_who_says_it(study, talk):
    found = look(study, "dinas")
    assert said(found) == [("W1", "dinas"), ("W2", "dinas"), ("W2", "dinas"), ("W2", "Dinas")]
    assert (found.total, found.exact, found.more) == (4, True, False)
    one = found.hits[1]
    assert TALK[one.start : one.end] == "dinas"
    assert one.before.endswith("dikoordinasikan ")
    assert one.after.startswith(". Sudah")
    assert (one.speaker, one.role, one.case) == ("IK-02", "informant", "IK-02")


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("koordinasi", ["koordinasi", "Koordinasi"]),
        ("koord*", ["koordinasi", "Koordinasi"]),
        ("*ordinasi*", ["koordinasi", "berkoordinasi", "Koordinasi", "dikoordinasikan"]),
        ('"koordinasi itu"', ["Koordinasi itu"]),
        ('"koordinasi dinas"', []),
        ('"koord* itu"', ["Koordinasi itu"]),
        ("koordinasi sudah", ["Koordinasi", "Sudah"]),
        ("grup | sosial", ["grup", "sosial"]),
        ("xyzzy | sosial", ["sosial"]),
        ("xyzzy sosial", []),
        ("zz*", []),
    ],
)
def test_words_phrases_parts_of_words_and_alternatives(study, talk, words, there):
    assert [words for _name, words in said(look(study, words, sources=(talk.id,)))] == there


def test_a_search_is_narrowed_by_source_kind_role_and_informant(study, talk):
    assert {name for name, _ in said(look(study, "dinas", sources=(study.source.id,)))} == {"W1"}
    assert said(look(study, "dinas", kinds=("document",))) == []
    assert [one.role for one in look(study, "dinas", roles=("informant",)).hits] == ["informant"] * 3
    assert said(look(study, "dinas", cases=("IK-02",), roles=("interviewer",))) == [("W2", "dinas")]
    assert look(study, "dinas", cases=("IK-77",)).total == 0


def test_pages_follow_each_other_without_a_gap(study, talk):
    whole = look(study, "dinas | rapat").hits
    assert len(whole) == 6
    paged = [look(study, "dinas | rapat", 2, start) for start in (0, 2, 4)]
    assert tuple(one for page in paged for one in page.hits) == whole
    assert [page.more for page in paged] == [True, True, False]


def test_what_is_said_often_is_counted_in_passages_and_read_no_further_than_the_page(study, monkeypatch):
    monkeypatch.setattr(searching, "COUNTED", 5)
    monkeypatch.setattr(searching, "FEW", 10)
    monkeypatch.setattr(searching, "_AT_FIRST", 2)
    for number in range(8):
        study.add_source(f"S{number}", "IK: kata kata.\nP: lalu kata.\n")
    found = look(study, "kata", 5)
    assert (len(found.hits), found.more, found.exact, found.total) == (5, True, False, 16)
    workbench.remove_source(study.owner, study.id, workbench.source_id(study.owner, study.id, "S3"))
    assert look(study, "kata", 5).total == 14
    assert (
        len({(one.source, one.start) for start in range(0, 21, 7) for one in look(study, "kata", 7, start).hits}) == 21
    )
    monkeypatch.setattr(searching, "_GAPS", 0)
    assert look(study, "kata", 5).total == 14


@pytest.mark.parametrize("words", ["", " ", "*", "…"])
def test_a_search_needs_a_word(study, words):
    with pytest.raises(NothingToFind):
        look(study, words)


def test_a_pattern_that_stands_for_too_many_words_is_refused(study, monkeypatch):
    monkeypatch.setattr(searching, "MOST_FORMS", 2)
    with pytest.raises(TooManyForms):
        look(study, "*a*")


def test_letters_that_mean_something_to_a_database_mean_nothing_here(study):
    for words in ("rapat' OR 1=1 --", 'NEAR("rapat")', "rapat & ! x", "rapat:*", "%", "a%b", "col:rapat", "(rapat"):
        try:
            look(study, words)
        except NothingToFind:
            assert words == "%"


def test_a_phrase_is_found_across_the_pieces_of_a_very_long_paragraph(study):
    words = [f"kata{number}" for number in range(search_index.LONG * 2)]
    one = study.add_source("Panjang", "IK: " + " ".join(words) + "\n")
    edge = search_index.PIECE
    phrase = " ".join(words[edge - 2 : edge + 2])
    assert [hit.words for hit in look(study, f'"{phrase}"', sources=(one.id,)).hits] == [phrase]
    assert len(look(study, f"{words[edge + 1]}").hits) == 1


# -- families --------------------------------------------------------------------------------------


def test_a_word_family_lists_the_forms_that_occur_the_word_itself_first(study, talk):
    forms = word_family(study.owner, study.id, "koordinasi")
    assert [(one.word, one.passages) for one in forms] == [
        ("koordinasi", 2),
        ("berkoordinasi", 1),
        ("dikoordinasikan", 1),
    ]
    assert "di- + koordinasi + -kan" in forms[2].made_of
    every = " | ".join(one.word for one in forms)
    assert len(look(study, every).hits) == 4
    workbench.remove_source(study.owner, study.id, talk.id)
    assert word_family(study.owner, study.id, "koordinasi") == []


def test_a_word_family_is_of_the_language_that_is_asked(study):
    study.add_source("E1", "IK: They coordinate; coordinated work is coordinating.\n")
    forms = {one.word for one in word_family(study.owner, study.id, "coordinate", language="en")}
    assert forms == {"coordinate", "coordinated", "coordinating"}


# -- coding ----------------------------------------------------------------------------------------


def quotes(study, source):
    return [one.quote for one in study.codings(source.id)]


@pytest.mark.parametrize(
    ("width", "there"),
    [
        ("words", ["koordinasi", "Koordinasi"]),
        ("sentence", ["koordinasi-nya?", "Koordinasi itu dikoordinasikan dinas."]),
        ("turn", ["Bagaimana koordinasi-nya?", TALK.splitlines()[1].removeprefix("IK-02: ")]),
    ],
)
def test_hits_are_coded_as_words_sentence_or_turn_in_one_act_and_undone_in_one(study, talk, width, there):
    hits = look(study, "koordinasi").hits
    done = code_hits(study.owner, study.id, study.codes["K1"], hits, width)
    coded = study.codings(talk.id)
    if width == "sentence":
        there[0] = "Bagaimana koordinasi-nya?"
    assert [one.quote for one in coded] == there
    assert all(one.quote == TALK[one.start : one.end] for one in coded)
    assert [one.line_start for one in coded] == [1, 2]
    assert len({one.speaker for one in coded}) == 2
    assert (done.made, done.known, done.withdrawn) == (2, 0, 0)
    workbench.undo(study.owner, study.id)
    assert study.codings(talk.id) == []
    workbench.redo(study.owner, study.id)
    assert [one.quote for one in study.codings(talk.id)] == there


def test_two_hits_in_one_sentence_are_coded_once_and_what_has_the_code_is_left(study, talk):
    hits = look(study, "koord* | dikoord*", roles=("informant",)).hits
    assert len(hits) == 2
    done = code_hits(study.owner, study.id, study.codes["K1"], hits)
    assert (done.made, done.known) == (1, 0)
    more = look(study, "dinas", sources=(talk.id,), roles=("informant",)).hits
    done = code_hits(study.owner, study.id, study.codes["K1"], more)
    assert (done.made, done.known) == (1, 1)
    with pytest.raises(AlreadyCoded):
        code_hits(study.owner, study.id, study.codes["K1"], more)


def test_a_click_that_arrives_twice_codes_once(study, talk):
    me = Actor(study.owner.store, study.owner.coder, uuid4())
    hits = look(study, "dinas").hits
    code_hits(me, study.id, study.codes["K1"], hits)
    with pytest.raises(Repeated):
        code_hits(me, study.id, study.codes["K2"], hits)
    assert {one.code for one in study.codings(talk.id)} == {study.codes["K1"]}


def test_hits_of_a_text_that_was_corrected_since_are_not_coded(study, talk):
    hits = look(study, "dinas", sources=(talk.id,)).hits
    workbench.correct_source(study.owner, study.id, talk.id, TALK.replace("Kami", "Kita semua"))
    with pytest.raises(Conflict):
        code_hits(study.owner, study.id, study.codes["K1"], hits)


# -- the index -------------------------------------------------------------------------------------


def test_only_the_text_that_holds_is_searched_whatever_was_corrected_undone_or_removed(study, talk):
    workbench.correct_source(study.owner, study.id, talk.id, TALK.replace("sosial", "tenaga kerja"))
    assert look(study, "sosial").total == 0
    assert [TALK.replace("sosial", "tenaga kerja")[one.start : one.end] for one in look(study, "tenaga").hits] == [
        "tenaga"
    ]
    workbench.undo(study.owner, study.id)
    assert (look(study, "sosial").total, look(study, "tenaga").total) == (1, 0)
    workbench.redo(study.owner, study.id)
    assert (look(study, "sosial").total, look(study, "tenaga").total) == (0, 1)
    workbench.remove_source(study.owner, study.id, talk.id)
    assert look(study, "tenaga").total == 0
    workbench.undo(study.owner, study.id)
    assert look(study, "tenaga").total == 1


def test_withdrawn_words_are_not_found_until_they_are_brought_back(study, talk):
    start = TALK.index("Kami berkoordinasi")
    case = next(one.id for one in workbench.list_cases(study.owner, study.id) if one.key == "IK-02")
    coding = study.code("K1", start, start + len("Kami berkoordinasi lewat grup."), source=talk.id).id
    claim = Proposition(uuid4(), "Mereka berkoordinasi.")
    put_proposition(study.owner, study.id, claim)
    put_ground(study.owner, study.id, Ground(uuid4(), "proposition", claim.id, "coding", coding))
    answer = Answer(uuid4(), case, "coding", coding, "withdraw")
    put_answers(study.owner, study.id, [answer])
    assert look(study, "grup").total == 1
    withdraw(study.owner, study.id, answer.id)
    for words in ("grup", "gru*", '"lewat grup"'):
        assert look(study, words).hits == ()
    assert "berkoordinasi" not in [one.word for one in word_family(study.owner, study.id, "koordinasi")]
    assert look(study, "dikoordinasikan").total == 1
    restore_withdrawn(study.owner, study.id, answer.id)
    assert look(study, "grup").total == 1


def test_what_was_written_with_the_texts_is_what_would_be_made_anew(study, talk, store):
    workbench.correct_source(study.owner, study.id, talk.id, TALK.replace("sosial", "tenaga kerja"))
    study.add_source("W3", "IK: Çelik, ﬁnal, Straße — 12,5 e-mail a@b.id 🙂\n\nIK: " + "kata " * 900)
    before = engine_rows(store)
    assert rebuild_search(study.owner, study.id) == 4
    assert engine_rows(store) == before


def test_a_database_that_knew_no_search_finds_everything_once_it_is_opened(study, talk):
    with study.owner.store.engine.begin() as conn:
        conn.execute(sa.delete(search_index.term))
        conn.execute(sa.delete(search_index.indexed))
        if study.owner.store.sqlite:
            conn.exec_driver_sql("INSERT INTO passage_words (passage_words) VALUES ('delete-all')")
        else:
            conn.exec_driver_sql("DELETE FROM passage_words")
        assert search_index.fill(conn) == 2
    assert len(look(study, "dinas").hits) == 4


def test_a_restored_backup_is_found_in_and_two_projects_do_not_see_each_other(study, talk, tmp_path):
    workbench.backup(study.owner, study.id, tmp_path / "a.zip")
    other = workbench.restore(study.owner, tmp_path / "a.zip")
    assert other.id != study.id
    assert said(search(study.owner, other.id, Search("dinas"))) == said(look(study, "dinas"))
    workbench.remove_source(study.owner, other.id, workbench.source_id(study.owner, other.id, "W2"))
    assert len(look(study, "dinas").hits) == 4
    assert len(search(study.owner, other.id, Search("dinas")).hits) == 1
