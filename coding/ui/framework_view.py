"""The framework grid: informants by codes or themes; every cell opens its summary beside its excerpts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from urllib.parse import urlencode
from uuid import UUID, uuid4

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import Case, Codebook, Grid, Project, Theme, ThemeKind
from coding.reduction.framework import Heading, Shown
from coding.ui import code_tree, framework_cell, ledger_themes, session, telling
from coding.ui.excerpt_taking import XLSX
from coding.ui.framework_cell import CASE, COLUMN
from coding.ui.words import N_, _, language, number, plain
from coding.workbench import Actor, Framework

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS: dict[ThemeKind, str] = {"category": N_("category"), "theme": N_("theme")}
AT_FIRST = 4
"""So many informants and codes are proposed where nobody has chosen yet."""

STYLE = """<style>
.fw-scroll { overflow-x: auto; max-width: 100%; }
.fw { border-collapse: separate; border-spacing: 4px; width: 100%; font-size: .9rem; line-height: 1.45;
  table-layout: fixed; min-width: calc(9rem + var(--fw) * 12rem); }
.fw thead th:first-child { width: 9rem; }
.fw th { text-align: left; vertical-align: top; font-weight: 600; padding: .35rem .5rem; overflow-wrap: anywhere; }
.fw tbody th { position: sticky; left: 0; z-index: 1;
  background: var(--lk-ground); }
.fw small { display: block; font-weight: 400; font-size: .8rem; opacity: .8; white-space: pre-wrap; }
.fw td { vertical-align: top; padding: 0; border-radius: .35rem;
  border: 1px solid color-mix(in srgb, currentColor 22%, transparent); }
.fw td a { display: block; min-height: 4.5rem; padding: .5rem .65rem; border-radius: .35rem;
  color: inherit !important; text-decoration: none !important; }
.fw td a:hover, .fw td a:focus-visible { outline: 2px solid currentColor; }
.fw .fw-words { display: -webkit-box; -webkit-line-clamp: 7; -webkit-box-orient: vertical; overflow: hidden;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.fw .fw-facts { display: block; margin-top: .3rem; font-size: .8rem; opacity: .8; }
.fw .fw-stale { font-weight: 600; opacity: 1; }
.fw .fw-none { opacity: .75; font-style: italic; }
.fw .fw-of { display: none; font-size: .8rem; font-weight: 600; margin-bottom: .2rem; }
@media (max-width: 40rem) {
  .fw, .fw tbody, .fw tr, .fw tbody th, .fw td { display: block; width: auto; min-width: 0; }
  .fw thead { display: none; }
  .fw tbody th { position: static; font-size: 1.05rem; padding: .9rem 0 .4rem; }
  .fw td { margin-bottom: .4rem; }
  .fw td a { min-height: 0; }
  .fw .fw-of { display: block; }
}
</style>"""


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """The grid, or the cell that was opened in it; the choice of rows and columns where there is none yet."""
    people = workbench.list_cases(actor, project.id)
    if not people:
        session.empty(
            _("The framework sets informants beside codes, a summary in each cell. Name your informants first."),
            _("Add transcripts"),
            "transcript",
        )
        return
    laid = workbench.framework_grid(actor, project.id, language())
    if framework_cell.asked(laid):
        framework_cell.show(actor, project, laid)
        return
    there = bool(laid.rows and laid.columns)
    if session.may("reduce"):
        _layout(actor, project, book, people, laid, there)
    elif not there:
        st.text(_("Nobody has laid out a framework yet."))
    if there:
        st.html(STYLE + _table(laid, book, project))
        _below(actor, project, laid)


def _below(actor: Actor, project: Project, laid: Framework) -> None:
    """How far the grid is, and the way to take it along."""
    said = [one for one in laid.cells.values() if one.said == "said"]
    written = sum(bool(one.cell and one.cell.summary) for one in said)
    told = _("{n} of {all} cells with excerpts are summarised").format(n=number(written), all=number(len(said)))
    if stale := sum(bool(one.changed) for one in laid.cells.values()):
        told += " · " + _("{n} to look at again").format(n=number(stale))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(told, width="content")
        for form, kind in (("xlsx", XLSX), ("docx", DOCX)):
            st.download_button(
                form.upper(),
                partial(workbench.export_framework, actor, project.id, format=form),
                f"{project.name} - {_('Framework')}.{form}",
                kind,
                icon=":material/download:",
                on_click="ignore",
                key=f"framework-{form}",
            )


# -- rows, columns, notes -------------------------------------------------------------------------


def _layout(
    actor: Actor, project: Project, book: Codebook, people: Sequence[Case], laid: Framework, there: bool
) -> None:
    themes = workbench.list_themes(actor, project.id)
    names = {one.id: _name(one.key, one.name) for one in people}
    columns = _columns(book, themes)
    rows, across = [one.id for one in laid.rows], [one.id for one in laid.columns]
    if not there:
        st.text(_("Choose whom you set beside what: every cell then shows its excerpts and takes your summary."))
        used = workbench.code_counts(actor, project.id)
        rows = rows or list(names)[:AT_FIRST]
        across = across or [one.id for one in book.codable() if used.get(one.id)][:AT_FIRST]
    with (
        st.expander(_("Rows, columns and notes"), icon=":material/table:", expanded=not there),
        st.form(f"framework-layout-{laid.version}", border=False),
    ):
        down = _chosen(_("Informants"), names, rows, f"framework-rows-{laid.version}")
        over = _across(columns, across, laid.version)
        kind = _new_kind(laid.version)
        shown = {one.id: names[one.id] for one in laid.rows} | {one.id: columns[one.id] for one in laid.columns}
        notes = _notes(shown if there else {}, laid)
        pressed = st.form_submit_button(_("Show these"), type="primary", icon=":material/check:")
    if pressed:
        _keep(actor, project, Grid(tuple(down), (), {**laid.notes, **notes}), over, kind, laid.version)


def _chosen(label: str, names: Mapping[UUID, str], now: Sequence[UUID], key: str) -> list[UUID]:
    told = _("They stand in the order in which you choose them.")
    return st.multiselect(
        label,
        list(names),
        [one for one in now if one in names],
        format_func=names.__getitem__,
        placeholder=_("choose"),
        help=plain(told),
        select_all=False,
        key=key,
    )


def _across(names: Mapping[UUID, str], now: Sequence[UUID], version: int) -> list[UUID | str]:
    """The columns: ids of those there are, and names that were typed anew."""
    ids = {name: one for one, name in names.items()}
    chosen: list[str] = st.multiselect(
        _("Codes or themes"),
        list(ids),
        [names[one] for one in now if one in names],
        accept_new_options=True,
        placeholder=_("choose or type"),
        help=plain(_("They stand in the order in which you choose them.")),
        select_all=False,
        key=f"framework-columns-{version}",
    )
    return [ids.get(name, name) for name in chosen]


def _new_kind(version: int) -> ThemeKind:
    chosen: ThemeKind = st.segmented_control(
        _("A name you type anew becomes a"),
        list(KINDS),
        default="category",
        required=True,
        format_func=lambda kind: _(KINDS[kind]),
        help=plain(_("Statements are put into a category beside their excerpt, and categories into a theme.")),
        key=f"framework-kind-{version}",
    )
    return chosen


def _columns(book: Codebook, themes: Sequence[Theme]) -> dict[UUID, str]:
    codes = {one.id: _name(one.key, one.label(language(), book.language)) for one in book.codes}
    return codes | {one.id: f"{one.name} ({_(KINDS[one.kind])})" for one in themes}


def _notes(shown: Mapping[UUID, str], laid: Framework) -> dict[UUID, str]:
    """A note about each row and column that is shown."""
    if shown:
        st.caption(plain(_("Notes stand below the name of an informant or a code, here and in the documents.")))
    sides = st.columns(2) if shown else []
    rows = {one.id for one in laid.rows}
    said = {}
    for id_, name in shown.items():
        with sides[0 if id_ in rows else 1]:
            label = plain(_("Note on {name}").format(name=name))
            said[id_] = st.text_input(
                label, laid.notes.get(id_, ""), max_chars=500, key=f"framework-note-{id_}-{laid.version}"
            )
    return said


def _keep(
    actor: Actor, project: Project, grid: Grid, across: Iterable[UUID | str], kind: ThemeKind, version: int
) -> None:
    try:
        columns = tuple(dict.fromkeys(_made(actor, project, one, kind) for one in across))
        workbench.put_layout(actor, project.id, replace(grid, columns=columns), version=version)
    except CodingError as problem:
        telling.show(problem)
    else:
        st.rerun()


def _made(actor: Actor, project: Project, column: UUID | str, kind: ThemeKind) -> UUID:
    """The column itself; a typed name as the theme or category of that name, made where there is none."""
    if isinstance(column, UUID):
        return column
    themes = workbench.list_themes(actor, project.id)
    there = ledger_themes.named(themes, kind, column)
    if there is None:
        there = Theme(uuid4(), column, kind, None, len(themes))
        workbench.put_theme(actor, project.id, there)
    return there.id


# -- the grid itself ------------------------------------------------------------------------------


def _table(laid: Framework, book: Codebook, project: Project) -> str:
    head = "".join(f'<th scope="col">{_top(one, book, laid)}</th>' for one in laid.columns)
    body = "".join(
        f'<tr><th scope="row">{_noted(_name(row.key, row.name), laid.notes.get(row.id, ""))}</th>'
        + "".join(_cell(row, column, laid.cells[row.id, column.id], project) for column in laid.columns)
        + "</tr>"
        for row in laid.rows
    )
    wide = f"--fw:{len(laid.columns)}"
    table = f'<table class="fw" style="{wide}"><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="fw-scroll">{table}</div>'


def _top(column: Heading, book: Codebook, laid: Framework) -> str:
    code = None if column.of_theme else book.find(column.id)
    chip = (
        f'<span class="lk-chip" style="--lk:{code_tree.colour(code)}">{escape(code.sign or code.key)}</span> '
        if code
        else ""
    )
    return chip + _noted(column.name, laid.notes.get(column.id, ""))


def _noted(name: str, note: str) -> str:
    return escape(name) + (f"<small>{escape(note)}</small>" if note else "")


def _name(key: str, name: str) -> str:
    return " ".join(filter(None, (key, name)))


def _cell(row: Case, column: Heading, one: Shown, project: Project) -> str:
    asked = {"project": str(project.id), "view": "framework", CASE: str(row.id), COLUMN: str(column.id)}
    of = f'<span class="fw-of">{escape(_name(column.key, column.name))}</span>'
    address = escape(f"reduction?{urlencode(asked)}")
    return f'<td><a href="{address}" target="_self">{of}{_inside(one)}</a></td>'


def _inside(one: Shown) -> str:
    facts = [framework_cell.state(one)]
    if one.cell is not None and one.cell.summary:
        words = f'<span class="fw-words">{escape(one.cell.summary)}</span>'
    elif one.said == "said":
        words = f'<span class="fw-none">{escape(_("not summarised yet"))}</span>'
    else:
        words, facts = f'<span class="fw-none">{escape(framework_cell.state(one))}</span>', []
    stale = f'<span class="fw-facts fw-stale">↻ {escape(framework_cell.why(one))}</span>' if one.changed else ""
    return words + "".join(f'<span class="fw-facts">{escape(fact)}</span>' for fact in facts) + stale
