// What a person does on a concept map: selecting, moving, relating, by keys or mouse. Every act is drawn at once and goes to
// the server behind (sync.mjs), until it is confirmed.

import { h } from './dom.mjs';
import { MapHand } from './map_hand.mjs';
import { MapPanel } from './map_panel.mjs';
import { MapView } from './map_view.mjs';
import { translator } from './map_words.mjs';
import { apply } from './chart.mjs';
import { box, freePlace, inOrder, nearest, step } from './shapes.mjs';

const BY = 20; // pixels that a key moves a concept
const REST = 450; // milliseconds without a further key: a run of moves is one act

export class MapDesk {
  constructor(parent, channel) {
    Object.assign(this, { parent, channel, chart: channel.chart, selected: channel.selected ?? null, relating: null, target: null, held: {} });
    const { data } = channel;
    this.words = translator(data.words);
    this.stage = h('div', { class: 'cm-stage', tabindex: 0, role: 'application', 'aria-label': this.words('map_label', { name: data.map.name }), 'data-testid': 'concept-map-stage' });
    this.live = h('div', { class: 'cm-live', role: 'status', 'aria-live': 'polite' });
    this.mood = h('span', { class: 'cm-mood', role: 'status' });
    this.nothing = h('p', { class: 'cm-nothing' });
    this.told = h('div', { class: 'cm-told', role: 'alert', hidden: true });
    this.view = new MapView(this.stage, this.words);
    this.panel = new MapPanel(this);
    this.root = h('div', { class: 'cm-root', 'data-testid': 'concept-map', 'data-channel': channel.name }, this.#bar(), h('div', { class: 'cm-body' }, this.stage, this.panel.box, this.nothing), this.told, this.live);
    parent.append(this.root); // its style sheet stands in there, too
    this.stage.addEventListener('keydown', (event) => this.#key(event));
    this.hand = new MapHand(this);
    this.leave = () => this.settle();
    globalThis.addEventListener('pagehide', this.leave);
    document.addEventListener('visibilitychange', this.leave);
    this.stage.addEventListener('blur', this.leave);
    // The stage has its size only once it is laid out, and another where the window is turned.
    this.watch = new ResizeObserver(() => {
      if (this.stage.clientWidth && this.seen !== this.stage.clientWidth) {
        this.seen = this.stage.clientWidth;
        if (channel.camera && channel.camera.seen === this.seen) this.view.look(channel.camera);
        else this.view.begin();
        this.#looked();
      }
    });
    this.take(data);
    this.watch.observe(this.stage);
  }

  destroy() {
    this.settle();
    this.watch.disconnect();
    globalThis.removeEventListener('pagehide', this.leave);
    document.removeEventListener('visibilitychange', this.leave);
    this.root.remove();
  }

  #bar() {
    const tool = (word, label, key, act) => h('button', { type: 'button', class: 'cm-button', 'data-tool': word, 'aria-label': this.words(word), title: `${this.words(word)} (${key})`, onclick: act }, label);
    const { readonly } = this.channel.data;
    this.tools = {
      undo: tool('undo', '↶', 'Ctrl+Z', () => this.undo()), redo: tool('redo', '↷', 'Ctrl+Shift+Z', () => this.redo()),
      relate: tool('relate', this.words('relate'), 'R', () => (this.stage.focus(), this.relate())), remove: tool('remove', this.words('remove'), 'Delete', () => this.remove()),
    };
    const acts = readonly ? [] : [
      tool('add', `+ ${this.words('add')}`, 'A', () => this.panel.things()), tool('word', `+ ${this.words('word')}`, 'N', () => this.panel.word()), this.tools.relate, this.tools.remove, h('span', { class: 'cm-pair' }, this.tools.undo, this.tools.redo),
    ];
    const looks = [tool('farther', '−', '-', () => this.#zoom(0.8)), tool('nearer', '+', '+', () => this.#zoom(1.25)), tool('fit', this.words('fit'), '0', () => (this.view.fit(), this.#looked())), tool('keys', '?', '?', () => this.panel.keys())];
    return h('div', { class: 'cm-bar', role: 'toolbar' }, ...acts, h('span', { class: 'cm-space' }), this.mood, ...looks);
  }

  // -- what is there --------------------------------------------------------------------------------

  take(data) {
    this.readonly = data.readonly;
    this.things = new Map(data.things.map((one) => [one.of, one]));
    this.draw();
    this.panel.again();
  }

  get state() {
    return Object.keys(this.held).length ? apply(this.chart.view, { moved: this.held }) : this.chart.view;
  }

  draw() {
    const { state } = this;
    if (this.selected && !state.concepts.has(this.selected) && !state.ties.has(this.selected)) this.selected = null;
    if (this.relating && !state.concepts.has(this.relating)) this.relating = this.target = null;
    if (this.target && !state.concepts.has(this.target)) this.target = null;
    this.view.draw(state, this.things, this);
    const from = this.relating && this.view.boxes.get(this.relating), to = this.target && this.view.boxes.get(this.target);
    this.view.thread(to ? from : null, to);
    this.nothing.textContent = state.concepts.size ? '' : this.words(this.readonly ? 'empty_readonly' : 'empty');
    this.channel.selected = this.selected;
    const active = this.target ?? this.selected;
    if (active) this.stage.setAttribute('aria-activedescendant', `cm-${active}`);
    else this.stage.removeAttribute('aria-activedescendant');
    this.tools.undo.disabled = !this.chart.mayUndo && !Object.keys(this.held).length;
    this.tools.redo.disabled = !this.chart.mayRedo;
    this.tools.remove.disabled = !this.selected;
    this.tools.relate.disabled = !state.concepts.has(this.selected) || state.concepts.size < 2;
    this.tools.relate.setAttribute('aria-pressed', this.relating !== null);
    Object.assign(this.root.dataset, { concepts: state.concepts.size, ties: state.ties.size, pending: this.chart.pending.length + Object.keys(this.held).length, selected: this.selected ?? '', ready: 1 });
  }

  showMood(mood, memory) {
    this.mood.textContent = this.readonly ? '' : this.words(mood, { n: this.chart.pending.length });
    this.mood.title = memory ? this.words('memory_only') : '';
  }

  speak(words) {
    this.live.textContent = words;
  }

  get concepts() { return [...this.view.boxes.values()]; }
  name(id) { return this.view.boxes.get(id)?.name ?? this.words('gone'); }
  tiesOf(id) { return [...this.chart.view.ties.values()].filter((tie) => tie.this === id || tie.that === id).sort((a, b) => (a.id < b.id ? -1 : 1)); }
  sentence(tie) { return `${this.name(tie.this)} – ${this.view.label({ ...tie, n: 0 })} → ${this.name(tie.that)}`; }

  addable() {
    const there = new Set([...this.chart.view.concepts.values()].map((one) => one.of));
    return [...this.things.values()].filter((one) => !there.has(one.of));
  }

  select(id) {
    this.selected = id;
    this.draw();
    if (id && this.view.boxes.has(id)) {
      this.view.reveal(id);
      this.#looked();
    }
    const one = this.view.boxes.get(id), tie = this.chart.view.ties.get(id);
    if (one) this.speak(this.words('said_concept', { name: one.name, kind: this.words(`kind_${one.kind}`), n: this.tiesOf(id).length }));
    else if (tie) this.speak(this.words('said_tie', { this: this.name(tie.this), kind: this.view.label(tie), that: this.name(tie.that) }));
    else this.speak(this.words('said_none'));
    if (this.panel.open && !['word', 'things', 'keys'].includes(this.panel.about) && id) this.panel.details(id, false);
  }

  #looked() {
    this.channel.camera = { ...this.view.camera, seen: this.seen };
  }

  #zoom(factor, at) {
    this.view.zoom(factor, at);
    this.#looked();
  }

  looked() { this.#looked(); }

  // -- acts -------------------------------------------------------------------------------------------

  #act(patch) {
    this.settle();
    this.channel.send(this.chart.act(patch, crypto.randomUUID()));
    this.draw();
  }

  // What the keys moved becomes an act.
  settle() {
    clearTimeout(this.rest);
    const moved = this.held;
    this.held = {};
    if (Object.keys(moved).length) {
      this.channel.send(this.chart.act({ moved }, crypto.randomUUID()));
      this.draw();
    }
  }

  move(id, x, y) {
    if (this.readonly) return;
    this.held = { ...this.held, [id]: [Math.round(x), Math.round(y)] };
    this.draw();
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.settle(), REST);
  }

  #add(one, name) {
    const near = this.view.boxes.get(this.selected) ?? this.view.centre;
    const place = freePlace({ x: Math.round(near.x), y: Math.round(near.y) }, this.concepts, box(one.kind, name).high);
    const made = { id: crypto.randomUUID(), of: null, text: '', v: 0, ...one, ...place };
    this.#act({ put: [made] });
    this.select(made.id);
    this.speak(this.words('said_added', { name }));
  }

  addWord(text) { this.#add({ kind: 'word', text }, text); }
  addThing(thing) { this.#add({ kind: thing.kind, of: thing.of }, thing.name); }

  rename(id, words) {
    const one = this.chart.view.concepts.get(id), text = words.trim();
    if (one && text && text !== one.text) this.#act({ put: [{ ...one, text }] });
  }

  say(id, said) {
    const tie = this.chart.view.ties.get(id);
    if (!tie || Object.entries(said).every(([name, value]) => tie[name] === value)) return;
    if (this.#same({ ...tie, ...said })) return this.speak(this.words('said_same'));
    this.#act({ ties: [{ ...tie, ...said }] });
  }

  // Choose below the map which excerpts speak for a tie.
  choose(id) {
    this.settle();
    this.panel.close();
    this.channel.choose(id);
    const look = (left) => {
      const below = document.querySelector('.st-key-concept-map-evidence');
      if (below?.querySelector('details[open]')) below.scrollIntoView({ block: 'start' });
      else if (left) setTimeout(() => look(left - 1), 150);
    };
    look(20);
  }

  turn(id) {
    const tie = this.chart.view.ties.get(id);
    if (tie) this.#act({ ties: [{ ...tie, this: tie.that, that: tie.this }] });
  }

  #same(tie) {
    return [...this.chart.view.ties.values()].some((one) => one.id !== tie.id && ['this', 'that', 'kind', 'word'].every((name) => one[name] === tie[name]));
  }

  tie(from, to) {
    if (this.readonly || from === to || !to) return;
    const kinds = ['leads', 'associated', 'supports', 'contradicts', 'part'];
    const made = { id: crypto.randomUUID(), this: from, that: to, word: '', comment: '', n: 0, v: 0 };
    const kind = kinds.find((one) => !this.#same({ ...made, kind: one }));
    if (!kind) return this.speak(this.words('said_same'));
    this.#act({ ties: [{ ...made, kind }] });
    this.select(made.id);
    this.panel.details(made.id);
    this.speak(this.words('said_tied', { this: this.name(from), kind: this.words(`tie_${kind}`), that: this.name(to) }));
  }

  remove() {
    const id = this.selected;
    if (this.readonly || !id) return;
    const tie = this.chart.view.ties.get(id);
    const name = tie ? this.sentence(tie) : this.name(id);
    const next = tie ? tie.this : (nearest(this.view.boxes.get(id), this.concepts, 'ArrowDown') ?? inOrder(this.concepts).find((one) => one.id !== id))?.id;
    this.#act({ gone: [id] });
    this.panel.again();
    this.select(next ?? null);
    this.speak(this.words('said_removed', { name }));
    this.stage.focus({ preventScroll: true });
  }

  undo() { this.#back(() => this.chart.undo(crypto.randomUUID()), 'said_undone', 'said_nothing'); }
  redo() { this.#back(() => this.chart.redo(crypto.randomUUID()), 'said_redone', 'said_nothing_more'); }

  #back(make, word, none) {
    if (this.readonly) return;
    this.settle();
    const op = make();
    if (op) this.channel.send(op);
    this.draw();
    this.panel.again();
    this.speak(this.words(op ? word : none));
  }

  // -- relating ---------------------------------------------------------------------------------------

  relate() {
    if (this.readonly) return;
    if (!this.view.boxes.has(this.selected)) return this.speak(this.words('said_first'));
    this.relating = this.selected;
    const from = this.view.boxes.get(this.relating);
    const near = this.concepts.filter((one) => one.id !== from.id).sort((a, b) => Math.hypot(a.x - from.x, a.y - from.y) - Math.hypot(b.x - from.x, b.y - from.y))[0];
    if (!near) {
      this.relating = null;
      return this.speak(this.words('said_alone'));
    }
    this.#aim(near.id);
    this.stage.focus({ preventScroll: true });
  }

  #aim(id) {
    if (!id) return;
    this.target = id;
    this.draw();
    this.view.reveal(id);
    this.speak(this.words('said_target', { this: this.name(this.relating), that: this.name(id) }));
  }

  stopRelating(done) {
    const [from, to] = [this.relating, this.target];
    this.relating = this.target = null;
    this.draw();
    if (done) this.tie(from, to);
  }

  // -- keys -------------------------------------------------------------------------------------------

  #next(by, from) {
    const all = inOrder(this.concepts).filter((one) => !this.relating || one.id !== this.relating);
    const at = all.findIndex((one) => one.id === from);
    return at < 0 ? (by > 0 ? all[0] : all.at(-1)) : all[at + by];
  }

  #key(event) {
    if (event.target !== this.stage) return;
    const handled = this.#command(event);
    // No key of the map reaches the page's own shortcuts.
    event.stopPropagation();
    if (handled) event.preventDefault();
  }

  #command(event) {
    const { key } = event, letter = key.length === 1 ? key.toLowerCase() : key;
    if (event.ctrlKey || event.metaKey) {
      if (letter === 'z') return event.shiftKey ? this.redo() : this.undo(), true;
      if (letter === 'y') return this.redo(), true;
      return false;
    }
    if (event.altKey) return false;
    if (step(key)) return this.#arrow(key, event.shiftKey), true;
    if (key === 'Tab') return this.#tab(event.shiftKey ? -1 : 1);
    if (key === 'Escape') return this.#escape();
    if (key === 'Enter') {
      if (this.relating) this.stopRelating(true);
      else if (this.selected) this.panel.details(this.selected);
      return true;
    }
    if (key === '+' || key === '=') return this.#zoom(1.25), true;
    if (key === '-') return this.#zoom(0.8), true;
    if (key === '0') return this.view.fit(), this.#looked(), true;
    if (key === '?') return this.panel.keys(), true;
    if (letter === 't') return this.#nextTie(), true;
    if (this.readonly) return false;
    if (letter === 'n') return this.panel.word(), true;
    if (letter === 'a') return this.panel.things(), true;
    if (letter === 'r') return this.relate(), true;
    if (key === 'Delete' || key === 'Backspace') return this.remove(), true;
    return false;
  }

  #arrow(key, moves) {
    const active = this.relating ? this.target : this.view.boxes.has(this.selected) ? this.selected : (this.chart.view.ties.get(this.selected)?.this ?? null);
    const one = this.view.boxes.get(active);
    if (moves && !this.relating) {
      if (!one || one.id !== this.selected || this.readonly) return;
      const [across, down] = step(key);
      this.move(one.id, one.x + across * BY, one.y + down * BY);
      this.view.reveal(one.id);
      this.speak(this.words('said_moved', { name: one.name }));
      return;
    }
    const others = this.concepts.filter((each) => each.id !== this.relating || each.id === active);
    const next = one ? nearest(one, others, key) : this.#next(1, null);
    if (!next) return;
    if (this.relating) this.#aim(next.id);
    else this.select(next.id);
  }

  // Past the last concept, Tab leaves the map.
  #tab(by) {
    const next = this.#next(by, this.relating ? this.target : this.selected);
    if (!next) return false;
    if (this.relating) this.#aim(next.id);
    else this.select(next.id);
    return true;
  }

  #escape() {
    if (this.relating) return this.stopRelating(false), true;
    if (this.panel.open) return this.panel.close(), true;
    if (this.selected) return this.select(null), true;
    return false;
  }

  #nextTie() {
    const tie = this.chart.view.ties.get(this.selected);
    const of = tie ? this.around ?? tie.this : this.selected;
    if (!of) return;
    this.around = of;
    const all = this.tiesOf(of);
    if (all.length) this.select(all[(all.findIndex((one) => one.id === this.selected) + 1) % all.length].id);
  }

  // -- what the server did not do -----------------------------------------------------------------------

  // A sentence, and where somebody was first, what this person wrote, with the way to put it there all the same.
  tell(refused) {
    const { why, conflict, operation } = refused;
    const mine = conflict ? Object.values(conflict.mine).filter((words) => typeof words === 'string' && words).join(' · ') : '';
    const away = () => ((this.told.hidden = true), this.told.replaceChildren());
    const again = () => {
      away();
      const patch = operation.patch ?? {};
      const now = (list, there) => (list ?? []).filter((one) => there.has(one.id)).map((one) => ({ ...one, v: there.get(one.id).v }));
      this.#act({ put: now(patch.put, this.chart.view.concepts), ties: now(patch.ties, this.chart.view.ties) });
    };
    this.told.replaceChildren(
      h('span', {}, why),
      mine && h('span', {}, this.words('yours', { words: mine })),
      mine && h('button', { type: 'button', class: 'cm-button', onclick: again }, this.words('put_mine')),
      h('button', { type: 'button', class: 'cm-button', onclick: away }, this.words('put_away')),
    );
    this.told.hidden = false;
  }
}
