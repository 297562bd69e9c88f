"""What was made of the practice corpus: all that it rests on is there, and it is as far as it says."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

from coding import workbench
from coding.conclusion.member_check import Progress
from coding.errors import TableInvalid
from coding.model import LINK_KINDS, Query
from coding.reduction.concept_map import size
from coding.report.prose import sentences
from coding.store import Store
from coding.workbench import Actor, checking, practice, practice_conclusions
from coding.workbench.concept_map_files import name_of
from coding.workbench.concept_maps import concept_map, list_maps
from coding.workbench.conclusions import Argument, argument, asked_tactics
from coding.workbench.framework import framework_grid
from coding.workbench.kept_displays import list_displays
from coding.workbench.links import find_links
from coding.workbench.member_check import member_check
from coding.workbench.report_draft import assemble_report
from coding.workbench.report_writing import preview_text
from coding.workbench.sections import list_sections
from coding.workbench.surprises import list_surprises
from coding.workbench.verifying import Standing, list_verifications

CORPUS = Path(__file__).resolve().parents[2] / "corpora" / "mpp-bengkulu"
THE_NINE = ("K1", "K2", "K3", "I1", "I2", "I3", "D1", "D2", "D3")
COMPONENTS = ("K", "I", "D")
RANK = {"achieved": 2, "partly": 1, "not": 0}


@dataclass(frozen=True)
class Made:
    me: Actor
    id: UUID
    codes: Mapping[UUID, str]

    @property
    def argument(self) -> Argument:
        return argument(self.me, self.id, whole=True)

    @property
    def verdicts(self) -> dict[str, str]:
        return {self.codes[code] if code else "": one.verdict for code, one in self.argument.verdicts.items()}

    @property
    def cards(self) -> list[Standing]:
        return list_verifications(self.me, self.id)


def project_of(me: Actor) -> Made:
    project = workbench.create_practice(me).id
    return Made(me, project, {one.id: one.key for one in workbench.codebook(me, project).codes})


@pytest.fixture(scope="module")
def made(shared_store: Store) -> Made:
    return project_of(workbench.Desk(shared_store).me())


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    loaded = yaml.safe_load((CORPUS / "conclusions.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def table(name: str) -> list[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def grounds_of(told: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for part in ("propositions", "verdicts", "advice"):
        for one in told[part]:
            for side in ("for", "against", "rival", "beside"):
                yield from one.get(side, ())


# -- the ledger and the grid ----------------------------------------------------------------------


@pytest.mark.parametrize("code", ["K2", "D2"])
def test_every_excerpt_of_two_indicators_is_decided_and_each_way_of_deciding_is_shown(made: Made, code: str) -> None:
    id_ = next(one for one, key in made.codes.items() if key == code)
    lines = workbench.ledger_page(made.me, made.id, Query(codes=(id_,)), None, 500)
    mine = [one for one in lines if one.excerpt.coder_name == "Ahli"]
    rows = [row for row in table("reduction.csv") if row["code"] == code]
    assert len(mine) == len(rows) > 10
    decided = [one.reduction for one in mine if one.reduction]
    assert len(decided) == len(mine)
    assert not any(one.stale for one in mine)
    assert all(one.statement and one.category for one in decided if one.decision == "kept")
    assert all(one.reason for one in decided if one.decision == "aside")
    assert {one.decision for one in decided} >= {"kept", "merged"}


def test_a_statement_has_fewer_words_than_its_excerpts(made: Made) -> None:
    counted = workbench.compression(made.me, made.id, Query())
    kept = [one for one in counted if one.decision == "kept"]
    assert 0 < sum(one.statement_words for one in kept) < sum(one.words for one in kept)


def test_other_indicators_are_left_to_whoever_practises(made: Made) -> None:
    decided = {row["code"] for row in table("reduction.csv")}
    assert decided == {"K2", "D2"}
    counted = workbench.compression(made.me, made.id, Query())
    assert {made.codes[one.code] for one in counted if one.decision} == decided


def test_categories_stand_under_themes(made: Made) -> None:
    themes = {one.id: one for one in workbench.list_themes(made.me, made.id)}
    categories = [one for one in themes.values() if one.kind == "category"]
    assert len(categories) > 5
    assert all(one.parent and themes[one.parent].kind == "theme" for one in categories)


def test_the_framework_sets_four_informants_beside_the_nine_and_leaves_cells_open(made: Made) -> None:
    laid = framework_grid(made.me, made.id)
    assert len(laid.rows) == 4
    assert tuple(one.key for one in laid.columns) == THE_NINE
    written = [one for one in laid.cells.values() if one.cell and one.cell.summary]
    open_ = [one for one in laid.cells.values() if one.said == "said" and not one.cell]
    assert len(written) > 20
    assert len(open_) >= 5
    assert {one.said for one in laid.cells.values()} == {"said", "asked", "not asked"}
    assert all(one.basis for one in written)


# -- links and the map ----------------------------------------------------------------------------


def test_passages_are_linked_in_every_way_and_each_link_says_why(made: Made, told: Mapping[str, Any]) -> None:
    links = find_links(made.me, made.id)
    assert len(links) == len(told["links"])
    assert {one.link.kind for one in links} == set(LINK_KINDS)
    assert all(one.link.comment for one in links)


def test_every_relation_of_the_map_has_excerpts_that_speak_for_it(made: Made, told: Mapping[str, Any]) -> None:
    (one,) = list_maps(made.me, made.id)
    seen = concept_map(made.me, made.id, one.id)
    (drawn,) = told["maps"]
    assert len(seen.map.concepts) == len(drawn["concepts"])
    assert sorted(len(seen.evidence(tie)) for tie in seen.map.ties) == sorted(
        len(tie["evidence"]) for tie in drawn["ties"]
    )
    assert all(seen.evidence(tie) for tie in seen.map.ties)


def test_no_box_of_the_map_covers_another(made: Made) -> None:
    (one,) = list_maps(made.me, made.id)
    seen = concept_map(made.me, made.id, one.id)
    boxes = [(each.x, each.y, *size(each.kind, name_of(each, seen, "id"))) for each in seen.map.concepts]
    for (x, y, wide, high), (other_x, other_y, other_wide, other_high) in combinations(boxes, 2):
        assert 2 * abs(x - other_x) >= wide + other_wide or 2 * abs(y - other_y) >= high + other_high


# -- conclusions ----------------------------------------------------------------------------------


def test_every_indicator_component_and_the_study_has_a_proposition_and_a_verdict_with_its_rule(made: Made) -> None:
    argued = made.argument
    assert set(made.verdicts) == {*THE_NINE, *COMPONENTS, ""}
    assert all(one.rule and argued.of(one.id) for one in argued.verdicts.values())
    spoken = {made.codes[one.indicator] for one in argued.propositions if one.indicator}
    assert spoken == {*THE_NINE, *COMPONENTS}


def test_a_verdict_follows_from_those_below_by_the_rule_it_names(made: Made) -> None:
    def most(keys: tuple[str, ...]) -> str:
        found = [made.verdicts[key] for key in keys]
        return max(sorted(set(found), key=RANK.__getitem__), key=found.count)

    for component in COMPONENTS:
        assert made.verdicts[component] == most(tuple(key for key in THE_NINE if key[0] == component))
    assert made.verdicts[""] == most(COMPONENTS)


def test_propositions_about_an_indicator_have_excerpts_on_both_sides(made: Made) -> None:
    argued = made.argument
    for one in argued.propositions:
        if one.indicator:
            sides = {each.side for each in argued.of(one.id)}
            assert {"for", "against"} <= sides, one.text


def test_the_study_s_answer_builds_on_the_components_and_these_on_the_indicators(made: Made) -> None:
    argued = made.argument
    of = {one.id: made.codes[one.indicator] for one in argued.propositions if one.indicator}
    (answer,) = (one for one in argued.propositions if len(one.codes) == 3)

    def below(id_: UUID) -> set[str]:
        return {of[each.on] for each in argued.of(id_) if each.kind == "proposition" and each.side == "for"}

    assert below(answer.id) == set(COMPONENTS)
    for one in argued.propositions:
        if one.indicator and (component := made.codes[one.indicator]) in COMPONENTS:
            assert below(one.id) == {key for key in THE_NINE if key[0] == component}


def test_conclusions_rest_on_every_kind_of_ground_and_weigh_two_rivals(made: Made) -> None:
    grounds = [one for some in made.argument.grounds.values() for one in some]
    kinds = {"coding", "reduction", "cell", "display", "memo", "proposition", "verdict"}
    assert {one.kind for one in grounds} == kinds
    assert sum(one.side == "rival" for one in grounds) == 2
    assert {one.weight for one in grounds} == {None, 1, 2, 3}
    assert any(one.note for one in grounds)


def test_of_three_surprises_one_is_followed_up_one_is_laid_aside_and_one_is_open(made: Made) -> None:
    there = list_surprises(made.me, made.id)
    assert sorted(one.fate for one in there) == ["aside", "followed", "open"]
    assert all(one.spoken and one.codes for one in there)


def test_each_of_three_pieces_of_advice_answers_a_verdict(made: Made) -> None:
    argued = made.argument
    assert len(argued.advice) == 3
    assert all(any(each.kind == "verdict" for each in argued.of(one.id)) for one in argued.advice)


def test_three_propositions_are_verified_by_three_cards_each_among_them_the_search_for_the_contrary(made: Made) -> None:
    verified = {one.id for one in made.argument.propositions if one.status == "verified"}
    tactics: dict[UUID, set[str]] = {}
    for card in made.cards:
        tactics.setdefault(card.one.proposition, set()).add(card.one.tactic)
        assert card.one.note
    assert set(tactics) == verified
    assert len(verified) == 3
    assert all(len(some) == 3 and "negative" in some for some in tactics.values())
    assert {card.one.concludes for card in made.cards} == {"holds", "weakens"}
    assert asked_tactics(made.me, made.id) == ("negative",)


def test_one_informant_has_answered_nearly_all_and_withdrawn_nothing(made: Made) -> None:
    there = member_check(made.me, made.id)
    assert len(there) == 10
    (answered,) = [one for one in there if one.answers]
    assert (answered.case.key, answered.pack is not None) == ("IP-02", True)
    assert answered.progress == Progress(agreed=4, corrected=1, waiting=1)
    assert all(one.one.change for one in answered.answers if one.one.answer == "correct")


def test_displays_are_kept_with_what_they_mean(made: Made) -> None:
    assert len(list_displays(made.me, made.id)) == 3
    assert all(one.note for one in list_displays(made.me, made.id))


def test_nothing_is_stale_and_only_the_draft_has_one_side(made: Made) -> None:
    (left,) = checking.faults(made.me, made.id)
    assert (left.what, left.kind) == ("one-sided", "proposition")
    assert next(one.status for one in made.argument.propositions if one.id == left.id) == "draft"


# -- from the files, by hand ----------------------------------------------------------------------


def rests(told: Mapping[str, Any], at: str, code: str) -> set[str]:
    """The names of all conclusions that the file lets rest on an excerpt, through however many between."""
    keys = {one["key"]: one for one in told["propositions"]}
    named = {
        **{f"proposition {key}": one for key, one in keys.items()},
        **{f"verdict {one.get('code', '')}": one for one in told["verdicts"]},
        **{f"advice {place}": one for place, one in enumerate(told["advice"])},
    }
    cell = f"{at.split()[0]} {code}"
    shown = {one["name"] for one in told["displays"] if code in one["codes"]}
    found: set[str] = set()
    while True:
        more = {
            name
            for name, one in named.items()
            for side in ("for", "against", "rival", "beside")
            for each in one.get(side, ())
            if each.get("coding", each.get("statement")) in {at, f"{at} {code}"}
            or each.get("cell") == cell
            or each.get("display") in shown
            or ("proposition" in each and f"proposition {each['proposition']}" in found)
            or ("verdict" in each and f"verdict {each['verdict']}" in found)
        }
        if more <= found:
            return found
        found |= more


def reads(made: Made) -> dict[tuple[UUID, int], dict[str, object]]:
    """Every sentence of the report with fields → what each of them shows, whatever was kept of them."""
    found = {}
    for one in list_sections(made.me, made.id):
        for sentence in sentences(one.section.text):
            if sentence.fields:
                found[one.section.id, sentence.start] = {
                    field.text: [
                        (piece.words, [list(row) for row in piece.part.rows] if piece.part else None)
                        for _stretch, lines in preview_text(made.me, made.id, field.text).stretches
                        for line in lines
                        for piece in line
                        if not isinstance(piece, str)
                    ]
                    for field in sentence.fields
                }
    return found


def speaks_of(text: str, things: set[UUID], wanted: set[str]) -> bool:
    """Whether a field names one of these things; what counts a code does not speak of its verdict."""
    name, _colon, argument = text.strip("{}").partition(": ")
    if name in ("verdict", "rule") and argument == "study":
        return "verdict " in wanted
    named = ("proposition", "evidence", "quote", "figure", "table", "note", "verdict", "rule")
    return name in named and argument in {str(one) for one in things}


def test_recoding_excerpts_marks_exactly_the_conclusions_that_rest_on_them(
    told: dict[str, Any], sqlite_target: str
) -> None:
    fresh = project_of(workbench.open_desk(sqlite_target).me())
    expert = workbench.Desk(fresh.me.store).named("Ahli")
    codes = {key: one for one, key in fresh.codes.items()}
    argued = fresh.argument
    keys = {one["text"]: one["key"] for one in told["propositions"]}
    names = {
        **{one.id: f"proposition {keys[one.text]}" for one in argued.propositions},
        **{one.id: f"verdict {fresh.codes[code] if code else ''}" for code, one in argued.verdicts.items()},
        **{one.id: f"advice {one.position}" for one in argued.advice},
    }
    wanted: set[str] = set()
    assemble_report(fresh.me, fresh.id, "thesis")
    assert not any(one.stale for one in list_sections(fresh.me, fresh.id))
    before, recoded = reads(fresh), set()
    for at, code in (("IU-03 7970", "D1"), ("IK-03 2027", "K2"), ("IK-02 3673", "I2")):
        source, start = at.split()
        coding = next(
            one.coding
            for one in workbench.find_excerpts(fresh.me, fresh.id, Query(codes=(codes[code],)), None)
            if (one.source_name, one.coding.start, one.coder_name) == (source, int(start), "Ahli")
        )
        workbench.recode(expert, fresh.id, coding.id, codes["LN"])
        more = rests(told, at, code)
        assert more - wanted
        wanted |= more
        assert {names[one] for one in fresh.argument.stale} == wanted
        recoded.add(coding.id)
    assert set(names.values()) - wanted
    after = reads(fresh)
    things = {id_ for id_, name in names.items() if name in wanted and not name.startswith("advice")} | recoded
    codes_of = {one["name"]: one["codes"] for one in told["displays"]}
    things |= {
        one.id for one in list_displays(fresh.me, fresh.id) if {"D1", "K2", "I2", "LN"} & set(codes_of[one.name])
    }
    things |= {each for each in fresh.codes if f"verdict {fresh.codes[each]}" in wanted}
    marked = {(one.section.id, sentence.start) for one in list_sections(fresh.me, fresh.id) for sentence in one.stale}
    assert marked == {
        place
        for place, fields in after.items()
        if any(before[place][text] != now or speaks_of(text, things, wanted) for text, now in fields.items())
    }
    assert 0 < len(marked) < len(after)


def test_evidence_that_is_not_there_is_refused(made: Made, tmp_path: Path) -> None:
    for name in ("reduction.csv", "framework.csv", "conclusions.yaml"):
        (tmp_path / name).write_text((CORPUS / name).read_text(encoding="utf-8"), encoding="utf-8")
    words = (tmp_path / "reduction.csv").read_text(encoding="utf-8").replace("Kita ada monev", "Kami ada monev", 1)
    (tmp_path / "reduction.csv").write_text(words, encoding="utf-8")
    before = workbench.list_themes(made.me, made.id)
    with pytest.raises(TableInvalid):
        practice_conclusions.carry_through(made.me, made.id, tmp_path)
    assert workbench.list_themes(made.me, made.id) == before


def test_the_files_say_that_they_are_for_practice_and_lie_beside_the_corpus() -> None:
    assert practice.CORPUS == CORPUS
    head = (CORPUS / "conclusions.yaml").read_text(encoding="utf-8").split("layer:")[0]
    assert "latihan" in head
    assert "bukan temuan" in head
