"""The table behind a picture, and tables of words; every number and every entry opens its excerpts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import urlencode

import streamlit as st

from coding.reduction.sheet import MISSING, Sheet, Value, both
from coding.ui.words import _, number

Address = Mapping[str, str | Sequence[str]]
"""What the address of the excerpts says beside the number's own query."""

TABLE = "table"
"""What the key of a table behind a picture ends with: whether it is open."""

Most = tuple[int, int]
WHOLE: Most = (60, 24)
PART: Most = (24, 12)
"""Rows and columns that stand on the page at once, of a table by itself and of each of several."""


@st.fragment
def show(sheet: Sheet, text: str, address: Address, *, key: str = "display") -> None:
    """The table behind a picture, made where it is looked at. `text` is the query that everything in it fulfils.

    `key` tells it apart from others on the page.
    """
    label = _("The table behind it")
    with st.expander(label, icon=":material/table:", on_change="rerun", key=f"{key}-{TABLE}") as opened:
        if not opened.open:
            return
        rows, columns = _pieces(sheet, key, WHOLE)
        head = "".join(
            f'<th scope="col" title="{escape(sheet.columns[at].said)}">{escape(sheet.columns[at].label)}</th>'
            for at in columns
        )
        cells = _Cells(sheet, text, address)
        body = "".join(cells.row(row, sheet.rows[row].said, columns) for row in rows)
        _table(sheet, head, body)


def read(
    sheet: Sheet,
    text: str,
    address: Address,
    *,
    edit: Address | None = None,
    key: str = "display",
    most: Most = WHOLE,
) -> None:
    """A table of words, which is a display by itself, or a part of one under its own `key`.

    With `edit` every cell has a way to write in it: this page with that address, the row and the column.
    """
    rows, columns = _pieces(sheet, key, most)
    head = "".join(f'<th scope="col">{escape(sheet.columns[at].said)}</th>' for at in columns)
    cells, group, body = _Cells(sheet, text, address, edit), "", ""
    for row in rows:
        one = sheet.rows[row]
        if one.group and one.group != group:
            body += f'<tr><th scope="rowgroup" colspan="{len(columns) + 1}">{escape(one.group)}</th></tr>'
        group = one.group
        body += cells.row(row, replace(one, group="").said, columns)
    _table(sheet, head, body, "dt-read")


def _pieces(sheet: Sheet, key: str, most: Most) -> tuple[range, range]:
    """What of a large table is on the page."""
    rows, columns = most
    with st.container(horizontal=True):
        shown = _piece(_("Rows"), len(sheet.rows), rows, f"{key}-rows")
        return shown, _piece(_("Columns"), len(sheet.columns), columns, f"{key}-columns")


def _table(sheet: Sheet, head: str, body: str, kind: str = "") -> None:
    top = f"<thead><tr><th>{escape(sheet.corner)}</th>{head}</tr></thead>"
    st.html(f'{STYLE}<div class="dt-scroll {kind}"><table class="dt">{top}<tbody>{body}</tbody></table></div>')


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
.dt-read { max-height: max(85vh, 20rem); overflow: auto; margin-bottom: .5rem; }
.dt-read .dt { line-height: 1.4; }
.dt-read .dt thead th { position: sticky; top: 0; z-index: 1; background: var(--lk-ground); text-align: left; }
.dt-read .dt thead th:first-child { z-index: 2; }
.dt-read .dt th[scope="rowgroup"] { font-weight: 600; padding-top: .75rem; }
.dt-read .dt td.dt-words { max-width: 18rem; background: color-mix(in srgb, currentColor 2.5%, transparent); }
.dt-read .dt td.dt-words:has(a:not(.dt-write)) { background: rgba(0, 114, 178, .1); }
.dt-read .dt td.dt-words > a:not(.dt-write) { text-decoration: none; }
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


@dataclass(frozen=True, slots=True)
class _Cells:
    """What stands in the cells, and where they lead."""

    sheet: Sheet
    text: str
    address: Address
    edit: Address | None = None

    def row(self, row: int, name: str, columns: Sequence[int]) -> str:
        return f'<tr><th scope="row">{escape(name)}</th>{"".join(self._cell(row, at) for at in columns)}</tr>'

    def _cell(self, row: int, column: int) -> str:
        value, rule = self.sheet.cells[row][column], self.sheet.rules.get((row, column))
        shape = ' class="dt-words"' if rule is not None else ""
        write = self._write(row, column)
        if value is None or value == 0:
            return f'<td{shape}><span class="dt-none">–</span>{write}</td>'
        ask = self.sheet.ask(row, column)
        if ask is None:
            why = ' class="dt-why"' if rule in MISSING else ""
            return f"<td{shape}><span{why}>{escape(_said(value))}</span>{write}</td>"
        where = {**self.address, "q": both(self.text, ask)}
        if self.sheet.whole != "excerpt":
            where["whole"] = self.sheet.whole
        url = escape(f"excerpts?{urlencode(where, doseq=True)}")
        return f'<td{shape}><a href="{url}" target="_self">{escape(_said(value))}</a>{write}</td>'

    def _write(self, row: int, column: int) -> str:
        if not self.edit:
            return ""
        place = {"row": self.sheet.rows[row].own, "column": self.sheet.columns[column].own}
        url = escape(f"display?{urlencode({**self.edit, **place}, doseq=True)}")
        return f'<a class="dt-write" href="{url}" target="_self">✎ {escape(_("Write"))}</a>'


def _said(value: Value) -> str:
    if isinstance(value, float):
        return number(value, 1)
    return number(value) if isinstance(value, int) else str(value or "")
