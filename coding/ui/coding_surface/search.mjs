// Search in the text. Hits are drawn by the CSS Custom Highlight API, so that the rows stay untouched.

const MOST = 2000;

// [start, end) of every place where the words stand, whatever their case.
export function findAll(text, wanted) {
  if (!wanted.trim()) return [];
  const pattern = new RegExp(wanted.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'), 'giu');
  const hits = [];
  for (const found of text.matchAll(pattern)) {
    hits.push([found.index, found.index + found[0].length]);
    if (hits.length >= MOST) break;
  }
  return hits;
}

export function paint(name, ranges) {
  if (!globalThis.CSS?.highlights || typeof Highlight === 'undefined') return;
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

export class Search {
  constructor(caret) {
    this.caret = caret;
    this.hits = [];
    this.at = -1;
  }

  find(wanted, from) {
    this.hits = findAll(this.caret.view.structure.text, wanted);
    this.at = this.hits.length ? Math.max(0, this.hits.findIndex(([start]) => start >= from)) : -1;
    this.paint();
    this.#show();
  }

  step(direction) {
    if (!this.hits.length) return;
    this.at = (this.at + direction + this.hits.length) % this.hits.length;
    this.paint();
    this.#show();
  }

  get hit() { return this.hits[this.at] ?? null; }

  #show() {
    if (this.hit) this.caret.scrollTo(this.hit[0], 'center');
  }

  paint() {
    paint('cs-hit', this.hits.map(([start, end]) => this.caret.range(start, end)));
    paint('cs-hit-now', this.hit ? [this.caret.range(...this.hit)] : []);
  }

  // Rows were drawn again: ranges into the old ones are dead.
  again() {
    if (this.hits.length) this.paint();
  }

  clear() {
    this.hits = [];
    this.at = -1;
    this.paint();
  }
}
