"""Excerpts as the table an Indonesian thesis prints: one row a coding, its informant, words, reference and code."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from coding.exchange.spreadsheet import Cell, Column, Table
from coding.model import Excerpt, Language

Words = Mapping[str, str]

WORDS: Mapping[Language, Words] = {
    "id": {
        "number": "No",
        "source": "Sumber",
        "kind": "Jenis",
        "informant": "Informan",
        "speaker": "Pelaku",
        "lines": "Baris",
        "page": "Halaman",
        "quote": "Kutipan",
        "reference": "Rujukan",
        "code": "Kode",
        "code_name": "Nama kode",
        "coder": "Pengode",
        "status": "Status",
        "limited": "Terbatas",
        "weight": "Bobot",
        "prompted": "Dipancing",
        "evidence": "Bukti",
        "memo": "Memo",
        "time": "Waktu",
        "yes": "ya",
        "no": "tidak",
        "interview": "wawancara",
        "observation": "observasi",
        "document": "dokumen",
        "exists": "ada",
        "planned": "direncanakan",
        "existed": "pernah ada",
        "absent": "belum atau tidak ada",
        "failed": "gagal",
        "none": "tanpa status",
        "claim": "pernyataan",
        "event": "peristiwa",
        "excerpts": "Kutipan",
        "about": "Keterangan",
        "project": "Proyek",
        "made": "Dibuat",
        "codebook_version": "Versi buku kode",
        "count": "Jumlah kutipan",
        "all": "semua",
        "program": "Program",
        "hint": "Catatan",
        "hint_text": (
            "Kutipan tertulis persis seperti di dalam sumber. Teks yang melebihi isi satu sel berlanjut di kolom (2). "
            "Karakter kendali, yang tidak dapat disimpan di sini, tampil sebagai tanda seperti ␀."
        ),
    },
    "en": {
        "number": "No",
        "source": "Source",
        "kind": "Kind",
        "informant": "Informant",
        "speaker": "Speaker",
        "lines": "Lines",
        "page": "Page",
        "quote": "Quotation",
        "reference": "Reference",
        "code": "Code",
        "code_name": "Name of the code",
        "coder": "Coder",
        "status": "Status",
        "limited": "Limited",
        "weight": "Weight",
        "prompted": "Prompted",
        "evidence": "Evidence",
        "memo": "Memo",
        "time": "Time",
        "yes": "yes",
        "no": "no",
        "interview": "interview",
        "observation": "observation",
        "document": "document",
        "exists": "exists",
        "planned": "planned",
        "existed": "existed",
        "absent": "absent",
        "failed": "failed",
        "none": "without a status",
        "claim": "claim",
        "event": "event",
        "excerpts": "Excerpts",
        "about": "About",
        "project": "Project",
        "made": "Made",
        "codebook_version": "Version of the codebook",
        "count": "Number of excerpts",
        "all": "all",
        "program": "Program",
        "hint": "Note",
        "hint_text": (
            "Quotations stand exactly as in the source. A text longer than one cell goes on in column (2). Control "
            "characters, which cannot be kept here, are shown as signs like ␀."
        ),
    },
}
"""A table is written in the language of its project; these are its words."""

_WIDTHS = {"number": 5, "quote": 70, "memo": 36, "code_name": 22, "reference": 26, "source": 20, "time": 25}


def excerpt_table(
    excerpts: Sequence[Excerpt],
    references: Callable[[Excerpt], str],
    *,
    attributes: Mapping[str, str],
    time_zone: str,
    language: Language = "id",
) -> Table:
    """One row an excerpt; `attributes` maps the key of a case's attribute to its heading. Times are ISO 8601."""
    words, zone = WORDS[language], ZoneInfo(time_zone)
    rows = [
        list(_row(number, one, references(one), attributes, zone, words, language).values())
        for number, one in enumerate(excerpts, start=1)
    ]
    names = (*_BEFORE, *(f"attribute {key}" for key in attributes), *_AFTER)
    headings = {**words, **{f"attribute {key}": _own(heading, words) for key, heading in attributes.items()}}
    return Table([Column(headings[name], _WIDTHS.get(name, 14)) for name in names], rows)


def _own(heading: str, words: Words) -> str:
    """The heading of an attribute, told apart from the table's own columns: `jenis (informan)`."""
    taken = {words[name].casefold() for name in (*_BEFORE, *_AFTER)}
    return f"{heading} ({words['informant'].lower()})" if heading.casefold() in taken else heading


_BEFORE = ("number", "source", "kind", "informant")
_AFTER = (
    "speaker",
    "lines",
    "page",
    "quote",
    "reference",
    "code",
    "code_name",
    "coder",
    "status",
    "limited",
    "weight",
    "prompted",
    "evidence",
    "memo",
    "time",
)


def _row(
    number: int,
    one: Excerpt,
    reference: str,
    attributes: Mapping[str, str],
    zone: ZoneInfo,
    words: Words,
    language: Language,
) -> dict[str, Cell]:
    coding = one.coding
    name = one.code_name.get(language) or next(iter(one.code_name.values()), "")
    # An en dash: spreadsheet programs make the third of May of 3-5.
    lines = f"{coding.line_start}–{coding.line_end}" if coding.line_end != coding.line_start else coding.line_start
    return {
        "number": number,
        "source": one.source_name,
        "kind": words[one.kind],
        "informant": one.case_key,
        **{f"attribute {key}": one.attributes.get(key) for key in attributes},
        "speaker": one.speaker,
        "lines": lines,
        "page": coding.page,
        "quote": coding.quote,
        "reference": reference,
        "code": one.code_key,
        "code_name": name,
        "coder": one.coder_name,
        "status": words[coding.status] if coding.status else None,
        "limited": words["yes"] if coding.limited else None,
        "weight": coding.weight,
        "prompted": None if coding.prompted is None else words["yes" if coding.prompted else "no"],
        "evidence": words[coding.evidence] if coding.evidence else None,
        "memo": coding.memo,
        "time": _instant(coding.made_at, zone),
    }


def _instant(at: datetime | None, zone: ZoneInfo) -> str | None:
    return at.astimezone(zone).isoformat(timespec="seconds") if at else None
