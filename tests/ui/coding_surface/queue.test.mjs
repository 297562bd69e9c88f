import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Queue } from '../../../coding/ui/coding_surface/queue.mjs';
import { belongs } from '../../../coding/ui/coding_surface/storage.mjs';

const queue = (rev = 1) => new Queue({ channel: 'p/s/c', client: 'tab', rev });
const op = (id) => ({ op: id, verb: 'finish', finished: true });
const sync = (values) => ({ since: 1, rev: 1, acks: [], events: [], answers: {}, ...values });
const ok = (...ids) => ids.map((id) => ({ op: id, ok: true }));

test('one request is in flight, and it holds everything unconfirmed in order', () => {
  const q = queue();
  q.push(op('a'));
  assert.deepEqual(q.next(0).ops.map((one) => one.op), ['a']);
  q.push(op('b'));
  assert.equal(q.next(100), null);
  assert.equal(q.receive(sync({ rev: 2, acks: ok('a') })).confirmed.length, 1);
  const second = q.next(120);
  assert.deepEqual([second.rev, second.ops.map((one) => one.op)], [2, ['b']]);
});

test('a request without answer is sent again after 2.5 seconds, then more and more rarely, up to ten', () => {
  const q = queue();
  q.push(op('a'));
  const sent = [];
  for (let now = 0; now < 60000; now += 100) if (q.next(now)) sent.push(now);
  const gaps = sent.slice(1).map((at, i) => at - sent[i]);
  assert.equal(gaps[0], 2500);
  assert.ok(gaps.every((gap, i) => i === 0 || gap >= gaps[i - 1]));
  assert.equal(Math.max(...gaps), 10000);
});

test('an answer that comes twice confirms once, and one for another tab confirms nothing', () => {
  const q = queue();
  q.push(op('a'));
  q.next(0);
  assert.equal(q.receive(sync({ acks: ok('x') })).confirmed.length, 0);
  assert.equal(q.next(10), null);
  q.receive(sync({ rev: 2, acks: ok('a') }));
  q.receive(sync({ rev: 2, acks: ok('a') }));
  assert.deepEqual([q.saved, q.ops.length, q.mood()], [1, 0, 'saved']);
});

test('a refusal names the operation and takes it out of the queue', () => {
  const q = queue();
  q.push(op('a'));
  q.next(0);
  const { refused } = q.receive(sync({ acks: [{ op: 'a', ok: false, why: 'No.' }] }));
  assert.deepEqual([refused[0].why, refused[0].operation.verb, q.ops.length, q.saved], ['No.', 'finish', 0, 0]);
});

test('a gap asks for what is missing with the own revision and without operations', () => {
  const q = queue(3);
  assert.equal(q.receive(sync({ since: 7, rev: 8 })).gap, true);
  const request = q.next(0);
  assert.deepEqual([request.rev, request.ops], [3, []]);
  q.receive(sync({ since: 3, rev: 8 }));
  assert.deepEqual([q.rev, q.due(10)], [8, null]);
});

test('news that overtakes the answer to a gap is asked for too', () => {
  const q = queue(1);
  q.receive(sync({ since: 2, rev: 2 }));
  q.next(0);
  q.receive(sync({ since: 3, rev: 3 }));
  assert.equal(q.receive(sync({ since: 1, rev: 2 })).gap, true);
  assert.deepEqual([q.next(10).rev, q.rev], [2, 2]);
});

test('a change that names a version waits behind an undo, and all that was done after it too', () => {
  const q = queue();
  q.push({ op: 'a', verb: 'undo' });
  q.push({ op: 'b', verb: 'code', codings: [] });
  q.push({ op: 'c', verb: 'resize', id: 'x', v: 3 });
  q.push(op('d'));
  assert.deepEqual(q.next(0).ops.map((one) => one.op), ['a', 'b']);
  q.receive(sync({ rev: 3, acks: ok('a', 'b') }));
  assert.deepEqual(q.next(1).ops.map((one) => one.op), ['c', 'd']);
});

test('a tab that only listens names its revision before the repeated news grows long', () => {
  const queue = new Queue({ channel: 'p/s/c', client: 'tab', rev: 0 });
  const news = (from, to) => Array.from({ length: to - from }, (_, i) => ({ rev: from + i + 1, by: 'x', codings: [], removed: [] }));
  queue.receive({ since: 0, rev: 60, acks: [], events: news(0, 60), answers: {} });
  assert.equal(queue.next(0), null);
  queue.receive({ since: 0, rev: 61, acks: [], events: news(0, 61), answers: {} });
  assert.equal(queue.next(0).rev, 61);
  queue.receive({ since: 61, rev: 61, acks: [], events: [], answers: {} });
  assert.equal(queue.flight, null);
  assert.equal(queue.next(0), null);
});

test('the connection coming back sends at once', () => {
  const q = queue();
  q.push(op('a'));
  q.next(0);
  q.next(2500);
  assert.equal(q.mood(), 'offline');
  assert.equal(q.next(2600), null);
  q.retry();
  assert.equal(q.mood(), 'saving');
  assert.equal(q.next(2601).ops.length, 1);
});

test('a wish to go elsewhere outlives the page being put up anew until a request has carried it', () => {
  const q = queue();
  q.push(op('a'));
  q.visit = { correct: 7 };
  assert.equal(q.next(0).visit, undefined);
  q.interrupted();
  assert.deepEqual(q.visit, { correct: 7 });
  q.receive(sync({ rev: 2, acks: ok('a') }));
  assert.deepEqual(q.next(1).visit, { correct: 7 });
  q.interrupted();
  assert.equal(q.visit, null);
});

test('what an earlier visit left goes first and is not doubled', () => {
  const q = queue();
  q.push(op('b'));
  assert.deepEqual(q.restore([op('a'), op('b')]).map((one) => one.op), ['a']);
  assert.deepEqual(q.ops.map((one) => one.op), ['a', 'b']);
});

test('the place goes up with the next request, alone only when nothing else happens, and waits for no answer', () => {
  const q = queue();
  q.moved({ offset: 5, read_to: 9, code: null });
  assert.equal(q.next(0), null);
  assert.equal(q.next(0, true).place.offset, 5);
  assert.equal(q.next(1, true), null);
  q.moved({ offset: 6, read_to: 9, code: null });
  q.push(op('a'));
  assert.equal(q.next(2).place.offset, 6);
});

test('a question for examples is asked until answered, and given up rather than asked for ever', () => {
  const q = queue();
  q.ask.add('examples/k');
  assert.deepEqual(q.next(0).ask, ['examples/k']);
  q.receive(sync({ answers: { 'examples/k': [] } }));
  assert.equal(q.due(1), null);
  q.ask.add('m');
  let asked = 0;
  for (let now = 0; now < 60000; now += 100) if (q.next(now)) asked++;
  assert.ok(asked <= 3);
});

test('a channel belongs to its project, source and coder', () => {
  assert.ok(belongs('p/s/rina', 'rina') && belongs('p/s/rina', 'p/'));
  assert.ok(!belongs('p/s/rina', 'budi') && !belongs('p/s/rina', 'ina'));
});
