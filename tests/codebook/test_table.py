import pytest

from coding.codebook import read_csv
from coding.errors import CodeParentMissing, TableInvalid


def test_names_parents_and_definitions_become_codes() -> None:
    book = read_csv("name;parent;definition\nKoordinasi;;\nDialog;koordinasi;dua arah\n", name="Kecil")
    group, code = book.codes
    assert (group.key, code.key, code.parent) == ("KOO", "DIA", group.id)
    assert code.texts == {"definition": {"id": "dua arah"}}


def test_a_parent_may_come_later_and_be_named_by_its_key() -> None:
    book = read_csv("name,key,parent\nDialog,K2,K\nKoordinasi,K,\n")
    assert [code.key for code in book.codes] == ["K", "K2"]


def test_the_header_of_taguette_is_known_and_dots_divide_nothing() -> None:
    book = read_csv("tag,description,number of highlights\nwaiting.queue,People wait,3\n", language="en")
    assert [(code.name, code.texts["definition"]) for code in book.codes] == [
        ({"en": "waiting.queue"}, {"en": "People wait"})
    ]


@pytest.mark.parametrize("text", ["", "a,b\n1,2", 'name\n"' + "x" * 200_000])
def test_a_table_without_names_is_refused(text: str) -> None:
    with pytest.raises(TableInvalid):
        read_csv(text)


def test_a_parent_that_is_nowhere_is_refused() -> None:
    with pytest.raises(CodeParentMissing):
        read_csv("name,parent\nDialog,Koordinasi\n")
