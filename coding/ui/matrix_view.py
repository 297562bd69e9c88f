"""Codings counted in a matrix; every number opens the excerpts it counts."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from coding import reduction, workbench
from coding.model import And, Codebook, HasCode, Project, Query, Where
from coding.reduction import UNITS
from coding.reduction.matrix import Line, Matrix, Unit
from coding.ui import code_tree, excerpt_filter
from coding.ui.excerpt_taking import XLSX
from coding.ui.words import N_, _, language, number, plain
from coding.workbench import Actor

UNIT_NAMES: dict[Unit, str] = {"informants": N_("Informants"), "segments": N_("Excerpts"), "words": N_("Words")}
ROWS = {"cases": N_("Informants"), "sources": N_("Sources"), "coders": N_("Coders")}
FIELDS = {"cases": "case", "sources": "source", "coders": "coder"}
STYLE = """<style>
.mx { border-collapse: separate; border-spacing: 2px; font-size: .9rem; }
.mx th { font-weight: 600; font-size: .8rem; padding: .25rem .5rem; text-align: center; white-space: nowrap; }
.mx th:first-child { text-align: left; position: sticky; left: 0; background: var(--st-background-color, inherit); }
.mx tbody th { min-width: 4.5rem; max-width: 14rem; white-space: normal; overflow-wrap: break-word;
  font-weight: 400; font-size: .9rem; }
.mx td { padding: 0; text-align: center; min-width: 2.6rem; border-radius: .25rem; font-variant-numeric: tabular-nums;
  background: color-mix(in srgb, var(--mx) calc(var(--part) * 60%), transparent); }
.mx td a { display: block; padding: .3rem .4rem; color: inherit !important; text-decoration: none; }
.mx td a:hover, .mx td a:focus { outline: 2px solid var(--mx); border-radius: .25rem; }
.mx td span { display: block; padding: .3rem .4rem; opacity: .45; }
.mx-scroll { overflow-x: auto; max-width: 100%; }
</style>"""


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """What is counted, the matrix, and the way to take it along."""
    there = excerpt_filter.material(actor, project.id)
    rows = {key: _(name) for key, name in ROWS.items()}
    rows |= {f"case.{key}": pair[0] for key, pair in there.attributes.items()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        down = st.selectbox(_("Rows"), list(rows), format_func=rows.__getitem__, width=240, key="matrix-rows")
        unit: Unit = _unit()
        st.download_button(
            "XLSX",
            lambda: workbench.export_matrix(actor, project.id, Query(), rows=down, unit=unit),
            f"{project.name} - {_('Matrix')}.xlsx",
            XLSX,
            icon=":material/download:",
            on_click="ignore",
        )
    made = workbench.count_matrix(actor, project.id, Query(), rows=down, unit=unit)
    if not made.rows:
        st.text(_("There are no informants yet: name them on the transcripts page."))
        return
    _table(made, down, book, project)
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


def _told(made: Matrix, down: str) -> str:
    """What the numbers are, and of how many: no shares of few."""
    unit = {
        "informants": _("Each number counts informants who speak of it, however often."),
        "segments": _("Each number counts excerpts: who talks much counts much."),
        "words": _("Each number counts the words of the excerpts."),
    }[made.unit]
    if down.startswith("case.") and made.unit == "informants":
        return f"{unit} {_('Of how many stands behind the stroke.')}"
    return unit


def _table(made: Matrix, down: str, book: Codebook, project: Project) -> None:
    most = max(made.cells.values(), default=1)
    codes = {str(one.id): one for one in book.codes}
    head = "".join(
        f'<th scope="col" title="{escape(codes[line.key].label(language(), book.language))}">{escape(line.name)}</th>'
        for line in made.columns
    )
    body = "".join(
        f'<tr><th scope="row">{escape(row.name)}</th>'
        + "".join(_cell(made, row, column, down, book, project, most) for column in made.columns)
        + "</tr>"
        for row in made.rows
    )
    table = f'<table class="mx"><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table>'
    st.html(f'{STYLE}<div class="mx-scroll">{table}</div>')


def _cell(made: Matrix, row: Line, column: Line, down: str, book: Codebook, project: Project, most: int) -> str:
    count = made.at(row, column)
    if not count:
        return "<td><span>–</span></td>"
    code = book.find(column.key)
    colour = code_tree.colour(code) if code else "#777777"
    told = "✓" if made.unit == "informants" and row.informants == 1 else number(count)
    if made.unit == "informants" and row.informants > 1:
        told = f"{told}/{number(row.informants)}"
    field, value = (down, row.key) if down.startswith("case.") else (FIELDS[down], row.name)
    where = And((HasCode(code.id, alone=True), Where(field, "=", value))) if code else Where(field, "=", value)
    asked = {"project": str(project.id), "q": reduction.written(where, book)}
    address = escape(f"excerpts?{urlencode(asked)}")
    style = f"--mx:{colour};--part:{count / most:.3f}"
    return f'<td style="{style}"><a href="{address}" target="_self">{escape(told)}</a></td>'
