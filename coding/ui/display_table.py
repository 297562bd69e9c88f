"""The table behind a picture; every number opens the excerpts it counts."""

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from coding.reduction.sheet import MISSING, Sheet, Value, both
from coding.ui.words import _, number

Address = Mapping[str, str | Sequence[str]]
"""What the address of the excerpts says beside the number's own query."""

MOST_ROWS, MOST_COLUMNS = 60, 24
"""What stands on the page at once."""


def show(sheet: Sheet, text: str, address: Address, *, edit: Address | None = None, key: str = "display") -> None:
    """The table, in pieces where it is large. `text` is the query that everything in it fulfils.

    With `edit` every cell has a way to write in it: this page with that address, the row and the column. `key` tells
    it apart from others on the page.
    """
    if sheet.whole != "excerpt":
        address = {**address, "whole": sheet.whole}
    name = _("The table, to write in") if edit else _("The table behind it")
    with st.expander(name, icon=":material/table:", expanded=edit is not None):
        with st.container(horizontal=True):
            rows = _piece(_("Rows"), len(sheet.rows), MOST_ROWS, f"{key}-rows")
            columns = _piece(_("Columns"), len(sheet.columns), MOST_COLUMNS, f"{key}-columns")
        head = "".join(
            f'<th scope="col" title="{escape(sheet.columns[at].said)}">{escape(sheet.columns[at].label)}</th>'
            for at in columns
        )
        body = "".join(
            f'<tr><th scope="row">{escape(sheet.rows[row].said)}</th>'
            + "".join(_cell(sheet, row, column, text, address, edit) for column in columns)
            + "</tr>"
            for row in rows
        )
        top = f"<thead><tr><th>{escape(sheet.corner)}</th>{head}</tr></thead>"
        table = f'<table class="dt">{top}<tbody>{body}</tbody></table>'
        st.html(f'{STYLE}<div class="dt-scroll">{table}</div>')


STYLE = """<style>
.dt-scroll { overflow-x: auto; max-width: 100%; }
.dt { border-collapse: separate; border-spacing: 2px; font-size: .9rem; }
.dt th { font-weight: 600; font-size: .8rem; padding: .25rem .5rem; text-align: center; vertical-align: bottom; }
.dt th:first-child { text-align: left; position: sticky; left: 0; background: var(--lk-ground); }
.dt tbody th { min-width: 7rem; max-width: 20rem; font-weight: 400; font-size: .9rem; overflow-wrap: break-word; }
.dt td { padding: 0; text-align: center; min-width: 2.6rem; border-radius: .25rem; font-variant-numeric: tabular-nums;
  background: color-mix(in srgb, currentColor 4%, transparent); }
.dt td a { display: block; padding: .3rem .4rem; color: inherit !important; text-underline-offset: .2em;
  text-decoration: underline; text-decoration-color: color-mix(in srgb, currentColor 35%, transparent); }
.dt td a:hover, .dt td a:focus { outline: 2px solid currentColor; }
.dt td span { display: block; padding: .3rem .4rem; }
.dt td .dt-none { opacity: .75; }
.dt tr:has(.dt-words) th { vertical-align: top; }
.dt td.dt-words { text-align: left; vertical-align: top; min-width: 9rem; font-variant-numeric: normal; }
.dt td.dt-words .dt-why { opacity: .75; font-style: italic; }
.dt td .dt-write { display: inline-block; font-size: .75rem; opacity: .75; }
</style>"""


def _piece(label: str, all_: int, most: int, key: str) -> range:
    if all_ <= most:
        return range(all_)
    starts = range(0, all_, most)

    def said(start: int) -> str:
        return f"{number(start + 1)}–{number(min(start + most, all_))} / {number(all_)}"

    start: int = st.selectbox(label, starts, format_func=said, key=key, width=180)
    return range(start, min(start + most, all_))


def _cell(sheet: Sheet, row: int, column: int, text: str, address: Address, edit: Address | None) -> str:
    value, rule = sheet.cells[row][column], sheet.rules.get((row, column))
    shape = ' class="dt-words"' if rule is not None else ""
    write = _write(sheet, row, column, edit) if edit else ""
    if value is None or value == 0:
        return f'<td{shape}><span class="dt-none">–</span>{write}</td>'
    ask = sheet.ask(row, column)
    if ask is None:
        why = ' class="dt-why"' if rule in MISSING else ""
        return f"<td{shape}><span{why}>{escape(_said(value))}</span>{write}</td>"
    url = escape(f"excerpts?{urlencode({**address, 'q': both(text, ask)}, doseq=True)}")
    return f'<td{shape}><a href="{url}" target="_self">{escape(_said(value))}</a>{write}</td>'


def _write(sheet: Sheet, row: int, column: int, edit: Address) -> str:
    place = {"row": sheet.rows[row].own, "column": sheet.columns[column].own}
    url = escape(f"display?{urlencode({**edit, **place}, doseq=True)}")
    return f'<a class="dt-write" href="{url}" target="_self">✎ {escape(_("Write"))}</a>'


def _said(value: Value) -> str:
    if isinstance(value, float):
        return number(value, 1)
    return number(value) if isinstance(value, int) else str(value or "")
