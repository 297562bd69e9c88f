// The row above the text: where we are, search, segment unit, undo and redo, the finished mark, the save mark.

import { button, h, quiet } from './dom.mjs';

export class Toolbar {
  constructor(words, act) {
    Object.assign(this, { words, act });
    const tool = (sign, name, key, action) => button(sign, action, { class: 'cs-button cs-tool', 'aria-label': words(name), title: key ? `${words(name)} (${key})` : words(name) });
    this.previous = tool('‹', 'previous', '[', () => act.previous_source());
    this.next = tool('›', 'next', ']', () => act.next_source());
    this.name = h('h2', { class: 'cs-source' });
    this.unit = button('', () => act.unit(), { class: 'cs-button cs-unit', title: `${words('key_unit')} (U)` });
    this.undo = tool('↶', 'undo', 'Z', () => act.undo());
    this.redo = tool('↷', 'redo', 'Y', () => act.redo());
    this.advance = tool('⤓', 'advance', '.', () => act.advance());
    this.beside = tool('▥', 'beside', '\\', () => act.beside());
    this.sight = button('', () => act.showAll(), { class: 'cs-button cs-sighted', title: words('sight_clear'), hidden: true });
    this.finish = button('', () => act.finish(), { class: 'cs-button cs-finish' });
    this.correct = tool('✎', 'correct', '', () => act.correct());
    this.help = tool('?', 'keys', '?', () => act.help());
    this.look = tool('⌕', 'search', 'G', () => act.search());
    this.look.classList.add('cs-look');
    this.sheet = button(words('panel'), () => act.sheet(), { class: 'cs-button cs-sheet-button', 'aria-expanded': 'false' });
    this.save = h('span', { class: 'cs-save', role: 'status', 'aria-live': 'polite' });
    this.field = quiet(h('input', { type: 'search', class: 'cs-search', 'aria-label': words('search'), placeholder: words('search'), oninput: () => act.find(this.field.value) }));
    this.field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') act.step(event.shiftKey ? -1 : 1);
      else if (event.key === 'Escape') act.stopSearch();
      else return;
      event.preventDefault();
    });
    this.hits = h('span', { class: 'cs-hits', 'aria-live': 'polite' });
    this.find = h('span', { class: 'cs-find', role: 'search' }, this.field, this.hits,
      button('↑', () => act.step(-1), { 'aria-label': words('hit_previous'), class: 'cs-button cs-tool cs-step' }), button('↓', () => act.step(1), { 'aria-label': words('hit_next'), class: 'cs-button cs-tool cs-step' }));
    this.element = h('div', { class: 'cs-bar-top', role: 'toolbar', 'aria-label': words('keys_title') },
      h('span', { class: 'cs-where' }, this.previous, this.name, this.next), this.find,
      h('span', { class: 'cs-acts' }, this.look, this.sight, this.unit, this.advance, this.beside, this.undo, this.redo, this.correct, this.finish, this.help, this.sheet), this.save);
  }

  showSource({ source, next, prev, readonly, corrects }) {
    this.name.textContent = source.name;
    this.name.title = source.name;
    this.previous.disabled = !prev;
    this.next.disabled = !next;
    if (prev) this.previous.title = `${prev.name} ([)`;
    if (next) this.next.title = `${next.name} (])`;
    for (const one of [this.undo, this.redo, this.finish, this.advance]) one.hidden = readonly;
    this.correct.hidden = !corrects;
  }

  showUnit(unit) {
    this.unit.replaceChildren(h('span', { class: 'cs-label' }, `${this.words('unit')}: `), this.words(`unit_${unit}`));
  }

  showAdvance(on) { this.advance.setAttribute('aria-pressed', String(on)); }

  showBeside(on) { this.beside.setAttribute('aria-pressed', String(on)); }

  // What stands out, and by a press no longer.
  showSight(told) {
    this.sight.hidden = !told;
    this.sight.replaceChildren(h('span', { class: 'cs-name' }, told), ' ✕');
  }

  showFinished(finished) {
    this.finish.replaceChildren(h('span', { 'aria-hidden': 'true' }, '✓'), h('span', { class: 'cs-label' }, this.words(finished ? 'finished' : 'finish')));
    this.finish.setAttribute('aria-pressed', String(finished));
    this.finish.title = `${this.words(finished ? 'unfinish' : 'finish')} (F)`;
  }

  showHistory(undo, redo) {
    this.undo.disabled = !undo.can;
    this.redo.disabled = !redo.can;
    this.undo.title = `${[this.words('undo'), undo.what].filter(Boolean).join(': ')} (Z)`;
    this.redo.title = `${[this.words('redo'), redo.what].filter(Boolean).join(': ')} (Y)`;
  }

  showSearch(open) {
    this.find.classList.toggle('cs-open', open);
    if (!open) return;
    this.field.focus();
    this.field.select();
  }

  showHits(at, total, active) {
    this.find.classList.toggle('cs-searching', active);
    this.hits.textContent = !active ? '' : total ? this.words('hits', { n: at + 1, total }) : this.words('no_hits');
  }

  // mood: saved, saving, offline. Said only when it changes, so that a screen reader is not flooded.
  showMood(mood, waiting, memory) {
    const text = this.words(mood, { n: waiting });
    if (this.save.dataset.mood === mood && this.save.dataset.text === text && this.save.dataset.memory === String(memory)) return;
    Object.assign(this.save.dataset, { mood, text, memory: String(memory) });
    this.save.replaceChildren(h('i', { 'aria-hidden': 'true' }), text, memory ? h('span', { class: 'cs-memory', title: this.words('memory_only') }, ` ⚠ ${this.words('memory_only')}`) : '');
  }
}
