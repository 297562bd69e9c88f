// By finger: a tap chooses a word, a second one the words up to it; a bar with codes comes up under the text.

import { button, h } from './dom.mjs';
import { colour } from './marks.mjs';
import { trim, wordAround } from './offsets.mjs';

const SHORT = 450; // milliseconds: a longer press is the browser's own way to select
const STILL = 10; // pixels: what moves further scrolls
const MOST = 8;

export class Touch {
  constructor(surface) {
    Object.assign(this, { surface, first: null, down: null, shown: '' });
    // Where a finger is the usual way, buttons have its size from the beginning: nothing moves under the first tap.
    this.usual = globalThis.matchMedia?.('(pointer: coarse)').matches ?? false;
    this.codes = h('span', { class: 'cs-touch-codes' });
    this.told = h('span', { class: 'cs-touch-words' });
    const tool = (name, act) => button(surface.words(name), act, { class: 'cs-button' });
    this.bar = h('div', { class: 'cs-touch-bar', role: 'toolbar', 'aria-label': surface.words('touch_bar'), hidden: true }, this.told,
      h('span', { class: 'cs-touch-tools' }, tool('touch_segment', () => this.#segment()), tool('touch_all', () => surface.openPalette(false)), button('✕', () => this.#leave(), { class: 'cs-button cs-tool', 'aria-label': surface.words('close') })), this.codes);
  }

  get on() { return this.surface.root.classList.contains('cs-touch'); }

  started(event) {
    this.surface.root.classList.add('cs-touch');
    const [finger] = event.touches;
    this.down = event.touches.length === 1 ? { x: finger.clientX, y: finger.clientY, at: performance.now() } : null;
  }

  moved(event) {
    const [finger] = event.touches;
    if (this.down && Math.hypot(finger.clientX - this.down.x, finger.clientY - this.down.y) > STILL) this.down = null;
  }

  ended(event) {
    const { down, surface } = this;
    this.down = null;
    if (!down || performance.now() - down.at > SHORT || !event.target.closest?.('.cs-line')) return;
    const offset = surface.caret.under(down.x, down.y);
    const word = offset === null ? null : wordAround(surface.structure.text, offset);
    if (!word) return;
    event.preventDefault(); // or the browser would follow with a click that puts the caret there
    surface.closePalette();
    const range = this.first ? [Math.min(this.first[0], word[0]), Math.max(this.first[1], word[1])] : word;
    this.first = this.first ? null : word;
    surface.select(...range);
  }

  #segment() {
    const { surface } = this;
    this.first = null;
    surface.select(...trim(surface.structure.text, ...surface.commands.segment()));
  }

  #leave() {
    this.first = null;
    this.surface.closePalette();
    this.surface.goto(this.surface.caret.start);
  }

  // Own letters first, then what was used last, then the codes with a digit.
  #offered() {
    const { book, hand } = this.surface;
    const ids = [...Object.keys(hand.favourites).sort().map((letter) => hand.favourites[letter]), ...hand.recent, ...book.digits.values()];
    return [...new Set(ids)].map((id) => book.get(id)).filter((code) => code?.codable).slice(0, MOST);
  }

  show() {
    if (!this.on) return;
    const { doc, structure, words } = this.surface;
    const range = doc.readonly ? null : this.surface.selected();
    if (!range) this.first = null;
    this.bar.hidden = !range;
    if (!range) return;
    const said = structure.text.slice(...range).replace(/\s+/g, ' ');
    const [begin, end] = [said.slice(0, 24), said.slice(-24)];
    this.told.textContent = this.first ? `“${said}” · ${words('touch_last')}` : said.length > 52 ? `“${begin} … ${end}”` : `“${said}”`;
    const codes = this.#offered();
    const shown = codes.map((code) => `${code.id} ${code.name}`).join();
    if (shown === this.shown) return;
    this.shown = shown;
    this.codes.replaceChildren(...codes.map((code) => button(h('span', { class: 'cs-line-up' }, h('b', { class: 'cs-chip' }, code.sign || code.key || '·'), h('span', { class: 'cs-name' }, code.name)),
      () => this.#apply(code.id), { class: 'cs-button', '--c': colour(code.colour), 'data-code': code.key ?? code.id })));
  }

  #apply(code) {
    this.first = null;
    this.surface.commands.apply([code]);
    this.show();
  }
}
