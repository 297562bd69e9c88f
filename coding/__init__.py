"""Simpul ties what people said to what a study concludes.

file → Source → Segments → Codings → tables → figures → propositions → report

The map is in `README.md` beside this file: the flow, the import law, and which room to open to change what.
"""

__version__ = "0.1.0"
