"""Cases (informants): made, described, tied to speakers and sources."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from coding.errors import NameMissing, NameTaken
from coding.exchange.informants import CaseTable, read_cases
from coding.model import Attribute, Case, Source
from coding.store import Read, Write, cases
from coding.workbench.desk import reads, verb

_KEY = re.compile(r"[A-Z]{1,4}[-. ]?\d{1,3}")
_HEADER_KEYS = ("kode", "kode informan", "code", "informan", "informant")


@reads
def list_cases(tx: Read) -> list[Case]:
    """All cases, by key."""
    return cases.load(tx)


@reads
def list_attributes(tx: Read) -> list[Attribute]:
    """The columns of the cases' table, with the labels they define."""
    return cases.attributes(tx)


@verb("put_cases", "edit_cases")
def put_cases(tx: Write, many: Iterable[Case]) -> None:
    """Store cases as one act: new ones, and what changed in those there are (Conflict where somebody was first)."""
    _put_cases(tx, many)


def _put_cases(tx: Write, many: Iterable[Case]) -> None:
    there = {case.id: case for case in cases.load(tx)}
    keys = {case.key.casefold(): case.id for case in there.values()}
    for case in many:
        if not case.key.strip():
            raise NameMissing
        if keys.get(case.key.casefold(), case.id) != case.id:
            raise NameTaken(name=case.key)
        keys[case.key.casefold()] = case.id
        if case.id in there:
            cases.change(tx, case, version=case.version)
        else:
            cases.add(tx, case)


@verb("put_attributes", "edit_cases")
def put_attributes(tx: Write, many: Iterable[Attribute], *, version: int | None = None) -> None:
    """Store the columns of the cases' table and the definitions of their labels.

    Conflict where one that was there is no longer of this `version`.
    """
    _put_attributes(tx, many, version)


def _put_attributes(tx: Write, many: Iterable[Attribute], version: int | None = None) -> None:
    keys = {one.key.casefold(): one.id for one in cases.attributes(tx)}
    for one in many:
        if not one.key.strip():
            raise NameMissing
        if keys.setdefault(one.key.casefold(), one.id) != one.id:
            raise NameTaken(name=one.key)
        cases.put_attribute(tx, one, version=version)


@verb("remove_case", "edit_cases")
def remove_case(tx: Write, case: UUID) -> None:
    """Take a case out; sources and speakers stay, untied."""
    cases.drop(tx, case)


def guess_case_key(source: Source) -> str | None:
    """The informant's code a transcript names itself: in its header, else as the one speaker label of that shape."""
    for name, value in source.header.items():
        if name.casefold().strip() in _HEADER_KEYS and (found := _KEY.match(value.strip())):
            return found.group()
    labels = [voice.label for voice in source.speakers if _KEY.fullmatch(voice.label) and voice.role != "interviewer"]
    return labels[0] if len(labels) == 1 else None


def guess_cases(source: Source) -> tuple[str, dict[str, str]]:
    """The informant's code of a source, and of each speaker whose label is one; in a group, only the latter."""
    own = {
        voice.label: voice.label
        for voice in source.speakers
        if voice.role == "informant" and _KEY.fullmatch(voice.label)
    }
    return ("", own) if len(own) > 1 else (guess_case_key(source) or "", {})


def tie(source: Source, case: UUID) -> Source:
    """A source whose informants (or, without any, itself) belong to a case."""
    voices = tuple(replace(v, case=case) if v.role == "informant" else v for v in source.speakers)
    return replace(source, speakers=voices, case=case)


@verb("case_for", "edit_cases")
def case_for(tx: Write, key: str, attributes: Mapping[str, str]) -> Case:
    """The case of this key, made with these attributes where there is none."""
    found = next((case for case in cases.load(tx) if case.key.casefold() == key.casefold()), None)
    if found:
        return found
    made = Case(uuid4(), key, attributes=attributes)
    cases.add(tx, made)
    return made


@reads
def read_case_table(tx: Read, rows: Sequence[Sequence[str]]) -> CaseTable:
    """What a table of informants would change here; nothing is stored (TableWithoutColumn)."""
    return read_cases(rows, cases.load(tx), cases.attributes(tx))


@verb("take_cases", "edit_cases")
def take_cases(tx: Write, table: CaseTable, new: Collection[str] = ()) -> None:
    """Store what a table changes as one act: in the cases there are, and of those there are not the named keys.

    Conflict where somebody changed a case since the table was looked at.
    """
    wanted = {key.casefold() for key in new}
    lines = [one for one in table.lines if one.before or one.after.key.casefold() in wanted]
    changed = [one for one in lines if one.before is None or one.changes()]
    used = {key for one in changed for key in one.after.attributes}
    _put_attributes(tx, [one for one in table.attributes if one.key in used])
    _put_cases(tx, [one.after for one in changed])
