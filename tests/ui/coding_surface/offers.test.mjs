import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Offers, codesIn } from '../../../coding/ui/coding_surface/offers.mjs';

const offsets = { units: (point) => point };
const guess = (code, values = {}) => ({ code, show: true, chance: '', why: '', ...values });
const made = (values = {}) => new Offers({
  model: 'm', stick: true,
  segments: [
    { start: 100, end: 200, blind: false, guesses: [guess('b'), guess('a')] },
    { start: 0, end: 90, blind: false, guesses: [guess('a')] },
    { start: 210, end: 300, blind: true, guesses: [guess('a')] },
  ],
  ...values,
}, offsets);
const codes = (list) => list.map((one) => one.code);

test('the segment at an offset is the one whose words stand there, and none stands between two', () => {
  const offers = made();
  assert.equal(offers.at(0).start, 0);
  assert.equal(offers.at(150).start, 100);
  assert.equal(offers.at(95), null);
});

test('what is given already is not offered, whatever edges the person chose', () => {
  const offers = made();
  const segment = offers.at(100);
  assert.deepEqual(codes(offers.open(segment, [])), ['b', 'a']);
  assert.deepEqual(codes(offers.open(segment, [{ start: 120, end: 150, code: 'b' }])), ['a']);
  assert.deepEqual(codes(offers.open(segment, [{ start: 190, end: 260, code: 'b' }])), ['b', 'a'], 'it lies for the most part elsewhere');
});

test('the code of the segment before comes first where codes run on in this project', () => {
  const before = [{ start: 0, end: 90, code: 'a' }];
  const there = made();
  const [first, second] = there.open(there.at(100), before);
  assert.deepEqual([first.code, first.continues, first.rank, second.code], ['a', true, 2, 'b']);
  const offers = made();
  const new_ = offers.open(offers.at(100), [{ start: 0, end: 90, code: 'z' }]);
  assert.deepEqual([new_[0].code, new_[0].rank], ['z', 0]);
  const plain = made({ stick: false });
  assert.deepEqual(codes(plain.open(plain.at(100), before)), ['b', 'a']);
});

test('a segment that is to be coded without suggestions offers none', () => {
  const offers = made();
  assert.deepEqual(offers.open(offers.at(250), []), []);
});

test('a refused guess is gone, comes back with undo and goes with redo', () => {
  const offers = made();
  const segment = offers.at(0);
  offers.refuse(segment, 'a', 'op1');
  assert.deepEqual(offers.open(segment, []), []);
  assert.equal(offers.turn('op1'), segment);
  assert.deepEqual(codes(offers.open(segment, [])), ['a']);
  offers.turn('op1');
  assert.deepEqual(offers.open(segment, []), []);
  assert.equal(offers.turn('unknown'), null);
});

test('a refusal outlives the mount', () => {
  const refused = new Map();
  const first = new Offers({ model: 'm', segments: [{ start: 0, end: 90, guesses: [guess('a')] }] }, offsets, refused);
  first.refuse(first.at(0), 'a', 'op1');
  const again = new Offers({ model: 'm', segments: [{ start: 0, end: 90, guesses: [guess('a')] }] }, offsets, refused);
  assert.deepEqual(again.open(again.at(0), []), []);
});

test('a coding counts for a segment that it covers by half, or that holds half of it', () => {
  const segment = { from: 0, to: 100 };
  assert.deepEqual([...codesIn(segment, [{ start: 50, end: 400, code: 'a' }, { start: 60, end: 400, code: 'b' }, { start: 90, end: 110, code: 'c' }])], ['a', 'c']);
});
