"""A table of informants as people keep it → what it would change in the cases: to be looked at before it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from coding.errors import Notice, TableWithoutColumn
from coding.model import Attribute, Case

_KEY = ("kode", "kode informan", "code", "key", "kunci", "informan", "informant", "id informan")
_NAME = ("nama", "name", "nama samaran", "pseudonym")
_NUMBER = ("no", "nomor", "nr", "number", "#")


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A line of the table: the case as it would be, and as it is (None: it would be a new one)."""

    after: Case
    before: Case | None = None

    def changes(self) -> list[tuple[str, str, str]]:
        """What would change: attribute (`""` for the name), before and after."""
        old = self.before or replace(self.after, name="", attributes={})
        pairs = [("", old.name, self.after.name)]
        pairs += [(key, old.attributes.get(key, ""), value) for key, value in self.after.attributes.items()]
        return [pair for pair in pairs if pair[1] != pair[2]]


@dataclass(frozen=True, slots=True)
class CaseTable:
    """The lines of a table in their order, the columns that nobody has named yet, and what was left out."""

    lines: tuple[CaseLine, ...]
    attributes: tuple[Attribute, ...] = ()
    notices: tuple[Notice, ...] = ()


def read_cases(rows: Sequence[Sequence[str]], cases: Sequence[Case], attributes: Sequence[Attribute]) -> CaseTable:
    """What rows with a heading would change; TableWithoutColumn where none holds the informants' codes.

    Words are taken as they are written. An empty cell changes nothing.
    """
    heads = [" ".join(cell.replace("_", " ").split()) for cell in rows[0]] if rows else []
    lower = [head.casefold() for head in heads]
    key_at = next((lower.index(name) for name in _KEY if name in lower), None)
    if key_at is None:
        raise TableWithoutColumn(name="Kode")
    name_at = next((lower.index(name) for name in _NAME if name in lower), None)
    apart = {key_at, name_at, *(at for at, head in enumerate(lower) if head in _NUMBER or not head)}
    keys, fresh = _keys({at: head for at, head in enumerate(heads) if at not in apart}, cases, attributes)
    there = {case.key.casefold(): case for case in cases}
    lines: dict[str, CaseLine] = {}
    twice, keyless = [], []
    for number, row in enumerate(rows[1:], start=2):
        cells = [" ".join(cell.split()) for cell in row]
        key = cells[key_at] if key_at < len(cells) else ""
        if not key:
            keyless.append(str(number))
        elif key.casefold() in lines:
            twice.append(key)
        else:
            told = {keys[at]: cell for at, cell in enumerate(cells) if at in keys and cell}
            name = cells[name_at] if name_at is not None and name_at < len(cells) else ""
            lines[key.casefold()] = _line(key, name, told, there.get(key.casefold()))
    return CaseTable(tuple(lines.values()), fresh, tuple(_notices(keyless, twice)))


def _line(key: str, name: str, told: Mapping[str, str], before: Case | None) -> CaseLine:
    if before is None:
        return CaseLine(Case(uuid4(), key, name, dict(told)))
    return CaseLine(replace(before, name=name or before.name, attributes={**before.attributes, **told}), before)


def _keys(
    heads: Mapping[int, str], cases: Sequence[Case], attributes: Sequence[Attribute]
) -> tuple[dict[int, str], tuple[Attribute, ...]]:
    """Column → key of its attribute: by key or name where there is one, else made from the heading."""
    known = {key.replace("_", " ").casefold(): key for case in cases for key in case.attributes}
    known |= {one.key.replace("_", " ").casefold(): one.key for one in attributes}
    known |= {one.name.casefold(): one.key for one in attributes if one.name}
    keys, fresh = {}, []
    for at, head in heads.items():
        key = known.get(head.casefold())
        if key is None:
            key = known[head.casefold()] = "_".join(head.casefold().split())
            # One word says itself; of several the heading is kept as the name.
            if "_" in key:
                fresh.append(Attribute(uuid4(), key, head))
        keys[at] = key
    return keys, tuple(fresh)


def _notices(keyless: Sequence[str], twice: Sequence[str]) -> list[Notice]:
    told = (
        (Notice("Rows without a code were left out: {names}."), keyless),
        (Notice("These codes stand in the table more than once; the first row counts: {names}."), twice),
    )
    return [Notice(one.sentence, {"names": ", ".join(dict.fromkeys(names))}) for one, names in told if names]
