"""What a supervisor sends back as one small file (ZIP): states, threads, visits and sign-offs, as JSON with its print.

It comes from outside: no member is unpacked to a path, sizes are bounded before anything is read, and every value must
be of its kind, or the whole file is refused.
"""

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

from coding.errors import FeedbackBroken, FeedbackNewer
from coding.model import (
    ABOUT_KINDS,
    MILESTONES,
    REVIEW_STATES,
    STATUSES,
    Comment,
    Review,
    Signoff,
    Thread,
    Visit,
)

FORMAT, VERSION = "simpul-feedback", 1
INSIDE, MANIFEST = "feedback.json", "manifest.json"
MOST = 32 * 1024 * 1024
"""Bytes, packed or not: a supervisor's words of many years are less."""

_WORDS = 100_000
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    TypeError,
    ValueError,
    OverflowError,
    RecursionError,
    # An encrypted member, and a way of packing that Python does not know.
    RuntimeError,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Feedback:
    """All that a supervisor says of a project: its id, as the student has it, its name, and who said it and when.

    `people` are all who are named in it, by their ids.
    """

    project: UUID
    name: str
    by: UUID
    made_at: datetime
    people: Mapping[UUID, str]
    reviews: tuple[Review, ...] = ()
    threads: tuple[Thread, ...] = ()
    comments: tuple[Comment, ...] = ()
    visits: tuple[Visit, ...] = ()
    signoffs: tuple[Signoff, ...] = ()


# -- the kinds of values --------------------------------------------------------------------------


def _text(most: int = _WORDS) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or len(value) > most:
            raise ValueError
        return value

    return read


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**62:
        raise ValueError
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _id(value: Any) -> UUID:
    return UUID(_text(36)(value))


def _instant(value: Any) -> datetime:
    at = datetime.fromisoformat(_text(40)(value))
    if at.tzinfo is None:
        raise ValueError
    return at


def _one_of(*wanted: str | None) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if value not in wanted:
            raise ValueError
        return value

    return read


def _ids(value: Any) -> tuple[UUID, ...]:
    if not isinstance(value, list) or len(value) > 1000:
        raise TypeError
    return tuple(map(_id, value))


def _contents(value: Any) -> dict[str, Any]:
    """Part of the work → how many things it had, and their print."""
    if not isinstance(value, dict) or len(value) > 100:
        raise TypeError
    return {_text(40)(name): [_number(one[0]), _text(64)(one[1])] for name, one in value.items()}


_OWN = {"id": _id, "coder": _id, "made_at": _instant}
_KINDS: Mapping[str, tuple[type, Mapping[str, Callable[[Any], Any]]]] = {
    "reviews": (
        Review,
        {
            **_OWN,
            "coding": _id,
            "state": _one_of(*REVIEW_STATES),
            "quote": _text(2**22),
            "code": _id,
            "status": _one_of(None, *STATUSES),
            "limited": _truth,
        },
    ),
    "threads": (
        Thread,
        {
            **_OWN,
            "about": _one_of(*ABOUT_KINDS),
            "on": _id,
            "said": _text(2**22),
            "question": _truth,
            "settled": _truth,
        },
    ),
    "comments": (Comment, {**_OWN, "thread": _id, "text": _text(), "mentions": _ids}),
    "visits": (Visit, {**_OWN, "rev": _number, "discussed": _text(), "agreed": _text(), "to_do": _text()}),
    "signoffs": (
        Signoff,
        {
            **_OWN,
            "milestone": _one_of(*MILESTONES),
            "contents": _contents,
            "print": _text(64),
            "rev": _number,
            "note": _text(),
        },
    ),
}


# -- the file -------------------------------------------------------------------------------------


def write_feedback(one: Feedback) -> bytes:
    """The file: the same bytes of the same feedback."""
    told = {
        "project": str(one.project),
        "name": one.name,
        "by": str(one.by),
        "made_at": one.made_at.isoformat(),
        "people": {str(id_): name for id_, name in sorted(one.people.items())},
        **{
            kind: [{name: _plain(getattr(each, name)) for name in fields} for each in getattr(one, kind)]
            for kind, (_class, fields) in _KINDS.items()
        },
    }
    inside = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()
    head = {"format": FORMAT, "version": VERSION, "sha256": sha256(inside).hexdigest()}
    out = io.BytesIO()
    at = (max(one.made_at.year, 1980), *one.made_at.timetuple()[1:6])
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in ((INSIDE, inside), (MANIFEST, json.dumps(head, indent=1).encode())):
            archive.writestr(zipfile.ZipInfo(name, at), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return dict(value) if isinstance(value, Mapping) else value


def read_feedback(data: bytes, name: str = "") -> Feedback:
    """The feedback in a file (FeedbackBroken, FeedbackNewer)."""
    try:
        if len(data) > MOST:
            raise ValueError
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sorted(archive.namelist()) != [INSIDE, MANIFEST]:
                raise ValueError
            head, inside = (json.loads(_member(archive, MANIFEST)), _member(archive, INSIDE))
        if head["format"] != FORMAT:
            raise ValueError
        if _number(head["version"]) > VERSION:
            raise FeedbackNewer
        if head["sha256"] != sha256(inside).hexdigest():
            raise ValueError
        return _feedback(json.loads(inside))
    except _DAMAGE as problem:
        raise FeedbackBroken(name=name) from problem


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """A member; what the archive says of its size is not believed."""
    with archive.open(name) as member:
        data = member.read(MOST + 1)
    if len(data) > MOST:
        raise ValueError
    return data


def _feedback(told: Any) -> Feedback:
    people = {_id(id_): _text(120)(name) for id_, name in told["people"].items()}
    read = {kind: _rows(told[kind], *kinds) for kind, kinds in _KINDS.items()}
    one = Feedback(
        _id(told["project"]), _text(200)(told["name"]), _id(told["by"]), _instant(told["made_at"]), people, **read
    )
    named = {each.coder for kind in _KINDS for each in getattr(one, kind)} | {one.by}
    if not named <= people.keys():
        raise ValueError
    return one


def _rows(rows: Any, make: Callable[..., T], fields: Mapping[str, Callable[[Any], Any]]) -> tuple[T, ...]:
    if not isinstance(rows, list):
        raise TypeError
    made = []
    for row in rows:
        if set(row) != fields.keys():
            raise ValueError
        made.append(make(**{name: read(row[name]) for name, read in fields.items()}))
    if len({row["id"] for row in rows}) < len(rows):
        raise ValueError
    return tuple(made)
