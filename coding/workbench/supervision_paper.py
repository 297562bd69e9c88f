"""Paper of supervision: the card with its dates and what happened since, and the page of a milestone signed off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from coding import report
from coding.codebook import Difference
from coding.conclusion.tables import STATUSES, VERDICTS
from coding.errors import NotFound, ProjectNotFound
from coding.model import Language, Project
from coding.report.sheets import Chapter, Sheets
from coding.report.tables import Column, Part
from coding.store import Read, people, projects
from coding.workbench.conclusions import SETTING
from coding.workbench.desk import allow, now, reads
from coding.workbench.printing import PRINTED
from coding.workbench.signing import Signed, signed
from coding.workbench.visiting import CodeNews, Meanwhile, meanwhile, visits_of

_LINE = "_" * 28

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "card": "Kartu bimbingan",
        "study": "Penelitian",
        "student": "Mahasiswa/peneliti",
        "supervisor": "Pembimbing",
        "heads": "No.|Tanggal|Dibahas|Disepakati|Tindak lanjut|Dicatat oleh|Paraf",
        "none": "Belum ada bimbingan yang dicatat.",
        "visits": "Catatan bimbingan",
        "since": "Sejak {date}",
        "first": "Yang ada sampai sekarang",
        "what": "Bagian|Yang terjadi",
        "new": "{n} kutipan baru",
        "came": "{n} dari {codes}",
        "left": "{n} pindah ke kode lain",
        "removed": "{n} dihapus",
        "codebook": "Buku kode",
        "verdict": "Putusan {code}",
        "study_verdict": "Putusan penelitian",
        "proposition": "Proposisi",
        "was": "{before} → {after}",
        "gone": "dihapus",
        "fresh": "baru",
        "finished": "Selesai dikode",
        "by": "{source} ({name})",
        "reply": "Balasan",
        "question": "Pertanyaan mahasiswa",
        "state": "Dinilai",
        "quiet": "Tidak ada yang berubah.",
        "part": "bagian lain",
        "added": "ditambahkan",
        "removed_code": "dihapus",
        "renamed": "berganti nama: {before} → {after}",
        "moved": "dipindahkan",
        "merged": "digabung dengan {after}",
        "split": "dipecah dari {before}",
        "text": "{field} diubah",
        "accepted": "diterima",
        "revise": "perbaiki",
        "discuss": "bahas",
        "draft": "draf",
        "signoff": "Persetujuan tahap: {milestone}",
        "milestone": "Tahap",
        "signed_by": "Disetujui oleh",
        "at": "Tanggal",
        "note": "Catatan",
        "rev": "Revisi proyek",
        "print": "Sidik isi (SHA-256)",
        "covers": "Yang disetujui, sebagaimana adanya saat itu",
        "covers_heads": "Bagian|Jumlah|Sidik isi|Sekarang",
        "same": "sama",
        "other": "berubah: {before} → {after}",
        "by_file": "Datang dalam berkas umpan balik, bukan dari orang yang masuk dengan sandi.",
        "sign": "Tanda tangan: {line}",
        "foot": "{project}. Dibuat: {at}. Simpul",
    },
    "en": {
        "card": "Supervision card",
        "study": "Study",
        "student": "Student or researcher",
        "supervisor": "Supervisor",
        "heads": "No.|Date|Discussed|Agreed|To do|Noted by|Initials",
        "none": "No visit is noted yet.",
        "visits": "Visits",
        "since": "Since {date}",
        "first": "What there is so far",
        "what": "Part|What happened",
        "new": "{n} new excerpts",
        "came": "{n} from {codes}",
        "left": "{n} moved to another code",
        "removed": "{n} removed",
        "codebook": "Codebook",
        "verdict": "Verdict {code}",
        "study_verdict": "Verdict of the study",
        "proposition": "Proposition",
        "was": "{before} → {after}",
        "gone": "deleted",
        "fresh": "new",
        "finished": "Finished coding",
        "by": "{source} ({name})",
        "reply": "Reply",
        "question": "Question of the student",
        "state": "Reviewed",
        "quiet": "Nothing changed.",
        "part": "something else",
        "added": "added",
        "removed_code": "removed",
        "renamed": "renamed: {before} → {after}",
        "moved": "moved",
        "merged": "merged with {after}",
        "split": "split off from {before}",
        "text": "{field} changed",
        "accepted": "accepted",
        "revise": "revise",
        "discuss": "discuss",
        "draft": "draft",
        "signoff": "Signed off: {milestone}",
        "milestone": "Milestone",
        "signed_by": "Signed off by",
        "at": "Date",
        "note": "Note",
        "rev": "Revision of the project",
        "print": "Print of the contents (SHA-256)",
        "covers": "What was signed off, as it stood then",
        "covers_heads": "Part|Number|Print|Now",
        "same": "the same",
        "other": "changed: {before} → {after}",
        "by_file": "It came in a feedback file, not from somebody who was signed in.",
        "sign": "Signature: {line}",
        "foot": "{project}. Made: {at}. Simpul",
    },
}

PARTS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "codebook": "Buku kode",
        "coding": "Pengodean",
        "reduction": "Reduksi data",
        "display": "Penyajian data",
        "conclusion": "Penarikan kesimpulan",
        "report": "Laporan",
        "source": "Transkrip",
        "code": "Kode",
        "theme": "Kategori dan tema",
        "cell": "Sel kerangka",
        "entry": "Isian tabel",
        "proposition": "Proposisi",
        "verdict": "Putusan",
        "advice": "Saran",
        "ground": "Bukti",
        "section": "Bagian laporan",
    },
    "en": {
        "codebook": "Codebook",
        "coding": "Coding",
        "reduction": "Data reduction",
        "display": "Data display",
        "conclusion": "Conclusion",
        "report": "Report",
        "source": "Transcripts",
        "code": "Codes",
        "theme": "Categories and themes",
        "cell": "Cells of the framework",
        "entry": "Entries of tables",
        "proposition": "Propositions",
        "verdict": "Verdicts",
        "advice": "Advice",
        "ground": "Evidence",
        "section": "Sections of the report",
    },
}
"""Milestones, and the parts of the work they cover, as they are called on paper."""

_SHARES = (1, 2.6, 5, 5, 5, 2.6, 1.8)
_QUOTED = 160
"""Letters of a quotation or a comment in a cell."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is written with: the project, its language, and the words of that."""

    tx: Read
    project: Project
    language: Language

    def word(self, key: str, **values: object) -> str:
        return _WORDS[self.language][key].format(**values)

    def day(self, at: datetime | None) -> str:
        return f"{at.astimezone(ZoneInfo(self.project.time_zone)):%Y-%m-%d}" if at else ""


@reads
def print_card(tx: Read, *, format: str = "docx", language: Language | None = None) -> bytes:  # noqa: A002
    """The supervision card: every visit as a line, and what happened since the last one, as DOCX or HTML."""
    desk = _desk(tx, language)
    return _written(desk, _card(desk), format)


@reads
def print_signoff(tx: Read, signoff: UUID, *, format: str = "docx", language: Language | None = None) -> bytes:  # noqa: A002
    """One page about a milestone that was signed off, with its print (NotFound)."""
    desk = _desk(tx, language)
    found = next((one for one in signed(tx) if one.one.id == signoff), None)
    if found is None:
        raise NotFound(what="signoff")
    return _written(desk, _signoff(desk, found), format)


def _desk(tx: Read, language: Language | None) -> _Desk:
    allow(tx, "export")
    here = projects.get(tx)
    if here is None:
        raise ProjectNotFound(name=tx.project_id)
    return _Desk(tx, here, language or here.language)


def _written(desk: _Desk, made: Sheets, format_: str) -> bytes:
    assert format_ in PRINTED
    if format_ == "html":
        return report.write_sheet_page(made, language=desk.language)
    return report.write_sheets(made, language=desk.language, at=now())


def _foot(desk: _Desk) -> str:
    at = now().astimezone(ZoneInfo(desk.project.time_zone))
    return desk.word("foot", project=desk.project.name, at=f"{at:%Y-%m-%d %H:%M %Z}")


def _columns(desk: _Desk, name: str, shares: Iterable[float]) -> list[Column]:
    return [Column(*one) for one in zip(desk.word(name).split("|"), shares, strict=True)]


# -- the card -------------------------------------------------------------------------------------


def _card(desk: _Desk) -> Sheets:
    there = people.members(desk.tx)
    roles = {"student": ("student", "researcher"), "supervisor": ("supervisor",)}
    facts = [(desk.word("study"), desk.project.name)]
    for name, some in roles.items():
        named = [one.coder.name for one in there if one.role in some and one.coder.kind == "person"]
        facts.append((desk.word(name), ", ".join(named) or "–"))
    rows: list[list[str | int]] = [
        [number, desk.day(one.made_at), one.discussed, one.agreed, one.to_do, name, ""]
        for number, (one, name) in enumerate(visits_of(desk.tx), start=1)
    ]
    table = Part(desk.word("visits"), _columns(desk, "heads", _SHARES), rows)
    since = meanwhile(desk.tx)
    title = desk.word("since", date=desk.day(since.since.made_at)) if since.since else desk.word("first")
    news = list(_news(desk, since)) or [(desk.word("quiet"), "")]
    happened = Part(title, _columns(desk, "what", (1.4, 5)), [[what, told] for what, told in news])
    return Sheets(
        desk.word("card"),
        [Chapter(desk.word("visits"), table=table), Chapter(title, table=happened)],
        foot=_foot(desk),
        facts=facts,
        across=True,
    )


def _news(desk: _Desk, since: Meanwhile) -> Iterable[tuple[str, str]]:
    """What happened, a line a thing: what it is about, and what became of it."""
    for one in since.codes:
        yield f"{one.key} {_label(desk, one)}", "; ".join(_counted(desk, one))
    if since.codebook:
        for change in since.codebook.changes:
            yield desk.word("codebook"), f"{change.key}: {_difference(desk, change)}"
    own = desk.project.settings.get(SETTING, {})
    called = {**VERDICTS[desk.language], **{name: word for name, word in own.items() if word}}
    for said in since.verdicts:
        name = desk.word("verdict", code=said.label) if said.label else desk.word("study_verdict")
        yield name, _became(desk, called.get(said.before, said.before), called.get(said.after, said.after))
    statuses: dict[str, str] = {str(status): name for status, name in STATUSES[desk.language].items()}
    for said in since.propositions:
        before, after = (statuses.get(each, each) for each in (said.before, said.after))
        yield desk.word("proposition"), ": ".join(filter(None, (said.label, _became(desk, before, after))))
    for source, name in since.finished:
        yield desk.word("finished"), desk.word("by", source=source, name=name)
    for excerpt, state, name in since.states:
        yield desk.word("state"), f"“{_short(excerpt.coding.quote)}”: {desk.word(state)} ({name})"
    for kind, some in (("question", since.questions), ("reply", since.replies)):
        for talk in some:
            last = talk.comments[0 if kind == "question" else -1]
            who = talk.names.get(last.coder, "?") if last.coder else "?"
            yield desk.word(kind), f"{who}: {_short(last.text)} (“{_short(talk.now or talk.thread.said)}”)"


def _label(desk: _Desk, one: CodeNews) -> str:
    return one.name.get(desk.language) or next(iter(one.name.values()), "")


def _counted(desk: _Desk, one: CodeNews) -> Iterable[str]:
    if one.new:
        yield desk.word("new", n=one.new)
    if one.came:
        codes = ", ".join(sorted({key for _excerpt, key in one.came}))
        yield desk.word("came", n=len(one.came), codes=codes)
    if one.left:
        yield desk.word("left", n=one.left)
    if one.removed:
        yield desk.word("removed", n=one.removed)


def _difference(desk: _Desk, change: Difference) -> str:
    match change.kind:
        case "removed":
            return desk.word("removed_code")
        case "added" | "moved":
            return desk.word(change.kind)
        case "renamed" | "merged" | "split":
            return desk.word(change.kind, before=change.before, after=change.after)
        case _:
            return desk.word("text", field=change.field)


def _became(desk: _Desk, before: str, after: str) -> str:
    return desk.word("was", before=before or desk.word("fresh"), after=after or desk.word("gone"))


def _short(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= _QUOTED else f"{one_line[:_QUOTED].rpartition(' ')[0]} …"


# -- a milestone ----------------------------------------------------------------------------------


def _signoff(desk: _Desk, one: Signed) -> Sheets:
    called = PARTS[desk.language]
    changed = {part: (before, after) for part, before, after in one.changed}
    rows: list[list[str | int]] = []
    for part, (count, print_) in one.one.contents.items():
        before, after = changed.get(part, (0, 0))
        now_ = desk.word("other", before=before, after=after) if part in changed else desk.word("same")
        rows.append([called.get(part, part), count, print_[:16], now_])
    milestone = called[one.one.milestone]
    facts = [
        (desk.word("study"), desk.project.name),
        (desk.word("milestone"), milestone),
        (desk.word("signed_by"), one.name),
        (desk.word("at"), desk.day(one.one.made_at)),
        (desk.word("rev"), str(one.one.rev)),
        (desk.word("print"), one.one.print),
    ]
    if one.one.note:
        facts.append((desk.word("note"), one.one.note))
    table = Part(desk.word("covers"), _columns(desk, "covers_heads", (3, 1.4, 3, 3)), rows)
    notes = [desk.word("by_file")] if one.one.by_file else []
    notes += [desk.word("sign", line=_LINE), _foot(desk)]
    title = desk.word("signoff", milestone=milestone)
    return Sheets(title, [Chapter(desk.word("covers"), table=table)], facts=facts, foot="\n".join(notes))
