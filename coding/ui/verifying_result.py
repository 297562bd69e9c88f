"""What a tactic found as a table: numbers as "n of N", and each row opens its excerpts where it stands."""

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.conclusion import TACTICS, Found, Row
from coding.model import Codebook, Excerpt, Project
from coding.ui import conclusion_words as words
from coding.ui.excerpt_linking import Sayer, short
from coding.ui.verifying_words import BASES, FIGURE_WORDS, FLAG_WORDS, NUMBER_WORDS, OF, PART_WORDS, VALUE_WORDS
from coding.ui.words import _, ngettext, number
from coding.workbench import Actor

PAGE = 20
QUOTES = 12
"""Rows on a page; excerpts that are unfolded in one."""

NOTHING = "–"
_MEANT = frozenset({"how", "part", "kind", "side", "evidence", "status", "standing", "found", "half", "answer"})
"""Parts of a label that are words of the program, not of the study."""

_CONDITIONS = frozenset({"first", "second"})
STYLE = """<style>
.vf-figures { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; font-size: .9375rem; }
.vf-figures b { font-variant-numeric: tabular-nums; }
.vf-table { border-collapse: collapse; font-size: .9rem; line-height: 1.4; }
.vf-table th { text-align: left; font-weight: 600; font-size: .8rem; opacity: .78; vertical-align: bottom;
  max-width: 7.5rem; }
.vf-table :is(th, td) { padding: .4rem 1rem .3rem 0; vertical-align: top; overflow-wrap: break-word; }
.vf-table :is(thead tr, tbody) { border-bottom: 1px solid color-mix(in srgb, currentColor 16%, transparent); }
.vf-table .vf-n { text-align: right; }
.vf-table td.vf-n { font-variant-numeric: tabular-nums; white-space: nowrap; }
.vf-under td { padding-top: 0; }
.vf-under details { position: sticky; left: 0; max-width: min(46rem, 78vw); font-size: .8125rem; }
.vf-under summary { cursor: pointer; width: max-content; opacity: .8; }
.vf-table ul { margin: .3rem 0 0; padding-left: 1.1rem; }
.vf-table li { margin: .25rem 0; }
.vf-table a { color: inherit; text-underline-offset: .2em; }
.vf-two :is(th, td) { padding-right: 1.4rem; }
</style>"""


class Names:
    """What ids in a label are called: codes and coders."""

    def __init__(self, actor: Actor, project: Project, book: Codebook) -> None:
        self._names = {str(code.id): words.code_name(book, code.id) for code in book.codes}
        self._names |= {str(one.coder.id): one.coder.name for one in workbench.members(actor, project.id)}

    def of(self, id_: str) -> str:
        """The name of an id; what is none stays as it is."""
        return self._names.get(id_, id_)


def show(actor: Actor, project: Project, names: Names, tactic: str, found: Found, *, key: str) -> None:
    """The figures, then the rows, a page at a time."""
    st.html(STYLE)
    if figures := _figures(tactic, found):
        st.html(figures)
    if tactic == "if-then":
        st.html(_two_by_two(found))
    if tactic == "replication":
        st.html(_table(project, Sayer(actor, project), names, tactic, _halves(found), {}))
    pages = -(-len(found.rows) // PAGE)
    if not pages:
        st.caption(_("It finds nothing here."))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        told = ngettext("{n} row", "{n} rows", len(found.rows)).format(n=number(len(found.rows)))
        st.text(told, width="content")
        now = st.pagination(pages, key=f"{key}-page") if pages > 1 else 1
    rows = found.rows[(min(now, pages) - 1) * PAGE : min(now, pages) * PAGE]
    wanted = list(dict.fromkeys(id_ for row in rows for id_ in row.codings[:QUOTES]))
    lines = workbench.ledger_lines(actor, project.id, wanted) if wanted else []
    excerpts = {line.excerpt.coding.id: line.excerpt for line in lines}
    st.html(_table(project, Sayer(actor, project), names, tactic, rows, excerpts))


def _figures(tactic: str, found: Found) -> str:
    shown = {} if tactic in ("if-then", "replication") else found.figures
    facts = "".join(
        f"<span>{escape(_(FIGURE_WORDS[name]))} <b>{escape(_told(value))}</b></span>"
        for name, value in shown.items()
        if name in FIGURE_WORDS and value is not None
    )
    return f'<div class="vf-figures">{facts}</div>' if facts else ""


def _told(value: object) -> str:
    if value is None:
        return NOTHING
    return number(value) if isinstance(value, int | float) else str(value)


def _two_by_two(found: Found) -> str:
    yes, no = escape(_("then: yes")), escape(_("then: no"))
    cells = [
        (_("if: yes"), "both", "first_only"),
        (_("if: no"), "second_only", "neither"),
    ]
    body = "".join(
        f"<tr><th>{escape(name)}</th>"
        + "".join(f'<td class="vf-n">{_told(found.figures[cell])}</td>' for cell in some)
        + "</tr>"
        for name, *some in cells
    )
    told = ""
    if unknown := int(found.figures["unknown"] or 0):
        many = ngettext("{n} informant was not asked", "{n} informants were not asked", unknown)
        told = f'<div class="cn-faint">{escape(many.format(n=number(unknown)))}</div>'
    head = f"<tr><th></th><th>{yes}</th><th>{no}</th></tr>"
    return f'<table class="vf-table vf-two">{head}{body}</table>{told}'


def _halves(found: Found) -> list[Row]:
    """The halves as rows of their own: their figures begin with their name."""
    return [
        Row(
            (half,),
            {
                name.removeprefix(f"{half}_"): value
                for name, value in found.figures.items()
                if name.startswith(f"{half}_") and not isinstance(value, str)
            },
        )
        for half in ("first", "second")
    ]


# -- a table --------------------------------------------------------------------------------------


def _table(
    project: Project,
    said: Sayer,
    names: Names,
    tactic: str,
    rows: Sequence[Row],
    excerpts: Mapping[UUID, Excerpt],
) -> str:
    parts = TACTICS[tactic].labels
    labels = [[_label(tactic, parts, row, at, names) for at in range(len(parts))] for row in rows]
    used = [at for at in range(len(parts)) if any(label[at] not in ("", NOTHING) for label in labels)]
    columns = _columns(rows)
    flags = any(row.flag for row in rows)
    heads = [f"<th>{escape(_(PART_WORDS[parts[at]]))}</th>" for at in used]
    heads += [f'<th class="vf-n">{escape(_(NUMBER_WORDS[name]))}</th>' for name in columns]
    heads += ["<th></th>"] * flags
    body = []
    for row, label in zip(rows, labels, strict=True):
        cells = [f"<td>{escape(label[at] or NOTHING)}</td>" for at in used]
        cells += [f'<td class="vf-n">{escape(_number(row, name))}</td>' for name in columns]
        if flags:
            cells.append(f"<td>{words.mark(_(FLAG_WORDS[row.flag]), 'draft') if row.flag else ''}</td>")
        under = _unfolded(project, said, row, excerpts)
        if under:
            under = f'<tr class="vf-under"><td colspan="{len(heads)}">{under}</td></tr>'
        body.append(f"<tbody><tr>{''.join(cells)}</tr>{under}</tbody>")
    return (
        f'<div class="cn-scroll"><table class="vf-table"><thead><tr>{"".join(heads)}</tr></thead>'
        f"{''.join(body)}</table></div>"
    )


def _columns(rows: Sequence[Row]) -> list[str]:
    there = dict.fromkeys(name for row in rows for name in row.numbers)
    told = {name for row in rows for name, value in row.numbers.items() if value is not None}
    bases = BASES | ({"asked"} if "asked_said" in there else set())
    return [name for name in there if name in told and name not in bases and name in NUMBER_WORDS]


def _number(row: Row, name: str) -> str:
    value = row.numbers.get(name)
    if value is None:
        return NOTHING if name in row.numbers else ""
    base = next((row.numbers[each] for each in OF.get(name, ()) if row.numbers.get(each) is not None), None)
    return _told(value) if base is None else _("{n} of {all}").format(n=_told(value), all=_told(base))


def _label(tactic: str, parts: Sequence[str], row: Row, at: int, names: Names) -> str:
    if at >= len(row.label):
        return ""
    part, value = parts[at], row.label[at]
    if tactic == "loudest" and not value:
        return _("everybody")
    if tactic == "rivals" and at == 0:
        return _("this proposition") if not value else row.label[1]
    if tactic == "rivals":
        return ""
    meant = part in _MEANT or (part in _CONDITIONS and tactic in ("if-then", "third"))
    if meant or (part == "of" and row.label[0] in ("side", "kind", "prompted")):
        return _(VALUE_WORDS[value]) if value in VALUE_WORDS else value
    return names.of(value)


def _unfolded(project: Project, said: Sayer, row: Row, excerpts: Mapping[UUID, Excerpt]) -> str:
    if not row.codings:
        return ""
    many = len(row.codings)
    told = ngettext("{n} excerpt", "{n} excerpts", many).format(n=number(many))
    lines = []
    for id_ in row.codings[:QUOTES]:
        one = excerpts.get(id_)
        if one is None:
            lines.append(f'<li class="cn-faint">{escape(_("a passage that is no longer coded"))}</li>')
            continue
        where = urlencode({"project": project.id, "source": one.source_name, "at": one.coding.start})
        way = f'<a href="{escape(f"tagging?{where}")}" target="_self">{escape(said.where(one))}</a>'
        lines.append(f"<li>“{escape(short(one.coding.quote))}” {way}</li>")
    if many > QUOTES:
        more = ngettext("and {n} more", "and {n} more", many - QUOTES).format(n=number(many - QUOTES))
        lines.append(f'<li class="cn-faint">{escape(more)}</li>')
    return f"<details><summary>{escape(told)}</summary><ul>{''.join(lines)}</ul></details>"
