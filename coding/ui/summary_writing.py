"""The form of a source as it is written: what stands in a field is stored as soon as the person leaves it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

import streamlit as st

from coding import workbench
from coding.errors import CodingError, Conflict
from coding.model import Basis, Coding, FormField, LedgerLine, Point, Project, Summary
from coding.reduction.forms import answered, joined, left_over, tidied
from coding.ui import looks, session, telling
from coding.ui.happenings import when
from coding.ui.words import _, number, plain, told_apart
from coding.workbench import Actor, Form

OPEN, TURN = "summary-open", "summary-turn"
LONG = 120
WEIGHTS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a form is written with; `about` names the codes and themes a point can belong to."""

    actor: Actor
    project: Project
    form: Form
    about: Mapping[UUID, str]
    excerpts: Sequence[LedgerLine]


@dataclass(slots=True)
class _Open:
    """The form on the screen: as it was last stored, what its widgets began with, and what could not be stored.

    Each `turn` has widgets of its own, which begin with what is stored then.
    """

    source: UUID
    turn: int
    stored: Summary
    begun: Summary
    points: list[Point]
    problem: CodingError | None = None
    beside: list[tuple[str, str]] = field(default_factory=list)

    def key(self, *what: object) -> str:
        return "-".join(map(str, ("summary", self.source, self.turn, *what)))


def forget() -> None:
    """Begin anew with what is stored, the next time a form is shown."""
    st.session_state.pop(OPEN, None)


def _begin(stored: Summary, points: Sequence[Point] = ()) -> _Open:
    turn = st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    one = _Open(stored.source, turn, stored, stored, [*stored.points, *points])
    st.session_state[OPEN] = one
    return one


def _opened(form: Form) -> _Open:
    """The form on the screen; where somebody else wrote meanwhile, theirs comes, for all of ours is stored."""
    now: _Open | None = st.session_state.get(OPEN)
    if now is None or now.source != form.source.id or session.just_arrived():
        return _begin(form.summary)
    if now.problem is None and now.stored.version != form.summary.version:
        beside = now.beside
        now = _begin(form.summary, [one for one in now.points if _bare(one)])
        now.beside = beside
    return now


def _bare(point: Point) -> bool:
    return not point.text and not point.excerpts


# -- shown ----------------------------------------------------------------------------------------


def show(desk: Desk) -> None:
    """Every field of the form in its order, and when it was stored."""
    one = _opened(desk.form)
    may = session.may("reduce")
    if one.problem:
        telling.show(one.problem)
    _beside(one)
    for each in desk.form.fields:
        if each.shape == "text":
            _text(desk, one, f"**{plain(each.label)}**", ("texts", each.key), one.begun.texts.get(each.key, ""))
        elif each.shape == "questions":
            _questions(desk, one, each)
        else:
            _points(desk, one, each, may)
    _left_over(desk, one)
    _told(desk, one, may)


def _text(desk: Desk, one: _Open, label: str, what: tuple[str, str], now: str, height: int = 110) -> None:
    st.text_area(
        label,
        now,
        height=height,
        disabled=not session.may("reduce"),
        key=one.key(*what),
        on_change=store,
        args=(desk,),
    )


def _questions(desk: Desk, one: _Open, each: FormField) -> None:
    looks.label(each.label)
    there = answered(one.begun, desk.form.questions)
    if not there:
        st.caption(_("The interview guide has no questions yet."))
        st.page_link(
            "pages/reduction.py",
            label=_("Write the interview guide"),
            icon=":material/arrow_forward:",
            query_params={"project": str(desk.project.id), "view": "thesis"},
        )
    for at, (asked, said) in enumerate(there, start=1):
        _text(desk, one, plain(f"{at}. {asked}"), ("answers", asked), said, 72)


def _left_over(desk: Desk, one: _Open) -> None:
    """What was written in fields that the form no longer has: kept, to be read and taken over."""
    others = [said for _key, said in left_over(one.stored, desk.form.fields)]
    shapes = {each.shape for each in desk.form.fields}
    if "questions" not in shapes:
        others += [f"{asked}: {said}" for asked, said in one.stored.answers.items()]
    if "points" not in shapes:
        others += [point.text for point in one.stored.points]
    if others:
        looks.label(_("Written in fields that this form no longer has"))
        for said in others:
            st.text(said)


def _told(desk: Desk, one: _Open, may: bool) -> None:
    """When the form was stored and by whom; the way to take it away."""
    stored = one.stored
    if stored.blank or not stored.made_at:
        st.caption(_("Nothing is written yet. What you write is stored as soon as you leave a field."))
        return
    names = {member.coder.id: member.coder.name for member in workbench.members(desk.actor, desk.project.id)}
    who = names.get(stored.coder, "?") if stored.coder else "?"
    told = _("Stored: {when}, {name}. What you write is stored as soon as you leave a field.")
    st.caption(plain(told.format(when=when(stored.made_at, desk.project.time_zone), name=who)))
    if may:
        with st.popover(_("Delete the form"), icon=":material/delete:"):
            st.caption(_("The history keeps it: “Undo” brings it back."))
            if st.button(_("Delete this form")):
                workbench.drop_summary(desk.actor, desk.project.id, one.source)
                forget()
                st.rerun()


def _beside(one: _Open) -> None:
    """What was typed where somebody else wrote at the same time, until it is put away."""
    if not one.beside:
        return
    st.warning(_("Somebody else wrote here at the same time. Theirs stands below; yours is kept here to take over."))
    looks.table([_("Field"), _("Yours")], one.beside)
    st.button(_("Put away"), key=one.key("beside"), on_click=one.beside.clear)


# -- salient points -------------------------------------------------------------------------------


def _points(desk: Desk, one: _Open, each: FormField, may: bool) -> None:
    looks.label(each.label)
    if not one.points:
        st.caption(_("No point yet: write one, or take an excerpt as a point."))
    for at, point in enumerate(one.points, start=1):
        with st.container(border=True, gap="small", key=one.key("point", point.id)):
            _point(desk, one, point, at, may)
    if may:
        st.button(
            _("Add a point"), icon=":material/add:", key=one.key("add"), on_click=take, args=(desk, "", None, None)
        )


def _point(desk: Desk, one: _Open, point: Point, at: int, may: bool) -> None:
    _text(desk, one, plain(_("Point {n}").format(n=number(at))), (f"{point.id}", "text"), point.text, 72)
    how: dict[str, Any] = {"on_change": store, "args": (desk,), "disabled": not may}
    _belongs(desk, one, point, how)
    labels = told_apart(_labels(desk, point))
    st.multiselect(
        _("Excerpts it rests on"),
        list(labels),
        [basis.coding for basis in point.excerpts],
        format_func=labels.__getitem__,
        placeholder=_("none"),
        select_all=False,
        key=one.key(point.id, "excerpts"),
        **how,
    )
    _changed(desk, point)
    if may:
        st.button(
            _("Remove the point"),
            icon=":material/delete:",
            type="tertiary",
            key=one.key(point.id, "remove"),
            on_click=_remove,
            args=(desk, point.id),
        )


def _belongs(desk: Desk, one: _Open, point: Point, how: Mapping[str, Any]) -> None:
    """The theme or code of a point, and its weight."""
    about: list[UUID | None] = [None, *desk.about]
    if point.about and point.about not in desk.about:
        about.append(point.about)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Theme or code"),
            about,
            about.index(point.about),
            format_func=lambda id_: desk.about.get(id_, _("one that is gone")) if id_ else _("none"),
            key=one.key(point.id, "about"),
            width=260,
            **how,
        )
        weights: list[int | None] = [None, *WEIGHTS]
        if point.weight not in weights:
            weights.append(point.weight)
        st.selectbox(
            _("Weight"),
            weights,
            weights.index(point.weight),
            format_func=lambda weight: _("none") if weight is None else number(weight),
            key=one.key(point.id, "weight"),
            width=150,
            **how,
        )


def _labels(desk: Desk, point: Point) -> dict[UUID, str]:
    """The excerpts to choose from, and those the point rests on that are there no more."""
    there = {}
    for line in desk.excerpts:
        coding = line.excerpt.coding
        there[coding.id] = f"{line.excerpt.code_key}, {place(coding)}: {_short(coding.quote)}"
    gone = _("no longer coded: {words}")
    for basis in point.excerpts:
        there.setdefault(basis.coding, gone.format(words=_short(basis.quote)))
    return there


def _changed(desk: Desk, point: Point) -> None:
    """Tell where an excerpt no longer is what the point rests on."""
    now = {line.excerpt.coding.id: line.excerpt.coding.quote for line in desk.excerpts}
    for basis in point.excerpts:
        if now.get(basis.coding, basis.quote) != basis.quote:
            told = _("The words of an excerpt have changed since. They were: “{words}”")
            st.caption(plain(told.format(words=_short(basis.quote))))


def place(coding: Coding) -> str:
    """The lines of a coding in words."""
    first, last = coding.line_start, coding.line_end
    if first == last:
        return _("line {n}").format(n=number(first))
    return _("lines {first}–{last}").format(first=number(first), last=number(last))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONG else f"{line[:LONG].rpartition(' ')[0]} …"


# -- stored (callbacks: before the widgets are drawn) ---------------------------------------------


def take(desk: Desk, text: str, about: UUID | None, excerpt: Basis | None) -> None:
    """A new point, resting on an excerpt or on nothing yet."""
    one = _opened(desk.form)
    one.points.append(Point(uuid4(), text, about, None, (excerpt,) if excerpt else ()))
    store(desk)


def _remove(desk: Desk, point: UUID) -> None:
    one = _opened(desk.form)
    one.points = [each for each in one.points if each.id != point]
    store(desk)


def store(desk: Desk) -> None:
    """Store what stands in the fields, where it is not stored yet."""
    one: _Open | None = st.session_state.get(OPEN)
    if one is None or one.source != desk.form.source.id:
        return
    mine, stored = tidied(_typed(desk, one)), one.stored
    if (mine.texts, mine.answers, mine.points) == (stored.texts, stored.answers, stored.points):
        one.problem = None
        return
    try:
        one.stored = workbench.put_summary(desk.actor, desk.project.id, mine, version=stored.version)
        one.problem = None
    except Conflict:
        _meet(desk, one, mine)
    except CodingError as problem:
        one.problem = problem


def _typed(desk: Desk, one: _Open) -> Summary:
    """What stands in the fields now."""
    state = st.session_state
    texts, answers = dict(one.stored.texts), dict(one.stored.answers)
    for each in desk.form.fields:
        if each.shape == "text" and (key := one.key("texts", each.key)) in state:
            texts[each.key] = state[key]
    for asked, _said in answered(one.begun, desk.form.questions):
        if (key := one.key("answers", asked)) in state:
            answers[asked] = state[key]
    return replace(one.stored, texts=texts, answers=answers, points=tuple(_pointed(desk, one, it) for it in one.points))


def _pointed(desk: Desk, one: _Open, point: Point) -> Point:
    state = st.session_state
    stored = next((each for each in one.stored.points if each.id == point.id), point)
    if one.key(point.id, "text") not in state:
        return stored
    known = {line.excerpt.coding.id: Basis(line.excerpt.coding.id, line.excerpt.coding.quote) for line in desk.excerpts}
    known |= {basis.coding: basis for basis in (*point.excerpts, *stored.excerpts)}
    chosen = state.get(one.key(point.id, "excerpts"), [basis.coding for basis in stored.excerpts])
    return replace(
        point,
        text=state[one.key(point.id, "text")],
        about=state.get(one.key(point.id, "about"), stored.about),
        weight=state.get(one.key(point.id, "weight"), stored.weight),
        excerpts=tuple(known[coding] for coding in chosen),
    )


def _meet(desk: Desk, one: _Open, mine: Summary) -> None:
    """Somebody was first: what they did not touch is put beside theirs, and where both wrote, mine is kept to see."""
    theirs = workbench.summary_of(desk.actor, desk.project.id, one.source).summary
    together, both = joined(one.stored, mine, theirs)
    try:
        if together != theirs:
            theirs = workbench.put_summary(desk.actor, desk.project.id, together, version=theirs.version)
    except CodingError as problem:
        one.problem = problem
        return
    labels = {each.key: each.label for each in desk.form.fields}
    said = {**mine.texts, **mine.answers, **{str(point.id): point.text for point in mine.points}}
    beside = [*one.beside, *((labels.get(at, _("Point") if _is_id(at) else at), said.get(at, "")) for at in both)]
    again = _begin(theirs, [each for each in one.points if _bare(each)])
    again.beside = beside


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
