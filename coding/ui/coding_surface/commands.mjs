// What each command does. Every change goes through `surface.act(op)`: drawn at once, saved behind.

import { actName } from './words.mjs';
import { Habits } from './habits.mjs';
import { trim, unitEdge, wordEdge } from './offsets.mjs';

const uuid = () => crypto.randomUUID();
const TOGGLES = { limited: [true, null], prompted: [true, false, null] };
const UNITS = ['turn', 'sentence', 'paragraph'];

export class Commands {
  constructor(surface) {
    this.surface = surface;
    this.habits = new Habits(surface);
  }

  // Runs a command by its name; true if the press was used.
  run(command, event) {
    if (command.startsWith('digit:')) this.digit(command.slice(6));
    else if (command.startsWith('letter:')) this.habits.letter(command.slice(7));
    else if (this[command]?.(event) === false) return false;
    return true;
  }

  // -- moving --------------------------------------------------------------------------------------

  get unit_name() { return this.surface.state.unit; }

  units() { return this.surface.structure.units[this.unit_name]; }

  // The segment at an offset: the last that begins at or before it.
  #segmentAt(offset) {
    const units = this.units();
    let [low, high] = [0, units.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (units[middle][0] <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #step(direction) {
    const { caret, state } = this.surface;
    const units = this.units();
    const at = this.#segmentAt(caret.start);
    const first = !state.moved && caret.start === 0 && at <= 0;
    const inside = at >= 0 && caret.empty && caret.start > units[at][0];
    let to = Math.max(0, Math.min(units.length - 1, direction > 0 ? (first ? 0 : at + 1) : inside ? at : at - 1));
    state.moved = true;
    while (units[to] && this.surface.sight.hides(units[to])) to += direction;
    if (units[to]) this.surface.goto(units[to][0]);
  }

  next_segment() { this.#step(1); }

  previous_segment() { this.#step(-1); }

  segment() { return this.units()[Math.max(0, this.#segmentAt(this.surface.caret.start))]; }

  select_segment() {
    const [start, end] = trim(this.surface.structure.text, ...this.segment());
    this.surface.select(start, end);
  }

  extend_right() { this.#extend(1); }

  extend_left() { this.#extend(-1); }

  // By whole words, on every system alike; printed labels between two turns are passed over.
  #extend(direction) {
    const { caret, structure } = this.surface;
    const ahead = caret.focus > caret.anchor || (direction > 0 && caret.empty);
    let to = caret.focus;
    do {
      const next = wordEdge(structure.text, to, direction, ahead ? 'end' : 'start');
      if (next === to) break;
      to = next;
    } while (!structure.inside(to));
    if (!structure.inside(to)) return;
    caret.write(caret.anchor, to);
    caret.scrollTo(Math.max(0, to - (ahead ? 1 : 0)));
    this.surface.caretMoved();
  }

  unit() {
    const { state, words, toolbar } = this.surface;
    state.unit = UNITS[(UNITS.indexOf(state.unit) + 1) % UNITS.length];
    toolbar.showUnit(state.unit);
    this.surface.showSegment();
    this.surface.say(words('unit_now', { unit: words(`unit_${state.unit}`) }));
  }

  search() { this.surface.toolbar.showSearch(true); }

  // Streamlit hears no keys of its own while the caret is in the text: its button is pressed for the person.
  find() { document.querySelector('.st-key-find-open button')?.click(); }

  next_source() { this.#visit(this.surface.doc.next); }

  previous_source() { this.#visit(this.surface.doc.prev); }

  // To the correction of this text, at the caret; what is on its way is saved first.
  correct() {
    const { caret, structure, sync } = this.surface;
    sync.visit({ correct: structure.offsets.points(caret.start) });
  }

  #visit(target) {
    if (target) this.surface.sync.visit(target.name);
    else this.surface.say(this.surface.words('no_source'));
  }

  // -- coding --------------------------------------------------------------------------------------

  #mayCode() {
    if (this.surface.doc.readonly) this.surface.say(this.surface.words('readonly'));
    return !this.surface.doc.readonly;
  }

  #selected() {
    if (!this.#mayCode()) return null;
    const range = this.surface.selected();
    if (!range) this.surface.say(this.surface.words('select_first'));
    return range;
  }

  #wire([start, end]) {
    const { offsets } = this.surface.structure;
    return { start: offsets.points(start), end: offsets.points(end) };
  }

  digit(digit) {
    const code = this.surface.digits.get(digit);
    if (code) this.apply([code]);
  }

  apply(codes) {
    const { model, view, words } = this.surface;
    const range = this.#selected();
    if (!range || !codes.length) return;
    const place = this.#wire(range);
    const same = (code) => view.at(...range).some((one) => one.by === model.me && one.code === code && one.start === range[0] && one.end === range[1]);
    const fresh = codes.filter((code) => !same(code));
    if (!fresh.length) {
      this.surface.say(words('already', { code: this.surface.codeOf(codes[0])?.name }));
      return;
    }
    const codings = fresh.map((code) => ({ id: uuid(), code, ...place }));
    this.#used(fresh);
    this.surface.act({ verb: 'code', codings }, codings.at(-1).id);
    this.surface.say(words('coded', { codes: fresh.map((code) => this.surface.codeOf(code)?.name).join(', ') }));
    this.habits.onward(range);
  }

  #used(codes) {
    this.surface.state.last = codes.at(-1);
    this.surface.hand.used(codes);
  }

  recent() {
    const range = this.#selected();
    if (range) this.habits.recent(range);
  }

  favourite() { this.habits.favourite(); }
  advance() { this.habits.advance(); }
  fore() { this.surface.sight.fore(); }
  dim() { this.surface.sight.dim(); }
  only() { this.surface.sight.only(); }
  beside() { this.surface.beside.toggle(); }
  showAll() { this.surface.sight.clear(); }

  repeat() {
    if (this.surface.state.last) this.apply([this.surface.state.last]);
    else this.surface.say(this.surface.words('no_last'));
  }

  palette() {
    const range = this.#selected();
    if (range) this.surface.openPalette(true);
  }

  new_code() {
    if (this.#selected()) this.askNewCode('');
  }

  askNewCode(name) {
    const { model, popups } = this.surface;
    popups.newCode(name, model.codes.filter((code) => !code.codable), (given, parent) => this.#make(given, parent));
  }

  #make(name, parent) {
    const range = this.#selected();
    if (!range) return;
    const code = { id: uuid(), key: null, name, parent };
    const codings = [{ id: uuid(), code: code.id, ...this.#wire(range) }];
    this.#used([code.id]);
    this.surface.act({ verb: 'new_code', code, codings }, codings[0].id);
    this.surface.say(this.surface.words('coded', { codes: name }));
    this.habits.onward(range);
  }

  in_vivo() {
    const range = this.#selected();
    if (range) this.#make(this.surface.vivoName(range), null);
  }

  // -- the coding at the caret -----------------------------------------------------------------------

  // The own coding that stands out, or null with a sentence.
  #mine() {
    const { model, words } = this.surface;
    if (!this.#mayCode()) return null;
    const coding = this.surface.current();
    if (!coding) this.surface.say(words('no_coding'));
    else if (coding.by !== model.me) this.surface.say(words('not_yours', { coder: this.surface.nameOf(coding.by) }));
    else return model.drawn.get(coding.id);
    return null;
  }

  cycle(event) {
    const codings = this.surface.here();
    const at = codings.findIndex((coding) => coding.id === this.surface.view.current);
    // Tab leaves the text after the last coding, so that nobody is caught in it.
    if (event?.key === 'Tab' && (codings.length < 2 || at === codings.length - 1)) return false;
    if (codings.length) this.surface.stand(codings[(at + 1) % codings.length].id);
    return true;
  }

  uncode() {
    const coding = this.#mine();
    if (!coding) return;
    this.surface.act({ verb: 'uncode', ids: [coding.id] });
    this.surface.say(this.surface.words('removed', { code: this.surface.codeOf(coding.code)?.name }));
  }

  recode() {
    const coding = this.#mine();
    if (!coding) return;
    this.surface.openPalette(true, {
      title: this.surface.words('recode_title'),
      pick: ([code]) => code && code !== coding.code && this.#change(coding, code),
    });
  }

  #change(coding, code) {
    this.surface.hand.used([code]);
    this.surface.act({ verb: 'recode', id: coding.id, v: this.#version(coding.id), code }, coding.id);
    this.surface.say(this.surface.words('coded', { codes: this.surface.codeOf(code)?.name }));
  }

  #version(id) { return this.surface.model.drawn.get(id)?.v ?? 1; }

  #resize(edge, direction, edgeOf = wordEdge) {
    const coding = this.#mine();
    if (!coding) return;
    const { offsets, text } = this.surface.structure;
    const [start, end] = [offsets.units(coding.start), offsets.units(coding.end)];
    const moved = edge === 'start' ? [edgeOf(text, start, direction, 'start'), end] : [start, edgeOf(text, end, direction, 'end')];
    if (moved[0] >= moved[1] || (moved[0] === start && moved[1] === end)) return;
    this.resizeTo(coding.id, moved);
  }

  resizeTo(id, moved) {
    this.surface.act({ verb: 'resize', id, v: this.#version(id), ...this.#wire(moved) }, id);
    this.surface.caret.write(...moved);
    this.surface.showRange(moved);
  }

  #bySentence(edge, direction) {
    const { sentence } = this.surface.structure.units;
    this.#resize(edge, direction, (text, at) => unitEdge(sentence, text, at, direction, edge));
  }

  end_down() { this.#bySentence('end', 1); }
  end_up() { this.#bySentence('end', -1); }
  start_down() { this.#bySentence('start', 1); }
  start_up() { this.#bySentence('start', -1); }

  end_right() { this.#resize('end', 1); }
  end_left() { this.#resize('end', -1); }
  start_right() { this.#resize('start', 1); }
  start_left() { this.#resize('start', -1); }

  memo() {
    const coding = this.#mine();
    if (!coding) return;
    this.writeMemo(coding);
  }

  // `theirs`, `mine`: what the server refused to mix.
  writeMemo(coding, theirs = null, mine = null) {
    const name = this.surface.codeOf(coding.code)?.name ?? '';
    this.surface.popups.memo(coding, name, (text) => this.#saveMemo(coding, text), theirs, mine);
  }

  // States the version that was read: a memo that somebody changed while this one was written is not overwritten.
  #saveMemo(read, text) {
    const now = this.surface.model.drawn.get(read.id);
    const same = (now?.memo ?? '') === (read.memo ?? '');
    if ((now?.memo ?? '') !== text) this.surface.act({ verb: 'memo', id: read.id, v: same && now ? now.v : read.v, text }, read.id);
  }

  // What nobody expected: of the selected words, else of the coding at the caret, else of the segment.
  surprise() {
    if (!this.#mayCode()) return;
    const { model, popups, structure, words } = this.surface;
    const range = this.surface.selected();
    const coding = range ? null : model.drawn.get(this.surface.current()?.id);
    const place = coding ? { start: coding.start, end: coding.end, coding: coding.id } : this.#wire(range ?? trim(structure.text, ...this.segment()));
    popups.surprise(`${place.start}-${place.end}`, (text) => {
      this.surface.act({ verb: 'surprise', id: uuid(), ...place, text });
      this.surface.say(words('flagged'));
    });
  }

  // A question for supervision, about the coding at the caret.
  consult() {
    if (!this.#mayCode()) return;
    const { model, popups, words } = this.surface;
    const coding = model.drawn.get(this.surface.current()?.id);
    if (!coding) return;
    popups.consult(coding.id, (text) => {
      this.surface.act({ verb: 'consult', id: uuid(), coding: coding.id, text });
      this.surface.say(words('consulted'));
    });
  }

  #set(coding, values) {
    this.surface.act({ verb: 'set', ids: [coding.id], values }, coding.id);
    const { words } = this.surface;
    const [[field, value]] = Object.entries(values);
    const said = value === null ? words('none') : value === true ? words(field) : value === false ? words(`un${field}`) : field === 'weight' ? String(value) : words(`${field}_${value}`);
    const title = value === true || value === false ? '' : words(field);
    this.surface.say([title, said].filter(Boolean).join(': '));
  }

  #choose(field, values) {
    const coding = this.#mine();
    if (!coding) return;
    const { words, popups } = this.surface;
    const weight = field === 'weight';
    const options = values.map((value) => ({ value, name: weight ? String(value) : words(`${field}_${value}`), text: weight ? '' : words(`${field}_${value}_def`) }));
    popups.choose(words(field), options, coding[field], (value) => value !== (coding[field] ?? null) && this.#set(coding, { [field]: value }));
  }

  status() { this.#choose('status', ['exists', 'planned', 'existed', 'absent', 'failed']); }

  weight() { this.#choose('weight', [1, 2, 3, 4, 5]); }

  evidence() { this.#choose('evidence', ['claim', 'event', 'document']); }

  #toggle(field) {
    const coding = this.#mine();
    if (!coding) return;
    const values = TOGGLES[field];
    this.#set(coding, { [field]: values[(values.indexOf(coding[field] ?? null) + 1) % values.length] });
  }

  limited() { this.#toggle('limited'); }

  prompted() { this.#toggle('prompted'); }

  // -- suggestions -------------------------------------------------------------------------------

  accept() { this.surface.suggesting.accept(); }

  why() { this.surface.suggesting.why(); }

  reject() { this.surface.suggesting.reject(); }

  instead() { this.surface.suggesting.instead(); }

  skip() { this.surface.suggesting.skip(); }

  // -- the rest ----------------------------------------------------------------------------------

  finish() {
    if (!this.#mayCode()) return;
    const finished = !this.surface.model.finished;
    this.surface.act({ verb: 'finish', finished });
    this.surface.say(this.surface.words(finished ? 'finished_now' : 'reopened'));
  }

  undo() { this.#back('undo', this.surface.model.undoOf(), 'undone'); }

  redo() { this.#back('redo', this.surface.model.redoOf(), 'redone'); }

  #back(verb, known, said) {
    if (!this.#mayCode()) return;
    const { words, state } = this.surface;
    if (!known && !state.history[verb].can) {
      this.surface.say(words(`nothing_${verb}`));
      return;
    }
    const op = verb === 'undo' && known ? { verb, of: known.of } : { verb };
    const what = actName(words, known ? known.verb : state.history[verb].what);
    this.surface.send(op, known?.image ?? null);
    if (known) this.surface.suggesting.back(known.of);
    this.surface.say([words(said), what].filter(Boolean).join(': '));
  }

  help() { this.surface.popups.keys(); }

  escape() {
    this.surface.escape();
  }
}
