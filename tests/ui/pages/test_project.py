"""The project page, without a browser: going on, what is left, what was done last; own project, practice, backup."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Source
from coding.store import store as opened
from coding.store.rolling import roll
from coding.ui import happenings, running, words
from coding.workbench import Actor, NewCoding
from tests.ui.pages.hands import Screen, html, press

TALK = "Satu dua.\nTiga empat.\nLima enam.\n"


def bring(me: Actor, project: UUID, name: str, kind: str = "interview") -> UUID:
    lines = tuple(at for at in range(len(TALK)) if at == 0 or TALK[at - 1] == "\n")
    found = workbench.import_source(me, project, Source(name, TALK, kind=kind, lines=lines), 6).id
    assert found
    return found


@pytest.fixture
def project(me: Actor) -> UUID:
    return workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id


def texts(app: AppTest) -> list[str]:
    assert not app.exception
    return [block.value for block in app.text]


def test_a_project_without_transcripts_leads_to_the_page_that_brings_them(project: UUID, screen: Screen) -> None:
    app = screen("project").run()
    assert not app.exception
    assert next(button.label for button in app.button if button.proto.type == "primary") == "Add transcripts"


def test_the_first_source_to_begin_with_is_an_interview(me: Actor, project: UUID, screen: Screen) -> None:
    bring(me, project, "A-dokumen", "document")
    bring(me, project, "W1")
    assert "W1" in texts(screen("project").run())


def test_going_on_names_source_line_code_and_how_far_it_is_read(me: Actor, project: UUID, screen: Screen) -> None:
    source = bring(me, project, "W1")
    code = workbench.find_code(me, project, "K3").id
    workbench.keep_place(me, project, source, offset=TALK.index("Tiga"), read_to=len(TALK) // 2, code=code)
    app = screen("project").run()
    assert "W1 · line 2 · K3 Joint planning · 48% read" in texts(app)


def test_the_number_of_codings_leads_to_them(me: Actor, project: UUID, screen: Screen) -> None:
    source = bring(me, project, "W1")
    workbench.code(me, project, source, [NewCoding(workbench.find_code(me, project, "K3").id, 0, 4)])
    links = {link.proto.label: link.proto.page for link in screen("project").run().get("page_link")}
    assert links["1 coding"] == "excerpts"


def test_what_is_left_links_to_every_unfinished_source(me: Actor, project: UUID, screen: Screen) -> None:
    first, _second = bring(me, project, "W1"), bring(me, project, "W2")
    workbench.finish(me, project, first)
    app = screen("project").run()
    assert "1 of 2 sources are finished" in texts(app)
    links = [block.proto.query_string for block in app.get("page_link")]
    assert [link for link in links if "source=" in link] == ["source=W2"]


def test_what_was_done_last_is_one_line_each_and_a_name_is_no_markup(me: Actor, project: UUID, screen: Screen) -> None:
    source = bring(me, project, "<img src=x>")
    workbench.code(me, project, source, [NewCoding(workbench.find_code(me, project, "K1").id, 0, 4)])
    told = html(screen("project").run())
    assert "coded 1 passage in “&lt;img src=x&gt;”" in told
    assert "<img" not in told


def test_only_the_practice_project_can_be_reset_and_only_after_a_question(
    me: Actor, project: UUID, screen: Screen
) -> None:
    assert not any(button.label == "Reset the practice project" for button in screen("project").run().button)
    workbench.create_practice(me, concluded=False)
    app = screen("project").run()
    app.query_params["project"] = str(workbench.list_projects(me)[0].id)
    app.run()
    assert any("Bring the practice project back" in block.value for block in app.markdown)
    assert any(button.label == "Reset the practice project" for button in app.button)


def test_an_own_project_asks_name_codebook_and_files_and_the_files_go_to_the_preview(
    me: Actor, project: UUID, screen: Screen
) -> None:
    app = screen("project").run()
    app.text_input(key="own-name").set_value("Skripsi saya")
    app.selectbox(key="own-book").set_value("empty")
    app.file_uploader(key="own-files").set_value([("W1.txt", b"P: Ya?\nN: Ya.\nP: Ya?\nN: Ya.\n", "text/plain")])
    app.run()
    press(app, "Start")
    made = workbench.pick_project(me, "Skripsi saya")
    assert workbench.codebook(me, made.id).codes == ()
    assert workbench.list_sources(me, made.id) == []
    app.switch_page("pages/transcript.py").run()
    assert any(button.label == "Add 1 file to the project" for button in app.button)


def test_a_name_that_is_missing_is_told_in_a_sentence(project: UUID, screen: Screen) -> None:
    app = press(screen("project").run(), "Start")
    assert [block.value for block in app.error] == [words.plain("A name is needed.")]


def test_a_backup_can_be_saved_and_opened_again(me: Actor, project: UUID, screen: Screen) -> None:
    app = press(screen("project").run(), "Make a backup now")
    assert not app.exception
    data = app.session_state["backup_ready"][1]
    chooser = next(box for box in app.file_uploader if box.label == "Open a backup as a project")
    chooser.set_value([("b.zip", data, "application/zip")]).run()
    press(app, "Open this backup")
    assert [one.name for one in workbench.list_projects(me)] == ["MPP", "MPP (2)"]


def test_a_project_is_duplicated_under_a_name_and_opened(me: Actor, project: UUID, screen: Screen) -> None:
    app = screen("project").run()
    app.text_input(key="duplicate-name").set_value("Percobaan").run()
    assert press(app, "Duplicate the project").title[0].value == "Percobaan"
    assert {one.name for one in workbench.list_projects(me)} == {"MPP", "Percobaan"}


def test_a_project_is_opened_as_a_copy_has_it(me: Actor, project: UUID, screen: Screen) -> None:
    bring(me, project, "W1")
    assert roll(me.store, datetime.now(UTC))
    bring(me, project, "W2")
    app = press(screen("project").run(), "Open as a project of its own")
    [name] = [one.name for one in workbench.list_projects(me) if one.id != project]
    assert name.startswith("MPP (")
    assert "\\" not in name
    assert "0 of 1 source is finished" in texts(app)


def test_a_damaged_file_is_told_and_a_copy_takes_its_place(me: Actor, project: UUID, screen: Screen) -> None:
    assert roll(me.store, datetime.now(UTC))
    file = me.store.path
    assert file
    me.store.close()
    opened._opened.pop(f"sqlite:///{file.resolve()}")
    with file.open("r+b") as raw:
        raw.seek(40_000)
        raw.write(b"\xa5" * 6000)
    app = screen().run()
    assert not app.exception
    assert "is damaged" in app.error[0].value
    app = press(app, "Go on from this copy")
    assert not app.error
    assert [one.name for one in workbench.list_projects(workbench.open_desk(str(file)).me())] == ["MPP"]


def test_file_and_folder_are_named_apart_and_a_url_never_shows_its_password(
    me: Actor, project: UUID, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = [block.value for block in screen("project").run().code]
    assert shown[-1] == "simpul.db"
    assert running.here().place == f"{shown[-2]}/simpul.db"
    secret = running.Here("postgresql+psycopg://team:rahasia@db/simpul", "", running.here().sessions)
    assert "rahasia" not in secret.place


def test_a_time_today_is_the_hour_alone_and_a_year_is_named_only_where_it_is_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(happenings, "language", lambda: "id")
    now = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
    shown = [
        happenings.when(datetime(*at, tzinfo=UTC), "Asia/Jakarta", now)
        for at in ((2026, 11, 25, 2, 5), (2026, 11, 24, 2, 5), (2025, 8, 1, 2, 5))
    ]
    assert shown == ["09.05", "24 Nov 09.05", "1 Agu 2025 09.05"]
