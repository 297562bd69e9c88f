"""Sentences a thesis can take as they stand, in Indonesian and in English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coding.agreement.figure import Figure, Reason
from coding.agreement.measuring import CodeFigures
from coding.model import Language

WHY: Mapping[Language, Mapping[Reason, str]] = {
    "id": {
        "no_variation": "tidak ada variasi",
        "fewer_than_two_coders": "kurang dari dua pengode",
        "no_pairable_units": "tidak ada satuan yang dikode dua pengode",
        "no_gaps": "tidak ada bagian teks tanpa kode",
        "no_coded_intersection": "tidak ada bagian teks yang sama-sama dikode",
        "codes_overlap": "kode yang saling meniadakan bertumpang tindih",
    },
    "en": {
        "no_variation": "no variation",
        "fewer_than_two_coders": "fewer than two coders",
        "no_pairable_units": "no unit was coded by two coders",
        "no_gaps": "no part of the text is without a code",
        "no_coded_intersection": "no part of the text was coded by both",
        "codes_overlap": "codes that exclude each other overlap",
    },
}
_COUNT = {
    "id": ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentence is about. `names` are the codes' names, `sources` of `all_sources` were compared."""

    unit: str
    units: int
    coders: int
    sources: int
    all_sources: int
    codebook: int
    headline: Figure
    codes: Sequence[CodeFigures]
    names: Sequence[str]
    blind: bool = False
    discussed: int = 0
    resolved: int = 0
    unresolved: int = 0
    coefficient: str = "alpha"


def number(value: float, language: Language, digits: int = 2) -> str:
    """Two decimals, as the language writes them: 0,74 and .74; percent has none."""
    said = f"{value:.{digits}f}"
    if float(said) == 0:
        said = said.removeprefix("-")
    if language == "id":
        return said.replace(".", ",")
    return said.replace("0.", ".", 1) if abs(float(said)) < 1 else said


def interval(one: Figure, language: Language) -> str:
    """`0,74 [0,61; 0,87]`; without an interval the value alone, without a value a dash."""
    if one.value is None:
        return "–"
    said = number(one.value, language)
    if one.low is None or one.high is None:
        return said
    mark = "; " if language == "id" else ", "
    return f"{said} [{number(one.low, language)}{mark}{number(one.high, language)}]"


def _count(n: int, language: Language) -> str:
    return _COUNT[language][n] if n < 10 else str(n)


def sentence(told: Told, language: Language) -> str:
    """The report's sentences: who coded what, the headline, the range over codes, and what became of differences."""
    parts = [_who(told, language), _headline(told, language)]
    if told.discussed:
        parts.append(_discussed(told, language))
    return " ".join(parts)


def _who(told: Told, language: Language) -> str:
    coders = _count(told.coders, language)
    amount = f"{told.units:,}".replace(",", "." if language == "id" else ",")
    units = {
        "id": {"span": "karakter", "turn": "giliran bicara", "sentence": "kalimat", "paragraph": "paragraf"},
        "en": {"span": "characters", "turn": "turns", "sentence": "sentences", "paragraph": "paragraphs"},
    }[language].get(told.unit, told.unit)
    if language == "id":
        alone = " secara independen" if told.blind else ""
        return (
            f"{coders.capitalize()} pengode mengodekan {told.sources} dari {told.all_sources} teks{alone} "
            f"({amount} {units}, buku kode v{told.codebook})."
        )
    alone = " independently" if told.blind else ""
    units = units.removesuffix("s") if told.units == 1 else units
    texts = "text" if told.all_sources == 1 else "texts"
    return (
        f"{coders.capitalize()} coders{alone} coded {told.sources} of {told.all_sources} {texts} "
        f"({amount} {units}, codebook v{told.codebook})."
    )


def _headline(told: Told, language: Language) -> str:
    one = told.headline
    indonesian = language == "id"
    name = "α Krippendorff (MASI)" if indonesian else "Krippendorff’s α (MASI)"
    if one.value is None:
        why = WHY[language][one.reason] if one.reason else ""
        return f"{name} tidak dapat dihitung: {why}." if indonesian else f"{name} can't be said: {why}."
    said = f"{name} = {number(one.value, language)}" if indonesian else f"{name} was {number(one.value, language)}"
    if one.low is not None and one.high is not None:
        low, high = number(one.low, language), number(one.high, language)
        said += (
            f"; IK 95 % [{low}; {high}] (jackknife antarteks)"
            if indonesian
            else f", 95 % CI [{low}, {high}] (jackknife over texts)"
        )
    values = [
        (figure.value, label)
        for code, label in zip(told.codes, told.names, strict=True)
        if (figure := code.figures[told.coefficient]).value is not None
    ]
    if len(values) > 1:
        (low_value, least), (high_value, most) = min(values), max(values)
        low, high = number(low_value, language), number(high_value, language)
        said += (
            f"; per kode antara {low} ({least}) dan {high} ({most})"
            if indonesian
            else f"; per code it ranged from {low} ({least}) to {high} ({most})"
        )
    unused = sum(1 for code in told.codes if code.present == 0)
    undefined = len(told.codes) - len(values) - unused
    if unused:
        n = _count(unused, language)
        said += (
            f"; {n} kode tidak pernah dipakai"
            if indonesian
            else f"; {n} code{'s were' if unused > 1 else ' was'} not applied"
        )
    if undefined:
        n = _count(undefined, language)
        said += f"; {n} kode tanpa koefisien" if indonesian else f"; {n} without a coefficient"
    return f"{said}."


def _discussed(told: Told, language: Language) -> str:
    n, done, left = told.discussed, told.resolved, told.unresolved
    if language == "id":
        return f"Dari {n} perbedaan, {done} diselesaikan melalui diskusi dan {left} tetap berbeda."
    return f"{n} differences were discussed; {done} were resolved and {left} remain."


def prevalence_sentence(code: CodeFigures, language: Language) -> str:
    """What high agreement and a low coefficient say together (Feinstein & Cicchetti 1990)."""
    percent, positive = code.figures["percent"].value, code.figures["positive"].value
    if percent is None:
        return ""
    of_all, of_given = round(percent * 100), round((positive or 0) * 100)
    if language == "id":
        return (
            f"Para pengode sepakat pada {of_all} % bahan, tetapi hampir semuanya sepakat bahwa kode ini tidak berlaku. "
            f"Di antara pemakaiannya mereka sepakat {of_given} %. Koefisien yang rendah di sini berarti bukti tentang "
            "kode ini terlalu sedikit, bukan bahwa pengodean asal-asalan."
        )
    return (
        f"Coders agree on {of_all} % of the material, but almost all of that is agreement that the code does not "
        f"apply. Among applications they agree on {of_given} %. A low coefficient here says that the data hold too "
        "little evidence about this code, not that coding is random."
    )
