import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asked, together } from '../../../coding/ui/coding_surface/marking.mjs';

const grid = { rows: ['=K1', '=K2'], columns: ['case:A', 'source:A OR source:B'] };
const cell = (row, column, z = 1) => ({ pointIndex: [row, column], z, data: { meta: [grid] } });

test('a mark of a grid asks for its row and its column', () => {
  assert.equal(asked(cell(1, 0)), '=K2 AND case:A');
  assert.equal(asked(cell(0, 1)), '=K1 AND (source:A OR source:B)');
});

test('a mark of a grid joins its row and column by the word its trace says', () => {
  const data = { meta: [{ rows: ['=K1 AND case:A'], columns: ['=K2'], joined: 'NEAR(2)', ask: 'line:1' }] };
  assert.equal(asked({ pointIndex: [0, 0], z: 1, data }), 'line:1 AND ((=K1 AND case:A) NEAR(2) =K2)');
});

test('an empty cell opens nothing', () => assert.equal(asked(cell(0, 0, 0)), null));

test('a mark of a list asks for its own, with what its trace asks for', () => {
  const data = { meta: [{ marks: ['=K1', null], ask: 'status:absent' }] };
  assert.equal(asked({ pointNumber: 0, data }), 'status:absent AND =K1');
  assert.equal(asked({ pointNumber: 1, data }), null);
  assert.equal(asked({ pointNumber: 2, data }), null);
});

test('a mark that gathers what came before asks for any of it', () => {
  const data = { meta: [{ marks: ['source:A AND =K1', null, 'source:C'], upto: true }] };
  assert.equal(asked({ pointNumber: 0, data }), 'source:A AND =K1');
  assert.equal(asked({ pointNumber: 2, data }), '(source:A AND =K1) OR source:C');
});

test('a trace that says nothing opens nothing', () => {
  assert.equal(asked({ pointNumber: 0, data: {} }), null);
  assert.equal(asked(undefined), null);
});

test('names in quotes stand without brackets, whatever is in them', () => {
  assert.equal(together(['="K (1)"', 'case."jenis a":"b OR c"', 'case:"a \\" b"']), '="K (1)" AND (case."jenis a":"b OR c") AND case:"a \\" b"');
});
