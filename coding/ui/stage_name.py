"""What a project calls the stage between coding and display: data reduction or, as it was renamed, condensation."""

from collections.abc import Mapping

from coding import reduction
from coding.errors import CodingError
from coding.ui import session
from coding.ui.words import N_, _

REDUCTION, CONDENSATION = N_("Data reduction"), N_("Data condensation")
NAMES: Mapping[str, str] = {"reduction": REDUCTION, "condensation": CONDENSATION}


def named(sentence: str) -> str:
    """A sentence in the language of the screen; the name of the stage is the one its project chose."""
    return _(NAMES[_word()] if sentence == REDUCTION else sentence)


def _word() -> reduction.Word:
    try:
        project = session.find_project()
    except CodingError:
        # Whoever asked for a project that is not theirs is told by the page; its frame is drawn before.
        return "reduction"
    return reduction.word(project.settings if project else {})
