"""The page of conclusions, without a browser: propositions with both sides, verdicts, what is to be checked again."""

from html import unescape
from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Case, Ground, Proposition, Query, Source, Verdict
from coding.workbench import Actor, NewCoding, conclusions, surprises
from coding.workbench.verifying import keep_verification
from tests.ui.pages.hands import Screen, press, visit

HOSTILE = '![x](http://attacker.example/a.png) <img src=x onerror="alert(1)">'
TALK = "Kami rapat. Itu saja. Belum ada aplikasi."


@pytest.fixture
def project(me: Actor) -> UUID:
    """A study with two passages under K2."""
    made = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    case = Case(uuid4(), "IK-01")
    workbench.put_cases(me, made, [case])
    source = workbench.import_source(me, made, Source("W1", TALK, lines=(0,), case=case.id), 7).id
    assert source
    code = workbench.find_code(me, made, "K2").id
    workbench.code(me, made, source, [NewCoding(code, 0, 11, uuid4()), NewCoding(code, 22, 41, uuid4())])
    return made


def opened(screen: Screen, **where: str) -> AppTest:
    return visit(screen, "conclusion", **where)


def html(app: AppTest) -> str:
    return unescape("\n".join(block.proto.body for block in app.get("html")))


def claim(me: Actor, project: UUID, text: str = "Rapat ada.") -> UUID:
    one = Proposition(uuid4(), text, indicator=workbench.find_code(me, project, "K2").id)
    conclusions.put_proposition(me, project, one)
    return one.id


def test_without_codings_the_page_says_what_to_do_first(me: Actor, screen: Screen) -> None:
    workbench.create_project(me, "Kosong", workbench.shipped_codebook("wog"))
    app = opened(screen)
    assert any("Code some passages first" in block.value for block in app.markdown)


def test_a_proposition_is_written_and_gets_excerpts_on_both_sides(me: Actor, project: UUID, screen: Screen) -> None:
    app = opened(screen, view="propositions")
    app.text_area(key="proposition-text-new").set_value("Rapat ada, forum belum.")
    app = press(app, "Save")
    (one,) = conclusions.argument(me, project).propositions
    assert one.text == "Rapat ada, forum belum."
    app = press(app, "For it")
    app = press(app, "Against it")
    assert [each.side for each in conclusions.argument(me, project, whole=True).of(one.id)] == ["for", "against"]
    assert "speaks for it" in html(app)
    assert not [button for button in app.button if button.label == "For it"]


def test_propositions_are_put_in_order_among_those_that_are_shown(me: Actor, project: UUID, screen: Screen) -> None:
    texts = ["Satu rapat.", "Dua forum.", "Tiga rapat."]
    first, _second, third = (claim(me, project, text) for text in texts)
    app = opened(screen, view="propositions")
    assert app.button(key=f"proposition-Up-{first}").disabled
    assert app.button(key=f"proposition-Down-{third}").disabled
    app.text_input(key="propositions-words").set_value("rapat").run()
    app.button(key=f"proposition-Down-{first}").click().run()
    assert [one.text for one in conclusions.argument(me, project).propositions] == [texts[1], texts[2], texts[0]]
    app.button(key=f"proposition-Up-{first}").click().run()
    assert [one.text for one in conclusions.argument(me, project).propositions] == [texts[1], texts[0], texts[2]]
    assert app.button(key=f"proposition-Up-{first}").proto.shortcut
    assert not app.button(key=f"proposition-Down-{third}").proto.shortcut


def test_what_changed_is_said_and_confirming_says_it_holds(me: Actor, project: UUID, screen: Screen) -> None:
    low = claim(me, project)
    first = workbench.find_excerpts(me, project, Query())[0].coding
    conclusions.put_ground(me, project, Ground(uuid4(), "proposition", low, "coding", first.id))
    workbench.recode(me, project, first.id, workbench.find_code(me, project, "K3").id)
    app = opened(screen, view="propositions", p=str(low))
    assert any("Excerpt: changed" in block.value for block in app.warning)
    app = press(app, "Checked: it still holds")
    assert not app.warning
    assert conclusions.stale_conclusions(me, project) == {}


def test_a_verdict_needs_a_rule_and_stands_in_the_table_with_its_evidence(
    me: Actor, project: UUID, screen: Screen
) -> None:
    low = claim(me, project)
    first, second = workbench.find_excerpts(me, project, Query())
    for side, one in (("for", first), ("against", second)):
        conclusions.put_ground(me, project, Ground(uuid4(), "proposition", low, "coding", one.coding.id, side))  # type: ignore[arg-type]
    app = opened(screen, view="verdicts", of="K2")
    app.get("button_group")[1].set_value("partly")
    app = press(app, "Save")
    assert any("by which rule" in block.value for block in app.error)
    app.get("button_group")[1].set_value("partly")
    app.text_area[0].set_value("Satu mendukung, satu menentang.")
    app.multiselect[0].set_value([low])
    app = press(app, "Save")
    (verdict,) = conclusions.argument(me, project).verdicts.values()
    assert verdict.rule == "Satu mendukung, satu menentang."
    assert "1 for, 1 against" in html(app)
    assert "interview" in html(app)


def test_the_argument_and_the_check_show_words_as_words(me: Actor, project: UUID, screen: Screen) -> None:
    low = claim(me, project, HOSTILE)
    code = workbench.find_code(me, project, "K2").id
    verdict = conclusions.put_verdict(me, project, Verdict(uuid4(), code, "not", HOSTILE))
    conclusions.put_ground(me, project, Ground(uuid4(), "verdict", verdict, "proposition", low))
    for view in ("verdicts", "propositions", "argument", "check"):
        app = opened(screen, view=view)
        assert HOSTILE in html(app)
        assert "<img" not in "\n".join(block.proto.body for block in app.get("html"))
        said = [*app.markdown, *app.caption, *app.warning, *app.success]
        assert not any("![x](" in block.value for block in said)
    assert "Nothing speaks for it yet" in html(app)


def test_an_open_surprise_is_followed_up_in_a_proposition_or_laid_aside_with_a_reason(
    me: Actor, project: UUID, screen: Screen
) -> None:
    first = workbench.find_excerpts(me, project, Query())[0].coding
    where = (first.source, first.start, first.end)
    one = surprises.flag_surprise(me, project, *where, HOSTILE, coding=first.id)
    two = surprises.flag_surprise(me, project, *where, "Tak disangka.")
    app = opened(screen, view="surprises")
    assert HOSTILE in html(app)
    assert "2 open surprises" in html(app)
    assert "<img" not in "\n".join(block.proto.body for block in app.get("html"))
    save = next(b for b in app.button if b.form_id == f"surprise-aside-{two}-form")
    app = save.click().run()
    assert any("Say why" in block.value for block in app.error)
    reason = next(area for area in app.text_area if area.proto.form_id == f"surprise-aside-{two}-form")
    reason.set_value("Sekadar gurauan.")
    app = next(b for b in app.button if b.form_id == f"surprise-aside-{two}-form").click().run()
    assert "Sekadar gurauan." in html(app)
    text = next(area for area in app.text_area if area.proto.form_id == f"surprise-follow-{one}-form")
    text.set_value("Rapat ada, forum belum.")
    app = next(b for b in app.button if b.form_id == f"surprise-follow-{one}-form").click().run()
    assert any("No surprise is open" in block.value for block in app.success)
    (claimed,) = conclusions.argument(me, project).propositions
    assert claimed.indicator == first.code
    assert "Followed up in" in html(app)
    app = press(app, "Open again")
    assert "1 open surprise" in html(app)
    app = opened(screen, view="propositions", p=str(claimed.id))
    app.selectbox(key=f"tactic-{claimed.id}").set_value("surprises").run()
    app = press(app, "Follow it up in this proposition")
    assert {one.fate for one in surprises.list_surprises(me, project)} == {"followed"}


def test_the_walk_leads_from_an_excerpt_to_every_conclusion_and_back_to_the_words(
    me: Actor, project: UUID, screen: Screen
) -> None:
    low = claim(me, project, HOSTILE)
    first = workbench.find_excerpts(me, project, Query())[0].coding
    conclusions.put_ground(me, project, Ground(uuid4(), "proposition", low, "coding", first.id))
    card = keep_verification(me, project, low, "counting", "holds", note="Dua kutipan.")
    verdict = conclusions.put_verdict(me, project, Verdict(uuid4(), None, "partly", "Satu mendukung."))
    conclusions.put_ground(me, project, Ground(uuid4(), "verdict", verdict, "proposition", low))
    excerpts = screen("excerpts").run()
    asked = [one.proto.query_string for one in excerpts.get("page_link") if one.proto.label == "What rests on it"]
    assert any(f"walk={first.id}" in each for each in asked)
    app = opened(screen, walk=str(first.id))
    for one in (low, card, verdict):
        assert f"walk={one}" in html(app)
    assert "Counting" in html(app)
    assert HOSTILE in html(app)
    assert "<img" not in "\n".join(block.proto.body for block in app.get("html"))
    app = opened(screen, walk=str(verdict))
    assert f"source=W1&at={first.start}" in html(app)
    app = opened(screen, walk=str(uuid4()))
    assert app.error or app.warning
    app = press(app, "To the conclusions")
    assert "walk" not in app.query_params


def test_what_a_walk_leaves_out_comes_on_the_next_page(
    me: Actor, project: UUID, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coding.ui.walk_view.SHOWN", 1)
    low = claim(me, project)
    for one in workbench.find_excerpts(me, project, Query()):
        conclusions.put_ground(me, project, Ground(uuid4(), "proposition", low, "coding", one.coding.id))
    first, second = (one.coding.id for one in workbench.find_excerpts(me, project, Query()))
    app = opened(screen, walk=str(low))
    assert f"walk={first}" in html(app)
    assert f"walk={second}" not in html(app)
    assert "and 1 more" in html(app)
    app.session_state[f"walk-page-{low}"] = 2
    app.run()
    assert f"walk={first}" not in html(app)
    assert f"walk={second}" in html(app)
