"""Files on their way in: received, read one after the other, decided about, stored.

They are kept in the visit, not in the file chooser, so that a cancelled run, another page or another language loses
nothing. What is stored goes in file by file: stopping half way leaves the rest where it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from coding import workbench
from coding.errors import CodingError
from coding.model import Kind, Language, Source
from coding.ui.words import _, number, plain
from coding.workbench import Actor, Decision, Reading
from coding.workbench.pseudonyms import Hiding, replace_before

FILES = "uploads_files"
RESULTS = "uploads_results"
ROUND = "uploads_round"
STOPPED = "uploads_stopped"
LETTERS = frozenset({"txt", "md", "csv", "tsv", "srt", "vtt", "html"})
"""Formats that do not say in which encoding they were written: their bytes are kept until the person is content."""


@dataclass
class Upload:
    """One file: what was read or why not, and what the person has decided so far.

    `informant` is the case of the whole source, `informants` those of single speakers (a group talking together).
    """

    name: str
    data: bytes = b""
    reading: Reading | None = None
    reason: CodingError | None = None
    title: str = ""
    kind: Kind = "interview"
    language: Language = "id"
    informant: str = ""
    informants: dict[str, str] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    encoding: str | None = None
    taken: bool = True

    @property
    def waits(self) -> bool:
        """Whether it has still to be read."""
        return self.reading is None and self.reason is None

    def source(self) -> Source:
        """The source as decided, its speakers not yet tied to cases."""
        assert self.reading
        decided = workbench.decide(self.reading.source, self.decisions)
        return replace(decided, name=self.title, kind=self.kind, language=self.language)

    def cases(self) -> dict[str, str]:
        """Speaker label → key of the informant, as far as anybody is named."""
        named = {
            voice.label: self.informants.get(voice.label, "") or (self.informant if voice.role == "informant" else "")
            for voice in self.source().speakers
        }
        return {label: key.strip() for label, key in named.items() if key.strip()}


@dataclass(frozen=True, slots=True)
class Line:
    """What came of a file, for the result list."""

    name: str
    words: int = 0
    reason: CodingError | None = None


def files() -> dict[str, Upload]:
    """The files of this visit that are not stored yet, by upload id."""
    found: dict[str, Upload] = st.session_state.setdefault(FILES, {})
    return found


def results() -> list[Line]:
    """What came of the files of the last import."""
    found: list[Line] = st.session_state.setdefault(RESULTS, [])
    return found


def receive(given: Iterable[UploadedFile]) -> None:
    """Take files from a file chooser, which is empty afterwards."""
    for file in given:
        files().setdefault(file.file_id, Upload(file.name, file.getvalue()))
    st.session_state[ROUND] = chooser() + 1
    go_on()


def chooser() -> int:
    """The number of the file chooser on screen; another number is a fresh, empty one."""
    now: int = st.session_state.get(ROUND, 0)
    return now


def _stop() -> None:
    st.session_state[STOPPED] = True


def stopped() -> bool:
    """Whether the person has cancelled the reading."""
    return bool(st.session_state.get(STOPPED))


def go_on() -> None:
    """Take up again what was cancelled."""
    st.session_state[STOPPED] = False


def forget() -> None:
    """Put away everything that is not stored."""
    st.session_state[FILES] = {}
    go_on()


def forget_unread() -> None:
    """Put away what was cancelled before it was read."""
    st.session_state[FILES] = {key: one for key, one in files().items() if not one.waits}
    go_on()


def read() -> None:
    """Read what has not been read, with progress and a way to stop; what is read stays read."""
    there = files()
    unread = [one for one in there.values() if one.waits]
    if not unread or stopped():
        return
    with st.container(border=True):
        bar = st.progress(0.0)
        st.button(_("Stop reading"), on_click=_stop, icon=":material/stop_circle:")
    with workbench.Readers() as readers:
        for index, one in enumerate(unread):
            bar.progress(index / len(unread), text=_progress(_("Reading {name}"), one.name, index, len(unread)))
            _read(readers, one)
    st.rerun()


def read_as(one: Upload, encoding: str | None) -> CodingError | None:
    """Read a file once more, its letters taken as this encoding (None: found out from the file); gives why not."""
    with workbench.Readers() as readers:
        again = Upload(one.name, one.data, encoding=encoding)
        _read(readers, again)
    one.encoding = encoding
    if again.reading is not None:
        one.reading, one.decisions, one.informants = again.reading, again.decisions, again.informants
    return again.reason


def _progress(sentence: str, name: str, index: int, total: int) -> str:
    return plain(f"{sentence.format(name=name)} · {number(index + 1)}/{number(total)}")


def _read(readers: workbench.Readers, one: Upload) -> None:
    try:
        reading = readers.read(one.name, one.data, encoding=one.encoding)
    except CodingError as problem:
        one.reason, one.data = problem, b""
        return
    source = reading.source
    one.decisions = workbench.proposed(reading)
    one.title, one.kind, one.language = source.name, source.kind, source.language
    one.informant, one.informants = workbench.guess_cases(workbench.decide(source, one.decisions))
    if source.format not in LETTERS:
        one.data = b""
    one.reading = reading


def store(actor: Actor, project: UUID, hiding: Hiding | None = None) -> None:
    """Store every file that was taken, each in a transaction of its own, with progress and a way to stop.

    With `hiding`, names are replaced before.
    """
    there = files()
    ready = {key: one for key, one in there.items() if one.reading and one.taken}
    with st.container(border=True):
        bar = st.progress(0.0)
        st.button(_("Stop here"), icon=":material/stop_circle:")
    lines = results()
    lines.clear()
    for index, (key, one) in enumerate(ready.items()):
        bar.progress(index / len(ready), text=_progress(_("Saving {name}"), one.title, index, len(ready)))
        lines.append(_store(actor, project, one, hiding))
        if lines[-1].reason is None:
            del there[key]
    lines += [Line(one.name, reason=one.reason) for one in there.values() if one.reason]
    for key in [key for key, one in there.items() if one.reason]:
        del there[key]
    st.rerun()


def _store(actor: Actor, project: UUID, one: Upload, hiding: Hiding | None = None) -> Line:
    assert one.reading
    try:
        source, words, hide = one.source(), one.reading.words, hiding.words if hiding else str
        if hiding:
            hidden = replace_before(actor, project, [source], hiding.names, passphrase=hiding.passphrase)
            ((source, words),) = hidden
        facts = workbench.case_facts(source)
        informant = hide(one.informant.strip())
        cases = {hide(label): hide(key) for label, key in one.cases().items()}
        keys = dict.fromkeys(filter(None, [informant, *cases.values()]))
        # What the header tells is about one person; of several it can't be said whom.
        told = facts if len(keys) == 1 else {}
        ids = {key: workbench.case_for(actor, project, key, told).id for key in keys}
        voices = tuple(
            replace(voice, case=ids[key]) if (key := cases.get(voice.label)) else voice for voice in source.speakers
        )
        tied = replace(source, speakers=voices, case=ids.get(informant))
        workbench.import_source(actor, project, tied, words)
    except CodingError as problem:
        return Line(one.title, reason=problem)
    return Line(source.name, words)
