"""How the pages look, and what Streamlit says itself: the one place for shared CSS.

Streamlit has no catalogue of its own words ("Upload", "50MB per file"): where no argument takes them, they are hidden
here and ours stand in their place. What people wrote reaches a page through `table` and `escape`, never as markup.
"""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from coding.ui.words import N_, _

FRAME = """
[data-testid="stMainBlockContainer"] { padding: 1.25rem 1.75rem 3rem; max-width: 84rem; }
[data-testid="stHeader"] { background: transparent; pointer-events: none; }
[data-testid="stHeader"] :is(button, a, [data-testid="stStatusWidget"]) { pointer-events: auto; }
[data-testid="stSidebar"][aria-expanded="false"] ~ * [data-testid="stMainBlockContainer"] { padding-top: 3.5rem; }
[data-testid="stSidebar"][aria-expanded="false"] ~ * [data-testid="stHeader"] {
  background: var(--lk-ground); }
[data-testid="stSidebarHeader"] { height: 3.5rem; padding-bottom: 0; margin-bottom: .25rem; }
[data-testid="stHeading"] :is(h1, h2, h3) { padding: 0; font-weight: 650; letter-spacing: -.01em; }
[data-testid="stHeading"] h1 { font-size: 1.6rem; line-height: 1.25; padding-bottom: .4rem; }
[data-testid="stHeading"] h2 { font-size: 1.25rem; }
[data-testid="stHeading"] h3 { font-size: 1.1rem; }
[data-testid="stCaptionContainer"] { opacity: 1; color: color-mix(in srgb, currentColor 72%, transparent); }
[data-testid="stHeading"] :is(h2, h3) { padding-bottom: .35rem; }
[data-testid="stButtonGroup"] [data-variant]:is([aria-checked="true"], [aria-pressed="true"]) {
  color: inherit !important; font-weight: 600; }
[data-testid="stSelectbox"] input[placeholder="Choose an option"]::placeholder { color: transparent; }
button kbd[aria-label^="Shortcut"] { color: inherit; opacity: .85; }
[data-testid="stElementToolbar"], [data-testid="InputInstructions"] { display: none; }
[data-testid="stMain"] [data-testid="stPageLink"] a { padding-left: 0; }
@media (max-width: 48rem) {
  [data-testid="stMainBlockContainer"] { padding: 3.75rem 1rem 3rem; }
  [data-testid="stHeader"] { background: color-mix(in srgb, var(--lk-ground) 92%, transparent); }
}
.lk-table { width: 100%; border-collapse: collapse; font-size: .9rem; line-height: 1.4; }
.lk-table th { text-align: left; white-space: nowrap; font-weight: 600; font-size: .8rem; opacity: .75; }
.lk-table :is(th, td) { padding: .35rem .75rem .35rem 0; vertical-align: top;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
.lk-table td { overflow-wrap: anywhere; }
.lk-table .lk-tight { width: 1%; white-space: nowrap; overflow-wrap: normal; }
.lk-table :is(th, td).lk-number { text-align: right; font-variant-numeric: tabular-nums; }
.lk-table td:first-child { min-width: 5.5rem; }
.lk-table td:last-child { padding-right: 0; }
.lk-wide { min-width: 46rem; }
.lk-wide td { overflow-wrap: break-word; }
.lk-wide td:first-child { min-width: 0; }
.lk-scroll { overflow-x: auto; max-width: 100%; }
@keyframes lk-more { from, 92% { mask-size: 100% 100%; } to { mask-size: calc(100% + 3rem) 100%; } }
@supports (animation-timeline: scroll(self inline)) {
  :is(.lk-scroll, .mx-scroll, .fw-scroll, .dt-scroll, .cn-scroll, [class*="st-key-display-picture"]) {
    mask: linear-gradient(to right, #000 calc(100% - 3rem), rgb(0 0 0 / .12)) no-repeat;
    mask-size: calc(100% + 3rem) 100%; animation: lk-more linear both; animation-timeline: scroll(self inline); }
}
@media (max-width: 48rem) {
  .lk-table .lk-tight { width: auto; min-width: 3rem; white-space: normal; }
  .lk-table td { min-width: 6rem; }
  [data-testid="stButtonGroup"] [data-variant="segmented_control"] {
    border: 1px solid color-mix(in srgb, currentColor 25%, transparent) !important;
    border-radius: .5rem !important; margin: 0 .3rem .3rem 0 !important; }
}
.lk-faint { opacity: .75; }
.lk-name { font-size: 1.25rem; font-weight: 650; line-height: 1.4; overflow-wrap: anywhere; }
.lk-name .lk-chip { font-size: .85rem; vertical-align: .12em; margin-right: .2rem; }
.lk-other { font-weight: 400; font-size: 1rem; margin-left: .4rem; }
.lk-label { font-weight: 600; font-size: .875rem; }
.lk-text { margin: -.6rem 0 0; line-height: 1.55; white-space: pre-wrap; overflow-wrap: anywhere; }
.lk-list { margin: 0; padding-left: 1.2rem; line-height: 1.5; overflow-wrap: anywhere; }
.lk-chip { display: inline-block; min-width: 2rem; text-align: center; font-weight: 700; font-size: .75rem;
  line-height: 1.35rem; padding: 0 .3rem; border-radius: .3rem; color: inherit;
  background: color-mix(in srgb, var(--lk) 24%, transparent);
  border: 1px solid color-mix(in srgb, var(--lk) 75%, transparent); }
"""

# `:has()` above the coding surface is out of the question: with it the browser styles the ancestors of every inserted
# mark anew, 8 ms each time on a long source.
CODING = """
[data-testid="stMainBlockContainer"] { max-width: none; padding: .6rem .75rem 0; }
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { gap: 0; }
@media (max-width: 40rem) { [data-testid="stMainBlockContainer"] { padding: 3.25rem .25rem 0; } }
"""

UPLOADER = '[data-testid="stFileUploaderDropzone"]'
CHOOSE = N_("Choose files")
DROP = N_("or drop them here, up to {limit} MB each")
LIMIT_MB = 50
MENU = '[data-testid="stDataFrameColumnMenu"] > [role="menu"]'
GONE = N_("Simpul does not answer")
WHAT_THEN = N_(
    "What was saved is safe. If Simpul was closed, start it once more; when it answers, this page goes on by itself."
)
NOTHING = N_("Nothing fits")
NEW = N_("Add:")
UP, DOWN = N_("Sort upwards"), N_("Sort downwards")

Cell = str | int | None
RIGHT = ' class="lk-number"'


def dress(page: str) -> None:
    """The shared look of every page, in the language of this screen; the coding page takes the whole window."""
    grounds = ", ".join(str(st.get_option(f"theme.{one}.backgroundColor") or "Canvas") for one in ("light", "dark"))
    ground = f'[data-testid="stApp"] {{ --lk-ground: light-dark({grounds}); }}'
    st.html(f"<style>{ground}{FRAME}{CODING if page == 'tagging' else ''}{_our_words()}</style>")


def _our_words() -> str:
    """Streamlit's own words replaced by ours."""
    return "\n".join(
        [
            _instead(f"{UPLOADER} > span [data-testid='stMarkdownContainer']", _(CHOOSE)),
            _instead(
                '[data-testid="stFileUploaderDropzoneInstructions"] > div',
                _(DROP).format(limit=LIMIT_MB),
            ),
            # Streamlit opens a dialog of its own only where it has lost the server; ours are popovers.
            '[data-testid="stDialog"] h2 { font-size: 0 !important; }',
            f'[data-testid="stDialog"] h2::after {{ content: "{_said(_(GONE))}"; font-size: 1.2rem; }}',
            _instead('[data-testid="stDialog"] section > div:last-child', _(WHAT_THEN)),
            _instead('[role="listbox"][data-empty="true"] > [role="option"]', _(NOTHING)),
            '[role="listbox"][data-empty="true"] { padding: .3rem .6rem; font-size: .875rem; }',
            *_new_option(),
            # Below the two ways to sort, the menu of a column holds what only tables for analysis need.
            f"{MENU} > :nth-child(n+4), {MENU} > :first-child {{ display: none !important; }}",
            *(f"{MENU} > :nth-child({at}) {{ font-size: 0 !important; }}" for at in (2, 3)),
            *(
                f'{MENU} > :nth-child({at})::after {{ content: "{_said(_(words))}"; font-size: .875rem; }}'
                for at, words in ((2, UP), (3, DOWN))
            ),
        ]
    )


def _new_option() -> list[str]:
    """Where a list takes what is typed, Streamlit writes “Add: ” before it in the same text: moved out of sight."""
    option = '[role="option"][data-key="__creatable__"]'
    return [
        f'{option} {{ display: flex; }} {option}::before {{ content: "{_said(_(NEW))}"; padding-right: .3em; }}',
        f"{option} > div {{ overflow: hidden; text-indent: -2.103em; padding: 0; background: transparent; }}",
    ]


def _instead(selector: str, words: str) -> str:
    """CSS that hides what stands in an element and says `words` in its place."""
    return f'{selector} > * {{ display: none !important; }} {selector}::after {{ content: "{_said(words)}"; }}'


def _said(words: str) -> str:
    """Words as the inside of a CSS string."""
    return "".join(f"\\{ord(letter):x} " if letter in '\\"<>&\n' else letter for letter in words)


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    tight: Iterable[int] = (),
    wide: bool = False,
    joined: Iterable[tuple[int, int, int]] = (),
    height: int | None = None,
    named: str = "",
) -> None:
    """A table to read: words wrap, numbers stand right; `tight` columns are never broken.

    A `wide` one of many columns is moved sideways on a narrow screen, not squeezed. `joined` cells are one: column,
    first and last row, from 0. With a `height` in pixels, what is longer scrolls, by keys too; `named` is how a screen
    reader calls that.
    """
    keep = set(tight)
    all_rows = [list(row) for row in rows]
    tall = {
        (at, row): (last - first + 1) * (row == first) for at, first, last in joined for row in range(first, last + 1)
    }
    body = "".join(
        f"<tr>{''.join(_cell(cell, at in keep, tall.get((at, number), 1)) for at, cell in enumerate(row))}</tr>"
        for number, row in enumerate(all_rows)
    )
    numbers = {at for row in all_rows[:1] for at, cell in enumerate(row) if isinstance(cell, int)}
    heads = "".join(f"<th{RIGHT if at in numbers else ''}>{escape(name)}</th>" for at, name in enumerate(head))
    thead = f"<thead><tr>{heads}</tr></thead>" if any(head) else ""
    looks = "lk-table lk-wide" if wide else "lk-table"
    reach = f' tabindex="0" role="region" aria-label="{escape(named or ", ".join(head))}"' if wide or height else ""
    style = f' style="max-height: {height}px"' if height else ""
    st.html(f'<div class="lk-scroll"{reach}{style}><table class="{looks}">{thead}<tbody>{body}</tbody></table></div>')


def label(words: str) -> None:
    """A small heading above what follows."""
    st.html(f'<div class="lk-label">{escape(words)}</div>')


def _cell(cell: Cell, tight: bool, rows: int) -> str:
    if not rows:
        return ""
    if isinstance(cell, int):
        return f"<td{RIGHT}>{cell}</td>"
    kept = ' class="lk-tight"' if tight else ""
    over = f' rowspan="{rows}"' if rows > 1 else ""
    return f"<td{kept}{over}>{escape(cell or '')}</td>"
