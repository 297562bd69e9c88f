from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.codebook import check, make_key
from coding.model import Code, Codebook


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Joint planning", (), "JP"),
        ("Kedekatan dan pelibatan", (), "KP"),
        ("Taking into account", (), "TIA"),
        ("Hambatan", (), "HAM"),
        ("MPP", (), "MPP"),
        ("datanya kan beda semua itu jadi kami bingung", (), "DKBS"),
        ("dan", (), "DAN"),
        ("…", (), "C"),
        ("Joint planning", ("jp",), "JP2"),
        ("Joint planning", ("JP", "jp2"), "JP3"),
        ("K2", ("K2",), "K2.2"),
    ],
)
def test_keys_come_from_names(name: str, taken: tuple[str, ...], key: str) -> None:
    assert make_key(name, taken) == key


@given(st.lists(st.text(max_size=30), max_size=8))
def test_made_keys_are_sound_and_never_repeat(names: list[str]) -> None:
    keys: list[str] = []
    for name in names:
        keys.append(make_key(name, keys))
    assert len({key.casefold() for key in keys}) == len(keys)
    for key in keys:
        check(Codebook((Code(UUID(int=1), key, {"id": "x"}),)))
