"""What the study concludes: a verdict on each indicator, component and the whole, on what it rests, and the advice."""

from collections.abc import Sequence
from html import escape
from uuid import UUID, uuid4

import streamlit as st

from coding.conclusion.evidence import Evidence
from coding.errors import CodingError
from coding.model import Advice, Code, Codebook, Ground, Project, Proposition, Verdict
from coding.ui import conclusion_words as words
from coding.ui import keeping, session, telling
from coding.ui.preview import KIND_NAMES
from coding.ui.words import _, number, plain, told_apart
from coding.workbench import Actor, conclusions, members
from coding.workbench.conclusions import VERDICTS, Argument

OF = "of"
STUDY = "study"


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """The table indicator × verdict × evidence × technique, the form of the one in the address, and the advice."""
    st.html(words.STYLE)
    there = conclusions.argument(actor, project.id)
    names = conclusions.verdict_names(actor, project.id)
    wanted = st.query_params.get(OF, "")
    if session.may("conclude") and wanted:
        found = book.find(wanted)
        if wanted == STUDY or found is not None:
            _form(actor, project, book, there, names, found)
    people = {one.coder.id: one.coder.name for one in members(actor, project.id)}
    st.html(
        f'<div class="cn-scroll">{_table(project, book, there, names, people, _evidence(actor, project, there))}</div>'
    )
    if session.may("conclude"):
        _sayings(actor, project, names)
    _advice(actor, project, book, there, names)


# -- the table ------------------------------------------------------------------------------------


def _evidence(actor: Actor, project: Project, there: Argument) -> dict[UUID, Evidence[UUID]]:
    """Verdict → the excerpts it rests on in the end."""
    return conclusions.evidence(actor, project.id, [one.id for one in there.verdicts.values()])


def _table(
    project: Project,
    book: Codebook,
    there: Argument,
    names: dict[str, str],
    people: dict[UUID, str],
    evidence: dict[UUID, Evidence[UUID]],
) -> str:
    head = (_("Indicator"), _("Verdict"), _("Propositions"), _("Evidence"), _("Technique"), _("Decided by"))
    rows = [_row(project, book, there, names, people, evidence, code) for code in (None, *_judged(book, there))]
    heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in head)
    return f'<table class="cn-table"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _judged(book: Codebook, there: Argument) -> list[Code]:
    """Components and indicators: groups with what is under them, and what else there is a verdict on."""
    groups = {code.parent for code in book.codes if code.parent}
    return [one for one in book.codes if one.parent or one.id in groups or one.id in there.verdicts]


def _row(
    project: Project,
    book: Codebook,
    there: Argument,
    names: dict[str, str],
    people: dict[UUID, str],
    evidence: dict[UUID, Evidence[UUID]],
    code: Code | None,
) -> str:
    one = there.verdicts.get(code.id if code else None)
    edit = words.address(project, view="verdicts", of=code.key if code else STUDY)
    name = escape(words.code_name(book, code.id if code else None))
    about = [each for each in there.propositions if code and each.indicator == code.id]
    propositions = number(len(about)) if about else "–"
    if about and code:
        propositions = (
            f'<a href="{words.address(project, view="propositions", code=code.key)}" target="_self">{propositions}</a>'
        )
    kind = "cn-top" if code is None or code.parent is None else "cn-under"
    may = session.may("conclude")
    if one is None:
        decide = f'<a href="{edit}" target="_self">{escape(_("Decide"))}</a>' if may else "–"
        cells = [name, decide, propositions, "–", "–", "–"]
    else:
        told = escape(words.verdict_name(one.verdict, names))
        verdict = f'<a href="{edit}" target="_self">{told}</a>' if may else told
        mark = f" {words.stale_mark()}" if one.id in there.stale else ""
        rule = f'<div class="cn-faint">{escape(one.rule)}</div>'
        found = evidence[one.id]
        many = _("{for_} for, {against} against").format(
            for_=number(len(found.for_)), against=number(len(found.against))
        )
        trail = f'<a href="{words.address(project, view="argument")}#v{one.id}" target="_self">{escape(many)}</a>'
        who = people.get(one.coder, "") if one.coder else ""
        techniques = ", ".join(_(KIND_NAMES[each]).lower() for each in KIND_NAMES if each in found.kinds) or "–"
        cells = [name, f"{verdict}{mark}{rule}", propositions, trail, escape(techniques), escape(who)]
    return f'<tr class="{kind}">{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


# -- deciding -------------------------------------------------------------------------------------


def _form(
    actor: Actor, project: Project, book: Codebook, there: Argument, names: dict[str, str], code: Code | None
) -> None:
    one = there.verdicts.get(code.id if code else None)
    rests = {each.on: each for each in there.of(one.id) if each.kind == "proposition"} if one else {}
    of = {each.id: each for each in there.propositions}
    near = [each.id for each in _near(book, there, code)]
    with st.container(border=True, key="verdict-form"):
        st.subheader(plain(words.code_name(book, code.id if code else None)))
        if one and one.id in there.stale:
            words.confirm(actor, project, "verdict", one.id, there.stale[one.id])
        with st.form(f"verdict-{code.key if code else STUDY}", border=False):
            verdict = st.segmented_control(
                _("Verdict"),
                list(VERDICTS),
                default=one.verdict if one else None,
                format_func=lambda each: words.verdict_name(each, names),
            )
            rule = st.text_area(
                _("By which rule it was reached"),
                one.rule if one else "",
                height=90,
                placeholder=_("e.g. spoken of by at least two kinds of informants, and nobody denies it"),
            )
            sides: dict[str, Sequence[UUID]] = {}
            told = told_apart({id_: of[id_].text for id_ in near})
            for side, label in (("for", _("Propositions for it")), ("against", _("Propositions against it"))):
                sides[side] = st.multiselect(
                    label,
                    near,
                    [id_ for id_, each in rests.items() if each.side == side and id_ in near],
                    format_func=told.__getitem__,
                    placeholder=_("none"),
                    select_all=False,
                )
            with st.container(horizontal=True):
                save = st.form_submit_button(_("Save"), type="primary")
                leave = st.form_submit_button(_("Cancel"))
                drop = bool(one) and st.form_submit_button(_("Take the verdict back"))
    if leave:
        _leave()
    try:
        if drop and one:
            conclusions.drop_verdict(actor, project.id, one.id)
            _leave()
        if save:
            _save(actor, project, one, code, verdict or "", rule, sides, rests)
            _leave()
    except CodingError as problem:
        telling.show(problem)


def _near(book: Codebook, there: Argument, code: Code | None) -> list[Proposition]:
    """The propositions of an indicator first, then those of what is under it, then the others."""
    under = set(book.below(code.id)) if code else set()
    return sorted(
        there.propositions,
        key=lambda one: (code is None or one.indicator != code.id, one.indicator not in under, one.position),
    )


def _save(
    actor: Actor,
    project: Project,
    one: Verdict | None,
    code: Code | None,
    verdict: str,
    rule: str,
    sides: dict[str, Sequence[UUID]],
    rests: dict[UUID, Ground],
) -> None:
    made = Verdict(uuid4(), code.id if code else None, verdict, rule)
    id_ = conclusions.put_verdict(actor, project.id, made, version=one.version if one else 0)
    wanted = {on: side for side, some in sides.items() for on in some}
    for on, ground in rests.items():
        if on not in wanted:
            conclusions.drop_ground(actor, project.id, ground.id)
    fresh = [
        Ground(rests[on].id if on in rests else uuid4(), "verdict", id_, "proposition", on, side)  # type: ignore[arg-type]
        for on, side in wanted.items()
        if on not in rests or rests[on].side != side
    ]
    if fresh:
        conclusions.put_grounds(actor, project.id, fresh)


def _leave() -> None:
    st.query_params.pop(OF, None)
    st.rerun()


def _sayings(actor: Actor, project: Project, names: dict[str, str]) -> None:
    if not session.may("edit_project"):
        return
    what = f"verdict-names-{project.id}"
    keeping.show_kept(what)
    key, (began, version) = keeping.form(what, (names, project.version))
    with (
        st.popover(_("What verdicts are called"), icon=":material/edit:"),
        st.form("verdict-names", border=False),
    ):
        told = {
            one: st.text_input(
                plain(_(words.VERDICT_NAMES[one])).capitalize(),
                began.get(one, ""),
                max_chars=60,
                key=key if one == next(iter(VERDICTS)) else f"{key}-{one}",
            )
            for one in VERDICTS
        }
        if st.form_submit_button(_("Save"), type="primary"):
            mine = {_(words.VERDICT_NAMES[one]): name for one, name in told.items()}
            keeping.save(what, mine, lambda: conclusions.name_verdicts(actor, project.id, told, version=version))


# -- advice ---------------------------------------------------------------------------------------


def _advice(actor: Actor, project: Project, book: Codebook, there: Argument, names: dict[str, str]) -> None:
    st.subheader(_("Advice"))
    verdicts = {one.id: one for one in there.verdicts.values()}

    def said(id_: UUID) -> str:
        one = verdicts[id_]
        return f"{words.code_name(book, one.code)}: {words.verdict_name(one.verdict, names)}"

    for one in there.advice:
        answers = [each for each in there.of(one.id) if each.on in verdicts]
        with st.container(border=True, gap="small", key=f"advice-{one.id}"):
            told = "; ".join(said(each.on) for each in answers) or _("answers no verdict yet")
            mark = words.stale_mark() if one.id in there.stale else ""
            st.html(
                f'<p class="cn-text">{escape(one.text)}</p><div class="cn-facts cn-faint">{escape(told)} {mark}</div>'
            )
            if not session.may("conclude"):
                continue
            if one.id in there.stale:
                words.confirm(actor, project, "advice", one.id, there.stale[one.id])
            if st.button(_("Delete"), icon=":material/delete:", type="tertiary", key=f"advice-drop-{one.id}"):
                conclusions.drop_advice(actor, project.id, one.id)
                st.rerun()
    if not session.may("conclude"):
        return
    if not verdicts:
        st.text(_("Advice answers a verdict. Decide about an indicator first."))
        return
    with st.form("advice-new", clear_on_submit=True, border=False):
        text = st.text_input(_("New advice"))
        answered = st.selectbox(_("Answers the verdict"), list(verdicts), format_func=said)
        save = st.form_submit_button(_("Add"), icon=":material/add:")
    if save:
        _give(actor, project, Advice(uuid4(), text, position=len(there.advice)), answered)


def _give(actor: Actor, project: Project, one: Advice, verdict: UUID) -> None:
    try:
        conclusions.put_advice(actor, project.id, one)
        conclusions.put_ground(actor, project.id, Ground(uuid4(), "advice", one.id, "verdict", verdict))
    except CodingError as problem:
        telling.show(problem)
    else:
        st.rerun()
