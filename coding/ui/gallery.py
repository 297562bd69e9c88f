"""The gallery of all displays, drawn from the practice study: `python -m coding.ui.gallery OUT.html [id|en]`.

One page that needs no network; with it the documentation shows every kind there is.
"""

import argparse
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from coding import workbench
from coding.display.paper import Plate
from coding.ui.display_words import KIND_WORDS
from coding.ui.words import LANGUAGES, N_, Screen, catalogue, tell
from coding.workbench import Actor, concept_maps, displays
from coding.workbench.concept_map_files import drawn_map
from coding.workbench.concept_map_starts import Start

TITLE = N_("Gallery of displays")
LEAD = N_("Every kind of display of the practice study. Point at a mark to read its numbers.")

MAP = (
    N_("Concept map"),
    N_("What hangs together with what, drawn by hand: each relation with the excerpts that speak for it."),
)
_TOGETHER = 3
"""How often the codes of the map in the gallery stand together at least."""


def gallery(language: Screen) -> bytes:
    """The page, in a language."""
    say = catalogue(language).gettext
    words = {kind: (say(name), say(purpose)) for kind, (name, purpose) in KIND_WORDS.items()}
    with tempfile.TemporaryDirectory() as folder:
        desk = workbench.open_desk(f"{folder}/gallery.db")
        try:
            project = workbench.create_practice(desk.me(), concluded=False)
            return displays.export_gallery(
                desk.me(),
                project.id,
                words,
                title=say(TITLE),
                lead=say(LEAD),
                language=language,
                tell=partial(tell, to=language),
                more=[_map(desk.me(), project.id, language)],
            )
        finally:
            desk.store.close()


def _map(me: Actor, project: UUID, language: Screen) -> Plate:
    """A concept map, begun from the codes that stand together."""
    say = catalogue(language).gettext
    made = concept_maps.begin_map(me, project, say(MAP[0]), Start("cooccurrence", _TOGETHER))
    seen = concept_maps.concept_map(me, project, made, language=language)
    return Plate(drawn_map(seen, language), say(MAP[0]), say(MAP[1]))


def main(asked: Sequence[str] | None = None) -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(prog="python -m coding.ui.gallery")
    parser.add_argument("out", type=Path)
    parser.add_argument("language", nargs="?", choices=list(LANGUAGES), default="id")
    given = parser.parse_args(asked)
    given.out.write_bytes(gallery(given.language))


if __name__ == "__main__":
    main()
