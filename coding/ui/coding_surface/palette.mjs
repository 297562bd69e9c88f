// The list of codes beside a selection: search, pick one or tick several, make a new one.

import { colour } from './marks.mjs';
import { button, h, quiet } from './dom.mjs';

// Codes that fit the words typed: by key or sign, at the start of a word, then anywhere. Empty words: all, in order.
export function matching(codes, typed) {
  const wanted = typed.trim().toLocaleLowerCase();
  const codable = codes.filter((code) => code.codable);
  if (!wanted) return codable;
  const rank = (code) => {
    const name = code.name.toLocaleLowerCase();
    if ([code.key, code.sign].some((short) => short?.toLocaleLowerCase().startsWith(wanted))) return 0;
    if (name.split(/[\s/,(]+/).some((word) => word.startsWith(wanted)) || name.startsWith(wanted)) return 1;
    return name.includes(wanted) ? 2 : 3;
  };
  return codable.map((code, i) => [rank(code), i, code]).filter(([r]) => r < 3).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , code]) => code);
}

export class Palette {
  constructor(root, words) {
    this.words = words;
    this.ticked = new Set();
    this.input = h('input', { class: 'cs-search', type: 'text', role: 'combobox', 'aria-expanded': 'true', 'aria-controls': 'cs-options', 'aria-label': words('search_codes'), placeholder: words('search_codes'), autocomplete: 'off', spellcheck: 'false', oninput: () => this.#list(0) });
    this.list = h('div', { class: 'cs-options', id: 'cs-options', role: 'listbox', 'aria-label': words('choose_codes'), 'aria-multiselectable': 'true' });
    this.title = h('div', { class: 'cs-palette-title' });
    this.foot = h('div', { class: 'cs-palette-foot' });
    this.element = quiet(h('div', { class: 'cs-palette', 'data-testid': 'coding-palette', role: 'dialog', 'aria-label': words('choose_codes'), hidden: true }, this.title, this.input, this.list, this.foot));
    this.element.addEventListener('keydown', (event) => this.#key(event));
    this.element.addEventListener('mousedown', (event) => event.target === this.input || event.preventDefault());
    root.append(this.element);
  }

  get open() { return !this.element.hidden; }

  // codes: all codes; pick(ids): what to do; make({name}) and vivo: null where a new code makes no sense; again: the
  // last code, {name, act}; several: whether more than one can be picked.
  show({ codes, box, frame, pick, make = null, vivo = null, again = null, several = true, shown, title = '', focus = false }) {
    Object.assign(this, { codes, pick, make, vivo, again, several, shown, box, frame });
    this.element.classList.toggle('cs-single', !several);
    this.list.setAttribute('aria-multiselectable', String(several));
    this.parents = new Map(codes.map((code) => [code.id, code]));
    this.ticked.clear();
    this.input.value = '';
    this.title.textContent = title;
    this.title.hidden = !title;
    this.element.hidden = false;
    this.#list(focus ? 0 : -1);
    if (focus) this.input.focus({ preventScroll: true });
  }

  // True if it was open.
  hide() {
    const was = this.open;
    this.element.hidden = true;
    return was;
  }

  // A key pressed in the text while the palette stands open beside it: letters search, arrows choose, Enter repeats the
  // last code. True if it was one of these; the keys go to the palette from then on.
  take(event) {
    const letter = /^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
    const plain = /^(Enter|ArrowDown|ArrowUp)$/.test(event.key) && !event.altKey && !event.shiftKey;
    if (event.isComposing || !(letter || plain)) return false;
    if (event.key === 'Enter' && this.again) {
      this.#leave(this.again.act);
      return true;
    }
    this.input.focus({ preventScroll: true });
    if (letter) this.input.value = event.key;
    this.#list(0);
    return true;
  }

  // Below the selection or above it, wherever there is more room; never over it.
  #place() {
    const { box, frame } = this;
    const top = box ? box.first.top - frame.top : 60;
    const bottom = box ? box.last.bottom - frame.top : 60;
    const under = frame.height - bottom - 14;
    const over = top - 14;
    this.list.style.maxHeight = '';
    const wanted = this.element.offsetHeight;
    const below = wanted <= under || under >= over;
    const room = Math.max(170, below ? under : over);
    if (wanted > room) this.list.style.maxHeight = `${Math.max(84, this.list.offsetHeight - (wanted - room))}px`;
    const height = this.element.offsetHeight;
    this.element.style.top = `${Math.max(8, Math.min(below ? bottom + 6 : top - height - 6, frame.height - height - 8))}px`;
    const left = box ? box.last.left - frame.left : 60;
    this.element.style.left = `${Math.max(8, Math.min(left, frame.width - this.element.offsetWidth - 8))}px`;
  }

  #list(active) {
    const typed = this.input.value.trim();
    const found = matching(this.codes, typed);
    this.items = found.map((code) => ({ code, element: this.#option(code) }));
    if (this.again && !typed) this.items.unshift({ act: this.again.act, element: this.#action(this.words('again', { code: this.again.name }), 'cs-again', '↵') });
    if (this.make && typed) this.items.push({ act: () => this.make(typed), element: this.#action(this.words('new_code_named', { name: typed }), 'cs-new') });
    if (this.make && !typed) this.items.push({ act: () => this.make(''), element: this.#action(`${this.words('new_code')}…`, 'cs-new') });
    if (this.vivo && !typed) this.items.push({ act: this.vivo.act, element: this.#action(this.words('in_vivo', { name: this.vivo.name }), 'cs-vivo') });
    const children = [];
    let group;
    for (const item of this.items) {
      const parent = item.code && !typed ? this.parents.get(item.code.parent) : null;
      if (parent && parent !== group) children.push(h('div', { class: 'cs-group', role: 'presentation' }, parent.name));
      group = parent ?? group;
      item.element.addEventListener('mouseenter', () => item.code && this.shown?.(item.code.id));
      item.element.addEventListener('click', (event) => this.#choose(item, event.ctrlKey || event.metaKey || event.shiftKey || event.target.classList.contains('cs-tick')));
      children.push(item.element);
    }
    if (!found.length && typed) children.unshift(h('div', { class: 'cs-quiet' }, this.words('no_match')));
    this.list.replaceChildren(...children);
    this.#move(Math.min(active, this.items.length - 1));
    this.#showFoot();
    this.#place();
  }

  #option(code) {
    return h('div', { class: 'cs-option', role: 'option', id: `cs-option-${code.id}`, 'data-code': code.key ?? code.id, 'aria-selected': String(this.ticked.has(code.id)), '--c': colour(code.colour) },
      this.several && h('span', { class: 'cs-tick', title: this.words('tick') }), h('b', { class: 'cs-chip' }, code.sign || code.key || '·'), h('span', { class: 'cs-name' }, code.name),
      this.digits?.get(code.id) && h('kbd', {}, this.digits.get(code.id)));
  }

  #action(label, kind, key = '') {
    return h('div', { class: `cs-option cs-action ${kind}`, role: 'option', id: `cs-option-${kind}`, 'aria-selected': 'false' }, h('span', { class: 'cs-name' }, label), key && h('kbd', {}, key));
  }

  #showFoot() {
    const n = this.ticked.size;
    this.foot.hidden = !this.several;
    this.foot.replaceChildren(n ? button(this.words('apply', { n }), () => this.#finish([...this.ticked]), { class: 'cs-button cs-primary' }) : h('span', { class: 'cs-quiet' }, this.words('tick')));
  }

  #move(active) {
    this.active = active;
    this.items.forEach((item, i) => item.element.classList.toggle('cs-active', i === active));
    const item = this.items[active];
    if (item?.element.id) this.input.setAttribute('aria-activedescendant', item.element.id);
    else this.input.removeAttribute('aria-activedescendant');
    item?.element.scrollIntoView({ block: 'nearest' });
    if (item?.code) this.shown?.(item.code.id);
  }

  #choose(item, several) {
    if (item.act) return this.#leave(item.act);
    if (!several || !this.several) return this.#finish([...this.ticked, item.code.id].filter((id, i, all) => all.indexOf(id) === i));
    if (!this.ticked.delete(item.code.id)) this.ticked.add(item.code.id);
    item.element.setAttribute('aria-selected', String(this.ticked.has(item.code.id)));
    return this.#showFoot();
  }

  #finish(ids) {
    this.#leave(() => this.pick(ids));
  }

  #leave(act) {
    this.hide();
    act();
  }

  #key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (event.key in steps) this.#move(Math.max(0, Math.min(this.items.length - 1, this.active + steps[event.key])));
    else if (event.key === 'Escape') this.#leave(() => this.pick([]));
    else if (event.key === 'Enter') {
      const item = this.items[Math.max(0, this.active)];
      if (this.ticked.size && !(event.ctrlKey || event.shiftKey)) this.#finish([...this.ticked]);
      else if (item) this.#choose(item, event.ctrlKey || event.metaKey || event.shiftKey);
    } else if (/^[1-9]$/.test(event.key) && !this.input.value) {
      const item = this.items.find(({ code }) => code && this.digits?.get(code.id) === event.key);
      if (item) this.#choose(item, false);
    } else return;
    event.preventDefault();
  }
}

// Open a surface's palette at its selection. `pick`: another use than coding the selected words (changing a code).
export function openPalette(surface, focus, { title = '', pick } = {}) {
  const { commands, palette, panel, caret, root, model } = surface;
  const range = surface.selected();
  const back = (act) => (value) => { surface.hold(null); surface.focus(); act(value); };
  const choose = pick ?? ((codes) => commands.apply(codes));
  const making = !pick && range;
  const last = making && surface.codeOf(surface.state.last);
  if (focus) surface.hold(range);
  palette.show({
    codes: model.codes, box: caret.box(), frame: root.getBoundingClientRect(), title, focus,
    several: !pick, again: last && { name: last.name, act: back(() => commands.repeat()) },
    pick: back((ids) => ids.length && choose(ids)), shown: (id) => panel.showCode(surface.codeOf(id)),
    make: making && back((name) => commands.askNewCode(name)),
    vivo: making && { name: surface.vivoName(range), act: back(() => commands.in_vivo()) },
  });
}
