"""The report's sections: their fields, the sentences that no longer hold, the walk to them, the draft, the files."""

from dataclasses import replace
from uuid import uuid4

import pytest
from lxml import html

from coding import workbench
from coding.errors import Conflict, FieldThingUnknown, HeadingMissing, NotFound, OutlineFull, Refused
from coding.model import Advice, Ground, Proposition, Query, Section, Verdict
from coding.report.fields import parse
from coding.workbench import checking, conclusions, sections
from coding.workbench.kept_displays import keep_display
from coding.workbench.report_draft import assemble_report, missing_parts
from coding.workbench.report_writing import preview_text
from coding.workbench.reporting import compose, export_report
from coding.workbench.tracing import trace

WORDS = ((3, 28), (37, 47), (49, 66))


@pytest.fixture
def three(study):
    """Codings of K1, K2 and K3, all by one informant."""
    case = study.add_case("IK-01")
    made = [study.code(key, start, end).id for key, (start, end) in zip(("K1", "K2", "K3"), WORDS, strict=True)]
    workbench.edit_source(study.owner, study.id, study.source.id, case=case.id)
    return made


def section(study, text, heading="Hasil", **facts):
    one = Section(uuid4(), "thesis", heading, text=text, **facts)
    sections.begin_section(study.owner, study.id, one)
    return one.id


def seen(study, id_):
    return next(one for one in sections.list_sections(study.owner, study.id) if one.section.id == id_)


def told(study, text):
    """A text as it reads."""
    made = preview_text(study.owner, study.id, text)
    lines = [
        "".join(p if isinstance(p, str) else p.words for line in some for p in line) for _s, some in made.stretches
    ]
    return "\n".join(lines), made.faults


def claim(study, text="Rapat ada.", **facts):
    one = Proposition(uuid4(), text, **facts)
    conclusions.put_proposition(study.owner, study.id, one)
    return one.id


def rest(study, owner, kind, on, side="for", owner_kind="proposition"):
    conclusions.put_ground(study.owner, study.id, Ground(uuid4(), owner_kind, owner, kind, on, side))


# -- what fields show -----------------------------------------------------------------------------


def test_numbers_count_what_the_query_finds(study, three):
    study.add_source("W2")
    text = "{informants} {informants: K1} {excerpts} {excerpts: K1 OR K2} {sources} {sources: K3} {codes} {coders}"
    assert told(study, text) == ("1 1 3 2 2 1 3 1", ())


def test_who_was_asked_is_said_only_where_somebody_knows(study, three):
    _words, (fault,) = told(study, "{asked: K1}")
    assert "K1" in str(fault)
    workbench.put_cell(study.owner, study.id, workbench.list_cases(study.owner, study.id)[0].id, study.codes["K1"], "x")
    workbench.put_questions(
        study.owner, study.id, [workbench.thesis.Question("Apakah ada rapat?", (study.codes["K1"],))]
    )
    assert told(study, "{asked: K1}") == ("1", ())


def test_things_are_shown_in_their_own_words(study, three):
    low = claim(study)
    rest(study, low, "coding", three[0])
    rest(study, low, "coding", three[1], "against")
    verdict = Verdict(uuid4(), study.codes["K1"], "partly", "Satu dari satu.")
    conclusions.put_verdict(study.owner, study.id, verdict)
    advice = Advice(uuid4(), "Rapat tiap bulan.")
    conclusions.put_advice(study.owner, study.id, advice)
    rest(study, advice.id, "verdict", verdict.id, owner_kind="advice")
    shown, faults = told(
        study,
        f"{{proposition: {low}}}\n\n{{evidence: {low}}}\n\n{{verdict: K1}}. {{rule: k1}} {{verdict: penelitian}}\n\n"
        f"{{advice: {advice.id}}}\n\n{{quote: {three[0]}}}",
    )
    assert faults == ()
    assert shown.split("\n") == [
        "Rapat ada.",
        "1 kutipan mendukung, 1 menentang; status: draf",
        "sebagian terlaksana. Satu dari satu. belum diputuskan",
        "Rapat tiap bulan. (menjawab putusan K1 Kode K1)",
        "“Apakah ada rapat bersama?” (IK-01, W1, b. 1)",
    ]


def test_agreement_is_not_reported_before_two_people_coded(study):
    assert told(study, "{agreement}")[0].startswith("Belum ada yang dikodekan")
    study.code("K1", 3, 28)
    assert "baru satu orang" in told(study, "{agreement}")[0]
    study.code("K1", 3, 28, by=study.member("Rina", "student"))
    assert told(study, "{agreement}")[0] == "Mengode: 2 orang. Koefisien kesepakatan antarpengode belum dihitung."


def test_what_leads_to_nothing_says_so_in_its_place_and_is_listed(study, three):
    for text, name in (("{quote: ffffffff}", "ffffffff"), ("{table: peta}", "peta"), ("{figure: peta}", "peta")):
        words, (fault,) = told(study, text)
        assert words == ""
        assert name in str(fault)
    id_ = section(study, "Ada {informants: TIDAKADA} dan {x}.")
    found = [one for one in checking.faults(study.owner, study.id) if one.kind == "section"]
    assert [(one.what, one.id) for one in found] == [("unshown", id_)] * 2


# -- ids ------------------------------------------------------------------------------------------


def test_ids_are_kept_whole_and_written_short_with_what_they_are(study, three):
    low = claim(study, "Rapat ada.")
    id_ = section(study, f"{{informants: K1}} {{quote: {str(three[0])[:8]} ini}} {{proposition: {low}}}")
    kept = seen(study, id_).section.text
    assert [one.argument for one in parse(kept).fields] == [str(study.codes["K1"]), str(three[0]), str(low)]
    read = sections.section_text(study.owner, study.id, id_).text
    assert read == f"{{informants: K1}} {{quote: {str(three[0])[:8]} W1:1}} {{proposition: {str(low)[:8]} Rapat ada.}}"
    code = workbench.find_code(study.owner, study.id, "K1")
    workbench.change_code(study.owner, study.id, replace(code, key="KX"))
    assert "{informants: KX}" in sections.section_text(study.owner, study.id, id_).text
    assert told(study, "{informants: KX}") == ("1", ())


# -- writing --------------------------------------------------------------------------------------


def test_a_section_is_written_conflicts_and_is_taken_back(study, three):
    id_ = section(study, "Satu {excerpts}.")
    before = seen(study, id_).section
    act = {"heading": "Hasil", "level": 2, "text": "Dua {excerpts}."}
    sections.write_section(study.owner, study.id, id_, **act, version=before.version)
    with pytest.raises(Conflict) as clash:
        sections.write_section(study.owner, study.id, id_, **act | {"text": "Tiga."}, version=before.version)
    assert clash.value.mine["words"] == ["Tiga."]
    with pytest.raises(HeadingMissing):
        sections.write_section(study.owner, study.id, id_, **act | {"heading": " "})
    with pytest.raises(Refused):
        sections.write_section(study.owner, study.id, id_, **act | {"level": 7})
    workbench.undo(study.owner, study.id)
    assert seen(study, id_).section.text == "Satu {excerpts}."


def test_sections_move_with_what_stands_under_them(study):
    names = (("A", 1), ("A1", 2), ("A2", 2), ("B", 1), ("B1", 2))
    ids = {name: section(study, "", name, level=level) for name, level in names}

    def order():
        return " ".join(one.section.heading for one in sections.list_sections(study.owner, study.id))

    assert order() == "A A1 A2 B B1"
    sections.move_section(study.owner, study.id, ids["B"], up=True)
    assert order() == "B B1 A A1 A2"
    sections.move_section(study.owner, study.id, ids["A1"], up=False)
    assert order() == "B B1 A A2 A1"
    sections.move_section(study.owner, study.id, ids["A2"], up=True)
    assert order() == "B B1 A A2 A1"
    for number in range(12):
        one = Section(uuid4(), "thesis", f"N{number}", 2)
        sections.begin_section(study.owner, study.id, one, after=ids["A"])
    assert order() == "B B1 A " + " ".join(f"N{n}" for n in reversed(range(12))) + " A2 A1"
    sections.drop_section(study.owner, study.id, ids["B1"])
    with pytest.raises(NotFound):
        sections.move_section(study.owner, study.id, ids["B1"], up=True)


# -- what no longer holds -------------------------------------------------------------------------


def test_a_recoding_marks_the_sentences_whose_fields_changed_and_no_other(study, three):
    low, other = claim(study), claim(study, "Lain.")
    rest(study, low, "coding", three[0])
    rest(study, other, "coding", three[1])
    text = (
        f"Satu {{informants: K1}}. Dua {{excerpts: K2}}. Tiga {{informants}}.\n{{proposition: {low}}}\n"
        f"{{proposition: {other}}}\n“{{quote: {three[0]}}}” begitu. “{{quote: {three[1]}}}” juga."
    )
    id_, free = section(study, text), section(study, "Empat {excerpts: K2}. Lima {sources}.", "Lain")
    assert seen(study, id_).stale == ()
    workbench.recode(study.owner, study.id, three[0], study.codes["K3"])
    stale = seen(study, id_).stale
    assert [one.text for one in stale] == [
        "Satu 0.",
        "Rapat ada.",
        "““Apakah ada rapat bersama?” (IK-01, W1, b. 1)” begitu.",
    ]
    assert [(part.before, part.after) for one in stale[:1] for part in one.changed] == [("1", "0")]
    assert [part.because[0].kind for one in stale[1:] for part in one.changed] == ["proposition", "coding"]
    assert seen(study, free).stale == ()
    labels = [one.label for one in checking.faults(study.owner, study.id) if one.kind == "section"]
    assert labels[0] == "Satu 0. (1 → 0)"


def test_sentences_are_confirmed_one_by_one_and_what_is_below_first(study, three):
    low = claim(study)
    rest(study, low, "coding", three[0])
    id_ = section(study, f"Satu {{excerpts: K1}}. Dua {{excerpts: K3}}.\n{{proposition: {low}}}")
    workbench.recode(study.owner, study.id, three[0], study.codes["K3"])
    first = seen(study, id_).stale[0].changed[0].field.text
    sections.confirm_section(study.owner, study.id, id_, [first])
    assert [one.text for one in seen(study, id_).stale] == ["Dua 2.", "Rapat ada."]
    sections.confirm_section(study.owner, study.id, id_)
    assert [one.text for one in seen(study, id_).stale] == ["Rapat ada."]
    conclusions.confirm_conclusion(study.owner, study.id, "proposition", low)
    assert seen(study, id_).stale == ()
    assert workbench.latest_events(study.owner, study.id, limit=2)[1].verb == "confirm_section"


def test_writing_other_words_confirms_nothing_and_a_changed_sentence_of_a_proposition_is_told(study, three):
    low = claim(study)
    id_ = section(study, f"Satu {{excerpts: K1}}. {{proposition: {low}}}")
    workbench.recode(study.owner, study.id, three[0], study.codes["K3"])
    conclusions.put_proposition(study.owner, study.id, Proposition(low, "Rapat jarang."))
    sections.write_section(
        study.owner, study.id, id_, heading="H", level=1, text=f"Baru. Satu {{excerpts: K1}}. {{proposition: {low}}}"
    )
    changed = [part for one in seen(study, id_).stale for part in one.changed]
    assert [(one.before, one.after) for one in changed] == [("1", "0"), ("Rapat ada.", "Rapat jarang.")]
    conclusions.drop_proposition(study.owner, study.id, low)
    one = seen(study, id_)
    assert [part.after for each in one.stale for part in each.changed] == ["0", ""]
    assert [type(fault) for fault in one.faults] == [FieldThingUnknown]


def test_a_display_that_shows_something_else_marks_the_sentence_about_it(study, three):
    kept = keep_display(study.owner, study.id, "code-frequencies", "Frekuensi", Query(codes=(study.codes["K1"],)))
    id_ = section(study, "Lihat {figure: frekuensi}. Dan {excerpts: K2}.")
    assert str(kept) in seen(study, id_).section.text
    workbench.recode(study.owner, study.id, three[0], study.codes["K3"])
    assert [one.text for one in seen(study, id_).stale] == ["Lihat Frekuensi."]


# -- the walk -------------------------------------------------------------------------------------


def test_the_walk_goes_from_words_to_sentences_and_back(study, three):
    low = claim(study)
    rest(study, low, "coding", three[0])
    text = f"Satu {{informants: K1}}. {{proposition: {low}}}\nDua {{excerpts: K2}}. “{{quote: {three[2]}}}”"
    id_ = section(study, text)
    up = trace(study.owner, study.id, three[0]).above
    assert [(one.kind, one.where, one.label) for one in up if one.kind == "section"] == [
        ("section", "Hasil", "Satu 1. … Rapat ada.")
    ]
    (one,) = (one for one in trace(study.owner, study.id, low).above if one.kind == "section")
    assert one.label == "Rapat ada."
    assert [(at.id, said) for at, said in sections.sentences_on(study.owner, study.id, low)] == [(id_, ["Rapat ada."])]
    down = trace(study.owner, study.id, id_)
    assert down.thing.label == "Hasil"
    assert {one.id for one in down.below if one.kind == "coding"} == set(three)
    workbench.recode(study.owner, study.id, three[1], study.codes["K3"])
    assert [one.how for one in trace(study.owner, study.id, id_).thing.stale] == ["changed"]


# -- the draft ------------------------------------------------------------------------------------


def test_a_draft_has_only_headings_frames_and_fields_and_adds_only_what_is_missing(study, three):
    low = claim(study, indicator=study.codes["K1"])
    rest(study, low, "coding", three[0])
    many = missing_parts(study.owner, study.id, "thesis")
    assert assemble_report(study.owner, study.id, "thesis") == many
    there = [one.section for one in sections.list_sections(study.owner, study.id, "thesis")]
    assert all(one.assembled for one in there)
    assert not any(one.faults or one.stale for one in sections.list_sections(study.owner, study.id, "thesis"))
    assert not any("Rapat ada." in one.text for one in there)
    with pytest.raises(OutlineFull):
        assemble_report(study.owner, study.id, "thesis")
    mine = next(one for one in there if one.part == "code")
    sections.write_section(study.owner, study.id, mine.id, heading=mine.heading, level=3, text="Kata saya.")
    gone = next(one for one in there if one.part == "saturation")
    sections.drop_section(study.owner, study.id, gone.id)
    claim(study, "Lain.", indicator=study.codes["K2"])
    assert assemble_report(study.owner, study.id, "thesis") == 2
    after = [one.section for one in sections.list_sections(study.owner, study.id, "thesis")]
    assert next(one for one in after if one.id == mine.id).text == "Kata saya."
    assert not next(one for one in after if one.id == mine.id).assembled
    assert [one.part for one in after].index("saturation") == [one.part for one in there].index("saturation")
    codes = [one.of for one in after if one.part == "code"]
    assert codes == [study.codes["K1"], study.codes["K2"]]
    workbench.undo(study.owner, study.id)
    assert missing_parts(study.owner, study.id, "thesis") == 2


def test_the_article_is_laid_out_beside_the_thesis(study, three):
    assemble_report(study.owner, study.id, "article", language="en")
    tops = [
        one.section.heading
        for one in sections.list_sections(study.owner, study.id, "article")
        if one.section.level == 1
    ]
    assert tops == ["Introduction", "Method", "Results", "Discussion", "Conclusion and Advice", "Appendix"]
    assert sections.list_sections(study.owner, study.id, "thesis") == []


# -- the files ------------------------------------------------------------------------------------


def test_a_page_written_from_sections_leads_from_numbers_to_words(study, three):
    low = claim(study)
    rest(study, low, "coding", three[1])
    section(study, f"Ada {{informants: K1}} orang.\n\n- {{proposition: {low}}}\n\n{{quote: {three[2]}}}\n\n{{rusak}}")
    page = html.fromstring(export_report(study.owner, study.id, format="html"))
    (number,) = page.xpath("//p/a[text()='1']")
    (place,) = page.xpath(f"//*[@id='{number.get('href')[1:]}']")
    assert "Apakah ada rapat bersama?" in place.getnext().text_content()
    (sentence,) = page.xpath("//li/a[text()='Rapat ada.']")
    assert page.xpath(f"//*[@id='{sentence.get('href')[1:]}']")
    for link in page.xpath("//a/@href"):
        assert page.xpath(f"//*[@id='{link[1:]}']"), link
    assert "{rusak}" in page.text_content()
    made = compose(study.owner, study.id, pictures=False)
    assert {text: words for text, words in made.fields.items() if text.startswith("{info")} == {
        f"{{informants: {study.codes['K1']}}}": "1"
    }
    assert made.as_docx().startswith(b"PK")


def test_tables_are_called_by_their_numbers_and_what_is_assembled_is_marked(study, three):
    claim(study, indicator=study.codes["K1"])
    section(study, "Lihat {table: informants}.\n\n{table: propositions}\n\n{table: informants}")
    page = html.fromstring(export_report(study.owner, study.id, format="html"))
    assert "Lihat Tabel 2." in page.text_content()
    assert "disusun oleh program" not in page.text_content()
    assemble_report(study.owner, study.id, "thesis")
    assert "disusun oleh program" in html.fromstring(export_report(study.owner, study.id, format="html")).text_content()
