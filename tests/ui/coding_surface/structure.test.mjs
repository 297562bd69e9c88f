import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Structure, clock } from '../../../coding/ui/coding_surface/structure.mjs';

const doc = (values) => ({ text: '', lines: [0], turns: [], speakers: [], marks: [], moments: [], pages: [], sentences: [], paragraphs: [], ...values });
const said = (structure) => structure.rows.map((row) => structure.text.slice(row.start, row.end));

test('labels stand in the caption, header lines in rows of their own, and no words are hidden', () => {
  const text = 'Tanggal: 12\n\nA: satu dua\n(hening)\nB: tiga\n';
  const structure = new Structure(doc({ text, lines: [0, 12, 13, 25, 34], marks: [[0, 12, 'header'], [13, 16, 'label'], [34, 37, 'label']], turns: [[16, 24, 0], [37, 41, 1]], speakers: [{}, {}] }));
  assert.deepEqual(said(structure), ['Tanggal: 12', 'satu dua', '(hening)', 'tiga']);
  assert.deepEqual(structure.rows.map((row) => row.kind), ['header', 'turn', 'turn', 'turn']);
  assert.deepEqual(structure.rows.map((row) => row.lines.map((line) => line.number)), [[1], [3], [4], [5]]);
});

test('a row that begins inside a line shows that line’s number, and a number is shown once', () => {
  const structure = new Structure(doc({ text: 'A: satu B: dua tiga', lines: [0, 15], turns: [[3, 7, 0], [11, 19, 1]], marks: [[0, 3, 'label'], [8, 11, 'label']], speakers: [{}, {}] }));
  assert.deepEqual(structure.rows.map((row) => row.lines.map((line) => line.number)), [[1], [0, 2]]);
});

test('offsets from the store are counted in UTF-16 inside', () => {
  const structure = new Structure(doc({ text: '😅 a\nbé', lines: [0, 4], turns: [[0, 3, -1], [4, 6, -1]] }));
  assert.deepEqual(said(structure), ['😅 a', 'bé']);
  assert.deepEqual(structure.rowsOf(5, 7), [1, 1]);
});

test('a source without turns is shown by paragraphs, and without those by its lines', () => {
  assert.deepEqual(said(new Structure(doc({ text: 'satu\n\ndua', paragraphs: [[0, 4], [6, 9]] }))), ['satu', 'dua']);
  assert.deepEqual(said(new Structure(doc({ text: 'satu\n\ndua' }))), ['satu', 'dua']);
  assert.deepEqual(new Structure(doc({ text: 'satu\n\ndua' })).units.sentence, [[0, 4], [6, 9]]);
});

test('one long turn that nobody speaks is shown by paragraphs', () => {
  const structure = new Structure(doc({ text: 'satu\n\ndua', turns: [[0, 9, -1]], paragraphs: [[0, 4], [6, 9]] }));
  assert.deepEqual([said(structure), structure.spoken], [['satu', 'dua'], false]);
});

test('a page number and a time stand where they begin', () => {
  const structure = new Structure(doc({ text: 'satu\ndua\ntiga', lines: [0, 5, 9], paragraphs: [[0, 4], [5, 8], [9, 13]], pages: [['3', 0], ['4', 9]], moments: [[0, 4.2, null], [9, 3725, null]] }));
  assert.deepEqual(structure.rows.map((row) => row.page), ['3', undefined, '4']);
  assert.deepEqual(structure.rows.map((row) => row.seconds), [4.2, undefined, 3725]);
  assert.equal(clock(3725), '1:02:05');
  assert.equal(clock(64.9), '01:04');
});

test('a range touches the rows and lines that hold its characters, not the next', () => {
  const structure = new Structure(doc({ text: 'satu dua tiga empat', lines: [0, 5, 9], paragraphs: [[0, 14], [14, 19]] }));
  assert.deepEqual(structure.rowsOf(3, 14), [0, 0]);
  assert.deepEqual(structure.rowsOf(3, 15), [0, 1]);
  assert.deepEqual(structure.linesOf(structure.rows[0], 0, 5), [0, 0]);
  assert.deepEqual(structure.linesOf(structure.rows[0], 4, 10), [0, 2]);
});

test('an empty text has one empty row, so that nothing that asks for a row breaks', () => {
  const structure = new Structure(doc({ text: '' }));
  assert.deepEqual(said(structure), ['']);
  assert.deepEqual(structure.rowsOf(0, 0), [0, 0]);
});
