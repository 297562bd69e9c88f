"""Sheets as one HTML page that needs nothing but itself: read on a phone, printed as the document is."""

from collections.abc import Sequence
from html import escape

from coding.model import Language
from coding.report.sheets import Bar, Beside, Chapter, Facts, Line, Note, Passage, Sheets, margin
from coding.report.tables import Part

_STYLE = """
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body { font: 16px/1.5 "Source Sans 3", system-ui, sans-serif; max-width: 62rem; margin: 1.5rem auto; padding: 0 1rem;
  overflow-wrap: break-word; }
body.across { max-width: 82rem; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.15rem; margin: 1.8rem 0 .4rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .8rem; margin: .4rem 0 1rem; }
dt { opacity: .75; } dd { margin: 0; min-width: 0; }
.passage { margin: 0 0 1.2rem; display: grid; column-gap: .5rem;
  grid-template-columns: 2.6rem minmax(0, 1fr) calc(var(--lanes) * .55rem) minmax(0, 17rem); }
.passage.bare { grid-template-columns: 2.6rem minmax(0, 1fr); }
.line { display: contents; }
.line > * { grid-row: var(--r); } .n { grid-column: 1; } .w { grid-column: 2; } .lanes { grid-column: 3; }
.line > .codes { grid-column: 4; grid-row: var(--r) / span var(--s); }
.heads > * { font-weight: 650; border-bottom: 1px solid; margin: 0 -.5rem .3rem 0; font-size: .85rem; }
.line.heads > .n { padding-right: .5rem; font-size: .8rem; opacity: 1; }
.n { text-align: right; font-size: .78em; opacity: .75; padding-top: .15em; font-variant-numeric: tabular-nums; }
.lanes { position: relative; }
.lanes i { position: absolute; top: 0; bottom: 0; width: .4rem;
  border-left: 2px solid; left: calc(var(--at) * .55rem); }
.lanes i.begins { border-top: 2px solid; top: 2px; } .lanes i.ends { border-bottom: 2px solid; bottom: 2px; }
.codes { font-size: .84rem; line-height: 1.35; } .codes > div { padding: .08rem 0; } .where { opacity: .75; }
.beneath { grid-column: 2; margin: .2rem 0 0; font-style: italic; }
.notes { list-style: none; padding: 0; } .notes li { margin: .4rem 0; padding-left: 2rem; text-indent: -2rem; }
.notes .said { white-space: pre-line; }
a { color: inherit; text-underline-offset: .2em; }
:target { outline: 2px solid Highlight; outline-offset: .15rem; }
table { border-collapse: collapse; width: 100%; font-size: .86rem; line-height: 1.4; }
th, td { border: 1px solid color-mix(in srgb, currentColor 45%, transparent); padding: .3rem .45rem; text-align: left;
  vertical-align: top; white-space: pre-line; }
.foot { margin-top: 2rem; font-size: .85rem; opacity: .75; }
@media screen and (max-width: 640px) {
  .passage { display: block; }
  .line { display: grid; column-gap: .5rem; grid-template-columns: 2rem minmax(0, 1fr) calc(var(--lanes) * .55rem); }
  .bare .line { grid-template-columns: 2rem minmax(0, 1fr); }
  .line > * { grid-row: auto; } .heads { display: none; }
  .line > .codes { grid-column: 2; grid-row: 2; } .line > .lanes { grid-row: 1 / span 2; }
  .beneath { margin-left: 2.5rem; }
  thead { display: none; } table, tbody, tr, td { display: block; }
  tr { border: 1px solid; margin-bottom: 1rem; } td { border: 0; } td:empty { display: none; }
  td::before { content: attr(data-name); display: block; font-weight: 650; font-size: .8rem; opacity: .75; }
}
@media print {
  :root { color-scheme: light; }
  body, body.across { max-width: none; margin: 0; padding: 0; font: 10pt/1.35 "Times New Roman", Tinos, serif; }
  .n, .w, tr, .short { break-inside: avoid; } h2, .heads > * { break-after: avoid; }
  thead { display: table-header-group; }
  .passage { grid-template-columns: 1.1cm minmax(0, 1fr) calc(var(--lanes) * .22cm) 4.2cm; column-gap: .15cm; }
  .passage.bare { grid-template-columns: 1.1cm minmax(0, 1fr); }
  .lanes i { left: calc(var(--at) * .22cm); width: .15cm; border-left-width: 1.5pt; }
  .n, .codes, .heads { font-size: 8.5pt; opacity: 1; } .where, dt, .foot { opacity: 1; }
  h1 { font-size: 14pt; } h2 { font-size: 11pt; } table { font-size: 9pt; } a { text-decoration: none; }
}
"""


def write_sheet_page(sheets: Sheets, *, language: Language = "id") -> bytes:
    """The sheets as HTML."""
    title = escape(sheets.title)
    page = "A4 landscape" if sheets.across else "A4"
    seen: set[int] = set()
    body = "".join(_chapter(sheets, chapter, seen) for chapter in sheets.chapters)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>@page {{ size: {page}; margin: 2cm; }}{_STYLE}</style></head>"
        f"<body{' class=across' if sheets.across else ''}><main><h1>{title}</h1>{_facts(sheets.facts)}{body}"
        f'<p class="foot">{escape(sheets.foot)}</p></main></body></html>'
    ).encode("utf-8", "replace")


def _facts(facts: Facts) -> str:
    inside = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    return f"<dl>{inside}</dl>" if inside else ""


def _chapter(sheets: Sheets, chapter: Chapter, seen: set[int]) -> str:
    """`seen` are the notes that were referred to so far."""
    head = f"<h2>{escape(chapter.title)}</h2>" if chapter.title else ""
    passages = "".join(_passage(sheets, one, seen) for one in chapter.passages)
    table = _table(chapter.table) if chapter.table is not None else ""
    return (
        f"<section>{head}{_facts(chapter.facts)}{passages}{table}{_notes(sheets.notes, chapter.notes, seen)}</section>"
    )


def _passage(sheets: Sheets, passage: Passage, seen: set[int]) -> str:
    beside = margin(passage)
    if not passage.lines:
        return ""
    kinds = ["passage", *(["bare"] if not passage.bars else []), *(["short"] if len(passage.lines) < 20 else [])]
    heads = "" if passage.beneath else _heads(sheets.headings, bare=not passage.bars)
    both = enumerate(zip(passage.lines, beside.beside, strict=True), start=2)
    rows = "".join(_line(at, line, here, seen, barred=bool(passage.bars)) for at, (line, here) in both)
    reference = f'<p class="beneath">{escape(passage.beneath)}</p>' if passage.beneath else ""
    return f'<div class="{" ".join(kinds)}" style="--lanes:{beside.wide}">{heads}{rows}{reference}</div>'


def _heads(headings: Sequence[str], *, bare: bool) -> str:
    number, words, codes = (escape(one) for one in headings)
    more = "" if bare else f'<span class="lanes"></span><span class="codes">{codes}</span>'
    inside = f'<span class="n">{number}</span><span class="w">{words}</span>{more}'
    return f'<div class="line heads" style="--r:1;--s:1">{inside}</div>'


def _line(row: int, line: Line, beside: Beside, seen: set[int], *, barred: bool) -> str:
    speaker = f"<b>{escape(line.speaker)}:</b> " if line.speaker else ""
    words = "".join(f"<strong>{escape(text)}</strong>" if bold else escape(text) for text, bold in line.pieces)
    more = ""
    if barred:
        lanes = "".join(
            f'<i class="{"begins " if begins else ""}{"ends" if ends else ""}" style="--at:{place}"></i>'
            for place, begins, ends in beside.lanes
        )
        named = "".join(f"<div>{_named(bar, seen)}</div>" for bar in beside.names)
        names = f'<div class="codes">{named}</div>' if named else ""
        more = f'<span class="lanes" aria-hidden="true">{lanes}</span>{names}'
    place = f"--r:{row};--s:{beside.room}"
    inside = f'<span class="n">{line.number}</span><span class="w">{speaker}{words}</span>{more}'
    return f'<div class="line" style="{place}">{inside}</div>'


def _named(bar: Bar, seen: set[int]) -> str:
    notes = ""
    for one in bar.notes:
        here = "" if one in seen else f' id="r{one}"'
        notes += f' <a href="#m{one}"{here}>[{one}]</a>'
        seen.add(one)
    told = f" · {escape(bar.told)}" if bar.told else ""
    return f'<span class="where">{bar.where}</span> <b>{escape(bar.name)}</b>{told}{notes}'


def _notes(title: str, notes: Sequence[Note], seen: set[int]) -> str:
    if not notes:
        return ""
    items = "".join(f'<li id="m{one.number}">{_note(one, one.number in seen)}</li>' for one in notes)
    return f'<h2>{escape(title)}</h2><ol class="notes">{items}</ol>'


def _note(one: Note, referred: bool) -> str:
    number = f'<a href="#r{one.number}">[{one.number}]</a>' if referred else f"[{one.number}]"
    about = f"{escape(one.about)}: " if one.about else ""
    return f'{number} {about}<span class="said">{escape(one.text)}</span>'


def _table(part: Part) -> str:
    head = "".join(f'<th scope="col">{escape(column.heading)}</th>' for column in part.columns)
    names = [escape(column.heading, quote=True) for column in part.columns]
    rows = "".join(
        "<tr>"
        + "".join(f'<td data-name="{name}">{escape(str(cell))}</td>' for name, cell in zip(names, row, strict=True))
        + "</tr>"
        for row in part.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
