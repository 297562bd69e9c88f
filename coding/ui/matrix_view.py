"""Codings counted in a matrix; every number opens the excerpts it counts."""

from html import escape

import streamlit as st

from coding import workbench
from coding.errors import QueryInvalid
from coding.model import Codebook, Project, Query, Where
from coding.reduction import UNITS
from coding.reduction.matrix import Line, Matrix, Unit
from coding.ui import code_tree, excerpt_filter, opening
from coding.ui.excerpt_taking import XLSX
from coding.ui.query_words import sentence
from coding.ui.words import N_, _, language, number, plain, tell
from coding.workbench import Actor
from coding.workbench.matrices import COLUMNS, Columns

UNIT_NAMES: dict[Unit, str] = {"informants": N_("Informants"), "segments": N_("Excerpts"), "words": N_("Words")}
ROWS = {"cases": N_("Informants"), "sources": N_("Sources"), "coders": N_("Coders")}
COLUMN_NAMES: dict[Columns, str] = {
    "codes": N_("Codes"),
    "groups": N_("Groups of codes"),
    "patterns": N_("Pattern codes"),
    "queries": N_("Kept queries"),
    "status": N_("Status"),
}
NOTHING: dict[Columns, str] = {
    "codes": N_("The codebook has no codes yet."),
    "groups": N_("The codebook has no groups."),
    "patterns": N_("There are no pattern codes yet: put codes together on “Pattern codes” above."),
    "queries": N_("No query is kept yet: ask in words on the excerpts page and keep it under a name."),
    "status": "",
}
AT_ONCE = 60
"""Rows."""

STYLE = """<style>
.mx { border-collapse: separate; border-spacing: 2px; font-size: .9rem; }
.mx th { font-weight: 600; font-size: .8rem; padding: .25rem .5rem; text-align: center; white-space: nowrap; }
.mx th:first-child { text-align: left; position: sticky; left: 0; background: var(--lk-ground); }
.mx tbody th { min-width: 4.5rem; max-width: 14rem; white-space: normal; overflow-wrap: break-word;
  font-weight: 400; font-size: .9rem; }
.mx td { padding: 0; text-align: center; min-width: 2.6rem; border-radius: .25rem; font-variant-numeric: tabular-nums;
  background: color-mix(in srgb, var(--mx) calc(var(--part) * 60%), transparent); }
.mx td a { display: block; padding: .3rem .4rem; color: inherit !important; text-decoration: none; }
.mx td a:hover, .mx td a:focus { outline: 2px solid var(--mx); border-radius: .25rem; }
.mx td span { display: block; padding: .3rem .4rem; opacity: .72; }
.mx td i { display: block; padding: .3rem .4rem; opacity: .75; font-style: normal; }
.mx .mx-all > * { border-top: 1px solid color-mix(in srgb, currentColor 30%, transparent); }
.mx-scroll { overflow-x: auto; max-width: 100%; }
</style>"""


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """What is counted, the matrix, and the way to take it along."""
    there = excerpt_filter.material(actor, project.id)
    rows = {key: _(name) for key, name in ROWS.items()}
    rows |= {f"case.{key}": pair[0] for key, pair in there.attributes.items()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        down = st.selectbox(_("Rows"), list(rows), format_func=rows.__getitem__, width=220, key="matrix-rows")
        across: Columns = st.selectbox(
            _("Columns"), COLUMNS, format_func=lambda one: _(COLUMN_NAMES[one]), width=220, key="matrix-columns"
        )
        unit: Unit = _unit()
        query = _only(actor, project, book)
        if query is None:
            return
        st.download_button(
            "XLSX",
            lambda: workbench.export_matrix(actor, project.id, query, rows=down, columns=across, unit=unit),
            f"{project.name} - {_('Matrix')}.xlsx",
            XLSX,
            icon=":material/download:",
            on_click="ignore",
        )
    if query.where is not None:
        st.caption(plain(_("Only: {query}").format(query=sentence(query, book))))
    made = workbench.count_matrix(actor, project.id, query, rows=down, columns=across, unit=unit)
    if not made.rows:
        st.text(_("There are no informants yet: name them on the transcripts page."))
    elif not made.columns:
        st.text(_(NOTHING[across]))
    else:
        _table(made, book, project)
        st.caption(plain(_told(made, down)))


def _unit() -> Unit:
    chosen = st.segmented_control(
        _("Count"),
        list(UNITS),
        default="informants",
        format_func=lambda one: _(UNIT_NAMES[one]),
        required=True,
        key="matrix-unit",
    )
    return chosen or "informants"


def _only(actor: Actor, project: Project, book: Codebook) -> Query | None:
    """What is counted at all: everything, or what a query finds; None where it can't be read, which is told here."""
    saved = {one.name: one for one in workbench.saved_queries(actor, project.id) if one.whole == "excerpt"}
    with st.popover(_("Only some excerpts"), icon=":material/filter_list:"):
        text = st.text_input(_("Query"), key="matrix-query", help=_("In words, as on the excerpts page."))
        for name, one in saved.items():
            st.button(name, icon=":material/bookmark:", key=f"matrix-saved-{name}", on_click=_take, args=(one.text,))
    if not text.strip():
        return Query()
    try:
        return Query(where=workbench.read_query(actor, project.id, text))
    except QueryInvalid as wrong:
        st.error(plain(tell(wrong)), icon=":material/error:")
        return None


def _take(text: str) -> None:
    st.session_state["matrix-query"] = text


def _told(made: Matrix, down: str) -> str:
    """What the numbers are, and of how many: no shares of few."""
    unit = {
        "informants": _("Each number counts informants who speak of it, however often."),
        "segments": _("Each number counts excerpts: who talks much counts much."),
        "words": _("Each number counts the words of the excerpts."),
    }[made.unit]
    if made.unit != "informants" or down in ("sources", "coders"):
        return unit
    if not made.asked:
        guide = _("Of how many were asked can be told once the interview guide is entered under “Tables of a thesis”.")
        return f"{unit} {guide}"
    of = _("Behind the stroke stands how many were asked about it or spoke of it unasked.")
    if down == "cases":
        return f"{unit} ✓ {_('said')} · ○ {_('asked and not said')} · {_('empty: not asked')}. {of}"
    return f"{unit} {of}"


def _table(made: Matrix, book: Codebook, project: Project) -> None:
    most = max(made.cells.values(), default=1)
    head = "".join(_heading(line, book) for line in made.columns)
    body = "".join(
        f'<tr><th scope="row">{escape(row.name)}</th>'
        + "".join(_cell(made, row, column, book, project, most) for column in made.columns)
        + "</tr>"
        for row in made.rows
    )
    table = (
        f'<table class="mx"><thead><tr><th></th>{head}</tr></thead><tbody>{body}{_totals(made, book, project)}</tbody>'
    )
    st.html(f'{STYLE}<div class="mx-scroll">{table}</table></div>')


def _heading(line: Line, book: Codebook) -> str:
    code = book.find(line.key)
    title = code.label(language(), book.language) if code else line.name
    name = _(excerpt_filter.STATUS_NAMES[line.key]) if line.key in excerpt_filter.STATUS_NAMES else line.name
    return f'<th scope="col" title="{escape(title)}">{escape(name)}</th>'


def _totals(made: Matrix, book: Codebook, project: Project) -> str:
    """The row of all, where its numbers can be added up."""
    totals = [made.total(column) for column in made.columns]
    if len(made.rows) < 2 or None in totals:
        return ""
    cells = []
    for column, total in zip(made.columns, totals, strict=True):
        of = made.asked_in_all(column)
        told = f"{number(total or 0)}/{number(of)}" if of else number(total or 0)
        empty = f"<span>{'&nbsp;' if of == 0 else told}</span>"
        cells.append(f"<td>{_link(told, made, None, column, book, project) if total else empty}</td>")
    return f'<tr class="mx-all"><th scope="row">{escape(_("All"))}</th>{"".join(cells)}</tr>'


def _cell(made: Matrix, row: Line, column: Line, book: Codebook, project: Project, most: int) -> str:
    count, of = made.at(row, column), made.asked_at(row, column)
    single = made.unit == "informants" and isinstance(row.where, Where) and row.where.field == "case"
    if not count:
        if single and of is not None:
            return (
                f'<td title="{escape(_("asked and not said"))}"><i>○</i></td>' if of else "<td><span>&nbsp;</span></td>"
            )
        return f"<td><span>{f'0/{number(of)}' if of else '–'}</span></td>"
    code = book.find(column.key)
    colour = code_tree.colour(code) if code else "#777777"
    told = "✓" if single else number(count)
    if made.unit == "informants" and not single and (of is not None or row.informants):
        told = f"{told}/{number(row.informants if of is None else of)}"
    style = f"--mx:{colour};--part:{count / most:.3f}"
    return f'<td style="{style}">{_link(told, made, row, column, book, project)}</td>'


def _link(told: str, made: Matrix, row: Line | None, column: Line, book: Codebook, project: Project) -> str:
    return opening.link(told, project.id, made.opens(row, column), book)
