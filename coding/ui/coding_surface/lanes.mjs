// Which lane of the margin a coding stands in. Bars that share a line never share a lane; a coding keeps its lane
// through all rows it crosses, so a bar runs on unbroken from turn to turn.

// Longer first among those that start together: the frame stands outside what it holds.
export function order(a, b) {
  return a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

// bars: [{id, start, end, first, last}] (first, last: lines of this row, inclusive), in order; fixed: Map id → lane of
// the bars that come in from an earlier row. Gives Map id → lane for all of them.
export function layRow(bars, fixed) {
  const taken = [];
  const lanes = new Map();
  const occupy = (lane, bar) => {
    (taken[lane] ??= []).push(bar);
    lanes.set(bar.id, lane);
  };
  for (const bar of bars) if (fixed.has(bar.id)) occupy(fixed.get(bar.id), bar);
  for (const bar of bars) {
    if (lanes.has(bar.id)) continue;
    let lane = 0;
    while (taken[lane]?.some((other) => other.first <= bar.last && bar.first <= other.last)) lane++;
    occupy(lane, bar);
  }
  return lanes;
}

export class Lanes {
  constructor() {
    this.lane = new Map();
  }

  // Lay out the rows in `dirty` and every later row that a change reaches. `barsOf(row)` gives a row's bars in order,
  // each with `from` (first row) and `to` (last row). Returns the rows whose drawing may have changed.
  update(dirty, barsOf) {
    const waiting = new Set(dirty);
    const done = new Set();
    let row = Math.min(Infinity, ...waiting) - 1;
    while (waiting.size) {
      // A change reaches later rows only, so the rows are met from top to bottom.
      while (!waiting.delete(++row));
      done.add(row);
      const bars = barsOf(row);
      const fixed = new Map(bars.filter((bar) => bar.from < row).map((bar) => [bar.id, this.lane.get(bar.id) ?? 0]));
      for (const [id, lane] of layRow(bars, fixed)) {
        if (this.lane.get(id) === lane) continue;
        this.lane.set(id, lane);
        const bar = bars.find((one) => one.id === id);
        for (let next = row + 1; next <= bar.to; next++) waiting.add(next);
      }
    }
    return done;
  }

  forget(id) {
    this.lane.delete(id);
  }
}
