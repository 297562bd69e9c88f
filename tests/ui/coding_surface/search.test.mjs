import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findAll } from '../../../coding/ui/coding_surface/search.mjs';
import { actName, translator } from '../../../coding/ui/coding_surface/words.mjs';

const found = (text, wanted) => findAll(text, wanted).map(([start, end]) => text.slice(start, end));

test('words are found whatever their case, accents and line breaks', () => {
  assert.deepEqual(found('Rapat di kafé, RAPAT di kafe\u0301', 'rápat'), ['Rapat', 'RAPAT']);
  assert.deepEqual(found('Rapat di kafé, RAPAT di kafe\u0301', 'KAFE'), ['kafé', 'kafe\u0301']);
  assert.deepEqual(found('satu\n  pintu', 'satu pintu'), ['satu\n  pintu']);
});

test('typographic quotation marks and dashes are found with those of a keyboard', () => {
  assert.deepEqual(found('disebut “satu data” – kata orang', '"satu data" - kata'), ['“satu data” – kata']);
});

test('what means something in a pattern means itself', () => {
  assert.deepEqual(found('(a.b) axb [c]', 'a.b'), ['a.b']);
  assert.deepEqual(found('(a.b) axb [c]', '[c]'), ['[c]']);
  assert.deepEqual(findAll('x', '  '), []);
});

test('an emoji before a hit does not move it', () => {
  assert.deepEqual(findAll('👍 ya', 'ya'), [[3, 5]]);
});

test('what undo takes back has a name, by the verb of the server and of the surface', () => {
  const words = translator({});
  assert.equal(actName(words, 'qualify'), actName(words, 'set'));
  assert.equal(actName(words, 'code_anew'), actName(words, 'new_code'));
  for (const verb of ['code', 'uncode', 'recode', 'resize', 'memo', 'finish', 'import_codings']) assert.notEqual(actName(words, verb), '', verb);
  assert.equal(actName(words, 'undo'), '');
});
