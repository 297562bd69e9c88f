"""The gallery of all displays, drawn from the practice study: `python -m coding.ui.gallery OUT.html [id|en]`.

One page that needs no network; with it the documentation shows every kind there is.
"""

import argparse
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from coding import workbench
from coding.ui.display_words import KIND_WORDS
from coding.ui.words import LANGUAGES, N_, Screen, catalogue, tell
from coding.workbench import displays

TITLE = N_("Gallery of displays")
LEAD = N_("Every kind of display of the practice study. Point at a mark to read its numbers.")


def gallery(language: Screen) -> bytes:
    """The page, in a language."""
    say = catalogue(language).gettext
    words = {kind: (say(name), say(purpose)) for kind, (name, purpose) in KIND_WORDS.items()}
    with tempfile.TemporaryDirectory() as folder:
        desk = workbench.open_desk(f"{folder}/gallery.db")
        try:
            project = workbench.create_practice(desk.me())
            return displays.export_gallery(
                desk.me(),
                project.id,
                words,
                title=say(TITLE),
                lead=say(LEAD),
                language=language,
                tell=partial(tell, to=language),
            )
        finally:
            desk.store.close()


def main(asked: Sequence[str] | None = None) -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(prog="python -m coding.ui.gallery")
    parser.add_argument("out", type=Path)
    parser.add_argument("language", nargs="?", choices=list(LANGUAGES), default="id")
    given = parser.parse_args(asked)
    given.out.write_bytes(gallery(given.language))


if __name__ == "__main__":
    main()
