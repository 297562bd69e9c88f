"""A source imported again on its page, and what stands above its text, without a browser."""

from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.ui import again
from coding.workbench import Actor, NewCoding
from coding.workbench.importing import read_sent_again
from tests.ui.pages.hands import Screen, press

TALK = "P: Apakah ada rapat?\nIK-01: Kami rapat tiap bulan. Korodinasi sulit.\n"


@pytest.fixture
def project(me: Actor) -> UUID:
    return workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id


@pytest.fixture
def source(me: Actor, project: UUID) -> UUID:
    stored = workbench.import_source(me, project, *read_sent_again("W7.txt", TALK.encode())).id
    assert stored
    code = workbench.find_code(me, project, "K2").id
    text = workbench.load_source(me, project, stored).text
    spans = [(text.index(words), text.index(words) + len(words)) for words in ("tiap bulan", "Korodinasi")]
    workbench.code(me, project, stored, [NewCoding(code, start, end) for start, end in spans])
    return stored


def opened(me: Actor, project: UUID, screen: Screen, file: bytes) -> AppTest:
    app = screen("transcript").run()
    app.session_state[again.OPEN] = workbench.list_sources(me, project)[0]
    app.run()
    return app.file_uploader[0].set_value([("W7-baru.txt", file, "text/plain")]).run()


def said(app: AppTest) -> str:
    assert not app.exception
    return " ".join(block.value for block in [*app.markdown, *app.success, *app.error])


def test_what_a_better_file_does_is_told_first_then_done_and_can_be_taken_back(
    me: Actor, project: UUID, source: UUID, screen: Screen
) -> None:
    better = TALK.replace("Korodinasi", "Koordinasi antardinas").replace(" tiap bulan", "")
    app = opened(me, project, screen, better.encode())
    assert "is lost" in said(app)
    assert "Korodinasi" in workbench.load_source(me, project, source).text
    press(app, "Import this file")
    assert "Koordinasi antardinas" in workbench.load_source(me, project, source).text
    assert "is corrected" in said(app)
    press(app, "Undo")
    assert "Korodinasi" in workbench.load_source(me, project, source).text


def test_a_file_that_cannot_be_read_is_told_and_nothing_changes(
    me: Actor, project: UUID, source: UUID, screen: Screen
) -> None:
    app = opened(me, project, screen, b"%PDF-1.4 bukan")
    assert not app.exception
    assert app.error
    assert not any(button.label == "Import this file" for button in app.button)


def test_the_header_is_kept_as_it_is_typed(me: Actor, project: UUID, source: UUID) -> None:
    [one] = workbench.list_sources(me, project)
    workbench.edit_source(me, project, source, version=one.version, header={"Tanggal": "3 Maret 2026"})
    assert workbench.list_sources(me, project)[0].header == {"Tanggal": "3 Maret 2026"}
