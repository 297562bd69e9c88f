"""The query language: what it reads, what it writes, and where it says a query is wrong."""

import re
from uuid import NAMESPACE_OID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import (
    QueryCodeAmbiguous,
    QueryCodeUnknown,
    QueryComparisonInvalid,
    QueryFieldUnknown,
    QueryInvalid,
    QueryMisplaced,
    QueryPatternUnknown,
    QueryQuoteUnclosed,
    QueryTooDeep,
    QueryUnclosed,
    QueryUnexpected,
    QueryUnfinished,
    QueryValueInvalid,
)
from coding.model import (
    And,
    Code,
    Codebook,
    Expression,
    HasCode,
    HasPattern,
    Not,
    Or,
    Pattern,
    Related,
    Where,
    phrase_pattern,
)
from coding.reduction.query import COUNTED, FIELDS, parse, written

IDS = {key: uuid5(NAMESPACE_OID, key) for key in ("KOORD", "K1", "K2", "near")}
BOOK = Codebook(
    (
        Code(IDS["KOORD"], "KOORD", {"id": "Koordinasi", "en": "Coordination"}, codable=False),
        Code(IDS["K1"], "K1", {"id": "Penyertaan"}, parent=IDS["KOORD"]),
        Code(IDS["K2"], "K2", {"id": "Dialog (pertukaran informasi)", "en": "Dialogue"}, parent=IDS["KOORD"]),
        Code(IDS["near"], "near", {"id": "Dekat"}),
    ),
    patterns=(
        Pattern(uuid5(NAMESPACE_OID, "P"), "Rapat sebagai formalitas", "theme", "Karena …", (IDS["K1"], IDS["K2"])),
        Pattern(uuid5(NAMESPACE_OID, "Q"), 'or "k"', "cause", "Karena …", (IDS["near"],)),
    ),
)
K1, K2 = HasCode(IDS["K1"]), HasCode(IDS["K2"])
FORMALITY = HasPattern(BOOK.patterns[0].id)
ABSENT = Where("status", "=", "absent")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("K2", K2),
        ("k2", K2),
        ("=K2", HasCode(IDS["K2"], alone=True)),
        ("dialog", K2),
        ("Dialogue", K2),
        ("koo", HasCode(IDS["KOORD"])),
        ('"Dialog (pertukaran informasi)"', K2),
        ('="dialog (pertukaran informasi)"', HasCode(IDS["K2"], alone=True)),
        (
            "dialog AND NOT status:absent AND case.jenis:kunci",
            And((K2, Not(ABSENT), Where("case.jenis", "=", "kunci"))),
        ),
        ("K1 atau K2 dan bukan status:absent", Or((K1, And((K2, Not(ABSENT)))))),
        ("(K1 OR K2) AND status:absent", And((Or((K1, K2)), ABSENT))),
        ("NOT NOT K1", Not(Not(K1))),
        ("K1 NEAR K2", Related(K1, "near", K2, 1)),
        ("K1 near(3) (K2 or K1)", Related(K1, "near", Or((K2, K1)), 3)),
        ("K1 BEFORE (K2)", Related(K1, "before", K2, None)),
        ("K1 sesudah ( 2 ) K2", Related(K1, "after", K2, 2)),
        ("K1 SAME K2 AND K1 INSIDE K2", And((Related(K1, "same", K2), Related(K1, "inside", K2)))),
        ('"near"', HasCode(IDS["near"])),
        ('status:"tidak ada"', ABSENT),
        ("STATUS:Absent", ABSENT),
        ("weight>=2", Where("weight", ">=", "2")),
        ("case.usia<40", Where("case.usia", "<", "40")),
        ('case."masa kerja">=10', Where("case.masa kerja", ">=", "10")),
        ('words:"rapat bersama"', Where("words", "=", "rapat bersama")),
        ('words:"kata \\"kita\\""', Where("words", "=", 'kata "kita"')),
        ("source:IK*", Where("source", "=", "IK*")),
        ("line>=12", Where("line", ">=", "12")),
        ('phrase:"kerja sama"', Where("phrase", "=", "kerja sama")),
        ("made>2026-01-14", Where("made", ">", "2026-01-14")),
        ("date>=2026-01-14", Where("date", ">=", "2026-01-14")),
        ('pattern:"rapat sebagai formalitas"', FORMALITY),
        ('NOT Pattern="Rapat sebagai formalitas" AND K1', And((Not(FORMALITY), K1))),
        ('K1 NEAR pattern:"or \\"k\\""', Related(K1, "near", HasPattern(BOOK.patterns[1].id), 1)),
        (f"pattern:{BOOK.patterns[0].id}", FORMALITY),
    ],
)
def test_a_query_is_read_as_it_is_meant(text: str, meant: Expression) -> None:
    assert parse(text, BOOK) == meant


@pytest.mark.parametrize(
    ("text", "wrong", "at"),
    [
        ("", QueryInvalid, 1),
        ("   ", QueryInvalid, 1),
        ("K1 AND", QueryUnfinished, 7),
        ("K1 AND NOT", QueryUnfinished, 11),
        ("status:", QueryUnfinished, 8),
        ("AND K1", QueryMisplaced, 1),
        ("K1 AND OR K2", QueryMisplaced, 8),
        ("K1 AND )", QueryMisplaced, 8),
        ("K1 K2", QueryUnexpected, 4),
        ("K1)", QueryUnexpected, 3),
        ("(K1 K2)", QueryUnexpected, 5),
        ("K2 OR (K1 AND K2", QueryUnclosed, 7),
        ('K1 OR "Dialog', QueryQuoteUnclosed, 7),
        ("K1 OR K9", QueryCodeUnknown, 7),
        ("K1 AND colour:red", QueryFieldUnknown, 8),
        ("K1 AND status:absnt", QueryValueInvalid, 15),
        ("weight:many", QueryValueInvalid, 8),
        ("made<14-01-2026", QueryValueInvalid, 6),
        ("date:Januari", QueryValueInvalid, 6),
        ("tie:Peta", QueryValueInvalid, 5),
        ("line:akhir", QueryValueInvalid, 6),
        ('phrase:"!"', QueryValueInvalid, 8),
        ("coder>Rina", QueryComparisonInvalid, 1),
        ("pattern>K1", QueryComparisonInvalid, 1),
        ("pattern:", QueryUnfinished, 9),
        ("K1 AND pattern:Rapat", QueryPatternUnknown, 16),
        ("(" * 60 + "K1", QueryTooDeep, 42),
        ("NOT " * 60 + "K1", QueryTooDeep, 165),
    ],
)
def test_a_query_that_is_wrong_is_refused_at_its_place(text: str, wrong: type[QueryInvalid], at: int) -> None:
    with pytest.raises(QueryInvalid) as raised:
        parse(text, BOOK)
    assert (type(raised.value), raised.value.values["at"]) == (wrong, str(at))


def test_a_name_that_several_codes_begin_with_is_refused_with_their_keys() -> None:
    book = Codebook((*BOOK.codes, Code(uuid5(NAMESPACE_OID, "X"), "X", {"id": "Dialog batin"})))
    with pytest.raises(QueryCodeAmbiguous) as raised:
        parse("K1 OR dialog", book)
    assert raised.value.values == {"code": "dialog", "at": "7", "codes": "K2, X"}


def test_an_unknown_code_names_the_nearest() -> None:
    with pytest.raises(QueryCodeUnknown) as raised:
        parse("Penyertan", BOOK)
    assert raised.value.values["near"] == "K1"


def test_a_pattern_code_that_is_gone_is_written_by_its_id_and_an_unknown_one_names_those_there_are() -> None:
    assert written(FORMALITY, Codebook(BOOK.codes)) == f"pattern:{BOOK.patterns[0].id}"
    with pytest.raises(QueryPatternUnknown) as raised:
        parse("pattern:Rapat", BOOK)
    assert raised.value.values["known"] == 'Rapat sebagai formalitas, or "k"'


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=8)


def _where(field: str) -> st.SearchStrategy[Expression]:
    choices = FIELDS[field]
    if choices is not None:
        return st.builds(Where, st.just(field), st.just("="), st.sampled_from(sorted(set(choices.values()))))
    if field == "phrase":
        return st.builds(Where, st.just(field), st.just("="), _TEXT.map(lambda text: f"rapat {text}"))
    if field in ("weight", "line"):
        return st.builds(Where, st.just(field), st.sampled_from(["=", "<", ">="]), st.integers(-9, 99).map(str))
    if field == "tie":
        return st.builds(Where, st.just(field), st.just("="), st.uuids().map(str))
    if field in ("made", "date"):
        return st.builds(Where, st.just(field), st.sampled_from(["=", "<", ">="]), st.dates().map(str))
    return st.builds(Where, st.just(field), st.just("="), _TEXT)


def _expressions() -> st.SearchStrategy[Expression]:
    codes = st.builds(HasCode, st.sampled_from(list(IDS.values())), st.booleans())
    patterns = st.builds(HasPattern, st.sampled_from([one.id for one in BOOK.patterns]))
    fields = st.sampled_from(list(FIELDS)).flatmap(_where)
    labels = st.builds(Where, _TEXT.map(lambda key: f"case.{key}"), st.sampled_from(["=", "<=", ">"]), _TEXT)

    def more(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        some = st.lists(inner, min_size=2, max_size=3).map(tuple)
        relation = st.sampled_from(["same", "overlapping", "inside", "around", "near", "before", "after"])
        related = st.builds(
            lambda this, how, that, count: Related(
                this, how, that, (count if how in COUNTED else None) if how != "near" or count is not None else 1
            ),
            inner,
            relation,
            inner,
            st.none() | st.integers(0, 20),
        )
        return st.builds(And, some) | st.builds(Or, some) | st.builds(Not, inner) | related

    return st.recursive(codes | patterns | fields | labels, more, max_leaves=8)


@given(_expressions())
def test_what_is_written_is_read_again_as_the_same(expression: Expression) -> None:
    assert parse(written(expression, BOOK), BOOK) == expression


@given(st.text(st.sampled_from('K12 ()"=:<>*.andornotNEAR3\\statuscase'), max_size=40))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    refused = None
    try:
        parse(text, BOOK)
    except QueryInvalid as wrong:
        refused = int(wrong.values["at"])
    assert refused is None or 1 <= refused <= len(text) + 1


@pytest.mark.parametrize(
    ("phrase", "text", "there"),
    [
        ("kerja", "Kerja.", True),
        ("kerja", "pekerja, kerjanya, kerja-kerja", False),
        ("kerja sama", "soal kerja … sama saja", True),
        ("kerja sama", "kerja-sama", False),
        ("kerja sama", "kerja- sama", True),
        ("kerja-sama", "“kerja-sama” itu", True),
        ("élan", "ÉLAN itu", True),
        ("e", "é", False),
        ("!", "!", False),
    ],
)
def test_a_phrase_is_whole_words_behind_each_other(phrase: str, text: str, there: bool) -> None:
    pattern = phrase_pattern(phrase)
    assert bool(pattern and re.search(pattern, text.lower())) is there
