"""A query as a sentence in the language of this screen."""

from collections.abc import Sequence

from coding.model import (
    And,
    Codebook,
    Comparison,
    Expression,
    HasCode,
    HasPattern,
    Not,
    Or,
    Query,
    Related,
    Relation,
    Where,
    Whole,
)
from coding.ui.excerpt_filter import EVERY_STATUS
from coding.ui.preview import KIND_NAMES, ROLE_NAMES
from coding.ui.surface_words import SURFACE_WORDS
from coding.ui.words import N_, _, language, ngettext, number

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
COMPARED: dict[Comparison, str] = {
    "=": N_("{field} is {value}"),
    "<": N_("{field} is less than {value}"),
    "<=": N_("{field} is at most {value}"),
    ">": N_("{field} is more than {value}"),
    ">=": N_("{field} is at least {value}"),
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


_MANY = 3
"""Codes that are told by their keys alone."""


def sentence(query: Query, book: Codebook) -> str:
    """What is asked for, as a person says it."""
    if query.where is None:
        return _("all excerpts")
    told = said(query.where, book)
    return told if query.whole == "excerpt" else f"{told}, {_(WHOLE_NAMES[query.whole])}"


def said(expression: Expression, book: Codebook) -> str:
    """An expression in words."""
    match expression:
        case HasCode(code, alone):
            found = book.find(code)
            name = f"{found.key} {found.label(language(), book.language)}" if found else str(code)
            return _("code {code} alone").format(code=name) if alone else _("code {code}").format(code=name)
        case HasPattern(pattern):
            gathering = book.pattern(pattern)
            return _("pattern “{name}”").format(name=gathering.name if gathering else str(pattern))
        case Where(field, comparison, value):
            return _condition(field, comparison, value)
        case Not(part):
            return _("not {what}").format(what=_inside(part, book))
        case And(parts):
            return f" {_('and')} ".join(_inside(part, book) for part in parts)
        case Or(parts):
            if (told := _one_of(parts, book)) is not None:
                return told
            return f" {_('or')} ".join(_inside(part, book) for part in parts)
        case Related(this, relation, that, within):
            told = _(RELATED[relation]).format(this=_inside(this, book), that=_inside(that, book))
            if within is None:
                return told
            reach = ngettext("at most {n} turn apart", "at most {n} turns apart", within).format(n=number(within))
            return f"{told} ({reach})"


def _one_of(parts: Sequence[Expression], book: Codebook) -> str | None:
    """Many codes in a row by their keys: their names would make a paragraph. None for anything else."""
    codes = [part for part in parts if isinstance(part, HasCode)]
    if len(codes) < len(parts) or len(codes) < _MANY or len({one.alone for one in codes}) > 1:
        return None
    keys = [found.key if (found := book.find(one.code)) else str(one.code) for one in codes]
    told = f"{', '.join(keys[:-1])} {_('or')} {keys[-1]}"
    return _("code {code} alone").format(code=told) if codes[0].alone else _("code {code}").format(code=told)


def _condition(field: str, comparison: Comparison, value: str) -> str:
    if field.startswith("case."):
        return _(COMPARED[comparison]).format(field=field.removeprefix("case."), value=value)
    if field in ("words", "phrase", "memo"):
        return _("{field} contain “{value}”").format(field=_(FIELD_NAMES[field]), value=value)
    if field == "tie":
        return _("excerpts that speak for a relation on a concept map")
    named = VALUE_NAMES.get(field, {}).get(value)
    return _(COMPARED[comparison]).format(field=_(FIELD_NAMES[field]), value=_(named) if named else value)


def _inside(part: Expression, book: Codebook) -> str:
    told = said(part, book)
    return f"({told})" if isinstance(part, And | Or) else told
