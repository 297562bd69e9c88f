"""Reports frozen with all they rested on; made again from the project as it is now, and held against what they were."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from platform import python_version
from typing import Any
from uuid import UUID, uuid4

import coding
from coding.errors import ManifestForeign, StillMoving
from coding.exchange.spreadsheet import Column, Table, write_csv, write_sheets
from coding.model import Code, Freeze, Language, Outline, Query
from coding.report import manifest
from coding.report.blocks import Report
from coding.report.manifest import Differs
from coding.report.outline import WORDS
from coding.store import Read, Write, codebooks, freezes, ledger, people, projects, sources, tallies
from coding.workbench.desk import Actor, allow, reads, verb
from coding.workbench.kept import Kept
from coding.workbench.report_assembled import Progress
from coding.workbench.reporting import BARE, Annexes, Composed, Trail, compose

LIBRARIES = ("python-docx", "XlsxWriter", "lxml", "plotly", "kaleido", "SQLAlchemy", "scikit-learn", "spacy", "Babel")
"""What the look or the numbers of a report depend on, beside the program itself."""

_TRIES = 3
_COMPOSING = 0.85
"""The share of the time that composing takes; the rest is writing."""

_UNNAMED = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Frozen:
    """A report that was just frozen: its record, and everything of it as one file (ZIP)."""

    freeze: Freeze
    archive: bytes


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A report made again: what differs from its manifest, its tables as files, and the manifest it has now."""

    differs: tuple[Differs, ...]
    files: Mapping[str, bytes]
    manifest: Mapping[str, Any]
    same_files: bool


@reads
def list_freezes(tx: Read) -> list[Freeze]:
    """The frozen reports, the newest first."""
    return freezes.load(tx)


@reads
def freeze_manifest(tx: Read, freeze: UUID) -> bytes:
    """The manifest of a frozen report, as the file that was given beside it (NotFound)."""
    return manifest.written(dict(freezes.get(tx, freeze).manifest))


@verb("freeze")
def keep_freeze(tx: Write, freeze: Freeze) -> None:
    """Keep the record of a frozen report; nobody takes it back by undo."""
    freezes.add(tx, freeze)


def freeze_report(
    actor: Actor,
    project: UUID,
    *,
    outline: Outline = "thesis",
    language: Language | None = None,
    why: str = "",
    annexed: Annexes = BARE,
    progress: Progress = lambda _share, _name: None,
) -> Frozen:
    """Freeze the report as it is now: a record, and one file with the report, its tables and its manifest.

    StillMoving where the project changed each time the report was made.
    """
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "freeze")
    made, facts = _still(actor, project, outline, language, annexed, progress)
    word = WORDS[made.language]
    files = _tables(made.report, made.at, word["about"])
    progress(_COMPOSING, word["writing"])
    files |= {"report.docx": made.as_docx(), "report.html": made.as_html()}
    told = _told(made, facts, files, why)
    one = Freeze(uuid4(), made.outline, made.language, told, why)
    keep_freeze(actor, project, one)
    progress(1.0, "")
    return Frozen(one, _zipped({**files, "manifest.json": manifest.written(told)}, made.at))


def rebuild(
    actor: Actor,
    project: UUID,
    data: bytes | Mapping[str, Any],
    *,
    trail: Trail | None = None,
    progress: Progress = lambda _share, _name: None,
) -> Rebuilt:
    """Make a frozen report again from the project as it is now, and say what differs from its manifest.

    With the transcripts and the audit `trail` where it had them; the trail up to the revision that was frozen.

    ManifestBroken, ManifestNewer; ManifestForeign where it tells of a project of which nothing is here.
    """
    old = manifest.read(data) if isinstance(data, bytes) else data
    outline, language = old["report"]["outline"], old["report"]["language"]
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "export")
        _belongs(tx, old)
    made, facts = _still(actor, project, outline, language, _annexed(old, trail), progress, pictures=False)
    frozen_at = datetime.fromisoformat(old["made"]["at"])
    files = _tables(made.report, frozen_at, WORDS[made.language]["about"])
    new = _told(made, facts, files, "")
    before = {name: was for name, was in old["files"].items() if name in files or name.startswith("tables")}
    same = before == {name: manifest.digest(one) for name, one in files.items()}
    return Rebuilt(tuple(manifest.differences(old, new)), files, new, same)


def _annexed(old: Mapping[str, Any], trail: Trail | None) -> Annexes:
    """What ended the appendix of a frozen report."""
    there, rev = old["report"].get("annexes", ()), old["project"].get("rev", 0)
    wanted = trail if "trail" in there else None
    return Annexes("transcripts" in there, (lambda language, _rev: wanted(language, rev)) if wanted else None)


_CHANGED = Kept[tuple[Differs, ...]](8)


def changed_since(
    actor: Actor,
    project: UUID,
    freeze: UUID,
    *,
    trail: Trail | None = None,
    progress: Progress = lambda _share, _name: None,
) -> list[Differs]:
    """What of a frozen report is no longer so (NotFound); kept in memory as long as the project stands still."""
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "export")
        key = (tx.sight, project, actor.id, freeze, projects.rev(tx))
        one = freezes.get(tx, freeze)
    found = _CHANGED.get(key)
    if found is None:
        found = rebuild(actor, project, one.manifest, trail=trail, progress=progress).differs
        _CHANGED.put(key, found)
    return list(found)


def _still(
    actor: Actor,
    project: UUID,
    outline: Outline,
    language: Language | None,
    annexed: Annexes,
    progress: Progress,
    *,
    pictures: bool = True,
) -> tuple[Composed, dict[str, Any]]:
    """The report and what it rests on, of one state of the project."""
    for _ in range(_TRIES):
        before = _rev(actor, project)
        made = compose(
            actor,
            project,
            outline=outline,
            language=language,
            pictures=pictures,
            annexed=annexed,
            progress=lambda share, name: progress(share * _COMPOSING, name),
        )
        facts = _facts(actor, project, made)
        if _rev(actor, project) == before:
            return made, facts
    raise StillMoving


def _rev(actor: Actor, project: UUID) -> int:
    with actor.store.read(project, actor.id) as tx:
        return projects.rev(tx)


# -- what a report rests on -----------------------------------------------------------------------


def _facts(actor: Actor, project: UUID, made: Composed) -> dict[str, Any]:
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "read")
        here, book = projects.get(tx), codebooks.load(tx)
        assert here
        texts = sorted(sources.names(tx).items())
        members = {one.coder.id: one for one in people.members(tx)}
        return {
            "project": {"id": str(here.id), "name": here.name, "rev": here.rev, "time_zone": here.time_zone},
            "by": members[actor.id].coder.name if actor.id in members else actor.coder.name,
            "sources": [{"name": name, "sha256": manifest.digest(_text(tx, id_))} for name, id_ in texts],
            "codebook": {
                "name": book.name,
                "version": book.version,
                "codes": [{"name": code.key, "sha256": manifest.digest(_code(code))} for code in book.codes],
            },
            "coders": [
                {"name": one.coder.name, "role": one.role, "codings": tallies.tally(tx, Query(coders=(id_,))).excerpts}
                for id_, one in sorted(members.items(), key=lambda item: item[1].coder.name)
            ],
            "model": _model(tx),
        }


def _text(tx: Read, source: UUID) -> bytes:
    return sources.load(tx, source)[0].text.encode("utf-8", "surrogatepass")


def _code(code: Code) -> dict[str, Any]:
    """What of a code a reader of the report relies on; not its colour, nor its place."""
    return {
        "name": dict(code.name),
        "texts": {kind: dict(words) for kind, words in code.texts.items()},
        "codable": code.codable,
        "sign": code.sign,
    }


def _model(tx: Read) -> dict[str, Any] | None:
    """The card of the newest classifier, if there is one."""
    card = ledger.newest(tx)
    if card is None:
        return None
    return {
        "number": card.number,
        "method": card.method,
        "language": card.language,
        "codebook": card.codebook,
        "parameters": dict(card.parameters),
        "figures": dict(card.figures),
        "fingerprint": card.fingerprint,
        "program": card.program,
        "made_at": card.made_at.isoformat(),
    }


def _told(made: Composed, facts: Mapping[str, Any], files: Mapping[str, bytes], why: str) -> dict[str, Any]:
    """The manifest."""
    rests = {name: facts[name] for name in ("project", "sources", "codebook", "coders", "model")}
    return {
        "format": manifest.FORMAT,
        "schema": manifest.SCHEMA,
        "made": {"at": made.at.isoformat(), "by": facts["by"], "why": why},
        "program": {"simpul": coding.__version__, "python": python_version(), "libraries": _libraries()},
        **rests,
        "report": {
            "outline": made.outline,
            "language": made.language,
            "annexes": list(made.annexed),
            **manifest.contents(made.report),
        },
        "fields": [{"field": name, "value": str(manifest.told(value))} for name, value in sorted(made.fields.items())],
        "files": {name: manifest.digest(one) for name, one in sorted(files.items())},
    }


def _libraries() -> dict[str, str]:
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _belongs(tx: Read, old: Mapping[str, Any]) -> None:
    """Refuse a manifest of which nothing is here: neither the project nor the text of a source."""
    if old["project"]["id"] == str(tx.project_id):
        return
    wanted = {one["sha256"] for one in old["sources"]}
    if not any(manifest.digest(_text(tx, id_)) in wanted for id_ in sources.names(tx).values()):
        raise ManifestForeign(name=old["project"]["name"])


# -- files ----------------------------------------------------------------------------------------


def _tables(made: Report, at: datetime, about: str) -> dict[str, bytes]:
    """Every table, and the numbers of every figure, as one XLSX and as CSV: the same bytes from the same numbers."""
    files: dict[str, bytes] = {}
    sheets: list[tuple[str, Table]] = []
    for number, (name, one) in enumerate(manifest.named(made), start=1):
        part = one.part
        assert part
        table = Table([Column(each.heading, max(6, min(60, int(each.share)))) for each in part.columns], part.rows)
        sheets.append((f"{number} {part.title}", table))
        slug = _UNNAMED.sub("-", name.casefold()).strip("-") or "table"
        files[f"tables/{number:02d}-{slug}.csv"] = write_csv(table)
    if sheets:
        titles = [(title, "") for title, _table in sheets]
        files["tables.xlsx"] = write_sheets(sheets, [(made.title, ""), *titles], name=about, at=at)
    return files


def _zipped(files: Mapping[str, bytes], at: datetime) -> bytes:
    out = io.BytesIO()
    when = (at.year, at.month, at.day, at.hour, at.minute, at.second)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, when), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
