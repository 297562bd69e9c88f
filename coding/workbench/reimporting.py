"""A source imported again from a better file: what stays, moves or is lost is told first, then done in one act.

The text before is kept with its turns. A coding whose words are not in the new file is taken away, listed with them,
and comes back with the undo.
"""

from collections.abc import Sequence
from uuid import UUID

from coding.model import Source
from coding.segmentation import segments as cut_segments
from coding.segmentation import sentences
from coding.store import Read, Write, codings, sources, turns
from coding.transcript.correction import Correction
from coding.transcript.renewal import renew
from coding.workbench.correcting import Consequences, foretold, put_text, spans_of, still_masked, with_ids
from coding.workbench.desk import Actor, allow, reads, verb


@reads
def preview_again(tx: Read, source: UUID, fresh: Source, words: int) -> Consequences:
    """What would happen to a source and its codings if it were as in this file (the refusals of `renewal.renew`)."""
    one = sources.load(tx, source)[0]
    there = codings.of_source(tx, source)
    renewed = renew(one, fresh, words, spans_of(there))
    still_masked(tx, one, renewed)
    return foretold(one, renewed, there)


def import_again(
    actor: Actor,
    project: UUID,
    source: UUID,
    fresh: Source,
    words: int,
    *,
    version: int | None = None,
    seen: str | None = None,
) -> Consequences:
    """Give a source the text and turns of a better file; its codings follow. Gives what happened.

    Name, kind, language and Case stay, and so does what was decided about speakers. `version` and `seen` are those of
    a preview, as in `correct_source`.
    """
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "read", whole=True)
        one, spans = sources.load(tx, source)[0], spans_of(codings.of_source(tx, source))
    # Comparing and cutting a long text takes seconds: nobody else should wait for it to write.
    renewed = with_ids(renew(one, fresh, words, spans))
    blocks = [(block.start, block.end) for block in cut_segments(renewed.source, "paragraph")]
    return _store(actor, project, one, renewed, (sentences(renewed.source), blocks), version=version, seen=seen)


@verb("import_again", "remove_source")
def _store(
    tx: Write,
    one: Source,
    renewed: Correction,
    cuts: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]],
    *,
    version: int | None = None,
    seen: str | None = None,
) -> Consequences:
    done = put_text(tx, one, renewed, cuts, version=version, seen=seen)
    still = {voice.id for voice in renewed.source.speakers}
    for voice in one.speakers:
        if voice.id and voice.id not in still:
            turns.drop_speaker(tx, voice.id)
    return done
