"""Correcting a transcript on its page, without a browser."""

from typing import Any
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Source, Speaker, Turn
from coding.ui import correction
from coding.workbench import Actor, NewCoding
from tests.ui.pages.hands import Screen, html, press

TEXT = "Kami rapat tiap bulan.\nKorodinasi sulit <b>sekali</b>.\n"


@pytest.fixture
def project(me: Actor) -> UUID:
    return workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id


@pytest.fixture
def source(me: Actor, project: UUID) -> UUID:
    said = Source("W7", TEXT, turns=(Turn(0, len(TEXT) - 1, "N"),), speakers=(Speaker("N"),), lines=(0, 23))
    stored = workbench.import_source(me, project, said, 7).id
    assert stored
    code = workbench.find_code(me, project, "K2").id
    spans = [(0, 10), (11, 21), (23, 33)]
    workbench.code(me, project, stored, [NewCoding(code, start, end) for start, end in spans])
    return stored


def said(app: AppTest) -> str:
    told = [*app.markdown, *app.info, *app.warning, *app.success, *app.subheader]
    return "\n".join(block.value.replace("\\", "") for block in told)


def open_text(me: Actor, project: UUID, source: UUID, screen: Screen) -> AppTest:
    app = screen("transcript").run()
    app.session_state[correction.EDITING] = correction.draft_of(me, project, source)
    return app.run()


def look(app: AppTest, *changes: tuple[str, str]) -> AppTest:
    text = app.text_area[0].value
    for old, new in changes:
        text = text.replace(old, new)
    app.text_area[0].set_value(text).run()
    return press(app, "See what happens")


def test_what_happens_is_told_before_anything_is_stored(me: Actor, project: UUID, source: UUID, screen: Screen) -> None:
    app = open_text(me, project, source, screen)
    assert app.text_area[0].value == TEXT
    assert not any(button.label == "Save the correction" for button in app.button)
    look(app, ("Korodinasi", "Koordinasi"), (" tiap bulan", ""), ("Kami", "Ya.\nKami"))
    assert "1 coding keeps its words. The words of 1 change. 1 is lost." in said(app)
    assert "tiap bulan</td><td>1</td>" in html(app)
    assert "Korodinasi</td><td>Koordinasi</td><td>3</td>" in html(app)
    assert workbench.load_source(me, project, source).text == TEXT


def test_a_saved_correction_can_be_taken_back_and_its_texts_are_there_to_read(
    me: Actor, project: UUID, source: UUID, screen: Screen
) -> None:
    app = press(look(open_text(me, project, source, screen), (" tiap bulan", "")), "Save the correction")
    assert workbench.load_source(me, project, source).text == TEXT.replace(" tiap bulan", "")
    assert "The text of “W7” is corrected." in said(app)
    versions = workbench.text_versions(me, project, source)
    assert [(one.number, len(one.lost)) for one in versions] == [(2, 1), (1, 0)]
    press(app, "Undo")
    assert workbench.load_source(me, project, source).text == TEXT
    assert "is corrected" not in said(app)


def test_a_text_typed_after_the_look_has_to_be_looked_at_again(
    me: Actor, project: UUID, source: UUID, screen: Screen
) -> None:
    app = look(open_text(me, project, source, screen), ("Kami", "Kita"))
    app.text_area[0].set_value(TEXT + "Selesai.\n").run()
    assert "look again" in said(app)
    assert not any(button.label == "Save the correction" for button in app.button)


def test_what_cannot_be_saved_is_told_and_the_text_stays(
    me: Actor, project: UUID, source: UUID, screen: Screen
) -> None:
    app = press(open_text(me, project, source, screen), "See what happens")
    assert "Nothing was changed in this text." in said(app)
    look(app, ("Kami", "Kita"))
    workbench.code(me, project, source, [NewCoding(workbench.find_code(me, project, "K1").id, 34, 39)])
    press(app, "Save the correction")
    assert "changed while you were correcting" in said(app)
    assert app.text_area[0].value.startswith("Kita")
    press(app, "See what happens")
    press(app, "Save the correction")
    assert workbench.load_source(me, project, source).text.startswith("Kita")


def test_when_somebody_else_corrected_first_nothing_typed_is_lost(
    me: Actor, project: UUID, source: UUID, screen: Screen
) -> None:
    app = look(open_text(me, project, source, screen), ("Kami", "Kita"))
    workbench.correct_source(me, project, source, TEXT.replace("bulan", "minggu"))
    press(app, "Save the correction")
    assert "Your version was kept" in said(app)
    assert app.text_area[0].value.startswith("Kita")
    press(app, "Begin again with the newest text")
    assert "minggu" in app.text_area[0].value
    press(app, "Cancel")
    assert not app.text_area


def test_what_is_typed_survives_another_page(me: Actor, project: UUID, source: UUID, screen: Screen) -> None:
    app = open_text(me, project, source, screen)
    app.text_area[0].set_value(TEXT + "Selesai.\n").run()
    app.switch_page("pages/history.py").run().switch_page("pages/transcript.py").run()
    assert app.text_area[0].value.endswith("Selesai.\n")


def test_words_of_a_transcript_are_never_markup(me: Actor, project: UUID, source: UUID, screen: Screen) -> None:
    app = look(open_text(me, project, source, screen), ("sekali", "se<i>kali"))
    assert "&lt;i&gt;" in html(app)
    assert "<i>" not in html(app)


def test_who_comes_from_coding_loses_nothing_that_is_typed(
    me: Actor, project: UUID, source: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, Any] = {}
    monkeypatch.setattr(correction.st, "session_state", kept)
    other = workbench.import_source(me, project, Source("W8", "Halo semua.\n", lines=(0,)), 2).id
    assert other
    correction.come(me, project, other, 3)
    assert (kept[correction.EDITING].source, kept[correction.EDITING].at) == (other, 3)
    correction.come(me, project, source, 5)
    assert (kept[correction.EDITING].source, kept[correction.EDITING].at) == (source, 5)
    kept[correction.EDITING].text = TEXT + "Selesai.\n"
    correction.come(me, project, source, 7)
    correction.come(me, project, other, 3)
    assert (kept[correction.EDITING].source, kept[correction.EDITING].at) == (source, 7)
    assert kept[correction.EDITING].text.endswith("Selesai.\n")
    assert kept[correction.REFUSED]


def test_a_line_of_somebody_unknown_is_told_and_can_be_given_a_speaker(
    me: Actor, project: UUID, source: UUID, screen: Screen
) -> None:
    app = look(open_text(me, project, source, screen), ("Korodinasi", "Lurah: Koordinasi"))
    assert '<td class="lk-tight">Lurah:</td><td>N</td>' in html(app)
    app.selectbox[0].select_index(1).run()
    assert "Lurah:</td><td>Lurah</td>" in html(app)
    press(app, "Save the correction")
    stored = workbench.load_source(me, project, source)
    assert [(turn.speaker, stored.text[turn.start : turn.end]) for turn in stored.turns] == [
        ("N", "Kami rapat tiap bulan."),
        ("Lurah", "Koordinasi sulit <b>sekali</b>."),
    ]
