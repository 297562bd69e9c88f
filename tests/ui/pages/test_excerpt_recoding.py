"""Excerpts chosen and given another code on their page, without a browser."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Source
from coding.workbench import Actor, NewCoding
from tests.ui.pages.hands import Screen, html, press, visit

TALK = "Kami rapat setiap Senin. Belum ada aplikasi <b>bersama</b>.\n"


@pytest.fixture
def study(me: Actor) -> Any:
    """A project with one source, the same words under two codes and others under one."""
    project = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    source = workbench.import_source(me, project, Source("Catatan", TALK, lines=(0,)), 9).id
    first, second = workbench.codebook(me, project).codable()[:2]
    assert source
    belum = TALK.index("Belum")
    wanted = [NewCoding(first.id, 0, 24), NewCoding(first.id, belum, len(TALK) - 1)]
    workbench.code(me, project, source, [*wanted, NewCoding(second.id, belum, len(TALK) - 1)])
    return project, source, first, second


def ticks(app: AppTest) -> int:
    """How many excerpts can be ticked."""
    return sum(1 for one in app.checkbox if str(one.key).startswith("recode-tick-"))


def test_chosen_excerpts_get_another_code_after_a_look_at_what_would_stand_twice(
    study: Any, screen: Screen, me: Actor
) -> None:
    project, source, first, second = study
    app = visit(screen, "excerpts")
    assert not ticks(app)
    app.toggle(key="recode-on").set_value(True).run()
    assert ticks(app) == 3
    press(app, "Choose all on this page")
    app.selectbox(key="recode-code").set_value(second.id).run()
    told = " ".join(one.value for one in app.text)
    assert "1 would stand twice on the same words" in told
    assert "1 has this code already." in told
    assert "&lt;b&gt;bersama" in html(app)
    press(app, "Change the code of 2 excerpts")
    assert {one.code for one in workbench.open_source(me, project, source).codings} == {second.id}
    assert "2 excerpts have another code now." in [one.value for one in app.text]
    press(app, "Undo")
    codes = [one.code for one in workbench.open_source(me, project, source).codings]
    assert sorted(map(str, codes)) == sorted(map(str, [first.id, first.id, second.id]))
