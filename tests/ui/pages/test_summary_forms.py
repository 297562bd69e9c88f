"""Summary forms on the page of the reduction, without a browser."""

from dataclasses import replace
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import FormField, Question, Source, Summary
from coding.ui import session
from coding.workbench import Actor, Decided, NewCoding
from tests.ui.pages.hands import Screen, html, press

HOSTILE = '![x](http://attacker.example/a.png) <img src=x onerror="alert(1)">'
TALK = f"Kami rapat setiap Senin. Belum ada aplikasi bersama. {HOSTILE}"


class Study:
    """Two interviews, one of them with two coded passages, and a letter."""

    def __init__(self, me: Actor) -> None:
        self.me = me
        self.project = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
        self.codes = {code.key: code.id for code in workbench.codebook(me, self.project).codes}
        self.source, _ = (self.add(name, TALK) for name in ("W1", "W2"))
        self.paper = self.add("Surat", "Perihal: rapat")
        workbench.edit_source(me, self.project, self.paper, kind="document")

    def add(self, name: str, text: str) -> UUID:
        id_ = workbench.import_source(self.me, self.project, Source(name, text, lines=(0,)), len(text.split())).id
        assert id_
        return id_

    def code(self, key: str, words: str) -> UUID:
        at = TALK.index(words)
        wanted = [NewCoding(self.codes[key], at, at + len(words))]
        return workbench.code(self.me, self.project, self.source, wanted)[0].id

    def stored(self, source: UUID | None = None) -> Summary:
        return workbench.summary_of(self.me, self.project, source or self.source).summary

    def write(self, **texts: str) -> Summary:
        return workbench.put_summary(self.me, self.project, replace(self.stored(), texts=texts))


@pytest.fixture
def study(me: Actor) -> Study:
    return Study(me)


def opened(screen: Screen, source: str = "") -> AppTest:
    app = screen("reduction")
    app.query_params["view"] = "forms"
    if source:
        app.query_params["source"] = source
    app.run()
    assert not app.exception
    return app


def area(app: AppTest, label: str) -> object:
    return next(one for one in app.text_area if one.label == label)


def write(app: AppTest, label: str, words: str) -> AppTest:
    app = area(app, label).set_value(words).run()  # type: ignore[attr-defined]
    assert not app.exception
    return app


THEMES = "**Isu atau tema pokok dari kontak ini**"
NEXT = "**Pertanyaan baru untuk kontak berikutnya**"


def test_the_list_says_who_has_a_form_and_opens_one(study: Study, screen: Screen) -> None:
    app = opened(screen)
    assert any("Write a form soon" in one.value for one in app.text)
    app = press(app, "W1")
    app = write(app, THEMES, "Rapat")
    app = press(app, "All sources")
    assert [one.value for one in app.caption if "written by" in one.value]
    assert len([one for one in app.caption if "no form yet" in one.value]) == 2
    app.text_input(key="forms-words").set_value("rapat").run()
    assert [one.label for one in app.button if one.label in ("W1", "W2", "Surat")] == ["W1"]


def test_what_is_written_is_stored_when_the_field_is_left_and_stays_when_moving_on(
    study: Study, screen: Screen
) -> None:
    app = opened(screen, "W1")
    app = write(app, THEMES, HOSTILE)
    assert study.stored().texts == {"themes": HOSTILE}
    area(app, NEXT).set_value("Anggaran?")  # type: ignore[attr-defined]
    app = press(app, "On")
    assert study.stored().texts == {"themes": HOSTILE, "next": "Anggaran?"}
    assert app.query_params["source"] == "W2"
    assert area(app, THEMES).value == ""  # type: ignore[attr-defined]
    app = press(app, "Back")
    assert area(app, NEXT).value == "Anggaran?"  # type: ignore[attr-defined]
    assert "<img src=x" not in html(app)


def test_each_question_of_the_guide_takes_an_answer(study: Study, screen: Screen) -> None:
    app = opened(screen, "W1")
    assert any("no questions yet" in one.value for one in app.caption)
    workbench.put_questions(study.me, study.project, [Question("Ada rapat?"), Question("Siapa hadir?")])
    app = opened(screen, "W1")
    write(app, "2\\. Siapa hadir?", "Kepala dinas")
    assert study.stored().answers == {"Siapa hadir?": "Kepala dinas"}


def test_an_excerpt_becomes_a_point_with_its_statement_and_code(study: Study, screen: Screen) -> None:
    kept, other = study.code("K2", "Kami rapat setiap Senin."), study.code("K3", "Belum ada aplikasi bersama.")
    workbench.reduce(study.me, study.project, [Decided(kept, "kept", "Rapat mingguan")])
    app = opened(screen, "W1")
    app = app.button(key=f"forms-take-{kept}").click().run()
    (point,) = study.stored().points
    assert (point.text, point.about, [one.coding for one in point.excerpts]) == (
        "Rapat mingguan",
        study.codes["K2"],
        [kept],
    )
    app = write(app, "Point 1", "Rapat tiap Senin")
    app = next(one for one in app.multiselect if one.label == "Excerpts it rests on").set_value([kept, other]).run()
    app = next(one for one in app.selectbox if one.label == "Weight").set_value(4).run()
    (point,) = study.stored().points
    assert (point.text, point.weight, {one.coding for one in point.excerpts}) == ("Rapat tiap Senin", 4, {kept, other})
    workbench.uncode(study.me, study.project, [other])
    app = opened(screen, "W1")
    (chosen,) = [one for one in app.multiselect if one.label == "Excerpts it rests on"]
    assert any("no longer coded" in option for option in chosen.options)
    press(app, "Remove the point")
    assert study.stored().blank


def test_a_point_just_added_waits_for_words_and_several_keep_theirs_when_one_is_removed(
    study: Study, screen: Screen
) -> None:
    app = press(opened(screen, "W1"), "Add a point")
    assert study.stored().blank
    app = press(write(app, "Point 1", "satu"), "Add a point")
    app = write(app, "Point 2", "dua")
    assert [one.text for one in study.stored().points] == ["satu", "dua"]
    app = press(app, "Remove the point")
    assert [one.text for one in study.stored().points] == ["dua"]
    assert area(app, "Point 1").value == "dua"  # type: ignore[attr-defined]


def test_two_people_at_one_form_lose_nothing(study: Study, screen: Screen) -> None:
    app = opened(screen, "W1")
    study.write(themes="kata Rina")
    app = write(app, NEXT, "Anggaran?")
    assert study.stored().texts == {"themes": "kata Rina", "next": "Anggaran?"}
    assert area(app, THEMES).value == "kata Rina"  # type: ignore[attr-defined]
    assert not app.warning
    study.write(themes="lagi Rina")
    app = write(app, THEMES, "kata saya")
    assert study.stored().texts == {"themes": "lagi Rina"}
    assert area(app, THEMES).value == "lagi Rina"  # type: ignore[attr-defined]
    assert any("Somebody else wrote here" in one.value for one in app.warning)
    assert "kata saya" in html(app)
    app = press(app, "Put away")
    assert "kata saya" not in html(app)


def test_words_that_cannot_be_stored_stay_in_the_field_and_the_reason_is_told(study: Study, screen: Screen) -> None:
    app = write(opened(screen, "W1"), THEMES, "a\0b")
    assert app.error
    assert area(app, THEMES).value == "a\0b"  # type: ignore[attr-defined]
    app = write(app, THEMES, "ab")
    assert not app.error
    assert study.stored().texts == {"themes": "ab"}


def test_a_form_is_deleted_and_undo_brings_it_back(study: Study, screen: Screen) -> None:
    study.write(themes="Rapat")
    app = press(opened(screen, "W1"), "Delete this form")
    assert study.stored().blank
    assert area(app, THEMES).value == ""  # type: ignore[attr-defined]
    workbench.undo(study.me, study.project)
    app.run()
    assert area(app, THEMES).value == "Rapat"  # type: ignore[attr-defined]


def test_a_document_has_a_form_of_its_own_and_words_of_fields_gone_are_still_read(study: Study, screen: Screen) -> None:
    app = opened(screen, "Surat")
    assert area(app, "**Nama dan uraian dokumen**")
    study.write(themes="Rapat", next="Anggaran?")
    workbench.put_summary_fields(study.me, study.project, "contact", [FormField("themes", "Tema")])
    app = opened(screen, "W1")
    assert [one.label for one in app.text_area] == ["**Tema**"]
    assert any(one.value == "Anggaran?" for one in app.text)
    press(app, "Use the usual fields")
    assert len(workbench.summary_of(study.me, study.project, study.source).fields) == 5


def test_the_numbers_beside_a_form_lead_to_their_excerpts(study: Study, screen: Screen) -> None:
    study.code("K2", "Kami rapat setiap Senin.")
    app = opened(screen, "W1")
    (link,) = [one.proto for one in app.get("page_link") if one.proto.label.startswith("K2")]
    assert "code=K2" in link.query_string
    assert "source=W1" in link.query_string


def test_who_only_reads_sees_the_form_and_no_way_to_write(
    study: Study, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.write(themes="Rapat")
    monkeypatch.setattr(session, "may", lambda verb: False)
    app = opened(screen, "W1")
    assert area(app, THEMES).value == "Rapat"  # type: ignore[attr-defined]
    assert all(one.disabled for one in app.text_area)
    labels = {one.label for one in app.button}
    assert not labels & {"Add a point", "Delete this form", "Save the fields"}
