"""The way of the practice study beyond its codings: ledger, framework, links, map, conclusions and their tests.

Data beside the corpus, carried out by the same verbs a person uses; evidence is named by source, start and code.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import yaml

from coding.errors import TableInvalid
from coding.model import (
    Advice,
    Concept,
    Decision,
    Grid,
    Ground,
    GroundKind,
    Link,
    LinkKind,
    Memo,
    MemoLink,
    OwnerKind,
    Proposition,
    PropositionStatus,
    Query,
    Side,
    Theme,
    Tie,
    TieKind,
    Verdict,
)
from coding.workbench.answering import link_change, put_answers, read_answer_table
from coding.workbench.cases import list_cases
from coding.workbench.codebook import codebook
from coding.workbench.codings import find_excerpts
from coding.workbench.concept_maps import Drawing, make_map
from coding.workbench.conclusions import ask_tactics, put_advice, put_grounds, put_proposition, put_verdict
from coding.workbench.desk import Actor
from coding.workbench.framework import framework_grid, put_cell, put_layout
from coding.workbench.kept_displays import keep_display
from coding.workbench.links import link
from coding.workbench.member_check import send_packs
from coding.workbench.memos import write_memo
from coding.workbench.reductions import Decided, ledger_lines, put_theme, reduce
from coding.workbench.surprises import follow_surprise, lay_aside
from coding.workbench.verifying import keep_verification

_ASKED = {"": None, "ya": True, "tidak": False}
_SIDES: tuple[Side, ...] = ("for", "against", "rival", "beside")


@dataclass(slots=True)
class _Names:
    """What the files name, by what they call it."""

    codes: Mapping[str, UUID]
    cases: Mapping[str, UUID]
    codings: Mapping[tuple[str, int, str], tuple[UUID, str]]
    layers: tuple[UUID, ...]
    there: dict[tuple[GroundKind, str], UUID] = field(default_factory=dict)

    def coding(self, at: str, words: str, code: str = "") -> UUID:
        """A coding by `source start [code]`, whose words begin so (TableInvalid)."""
        source, start, *own = at.split()
        found = self.codings.get((source, int(start), own[0] if own else code))
        if found is None or not " ".join(found[1].split()).startswith(words):
            raise TableInvalid(why=f"{at} {code}: {words}")
        return found[0]

    def thing(self, kind: GroundKind, name: str) -> UUID:
        """What was made under a name before (TableInvalid)."""
        if (kind, name) not in self.there:
            raise TableInvalid(why=f"{kind}: {name}")
        return self.there[kind, name]


def carry_through(actor: Actor, project: UUID, corpus: Path) -> None:
    """Decide, summarise, conclude and verify as the files of the corpus say (TableInvalid where one names nothing)."""
    told = yaml.safe_load((corpus / "conclusions.yaml").read_text(encoding="utf-8"))
    names = _names(actor, project, str(told["layer"]))
    _ledger(actor, project, names, _table(corpus / "reduction.csv"))
    _framework(actor, project, names, _table(corpus / "framework.csv"))
    _displays(actor, project, names, told["displays"])
    _memos(actor, project, names, told["memos"])
    _links(actor, project, names, told["links"])
    _maps(actor, project, names, told["maps"])
    stated = _propositions(actor, project, names, told["propositions"])
    _surprises(actor, project, names, told["surprises"])
    _verdicts(actor, project, names, told["verdicts"])
    _advice(actor, project, names, told["advice"])
    ask_tactics(actor, project, told["asked"])
    _verify(actor, project, names, told["verifications"])
    _answers(actor, project, names, told["answers"])
    for one, status in stated:
        if status != one.status:
            put_proposition(actor, project, replace(one, status=status))


def _names(actor: Actor, project: UUID, layer: str) -> _Names:
    excerpts = [one for one in find_excerpts(actor, project, Query(), None) if one.coder_name == layer]
    return _Names(
        {one.key: one.id for one in codebook(actor, project).codes},
        {one.key: one.id for one in list_cases(actor, project)},
        {(one.source_name, one.coding.start, one.code_key): (one.coding.id, one.coding.quote) for one in excerpts},
        tuple({one.coding.coder for one in excerpts}),
    )


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# -- reduction ------------------------------------------------------------------------------------


def _ledger(actor: Actor, project: UUID, names: _Names, rows: list[dict[str, str]]) -> None:
    at = {f"{row['source']} {row['start']}": row for row in rows}
    codings = {place: names.coding(place, row["words"], row["code"]) for place, row in at.items()}
    categories = _themes(actor, project, {row["category"]: row["theme"] for row in rows if row["category"]})
    decided = []
    for place, row in at.items():
        decision: Decision = row["decision"]  # type: ignore[assignment]
        into, category = codings.get(row["into"]), categories.get(row["category"])
        decided.append(Decided(codings[place], decision, row["statement"], row["reason"], into, category))
    reduce(actor, project, decided)
    made = ledger_lines(actor, project, list(codings.values()))
    names.there |= {("reduction", str(one.excerpt.coding.id)): one.reduction.id for one in made if one.reduction}


def _themes(actor: Actor, project: UUID, parents: Mapping[str, str]) -> dict[str, UUID]:
    """Categories by name; each stands under its theme."""
    themes = {name: Theme(uuid4(), name, "theme") for name in dict.fromkeys(parents.values())}
    made = [*themes.values(), *(Theme(uuid4(), name, "category", themes[up].id) for name, up in parents.items())]
    for place, one in enumerate(made):
        put_theme(actor, project, replace(one, position=place))
    return {one.name: one.id for one in made if one.kind == "category"}


def _framework(actor: Actor, project: UUID, names: _Names, rows: list[dict[str, str]]) -> None:
    down = dict.fromkeys(names.cases[row["case"]] for row in rows)
    across = dict.fromkeys(names.codes[row["column"]] for row in rows)
    put_layout(actor, project, Grid(tuple(down), tuple(across)))
    for row in rows:
        if row["summary"] or row["asked"]:
            place = names.cases[row["case"]], names.codes[row["column"]]
            put_cell(actor, project, *place, row["summary"], asked=_ASKED[row["asked"]])
    laid = framework_grid(actor, project).cells
    for row in rows:
        cell = laid[names.cases[row["case"]], names.codes[row["column"]]].cell
        if cell is not None:
            names.there["cell", f"{row['case']} {row['column']}"] = cell.id


# -- displays and memos ---------------------------------------------------------------------------


def _displays(actor: Actor, project: UUID, names: _Names, many: Iterable[Mapping[str, Any]]) -> None:
    for one in many:
        query = Query(codes=tuple(names.codes[key] for key in one["codes"]), coders=names.layers)
        made = keep_display(actor, project, one["kind"], one["name"], query, note=one["note"])
        names.there["display", one["name"]] = made


def _memos(actor: Actor, project: UUID, names: _Names, many: Iterable[Mapping[str, Any]]) -> None:
    for one in many:
        links = tuple(MemoLink("code", names.codes[key]) for key in one["codes"])
        made = Memo(uuid4(), one["kind"], one["title"], one["text"], actor.id, links)
        write_memo(actor, project, made)
        names.there["memo", one["title"]] = made.id


def _surprises(actor: Actor, project: UUID, names: _Names, many: Iterable[Mapping[str, Any]]) -> None:
    """What was not expected, and what became of it; one without that is still open."""
    for one in many:
        about = MemoLink("coding", names.coding(one["coding"], one["says"]))
        made = Memo(uuid4(), "surprise", "", one["text"], actor.id, (about,))
        write_memo(actor, project, made)
        if "followed" in one:
            follow_surprise(actor, project, made.id, names.thing("proposition", one["followed"]))
        if "aside" in one:
            lay_aside(actor, project, made.id, one["aside"])


# -- links and maps -------------------------------------------------------------------------------


def _links(actor: Actor, project: UUID, names: _Names, many: Iterable[Mapping[str, str]]) -> None:
    for one in many:
        kind: LinkKind = one["kind"]  # type: ignore[assignment]
        ends = (names.coding(one[end], "") for end in ("this", "that"))
        link(actor, project, Link(uuid4(), next(ends), kind, next(ends), one["comment"], actor.id))


def _maps(actor: Actor, project: UUID, names: _Names, many: Iterable[Mapping[str, Any]]) -> None:
    for one in many:
        there = {each["key"]: _concept(names, each) for each in one["concepts"]}
        ties = []
        for each in one["ties"]:
            kind: TieKind = each.get("kind", "own")
            ends = there[each["this"]].id, there[each["that"]].id
            evidence = tuple(names.coding(at, "") for at in each["evidence"])
            told = each.get("word", ""), each.get("comment", "")
            ties.append(Tie(uuid4(), ends[0], kind, ends[1], *told, evidence=evidence))
        make_map(actor, project, one["name"], Drawing(list(there.values()), ties))


def _concept(names: _Names, told: Mapping[str, Any]) -> Concept:
    x, y = told["at"]
    if "word" in told:
        return Concept(uuid4(), "word", None, told["word"], x, y)
    if "case" in told:
        return Concept(uuid4(), "case", names.cases[told["case"]], "", x, y)
    return Concept(uuid4(), "code", names.codes[told["code"]], "", x, y)


# -- conclusions ----------------------------------------------------------------------------------


def _propositions(
    actor: Actor, project: UUID, names: _Names, many: list[Mapping[str, Any]]
) -> list[tuple[Proposition, PropositionStatus]]:
    """Each as it is stored, with the status it gets in the end: what is verified is so only after its cards."""
    stated = []
    for place, one in enumerate(many):
        status: PropositionStatus = one["status"]
        at_first: PropositionStatus = "tentative" if status == "verified" else status
        indicator = names.codes[one["indicator"]] if "indicator" in one else None
        codes = tuple(names.codes[key] for key in one.get("codes", ()))
        made = Proposition(uuid4(), one["text"], at_first, indicator, codes, (), one.get("plausible", ""), place)
        put_proposition(actor, project, made)
        names.there["proposition", one["key"]] = made.id
        stated.append((made, status))
    wanted = [
        ground
        for one, (made, _status) in zip(many, stated, strict=True)
        for ground in _grounds(names, "proposition", made.id, one, str(one.get("indicator", "")))
    ]
    put_grounds(actor, project, _in_order(wanted))
    return stated


def _verdicts(actor: Actor, project: UUID, names: _Names, many: list[Mapping[str, Any]]) -> None:
    wanted: list[Ground] = []
    for one in many:
        key = str(one.get("code", ""))
        made = Verdict(uuid4(), names.codes[key] if key else None, one["verdict"], one["rule"])
        names.there["verdict", key] = put_verdict(actor, project, made)
        wanted += _grounds(names, "verdict", names.there["verdict", key], one, key)
    put_grounds(actor, project, _in_order(wanted))


def _advice(actor: Actor, project: UUID, names: _Names, many: list[Mapping[str, Any]]) -> None:
    wanted: list[Ground] = []
    for place, one in enumerate(many):
        made = Advice(uuid4(), one["text"], place)
        put_advice(actor, project, made)
        wanted += _grounds(names, "advice", made.id, one)
    put_grounds(actor, project, _in_order(wanted))


def _grounds(names: _Names, kind: OwnerKind, owner: UUID, told: Mapping[str, Any], code: str = "") -> Iterator[Ground]:
    for side in _SIDES:
        for one in told.get(side, ()):
            what, on = _on(names, one, code)
            yield Ground(uuid4(), kind, owner, what, on, side, one.get("weight"), one.get("note", ""))


def _on(names: _Names, one: Mapping[str, Any], code: str) -> tuple[GroundKind, UUID]:
    """What a ground rests on; a statement is the decision about the coding it is named by."""
    if "coding" in one:
        return "coding", names.coding(one["coding"], one["says"], code)
    if "statement" in one:
        coding = names.coding(one["statement"], one["says"], code)
        return "reduction", names.thing("reduction", str(coding))
    kinds: tuple[GroundKind, ...] = ("cell", "display", "memo", "proposition", "verdict")
    kind = next(each for each in kinds if each in one)
    return kind, names.thing(kind, str(one[kind]))


def _in_order(many: Iterable[Ground]) -> list[Ground]:
    """The same grounds with ids that rise: made at one moment, they are listed by their ids, as the file has them."""
    wanted = list(many)
    ids = sorted(uuid4() for _one in wanted)
    return [replace(one, id=id_) for one, id_ in zip(wanted, ids, strict=True)]


def _verify(actor: Actor, project: UUID, names: _Names, many: Iterable[Mapping[str, Any]]) -> None:
    for one in many:
        keep_verification(
            actor,
            project,
            names.thing("proposition", one["proposition"]),
            one["tactic"],
            one["concludes"],
            options=one.get("options"),
            note=one["note"],
        )


def _answers(actor: Actor, project: UUID, names: _Names, many: Iterable[Mapping[str, Any]]) -> None:
    """What informants answered to their packs, by its numbers; and what became of a correction."""
    for one in many:
        case = names.cases[one["informant"]]
        send_packs(actor, project, [case])
        rows = [["No", "Jawaban", "Kata-kata"]]
        rows += [[str(said["number"]), said["answer"], said.get("words", "")] for said in one["said"]]
        table = read_answer_table(actor, project, rows, informant=case, day=one["day"], asker=one["asker"])
        for line, problem in table.problems:
            raise TableInvalid(why=f"{line}: {problem}")
        put_answers(actor, project, [answer for _key, answer in table.lines])
        changes = {str(said["number"]): said["change"] for said in one["said"] if "change" in said}
        for _key, answer in table.lines:
            if answer.number in changes:
                link_change(actor, project, answer.id, None, changes[answer.number])
