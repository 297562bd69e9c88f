"""Two people at the same words: whoever is second is told, and what the first one wrote still stands (bar D7)."""

from dataclasses import replace
from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import Conflict
from coding.model import Advice, Answer, Attribute, Ground, Keyword, Memo, Proposition
from coding.workbench import conclusions
from coding.workbench.answering import amend_statement, put_answers


def memo(study, by):
    one = Memo(uuid4(), "idea", "Gagasan", "Awal", by.id)
    workbench.write_memo(by, study.id, one)
    return lambda who, words, version: workbench.write_memo(who, study.id, replace(one, text=words), version=version)


def proposition(study, by):
    one = Proposition(uuid4(), "Awal")
    conclusions.put_proposition(by, study.id, one)
    return lambda who, words, version: conclusions.put_proposition(
        who, study.id, replace(one, text=words), version=version
    )


def code(study, by):
    one = workbench.codebook(by, study.id).find("K1")
    return lambda who, words, version: workbench.change_code(
        who, study.id, replace(one, name={"id": words}), version=version
    )


def excerpt(study, by):
    one = study.code("K1", 3, 9, by=by)
    return lambda who, words, version: workbench.memo(who, study.id, one.id, words, version=version)


def kinds(study, by):
    one = Attribute(uuid4(), "jenis", "Jenis")
    workbench.put_attributes(by, study.id, [one])
    return lambda who, words, version: workbench.put_attributes(
        who, study.id, [replace(one, labels={"warga": words})], version=version
    )


def statement(study, by):
    case, one = study.add_case("IK-01"), Proposition(uuid4(), "Awal")
    words = study.code("K1", 36, 45, by=by, source=study.add_source("W2", case=case.id).id)
    conclusions.put_proposition(by, study.id, one)
    conclusions.put_ground(by, study.id, Ground(uuid4(), "proposition", one.id, "coding", words.id))
    said = Answer(uuid4(), case.id, "proposition", one.id, "correct", words="Tidak begitu.")
    put_answers(by, study.id, [said])
    return lambda who, words, version: amend_statement(who, study.id, said.id, words, version=version)


def advice(study, by):
    one = Advice(uuid4(), "Awal")
    conclusions.put_advice(by, study.id, one)
    return lambda who, words, version: conclusions.put_advice(who, study.id, replace(one, text=words), version=version)


def rule(study, by):
    one = Keyword(uuid4(), study.codes["K1"], "id", "rapat")
    workbench.put_keyword(by, study.id, one)
    return lambda who, words, version: workbench.put_keyword(who, study.id, replace(one, words=words), version=version)


@pytest.mark.parametrize("thing", [memo, proposition, code, excerpt, kinds, statement, advice, rule])
def test_the_second_of_two_who_write_at_once_is_told_who_was_first(study, thing):
    rina = study.member("Rina", "owner")
    write = thing(study, study.owner)
    whose = {memo: study.owner}.get(thing, rina)
    write(whose, "Kata yang pertama", 1)
    with pytest.raises(Conflict) as told:
        write(study.owner, "Kata yang kedua", 1)
    assert told.value.values["who"] == whose.coder.name
    assert "pertama" in str(told.value.theirs)
    assert "kedua" in str(told.value.mine)
    # Once both were read, it is saved.
    write(study.owner, "Kata yang pertama dan yang kedua", 2)


def test_names_of_verdicts_are_not_written_over_those_of_somebody_else(study):
    version = workbench.project(study.owner, study.id).version
    conclusions.name_verdicts(study.member("Rina"), study.id, {"partly": "Sebagian"}, version=version)
    with pytest.raises(Conflict):
        conclusions.name_verdicts(study.owner, study.id, {"partly": "Separuh"}, version=version)
    assert conclusions.verdict_names(study.owner, study.id)["partly"] == "Sebagian"
