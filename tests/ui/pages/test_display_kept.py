"""The page of a display that is kept, without a browser."""

from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Entry, Query
from coding.workbench import Actor, kept_displays
from tests.ui.pages.hands import Screen, press, visit


@pytest.fixture
def sqlite_target(coded_practice: str) -> str:
    return coded_practice


@pytest.fixture
def project(me: Actor) -> UUID:
    return workbench.list_projects(me)[0].id


@pytest.fixture
def kept(me: Actor, project: UUID) -> UUID:
    return kept_displays.keep_display(me, project, "checklist-matrix", "Daftar periksa", Query(), note="Artinya")


def opened(screen: Screen, **asked: str) -> AppTest:
    return visit(screen, "display", **asked)


def test_what_is_on_the_screen_is_kept_under_a_name_and_shown(me: Actor, project: UUID, screen: Screen) -> None:
    app = opened(screen, display="contrast-table")
    next(field for field in app.text_input if field.label == "Name").set_value("Dua ujung")
    press(app, "Keep")
    (one,) = kept_displays.list_displays(me, project)
    assert (one.name, one.kind) == ("Dua ujung", "contrast-table")
    assert app.query_params["kept"] == str(one.id)
    assert any(field.label == "What it shows, and what that means" for field in app.text_area)


def test_text_is_written_beside_it(me: Actor, project: UUID, kept: UUID, screen: Screen) -> None:
    app = opened(screen, kept=str(kept))
    (field,) = (one for one in app.text_area if one.label.startswith("What it shows"))
    assert field.value == "Artinya"
    field.set_value("Lain artinya")
    press(app, "Save")
    assert kept_displays.list_displays(me, project)[0].note == "Lain artinya"


def test_a_stale_one_says_so_until_it_is_confirmed(me: Actor, project: UUID, kept: UUID, screen: Screen) -> None:
    assert not opened(screen, kept=str(kept)).warning
    one = workbench.find_excerpts(me, project, Query(), limit=1)[0]
    workbench.uncode(me, project, [one.coding.id])
    app = opened(screen, kept=str(kept))
    assert "1 excerpt fewer" in app.warning[0].value
    assert not press(app, "It still holds").warning
    assert workbench.latest_events(me, project)[0].verb == "confirm_display"


def test_an_entry_is_written_beside_its_excerpts(me: Actor, project: UUID, kept: UUID, screen: Screen) -> None:
    sheet = kept_displays.kept_display(me, project, kept).picture.sheet
    place = {"row": sheet.rows[0].own, "column": sheet.columns[0].own}
    app = opened(screen, kept=str(kept), **place)
    many = len(kept_displays.entry_bases(me, project, kept, place["row"], place["column"]))
    quotes = {one.quote for one in kept_displays.entry_bases(me, project, kept, place["row"], place["column"])}
    assert many
    assert quotes <= {one.value for one in app.text}
    next(field for field in app.text_area if field.label == "Entry").set_value("Diundang, tidak diajak bicara")
    next(one for one in app.button if one.label == "Save" and "display-entry" in one.proto.form_id).click().run()
    assert not app.exception
    (entry,) = kept_displays.kept_display(me, project, kept).entries.values()
    assert (entry.text, len(entry.rests_on)) == ("Diundang, tidak diajak bicara", many)
    assert "row" not in app.query_params
    assert any("Diundang" in block.proto.body for block in app.get("html"))


def test_who_only_reads_finds_the_text_and_no_way_to_write(me: Actor, project: UUID, kept: UUID) -> None:
    reader = Actor(me.store, workbench.add_coder(me, project, "Pembaca", "reader"))
    seen = kept_displays.kept_display(reader, project, kept)
    assert seen.display.note == "Artinya"
    kept_displays.put_entry(me, project, Entry(kept, seen.picture.sheet.rows[0].own, "kunci", "Kata"))
    made = kept_displays.export_kept(me, project, kept, format="html").decode()
    assert "Artinya" in made
