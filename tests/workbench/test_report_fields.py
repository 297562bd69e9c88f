"""What a field shows is kept as long as nothing it rests on changed, and is what telling it anew would show."""

from uuid import uuid4

import pytest

from coding import workbench
from coding.model import Ground, HasCode, Proposition, Query, Section, Verdict
from coding.report.fields import parse
from coding.store import tallies
from coding.workbench import conclusions, report_fields, sections

WORDS = ((3, 28), (37, 47), (49, 66))


@pytest.fixture
def told(study):
    """A text with a field of each kind that is kept, and what it speaks of."""
    case = study.add_case("IK-01")
    made = [study.code(key, start, end).id for key, (start, end) in zip(("K1", "K2", "K3"), WORDS, strict=True)]
    workbench.edit_source(study.owner, study.id, study.source.id, case=case.id)
    low, high = Proposition(uuid4(), "Rapat ada."), Proposition(uuid4(), "Semua bertemu.", position=1)
    verdict = Verdict(uuid4(), study.codes["K1"], "partly", "Satu dari satu.")
    conclusions.put_verdict(study.owner, study.id, verdict)
    for one in (low, high):
        conclusions.put_proposition(study.owner, study.id, one)
    for owner, kind, on in (
        (low.id, "coding", made[0]),
        (high.id, "proposition", low.id),
        (high.id, "coding", made[1]),
    ):
        conclusions.put_ground(study.owner, study.id, Ground(uuid4(), "proposition", owner, kind, on))
    text = "{informants: K1} {excerpts: K2} {sources: K3} {excerpts: K1 OR K2} {verdict: K1} {rule: K1} " + " ".join(
        f"{{proposition: {one.id}}} {{evidence: {one.id}}}" for one in (low, high)
    )
    text += " ".join(f" {{quote: {one}}}" for one in made)
    section = Section(uuid4(), "thesis", "Hasil", text=text)
    sections.begin_section(study.owner, study.id, section)
    return section.id, made, (low, high), verdict


def shown(study, section):
    """What the fields of a section show, with what is kept and without."""
    text = sections.list_sections(study.owner, study.id)[0].section.text
    found = []
    for forget in (lambda: None, report_fields._SHOWN.clear):
        forget()
        with study.owner.store.read(study.id, study.owner.id) as tx:
            teller = report_fields.Teller(tx)
            fields = parse(text).fields
            teller.gather(teller.missing(fields))
            found.append({one.text: plainly(teller.show(one)) for one in fields})
    kept, anew = found
    assert kept == anew
    # An excerpt is of another version once it was changed and changed back.
    return {name: (words, problem) for name, (words, _print, _thing, _excerpt, problem) in anew.items()}


def plainly(one):
    """What a field shows, with its error as a sentence."""
    return one.words, one.print, one.thing, one.excerpt, str(one.problem or "")


def test_after_every_change_and_its_undo_a_field_shows_what_telling_it_anew_would(study, told):
    section, made, (low, _high), verdict = told
    me, project = study.owner, study.id
    case = workbench.list_cases(me, project)[0]
    acts = (
        lambda: workbench.recode(me, project, made[0], study.codes["K3"]),
        lambda: workbench.uncode(me, project, [made[1]]),
        lambda: study.code("K2", 3, 28),
        lambda: conclusions.put_proposition(me, project, Proposition(low.id, "Rapat tidak ada.")),
        lambda: conclusions.put_ground(
            me, project, Ground(uuid4(), "proposition", low.id, "coding", made[2], "against")
        ),
        lambda: conclusions.put_verdict(me, project, Verdict(verdict.id, study.codes["K1"], "not", "Tidak satu pun.")),
        lambda: conclusions.name_verdicts(me, project, {"partly": "separuh"}),
        lambda: workbench.put_cases(me, project, [type(case)(case.id, "IK-09", version=case.version)]),
        lambda: workbench.put_templates(me, project, {"interview": "({sumber})"}),
        lambda: workbench.remove_source(me, project, study.source.id),
    )
    before = shown(study, section)
    for act in acts:
        act()
        assert shown(study, section) != before
        workbench.undo(me, project)
        assert shown(study, section) == before
    conclusions.drop_proposition(me, project, low.id)
    assert any("leads to nothing" in problem for _words, problem in shown(study, section).values())


def test_right_after_a_change_only_what_speaks_of_it_is_told_anew(study, told, monkeypatch):
    section, made, _claims, _verdict = told
    shown(study, section)
    workbench.qualify(study.owner, study.id, [made[0]], {"weight": 3})
    asked, tell = [], report_fields.Teller._told
    monkeypatch.setattr(
        report_fields.Teller, "_told", lambda teller, field: asked.append(field.text) or tell(teller, field)
    )
    sections.list_sections(study.owner, study.id)
    code = study.codes["K1"]
    # A query of several codes is told anew where one of them has changed.
    changed = {f"{{quote: {made[0]}}}", f"{{informants: {code}}}", f"{{excerpts: {code} OR {study.codes['K2']}}}"}
    assert set(asked) == changed


def test_counts_of_many_codes_at_once_are_those_of_each_alone(study, told):
    _section, made, _claims, _verdict = told
    workbench.edit_source(study.owner, study.id, study.add_source("W2").id, case=None)
    study.code("K1", 49, 66)
    workbench.uncode(study.owner, study.id, [made[2]])
    with study.owner.store.read(study.id, study.owner.id) as tx:
        found = tallies.of_codes(tx, study.codes.values())
        each = {code: tallies.tally(tx, Query(where=HasCode(code, alone=True))) for code in study.codes.values()}
    assert found == {code: one for code, one in each.items() if one.excerpts}
