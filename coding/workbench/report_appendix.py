"""The tables of the appendix that are only made for a report: the codebook, and what was decided, by whom and why.

Where wanted it ends with what makes it long: the transcripts, and all that was ever done.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_date

from coding import report
from coding.conclusion.tables import CONCLUDED, VERDICTS
from coding.model import Code, Language, Project
from coding.report.blocks import Block, Heading, Tabled
from coding.report.outline import WORDS
from coding.store import Read, codebooks, conclusions, people, projects, verifications
from coding.workbench.conclusions import SETTING
from coding.workbench.desk import Actor, reads
from coding.workbench.thesis import part_of, transcript_parts

_TEXTS = ("definition", "include", "exclude", "typical", "theory")
_WIDTHS = (9, 16, 30, 30, 30, 28, 16)
_DECIDED_WIDTHS = (20, 12, 26, 48, 38)
_SAID, _REASON_AND_OBJECT = (2,), (3, 4)
"""The columns of a transcript and of the trail in which informants may be quoted."""

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "codebook": "Buku Kode (versi {version})",
        "code": "Kode",
        "name": "Nama",
        "definition": "Definisi",
        "include": "Inklusi",
        "exclude": "Eksklusi",
        "typical": "Contoh",
        "theory": "Sumber teori",
        "decided": "Jejak Audit: Putusan dan Pengujian",
        "date": "Tanggal",
        "who": "Pelaku",
        "decision": "Keputusan",
        "reason": "Alasan",
        "about": "Objek",
        "verdict": "Putusan: {verdict}",
        "tested": "Pengujian proposisi: {concludes}",
        "study": "Penelitian secara keseluruhan",
    },
    "en": {
        "codebook": "Codebook (version {version})",
        "code": "Code",
        "name": "Name",
        "definition": "Definition",
        "include": "Include",
        "exclude": "Exclude",
        "typical": "Example",
        "theory": "Theory",
        "decided": "Audit Trail: Verdicts and Tests",
        "date": "Date",
        "who": "Who",
        "decision": "Decision",
        "reason": "Reason",
        "about": "About",
        "verdict": "Verdict: {verdict}",
        "tested": "Test of a proposition: {concludes}",
        "study": "The study as a whole",
    },
}


@reads
def appendix_parts(tx: Read, *, language: Language | None = None) -> dict[str, report.Part]:
    """What stands in the appendix beside the tables of conclusions, by name; only tables that have a row."""
    return parts_beside(tx, language=language)


def parts_beside(tx: Read, *, language: Language | None = None) -> dict[str, report.Part]:
    """Of a transaction: what `appendix_parts` gives."""
    here = projects.get(tx)
    assert here
    project = replace(here, language=language or here.language)
    made = {
        "grid": part_of(tx, "grid", language=language),
        "codebook": _codebook(tx, project),
        "member-check": part_of(tx, "member-check", language=language),
        "decided": _decided(tx, project),
    }
    return {name: part for name, part in made.items() if part.rows}


def annexes(
    actor: Actor,
    project: UUID,
    before: Sequence[Block],
    *,
    language: Language,
    transcripts: bool,
    trail: report.Part | None,
) -> Iterator[Block]:
    """The transcripts by their lines and the audit trail, under the heading of an appendix where none is open."""
    word = WORDS[language]
    tops = [one.text for one in before if isinstance(one, Heading) and one.level == 1]
    if not tops or word["appendix"].casefold() not in tops[-1].casefold():
        yield Heading(word["appendix"])
    if transcripts:
        yield Heading(word["transcripts"], 2)
        for part in transcript_parts(actor, project, language=language):
            beneath = " · ".join(f"{name}: {value}" for name, value in part.facts)
            yield Tabled(part, name=part.title, beneath=beneath, quoting=_SAID)
    if trail is not None and trail.rows:
        yield Heading(word["trail"], 2)
        yield Tabled(trail, across=True, name="trail", quoting=_REASON_AND_OBJECT)


def _codebook(tx: Read, project: Project) -> report.Part:
    book, language, word = codebooks.load(tx), project.language, _WORDS[project.language]
    columns = [report.Column(word[name], wide) for name, wide in zip(("code", "name", *_TEXTS), _WIDTHS, strict=True)]

    def text(code: Code, kind: str) -> str:
        words = code.texts.get(kind, {})
        return words.get(language) or words.get(book.language) or next(iter(words.values()), "")

    rows = [
        (code.sign or code.key, code.label(language, book.language), *(text(code, kind) for kind in _TEXTS))
        for code in book.codes
    ]
    return report.Part(word["codebook"].format(version=book.version), columns, rows)


def _decided(tx: Read, project: Project) -> report.Part:
    """Verdicts and tests in the order they were decided, each with its reason."""
    language, word = project.language, _WORDS[project.language]
    book, names = codebooks.load(tx), {one.coder.id: one.coder.name for one in people.members(tx)}
    called = {**VERDICTS[language], **project.settings.get(SETTING, {})}
    texts = {one.id: one.text for one in conclusions.propositions(tx)}
    found: list[tuple[object, UUID | None, str, str, str]] = []
    for one in conclusions.verdicts(tx).values():
        code = book.find(one.code) if one.code else None
        about = f"{code.sign or code.key} {code.label(language, book.language)}" if code else word["study"]
        found.append((one.made_at, one.coder, word["verdict"].format(verdict=called[one.verdict]), one.rule, about))
    for each in verifications.of(tx, results=False):
        told = word["tested"].format(concludes=CONCLUDED[language][each.concludes])
        found.append((each.made_at, each.coder, told, each.note, texts.get(each.proposition, "")))
    zone = ZoneInfo(project.time_zone)
    rows = []
    for at, who, decision, reason, about in sorted(found, key=lambda one: str(one[0])):
        day = format_date(at.astimezone(zone), "d MMMM y", locale=language) if at else ""  # type: ignore[attr-defined]
        rows.append((day, names.get(who, "") if who else "", decision, reason, about))
    titles = ("date", "who", "decision", "reason", "about")
    columns = [report.Column(word[name], wide) for name, wide in zip(titles, _DECIDED_WIDTHS, strict=True)]
    return report.Part(word["decided"], columns, rows)
