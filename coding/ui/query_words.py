"""A query as a sentence in the language of this screen."""

from coding.model import Codebook, Expression, Query, Relation, Whole
from coding.reduction import query_told
from coding.ui.excerpt_filter import EVERY_STATUS
from coding.ui.preview import KIND_NAMES, ROLE_NAMES
from coding.ui.surface_words import SURFACE_WORDS
from coding.ui.words import N_, language

WHOLE_NAMES: dict[Whole, str] = {
    "excerpt": N_("in one excerpt"),
    "turn": N_("together in a turn"),
    "source": N_("together in a source"),
    "case": N_("together in an informant"),
}
FIELD_NAMES = {
    "status": N_("status"),
    "evidence": N_("evidence"),
    "prompted": N_("prompted"),
    "origin": N_("origin"),
    "kind": N_("kind"),
    "role": N_("role"),
    "ledger": N_("ledger"),
    "weight": N_("weight"),
    "made": N_("day of coding"),
    "date": N_("day of the interview"),
    "coder": N_("coder"),
    "source": N_("source"),
    "case": N_("informant"),
    "speaker": N_("speaker"),
    "words": N_("words"),
    "phrase": N_("whole words"),
    "line": N_("line"),
    "memo": N_("memo"),
    "tie": N_("relation on a concept map"),
}
VALUE_NAMES: dict[str, dict[str, str]] = {
    "status": EVERY_STATUS,
    "evidence": {
        **{one: SURFACE_WORDS[f"evidence_{one}"] for one in ("claim", "event", "document")},
        "none": N_("not said"),
    },
    "prompted": {"yes": N_("yes"), "no": N_("no"), "none": N_("not said")},
    "origin": {
        "hand": N_("by hand"),
        "keyword": N_("keyword rule"),
        "classifier": N_("classifier"),
        "import": N_("import"),
    },
    "kind": KIND_NAMES,
    "role": ROLE_NAMES,
    "ledger": {
        "none": N_("not decided"),
        "decided": N_("decided"),
        "kept": N_("kept"),
        "merged": N_("merged"),
        "aside": N_("set aside"),
        "stale": N_("to be looked at again"),
    },
}
RELATED: dict[Relation, str] = {
    "same": N_("{this} on the same words as {that}"),
    "overlapping": N_("{this} overlapping {that}"),
    "inside": N_("{this} inside {that}"),
    "around": N_("{this} around {that}"),
    "near": N_("{this} near {that}"),
    "before": N_("{this} before {that}"),
    "after": N_("{this} after {that}"),
}


def sentence(query: Query, book: Codebook) -> str:
    """What is asked for, as a person says it."""
    return query_told.sentence(query, book, language())


def said(expression: Expression, book: Codebook) -> str:
    """An expression in words."""
    return query_told.said(expression, book, language())
