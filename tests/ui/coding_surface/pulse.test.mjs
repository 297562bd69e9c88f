// A part of the page is looked at again after a while, and never while another page is on its way.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';

globalThis.location = { pathname: '/tagging' };
mock.timers.enable({ apis: ['setTimeout'] });
let now = 0;
mock.method(performance, 'now', () => now);
const { arrived, leave } = await import('../../../coding/ui/coding_surface/leaving.mjs');
const { default: pulse, touch } = await import('../../../coding/ui/coding_surface/pulse.mjs');

let asked;
let place;
let gone;
const ask = () => { asked += 1; };
const draw = (beat) => { gone = pulse({ data: { after: 1500, beat }, parentElement: place, setTriggerValue: ask }); };
const remove = () => {
  place.isConnected = false;
  gone();
};
const pass = (ms) => { for (let over = 0; over < ms; over += 50) { now += 50; mock.timers.tick(50); } };

beforeEach(() => {
  arrived();
  asked = 0;
  place = { isConnected: true };
});

afterEach(remove);

test('it is asked once for each time it is drawn anew', () => {
  draw(1);
  pass(1400);
  draw(1); // drawn again with nothing new: the clock runs on
  pass(200);
  assert.equal(asked, 1);
  pass(3000);
  assert.equal(asked, 1);
  draw(2);
  pass(1600);
  assert.equal(asked, 2);
});

test('an answer that does not come is asked for again', () => {
  draw(1);
  pass(12000);
  assert.equal(asked, 2);
});

test('between the wish for another page and that page nothing is asked', () => {
  draw(1);
  pass(1000);
  leave();
  pass(5000);
  assert.equal(asked, 0);
  arrived();
  pass(300);
  assert.equal(asked, 1);
});

test('a part that has left the page asks no more', () => {
  draw(1);
  remove();
  pass(20000);
  assert.equal(asked, 0);
});

test('a page that nobody touches asks no more, until somebody does', () => {
  touch();
  draw(1);
  pass(30 * 60 * 1000);
  const before = asked;
  assert.ok(before > 100);
  pass(60 * 60 * 1000);
  assert.ok(asked <= before + 1);
  const last = asked;
  touch();
  pass(1100);
  assert.equal(asked, last + 1);
});
