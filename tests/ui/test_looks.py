from pathlib import Path

import pytest
import streamlit as st

from coding.ui import looks


def test_no_style_makes_the_browser_look_at_the_surfaces_ancestors_at_every_insertion() -> None:
    assert ":has(" not in looks.FRAME + looks.CODING


def test_the_heading_of_numbers_stands_above_them(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(st, "html", said.append)
    looks.table(["Nama", "Segmen"], [["IK-01", 3], ["IK-02", 12]])
    assert '<th>Nama</th><th class="lk-number">Segmen</th>' in said[0]


def test_no_page_paints_with_a_colour_that_only_components_know() -> None:
    """`--st-…` is set inside a component's mount: on the page itself a heading that stays would be transparent."""
    there = Path(looks.__file__).parent
    assert [one.name for one in sorted(there.rglob("*.py")) if "var(--st-" in one.read_text(encoding="utf-8")] == []
