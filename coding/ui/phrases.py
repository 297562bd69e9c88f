"""Bring the Indonesian catalogue up to date with the sentences in the code: `python -m coding.ui.phrases`.

Sentences are what stands in `_()`, `N_()`, `ngettext()` and `Notice()`, and the class attributes named `sentence`.
"""

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1]
PO = PACKAGE / "ui" / "locale" / "id" / "LC_MESSAGES" / "simpul.po"
CALLS = {"_": 1, "N_": 1, "Notice": 1, "ngettext": 2}
"""Function → how many of its arguments are sentences."""

HEAD = """\
# The Indonesian words of Simpul. `python -m coding.ui.phrases` adds what is new in the code and drops what is gone.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: id\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

Sentence = str | tuple[str, ...]


def sentences() -> set[Sentence]:
    """Every sentence in the code; a pair (one, many) where a count decides."""
    return {one for path in PACKAGE.rglob("*.py") for one in sentences_of(path.read_text(encoding="utf-8"))}


def sentences_of(code: str) -> Iterator[Sentence]:
    """The sentences of one module, also those that stand inside an f-string."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            told = [one.value for one in node.args[: CALLS[node.func.id]] if isinstance(one, ast.Constant)]
            if len(told) == CALLS[node.func.id]:
                yield str(told[0]) if len(told) == 1 else tuple(map(str, told))
        elif isinstance(node, ast.ClassDef):
            yield from _attributes(node)


def read() -> Catalog:
    """The committed Indonesian catalogue."""
    with PO.open("rb") as file:
        return read_po(file, locale="id")


def update(catalogue: Catalog) -> Catalog:
    """The catalogue with exactly the sentences of the code, sorted; new ones have an empty translation."""
    fresh = Catalog(locale="id", charset="utf-8", fuzzy=False)
    fresh.mime_headers = [("Plural-Forms", "nplurals=1; plural=0;")]
    for sentence in sorted(sentences(), key=str):
        known = catalogue.get(sentence)
        fresh.add(sentence, known.string if known else None)
    return fresh


def faults(catalogue: Catalog) -> list[str]:
    """What is wrong with a catalogue: sentences missing, untranslated, stale, or with other places than the English."""
    wanted = sentences()
    have = {message.id: message for message in catalogue if message.id}
    wrong = [f"missing: {sentence}" for sentence in wanted - have.keys()]
    wrong += [f"stale: {sentence}" for sentence in have.keys() - wanted]
    for message in have.values():
        wrong += _faults(message)
    return sorted(wrong)


def places(sentence: str) -> set[str]:
    """The names in braces."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(sentence) if name is not None}


def _faults(message: Message) -> Iterator[str]:
    originals = [message.id] if isinstance(message.id, str) else list(message.id)
    allowed = set().union(*map(places, originals))
    for string in [message.string] if isinstance(message.string, str) else message.string or ("",):
        if not string:
            yield f"untranslated: {message.id}"
        elif places(string) != allowed:
            yield f"other places: {message.id}"


def _attributes(node: ast.ClassDef) -> Iterator[str]:
    for line in node.body:
        named = line.targets[0] if isinstance(line, ast.Assign) else getattr(line, "target", None)
        value = getattr(line, "value", None)
        if isinstance(named, ast.Name) and named.id == "sentence" and isinstance(value, ast.Constant):
            yield str(value.value)


def main() -> int:
    """Rewrite the catalogue; say what still has to be translated. Exit code 1 if anything has."""
    fresh = update(read() if PO.exists() else Catalog(locale="id"))
    written = io.BytesIO()
    write_po(written, fresh, width=110, omit_header=True, no_location=True)
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(HEAD.encode() + written.getvalue())
    wrong = faults(fresh)
    sys.stderr.write("".join(f"{fault}\n" for fault in wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
