// What stands beside a concept map: what is selected, with what can be said of it; the list of what can be added; all keys.

import { h, quiet } from './dom.mjs';

const KINDS = ['part', 'leads', 'supports', 'contradicts', 'associated', 'own'];
const SHOWN = 60; // of a list: who looks for more writes a few letters

export class MapPanel {
  constructor(desk) {
    this.desk = desk;
    this.words = desk.words;
    this.box = quiet(h('div', { class: 'cm-side', hidden: true, 'data-testid': 'concept-map-side' }));
    // A field that has the focus is left by Esc, wherever in the panel it stands.
    this.box.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      this.close();
    });
  }

  get open() { return !this.box.hidden; }

  close() {
    if (!this.open) return;
    // Leaving a field says that what stands in it counts.
    if (this.box.contains(document.activeElement)) document.activeElement.blur();
    this.box.hidden = true;
    this.box.replaceChildren();
    this.about = null;
    this.desk.stage.focus({ preventScroll: true });
  }

  #show(title, about, ...children) {
    this.about = about;
    const close = h('button', { type: 'button', class: 'cm-button cm-close', 'aria-label': this.words('close'), title: `${this.words('close')} (Esc)`, onclick: () => this.close() }, '×');
    this.box.replaceChildren(h('div', { class: 'cm-side-head' }, h('strong', {}, title), close), ...children);
    this.box.hidden = false;
  }

  #button(word, act, kind = '') {
    return h('button', { type: 'button', class: `cm-button ${kind}`, onclick: act }, this.words(word));
  }

  // -- adding --------------------------------------------------------------------------------------

  word() {
    const field = h('input', { class: 'cm-field', maxlength: 200, 'aria-label': this.words('word_field'), placeholder: this.words('word_field') });
    const save = () => {
      const text = field.value.trim();
      this.box.hidden = true;
      if (text) this.desk.addWord(text);
      this.close();
      this.desk.stage.focus({ preventScroll: true });
    };
    field.addEventListener('keydown', (event) => event.key === 'Enter' && (event.preventDefault(), save()));
    this.#show(this.words('word'), 'word', field, h('div', { class: 'cm-row' }, this.#button('add', save, 'cm-primary')));
    field.focus();
  }

  things() {
    const field = h('input', { class: 'cm-field', role: 'combobox', 'aria-expanded': 'true', 'aria-controls': 'cm-list', 'aria-label': this.words('search'), placeholder: this.words('search') });
    const list = h('ul', { class: 'cm-list', id: 'cm-list', role: 'listbox', 'aria-label': this.words('add_what') });
    let found = [], at = 0;
    const choose = (thing) => {
      this.desk.addThing(thing);
      field.value = '';
      show();
      field.focus();
    };
    const mark = () => {
      [...list.children].forEach((one, n) => one.setAttribute('aria-selected', n === at));
      const here = list.children[at];
      here?.scrollIntoView({ block: 'nearest' });
      if (here?.id) field.setAttribute('aria-activedescendant', here.id);
      else field.removeAttribute('aria-activedescendant');
    };
    const show = () => {
      const wanted = field.value.trim().toLowerCase();
      found = this.desk.addable().filter((one) => `${one.head} ${one.key} ${one.name}`.toLowerCase().includes(wanted)).slice(0, SHOWN);
      at = Math.min(at, Math.max(0, found.length - 1));
      list.replaceChildren(
        ...found.map((one, n) =>
          h('li', { role: 'option', id: `cm-option-${n}`, onpointerdown: (event) => event.preventDefault(), onclick: () => choose(one) }, h('span', { class: 'cm-kind' }, one.head || this.words(`kind_${one.kind}`)), h('span', {}, one.name)),
        ),
      );
      if (!found.length) list.append(h('li', { class: 'cm-faint' }, this.words('no_match')));
      mark();
    };
    field.addEventListener('input', () => { at = 0; show(); });
    field.addEventListener('keydown', (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by) at = (at + by + found.length) % Math.max(1, found.length), mark();
      else if (event.key === 'Enter' && found[at]) choose(found[at]);
      else return;
      event.preventDefault();
    });
    this.#show(this.words('add_what'), 'things', field, list);
    show();
    field.focus();
  }

  keys() {
    const rows = [
      ['← ↑ ↓ →', 'key_move'], ['Tab, Shift+Tab', 'key_next'], ['Shift+← ↑ ↓ →', 'key_shift'], ['Enter', 'key_open'], ['N', 'key_word'], ['A', 'key_add'], ['R', 'key_relate'], ['T', 'key_tie'], ['Delete', 'key_remove'],
      ['Ctrl+Z', 'key_undo'], ['Ctrl+Shift+Z', 'key_redo'], ['+  −  0', 'key_zoom'], ['Esc', 'key_escape'],
    ];
    this.#show(this.words('keys'), 'keys', h('dl', { class: 'cm-keys' }, ...rows.flatMap(([key, word]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, this.words(word))])), h('p', { class: 'cm-faint' }, this.words('key_mouse')));
    this.box.querySelector('button').focus();
  }

  // -- what is selected ------------------------------------------------------------------------------

  // Show a concept or tie; with `take`, the keys go to its first field.
  details(id, take = true) {
    const { chart, view } = this.desk;
    const tie = chart.view.ties.get(id);
    if (tie) this.#tie(tie);
    else if (view.boxes.has(id)) this.#concept(view.boxes.get(id));
    else return this.close();
    if (take) (this.box.querySelector('select, input, textarea, a') ?? this.box.querySelector('button')).focus();
  }

  // What is shown went away, or somebody says something else of it; a field that has the focus is left alone.
  again() {
    if (!this.open || !this.about || ['word', 'things', 'keys'].includes(this.about)) return;
    const there = this.desk.chart.view.ties.has(this.about) || this.desk.view.boxes.has(this.about);
    if (!there) this.close();
    else if (!this.box.contains(document.activeElement)) this.details(this.about, false);
  }

  #concept(one) {
    const { desk } = this;
    const thing = one.of ? desk.things.get(one.of) : null;
    const parts = [];
    if (one.kind === 'word' && !desk.readonly) {
      const field = h('input', { class: 'cm-field', maxlength: 200, value: one.text, 'aria-label': this.words('word_field') });
      field.addEventListener('change', () => desk.rename(one.id, field.value));
      field.addEventListener('keydown', (event) => event.key === 'Enter' && (event.preventDefault(), this.close()));
      parts.push(field);
    } else parts.push(h('p', { class: 'cm-name' }, one.name));
    if (thing?.url) parts.push(h('a', { href: thing.url, target: '_self' }, this.words('excerpts')));
    const ties = desk.tiesOf(one.id);
    if (ties.length) {
      parts.push(h('div', { class: 'cm-label' }, this.words('relations')));
      parts.push(h('ul', { class: 'cm-list' }, ...ties.map((tie) => h('li', {}, h('button', { type: 'button', class: 'cm-link', onclick: () => (desk.select(tie.id), this.details(tie.id)) }, desk.sentence(tie))))));
    }
    if (!desk.readonly) parts.push(h('div', { class: 'cm-row' }, this.#button('relate', () => (this.close(), desk.relate())), this.#button('remove', () => (this.close(), desk.remove()))));
    this.#show(this.words(`kind_${one.kind}`), one.id, ...parts);
  }

  #tie(tie) {
    const { desk } = this;
    const evidence = h('p', { class: 'cm-faint' }, tie.n === 1 ? this.words('evidence_1') : tie.n ? this.words('evidence_n', { n: tie.n }) : this.words('no_evidence'));
    const sentence = h('p', { class: 'cm-name' }, desk.sentence(tie));
    if (desk.readonly) return this.#show(this.words('relation'), tie.id, sentence, h('p', {}, tie.comment), evidence);
    const kind = h('select', { class: 'cm-field', 'aria-label': this.words('relation') }, ...KINDS.map((one) => h('option', { value: one, selected: one === tie.kind }, this.words(`tie_${one}`))));
    const word = h('input', { class: 'cm-field', maxlength: 80, value: tie.word, hidden: tie.kind !== 'own', 'aria-label': this.words('own_word'), placeholder: this.words('own_word') });
    const comment = h('textarea', { class: 'cm-field', rows: 3, 'aria-label': this.words('comment'), placeholder: this.words('comment') });
    comment.value = tie.comment;
    const say = () => {
      word.hidden = kind.value !== 'own';
      // An own relation without its word is none yet.
      if (kind.value === 'own' && !word.value.trim()) return word.focus();
      desk.say(tie.id, { kind: kind.value, word: kind.value === 'own' ? word.value.trim() : '', comment: comment.value.trim() });
      const now = desk.chart.view.ties.get(tie.id);
      if (now) sentence.textContent = desk.sentence(now);
      if (now) kind.value = now.kind;
    };
    for (const field of [kind, word, comment]) field.addEventListener('change', say);
    for (const field of [kind, word]) field.addEventListener('keydown', (event) => event.key === 'Enter' && (event.preventDefault(), say(), this.close()));
    comment.addEventListener('keydown', (event) => event.key === 'Enter' && event.ctrlKey && this.close());
    return this.#show(
      this.words('relation'), tie.id, sentence, kind, word, comment, evidence,
      h('div', { class: 'cm-row' }, this.#button('choose', () => desk.choose(tie.id)), this.#button('turn', () => (desk.turn(tie.id), this.details(tie.id, false))), this.#button('remove', () => (this.close(), desk.remove()))),
    );
  }
}
