"""The query language: from words to an Expression, and back to words.

    query      = all { OR all }
    all        = one { AND one }
    one        = NOT one | term [ relation term ]
    relation   = SAME | OVERLAPS | INSIDE | AROUND | NEAR [ (n) ] | BEFORE [ (n) ] | AFTER [ (n) ]
    term       = ( query ) | code | =code | pattern:name | field:value | field (< | <= | > | >=) value

A code is its key, its name or the beginning of its name, with all codes under it; `=code` is that code alone. A pattern
code means any of the codes it gathers. Names of several words stand in quotes. Operators count whatever their case, in
English and Indonesian. Fields: see `FIELDS`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import cast, get_args
from uuid import UUID

from coding.errors import (
    QueryCodeAmbiguous,
    QueryCodeUnknown,
    QueryComparisonInvalid,
    QueryFieldUnknown,
    QueryInvalid,
    QueryMisplaced,
    QueryPatternUnknown,
    QueryQuoteUnclosed,
    QueryTooDeep,
    QueryUnclosed,
    QueryUnexpected,
    QueryUnfinished,
    QueryValueInvalid,
)
from coding.model import (
    DECISIONS,
    EVIDENCE,
    KINDS,
    And,
    Code,
    Codebook,
    Comparison,
    Expression,
    HasCode,
    HasPattern,
    Not,
    Or,
    Origin,
    Related,
    Relation,
    Status,
    Where,
    phrase_pattern,
)

Choices = Mapping[str, str]
"""A word one may write → what is stored."""

_STATUS_ID = {
    "ada": "exists",
    "direncanakan": "planned",
    "pernah ada": "existed",
    "tidak ada": "absent",
    "belum ada": "absent",
    "gagal": "failed",
    "terbatas": "limited",
    "tanpa": "none",
}
_LEDGER_ID = {
    "belum": "none",
    "diputuskan": "decided",
    "dipertahankan": "kept",
    "digabung": "merged",
    "disisihkan": "aside",
    "usang": "stale",
}
_YES_NO = {"yes": "yes", "no": "no", "ya": "yes", "tidak": "no"}


def _same(*words: str) -> Choices:
    return {word: word for word in words}


FIELDS: Mapping[str, Choices | None] = {
    "status": {**_same(*get_args(Status), "limited", "none"), **_STATUS_ID},
    "evidence": {**_same(*EVIDENCE, "none"), "pernyataan": "claim", "peristiwa": "event", "dokumen": "document"},
    "prompted": {**_YES_NO, "none": "none"},
    "origin": _same(*get_args(Origin)),
    "kind": {**_same(*KINDS), "wawancara": "interview", "observasi": "observation", "dokumen": "document"},
    "ledger": {**_same("none", "decided", *DECISIONS, "stale"), **_LEDGER_ID},
    "role": {**_same("interviewer", "informant", "other"), "pewawancara": "interviewer", "informan": "informant"},
    "weight": None,
    "made": None,
    "date": None,
    "coder": None,
    "source": None,
    "case": None,
    "speaker": None,
    "words": None,
    "phrase": None,
    "line": None,
    "memo": None,
    "tie": None,
}
"""What can be asked for, with the words that may be asked where they are fixed. `case.KEY` asks for an attribute."""

PATTERN = "pattern"
"""What stands before the name of a pattern code."""

ORDERED = ("weight", "made", "date", "line")
"""Fields that can be more or less; attributes can be, too."""

_LOGIC = {"and": "and", "dan": "and", "or": "or", "atau": "or", "not": "not", "bukan": "not"}
_RELATIONS: Mapping[str, Relation] = {
    "same": "same",
    "sama": "same",
    "overlaps": "overlapping",
    "bertumpang": "overlapping",
    "inside": "inside",
    "dalam": "inside",
    "around": "around",
    "memuat": "around",
    "near": "near",
    "dekat": "near",
    "before": "before",
    "sebelum": "before",
    "after": "after",
    "sesudah": "after",
}
WRITTEN: Mapping[Relation, str] = {
    "same": "SAME",
    "overlapping": "OVERLAPS",
    "inside": "INSIDE",
    "around": "AROUND",
    "near": "NEAR",
    "before": "BEFORE",
    "after": "AFTER",
}
COUNTED: tuple[Relation, ...] = ("near", "before", "after")
_NEAR = 1
_DEEPEST = 40
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(
    rf"""(?P<bracket>[()])
    |(?P<field>case\.{_QUOTED}|[^\W\d][\w.\-]*)(?P<comparison><=|>=|<|>|:|=)(?P<value>{_QUOTED}|[^\s()"]*)
    |(?P<name>=?(?:{_QUOTED}|[^\s()"]+))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int
    field: str = ""
    comparison: str = ""
    value: str = ""

    def says(self, words: Mapping[str, str]) -> str | None:
        """The operator a bare word stands for."""
        return words.get(self.text.casefold()) if self.kind == "name" else None


def parse(text: str, book: Codebook) -> Expression:
    """The expression that a query's words stand for (a QueryInvalid that names the place)."""
    reader = _Reader(_tokens(text), book)
    if not reader.tokens:
        raise QueryInvalid(at=1)
    found = reader.any(0)
    if (rest := reader.peek()) is not None:
        raise QueryUnexpected(found=rest.text, at=rest.at)
    return found


def _tokens(text: str) -> list[_Token]:
    found, place = [], 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        match = _TOKEN.match(text, place)
        if match is None:
            raise QueryQuoteUnclosed(at=place + 1)
        if match["bracket"]:
            found.append(_Token("bracket", match[0], place + 1))
        elif match["field"]:
            parts = {name: match[name] for name in ("field", "comparison", "value")}
            found.append(_Token("field", match[0], place + 1, **parts))
        else:
            found.append(_Token("name", match[0], place + 1))
        place = match.end()
    return found


def _bare(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text


class _Reader:
    """Goes through the tokens once; each method reads one rule of the grammar."""

    def __init__(self, tokens: list[_Token], book: Codebook) -> None:
        self.tokens, self.book, self.place = tokens, book, 0

    def peek(self) -> _Token | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def take(self) -> _Token:
        token = self.peek()
        if token is None:
            last = self.tokens[-1]
            raise QueryUnfinished(at=last.at + len(last.text))
        self.place += 1
        return token

    def any(self, depth: int) -> Expression:
        return self._chain("or", lambda: self._chain("and", lambda: self._one(depth), And), Or)

    def _chain(self, word: str, read: Callable[[], Expression], join: type[And] | type[Or]) -> Expression:
        parts = [read()]
        while (token := self.peek()) is not None and token.says(_LOGIC) == word:
            self.place += 1
            parts.append(read())
        return parts[0] if len(parts) == 1 else join(tuple(parts))

    def _one(self, depth: int) -> Expression:
        token = self.peek()
        if depth > _DEEPEST:
            raise QueryTooDeep(at=token.at if token else self.tokens[-1].at)
        if token is not None and token.says(_LOGIC) == "not":
            self.place += 1
            return Not(self._one(depth + 1))
        this = self._term(depth)
        token = self.peek()
        relation = token.says(_RELATIONS) if token else None
        if relation is None:
            return this
        self.place += 1
        within = self._count(cast(Relation, relation))
        return Related(this, cast(Relation, relation), self._term(depth), within)

    def _count(self, relation: Relation) -> int | None:
        """The number in brackets behind NEAR, BEFORE, AFTER; a bare NEAR means the next turn."""
        if relation not in COUNTED:
            return None
        some = [one.text for one in self.tokens[self.place : self.place + 3]]
        if len(some) == 3 and (some[0], some[2]) == ("(", ")") and some[1].isdecimal():
            self.place += 3
            return int(some[1])
        return _NEAR if relation == "near" else None

    def _term(self, depth: int) -> Expression:
        token = self.take()
        if token.text == "(" and token.kind == "bracket":
            inside = self.any(depth + 1)
            closing = self.peek()
            if closing is None:
                raise QueryUnclosed(at=token.at)
            if closing.text != ")":
                raise QueryUnexpected(found=closing.text, at=closing.at)
            self.place += 1
            return inside
        if token.kind == "field":
            return self._condition(token)
        if token.kind == "bracket" or token.says(_LOGIC) or token.says(_RELATIONS):
            raise QueryMisplaced(found=token.text, at=token.at)
        alone = token.text.startswith("=")
        return HasCode(self._code(_bare(token.text.removeprefix("=")), token.at).id, alone)

    def _code(self, name: str, at: int) -> Code:
        wanted = name.casefold()
        if (code := self.book.find(name)) is not None:
            return code
        names = {one.id: [called.casefold() for called in one.name.values()] for one in self.book.codes}
        whole = [one for one in self.book.codes if wanted in names[one.id]]
        begun = [one for one in self.book.codes if any(called.startswith(wanted) for called in names[one.id])]
        for some in (whole, begun) if wanted else ():
            if len(some) == 1:
                return some[0]
            if some:
                raise QueryCodeAmbiguous(code=name, at=at, codes=", ".join(one.key for one in some))
        known = {word: one.key for one in self.book.codes for word in (one.key.casefold(), *names[one.id])}
        near = get_close_matches(wanted, known, 1, 0.0)
        raise QueryCodeUnknown(code=name, at=at, near=known[near[0]] if near else "–")

    def _pattern(self, name: str, at: int) -> HasPattern:
        found = self.book.pattern(name)
        if found is None:
            known = ", ".join(one.name for one in self.book.patterns) or "–"
            raise QueryPatternUnknown(name=name, at=at, known=known)
        return HasPattern(found.id)

    def _condition(self, token: _Token) -> Where | HasPattern:
        field, comparison, value = token.field, token.comparison, _bare(token.value)
        if not value and not token.value.startswith('"'):
            raise QueryUnfinished(at=token.at + len(token.text))
        if field.startswith("case."):
            field = f"case.{_bare(field.removeprefix('case.'))}"
            return Where(field, cast(Comparison, "=" if comparison == ":" else comparison), value)
        field = field.casefold()
        if field not in FIELDS and field != PATTERN:
            raise QueryFieldUnknown(field=token.field, at=token.at, known=", ".join((PATTERN, *FIELDS)))
        if comparison == ":":
            comparison = "="
        if comparison != "=" and field not in ORDERED:
            raise QueryComparisonInvalid(field=field, at=token.at)
        at = token.at + len(token.text) - len(token.value)
        if field == PATTERN:
            return self._pattern(value, at)
        return Where(field, cast(Comparison, comparison), _checked(field, value, at))


def _checked(field: str, value: str, at: int) -> str:
    choices = FIELDS[field]
    if choices is not None:
        if value.casefold() not in choices:
            known = ", ".join(dict.fromkeys(choices.values()))
            raise QueryValueInvalid(field=field, value=value, at=at, known=known)
        return choices[value.casefold()]
    if field == "phrase" and not phrase_pattern(value):
        raise QueryValueInvalid(field=field, value=value, at=at, known='rapat, "kerja sama" …')
    if field in ("weight", "line") and not re.fullmatch(r"-?\d{1,9}", value):
        raise QueryValueInvalid(field=field, value=value, at=at, known="1, 2, 3 …")
    if field in ("made", "date") and not _is_date(value):
        raise QueryValueInvalid(field=field, value=value, at=at, known="2026-01-31 …")
    if field == "tie" and not _is_id(value):
        raise QueryValueInvalid(field=field, value=value, at=at, known="0198c1d2-… (concept map)")
    return value


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-01-31")


# -- back to words --------------------------------------------------------------------------------


def written(expression: Expression, book: Codebook) -> str:
    """The query in words that `parse` reads as the same expression; a code or pattern that is gone stands as its id."""
    match expression:
        case HasCode(code, alone):
            found = book.find(code)
            return f"{'=' if alone else ''}{_quoted(found.key if found else str(code))}"
        case HasPattern(pattern):
            gathering = book.pattern(pattern)
            return f"{PATTERN}:{_quoted(gathering.name if gathering else str(pattern))}"
        case Where(field, comparison, value):
            name = (
                f"case.{_quoted(field.removeprefix('case.'), plain=_PLAIN_KEY)}" if field.startswith("case.") else field
            )
            return f"{name}{':' if comparison == '=' else comparison}{_quoted(value)}"
        case Not(part):
            return f"NOT {_inside(part, book, (And, Or))}"
        case And(parts):
            return " AND ".join(_inside(part, book, (Or, And)) for part in parts)
        case Or(parts):
            return " OR ".join(_inside(part, book, (Or,)) for part in parts)
        case Related(this, relation, that, within):
            count = "" if within is None or (relation == "near" and within == _NEAR) else f"({within})"
            joined = (And, Or, Not, Related)
            return f"{_inside(this, book, joined)} {WRITTEN[relation]}{count} {_inside(that, book, joined)}"


_PLAIN = re.compile(r"[\w*./\-]+")
_PLAIN_KEY = re.compile(r"[\w.\-]+")


def _quoted(text: str, plain: re.Pattern[str] = _PLAIN) -> str:
    word = text.casefold()
    if plain.fullmatch(text) and word not in _LOGIC and word not in _RELATIONS:
        return text
    escaped = re.sub(r'(["\\])', r"\\\1", text)
    return f'"{escaped}"'


def _inside(part: Expression, book: Codebook, bracketed: tuple[type, ...]) -> str:
    text = written(part, book)
    return f"({text})" if isinstance(part, bracketed) else text
