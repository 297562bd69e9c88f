"""The words of an excerpt, as what counts and shows words takes them."""

from typing import Protocol
from uuid import UUID


class Passage(Protocol):
    """The words of an excerpt: where they begin in which source, on which lines, and the informant they belong to."""

    @property
    def source(self) -> UUID: ...
    @property
    def start(self) -> int: ...
    @property
    def line_start(self) -> int: ...
    @property
    def line_end(self) -> int: ...
    @property
    def quote(self) -> str: ...
    @property
    def case(self) -> str | None: ...
