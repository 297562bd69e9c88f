"""What a report rested on when it was frozen, told as plain values; and what differs when it is made again.

Words of informants are in no manifest: where a cell or a line quotes, or is long, only its print stands there. All is
told by names and keys, so that a manifest can be held against the same study in another database.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from coding.errors import ManifestBroken, ManifestNewer
from coding.model import LANGUAGES, OUTLINES
from coding.report.blocks import Heading, Listing, Pictured, Quotation, Report, Tabled, Words, plain
from coding.report.tables import Part

FORMAT = "simpul-manifest"
SCHEMA = 1

_LONGEST = 80
_LONGEST_LINE = 400
"""Letters of a cell and of a line that stand in a manifest as they are."""

_QUOTES = "“"
_PRINT = 16

Kind = Literal["source", "code", "coder", "model", "table", "figure", "column", "row", "cell", "text", "field"]


@dataclass(frozen=True, slots=True)
class Differs:
    """Something that differs: what kind of thing, its name, where in it, and what it was and is (None: not there)."""

    kind: Kind
    name: str
    where: str = ""
    old: str | None = None
    new: str | None = None


def contents(report: Report) -> dict[str, Any]:
    """What of a report its manifest tells: tables and figures by their cells, texts by their lines."""
    made: dict[str, Any] = {"title": report.title, "tables": [], "figures": [], "text": []}
    for name, one in named(report):
        part = one.part
        assert part
        told = _told_part(name, part, one.quoting if isinstance(one, Tabled) else ())
        made["tables" if isinstance(one, Tabled) else "figures"].append(told)
    for heading, lines in _texts(report):
        made["text"].append({"heading": heading, "lines": lines})
    return {**made, "sha256": digest(made)}


def named(report: Report) -> list[tuple[str, Tabled | Pictured]]:
    """The tables, and the figures whose numbers are known, each under a name of its own."""
    found: list[tuple[str, Tabled | Pictured]] = []
    counts: Counter[str] = Counter()
    for one in report.blocks:
        if isinstance(one, Tabled) or (isinstance(one, Pictured) and one.part):
            name = one.name or (one.part.title if one.part else "")
            counts[name] += 1
            found.append((name if counts[name] == 1 else f"{name} {counts[name]}", one))
    return found


def digest(value: object) -> str:
    """The SHA-256 of plain values, always written in the same way; of bytes as they are."""
    told = value if isinstance(value, bytes) else written(value)
    return hashlib.sha256(told).hexdigest()


def written(value: object) -> bytes:
    """Plain values as JSON that a person can read: keys in order, a line each."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8", "backslashreplace")


def told(words: str | int, most: int = _LONGEST) -> str | int:
    """A cell or a line as a manifest has it: itself, or # and its print where it quotes or is long."""
    if isinstance(words, int) or (len(words) <= most and _QUOTES not in words and not words.startswith("#")):
        return words
    return f"#{hashlib.sha256(words.encode('utf-8', 'backslashreplace')).hexdigest()[:_PRINT]}"


def read(data: bytes) -> dict[str, Any]:
    """A manifest from its file (ManifestBroken, ManifestNewer)."""
    try:
        made = json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise ManifestBroken from problem
    if not isinstance(made, dict) or made.get("format") != FORMAT or not isinstance(made.get("schema"), int):
        raise ManifestBroken
    if made["schema"] > SCHEMA:
        raise ManifestNewer
    if not _is_whole(made):
        raise ManifestBroken
    return made


_SHAPE: Mapping[str, type] = {
    "project": dict,
    "report": dict,
    "program": dict,
    "codebook": dict,
    "made": dict,
    "sources": list,
    "coders": list,
    "fields": list,
    "files": dict,
}
_TEXTS: Mapping[str, Sequence[str]] = {
    "project": ("id", "name"),
    "made": ("at", "by"),
    "report": ("outline", "language", "sha256"),
}


def _is_whole(made: Mapping[str, Any]) -> bool:
    if not all(isinstance(made.get(key), kind) for key, kind in _SHAPE.items()):
        return False
    if not all(isinstance(made[key].get(each), str) for key, some in _TEXTS.items() for each in some):
        return False
    report = made["report"]
    try:
        kept = {key: report[key] for key in ("title", "tables", "figures", "text")}
        for table in (*kept["tables"], *kept["figures"]):
            if not all(len(row) == len(table["columns"]) for row in table["rows"]):
                return False
            _by_key([table])
        _by_key(made["sources"]), _by_key(made["coders"]), _by_key(made["codebook"]["codes"])
        list(_fields(made["fields"], ()))
        datetime.fromisoformat(made["made"]["at"])
    except (KeyError, TypeError, ValueError):
        return False
    if report["outline"] not in OUTLINES or report["language"] not in LANGUAGES:
        return False
    return bool(report["sha256"] == digest(kept))


# -- held against each other ----------------------------------------------------------------------


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Differs]:
    """What of a manifest is no longer so: what it rested on first, then what it showed."""
    return [
        *_things("source", old["sources"], new["sources"], "sha256"),
        *_things("code", old["codebook"]["codes"], new["codebook"]["codes"], "sha256"),
        *_things("coder", old["coders"], new["coders"], "codings"),
        *_model(old.get("model"), new.get("model")),
        *_parts("table", old["report"]["tables"], new["report"]["tables"]),
        *_parts("figure", old["report"]["figures"], new["report"]["figures"]),
        *_titles(old["report"]["title"], new["report"]["title"]),
        *_lines(old["report"]["text"], new["report"]["text"]),
        *_fields(old["fields"], new["fields"]),
    ]


def _things(kind: Kind, old: Sequence[Any], new: Sequence[Any], by: str) -> Iterator[Differs]:
    before, after = _by_key(old), _by_key(new)
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        if was is None or now is None or was[by] != now[by]:
            yield Differs(kind, name, "", _short(was, by), _short(now, by))


def _by_key(some: Sequence[Any]) -> dict[str, Any]:
    return {str(one["name"]): one for one in some}


def _short(one: Mapping[str, Any] | None, by: str) -> str | None:
    if one is None:
        return None
    value = str(one[by])
    return f"#{value[:_PRINT]}" if by == "sha256" else value


def _model(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Iterator[Differs]:
    if digest(old) != digest(new):
        yield Differs("model", "", "", *(f"#{digest(one)[:_PRINT]}" if one else None for one in (old, new)))


def _parts(kind: Literal["table", "figure"], old: Sequence[Any], new: Sequence[Any]) -> Iterator[Differs]:
    before, after = _by_key(old), _by_key(new)
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        if was is None or now is None:
            yield Differs(kind, (was or now or {})["title"], "", was and was["title"], now and now["title"])
        elif was["sha256"] != now["sha256"]:
            yield from _cells(was, now) if was["columns"] == now["columns"] else _columns(was, now)


def _columns(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Differs]:
    yield Differs("column", new["title"], "", " · ".join(old["columns"]), " · ".join(new["columns"]))


def _cells(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Differs]:
    before, after = _rows(old["rows"]), _rows(new["rows"])
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        where = key[0] if key[1] == 1 else f"{key[0]} ({key[1]})"
        if was is None or now is None:
            yield Differs("row", new["title"], "", *(None if one is None else where for one in (was, now)))
            continue
        for column, one, other in zip(new["columns"], was, now, strict=True):
            if one != other and not _counts(column, new, one, other):
                yield Differs("cell", new["title"], f"{where} · {column}", str(one), str(other))


def _counts(column: str, table: Mapping[str, Any], one: object, other: object) -> bool:
    """Whether a cell only numbers its row: a row that came or went moves those below it."""
    return column == table["columns"][0] and isinstance(one, int) and isinstance(other, int)


def _rows(rows: Sequence[Sequence[Any]]) -> dict[tuple[str, int], Sequence[Any]]:
    """Rows by the first cell that is no number, and the how-manieth of those it is."""
    counts: Counter[str] = Counter()
    found = {}
    for row in rows:
        name = next((str(cell) for cell in row if not isinstance(cell, int)), "")
        counts[name] += 1
        found[name, counts[name]] = row
    return found


def _titles(old: str, new: str) -> Iterator[Differs]:
    if old != new:
        yield Differs("text", new, "", old, new)


def _lines(old: Sequence[Any], new: Sequence[Any]) -> Iterator[Differs]:
    before, after = ({one["heading"]: one["lines"] for one in some} for some in (old, new))
    for heading in dict.fromkeys((*before, *after)):
        was, now = before.get(heading), after.get(heading)
        if was is None or now is None:
            yield Differs("text", heading, "", *(None if one is None else heading for one in (was, now)))
        elif was != now:
            gone, come = [one for one in was if one not in now], [one for one in now if one not in was]
            yield Differs("text", heading, "", "\n".join(map(str, gone)), "\n".join(map(str, come)))


def _fields(old: Sequence[Any], new: Sequence[Any]) -> Iterator[Differs]:
    before, after = ({str(one["field"]): str(one["value"]) for one in some} for some in (old, new))
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        if was != now:
            yield Differs("field", name, "", was, now)


# -- told -----------------------------------------------------------------------------------------


def _told_part(name: str, part: Part, quoting: Collection[int]) -> dict[str, Any]:
    most = dict.fromkeys(quoting, 0)
    rows = [[told(cell, most.get(at, _LONGEST)) if cell else cell for at, cell in enumerate(row)] for row in part.rows]
    columns = [one.heading for one in part.columns]
    return {
        "name": name,
        "title": part.title,
        "columns": columns,
        "rows": rows,
        "sha256": digest([columns, [list(row) for row in part.rows]]),
    }


def _texts(report: Report) -> Iterator[tuple[str, list[str | int]]]:
    """The words under each heading, under the headings above it."""
    above: list[str] = []
    lines: list[str | int] = []
    counts: Counter[str] = Counter()
    name = ""
    for one in report.blocks:
        match one:
            case Heading(text, level):
                if lines:
                    yield name, lines
                above, lines = [*above[: level - 1], text], []
                name = " › ".join(above)
                counts[name] += 1
                name = name if counts[name] == 1 else f"{name} ({counts[name]})"
            case Words(text, faint) if not faint:
                lines.append(told(plain(text), _LONGEST_LINE))
            case Listing(items):
                lines += [told(plain(item), _LONGEST_LINE) for item in items]
            case Quotation(words, reference):
                lines.append(f"{reference} {told(f'{_QUOTES}{words}')}".strip())
    if lines:
        yield name, lines
