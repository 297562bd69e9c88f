"""Which codes stand for which: a matrix whose cells open their places."""

from html import escape

import streamlit as st

from coding.agreement.confusion import Code, Confusion
from coding.agreement.material import Material
from coding.model import Project
from coding.ui import agreement_words as words
from coding.ui.opening import escaped_query
from coding.ui.words import _, number
from coding.workbench.agreement import Comparison

NONE = "-"


def show(project: Project, found: Comparison) -> None:
    """The matrix of the codes that were given; rows the first coder, columns the second, and no code at all."""
    matrix = found.confusion()
    layers = found.material.layers
    if len(layers) == 2:
        st.caption(_("Rows: {first}. Columns: {second}.").format(first=layers[0][1], second=layers[1][1]))
    else:
        st.caption(_("Pairs of all coders together: the order of a pair says nothing."))
    if found.material.unit != "span":
        st.caption(
            _("What is left of several codes in one unit is paired: each pair counts one by the number of pairs.")
        )
    st.html(_table(project, found, matrix))


def key(material: Material, code: Code) -> str:
    """A code in the address; none is a dash."""
    return NONE if code is None else material.codes[code].key


def places(found: Comparison, row: str, column: str) -> set[object]:
    """The places (number of the source, start, end) that the cell of two codes counts."""
    numbers: dict[str, Code] = {code.key: at for at, code in enumerate(found.material.codes)} | {NONE: None}
    if row not in numbers or column not in numbers:
        return set()
    return set(found.confusion().places.get((numbers[row], numbers[column]), ()))


def _table(project: Project, found: Comparison, matrix: Confusion) -> str:
    material = found.material
    used = sorted({code for cell in matrix.counts for code in cell if code is not None})
    columns: list[Code] = [*used, None]
    most = max((count for (row, column), count in matrix.counts.items() if row != column), default=1.0)
    whole = max((count for (row, column), count in matrix.counts.items() if row == column), default=1.0)
    heads = "".join(
        f'<th scope="col" title="{escape(_name(material, one))}">{_head(material, one)}</th>' for one in columns
    )
    rows = []
    for row in columns:
        cells = []
        for column in columns:
            count = matrix.counts.get((row, column), 0.0)
            if not count:
                cells.append('<td class="ag-faint">·</td>')
                continue
            share = count / (whole if row == column else most)
            same = ' class="ag-same"' if row == column else ""
            told = escape(number(count, 0 if count == int(count) else 1))
            if row == column and row is not None:
                opens = escaped_query(project.id, f"={key(material, row)}")
                told = f'<a href="{opens}" target="_self">{told}</a>'
            elif row != column:
                asked = {"view": "places", "row": key(material, row), "column": key(material, column)}
                told = f'<a href="{words.address(found.agreement.id, project, **asked)}" target="_self">{told}</a>'
            cells.append(f'<td{same} style="--ag:{share:.2f}">{told}</td>')
        name = escape(_name(material, row))
        rows.append(f'<tr><th scope="row">{name}</th>{"".join(cells)}</tr>')
    body = f"<tr><td></td>{heads}</tr>{''.join(rows)}"
    return f'<div class="lk-scroll"><table class="ag-table ag-matrix">{body}</table></div>'


def _head(material: Material, code: Code) -> str:
    return escape(material.codes[code].key if code is not None else _("none"))


def _name(material: Material, code: Code) -> str:
    return words.code(material.codes[code]) if code is not None else _("no code")
