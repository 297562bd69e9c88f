import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bends, bounds, box, edge, freePlace, inOrder, lines, nearest, way } from '../../../coding/ui/coding_surface/shapes.mjs';

const at = (id, x, y) => ({ id, x, y, wide: 168, high: 50 });

test('a name is broken into lines, and a word that is too long, too', () => {
  assert.deepEqual(lines('Koordinasi antarinstansi daerah'), ['Koordinasi', 'antarinstansi daerah']);
  assert.deepEqual(lines('x'.repeat(45)), ['x'.repeat(20), 'x'.repeat(20), 'xxxxx']);
  assert.deepEqual(lines(' '), ['']);
  assert.equal(box('word', 'kata').high, 33);
  assert.equal(box('code', 'kata').high, 50);
});

test('a way leaves a box at its edge', () => {
  assert.deepEqual(edge(at('a', 0, 0), { x: 500, y: 0 }), { x: 84, y: 0 });
  assert.deepEqual(edge(at('a', 0, 0), { x: 0, y: -500 }), { x: 0, y: -25 });
  assert.equal(way(at('a', 0, 0), at('b', 400, 0)).d, 'M84 0L316 0');
});

test('several ties between the same two are bent apart, in whichever direction they go', () => {
  const ties = [{ id: '1', this: 'a', that: 'b' }, { id: '2', this: 'b', that: 'a' }, { id: '3', this: 'a', that: 'c' }];
  const found = bends(ties);
  assert.deepEqual([...found.values()], [-0.5, 0.5, 0]);
  const there = way(at('a', 0, 0), at('b', 400, 0), -0.5).middle, back = way(at('b', 400, 0), at('a', 0, 0), 0.5).middle;
  assert.ok(Math.abs(there.y - back.y) > 15);
});

test('an arrow key goes to the nearest box in its direction', () => {
  const boxes = [at('a', 0, 0), at('right', 300, 20), at('far', 600, 0), at('below', 10, 200), at('aside', 100, 900)];
  assert.equal(nearest(boxes[0], boxes, 'ArrowRight').id, 'right');
  assert.equal(nearest(boxes[0], boxes, 'ArrowDown').id, 'below');
  assert.equal(nearest(boxes[1], boxes, 'ArrowRight').id, 'far');
  assert.equal(nearest(boxes[0], boxes, 'ArrowLeft'), null);
});

test('every box is reached by arrow keys or in the order of reading', () => {
  assert.deepEqual(inOrder([at('d', 0, 200), at('b', 200, 10), at('a', 0, 0)]).map((one) => one.id), ['a', 'b', 'd']);
});

test('what all boxes take has room around', () => {
  assert.deepEqual(bounds([at('a', 0, 0), at('b', 200, 100)], 10), { x: -94, y: -35, wide: 388, high: 170 });
});

test('a new box covers no other', () => {
  const boxes = [at('a', 0, 0)];
  for (let n = 0; n < 30; n += 1) {
    const { x, y } = freePlace({ x: 0, y: 0 }, boxes, 50);
    assert.ok(boxes.every((one) => Math.abs(one.x - x) >= 168 || Math.abs(one.y - y) >= 50));
    boxes.push(at(`n${n}`, x, y));
  }
});
