import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colour, segments, tint } from '../../../coding/ui/coding_surface/marks.mjs';
import { findAll } from '../../../coding/ui/coding_surface/search.mjs';
import { matching } from '../../../coding/ui/coding_surface/palette.mjs';
import { seeded } from './random.mjs';

test('every character of a line lies in exactly one piece with exactly the codings that cover it', () => {
  const random = seeded(5);
  for (let round = 0; round < 300; round++) {
    const codings = Array.from({ length: Math.floor(random() * 6) }, (_, id) => {
      const start = Math.floor(random() * 40);
      return { id, start, end: start + 1 + Math.floor(random() * 30) };
    });
    const pieces = segments(10, 40, codings);
    assert.equal(pieces[0].start, 10);
    assert.equal(pieces.at(-1).end, 40);
    pieces.forEach((piece, i) => {
      if (i) assert.equal(piece.start, pieces[i - 1].end);
      for (let at = piece.start; at < piece.end; at++)
        assert.deepEqual(piece.codings.map((one) => one.id), codings.filter((one) => one.start <= at && one.end > at).map((one) => one.id));
    });
  }
});

test('a printed mark inside the line is a piece of its own', () => {
  assert.deepEqual(segments(0, 9, [], [{ start: 3, end: 6, kind: 'time' }]).map(({ start, end, mark }) => [start, end, mark]), [[0, 3, ''], [3, 6, 'time'], [6, 9, '']]);
});

test('only a plain hexadecimal colour reaches a style', () => {
  assert.equal(colour('#2f6fb5'), '#2f6fb5');
  for (const bad of ['red; background: url(//x)', '#12', '', null, 'url(x)', '#2f6fb5;}']) assert.equal(colour(bad), '#777777');
  assert.ok(!tint(['#2f6fb5', 'url(http://x)']).includes('url'));
});

test('a search takes the words literally, whatever their case and the white space between them', () => {
  assert.deepEqual(findAll('Rapat (tiap bulan). rapat\n(TIAP bulan)', 'rapat (tiap'), [[0, 11], [20, 31]]);
  assert.deepEqual(findAll('abc', '  '), []);
  assert.deepEqual(findAll('a.c abc', 'a.c'), [[0, 3]]);
});

test('the palette finds by key first, then by the start of a word, and never offers a group', () => {
  const codes = [{ id: 1, name: 'Kedekatan', codable: false }, { id: 2, name: 'Perencanaan bersama', key: 'K3', codable: true }, { id: 3, name: 'Kerja bersama', key: 'I1', codable: true }];
  assert.deepEqual(matching(codes, 'ke').map((code) => code.id), [3]);
  assert.deepEqual(matching(codes, 'k3').map((code) => code.id), [2]);
  assert.deepEqual(matching(codes, 'bersama').map((code) => code.id), [2, 3]);
  assert.deepEqual(matching(codes, '').map((code) => code.id), [2, 3]);
});
