// Between the queue and the outside: timers, the browser's storage, the host's trigger.

import { leave, leaving } from './leaving.mjs';
import { Queue } from './queue.mjs';
import * as storage from './storage.mjs';

const CLIENT = globalThis.crypto?.randomUUID?.() ?? 'client';
const IDLE = 4000;
const AWAY = 3000; // after so long without the page, a wish to go elsewhere is an old one

export class Sync {
  constructor(channel, rev, { changed, refused, restored, kept = storage }) {
    this.queue = new Queue({ channel, client: CLIENT, rev });
    Object.assign(this, { channel, changed, refused, restored, kept });
    this.trigger = null;
    this.left = Infinity; // when the mount left the page
    this.lost = false; // true: the server does not answer
    this.memory = false; // true: the browser cannot keep the queue
    this.seq = Date.now() * 1000;
    this.moods = () => this.#show();
    this.online = () => { this.queue.retry(); this.#pump(); };
    globalThis.addEventListener?.('online', this.online);
    globalThis.addEventListener?.('offline', this.moods);
    this.#restore();
  }

  async #restore() {
    try {
      const found = this.queue.restore(await this.kept.left(this.channel));
      // What was left comes before what this visit makes.
      found.forEach((op, i) => (this.order ??= new Map()).set(op.op, i));
      if (found.length) this.restored(found);
    } catch {
      this.memory = true;
    }
    this.#pump();
  }

  // A gesture: keep it, then send it once the screen has been painted.
  push(op) {
    this.queue.push(op);
    this.keepAgain(op);
    this.#show();
    this.#soon();
  }

  // Write an operation down, or again after it was changed before it went up; its place in the order stays.
  keepAgain(op) {
    this.order ??= new Map();
    if (!this.order.has(op.op)) this.order.set(op.op, this.seq++);
    this.#keep(() => this.kept.keep(this.channel, op, this.order.get(op.op)));
  }

  async #keep(work) {
    try {
      await work();
    } catch {
      this.memory = true;
      this.#show();
    }
  }

  // A question, as "examples/<code>" or "why/<model>/<start>/<end>/<code>"; what is told of a source answers it by its name.
  ask(question) {
    this.queue.ask.add(question);
    this.#soon();
  }

  // Go to another source (by its name, or to a place in it: { source, at }), or to the correction of this one, once what is on its way is saved.
  visit(where) {
    this.queue.visit = where;
    this.#soon();
  }

  moved(place) {
    this.queue.moved(place);
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.#pump(true), IDLE);
  }

  #soon() {
    this.soon ??= requestAnimationFrame(() => setTimeout(() => { this.soon = null; this.#pump(); }, 0));
    // A tab in the background gets no frames.
    clearTimeout(this.late);
    this.late = setTimeout(() => this.#pump(), 250);
  }

  #pump(idle = false) {
    clearTimeout(this.timer);
    const now = performance.now();
    if (this.trigger && !leaving()) {
      const request = this.queue.next(now, idle);
      if (request) this.trigger(request);
      // Its answer is another page.
      if (request?.visit?.correct !== undefined) leave();
    }
    const due = this.queue.due(performance.now());
    if (due !== null && this.trigger) this.timer = setTimeout(() => this.#pump(), Math.max(leaving() ? 250 : 30, due));
    this.#show();
  }

  connect(trigger) {
    const first = !this.trigger;
    this.trigger = trigger;
    if (first && performance.now() - this.left > AWAY) this.queue.visit = null;
    if (first) this.#pump();
  }

  // The mount has left the page: whatever is said through its trigger reaches nobody.
  disconnect() {
    this.trigger = null;
    this.left = performance.now();
    this.queue.interrupted();
  }

  lose(lost) {
    if (this.lost === lost) return;
    this.lost = lost;
    this.#show();
  }

  // Take in a sync; gives what the queue made of it.
  receive(sync) {
    const outcome = this.queue.receive(sync);
    const settled = [...outcome.confirmed, ...outcome.refused.map((ack) => ack.op)];
    if (settled.length) this.#keep(() => this.kept.drop(this.channel, settled));
    this.#soon();
    return outcome;
  }

  #show() {
    this.changed(this.lost ? 'offline' : this.queue.mood(globalThis.navigator?.onLine !== false), this.memory);
  }

  stop() {
    for (const timer of [this.timer, this.idle, this.late]) clearTimeout(timer);
    globalThis.removeEventListener?.('online', this.online);
    globalThis.removeEventListener?.('offline', this.moods);
  }
}
