"""The page of the report, without a browser: written, kept from loss, checked again, taken away."""

from collections.abc import Callable
from html import unescape
from uuid import UUID, uuid4

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Case, Proposition, Section, Source
from coding.report.tables import Part
from coding.ui import report_taking
from coding.workbench import Actor, NewCoding, conclusions, sections
from coding.workbench.reporting import Annexes
from tests.ui.pages.hands import Screen, press, visit

HOSTILE = '![x](http://attacker.example/a.png) <img src=x onerror="alert(1)">'
TALK = "Kami rapat. Itu saja. Belum ada aplikasi."


@pytest.fixture
def project(me: Actor) -> UUID:
    """A study with two passages under K2, of one informant."""
    made = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    case = Case(uuid4(), "IK-01")
    workbench.put_cases(me, made, [case])
    source = workbench.import_source(me, made, Source("W1", TALK, lines=(0,), case=case.id), 7).id
    code = workbench.find_code(me, made, "K2").id
    workbench.code(me, made, source, [NewCoding(code, 0, 11, uuid4()), NewCoding(code, 22, 41, uuid4())])
    return made


def opened(screen: Screen, **where: str) -> AppTest:
    return visit(screen, "report", **where)


def html(app: AppTest) -> str:
    return unescape("\n".join(block.proto.body for block in app.get("html")))


def section(me: Actor, project: UUID, text: str, heading: str = "Hasil") -> UUID:
    return sections.begin_section(me, project, Section(uuid4(), "thesis", heading, text=text))


def typed(app: AppTest, text: str) -> AppTest:
    app = app.text_area[0].set_value(text).run()
    assert not app.exception
    return app


def stored(me: Actor, project: UUID, one: UUID) -> Section:
    return next(each.section for each in sections.list_sections(me, project) if each.section.id == one)


def test_without_codings_the_page_says_what_to_do_first(me: Actor, screen: Screen) -> None:
    workbench.create_project(me, "Kosong", workbench.shipped_codebook("wog"))
    assert any("Code some passages first" in block.value for block in opened(screen).markdown)


def test_a_draft_is_assembled_and_a_section_is_its_writer_s_once_edited(
    me: Actor, project: UUID, screen: Screen
) -> None:
    conclusions.put_proposition(
        me, project, Proposition(uuid4(), "Rapat ada.", indicator=workbench.find_code(me, project, "K2").id)
    )
    app = press(opened(screen), "Assemble a draft")
    app = press(app, "K2 Dialog \\(pertukaran informasi\\)")
    assert "Rapat ada." in html(app)
    assert any("Assembled by the program" in block.value for block in app.caption)
    app = typed(app, "Kata saya: {informants: K2} dari {excerpts: K2}.")
    assert ">1</a> dari" in html(app)
    app = press(app, "Save")
    (mine,) = (one.section for one in sections.list_sections(me, project) if one.section.part == "code")
    assert not mine.assembled
    assert sections.section_text(me, project, mine.id).text == "Kata saya: {informants: K2} dari {excerpts: K2}."


def test_words_that_are_not_saved_are_still_there_after_looking_elsewhere(
    me: Actor, project: UUID, screen: Screen
) -> None:
    one = section(me, project, "Satu.", "Satu")
    section(me, project, "Dua.", "Dua")
    app = typed(opened(screen, section=str(one)), "Satu, lalu lebih.")
    app = press(app, "Dua")
    assert app.text_area[0].value == "Dua."
    app = press(app, "Satu")
    assert app.text_area[0].value == "Satu, lalu lebih."
    assert stored(me, project, one).text == "Satu."
    app = press(app, "Discard changes")
    assert app.text_area[0].value == "Satu."


def test_where_somebody_was_first_both_texts_stand_on_the_page_until_one_is_chosen(
    me: Actor, project: UUID, screen: Screen
) -> None:
    one = section(me, project, "Dahulu.")
    app = typed(opened(screen, section=str(one)), "Punya saya.")
    sections.write_section(me, project, one, heading="Hasil", level=1, text="Punya orang lain.")
    app = press(app, "Save")
    assert stored(me, project, one).text == "Punya orang lain."
    assert "Punya orang lain." in html(app)
    assert app.text_area[0].value == "Punya saya."
    app = press(press(app, "Keep mine"), "Save")
    assert stored(me, project, one).text == "Punya saya."


def test_a_sentence_that_no_longer_holds_says_what_changed_until_it_is_confirmed(
    me: Actor, project: UUID, screen: Screen
) -> None:
    one = section(me, project, "Ada {excerpts: K2} kutipan. Lain {sources}.")
    coding = workbench.find_excerpts(me, project, workbench.codings.Query())[0].coding
    workbench.recode(me, project, coding.id, workbench.find_code(me, project, "K1").id)
    app = opened(screen, section=str(one))
    assert "<s>2</s> → 1" in html(app)
    assert "Ada 1 kutipan." in html(app)
    app = press(app, "Checked: it still holds")
    assert "<s>2</s>" not in html(app)
    assert not sections.list_sections(me, project)[0].stale


def test_a_chosen_field_is_put_where_the_braces_stand(me: Actor, project: UUID, screen: Screen) -> None:
    one = section(me, project, "Awal.")
    app = typed(opened(screen, section=str(one)), "Ada {} di sini.")
    app = press(app, "Insert")
    assert app.text_area[0].value == "Ada {informants} di sini."
    assert ">1</a> di sini" in html(app) or ">1</span> di sini" in html(app)


def test_what_people_wrote_and_what_can_not_be_read_is_shown_as_words(me: Actor, project: UUID, screen: Screen) -> None:
    one = section(me, project, f"{HOSTILE} {{proposition: ffffffff}} {{x", HOSTILE)
    app = opened(screen, section=str(one))
    assert HOSTILE in html(app)
    assert "<img" not in "\n".join(block.proto.body for block in app.get("html"))
    assert "leads to nothing" in html(app)
    assert "never closed" in html(app)


def test_the_file_is_made_and_then_downloaded(me: Actor, project: UUID, screen: Screen) -> None:
    section(me, project, "Ada {excerpts: K2}.")
    app = press(opened(screen, view="take"), "Make the file")
    assert [one.label for one in app.get("download_button")] == ["Download DOCX"]


def test_the_file_has_the_transcripts_and_the_trail_where_they_are_wanted(
    me: Actor, project: UUID, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = []

    def made(*_who: object, **how: object) -> bytes:
        wanted.append(how)
        return b"PK"

    monkeypatch.setattr(report_taking, "export_report", made)
    app = opened(screen, view="take")
    app.toggle(key="report-transcripts").set_value(True)
    app.toggle(key="report-trail").set_value(True)
    press(app, "Make the file")
    (how,) = wanted
    annexed = how["annexed"]
    assert isinstance(annexed, Annexes)
    assert annexed.transcripts
    assert annexed.trail
    trail = annexed.trail("id", workbench.project(me, project).rev)
    assert isinstance(trail, Part)
    assert [column.heading for column in trail.columns] == ["Tanggal", "Pelaku", "Keputusan", "Alasan", "Objek"]
    assert trail.rows[0][2] == "membuat proyek"
    assert trail.rows[-1][2] == "mengode 2 bagian di “W1”"


def test_cancelling_while_the_file_is_made_keeps_no_file_and_begins_no_other(
    me: Actor, project: UUID, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    section(me, project, "Ada {excerpts: K2}.")

    def stopped(*_who: object, progress: Callable[[float, str], None], **_how: object) -> bytes:
        progress(0.5, "Hasil")
        # What pressing the button does: the run ends where it next tells how far it is.
        st.stop()

    with monkeypatch.context() as patched:
        patched.setattr(report_taking, "export_report", stopped)
        app = press(opened(screen, view="take"), "Make the file")
        assert [one.label for one in app.button if one.key == "report-cancel"] == ["Cancel"]
        app = press(app, "Cancel")
    assert not app.get("download_button")
    assert not [one for one in app.button if one.key == "report-cancel"]
    app = press(app, "Make the file")
    assert [one.label for one in app.get("download_button")] == ["Download DOCX"]
