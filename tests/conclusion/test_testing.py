"""The tactics of testing, each against a count by hand of the study in conftest."""

from dataclasses import replace
from uuid import UUID

from coding.conclusion import Answer, Passage, Rival, run


def at(found, *label):
    """The row of a label, or of its beginning."""
    [row] = [row for row in found.rows if row.label[: len(label)] == label]
    return row


def numbers(found, *label):
    return tuple(at(found, *label).numbers.values())


def test_the_spread_over_informants_labels_kinds_and_sources(study, numbered):
    found = run("representativeness", study, {})
    assert found.figures == {
        "for": 6,
        "against": 2,
        "informants_for": 3,
        "informants_against": 1,
        "of": 6,
        "asked": 4,
        "asked_for": 2,
        "unasked_for": 1,
        "silent": 1,
    }
    # for, against, asked
    assert numbers(found, "informant", "", "A1") == (2, 0, 1)
    assert numbers(found, "informant", "", "A2") == (1, 0, 0)
    assert numbers(found, "informant", "", "B1") == (0, 2, 1)
    assert numbers(found, "informant", "", "") == (2, 0)
    # for, against, informants for, informants against, of, asked
    assert numbers(found, "attribute", "jenis", "kunci") == (3, 0, 2, 0, 2, 1)
    assert numbers(found, "attribute", "jenis", "utama") == (1, 2, 1, 1, 3, 3)
    assert numbers(found, "attribute", "kantor", "pusat") == (2, 2, 1, 1, 3, 2)
    assert numbers(found, "kind", "", "interview") == (4, 2, 3, 1)
    assert numbers(found, "kind", "", "document") == (1, 0, 0, 0)
    assert [row.label[2] for row in found.rows if row.label[0] == "source"] == [
        "doc",
        "obs",
        "wA1",
        "wA2",
        "wB1",
        "wB2",
    ]
    assert numbered(at(found, "attribute", "jenis", "utama")) == [9, 13, 25]


def test_an_attribute_in_which_everybody_differs_makes_no_rows(study):
    own = {key: {**has, "tempat": f"Kantor {key}"} for key, has in study.cases.items()}
    found = run("representativeness", replace(study, cases=own), {})
    assert {row.label[1] for row in found.rows if row.label[0] == "attribute"} == {"jenis", "kantor"}


def test_silent_is_who_was_asked_and_says_nothing_and_without_a_guide_who_says_nothing(study):
    silent = [row.label for row in run("representativeness", study, {}).rows if row.flag == "silent"]
    assert silent == [("informant", "", "B3")]
    unguided = run("representativeness", replace(study, asked=None), {})
    assert [row.label[2] for row in unguided.rows if row.flag == "silent"] == ["B3", "C1", "pendukung"]
    assert (unguided.figures["asked"], unguided.figures["asked_for"], unguided.figures["silent"]) == (None, None, 2)


def test_without_the_loudest_exactly_the_others_are_left(study, numbered):
    found = run("loudest", study, {})
    assert found.figures == {
        "loudest": "A1",
        "excerpts": 2,
        "for": 4,
        "against": 2,
        "informants_for": 2,
        "informants_against": 1,
        "of": 5,
        "asked": 3,
    }
    assert [(row.label[0], row.flag) for row in found.rows] == [
        ("", ""),
        ("A1", "loudest"),
        ("A2", ""),
        ("B2", ""),
        ("B1", ""),
    ]
    assert numbered(at(found, "A1")) == [6, 9, 13, 20, 21, 25]
    assert numbers(found, "B1")[:2] == (6, 0)


def test_where_nobody_speaks_for_it_nobody_is_the_loudest(study):
    found = run("loudest", replace(study, for_=()), {})
    assert (found.figures["loudest"], found.figures["against"]) == (None, 2)
    assert {row.flag for row in found.rows} == {""}


def test_the_evidence_by_interviewer_order_prompting_and_coder(study):
    found = run("researcher", study, {})
    assert found.figures == {
        "interviewers": 2,
        "coders": 2,
        "undated": 1,
        "for": 6,
        "prompted_for": 2,
        "against": 2,
        "prompted_against": 1,
    }
    # for, against, informants for, informants against, prompted, of, informants
    assert numbers(found, "interviewer", "Rina") == (4, 0, 2, 0, 2, 4, 2)
    assert numbers(found, "interviewer", "Tono") == (1, 2, 1, 1, 1, 3, 2)
    assert numbers(found, "interviewer", "") == (1, 0, 0, 0, 0, 1, 0)
    assert [row.label[1] for row in found.rows if row.label[0] == "order"] == ["wA1", "wA2", "wB1", "wB2", "obs", "doc"]
    assert numbers(found, "prompted", "prompted")[:2] == (2, 1)
    assert numbers(found, "prompted", "unprompted")[:2] == (2, 1)
    assert numbers(found, "prompted", "unmarked")[:2] == (2, 0)
    assert [numbers(found, "coder", str(UUID(int=number)))[:2] for number in (91, 92)] == [(4, 2), (2, 0)]


def test_triangulation_collects_the_cells_and_decides_nothing(study, numbered):
    plain = run("triangulation", study, {})
    assert [(row.label, row.flag) for row in plain.rows] == [
        (("interview", "", ""), "both"),
        (("observation", "", ""), "for"),
        (("document", "", ""), "for"),
    ]
    found = run("triangulation", study, {"attribute": "jenis", "period": "quarter"})
    assert found.figures == {"cells": 24, "filled": 4, "kinds": 3, "sources": 6, "informants": 4}
    filled = [(row.label, row.flag) for row in found.rows if row.flag != "none"]
    assert filled == [
        (("interview", "kunci", "2026-Q1"), "for"),
        (("interview", "utama", "2026-Q1"), "both"),
        (("observation", "", "2026-Q1"), "for"),
        (("document", "", ""), "for"),
    ]
    assert numbered(at(found, "interview", "kunci", "2026-Q1")) == [1, 2, 6]
    months = {row.label[2] for row in run("triangulation", study, {"period": "month"}).rows}
    assert months == {"2026-01", "2026-02", ""}


def test_weights_stand_beside_the_plain_count(study):
    found = run("weighting", study, {})
    # excerpts, weight, without one, unprompted, corroborated, informants
    assert numbers(found, "for", "claim") == (2, 3, 0, 0, 2, 2)
    assert numbers(found, "for", "event") == (2, 5, 0, 1, 2, 1)
    assert numbers(found, "for", "document") == (1, 3, 0, 0, 1, 0)
    assert numbers(found, "for", "") == (1, 0, 1, 1, 1, 1)
    assert numbers(found, "against", "event") == (1, 2, 0, 1, 0, 1)
    assert (found.figures["excerpts_for"], found.figures["weight_for"]) == (6, 11)
    assert (found.figures["excerpts_against"], found.figures["weight_against"]) == (2, 3)
    assert found.figures["corroborated_against"] == 0


def test_the_furthest_from_all_others_by_what_they_speak_of(study):
    found = run("outliers", study, {})
    assert [(row.label[0], row.numbers["distance"]) for row in found.rows] == [
        ("C1", 1.0),
        ("B3", 0.827),
        ("A1", 0.68),
        ("B1", 0.633),
        ("A2", 0.58),
        ("B2", 0.56),
    ]
    assert [row.flag for row in found.rows] == ["furthest", "", "", "", "", ""]
    assert found.figures == {"informants": 6, "of": 6, "mean": 0.713, "furthest": 1.0}
    assert at(found, "A1").numbers == {"distance": 0.68, "for": 2, "against": 0, "codes": 4}


def test_who_says_nothing_at_all_has_no_distance(study):
    found = run("outliers", replace(study, cases={**study.cases, "D1": {}}), {})
    assert (found.rows[-1].label, found.rows[-1].flag, found.rows[-1].numbers["distance"]) == (("D1",), "silent", None)


def test_who_says_other_than_the_others_make_one_expect_stands_first(study, numbered):
    found = run("surprises", study, {})
    # there, not there, share, expected, difference, others, elsewhere: 1, 1, 0 and 1/2 are the shares of A1, A2, B1 and
    # B2; only B1 says three things on other codes (10, 11, 12), all of them there.
    assert [(row.label[0], row.flag, tuple(row.numbers.values())) for row in found.rows] == [
        ("B1", "surprise", (0, 2, 0.0, 0.833, -0.833, 3, 1.0)),
        ("A1", "", (2, 0, 1.0, 0.5, 0.5, 3, None)),
        ("A2", "", (2, 0, 1.0, 0.5, 0.5, 3, None)),
        ("B2", "", (1, 1, 0.5, 0.667, -0.167, 3, None)),
    ]
    assert found.figures == {"surprises": 1, "informants": 4, "of": 6}
    assert numbered(found.rows[0]) == [9, 25]


def test_of_fewer_than_three_others_nothing_is_expected(study):
    found = run("surprises", study, {"attribute": "jenis"})
    assert {(row.label[0], row.flag, row.numbers["expected"], row.numbers["others"]) for row in found.rows} == {
        ("A1", "few", None, 1),
        ("A2", "few", None, 1),
        ("B1", "unlike", None, 1),
        ("B2", "few", None, 1),
    }
    assert found.figures["surprises"] == 1


def test_what_others_make_one_expect_can_be_unlike_what_the_informant_says_elsewhere(study):
    lone = replace(study, codes=(study.codes[0],), cases={name: study.cases[name] for name in ("B1", "A1")})
    (first, _second) = run("surprises", lone, {}).rows
    assert (first.label[0], first.flag, first.numbers["elsewhere"]) == ("B1", "unlike", 1.0)


def test_the_highest_and_the_lowest_on_one_indicator(study, codes, numbered):
    found = run("extremes", study, {"code": str(codes["D"])})
    # degree, there, not there, between, limited, words
    assert [(row.label[0], row.flag, tuple(row.numbers.values())) for row in found.rows] == [
        ("A1", "highest", (2, 2, 0, 0, 0, 18)),
        ("A2", "highest", (2, 2, 0, 0, 1, 11)),
        ("B2", "", (0, 1, 1, 0, 0, 11)),
        ("B1", "lowest", (-2, 0, 2, 0, 0, 16)),
    ]
    assert found.figures == {"informants": 4, "of": 6, "asked_silent": 1}
    assert numbered(at(found, "B2")) == [13, 14]
    assert run("extremes", study, {}) == found


def test_negative_evidence_is_found_where_it_does_not_stand_yet(study, codes, numbered):
    like = Passage(UUID(int=50), "wA1", 300, 320, 31, "Belum pernah ada rapat.", 0.81249, "A1")
    found = run("negative", replace(study, alike=(like,)), {})
    assert [(row.label, numbered(row)) for row in found.rows] == [
        (("against", "B1", "wB1"), [9]),
        (("against", "B1", "wB1"), [25]),
        (("opposite", "B2", "wB2"), [14]),
        (("limited", "A2", "wA2"), [7]),
        (("silent", "B3", ""), []),
        (("alike", "A1", "wA1", "Belum pernah ada rapat."), []),
    ]
    assert found.figures == {"against": 2, "opposite": 1, "limited": 1, "silent": 1, "asked": 4, "alike": 1}
    assert found.rows[-1].numbers == {"likeness": 0.812, "line": 31}


def test_where_absence_is_claimed_presence_is_the_opposite(study, fact):
    turned = replace(study, for_=study.against, against=())
    found = run("negative", turned, {})
    assert [row.label[1] for row in found.rows if row.label[0] == "opposite"] == ["", "", "A1", "A1", "A2", "B2"]
    assert found.figures["limited"] == 0


def test_words_that_are_weighed_are_not_found_again_whoever_coded_them(study, fact, numbered):
    again = replace(fact(9), coding=UUID(int=300), start=5, end=45)
    twice = replace(fact(14), coding=UUID(int=301), status="absent", coder=UUID(int=92))
    found = run("negative", replace(study, scope=(*study.scope, again, twice)), {})
    assert [sorted(row.codings) for row in found.rows if row.label[0] == "opposite"] == [[UUID(int=114), UUID(int=301)]]
    assert found.figures["against"] == 2


def test_where_as_many_for_it_say_either_there_is_no_opposite(study, fact):
    found = run("negative", replace(study, for_=(fact(1), fact(9)), against=()), {})
    assert [row.label[0] for row in found.rows] == ["silent"]


def test_if_planning_then_dialogue_with_the_exception_opened(study, codes, numbered):
    chosen = {"first": str(codes["P"]), "second": str(codes["D"])}
    found = run("if-then", study, chosen)
    assert found.figures == {"both": 3, "first_only": 1, "second_only": 0, "neither": 1, "unknown": 1, "of": 6}
    assert (found.rows[0].label, found.rows[0].flag) == (("B1", "yes", "no"), "exception")
    assert numbered(found.rows[0]) == [9, 12, 25]
    assert at(found, "C1").label == ("C1", "unknown", "unknown")
    assert at(found, "A1").numbers == {"excerpts": 4}
    unguided = run("if-then", replace(study, asked=None), chosen)
    assert (unguided.figures["neither"], unguided.figures["unknown"]) == (2, 0)


def test_a_third_variable_splits_the_table(study, codes, numbered):
    found = run("third", study, {"first": str(codes["P"]), "second": str(codes["D"]), "attribute": "jenis"})
    table = {row.label: (row.numbers["informants"], row.numbers["of"]) for row in found.rows}
    assert table["kunci", "yes", "yes"] == (2, 2)
    assert table["utama", "yes", "yes"] == (1, 3)
    assert table["utama", "yes", "no"] == (1, 3)
    assert table["utama", "no", "no"] == (1, 3)
    assert table["pendukung", "no", "no"] == (0, 0)
    assert [row.label for row in found.rows if row.flag] == [("utama", "yes", "no")]
    assert found.figures == {"labels": 3, "of": 6, "unknown": 1}
    assert numbered(at(found, "utama", "yes", "no")) == [9, 12, 25]


def test_two_halves_are_drawn_alike_for_the_same_seed_and_hold_all(study):
    found = run("replication", study, {"seed": "7"})
    assert found == run("replication", study, {"seed": "7"})
    assert {row.label[1] for row in found.rows} == set(study.cases)
    counts = {"A1": (2, 0), "A2": (1, 0), "B1": (0, 2), "B2": (1, 0), "B3": (0, 0), "C1": (0, 0)}
    for half in ("first", "second"):
        mine = [counts[row.label[1]] for row in found.rows if row.label[0] == half]
        assert len(mine) == found.figures[f"{half}_of"] == 3
        assert sum(one[0] for one in mine) == found.figures[f"{half}_for"]
        assert sum(one[1] for one in mine) == found.figures[f"{half}_against"]
    assert found.figures["outside"] == 2
    drawn = {tuple(row.label for row in run("replication", study, {"seed": str(seed)}).rows) for seed in range(1, 9)}
    assert len(drawn) > 1


def test_a_rival_is_weighed_by_its_own_evidence(study, fact, numbered):
    money = Rival(UUID(int=1), "Karena ada anggaran", (fact(1), fact(9), fact(10), fact(11)), (fact(13),))
    named = Rival(UUID(int=2), "Karena perintah")
    found = run("rivals", replace(study, rivals=(money, named)), {})
    assert found.rows[0].numbers == {"for": 6, "against": 2, "informants_for": 3, "informants_against": 1}
    assert found.rows[1].numbers == {
        "for": 4,
        "against": 1,
        "informants_for": 2,
        "informants_against": 1,
        "shared": 1,
        "turned": 1,
    }
    assert numbered(found.rows[1]) == [1, 9, 10, 11, 13]
    assert [row.flag for row in found.rows] == ["", "", "no evidence"]
    assert found.figures == {"rivals": 2, "weighed": 1, "informants": 4}


def test_the_answers_of_those_whose_words_are_used(study):
    told = (Answer("A1", "correct"), Answer("A1", "agree"), Answer("A2", "correct"), Answer("B1", "withdraw"))
    found = run("feedback", replace(study, answers=told), {})
    assert [(row.label, row.flag) for row in found.rows] == [
        (("A1", "agree"), ""),
        (("A2", "correct"), "correct"),
        (("B1", "withdraw"), "withdraw"),
        (("B2", ""), "waiting"),
    ]
    assert found.figures == {"agree": 1, "correct": 1, "withdraw": 1, "waiting": 1, "of": 4}
