"""The history in words: one sentence an event."""

from collections.abc import Mapping
from uuid import UUID

from coding.model import Event
from coding.ui.words import N_, _, number

SENTENCES = {
    "create_project": N_("made the project"),
    "edit_project": N_("changed the project's settings"),
    "add_coder": N_("added a coder"),
    "import_sources": N_("added the source “{source}”"),
    "edit_source": N_("changed facts of “{source}”"),
    "edit_speaker": N_("changed a speaker of “{source}”"),
    "remove_source": N_("removed the source “{source}”"),
    "put_cases": N_("changed {n} informants"),
    "put_attributes": N_("changed what is noted about informants"),
    "remove_case": N_("removed an informant"),
    "case_for": N_("added an informant"),
    "code": N_("coded {n} passages in “{source}”"),
    "code_anew": N_("made a code from “{source}”"),
    "recode": N_("changed the code of a passage in “{source}”"),
    "resize": N_("moved the edges of a passage in “{source}”"),
    "qualify": N_("described {n} codings in “{source}”"),
    "memo": N_("wrote a memo in “{source}”"),
    "uncode": N_("removed {n} codings in “{source}”"),
    "finish": N_("set the finished mark of “{source}”"),
    "import_codings": N_("brought in {n} codings"),
    "add_code": N_("added a code"),
    "change_code": N_("changed a code"),
    "remove_code": N_("removed a code"),
    "take_codebook": N_("brought in a codebook ({n} codes)"),
    "undo": N_("took back the last act"),
    "redo": N_("did an act again"),
    "restore": N_("restored the project from a backup"),
}


def sentence(event: Event, sources: Mapping[UUID, str]) -> str:
    """What somebody did, without the name."""
    known = SENTENCES.get(event.verb)
    if known is None:
        return event.verb
    source = sources.get(event.source, _("a removed source")) if event.source else ""
    return _(known).format(source=source, n=number(size(event)))


def size(event: Event) -> int:
    """How many rows an event is about; a batch counts as what it brought."""
    batches = [change for change in event.changes if change.entity.startswith("batch:")]
    if batches:
        return sum(int((change.after or change.before or {}).get("count", 0)) for change in batches)
    return len(event.changes)
