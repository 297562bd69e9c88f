"""The ledger as a table speaks the language of its project and hides nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from coding.exchange.suggestions import LEDGER_WORDS, Entry, ledger_table
from coding.model import Offer, Told

OFFER = Offer(uuid4(), uuid4(), 1, 0, 4, uuid4(), 2, 0.1234, "classifier", evidence=("rapat", "dinas"))
AT = datetime(2026, 1, 14, 2, 0, tzinfo=UTC)
ENTRY = Entry(Told(OFFER, uuid4(), True, AT), "W1", 3, "Kami", "K1", "Rina", (), model=7)


def cells(entry: Entry, language: str = "id") -> dict[str, object]:
    table = ledger_table([entry], time_zone="Asia/Jakarta", language=language)
    return dict(zip([column.heading for column in table.columns], table.rows[0], strict=True))


def test_both_languages_have_every_word() -> None:
    assert LEDGER_WORDS["id"].keys() == LEDGER_WORDS["en"].keys()


def test_a_line_says_what_was_offered_why_and_when() -> None:
    one = cells(ENTRY)
    assert (one["Kode usulan"], one["Peringkat"], one["Skor (per 1.000)"], one["Model"]) == ("K1", 2, 123, 7)
    assert (one["Alasan"], one["Ditampilkan"], one["Waktu tampil"]) == (
        "rapat, dinas",
        "ya",
        "2026-01-14T09:00:00+07:00",
    )
    assert (one["Keputusan"], one["Detik"]) == (None, None)


@pytest.mark.parametrize(("fate", "word"), [("accepted", "accepted"), ("skipped", "passed over")])
def test_a_fate_is_told_in_words(fate: str, word: str) -> None:
    told = replace(ENTRY.told, fate=fate, fate_at=AT)
    assert cells(replace(ENTRY, told=told, given=("K1", "K2")), "en")["Decision"] == word


def test_what_was_hidden_for_the_comparison_says_so() -> None:
    hidden = replace(ENTRY.told, offer=replace(OFFER, blind=True), shown=False)
    assert cells(replace(ENTRY, told=hidden), "en")["Shown"] == "hidden for the comparison"
