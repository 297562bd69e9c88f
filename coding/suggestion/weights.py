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
)
BASE = (0.3395, 0.1197, 0.7744, 1.9711, -0.0006, 0.9653, 1.4501, 0.3047, -0.39)
GROWTH = (0.6566, 0.1175, 0.1993, -0.7068, 0.049, -0.7563, -0.4731, -0.2214, 0.0)
SUPPORT = 0.5345
INTERCEPT = -0.9137

SEQUENCE = (0.7, 1.2, 0.6, -1.0)
"""Before a project's own decisions say more: text, the previous passage's codes, the four before it, intercept."""
