"""Lines written into a text that begin like a turn of somebody unknown: told, and whose they are is asked."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.transcript.strangers import Stranger
from coding.ui import looks
from coding.ui.words import _, number
from coding.workbench import Actor

MOST = 12
"""So many labels are asked about; a text in which more are unknown was pasted from elsewhere."""

NOBODY, NEW = "\1", "\2"
"""Answers that no label can be."""


def ask(
    actor: Actor, project: UUID, source: UUID, there: Sequence[Stranger], said: Mapping[str, str]
) -> dict[str, str]:
    """The lines, and for each label who speaks there: printed label → speaker, for those that somebody named."""
    looks.label(_("These lines begin with a label that is no speaker of this source"))
    looks.table(
        [_("Line"), _("Begins with"), _("Taken as words of")],
        [(number(one.line), one.printed, one.speaker or _("nobody")) for one in there],
        tight=[0, 1],
    )
    known = [voice.label for voice in workbench.list_speakers(actor, project, source)]
    labels = {one.printed: one.label for one in there}
    answers = {
        printed: _who(source, printed, label, [*known], said.get(printed))
        for printed, label in list(labels.items())[:MOST]
    }
    return {printed: speaker for printed, speaker in answers.items() if speaker is not None}


def _who(source: UUID, printed: str, label: str, known: Sequence[str], now: str | None) -> str | None:
    """The speaker behind a label; None where its words stay with the turn before."""
    names = {
        NOBODY: _("nobody new: the words stay with the turn before"),
        NEW: _("a new speaker, “{label}”").format(label=label),
    }
    at = NOBODY if now is None else now if now in known else NEW
    options = [NOBODY, NEW, *known]
    chosen = st.selectbox(
        _("Who speaks after “{label}”?").format(label=printed),
        options,
        options.index(at),
        format_func=lambda one: names.get(one) or one,
        key=f"voice-{source}-{printed}",
        width=420,
    )
    return None if chosen == NOBODY else label if chosen == NEW else chosen
