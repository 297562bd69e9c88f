"""Codebooks as values: read, write, check, compare, change.

Text in, Codebook out, and back; nothing here asks a file, a database or a clock. Changing a codebook gives a new one.
"""

from coding.codebook.check import check, exclusions
from coding.codebook.diff import Difference, diff, told, words_changed
from coding.codebook.edit import add, edit, move, new_code, place, rename
from coding.codebook.key import make_key
from coding.codebook.read import code_id, read_yaml
from coding.codebook.table import HEADINGS, read_csv, read_rows, write_rows
from coding.codebook.write import write_yaml

__all__ = [
    "HEADINGS",
    "Difference",
    "add",
    "check",
    "code_id",
    "diff",
    "edit",
    "exclusions",
    "make_key",
    "move",
    "new_code",
    "place",
    "read_csv",
    "read_rows",
    "read_yaml",
    "rename",
    "told",
    "words_changed",
    "write_rows",
    "write_yaml",
]
