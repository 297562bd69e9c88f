"""The command line: the same verbs, scriptable. JSON goes to stdout, talk to stderr.

Exit codes: 0, 1 (a person's mistake, told in one sentence), 2 (usage).
"""

from coding.cli.commands import main

__all__ = ["main"]
