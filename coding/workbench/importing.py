"""Files become sources: read in the limited child, proposed, accepted, stored; one result line a file."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from coding.errors import CodingError, FileRefused, NameTaken, NotFound
from coding.model import Source
from coding.transcript.decide import accept
from coding.transcript.reading import Reading
from coding.workbench.cases import case_for, guess_case_key, tie
from coding.workbench.desk import Actor
from coding.workbench.pseudonyms import Hiding, replace_before
from coding.workbench.reading import Readers
from coding.workbench.sources import import_source, list_sources


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: the stored source with what was read, or the reason why not."""

    name: str
    source: Source | None = None
    reading: Reading | None = None
    reason: CodingError | None = None


def import_files(
    actor: Actor,
    project: UUID,
    paths: Iterable[Path],
    *,
    cancelled: Callable[[], bool] = lambda: False,
    hiding: Hiding | None = None,
) -> Iterator[Outcome]:
    """Bring files in one after the other, each in a transaction of its own, the proposal taken as it is.

    With `hiding`, names are replaced before anything is stored.
    """
    with Readers() as readers:
        for path in paths:
            if cancelled():
                return
            yield _import_file(readers, actor, project, path, hiding)


def _import_file(readers: Readers, actor: Actor, project: UUID, path: Path, hiding: Hiding | None) -> Outcome:
    try:
        reading = readers.read(path.name, _bytes(path))
        return Outcome(path.name, _import_reading(actor, project, path.name, reading, hiding), reading)
    except CodingError as problem:
        return Outcome(path.name, reason=problem)


def read_again(path: Path) -> tuple[Source, int]:
    """A better file of a source, the proposal taken as it is, and how many words are said in it."""
    return read_sent_again(path.name, _bytes(path))


def read_sent_again(name: str, data: bytes) -> tuple[Source, int]:
    """The same of a file that was sent (the refusals of the readers)."""
    with Readers() as readers:
        reading = readers.read(name, data)
    return accept(reading), reading.words


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise NotFound(what=path.name)
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileRefused from error


def read_before(paths: Iterable[Path]) -> list[Source]:
    """Files as they would be stored, the proposal taken as it is (the refusals of the readers)."""
    with Readers() as readers:
        return [accept(readers.read(path.name, _bytes(path))) for path in paths]


def _import_reading(actor: Actor, project: UUID, name: str, reading: Reading, hiding: Hiding | None) -> Source:
    """Store a reading; beside an `IK-01` of another format, `IK-01.docx` keeps its ending to be told apart."""
    source = accept(reading)
    if hiding:
        done = replace_before(actor, project, [source], hiding.names, key=hiding.key, passphrase=hiding.passphrase)
        ((source, words),) = done
        reading, name = replace(reading, words=words), hiding.words(name)
    try:
        return import_reading(actor, project, reading, source)
    except NameTaken:
        there = {one.name.casefold(): one.format for one in list_sources(actor, project)}
        if there.get(source.name.casefold(), source.format) == source.format:
            raise
        return import_reading(actor, project, reading, replace(source, name=name))


def import_reading(actor: Actor, project: UUID, reading: Reading, source: Source) -> Source:
    """Store what was decided about a reading, tied to the informant it names itself, if it does."""
    key = guess_case_key(source)
    case = case_for(actor, project, key, case_facts(source)).id if key else None
    return import_decided(actor, project, source, reading.words, case)


def import_decided(actor: Actor, project: UUID, source: Source, words: int, case: UUID | None) -> Source:
    """Store a source that a person has decided about, tied to a case where one is given."""
    return import_source(actor, project, tie(source, case) if case else source, words)


_FACTS = ("jabatan", "instansi", "tanggal", "tempat", "jenis", "durasi", "position", "agency", "date", "place")


def case_facts(source: Source) -> dict[str, str]:
    """The facts of the header that describe an informant."""
    header = {name.casefold().strip(): value for name, value in source.header.items()}
    return {name: header[name] for name in _FACTS if header.get(name)}


def told(outcome: Outcome) -> dict[str, Any]:
    """A result line as JSON values."""
    line: dict[str, Any] = {"name": outcome.name, "file": outcome.name, "status": "refused"}
    if outcome.source is None or outcome.reading is None:
        empty: dict[str, Any] = {
            "kind": None,
            "language": None,
            "speakers": {},
            "turns": 0,
            "words": 0,
            "header": {},
            "warnings": [],
        }
        return line | empty | {"reason": str(outcome.reason)}
    source = outcome.source
    counts = {voice.label: 0 for voice in source.speakers}
    for turn in source.turns:
        if turn.speaker is not None:
            counts[turn.speaker] += 1
    return line | {
        "name": source.name,
        "status": "imported",
        "kind": source.kind,
        "language": source.language,
        "speakers": counts,
        "turns": len(source.turns),
        "words": outcome.reading.words,
        "header": dict(source.header),
        "warnings": [str(warning) for warning in outcome.reading.warnings],
        "reason": None,
    }
