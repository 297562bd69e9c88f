"""The ledger of suggestions as a table: what was offered to whom, why, how surely, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from coding.exchange.spreadsheet import Cell, Column, Table
from coding.model import Language, Told

Words = Mapping[str, str]

LEDGER_WORDS: Mapping[Language, Words] = {
    "id": {
        "number": "No",
        "source": "Sumber",
        "line": "Baris",
        "quote": "Segmen",
        "code": "Kode usulan",
        "rank": "Peringkat",
        "score": "Skor (per 1.000)",
        "method": "Metode",
        "model": "Model",
        "codebook": "Versi buku kode",
        "why": "Alasan",
        "shown": "Ditampilkan",
        "coder": "Pengode",
        "shown_at": "Waktu tampil",
        "fate": "Keputusan",
        "given": "Kode yang diberikan",
        "fate_at": "Waktu keputusan",
        "seconds": "Detik",
        "classifier": "pengklasifikasi",
        "keywords": "aturan kata kunci",
        "accepted": "diterima",
        "rejected": "ditolak",
        "changed": "diganti",
        "skipped": "dilewati",
        "yes": "ya",
        "no": "tidak",
        "hidden": "disembunyikan untuk perbandingan",
        "ledger": "Catatan usulan",
        "about": "Keterangan",
    },
    "en": {
        "number": "No",
        "source": "Source",
        "line": "Line",
        "quote": "Segment",
        "code": "Code suggested",
        "rank": "Rank",
        "score": "Score (per 1,000)",
        "method": "Method",
        "model": "Model",
        "codebook": "Version of the codebook",
        "why": "Reason",
        "shown": "Shown",
        "coder": "Coder",
        "shown_at": "Time shown",
        "fate": "Decision",
        "given": "Codes given",
        "fate_at": "Time of the decision",
        "seconds": "Seconds",
        "classifier": "classifier",
        "keywords": "keyword rules",
        "accepted": "accepted",
        "rejected": "rejected",
        "changed": "changed",
        "skipped": "passed over",
        "yes": "yes",
        "no": "no",
        "hidden": "hidden for the comparison",
        "ledger": "Suggestions",
        "about": "About",
    },
}

_COLUMNS = (
    "number source line quote code rank score method model codebook why shown coder shown_at fate given fate_at seconds"
).split()
_WIDTHS = {"number": 6, "quote": 70, "why": 30, "source": 20, "shown_at": 25, "fate_at": 25}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger with the names a reader needs; `model` is its number, `given` are keys of codes."""

    told: Told
    source: str
    line: int
    quote: str
    code: str
    coder: str
    given: tuple[str, ...]
    model: int | None = None


def ledger_table(entries: Sequence[Entry], *, time_zone: str, language: Language = "id") -> Table:
    """One row a suggestion, in the order given. Times are ISO 8601; scores are whole thousandths, as no date looks."""
    words, zone = LEDGER_WORDS[language], ZoneInfo(time_zone)
    rows = [[_row(number, one, zone, words)[name] for name in _COLUMNS] for number, one in enumerate(entries, start=1)]
    return Table([Column(words[name], _WIDTHS.get(name, 14)) for name in _COLUMNS], rows)


def _row(number: int, one: Entry, zone: ZoneInfo, words: Words) -> dict[str, Cell]:
    told, offer = one.told, one.told.offer
    return {
        "number": number,
        "source": one.source,
        "line": one.line,
        "quote": one.quote,
        "code": one.code,
        "rank": offer.rank,
        "score": round(1000 * offer.score),
        "method": words[offer.method],
        "model": one.model,
        "codebook": offer.codebook,
        "why": ", ".join(offer.evidence),
        "shown": words["hidden"] if offer.blind else words["yes" if told.shown else "no"],
        "coder": one.coder,
        "shown_at": _instant(told.shown_at, zone),
        "fate": words[told.fate] if told.fate else None,
        "given": ", ".join(one.given),
        "fate_at": _instant(told.fate_at, zone),
        "seconds": None if told.seconds is None else f"{told.seconds:.1f}",
    }


def _instant(at: datetime | None, zone: ZoneInfo) -> str | None:
    return at.astimezone(zone).isoformat(timespec="seconds") if at else None
