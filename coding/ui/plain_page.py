"""Pages of our own beside the app: plain HTML without a script, in the language of the browser, for any screen."""

import html

from coding.ui.words import Screen, catalogue, preferred

STYLE = """
:root { color-scheme: light dark; --ink: #1d2b31; --ground: #fff; --line: #8a9aa0; --strong: #1b6478; --wrong: #a3271f }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4edef; --ground: #11191d; --line: #7c8f96; --strong: #24809a; --wrong: #ff9c94 }
}
* { box-sizing: border-box }
body { font: 1.0625rem/1.6 system-ui, sans-serif; color: var(--ink); background: var(--ground); margin: 0 auto;
  max-width: 26rem; padding: 12vh 1.25rem 3rem }
body.words { max-width: 36rem }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 1rem }
label { display: block; margin: 1.1rem 0 .3rem; font-weight: 600 }
input { font: inherit; width: 100%; min-height: 2.75rem; padding: .45rem .7rem; color: inherit; background: transparent;
  border: 1px solid var(--line); border-radius: 8px }
button, a.button { font: inherit; font-weight: 600; display: block; width: 100%; min-height: 2.75rem;
  margin-top: 1.4rem; padding: .5rem 1rem; text-align: center; text-decoration: none; color: #fff;
  background: var(--strong); border: 0; border-radius: 8px; cursor: pointer }
a.button { color: inherit; background: transparent; border: 1px solid var(--line) }
:focus-visible { outline: 3px solid var(--strong); outline-offset: 2px }
.hint { margin: .3rem 0 0; font-size: .9375rem }
.last { margin-top: 1.6rem }
[role=alert] { color: var(--wrong); border-left: 4px solid; padding-left: .75rem; margin: 0 0 1rem }
"""


def say(sentence: str, language: Screen, **values: object) -> str:
    """A sentence in this language, its values filled in, safe in HTML."""
    return html.escape(catalogue(language).gettext(sentence).format(**values))


def frame(title: str, body: str, language: Screen, kind: str = "") -> str:
    """A whole page; title and body are HTML."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title} · Simpul</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f'<style>{STYLE}</style></head><body class="{kind}"><main>{body}</main></body></html>'
    )


def page_of(sentence: str, accept_language: str | None) -> str:
    """A page that says one sentence."""
    language = preferred(accept_language)
    words = html.escape(catalogue(language).gettext(sentence))
    return frame("Simpul", f"<p>{words}</p>", language, "words")
