"""A table of a spreadsheet → text: turns where its columns are a transcript, else the rows as a document."""

from collections.abc import Sequence

from coding.errors import Notice
from coding.model import Turn
from coding.transcript.grid import Row, cell_text, talk
from coding.transcript.rendered import Rendered
from coding.transcript.utterances import Composer


def render(
    sheets: Sequence[tuple[str, Sequence[Row]]], form: str, version: int, warnings: tuple[Notice, ...]
) -> Rendered:
    """The transcripts among the named sheets, one after the other; without any, all rows as one document's text."""
    found = [(name, said) for name, rows in sheets if (said := talk(rows))]
    composer = Composer()
    notices = list(warnings)
    if not found:
        for _, rows in sheets:
            for row in rows:
                if line := "\t".join(cell_text(cell) for cell in row).strip("\t"):
                    composer.line(line)
        composer.turns = [Turn(0, composer.at)] if composer.at else []
        notices.append(Notice("No columns for speaker and words were found, so the table was taken as a document."))
        return composer.rendered(form, version, warnings=tuple(notices))
    for _, said in found:
        composer.talk(said.utterances)
        notices.extend(said.notices)
    kept = {name for name, _ in found}
    if others := ", ".join(name for name, rows in sheets if name not in kept and any(map(_has_text, rows))):
        notices.append(Notice("These sheets hold no transcript and were left out: {names}.", {"names": others}))
    return composer.rendered(form, version, warnings=tuple(notices))


def _has_text(row: Row) -> bool:
    return any(cell_text(cell) for cell in row)
