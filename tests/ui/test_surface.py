"""What the coding surface is told: its words, and the shapes of its two mounts."""

import json
import subprocess
from pathlib import Path

from coding.ui import surface_words

ASSETS = Path(surface_words.__file__).parent / "coding_surface"


def test_the_page_translates_exactly_the_sentences_the_surface_has() -> None:
    script = f"import('{(ASSETS / 'words.mjs').as_uri()}').then((m) => console.log(JSON.stringify(m.WORDS)))"
    shown = subprocess.run(["node", "-e", script], check=True, capture_output=True, text=True).stdout
    assert json.loads(shown) == surface_words.SURFACE_WORDS
