// Rows, marks and lanes on screen. Only the rows that a change touches are drawn again.

import { Lanes, order } from './lanes.mjs';
import { Tints } from './tints.mjs';
import { colour, segments } from './marks.mjs';
import { clock } from './structure.mjs';
import { h } from './dom.mjs';

const CHUNK = 25;

// Cloned, because thousands are made at once.
const pattern = (tag, kind, ...children) => { const made = document.createElement(tag); made.className = kind; made.append(...children); return made; };
const still = (element) => { element.contentEditable = 'false'; return element; };
const MARK = globalThis.document && pattern('mark', 'cs-mark');
const LINE = globalThis.document && pattern('span', 'cs-line');
const BAR = globalThis.document && still(pattern('span', 'cs-bar'));
const SIGN = globalThis.document && pattern('b', 'cs-sign');
const STATUS = /^(exists|planned|existed|absent|failed)$/;
export const DEPTH = 4; // lanes drawn beside each other; what is deeper is counted

export class View {
  // words: translator; codeOf(id) → code; nameOf(coder id) → name; finder: the search's highlighter, told of new rows.
  constructor(structure, { words, codeOf, nameOf, me }) {
    Object.assign(this, { structure, words, codeOf, nameOf, me });
    this.codings = new Map(); // id → coding with UTF-16 start, end and rows from, to
    this.byRow = structure.rows.map(() => new Set());
    this.lanes = new Lanes();
    this.tints = new Tints();
    this.labels = new Map();
    this.current = null;
    this.fore = ''; // the code before the others, if any
    this.onrow = null;
    this.elements = new Array(structure.rows.length);
    this.element = h('div', { class: 'cs-doc', contenteditable: 'true', role: 'textbox', 'aria-readonly': 'true', 'aria-multiline': 'true', spellcheck: 'false', inputmode: 'none', autocorrect: 'off', autocapitalize: 'off', translate: 'no', 'data-gramm': 'false', tabindex: '0' });
  }

  // Everything, once.
  build(codings) {
    for (const coding of codings) this.#enter(coding);
    this.lanes.update(this.byRow.keys(), (row) => this.#bars(row));
    const rows = this.structure.rows;
    for (let first = 0; first < rows.length; first += CHUNK) {
      const chunk = h('div', { class: 'cs-chunk' });
      let lines = 0;
      let captions = 0;
      for (let row = first; row < Math.min(rows.length, first + CHUNK); row++) {
        chunk.append(this.#row(row));
        lines += rows[row].lines.length;
        captions += this.#captioned(row) ? 1 : 0;
      }
      chunk.style.setProperty('--lines', lines);
      chunk.style.setProperty('--rows', captions);
      this.element.append(chunk);
    }
    this.tints.fix();
  }

  // Rows a few screens away are laid out before they are scrolled to: the browser alone begins too late for a fast wheel.
  watch(scroller) {
    this.near = new IntersectionObserver((seen) => {
      for (const { target, isIntersecting } of seen) target.classList.toggle('cs-near', isIntersecting);
    }, { root: scroller, rootMargin: '120% 0px' });
    for (const chunk of this.element.children) this.near.observe(chunk);
  }

  #enter(coding) {
    const offsets = this.structure.offsets;
    const start = offsets.units(coding.start);
    const end = offsets.units(coding.end);
    const [from, to] = this.structure.rowsOf(start, end);
    this.codings.set(coding.id, { ...coding, start, end, from, to });
    for (let row = from; row <= to; row++) this.byRow[row].add(coding.id);
    return [from, to];
  }

  #leave(id) {
    const coding = this.codings.get(id);
    if (!coding) return null;
    this.codings.delete(id);
    for (let row = coding.from; row <= coding.to; row++) this.byRow[row].delete(id);
    return [coding.from, coding.to];
  }

  // pairs: [before, after] of codings; draws what they touch, each row once. `stand`: the coding that stands out now.
  change(pairs, stand) {
    const dirty = new Set();
    const add = (range) => range && rangeOf(range).forEach((row) => dirty.add(row));
    const shown = new Set();
    this.#standing().forEach((row) => shown.add(row));
    for (const [before, after] of pairs) {
      if (before) add(this.#leave(before.id));
      if (after) add(this.#enter(after));
      else if (before) this.lanes.forget(before.id);
    }
    const before = this.current;
    this.current = this.codings.has(stand) ? stand : null;
    const drawn = this.lanes.update(dirty, (row) => this.#bars(row));
    if (before !== this.current) for (const row of [...shown, ...this.#standing()]) drawn.add(row);
    this.draw(drawn);
  }

  // Rows of the coding that stands out.
  #standing() {
    const coding = this.codings.get(this.current);
    return coding ? rangeOf([coding.from, coding.to]) : [];
  }

  // The codebook changed: names and colours may be others.
  redrawAll() {
    this.labels.clear();
    this.draw(this.structure.rows.keys());
  }

  draw(rows) {
    for (const row of rows) {
      const old = this.elements[row];
      old.replaceWith(this.#row(row));
      this.onrow?.(row);
    }
  }

  inRow(row) {
    return [...this.byRow[row]].map((id) => this.codings.get(id)).sort(order);
  }

  // Codings that cover an offset (or touch a selection), the closest fitting first; own ones before others'.
  at(start, end = start) {
    const [from, to] = this.structure.rowsOf(start, end);
    const found = new Map();
    for (let row = from; row <= to; row++)
      for (const id of this.byRow[row]) {
        const coding = this.codings.get(id);
        if (start === end ? coding.start <= start && coding.end >= start : coding.start < end && coding.end > start) found.set(id, coding);
      }
    const far = (one) => Math.abs(one.start - start) + Math.abs(one.end - end);
    const fit = (one) => (start === end ? one.end - one.start : far(one));
    return [...found.values()].sort((a, b) => (b.by === this.me) - (a.by === this.me) || fit(a) - fit(b) || order(a, b));
  }

  #bars(row) {
    const place = this.structure.rows[row];
    return this.inRow(row).map((coding) => {
      const [first, last] = this.structure.linesOf(place, Math.max(coding.start, place.start), Math.min(coding.end, place.end));
      return { ...coding, first, last };
    });
  }

  #captioned(row) {
    const { kind, speaker, page, seconds } = this.structure.rows[row];
    return page !== undefined || (kind !== 'header' && (speaker >= 0 || seconds !== undefined));
  }

  #caption(row) {
    const { speaker, seconds, page } = this.structure.rows[row];
    const who = this.structure.speakers[speaker];
    return h('div', { class: 'cs-who', contenteditable: 'false' },
      page !== undefined && h('span', { class: 'cs-page' }, this.words('page', { n: page })),
      who && h('span', { class: `cs-speaker cs-${who.role === 'interviewer' ? 'asks' : `voice${speaker % 4}`}` }, who.label),
      who && h('span', { class: 'cs-role' }, [who.case, this.words(who.role)].filter(Boolean).join(' · ')),
      seconds !== undefined && h('time', { class: 'cs-clock' }, clock(seconds)));
  }

  #row(row) {
    const place = this.structure.rows[row];
    const kind = place.kind === 'header' ? ' cs-header' : this.structure.speakers[place.speaker]?.role === 'interviewer' ? ' cs-question' : '';
    const element = h('div', { class: `cs-row${kind}`, 'data-row': row });
    if (this.#captioned(row)) element.append(this.#caption(row));
    const codings = this.inRow(row);
    const marks = this.structure.marksIn(place.start, place.end);
    const text = h('div', { class: 'cs-text' });
    for (const line of place.lines) text.append(this.#line(line, codings, marks));
    if (codings.length && ![...text.children].some((line) => line.csBare)) element.classList.add('cs-full');
    element.append(...this.#lanesOf(row), text);
    this.elements[row] = element;
    return element;
  }

  #line(line, codings, marks) {
    const element = LINE.cloneNode();
    if (line.hard) element.classList.add('cs-hard');
    if (line.number) element.dataset.n = line.number;
    element.csStart = line.start;
    const touching = codings.filter((coding) => coding.start < line.end && coding.end > line.start);
    const printed = marks.filter((mark) => mark.kind !== 'header' && mark.start < line.end && mark.end > line.start);
    for (const piece of segments(line.start, line.end, touching, printed)) {
      const words = this.structure.text.slice(piece.start, piece.end);
      if (!piece.codings.length && !piece.mark) {
        element.append(words);
        element.csBare ||= /\S/.test(words);
      }
      else element.append(piece.codings.length ? this.#mark(piece, words) : h('span', { class: 'cs-printed' }, words));
    }
    if (touching.length && !element.csBare) element.classList.add('cs-coded');
    if (!element.firstChild) element.append('\u200b');
    return element;
  }

  #mark(piece, words) {
    const mark = MARK.cloneNode();
    let look = 'cs-mark';
    if (piece.codings.some((coding) => coding.id === this.current)) look += ' cs-current';
    if (piece.mark) look += ' cs-printed';
    if (piece.codings.every((coding) => coding.status === 'absent' || coding.status === 'failed')) look += ' cs-none';
    if (this.fore && piece.codings.every((coding) => coding.code !== this.fore)) look += ' cs-faint';
    this.tints.wear(mark, piece.codings.map((coding) => colour(this.codeOf(coding.code)?.colour)), look);
    mark.setAttribute('aria-description', piece.codings.map((coding) => this.label(coding)).sort().join('; '));
    mark.textContent = words;
    return mark;
  }

  // Code and coder in words.
  label(coding) {
    const key = `${coding.code} ${coding.by}`;
    if (!this.labels.has(key)) this.labels.set(key, this.words('lane_label', { code: this.codeOf(coding.code)?.name ?? '?', coder: this.nameOf(coding.by) }));
    return this.labels.get(key);
  }

  #lanesOf(row) {
    const place = this.structure.rows[row];
    const deep = new Map();
    const bars = [];
    for (const bar of this.#bars(row)) {
      const lane = this.lanes.lane.get(bar.id);
      if (lane < DEPTH) bars.push(this.#bar(bar, lane, place, row));
      else deep.set(bar.first, (deep.get(bar.first) ?? 0) + 1);
    }
    for (const [line, n] of deep) {
      const more = h('span', { class: 'cs-more', contenteditable: 'false', title: this.words('more', { n }) }, `+${n}`);
      more.style.gridRow = `${line + 2}`;
      bars.push(more);
    }
    return bars;
  }

  #bar(bar, lane, place, row) {
    const code = this.codeOf(bar.code);
    const element = BAR.cloneNode();
    const looks = { 'cs-deep': lane > 1, 'cs-theirs': bar.by !== this.me, 'cs-current': bar.id === this.current, 'cs-first': bar.from === row, 'cs-last': bar.to === row, 'cs-has-memo': Boolean(bar.memo), 'cs-faint': this.fore && bar.code !== this.fore };
    const worn = Object.keys(looks).filter((look) => looks[look]).join(' ');
    element.dataset.coding = bar.id;
    element.title = this.label(bar);
    const size = Math.max(1, place.end - place.start);
    const part = (at) => Math.min(1, Math.max(0, (at - place.start) / size)).toFixed(3);
    // A bar that comes in from the row above runs past the caption.
    element.style.cssText = `grid-row:${bar.from < row ? 1 : bar.first + 2}/${bar.last + 3};--lane:${lane};--a:${part(bar.start)};--b:${part(bar.end)}`;
    this.tints.wear(element, [colour(code?.colour)], `cs-bar ${worn}${STATUS.test(bar.status) ? ` cs-is-${bar.status}` : ''}`);
    if (bar.from === row) {
      const sign = SIGN.cloneNode();
      sign.textContent = code?.sign || code?.key?.slice(0, 2) || '·';
      element.append(sign);
    }
    return element;
  }

  // Make one coding stand out (null: none).
  point(id) {
    if (this.current === id) return;
    const rows = new Set(this.#standing());
    this.current = id;
    for (const row of this.#standing()) rows.add(row);
    this.draw(rows);
  }
}

function rangeOf([from, to]) {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
