// Where a code comes to stand by a key, and where one that is dropped.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drop, step } from '../../../coding/ui/coding_surface/treeing.mjs';

const CODES = [
  { id: 'g', parent: null },
  { id: 'a', parent: 'g' },
  { id: 'b', parent: 'g' },
  { id: 'c', parent: 'b' },
  { id: 'h', parent: null },
];

test('a code goes up and down among its own, in under the one before it, and out behind what it stood under', () => {
  assert.equal(step(CODES, 'a', 'up'), null);
  assert.deepEqual(step(CODES, 'b', 'up'), { parent: 'g', at: 0 });
  assert.deepEqual(step(CODES, 'a', 'down'), { parent: 'g', at: 1 });
  assert.equal(step(CODES, 'h', 'down'), null);
  assert.deepEqual(step(CODES, 'b', 'in'), { parent: 'a', at: 0 });
  assert.equal(step(CODES, 'a', 'in'), null);
  assert.deepEqual(step(CODES, 'c', 'out'), { parent: 'g', at: 2 });
  assert.equal(step(CODES, 'g', 'out'), null);
});

test('a code is dropped before, behind or under another one, and never under itself', () => {
  assert.deepEqual(drop(CODES, 'h', 'a', 'before'), { parent: 'g', at: 0 });
  assert.deepEqual(drop(CODES, 'a', 'b', 'after'), { parent: 'g', at: 1 });
  assert.deepEqual(drop(CODES, 'h', 'b', 'inside'), { parent: 'b', at: 1 });
  assert.equal(drop(CODES, 'g', 'c', 'inside'), null);
});
