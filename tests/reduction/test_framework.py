"""What a summary rests on compared with what stands there now, and the layout as a project keeps it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from coding.model import Basis, Case, Cell, Code, Codebook, Grid, Question, Theme
from coding.reduction.framework import GRID_SETTING, Changed, by_guide, changed, grid, heading, kept_grid, said

ONE, OTHER = Basis(uuid4(), "Ada rapat.", {"status": "exists"}), Basis(uuid4(), "Tidak ada.", {"status": None})
NOW = datetime(2026, 1, 12, tzinfo=UTC)


def resting_on(*basis, asked=None):
    return Cell(uuid4(), uuid4(), uuid4(), "Rangkuman.", basis, uuid4(), NOW, asked)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ([OTHER, ONE], Changed()),
        ([ONE], Changed(gone=1)),
        ([ONE, OTHER, Basis(uuid4(), "Baru.")], Changed(added=1)),
        ([ONE, Basis(OTHER.coding, "Tidak.", OTHER.qualities)], Changed(reworded=1)),
        ([ONE, Basis(OTHER.coding, OTHER.quote, {"status": "absent"})], Changed(requalified=1)),
    ],
)
def test_each_way_in_which_excerpts_change_is_told_and_their_order_is_none(now, told):
    assert changed(resting_on(ONE, OTHER), now) == told
    assert bool(changed(resting_on(ONE, OTHER), now)) is (told != Changed())


def test_where_nothing_is_written_nothing_can_be_stale():
    assert not changed(None, [ONE])


def test_a_layout_comes_back_as_it_was_kept_without_doubles_and_empty_notes():
    first, second = uuid4(), uuid4()
    kept = kept_grid(Grid((first, second, first), (second,), {first: " Catatan ", second: "  "}))
    assert grid({GRID_SETTING: kept}) == Grid((first, second), (second,), {first: "Catatan"})
    assert grid({}) == Grid()


def test_a_group_is_asked_about_by_a_question_on_a_code_below_it_for_that_kind_alone():
    group = Code(uuid4(), "G", {"id": "Grup"}, codable=False)
    code = Code(uuid4(), "K", {"id": "Kode"}, parent=group.id)
    column = heading(group.id, Codebook((group, code)), [], "id")
    guide = [Question("Ada?", (code.id,), ("Kunci",))]
    asked, not_asked = Case(uuid4(), "IK", attributes={"jenis": "kunci"}), Case(uuid4(), "IA")
    assert by_guide(column, asked, guide)
    assert not by_guide(column, not_asked, guide)
    assert said(column, asked, resting_on(asked=False), (), guide) == "not asked"
    assert said(column, not_asked, None, (ONE,), guide) == "said"


def test_a_theme_counts_its_categories_and_what_is_gone_is_no_column():
    theme = Theme(uuid4(), "Tema", "theme")
    category = Theme(uuid4(), "Kategori", parent=theme.id)
    assert heading(theme.id, Codebook(()), [theme, category], "id").under == {theme.id, category.id}
    assert heading(uuid4(), Codebook(()), [theme, category], "id") is None
