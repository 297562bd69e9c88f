// The still parts of a source: rows (a turn, a paragraph, a header line) and the numbered lines inside them.
// Offsets come in as code points and leave as UTF-16 units, for text and DOM.

import { Offsets, below, floor } from './offsets.mjs';

const blank = (text) => !/\S/.test(text);

export class Structure {
  constructor(doc) {
    this.text = doc.text;
    this.offsets = new Offsets(doc.text);
    const at = (point) => this.offsets.units(point);
    const spans = (list) => list.map(([start, end]) => [at(start), at(end)]);
    this.lineStarts = doc.lines.length ? doc.lines.map(at) : [0];
    this.marks = doc.marks.map(([start, end, kind]) => ({ start: at(start), end: at(end), kind })).sort((a, b) => a.start - b.start);
    this.markStarts = this.marks.map((mark) => mark.start);
    this.moments = doc.moments.map(([point, seconds]) => ({ at: at(point), seconds }));
    this.pages = doc.pages.map(([number, start]) => ({ number, start: at(start) }));
    this.speakers = doc.speakers;
    const turns = doc.turns.map(([start, end, speaker]) => ({ start: at(start), end: at(end), speaker }));
    const paragraphs = spans(doc.paragraphs);
    // Without speakers the paragraphs say more than one long turn.
    this.spoken = turns.length > 0 && (turns.some((turn) => turn.speaker >= 0) || !paragraphs.length);
    const bodies = this.spoken ? turns : paragraphs.map(([start, end]) => ({ start, end, speaker: -1 }));
    this.rows = this.#rows(bodies.length ? bodies : this.#byNewline());
    this.rowStarts = this.rows.map((row) => row.start);
    this.#number();
    this.#furnish();
    this.units = {
      turn: turns.length ? turns.map((turn) => [turn.start, turn.end]) : paragraphs,
      sentence: spans(doc.sentences),
      paragraph: paragraphs,
    };
    for (const unit of Object.keys(this.units)) if (!this.units[unit].length) this.units[unit] = this.rows.map((row) => [row.start, row.end]);
  }

  #byNewline() {
    const rows = [];
    for (const found of this.text.matchAll(/[^\n]+/g)) rows.push({ start: found.index, end: found.index + found[0].length, speaker: -1 });
    return rows;
  }

  // Marks that touch [start, end).
  marksIn(start, end) {
    const found = [];
    for (let i = below(this.markStarts, end) - 1; i >= 0 && this.marks[i].start > start - 4000; i--)
      if (this.marks[i].end > start) found.push(this.marks[i]);
    return found.reverse();
  }

  #rows(bodies) {
    const rows = [];
    let at = 0;
    for (const body of bodies) {
      this.#gap(rows, at, body.start);
      if (body.end > body.start) rows.push({ ...body, kind: this.#isHeader(body) ? 'header' : 'turn' });
      at = Math.max(at, body.end);
    }
    this.#gap(rows, at, this.text.length);
    return rows.length ? rows : [{ start: 0, end: 0, speaker: -1, kind: 'turn' }];
  }

  #isHeader(body) {
    return this.marksIn(body.start, body.end).some((mark) => mark.kind === 'header' && mark.start <= body.start && mark.end >= body.end - 1);
  }

  // What stands between two turns: header lines get rows of their own, labels and times are shown by the caption,
  // and words that belong to nobody are never hidden.
  #gap(rows, start, end) {
    if (end <= start || blank(this.text.slice(start, end))) return;
    const edges = [];
    for (const mark of this.marksIn(start, end))
      edges.push({ start: Math.max(start, mark.start), end: Math.min(end, mark.end), kind: mark.kind });
    let at = start;
    const rest = (to) => {
      const piece = this.text.slice(at, to);
      if (to > at && !/^[\s:;.,()[\]–—-]*$/.test(piece)) this.#lines(rows, at, to, 'turn');
    };
    for (const mark of edges) {
      rest(mark.start);
      if (mark.kind === 'header') this.#lines(rows, mark.start, mark.end, 'header');
      at = Math.max(at, mark.end);
    }
    rest(end);
  }

  #lines(rows, start, end, kind) {
    for (const found of this.text.slice(start, end).matchAll(/[^\n]+/g)) {
      if (blank(found[0])) continue;
      rows.push({ start: start + found.index, end: start + found.index + found[0].length, speaker: -1, kind });
    }
  }

  // The pieces of numbered lines in each row; a number is shown once, where its line first appears.
  #number() {
    let shown = 0;
    for (const row of this.rows) {
      row.lines = [];
      let line = Math.max(0, floor(this.lineStarts, row.start));
      for (; line < this.lineStarts.length && (row.lines.length === 0 || this.lineStarts[line] < row.end); line++) {
        const start = Math.max(row.start, this.lineStarts[line]);
        const stop = Math.min(row.end, this.lineStarts[line + 1] ?? row.end);
        let end = stop;
        while (end > start && this.text[end - 1] === '\n') end--;
        if (end <= start && row.lines.length) continue;
        row.lines.push({ start, end, number: line + 1 > shown ? line + 1 : 0, hard: end < stop });
        shown = Math.max(shown, line + 1);
      }
    }
  }

  // Who speaks, when, and on which printed page a row begins.
  #furnish() {
    let moment = 0;
    let page = 0;
    let before = 0;
    for (const row of this.rows) {
      while (moment < this.moments.length && this.moments[moment].at < before) moment++;
      if (moment < this.moments.length && this.moments[moment].at < row.end) row.seconds = this.moments[moment].seconds;
      while (page < this.pages.length && this.pages[page].start < row.end) row.page = this.pages[page++].number;
      before = row.end;
    }
  }

  // Rows that [start, end) touches, first and last.
  rowsOf(start, end) {
    let first = Math.max(0, floor(this.rowStarts, start));
    const last = Math.max(0, floor(this.rowStarts, Math.max(start, end - 1)));
    if (this.rows[first].end <= start && first < last) first++;
    return [first, last];
  }

  // Whether an offset lies in words that are shown, not between two rows.
  inside(offset) {
    const row = this.rows[floor(this.rowStarts, offset)];
    return row !== undefined && offset <= row.end;
  }

  // Lines of a row (their places in the row) that [start, end) touches.
  linesOf(row, start, end) {
    let first = 0;
    while (first + 1 < row.lines.length && row.lines[first + 1].start <= start) first++;
    let last = first;
    while (last + 1 < row.lines.length && row.lines[last + 1].start < end) last++;
    return [first, last];
  }

  lineAt(offset) {
    return Math.max(0, floor(this.lineStarts, offset)) + 1;
  }
}

export function clock(seconds) {
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
}
