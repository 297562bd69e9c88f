"""A proposition is tested: a tactic is chosen and run, a person concludes from what it finds, and that is kept."""

from collections.abc import Callable, Mapping
from html import escape
from uuid import UUID

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coding import workbench
from coding.conclusion import TACTICS, Found, Tactic, TacticOption
from coding.errors import CodingError, TacticsMissing
from coding.model import CONCLUDES, Codebook, Concludes, Project, Proposition
from coding.ui import conclusion_words as words
from coding.ui import session, surprise_list, telling, verifying_result
from coding.ui.report_making import making
from coding.ui.verifying_words import (
    CONCLUDES_WORDS,
    DEFAULTS,
    FAMILY_WORDS,
    FROM_TO,
    OPTION_WORDS,
    PERIOD_WORDS,
    TACTIC_WORDS,
)
from coding.ui.words import _, moment
from coding.workbench import Actor, conclusions, verifying
from coding.workbench.verifying import Standing

TRIED = "tactic-tried"
"""Which tactic was run of which proposition, with its options."""

ORDER = [*(key for family in FAMILY_WORDS for key, one in TACTICS.items() if one.family == family)]


def show(actor: Actor, project: Project, book: Codebook, one: Proposition) -> None:
    """The tactics, what the one that was run finds, and what was kept of those before."""
    st.subheader(_("Test it"))
    names = verifying_result.Names(actor, project, book)
    if _choose(actor, project, book, one) == "surprises":
        surprise_list.offer(actor, project, book, one)
    _found(actor, project, names, one)
    _kept(actor, project, names, one)
    if session.may("conclude"):
        _before_verified(actor, project)


def name(key: str) -> str:
    """What a tactic is called."""
    return _(TACTIC_WORDS[key][0])


def named(problem: CodingError) -> CodingError:
    """What could not be done; tactics that are missing by what they are called."""
    if isinstance(problem, TacticsMissing):
        return TacticsMissing(tactics=", ".join(map(name, problem.values["tactics"].split(", "))))
    return problem


# -- choosing -------------------------------------------------------------------------------------


def _choose(actor: Actor, project: Project, book: Codebook, one: Proposition) -> str:
    """Choose a tactic and what it asks for; gives which."""
    key: str = st.selectbox(
        _("Tactic"),
        ORDER,
        format_func=lambda each: f"{name(each)} · {_(FAMILY_WORDS[TACTICS[each].family])}",
        key=f"tactic-{one.id}",
        width=440,
    )
    st.caption(_(TACTIC_WORDS[key][1]))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        options = _options(actor, project, book, TACTICS[key], one)
        ready = all(options.get(each.name) is not None for each in TACTICS[key].options if each.required)
        if st.button(_("Run"), icon=":material/play_arrow:", disabled=not ready, key=f"tactic-run-{one.id}"):
            told = {each: value for each, value in options.items() if value is not None}
            st.session_state[TRIED] = (one.id, key, told)
    if not ready:
        st.caption(_("This needs attributes of informants: enter them in the table of informants."))
    return key


def _options(
    actor: Actor, project: Project, book: Codebook, tactic: Tactic, one: Proposition
) -> Mapping[str, str | None]:
    labels: dict[str, list[str]] = {}
    if any(each.need in ("attribute", "label") for each in tactic.options):
        for case in workbench.list_cases(actor, project.id):
            for attribute, label in case.attributes.items():
                labels.setdefault(attribute, [])
                if label not in labels[attribute]:
                    labels[attribute].append(label)
    chosen: dict[str, str | None] = {}
    for each in tactic.options:
        chosen[each.name] = _option(book, one, tactic, each, labels, chosen)
    return chosen


def _option(
    book: Codebook,
    one: Proposition,
    tactic: Tactic,
    option: TacticOption,
    labels: Mapping[str, list[str]],
    chosen: Mapping[str, str | None],
) -> str | None:
    key = f"tactic-{one.id}-{tactic.key}-{option.name}"
    called = _(OPTION_WORDS[option.name])
    if option.need == "code":
        if tactic.key == "intervening":
            called = _(FROM_TO[option.name])
        codes = {str(code.id): words.code_name(book, code.id) for code in book.codes}
        some = ["", *codes] if not option.required else list(codes)
        mine = str(one.indicator) if str(one.indicator) in codes else str(book.codable()[0].id)
        other = next((str(code.id) for code in book.codable() if str(code.id) != mine), mine)
        begun = {"first": other, "second": mine, "code": mine}[option.name] if option.required else ""
        return st.selectbox(
            called,
            some,
            index=some.index(begun),
            format_func=lambda id_: codes.get(id_, _("all of this proposition")),
            key=key,
            width=260,
        )
    if option.need == "number":
        first = DEFAULTS[option.name]
        return str(st.number_input(called, min_value=option.least, value=first, step=1, key=key, width=180))
    if option.need == "choice":
        return st.selectbox(called, option.values, format_func=lambda each: _(PERIOD_WORDS[each]), key=key, width=180)
    if option.need == "attribute":
        some = ["", *labels] if not option.required else list(labels)
        return st.selectbox(called, some, format_func=lambda each: each or _("none"), key=key, width=220)
    there = sorted(labels.get(chosen.get(option.of) or "", []))
    at = 1 if option.name == "other" and len(there) > 1 else 0
    return st.selectbox(called, there, index=at if there else None, key=f"{key}-{chosen.get(option.of)}", width=200)


# -- what was found -------------------------------------------------------------------------------


def _found(actor: Actor, project: Project, names: verifying_result.Names, one: Proposition) -> None:
    of, key, options = st.session_state.get(TRIED, (None, "", {}))
    if of != one.id:
        return
    slot = st.empty()
    try:
        tried = verifying.run_tactic(actor, project.id, one.id, key, options, progress=_looking(slot))
    except CodingError as problem:
        telling.show(problem)
        return
    slot.empty()
    with st.container(border=True, key=f"tactic-found-{one.id}"):
        st.html(f'<div class="cn-side">{escape(_called(key, tried.options, names))}</div>')
        verifying_result.show(actor, project, names, key, tried.found, key=f"tactic-found-{one.id}")
        if session.may("conclude"):
            _conclude(actor, project, one, key, options, tried.print)


def _looking(slot: DeltaGenerator) -> Callable[[float], None]:
    """Told how far it is, once there is so much to be looked at that it takes time; it can be stopped then."""
    told: list[Callable[[float, str], None]] = []

    def advance(share: float) -> None:
        if not told:
            with slot.container():
                told.append(making("tactic-cancel", _("Looking through all that was coded …"), forget=_forget))
        told[0](share, "")

    return advance


def _forget() -> None:
    st.session_state.pop(TRIED, None)


def _called(key: str, options: Mapping[str, str], names: verifying_result.Names) -> str:
    """A tactic with what was chosen for it."""
    told = [names.of(value) for option, value in options.items() if value and option != "period"]
    if options.get("period"):
        told.append(_(PERIOD_WORDS[options["period"]]))
    return f"{name(key)}: {', '.join(told)}" if told else name(key)


def _conclude(
    actor: Actor, project: Project, one: Proposition, key: str, options: Mapping[str, str], seen: str
) -> None:
    with st.form(f"tactic-keep-{one.id}-{key}", border=False, clear_on_submit=True):
        concludes = st.segmented_control(
            _("What do you conclude?"), CONCLUDES, format_func=lambda each: _(CONCLUDES_WORDS[each])
        )
        note = st.text_area(_("Because"), height=80)
        keep = st.form_submit_button(_("Keep"), type="primary", icon=":material/bookmark_add:")
    if not keep:
        return
    if concludes is None:
        st.warning(_("Say what you conclude: the program does not."))
        return
    try:
        verifying.keep_verification(actor, project.id, one.id, key, concludes, options=options, note=note, seen=seen)
    except CodingError as problem:
        telling.show(problem)
    else:
        st.session_state.pop(TRIED, None)
        st.rerun()


# -- what was kept --------------------------------------------------------------------------------


def _kept(actor: Actor, project: Project, names: verifying_result.Names, one: Proposition) -> None:
    there = verifying.list_verifications(actor, project.id, [one.id])
    if not there:
        st.caption(_("Not tested yet. What you keep of a test stands here with its date and your name."))
        return
    for each in there:
        with st.container(border=True, gap="xsmall", key=f"verification-{each.one.id}"):
            _card(actor, project, names, each)


def _card(actor: Actor, project: Project, names: verifying_result.Names, each: Standing) -> None:
    one = each.one
    facts = [
        f"<b>{escape(_called(one.tactic, one.options, names))}</b>",
        words.mark(_(CONCLUDES_WORDS[one.concludes]), "verified" if one.concludes == "holds" else "draft"),
    ]
    if each.stale:
        facts.append(words.stale_mark())
    when = moment(one.made_at, project.time_zone) if one.made_at else ""
    facts.append(f'<span class="cn-faint">{escape(when)} · {escape(names.of(str(one.coder)))}</span>')
    st.html(f'<div class="cn-facts">{"".join(facts)}</div>')
    if one.note:
        st.html(f'<p class="cn-note">{escape(one.note)}</p>')
    with st.container(horizontal=True, vertical_alignment="center"):
        seen = st.toggle(_("What was found"), key=f"verification-seen-{one.id}")
        st.button(
            _("Run it again"),
            icon=":material/refresh:",
            type="tertiary",
            key=f"verification-again-{one.id}",
            on_click=_again,
            args=(one.proposition, one.tactic, dict(one.options)),
        )
        if session.may("conclude"):
            _change(actor, project, each)
    if seen:
        found = Found.from_json(one.result)
        verifying_result.show(actor, project, names, one.tactic, found, key=f"verification-{one.id}")


def _again(proposition: UUID, tactic: str, options: Mapping[str, str]) -> None:
    st.session_state[TRIED] = (proposition, tactic, options)
    st.session_state[f"tactic-{proposition}"] = tactic


def _change(actor: Actor, project: Project, each: Standing) -> None:
    one = each.one
    with (
        st.popover(_("Change"), icon=":material/tune:", type="tertiary", key=f"verification-change-{one.id}"),
        st.form(f"verification-form-{one.id}", border=False),
    ):
        concludes: Concludes = st.segmented_control(
            _("What do you conclude?"),
            CONCLUDES,
            default=one.concludes,
            format_func=lambda word: _(CONCLUDES_WORDS[word]),
            required=True,
        )
        note = st.text_area(_("Because"), one.note, height=80)
        with st.container(horizontal=True):
            save = st.form_submit_button(_("Save"), type="primary")
            drop = st.form_submit_button(_("Take away"), icon=":material/delete:")
    try:
        if save:
            verifying.change_verification(actor, project.id, one.id, concludes, note, version=one.version)
            st.rerun()
        if drop:
            verifying.drop_verification(actor, project.id, one.id)
            st.rerun()
    except CodingError as problem:
        telling.show(problem)


# -- before "verified" ----------------------------------------------------------------------------


def _before_verified(actor: Actor, project: Project) -> None:
    with st.expander(_("What a proposition is tested by before it is called verified"), icon=":material/checklist:"):
        asked = list(conclusions.asked_tactics(actor, project.id))
        chosen = st.multiselect(
            _("Tactics"),
            ORDER,
            asked,
            format_func=name,
            placeholder=_("none"),
            select_all=False,
            key=f"tactics-asked-{'-'.join(asked)}",
        )
        if chosen != asked and st.button(_("Save"), key="tactics-asked-save"):
            try:
                conclusions.ask_tactics(actor, project.id, chosen)
            except CodingError as problem:
                telling.show(problem)
            else:
                st.rerun()
