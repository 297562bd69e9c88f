"""Sources: brought in, listed, opened, their facts corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from coding.errors import NameMissing, NameTaken, NotFound, SourceNotFound
from coding.model import (
    KINDS,
    LANGUAGES,
    Codebook,
    Coder,
    Coding,
    Event,
    Place,
    Segment,
    Source,
    SourceSummary,
    Speaker,
    Unit,
)
from coding.segmentation import segments as cut_segments
from coding.segmentation import sentences
from coding.store import Read, Write, cases, codebooks, codings, history, people, progress, projects, sources
from coding.workbench.desk import Actor, allow, now, reads, verb
from coding.workbench.repairing import lay_anew


def import_source(actor: Actor, project: UUID, source: Source, words: int) -> Source:
    """Store a source that a reader made; its name must be free (NameTaken)."""
    # Cutting a long text takes a second: nobody else should wait for it to write.
    blocks = [(block.start, block.end) for block in cut_segments(source, "paragraph")]
    return _store_source(actor, project, source, words, sentences(source), blocks)


@verb("import_sources")
def _store_source(
    tx: Write,
    source: Source,
    words: int,
    sentence_spans: Sequence[tuple[int, int]],
    blocks: Sequence[tuple[int, int]],
) -> Source:
    name = source.name.strip()
    if not name:
        raise NameMissing
    if sources.id_of(tx, name):
        raise NameTaken(name=name)
    stored = replace(source, name=name, id=uuid4())
    tx.source_id = stored.id
    for case in (stored.case, *(voice.case for voice in stored.speakers)):
        if case:
            cases.check(tx, case)
    sources.add(tx, stored, sentences=sentence_spans, paragraphs=blocks, words=words)
    return stored


@reads
def list_sources(tx: Read) -> list[SourceSummary]:
    """Every source with how far the actor has come, by name."""
    return sources.summaries(tx, tx.layer_id)


@reads
def source_id(tx: Read, name: str) -> UUID:
    """The id of the source of this name (SourceNotFound)."""
    return find_source(tx, name)


@reads
def source_names(tx: Read) -> dict[str, UUID]:
    """Every source's name and id, in the order of the list."""
    return sources.names(tx)


def find_source(tx: Read, name: str) -> UUID:
    """The id of the source of this name, or of the file it came from (`IK-01.docx`), inside a transaction."""
    found = sources.id_of(tx, name) or sources.id_of(tx, name.rpartition(".")[0])
    if found is None:
        raise SourceNotFound(name=name)
    return found


@reads
def load_source(tx: Read, source: UUID) -> Source:
    """A source with its text, speakers and turns."""
    return sources.load(tx, source)[0]


@reads
def segments(tx: Read, source: UUID, unit: Unit) -> list[Segment]:
    """A source cut into turns, sentences or paragraphs."""
    return cut_segments(sources.load(tx, source)[0], unit)


@dataclass(frozen=True, slots=True)
class Opened:
    """All that the coding page needs of one source, as it stood at `rev`; `cases` are the keys of the informants."""

    rev: int
    source: Source
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]
    book: Codebook
    coders: tuple[Coder, ...]
    codings: tuple[Coding, ...]
    finished: bool
    before: str | None
    after: str | None
    cases: Mapping[UUID, str]
    hidden: str


@reads
def open_source(tx: Read, source: UUID) -> Opened:
    """A source opened for coding, with its neighbours in the list."""
    rev = projects.rev(tx)
    one, layout = sources.load(tx, source)
    names = list(sources.names(tx))
    index = names.index(one.name)
    return Opened(
        rev=rev,
        source=one,
        sentences=layout.sentences,
        paragraphs=layout.paragraphs,
        book=codebooks.load(tx),
        coders=tuple(member.coder for member in people.members(tx)),
        codings=tuple(codings.of_source(tx, source)),
        finished=progress.is_finished(tx, source, tx.layer_id),
        before=names[index - 1] if index else None,
        after=names[index + 1] if index + 1 < len(names) else None,
        cases={case.id: case.key for case in cases.load(tx)},
        hidden=tx.hidden,
    )


@verb("edit_source")
def edit_source(tx: Write, source: UUID, /, *, version: int | None = None, **values: Any) -> None:
    """Change a source's name, kind, language, header or case; the text stays as it is, its sentences follow."""
    if "name" in values:
        values["name"] = str(values["name"]).strip()
        if not values["name"]:
            raise NameMissing
        other = sources.id_of(tx, values["name"])
        if other not in (None, source):
            raise NameTaken(name=values["name"])
    assert values.get("kind", "interview") in KINDS
    assert values.get("language", "id") in LANGUAGES
    tx.source_id = source
    spoken = sources.language(tx, source)
    sources.change(tx, source, _columns(tx, values), version=version)
    if values.get("language", spoken) != spoken:
        lay_anew(tx, source, whole=True)


def _columns(tx: Read, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values under the names of the store; a case must be one of this project."""
    assert set(values) <= {"name", "kind", "language", "header", "case", "role", "label"}
    if values.get("case"):
        cases.check(tx, values["case"])
    return {"case_id" if name == "case" else name: value for name, value in values.items()}


@verb("edit_speaker", "edit_source")
def edit_speaker(tx: Write, source: UUID, speaker: UUID, values: Mapping[str, Any]) -> None:
    """Change a speaker's role, or the case it is tied to."""
    tx.source_id = source
    sources.change_speaker(tx, source, speaker, _columns(tx, values))


@reads
def list_speakers(tx: Read, source: UUID) -> list[Speaker]:
    """The voices of a source, by label."""
    return sources.speakers(tx, source)


@verb("remove_source")
def remove_source(tx: Write, source: UUID) -> None:
    """Take a source out of the project; undo brings it back with its codings."""
    tx.source_id = source
    sources.drop(tx, source)


@verb("finish")
def finish(tx: Write, source: UUID, finished: bool = True) -> None:
    """Set or take away the actor's finished mark on a source."""
    sources.facts(tx, source)
    tx.source_id = source
    progress.set_finished(tx, source, finished)


@reads
def place_in(tx: Read, source: UUID) -> Place | None:
    """Where the actor last was in a source."""
    return progress.place_in(tx, source, tx.layer_id)


@reads
def source_to_code(tx: Read) -> str | None:
    """The name of the source where the actor last worked, else of the first interview, else of the first source."""
    last = progress.last_place(tx, tx.actor_id)
    worked_at = sources.name_of(tx, last.source) if last else None
    return worked_at or sources.first(tx)


@reads
def last_place(tx: Read) -> Place | None:
    """Where the actor last worked in this project."""
    return progress.last_place(tx, tx.actor_id)


def keep_place(actor: Actor, project: UUID, source: UUID, *, offset: int, read_to: int, code: UUID | None) -> None:
    """Remember where the actor is (not history: nobody undoes reading); nothing where the source is gone."""
    try:
        with actor.store.read(project, actor.id) as tx:
            allow(tx, "read")
            length = sources.facts(tx, source).characters
            layer = actor.layer if actor.layer in tx.layers else actor.id
    except NotFound:
        return
    here = Place(source, min(max(offset, 0), length), min(max(read_to, 0), length), code, now())
    with actor.store.shared() as conn:
        progress.keep_place(conn, project, layer, here)


@reads
def latest_events(tx: Read, before: int | None = None, limit: int = 50) -> list[Event]:
    """The history, newest first, a page at a time."""
    return history.latest(tx, before=before, limit=limit)
