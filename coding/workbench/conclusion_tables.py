"""The tables of a thesis about conclusions, gathered from propositions, verdicts, their evidence and the tests kept."""

from collections.abc import Sequence
from uuid import UUID

from babel.dates import format_date

from coding import reduction
from coding.conclusion.member_check import order
from coding.conclusion.tables import (
    VERDICTS,
    WORDS,
    ConclusionTable,
    Finding,
    Judged,
    Quoted,
    Response,
    headings,
    member_check_rows,
    proposition_rows,
    technique_rows,
    triangulation_rows,
    verdict_rows,
)
from coding.model import Excerpt, Language, Project
from coding.store import (
    Read,
    answers,
    cases,
    codebooks,
    codings,
    conclusions,
    grounds,
    memos,
    tallies,
    verifications,
)
from coding.workbench.conclusions import SETTING
from coding.workbench.evidence import evidence_of
from coding.workbench.member_check import asked_of, given

TRIANGULATION = "triangulation"
"""The tactic whose conclusion stands in the tables of triangulation."""


def conclusion_rows(
    tx: Read, project: Project, table: ConclusionTable, kinds: Sequence[str]
) -> tuple[tuple[str, ...], list[tuple[int | str, ...]]]:
    """Headings and rows of one of the tables, in the language of the project; `kinds` are those of the informants."""
    language = project.language
    titles = headings(table, language, kinds)
    if table == "verdicts":
        return titles, verdict_rows(_judged(tx, project), language)
    if table == "member-check":
        return titles, member_check_rows(_responses(tx, language), language)
    found = _findings(tx, project)
    if table == "propositions":
        return titles, proposition_rows(found, language)
    if table == "triangulation":
        return titles, triangulation_rows(found, kinds, language)
    return titles, technique_rows(found, language)


def _responses(tx: Read, language: Language) -> list[Response]:
    """What informants answered, informant by informant, the oldest first."""
    said = answers.load(tx)
    told = given(tx, said, asked_of(tx)) if said else {}
    keys = {case.id: case.key for case in cases.load(tx)}
    found = []
    for one in sorted(said, key=lambda one: (reduction.natural(keys.get(one.case, "")), *order(one))):
        here = told[one.id]
        day = format_date(one.day, "d MMMM y", locale=language) if one.day else WORDS[language]["none"]
        found.append(
            Response(
                keys.get(one.case, ""),
                day,
                one.kind,
                one.answer,
                here.about,
                here.place,
                # Of words taken back, their own words about them may say too much.
                "" if one.answer == "withdraw" else one.words,
                one.change,
                len(here.withdrawn),
            )
        )
    return found


def _judged(tx: Read, project: Project) -> list[Judged]:
    """The study first, then indicators in the order of the codebook."""
    book, language = codebooks.load(tx), project.language
    there = conclusions.verdicts(tx)
    found = evidence_of(tx, [one.id for one in there.values()])
    names = {**VERDICTS[language], **project.settings.get(SETTING, {})}
    judged = []
    for code in (None, *(one.id for one in book.codes)):
        one = there.get(code)
        if one is None:
            continue
        of = book.find(code) if code else None
        name = f"{of.sign or of.key} {of.label(language, book.language)}" if of else WORDS[language]["study"]
        mine = found[one.id]
        judged.append(Judged(name, names[one.verdict], one.rule, len(mine.for_), len(mine.against), sorted(mine.kinds)))
    return judged


def _findings(tx: Read, project: Project) -> list[Finding]:
    """Propositions not given up and no rival of another, each with the excerpts it rests on itself."""
    rivals = {each.on for each in grounds.of_kind(tx, "proposition") if each.side == "rival"}
    there = [one for one in conclusions.propositions(tx) if one.status != "rejected" and one.id not in rivals]
    sides: dict[UUID, dict[UUID, str]] = {}
    for each in grounds.spoken(tx, [one.id for one in there]):
        if each.side in ("for", "against"):
            sides.setdefault(each.owner, {})[each.coding] = each.side
    quoted = _quoted(tx, project, {coding for some in sides.values() for coding in some})
    theory = _theory(tx)
    concluded = {
        one.proposition: one.concludes
        for one in reversed(verifications.of(tx, results=False))
        if one.tactic == TRIANGULATION
    }
    found = []
    for one in there:
        mine = sides.get(one.id, {})
        both = {side: [quoted[id_] for id_ in quoted if mine.get(id_) == side] for side in ("for", "against")}
        found.append(
            Finding(one.text, one.status, both["for"], both["against"], theory.get(one.id, ()), concluded.get(one.id))
        )
    return found


def _quoted(tx: Read, project: Project, ids: set[UUID]) -> dict[UUID, Quoted]:
    """The excerpts by their references, in the order of the text."""
    templates = reduction.templates(project.settings, project.language)
    numbers = reduction.number_interviews(tallies.talks(tx), tallies.informants(tx))
    kinds = {case.key: reduction.kind_of(case) for case in cases.load(tx)}

    def reference(one: Excerpt) -> str:
        interview = numbers.get((one.coding.source, one.case_key or ""))
        return reduction.reference(one, templates[one.kind], interview=interview, language=project.language)

    excerpts = sorted(
        codings.excerpts_of(tx, ids).values(), key=lambda one: (one.source_name, one.coding.start, one.coding.end)
    )
    return {one.coding.id: Quoted(reference(one), one.kind, kinds.get(one.case_key or "", "")) for one in excerpts}


def _theory(tx: Read) -> dict[UUID, list[str]]:
    """Proposition → titles of the memos of theory among its grounds."""
    found: dict[UUID, list[str]] = {}
    for one in grounds.of_kind(tx, "memo"):
        memo = memos.get(tx, one.on) if grounds.said(tx, "memo", (one.on,)) else None
        if memo and memo.kind == "theory":
            found.setdefault(one.owner, []).append(memo.title or memo.text)
    return found
