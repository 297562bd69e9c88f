"""The door: Streamlit's app with the gate in front. Started by `streamlit run app.py` or `python -m coding serve`."""

from pathlib import Path

import streamlit as st

from coding.ui import entrance, life, running, telling

telling.keep_words_out_of_logs()
here = running.here()

app = st.App(
    Path(__file__).resolve().parent / "coding" / "ui" / "main.py",
    routes=entrance.routes(here),
    middleware=entrance.middleware(here),
    lifespan=life.lifespan,
    exception_handlers={500: entrance.broken},
    on_script_error=telling.show,
)
