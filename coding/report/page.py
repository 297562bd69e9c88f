"""A report as one HTML page that needs nothing but itself: numbers lead to the excerpts they count."""

import base64
from html import escape

from coding.model import Language
from coding.report.blocks import Heading, Listing, Pictured, Quotation, Report, Tabled, Words

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
figure { margin: 1.5rem 0; } figure img { max-width: 100%; background: #fff; }
a { color: inherit; text-underline-offset: .2em; }
@media print { body { max-width: none; } h1 { break-before: page; } }
"""


def write_page(report: Report, *, language: Language = "id") -> bytes:
    """The report as HTML."""
    counts = {report.table: 0, report.figure: 0}
    body: list[str] = []
    contents: list[str] = []
    for at, block in enumerate(report.blocks):
        match block:
            case Heading(text, level, anchor):
                here = anchor or f"h{at}"
                body.append(f'<h{level} id="{escape(here)}">{escape(text)}</h{level}>')
                pad = f' style="padding-left:{level - 1}rem"'
                contents.append(f'<li{pad}><a href="#{escape(here)}">{escape(text)}</a></li>')
            case Words(text, faint, to):
                inside = escape(text).replace("\n", "<br>")
                told = f'<a href="#{escape(to)}">{inside}</a>' if to else inside
                body.append(f"<p{' class=faint' if faint else ''}>{told}</p>")
            case Quotation(words, reference, lead):
                head = f"<p>{escape(lead)}</p>" if lead else ""
                body.append(f"{head}<blockquote>“{escape(words)}” <cite>{escape(reference)}</cite></blockquote>")
            case Listing(items):
                body.append(f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>")
            case Tabled():
                counts[report.table] += 1
                body.append(_table(block, f"{report.table} {counts[report.table]}. {block.part.title}"))
            case Pictured(png, caption, shows):
                counts[report.figure] += 1
                data = base64.b64encode(png).decode()
                told = escape(f"{report.figure} {counts[report.figure]}. {caption}")
                body.append(
                    f'<figure><img alt="{escape(shows or caption)}" src="data:image/png;base64,{data}">'
                    f"<figcaption>{told}</figcaption></figure>"
                )
    title = escape(report.title)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head><body>'
        f'<p class="title">{title}</p><nav><b>{escape(report.contents)}</b><ul>{"".join(contents)}</ul></nav>'
        f'{"".join(body)}<p class="faint">{escape(report.note)}</p></body></html>'
    ).encode("utf-8", "replace")


def _table(block: Tabled, caption: str) -> str:
    part = block.part
    head = "".join(f'<th scope="col">{escape(column.heading)}</th>' for column in part.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in part.rows)
    return (
        f'<div class="scroll"><table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
