from dataclasses import replace
from uuid import UUID

import pytest

from coding.codebook import add, edit, move, new_code, place, read_yaml, rename
from coding.codebook.edit import with_texts
from coding.errors import CodeKeyTwice, CodeNotFound, CodeParentMissing, CodeUnderItself, NameMissing
from coding.model import arrange

BOOK = read_yaml(
    """
name: Kecil
codes:
  - {key: K, name: Koordinasi, codable: false, colour: "#0072b2"}
  - {key: K1, name: Penyertaan, parent: K}
  - {key: K2, name: Dialog, parent: K}
  - {key: I, name: Integrasi, codable: false}
"""
)
K, K1, K2, GROUP_I = BOOK.codes
NEW = UUID(int=77)


def keys(codes: object) -> list[str]:
    return [code.key for code in codes]  # type: ignore[attr-defined]


def test_a_new_code_stands_last_under_its_parent_in_its_colour_with_a_key_of_its_own() -> None:
    made = new_code(BOOK, NEW, " Joint planning ", parent=K.id, language="en", taken=["jp"])
    assert (made.key, made.name, made.colour, made.sign) == ("JP2", {"en": "Joint planning"}, "#0072b2", "JP2")
    assert keys(add(BOOK, made).codes) == ["K", "K1", "K2", "JP2", "I"]
    assert keys(BOOK.codes) == ["K", "K1", "K2", "I"]


def test_a_new_code_at_the_top_stands_at_the_end() -> None:
    assert keys(add(BOOK, new_code(BOOK, NEW, "Lain-lain")).codes)[-1] == "LL"


def test_a_blank_name_is_no_name() -> None:
    with pytest.raises(NameMissing):
        new_code(BOOK, NEW, " ")
    with pytest.raises(NameMissing):
        rename(BOOK, K1.id, "", "id")


def test_a_key_in_use_is_refused_whatever_its_case() -> None:
    with pytest.raises(CodeKeyTwice):
        edit(BOOK, K1.id, key="k2")


def test_renaming_touches_one_language() -> None:
    book = rename(BOOK, K1.id, "Taking into account", "en")
    assert book.find("K1") == replace(K1, name={"id": "Penyertaan", "en": "Taking into account"})


def test_moving_takes_what_stands_under_a_code_along() -> None:
    assert keys(move(BOOK, K.id, GROUP_I.id).codes) == ["I", "K", "K1", "K2"]
    assert keys(move(BOOK, K1.id, None).codes) == ["K", "K2", "I", "K1"]


def test_a_code_cannot_stand_under_itself_or_what_is_not_there() -> None:
    for parent in (K.id, K1.id):
        with pytest.raises(CodeUnderItself):
            place(BOOK, K.id, parent)
    with pytest.raises(CodeParentMissing):
        place(BOOK, K1.id, NEW)
    with pytest.raises(CodeNotFound):
        edit(BOOK, NEW, sign="x")


def test_the_place_is_behind_the_siblings_and_not_behind_oneself() -> None:
    assert place(BOOK, NEW, K.id) == K2.order + 1
    assert place(BOOK, K2.id, K.id) == K1.order + 1
    assert place(BOOK, NEW, K1.id) == 0


def test_arranging_puts_children_behind_parents_and_siblings_by_order() -> None:
    assert keys(arrange([K2, K1, GROUP_I, K])) == ["K", "K1", "K2", "I"]
    assert keys(arrange([replace(K1, order=9), K2, K])) == ["K", "K2", "K1"]


def test_a_text_of_one_language_leaves_the_other_alone() -> None:
    code = with_texts(with_texts(K1, "note", {"id": "a"}), "note", {"en": "b"})
    assert code.texts == {"note": {"id": "a", "en": "b"}}
