"""The rows and columns that templates have: informants, codes, groups, pattern codes, statuses."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from coding.errors import DisplayOptionInvalid
from coding.model import HasCode, HasPattern
from coding.reduction.query import written
from coding.reduction.sheet import Head, asked
from coding.reduction.template import RATINGS, Axis
from coding.workbench.display_tables.asked import ATTRIBUTE, Asked


def informants(one: Asked, by: str = "cases") -> list[Axis]:
    """Every informant; with an attribute (`case.` and its key) those alike in it behind each other, under it."""
    labels = one.labels(by) if by.startswith(ATTRIBUTE) else {}
    made = [
        Axis(
            Head(each.key, asked("case", each.key), size=1, group=labels.get(str(each.id), ""), key=str(each.id)),
            cases=frozenset({str(each.id)}),
        )
        for each in one.cases()
    ]
    return sorted(made, key=lambda axis: (not axis.head.group, axis.head.group)) if labels else made


def kinds(one: Asked, by: str) -> list[Axis]:
    """The values of an attribute with all who have it, or every informant."""
    if not by.startswith(ATTRIBUTE):
        return informants(one)
    labels = one.labels(by)
    return [
        Axis(replace(head, key=label), cases=frozenset(id_ for id_, has in labels.items() if has == label))
        for label, head in one.lines(by).items()
    ]


def codes(one: Asked, of: str = "codes", *, grouped: bool = False) -> list[Axis]:
    """The codes (`grouped`: under their groups), their groups, or the pattern codes."""
    if of == "patterns":
        return [
            Axis(
                Head(each.name, written(HasPattern(each.id), one.book), key=str(each.id)),
                codes=frozenset(map(str, one.book.gathered(each.id))),
            )
            for each in one.book.patterns
        ]
    mine, heads = one.groups()
    if of == "groups":
        under: dict[str, set[str]] = {}
        for code, group in mine.items():
            under.setdefault(group, set()).add(code)
        return [Axis(replace(head, key=id_), codes=frozenset(under[id_])) for id_, head in heads.items()]
    return [
        Axis(
            replace(head, key=id_, group=heads[mine[id_]].said if grouped and mine[id_] != id_ else ""),
            codes=frozenset({id_}),
        )
        for id_, head in one.codes().items()
    ]


def statuses(one: Asked, names: Sequence[str], groups: Mapping[str, str]) -> list[Axis]:
    """Statuses, each under a heading where it has one."""
    words = RATINGS[one.language]
    return [
        Axis(Head(words[name], asked("status", name), group=groups.get(name, ""), key=name), statuses=frozenset({name}))
        for name in names
    ]


def chosen_code(one: Asked) -> Head:
    """The code that was written, else the one of most informants; its `key` is its id.

    Raises DisplayOptionInvalid where there is no such code.
    """
    word = one.options["code"]
    if word:
        found = one.book.find(word) or next(
            (each for each in one.book.codes if word.casefold() in map(str.casefold, each.name.values())), None
        )
        if found is None:
            known = ", ".join(each.key for each in one.book.codes[:40])
            raise DisplayOptionInvalid(name="code", value=word, known=known)
        label = found.label(one.language, one.book.language)
        return Head(found.key, written(HasCode(found.id), one.book), label, found.colour, key=str(found.id))
    people: dict[str, set[str]] = {}
    for each in one.grouped("case", "code"):
        if each.row and each.column:
            people.setdefault(each.column, set()).add(each.row)
    heads = one.codes()
    most = max(heads, key=lambda id_: len(people.get(id_, ())), default="")
    return replace(heads[most], key=most) if most else Head("–", None)


def how_much(one: Asked, code: Head) -> dict[str, int]:
    """Informant's id → excerpts of a code and those under it."""
    under = set(map(str, one.book.below(UUID(code.key)))) if code.key else set()
    many: dict[str, int] = {}
    for each in one.grouped("case", "code"):
        if each.row and each.column in under:
            many[each.row] = many.get(each.row, 0) + each.excerpts
    return many
