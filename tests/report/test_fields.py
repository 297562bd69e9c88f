"""Fields in a text: what is read as one, what is told of what is none, and which sentence each stands in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import FieldInvalid, FieldNeedless, FieldUnclosed, FieldUnfinished, FieldUnknown
from coding.report.fields import NAMES, Field, Piece, Plain, parse, written
from coding.report.prose import sentences, stretches


def letters(without: str) -> st.SearchStrategy[str]:
    return st.text(st.characters(blacklist_characters=without, blacklist_categories=["Cs"]), min_size=1)


def fields() -> st.SearchStrategy[Field]:
    argument = letters('"{}\n').map(str.strip).filter(bool)
    quoted = letters('"\\\n').map(lambda words: f'"{words}"')

    def of(name: str) -> st.SearchStrategy[Field]:
        takes = NAMES[name]
        if takes == "nothing":
            return st.just(Field(name))
        needed = st.one_of(argument, quoted).map(lambda words: Field(name, words))
        return st.one_of(needed, st.just(Field(name))) if takes.startswith("maybe") else needed

    return st.sampled_from(sorted(NAMES)).flatmap(of)


def joined(pieces: list[Piece]) -> list[Piece]:
    """Words beside words are one piece."""
    found: list[Piece] = []
    for one in pieces:
        if isinstance(one, Plain) and found and isinstance(found[-1], Plain):
            found[-1] = Plain(found[-1].words + one.words)
        else:
            found.append(one)
    return found


@given(st.lists(st.one_of(letters("").map(Plain), fields())))
def test_what_is_written_is_read_as_the_same(pieces: list[Piece]) -> None:
    parsed = parse(written(pieces))
    assert list(parsed.pieces) == joined(pieces)
    assert parsed.faults == ()


@given(st.text())
def test_any_text_is_read_and_every_letter_of_it_belongs_to_one_piece(text: str) -> None:
    at = 0
    for piece in parse(text).pieces:
        assert piece.start == at
        at = piece.end
    assert at == len(text)


@given(st.text(st.sampled_from('a {}:".\n')))
def test_every_field_stands_in_exactly_one_sentence(text: str) -> None:
    held = [one for sentence in sentences(text) for one in sentence.fields]
    assert [(one.start, one.end) for one in held] == [(one.start, one.end) for one in parse(text).fields]


def test_a_field_is_known_by_its_name_whatever_its_case_and_keeps_its_query() -> None:
    (words, one) = parse('Ada {Informants: K2 AND words:"a } b"}').pieces
    assert words == Plain("Ada ")
    assert one == Field("informants", 'K2 AND words:"a } b"')
    assert (one.start, one.end) == (4, 38)


@pytest.mark.parametrize(
    ("text", "fault", "at"),
    [
        ("x {informants", FieldUnclosed, 3),
        ("{informan: K2}", FieldUnknown, 1),
        ("{}", FieldUnknown, 1),
        ("{quote}", FieldUnfinished, 1),
        ("{date: 3}", FieldNeedless, 1),
        ('{excerpts: "a}', FieldUnclosed, 1),
    ],
)
def test_what_is_no_field_stays_as_it_was_typed_and_is_told_with_its_place(
    text: str, fault: type[FieldInvalid], at: int
) -> None:
    parsed = parse(text)
    assert parsed.pieces == (Plain(text),)
    (told,) = parsed.faults
    assert type(told) is fault
    assert told.values["at"] == str(at)


def test_braces_written_twice_are_braces() -> None:
    assert parse("{{date}} }").pieces == (Plain("{date} }"),)


def test_a_text_has_paragraphs_lists_and_what_stands_alone() -> None:
    text = "Satu.\nDua {date}.\n\n- tiga\n- {proposition: p1}\n1. empat\n{table: verdicts}\nlima {table: grid}"
    found = stretches(text)
    assert [one.shape for one in found] == ["paragraph", "item", "item", "numbered", "alone", "paragraph"]
    assert len(found[0].lines) == 2
    assert found[2].pieces == (Field("proposition", "p1"),)
    assert found[4].pieces == (Field("table", "verdicts"),)


def test_a_sentence_is_not_ended_by_an_initial_a_short_form_or_a_field() -> None:
    text = "Menurut P. 6 dkk. ada {informants: K2}. Lalu “{quote: a.b}.” Selesai {date}.\nBaris baru {codes}"
    parts = [text[one.start : one.end] for one in sentences(text)]
    assert parts == [
        "Menurut P. 6 dkk. ada {informants: K2}.",
        "Lalu “{quote: a.b}.”",
        "Selesai {date}.",
        "Baris baru {codes}",
    ]
