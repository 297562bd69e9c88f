import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { KEYS, commandOf, press } from '../../../coding/ui/coding_surface/keys.mjs';
import { Commands } from '../../../coding/ui/coding_surface/commands.mjs';
import { MAP_WORDS } from '../../../coding/ui/coding_surface/map_words.mjs';
import { WORDS, translator } from '../../../coding/ui/coding_surface/words.mjs';

const event = (key, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
const commands = KEYS.flatMap((group) => group.commands);

test('no key is bound twice, and no digit is bound at all', () => {
  const keys = commands.flatMap(([, bound]) => bound);
  assert.equal(new Set(keys).size, keys.length);
  assert.deepEqual(keys.filter((key) => /^\d$/.test(key)), []);
});

test('every bound command exists and is explained', () => {
  for (const [command] of commands) {
    assert.equal(typeof Commands.prototype[command], 'function', command);
    assert.ok(WORDS[`key_${command}`], command);
  }
  for (const { group } of KEYS) assert.ok(WORDS[`key_${group}`], group);
});

test('a press means what its keys say, also with Caps Lock and on a Mac', () => {
  assert.equal(commandOf(event('z')), 'undo');
  assert.equal(commandOf(event('Z')), 'undo');
  assert.equal(commandOf(event('z', { metaKey: true })), 'undo');
  assert.equal(commandOf(event('Z', { ctrlKey: true, shiftKey: true })), 'redo');
  assert.equal(commandOf(event('?', { shiftKey: true })), 'help');
  assert.equal(commandOf(event('ArrowRight', { altKey: true, shiftKey: true })), 'start_right');
  assert.equal(commandOf(event('7')), 'digit:7');
  assert.equal(commandOf(event('ArrowRight', { ctrlKey: true, shiftKey: true })), 'extend_right');
  assert.equal(press(event('F5')), 'F5');
});

test('what the browser does itself is left alone', () => {
  for (const mine of [event('ArrowRight'), event('ArrowRight', { shiftKey: true }), event('ArrowDown', { shiftKey: true }), event('c', { ctrlKey: true }), event('7', { ctrlKey: true }), event('r', { ctrlKey: true }), event('a', { isComposing: true })])
    assert.equal(commandOf(mine), null, mine.key);
});

test('every word the surface or the concept map asks for is in its table', () => {
  const folder = new URL('../../../coding/ui/coding_surface/', import.meta.url);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.mjs'))) {
    const source = readFileSync(new URL(file, folder), 'utf8');
    const [table, asks] = file.startsWith('map_') ? [MAP_WORDS, /(?:words|#button|tool)\('(\w+)'/g] : [WORDS, /words\('(\w+)'/g];
    for (const [, key] of source.matchAll(asks)) assert.ok(key in table, `${file}: ${key}`);
  }
});

test('a translation takes the place of our own words, and its places are filled', () => {
  const words = translator({ offline: 'luring, {n} menunggu', saved: '' });
  assert.equal(words('offline', { n: 3 }), 'luring, 3 menunggu');
  assert.equal(words('saved'), 'saved');
  assert.equal(words('hits', { n: 1 }), '1 of {total}');
});
