"""Propositions tested on the page of conclusions, without a browser."""

from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.conclusion import TACTICS
from coding.model import Case, Ground, Proposition, Source
from coding.ui import verifying, verifying_words
from coding.workbench import Actor, NewCoding
from coding.workbench.conclusions import argument, ask_tactics, asked_tactics, put_grounds, put_proposition
from coding.workbench.verifying import keep_verification, list_verifications
from tests.ui.pages.hands import Screen, html

HOSTILE = '<img src=x onerror="alert(1)">'
TALK = "Kami rapat. Itu saja. Belum ada aplikasi."


@pytest.fixture
def project(me: Actor) -> UUID:
    """A study of two informants of two kinds who both speak of K1 and K2."""
    made = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    for key, kind in (("IK-01", "kunci"), ("IU-01", f"utama {HOSTILE}")):
        case = Case(uuid4(), key, attributes={"jenis": kind})
        workbench.put_cases(me, made, [case])
        source = workbench.import_source(me, made, Source(key, TALK, lines=(0,), case=case.id), 7).id
        assert source
        for code, start, end in (("K1", 0, 11), ("K2", 12, 21)):
            workbench.code(me, made, source, [NewCoding(workbench.find_code(me, made, code).id, start, end, uuid4())])
    return made


@pytest.fixture
def proposition(me: Actor, project: UUID) -> UUID:
    """A proposition on K1 for which the first informant speaks, and against which the second."""
    one = Proposition(uuid4(), "Rapat ada.", indicator=workbench.find_code(me, project, "K1").id)
    put_proposition(me, project, one)
    said = [each.coding for each in workbench.find_excerpts(me, project, workbench.codings.Query())]
    mine = [each for each in said if each.code == one.indicator]
    sides = zip(mine, ("for", "against"), strict=True)
    put_grounds(me, project, [Ground(uuid4(), "proposition", one.id, "coding", each.id, side) for each, side in sides])
    return one.id


def opened(screen: Screen, proposition: UUID) -> AppTest:
    app = screen("conclusion")
    app.query_params["view"] = "propositions"
    app.query_params["p"] = str(proposition)
    app.run()
    assert not app.exception
    return app


def tried(app: AppTest, proposition: UUID, tactic: str) -> AppTest:
    app.selectbox(key=f"tactic-{proposition}").set_value(tactic).run()
    app = app.button(key=f"tactic-run-{proposition}").click().run()
    assert not app.exception
    return app


def test_every_tactic_and_everything_it_says_has_words() -> None:
    assert set(verifying_words.TACTIC_WORDS) == set(TACTICS) == set(verifying.ORDER)
    for one in TACTICS.values():
        assert set(one.labels) <= set(verifying_words.PART_WORDS)
        assert {each.name for each in one.options} <= set(verifying_words.OPTION_WORDS)


def test_every_tactic_runs_on_the_page_with_what_stands_there_to_begin_with(screen: Screen, proposition: UUID) -> None:
    app = opened(screen, proposition)
    for tactic in TACTICS:
        app = tried(app, proposition, tactic)
        assert not app.error, tactic
        shown = html(app)
        assert "<img" not in shown, tactic
        assert any(words in shown for words in ('class="vf-table', 'class="vf-figures')), tactic


def test_a_row_opens_its_excerpts_and_what_somebody_concludes_is_kept(
    screen: Screen, me: Actor, project: UUID, proposition: UUID
) -> None:
    app = tried(opened(screen, proposition), proposition, "counting")
    assert "“Kami rapat.”" in html(app)
    keep = next(button for button in app.button if button.label == "Keep")
    app = keep.click().run()
    assert any("the program does not" in one.value for one in app.warning)
    next(each for each in app.segmented_control if each.label == "What do you conclude?").set_value("weakens")
    next(each for each in app.text_area if each.label == "Because").set_value("Hanya satu.")
    app = next(button for button in app.button if button.label == "Keep").click().run()
    assert not app.exception
    [there] = list_verifications(me, project, [proposition])
    assert (there.one.tactic, there.one.concludes, there.one.note) == ("counting", "weakens", "Hanya satu.")
    assert "Hanya satu." in html(app)


def test_what_was_kept_says_that_it_is_stale_and_is_run_again(
    screen: Screen, me: Actor, project: UUID, proposition: UUID
) -> None:
    kept = keep_verification(me, project, proposition, "counting", "holds", note=HOSTILE)
    app = opened(screen, proposition)
    assert "check again" not in html(app)
    ground = next(each for each in argument(me, project, whole=True).of(proposition) if each.side == "for")
    workbench.uncode(me, project, [ground.on])
    app = opened(screen, proposition)
    assert "check again" in html(app)
    assert "<img" not in html(app)
    app.toggle(key=f"verification-seen-{kept}").set_value(True).run()
    assert "a passage that is no longer coded" in html(app)
    app = app.button(key=f"verification-again-{kept}").click().run()
    assert app.selectbox(key=f"tactic-{proposition}").value == "counting"
    assert not app.exception


def test_what_comes_before_verified_is_chosen(screen: Screen, me: Actor, project: UUID, proposition: UUID) -> None:
    app = opened(screen, proposition)
    app.multiselect(key="tactics-asked-").set_value(["negative", "rivals"]).run()
    app = app.button(key="tactics-asked-save").click().run()
    assert asked_tactics(me, project) == ("negative", "rivals")
    assert app.multiselect(key="tactics-asked-negative-rivals").value == ["negative", "rivals"]


def test_what_was_not_tested_as_asked_is_told_by_name(
    screen: Screen, me: Actor, project: UUID, proposition: UUID
) -> None:
    ask_tactics(me, project, ["negative", "rivals"])
    app = opened(screen, proposition)
    app.segmented_control(key=f"proposition-status-{proposition}").set_value("verified")
    app = next(button for button in app.button if button.label == "Save").click().run()
    assert "Negative evidence, Rival explanations" in app.error[0].value
