"""Packs for informants as files: one document each, all of them at once, and a table for the answers."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_date

import coding
from coding.conclusion.member_check import Statement
from coding.errors import NoPack, NotFound, PackOutdated
from coding.exchange.excerpts import WORDS
from coding.exchange.spreadsheet import Column, Table, write_xlsx
from coding.model import Case, Language, Pack, Project
from coding.report.pack import Asked, write_pack
from coding.store import Read, answers, cases, projects
from coding.workbench.desk import allow, now, reads
from coding.workbench.member_check import asked_of

_UNSAFE = re.compile(r"[^\w\-. ]")
_TABLE: dict[Language, tuple[str, tuple[str, ...]]] = {
    "id": ("jawaban", ("Kode informan", "No", "Bahan", "Jawaban", "Kata-kata", "Tanggal", "Ditanya oleh")),
    "en": ("answers", ("Informant", "No", "Material", "Answer", "Words", "Date", "Asked by")),
}
_WIDTHS = (14, 6, 70, 24, 50, 16, 18)
_HOW: dict[Language, tuple[str, str]] = {
    "id": ("Jawaban", "setuju · setuju dengan perbaikan · tarik"),
    "en": ("Answer", "agree · agree with correction · withdraw"),
}


@reads
def export_pack(tx: Read, informant: UUID) -> bytes:
    """The newest pack of an informant as DOCX (NotFound, NoPack; PackOutdated where it reads otherwise by now)."""
    allow(tx, "export")
    case, pack, statements = _given(tx, informant)
    return _document(_project(tx), case, pack, statements)


@reads
def export_packs(tx: Read, informants: Sequence[UUID]) -> bytes:
    """Their newest packs as one ZIP, with a table in which the answers can be written; as `export_pack`."""
    allow(tx, "export")
    project, at = _project(tx), now()
    given = [_given(tx, one) for one in dict.fromkeys(informants)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        names: set[str] = set()
        for case, pack, statements in given:
            archive.writestr(_named(case.key, names), _document(project, case, pack, statements))
        language = given[0][1].language if given else project.language
        archive.writestr(f"{_TABLE[language][0]}.xlsx", _table(project, language, given, at))
    return out.getvalue()


def _given(tx: Read, informant: UUID) -> tuple[Case, Pack, tuple[Statement, ...]]:
    case = next((one for one in cases.load(tx) if one.id == informant), None)
    if case is None:
        raise NotFound(what="case")
    pack = next((one for one in answers.packs(tx) if one.case == informant), None)
    if pack is None:
        raise NoPack(informant=case.key)
    statements = asked_of(tx).get(informant, ())
    if tuple(item for one in statements for item in one.items()) != pack.items:
        raise PackOutdated(informant=case.key)
    return case, pack, statements


def _document(project: Project, case: Case, pack: Pack, statements: Sequence[Statement]) -> bytes:
    asked = [
        Asked(one.number, one.text, [(each.number, each.words.text) for each in one.quoted], one.again)
        for one in statements
    ]
    made = pack.made_at or now()
    day = format_date(made.astimezone(ZoneInfo(project.time_zone)).date(), "d MMMM y", locale=pack.language)
    return write_pack(case.key, project.name, asked, day=day, language=pack.language, at=made)


def _named(key: str, names: set[str]) -> str:
    """A name for a file in the ZIP: what a file system may not take is left out, and each is there once."""
    clean = _UNSAFE.sub("_", key).strip(" .") or "_"
    name, number = clean, 1
    while name.casefold() in names:
        number += 1
        name = f"{clean} {number}"
    names.add(name.casefold())
    return f"{name}.docx"


def _table(
    project: Project, language: Language, given: Sequence[tuple[Case, Pack, tuple[Statement, ...]]], at: datetime
) -> bytes:
    name, heads = _TABLE[language]
    words = WORDS[language]
    about = [
        (words["project"], project.name),
        _HOW[language],
        (words["made"], at.astimezone(ZoneInfo(project.time_zone)).isoformat(timespec="seconds")),
        (words["program"], f"Simpul {coding.__version__}"),
    ]
    rows = [row for case, _pack, statements in given for row in _lines(case, statements)]
    columns = [Column(head, width) for head, width in zip(heads, _WIDTHS, strict=True)]
    return write_xlsx(Table(columns, rows), about, names=(name, words["about"]), at=at)


def _lines(case: Case, statements: Sequence[Statement]) -> Iterator[tuple[str, ...]]:
    """A line for each number, the answer still to be written."""
    for one in statements:
        yield case.key, one.number, one.text, "", "", "", ""
        for each in one.quoted:
            yield case.key, each.number, f"“{each.words.text}”", "", "", "", ""


def _project(tx: Read) -> Project:
    found = projects.get(tx)
    assert found
    return found
