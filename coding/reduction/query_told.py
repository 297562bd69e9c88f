"""A query as a sentence, in the words of a report or of a screen."""

from collections.abc import Mapping, Sequence

from coding.model import (
    And,
    Codebook,
    Comparison,
    Expression,
    HasCode,
    HasPattern,
    Language,
    Not,
    Or,
    Query,
    Related,
    Where,
)

_MANY = 3
"""Codes that are told by their keys alone."""


def sentence(query: Query, book: Codebook, language: Language) -> str:
    """What is asked for, as a person says it."""
    word = _WORDS[language]
    if query.where is None:
        return word["all"]
    told = said(query.where, book, language)
    return told if query.whole == "excerpt" else f"{told}, {word[f'whole {query.whole}']}"


def said(expression: Expression, book: Codebook, language: Language) -> str:
    """An expression in words."""
    return _Told(book, language).said(expression)


class _Told:
    def __init__(self, book: Codebook, language: Language) -> None:
        self._book, self._language, self._word = book, language, _WORDS[language]

    def said(self, expression: Expression) -> str:
        word = self._word
        match expression:
            case HasCode(code, alone):
                found = self._book.find(code)
                name = f"{found.key} {found.label(self._language, self._book.language)}" if found else str(code)
                return word["alone" if alone else "code"].format(code=name)
            case HasPattern(pattern):
                gathering = self._book.pattern(pattern)
                return word["pattern"].format(name=gathering.name if gathering else str(pattern))
            case Where(field, comparison, value):
                return self._condition(field, comparison, value)
            case Not(part):
                return word["not"].format(what=self._inside(part))
            case And(parts):
                return f" {word['and']} ".join(map(self._inside, parts))
            case Or(parts):
                return self._one_of(parts) or f" {word['or']} ".join(map(self._inside, parts))
            case Related(this, relation, that, within):
                told = word[relation].format(this=self._inside(this), that=self._inside(that))
                if within is None:
                    return told
                return f"{told} ({word['apart 1' if within == 1 else 'apart'].format(n=within)})"

    def _one_of(self, parts: Sequence[Expression]) -> str | None:
        """Many codes in a row by their keys: their names would make a paragraph. None for anything else."""
        codes = [part for part in parts if isinstance(part, HasCode)]
        if len(codes) < len(parts) or len(codes) < _MANY or len({one.alone for one in codes}) > 1:
            return None
        keys = [found.key if (found := self._book.find(one.code)) else str(one.code) for one in codes]
        told = f"{', '.join(keys[:-1])} {self._word['or']} {keys[-1]}"
        return self._word["alone" if codes[0].alone else "code"].format(code=told)

    def _condition(self, field: str, comparison: Comparison, value: str) -> str:
        word = self._word
        if field.startswith("case."):
            return word[comparison].format(field=field.removeprefix("case."), value=value)
        if field in ("words", "phrase", "memo"):
            return word["contain"].format(field=word[f"field {field}"], value=value)
        if field == "tie":
            return word["tie"]
        return word[comparison].format(field=word[f"field {field}"], value=word.get(f"{field} {value}", value))

    def _inside(self, part: Expression) -> str:
        told = self.said(part)
        return f"({told})" if isinstance(part, And | Or) else told


_WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "all": "semua kutipan",
        "whole excerpt": "dalam satu kutipan",
        "whole turn": "bersama dalam satu giliran bicara",
        "whole source": "bersama dalam satu sumber",
        "whole case": "bersama pada satu informan",
        "field status": "status",
        "field evidence": "bukti",
        "field prompted": "dipancing",
        "field origin": "asal",
        "field kind": "jenis",
        "field role": "peran",
        "field ledger": "reduksi",
        "field weight": "bobot",
        "field made": "hari pengodean",
        "field date": "hari wawancara",
        "field coder": "pengode",
        "field source": "sumber",
        "field case": "informan",
        "field speaker": "pelaku",
        "field words": "kata-kata",
        "field phrase": "kata utuh",
        "field line": "baris",
        "field memo": "memo",
        "field tie": "hubungan pada peta konsep",
        "status exists": "ada",
        "status planned": "direncanakan",
        "status existed": "pernah ada",
        "status absent": "belum atau tidak ada",
        "status failed": "gagal",
        "status limited": "terbatas",
        "status none": "tidak dinyatakan",
        "evidence claim": "pernyataan",
        "evidence event": "peristiwa",
        "evidence document": "dokumen",
        "evidence none": "tidak disebut",
        "prompted yes": "ya",
        "prompted no": "tidak",
        "prompted none": "tidak disebut",
        "origin hand": "dengan tangan",
        "origin keyword": "aturan kata kunci",
        "origin classifier": "pengklasifikasi",
        "origin import": "impor",
        "kind interview": "wawancara",
        "kind observation": "observasi",
        "kind document": "dokumen",
        "role interviewer": "pewawancara",
        "role informant": "informan",
        "role other": "lainnya",
        "ledger none": "belum diputuskan",
        "ledger decided": "sudah diputuskan",
        "ledger kept": "dipertahankan",
        "ledger merged": "digabung",
        "ledger aside": "disisihkan",
        "ledger stale": "perlu dilihat lagi",
        "=": "{field}: {value}",
        "<": "{field} kurang dari {value}",
        "<=": "{field} paling banyak {value}",
        ">": "{field} lebih dari {value}",
        ">=": "{field} sekurangnya {value}",
        "same": "{this} pada kata-kata yang sama dengan {that}",
        "overlapping": "{this} bertumpang dengan {that}",
        "inside": "{this} di dalam {that}",
        "around": "{this} memuat {that}",
        "near": "{this} dekat {that}",
        "before": "{this} sebelum {that}",
        "after": "{this} sesudah {that}",
        "code": "kode {code}",
        "alone": "kode {code} saja",
        "pattern": "kode pola “{name}”",
        "not": "bukan {what}",
        "and": "dan",
        "or": "atau",
        "contain": "{field} memuat “{value}”",
        "tie": "kutipan yang mendukung sebuah hubungan pada peta konsep",
        "apart": "berjarak paling banyak {n} giliran",
        "apart 1": "berjarak paling banyak {n} giliran",
    },
    "en": {
        "all": "all excerpts",
        "whole excerpt": "in one excerpt",
        "whole turn": "together in a turn",
        "whole source": "together in a source",
        "whole case": "together in an informant",
        "field status": "status",
        "field evidence": "evidence",
        "field prompted": "prompted",
        "field origin": "origin",
        "field kind": "kind",
        "field role": "role",
        "field ledger": "ledger",
        "field weight": "weight",
        "field made": "day of coding",
        "field date": "day of the interview",
        "field coder": "coder",
        "field source": "source",
        "field case": "informant",
        "field speaker": "speaker",
        "field words": "words",
        "field phrase": "whole words",
        "field line": "line",
        "field memo": "memo",
        "field tie": "relation on a concept map",
        "status exists": "exists",
        "status planned": "planned",
        "status existed": "existed",
        "status absent": "absent",
        "status failed": "failed",
        "status limited": "limited",
        "status none": "not stated",
        "evidence claim": "claim",
        "evidence event": "event",
        "evidence document": "document",
        "evidence none": "not said",
        "prompted yes": "yes",
        "prompted no": "no",
        "prompted none": "not said",
        "origin hand": "by hand",
        "origin keyword": "keyword rule",
        "origin classifier": "classifier",
        "origin import": "import",
        "kind interview": "interview",
        "kind observation": "observation",
        "kind document": "document",
        "role interviewer": "interviewer",
        "role informant": "informant",
        "role other": "other",
        "ledger none": "not decided",
        "ledger decided": "decided",
        "ledger kept": "kept",
        "ledger merged": "merged",
        "ledger aside": "set aside",
        "ledger stale": "to be looked at again",
        "=": "{field} is {value}",
        "<": "{field} is less than {value}",
        "<=": "{field} is at most {value}",
        ">": "{field} is more than {value}",
        ">=": "{field} is at least {value}",
        "same": "{this} on the same words as {that}",
        "overlapping": "{this} overlapping {that}",
        "inside": "{this} inside {that}",
        "around": "{this} around {that}",
        "near": "{this} near {that}",
        "before": "{this} before {that}",
        "after": "{this} after {that}",
        "code": "code {code}",
        "alone": "code {code} alone",
        "pattern": "pattern “{name}”",
        "not": "not {what}",
        "and": "and",
        "or": "or",
        "contain": "{field} contain “{value}”",
        "tie": "excerpts that speak for a relation on a concept map",
        "apart": "at most {n} turns apart",
        "apart 1": "at most {n} turn apart",
    },
}
