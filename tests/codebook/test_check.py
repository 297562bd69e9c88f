from dataclasses import replace
from uuid import UUID

import pytest

from coding.codebook import check, exclusions
from coding.errors import (
    CodeBeforeParent,
    CodebookInvalid,
    CodeColourWrong,
    CodeIdTwice,
    CodeInsteadMissing,
    CodeKeyTwice,
    CodeKeyWrong,
    CodeNameless,
    CodeParentMissing,
    CodeShortcutTwice,
    CodeShortcutWrong,
    CodeUnderItself,
)
from coding.model import Code, Codebook


def code(number: int, key: str, **fields: object) -> Code:
    return replace(Code(UUID(int=number), key, {"id": f"kode {key}"}), **fields)  # type: ignore[arg-type]


A, B = code(1, "K1"), code(2, "K2")


def test_a_codebook_that_holds_together_passes() -> None:
    check(Codebook((A, replace(B, parent=A.id, shortcut="2", texts={"exclude": {"id": "lain → k1\ntanpa kode"}}))))
    check(Codebook(()))


@pytest.mark.parametrize(
    ("codes", "error"),
    [
        ((A, code(2, "k1")), CodeKeyTwice),
        ((A, code(1, "K2")), CodeIdTwice),
        ((code(1, ""),), CodeKeyWrong),
        ((code(1, "two words"),), CodeKeyWrong),
        ((code(1, "K" * 41),), CodeKeyWrong),
        ((code(1, "K1", name={"id": " "}),), CodeNameless),
        ((code(1, "K1", name={}),), CodeNameless),
        ((code(1, "K1", parent=UUID(int=9)),), CodeParentMissing),
        ((code(1, "K1", parent=UUID(int=1)),), CodeUnderItself),
        ((code(1, "K1", parent=B.id), code(2, "K2", parent=A.id)), CodeUnderItself),
        ((code(1, "K1", parent=B.id), B), CodeBeforeParent),
        ((code(1, "K1", colour="blue"),), CodeColourWrong),
        ((code(1, "K1", colour="#12345"),), CodeColourWrong),
        ((code(1, "K1", shortcut="0"),), CodeShortcutWrong),
        ((code(1, "K1", shortcut="12"),), CodeShortcutWrong),
        ((code(1, "K1", shortcut="٣"),), CodeShortcutWrong),
        ((code(1, "K1", shortcut="3"), code(2, "K2", shortcut="3")), CodeShortcutTwice),
        ((code(1, "K1", texts={"exclude": {"id": "lain → K9"}}),), CodeInsteadMissing),
    ],
)
def test_each_fault_has_its_sentence_and_names_the_code(codes: tuple[Code, ...], error: type[CodebookInvalid]) -> None:
    with pytest.raises(CodebookInvalid) as caught:
        check(Codebook(codes))
    assert type(caught.value) is error
    assert caught.value.values["key"] in {code.key for code in codes}


def test_exclusions_say_which_code_to_use_instead() -> None:
    text = "rapat yang menyepakati rencana → K1\nedaran satu arah\npanah → di tengah kalimat"
    listed = list(exclusions(code(1, "K2", texts={"exclude": {"id": text}}), "id"))
    assert listed == [
        ("rapat yang menyepakati rencana", "K1"),
        ("edaran satu arah", None),
        ("panah → di tengah kalimat", None),
    ]
    assert list(exclusions(A, "id")) == []
