import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hand, handOf } from '../../../coding/ui/coding_surface/hand.mjs';
import { unitEdge, wordAround } from '../../../coding/ui/coding_surface/offsets.mjs';
import { commandOf } from '../../../coding/ui/coding_surface/keys.mjs';

test('the five codes used last come newest first, each once', () => {
  const hand = new Hand();
  for (const code of ['a', 'b', 'c', 'a', 'd', 'e', 'f']) hand.used([code]);
  assert.deepEqual(hand.recent, ['f', 'e', 'd', 'a', 'c']);
  hand.used(['c', 'g']);
  assert.deepEqual(hand.recent, ['g', 'c', 'f', 'e', 'd']);
});

test('a code has one letter and a letter one code; the letter it has takes it away', () => {
  const hand = new Hand();
  hand.set({ favourites: hand.withLetter('k', 'one') });
  hand.set({ favourites: hand.withLetter('l', 'one') });
  assert.deepEqual(hand.favourites, { l: 'one' });
  hand.set({ favourites: hand.withLetter('l', 'two') });
  assert.deepEqual([hand.favourites, hand.letterOf('two'), hand.letterOf('one')], [{ l: 'two' }, 'l', '']);
  assert.deepEqual(hand.withLetter('l', 'two'), {});
});

test('what the server knew when the page was drawn does not take back what was set since', () => {
  const doc = { channel: 'p/s/me', me: 'me', hand: { advance: false } };
  handOf(doc).set({ advance: true });
  assert.equal(handOf(structuredClone(doc)).advance, true);
  assert.equal(handOf({ ...doc, channel: 'p/other/me', hand: { advance: false, sight: 'dim' } }).advance, false);
  assert.equal(handOf({ ...doc, me: 'else', channel: 'p/s/else' }).sight, '');
});

test('Shift with a letter is a key of one’s own, with Caps Lock too; without Shift it is not', () => {
  const event = (key, more) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
  assert.equal(commandOf(event('K', { shiftKey: true })), 'letter:k');
  assert.equal(commandOf(event('k', { shiftKey: true })), 'letter:k');
  assert.equal(commandOf(event('K')), 'previous_segment');
  assert.equal(commandOf(event('K', { shiftKey: true, altKey: true })), null);
});

test('the word at an offset is the one it lies in or touches', () => {
  const text = 'Kami rapat, orang-orang.';
  const word = (offset) => { const found = wordAround(text, offset); return found && text.slice(...found); };
  assert.deepEqual([0, 4, 7, 10, 15, 23].map(word), ['Kami', 'Kami', 'rapat', 'rapat', 'orang-orang', 'orang-orang']);
  assert.equal(word(24), null);
});

test('an edge goes on to the next sentence’s edge, and stays where there is none', () => {
  const text = 'Satu. Dua. Tiga.';
  const sentences = [[0, 6], [6, 11], [11, 16]];
  assert.equal(unitEdge(sentences, text, 3, 1, 'end'), 5);
  assert.equal(unitEdge(sentences, text, 5, 1, 'end'), 10);
  assert.equal(unitEdge(sentences, text, 10, -1, 'end'), 5);
  assert.equal(unitEdge(sentences, text, 6, -1, 'start'), 0);
  assert.equal(unitEdge(sentences, text, 16, 1, 'end'), 16);
});
