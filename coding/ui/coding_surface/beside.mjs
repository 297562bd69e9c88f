// A second pane: the source once more, or another one, to be read beside what is coded. What changes in the source is
// drawn there once the hand rests: no key waits for it.

import { Structure } from './structure.mjs';
import { View } from './view.mjs';
import { SAME } from './hand.mjs';
import { button, h } from './dom.mjs';

const COLUMNS = 840; // pixels: from here on the panes stand side by side, below that one above the other
const TOPS = new Map(); // source id → how far down it was read

const rest = globalThis.requestIdleCallback ?? ((act) => setTimeout(act, 50));

export class Beside {
  constructor(surface) {
    const { words } = surface;
    Object.assign(this, { surface, view: null, pairs: [], structure: null });
    this.title = h('h3', {});
    this.body = h('div', { class: 'cs-beside-text', tabindex: '0', role: 'region', 'aria-label': words('beside'), ondblclick: (event) => this.#go(event.target.closest?.('.cs-row')),
      onscroll: () => { if (this.view) TOPS.set(this.source.id, this.body.scrollTop); } });
    this.element = h('section', { class: 'cs-beside', hidden: true }, h('div', { class: 'cs-beside-head' }, this.title,
      button(words('beside_go'), () => this.#go(this.#topmost()), { class: 'cs-button' }), button('✕', () => this.#keep(''), { class: 'cs-button cs-tool', 'aria-label': words('beside_close') })), this.body);
    this.watch = new ResizeObserver(() => this.#columns());
  }

  get which() {
    const { doc, hand } = this.surface;
    return hand.beside === doc.source.id ? SAME : hand.beside;
  }

  // The key: choose what is read beside, or close it.
  toggle() {
    const { doc, popups, words } = this.surface;
    if (this.which) {
      this.#keep('');
      return;
    }
    const others = (doc.sources ?? []).filter(([id]) => id !== doc.source.id).map(([id, name]) => ({ value: id, name, text: '' }));
    popups.choose(words('beside_title'), [{ value: SAME, name: words('beside_same'), text: '' }, ...others], undefined, (which) => this.#keep(which), { none: false });
  }

  #keep(beside) {
    this.surface.keepHand({ beside });
    this.show();
    this.surface.focus();
  }

  #columns() {
    const { root } = this.surface;
    root.classList.toggle('cs-columns', root.clientWidth >= COLUMNS);
    this.surface.handles.place();
  }

  show() {
    const { which, surface } = this;
    const { root, channel, doc, toolbar, words } = surface;
    this.clear();
    this.element.hidden = !which;
    root.classList.toggle('cs-two', Boolean(which));
    toolbar.showBeside(Boolean(which));
    if (!which) return;
    this.watch.observe(root);
    this.#columns();
    const given = which === SAME ? doc : channel.beside;
    this.title.textContent = (which === SAME ? doc.source.name : doc.sources?.find(([id]) => id === which)?.[1]) ?? '';
    this.body.replaceChildren(h('p', { class: 'cs-quiet' }, words('loading')));
    if (given?.source.id === (which === SAME ? doc.source.id : which)) rest(() => !surface.gone && this.which === which && this.#build(given));
    else surface.sync.ask(`beside/${which}`);
  }

  #build(doc) {
    const { surface } = this;
    const same = doc === surface.doc;
    this.#empty();
    this.source = doc.source;
    this.structure = same ? surface.structure : new Structure(doc);
    this.view = new View(this.structure, { words: surface.words, codeOf: (id) => surface.codeOf(id), nameOf: (id) => surface.nameOf(id), me: doc.me });
    this.view.build(same ? surface.model.drawn.values() : doc.codings);
    const { element } = this.view;
    for (const name of ['role', 'aria-readonly', 'aria-multiline', 'inputmode', 'tabindex']) element.removeAttribute(name);
    element.setAttribute('contenteditable', 'false');
    element.setAttribute('lang', doc.source.language);
    this.body.replaceChildren(element);
    this.body.scrollTop = TOPS.get(doc.source.id) ?? 0;
    this.view.watch(this.body);
  }

  // Codings of the source came or went.
  changed(pairs, codes) {
    if (!this.view) return;
    if (this.source.id === this.surface.doc.source.id) this.pairs.push(...pairs);
    this.codes ||= codes;
    if (this.pairs.length || this.codes) this.waiting ??= rest(() => this.#draw());
  }

  #draw() {
    const { codes, pairs, view } = this;
    Object.assign(this, { waiting: null, pairs: [], codes: false });
    view?.change(pairs, null);
    if (codes) view?.redrawAll();
  }

  // What the page brought: the other source.
  take() {
    if (this.which && this.which !== SAME) this.show();
  }

  #topmost() {
    const top = this.body.getBoundingClientRect().top;
    return this.view?.elements.find((row) => row.getBoundingClientRect().bottom > top + 8);
  }

  // There to code: to the place in this source, or on to the other one.
  #go(row) {
    if (!row || !this.view) return;
    const { start } = this.structure.rows[Number(row.dataset.row)];
    if (this.source.id === this.surface.doc.source.id) this.surface.goto(start);
    else {
      // What is left comes to stand beside it.
      this.surface.keepHand({ beside: this.surface.doc.source.id });
      this.surface.sync.visit({ source: this.source.name, at: this.structure.offsets.points(start) });
    }
  }

  clear() {
    this.watch.disconnect();
    this.#empty();
  }

  #empty() {
    this.view?.near?.disconnect();
    this.view?.tints.destroy();
    Object.assign(this, { view: null, pairs: [] });
    this.body.replaceChildren();
  }
}
