"""Project ⇄ SQLite or PostgreSQL: the only place that knows SQL.

`open_store(target)` is the one door. A read or a verb opens a transaction (`store.read`, `store.write`); the modules
beside this file, one a noun, do their work in it: `projects`, `people`, `sources`, `cases`, `codebooks`, `codings`,
`progress`, `history`. What a verb changes is stored with its event, or not at all. The store knows no roles.
"""

from coding.store.changes import Read, Write
from coding.store.store import Store, open_store

__all__ = ["Read", "Store", "Write", "open_store"]
