"""What a person and the log are told of a failure: a sentence, or a reference number; never a transcript's words.

Streamlit logs an exception before it asks us how to show it. Both sides call `reference`, so screen and log carry the
same number, and the log gets places in our code instead of messages, which may quote what somebody said.
"""

import logging
import secrets
import traceback
from collections.abc import Callable
from typing import Any

import streamlit as st

from coding.errors import CodingError
from coding.ui.words import _, plain, tell

_MARK = "simpul_reference"


def reference(error: BaseException) -> str:
    """The number of this failure, the same each time it is asked for."""
    known: str | None = getattr(error, _MARK, None)
    if known is None:
        known = secrets.token_hex(4).upper()
        setattr(error, _MARK, known)
    return known


def show(error: Exception) -> bool:
    """Show a failure where it happened; Streamlit calls this for what no page caught. True: nothing else to show."""
    if isinstance(error, CodingError):
        st.error(plain(tell(error)))
    else:
        words = _(
            "This did not work. Nothing that was saved before is lost. If it happens again, report the number {number}."
        )
        st.error(words.format(number=reference(error)), icon=":material/error:")
    return True


def went(act: Callable[[], object]) -> bool:
    """Do it; what stands in its way is told where it was asked for. Whether it was done."""
    try:
        act()
    except CodingError as problem:
        show(problem)
        return False
    return True


def keep_words_out_of_logs() -> None:
    """From now on every log record names the place of a failure, and not its message."""
    make = logging.getLogRecordFactory()
    if getattr(make, _MARK, False):
        return

    def discreet(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        failure = record.exc_info[1] if record.exc_info else None
        if failure is not None:
            record.msg = f"{record.msg} [{reference(failure)}] {described(failure)}"
            record.exc_info = None
        return record

    setattr(discreet, _MARK, True)
    logging.setLogRecordFactory(discreet)


def described(error: BaseException) -> str:
    """Type and places of a failure and of what caused it, without their messages."""
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    own = "\n  ".join([type(error).__qualname__, *places])
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return f"{own}\nafter {described(before)}" if before else own
