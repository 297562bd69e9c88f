"""The table of informants, and what is missing in it."""

from uuid import uuid4

from coding.model import Attribute, Case, SourceSummary
from coding.reduction import INFORMANT_HEADINGS, check_informants, informant_rows


def talk(name: str, kind: str = "interview", **header: str) -> SourceSummary:
    return SourceSummary(uuid4(), name, kind, "id", "txt", 9, 2, 1, 1, {}, header, None, 1)  # type: ignore[arg-type]


def case(key: str, **facts: str) -> Case:
    return Case(uuid4(), key, "Bapak Nama Asli", facts)


KINDS = [Attribute(uuid4(), "jenis", "Jenis", {"kunci": "memimpin", "utama": "melayani"})]


def told(cases: list[Case], talks: list[SourceSummary], whose: dict[str, set[str]]) -> list[str]:
    by_name = {one.id: whose.get(one.name, set()) for one in talks}
    return [str(one) for one in check_informants(cases, KINDS, talks, by_name)]


def test_a_row_says_who_why_when_and_where_and_never_a_name() -> None:
    one = case("IK-01", jenis="kunci", jabatan="Sekretaris", instansi="Dinas A", alasan="Memimpin", durasi="18 menit")
    source = talk("W1", Tanggal="14 Januari 2026", Tempat="Kantor", Waktu="09.10–09.28 WIB")
    [row] = informant_rows([one], KINDS, [source], {source.id: {"IK-01"}})
    when = "14 Januari 2026\nKantor\n18 menit"
    assert row == (1, "IK-01", "kunci", "Sekretaris, Dinas A", "Memimpin", when, "")
    assert len(row) == len(INFORMANT_HEADINGS["id"])


def test_what_the_header_leaves_out_is_taken_from_what_is_noted_about_the_informant() -> None:
    one = case("IK-01", Tanggal="2026-01-14", tempat="Teras", waktu="pagi")
    assert informant_rows([one], KINDS, [], {})[0][5] == "14 Januari 2026\nTeras\npagi"
    assert informant_rows([one], KINDS, [], {}, "en")[0][5] == "14 January 2026\nTeras\npagi"
    unclear = case("IK-02", tanggal="awal tahun")
    assert informant_rows([unclear], KINDS, [], {})[0][5] == "awal tahun"


def test_several_interviews_with_one_informant_stand_in_their_order() -> None:
    late, early = talk("A", Tanggal="20 Januari 2026"), talk("B", Tanggal="12 Januari 2026", Tempat="Kantor")
    notes = talk("C", "observation", Tanggal="1 Januari 2026")
    whose = {late.id: {"IK-01"}, early.id: {"IK-01"}, notes.id: {"IK-01"}}
    [row] = informant_rows([case("IK-01", durasi="10 menit")], KINDS, [late, early, notes], whose)
    assert row[5] == "W1: 12 Januari 2026, Kantor\nW2: 20 Januari 2026"


def test_whatever_else_is_noted_goes_to_the_remarks_under_its_name() -> None:
    named = [*KINDS, Attribute(uuid4(), "lama_kerja", "Lama bekerja")]
    [row] = informant_rows([case("IK-01", lama_kerja="3,5", keterangan="via IK-02", usia="")], named, [], {})
    assert row[6] == "via IK-02\nLama bekerja: 3,5"


def test_informants_stand_by_kind_in_the_order_of_its_definitions_and_by_number() -> None:
    cases = [case("X-1"), case("IU-1", jenis="utama"), case("IK-10", jenis="Kunci"), case("IK-2", jenis="kunci")]
    assert [row[1] for row in informant_rows(cases, KINDS, [], {})] == ["IK-2", "IK-10", "IU-1", "X-1"]


def test_a_table_without_gaps_has_nothing_to_tell() -> None:
    cases = [case("IK-01", jenis="kunci"), case("IU-01", jenis="Utama")]
    talks = [talk("A"), talk("B"), talk("C", "document")]
    assert told(cases, talks, {"A": {"IK-01"}, "B": {"IU-01"}}) == []


def test_each_gap_is_told_with_what_it_is_about() -> None:
    cases = [case("IK-01", jenis="kunci"), case("ik 1", jenis="ahli"), case("X-1")]
    assert told(cases, [talk("A"), talk("B")], {"A": {"IK-01"}}) == [
        "These codes are easily taken for one another: IK-01 = ik 1.",
        "These interviews belong to no informant: B.",
        "There is no interview yet with these informants: ik 1, X-1.",
        "It is not said what kind of informant these are: X-1.",
        "Of these kinds of informants there is nobody: utama.",
        "It is not defined what these kinds of informants mean: ahli.",
    ]


def test_codes_that_differ_in_a_number_are_not_taken_for_one_another() -> None:
    cases = [case("IK-1", jenis="kunci"), case("IK-11", jenis="utama")]
    assert told(cases, [talk("A")], {"A": {"IK-1", "IK-11"}}) == []
