import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from './random.mjs';
import { Offsets, floor, trim, wordEdge } from '../../../coding/ui/coding_surface/offsets.mjs';

function randomText(random) {
  const letters = ['a', 'é', ' ', '\n', '😅', '𝒳', 'ng', '👩🏽‍🌾', '\u0301'];
  return Array.from({ length: 40 }, () => letters[Math.floor(random() * letters.length)]).join('');
}

test('a text without astral characters counts the same both ways', () => {
  const offsets = new Offsets('Selamat pagi, Pak – apa kabar…');
  for (const n of [0, 7, 30]) assert.deepEqual([offsets.units(n), offsets.points(n)], [n, n]);
});

test('code points and UTF-16 units agree with the characters themselves in any text', () => {
  const random = seeded(7);
  for (let round = 0; round < 200; round++) {
    const text = randomText(random);
    const offsets = new Offsets(text);
    let units = 0;
    [...text].forEach((character, point) => {
      assert.equal(offsets.units(point), units);
      assert.equal(offsets.points(units), point);
      units += character.length;
    });
    assert.equal(offsets.units([...text].length), text.length);
    assert.equal(offsets.points(text.length), [...text].length);
  }
});

test('an offset inside a pair counts as after the character', () => {
  const offsets = new Offsets('a😅b😅');
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6].map((unit) => offsets.points(unit)), [0, 1, 2, 2, 3, 4, 4]);
});

test('a word ends after its last letter, and doubled words with a hyphen are one', () => {
  const text = 'Ya, orang-orang dari DPMPTSP itu.';
  assert.equal(wordEdge(text, 0, 1, 'end'), 2);
  assert.equal(wordEdge(text, 2, 1, 'end'), text.indexOf(' dari'));
  assert.equal(wordEdge(text, text.length, -1, 'end'), text.length - 1);
  assert.equal(wordEdge(text, text.indexOf('dari'), -1, 'start'), 4);
  assert.equal(wordEdge(text, text.length, 1, 'end'), text.length);
});

test('a selection loses the white space at its ends, never its words', () => {
  assert.deepEqual(trim('  satu dua \n', 0, 12), [2, 10]);
  assert.deepEqual(trim('   ', 0, 3), [3, 3]);
});

test('the last number that is not greater is found', () => {
  assert.deepEqual([-1, 0, 4, 5, 99].map((n) => floor([0, 5, 9], n)), [-1, 0, 0, 1, 2]);
});
