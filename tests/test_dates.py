from datetime import date

from coding.dates import day_noted


def test_a_day_noted_of_an_informant_is_read_under_a_name_for_it_alone() -> None:
    assert day_noted({"lahir": "1 Mei 1980", "Tanggal": "14 Januari 2026"}) == date(2026, 1, 14)
    assert day_noted({"catatan": "14 Januari 2026"}) is None
