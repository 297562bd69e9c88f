"""What a proposition rests on: excerpts for and against it, other grounds, and the ways to add more."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from uuid import UUID, uuid4

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import SIDES, Codebook, Excerpt, Ground, GroundKind, Project, Proposition, Query, Side
from coding.ui import conclusion_words as words
from coding.ui import session, telling
from coding.ui.excerpt_linking import Sayer
from coding.ui.words import N_, _, ngettext, number, plain, tell, told_apart
from coding.workbench import Actor, conclusions
from coding.workbench.conclusions import Argument
from coding.workbench.kept_displays import list_displays
from coding.workbench.tracing import Told, grounds_of

FOUND = 8
OPENS = {
    "proposition": N_("Open the proposition"),
    "display": N_("Open the display"),
    "memo": N_("Open the memos"),
    "cell": N_("Open the framework"),
}


def show(actor: Actor, project: Project, book: Codebook, there: Argument, one: Proposition) -> None:
    """Both sides beside each other, then rival explanations and what stands beside, then how to add."""
    said = Sayer(actor, project)
    rests = grounds_of(actor, project.id, one.id)
    left, right = st.columns(2, gap="large")
    with left:
        _side(actor, project, there, said, rests, "for")
    with right:
        _side(actor, project, there, said, rests, "against")
    for side in ("rival", "beside"):
        if any(each.ground.side == side for each in rests):
            _side(actor, project, there, said, rests, side)
    if session.may("conclude"):
        _add(actor, project, book, there, one, said, rests)


def _side(actor: Actor, project: Project, there: Argument, said: Sayer, rests: Sequence[Told], side: Side) -> None:
    mine = [each for each in rests if each.ground.side == side]
    many = f' <span class="cn-faint">{number(len(mine))}</span>' if mine else ""
    st.html(f'<div class="cn-side">{escape(_(words.SIDE_NAMES[side]))}{many}</div>')
    if not mine:
        told = _("Nothing yet.") if side == "for" else _("Nothing yet. Look for it below: what would refute this?")
        st.caption(told)
    for each in mine:
        with st.container(border=True, gap="xsmall", key=f"ground-{each.ground.id}"):
            _ground(actor, project, there, said, each)


def _ground(actor: Actor, project: Project, there: Argument, said: Sayer, one: Told) -> None:
    ground = one.ground
    moved = next((each for each in there.stale.get(ground.owner, ()) if each.on == ground.on), None)
    facts = [f'<span class="cn-faint">{escape(_(words.GROUND_NAMES[ground.kind]))}</span>']
    if ground.weight:
        facts.append(f"<span>{escape(_('weight'))} {number(ground.weight)}</span>")
    if moved:
        facts.append(words.mark(_(words.HOW_NAMES[moved.how]), "stale"))
    st.html(f'<div class="cn-facts">{"".join(facts)}</div>')
    label = one.thing.label if one.thing else ""
    if one.excerpt is not None:
        where = f'<div class="cn-where">{escape(said.where(one.excerpt))}</div>'
        statement = f'<p class="cn-quote"><b>{escape(label)}</b></p>' if ground.kind == "reduction" else ""
        quote = escape(" ".join(one.excerpt.coding.quote.split()))
        st.html(f'{where}{statement}<p class="cn-quote">{quote}</p>')
    else:
        struck = " cn-gone" if one.gone else ""
        st.html(f'<p class="cn-quote{struck}">{escape(" ".join(label.split()))}</p>')
    if ground.note:
        st.html(f'<p class="cn-note">{escape(ground.note)}</p>')
    with st.container(horizontal=True, vertical_alignment="center"):
        _way(project, said, one)
        if session.may("conclude"):
            _change(actor, project, ground)


def _way(project: Project, said: Sayer, one: Told) -> None:
    """To where the ground stands."""
    if one.excerpt is not None:
        said.way(one.excerpt)
    elif not one.gone and one.ground.kind in OPENS:
        here = {"project": str(project.id)}
        page, where = {
            "proposition": ("conclusion", {"view": "propositions", "p": str(one.ground.on)}),
            "display": ("display", {"kept": str(one.ground.on)}),
            "memo": ("reduction", {"view": "memos"}),
            "cell": ("reduction", {"view": "framework"}),
        }[one.ground.kind]
        st.page_link(
            f"pages/{page}.py",
            label=_(OPENS[one.ground.kind]),
            icon=":material/arrow_forward:",
            query_params={**here, **where},
        )


def _change(actor: Actor, project: Project, ground: Ground) -> None:
    with (
        st.popover(_("Change"), icon=":material/tune:", type="tertiary", key=f"ground-change-{ground.id}"),
        st.form(f"ground-form-{ground.id}", border=False),
    ):
        side = st.selectbox(
            _("It …"), SIDES, index=SIDES.index(ground.side), format_func=lambda each: _(words.SIDE_NAMES[each])
        )
        weight = st.segmented_control(
            _("Weight"),
            [None, 1, 2, 3],
            default=ground.weight,
            format_func=lambda each: _("none") if each is None else number(each),
            help=_("How much it counts: seen by the speaker, said unasked, borne out by others."),
        )
        note = st.text_area(_("Note"), ground.note, height=80)
        with st.container(horizontal=True):
            save = st.form_submit_button(_("Save"), type="primary")
            drop = st.form_submit_button(_("Take away"), icon=":material/delete:")
    try:
        if save:
            changed = replace(ground, side=side, weight=weight, note=note)
            conclusions.put_ground(actor, project.id, changed, version=ground.version)
            st.rerun()
        if drop:
            conclusions.drop_ground(actor, project.id, ground.id)
            st.rerun()
    except CodingError as problem:
        telling.show(problem)


# -- adding ---------------------------------------------------------------------------------------


def _add(
    actor: Actor,
    project: Project,
    book: Codebook,
    there: Argument,
    one: Proposition,
    said: Sayer,
    rests: Sequence[Told],
) -> None:
    st.subheader(_("Add what it rests on"))
    known = {each.ground.on for each in rests}
    excerpts, others = st.tabs([_("Excerpts"), _("Displays, statements and the rest")])
    with excerpts:
        _excerpts(actor, project, book, one, said, known)
    with others:
        _others(actor, project, there, one, known)


def _excerpts(actor: Actor, project: Project, book: Codebook, one: Proposition, said: Sayer, known: set[UUID]) -> None:
    code = book.find(one.indicator) if one.indicator else None
    text = st.text_input(
        _("Excerpts to look among"),
        code.key if code else "",
        icon=":material/search:",
        help=_("A query as on the page of excerpts: K2, K2 AND status:absent, words:rapat, case:IK-01 …"),
        key=f"ground-query-{one.id}",
    )
    query = Query()
    if text.strip():
        try:
            query = Query(where=workbench.read_query(actor, project.id, text))
        except CodingError as problem:
            st.error(plain(tell(problem)))
            return
    total = workbench.count_excerpts(actor, project.id, query)
    pages = -(-total // FOUND)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(ngettext("{n} excerpt", "{n} excerpts", total).format(n=number(total)), width="content")
        now = st.pagination(pages, key=f"ground-page-{one.id}-{text}") if pages > 1 else 1
    for each in workbench.find_excerpts(actor, project.id, query, FOUND, (min(now, max(pages, 1)) - 1) * FOUND):
        with st.container(border=True, gap="xsmall", key=f"ground-found-{each.coding.id}"):
            said.passage(each)
            if each.coding.id in known:
                st.caption(_("stands among the grounds"))
                continue
            _choose(actor, project, one, each)


def _choose(actor: Actor, project: Project, one: Proposition, found: Excerpt) -> None:
    sides: tuple[tuple[Side, str, str], ...] = (
        ("for", _("For it"), ":material/thumb_up:"),
        ("against", _("Against it"), ":material/thumb_down:"),
    )
    with st.container(horizontal=True):
        for side, label, icon in sides:
            st.button(
                label,
                icon=icon,
                key=f"ground-{side}-{found.coding.id}",
                on_click=_take,
                args=(actor, project, Ground(uuid4(), "proposition", one.id, "coding", found.coding.id, side)),
            )


def _take(actor: Actor, project: Project, ground: Ground) -> None:
    try:
        conclusions.put_ground(actor, project.id, ground)
    except CodingError as problem:
        telling.show(problem)


def _others(actor: Actor, project: Project, there: Argument, one: Proposition, known: set[UUID]) -> None:
    kinds: tuple[GroundKind, ...] = ("proposition", "display", "reduction", "cell", "memo")
    kind = st.segmented_control(
        _("Kind"),
        kinds,
        default="proposition",
        format_func=lambda each: _(words.GROUND_NAMES[each]),
        required=True,
        key=f"ground-kind-{one.id}",
    )
    things = {id_: told for id_, told in _things(actor, project, there, kind).items() if id_ not in known | {one.id}}
    if not things:
        st.caption(_("There is none to choose."))
        return
    with st.form(f"ground-other-{one.id}-{kind}", border=False):
        on = st.selectbox(_(words.GROUND_NAMES[kind]), list(things), format_func=told_apart(things).__getitem__)
        sides: tuple[Side, ...] = SIDES if kind == "proposition" else ("for", "against", "beside")
        side: Side = st.segmented_control(
            _("It …"),
            sides,
            default="beside" if kind == "memo" else "for",
            format_func=lambda each: _(words.SIDE_NAMES[each]),
            required=True,
        )
        save = st.form_submit_button(_("Add"), icon=":material/add:")
    if save:
        _take(actor, project, Ground(uuid4(), "proposition", one.id, kind, on, side))
        st.rerun()


def _things(actor: Actor, project: Project, there: Argument, kind: GroundKind) -> dict[UUID, str]:
    """What there is of a kind to rest on, each in a line."""
    if kind == "proposition":
        return {one.id: one.text for one in there.propositions}
    if kind == "display":
        return {one.id: one.name for one in list_displays(actor, project.id)}
    if kind == "memo":
        return {one.id: one.title or one.text[:80] for one in workbench.find_memos(actor, project.id)}
    if kind == "reduction":
        lines = workbench.ledger_page(actor, project.id, Query(), "kept", limit=500)
        return {
            line.reduction.id: f"{line.excerpt.case_key or line.excerpt.source_name}: {line.reduction.statement}"
            for line in lines
            if line.reduction and line.reduction.statement
        }
    grid = workbench.framework_grid(actor, project.id)
    rows = {one.id: one.key for one in grid.rows}
    tops = {one.id: one.key or one.name for one in grid.columns}
    return {
        one.cell.id: f"{rows[row]} · {tops[column]}: {one.cell.summary[:80]}"
        for (row, column), one in grid.cells.items()
        if one.cell and one.cell.summary
    }
