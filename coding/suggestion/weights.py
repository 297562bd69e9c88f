"""Weights of the evidence, shared by all codes and projects: fitted on public sets by `tests/bench/_pool_weights.py`.

Each kind of evidence has a weight at no positive example (`BASE`) and what is added to it by support (`GROWTH`), which
is 0 without and 1 with about a hundred positive examples.
"""

EVIDENCE = (
    "words",
    "meaning",
    "typical",
    "keyword",
    "other keywords",
    "definition",
    "definition's lead",
    "usual",
    "untaught",
    "keyword's record",
)
BASE = (0.2522, 0.1644, 0.6238, 1.9181, -0.0004, 1.0278, 1.4182, 0.1984, -0.3134, 1.3183)
GROWTH = (0.729, 0.0473, 0.1829, -1.3469, -0.0462, -0.6584, -0.5248, -0.2853, 0.0, -0.5572)
SUPPORT = 0.5983
INTERCEPT = -1.2293

SEQUENCE = (0.7, 1.2, 0.6, -1.0)
"""Before a project's own decisions say more: text, the previous passage's codes, the four before it, intercept."""
