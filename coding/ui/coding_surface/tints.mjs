// Colours as classes: a look (one colour, or several laid over each other) is a rule made once, however many marks wear it.
// Rules are made only while a source is built: a new rule later would have the browser style the whole text again.

import { colour, tint } from './marks.mjs';

let made = 0;

export class Tints {
  constructor() {
    this.scope = `cs-t${made++}`;
    this.names = new Map();
    this.rules = [];
    this.sheet = new CSSStyleSheet();
  }

  // Dress a bar or a mark in these colours; the first is the leading one (--c).
  wear(element, colours, kind) {
    const key = colours.join();
    let name = this.names.get(key);
    if (!name && this.rules) {
      name = `${this.scope}-${this.names.size}`;
      this.names.set(key, name);
      this.rules.push(`.cs-root .${name} { --c: ${colour(colours[0])}; }`, `.cs-root .cs-mark.${name} { background-image: ${tint(colours)}; }`);
    }
    element.className = name ? `${kind} ${name}` : kind;
    if (name) return;
    element.style.setProperty('--c', colour(colours[0]));
    if (element.localName === 'mark') element.style.backgroundImage = tint(colours);
  }

  // The source is built: give the browser the rules.
  fix() {
    this.sheet.replaceSync(this.rules.join('\n'));
    this.rules = null;
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
  }

  destroy() {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet);
  }
}
