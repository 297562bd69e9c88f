"""The ledger a card at a time: the words beside what is made of them, a key for each decision."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from uuid import UUID

import streamlit as st

from coding import reduction, workbench
from coding.errors import CodingError, Conflict
from coding.model import Codebook, Decision, LedgerLine, Project, Theme
from coding.ui import focus, ledger_merging, ledger_themes, session, telling
from coding.ui.words import N_, _, ngettext, number, plain
from coding.workbench import Actor, Decided

Order = Sequence[tuple[UUID, Decision | None, bool]]
AT, MODE, SEEN, CONFLICT = "ledger-at", "ledger-mode", "ledger-seen", "ledger-conflict"
STATEMENT = "ledger-statement"
VERBS = {"reduce", "put_theme", "drop_theme", "put_reasons"}
DECISION_NAMES: dict[Decision, str] = {"kept": N_("Kept"), "merged": N_("Merged"), "aside": N_("Put aside")}
STYLE = """<style>
.rl-counted { font-size: .875rem; opacity: .85; }
:is(.rl-counted, .rl-said) a { color: inherit; text-underline-offset: .2em; font-variant-numeric: tabular-nums; }
.rl-where { font-size: .875rem; opacity: .75; overflow-wrap: anywhere; }
.rl-text { font-size: 1.0625rem; line-height: 1.65; white-space: pre-wrap; overflow-wrap: anywhere; margin: .3rem 0 0; }
.rl-text mark { background: color-mix(in srgb, #e69f00 28%, transparent); color: inherit; }
.rl-around { opacity: .75; }
.rl-now { font-size: .875rem; overflow-wrap: anywhere; }
.rl-now b { font-weight: 650; }
.st-key-ledger-into button { justify-content: flex-start; text-align: left; }
.st-key-ledger-into button :is(p, span, div) { white-space: normal; overflow: visible; }
</style>"""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a card is worked with."""

    actor: Actor
    project: Project
    book: Codebook
    themes: Sequence[Theme]
    order: Order

    def place(self) -> int:
        """Where the person is: the card last shown, else the first that nobody has decided about."""
        ids = [one for one, _, _ in self.order]
        at = st.session_state.get(AT)
        if at in ids:
            return ids.index(at)
        return next((place for place, (_, decision, _) in enumerate(self.order) if decision is None), 0)

    def kept_before(self, place: int) -> UUID | None:
        """The nearest passage before this one that was kept: what it can be merged with."""
        return next((one for one, decision, _ in reversed(self.order[:place]) if decision == "kept"), None)


def show(desk: Desk) -> None:
    """The card the person is at, and the ways on."""
    st.html(STYLE)
    place = desk.place()
    here = desk.order[place][0]
    before = desk.kept_before(place)
    found = workbench.ledger_lines(desk.actor, desk.project.id, [here, *([before] if before else [])])
    if not found or found[0].excerpt.coding.id != here:
        st.rerun()
    if st.session_state.get(SEEN, (None, 0))[0] != here or session.just_arrived():
        # The version on screen: a decision that came in since is nothing this person has seen.
        st.session_state[SEEN] = (here, _version(found[0]))
    st.session_state[AT] = here
    _ways(desk, place)
    with st.container(border=True, key="ledger-card"):
        words, work = st.columns(2, gap="large")
        with words:
            _words(desk, found[0])
        with work:
            _standing(found[0])
            if session.may("reduce"):
                _work(desk, place, found[0], found[1] if len(found) > 1 else None)
            elif found[0].reduction and found[0].reduction.statement:
                st.text(found[0].reduction.statement)


def _version(line: LedgerLine) -> int:
    return line.reduction.version if line.reduction else 0


# -- moving ---------------------------------------------------------------------------------------


def _ways(desk: Desk, place: int) -> None:
    undecided = [at for at, (_, decision, _) in enumerate(desk.order) if decision is None and at != place]
    with st.container(horizontal=True, vertical_alignment="center"):
        back = st.button(_("Back"), icon=":material/arrow_back:", shortcut="Left", disabled=place == 0)
        last = place == len(desk.order) - 1
        ahead = st.button(_("On"), icon=":material/arrow_forward:", shortcut="Right", disabled=last)
        jump = st.button(_("Next undecided"), icon=":material/skip_next:", shortcut="N", disabled=not undecided)
        told = _("{n} of {all}").format(n=number(place + 1), all=number(len(desk.order)))
        st.text(told, width="content")
        mine = session.may("undo") and workbench.standing(desk.actor, desk.project.id).undo in VERBS
        if mine and st.button(_("Undo"), icon=":material/undo:", shortcut="Z"):
            workbench.undo(desk.actor, desk.project.id)
            _go(desk, place)
    if back or ahead:
        _go(desk, place - 1 if back else place + 1)
    if jump:
        _go(desk, next((at for at in undecided if at > place), undecided[0]))


def _go(desk: Desk, place: int) -> None:
    st.session_state[AT] = desk.order[place][0]
    for name in (MODE, SEEN):
        st.session_state.pop(name, None)
    st.rerun()


def _go_on(desk: Desk, place: int) -> None:
    """To the next passage nobody has decided about, from the beginning where none follows; else to the next one."""
    rest = [at for at, (_, decision, _) in enumerate(desk.order) if decision is None and at != place]
    after = [at for at in rest if at > place]
    _go(desk, (after or rest or [min(place + 1, len(desk.order) - 1)])[0])


# -- the words ------------------------------------------------------------------------------------


def _words(desk: Desk, line: LedgerLine) -> None:
    excerpt, coding = line.excerpt, line.excerpt.coding
    chosen = reduction.templates(desk.project.settings, desk.project.language)
    numbers = workbench.interview_numbers(desk.actor, desk.project.id)
    interview = numbers.get((coding.source, excerpt.case_key or ""))
    language = desk.project.language
    where = reduction.reference(excerpt, chosen[excerpt.kind], interview=interview, language=language).strip("()")
    facts = [where, excerpt.speaker if excerpt.speaker != excerpt.case_key else "", excerpt.coder_name]
    st.html(f'<div class="rl-where">{escape(" · ".join(dict.fromkeys(filter(None, facts))))}</div>')
    before = excerpt.before if coding.start == len(excerpt.before) else excerpt.before.partition(" ")[2]
    st.html(
        f'<p class="rl-text"><span class="rl-around">{escape(before)}</span><mark>{escape(coding.quote)}</mark>'
        f'<span class="rl-around">{escape(excerpt.after.rpartition(" ")[0])}</span></p>'
    )
    count = len(coding.quote.split())
    st.caption(plain(ngettext("{n} word", "{n} words", count).format(n=number(count))))
    st.page_link(
        "pages/tagging.py",
        label=_("Open in the text"),
        icon=":material/arrow_forward:",
        query_params={"project": str(desk.project.id), "source": excerpt.source_name, "at": str(coding.start)},
    )


def _standing(line: LedgerLine) -> None:
    """What was decided, and whether that still rests on what it rested on."""
    one = line.reduction
    if one is None:
        return
    told = {
        "aside": one.reason,
        "merged": f"“{_short(line.into.quote)}”" if line.into else _("a passage that is gone"),
    }.get(one.decision, "")
    words = f"<b>{escape(_(DECISION_NAMES[one.decision]))}</b>{escape(f': {told}' if told else '')}"
    st.html(f'<div class="rl-now">{words}</div>')
    if line.stale:
        st.warning(_stale(line), icon=":material/update:")


def _stale(line: LedgerLine) -> str:
    one, coding = line.reduction, line.excerpt.coding
    assert one
    if one.quote != coding.quote:
        return plain(_("The words have changed since this was decided. They were: “{words}”").format(words=one.quote))
    if one.code != coding.code:
        return plain(_("The passage had another code when this was decided. Decide again."))
    return plain(_("The passage it was merged with is not kept under this code any more. Decide again."))


def _short(text: str, most: int = 80) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else f"{one_line[:most].rpartition(' ')[0]} …"


# -- deciding -------------------------------------------------------------------------------------


def _work(desk: Desk, place: int, line: LedgerLine, before: LedgerLine | None) -> None:
    """The buttons are this passage's own: a second press on its way decides about no passage nobody has read."""
    here = line.excerpt.coding.id
    mode = _mode(here)
    with st.container(horizontal=True):
        if st.button(_("Keep this"), icon=":material/check:", shortcut="K", key=f"keep-{here}"):
            _begin(here, "kept")
        merge = st.button(
            _("Merge with the one before"),
            icon=":material/merge:",
            shortcut="M",
            key=f"merge-{here}",
            disabled=before is None,
            help=plain(_short(before.excerpt.coding.quote)) if before else _("Nothing before it was kept yet."),
        )
        if st.button(
            _("Merge with another …"), icon=":material/call_merge:", shortcut="Shift+M", key=f"merge-other-{here}"
        ):
            _begin(here, "merging")
        if st.button(_("Set aside"), icon=":material/archive:", shortcut="S", key=f"aside-{here}"):
            _begin(here, "aside")
        if line.reduction and st.button(_("Take back"), icon=":material/close:", key=f"drop-{here}"):
            _save(desk, place, line, Decided(here, None), stay=True)
    if merge and before:
        _save(desk, place, line, Decided(here, "merged", into=before.excerpt.coding.id))
    clash: Conflict | None = st.session_state.pop(CONFLICT, None)
    if clash:
        telling.show(clash)
        if clash.theirs.get("statement"):
            st.text(str(clash.theirs["statement"]))
    if mode == "aside":
        _aside(desk, place, line)
    elif mode == "merging":
        if into := ledger_merging.choose(desk.actor, desk.project.id, line):
            _save(desk, place, line, Decided(here, "merged", into=into))
    else:
        _statement(desk, place, line)
    field = {"kept": STATEMENT}.get(mode, "")
    focus.put(field, f"{here} {mode} {st.session_state.get(MODE, ('', '', 0))[2]}")


def _mode(here: UUID) -> str:
    coding, mode, _count = st.session_state.get(MODE, (None, "", 0))
    return mode if coding == here else ""


def _begin(here: UUID, mode: str) -> None:
    """Note which key was pressed, and the how-manieth time: the caret goes to its field each time."""
    _coding, _mode, count = st.session_state.get(MODE, (None, "", 0))
    st.session_state[MODE] = (here, mode, count + 1)
    st.rerun()


def _aside(desk: Desk, place: int, line: LedgerLine) -> None:
    """A reason, by its digit or in other words."""
    here = line.excerpt.coding.id
    st.text(_("Why is it set aside?"))
    statement = line.reduction.statement if line.reduction else ""
    for digit, reason in enumerate(reduction.reasons(desk.project.settings, desk.project.language), start=1):
        shortcut = str(digit) if digit < 10 else None
        if st.button(plain(reason), shortcut=shortcut, key=f"reason-{here}-{digit}", width="stretch"):
            _save(desk, place, line, Decided(here, "aside", statement, reason))
    with st.form(f"aside-form-{here}", border=False):
        other = st.text_input(_("Another reason"), max_chars=200, key=f"other-{here}")
        if st.form_submit_button(_("Set aside and go on")):
            _save(desk, place, line, Decided(here, "aside", statement, other))


def _statement(desk: Desk, place: int, line: LedgerLine) -> None:
    """The statement with its category and theme."""
    here, one = line.excerpt.coding.id, line.reduction
    with st.form(f"keep-form-{here}", border=False):
        with st.container(key=STATEMENT):
            statement = st.text_area(
                _("What is said, in fewer words"),
                one.statement if one else "",
                height=110,
                key=f"statement-{here}",
            )
        chosen = ledger_themes.fields(desk.themes, one.category if one else None, str(here))
        with st.container(horizontal=True, vertical_alignment="center"):
            pressed = st.form_submit_button(_("Keep and go on"), type="primary", icon=":material/check:")
            st.caption(plain(_("Ctrl+Enter in the field does the same.")), width="content")
    if pressed:
        category = ledger_themes.settle(desk.actor, desk.project.id, desk.themes, chosen)
        _save(desk, place, line, Decided(here, "kept", statement, category=category))


def _save(desk: Desk, place: int, line: LedgerLine, wanted: Decided, *, stay: bool = False) -> None:
    """Store a decision and go on; where somebody was first, both stay on the screen."""
    decided = replace(wanted, version=st.session_state[SEEN][1])
    try:
        workbench.reduce(desk.actor, desk.project.id, [decided])
    except Conflict as clash:
        # From now on theirs is on the screen as well.
        st.session_state[CONFLICT], st.session_state[SEEN] = clash, (wanted.coding, _version(line))
        st.rerun()
    except CodingError as problem:
        telling.show(problem)
    else:
        if stay:
            _go(desk, place)
        _go_on(desk, place)
