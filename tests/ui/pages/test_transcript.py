"""The page of transcripts, without a browser: files in, the decisions about them, sources and informants."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.errors import Conflict, FileRefused
from coding.model import Attribute, Case, Source
from coding.ui import informants, keeping, uploads
from coding.ui.uploads import Upload
from coding.workbench import Actor, Decision
from tests.ui.pages.hands import Screen, html

TALK = "Kode: IK-07\nTanggal: 3 Maret 2026\n\nP: Ada rapat?\nN: Ada, setiap Senin.\nP: Siapa?\nN: Semua.\nP: Baik.\n"
GROUP = "P: Bagaimana?\nIM-01: Lama.\nIM-02: Cepat.\nP: Ya?\nIM-01: Betul.\nIM-02: Betul juga.\nP: Baik.\nIM-01: Ya.\n"
HOSTILE = "![x](http://attacker.example/a.png)<img src=x onerror=alert(1)>"


@pytest.fixture
def project(me: Actor) -> UUID:
    return workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id


def give(app: AppTest, *files: tuple[str, str | bytes]) -> AppTest:
    loaded = [(name, text.encode() if isinstance(text, str) else text, "") for name, text in files]
    return app.file_uploader[0].set_value(loaded).run()


def press(app: AppTest, *labels: str) -> AppTest:
    return next(button for button in app.button if button.label in labels).click().run()


def read_one(name: str, text: str) -> Upload:
    one = Upload(name, text.encode())
    with workbench.Readers() as readers:
        uploads._read(readers, one)
    return one


def test_an_empty_page_says_what_belongs_here_and_shows_only_the_file_chooser(project: UUID, screen: Screen) -> None:
    app = screen("transcript").run()
    assert not app.exception
    assert any("Drop your interviews" in block.value for block in app.markdown)
    assert len(app.file_uploader) == 1
    assert not app.main.button


def test_files_are_shown_before_anything_is_stored_and_each_gets_a_result_line(
    me: Actor, project: UUID, screen: Screen
) -> None:
    app = give(screen("transcript").run(), ("W7.txt", TALK), ("lama.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99))
    assert not app.exception
    assert workbench.list_sources(me, project) == []
    assert "setiap Senin" in html(app)
    assert "3 Maret 2026" in html(app)
    assert "lama.doc" in html(app)
    press(app, "Add 1 file to the project")
    assert [one.name for one in workbench.list_sources(me, project)] == ["W7"]
    assert "W7</td><td>✓" in html(app)
    assert "lama.doc</td><td>This" in html(app)
    press(app, "Put away")
    assert "lama.doc" not in html(app)


def test_a_name_that_is_in_use_is_told_beforehand_and_the_file_stays_to_be_renamed(
    me: Actor, project: UUID, screen: Screen
) -> None:
    workbench.import_source(me, project, Source("W7", "Ya.", lines=(0,)), 1)
    app = give(screen("transcript").run(), ("W7.txt", TALK), ("W8.txt", TALK))
    told = "W7</td><td>The name “W7” is already in use here."
    assert told in html(app)
    press(app, "Add 2 files to the project")
    assert [one.name for one in workbench.list_sources(me, project)] == ["W7", "W8"]
    assert told in html(app)
    assert any(button.label == "Add 1 file to the project" for button in app.button)


def test_what_was_read_survives_another_page_and_a_cancelled_reading(project: UUID, screen: Screen) -> None:
    app = give(screen("transcript").run(), ("W7.txt", TALK))
    app.switch_page("pages/history.py").run().switch_page("pages/transcript.py").run()
    assert any(button.label == "Add 1 file to the project" for button in app.button)
    app.session_state[uploads.FILES]["more"] = Upload("W8.txt", TALK.encode())
    app.session_state[uploads.STOPPED] = True
    app.run()
    assert any("1 file is not read yet" in block.value for block in app.markdown)
    assert any(button.label == "Add 1 file to the project" for button in app.button)
    press(app, "Go on reading")
    assert any(button.label == "Add 2 files to the project" for button in app.button)


def test_names_and_words_of_files_are_never_read_as_markdown(project: UUID, screen: Screen) -> None:
    app = give(screen("transcript").run(), (f"{HOSTILE[:19]}.txt", TALK.replace("Semua", HOSTILE)))
    assert "<img" not in html(app)
    assert not any("attacker" in block.value for block in [*app.markdown, *app.caption, *app.subheader])


def test_a_refused_file_has_its_reason_and_keeps_no_bytes() -> None:
    one = read_one("pindai.pdf", "%PDF-1.4 rusak")
    assert one.reading is None
    assert isinstance(one.reason, FileRefused)
    assert one.data == b""


def test_in_a_group_every_informant_is_tied_to_a_case_of_their_own(me: Actor, project: UUID) -> None:
    one = read_one("fgd.txt", GROUP)
    one.decisions |= {label: Decision("informant") for label in ("IM-01", "IM-02")}
    one.informant, one.informants = workbench.guess_cases(workbench.decide(one.reading.source, one.decisions))
    assert one.informant == ""
    assert one.cases() == {"IM-01": "IM-01", "IM-02": "IM-02"}
    assert uploads._store(me, project, one).reason is None
    keys = {case.id: case.key for case in workbench.list_cases(me, project)}
    [source] = workbench.list_sources(me, project)
    voices = workbench.list_speakers(me, project, source.id)
    assert {voice.label: keys.get(voice.case) for voice in voices} == {"IM-01": "IM-01", "IM-02": "IM-02", "P": None}
    assert source.case is None


def test_the_one_informant_of_an_interview_gets_the_facts_of_its_header(me: Actor, project: UUID) -> None:
    one = read_one("W7.txt", TALK)
    one.decisions["N"] = Decision("informant")
    assert one.informant == "IK-07"
    assert uploads._store(me, project, one).reason is None
    [case] = workbench.list_cases(me, project)
    assert (case.key, case.attributes["tanggal"]) == ("IK-07", "3 Maret 2026")
    [source] = workbench.list_sources(me, project)
    assert source.case == case.id
    assert [v.case for v in workbench.list_speakers(me, project, source.id) if v.label == "N"] == [case.id]


def test_wrong_letters_are_read_again_in_the_encoding_a_person_chooses() -> None:
    one = Upload("latin.txt", "P: Café à côté?\nN: Di kafé.\nP: Ya?\nN: Ya.\n".encode("cp1252"))
    with workbench.Readers() as readers:
        uploads._read(readers, one)
    one.title = "Kafe"
    assert uploads.read_as(one, "cp1252") is None
    assert "Café à côté" in one.reading.source.text
    assert (one.title, one.encoding) == ("Kafe", "cp1252")
    assert uploads.read_as(one, "utf-8") is not None
    assert "Café à côté" in one.reading.source.text


def test_the_table_of_informants_saves_exactly_what_was_typed() -> None:
    case = Case(uuid4(), "IK-01", "R.", {"jenis": "kunci", "umur": "50"}, version=3)
    facts = informants.columns([case], [Attribute(uuid4(), "umur", "Usia")])
    assert list(facts) == ["jenis", "jabatan", "instansi", "tanggal", "tempat", "umur"]
    assert facts["umur"] == "Usia"
    table = informants.frame([case], facts, [])
    assert informants.changes(table, {case.id: case}) == []
    edited = table.copy()
    edited.loc[str(case.id), "fact:jabatan"] = " Kepala dinas "
    edited.loc[str(case.id), "fact:umur"] = None
    assert informants.changes(edited, {case.id: case}) == [
        replace(case, attributes={"jenis": "kunci", "jabatan": "Kepala dinas"})
    ]


def test_an_informant_whom_somebody_else_changed_first_is_not_overwritten(me: Actor, project: UUID) -> None:
    case = Case(uuid4(), "IK-01")
    workbench.put_cases(me, project, [case])
    workbench.put_cases(me, project, [replace(case, name="dari jendela lain")])
    with pytest.raises(Conflict):
        workbench.put_cases(me, project, [replace(case, name="dari sini")])
    [stored] = workbench.list_cases(me, project)
    assert informants.beside([stored], [replace(case, name="dari sini")]) == [
        ("IK-01", "Name", "dari jendela lain", "dari sini")
    ]


def test_a_line_for_each_kind_of_informant_gives_label_and_definition() -> None:
    assert informants.meanings("kunci: memimpin: semua\n\n utama \n: tanpa nama\n") == {
        "kunci": "memimpin: semua",
        "utama": "",
    }


def test_informants_are_added_described_and_removed_on_the_page(me: Actor, project: UUID, screen: Screen) -> None:
    workbench.import_source(me, project, Source("W7", "Ya.", lines=(0,)), 1)
    app = screen("transcript").run()
    app.session_state["transcript-view"] = "informants"
    app.run()
    app.text_input[0].set_value("IK-09")
    press(app, "Add")
    assert [case.key for case in workbench.list_cases(me, project)] == ["IK-09"]
    app.text_area[0].set_value("kunci: memimpin")
    press(app, "Save")
    assert workbench.list_attributes(me, project)[0].labels == {"kunci": "memimpin"}
    press(app, "Remove this informant")
    assert workbench.list_cases(me, project) == []


def test_an_emptied_cell_is_empty_and_not_a_word() -> None:
    assert [keeping.typed(cell) for cell in (" a ", None, float("nan"), "")] == ["a", "", "", ""]


def test_the_list_of_sources_can_be_narrowed_to_one_kind(me: Actor, project: UUID, screen: Screen) -> None:
    workbench.import_source(me, project, Source("W7", "Ya.", lines=(0,)), 1)
    workbench.import_source(me, project, Source("D-1", "Ya.", kind="document", lines=(0,)), 1)
    app = screen("transcript").run()
    assert list(app.dataframe[0].value["name"]) == ["D-1", "W7"]
    app.session_state["sources-kinds"] = ["document"]
    app.run()
    assert list(app.dataframe[0].value["name"]) == ["D-1"]
