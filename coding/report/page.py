"""A report as one HTML page that needs nothing but itself: numbers lead to the excerpts they count."""

import base64
from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType

from coding.model import Language
from coding.report.blocks import Heading, Listing, Pictured, Quotation, Report, Span, Tabled, Words, spans
from coding.report.tables import Part

_STYLE = """
:root { color-scheme: light dark; }
body { font: 17px/1.6 "Source Sans 3", system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-top: 3rem; } h2 { font-size: 1.25rem; margin-top: 2rem; } h3 { font-size: 1.08rem; }
.title { font-size: 2rem; font-weight: 700; line-height: 1.25; margin: 0 0 1rem; }
nav ul { list-style: none; padding-left: 1rem; margin: 0; } nav > ul { padding: 0; }
.faint { opacity: .72; font-size: .94em; }
blockquote { margin: .4rem 0 1rem; padding-left: 1rem; border-left: 3px solid currentColor; }
blockquote cite { font-style: normal; opacity: .75; white-space: nowrap; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .88rem; line-height: 1.4; width: 100%; }
th, td { border: 1px solid color-mix(in srgb, currentColor 30%, transparent); padding: .3rem .5rem; text-align: left;
  vertical-align: top; white-space: pre-line; }
caption, figcaption { font-weight: 650; text-align: left; padding: .4rem 0; font-size: .94rem; }
.beneath { font-weight: 400; opacity: .8; }
figure { margin: 1.5rem 0; } figure img { max-width: 100%; background: #fff; }
a { color: inherit; text-underline-offset: .2em; }
summary { cursor: pointer; } details > blockquote { margin-left: 1rem; } p, details { margin: .7rem 0; }
:target { outline: 2px solid Highlight; outline-offset: .3rem; }
@media print { body { max-width: none; } h1 { break-before: page; } }
"""


def write_page(report: Report, *, language: Language = "id") -> bytes:
    """The report as HTML."""
    counts = {report.table: 0, report.figure: 0}
    body: list[str] = []
    contents: list[str] = []
    listed: dict[str, list[str]] = {report.tables: [], report.figures: []}

    def captioned(word: str, title: str, text: str) -> tuple[str, str]:
        counts[word] += 1
        here, told = f"{'t' if word == report.table else 'f'}{counts[word]}", f"{word} {counts[word]}. {text}"
        listed[title].append(f'<li><a href="#{here}">{escape(told)}</a></li>')
        return here, told

    for at, block in enumerate(report.blocks):
        match block:
            case Heading(text, level, anchor, in_contents):
                here = anchor or f"h{at}"
                body.append(f'<h{level} id="{escape(here)}">{escape(text)}</h{level}>')
                pad = f' style="padding-left:{level - 1}rem"'
                if in_contents:
                    contents.append(f'<li{pad}><a href="#{escape(here)}">{escape(text)}</a></li>')
            case Words():
                body.append(_words(block))
            case Quotation():
                body.append(_quoted(block))
            case Listing(items):
                body.append(f"<ul>{''.join(f'<li>{_spans(item)}</li>' for item in items)}</ul>")
            case Tabled(part, _across, _name, leads, beneath):
                here, told = captioned(report.table, report.tables, part.title)
                body.append(_table(part, told, here, leads, beneath=beneath))
            case Pictured(png, caption, shows, _name, part, beneath):
                here, told = captioned(report.figure, report.figures, caption)
                inside = f"<p class=faint>{escape(shows or caption)}</p>"
                if png:
                    data = base64.b64encode(png).decode()
                    inside = f'<img alt="{escape(shows or caption)}" src="data:image/png;base64,{data}">'
                numbers = f"<details><summary>{escape(told)}</summary>{_table(part, '')}</details>" if part else ""
                shown = f"<figcaption>{numbers or escape(told)}{_beneath(beneath)}</figcaption>"
                body.append(f'<figure id="{here}">{inside}{shown}</figure>')
    title = escape(report.title)
    lists = "".join(
        f"<details><summary>{escape(called)}</summary><ul>{''.join(entries)}</ul></details>"
        for called, entries in listed.items()
        if called and entries
    )
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head><body>'
        f'<p class="title">{title}</p><nav><b>{escape(report.contents)}</b><ul>{"".join(contents)}</ul>{lists}</nav>'
        f'{"".join(body)}<p class="faint">{escape(report.note)}</p></body></html>'
    ).encode("utf-8", "replace")


def _words(block: Words) -> str:
    """A paragraph; where a number in it counts excerpts, they unfold below it."""
    inside = _spans(block.text, block.leads_to)
    faint = " class=faint" if block.faint else ""
    if not block.opens:
        return f"<p{faint}>{inside}</p>"
    return f"<details{faint}><summary>{inside}</summary>{''.join(map(_quoted, block.opens))}</details>"


def _spans(text: str | Sequence[Span], to: str = "") -> str:
    made = []
    for one in spans(text):
        inside = escape(one.text).replace("\n", "<br>")
        note = f" <cite>({escape(one.note)})</cite>" if one.note else ""
        leads = one.leads_to or to
        made.append((f'<a href="#{escape(leads)}">{inside}</a>' if leads else inside) + note)
    return "".join(made)


def _quoted(one: Quotation) -> str:
    head = f"<p>{escape(one.lead)}</p>" if one.lead else ""
    here = f' id="{escape(one.anchor)}"' if one.anchor else ""
    return f"{head}<blockquote{here}>“{escape(one.words)}” <cite>{escape(one.reference)}</cite></blockquote>"


def _beneath(words: str) -> str:
    return f'<div class="beneath">{escape(words)}</div>' if words else ""


def _table(
    part: Part,
    caption: str,
    here: str = "",
    leads: Mapping[int, str] = MappingProxyType({}),
    *,
    beneath: str = "",
) -> str:
    head = "".join(f'<th scope="col">{escape(column.heading)}</th>' for column in part.columns)
    rows = "".join(f"<tr>{_cells(row, leads.get(at, ''))}</tr>" for at, row in enumerate(part.rows))
    named = f' id="{here}"' if here else ""
    told = f"<caption>{escape(caption)}{_beneath(beneath)}</caption>" if caption else ""
    return f'<div class="scroll"><table{named}>{told}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _cells(row: Sequence[str | int], to: str) -> str:
    """The first words of a row lead to what it is about."""
    first = next((at for at, cell in enumerate(row) if not str(cell).isdigit()), None) if to else None
    return "".join(
        f'<td><a href="#{escape(to)}">{escape(str(cell))}</a></td>' if at == first else f"<td>{escape(str(cell))}</td>"
        for at, cell in enumerate(row)
    )
