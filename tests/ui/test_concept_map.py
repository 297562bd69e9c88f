"""What the concept map is told in the browser, and that both sides measure alike."""

import json
import subprocess
from pathlib import Path

from coding.display.concept_map import DASHES
from coding.model import CONCEPT_KINDS, TIE_KINDS
from coding.reduction.concept_map import lines, size
from coding.ui import map_words
from coding.workbench.concept_map_files import WORDS

ASSETS = Path(map_words.__file__).parent / "coding_surface"
NAMES = [
    "",
    "Dialog (pertukaran informasi)",
    "x" * 45,
    "a " * 30,
    "Kerja bersama sementara 🙂🙂🙂 dan lainnya",
    "é" * 21,
]


def run(script: str) -> object:
    done = subprocess.run(["node", "--input-type=module", "-e", script], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def test_the_page_translates_exactly_the_sentences_the_map_has() -> None:
    words = (ASSETS / "map_words.mjs").as_uri()
    assert run(f"import {{ MAP_WORDS }} from '{words}'; console.log(JSON.stringify(MAP_WORDS))") == map_words.MAP_WORDS


def test_browser_and_program_break_names_into_the_same_lines_and_boxes_of_the_same_size() -> None:
    shapes = (ASSETS / "shapes.mjs").as_uri()
    asked = json.dumps(NAMES)
    script = f"""import {{ box }} from '{shapes}';
        console.log(JSON.stringify({asked}.map((name) => ['code', 'word'].map((kind) => box(kind, name)))))"""
    assert run(script) == [
        [{"lines": lines(name), "wide": size(kind, name)[0], "high": size(kind, name)[1]} for kind in ("code", "word")]
        for name in NAMES
    ]


def test_every_kind_has_its_dash_and_its_words_on_screen_and_on_paper() -> None:
    assert set(DASHES) == set(TIE_KINDS)
    for kind in TIE_KINDS:
        assert f"tie_{kind}" in map_words.MAP_WORDS
        assert kind == "own" or all(kind in words for words in WORDS.values())
    for kind in CONCEPT_KINDS:
        assert f"kind_{kind}" in map_words.MAP_WORDS
        assert all(kind in words for words in WORDS.values())
