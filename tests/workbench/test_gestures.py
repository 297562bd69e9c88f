"""What the browser sends, honest or not: stored once, refused in a sentence, and never a stack trace."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding import workbench
from coding.errors import (
    AlreadyCoded,
    CodingError,
    CommentEmpty,
    Conflict,
    IdTaken,
    LettersLost,
    Refused,
    SelectionOutside,
)
from coding.model import Keyword
from coding.workbench.talking import list_talks

Op = dict[str, Any]


def op(verb: str, **fields: Any) -> Op:
    return {"op": str(uuid4()), "verb": verb, **fields}


def coded(study: Any, key: str = "K1", start: int = 37, end: int = 46) -> Op:
    wanted = {"id": str(uuid4()), "code": str(study.codes[key]), "start": start, "end": end}
    return op("code", codings=[wanted])


def do(study: Any, gesture: Op) -> CodingError | None:
    return workbench.perform(study.owner, study.id, study.source.id, gesture)


def test_an_operation_that_arrives_twice_is_stored_once_and_confirmed_twice(study: Any) -> None:
    gesture = coded(study)
    assert do(study, gesture) is None
    assert do(study, gesture) is None
    assert len(study.codings()) == 1


def test_several_codes_in_one_gesture_are_one_line_of_history_and_one_undo(study: Any) -> None:
    both = coded(study)
    both["codings"] += coded(study, "K2")["codings"]
    before = workbench.project(study.owner, study.id).rev
    assert do(study, both) is None
    assert workbench.project(study.owner, study.id).rev == before + 1
    assert do(study, op("undo", of=both["op"])) is None
    assert study.codings() == []


def test_a_question_for_supervision_is_asked_once_and_taken_back_where_it_was_asked(study: Any) -> None:
    one = study.code("K1", 37, 46)
    gesture = op("consult", id=str(uuid4()), coding=str(one.id), text="Benarkah K1?")
    assert do(study, gesture) is None
    assert do(study, gesture) is None
    (talk,) = list_talks(study.owner, study.id)
    assert (str(talk.thread.id), talk.waits, talk.comments[0].text) == (gesture["id"], True, "Benarkah K1?")
    assert do(study, op("undo", of=gesture["op"])) is None
    assert not list_talks(study.owner, study.id)
    assert isinstance(do(study, op("consult", id=str(uuid4()), coding=str(one.id), text=" ")), CommentEmpty)


def test_the_server_cuts_the_quote(study: Any) -> None:
    gesture = coded(study)
    gesture["codings"][0]["quote"] = "something else"
    assert do(study, gesture) is None
    assert study.codings()[0].quote == study.source.text[37:46]


def test_every_quality_can_be_said_and_taken_back(study: Any) -> None:
    gesture = coded(study)
    do(study, gesture)
    coding = gesture["codings"][0]["id"]
    said = {"status": "absent", "limited": True, "weight": 3, "prompted": False, "evidence": "event"}
    assert do(study, op("set", ids=[coding], values=said)) is None
    [one] = study.codings()
    assert {name: getattr(one, name) for name in said} == said
    assert do(study, op("set", ids=[coding], values={"status": None, "weight": None})) is None
    assert study.codings()[0].status is None


def test_a_new_code_comes_with_the_words_that_called_for_it(study: Any) -> None:
    made = str(uuid4())
    words = {"id": str(uuid4()), "code": made, "start": 37, "end": 46}
    assert do(study, op("new_code", code={"id": made, "name": "Rapat gabungan"}, codings=[words])) is None
    assert str(study.codings()[0].code) == made
    assert workbench.find_code(study.owner, study.id, made).label("id") == "Rapat gabungan"


def test_a_memo_written_on_an_older_version_is_refused_with_both_texts(study: Any) -> None:
    gesture = coded(study)
    do(study, gesture)
    coding = gesture["codings"][0]["id"]
    assert do(study, op("memo", id=coding, v=1, text="pertama")) is None
    problem = do(study, op("memo", id=coding, v=1, text="kedua"))
    assert isinstance(problem, Conflict)
    assert (problem.theirs["memo"], problem.mine["memo"]) == ("pertama", "kedua")


def test_what_cannot_be_is_refused_in_one_sentence(study: Any) -> None:
    gesture = coded(study)
    do(study, gesture)
    again = coded(study)
    again["codings"][0]["id"] = gesture["codings"][0]["id"]
    again["codings"][0]["start"] = 40
    assert isinstance(do(study, again), IdTaken)
    assert isinstance(do(study, coded(study)), AlreadyCoded)
    assert isinstance(do(study, coded(study, start=0, end=10**30)), SelectionOutside)
    assert isinstance(do(study, op("dance")), Refused)
    assert isinstance(do(study, {"op": "no uuid", "verb": "undo"}), Refused)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.uuids().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
VERBS = ["code", "uncode", "recode", "resize", "set", "memo", "new_code", "finish", "undo", "redo"]
FIELDS = ["op", "id", "v", "ids", "code", "codings", "start", "end", "values", "text", "finished", "of"]


@given(st.sampled_from(VERBS), st.dictionaries(st.sampled_from(FIELDS), ANYTHING), st.text())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_message_from_a_browser_makes_the_server_stumble(study: Any, verb: str, fields: Op, name: str) -> None:
    do(study, {"op": str(uuid4()), **fields, "verb": verb})
    [own] = study.codings()[:1] or [None]
    if own is None:
        do(study, coded(study))
        return
    do(study, op("memo", id=str(own.id), text=name))
    do(study, op("new_code", code={"id": str(uuid4()), "name": name}, codings=[]))


@pytest.mark.parametrize("text", ["nul\0nul", "half \ud83d a face"])
def test_letters_no_database_can_keep_are_refused_in_a_memo(study: Any, text: str) -> None:
    gesture = coded(study)
    do(study, gesture)
    assert isinstance(do(study, op("memo", id=gesture["codings"][0]["id"], text=text)), LettersLost)
    assert study.codings()[0].memo == ""


# -- suggestions ----------------------------------------------------------------------------------


@pytest.fixture
def suggested(study: Any) -> tuple[Any, Any]:
    """A study whose keyword rule speaks of one turn, and the offer for it; nothing is kept without suggestions."""
    workbench.put_suggestion_settings(study.owner, study.id, blind_share=0.0)
    rule = Keyword(uuid4(), study.codes["K1"], "id", "rapat")
    workbench.put_keyword(study.owner, study.id, rule)
    return study, workbench.offered(study.owner, study.id, study.source.id).offers[0]


def about(offer: Any, **fields: Any) -> Op:
    return {"segment": [offer.start, offer.end], "model": "", **fields}


def fates(study: Any) -> list[Any]:
    return [one.fate for one in workbench.suggestion_ledger(study.owner, study.id)]


def test_an_accepted_suggestion_is_a_coding_that_says_so_on_the_words_chosen(suggested: Any) -> None:
    study, offer = suggested
    words = {"id": str(uuid4()), "code": str(offer.code), "start": offer.start, "end": offer.start + 5}
    gesture = op("accept", **about(offer, rank=1, codings=[words]))
    assert [do(study, gesture), do(study, gesture)] == [None, None]
    [one] = study.codings()
    assert (one.origin, one.start, one.end, str(one.id)) == ("keyword", offer.start, offer.start + 5, words["id"])
    assert fates(study) == ["accepted"]
    assert do(study, op("undo", of=gesture["op"])) is None
    assert (study.codings(), fates(study)) == ([], [None])


def test_a_rejected_suggestion_is_a_fate_and_no_coding(suggested: Any) -> None:
    study, offer = suggested
    assert do(study, op("reject", **about(offer, rank=1, code=str(offer.code)))) is None
    assert (study.codings(), fates(study)) == ([], ["rejected"])


def test_what_was_seen_is_logged_once_however_often_it_is_told(suggested: Any) -> None:
    study, offer = suggested
    told = op("seen", **about(offer, seconds=3.5))
    assert [do(study, told), do(study, told)] == [None, None]
    [line] = workbench.suggestion_ledger(study.owner, study.id)
    assert (line.offer.code, line.seconds, line.fate) == (offer.code, 3.5, None)


def test_the_code_of_the_segment_before_is_accepted_although_no_model_named_it(suggested: Any) -> None:
    study, offer = suggested
    words = {"id": str(uuid4()), "code": str(study.codes["K2"]), "start": offer.start, "end": offer.end}
    assert do(study, op("accept", **about(offer, rank=0, codings=[words]))) is None
    assert [(one.code, one.origin) for one in study.codings()] == [(study.codes["K2"], "classifier")]


@pytest.mark.parametrize("segment", [None, [], [1], [1, 2, 3], ["a", "b"], [True, 4]])
def test_a_segment_that_is_none_is_refused_in_a_sentence(suggested: Any, segment: Any) -> None:
    study, offer = suggested
    broken = {**op("reject", **about(offer, code=str(offer.code))), "segment": segment}
    assert isinstance(do(study, broken), Refused)
    assert fates(study) == []
