// One source on screen: puts text, panel, toolbar and windows together and keeps position, selection and focus.

import { Beside } from './beside.mjs';
import { Book } from './book.mjs';
import { Caret } from './selection.mjs';
import { Commands } from './commands.mjs';
import { Handles } from './handles.mjs';
import { Palette, openPalette } from './palette.mjs';
import { Panel } from './panel.mjs';
import { Popups } from './popups.mjs';
import { Search, paint } from './search.mjs';
import { Sight } from './sight.mjs';
import { Structure } from './structure.mjs';
import { Suggesting } from './suggesting.mjs';
import { Toolbar } from './toolbar.mjs';
import { Touch } from './touch.mjs';
import { View } from './view.mjs';
import { commandOf } from './keys.mjs';
import { handOf } from './hand.mjs';
import { h } from './dom.mjs';
import { actName, translator } from './words.mjs';
import { trim } from './offsets.mjs';
import { listen } from './events.mjs';

const FORBIDDEN = ['beforeinput', 'paste', 'cut', 'drop', 'dragstart'];

export class Workspace {
  constructor(parent, doc, channel) {
    Object.assign(this, { parent, doc, channel, model: channel.model, sync: channel.sync });
    this.words = translator(doc.words);
    this.state = channel.view; // what outlives a remount: position, unit, last code, history
    this.state.history ??= { undo: { can: false, what: '' }, redo: { can: false, what: '' } };
    this.coders = this.state.coders; // id → name
    this.structure = new Structure(doc);
    this.state.unit ??= this.structure.spoken ? 'turn' : 'paragraph';
    this.hand = handOf(doc);
    this.book = new Book(this.model);
    this.book.hand = this.hand;
    this.view = new View(this.structure, { words: this.words, codeOf: (id) => this.codeOf(id), nameOf: (id) => this.nameOf(id), me: doc.me });
    this.caret = new Caret(this.view);
    this.commands = new Commands(this);
    this.#compose();
    this.sight.begin();
    this.view.build(this.model.drawn.values());
    this.unlisten = listen(this);
    this.#showAll();
    parent.append(this.root);
    this.#whenStyled(performance.now());
  }

  #compose() {
    const { words } = this;
    const run = (name) => () => { this.commands[name](); this.#refocus(); };
    const acts = Object.fromEntries(['previous_source', 'next_source', 'unit', 'undo', 'redo', 'correct', 'finish', 'advance', 'showAll', 'beside'].map((name) => [name, run(name)]));
    this.toolbar = new Toolbar(words, { ...acts, help: () => this.commands.help(), search: () => this.commands.search(), sheet: () => this.sheet(), find: (typed) => this.search.find(typed), step: (way) => this.search.step(way), stopSearch: () => this.search.stop() });
    const tools = Object.fromEntries(['memo', 'status', 'weight', 'evidence', 'surprise', 'consult', 'limited', 'prompted'].map((name) => [name, () => this.commands[name]()]));
    this.panel = new Panel(words, { ...tools, remove: () => this.commands.uncode(), change: () => this.commands.recode(), ask: (code) => this.sync.ask(`examples/${code}`), nameOf: (by) => this.coders.get(by) ?? by, alike: ({ start, end, code }) => `${this.doc.alike}&${new URLSearchParams({ at: start, end, code: this.codeOf(code)?.key ?? '' })}`, show: (id) => this.reveal(id), apply: (code) => (this.selected() ? this.commands.apply([code]) : this.panel.showCode(this.codeOf(code))) });
    this.suggesting = new Suggesting(this);
    this.panel.element.firstChild.prepend(this.suggesting.element);
    this.search = new Search(this);
    this.sight = new Sight(this);
    this.handles = new Handles(this);
    this.touch = new Touch(this);
    this.beside = new Beside(this);
    this.scroller = h('div', { class: 'cs-scroll' }, this.view.element, ...this.handles.elements);
    this.message = h('div', { class: 'cs-message', role: 'status', 'aria-live': 'polite' });
    this.card = h('div', { class: 'cs-card', hidden: true });
    this.root = h('div', { class: 'cs-root', 'data-testid': 'coding-surface', 'data-source': this.doc.source.name, lang: this.doc.locale, '--cs-wait': 'none' }, this.toolbar.element, this.scroller, this.beside.element, this.panel.element, this.touch.bar, this.message, this.card);
    this.root.classList.toggle('cs-touch', this.touch.usual);
    this.root.style.display = 'none'; // the style sheet shows it: without one, laying out the text would be wasted
    this.view.element.setAttribute('aria-label', words('text_label', { source: this.doc.source.name }));
    this.view.element.setAttribute('lang', this.doc.source.language);
    this.palette = new Palette(this.root, words);
    this.palette.digits = this.book.digitOf;
    this.popups = new Popups(this.root, words, () => { this.hold(null); this.#refocus(); }, (this.state.drafts ??= new Map()));
    this.view.element.csWorkspace = this; // for tests and the console
    this.view.onrow = (row) => { this.stale = true; this.suggesting.dress(row); };
    for (const kind of FORBIDDEN) this.view.element.addEventListener(kind, (event) => event.preventDefault());
  }

  #showAll() {
    this.toolbar.showSource(this.doc);
    this.toolbar.showUnit(this.state.unit);
    this.toolbar.showAdvance(this.hand.advance);
    this.toolbar.showFinished(this.model.finished);
    this.toolbar.showHistory(this.#history('undo'), this.#history('redo'));
    this.panel.showCode(null);
    this.panel.showTree(this.book);
    this.showMood('saved', this.sync.memory);
    this.showHere();
  }

  // Wait for the style sheet, then go to where this person last was.
  #whenStyled(since) {
    if (this.gone) return;
    if (getComputedStyle(this.root).display === 'none' && performance.now() - since < 4000) {
      requestAnimationFrame(() => this.#whenStyled(since));
      return;
    }
    this.root.style.display = '';
    this.fit();
    this.#comeBack();
    this.state.last ??= this.doc.place?.code ?? null;
    // The source before this one, or the link that led here, may still be there, and be where the keys go.
    const focused = document.activeElement;
    if (!focused || focused === document.body || focused.closest('.cs-root, a[href]')) this.focus();
    this.channel.ahead.play(this.view.element);
    this.showSegment();
    this.#facts();
    this.root.dataset.ready = '1';
    this.view.watch(this.scroller);
    this.beside.show();
  }

  // To where this visit was; to where the page says, if that is a place this visit never reported (a jump to an excerpt).
  #comeBack() {
    const wanted = this.doc.place?.offset;
    if (this.state.range && (wanted === undefined || this.state.places.has(wanted))) {
      [this.caret.anchor, this.caret.focus] = this.state.range;
      this.scroller.scrollTop = this.state.top ?? 0;
    } else if (wanted !== undefined) {
      this.caret.anchor = this.caret.focus = this.structure.offsets.units(wanted);
      if (wanted > 0) this.caret.scrollTo(this.caret.focus, 'center');
    }
    this.state.range = [this.caret.anchor, this.caret.focus];
    this.state.top = this.scroller.scrollTop;
    this.state.places = new Set([wanted]);
  }

  // The surface takes the height that is left in the window.
  fit() {
    const top = Math.max(0, this.root.getBoundingClientRect().top);
    this.root.style.setProperty('--cs-top', `${Math.min(Math.round(top), 260)}px`);
    this.handles.place();
  }

  // -- look-ups ----------------------------------------------------------------------------------

  codeOf(id) { return this.book.get(id); }

  get digits() { return this.book.digits; }

  nameOf(id) { return this.coders.get(id) ?? '?'; }

  // Codings at the caret or in the selection.
  here() { return this.view.at(this.caret.start, this.caret.end); }

  // The coding that commands act on: the one that stands out, else the closest fitting.
  current() { return this.view.codings.get(this.view.current) ?? this.here()[0] ?? null; }

  selected() {
    if (this.caret.empty) return null;
    const range = trim(this.structure.text, this.caret.start, this.caret.end);
    return range[0] < range[1] ? range : null;
  }

  vivoName([start, end]) {
    return [...this.structure.text.slice(start, end).replace(/\s+/g, ' ')].slice(0, 60).join('').trim();
  }

  // -- changes -----------------------------------------------------------------------------------

  // A gesture of this person: drawn now, saved behind; gives its id. `stand`: the coding that stands out afterwards.
  act(body, stand = null) {
    const op = { op: crypto.randomUUID(), ...body };
    this.#drawn(this.model.act(op), op.verb === 'new_code', stand);
    this.toolbar.showFinished(this.model.finished);
    this.toolbar.showHistory(this.#history('undo'), this.#history('redo'));
    this.sync.push(op);
    this.#moved();
    return op.op;
  }

  // What this person sets for their own hand: kept by the server, and nothing to be undone.
  keepHand(values) {
    this.hand.set(values);
    this.sync.push({ op: crypto.randomUUID(), verb: 'hand', hand: values });
  }

  // All rows anew: what stands out is another code.
  redrawn() {
    this.view.redrawAll();
    this.caret.write();
    this.#decorate();
  }

  // Undo and redo: not gestures to be undone themselves.
  send(body, image) {
    const op = { op: crypto.randomUUID(), ...body };
    this.#drawn(this.model.push(op, image), false, null);
    this.toolbar.showHistory(this.#history('undo'), this.#history('redo'));
    this.sync.push(op);
  }

  #history(verb) {
    const own = verb === 'undo' ? this.model.done.length : this.model.undone.length;
    const known = this.state.history[verb];
    return { can: own > 0 || known.can, what: actName(this.words, own > 0 ? this.model.lastVerbs[verb] : known.what) };
  }

  // The model changed from outside (the server's answer, other people, an earlier visit).
  changed(pairs, codes) {
    this.#drawn(pairs, codes, this.view.current);
    this.toolbar.showFinished(this.model.finished);
  }

  #drawn(pairs, codes, stand) {
    if (codes) {
      this.book.take();
      this.palette.digits = this.book.digitOf;
    }
    for (const [before, after] of pairs) {
      if (before) this.book.tally(before.code, -1);
      if (after) this.book.tally(after.code, 1);
    }
    if (codes) this.panel.showTree(this.book);
    else for (const one of pairs.flat()) if (one) this.panel.count(one.code);
    this.stale = false;
    const keep = this.scroller.scrollTop;
    this.view.change(pairs, stand);
    if (codes) this.view.redrawAll();
    if (this.stale) {
      this.caret.write();
      this.#decorate();
    }
    if (this.scroller.scrollTop !== keep) this.scroller.scrollTop = keep;
    this.#facts();
    this.showHere();
    this.handles.place();
    this.suggesting.changed(pairs);
    this.beside.changed(pairs, codes);
  }

  // What the server had to say beyond the changes themselves.
  told(sync, refused) {
    this.state.history = { undo: sync.undo ?? { can: false, what: '' }, redo: sync.redo ?? { can: false, what: '' } };
    this.toolbar.showHistory(this.#history('undo'), this.#history('redo'));
    for (const [question, answer] of Object.entries(sync.answers ?? {})) {
      const [about, name] = question.split('/');
      if (about === 'examples') this.panel.takeExamples(name, answer);
      else if (about === 'why') this.suggesting.takeWhy(question, answer);
    }
    for (const ack of refused) {
      this.say(ack.why, true);
      const coding = ack.conflict && this.model.drawn.get(ack.operation.id);
      if (ack.operation.verb === 'memo' && coding)
        this.commands.writeMemo(coding, String(ack.conflict.theirs ?? ''), String(ack.conflict.mine ?? ack.operation.text));
    }
  }

  // What tests and benchmarks read.
  #facts() {
    const { queue } = this.sync;
    const facts = { codings: this.view.codings.size, pending: queue.ops.length, saved: queue.saved, rev: this.model.rev };
    for (const [name, value] of Object.entries(facts)) if (this.root.dataset[name] !== String(value)) this.root.dataset[name] = value;
  }

  showMood(mood, memory) {
    this.toolbar.showMood(mood, this.sync.queue.ops.length, memory);
    this.#facts();
  }

  // -- position and selection ------------------------------------------------------------------------

  focus() { this.view.element.focus({ preventScroll: true }); this.caret.write(); }

  #refocus() { if (!this.popups?.open && !this.palette.open) this.focus(); }

  goto(offset) { this.select(offset, offset); }

  select(start, end) {
    this.focus();
    this.caret.write(start, end);
    this.view.point(null);
    this.caret.write();
    this.caret.scrollTo(end > start ? end : start);
    this.caret.scrollTo(start);
    this.caretMoved();
  }

  // The person's caret or selection is elsewhere now.
  caretMoved() {
    const standing = this.view.codings.get(this.view.current);
    const { start, end } = this.caret;
    const inside = standing && (start === end ? standing.start <= start && standing.end >= start : standing.start < end && standing.end > start);
    if (standing && !inside) {
      this.view.point(null);
      this.caret.write();
    }
    this.showSegment();
    this.showHere();
    this.handles.place();
    this.touch.show();
    this.suggesting.show();
    this.#moved();
  }

  #moved() {
    const { offsets } = this.structure;
    this.state.range = [this.caret.anchor, this.caret.focus];
    this.state.read = Math.max(this.state.read ?? 0, this.caret.end, this.shownTo ?? 0);
    this.state.places?.add(offsets.points(this.caret.start));
    this.sync.moved({ offset: offsets.points(this.caret.start), read_to: offsets.points(this.state.read), code: this.state.last ?? null });
  }

  scrolled() {
    this.state.top = this.scroller.scrollTop;
    this.handles.place();
    const box = this.scroller.getBoundingClientRect();
    const bottom = document.elementFromPoint(box.left + box.width / 2, box.bottom - 12)?.closest?.('.cs-row');
    if (bottom && this.root.contains(bottom)) this.shownTo = this.structure.rows[Number(bottom.dataset.row)].end;
    this.#moved();
  }

  #decorate() {
    this.search.again();
    this.showSegment();
    this.hold(this.held);
  }

  showSegment() {
    const range = this.caret.empty ? this.commands.segment() : null;
    paint('cs-segment', range && range[1] > range[0] ? [this.caret.range(...range)] : []);
  }

  // Keep showing selected words while the focus is in a window.
  hold(range) {
    this.held = range;
    paint('cs-held', range ? [this.caret.range(...range)] : []);
  }

  showRange([start, end]) { this.hold(null); this.caret.scrollTo(end); this.caret.scrollTo(start); this.showHere(); }

  stand(id) {
    this.view.point(id);
    this.caret.write();
    this.#decorate();
    this.handles.place();
    this.showHere();
  }

  // From the panel or a lane: the whole coding, selected and in view.
  reveal(id) {
    const coding = this.view.codings.get(id);
    if (!coding) return;
    this.select(coding.start, coding.end);
    this.stand(id);
  }

  showHere() {
    const codings = this.here();
    const current = this.current();
    this.panel.showHere(codings, current?.id, { codeOf: (id) => this.codeOf(id), nameOf: (id) => this.nameOf(id), me: this.doc.me, readonly: this.doc.readonly });
    const code = this.codeOf(current?.code ?? this.state.last);
    if (code && this.panel.shown !== code.id) this.panel.showCode(code);
  }

  // -- windows -----------------------------------------------------------------------------------

  openPalette(focus, options) { openPalette(this, focus, options); }

  closePalette() {
    if (this.palette.hide()) this.hold(null);
  }

  sheet(open = !this.root.classList.contains('cs-sheet-open')) {
    this.root.classList.toggle('cs-sheet-open', open);
    this.toolbar.sheet.setAttribute('aria-expanded', String(open));
  }

  escape() {
    if (this.palette.open) this.closePalette();
    else if (this.root.classList.contains('cs-sheet-open')) this.sheet(false);
    else if (!this.caret.empty) this.goto(this.caret.start);
  }

  say(sentence, long = false) {
    this.message.textContent = sentence;
    this.message.classList.add('cs-shown');
    clearTimeout(this.saying);
    this.saying = setTimeout(() => this.message.classList.remove('cs-shown'), long ? 9000 : 2600);
  }

  key(event) {
    const command = commandOf(event);
    if (!command || (command === 'escape' && event.defaultPrevented)) return;
    event.stopPropagation();
    if (this.commands.run(command, event)) event.preventDefault();
  }

  destroy() {
    this.gone = true;
    this.unlisten();
    this.view.tints.destroy();
    this.beside.clear();
    this.view.near?.disconnect();
    for (const name of ['cs-segment', 'cs-held', 'cs-hit', 'cs-hit-now']) paint(name, []);
    clearTimeout(this.saying);
    this.root.remove();
  }
}
