"""Who may do what: every verb and every read, with every role, against a table written out here."""

import atexit
import itertools
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import NotAllowed, NothingToRedo, NothingToUndo, ProjectNotFound
from coding.exchange.guidance import Feedback
from coding.exchange.pseudonym_key import Key, read_key
from coding.model import (
    ALLOWED,
    Advice,
    Agreement,
    Answer,
    Attribute,
    Card,
    Case,
    Coder,
    Concept,
    Entry,
    FormField,
    Freeze,
    Grid,
    Ground,
    Keyword,
    Link,
    Memo,
    Offer,
    Proposition,
    Query,
    Question,
    Section,
    Summary,
    Theme,
    Tie,
    Verdict,
)
from coding.model import Pattern as CodePattern
from coding.store import layers, open_store, progress
from coding.suggestion.material import Pattern
from coding.transcript.correction import correct
from coding.transcript.naming import Name, Naming
from coding.workbench import READS, VERBS, Actor, CaseLine, CaseTable, Decided, NewCoding, Row, conclusions, surprises
from coding.workbench.adjudicating import adjudicate as _adjudicate  # noqa: F401
from coding.workbench.agreement import measure_agreement
from coding.workbench.answering import put_answers
from coding.workbench.assigning import assign, list_assignments, show_others, unassign
from coding.workbench.checking import faults as _faults  # noqa: F401
from coding.workbench.code_files import export_codebook as _export_codebook  # noqa: F401
from coding.workbench.code_history import codebook_between as _codebook_between  # noqa: F401
from coding.workbench.code_splits import begin_split, decide_split
from coding.workbench.concept_map_starts import Start
from coding.workbench.concept_maps import Drawing, draw_map, make_map
from coding.workbench.finding import Search, search
from coding.workbench.freezing import list_freezes as _list_freezes  # noqa: F401
from coding.workbench.guidance import under_guidance as _under_guidance  # noqa: F401
from coding.workbench.kept_displays import keep_display, list_displays
from coding.workbench.member_check import send_packs
from coding.workbench.member_packs import export_pack as _export_pack  # noqa: F401
from coding.workbench.membership import remove_member
from coding.workbench.printing import print_source as _print_source  # noqa: F401
from coding.workbench.pseudonyms import find_names as _find_names  # noqa: F401
from coding.workbench.purging import preview_purge as _preview_purge  # noqa: F401
from coding.workbench.recoding import recode_many as _recode_many  # noqa: F401
from coding.workbench.report_draft import assemble_report as _assemble_report  # noqa: F401
from coding.workbench.report_writing import write_sections as _write_sections  # noqa: F401
from coding.workbench.reshaping import merge_codes as _merge_codes  # noqa: F401
from coding.workbench.reviewing import sample_of
from coding.workbench.sections import begin_section, drop_section, list_sections
from coding.workbench.signing import print_milestone, sign_off
from coding.workbench.supervision_paper import print_card as _print_card  # noqa: F401
from coding.workbench.talking import begin_thread, reply
from coding.workbench.tracing import trace as _trace  # noqa: F401
from coding.workbench.verifying import keep_verification
from coding.workbench.visiting import close_visit
from coding.workbench.withdrawing import withdraw

ROLES = ("owner", "researcher", "student", "supervisor", "reader")
OWNERS = {"owner"}
CODERS = {"owner", "researcher", "student"}
EDITORS = {"owner", "researcher"}
WRITERS = {"owner", "researcher", "student", "supervisor"}
REVIEWERS = {"owner", "supervisor"}
EVERYONE = set(ROLES)

MAY = {
    "accept": CODERS,
    "accept_many": CODERS,
    "add_code": CODERS,
    "add_coder": EDITORS,
    "amend_statement": CODERS,
    "ask_tactics": CODERS,
    "assign": EDITORS,
    "unassign": EDITORS,
    "begin_round": CODERS,
    "show_others": EDITORS,
    "assemble_report": CODERS,
    "begin_section": CODERS,
    "confirm_section": CODERS,
    "drop_section": CODERS,
    "move_section": CODERS,
    "write_section": CODERS,
    "avoid_words": CODERS,
    "case_for": CODERS,
    "change_verification": CODERS,
    "change": CODERS,
    "change_code": CODERS,
    "move_code": CODERS,
    "recolour_code": CODERS,
    "choose_example": CODERS,
    "merge_codes": EDITORS,
    "delete_code": EDITORS,
    "begin_split": EDITORS,
    "decide_split": EDITORS,
    "drop_split": EDITORS,
    "split_code": EDITORS,
    "code": CODERS,
    "code_anew": CODERS,
    "code_hits": CODERS,
    "confirm_conclusion": CODERS,
    "confirm_display": CODERS,
    "correct_source": EDITORS,
    "draw_map": CODERS,
    "drop_advice": CODERS,
    "drop_answer": CODERS,
    "drop_display": CODERS,
    "drop_ground": CODERS,
    "drop_map": CODERS,
    "drop_keyword": CODERS,
    "drop_theme": CODERS,
    "drop_memo": WRITERS,
    "drop_pattern": CODERS,
    "drop_proposition": CODERS,
    "drop_query": CODERS,
    "drop_summary": CODERS,
    "drop_verdict": CODERS,
    "drop_verification": CODERS,
    "edit_project": EDITORS,
    "edit_source": CODERS,
    "edit_speaker": CODERS,
    "finish": CODERS,
    "freeze": CODERS,
    "give_label": CODERS,
    "give_turns": CODERS,
    "import_again": EDITORS,
    "invite_member": OWNERS,
    "set_member": OWNERS,
    "remove_member": OWNERS,
    "renew_link": OWNERS,
    "import_codings": CODERS,
    "import_sources": CODERS,
    "join_turns": CODERS,
    "keep_display": CODERS,
    "keep_verification": CODERS,
    "link": CODERS,
    "link_change": CODERS,
    "make_map": CODERS,
    "memo": CODERS,
    "name_map": CODERS,
    "note_pseudonyms": EDITORS,
    "pseudonymise": EDITORS,
    "purge": {"owner"},
    "purge_project": {"owner"},
    "restore_names": EDITORS,
    "name_verdicts": EDITORS,
    "order_propositions": CODERS,
    "put_advice": CODERS,
    "put_answers": CODERS,
    "put_attributes": CODERS,
    "put_cases": CODERS,
    "put_cell": CODERS,
    "put_entry": CODERS,
    "put_evidence": CODERS,
    "put_ground": CODERS,
    "put_grounds": CODERS,
    "put_keyword": CODERS,
    "put_layout": CODERS,
    "put_pattern": CODERS,
    "put_proposition": CODERS,
    "put_questions": CODERS,
    "put_reasons": CODERS,
    "put_suggestion_settings": EDITORS,
    "put_summary": CODERS,
    "put_summary_fields": CODERS,
    "put_templates": EDITORS,
    "put_theme": CODERS,
    "put_verdict": CODERS,
    "qualify": CODERS,
    "recode": CODERS,
    "recode_many": CODERS,
    "redo": WRITERS,
    "reduce": CODERS,
    "reject": CODERS,
    "remove_case": CODERS,
    "remove_code": CODERS,
    "remove_source": EDITORS,
    "reset_practice": {"owner"},
    "resize": CODERS,
    "restore_withdrawn": {"owner"},
    "save_query": CODERS,
    "send_packs": CODERS,
    "show_offers": CODERS,
    "skip": CODERS,
    "split_turn": CODERS,
    "take_cases": CODERS,
    "take_codebook": CODERS,
    "train": CODERS,
    "uncode": CODERS,
    "undo": WRITERS,
    "unlink": CODERS,
    "withdraw": EDITORS,
    "write_display": CODERS,
    "write_memo": WRITERS,
    "flag_surprise": WRITERS,
    "follow_surprise": CODERS,
    "lay_aside": CODERS,
    "take_up": CODERS,
    "measure_agreement": WRITERS,
    "finish_for": EDITORS,
    "adjudicate": WRITERS,
    "take_agreed": WRITERS,
    "review": REVIEWERS,
    "draw_sample": REVIEWERS,
    "sign_off": REVIEWERS,
    "take_feedback": REVIEWERS,
    "begin_thread": WRITERS,
    "reply": WRITERS,
    "settle_thread": WRITERS,
    "reword_comment": WRITERS,
    "drop_comment": WRITERS,
    "close_visit": WRITERS,
    "change_visit": WRITERS,
}
READ_BY_ALL = {
    "what_is_compared",
    "comparable_layers",
    "list_agreements",
    "open_agreement",
    "overruled",
    "reviewed",
    "review_queue",
    "review_sheet",
    "list_talks",
    "heard",
    "who_can_be_named",
    "list_visits",
    "since_visit",
    "list_signoffs",
    "print_milestone",
    "sample_of",
    "under_guidance",
    "print_card",
    "print_signoff",
    "alike",
    "list_surprises",
    "surprised_at",
    "begun_map",
    "argument",
    "answered_sources",
    "arrived",
    "asked_tactics",
    "appendix_parts",
    "aside_sample",
    "list_assignments",
    "people_here",
    "my_assignments",
    "my_layers",
    "draw_sources",
    "cell_excerpts",
    "hand",
    "preview_recoding",
    "changes_since",
    "code_counts",
    "corrected_since",
    "codebook",
    "codes_together",
    "codebook_history",
    "codebook_between",
    "codebook_stamps",
    "export_codebook",
    "code_heard",
    "code_concerns_of",
    "chosen_examples",
    "list_splits",
    "split_next",
    "preview_codebook",
    "codebook_versions",
    "compare_codebook",
    "compression",
    "concept_map",
    "count_excerpts",
    "count_links",
    "count_matrix",
    "display_attributes",
    "draw_display",
    "draw_side_by_side",
    "entry_bases",
    "kept_display",
    "list_displays",
    "list_maps",
    "tie_evidence",
    "tie_query",
    "narrow_query",
    "count_summaries",
    "decided_since",
    "events_since",
    "evidence",
    "examples",
    "excerpt",
    "export_excerpts",
    "export_framework",
    "export_listing",
    "export_ledger",
    "export_pack",
    "export_packs",
    "export_reductions",
    "export_summaries",
    "export_thesis_table",
    "conclusion_table",
    "faults",
    "list_sections",
    "missing_parts",
    "preview_text",
    "section_text",
    "sentences_on",
    "spell",
    "write_sections",
    "find_code",
    "count_names",
    "find_names",
    "names_replaced",
    "find_excerpts",
    "find_links",
    "find_map",
    "framework_grid",
    "freeze_manifest",
    "list_freezes",
    "find_memos",
    "guide_table",
    "informant_kinds",
    "informant_table",
    "hidden_things",
    "in_use",
    "interview_guide",
    "grounds_of",
    "interview_numbers",
    "last_place",
    "latest_events",
    "latest_model",
    "layers",
    "led",
    "ledger_lines",
    "ledger_order",
    "ledger_page",
    "list_attributes",
    "list_cases",
    "list_keywords",
    "links_of",
    "list_models",
    "list_patterns",
    "list_sources",
    "list_speakers",
    "list_summaries",
    "list_themes",
    "list_verifications",
    "list_voices",
    "load_source",
    "material",
    "member_check",
    "members",
    "memos_about",
    "named_display",
    "news",
    "offered",
    "odd",
    "offers_at",
    "open_source",
    "place_in",
    "project",
    "outcomes",
    "pattern_support",
    "preview_again",
    "preview_correction",
    "preview_purge",
    "preview_withdrawal",
    "print_codebook",
    "print_excerpts",
    "print_source",
    "quotes",
    "read_answer_table",
    "read_case_table",
    "reduction_part",
    "read_query",
    "read_question_table",
    "run_tactic",
    "saved_queries",
    "search",
    "segments",
    "source_id",
    "source_names",
    "source_to_code",
    "stale_conclusions",
    "spoken",
    "spoken_of",
    "standing",
    "suggestion_ledger",
    "suggestions",
    "summary_excerpts",
    "summary_of",
    "tally_excerpts",
    "text_version",
    "thesis_part",
    "text_versions",
    "trace",
    "trace_whole",
    "transcript_parts",
    "transcript_table",
    "try_keyword",
    "try_keywords",
    "verdict_names",
    "ways_to_split",
    "why",
    "word_family",
}
ASKED = {"see_others", "change_others"}
"""Grants that are no verbs: they decide what a verb or a read may touch."""
AGREED_ON: set[str] = set()
"""Grants of verbs for several people; each leaves this list with its first verb."""
_unused = itertools.count(100)


@pytest.fixture(scope="module")
def shared_store(sqlite_template, tmp_path_factory):
    """One of the two databases is enough: who may do what is decided above them."""
    path = tmp_path_factory.mktemp("roles") / "simpul.db"
    shutil.copy(sqlite_template, path)
    one = open_store(str(path))
    yield one
    one.close()


@pytest.fixture(scope="module")
def study(shared_store, study_builder):
    """A study whose students see what others did: what they see of it otherwise has tests of its own."""
    made = study_builder(shared_store)
    show_others(made.owner, made.id, True)
    return made


@pytest.fixture(scope="module")
def written(shared_store, writings_of):
    with writings_of(shared_store) as told:
        yield told


@pytest.fixture(scope="module")
def people(study):
    """Role → somebody with it."""
    return {"owner": study.owner} | {role: study.member(f"Si {role}", role) for role in ROLES[1:]}


def turned_source(study, *more):
    """A source of two turns, and the place of the first."""
    return study.add_source(f"S{next(_unused)}").id, (3, 28), *more


def role_of(study, who):
    """The role of somebody who is in the study now."""
    there = [one for one in workbench.members(study.owner, study.id) if not one.left]
    return next((one.role for one in there if one.coder == who.coder), "")


def own_coding(study, who):
    """A coding that this person may change if anybody of this role may."""
    role = role_of(study, who)
    number = next(_unused)
    text = "IK-01: " + "kata " * 5 + str(number)
    source = study.add_source(f"S{number}", text)
    return study.code("K1", 7, 11, by=who if role in CODERS else study.owner, source=source.id)


def new_code(study, number):
    return workbench.add_code(study.owner, study.id, f"Kode {number}").id


def split_of(study):
    """A split that is begun, an excerpt of it, and what was decided about that."""
    source = study.add_source(f"S{next(_unused)}").id
    one = study.code("K1", 3, 9, source=source)
    split = begin_split(study.owner, study.id, study.codes["K1"], f"Belah {next(_unused)}")
    decide_split(study.owner, study.id, split, one.id, "goes")
    return split, one.id, "both"


def memo_of(study, who):
    """A memo that this person may drop if anybody of this role may."""
    one = Memo(uuid4(), "idea", "Gagasan", "", who.id)
    role = role_of(study, who)
    workbench.write_memo(who if role in WRITERS else study.owner, study.id, one)
    return one.id


def assigned(study):
    """Sources that are assigned to the owner, and the owner's layer."""
    source = study.add_source(f"S{next(_unused)}").id
    assign(study.owner, study.id, [source], study.owner.id)
    return [source], study.owner.id


def see_again(study):
    """Nobody is blind to anything any more."""
    for one in list_assignments(study.owner, study.id):
        unassign(study.owner, study.id, [one.assignment.source], one.layer.id)


def finished_source(study, who):
    """A source that this person has finished if anybody of this role may code."""
    source = study.add_source(f"S{next(_unused)}").id
    role = role_of(study, who)
    if role in CODERS:
        with study.owner.store.write(study.id, who.id, "finish", _now()) as tx:
            rounds = layers.rounds(tx, who.id)
            tx.layer_id = rounds[-1].id if rounds else who.id
            progress.set_finished(tx, source, True)
    return source


def comment_of(study, who):
    """A thread, and a comment in it that this person may change if anybody of this role may."""
    role = role_of(study, who)
    speaker = who if role in WRITERS else study.owner
    thread = begin_thread(study.owner, study.id, "source", study.source.id, "Kapan?")
    return thread, reply(speaker, study.id, thread, "Pagi.")


def visit_of(study, who):
    """A visit that this person may change if anybody of this role may."""
    role = role_of(study, who)
    return close_visit(who if role in WRITERS else study.owner, study.id)


def signed_off(study):
    """A milestone that was signed off."""
    return sign_off(study.owner, study.id, "codebook")


def feedback_on(study):
    """What a supervisor sends back who had nothing to say."""
    return Feedback(study.id, "Studi", uuid4(), datetime.now(UTC), {})


def said_by(feedback):
    return replace(feedback, people={feedback.by: "Bu Ani"})


def surprise_of(study):
    return surprises.flag_surprise(study.owner, study.id, study.source.id, 3, 9, "Tak disangka.")


def kept_query(study, number):
    workbench.save_query(study.owner, study.id, f"Simpan {number}", "K1")
    return f"Simpan {number}"


def offer_in(study):
    """A suggestion nobody has seen, in a source of its own."""
    source = study.add_source(f"S{next(_unused)}")
    return Offer(uuid4(), source.id, 1, 3, 9, study.codes["K1"], 1, 0.5, "keywords")


def corrected_source(study):
    """A source, and itself with one more word."""
    one = study.add_source(f"S{next(_unused)}")
    return one, correct(one, f"{one.text} lagi"), ([], [])


def hits_in(study):
    """Words found in a source of their own."""
    source = study.add_source(f"S{next(_unused)}").id
    return search(study.owner, study.id, Search("rapat", sources=(source,))).hits


def stored_rule(study):
    """A keyword rule."""
    one = Keyword(uuid4(), study.codes["K1"], "id", f"kata{next(_unused)}")
    workbench.put_keyword(study.owner, study.id, one)
    return one


def stored_theme(study):
    """A category with nothing in it."""
    one = Theme(uuid4(), f"Kategori {next(_unused)}")
    workbench.put_theme(study.owner, study.id, one)
    return one


def stored_pattern(study):
    """A pattern code of one code."""
    one = CodePattern(uuid4(), f"Pola {next(_unused)}", "theme", "Karena sering bersama", (study.codes["K1"],))
    workbench.put_pattern(study.owner, study.id, one)
    return one


def link_between(study, who):
    """A link between two codings that nobody has stored yet."""
    source = study.add_source(f"S{next(_unused)}")
    ends = [study.code("K1", 3, end, source=source.id).id for end in (9, 13)]
    return Link(uuid4(), ends[0], "supports", ends[1], "", who.id)


def link_of(study, who):
    """A link that this person may take away if anybody of this role may."""
    one = link_between(study, who)
    role = role_of(study, who)
    workbench.link(who if role in CODERS else study.owner, study.id, one)
    return one.id


def written_form(study):
    """A source with a summary form."""
    source = study.add_source(f"S{next(_unused)}").id
    workbench.put_summary(study.owner, study.id, Summary(source, {"themes": "Rapat"}))
    return source


def drawn_map(study):
    """A concept map with nothing on it."""
    return make_map(study.owner, study.id, f"Peta {next(_unused)}")


def named_map(study):
    """The name of a concept map."""
    name = f"Peta {next(_unused)}"
    make_map(study.owner, study.id, name)
    return name


def stored_tie(study):
    """A relation on a concept map."""
    here, ends = drawn_map(study), [Concept(uuid4(), "word", text=word) for word in ("satu", "dua")]
    tie = Tie(uuid4(), ends[0].id, "leads", ends[1].id)
    draw_map(study.owner, study.id, here, Drawing(ends, [tie]))
    return tie.id


def claim(study):
    """A proposition."""
    one = Proposition(uuid4(), "Rapat ada.")
    conclusions.put_proposition(study.owner, study.id, one)
    return one.id


def ground_for(study):
    """A ground of a new proposition: another one."""
    return Ground(uuid4(), "proposition", claim(study), "proposition", claim(study))


def stored_section(study):
    """A section of the report."""
    return begin_section(study.owner, study.id, Section(uuid4(), "thesis", "Hasil"))


def no_sections(study):
    """The outline of a thesis, once nothing is written in it."""
    for one in list_sections(study.owner, study.id, "thesis"):
        drop_section(study.owner, study.id, one.section.id)
    return "thesis"


def stored_ground(study):
    """A ground that a proposition rests on."""
    one = ground_for(study)
    conclusions.put_ground(study.owner, study.id, one)
    return one.id


def decided_verdict(study):
    """The verdict on the study."""
    return conclusions.put_verdict(study.owner, study.id, Verdict(uuid4(), None, "partly", "Dua dari tiga."))


def given_advice(study):
    """A piece of advice."""
    one = Advice(uuid4(), "Rapat tiap bulan.")
    conclusions.put_advice(study.owner, study.id, one)
    return one.id


def stored_verification(study):
    """What a tactic found of a proposition, kept."""
    return keep_verification(study.owner, study.id, claim(study), "counting", "holds")


def two_layers(study):
    """The owner's layer and that of another, both of which students see."""
    show_others(study.owner, study.id, True)
    return [study.owner.id, study.member("Pembanding").id]


def compared(study):
    """What two layers agree on, not kept yet."""
    return Agreement(uuid4(), tuple(two_layers(study)), "span", {"sources": []}, {})


def measured(study):
    """What two layers agree on, kept, and the codings that differ in one place."""
    mine, theirs = two_layers(study)
    source = study.add_source(f"S{next(_unused)}").id
    other = Actor(study.owner.store, Coder(theirs, "Pembanding"))
    for who in (study.owner, other):
        workbench.finish(who, study.id, source, True)
    about = study.code("K1", 3, 9, by=other, source=source).id
    return measure_agreement(study.owner, study.id, [mine, theirs], "span", only=[source]), [about]


def frozen():
    """A report that was frozen."""
    return Freeze(uuid4(), "thesis", "id", {"format": "simpul-manifest"})


def kept_freeze(study):
    """A frozen report that is kept."""
    one = frozen()
    VERBS["freeze"][0](study.owner, study.id, one)
    return one.id


def words_used(study):
    """An informant of their own with a coding that a proposition rests on: the three ids."""
    case = study.add_case(f"IK-{next(_unused)}")
    source = study.add_source(f"S{next(_unused)}", case=case.id)
    coding = study.code("K1", 36, 45, source=source.id).id
    proposition = claim(study)
    conclusions.put_ground(study.owner, study.id, Ground(uuid4(), "proposition", proposition, "coding", coding))
    return case.id, proposition, coding


def given_pack(study):
    """An informant to whom a pack was given."""
    case = words_used(study)[0]
    send_packs(study.owner, study.id, [case])
    return case


def answered(study, answer="agree"):
    """What an informant answered."""
    case, proposition, _coding = words_used(study)
    one = Answer(uuid4(), case, "proposition", proposition, answer)
    put_answers(study.owner, study.id, [one])
    return one.id


def carried_out(study):
    """An answer because of which words were withdrawn."""
    one = answered(study, "withdraw")
    withdraw(study.owner, study.id, one)
    return one


def _name_of(study, display):
    return next(one.name for one in list_displays(study.owner, study.id) if one.id == display)


def kept_display(study):
    """A display kept under a name."""
    return keep_display(study.owner, study.id, "code-frequencies", f"Gambar {next(_unused)}", Query())


def card_of(study):
    """A card nobody has stored."""
    about = ("id", 1, (), {}, {}, "", "0", datetime.now(UTC), study.owner.id)
    return Card(uuid4(), 1, "classifier", *about)


@cache
def keys():
    """A folder for keys, gone when the tests are."""
    folder = tempfile.mkdtemp(prefix="keys_")
    atexit.register(shutil.rmtree, folder)
    return Path(folder)


def key_file():
    """Where a key may be written."""
    return keys() / f"{uuid4()}.json"


def a_name(study):
    """A name in a memo, and what it needs to be replaced."""
    workbench.write_memo(study.owner, study.id, Memo(uuid4(), "idea", "", "Zubaidah.", study.owner.id))
    return Naming([Name("Zubaidah", "Z1")]), Key(str(study.id), "00" * 32), key_file(), None


def a_key(study):
    """The key of a name that was replaced."""
    naming, key, path, _passphrase = a_name(study)
    VERBS["pseudonymise"][0](study.owner, study.id, naming, key, path, None)
    return read_key(path.read_bytes(), None, path.name)


def arguments(name, study, who):
    """What to call a verb with so that it succeeds for those who may."""
    number, source = next(_unused), study.source.id
    code = study.codes["K1"]
    make = {
        "accept": lambda: (offer_in(study), uuid4()),
        "accept_many": lambda: ([(offer_in(study), uuid4())],),
        "add_code": lambda: (f"Kode {number}",),
        "add_coder": lambda: (f"Orang {number}",),
        "avoid_words": lambda: (stored_rule(study).id, "palsu"),
        "change": lambda: (offer_in(study), study.codes["K2"], uuid4()),
        "case_for": lambda: (f"IK-{number}", {}),
        "change_code": lambda: (replace(_book(study).find(code), colour=f"#{number:06}"),),
        "code": lambda: (study.add_source(f"S{number}").id, [NewCoding(code, 3, 9)]),
        "code_anew": lambda: _anew(source, number),
        "code_hits": lambda: (code, hits_in(study)),
        "search": lambda: (Search("rapat"),),
        "word_family": lambda: ("rapat",),
        "correct_source": lambda: corrected_source(study),
        "import_again": lambda: corrected_source(study),
        "split_turn": lambda: turned_source(study, 13),
        "join_turns": lambda: turned_source(study),
        "give_turns": lambda: (turned_source(study)[0], [(3, 28)], "IK-01"),
        "give_label": lambda: (turned_source(study)[0], "P", "IK-01"),
        "drop_keyword": lambda: (stored_rule(study).id,),
        "drop_theme": lambda: (stored_theme(study).id,),
        "edit_project": lambda: (workbench.project(study.owner, study.id).version,),
        "edit_source": lambda: (source,),
        "edit_speaker": lambda: (source, _voice(study).id, {"role": "other"}),
        "finish": lambda: (source,),
        "import_codings": lambda: ([Row(1, study.add_source(f"S{number}").name, 3, 9, "K1")],),
        "import_sources": lambda: (replace(study.source, name=f"S{number}", speakers=(), turns=()), 3, [], []),
        "memo": lambda: (own_coding(study, who).id, "catatan"),
        "put_attributes": lambda: ([Attribute(uuid4(), f"a{number}", "A")],),
        "put_cases": lambda: ([Case(uuid4(), f"IK-{number}")],),
        "put_cell": lambda: (study.add_case(f"IK-{number}").id, code, "Rangkuman"),
        "make_map": lambda: (f"Peta {number}",),
        "draw_map": lambda: (drawn_map(study), Drawing([Concept(uuid4(), "word", text="kata")])),
        "name_map": lambda: (drawn_map(study), f"Peta {number}"),
        "drop_map": lambda: (drawn_map(study),),
        "put_evidence": lambda: (stored_tie(study), []),
        "concept_map": lambda: (drawn_map(study),),
        "begun_map": lambda: (Start("codebook"),),
        "find_map": lambda: (named_map(study),),
        "tie_query": lambda: (stored_tie(study),),
        "tie_evidence": lambda: (stored_tie(study), "K1"),
        "keep_display": lambda: ("code-frequencies", f"Gambar {number}", Query()),
        "write_display": lambda: (kept_display(study),),
        "confirm_display": lambda: (kept_display(study),),
        "drop_display": lambda: (kept_display(study),),
        "put_entry": lambda: (Entry(kept_display(study), "K1", "IK-1", "Kata"),),
        "kept_display": lambda: (kept_display(study),),
        "entry_bases": lambda: (kept_display(study), "K1", "IK-1"),
        "put_keyword": lambda: (Keyword(uuid4(), code, "id", f"kata{number}"),),
        "put_layout": lambda: (Grid(columns=(code,)),),
        "confirm_conclusion": lambda: ("proposition", claim(study)),
        "put_proposition": lambda: (Proposition(uuid4(), "Rapat ada."),),
        "order_propositions": lambda: ([claim(study)],),
        "drop_proposition": lambda: (claim(study),),
        "put_ground": lambda: (ground_for(study),),
        "put_grounds": lambda: ([ground_for(study)],),
        "drop_ground": lambda: (stored_ground(study),),
        "put_verdict": lambda: (Verdict(uuid4(), code, "partly", "Dua dari tiga."),),
        "drop_verdict": lambda: (decided_verdict(study),),
        "name_verdicts": lambda: ({"partly": "Sebagian"},),
        "put_advice": lambda: (Advice(uuid4(), "Rapat tiap bulan."),),
        "drop_advice": lambda: (given_advice(study),),
        "trace": lambda: (claim(study),),
        "trace_whole": lambda: (claim(study),),
        "grounds_of": lambda: (claim(study),),
        "evidence": lambda: ([claim(study)],),
        "send_packs": lambda: ([words_used(study)[0]],),
        "put_answers": lambda: ([],),
        "drop_answer": lambda: (answered(study),),
        "amend_statement": lambda: (answered(study), "Rapat rutin ada."),
        "link_change": lambda: (answered(study), None, "Tidak perlu."),
        "withdraw": lambda: (answered(study, "withdraw"),),
        "restore_withdrawn": lambda: (carried_out(study),),
        "ask_tactics": lambda: (["counting"],),
        "assemble_report": lambda: (no_sections(study),),
        "freeze": lambda: (frozen(),),
        "freeze_manifest": lambda: (kept_freeze(study),),
        "move_code": lambda: (code, None),
        "recolour_code": lambda: (code, f"#{number:06}"),
        "merge_codes": lambda: ([new_code(study, number)], code),
        "delete_code": lambda: (new_code(study, number),),
        "begin_split": lambda: (code, f"Belahan {number}"),
        "decide_split": lambda: split_of(study),
        "drop_split": lambda: split_of(study)[:1],
        "split_code": lambda: split_of(study)[:1],
        "split_next": lambda: split_of(study)[:1],
        "choose_example": lambda: (own_coding(study, who).id,),
        "code_concerns_of": lambda: (code,),
        "codebook_between": lambda: (0, 1),
        "preview_codebook": lambda: (_book(study),),
        "begin_section": lambda: (Section(uuid4(), "thesis", "Hasil"),),
        "write_section": lambda: (stored_section(study),),
        "confirm_section": lambda: (stored_section(study),),
        "drop_section": lambda: (stored_section(study),),
        "move_section": lambda: (stored_section(study),),
        "sentences_on": lambda: (claim(study),),
        "section_text": lambda: (stored_section(study),),
        "list_sections": lambda: ("thesis",),
        "missing_parts": lambda: ("thesis",),
        "preview_text": lambda: ("Ada {informants: K1}.",),
        "spell": lambda: ("{informants: K1}",),
        "write_sections": lambda: ("thesis",),
        "run_tactic": lambda: (claim(study), "counting"),
        "keep_verification": lambda: (claim(study), "counting", "holds"),
        "change_verification": lambda: (stored_verification(study), "weakens", ""),
        "drop_verification": lambda: (stored_verification(study),),
        "put_pattern": lambda: (stored_pattern(study),),
        "drop_pattern": lambda: (stored_pattern(study).id,),
        "link": lambda: (link_between(study, who),),
        "unlink": lambda: (link_of(study, who),),
        "links_of": lambda: ([uuid4()],),
        "excerpt": lambda: (study.code("K3", 3, 9, source=study.add_source(f"S{number}").id).id,),
        "put_questions": lambda: ([Question(f"Pertanyaan {number}?", (code,))],),
        "put_reasons": lambda: (["Di luar fokus"],),
        "put_suggestion_settings": lambda: (),
        "put_summary": lambda: (Summary(study.add_source(f"S{number}").id, {"themes": "Rapat"}),),
        "put_summary_fields": lambda: ("contact", [FormField("", f"Isian {number}")]),
        "drop_summary": lambda: (written_form(study),),
        "put_templates": lambda: ({},),
        "put_theme": lambda: (Theme(uuid4(), f"Kategori {number}"),),
        "save_query": lambda: (f"Kueri {number}", "K1"),
        "drop_query": lambda: (kept_query(study, number),),
        "qualify": lambda: ([own_coding(study, who).id], {"status": "absent"}),
        "recode": lambda: (own_coding(study, who).id, study.codes["K2"]),
        "recode_many": lambda: ([own_coding(study, who).id], study.codes["K2"]),
        "redo": lambda: (),
        "reduce": lambda: ([Decided(own_coding(study, who).id, "kept")],),
        "reject": lambda: (offer_in(study),),
        "remove_case": lambda: (study.add_case(f"IK-{number}").id,),
        "remove_code": lambda: (workbench.add_code(study.owner, study.id, f"Kode {number}").id,),
        "remove_source": lambda: (study.add_source(f"S{number}").id,),
        "reset_practice": lambda: (),
        "resize": lambda: (own_coding(study, who).id, 7, 16),
        "show_offers": lambda: ([offer_in(study)],),
        "skip": lambda: (offer_in(study),),
        "take_cases": lambda: (CaseTable((CaseLine(Case(uuid4(), f"IK-{number}")),)), [f"IK-{number}"]),
        "take_codebook": lambda: (_book(study),),
        "train": lambda: (workbench.material(study.owner, study.id), 0, {"calibrated": False, "stick": False}),
        "uncode": lambda: ([own_coding(study, who).id],),
        "undo": lambda: (),
        # reads
        "arrived": lambda: (uuid4(),),
        "aside_sample": lambda: (Query(),),
        "preview_recoding": lambda: ([], code),
        "cell_excerpts": lambda: (uuid4(), code),
        "compare_codebook": lambda: (_book(study),),
        "corrected_since": lambda: (source, 1),
        "compression": lambda: (Query(),),
        "count_excerpts": lambda: (Query(),),
        "decided_since": lambda: (card_of(study),),
        "events_since": lambda: (0, source),
        "examples": lambda: (code,),
        "export_excerpts": lambda: (Query(),),
        "export_reductions": lambda: (Query(),),
        "export_thesis_table": lambda: ("grid",),
        "export_listing": lambda: ("Jejak", ["A"], [["x"]], [10]),
        "conclusion_table": lambda: ("verdicts",),
        "thesis_part": lambda: ("verdicts",),
        "find_code": lambda: ("K1",),
        "pseudonymise": lambda: a_name(study),
        "purge": lambda: (study.add_source(f"S{number}").id, f"S{number}"),
        "purge_project": lambda: ("?",),
        "finish_for": lambda: (study.owner.id, [study.add_source(f"S{number}").id]),
        "measure_agreement": lambda: (compared(study),),
        "what_is_compared": lambda: (two_layers(study), "span", [uuid4()]),
        "adjudicate": lambda: (*measured(study), "unresolved"),
        "take_agreed": lambda: measured(study)[:1],
        "open_agreement": lambda: measured(study)[:1],
        "overruled": lambda: measured(study)[:1],
        "assign": lambda: ([source], study.owner.id),
        "unassign": lambda: assigned(study),
        "begin_round": lambda: ([finished_source(study, who)],),
        "show_others": lambda: (True,),
        "draw_sources": lambda: (0.25, 1),
        "preview_purge": lambda: (source,),
        "note_pseudonyms": lambda: (Naming([]), [], key_file(), None),
        "restore_names": lambda: (a_key(study),),
        "count_names": lambda: ([Name("Rahman", "R1")],),
        "find_excerpts": lambda: (Query(),),
        "ledger_lines": lambda: ([uuid4()],),
        "ledger_order": lambda: (Query(),),
        "ledger_page": lambda: (Query(),),
        "list_speakers": lambda: (source,),
        "load_source": lambda: (source,),
        "news": lambda: (source, 0),
        "offered": lambda: (source,),
        "export_pack": lambda: (given_pack(study),),
        "export_packs": lambda: ([given_pack(study)],),
        "preview_withdrawal": lambda: (answered(study, "withdraw"),),
        "answered_sources": lambda: (answered(study),),
        "changes_since": lambda: (answered(study),),
        "read_answer_table": lambda: ([["No", "Jawaban"], ["1", "setuju"]],),
        "alike": lambda: (source, 3, 9),
        "odd": lambda: (uuid4(),),
        "count_matrix": lambda: (Query(),),
        "draw_display": lambda: ("code-frequencies", Query()),
        "draw_side_by_side": lambda: ("code-frequencies", Query(), "coder"),
        "named_display": lambda: (_name_of(study, kept_display(study)),),
        "narrow_query": lambda: (["K1", "K2"],),
        "offers_at": lambda: (source, 3, 9),
        "memos_about": lambda: ("code", uuid4()),
        "review": lambda: (study.code("K1", 3, 9, source=study.add_source(f"S{number}").id).id, "accepted"),
        "review_sheet": lambda: (study.code("K1", 3, 9, source=study.add_source(f"S{number}").id).id,),
        "reviewed": lambda: ([uuid4()],),
        "sign_off": lambda: (print_milestone(study.owner, study.id, "codebook"),),
        "print_milestone": lambda: ("codebook",),
        "draw_sample": lambda: (sample_of(study.owner, study.id),),
        "print_signoff": lambda: (signed_off(study),),
        "take_feedback": lambda: (said_by(feedback_on(study)),),
        "begin_thread": lambda: ("source", source, "Kapan?"),
        "reply": lambda: (comment_of(study, who)[0], "Sore."),
        "settle_thread": lambda: (comment_of(study, who)[0], True),
        "reword_comment": lambda: (comment_of(study, who)[1], "Siang."),
        "drop_comment": lambda: (comment_of(study, who)[1],),
        "change_visit": lambda: (visit_of(study, who), "Kode", "", ""),
        "flag_surprise": lambda: (source, 3, 9, "Tak disangka."),
        "follow_surprise": lambda: (surprise_of(study), claim(study)),
        "lay_aside": lambda: (surprise_of(study), "Sekadar gurauan."),
        "take_up": lambda: (surprise_of(study),),
        "surprised_at": lambda: ([uuid4()],),
        "spoken_of": lambda: ((),),
        "write_memo": lambda: (Memo(uuid4(), "idea", "Gagasan", "", who.id),),
        "drop_memo": lambda: (memo_of(study, who),),
        "read_case_table": lambda: ([["Kode"], ["IK-01"]],),
        "read_question_table": lambda: ([["Pertanyaan"], ["Ada?"]],),
        "read_query": lambda: ("K1",),
        "outcomes": lambda: (card_of(study), "K1", "right"),
        "why": lambda: (source, 3, 9, uuid4()),
        "open_source": lambda: (source,),
        "place_in": lambda: (source,),
        "list_voices": lambda: (source,),
        "preview_again": lambda: (source, replace(study.source, text="P: Lain\n", turns=(), speakers=()), 1),
        "preview_correction": lambda: (source, f"{study.source.text} lagi"),
        "quotes": lambda: ([(source, 3, 9)],),
        "segments": lambda: (source, "turn"),
        "source_id": lambda: ("W1",),
        "summary_excerpts": lambda: (source,),
        "summary_of": lambda: (source,),
        "export_summaries": lambda: (source,),
        "invite_member": lambda: (f"Tamu {next(_unused)}", "reader"),
        "set_member": lambda: (study.member(f"Tamu {next(_unused)}").id, "reader"),
        "remove_member": lambda: (study.member(f"Tamu {next(_unused)}").id,),
        "renew_link": lambda: (study.member(f"Tamu {next(_unused)}").id,),
        "print_excerpts": lambda: (Query(),),
        "print_source": lambda: (source,),
        "tally_excerpts": lambda: (Query(),),
        "text_version": lambda: (source, 1),
        "text_versions": lambda: (source,),
        "transcript_table": lambda: (source,),
        "try_keyword": lambda: (Pattern("kata"), "id"),
        "try_keywords": lambda: (code, "id"),
    }
    return make[name]() if name in make else ()


def _anew(source, number):
    new = uuid4()
    return source, f"Kode {number}", [NewCoding(new, 3, 9, uuid4())]


def _book(study):
    return workbench.codebook(study.owner, study.id)


def _voice(study):
    return workbench.list_speakers(study.owner, study.id, study.source.id)[0]


def call(name, study, who, project=None):
    function = VERBS[name][0] if name in VERBS else READS[name]
    args = arguments(name, study, who)
    keywords = {"name": f"Studi {next(_unused)}"} if name == "edit_project" else {}
    if name == "write_section":
        keywords = {"heading": "Hasil", "level": 2, "text": "Ada {informants: K1}."}
    if name == "move_section":
        keywords = {"up": True}
    if name == "code_anew":
        keywords = {"code_id": args[2][0].code}
    return lambda: function(who, project or study.id, *args, **keywords)


def test_the_table_here_names_every_verb_and_every_read():
    assert set(VERBS) == set(MAY)
    assert set(READS) == READ_BY_ALL


def test_no_grant_is_given_to_a_verb_that_nobody_has_written():
    used = {grant for _, grant in VERBS.values()} | {"read", "export", "backup", "write_memo", *ASKED, *AGREED_ON}
    assert set(ALLOWED) <= used | set(VERBS)


def test_whatever_is_written_is_noticed(study, written):
    before = written()
    study.code("K1", 1, 2)
    assert written() != before


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted({*MAY, *READ_BY_ALL} - {"reset_practice", "purge_project"}))
def test_a_verb_is_done_by_those_who_may_and_by_nobody_else(study, people, written, name, role):
    do = call(name, study, people[role])
    if role in MAY.get(name, EVERYONE):
        try:
            do()
        except (NothingToUndo, NothingToRedo):
            assert name in ("undo", "redo")
        if name == "begin_round":
            see_again(study)
        return
    before = written()
    with pytest.raises(NotAllowed, match=role):
        do()
    assert written() == before


@pytest.fixture(scope="module")
def strangers(study, study_builder, shared_store):
    """Whoever is not in the project: an owner of another one, somebody who has left, somebody nobody knows."""
    elsewhere = study_builder(shared_store, "Milik lain").member("Pemilik lain", "owner")
    gone = study.member("Sudah pergi", "owner")
    remove_member(study.owner, study.id, gone.id)
    return itertools.cycle([elsewhere, gone, Actor(shared_store, study.owner.coder.__class__(uuid4(), "Orang luar"))])


@pytest.mark.parametrize("name", sorted({*MAY, *READ_BY_ALL}))
def test_a_stranger_is_told_the_same_as_if_the_project_were_not_there(study, strangers, written, name):
    stranger = next(strangers)
    missing = uuid4()
    do, nowhere = call(name, study, stranger), call(name, study, study.owner, missing)
    before = written()
    with pytest.raises(ProjectNotFound) as refused:
        do()
    with pytest.raises(ProjectNotFound) as absent:
        nowhere()
    assert str(refused.value).replace(str(study.id), "ID") == str(absent.value).replace(str(missing), "ID")
    assert written() == before


@pytest.mark.parametrize("role", ROLES)
def test_a_backup_is_taken_by_those_who_code(study, people, tmp_path, role):
    if role in CODERS:
        workbench.backup(people[role], study.id, tmp_path / "a.zip")
        return
    with pytest.raises(NotAllowed):
        workbench.backup(people[role], study.id, tmp_path / "a.zip")
    assert list(tmp_path.glob("*.zip*")) == []


def test_a_stranger_takes_no_backup(study, shared_store, tmp_path):
    stranger = Actor(shared_store, study.owner.coder.__class__(uuid4(), "Orang luar"))
    with pytest.raises(ProjectNotFound):
        workbench.backup(stranger, study.id, tmp_path / "a.zip")


@pytest.mark.parametrize("name", ["uncode", "recode", "resize", "qualify", "memo"])
@pytest.mark.parametrize("role", ["researcher", "student"])
def test_only_an_owner_changes_what_others_coded(study, people, name, role):
    coding = own_coding(study, study.owner).id
    args = {
        "uncode": ([coding],),
        "recode": (coding, study.codes["K2"]),
        "resize": (coding, 7, 16),
        "qualify": ([coding], {"weight": 3}),
        "memo": (coding, "!"),
    }
    with pytest.raises(NotAllowed):
        VERBS[name][0](people[role], study.id, *args[name])
    VERBS[name][0](study.owner, study.id, *args[name])


def test_only_an_owner_makes_owners(study, people):
    with pytest.raises(NotAllowed):
        workbench.add_coder(people["researcher"], study.id, "Sekutu", "owner")
    workbench.add_coder(study.owner, study.id, "Sekutu", "owner")


def test_a_students_table_speaks_for_the_student_alone(study, people):
    rows = [Row(1, "W1", 10, 14, "K1", "Si researcher"), Row(2, "W1", 10, 14, "K1", "Si student")]
    came = workbench.import_codings(people["student"], study.id, rows)
    assert came.added == 1
    assert [number for number, _ in came.problems] == [1]


def test_nothing_can_be_done_in_a_project_that_was_put_away(study_builder, shared_store):
    study = study_builder(shared_store, "Disimpan")
    with shared_store.write(study.id, study.owner.id, "reset_practice", study.project.created_at or _now()) as tx:
        workbench.projects.projects.drop(tx)
    with pytest.raises(ProjectNotFound):
        study.code("K1", 3, 9)
    with pytest.raises(ProjectNotFound):
        workbench.list_sources(study.owner, study.id)
    assert study.id not in {one.id for one in workbench.list_projects(study.owner)}


def _now():
    return workbench.desk.now()
