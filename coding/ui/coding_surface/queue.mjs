// Operations that wait for the server, as a state machine without clock or network: one request in flight, everything
// unconfirmed in every request, resent until named by an acknowledgement.

const MANY = 60; // events that a sync may repeat before this tab names the revision it has

export class Queue {
  constructor({ channel, client, rev, wait = 2500, longest = 10000 }) {
    Object.assign(this, { channel, client, rev, wait, longest });
    this.ops = [];
    this.flight = null; // {at, ids, ask, gap, visit}
    this.tries = 0;
    this.gap = false;
    this.far = false;
    this.ask = new Set();
    this.visit = null; // where to go once everything is saved: the name of a source, or { correct: offset }
    this.place = null;
    this.placeIsNew = false;
    this.saved = 0;
  }

  push(op) {
    if (!this.ops.some((one) => one.op === op.op)) this.ops.push(op);
  }

  // What an earlier visit left behind comes before what was done since.
  restore(ops) {
    const known = new Set(this.ops.map((op) => op.op));
    const found = ops.filter((op) => !known.has(op.op));
    this.ops = [...found, ...this.ops];
    return found;
  }

  moved(place) {
    this.place = place;
    this.placeIsNew = true;
  }

  patience() {
    return Math.min(this.longest, this.wait * 1.6 ** Math.max(0, this.tries - 1));
  }

  // The connection came back, or there is reason to think the request in flight is lost.
  retry() {
    this.flight = null;
    this.tries = 0;
  }

  // The page is put up anew: a wish to go elsewhere that nobody has heard yet is still one.
  interrupted() {
    if (this.flight?.visit) this.visit = null;
    this.retry();
  }

  get wants() {
    return this.ops.length > 0 || this.gap || this.ask.size > 0 || this.far || this.visit !== null;
  }

  // What may go up now. With news missing: nothing. A change that names a version waits until an undo before it is
  // confirmed, because only the server knows which version the undo makes.
  sendable() {
    if (this.gap) return [];
    const back = this.ops.findIndex((op) => op.verb === 'undo' || op.verb === 'redo');
    const held = back < 0 ? -1 : this.ops.findIndex((op, i) => i > back && op.v !== undefined);
    return held < 0 ? this.ops.slice() : this.ops.slice(0, held);
  }

  // The request to send now, or null.
  next(now, idle = false) {
    if (this.flight && now < this.flight.at + this.patience()) return null;
    if (!this.wants && !(idle && this.placeIsNew)) return null;
    const ops = this.sendable();
    const request = { channel: this.channel, client: this.client, rev: this.rev, ops };
    if (this.ask.size) request.ask = [...this.ask];
    if (this.place && this.placeIsNew) request.place = this.place;
    if (this.visit !== null && !this.ops.length) request.visit = this.visit;
    this.placeIsNew = false;
    if (this.wants) {
      this.tries = this.flight ? this.tries + 1 : 1;
      this.flight = { at: now, rev: this.rev, ids: new Set(ops.map((op) => op.op)), gap: this.gap, ask: this.ask.size > 0, far: this.far, visit: 'visit' in request };
    }
    // A question that got no answer twice is dropped: nothing is lost with it.
    if (this.tries > 2) this.ask.clear();
    return request;
  }

  // Milliseconds until `next` could have something, or null while nothing waits.
  due(now) {
    if (!this.wants) return null;
    return this.flight ? Math.max(0, this.flight.at + this.patience() - now) : 0;
  }

  // Take in a sync: {confirmed: [op id], refused: [acknowledgement], gap}.
  receive(sync) {
    const mine = new Map(this.ops.map((op) => [op.op, op]));
    const named = sync.acks.filter((ack) => mine.has(ack.op));
    const confirmed = named.filter((ack) => ack.ok).map((ack) => ack.op);
    const refused = named.filter((ack) => !ack.ok).map((ack) => ({ ...ack, operation: mine.get(ack.op) }));
    const settled = new Set(named.map((ack) => ack.op));
    this.ops = this.ops.filter((op) => !settled.has(op.op));
    this.saved += confirmed.length;
    const answered = Object.keys(sync.answers ?? {});
    for (const question of answered) this.ask.delete(question);
    this.known = Math.max(this.known ?? 0, sync.rev);
    if (sync.since <= this.rev) this.rev = Math.max(this.rev, sync.rev);
    this.gap = this.known > this.rev;
    // The server tells everything since the revision this tab last named: name a newer one before that grows long.
    this.far = (sync.events?.length ?? 0) > MANY;
    const flight = this.flight;
    if (flight && (sync.acks.some((ack) => flight.ids.has(ack.op)) || (flight.gap && sync.since <= flight.rev) || (flight.ask && answered.length > 0) || (flight.far && sync.since >= flight.rev)))
      this.retry();
    return { confirmed, refused, gap: this.gap };
  }

  // "saved", "saving" or "offline".
  mood(online = true) {
    if (!this.ops.length) return 'saved';
    return !online || this.tries > 1 ? 'offline' : 'saving';
  }
}
