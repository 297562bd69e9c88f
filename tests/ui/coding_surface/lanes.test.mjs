import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lanes, layRow, order } from '../../../coding/ui/coding_surface/lanes.mjs';
import { seeded } from './random.mjs';

const ROWS = 30;
const LINES = 4;

// A coding from line `first` to line `last`, counted through all rows.
const coding = (id, first, last) => ({ id, start: first * 10, end: last * 10 + 9, first, last, from: Math.floor(first / LINES), to: Math.floor(last / LINES) });

function barsOf(codings) {
  return (row) => [...codings.values()].filter((one) => one.from <= row && one.to >= row).sort(order)
    .map((one) => ({ ...one, first: Math.max(0, one.first - row * LINES), last: Math.min(LINES - 1, one.last - row * LINES) }));
}

function collisions(lanes, codings) {
  const list = [...codings.values()];
  return list.flatMap((a, i) => list.slice(i + 1).filter((b) => a.first <= b.last && b.first <= a.last && lanes.lane.get(a.id) === lanes.lane.get(b.id)));
}

function randomCoding(random, id) {
  const first = Math.floor(random() * ROWS * LINES);
  return coding(id, first, Math.min(ROWS * LINES - 1, first + Math.floor(random() ** 3 * 14)));
}

test('codings side by side on one line stand in different lanes, the longest nearest to the text', () => {
  const lanes = layRow([coding('long', 0, 3), coding('short', 0, 1), coding('later', 2, 3)].sort(order), new Map());
  assert.deepEqual(Object.fromEntries(lanes), { long: 0, short: 1, later: 1 });
});

test('a coding that comes in from the row above keeps its lane', () => {
  const lanes = layRow([coding('in', 0, 3), coding('new', 0, 3)], new Map([['in', 2]]));
  assert.equal(lanes.get('in'), 2);
  assert.equal(lanes.get('new'), 0);
});

test('no two codings on one line ever share a lane, whatever is added and removed', () => {
  const random = seeded(11);
  const codings = new Map();
  const lanes = new Lanes();
  for (let step = 0; step < 600; step++) {
    const known = [...codings.keys()];
    const gone = known.length > 40 || (known.length && random() < 0.4) ? codings.get(known[Math.floor(random() * known.length)]) : null;
    const changed = gone ?? randomCoding(random, `c${step}`);
    if (gone) {
      codings.delete(gone.id);
      lanes.forget(gone.id);
    } else codings.set(changed.id, changed);
    const dirty = Array.from({ length: changed.to - changed.from + 1 }, (_, i) => changed.from + i);
    lanes.update(dirty, barsOf(codings));
    assert.deepEqual(collisions(lanes, codings), []);
  }
});

test('what is drawn after many small changes is what is drawn from nothing', () => {
  const random = seeded(3);
  const codings = new Map();
  const lanes = new Lanes();
  for (let step = 0; step < 120; step++) {
    const one = randomCoding(random, `c${step}`);
    codings.set(one.id, one);
    lanes.update(Array.from({ length: one.to - one.from + 1 }, (_, i) => one.from + i), barsOf(codings));
  }
  const fresh = new Lanes();
  fresh.update(Array.from({ length: ROWS }, (_, i) => i), barsOf(codings));
  assert.deepEqual(new Map([...lanes.lane].sort()), new Map([...fresh.lane].sort()));
});

test('a change is not felt in rows that no coding links to it', () => {
  const codings = new Map([coding('a', 0, 1), coding('b', 40, 41)].map((one) => [one.id, one]));
  assert.deepEqual([...new Lanes().update([0], barsOf(codings))], [0]);
});
