"""Words on screen: every sentence is written in English in the code and looked up in a gettext catalogue.

`_("…")` translates now, `N_("…")` only marks a sentence for the catalogue. `locale/id/LC_MESSAGES/simpul.po` is read as
it is; `python -m coding.ui.phrases` brings it up to date with the code. Numbers and dates follow the language too.
"""

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from itertools import count
from pathlib import Path
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

import streamlit as st
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from coding.errors import CodingError, Notice

K = TypeVar("K")

Screen = Literal["id", "en"]
LANGUAGES: dict[Screen, str] = {"id": "Bahasa Indonesia", "en": "English"}
CHOICE = "language"
LOCALE = Path(__file__).parent / "locale"
MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:])")


@lru_cache
def catalogue(language: Screen) -> NullTranslations:
    """The translations into one language; English is what the code says."""
    path = LOCALE / language / "LC_MESSAGES" / "simpul.po"
    if not path.exists():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def preferred(accepted: str | None) -> Screen:
    """The language for an Accept-Language header or a browser locale; Indonesian also for Malay, else English."""
    for tag in (accepted or "").lower().replace(";", ",").split(","):
        if tag.strip()[:2] in ("id", "in", "ms"):
            return "id"
        if tag.strip()[:2] == "en":
            return "en"
    return "en"


_SPOKEN: ContextVar[Screen | None] = ContextVar("spoken", default=None)


@contextmanager
def spoken(chosen: Screen) -> Iterator[None]:
    """Within it, sentences are in this language and not in that of the screen: they go into a document."""
    before = _SPOKEN.set(chosen)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def language() -> Screen:
    """The language of this screen: what the person chose, else what the browser asks for."""
    if (asked := _SPOKEN.get()) is not None:
        return asked
    chosen = st.session_state.get(CHOICE)
    return chosen if chosen in LANGUAGES else preferred(st.context.locale)


def N_(sentence: str) -> str:
    """Mark a sentence for the catalogue; it is translated where it is shown."""
    return sentence


def _(sentence: str) -> str:
    """The sentence in the language of this screen."""
    return catalogue(language()).gettext(sentence)


def ngettext(one: str, many: str, count: int) -> str:
    """The sentence for this count in the language of this screen, its `{n}` still to be filled in."""
    return catalogue(language()).ngettext(one, many, count)


def tell(error: CodingError | Notice, to: Screen | None = None) -> str:
    """An error or a notice as one sentence for a person, its values filled in."""
    sentence = catalogue(to or language()).gettext(error.sentence)
    return sentence.format(**error.values)


def plain(text: str) -> str:
    """Text that somebody typed, made safe for places where Streamlit reads Markdown (labels, titles, messages)."""
    return MARKDOWN.sub(r"\\\1", text)


def number(value: float, digits: int | None = None) -> str:
    """A number as it is written in this language: 1.234,5 in Indonesian, 1,234.5 in English."""
    pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=language())


def percent(share: float) -> str:
    """A share between 0 and 1 as per cent."""
    return format_percent(share, locale=language())


def day(value: date) -> str:
    """A date in words: 12 Januari 2026."""
    return format_date(value, format="d MMMM y", locale=language())


def told_apart(names: Mapping[K, str]) -> dict[K, str]:
    """The same names, the second of equal ones as “… (2)”: Streamlit knows what was chosen by its words alone."""
    told: dict[K, str] = {}
    taken: set[str] = set()
    for one, name in names.items():
        tries = (name if again == 1 else f"{name} ({again})" for again in count(1))
        told[one] = next(each for each in tries if each not in taken)
        taken.add(told[one])
    return told


def moment(value: datetime, zone: str = "Asia/Jakarta") -> str:
    """An instant in a project's time zone with its abbreviation: 12 Januari 2026 14.05 WIB."""
    local = value.astimezone(ZoneInfo(zone))
    clock = "HH.mm" if language() == "id" else "HH:mm"
    # The zone data itself says WIB, WITA, WIT; the English locale data would only say +0700.
    return f"{format_datetime(local, format=f'd MMMM y {clock}', tzinfo=ZoneInfo(zone), locale=language())} {local:%Z}"
