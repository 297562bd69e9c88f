"""Displays kept under a name: stale exactly when what they show changes, confirmed by a recorded act."""

import hashlib
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date

from coding import workbench
from coding.errors import (
    Conflict,
    DisplayOptionInvalid,
    DisplayUnknown,
    NameMissing,
    NameTaken,
    NotFound,
    ProjectNotFound,
)
from coding.model import Entry, Query
from coding.store import displays
from coding.workbench import kept_displays
from coding.workbench.displays import draw_display
from coding.workbench.drawn_from import drawn_from


@pytest.fixture
def talked(study):
    """Two informants who both speak of K1; the second of K2, too."""
    for number, codes in enumerate((["K1"], ["K1", "K2"]), start=1):
        case = study.add_case(f"IK-{number}", jenis="kunci")
        source = study.add_source(f"W IK-{number}", case=case.id)
        for code in codes:
            study.code(code, 3, 9, source=source.id)
    return study


def keep(study, text="", name="Gambar", **more):
    where = workbench.read_query(study.owner, study.id, text) if text else None
    return kept_displays.keep_display(study.owner, study.id, "code-case-heatmap", name, Query(where=where), **more)


def seen(study, display):
    return kept_displays.kept_display(study.owner, study.id, display)


def of(study, text):
    where = workbench.read_query(study.owner, study.id, text)
    return [one.coding.id for one in workbench.find_excerpts(study.owner, study.id, Query(where=where))]


def test_what_is_kept_is_found_again_as_it_was_asked_for(talked):
    wanted = (talked.codes["K1"],)
    query = Query(codes=wanted, statuses=("none",), attributes={"jenis": ("kunci",)}, whole="turn")
    options = {"by": "case.jenis"}
    args = (talked.owner, talked.id, "code-case-heatmap", "Gambar", query)
    display = kept_displays.keep_display(*args, options=options, note=" Artinya ")
    one = seen(talked, display)
    assert one.query == query
    assert one.display.options == one.picture.options
    assert one.display.options["by"] == "case.jenis"
    assert one.display.note == "Artinya"
    assert not one.moved
    assert one.picture.sheet.cells == draw_display(talked.owner, talked.id, args[2], query, options=options).sheet.cells


def test_a_query_in_words_outlives_the_keys_of_its_codes(talked):
    display = keep(talked, "K2")
    code = workbench.codebook(talked.owner, talked.id).find("K2")
    from_before = seen(talked, display).query
    workbench.change_code(talked.owner, talked.id, replace(code, key="LAIN", name={"id": "Lain"}))
    assert seen(talked, display).query == from_before


def test_it_is_stale_when_an_excerpt_of_it_comes_goes_or_changes_and_only_then(talked):
    display = keep(talked, "K1")
    (first, _second), (other,) = of(talked, "K1"), of(talked, "K2")
    workbench.qualify(talked.owner, talked.id, [other], {"status": "absent"})
    assert not seen(talked, display).moved
    workbench.qualify(talked.owner, talked.id, [first], {"status": "absent"})
    assert seen(talked, display).moved.inside
    kept_displays.confirm_display(talked.owner, talked.id, display)
    assert not seen(talked, display).moved
    workbench.uncode(talked.owner, talked.id, [first])
    moved = seen(talked, display).moved
    assert (moved.excerpts, moved.informants, moved.table) == (-1, -1, True)


def test_another_excerpt_in_the_place_of_one_is_noticed(talked):
    display = keep(talked, "K1")
    (first, _second) = of(talked, "K1")
    source = workbench.find_excerpts(talked.owner, talked.id, Query())[0].coding.source
    workbench.uncode(talked.owner, talked.id, [first])
    talked.code("K1", 3, 9, source=source)
    moved = seen(talked, display).moved
    assert moved
    assert moved.excerpts == 0


def test_what_is_changed_and_taken_back_makes_it_fresh_again(talked):
    display = keep(talked, "K1 OR K2")
    (first, _second) = of(talked, "=K1")
    acts = (
        lambda: workbench.recode(talked.owner, talked.id, first, talked.codes["K2"]),
        lambda: workbench.qualify(talked.owner, talked.id, [first], {"status": "absent"}),
        lambda: workbench.uncode(talked.owner, talked.id, [first]),
    )
    for act in acts:
        act()
        assert seen(talked, display).moved
        workbench.undo(talked.owner, talked.id)
        assert not seen(talked, display).moved
        workbench.redo(talked.owner, talked.id)
        assert seen(talked, display).moved
        workbench.undo(talked.owner, talked.id)


def test_what_the_excerpts_of_a_query_say_is_printed_alike_on_both_databases(talked):
    (first, _second) = of(talked, "=K1")
    workbench.qualify(talked.owner, talked.id, [first], {"status": "absent", "limited": True, "weight": 2})
    told = 0
    for one in (each.coding for each in workbench.find_excerpts(talked.owner, talked.id, Query())):
        yes_or_no = ["" if each is None else str(int(each)) for each in (one.limited, one.prompted)]
        words = (
            one.id.hex,
            one.code.hex,
            one.quote,
            one.status or "",
            "" if one.weight is None else str(one.weight),
            *yes_or_no,
            one.evidence or "",
            one.speaker.hex if one.speaker else "",
        )
        told += int.from_bytes(hashlib.sha256("\x1f".join(words).encode()).digest()[:8], signed=True)
    with talked.owner.store.read(talked.id, talked.owner.id) as tx:
        assert sum(displays.contents(tx, Query()).values()) == told


def test_after_each_act_a_print_is_that_of_all_excerpts_made_anew(talked):
    def prints():
        with talked.owner.store.read(talked.id, talked.owner.id) as tx:
            said = kept_displays._contents(tx, Query())
            versions = kept_displays._sums(tx, Query())
            assert said == str(sum(displays.contents(tx, Query()).values()))
            assert versions == displays.print_of_sums(displays.sums(tx, Query()).values())
        return said, versions

    seen_before = {prints()}
    (first, second) = of(talked, "=K1")
    there = {one.coding.id: one.coding.source for one in workbench.find_excerpts(talked.owner, talked.id, Query())}
    acts = (
        lambda: workbench.qualify(talked.owner, talked.id, [first], {"status": "absent"}),
        lambda: workbench.uncode(talked.owner, talked.id, [second]),
        lambda: workbench.remove_source(talked.owner, talked.id, there[first]),
    )
    for act in acts:
        act()
        assert prints() not in seen_before
        seen_before.add(prints())


def test_in_print_it_says_what_it_asks_for_by_which_codebook_and_when_it_was_drawn(talked):
    display, everything = keep(talked, "K1 AND NOT status:absent"), keep(talked, name="Semua")
    here, book = workbench.project(talked.owner, talked.id), workbench.codebook(talked.owner, talked.id)
    one = seen(talked, display)
    day = format_date(one.picture.made.astimezone(ZoneInfo(here.time_zone)), "d MMMM y", locale="id")
    assert drawn_from(one, here, book, "id") == (
        "Kueri: kode K1 Kode K1 dan bukan status: belum atau tidak ada. "
        f"Digambar {day} dari 2 kutipan, 2 dari 2 informan; buku kode versi {book.version}."
    )
    assert drawn_from(seen(talked, everything), here, book, "en").startswith("Query: all excerpts. Drawn ")
    workbench.uncode(talked.owner, talked.id, of(talked, "K1")[:1])
    assert drawn_from(seen(talked, display), here, book, "en").endswith("It has changed since it was last confirmed.")


def test_confirming_is_an_act_of_the_history_and_is_taken_back(talked):
    display = keep(talked, "K1")
    workbench.uncode(talked.owner, talked.id, of(talked, "K1")[:1])
    kept_displays.confirm_display(talked.owner, talked.id, display)
    assert workbench.latest_events(talked.owner, talked.id)[0].verb == "confirm_display"
    workbench.undo(talked.owner, talked.id)
    assert seen(talked, display).moved


def test_names_are_needed_and_their_own(talked):
    keep(talked)
    with pytest.raises(NameTaken):
        keep(talked, name=" gambar ")
    with pytest.raises(NameMissing):
        keep(talked, name=" ")
    with pytest.raises(DisplayUnknown):
        kept_displays.keep_display(talked.owner, talked.id, "pie", "Kue", Query())


def test_text_is_written_beside_it_and_whoever_comes_second_is_told(talked):
    display = keep(talked)
    kept_displays.write_display(talked.owner, talked.id, display, note="Artinya", version=1)
    assert seen(talked, display).display.note == "Artinya"
    with pytest.raises(Conflict):
        kept_displays.write_display(talked.owner, talked.id, display, note="Lain", version=1)


def test_an_entry_by_hand_rests_on_the_excerpts_of_its_cell_and_says_when_they_change(talked):
    display = keep(talked)
    sheet = seen(talked, display).picture.sheet
    place = (sheet.rows[0].own, sheet.columns[1].own)
    entry = Entry(display, *place, "Ditulis")
    kept_displays.put_entry(talked.owner, talked.id, entry, version=0)
    mine = of(talked, "=K1 AND case:IK-2")
    there = seen(talked, display)
    assert [one.coding for one in there.entries[place].rests_on] == mine
    assert not there.changed
    with pytest.raises(Conflict):
        kept_displays.put_entry(talked.owner, talked.id, entry, version=7)
    workbench.uncode(talked.owner, talked.id, mine)
    assert seen(talked, display).changed[place].gone == 1
    kept_displays.put_entry(talked.owner, talked.id, Entry(display, *place, ""), version=1)
    assert seen(talked, display).entries == {}
    workbench.undo(talked.owner, talked.id)
    assert seen(talked, display).entries[place].text == "Ditulis"


def test_what_is_dropped_is_gone_with_its_entries_and_comes_back_with_them(talked):
    display = keep(talked)
    kept_displays.put_entry(talked.owner, talked.id, Entry(display, "/K1", "/IK-1", "Ditulis"))
    kept_displays.drop_display(talked.owner, talked.id, display)
    assert kept_displays.list_displays(talked.owner, talked.id) == []
    with pytest.raises(NotFound):
        seen(talked, display)
    workbench.undo(talked.owner, talked.id)
    assert len(seen(talked, display).entries) == 1


def test_a_stranger_finds_none(talked, stranger):
    display = keep(talked)
    with pytest.raises(ProjectNotFound):
        kept_displays.kept_display(stranger, talked.id, display)
    with pytest.raises(ProjectNotFound):
        kept_displays.put_entry(stranger, talked.id, Entry(display, "/K1", "/IK-1", "Ditulis"))


def test_a_display_kept_in_parts_stays_in_parts_and_moves_with_each_of_them(talked):
    display = keep(talked, by="informant-type")
    one = seen(talked, display)
    assert [part.label for part in one.split.parts] == ["kunci"]
    assert one.picture.options == {name: value for name, value in one.display.options.items() if name != "side-by-side"}
    assert not one.moved
    # The whole says what it said; but the parts are others.
    case = next(case for case in workbench.list_cases(talked.owner, talked.id) if case.key == "IK-2")
    workbench.put_cases(talked.owner, talked.id, [replace(case, attributes={"jenis": "utama"})])
    moved = seen(talked, display)
    assert [part.label for part in moved.split.parts] == ["kunci", "utama"]
    assert (moved.moved.excerpts, moved.moved.inside, moved.moved.table) == (0, False, True)
    kept_displays.confirm_display(talked.owner, talked.id, display)
    assert not seen(talked, display).moved
    page = kept_displays.export_kept(talked.owner, talked.id, display, format="html").decode()
    assert page.count('class="plotly-graph-div"') == 2
    with pytest.raises(DisplayOptionInvalid):
        keep(talked, name="Lain", by="nothing")
