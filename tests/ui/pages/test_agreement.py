"""The page of agreement, without a browser."""

from uuid import UUID

import pytest

from coding import workbench
from coding.model import Query, Source, Speaker, Turn
from coding.workbench import Actor, NewCoding
from coding.workbench.agreement import list_agreements, measure_agreement, open_agreement
from coding.workbench.assigning import assign
from tests.ui.pages.hands import Screen, html, press, visit

TEXT = "P: Apakah ada rapat?\nN: Ada rapat tiap bulan.\nP: Lalu?\nN: Kami saling berbagi data.\n"


@pytest.fixture
def both(me: Actor) -> tuple[UUID, Actor]:
    """Two coders who finished a text: one code alike, one swapped for its sibling."""
    project = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    lines = (0, 21, 46, 55)
    turns = tuple(Turn(start + 3, TEXT.index("\n", start), TEXT[start]) for start in lines)
    speakers = (Speaker("P", "interviewer"), Speaker("N", "informant"))
    one = Source("W1", TEXT, lines=lines, turns=turns, speakers=speakers)
    source = workbench.import_source(me, project, one, 14).id
    other = Actor(me.store, workbench.add_coder(me, project, "Budi"))
    assert source
    for who, swapped in ((me, "K2"), (other, "K3")):
        for key, words in (("K1", "Ada rapat tiap bulan."), (swapped, "Kami saling berbagi data.")):
            start = TEXT.index(words)
            code = workbench.find_code(me, project, key).id
            workbench.code(who, project, source, [NewCoding(code, start, start + len(words))])
        workbench.finish(who, project, source, True)
    return project, other


def test_alone_the_page_says_what_is_needed(me: Actor, screen: Screen) -> None:
    workbench.create_project(me, "Sendiri", workbench.shipped_codebook("wog"))
    app = visit(screen, "agreement")
    assert any("two rounds" in block.value for block in app.markdown)
    assert [button.label for button in app.button if "second coder" in button.label]


def test_a_measurement_is_made_looked_at_and_decided(me: Actor, both: tuple[UUID, Actor], screen: Screen) -> None:
    project, other = both
    app = press(visit(screen, "agreement"), "Measure and keep")
    (kept,) = list_agreements(me, project)
    assert set(kept.layers) == {other.id, me.id}
    shown = html(app)
    assert "seldom given" not in shown
    assert "no interval: fewer than five texts" in shown
    assert "never given" in shown
    assert "Two coders coded 1 of 1 text (4 turns, codebook v1)." in app.code[1].value
    assert "Dua pengode mengodekan 1 dari 1 teks (4 giliran bicara, buku kode v1)." in app.code[0].value

    app = visit(screen, "agreement", view="matrix")
    keys = {"K2", "K3"}
    assert any(f"row={a}&amp;column={b}" in html(app) for a in keys for b in keys - {a})

    opened = [visit(screen, "agreement", view="places", row=a, column=b) for a, b in (("K2", "K3"), ("K3", "K2"))]
    assert sorted(any("1 of 1" in block.value for block in each.text) for each in opened) == [False, True]

    app = visit(screen, "agreement", view="places")
    assert "ag-common" in html(app)
    assert "Before" not in html(app)
    found = open_agreement(me, project, kept.id)
    first = found.material.layers[found.places[0].pair[0]][1]
    press(app, f"{first}’s reading")
    agreed = next(one.coder.id for one in workbench.members(me, project) if one.coder.kind == "agreed")
    assert workbench.count_excerpts(me, project, Query(coders=(agreed,))) == 1
    press(app, "Take over what all gave alike")
    assert workbench.count_excerpts(me, project, Query(coders=(agreed,))) == 2


def test_without_coefficients_there_are_none_and_a_change_is_told(
    me: Actor, both: tuple[UUID, Actor], screen: Screen
) -> None:
    project, other = both
    measure_agreement(me, project, [me.id, other.id])
    source = workbench.source_names(me, project)["W1"]
    measure_agreement(me, project, [other.id, me.id])
    assert ">Before<" in html(visit(screen, "agreement", view="places"))
    workbench.code(me, project, source, [NewCoding(workbench.find_code(me, project, "D1").id, 3, 9)])
    app = visit(screen, "agreement")
    assert any("has changed in: W1" in block.value for block in app.warning)
    app.toggle(key="agreement-plain").set_value(True).run()
    assert "MASI" not in html(app)
    assert "Krippendorff" not in html(app)


def test_whoever_is_blind_sees_nothing_of_it(me: Actor, both: tuple[UUID, Actor], screen: Screen) -> None:
    project, other = both
    measure_agreement(me, project, [me.id, other.id])
    second = workbench.import_source(me, project, Source("W2", TEXT, lines=(0,)), 14).id
    assert second
    assign(me, project, [second], me.id, blind=True)
    app = visit(screen, "agreement")
    assert "MASI" not in html(app)
    assert any("Nothing was measured yet" in block.value for block in app.text)
    app = press(app, "Measure and keep")
    assert any("without seeing others" in block.value for block in app.error)


def test_of_two_measurements_of_the_same_minute_the_one_that_was_opened_stays(
    me: Actor, both: tuple[UUID, Actor], screen: Screen
) -> None:
    project, other = both
    older, newer = (measure_agreement(me, project, [me.id, other.id], "span") for _ in range(2))
    for one in (older, newer):
        app = visit(screen, "agreement", of=str(one))
        assert app.query_params["of"] == str(one)
        assert app.run().query_params["of"] == str(one)
        assert app.selectbox(key="agreement-of").value == str(one)
