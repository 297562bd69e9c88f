"""The history in words: one sentence an event."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from coding.model import Event, Project
from coding.ui import looks
from coding.ui.words import N_, _, language, ngettext, number

SENTENCES = {
    "create_project": N_("made the project"),
    "edit_project": N_("changed the project's settings"),
    "add_coder": N_("added a coder"),
    "invite_member": N_("brought somebody into the project"),
    "set_member": N_("gave somebody another role"),
    "remove_member": N_("removed somebody from the project"),
    "renew_link": N_("made a link for somebody to sign in by"),
    "assign": N_("assigned sources to somebody"),
    "unassign": N_("took sources from somebody"),
    "begin_round": N_("began a further round of coding"),
    "show_others": N_("changed whether students see what others coded"),
    "import_sources": N_("added the source “{source}”"),
    "edit_source": N_("changed facts of “{source}”"),
    "correct_source": N_("corrected the text of “{source}”"),
    "edit_speaker": N_("changed a speaker of “{source}”"),
    "split_turn": N_("split a turn of “{source}”"),
    "join_turns": N_("joined two turns of “{source}”"),
    "give_turns": N_("gave turns of “{source}” to another speaker"),
    "give_label": N_("gave all that a label of “{source}” says to another one"),
    "import_again": N_("imported “{source}” again from a better file"),
    "remove_source": N_("removed the source “{source}”"),
    "put_attributes": N_("changed what is noted about informants"),
    "put_templates": N_("changed how quotations are written"),
    "save_query": N_("kept a query"),
    "write_memo": N_("wrote a memo"),
    "drop_memo": N_("deleted a memo"),
    "flag_surprise": N_("flagged a surprise in “{source}”"),
    "follow_surprise": N_("followed a surprise up in a proposition"),
    "lay_aside": N_("laid a surprise aside"),
    "take_up": N_("took up a surprise again that was laid aside"),
    "review": N_("reviewed an excerpt of “{source}”"),
    "draw_sample": N_("drew excerpts to review"),
    "sign_off": N_("signed a milestone off"),
    "begin_thread": N_("began to discuss something"),
    "reply": N_("answered in a discussion"),
    "settle_thread": N_("settled a discussion, or opened it again"),
    "reword_comment": N_("changed a comment"),
    "drop_comment": N_("took a comment back"),
    "close_visit": N_("noted a supervision visit"),
    "change_visit": N_("changed what was noted of a supervision visit"),
    "take_feedback": N_("opened the feedback of a supervisor"),
    "drop_query": N_("forgot a query"),
    "take_cases": N_("brought in a table of informants"),
    "remove_case": N_("removed an informant"),
    "case_for": N_("added an informant"),
    "code_anew": N_("made a code from “{source}”"),
    "recode": N_("changed the code of a passage in “{source}”"),
    "resize": N_("moved the edges of a passage in “{source}”"),
    "memo": N_("wrote a memo in “{source}”"),
    "finish": N_("set the finished mark of “{source}”"),
    "add_code": N_("added the code “{code}”"),
    "change_code": N_("changed the code “{code}”"),
    "remove_code": N_("removed the code “{code}”"),
    "move_code": N_("moved the code “{code}”"),
    "recolour_code": N_("gave the code “{code}” another colour"),
    "merge_codes": N_("merged the code “{code}” with another one"),
    "delete_code": N_("deleted the code “{code}” and decided about its codings"),
    "begin_split": N_("began to split a code"),
    "decide_split": N_("decided about an excerpt of a code being split"),
    "drop_split": N_("gave up splitting a code"),
    "split_code": N_("split a code: “{code}” is new"),
    "choose_example": N_("chose an example of a code"),
    "accept": N_("accepted a suggestion in “{source}”"),
    "change": N_("gave another code than suggested in “{source}”"),
    "reject": N_("rejected a suggestion in “{source}”"),
    "skip": N_("passed over a suggestion in “{source}”"),
    "put_keyword": N_("changed a keyword rule"),
    "drop_keyword": N_("removed a keyword rule"),
    "avoid_words": N_("narrowed a keyword rule"),
    "put_suggestion_settings": N_("changed how suggestions are shown"),
    "put_theme": N_("changed a category or theme"),
    "drop_theme": N_("removed a category or theme"),
    "link": N_("linked two passages"),
    "unlink": N_("took a link between two passages away"),
    "put_pattern": N_("changed a pattern code"),
    "drop_pattern": N_("removed a pattern code"),
    "put_cell": N_("wrote in a cell of the framework"),
    "keep_display": N_("kept a display"),
    "write_display": N_("wrote beside a display"),
    "confirm_display": N_("looked at a display again and confirmed it"),
    "drop_display": N_("kept a display no longer"),
    "put_entry": N_("wrote in a cell of a display"),
    "put_proposition": N_("wrote a proposition"),
    "drop_proposition": N_("took a proposition away"),
    "order_propositions": N_("put the propositions in another order"),
    "put_ground": N_("said what a conclusion rests on"),
    "put_grounds": N_("said what conclusions rest on"),
    "drop_ground": N_("took a ground of a conclusion away"),
    "confirm_conclusion": N_("checked a conclusion again and confirmed it"),
    "put_verdict": N_("reached a verdict"),
    "drop_verdict": N_("took a verdict back"),
    "name_verdicts": N_("changed what the verdicts are called"),
    "put_advice": N_("wrote a piece of advice"),
    "drop_advice": N_("took a piece of advice away"),
    "keep_verification": N_("tested a proposition and concluded from it"),
    "change_verification": N_("concluded something else from a test of a proposition"),
    "drop_verification": N_("took a test of a proposition away"),
    "ask_tactics": N_("chose what propositions are tested by before they are verified"),
    "drop_answer": N_("took an informant's answer away"),
    "amend_statement": N_("changed a proposition as an informant asked"),
    "link_change": N_("noted what was changed because of an informant's answer"),
    "withdraw": N_("took out words that an informant withdrew"),
    "restore_withdrawn": N_("brought back words that an informant had withdrawn"),
    "begin_section": N_("began a section of the report"),
    "write_section": N_("wrote in the report"),
    "move_section": N_("moved a section of the report"),
    "drop_section": N_("took a section of the report away"),
    "confirm_section": N_("checked sentences of the report again and confirmed them"),
    "assemble_report": N_("assembled sections of the report"),
    "freeze": N_("froze the report"),
    "finish_for": N_("said for a coder that sources are finished"),
    "measure_agreement": N_("measured what coders agree on"),
    "adjudicate": N_("decided where coders differ in “{source}”"),
    "take_agreed": N_("took over what coders agree on"),
    "make_map": N_("began a concept map"),
    "draw_map": N_("drew on a concept map"),
    "put_evidence": N_("said which passages speak for a relation on a concept map"),
    "name_map": N_("renamed a concept map"),
    "drop_map": N_("deleted a concept map"),
    "put_layout": N_("laid out the framework"),
    "put_summary": N_("wrote in the summary form of “{source}”"),
    "drop_summary": N_("deleted the summary form of “{source}”"),
    "put_summary_fields": N_("changed the fields of a summary form"),
    "put_questions": N_("changed the questions of the interview guide"),
    "put_reasons": N_("changed the reasons for setting passages aside"),
    "restore": N_("restored the project from a backup"),
    "pseudonymise": N_("replaced names by pseudonyms"),
    "note_pseudonyms": N_("replaced names in files before they were stored"),
    "restore_names": N_("put names back with their key"),
    "purge": N_("erased a source for good"),
    "purge_project": N_("erased the project for good"),
}

UNDONE = N_("took back: {what}")
REDONE = N_("did again: {what}")

GROUPS = {
    "codings": (
        N_("Codings"),
        {
            "code",
            "code_anew",
            "code_hits",
            "recode",
            "recode_many",
            "resize",
            "qualify",
            "memo",
            "uncode",
            "import_codings",
        },
    ),
    "suggestions": (
        N_("Suggestions"),
        {
            "accept",
            "accept_many",
            "change",
            "reject",
            "skip",
            "put_keyword",
            "drop_keyword",
            "avoid_words",
            "put_suggestion_settings",
        },
    ),
    "reduction": (
        N_("Data reduction"),
        {
            "reduce",
            "put_theme",
            "drop_theme",
            "put_reasons",
            "put_questions",
            "put_cell",
            "put_layout",
            "keep_display",
            "write_display",
            "confirm_display",
            "drop_display",
            "put_entry",
            "make_map",
            "draw_map",
            "put_evidence",
            "name_map",
            "drop_map",
            "link",
            "unlink",
            "put_pattern",
            "drop_pattern",
            "put_summary",
            "drop_summary",
            "put_summary_fields",
        },
    ),
    "conclusions": (
        N_("Conclusions"),
        {
            "put_proposition",
            "drop_proposition",
            "order_propositions",
            "flag_surprise",
            "follow_surprise",
            "lay_aside",
            "take_up",
            "put_ground",
            "put_grounds",
            "drop_ground",
            "confirm_conclusion",
            "put_verdict",
            "drop_verdict",
            "name_verdicts",
            "put_advice",
            "drop_advice",
            "keep_verification",
            "change_verification",
            "drop_verification",
            "send_packs",
            "put_answers",
            "drop_answer",
            "amend_statement",
            "link_change",
            "withdraw",
            "restore_withdrawn",
            "ask_tactics",
            "begin_section",
            "write_section",
            "move_section",
            "drop_section",
            "confirm_section",
            "assemble_report",
            "freeze",
        },
    ),
    "sources": (
        N_("Sources"),
        {"import_sources", "edit_source", "edit_speaker", "correct_source", "remove_source", "finish"}
        | {"split_turn", "join_turns", "give_turns", "give_label", "import_again"}
        | {"pseudonymise", "note_pseudonyms", "restore_names", "purge", "purge_project"},
    ),
    "informants": (N_("Informants"), {"put_cases", "take_cases", "put_attributes", "remove_case", "case_for"}),
    "codebook": (
        N_("Codebook"),
        {
            "add_code",
            "change_code",
            "remove_code",
            "take_codebook",
            "code_anew",
            "move_code",
            "recolour_code",
            "merge_codes",
            "delete_code",
            "begin_split",
            "decide_split",
            "drop_split",
            "split_code",
            "choose_example",
        },
    ),
    "project": (
        N_("Project"),
        {
            "create_project",
            "edit_project",
            "add_coder",
            "invite_member",
            "set_member",
            "remove_member",
            "renew_link",
            "put_templates",
            "save_query",
            "drop_query",
            "write_memo",
            "drop_memo",
            "restore",
        },
    ),
    "supervision": (
        N_("Supervision"),
        {
            "assign",
            "unassign",
            "begin_round",
            "show_others",
            "finish_for",
            "measure_agreement",
            "adjudicate",
            "take_agreed",
        }
        | {"review", "draw_sample", "sign_off", "begin_thread", "reply", "settle_thread", "reword_comment"}
        | {"drop_comment", "close_visit", "change_visit", "take_feedback"},
    ),
    "undo": (N_("Undo and redo"), {"undo", "redo"}),
}
"""Kinds of acts a person looks for in the history: name and verbs."""


def sentence(event: Event, sources: Mapping[UUID, str], undone: Mapping[UUID, Event] | None = None) -> str:
    """What somebody did, without the name; `undone` are the events that others took back."""
    if event.verb in ("undo", "redo"):
        was = (undone or {}).get(event.undoes) if event.undoes else None
        if was is None:
            return _("took back an act") if event.verb == "undo" else _("did an act again")
        if was.verb == "undo":
            was = (undone or {}).get(was.undoes, was) if was.undoes else was
        return _(UNDONE if event.verb == "undo" else REDONE).format(what=sentence(was, sources))
    source = sources.get(event.source, _("a removed source")) if event.source else ""
    if event.verb in SENTENCES:
        return _(SENTENCES[event.verb]).format(source=source, code=_code(event))
    count = size(event)
    return _counted(event.verb, count).format(n=number(count), source=source)


def _counted(verb: str, n: int) -> str:
    """Sentences that count what they are about."""
    match verb:
        case "code":
            return ngettext("coded {n} passage in “{source}”", "coded {n} passages in “{source}”", n)
        case "uncode":
            return ngettext("removed {n} coding in “{source}”", "removed {n} codings in “{source}”", n)
        case "qualify":
            return ngettext("described {n} coding in “{source}”", "described {n} codings in “{source}”", n)
        case "accept_many":
            return ngettext("accepted {n} suggestion", "accepted {n} suggestions", n)
        case "code_hits":
            return ngettext("coded {n} passage found by its words", "coded {n} passages found by their words", n)
        case "recode_many":
            return ngettext("changed the code of {n} passage", "changed the code of {n} passages", n)
        case "import_codings":
            return ngettext("brought in {n} coding", "brought in {n} codings", n)
        case "reduce":
            return ngettext("decided about {n} passage", "decided about {n} passages", n)
        case "put_cases":
            return ngettext("changed {n} informant", "changed {n} informants", n)
        case "send_packs":
            return ngettext("made {n} pack for an informant to answer", "made {n} packs for informants to answer", n)
        case "put_answers":
            return ngettext("wrote down {n} answer of an informant", "wrote down {n} answers of informants", n)
        case "take_codebook":
            return ngettext("brought in a codebook ({n} code)", "brought in a codebook ({n} codes)", n)
        case _:
            return verb


def _code(event: Event) -> str:
    """The name of the code an event is about, in this language if it has one."""
    for change in event.changes:
        names = (change.after or change.before or {}).get("name") if change.entity == "code" else None
        if isinstance(names, Mapping) and names:
            return str(names.get(language()) or next(iter(names.values())))
    return "?"


def size(event: Event) -> int:
    """How many rows an event is about; a batch counts as what it brought."""
    batches = [change for change in event.changes if change.entity.startswith("batch:")]
    if batches:
        return sum(int((change.after or change.before or {}).get("count", 0)) for change in batches)
    return len(event.changes)


def when(at: datetime, zone: str, now: datetime | None = None) -> str:
    """An instant in few words: the time alone today, without the year this year."""
    local, today = at.astimezone(ZoneInfo(zone)), (now or datetime.now(UTC)).astimezone(ZoneInfo(zone))
    clock = "HH.mm" if language() == "id" else "HH:mm"
    day = "" if local.date() == today.date() else "d MMM " if local.year == today.year else "d MMM y "
    return format_datetime(local, format=f"{day}{clock}", tzinfo=ZoneInfo(zone), locale=language())


def show(events: Iterable[Event], project: Project, names: Mapping[UUID, str], sources: Mapping[UUID, str]) -> None:
    """A line an event: who, what, when."""
    there = list(events)
    undone = {event.id: event for event in there}
    looks.table(
        [_("Who"), _("What"), _("When")],
        [(names.get(one.actor, "?"), sentence(one, sources, undone), when(one.at, project.time_zone)) for one in there],
        tight=[0, 2],
    )
