import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Model } from '../../../coding/ui/coding_surface/model.mjs';
import { Queue } from '../../../coding/ui/coding_surface/queue.mjs';
import { Server } from '../../browser/harness/server.mjs';
import { seeded } from './random.mjs';

const CODES = ['A', 'B', 'C'].map((id) => ({ id, name: id, codable: true }));
const source = (codings = []) => ({ channel: 'p/s/me', snap: 1, me: 'me', codings, codes: CODES, finished: false });
const coding = (id, more = {}) => ({ id, code: 'A', start: 0, end: 5, by: 'me', v: 1, origin: 'hand', ...more });
const event = (rev, more) => ({ rev, by: 'me', codings: [], removed: [], ...more });
const sync = (since, rev, ...events) => ({ since, rev, events, acks: [] });
const drawn = (model) => [...model.drawn.values()].sort((a, b) => (a.id < b.id ? -1 : 1));

test('a coding is drawn at once and stays when the server confirms it', () => {
  const model = new Model(source());
  const pairs = model.act({ op: '1', verb: 'code', codings: [{ id: 'x', code: 'A', start: 0, end: 5 }] });
  assert.deepEqual(pairs, [[null, coding('x')]]);
  model.acknowledge('1');
  const news = model.receive(sync(1, 2, event(2, { op: '1', codings: [coding('x')] })));
  assert.deepEqual([news.pairs, drawn(model), model.way.length, model.rev], [[], [coding('x')], 0, 2]);
});

test('a refused operation is taken back, and what was done after it stays', () => {
  const model = new Model(source([coding('x')]));
  model.act({ op: '1', verb: 'recode', id: 'x', v: 1, code: 'B' });
  model.act({ op: '2', verb: 'set', ids: ['x'], values: { status: 'absent' } });
  model.refuse('1');
  assert.deepEqual([model.drawn.get('x').code, model.drawn.get('x').status], ['A', 'absent']);
});

test('a value set to null is gone, not null', () => {
  const model = new Model(source([coding('x', { status: 'absent', memo: 'a' })]));
  model.act({ op: '1', verb: 'set', ids: ['x'], values: { status: null } });
  model.act({ op: '2', verb: 'memo', id: 'x', v: 2, text: '' });
  assert.deepEqual(model.drawn.get('x'), coding('x', { v: 3 }));
});

test('events seen before change nothing, and after a gap nothing is applied', () => {
  const model = new Model(source([coding('x')]));
  model.receive(sync(1, 2, event(2, { codings: [coding('x', { code: 'B' })] })));
  model.receive(sync(1, 2, event(2, { codings: [coding('x', { code: 'C' })] })));
  assert.equal(model.drawn.get('x').code, 'B');
  assert.equal(model.receive(sync(5, 6, event(6, { removed: ['x'] }))).gap, true);
  assert.deepEqual([model.rev, model.drawn.size], [2, 1]);
});

test('what was acknowledged before its event arrives does not flicker', () => {
  const model = new Model(source());
  model.act({ op: '1', verb: 'code', codings: [{ id: 'x', code: 'A', start: 0, end: 5 }] });
  model.acknowledge('1');
  assert.equal(model.receive(sync(3, 4)).gap, true);
  assert.equal(model.drawn.size, 1);
  model.receive(sync(1, 4, event(2, { by: 'other', codings: [coding('y')] }), event(3, { op: '1', codings: [coding('x')] })));
  assert.deepEqual(drawn(model).map((one) => one.id), ['x', 'y']);
});

test('undo draws what was there before, redo what was there after', () => {
  const model = new Model(source([coding('x')]));
  model.act({ op: '1', verb: 'uncode', ids: ['x'] });
  assert.equal(model.drawn.size, 0);
  const undo = model.undoOf();
  assert.equal(undo.of, '1');
  model.push({ op: '2', verb: 'undo', of: '1' }, undo.image);
  assert.equal(model.drawn.get('x').code, 'A');
  model.push({ op: '3', verb: 'redo' }, model.redoOf().image);
  assert.equal(model.drawn.size, 0);
  assert.equal(model.redoOf(), null);
});

test('a change on top of an undo names the version that the undo really made', () => {
  const model = new Model(source([coding('x')]));
  model.act({ op: '1', verb: 'uncode', ids: ['x'] });
  model.push({ op: '2', verb: 'undo', of: '1' }, model.undoOf().image);
  const resize = { op: '3', verb: 'resize', id: 'x', v: model.drawn.get('x').v, start: 0, end: 9 };
  const memo = { op: '4', verb: 'memo', id: 'x', v: resize.v + 1, text: 'm' };
  model.act(resize);
  model.act(memo);
  const news = model.receive(sync(1, 3, event(2, { op: '1', removed: ['x'] }), event(3, { op: '2', codings: [coding('x', { v: 7 })] })));
  assert.deepEqual([resize.v, memo.v, news.rebased.length, model.drawn.get('x').v], [7, 8, 2, 9]);
});

test('where an undo brought something else than was drawn, the conflict is left for the server to find', () => {
  const model = new Model(source([coding('x')]));
  model.act({ op: '1', verb: 'uncode', ids: ['x'] });
  model.push({ op: '2', verb: 'undo', of: '1' }, model.undoOf().image);
  const memo = { op: '3', verb: 'memo', id: 'x', v: 2, text: 'm' };
  model.act(memo);
  model.receive(sync(1, 3, event(3, { op: '2', codings: [coding('x', { v: 7, memo: 'other' })] })));
  assert.equal(memo.v, 2);
});

test('a new gesture ends redoing', () => {
  const model = new Model(source());
  model.act({ op: '1', verb: 'finish', finished: true });
  model.undoOf();
  model.act({ op: '2', verb: 'finish', finished: true });
  assert.equal(model.redoOf(), null);
});

test('a code made here can be used before the server knows it, and is not listed twice after', () => {
  const model = new Model(source());
  model.act({ op: '1', verb: 'new_code', code: { id: 'N', key: null, name: 'baru', parent: null }, codings: [{ id: 'x', code: 'N', start: 0, end: 4 }] });
  assert.deepEqual(model.codes.map((code) => code.id), ['A', 'B', 'C', 'N']);
  model.acknowledge('1');
  assert.equal(model.receive(sync(1, 2, event(2, { op: '1', codings: [coding('x', { code: 'N' })], codes: [...CODES, { id: 'N', key: 'N1', name: 'baru', codable: true }] }))).codes, true);
  assert.deepEqual([model.codes.length, model.codes.at(-1).key], [4, 'N1']);
});

test('only the own finished mark is shown as finished', () => {
  const model = new Model(source());
  model.receive(sync(1, 2, event(2, { by: 'other', finished: true })));
  assert.equal(model.finished, false);
  model.act({ op: '1', verb: 'finish', finished: true });
  assert.equal(model.finished, true);
  model.refuse('1');
  assert.equal(model.finished, false);
});

// One person at a server over a line that loses requests, loses answers, delays and repeats, while somebody else codes
// too; every operation must be stored once, and both sides must agree in the end.
function visit(seed, steps) {
  const random = seeded(seed);
  const server = new Server(source(), null);
  const model = new Model(source());
  const queue = new Queue({ channel: 'p/s/me', client: 'tab', rev: 1 });
  const line = []; // {at, up: request} or {at, down: sync}
  let [now, made] = [0, 0];
  const id = () => `${seed}-${made++}`;
  const send = (op, act) => { act(op); queue.push(op); };
  const gesture = () => {
    const known = [...model.drawn.values()].filter((one) => one.by === 'me');
    const one = known[Math.floor(random() * known.length)];
    const kind = random();
    const op = { op: id() };
    if (!one || kind < 0.45) send({ ...op, verb: 'code', codings: [{ id: id(), code: CODES[made % 3].id, start: made, end: made + 5 }] }, (it) => model.act(it));
    else if (kind < 0.55) send({ ...op, verb: 'uncode', ids: [one.id] }, (it) => model.act(it));
    else if (kind < 0.65) send({ ...op, verb: 'recode', id: one.id, v: one.v, code: CODES[made % 3].id }, (it) => model.act(it));
    else if (kind < 0.75) send({ ...op, verb: 'resize', id: one.id, v: one.v, start: one.start, end: one.end + 1 }, (it) => model.act(it));
    else if (kind < 0.85) send({ ...op, verb: 'set', ids: [one.id], values: { weight: made % 5 || null } }, (it) => model.act(it));
    else if (kind < 0.95) send({ ...op, verb: 'memo', id: one.id, v: one.v, text: `m${made}` }, (it) => model.act(it));
    else {
      const undo = model.undoOf();
      if (undo) send({ ...op, verb: 'undo', of: undo.of }, (it) => model.push(it, undo.image));
    }
  };
  const arrive = (sync) => {
    const outcome = queue.receive(sync);
    outcome.confirmed.forEach((one) => model.acknowledge(one));
    outcome.refused.forEach((ack) => model.refuse(ack.op));
    model.receive(sync);
    return outcome.refused;
  };
  let total = 0;
  let cut = false;
  const refused = [];
  for (let step = 0; step < steps || queue.ops.length || queue.gap || line.length; step++) {
    assert.ok(step < steps + 20000, 'the queue never emptied');
    now += 2 + Math.floor(random() * 18);
    if (step < steps) { gesture(); cut = random() < 0.02 ? !cut : cut; }
    else cut = false;
    if (step % 37 === 0 && step < steps) {
      server.other([coding(`o${step}`, { by: 'other' })]);
      line.push({ at: now + 30, down: server.sync(random() < 0.5 ? server.state.rev - 1 : queue.rev) });
    }
    const request = queue.next(now);
    if (request && !cut && random() > 0.1) {
      line.push({ at: now + Math.floor(random() * 200), up: structuredClone(request) });
      if (random() < 0.1) line.push({ at: now + 300, up: structuredClone(request) });
    }
    for (const item of line.filter((one) => one.at <= now)) {
      line.splice(line.indexOf(item), 1);
      if (item.down) refused.push(...arrive(item.down));
      else {
        const answer = server.handle(item.up);
        if (!cut && random() > 0.1) line.push({ at: now + Math.floor(random() * 200), down: structuredClone(answer) });
      }
    }
    total = made;
  }
  arrive(server.sync(queue.rev));
  return { server, model, queue, refused, total };
}

test('a thousand operations with losses, repeats and twenty disconnects: none lost, none doubled, both sides agree', () => {
  const { server, model, queue, refused } = visit(1, 1000);
  assert.equal(server.state.applied, Object.keys(server.state.seen).length);
  assert.ok(server.state.applied >= 990, `${server.state.applied}`);
  assert.equal(queue.saved + Object.values(server.state.seen).filter((ack) => !ack.ok).length, server.state.applied);
  assert.deepEqual(drawn(model), server.state.codings.slice().sort((a, b) => (a.id < b.id ? -1 : 1)));
  assert.equal(model.way.length, 0);
  assert.deepEqual(refused.map((ack) => ack.why), [], 'nobody else touched these codings');
});

test('whatever the line does, what is drawn in the end is what is stored', () => {
  for (let seed = 2; seed < 40; seed++) {
    const { server, model } = visit(seed, 60);
    assert.deepEqual(drawn(model), server.state.codings.slice().sort((a, b) => (a.id < b.id ? -1 : 1)), `seed ${seed}`);
  }
});

test('a confirmed coding stays drawn while the news of it is still to come', () => {
  const doc = { snap: 0, me: 'me', codes: [], coders: [], codings: [], finished: false };
  const model = new Model(doc);
  const ops = [1, 2].map((n) => ({ op: `op${n}`, verb: 'code', codings: [{ id: `c${n}`, code: 'k', start: n, end: n + 1 }] }));
  for (const op of ops) model.act(op);
  for (const op of ops) model.acknowledge(op.op);
  const told = (n) => ({ rev: n, op: `op${n}`, by: 'me', codings: [{ id: `c${n}`, code: 'k', by: 'me', v: 1, start: n, end: n + 1 }], removed: [] });
  model.receive({ since: 0, rev: 1, more: true, acks: [], events: [told(1)] });
  assert.equal(model.drawn.size, 2);
  model.receive({ since: 1, rev: 2, more: false, acks: [], events: [told(2)] });
  assert.equal(model.drawn.size, 2);
  assert.equal(model.way.length, 0);
});
