"""Tables in, figures out, one kind of figure a file. Nothing here counts, stores or asks. `kinds` lists them."""

from coding.display.kinds import KINDS, Kind, Option
from coding.display.looks import Figure

__all__ = ["KINDS", "Figure", "Kind", "Option"]
