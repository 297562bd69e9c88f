"""Displays of a small study, against a count by hand; every number finds exactly what it counts."""

import plotly.graph_objects as go
import pytest

from coding import workbench
from coding.display import KINDS
from coding.errors import DisplayOptionInvalid, DisplayUnknown, NoBrowser, ProjectNotFound
from coding.model import Query, Question
from coding.ui.display_words import KIND_WORDS, OPTION_WORDS, VALUE_WORDS
from coding.workbench import browsers, displays
from coding.workbench.display_tables import COUNTS

# (informant, kind) → what is coded: code and how many words of the interview.
SAID = {("IK-1", "kunci"): ["K1", "K1", "K2"], ("IK-2", "kunci"): ["K1"], ("IU-1", "utama"): []}


@pytest.fixture
def talked(study):
    """Three informants, two of a kind; the third says nothing; one excerpt belongs to nobody."""
    text = study.source.text
    at = text.index("Ada rapat")
    for (key, kind), codes in SAID.items():
        case = study.add_case(key, jenis=kind)
        source = study.add_source(f"W {key}", case=case.id)
        for number, code in enumerate(codes):
            study.code(code, at, at + len("Ada rapat, tapi belum"[: 3 + 6 * number]), source=source.id)
    study.code("K3", at, at + 3)
    return study


def drawn(study, kind, text="", **options):
    where = workbench.read_query(study.owner, study.id, text) if text else None
    return displays.draw_display(study.owner, study.id, kind, Query(where=where), options=options)


def shown(picture):
    """Row → the numbers, in the order of the picture."""
    sheet = picture.sheet
    return {row.label: list(cells) for row, cells in zip(sheet.rows, sheet.cells, strict=True)}


def found(study, ask, text=""):
    """The excerpts that a number opens, as the page asks for them."""
    together = displays.narrow_query(study.owner, study.id, [text, ask])
    where = workbench.read_query(study.owner, study.id, together)
    return workbench.find_excerpts(study.owner, study.id, Query(where=where))


def test_codes_by_informants_are_what_was_counted_by_hand(talked):
    picture = drawn(talked, "code-case-heatmap")
    assert [one.label for one in picture.sheet.columns] == ["IK-1", "IK-2", "IU-1"]
    assert shown(picture) == {"K1": [2, 1, 0], "K2": [1, 0, 0], "K3": [0, 0, 0]}
    assert shown(drawn(talked, "code-case-heatmap", unit="informants")) == {
        "K1": [1, 1, 0],
        "K2": [1, 0, 0],
        "K3": [0, 0, 0],
    }
    assert shown(drawn(talked, "code-case-heatmap", unit="words"))["K1"] == [1 + 2, 1, 0]


def test_codes_by_kinds_of_informants_sources_and_coders(talked):
    by_kind = drawn(talked, "code-case-heatmap", by="case.jenis", unit="informants")
    assert [(one.label, one.size) for one in by_kind.sheet.columns] == [("kunci", 2), ("utama", 1)]
    assert shown(by_kind)["K1"] == [2, 0]
    assert shown(drawn(talked, "code-case-heatmap", by="coders")) == {"K1": [3], "K2": [1], "K3": [1]}
    assert sum(map(sum, shown(drawn(talked, "code-case-heatmap", by="sources")).values())) == 5


@pytest.mark.parametrize("by", ["cases", "sources", "coders", "case.jenis"])
@pytest.mark.parametrize("text", ["", "words:rapat OR words:tapi"])
def test_every_number_of_the_heatmap_opens_exactly_the_excerpts_it_counts(talked, by, text):
    sheet = drawn(talked, "code-case-heatmap", text, by=by).sheet
    asked = [(sheet.ask(row, at), count) for row, cells in enumerate(sheet.cells) for at, count in enumerate(cells)]
    for ask, count in asked:
        assert (len(found(talked, ask, text)) if ask else 0) == count


def test_what_belongs_to_no_informant_is_told_not_counted(talked):
    (notice,) = drawn(talked, "code-case-heatmap").sheet.notices
    assert notice.values == {"n": "1"}
    assert drawn(talked, "code-case-heatmap", by="sources").sheet.notices == []


def test_a_picture_says_what_it_rests_on_and_is_drawn_anew_when_that_changes(talked):
    picture = drawn(talked, "code-case-heatmap")
    assert (picture.excerpts, picture.informants, picture.of, picture.codebook) == (5, 2, 3, 1)
    assert drawn(talked, "code-case-heatmap") is picture
    talked.code("K3", 3, 9)
    assert drawn(talked, "code-case-heatmap").excerpts == 6


def test_what_there_is_not_is_refused_with_what_there_is(talked):
    with pytest.raises(DisplayUnknown, match="code-case-heatmap"):
        drawn(talked, "pie")
    with pytest.raises(DisplayOptionInvalid, match="segments, informants, words"):
        drawn(talked, "code-case-heatmap", unit="percent")
    with pytest.raises(DisplayOptionInvalid):
        drawn(talked, "code-case-heatmap", colour="red")


def test_a_stranger_finds_no_display(talked, stranger):
    with pytest.raises(ProjectNotFound):
        displays.draw_display(stranger, talked.id, "code-case-heatmap", Query())
    with pytest.raises(ProjectNotFound):
        displays.export_display(stranger, talked.id, "code-case-heatmap", Query(), format="xlsx")


def test_queries_are_put_together_without_changing_what_they_mean(talked):
    narrow = lambda *texts: displays.narrow_query(talked.owner, talked.id, texts)  # noqa: E731
    assert narrow("K1 OR K2", "=K1 AND case:A") == "(K1 OR K2) AND =K1 AND case:A"
    assert narrow("=K1 AND case:A", "=K1") == "=K1 AND case:A"
    assert narrow("", " ") == ""


def test_a_table_and_a_page_are_taken_away_without_a_browser(talked, monkeypatch):
    monkeypatch.setattr(browsers, "find", lambda: None)
    args = (talked.owner, talked.id, "code-case-heatmap", Query())
    assert displays.export_display(*args, format="xlsx").startswith(b"PK")
    page = displays.export_display(*args, format="html", title="Kode").decode()
    assert "5 kutipan, 2 dari 3 informan" in page
    for form in ("svg", "png"):
        with pytest.raises(NoBrowser):
            displays.export_display(*args, format=form)


def test_frequencies_are_informants_of_all_and_excerpts(talked):
    assert shown(drawn(talked, "code-frequencies")) == {"K1": [2, 3, 3], "K2": [1, 3, 1], "K3": [0, 3, 1]}
    assert shown(drawn(talked, "code-frequencies", unit="words"))["K1"] == [2, 3, 3, 4]
    sheet = drawn(talked, "code-frequencies").sheet
    for row, cells in enumerate(sheet.cells):
        excerpts = found(talked, sheet.ask(row, 2))
        assert len(excerpts) == cells[2]
        assert len({one.case_key for one in excerpts} - {None}) == cells[0]


def test_informants_are_counted_of_those_who_were_asked_or_spoke_of_it(talked):
    guide = [Question("Ada rapat?", (talked.codes["K1"],), ("utama",)), Question("Siapa?", (talked.codes["K3"],))]
    workbench.put_questions(talked.owner, talked.id, guide)
    assert {row: cells[:2] for row, cells in shown(drawn(talked, "code-frequencies")).items()} == {
        "K1": [2, 3],
        "K2": [1, 1],
        "K3": [0, 3],
    }


@pytest.fixture
def stated(talked):
    """Somebody says once that K1 exists and once that it is absent."""
    mine = [one for one in found(talked, "=K1") if one.case_key == "IK-1"]
    for one, status in zip(mine, ("exists", "absent"), strict=True):
        workbench.qualify(talked.owner, talked.id, [one.coding.id], {"status": status})
    return talked


def test_what_exists_but_not_as_it_should_stands_as_limited_and_opens_its_excerpts(stated):
    there = next(one for one in found(stated, "status:exists"))
    workbench.qualify(stated.owner, stated.id, [there.coding.id], {"limited": True})
    for text in ("", "=K1", "words:ada"):
        sheet = drawn(stated, "status-bars", text).sheet
        assert list(sheet.cells[0])[:2] == [0, 1]
        (only,) = found(stated, sheet.ask(0, 1), text)
        assert only.coding.id == there.coding.id


@pytest.mark.parametrize("by", ["all", "case.jenis"])
def test_every_part_of_a_status_bar_opens_exactly_what_it_counts(stated, by):
    sheet = drawn(stated, "status-bars", by=by).sheet
    assert sum(map(sum, sheet.cells)) == (5 if by == "all" else 4)
    for row, cells in enumerate(sheet.cells):
        for at, count in enumerate(cells):
            ask = sheet.ask(row, at)
            assert (len(found(stated, ask)) if ask else 0) == count


def test_statuses_stand_by_kind_of_informant_to_begin_with(stated):
    sheet = drawn(stated, "status-bars").sheet
    assert [(one.group, one.label, one.size) for one in sheet.rows[:2]] == [
        ("K1 Kode K1", "kunci", 2),
        ("K1 Kode K1", "utama", 1),
    ]
    assert list(sheet.cells[0]) == [1, 0, 0, 0, 1, 0, 1]


def test_saturation_follows_the_interviews_and_leaves_out_what_nobody_has_coded_yet(talked):
    picture = drawn(talked, "saturation", sequence="name")
    assert {name: cells[:2] for name, cells in shown(picture).items()} == {
        "W1": [1, 1],
        "W IK-1": [2, 3],
        "W IK-2": [0, 3],
    }
    assert picture.sheet.notices[0].values == {"names": "W IU-1"}
    for row, cells in enumerate(picture.sheet.cells):
        for at in (0, 1):
            ask = picture.sheet.ask(row, at)
            codes = {one.coding.code for one in found(talked, ask)} if ask else set()
            assert len(codes) == cells[at]


def test_every_kind_is_counted_and_drawn_and_has_words_on_the_screen(talked):
    assert list(KINDS) == list(COUNTS) == list(KIND_WORDS)
    for kind, one in KINDS.items():
        assert drawn(talked, kind).figure.data
        for option in one.options:
            assert option.name in OPTION_WORDS
            assert all(value in VALUE_WORDS or value.isdecimal() for value in option.values)


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_study_without_codings_has_a_picture_without_marks(study, kind):
    assert drawn(study, kind).excerpts == 0


@pytest.mark.parametrize("kind", list(KINDS))
def test_plotly_knows_all_that_a_figure_says(talked, kind):
    # Figures are made without plotly looking them over; made anew from what they say, they are.
    go.Figure(drawn(talked, kind).figure.to_dict())


def test_profiles_and_likeness_of_informants_open_what_they_count(talked):
    profiles = drawn(talked, "case-profiles").sheet
    asked = [
        (profiles.ask(row, at), count) for row, cells in enumerate(profiles.cells) for at, count in enumerate(cells)
    ]
    assert sorted(count for _ask, count in asked if count) == [1, 3]
    for ask, count in asked:
        assert (len(found(talked, ask)) if ask else 0) == count
    alike = drawn(talked, "case-similarity").sheet
    at = {row.label: number for number, row in enumerate(alike.rows)}
    assert set(at) == {"IK-1", "IK-2"}
    assert alike.cells[at["IK-1"]][at["IK-2"]] == "1/2"
    assert len(found(talked, alike.ask(at["IK-1"], at["IK-2"]))) == 4


def test_excerpts_per_thousand_words_are_of_the_informants_own_interviews(talked):
    words = {one.name: one.words for one in workbench.list_sources(talked.owner, talked.id)}
    rates = drawn(talked, "case-profiles", unit="rate").sheet
    assert sum(rates.cells[0]) == pytest.approx(3 * 1000 / words["W IK-1"])
