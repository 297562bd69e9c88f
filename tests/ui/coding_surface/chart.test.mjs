import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, Chart, inverse } from '../../../coding/ui/coding_surface/chart.mjs';
import { seeded } from './random.mjs';

const word = (id, more = {}) => ({ id, kind: 'word', of: null, text: id, x: 0, y: 0, v: 1, ...more });
const tie = (id, one, other, more = {}) => ({ id, this: one, that: other, kind: 'leads', word: '', comment: '', n: 0, v: 1, ...more });
const state = (concepts, ties = []) => ({ concepts: new Map(concepts.map((one) => [one.id, one])), ties: new Map(ties.map((one) => [one.id, one])) });
const CAN = { undo: false, redo: false };

function chart(concepts, ties = [], can = CAN) {
  const made = new Chart();
  made.receive({ concepts, ties }, can, []);
  return made;
}

test('a concept takes its ties with it, and its inverse brings all back', () => {
  const before = state([word('a'), word('b'), word('c')], [tie('1', 'a', 'b'), tie('2', 'b', 'c')]);
  const patch = { gone: ['b'] };
  const after = apply(before, patch);
  assert.deepEqual([[...after.concepts.keys()], [...after.ties.keys()]], [['a', 'c'], []]);
  const back = apply(after, inverse(before, patch));
  assert.deepEqual([...back.ties.values()], [...before.ties.values()]);
  assert.deepEqual(new Set(back.concepts.keys()), new Set(before.concepts.keys()));
});

test('any patch is taken back by its inverse', () => {
  const next = seeded(7);
  for (let round = 0; round < 300; round += 1) {
    const ids = ['a', 'b', 'c', 'd'].filter(() => next() < 0.8);
    const concepts = ids.map((id) => word(id, { x: Math.floor(next() * 99) }));
    const ties = ids.slice(1).map((id) => tie(`t${id}`, ids[0], id));
    const before = state(concepts, ties);
    const patch = { gone: ids.filter(() => next() < 0.3), put: next() < 0.5 ? [word('new')] : [], moved: Object.fromEntries(ids.filter(() => next() < 0.3).map((id) => [id, [1, 2]])) };
    patch.moved = Object.fromEntries(Object.entries(patch.moved).filter(([id]) => !patch.gone.includes(id)));
    const back = apply(apply(before, patch), inverse(before, patch));
    const plain = (one) => [[...one.concepts.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), [...one.ties.values()].sort((a, b) => (a.id < b.id ? -1 : 1))];
    assert.deepEqual(plain(back), plain(before));
  }
});

test('an act is seen at once and stays seen until the server has it', () => {
  const here = chart([word('a')]);
  const op = here.act({ moved: { a: [5, 6] } }, 'o1');
  assert.equal(op.verb, 'draw');
  assert.equal(here.view.concepts.get('a').x, 5);
  here.receive({ concepts: [word('a'), word('theirs')], ties: [] }, CAN, []);
  assert.equal(here.view.concepts.get('a').x, 5);
  assert.ok(here.view.concepts.has('theirs'));
  here.receive({ concepts: [word('a', { x: 5, y: 6 })], ties: [] }, CAN, ['o1']);
  assert.equal(here.view.concepts.get('a').x, 5);
  assert.equal(here.pending.length, 0);
});

test('undo takes back the newest act by its name, redo does it again, and then undo means the redo', () => {
  const here = chart([word('a')]);
  here.act({ moved: { a: [5, 5] } }, 'o1');
  here.act({ moved: { a: [9, 9] } }, 'o2');
  assert.equal(here.undo('u1').of, 'o2');
  assert.equal(here.view.concepts.get('a').x, 5);
  here.redo('r1');
  assert.equal(here.view.concepts.get('a').x, 9);
  assert.equal(here.undo('u2').of, 'r1');
  assert.equal(here.undo('u3').of, 'o1');
  assert.equal(here.view.concepts.get('a').x, 0);
  assert.equal(here.undo('u4'), null);
});

test('a new act ends what could be done again', () => {
  const here = chart([word('a')]);
  here.act({ moved: { a: [5, 5] } }, 'o1');
  here.undo('u1');
  here.act({ moved: { a: [7, 7] } }, 'o2');
  assert.equal(here.mayRedo, false);
  assert.equal(here.redo('r1'), null);
});

test('what an earlier visit did is asked of the server once', () => {
  const here = chart([word('a')], [], { undo: true, redo: false });
  assert.deepEqual(here.undo('u1'), { op: 'u1', verb: 'undo' });
  assert.equal(here.undo('u2'), null);
});

test('a refused act is gone from the picture and from what undo takes back', () => {
  const here = chart([word('a')]);
  here.act({ put: [word('b')] }, 'o1');
  here.receive({ concepts: [word('a')], ties: [] }, CAN, ['o1'], ['o1']);
  assert.equal(here.view.concepts.has('b'), false);
  assert.equal(here.mayUndo, false);
});

test('a tie whose concept is gone meanwhile is not drawn', () => {
  const here = chart([word('a'), word('b')]);
  here.act({ ties: [tie('1', 'a', 'b')] }, 'o1');
  here.receive({ concepts: [word('a')], ties: [] }, CAN, []);
  assert.equal(here.view.ties.size, 0);
});

test('acts of an earlier visit come before those of this one', () => {
  const here = chart([word('a')]);
  here.act({ moved: { a: [9, 9] } }, 'o2');
  here.restore([{ op: 'o1', verb: 'draw', patch: { moved: { a: [1, 1] } } }]);
  assert.deepEqual(here.pending.map((op) => op.op), ['o1', 'o2']);
  assert.equal(here.view.concepts.get('a').x, 9);
});
