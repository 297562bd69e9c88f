"""Paper: a source with its codes in the margin, excerpts by source, the codebook in thesis layout; as DOCX or HTML."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from coding import reduction, report, tagging
from coding.errors import ProjectNotFound
from coding.exchange.excerpts import WORDS as QUALITY
from coding.model import Code, Codebook, Coding, Excerpt, Language, Memo, Project, Query, Source
from coding.report.sheets import Bar, Chapter, Line, Note, Passage, Sheets
from coding.store import Read, cases, codebooks, codings, memos, people, projects, sources, tallies
from coding.workbench.code_splits import examples_of
from coding.workbench.desk import allow, now, reads
from coding.workbench.exports import references
from coding.workbench.memos import spoken_passage

PRINTED = ("docx", "html")
Progress = Callable[[float, str], None]

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "number": "Baris",
        "margin": "Kode",
        "memos": "Memo",
        "memo": "Memo",
        "lines": "baris {lines}",
        "whole": "seluruh sumber",
        "codings": "Pengodean",
        "coders": "Pengode",
        "version": "Versi buku kode",
        "excerpts": "Kutipan",
        "codes": "Kode",
        "count": "Jumlah kutipan",
        "none": "Tidak ada kutipan.",
        "codebook": "Buku Kode",
        "foot": "{project}. Dibuat: {at}. Simpul",
        "heads": "Kode|Nama|Definisi|Inklusi|Eksklusi|Contoh kutipan|Sumber teori|Versi",
    },
    "en": {
        "number": "Line",
        "margin": "Codes",
        "memos": "Memos",
        "memo": "Memo",
        "lines": "lines {lines}",
        "whole": "whole source",
        "codings": "Codings",
        "coders": "Coders",
        "version": "Version of the codebook",
        "excerpts": "Excerpts",
        "codes": "Codes",
        "count": "Number of excerpts",
        "none": "There are no excerpts.",
        "codebook": "Codebook",
        "foot": "{project}. Made: {at}. Simpul",
        "heads": "Code|Name|Definition|Include|Exclude|Example|Theory|Version",
    },
}
_SHARES = (9, 15, 28, 25, 25, 34, 16, 7)
"""Of the columns of the codebook."""

EXAMPLE = 300
"""So many letters of a real quotation stand in the codebook at most."""


@reads
def print_source(
    tx: Read,
    source: UUID,
    *,
    format: str = "docx",  # noqa: A002
    language: Language | None = None,
    progress: Progress = lambda _share, _name: None,
) -> bytes:
    """A source by its numbered lines, what was coded beside them, memos as numbered notes (SourceNotFound)."""
    bench = _bench(tx, language)
    progress(0.1, "")
    made = _source(bench, source)
    progress(0.5, made.title)
    return _written(bench, made, format)


@reads
def print_excerpts(
    tx: Read,
    query: Query,
    *,
    format: str = "docx",  # noqa: A002
    language: Language | None = None,
    progress: Progress = lambda _share, _name: None,
) -> bytes:
    """The excerpts of a query by source: numbered lines around each, its reference, memos as numbered notes."""
    bench = _bench(tx, language)
    return _written(bench, _excerpts(bench, query, progress), format)


@reads
def print_codebook(tx: Read, *, format: str = "docx", language: Language | None = None) -> bytes:  # noqa: A002
    """The codebook as a thesis prints it, across: with a real quotation for each code that has one."""
    bench = _bench(tx, language)
    return _written(bench, _codebook(bench), format)


@dataclass(slots=True)
class _Bench:
    """What is printed from: the project, in a language, and the numbers of the notes given so far."""

    tx: Read
    project: Project
    book: Codebook
    names: Mapping[UUID, str]
    about: list[Memo]
    refer: Callable[[Excerpt], str]
    numbers: dict[UUID, int] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        return self.project.language

    def word(self, name: str, **values: object) -> str:
        return _WORDS[self.language][name].format(**values)

    def code(self, id_: UUID) -> str:
        """Key and name of a code."""
        code = self.book.find(id_)
        return f"{code.sign or code.key} {code.label(self.language, self.book.language)}" if code else ""

    def number(self, of: UUID) -> int:
        """The number of the note of a memo or coding; the next where it has none yet."""
        return self.numbers.setdefault(of, len(self.numbers) + 1)


def _bench(tx: Read, language: Language | None) -> _Bench:
    allow(tx, "export")
    here = projects.get(tx)
    if here is None:
        raise ProjectNotFound(name=tx.project_id)
    project = replace(here, language=language or here.language)
    names = {one.coder.id: one.coder.name for one in people.members(tx)}
    told = memos.load(tx, limit=100_000)
    return _Bench(tx, project, codebooks.load(tx), names, told, references(tx, project))


def _written(bench: _Bench, made: Sheets, format_: str) -> bytes:
    assert format_ in PRINTED
    at = now()
    when = f"{at.astimezone(ZoneInfo(bench.project.time_zone)):%Y-%m-%d %H:%M %Z}"
    whole = replace(made, foot=bench.word("foot", project=bench.project.name, at=when))
    if format_ == "html":
        return report.write_sheet_page(whole, language=bench.language)
    return report.write_sheets(whole, language=bench.language, at=at)


def _headings(bench: _Bench) -> tuple[str, str, str]:
    words = reduction.TRANSCRIPT_HEADINGS[bench.language][-1]
    return bench.word("number"), words, bench.word("margin")


# -- a source -------------------------------------------------------------------------------------


def _source(bench: _Bench, id_: UUID) -> Sheets:
    tx, language = bench.tx, bench.language
    source, _layout = sources.load(tx, id_)
    there = {case.id: case for case in cases.load(tx)}
    rows = reduction.transcript_rows(source, there, language)
    coded = codings.of_source(tx, id_)
    coders = {one.coder for one in coded}
    notes: list[Note] = []
    bars = _bars(bench, coded, notes, several=len(coders) > 1)
    bars += _passages_of_memos(bench, source, notes)
    by_key = {case.key: case for case in there.values()}
    informants = [by_key[key] for key in sorted(tallies.informants(tx).get(id_, ()), key=reduction.natural)]
    facts = [
        *reduction.transcript_facts(source, informants, language),
        (bench.word("codings"), str(len(coded))),
        (bench.word("coders"), ", ".join(sorted(bench.names.get(one, "?") for one in coders))),
        (bench.word("version"), str(bench.book.version)),
    ]
    lines = [Line(number, speaker, ((words, False),)) for number, speaker, words in rows]
    return Sheets(
        f"{reduction.TRANSCRIPT_TITLES[language][source.kind]} {source.name}",
        [Chapter("", passages=[Passage(lines, bars)], notes=sorted(notes, key=lambda one: one.number))],
        _headings(bench),
        bench.word("memos"),
        facts=[(name, value) for name, value in facts if value],
    )


def _bars(bench: _Bench, coded: Iterable[Coding], notes: list[Note], *, several: bool) -> list[Bar]:
    """A bar for each code on the same words, with those who gave it where there are several coders."""
    alike: dict[tuple[object, ...], list[Coding]] = {}
    for one in sorted(coded, key=lambda each: (each.start, -each.end, bench.code(each.code))):
        alike.setdefault((one.start, one.end, one.code, _qualities(bench, one)), []).append(one)
    bars = []
    for same in alike.values():
        one = same[0]
        who = ", ".join(sorted(bench.names.get(each.coder, "?") for each in same)) if several else ""
        told = ", ".join(part for part in (_qualities(bench, one), who) if part)
        bars.append(Bar(one.line_start, one.line_end, bench.code(one.code), told, _notes_of(bench, same, notes)))
    return bars


def _qualities(bench: _Bench, one: Coding) -> str:
    """What a coding says of its words besides the code."""
    word = QUALITY[bench.language]
    told = [word[one.status]] if one.status else []
    told += [word["limited"].lower()] if one.limited else []
    return ", ".join(told)


def _notes_of(bench: _Bench, same: Sequence[Coding], notes: list[Note]) -> list[int]:
    """The numbers of the notes on some codings: their own, then memos that speak of them."""
    numbers = []
    written = {one.number for one in notes}
    for one in same:
        where = bench.word("lines", lines=Bar(one.line_start, one.line_end, "").where)
        found = [(one.id, one.memo, bench.names.get(one.coder, "?"))] if one.memo.strip() else []
        found += [
            (each.id, _memo_text(each), bench.names.get(each.coder, "?"))
            for each in bench.about
            if any(link.about == "coding" and link.id == one.id for link in each.links)
        ]
        for id_, text, who in found:
            number = bench.number(id_)
            if number not in numbers:
                numbers.append(number)
            if number not in written:
                written.add(number)
                notes.append(Note(number, f"{where}, {bench.code(one.code)} ({who})", text))
    return numbers


def _memo_text(one: Memo) -> str:
    return "\n".join(part for part in (one.title, one.text) if part.strip())


def _passages_of_memos(bench: _Bench, source: Source, notes: list[Note]) -> list[Bar]:
    """Memos that speak of a passage, as bars; of the source as a whole they are notes alone."""
    bars = []
    for one in reversed(bench.about):
        for link in one.links:
            if link.about != "source" or link.id != source.id:
                continue
            where, number = bench.word("whole"), bench.number(one.id)
            spans = spoken_passage(bench.tx, link)
            if spans:
                bar = Bar(*tagging.line_range(source.lines, *spans), bench.word("memo"), notes=(number,))
                bars.append(bar)
                where = bench.word("lines", lines=bar.where)
            if number not in {each.number for each in notes}:
                notes.append(Note(number, f"{where} ({bench.names.get(one.coder, '?')})", _memo_text(one)))
    return bars


# -- excerpts -------------------------------------------------------------------------------------


def _excerpts(bench: _Bench, query: Query, progress: Progress) -> Sheets:
    tx = bench.tx
    found = codings.excerpts(tx, query, limit=None)
    there = {case.id: case for case in cases.load(tx)}
    several = len({one.coding.coder for one in found}) > 1
    by_source: dict[UUID, list[Excerpt]] = {}
    for one in found:
        by_source.setdefault(one.coding.source, []).append(one)
    chapters = []
    for at, (id_, some) in enumerate(by_source.items()):
        progress(at / len(by_source), some[0].source_name)
        source = sources.load(tx, id_)[0]
        rows = reduction.transcript_rows(source, there, bench.language)
        notes: list[Note] = []
        passages = [
            Passage(
                [Line(*row) for row in reduction.quoted_rows(source, rows, one.coding.start, one.coding.end)],
                _bars(bench, [one.coding], notes, several=several),
                bench.refer(one) or one.source_name,
            )
            for one in sorted(some, key=lambda each: (each.coding.start, each.coding.end))
        ]
        chapters.append(Chapter(some[0].source_name, passages=passages, notes=notes))
    codes = query.codes or tuple(dict.fromkeys(one.coding.code for one in found))
    facts = [
        (bench.word("codes"), ", ".join(bench.code(one) for one in codes)),
        (bench.word("count"), str(len(found))),
        (bench.word("version"), str(bench.book.version)),
    ]
    title = bench.word("excerpts")
    if len(codes) == 1:
        title = f"{title}: {bench.code(codes[0])}"
    return Sheets(
        title,
        chapters or [Chapter(bench.word("none"))],
        _headings(bench),
        bench.word("memos"),
        facts=facts,
    )


# -- the codebook ---------------------------------------------------------------------------------


def _codebook(bench: _Bench) -> Sheets:
    headings = bench.word("heads").split("|")
    columns = [report.Column(name, share) for name, share in zip(headings, _SHARES, strict=True)]
    changed = _versions(bench)
    quoted = _quoted(bench)

    def text(code: Code, kind: str) -> str:
        words = code.texts.get(kind, {})
        return words.get(bench.language) or words.get(bench.book.language) or next(iter(words.values()), "")

    rows = [
        (
            code.sign or code.key,
            code.label(bench.language, bench.book.language),
            *(text(code, kind) for kind in ("definition", "include", "exclude")),
            "\n".join(part for part in (text(code, "typical"), quoted.get(code.id, "")) if part),
            text(code, "theory"),
            str(changed.get(code.id, bench.book.version)),
        )
        for code in bench.book.codes
    ]
    title = bench.word("codebook")
    facts = [(bench.word("version"), str(bench.book.version))]
    return Sheets(title, [Chapter("", table=report.Part(title, columns, rows))], facts=facts, across=True)


def _versions(bench: _Bench) -> dict[UUID, int]:
    """The version of the codebook in which each code got the words that it has."""
    known: dict[UUID, Code] = {}
    found: dict[UUID, int] = {}
    for book in codebooks.versions(bench.tx):
        for code in book.codes:
            told = replace(code, version=1, order=0)
            if known.get(code.id) != told:
                known[code.id], found[code.id] = told, book.version
    return found


def _quoted(bench: _Bench) -> dict[UUID, str]:
    """The excerpts chosen as examples of each code, with their references; of a code without, the newest."""
    chosen = examples_of(bench.tx)
    newest = {
        code.id: there[0][1].id
        for code in bench.book.codable()
        if code.id not in chosen and (there := codings.examples(bench.tx, code.id, limit=1))
    }
    found = codings.excerpts_of(bench.tx, newest.values())
    told = {code: [found[id_]] for code, id_ in newest.items() if id_ in found} | chosen
    return {code: "\n".join(_quotation(bench, one) for one in many) for code, many in told.items()}


def _quotation(bench: _Bench, one: Excerpt) -> str:
    words = " ".join(one.coding.quote.split())
    if len(words) > EXAMPLE:
        words = f"{words[:EXAMPLE].rsplit(' ', 1)[0]} …"
    return f"“{words}” {bench.refer(one)}".rstrip()
