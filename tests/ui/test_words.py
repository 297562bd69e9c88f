from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import NameTaken, Notice
from coding.ui import phrases, words


@pytest.fixture(params=["id", "en"])
def screen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(words, "language", lambda: request.param)
    return str(request.param)


def test_the_indonesian_catalogue_has_every_sentence_none_empty_none_stale_and_the_same_places() -> None:
    assert phrases.faults(phrases.read()) == []


def test_sentences_are_found_in_calls_marks_notices_and_error_classes() -> None:
    found = phrases.sentences()
    assert {"Settings", "Codebook", "The name “{name}” is already in use here."} <= found


def test_a_catalogue_that_lacks_one_a_translation_or_a_place_is_faulty() -> None:
    good = phrases.read()
    good.delete("A name is needed.")
    good.get("Settings").string = ""
    good.get("There is no source named “{name}”.").string = "Tidak ada."
    good.add("This stands nowhere in the code.", "Ini tidak ada.")
    assert {
        "missing: A name is needed.",
        "other places: There is no source named “{name}”.",
        "stale: This stands nowhere in the code.",
        "untranslated: Settings",
    } <= set(phrases.faults(good))


def test_a_sentence_follows_the_language_of_the_screen(screen: str) -> None:
    assert words._("Codebook") == {"id": "Buku kode", "en": "Codebook"}[screen]


def test_an_error_is_told_with_its_values_filled_in(screen: str) -> None:
    told = {"id": "Nama “Wawancara 1” sudah dipakai di sini.", "en": "The name “Wawancara 1” is already in use here."}
    assert words.tell(NameTaken(name="Wawancara 1")) == told[screen]
    assert words.tell(Notice("Settings"), "id") == "Pengaturan"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("id-ID,id;q=0.9,en;q=0.8", "id"),
        ("en-US", "en"),
        ("ms", "id"),
        ("de-DE,de", "en"),
        (None, "en"),
        ("fr;q=1,id", "id"),
    ],
)
def test_the_language_follows_the_browser(accepted: str | None, language: str) -> None:
    assert words.preferred(accepted) == language


def test_numbers_are_written_as_in_the_language(screen: str) -> None:
    assert words.number(1234567.5) == {"id": "1.234.567,5", "en": "1,234,567.5"}[screen]
    assert words.number(0.8, digits=2) == {"id": "0,80", "en": "0.80"}[screen]
    assert words.number(3, digits=0) == "3"


def test_dates_are_written_in_words(screen: str) -> None:
    assert words.day(date(2026, 1, 12)) == {"id": "12 Januari 2026", "en": "12 January 2026"}[screen]


def test_instants_stand_in_the_projects_zone_with_its_abbreviation(screen: str) -> None:
    at = datetime(2026, 1, 12, 23, 5, tzinfo=UTC)
    assert words.moment(at) == {"id": "13 Januari 2026 06.05 WIB", "en": "13 January 2026 06:05 WIB"}[screen]
    assert words.moment(at, "Asia/Makassar").endswith("WITA")


def test_typed_text_is_made_safe_where_streamlit_reads_markdown() -> None:
    assert words.plain("![a](http://x/y) *b* $c$ :red[d]") == (r"\!\[a\]\(http\://x/y\) \*b\* \$c\$ \:red\[d\]")


def test_a_sentence_inside_an_f_string_is_found_as_well():
    code = "a = f\"{_('said')} {ngettext('{n} day', '{n} days', n)}\"; _(name)"
    assert list(phrases.sentences_of(code)) == ["said", ("{n} day", "{n} days")]


@given(st.lists(st.sampled_from(["a", "a (2)", "a (2) (2)", "b"]), max_size=12))
def test_equal_names_are_told_apart_and_the_first_of_them_keeps_its_own(names: list[str]) -> None:
    told = words.told_apart(dict(enumerate(names)))
    assert len(set(told.values())) == len(names)
    assert list(told) == list(range(len(names)))
    assert all(shown.startswith(name) for name, shown in zip(names, told.values(), strict=True))
    assert not names or told[0] == names[0]
