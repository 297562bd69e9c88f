// Colours as classes: a look (one colour, or several laid over each other) is a rule made once, however many marks wear it.

import { colour, tint } from './marks.mjs';

export class Tints {
  constructor() {
    this.sheet = new CSSStyleSheet();
    this.names = new Map();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
    this.scope = `cs-t${Tints.made++}`;
  }

  // The class for these colours, in order; the first is the leading one (--c).
  of(colours) {
    const key = colours.join();
    let name = this.names.get(key);
    if (!name) {
      name = `${this.scope}-${this.names.size}`;
      this.names.set(key, name);
      this.sheet.insertRule(`.cs-root .${name} { --c: ${colour(colours[0])}; }`);
      this.sheet.insertRule(`.cs-root .cs-mark.${name} { background-image: ${tint(colours)}; }`);
    }
    return name;
  }

  destroy() {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet);
  }
}

Tints.made = 0;
