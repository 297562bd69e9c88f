"""The tables of a thesis about its conclusions: verdicts, propositions with both sides, triangulation of findings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coding.model import Concludes, Kind, Language, PropositionStatus

ConclusionTable = str
"""One of CONCLUSION_TABLES."""

CONCLUSION_TABLES: tuple[ConclusionTable, ...] = ("verdicts", "propositions", "triangulation", "techniques")

TITLES: Mapping[Language, Mapping[ConclusionTable, str]] = {
    "id": {
        "verdicts": "Putusan atas Indikator",
        "propositions": "Penarikan Kesimpulan dan Verifikasi",
        "triangulation": "Triangulasi Sumber",
        "techniques": "Triangulasi Teknik",
    },
    "en": {
        "verdicts": "Verdicts on the Indicators",
        "propositions": "Conclusions and their Verification",
        "triangulation": "Triangulation of Sources",
        "techniques": "Triangulation of Techniques",
    },
}
WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "no": "No",
        "indicator": "Indikator",
        "verdict": "Putusan",
        "rule": "Aturan",
        "evidence": "Bukti",
        "technique": "Teknik",
        "proposition": "Proposisi",
        "for": "Bukti pendukung",
        "against": "Bukti yang bertentangan",
        "triangulation": "Triangulasi",
        "certainty": "Keyakinan",
        "theory": "Kaitan teori",
        "finding": "Temuan",
        "conclusion": "Simpulan",
        "counted": "{for_} mendukung, {against} menentang",
        "nothing": "tidak ada data",
        "untried": "belum disimpulkan",
        "study": "Penelitian secara keseluruhan",
        "none": "–",
    },
    "en": {
        "no": "No",
        "indicator": "Indicator",
        "verdict": "Verdict",
        "rule": "Rule",
        "evidence": "Evidence",
        "technique": "Technique",
        "proposition": "Proposition",
        "for": "Evidence for it",
        "against": "Evidence against it",
        "triangulation": "Triangulation",
        "certainty": "Certainty",
        "theory": "Link to theory",
        "finding": "Finding",
        "conclusion": "Conclusion",
        "counted": "{for_} for, {against} against",
        "nothing": "no data",
        "untried": "not concluded yet",
        "study": "The study as a whole",
        "none": "–",
    },
}
STATUSES: Mapping[Language, Mapping[PropositionStatus, str]] = {
    "id": {"draft": "draf", "tentative": "sementara", "verified": "terverifikasi", "rejected": "ditolak"},
    "en": {"draft": "draft", "tentative": "tentative", "verified": "verified", "rejected": "rejected"},
}
VERDICTS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "achieved": "terlaksana",
        "partly": "sebagian terlaksana",
        "not": "belum terlaksana",
        "undecided": "tidak dapat dinilai",
    },
    "en": {
        "achieved": "achieved",
        "partly": "partly achieved",
        "not": "not achieved",
        "undecided": "cannot be judged",
    },
}
TECHNIQUES: Mapping[Language, Mapping[Kind, str]] = {
    "id": {"interview": "Wawancara", "observation": "Observasi", "document": "Dokumentasi"},
    "en": {"interview": "Interview", "observation": "Observation", "document": "Documents"},
}
CONCLUDED: Mapping[Language, Mapping[Concludes, str]] = {
    "id": {"holds": "bertahan", "weakens": "melemah", "refutes": "terbantah", "nothing": "tidak dapat disimpulkan"},
    "en": {"holds": "holds", "weakens": "is weakened", "refutes": "is refuted", "nothing": "says nothing"},
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """An excerpt by its reference, the kind of its source, and the kind of informant who said it (may be empty)."""

    reference: str
    kind: Kind
    who: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A proposition with its evidence, the titles of its theory memos, and what was concluded from triangulating it."""

    text: str
    status: PropositionStatus
    for_: Sequence[Quoted] = ()
    against: Sequence[Quoted] = ()
    theory: Sequence[str] = ()
    triangulated: Concludes | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with how many excerpts speak for and against it and the kinds of sources they stand in."""

    name: str
    verdict: str
    rule: str
    for_: int
    against: int
    kinds: Sequence[Kind] = ()


Rows = list[tuple[int | str, ...]]


def headings(table: ConclusionTable, language: Language, kinds: Sequence[str] = ()) -> tuple[str, ...]:
    """The headings of a table; `kinds` are those of the informants."""
    word = WORDS[language]
    match table:
        case "verdicts":
            return tuple(word[one] for one in ("no", "indicator", "verdict", "rule", "evidence", "technique"))
        case "propositions":
            names = ("no", "proposition", "for", "against", "triangulation", "certainty", "theory")
            return tuple(word[one] for one in names)
        case "triangulation":
            return word["finding"], *kinds, word["conclusion"]
    return word["finding"], *TECHNIQUES[language].values(), word["conclusion"]


def verdict_rows(judged: Sequence[Judged], language: Language) -> Rows:
    """Indicator × verdict × evidence × technique."""
    word = WORDS[language]
    return [
        (
            at,
            one.name,
            one.verdict,
            one.rule,
            word["counted"].format(for_=one.for_, against=one.against),
            ", ".join(TECHNIQUES[language][kind] for kind in TECHNIQUES[language] if kind in one.kinds) or word["none"],
        )
        for at, one in enumerate(judged, start=1)
    ]


def proposition_rows(findings: Sequence[Finding], language: Language) -> Rows:
    """Each proposition with both sides; in which kinds of sources it stands; how far it was tested."""
    word = WORDS[language]
    return [
        (
            at,
            one.text,
            _references(one.for_, language),
            _references(one.against, language),
            ", ".join(
                TECHNIQUES[language][kind]
                for kind in TECHNIQUES[language]
                if any(each.kind == kind for each in (*one.for_, *one.against))
            )
            or word["none"],
            STATUSES[language][one.status],
            "\n".join(one.theory) or word["none"],
        )
        for at, one in enumerate(findings, start=1)
    ]


def triangulation_rows(findings: Sequence[Finding], kinds: Sequence[str], language: Language) -> Rows:
    """What each kind of informant says of a finding: + for it, − against it; the conclusion is the researcher's."""
    return [
        (
            one.text,
            *(_both(one, language, lambda each, kind=kind: each.who == kind) for kind in kinds),  # type: ignore[misc]
            _concluded(one, language),
        )
        for one in findings
    ]


def technique_rows(findings: Sequence[Finding], language: Language) -> Rows:
    """What each technique shows of a finding: + for it, − against it; the conclusion is the researcher's."""
    return [
        (
            one.text,
            *(_both(one, language, lambda each, kind=kind: each.kind == kind) for kind in TECHNIQUES[language]),  # type: ignore[misc]
            _concluded(one, language),
        )
        for one in findings
    ]


def _references(some: Sequence[Quoted], language: Language) -> str:
    return "\n".join(dict.fromkeys(one.reference for one in some)) or WORDS[language]["none"]


def _both(one: Finding, language: Language, mine: Callable[[Quoted], bool]) -> str:
    said = [f"+ {each.reference}" for each in one.for_ if mine(each)]
    said += [f"− {each.reference}" for each in one.against if mine(each)]
    return "\n".join(dict.fromkeys(said)) or WORDS[language]["nothing"]


def _concluded(one: Finding, language: Language) -> str:
    return CONCLUDED[language][one.triangulated] if one.triangulated else WORDS[language]["untried"]
