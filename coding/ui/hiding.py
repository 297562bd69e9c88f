"""Names in files that are about to be stored: shown first if somebody wants that, and replaced before anything is."""

from collections.abc import Mapping
from uuid import UUID

import streamlit as st

from coding.errors import CodingError
from coding.transcript.names import candidates
from coding.transcript.naming import Naming
from coding.ui import names, protecting, session, telling, uploads
from coding.ui.words import _, ngettext, number
from coding.workbench import Actor
from coding.workbench import pseudonyms as protection
from coding.workbench.pseudonyms import Hiding

WIDGET = "hiding"


def decide(actor: Actor, project: UUID, good: Mapping[str, uploads.Upload]) -> Hiding | None:
    """The switch, and the table to decide in; None where nothing is to be replaced."""
    if not good or not session.may("pseudonymise"):
        return None
    if not st.toggle(_("Show names before storing"), key=f"{WIDGET}-on", help=_("They are replaced in the files.")):
        return None
    secret = protecting.passphrase(actor, project)
    try:
        known = protection.known_names(actor, project, passphrase=secret)
        taken = {key: one for key, one in good.items() if one.taken}
        of = ([(key, one.title, dict(one.decisions)) for key, one in taken.items()], known)
        found = protecting.once("files", of, lambda: candidates([one.source() for one in taken.values()], known))
        wanted = tuple(names.decide(found, WIDGET))
        Naming(wanted)
    except CodingError as problem:
        telling.show(problem)
        st.stop()
    told = ngettext("{n} name is replaced before storing.", "{n} names are replaced before storing.", len(wanted))
    st.caption(told.format(n=number(len(wanted))))
    return Hiding(wanted, secret) if wanted else None
