// A click on the way to another page is gone again where it was lost, and only there.

import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';

const app = { testScriptState: 'notRunning', testConnectionState: 'CONNECTED' };
let listen;
globalThis.location = { pathname: '/reduction' };
globalThis.document = {
  addEventListener: (kind, act) => { if (kind === 'click') listen = act; },
  querySelector: () => ({ dataset: app }),
};
mock.timers.enable({ apis: ['setTimeout'] });
let now = 0;
mock.method(performance, 'now', () => now);
const { arrived, leaving } = await import('../../../coding/ui/coding_surface/leaving.mjs');

const way = { href: 'http://here/history', isConnected: true, closest: () => way, clicks: 0 };
const press = (isTrusted) => listen({ target: way, isTrusted });
way.click = () => { way.clicks += 1; press(false); };
const pass = (ms) => { for (let gone = 0; gone < ms; gone += 50) { now += 50; mock.timers.tick(50); } };

beforeEach(() => {
  arrived();
  Object.assign(way, { clicks: 0, isConnected: true });
  app.testScriptState = 'notRunning';
});

test('a click that leads to its page is made once', () => {
  press(true);
  app.testScriptState = 'running';
  pass(3000);
  arrived();
  app.testScriptState = 'notRunning';
  pass(9000);
  assert.equal(way.clicks, 0);
  assert.equal(leaving(), false);
});

test('where the app rests on the same page the way is gone again, at most twice', () => {
  press(true);
  pass(900);
  assert.equal(way.clicks, 0);
  pass(200);
  assert.equal(way.clicks, 1);
  pass(20000);
  assert.equal(way.clicks, 2);
});

test('as long as the app works nothing is pressed', () => {
  press(true);
  app.testScriptState = 'running';
  pass(9000);
  assert.equal(way.clicks, 0);
});

test('a way that is no longer drawn is left alone', () => {
  press(true);
  way.isConnected = false;
  pass(9000);
  assert.equal(way.clicks, 0);
});

test('the page that is open is no way out', () => {
  location.pathname = '/history';
  arrived();
  press(true);
  pass(9000);
  assert.equal(way.clicks, 0);
  assert.equal(leaving(), false);
});
