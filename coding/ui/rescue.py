"""A database that is damaged: what was found, and the good copies of it, one of which takes its place."""

from pathlib import Path

import streamlit as st

from coding.errors import CodingError
from coding.ui import running, telling
from coding.ui.words import _, moment, plain
from coding.workbench import safekeeping


def offer(problem: CodingError) -> None:
    """Tell what is wrong, and offer the copies, the newest first; on a server that is for whoever runs it."""
    telling.show(problem)
    if running.here().accounts:
        return
    url = running.here().url
    there = safekeeping.copies(url)
    if not there:
        return
    st.subheader(_("Go on from a copy"))
    zone = st.context.timezone or "Asia/Jakarta"
    st.write(_("The damaged file stays beside it under another name. What was done after the copy is not in it."))
    named = {str(one.path): moment(one.at, zone) for one in there}
    chosen = st.radio(_("Copy of"), list(named), format_func=lambda path: named[path], key="rescue-copy")
    if st.button(_("Go on from this copy"), type="primary", icon=":material/restore:"):
        try:
            aside = safekeeping.rescue(url, Path(chosen))
        except CodingError as refused:
            telling.show(refused)
            return
        if aside:
            st.toast(plain(_("The damaged file is now “{name}”.").format(name=aside.name)))
        st.rerun()
