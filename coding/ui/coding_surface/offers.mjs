// Suggestions for the segments of a source, as this person still has to decide about them. Pure: no screen, no network.
// Offsets are UTF-16 units, converted where they come in.

import { floor } from './offsets.mjs';

const keyOf = (segment, code) => `${segment.start}/${segment.end}/${code}`;

export class Offers {
  // data: {model, stick, segments: [{start, end, blind, guesses: [{code, show, origin, chance, why, status, limited}]}]}, offsets in
  // code points. refused: key of a guess → {op, back: true once that was taken back}.
  constructor(data, offsets, refused = new Map()) {
    this.model = data.model;
    this.stick = Boolean(data.stick); // in this project a code tends to run on into the next segment
    this.segments = data.segments.map((one) => ({ ...one, from: offsets.units(one.start), to: offsets.units(one.end) })).sort((a, b) => a.from - b.from);
    this.starts = this.segments.map((one) => one.from);
    this.refused = refused;
  }

  // The segment at an offset, or null.
  at(offset) {
    const segment = this.segments[floor(this.starts, offset)];
    return segment && offset <= segment.to ? segment : null;
  }

  // Guesses not decided yet. mine: this person's codings ({start, end, code}); what runs on from the segment before comes first.
  open(segment, mine) {
    if (segment.blind) return [];
    const given = codesIn(segment, mine);
    const free = (code) => !given.has(code) && (this.refused.get(keyOf(segment, code))?.back ?? true);
    const known = new Map(segment.guesses.map((one, i) => [one.code, { ...one, rank: i + 1 }]));
    const before = this.stick && this.before(segment);
    const running = before ? [...codesIn(before, mine)].map((code) => ({ rank: 0, ...known.get(code), code, continues: true })) : [];
    const first = new Set(running.map((one) => one.code));
    return [...running, ...[...known.values()].filter((one) => !first.has(one.code))].filter((one) => free(one.code));
  }

  before(segment) { return this.segments[this.segments.indexOf(segment) - 1] ?? null; }

  after(segment) { return this.segments[this.segments.indexOf(segment) + 1] ?? null; }

  refuse(segment, code, op) { this.refused.set(keyOf(segment, code), { op, segment, back: false }); }

  // A refusal was taken back, or done again; gives the segment it was about, or null if it was none of ours.
  turn(op) {
    const found = [...this.refused.values()].find((one) => one.op === op);
    if (!found) return null;
    found.back = !found.back;
    return this.at(found.segment.from);
  }
}

// Codes given to at least half of the segment, or lying in it with at least half of themselves.
export function codesIn(segment, codings) {
  const found = new Set();
  for (const { start, end, code } of codings) {
    const shared = Math.min(end, segment.to) - Math.max(start, segment.from);
    if (shared > 0 && shared * 2 >= Math.min(end - start, segment.to - segment.from)) found.add(code);
  }
  return found;
}
