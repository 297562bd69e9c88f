"""Plain text stays as it stands."""

from hypothesis import given
from hypothesis import strategies as st

from coding.transcript import txt
from coding.transcript.txt import read


def test_newlines_become_one_kind_and_nothing_else_changes() -> None:
    text = "\ufeffP: halo\r\nI: <i>ya</i> <n(heute Łąkie)> <=> <[?]> \tx\rP: e\u0301\n\n"
    rendered = read(text.encode())
    assert rendered.text == "P: halo\nI: <i>ya</i> <n(heute Łąkie)> <=> <[?]> \tx\nP: e\u0301\n\n"
    assert (rendered.format, rendered.version, rendered.turns) == ("txt", txt.VERSION, None)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), min_size=3))
def test_any_text_comes_back_whole(text: str) -> None:
    assert read(b"\xef\xbb\xbf" + text.encode()).text == text
