// Small windows over the text: one choice of a few, a memo, a new code, the keys.

import { KEYS, written } from './keys.mjs';
import { button, h, quiet } from './dom.mjs';
import { shifted } from './hand.mjs';

export class Popups {
  // drafts: coding id → memo words not yet saved.
  constructor(root, words, back, drafts) {
    Object.assign(this, { root, words, back, drafts });
    this.element = null;
  }

  get open() { return this.element !== null; }

  close() {
    this.element?.remove();
    this.element = null;
    this.back();
  }

  #show(title, kind, ...children) {
    this.element?.remove();
    const close = button('✕', () => this.close(), { 'aria-label': this.words('close'), class: 'cs-button cs-close' });
    const box = quiet(h('div', { class: `cs-popup ${kind}`, role: 'dialog', 'aria-modal': 'true', 'aria-label': title }, h('div', { class: 'cs-popup-head' }, h('h3', {}, title), close), ...children));
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
      if (event.key === 'Tab') this.#keepInside(event, box);
    });
    const veil = h('div', { class: 'cs-veil', onmousedown: (event) => { if (event.target === veil) { event.preventDefault(); this.close(); } } }, box);
    this.element = veil;
    this.root.append(veil);
    return box;
  }

  #keepInside(event, box) {
    const stops = [...box.querySelectorAll('button, input, textarea, select, [tabindex="0"]')];
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  }

  // options: [{value, name, text}]; digits choose, 0 takes the value away where there may be none.
  choose(title, options, now, take, { none = true } = {}) {
    const all = none ? [...options, { value: null, name: this.words('none'), text: '' }] : options;
    const done = (value) => { this.close(); take(value); };
    const items = all.map(({ value, name, text }, i) => {
      const digit = value === null ? '0' : i < 9 ? String(i + 1) : '';
      return h('button', { type: 'button', class: 'cs-choice', 'aria-pressed': String(value === (now ?? null)), onclick: () => done(value) }, digit && h('kbd', {}, digit), h('span', {}, h('b', {}, name), text && h('small', {}, text)));
    });
    const box = this.#show(title, 'cs-choices', ...items);
    box.addEventListener('keydown', (event) => {
      const index = event.key === '0' ? (none ? all.length - 1 : -1) : Number(event.key) - 1;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      // Letters lead to the next name that begins with them.
      const from = items.indexOf(document.activeElement) + 1;
      const named = /^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.metaKey && [...items.slice(from), ...items.slice(0, from)].find((_, i) => all[(from + i) % all.length].name.toLowerCase().startsWith(event.key.toLowerCase()));
      if (/^\d$/.test(event.key) && all[index]) done(all[index].value);
      else if (named) named.focus();
      else if (step) items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
      else return;
      event.preventDefault();
    });
    items[Math.max(0, all.findIndex(({ value }) => value === (now ?? null)))].focus();
  }

  // A letter of one's own: the next one pressed. given: [letter, name of its code].
  letter(title, given, take) {
    const rows = given.map(([letter, name]) => h('div', { class: 'cs-key' }, h('span', {}, h('kbd', {}, shifted(letter))), h('span', {}, name)));
    const box = this.#show(title, 'cs-letters', h('p', { class: 'cs-quiet' }, this.words('favourite_hint')), ...rows);
    box.setAttribute('tabindex', '-1');
    box.addEventListener('keydown', (event) => {
      if (!/^\p{L}$/u.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.close();
      take(event.key.toLowerCase());
    });
    box.focus();
  }

  // theirs: what somebody else saved meanwhile, shown beside ours.
  memo(coding, code, save, theirs = null, mine = null) {
    const text = this.#field(coding.id, this.words('memo'), mine, coding.memo);
    const other = theirs !== null && h('div', { class: 'cs-theirs-memo' }, h('b', {}, this.words('memo_theirs')), h('p', {}, theirs), button(this.words('memo_merge'), () => { text.value = `${theirs}\n\n${text.value}`; this.drafts.set(coding.id, text.value); }), h('b', {}, this.words('memo_mine')));
    this.#note(coding.id, this.words('memo_of', { code }), text, this.words('memo_hint'), other || '', save);
  }

  // What nobody expected of a place in the text.
  surprise(place, save) {
    const text = this.#field(place, this.words('surprise'));
    this.#note(place, this.words('surprise'), text, this.words('surprise_hint'), '', (note) => note && save(note));
  }

  // A question about a coding, for whoever supervises.
  consult(coding, save) {
    const text = this.#field(`consult-${coding}`, this.words('consult'));
    this.#note(`consult-${coding}`, this.words('consult'), text, this.words('consult_hint'), '', (note) => note && save(note));
  }

  #field(of, label, ...values) {
    const text = h('textarea', { class: 'cs-memo', rows: '6', 'aria-label': label });
    text.value = values[0] ?? this.drafts.get(of) ?? values[1] ?? '';
    text.addEventListener('input', () => this.drafts.set(of, text.value));
    return text;
  }

  #note(of, title, text, hint, other, save) {
    const done = () => { this.drafts.delete(of); this.close(); save(text.value.trim()); };
    const box = this.#show(title, 'cs-memo-box', other, text, h('p', { class: 'cs-quiet' }, hint), h('div', { class: 'cs-buttons' }, button(this.words('save'), done, { class: 'cs-button cs-primary' }), button(this.words('cancel'), () => { this.drafts.delete(of); this.close(); })));
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      done();
    });
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
  }

  // A new code: its name and its group.
  newCode(name, groups, make) {
    const field = h('input', { type: 'text', class: 'cs-search', maxlength: '200', 'aria-label': this.words('name_code') });
    field.value = name;
    const parent = h('select', { class: 'cs-search', 'aria-label': this.words('parent') }, h('option', { value: '' }, this.words('no_parent')), ...groups.map((group) => h('option', { value: group.id }, group.name)));
    const done = () => {
      if (!field.value.trim()) return field.focus();
      this.close();
      return make(field.value.trim(), parent.value || null);
    };
    const box = this.#show(this.words('new_code'), 'cs-new-box', h('label', {}, this.words('name_code'), field), h('label', {}, this.words('parent'), parent), h('div', { class: 'cs-buttons' }, button(this.words('create'), done, { class: 'cs-button cs-primary' }), button(this.words('cancel'), () => this.close())));
    box.addEventListener('keydown', (event) => { if (event.key === 'Enter' && event.target === field) { event.preventDefault(); done(); } });
    field.focus();
    field.select();
  }

  keys() {
    const row = (keys, what) => h('div', { class: 'cs-key' }, h('span', {}, ...keys.map((key) => h('kbd', {}, key))), h('span', {}, what));
    const extra = { move: [row(['←', '→', 'Home', 'End'], this.words('key_caret'))], code: [row(['1', '…', '9'], this.words('key_digits')), row([shifted('a'), '…', shifted('z')], this.words('key_favourites')), row(['A', '…', 'Z'], this.words('key_letters'))] };
    const groups = KEYS.map(({ group, commands }) => h('section', {}, h('h4', {}, this.words(`key_${group}`)), ...(extra[group] ?? []), ...commands.map(([command, keys]) => row(keys.map(written), this.words(`key_${command}`)))));
    this.#show(this.words('keys_title'), 'cs-keys', h('div', { class: 'cs-keys-grid' }, ...groups)).querySelector('.cs-close').focus();
  }
}
