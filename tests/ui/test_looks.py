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
