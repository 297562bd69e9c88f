// Suggestions on screen: dashes under the segments that have some, the guesses for the segment at hand in the panel, one
// key each to accept, refuse, replace or pass over. Whatever was shown is told to the server once, with how long it stood.

import { Offers } from './offers.mjs';
import { button, h } from './dom.mjs';
import { colour } from './marks.mjs';
import { trim } from './offsets.mjs';

export class Suggesting {
  constructor(surface) {
    Object.assign(this, { surface, offers: null, dashed: new Set(), at: null });
    this.reasons = surface.state.reasons ??= new Map(); // question → lines, as the codings stand
    this.told = surface.state.told ??= new Set(); // segments of this visit whose showing has been told
    this.element = h('section', { class: 'cs-offers', hidden: true });
  }

  // What the page offers; `refused` outlives a remount.
  take(data, refused) {
    const { view, structure } = this.surface;
    for (const row of this.dashed) view.elements[row].classList.remove('cs-offered');
    this.dashed.clear();
    this.offers = data.segments.length ? new Offers(data, structure.offsets, refused) : null;
    this.element.hidden = !this.offers;
    for (const segment of this.offers?.segments ?? []) this.#dash(segment);
    this.state = null;
    this.show();
  }

  // Own codings around a segment: enough to know what was given to it and to the one before.
  #mine(segment) {
    const { view, model } = this.surface;
    const before = this.offers.before(segment);
    return view.at(before?.from ?? segment.from, segment.to).filter((one) => one.by === model.me);
  }

  // What is sure enough to be shown, or runs on.
  open(segment) { return this.offers.open(segment, this.#mine(segment)).filter((one) => one.show || one.continues); }

  #dash(segment) {
    const { view, structure } = this.surface;
    const waits = this.open(segment).some((one) => !one.continues);
    const [from, to] = structure.rowsOf(segment.from, segment.to);
    for (let row = from; row <= to; row++) {
      if (waits) this.dashed.add(row);
      else this.dashed.delete(row);
      view.elements[row].classList.toggle('cs-offered', waits);
    }
  }

  // A row was drawn again.
  dress(row) { if (this.dashed.has(row)) this.surface.view.elements[row].classList.add('cs-offered'); }

  // Codings came or went: what is offered beside them, and after them, may be another.
  changed(pairs) {
    if (!this.offers) return;
    const { offsets } = this.surface.structure;
    for (const one of pairs.flat()) {
      const here = one && this.offers.at(offsets.units(one.start));
      for (const segment of [here, here && this.offers.after(here)]) if (segment) this.#dash(segment);
    }
    this.reasons.clear();
    this.show();
  }

  // -- the segment at hand -------------------------------------------------------------------------

  show() {
    if (!this.offers) return;
    const segment = this.offers.at(this.surface.caret.start);
    if (segment !== this.at) this.#moved(segment);
    const guesses = segment ? this.open(segment).slice(0, 3) : [];
    const state = JSON.stringify([segment?.start, segment?.blind, guesses, this.whys, guesses.map((one) => this.reasons.get(this.#question(one)))]);
    if (state === this.state) return;
    this.state = state;
    const { words, doc } = this.surface;
    const note = segment?.blind ? words('blind_here') : words('no_offers');
    const items = guesses.flatMap((guess, i) => [this.#guess(guess, i, doc.readonly), this.whys && this.#because(guess)]).filter(Boolean);
    const reasons = guesses.length > 0 && button(words('why'), () => this.why(), { class: 'cs-button cs-tool', 'aria-pressed': String(Boolean(this.whys)), title: `${words('key_why')} (B)` });
    this.element.replaceChildren(h('h3', {}, words('offers'), reasons), ...(items.length ? items : [h('p', { class: 'cs-quiet' }, note)]));
  }

  #guess(guess, i, readonly) {
    const { words } = this.surface;
    const code = this.surface.codeOf(guess.code);
    const why = [guess.chance, guess.continues && words('continues'), guess.why, guess.status && words(`status_${guess.status}`), guess.limited && words('limited')].filter(Boolean).join(' · ');
    const face = [h('b', { class: 'cs-chip' }, code?.sign || code?.key || '·'), h('span', { class: 'cs-name' }, code?.name ?? '?'), i === 0 && h('kbd', {}, 'A')];
    return h('div', { class: 'cs-offer', '--c': colour(code?.colour), 'data-offer': code?.key ?? guess.code },
      h('div', { class: 'cs-line-up' },
        button(h('span', { class: 'cs-line-up' }, ...face.filter(Boolean)), () => this.#accept(guess), { class: 'cs-coding-head', disabled: readonly, title: `${words('key_accept')}${i === 0 ? ' (A)' : ''}` }),
        !readonly && button('✕', () => this.#reject(guess), { class: 'cs-button cs-tool', 'aria-label': words('refuse', { code: code?.name }), title: `${words('key_reject')}${i === 0 ? ' (D)' : ''}` })),
      why && h('p', { class: 'cs-facts' }, why));
  }

  // -- reasons -------------------------------------------------------------------------------------

  #question({ code }) { return ['why', this.offers.model, this.at?.start, this.at?.end, code].join('/'); }

  // Show, or put away, what speaks for each guess and against it.
  why() {
    this.whys = !this.whys;
    this.show();
  }

  takeWhy(question, lines) {
    this.reasons.set(question, lines);
    this.show();
  }

  #because(guess) {
    const question = this.#question(guess);
    const { words, sync } = this.surface;
    if (!this.reasons.has(question) && !sync.queue.ask.has(question)) sync.ask(question);
    const lines = this.reasons.get(question);
    const body = !lines ? [h('li', { class: 'cs-quiet' }, words('loading'))] : !lines.length ? [h('li', { class: 'cs-quiet' }, words('no_reasons'))]
      : lines.map(({ sign, told, quote, where, url }) => h('li', { class: sign ? `cs-speaks-${sign}` : null },
        h('span', {}, told), quote && h('q', {}, quote), where && (url ? h('a', { href: url }, where) : h('cite', {}, where))));
    return h('ul', { class: 'cs-reasons' }, ...body);
  }

  // Leaving a segment tells that its suggestions (or, where none were to be shown, the bare text) were seen.
  #moved(segment) {
    const left = this.at;
    const since = this.since;
    [this.at, this.since] = [segment, performance.now()];
    if (!left || this.surface.doc.readonly || (!left.blind && !left.guesses.length) || this.told.has(left.start)) return;
    this.told.add(left.start);
    const seconds = Math.round((this.since - since) / 100) / 10;
    this.surface.sync.push({ op: crypto.randomUUID(), verb: 'seen', ...this.#about(left), seconds });
  }

  #about(segment) { return { model: this.offers.model, segment: [segment.start, segment.end] }; }

  // -- decisions -----------------------------------------------------------------------------------

  #first() {
    const { surface } = this;
    if (surface.doc.readonly) surface.say(surface.words('readonly'));
    else if (this.at && this.open(this.at).length) return this.open(this.at)[0];
    else surface.say(surface.words('no_offers'));
    return null;
  }

  accept() { this.#with(this.#first(), (guess) => this.#accept(guess)); }

  reject() { this.#with(this.#first(), (guess) => this.#reject(guess)); }

  #with(guess, act) { if (guess) act(guess); }

  // The words selected inside the segment, else all of it.
  #range() {
    const { text } = this.surface.structure;
    const chosen = this.surface.selected();
    return chosen && chosen[0] < this.at.to && chosen[1] > this.at.from ? chosen : trim(text, this.at.from, this.at.to);
  }

  #accept(guess) {
    const { surface } = this;
    const { offsets } = surface.structure;
    const [start, end] = this.#range();
    const coding = { id: crypto.randomUUID(), code: guess.code, start: offsets.points(start), end: offsets.points(end) };
    if (guess.status) coding.status = guess.status;
    if (guess.limited) coding.limited = true;
    surface.state.last = guess.code;
    surface.hand.used([guess.code]);
    surface.act({ verb: 'accept', ...this.#about(this.at), rank: guess.rank, origin: guess.origin ?? 'classifier', codings: [coding] }, coding.id);
    surface.say(surface.words('coded', { codes: surface.codeOf(guess.code)?.name }));
  }

  #reject(guess) {
    const { surface } = this;
    const op = surface.act({ verb: 'reject', ...this.#about(this.at), rank: guess.rank, code: guess.code });
    this.offers.refuse(this.at, guess.code, op);
    this.#dash(this.at);
    this.show();
    surface.say(surface.words('rejected', { code: surface.codeOf(guess.code)?.name }));
  }

  // Undo and redo of a refusal.
  back(op) {
    const segment = this.offers?.turn(op);
    if (!segment) return;
    this.#dash(segment);
    this.show();
  }

  // Another code instead: the segment selected, the codes searched.
  instead() {
    if (!this.#first()) return;
    const [start, end] = this.#range();
    this.surface.select(start, end);
    this.surface.openPalette(true);
  }

  // On to the next segment about which something waits.
  skip() {
    const next = this.offers?.segments.find((one) => one.from > this.surface.caret.start && one !== this.at && this.open(one).some((guess) => !guess.continues));
    if (next) this.surface.goto(next.from);
    else this.surface.say(this.surface.words('no_more_offers'));
  }
}
