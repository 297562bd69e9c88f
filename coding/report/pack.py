"""What an informant is given to read and answer, as a Word document: a page in plain words, then what is asked."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from docx import Document
from docx.document import Document as Made
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as Grid
from docx.table import _Cell, _Row

from coding.model import Language
from coding.report.tables import _MARGIN, _SHORT, _printable, _set_up, _size, _whole

_LINE = "_" * 16

WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "title": "Apakah ini yang Anda maksud?",
        "code": "Kode informan: {code}",
        "study": "Penelitian: {study}",
        "date": "Tanggal berkas ini: {date}",
        "thanks": (
            "Terima kasih atas waktu dan kata-kata Anda dalam wawancara kita. Sebelum penelitian ini selesai, kami "
            "ingin tahu apakah kata-kata Anda kami pahami dengan benar."
        ),
        "asked": (
            "Di bawah ini ada kalimat-kalimat yang kami tulis, masing-masing dengan kata-kata Anda yang menjadi "
            "dasarnya. Kata-kata orang lain tidak ada di sini, dan nama Anda tidak kami tulis. Bacalah, lalu beri "
            "tanda pada satu kotak di setiap nomor:"
        ),
        "agree": "setuju",
        "correct": "setuju dengan perbaikan",
        "withdraw": "tarik",
        "agree_means": "kalimat itu benar, atau kutipan itu memang kata-kata Anda.",
        "correct_means": "pada dasarnya benar, tetapi ada yang perlu diubah. Tuliskan apa.",
        "withdraw_means": (
            "kata-kata itu tidak boleh dipakai lagi. Di bawah sebuah kalimat, ini berlaku untuk semua kata-kata Anda "
            "yang menjadi dasarnya."
        ),
        "free": (
            "Anda bebas. Anda boleh tidak menjawab, dan boleh menarik kata-kata Anda kapan saja, sekarang atau nanti, "
            "tanpa alasan dan tanpa akibat apa pun. Yang Anda tarik kami keluarkan dari data dan dari tulisan kami; "
            "yang tinggal hanya catatan bahwa ada bagian yang ditarik, tanpa kata-katanya."
        ),
        "statement": "Kalimat kami",
        "quotation": "Kata-kata Anda",
        "again": "Kata-kata Anda yang juga menjadi dasarnya sudah ada di atas: {numbers}.",
        "room": "Yang ingin Anda perbaiki atau tambahkan:",
        "end": "Terima kasih.",
        "answered": f"Tanggal: {_LINE}     Paraf: {_LINE}\nDitanya oleh: {_LINE}",
    },
    "en": {
        "title": "Is this what you meant?",
        "code": "Informant: {code}",
        "study": "Study: {study}",
        "date": "Date of this paper: {date}",
        "thanks": (
            "Thank you for your time and for what you told us in our interview. Before this study is finished, we "
            "would like to know whether we understood your words."
        ),
        "asked": (
            "Below are sentences that we wrote, each with the words of yours that it rests on. Nobody else's words are "
            "here, and we do not write your name. Please read them, then tick one box at each number:"
        ),
        "agree": "agree",
        "correct": "agree with correction",
        "withdraw": "withdraw",
        "agree_means": "the sentence is right, or the quotation is what you said.",
        "correct_means": "it is right on the whole, but something has to be changed. Please write what.",
        "withdraw_means": (
            "these words may no longer be used. Below a sentence, this goes for all words of yours that it rests on."
        ),
        "free": (
            "You are free. You need not answer, and you may withdraw your words at any time, now or later, without a "
            "reason and without any consequence. What you withdraw we take out of the data and of what we write; what "
            "stays is a note that something was withdrawn, without the words."
        ),
        "statement": "Our sentence",
        "quotation": "Your words",
        "again": "Words of yours that it also rests on stand further up: {numbers}.",
        "room": "What you would like to correct or add:",
        "end": "Thank you.",
        "answered": f"Date: {_LINE}     Initials: {_LINE}\nAsked by: {_LINE}",
    },
}
BOX = "\u2610"
_ROOM = 1.8
"""Centimetres left for words below a sentence."""

_NUMBERS = 1.4
_SHADE = "EDEDED"


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence under its number, the words it rests on (number, words), and the numbers of those further up."""

    number: str
    text: str
    quoted: Sequence[tuple[str, str]] = ()
    again: Sequence[str] = ()


def write_pack(
    code: str, study: str, asked: Sequence[Asked], *, day: str, language: Language = "id", at: datetime
) -> bytes:
    """The pack of one informant as DOCX, A4 upright; `code` stands for their name, `day` is the date in words."""
    word = WORDS[language]
    document = Document()
    _set_up(document, word["title"], language, at, across=False)
    body = document.styles["Normal"]
    body.font.size = Pt(12)
    body.paragraph_format.space_after = Pt(6)
    document.add_heading(word["title"], level=1)
    facts = (word["code"].format(code=code), word["study"].format(study=study), word["date"].format(date=day))
    document.add_paragraph(_printable("\n".join(facts)))
    _cover(document, word)
    for one in asked:
        _ask(document, one, word)
    document.add_paragraph(word["end"]).paragraph_format.space_before = Pt(10)
    document.add_paragraph(word["answered"]).paragraph_format.space_before = Pt(8)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _cover(document: Made, word: Mapping[str, str]) -> None:
    document.add_paragraph(word["thanks"])
    document.add_paragraph(word["asked"])
    for name in ("agree", "correct", "withdraw"):
        line = document.add_paragraph()
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Cm(1.2), Cm(-0.7)
        line.add_run(f"{BOX}  ")
        line.add_run(word[name]).bold = True
        line.add_run(f": {word[f'{name}_means']}")
    document.add_paragraph(word["free"])


def _ask(document: Made, one: Asked, word: Mapping[str, str]) -> None:
    gap = document.add_paragraph()
    gap.paragraph_format.space_after = Pt(0)
    grid = document.add_table(rows=0, cols=2)
    grid.style = "Table Grid"
    grid.autofit = False
    _row(grid, one.number, word["statement"], one.text, word, shade=True)
    for number, text in one.quoted:
        _row(grid, number, word["quotation"], f"“{text}”", word)
    if one.again:
        _write(_added(grid).cells[1], word["again"].format(numbers=", ".join(one.again)))
    room = _added(grid)
    room.height, room.height_rule = Cm(_ROOM), WD_ROW_HEIGHT_RULE.AT_LEAST
    _write(room.cells[1], word["room"])
    _size(grid, [Cm(_NUMBERS), Cm(_SHORT - 2 * _MARGIN - _NUMBERS)])
    for row in grid.rows:
        _whole(row._tr)
    for row in grid.rows[:-1]:
        _with_next(row)


def _added(grid: Grid) -> _Row:
    row: _Row = grid.add_row()  # type: ignore[no-untyped-call]
    return row


def _row(grid: Grid, number: str, label: str, text: str, word: Mapping[str, str], *, shade: bool = False) -> None:
    cells = _added(grid).cells
    _write(cells[0], number, bold=True)
    _write(cells[1], label, small=True)
    cells[1].add_paragraph().add_run(_printable(text)).bold = shade
    boxes = cells[1].add_paragraph("      ".join(f"{BOX} {word[name]}" for name in ("agree", "correct", "withdraw")))
    boxes.paragraph_format.space_before = boxes.paragraph_format.space_after = Pt(4)
    if shade:
        for cell in cells:
            _shaded(cell)


def _write(cell: _Cell, text: str, *, bold: bool = False, small: bool = False) -> None:
    run = cell.paragraphs[0].add_run(_printable(text))
    run.bold = bold
    cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    if small:
        run.font.size, run.italic = Pt(10), True


def _shaded(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _with_next(row: _Row) -> None:
    """What is said of a sentence stays on its page, as far as there is room."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
