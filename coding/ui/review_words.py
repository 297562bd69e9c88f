"""What supervision is called on screen: states, reasons, milestones, and how an excerpt under review looks."""

from collections.abc import Mapping, Sequence
from html import escape
from uuid import UUID

from coding import codebook as codebook_stage
from coding.model import Codebook, Excerpt, Milestone, Project, ReviewState
from coding.review import Changed, Standing
from coding.ui.excerpt_filter import EVERY_STATUS
from coding.ui.happenings import when
from coding.ui.words import N_, _, language
from coding.workbench.guidance import Because
from coding.workbench.reviewing import QueueWhy
from coding.workbench.talking import Talk

STATES: dict[ReviewState, str] = {
    "accepted": N_("Accepted"),
    "revise": N_("To be revised"),
    "discuss": N_("To be discussed"),
    "draft": N_("Draft"),
}
KEYS: dict[ReviewState, tuple[str, str]] = {
    "accepted": ("A", "check"),
    "revise": ("P", "edit"),
    "discuss": ("D", "forum"),
    "draft": ("F", "restart_alt"),
}
"""State → its key, and its symbol."""

CHANGED = N_("Changed since accepted")
CHANGED_SINCE = N_("Changed since reviewed")
WHYS: dict[QueueWhy, str] = {
    "question": N_("asked by the student"),
    "changed": N_("changed since it was reviewed"),
    "leans": N_("conclusions lean on it"),
    "differs": N_("another layer has it otherwise"),
    "unsure": N_("the classifier was not sure"),
    "alone": N_("one informant alone says this"),
    "aside": N_("set aside in the ledger"),
    "random": N_("drawn at random"),
}
MILESTONE_NAMES: dict[Milestone, str] = {
    "codebook": N_("Codebook"),
    "coding": N_("Coding"),
    "reduction": N_("Data reduction"),
    "display": N_("Data display"),
    "conclusion": N_("Conclusion"),
    "report": N_("Report"),
}
BECAUSE: dict[Because, str] = {
    "gone": N_("it is not there any more"),
    "code gone": N_("its code is not there any more"),
    "changed": N_("taken in, but it says something else by now"),
    "thread gone": N_("what it was about is not there any more"),
    "taken": N_("its number is taken"),
}
PARTS = {"words": N_("Words"), "code": N_("Code"), "status": N_("Status")}
STYLE = """<style>
.rv-head, .rv-chips { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .6rem; font-size: .875rem; }
.rv-head b { font-weight: 650; } .rv-faint { opacity: .75; }
.rv-chip { font-size: .8rem; padding: .05rem .5rem; border-radius: 1rem;
  border: 1px solid color-mix(in srgb, currentColor 30%, transparent); }
.rv-chip.rv-state { font-weight: 650; border-width: 2px; }
.rv-chip.rv-changed { border-style: dashed; }
.rv-text { font-size: 1.0625rem; line-height: 1.65; white-space: pre-wrap; overflow-wrap: anywhere; margin: .4rem 0; }
.rv-text mark { background: color-mix(in srgb, #e69f00 28%, transparent); color: inherit; }
.rv-around { opacity: .75; }
.rv-note { font-size: .9rem; line-height: 1.5; overflow-wrap: anywhere; margin: .2rem 0; }
.rv-note del { opacity: .75; } .rv-note ins { text-decoration: underline; text-decoration-thickness: 2px; }
.rv-said { border-left: 3px solid color-mix(in srgb, currentColor 25%, transparent); padding-left: .7rem;
  margin: .4rem 0; font-size: .95rem; line-height: 1.5; overflow-wrap: anywhere; white-space: pre-wrap; }
.rv-said .rv-who { font-size: .8125rem; opacity: .8; display: block; white-space: normal; }
.rv-head a, .rv-note a { color: inherit; text-underline-offset: .2em; }
.rv-list { margin: .2rem 0 .6rem; padding-left: 1.2rem; line-height: 1.55; overflow-wrap: anywhere; }
.rv-list a { color: inherit; text-underline-offset: .2em; }
.st-key-review-states button { min-height: 2.75rem; }
@media (max-width: 48rem) {
  .st-key-review-bar { position: fixed; inset: auto 0 0; z-index: 5; gap: .4rem;
    padding: .5rem 1rem calc(.5rem + env(safe-area-inset-bottom));
    background: var(--lk-ground);
    border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
  [data-testid="stMainBlockContainer"]:has(.st-key-review-bar) { padding-bottom: 13rem; }
  .st-key-review-states { gap: .4rem; }
  .st-key-review-states > * { flex: 1 1 calc(50% - .4rem) !important; width: auto !important; min-width: 0; }
  .st-key-review-states button { width: 100%; min-height: 2.9rem; }
  .st-key-review-ways { flex-wrap: nowrap; gap: .4rem; }
  .st-key-review-ways button { min-width: 3.25rem; min-height: 2.75rem; }
  .st-key-review-ways button [data-testid="stMarkdownContainer"] { position: absolute; width: 1px; height: 1px;
    overflow: hidden; clip-path: inset(50%); }
  .st-key-review-bar button kbd { display: none; }
}
</style>"""


def state(standing: Standing, given: ReviewState | None = None) -> str:
    """Where an excerpt stands, in words."""
    if standing == "changed":
        return _(CHANGED if given == "accepted" else CHANGED_SINCE)
    return _(STATES[standing])


def state_chip(standing: Standing, given: ReviewState | None = None) -> str:
    """The same as a mark; colour says nothing that the words do not."""
    changed = " rv-changed" if standing == "changed" else ""
    return f'<span class="rv-chip rv-state{changed}">{escape(state(standing, given))}</span>'


def status(told: str) -> str:
    """A status of ours (`exists limited`) in words."""
    return ", ".join(_(EVERY_STATUS[one]) for one in told.split() if one in EVERY_STATUS) or "–"


def code(book: Codebook, id_: str | UUID) -> str:
    """A code by key and name; one that is gone is a question mark."""
    found = book.find(id_)
    return f"{found.key} {found.label(language(), book.language)}" if found else "?"


def excerpt(one: Excerpt, book: Codebook) -> str:
    """Whose words, where, under which code, by whom; then the words in their place."""
    coding = one.coding
    who = one.case_key or one.speaker or ""
    line = _("line {n}").format(n=coding.line_start)
    facts = [escape(f"{one.source_name}, {line}"), escape(code(book, coding.code))]
    told = status(" ".join(filter(None, (coding.status, "limited" if coding.limited else ""))))
    if told != "–":
        facts.append(escape(told))
    facts.append(f'<span class="rv-faint">{escape(one.coder_name)}</span>')
    head = "".join(f"<span>{each}</span>" for each in facts)
    memo = f'<p class="rv-note rv-faint">{escape(coding.memo)}</p>' if coding.memo else ""
    before = one.before if len(one.before) == coding.start else f"… {one.before.partition(' ')[2]}"
    after = f"{one.after.rpartition(' ')[0]} …"
    return (
        f'<div class="rv-head"><b>{escape(who)}</b>{head}</div>'
        f'<p class="rv-text"><span class="rv-around">{escape(before)}</span><mark>{escape(coding.quote)}</mark>'
        f'<span class="rv-around">{escape(after)}</span></p>{memo}'
    )


def difference(changes: Sequence[Changed], book: Codebook) -> str:
    """What was and what is: of words, what went out and came in; of code and status, both."""
    lines = []
    for one in changes:
        if one.part == "words":
            told = words_changed(one.before, one.after)
        else:
            name = status if one.part == "status" else lambda id_: code(book, id_)
            told = f"<del>{escape(name(one.before))}</del> → <ins>{escape(name(one.after))}</ins>"
        lines.append(f'<p class="rv-note"><b>{escape(_(PARTS[one.part]))}</b> {told}</p>')
    return "".join(lines)


def words_changed(before: str, after: str) -> str:
    """Two texts as one, with the words that went out and came in."""
    marks = {"same": "{}", "out": "<del>{}</del>", "in": "<ins>{}</ins>"}
    pieces = codebook_stage.words_changed(before, after)
    return "".join(marks[kind].format(escape(words)) for kind, words in pieces)


def comments(talk: Talk, project: Project) -> str:
    """Everything said in a thread: who, when, what."""
    lines = []
    for one in talk.comments:
        who = talk.names.get(one.coder, "?") if one.coder else "?"
        at = when(one.made_at, project.time_zone) if one.made_at else ""
        head = f'<span class="rv-who">{escape(f"{who} · {at}")}</span>'
        lines.append(f'<div class="rv-said">{head}{_named(one.text, talk.names)}</div>')
    return "".join(lines)


def _named(text: str, names: Mapping[UUID, str]) -> str:
    """A comment in which the people it names stand out."""
    told = escape(text)
    for name in sorted(names.values(), key=len, reverse=True):
        told = told.replace(f"@{escape(name)}", f"<b>@{escape(name)}</b>")
    return told


def short(words: str, most: int = 120) -> str:
    """The first words of a text, on one line."""
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= most else f"{one_line[:most].rpartition(' ')[0]} …"
