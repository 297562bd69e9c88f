"""Codebooks as values: read, write, check, compare, change.

Text in, Codebook out, and back; nothing here asks a file, a database or a clock. Changing a codebook gives a new one.
"""

from coding.codebook.check import check, exclusions
from coding.codebook.diff import Difference, diff
from coding.codebook.edit import add, edit, move, new_code, place, rename
from coding.codebook.key import make_key
from coding.codebook.read import code_id, read_yaml
from coding.codebook.table import read_csv
from coding.codebook.write import write_yaml

__all__ = [
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
    "read_yaml",
    "rename",
    "write_yaml",
]
