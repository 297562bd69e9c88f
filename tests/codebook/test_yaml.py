from contextlib import suppress
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.codebook import check, read_yaml, write_yaml
from coding.errors import (
    CodebookField,
    CodebookFieldTwice,
    CodebookInvalid,
    CodebookReference,
    CodebookSyntax,
    CodebookTooLarge,
    CodebookUnknownField,
    CodeKeyTwice,
    CodeParentMissing,
    CodeUnderItself,
)
from coding.model import TEXT_FIELDS, Code, Codebook

SMALL = """
name: Kecil
language: id
codes:
  - key: K
    name: {id: Koordinasi, en: Coordination}
    codable: false
    colour: "#0072b2"
  - key: K2
    parent: k
    name: Dialog
    shortcut: 2
    exclude:
      - text: {id: satu arah, en: one way}
      - text: {id: menyepakati rencana, en: settles a plan}
        instead: K
    stems:
      id: [rapat*, "*koordinas*"]
"""


def test_a_short_file_is_read_with_what_it_leaves_out_supplied() -> None:
    group, code = read_yaml(SMALL).codes
    assert (group.codable, code.codable) == (False, True)
    assert code.parent == group.id
    assert (code.colour, code.sign, code.shortcut, code.order) == ("#0072b2", "K2", "2", 1)
    assert code.name == {"id": "Dialog"}
    assert code.texts["exclude"] == {
        "id": "satu arah\nmenyepakati rencana → K",
        "en": "one way\nsettles a plan → K",
    }
    assert code.stems == {"id": ("rapat*", "*koordinas*")}


def test_loading_a_file_twice_gives_the_same_ids_and_another_codebook_gives_others() -> None:
    ids = [code.id for code in read_yaml(SMALL).codes]
    assert ids == [code.id for code in read_yaml(SMALL).codes]
    assert not set(ids) & {code.id for code in read_yaml(SMALL.replace("name: Kecil", "name: Besar")).codes}


def test_an_id_in_the_file_is_kept() -> None:
    text = SMALL.replace("- key: K2", "- key: K2\n    id: 00000000-0000-0000-0000-000000000007")
    assert read_yaml(text).codes[1].id == UUID(int=7)
    assert "00000000-0000-0000-0000-000000000007" in write_yaml(read_yaml(text))


def test_words_that_yaml_takes_for_truth_numbers_or_nothing_stay_words() -> None:
    book = read_yaml("codes:\n  - {key: NO, name: 2024}\n  - {key: 1.50, name: yes}\n  - {key: Y, name: 'null'}")
    assert [(code.key, code.name["id"]) for code in book.codes] == [("NO", "2024"), ("1.50", "yes"), ("Y", "null")]
    assert read_yaml(write_yaml(book)) == book


def test_a_code_without_a_key_gets_one_clear_of_the_others() -> None:
    book = read_yaml("codes:\n  - name: Joint planning\n  - {key: JP, name: x}\n  - name: jalan pintas")
    assert [code.key for code in book.codes] == ["JP2", "JP", "JP3"]


def test_a_child_before_its_parent_is_put_behind_it() -> None:
    book = read_yaml("codes:\n  - {key: a, name: a, parent: b}\n  - {key: b, name: b}")
    assert [code.key for code in book.codes] == ["b", "a"]


def test_a_written_codebook_is_block_style_with_long_words_in_blocks() -> None:
    book = read_yaml(SMALL.replace("name: Dialog", "name: Dialog\n    definition: " + "kata panjang " * 30))
    text = write_yaml(book)
    assert "definition: >" in text
    assert "instead: K" in text
    assert "id: [rapat*, '*koordinas*']" in text
    assert max(map(len, text.splitlines())) <= 120
    assert write_yaml(read_yaml(text)) == text


@pytest.mark.parametrize(
    ("text", "error", "line"),
    [
        ("", CodebookField, "1"),
        ("- a", CodebookField, "1"),
        ("just words", CodebookField, "1"),
        ("codes: {a: b}", CodebookField, "1"),
        ("codes:\n  - words", CodebookField, "2"),
        ("codes:\n  - key: [a]\n    name: x", CodebookField, "2"),
        ("codes:\n  - key: a\n    name: [x]", CodebookField, "3"),
        ("codes:\n  - key: a\n    name: x\n    codable: perhaps", CodebookField, "4"),
        ("codes:\n  - key: a\n    name: x\n    order: first", CodebookField, "4"),
        ("codes:\n  - key: a\n    name: x\n    stems: rapat", CodebookField, "4"),
        ("codes:\n  - key: a\n    name: x\n    id: 12", CodebookField, "4"),
        ("language: fr", CodebookField, "1"),
        ("codes:\n  - key: a\n    name: x\n    defintion: y", CodebookUnknownField, "4"),
        ("codes:\n  - key: a\n    name: {Indonesia: y}", CodebookUnknownField, "3"),
        ("colour: red", CodebookUnknownField, "1"),
        ("codes:\n  - key: a\n    key: b\n    name: x", CodebookFieldTwice, "3"),
        ("codes:\n  - key: a\n  name: x", CodebookSyntax, "3"),
        ("name: a\n--- \nname: b", CodebookSyntax, "2"),
        ("name: \x00", CodebookSyntax, "1"),
        ("a: &a [x]\nb: [*a, *a]", CodebookReference, "1"),
        ("name: *a", CodebookReference, "1"),
        ("codes:\n" + "[" * 5000, CodebookSyntax, "2"),
    ],
)
def test_what_is_no_codebook_is_refused_with_its_line(text: str, error: type[CodebookInvalid], line: str) -> None:
    with pytest.raises(CodebookInvalid) as caught:
        read_yaml(text)
    assert type(caught.value) is error
    assert caught.value.values["line"] == line


def test_a_file_beyond_the_limit_is_refused_unread() -> None:
    with pytest.raises(CodebookTooLarge):
        read_yaml("name: " + "x" * 1_000_001)


def test_a_tag_that_asks_for_an_object_is_only_words() -> None:
    assert read_yaml("name: !x y").name == "y"
    with pytest.raises(CodebookField):
        read_yaml("name: !!python/object/apply:os.getcwd []")


@pytest.mark.parametrize(
    ("codes", "error"),
    [
        ("[{key: a, name: x}, {key: A, name: y}]", CodeKeyTwice),
        ("[{key: a, name: x, parent: b}]", CodeParentMissing),
        ("[{key: a, name: x, parent: a}]", CodeUnderItself),
        ("[{key: a, name: x, parent: b}, {key: b, name: y, parent: a}]", CodeUnderItself),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(codes: str, error: type[CodebookInvalid]) -> None:
    with pytest.raises(error):
        read_yaml(f"codes: {codes}")


WORDS = st.text(max_size=60) | st.text(alphabet="a b\n→K1:#'\"-|>\t\r\x85\u2028é😀", max_size=200)
LANGUAGE_TAGS = st.sampled_from(["id", "en", "jv", "zh-Hant"])
KEYS = st.from_regex(r"[A-Za-zÀ-ö0-9_./-]{1,8}", fullmatch=True)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """Codebooks that hold together, with any words in any place that takes words."""
    keys = draw(st.lists(KEYS, unique_by=str.casefold, max_size=5))
    digits = draw(st.permutations("123456789"))
    codes: list[Code] = []
    for number, key in enumerate(keys):
        exclude = st.text(alphabet="ab→ \n", max_size=20) | st.just(f"satu arah\nlain → {keys[0]}")
        texts = {field: draw(st.dictionaries(LANGUAGE_TAGS, WORDS, max_size=2)) for field in draw(_SOME_FIELDS)}
        texts["exclude"] = draw(st.dictionaries(LANGUAGE_TAGS, exclude, max_size=2))
        codes.append(
            Code(
                id=draw(st.uuids()),
                key=key,
                name={**draw(st.dictionaries(LANGUAGE_TAGS, WORDS, max_size=2)), "id": "x" + draw(WORDS)},
                parent=draw(st.sampled_from([None, *(code.id for code in codes)])),
                order=draw(st.integers(0, 99)),
                codable=draw(st.booleans()),
                colour=draw(st.from_regex("#[0-9a-fA-F]{6}", fullmatch=True)),
                sign=draw(WORDS),
                shortcut=draw(st.sampled_from(["", digits[number]])),
                texts=texts,
                stems=draw(st.dictionaries(LANGUAGE_TAGS, st.lists(WORDS, max_size=3).map(tuple), max_size=2)),
                version=draw(st.integers(1, 9)),
            )
        )
    return Codebook(
        tuple(codes), draw(WORDS), draw(st.sampled_from(["id", "en"])), draw(st.integers(0, 9)), draw(WORDS)
    )


_SOME_FIELDS = st.lists(st.sampled_from([field for field in TEXT_FIELDS if field != "exclude"]), max_size=3)


@given(codebooks())
def test_what_is_written_reads_back_as_the_same_codebook(book: Codebook) -> None:
    try:
        check(book)
    except CodebookInvalid:
        return
    assert read_yaml(write_yaml(book)) == book


@given(st.text(max_size=200) | st.text(alphabet="ab: -[]{}&*!|>'\"#\n\t%@`,?", max_size=60))
def test_any_text_is_read_whole_or_refused_as_a_codebook(text: str) -> None:
    with suppress(CodebookInvalid):
        check(read_yaml(text))
