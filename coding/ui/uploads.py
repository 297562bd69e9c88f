"""Uploaded files on their way in: read one after the other, decided about, stored. Kept in the visit, so that a
cancelled or interrupted run loses nothing that was already read."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from coding import workbench
from coding.errors import CodingError
from coding.model import Kind, Language, Source
from coding.ui.words import _, number, plain, tell
from coding.workbench import Actor, Decision, Reading

READ = "uploads_read"
RESULTS = "uploads_results"
ROUND = "uploads_round"
STOPPED = "uploads_stopped"


@dataclass
class Upload:
    """One file: what was read or why not, and what the person has decided so far."""

    name: str
    reading: Reading | None = None
    reason: CodingError | None = None
    title: str = ""
    kind: Kind = "interview"
    language: Language = "id"
    informant: str = ""
    decisions: dict[str, Decision] = field(default_factory=dict)

    def source(self) -> Source:
        """The source as decided."""
        assert self.reading
        decided = workbench.decide(self.reading.source, self.decisions)
        return replace(decided, name=self.title, kind=self.kind, language=self.language)


@dataclass(frozen=True, slots=True)
class Line:
    """What came of a file, for the result list."""

    name: str
    reason: CodingError | None = None


def waiting() -> dict[str, Upload]:
    """The files that were read in this round, by upload id."""
    found: dict[str, Upload] = st.session_state.setdefault(READ, {})
    return found


def results() -> list[Line]:
    """What came of the files of the last import."""
    found: list[Line] = st.session_state.setdefault(RESULTS, [])
    return found


def _stop() -> None:
    st.session_state[STOPPED] = True


def stopped() -> bool:
    """Whether the person has cancelled what was going on."""
    return bool(st.session_state.get(STOPPED))


def go_on() -> None:
    """Take up again what was cancelled."""
    st.session_state[STOPPED] = False


def fresh_round() -> None:
    """Empty the file chooser and forget what was read."""
    st.session_state[READ] = {}
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    go_on()


def read(files: Iterable[UploadedFile]) -> None:
    """Read what has not been read, with progress and a way to stop; what is read stays read."""
    there = list(files)
    done = waiting()
    for gone in set(done) - {file.file_id for file in there}:
        del done[gone]
    unread = [file for file in there if file.file_id not in done]
    if not unread or stopped():
        return
    slot = st.container()
    bar = slot.progress(0.0)
    slot.button(_("Stop reading"), on_click=_stop)
    with workbench.Readers() as readers:
        for index, file in enumerate(unread):
            bar.progress(index / len(unread), text=_progress(_("Reading {name}"), file.name, index, len(unread)))
            done[file.file_id] = _read(readers, file)
    st.rerun()


def _progress(sentence: str, name: str, index: int, total: int) -> str:
    return plain(f"{sentence.format(name=name)} · {number(index + 1)}/{number(total)}")


def _read(readers: workbench.Readers, file: UploadedFile) -> Upload:
    try:
        reading = readers.read(file.name, file.getvalue())
    except CodingError as problem:
        return Upload(file.name, reason=problem)
    source = reading.source
    return Upload(
        file.name,
        reading=reading,
        title=source.name,
        kind=source.kind,
        language=source.language,
        informant=workbench.guess_case_key(workbench.decide(source, workbench.proposed(reading))) or "",
        decisions=workbench.proposed(reading),
    )


def store(actor: Actor, project: UUID) -> None:
    """Store every file that could be read, each in a transaction of its own, with progress and a way to stop."""
    done = waiting()
    ready = {key: one for key, one in done.items() if one.reading}
    slot = st.container()
    bar = slot.progress(0.0)
    slot.button(_("Stop here"), on_click=_stop)
    lines = results()
    for index, (key, one) in enumerate(ready.items()):
        bar.progress(index / len(ready), text=_progress(_("Saving {name}"), one.title, index, len(ready)))
        lines.append(_store(actor, project, one))
        if lines[-1].reason is None:
            del done[key]
    lines += [Line(one.name, one.reason) for one in done.values() if one.reason]
    if not any(one.reading for one in done.values()):
        fresh_round()
    st.rerun()


def _store(actor: Actor, project: UUID, one: Upload) -> Line:
    assert one.reading
    try:
        case = None
        if one.informant.strip():
            case = workbench.case_for(actor, project, one.informant.strip(), workbench.case_facts(one.source())).id
        workbench.import_decided(actor, project, one.source(), one.reading.words, case)
    except CodingError as problem:
        return Line(one.title, problem)
    return Line(one.title)


def show_results() -> None:
    """One line a file of the last import, until it is put away."""
    lines = results()
    if not lines:
        return
    good = [line for line in lines if line.reason is None]
    with st.container(border=True):
        if good:
            st.success(plain(_("Added: {names}").format(names=", ".join(line.name for line in good))))
        for line in lines:
            if line.reason is not None:
                st.error(plain(f"{line.name}: {tell(line.reason)}"))
        if st.button(_("Put away")):
            lines.clear()
            st.rerun()
