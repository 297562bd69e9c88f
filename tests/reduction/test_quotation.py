"""The reference under a quotation."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.dates import find_date, header_date
from coding.errors import TemplateBroken, TemplateUnknown
from coding.model import Coding, Excerpt, Kind, SourceSummary
from coding.reduction import (
    DEFAULTS,
    check_template,
    number_interviews,
    quotation,
    reference,
    templates,
)


def excerpt(
    kind: Kind = "interview",
    *,
    name: str = "Wawancara IK-01.docx",
    case: str | None = "IK-01",
    lines: tuple[int, int] = (34, 41),
    page: str = "",
    header: Mapping[str, str] | None = None,
    quote: str = "Kami selalu rapat bersama.",
) -> Excerpt:
    coding = Coding(
        id=uuid4(),
        source=uuid4(),
        start=10,
        end=10 + len(quote),
        quote=quote,
        code=uuid4(),
        coder=uuid4(),
        line_start=lines[0],
        line_end=lines[1],
        page=page,
    )
    return Excerpt(coding, name, kind, "K2", {"id": "Dialog"}, "Sari", "IK-01", case, {}, header or {}, "", "")


def ours(one: Excerpt, interview: int | None = None) -> str:
    return reference(one, DEFAULTS["id"][one.kind], interview=interview)


def test_an_interview_is_quoted_by_informant_interview_and_lines() -> None:
    assert ours(excerpt(), 1) == "(IK-01, W1, b. 34-41)"


def test_an_observation_is_quoted_by_source_date_and_line() -> None:
    one = excerpt("observation", name="O-01", lines=(5, 5), header={"Tanggal": "12 Januari 2026"})
    assert ours(one) == "(O-01, 12-01-2026, b. 5)"


def test_a_document_is_quoted_by_page_and_without_pages_by_lines() -> None:
    one = excerpt("document", name="D-02.pdf", page="3", lines=(7, 9))
    assert ours(one) == "(D-02, hlm. 3)"
    assert ours(replace(one, coding=replace(one.coding, page=""))) == "(D-02, b. 7-9)"


def test_a_missing_value_leaves_no_gap() -> None:
    assert ours(excerpt()) == "(IK-01, b. 34-41)"
    assert ours(excerpt(case=None)) == "(Wawancara IK-01, b. 34-41)"
    assert ours(excerpt("observation", name="O-01")) == "(O-01, b. 34-41)"
    cases = {
        "{informan} (W{wawancara}), baris {baris}": "IK-01, baris 34-41",
        "[{wawancara}; {tanggal}]": "",
        "({tanggal}, {wawancara}, {informan})": "(IK-01)",
        "{informan} pada {tanggal}, b. {baris}": "IK-01, b. 34-41",
        "({informan}, hlm. {halaman}, b. {baris})": "(IK-01, b. 34-41)",
    }
    for template, expected in cases.items():
        assert reference(excerpt(), check_template(template)) == expected


def test_an_english_project_has_english_words_and_english_places_mean_the_same() -> None:
    one = excerpt("observation", name="O-01", lines=(5, 5), header={"Date": "12 January 2026"})
    assert reference(one, DEFAULTS["en"]["observation"], language="en") == "(O-01, 2026-01-12, l. 5)"
    assert reference(excerpt(), check_template("({ Informant }, {lines})")) == "(IK-01, 34-41)"
    assert reference(excerpt("document", name="D-1"), DEFAULTS["en"]["document"], language="en") == "(D-1, l. 34-41)"


def test_a_quotation_is_one_line_in_quotation_marks_with_its_reference() -> None:
    one = excerpt(quote="Kami rapat,\n  lalu {baris} pulang.")
    said = quotation(one, DEFAULTS["id"]["interview"], interview=2)
    assert said == "“Kami rapat, lalu {baris} pulang.” (IK-01, W2, b. 34-41)"
    assert quotation(excerpt(quote="Ya."), "") == "“Ya.”"


@pytest.mark.parametrize("template", ["({nama}, b. {baris})", "{}", "{0}", "{informan!r}", "{informan.__class__}"])
def test_a_place_nobody_can_fill_is_refused(template: str) -> None:
    with pytest.raises(TemplateUnknown):
        check_template(template)


@pytest.mark.parametrize("template", ["({informan", "informan}", "{{informan}", "{informan}}"])
def test_a_brace_that_stands_alone_is_refused(template: str) -> None:
    with pytest.raises(TemplateBroken) as told:
        check_template(template)
    assert "{baris}" in str(told.value)


@given(
    st.sampled_from([*DEFAULTS["id"].values(), *DEFAULTS["en"].values()]),
    st.text(max_size=20),
    st.one_of(st.none(), st.text(min_size=1, max_size=8)),
)
def test_what_a_name_holds_is_never_read_as_a_template(template: str, name: str, case: str | None) -> None:
    one = excerpt("document", name=f"{{informan}}{name}", case=case, page="3")
    filled = reference(one, template, interview=1)
    assert "{informan}" in filled or (case is not None and case in filled)


def test_the_templates_are_the_projects_own_where_it_has_some() -> None:
    chosen = templates({"quotation": {"document": "[{sumber}]"}}, "id")
    assert chosen == {**DEFAULTS["id"], "document": "[{sumber}]"}
    assert templates({}, "en") == DEFAULTS["en"]


@pytest.mark.parametrize(
    "written",
    [
        "12 Januari 2026",
        "Senin, 12 Januari 2026, pukul 09.00 WIB",
        "12 Jan. 2026",
        "12-01-2026",
        "12/1/26",
        "12.01.2026",
        "2026-01-12",
        "2026-01-12T09:00:00+07:00",
        "January 12, 2026",
        "12th January 2026",
        "Monday, January 12th, 2026",
        "12-14 Januari 2026",
        "12 s.d. 14 Januari 2026",
        "12-Jan-2026",
    ],
)
def test_a_date_is_read_as_it_is_printed(written: str) -> None:
    found = find_date(written)
    assert found is not None
    assert found.isoformat() == "2026-01-12"


@pytest.mark.parametrize("written", ["", "pagi hari", "31 Februari 2026", "UU No. 25 Tahun 2009", "45-45-2026"])
def test_what_is_no_date_gives_none(written: str) -> None:
    assert find_date(written) is None


def test_a_day_and_month_in_the_american_order_is_read_where_the_other_is_impossible() -> None:
    assert str(find_date("01/25/2026")) == "2026-01-25"


def test_the_day_of_the_conversation_is_neither_of_birth_nor_of_transcription() -> None:
    header = {
        "Tanggal lahir": "1 Mei 1980",
        "Tanggal transkripsi": "20 Januari 2026",
        "Hari/Tanggal": "Senin, 12 Januari 2026",
    }
    assert str(header_date(header)) == "2026-01-12"
    assert header_date({"Kode": "IK-01", "Tempat": "MPP, 12 Januari 2026"}) is None


def summary(name: str, kind: Kind = "interview", day: str = "") -> SourceSummary:
    header = {"Tanggal": day} if day else {}
    return SourceSummary(uuid4(), name, kind, "id", "txt", 10, 2, 1, 1, {}, header, None, 1)


def test_interviews_with_one_informant_are_numbered_by_date_then_by_name() -> None:
    second = summary("A", day="20 Januari 2026")
    first = summary("B", day="12-01-2026")
    fourth, third = summary("Sesi 10"), summary("Sesi 9")
    other = summary("C")
    note = summary("O-01", "observation")
    who: dict[UUID, list[str]] = {one.id: ["IK-01"] for one in (first, second, third, fourth, note)}
    numbers = number_interviews([second, first, fourth, third, other, note], {**who, other.id: ["IU-01", "IK-01"]})
    assert numbers == {
        (first.id, "IK-01"): 1,
        (second.id, "IK-01"): 2,
        (other.id, "IK-01"): 3,
        (third.id, "IK-01"): 4,
        (fourth.id, "IK-01"): 5,
        (other.id, "IU-01"): 1,
    }
