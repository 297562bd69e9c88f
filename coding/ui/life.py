"""The life of the app's process: what it says and starts when it begins, and what it leaves behind."""

import gc
import importlib
import json
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any

from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from coding.ui.running import FOLLOW, Note, here, note_path, read_note
from coding.ui.sessions import write_private


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:
    """Say the address (one line on stdout), open the browser unless headless, and leave no note behind."""
    this = here()
    # Our pages lie beside main.py. Until the first `st.navigation` of the process Streamlit would take that for the
    # older kind of app and run a page without its frame.
    PagesManager.uses_pages_directory = False
    note = None if this.accounts else Note(int(config.get_option("server.port")), this.token, os.getpid())
    if note:
        write_private(note_path(this.url), json.dumps(asdict(note)))
    address = note.address if note else this.address.origin if this.address else ""
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()
    if note and not config.get_option("server.headless"):
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    threading.Thread(target=_warm, daemon=True).start()
    threading.Thread(target=_keep_copies, daemon=True).start()
    if os.environ.pop(FOLLOW, ""):
        threading.Thread(target=_stop_with_parent, daemon=True).start()
    yield {}
    this.sessions.keep()
    # The server ends the process by a signal, so nothing that waits for Python's own end would run.
    importlib.import_module("coding.ui.session").close()
    if note and read_note(this.url) == note:
        note_path(this.url).unlink()


def _warm() -> None:
    # The verbs bring spaCy along, about a second: time for the browser to fetch the page, and not before the address.
    importlib.import_module("coding.ui.session").warm()
    # What is loaded by now stays: looking it all over for garbage again and again would hold up everybody's page.
    gc.freeze()


def _keep_copies() -> None:
    importlib.import_module("coding.ui.session").keeper().run()


def _stop_with_parent() -> None:
    # `serve` holds the other end of our stdin and never writes: the end of the file is the end of `serve`.
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
