// Search in the text. Hits are drawn by the CSS Custom Highlight API, so that the rows stay untouched.

const MOST = 2000;

const PLAIN = { '‘': "'", '’': "'", '“': '"', '”': '"', '–': '-', '—': '-' };
let last = { text: '', bare: '' };

function bareLetter(letter) {
  const bare = PLAIN[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '');
  return bare.length === letter.length ? bare : letter;
}

const bared = (text) => text.replace(/[^\0-\x7f]/gu, bareLetter);

// Without accents and typographic signs, and exactly as long, so that offsets stay what they are.
function bare(text) {
  if (last.text !== text) last = { text, bare: bared(text) };
  return last.bare;
}

// [start, end) of every place where the words stand, whatever their case, accents and line breaks.
export function findAll(text, wanted) {
  const asked = wanted.trim().normalize('NFC');
  if (!asked) return [];
  const letters = [...bared(asked).replace(/\s+/g, ' ')];
  const pattern = letters.map((letter) => (letter === ' ' ? '\\s+' : `${letter.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}\\p{M}*`)).join('');
  const hits = [];
  for (const found of bare(text).matchAll(new RegExp(pattern, 'giu'))) {
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
  constructor(surface) {
    this.surface = surface;
    this.hits = [];
    this.at = -1;
  }

  get hit() { return this.hits[this.at] ?? null; }

  find(typed) {
    const { caret, structure } = this.surface;
    // Labels and times stand above the words: a hit there could not be shown.
    this.hits = findAll(structure.text, typed).filter(([start, end]) => structure.inside(start) && structure.inside(end));
    this.at = this.hits.length ? Math.max(0, this.hits.findIndex(([start]) => start >= caret.start)) : -1;
    this.#show(Boolean(typed.trim()));
  }

  step(way) {
    if (this.hits.length) this.at = (this.at + way + this.hits.length) % this.hits.length;
    this.#show(this.hits.length > 0);
  }

  #show(active) {
    const { caret, toolbar } = this.surface;
    this.paint();
    toolbar.showHits(this.at, this.hits.length, active);
    if (this.hit) caret.scrollTo(this.hit[0], 'center');
  }

  paint() {
    const { caret } = this.surface;
    paint('cs-hit', this.hits.map(([start, end]) => caret.range(start, end)));
    paint('cs-hit-now', this.hit ? [caret.range(...this.hit)] : []);
  }

  // Rows were drawn again: ranges into the old ones are dead.
  again() {
    if (this.hits.length) this.paint();
  }

  // Leave the search; a hit becomes the selection.
  stop() {
    const { hit, surface } = this;
    surface.toolbar.field.value = '';
    surface.toolbar.showSearch(false);
    this.hits = [];
    this.at = -1;
    this.#show(false);
    if (hit) surface.select(...hit);
    else surface.focus();
  }
}
