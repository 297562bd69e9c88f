"""Weights of the evidence, shared by all codes and projects: fitted on public sets by `tests/bench/pool_weights.py`.

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
    "unseen",
)
BASE = (0.5685, 0.2002, 1.4088, 2.087, 0.0388, 1.1951, 1.4497, 0.2747, -0.9995)
GROWTH = (0.5765, -0.0043, -0.7941, -0.8376, 0.0603, -1.1914, -0.5345, -0.1573, 0.0)
SUPPORT = 0.3513
INTERCEPT = -0.5585

SEQUENCE = (0.7, 1.2, 0.6, -1.0)
"""Before a project's own decisions say more: text, the previous passage's codes, the four before it, intercept."""
