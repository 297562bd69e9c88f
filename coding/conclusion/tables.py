"""The tables of a thesis about its conclusions: verdicts, propositions with both sides, triangulation of findings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coding.model import AnswerKind, Concludes, ItemKind, Kind, Language, PropositionStatus

ConclusionTable = str
"""One of CONCLUSION_TABLES."""

CONCLUSION_TABLES: tuple[ConclusionTable, ...] = (
    "verdicts",
    "propositions",
    "triangulation",
    "techniques",
    "member-check",
)

TITLES: Mapping[Language, Mapping[ConclusionTable, str]] = {
    "id": {
        "verdicts": "Putusan atas Indikator",
        "propositions": "Penarikan Kesimpulan dan Verifikasi",
        "triangulation": "Triangulasi Sumber",
        "techniques": "Triangulasi Teknik",
        "member-check": "Pengecekan Anggota (Member Check)",
    },
    "en": {
        "verdicts": "Verdicts on the Indicators",
        "propositions": "Conclusions and their Verification",
        "triangulation": "Triangulation of Sources",
        "techniques": "Triangulation of Techniques",
        "member-check": "Member Check",
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
        "informant": "Kode informan",
        "date": "Tanggal",
        "material": "Bahan",
        "response": "Tanggapan",
        "change": "Perubahan",
        "initials": "Paraf",
        "statement": "Temuan: {text}",
        "quotation": "Kutipan {place}: “{text}”",
        "place": "Kutipan {place}",
        "statements": "{n} temuan",
        "quotations": "{n} kutipan",
        "asked": "“{words}”",
        "gone": "{n} bagian transkrip ditutup dan dikeluarkan dari data",
        "waiting": "belum dijalankan",
        "unmade": "belum ada perubahan",
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
        "informant": "Informant",
        "date": "Date",
        "material": "Material",
        "response": "Response",
        "change": "Change",
        "initials": "Initials",
        "statement": "Finding: {text}",
        "quotation": "Quotation {place}: “{text}”",
        "place": "Quotation {place}",
        "statements": "findings: {n}",
        "quotations": "quotations: {n}",
        "asked": "“{words}”",
        "gone": "places of the transcript masked and taken out of the data: {n}",
        "waiting": "not carried out yet",
        "unmade": "nothing changed yet",
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
RESPONSES: Mapping[Language, Mapping[AnswerKind, str]] = {
    "id": {"agree": "setuju", "correct": "setuju dengan perbaikan", "withdraw": "menarik kata-katanya"},
    "en": {"agree": "agrees", "correct": "agrees with correction", "withdraw": "withdraws the words"},
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


@dataclass(frozen=True, slots=True)
class Response:
    """What an informant answered: about a finding (`text`) or a quotation (`place`), and what was changed for it.

    `masked` counts the places masked; withdrawn words are in no field of it.
    """

    informant: str
    day: str
    kind: ItemKind
    answer: AnswerKind
    text: str = ""
    place: str = ""
    words: str = ""
    change: str = ""
    masked: int = 0


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
        case "member-check":
            asked = ("informant", "date", "material", "response", "change", "initials")
            return tuple(word[one] for one in asked)
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


def member_check_rows(responses: Sequence[Response], language: Language) -> Rows:
    """Who was asked when about what and answered what; what an informant agreed to on one day stands in one row.

    The last column is left for their initials.
    """
    word = WORDS[language]
    rows: Rows = []
    agreed: dict[tuple[str, str], dict[ItemKind, int]] = {}
    for one in responses:
        if one.answer == "agree":
            at = (one.informant, one.day)
            if at not in agreed:
                agreed[at] = {"proposition": 0, "coding": 0}
                rows.append((*at, "", RESPONSES[language]["agree"], word["none"], ""))
            agreed[at][one.kind] += 1
        else:
            rows.append(
                (one.informant, one.day, _material(one, word), _response(one, language), _change(one, word), "")
            )
    counted = (("proposition", "statements"), ("coding", "quotations"))
    return [
        (*row[:2], ", ".join(word[name].format(n=many[kind]) for kind, name in counted if many[kind]), *row[3:])  # type: ignore[index]
        if not row[2] and (many := agreed.get((str(row[0]), str(row[1]))))
        else row
        for row in rows
    ]


def _material(one: Response, word: Mapping[str, str]) -> str:
    if one.kind == "proposition":
        return word["statement"].format(text=one.text)
    if one.text and not one.masked:
        return word["quotation"].format(place=one.place, text=one.text)
    return word["place"].format(place=one.place or word["none"])


def _response(one: Response, language: Language) -> str:
    told = RESPONSES[language][one.answer]
    return f"{told}: {WORDS[language]['asked'].format(words=one.words)}" if one.words else told


def _change(one: Response, word: Mapping[str, str]) -> str:
    if one.answer == "withdraw":
        return word["gone"].format(n=one.masked) if one.masked else word["waiting"]
    return one.change or word["unmade"]


def _references(some: Sequence[Quoted], language: Language) -> str:
    return "; ".join(dict.fromkeys(one.reference for one in some)) or WORDS[language]["none"]


def _both(one: Finding, language: Language, mine: Callable[[Quoted], bool]) -> str:
    said = [f"+ {each.reference}" for each in one.for_ if mine(each)]
    said += [f"− {each.reference}" for each in one.against if mine(each)]
    return "; ".join(dict.fromkeys(said)) or WORDS[language]["nothing"]


def _concluded(one: Finding, language: Language) -> str:
    return CONCLUDED[language][one.triangulated] if one.triangulated else WORDS[language]["untried"]
