"""Matrices after Miles, Huberman & Saldaña, against a count by hand on a small study."""

from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import DisplayOptionInvalid, Notice
from coding.model import Grid, Link, Query, Question
from coding.workbench import displays
from coding.workbench.display_tables import entries, linked
from coding.workbench.kept import Kept
from coding.workbench.side_by_side import draw_side_by_side

# (informant, kind, date) → code, status, limited, evidence.
SAID = {
    ("IK-1", "kunci", "12 Januari 2026"): [("K1", "exists", True, "event"), ("K2", "planned", False, None)],
    ("IK-2", "kunci", "10 Januari 2026"): [("K1", "absent", False, "claim")],
    ("IU-1", "utama", "10 Januari 2026"): [("K1", "exists", False, None), ("K3", None, False, "event")],
}
TEXT = "IK-01: Ada rapat satu.\nIK-01: Belum ada dua.\nIK-01: Lagi tiga kata.\n"


@pytest.fixture
def talked(study):
    """Three informants, two of a kind; a fourth was never interviewed."""
    for (key, kind, day), some in SAID.items():
        case = study.add_case(key, jenis=kind, tanggal=day)
        source = study.add_source(f"W {key}", TEXT, case=case.id)
        for number, (code, status, limited, evidence) in enumerate(some):
            at = TEXT.index("IK-01: ", 10 * number) + 7
            one = study.code(code, at, at + 4, source=source.id)
            told = {"status": status, "limited": limited, "evidence": evidence}
            workbench.qualify(study.owner, study.id, [one.id], told)
    study.add_case("IU-2", jenis="utama")
    return study


def drawn(study, kind, text="", **options):
    where = workbench.read_query(study.owner, study.id, text) if text else None
    return displays.draw_display(study.owner, study.id, kind, Query(where=where), options=options, language="en").sheet


def shown(sheet):
    return {row.label: list(cells) for row, cells in zip(sheet.rows, sheet.cells, strict=True)}


def excerpts(study, sheet, row, column):
    ask = sheet.ask(row, column)
    if ask is None:
        return []
    return workbench.find_excerpts(study.owner, study.id, Query(where=workbench.read_query(study.owner, study.id, ask)))


def test_a_checklist_says_what_is_the_case_for_each_kind_of_informant(talked):
    sheet = drawn(talked, "checklist-matrix")
    assert [one.label for one in sheet.columns] == ["kunci", "utama"]
    assert shown(sheet) == {
        "K1": ["conflicting: limited (1), absent (1)", "exists (1)"],
        "K2": ["planned (1)", "not said"],
        "K3": ["not said", "spoken of (1)"],
    }
    assert len(excerpts(talked, sheet, 0, 0)) == 2
    assert sheet.ask(1, 1) is None
    assert sheet.rows[0].group == "KOORD Koordinasi"


def test_an_empty_cell_says_which_kind_of_missing_it_is(talked):
    workbench.put_questions(talked.owner, talked.id, [Question("Rencana?", (talked.codes["K2"],), ("kunci",))])
    sheet = drawn(talked, "role-ordered-matrix", of="codes")
    rows = dict(zip([one.label for one in sheet.rows], sheet.cells, strict=True))
    assert rows["IK-2"][1] == "asked, not said"
    assert rows["IU-1"][1] == "not asked"
    assert rows["IU-2"] == ["no data"] * 3
    kinds = {sheet.rules[row, at] for row in range(4) for at in range(3)}
    assert kinds == {"rating", "asked", "not asked", "no data"}


def test_informants_stand_under_their_role(talked):
    rows = drawn(talked, "role-ordered-matrix").rows
    assert [(one.group, one.label) for one in rows] == [
        ("kunci", "IK-1"),
        ("kunci", "IK-2"),
        ("utama", "IU-1"),
        ("utama", "IU-2"),
    ]


def test_numbers_are_excerpts_of_one_informant_and_informants_of_several(talked):
    study = talked
    source = next(one for one in workbench.list_sources(study.owner, study.id) if one.name == "W IK-1")
    study.code("K1", 10, 15, source=source.id)
    assert shown(drawn(study, "conceptually-clustered-matrix", entry="count"))["IK-1"][:2] == [2, 1]
    assert shown(drawn(study, "checklist-matrix", entry="count"))["K1"] == [2, 1]


def test_whoever_has_most_of_a_code_comes_first(talked):
    sheet = drawn(talked, "case-ordered-matrix", code="K3")
    assert sheet.rows[0].label == "IU-1"
    assert sheet.corner == "Informant (K3)"
    with pytest.raises(DisplayOptionInvalid):
        drawn(talked, "case-ordered-matrix", code="Tidak ada kode ini")


def test_a_contrast_has_both_ends_and_nobody_twice(talked):
    sheet = drawn(talked, "contrast-table", code="K1", entry="count")
    assert [one.group for one in sheet.columns] == ["most", "least"]
    assert len({one.label for one in sheet.columns}) == 2
    assert drawn(talked, "contrast-table", code="K3").columns[0].label == "IU-1"


def test_topics_stand_in_the_order_of_time(talked):
    sheet = drawn(talked, "time-ordered-matrix", of="codes")
    assert [one.label for one in sheet.columns] == ["2026-01-10", "2026-01-12"]
    assert shown(sheet) == {"K1": [2, 1], "K2": ["not said", 1], "K3": [1, "not said"]}
    assert len(excerpts(talked, sheet, 0, 0)) == 2
    assert "“" in shown(drawn(talked, "time-ordered-matrix", of="codes", entry="quote"))["K1"][0]


def test_effects_are_before_now_and_planned(talked):
    sheet = drawn(talked, "effects-matrix")
    assert [one.said for one in sheet.columns] == [
        "before · existed",
        "now · exists",
        "now · absent",
        "now · failed",
        "planned",
    ]
    assert shown(sheet)["K1"] == ["not said", 2, 1, "not said", "not said"]
    for row, cells in enumerate(sheet.cells):
        for at, value in enumerate(cells):
            assert len(excerpts(talked, sheet, row, at)) == (value if isinstance(value, int) else 0)


def test_a_summary_of_content_counts_informants_and_names_them(talked):
    sheet = drawn(talked, "content-analytic-summary")
    assert shown(sheet)["K1"][0] == "2: IK-1, IU-1"
    assert shown(sheet)["K3"][5] == "1: IU-1"


def test_a_quote_is_the_one_that_was_kept_else_the_weightiest(talked):
    study = talked
    source = next(one for one in workbench.list_sources(study.owner, study.id) if one.name == "W IK-2")
    heavy = study.code("K1", 17, 21, source=source.id)
    workbench.qualify(study.owner, study.id, [heavy.id], {"weight": 3})

    def quote():
        return shown(drawn(study, "conceptually-clustered-matrix", entry="quote"))["IK-2"][0]

    assert quote().startswith(f"“{heavy.quote.strip()}”")
    (light,) = (one for one in study.codings(source.id) if one.id != heavy.id)
    workbench.reduce(study.owner, study.id, [workbench.Decided(light.id, "kept", "Belum")])
    assert quote().startswith(f"“{light.quote.strip()}”")
    assert "IK-2" in quote()
    assert shown(drawn(study, "conceptually-clustered-matrix", entry="summary"))["IK-2"][0] == "Belum"
    workbench.put_layout(study.owner, study.id, Grid())
    case = next(one for one in workbench.list_cases(study.owner, study.id) if one.key == "IK-2")
    workbench.put_cell(study.owner, study.id, case.id, study.codes["K1"], "Rangkuman")
    sheet = drawn(study, "conceptually-clustered-matrix", entry="summary")
    assert shown(sheet)["IK-2"][0] == "Rangkuman"
    assert sheet.rules[1, 0] == "summary"
    assert shown(sheet)["IK-1"][0] == "excerpts: 1"


def test_events_stand_by_day_and_open_what_stands_on_their_lines(talked):
    sheet = drawn(talked, "event-listing")
    assert [one.label for one in sheet.rows] == ["2026-01-10", "2026-01-12"]
    assert [len(excerpts(talked, sheet, row, 0)) for row in (0, 1)] == [1, 1]
    assert not drawn(talked, "event-listing", "K2").rows


@pytest.fixture
def joined(talked):
    """IK-1's K1 explains IK-1's K2, which supports IU-1's K3; IK-2's K1 contradicts IU-1's K1."""
    link(talked, ("IK-1", "K1"), "explains", ("IK-1", "K2"))
    link(talked, ("IK-1", "K2"), "supports", ("IU-1", "K3"))
    link(talked, ("IK-2", "K1"), "contradicts", ("IU-1", "K1"))
    return talked


def link(study, this, kind, that):
    """Link what one informant says of a code to what another, or the same, says of one."""
    found = workbench.find_excerpts(study.owner, study.id, Query())
    ends = {(one.case_key, one.code_key): one.coding.id for one in found}
    workbench.link(study.owner, study.id, Link(uuid4(), ends[this], kind, ends[that], "", study.owner.id))


def arrows(sheet):
    return {(row.group[:2], row.label[:2]): list(cells) for row, cells in zip(sheet.rows, sheet.cells, strict=True)}


@pytest.mark.parametrize("kind", ["causal-network", "causal-chain"])
def test_codes_are_joined_by_what_explains_and_supports(joined, kind):
    sheet = drawn(joined, kind)
    assert arrows(sheet) == {("K1", "K2"): [1, 0], ("K2", "K3"): [0, 1]}
    there = excerpts(joined, sheet, 0, 0)
    assert {(one.case_key, one.code_key) for one in there} == {("IK-1", "K1"), ("IK-1", "K2")}
    assert len(there) == 2


def test_those_who_act_support_and_contradict_each_other(joined):
    assert arrows(drawn(joined, "context-chart", by="case.jenis")) == {("ku", "ut"): [1, 1]}
    assert not drawn(joined, "causal-network", "case:IK-1 AND K1").rows


def test_of_too_many_arrows_the_strongest_are_shown_and_a_sentence_says_so(joined, monkeypatch):
    link(joined, ("IK-1", "K2"), "explains", ("IU-1", "K3"))
    monkeypatch.setattr(linked, "_ARROWS", 1)
    sheet = drawn(joined, "causal-network")
    assert arrows(sheet) == {("K2", "K3"): [1, 1]}
    assert [(one.values["n"], one.values["all"]) for one in sheet.notices] == [("1", "2")]


def test_a_part_has_the_arrows_of_the_whole_and_says_how_many_it_leaves_out(joined, monkeypatch):
    link(joined, ("IK-1", "K2"), "explains", ("IU-1", "K3"))
    monkeypatch.setattr(linked, "_ARROWS", 1)
    made = draw_side_by_side(joined.owner, joined.id, "causal-network", Query(), "informant-type", language="en")
    # Of those in key positions, the first arrow has both ends; with its own choice this part would show it.
    (part,) = (one.picture.sheet for one in made.parts if one.label == "kunci" and one.picture)
    assert arrows(part) == {("K2", "K3"): [None, None]}
    assert part.notices == [Notice(linked.OTHERS.sentence, {"n": "1"})]


def test_a_chain_is_shown_whole_however_many_arrows_a_picture_has_room_for(joined, monkeypatch):
    monkeypatch.setattr(linked, "_ARROWS", 1)
    sheet = drawn(joined, "causal-chain")
    assert arrows(sheet) == {("K1", "K2"): [1, 0], ("K2", "K3"): [0, 1]}
    assert sheet.notices == []


def test_that_links_were_left_unread_is_said(joined, monkeypatch):
    assert drawn(joined, "causal-network").notices == []
    monkeypatch.setattr(displays, "_KEPT", Kept(1))
    monkeypatch.setattr(linked, "_READ", 1)
    assert drawn(joined, "causal-network").notices == []
    monkeypatch.setattr(displays, "_KEPT", Kept(1))
    monkeypatch.setattr(linked, "_READ", 0)
    assert drawn(joined, "causal-network").notices == [linked.NOTHING, linked.NEWEST]


def test_without_links_and_events_a_sentence_says_so(study):
    study.code("K1", 3, 9)
    for kind in ("causal-network", "causal-chain", "context-chart", "event-listing"):
        assert drawn(study, kind).notices


def test_where_there_is_too_much_to_read_every_cell_still_has_a_quote(talked, monkeypatch):
    everything = drawn(talked, "checklist-matrix", entry="quote")
    assert everything.notices == []
    # The first and the last of three sources fill all cells with two excerpts each; the other is not read.
    monkeypatch.setattr(entries, "READ", 4)
    monkeypatch.setattr(displays, "_KEPT", Kept(1))
    few = drawn(talked, "checklist-matrix", entry="quote")
    assert [one.values for one in few.notices] == [{"n": "4"}]
    filled = [place for place, rule in everything.rules.items() if rule == "quote"]
    assert filled
    assert all(few.rules[place] == "quote" for place in filled)


def test_what_somebody_wrote_of_a_cell_stands_there_however_little_is_read(talked, monkeypatch):
    monkeypatch.setattr(entries, "READ", 1)
    workbench.put_layout(talked.owner, talked.id, Grid())
    case = next(one for one in workbench.list_cases(talked.owner, talked.id) if one.key == "IU-1")
    workbench.put_cell(talked.owner, talked.id, case.id, talked.codes["K3"], "Kata terakhir.")
    assert shown(drawn(talked, "conceptually-clustered-matrix", entry="summary"))["IU-1"][2] == "Kata terakhir."
