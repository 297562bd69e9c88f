import io
import logging
from collections.abc import Iterator

import pytest

from coding.ui import telling

CANARY = "KENARI kata informan"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    before = logging.getLogRecordFactory()
    telling.keep_words_out_of_logs()
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logging.getLogger("simpul.test").addHandler(handler)
    yield written
    logging.getLogger("simpul.test").removeHandler(handler)
    logging.setLogRecordFactory(before)


def fail() -> Exception:
    try:
        try:
            int(CANARY)
        except ValueError as error:
            raise KeyError(CANARY) from error
    except KeyError as error:
        return error


def test_the_log_names_the_place_of_a_failure_and_none_of_its_words(log: io.StringIO) -> None:
    error = fail()
    logging.getLogger("simpul.test").error("Uncaught app execution", exc_info=error)
    written = log.getvalue()
    assert "KENARI" not in written
    assert "KeyError" in written
    assert "ValueError" in written
    assert "test_telling.py" in written
    assert telling.reference(error) in written


def test_a_failure_keeps_its_number_and_another_has_another() -> None:
    error = fail()
    assert telling.reference(error) == telling.reference(error) != telling.reference(fail())


def test_records_are_made_discreet_only_once(log: io.StringIO) -> None:
    made = logging.getLogRecordFactory()
    telling.keep_words_out_of_logs()
    assert logging.getLogRecordFactory() is made
