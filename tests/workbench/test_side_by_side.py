"""Displays side by side: each part is what was counted by hand, all are on one scale, and marks open their part."""

import io
import re
from dataclasses import replace

import openpyxl
import pytest

from coding import workbench
from coding.display import KINDS
from coding.errors import DisplayOptionInvalid, NoBrowser, ProjectNotFound
from coding.model import Query
from coding.workbench import browsers, displays, side_by_side
from coding.workbench.splitting import SPLITS, ways_to_split

TALK = """P: Apakah ada rapat?
IK: Ada rapat koordinasi. Rapat itu tiap Senin, dan kerja sama jalan.
P: Lalu kerja sama dengan dinas lain?
IK: Belum ada kerja sama. Rapatnya juga belum.
"""
# Informant → kind, day, and what each coder gives a code.
SAID = {
    "IK-1": (
        "kunci",
        "14 Januari 2026",
        {"me": ["K1 Ada rapat", "K2 rapat koordinasi", "K1 Senin"], "Rina": ["K1 Senin"]},
    ),
    "IK-2": ("kunci", "2 Maret 2026", {"me": ["K1 kerja sama", "K3 Rapatnya"]}),
    "IU-1": ("utama", "3 Maret 2026", {"Rina": ["K2 koordinasi", "K3 rapat koordinasi"]}),
}


@pytest.fixture
def talked(study, source_builder):
    """Three informants of two kinds on days of two months, two coders; an observation of nobody, without a day."""
    rina = study.member("Rina")
    for key, (kind, day, said) in SAID.items():
        case = study.add_case(key, jenis=kind, instansi="dinas" if key == "IK-1" else "badan")
        made = replace(source_builder(f"W {key}", TALK, case.id), header={"Tanggal": day})
        source = workbench.import_source(study.owner, study.id, made, len(TALK.split()))
        for who, some in said.items():
            for one in some:
                code, _, words = one.partition(" ")
                at = TALK.index(words)
                study.code(code, at, at + len(words), by=rina if who == "Rina" else None, source=source.id)
    seen = replace(source_builder("Pengamatan", TALK), kind="observation")
    source = workbench.import_source(study.owner, study.id, seen, len(TALK.split()))
    study.code("K3", 3, 9, source=source.id)
    return study


def drawn(study, kind, by, text="", /, **options):
    where = workbench.read_query(study.owner, study.id, text) if text else None
    return side_by_side.draw_side_by_side(study.owner, study.id, kind, Query(where=where), by, options=options)


def found(study, part, ask, text=""):
    """The excerpts that a mark of a part opens, as the page asks for them."""
    together = displays.narrow_query(study.owner, study.id, [text, part.ask, ask])
    where = workbench.read_query(study.owner, study.id, together)
    return workbench.find_excerpts(study.owner, study.id, Query(where=where, whole=part.picture.sheet.whole))


def counts(split):
    """Part → (excerpts, informants, of how many)."""
    return {one.label: (one.excerpts, one.picture.informants if one.picture else 0, one.of) for one in split.parts}


def test_parts_are_what_was_counted_by_hand(talked):
    assert counts(drawn(talked, "code-frequencies", "informant-type")) == {"kunci": (6, 2, 2), "utama": (2, 1, 1)}
    assert counts(drawn(talked, "code-frequencies", "coder")) == {
        talked.owner.coder.name: (6, 2, 3),
        "Rina": (3, 2, 3),
    }
    assert counts(drawn(talked, "code-frequencies", "source-type")) == {
        "wawancara": (8, 3, 3),
        "observasi": (1, 0, 3),
    }
    by_time = drawn(talked, "code-frequencies", "time")
    assert counts(by_time) == {"2026-01": (4, 1, 3), "2026-03": (4, 2, 3)}
    assert [one.ask for one in by_time.parts] == [
        "date>=2026-01-01 AND date<2026-02-01",
        "date>=2026-03-01 AND date<2026-04-01",
    ]
    assert by_time.outside == 1
    assert counts(drawn(talked, "code-frequencies", "case.instansi")) == {"badan": (4, 2, 2), "dinas": (4, 1, 1)}


def test_the_rows_of_a_part_are_those_of_the_others_in_the_order_of_the_whole(talked):
    split = drawn(talked, "code-case-heatmap", "informant-type", order="frequency")
    labels = [one.label for one in split.whole.sheet.rows]
    assert labels == ["K1", "K3", "K2"] or labels == ["K1", "K2", "K3"]
    for one in split.parts:
        assert [row.label for row in one.picture.sheet.rows] == labels
        assert [column.label for column in one.picture.sheet.columns] == ["IK-1", "IK-2", "IU-1"]
    utama = dict(zip(labels, split.parts[1].picture.sheet.cells, strict=True))
    assert utama == {"K1": [None, None, 0], "K2": [None, None, 1], "K3": [None, None, 1]}


def axes(figure):
    return {
        name: tuple(figure.layout[name].range) for name in ("xaxis", "yaxis") if figure.layout[name].range is not None
    }


@pytest.mark.parametrize("by", ["informant-type", "coder"])
def test_every_kind_has_one_scale_over_its_parts(talked, by):
    for kind in KINDS:
        figures = [one.figure for one in drawn(talked, kind, by).pictures]
        assert len(figures) == 2
        _on_one_scale(kind, *figures)


def _on_one_scale(kind, one, other):
    mine, theirs = axes(one), axes(other)
    # Where each part has its own texts or people, it is as high, or as wide, as they are many.
    for name in {"rows": ["yaxis"], "columns": ["xaxis", "yaxis"]}.get(KINDS[kind].own, []):
        mine.pop(name, None)
        theirs.pop(name, None)
    assert mine == theirs, kind
    for trace, another in zip(one.data, other.data, strict=False):
        if trace.type == "heatmap":
            assert (trace.zmin, trace.zmax, trace.colorscale) == (another.zmin, another.zmax, another.colorscale), kind
            assert (list(trace.x), list(trace.y)) == (list(another.x), list(another.y)), kind
    if one.layout.yaxis.range is None and not KINDS[kind].own:
        names = [[list(trace.y or ()) for trace in each.data if "y" in trace] for each in (one, other)]
        assert names[0] == names[1], kind


def test_sizes_of_discs_ties_and_rings_are_on_one_scale(talked):
    one, other = drawn(talked, "code-timeline", "coder", by="codes").pictures
    sizes = {}
    for picture in (one, other):
        (trace,) = picture.figure.data
        counted = [n for cells in picture.sheet.cells for n in cells if n]
        for size, many in zip(trace.marker.size, counted, strict=True):
            sizes.setdefault(many, set()).add(round(size, 6))
    assert all(len(some) == 1 for some in sizes.values())
    assert len(sizes) > 1
    rings = [
        one.figure.data[0] for one in drawn(talked, "codebook-sunburst", "informant-type", unit="segments").pictures
    ]
    areas = [(one.domain.x[1] - one.domain.x[0]) ** 2 / sum(one.values) for one in rings]
    assert areas[0] == pytest.approx(areas[1])


@pytest.mark.parametrize("by", [*SPLITS, "case.instansi"])
def test_every_number_of_a_part_opens_exactly_its_excerpts_in_that_part(talked, by):
    for kind in ("code-case-heatmap", "status-bars", "document-portraits", "codelines"):
        for text in ("", "words:rapat OR words:kerja OR words:Senin"):
            assert _opened(talked, kind, by, text)


def _opened(talked, kind, by, text):
    opened = 0
    for part in drawn(talked, kind, by, text).parts:
        sheet = part.picture.sheet if part.picture else None
        for row, cells in enumerate(sheet.cells if sheet else ()):
            for at, count in enumerate(cells):
                ask = sheet.ask(row, at)
                if ask is not None and sheet.columns[at].ask is not None:
                    assert len(found(talked, part, ask, text)) == count
                    opened += 1
    return opened


def test_pairs_of_a_part_open_what_stands_together_in_it(talked):
    for by in SPLITS:
        split = drawn(talked, "cooccurrence-matrix", by)
        for part in split.parts:
            for row, cells in enumerate(part.picture.sheet.cells if part.picture else ()):
                for at, count in enumerate(cells[:4]):
                    segments = {
                        (one.source_name, one.coding.start, one.coding.end)
                        for one in found(talked, part, part.picture.sheet.ask(row, at))
                    }
                    assert len(segments) == count
    one, other = drawn(talked, "cooccurrence-network", "informant-type").pictures
    assert one.sheet.spots == other.sheet.spots
    assert one.sheet.communities == other.sheet.communities


def test_what_a_kind_chooses_by_itself_is_chosen_for_all_parts(talked):
    split = drawn(talked, "word-tree", "informant-type")
    (told,) = [one for one in split.notices if "word" in one.values]
    assert all(one.sheet.rows[0].label == told.values["word"] for one in split.pictures if one.sheet.rows)
    words = [[row.label for row in one.sheet.rows] for one in drawn(talked, "word-frequencies", "coder").pictures]
    assert words[0] == words[1] == [row.label for row in drawn(talked, "word-frequencies", "coder").whole.sheet.rows]
    corners = {one.sheet.corner for one in drawn(talked, "case-ordered-matrix", "informant-type").pictures}
    assert len(corners) == 1


def test_an_empty_part_and_those_beyond_six_are_told(talked):
    for number in range(8):
        talked.add_case(f"X-{number}", jenis=f"jenis {number}")
    split = drawn(talked, "code-frequencies", "informant-type")
    assert [one.label for one in split.parts if one.picture] == ["kunci", "utama"]
    assert len(split.parts) == side_by_side.MOST
    assert len(split.rest) == 10 - side_by_side.MOST
    assert all(one.excerpts == 0 for one in split.rest)


def test_a_part_of_the_query_is_a_part_of_what_it_finds(talked):
    split = drawn(talked, "code-frequencies", "informant-type", "coder:Rina")
    assert counts(split) == {"kunci": (1, 1, 2), "utama": (2, 1, 1)}


def test_by_what_can_be_split_is_said_and_what_cannot_is_refused(talked):
    assert ways_to_split(talked.owner, talked.id) == [*SPLITS, "case.instansi"]
    for wrong in ("nothing", "case.nichts", "informant"):
        with pytest.raises(DisplayOptionInvalid, match="coder, informant-type, source-type, time"):
            drawn(talked, "code-frequencies", wrong)


def test_parts_are_drawn_anew_when_something_changes(talked):
    before = drawn(talked, "code-frequencies", "coder")
    assert drawn(talked, "code-frequencies", "coder") is before
    talked.code("K3", 3, 12)
    after = drawn(talked, "code-frequencies", "coder")
    assert sum(one.excerpts for one in after.parts) == sum(one.excerpts for one in before.parts) + 1


def test_a_stranger_finds_no_parts(talked, stranger):
    with pytest.raises(ProjectNotFound):
        side_by_side.draw_side_by_side(stranger, talked.id, "code-frequencies", Query(), "coder")
    with pytest.raises(ProjectNotFound):
        side_by_side.export_side_by_side(stranger, talked.id, "code-frequencies", Query(), "coder", format="xlsx")
    with pytest.raises(ProjectNotFound):
        ways_to_split(stranger, talked.id)


def test_all_parts_are_taken_away_in_one_file(talked, monkeypatch):
    args = (talked.owner, talked.id, "code-frequencies", Query(), "informant-type")
    book = openpyxl.load_workbook(io.BytesIO(side_by_side.export_side_by_side(*args, format="xlsx")))
    assert book.sheetnames == ["kunci", "utama", "Keterangan"]
    assert [row[0].value for row in book["utama"].iter_rows(min_row=2)] == ["K1 Kode K1", "K2 Kode K2", "K3 Kode K3"]
    page = side_by_side.export_side_by_side(*args, format="html", title="Kode").decode()
    assert page.count('class="plotly-graph-div"') == 2
    assert "6 kutipan, 2 dari 2 informan" in page
    assert not re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=", page)
    monkeypatch.setattr(browsers, "find", lambda: None)
    with pytest.raises(NoBrowser):
        side_by_side.export_side_by_side(*args, format="png")


def test_what_holds_for_every_part_is_told_once(talked):
    split = drawn(talked, "word-frequencies", "coder")
    assert [one.sentence for one in split.shared] == [
        "Words are counted as they stand, whatever they mean: counts of words never replace codes."
    ]


def test_where_there_are_too_many_texts_a_part_shows_those_that_it_has(talked, source_builder):
    for number in range(20):
        workbench.import_source(talked.owner, talked.id, source_builder(f"A {number}", TALK), len(TALK.split()))
    for kind in ("codelines", "document-portraits"):
        parts = drawn(talked, kind, "informant-type").parts
        texts = [{row.group for row in one.picture.sheet.rows} for one in parts]
        assert texts == [{"W IK-1", "W IK-2"}, {"W IU-1"}], kind
