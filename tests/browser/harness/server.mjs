// A server in a few lines, with the same duties as the real one: each operation once, revisions without gaps, versions
// checked, undo and redo. Its state lives in localStorage so that it survives a reload of the page.

const CHANGING = { recode: ['code'], resize: ['start', 'end'] };

export class Server {
  constructor(doc, storage = globalThis.localStorage) {
    this.storage = storage;
    this.key = `server/${doc.channel}`;
    const kept = storage?.getItem(this.key);
    this.state = kept ? JSON.parse(kept) : { rev: doc.snap, codings: doc.codings, codes: doc.codes, finished: doc.finished, seen: {}, events: [], done: [], undone: [], applied: 0 };
  }

  #save() { this.storage?.setItem(this.key, JSON.stringify(this.state)); }

  doc(doc) {
    return { ...doc, snap: this.state.rev, codings: this.state.codings, codes: this.state.codes, finished: this.state.finished, hand: this.state.hand ?? {} };
  }

  // What somebody else did.
  other(codings, removed = []) {
    this.#write({ by: 'other', codings, removed });
    this.#save();
  }

  #write(event) {
    const gone = new Set([...event.removed, ...event.codings.map((coding) => coding.id)]);
    this.state.codings = [...this.state.codings.filter((coding) => !gone.has(coding.id)), ...event.codings];
    if (event.codes) this.state.codes = event.codes;
    if (event.finished !== undefined) this.state.finished = event.finished;
    this.state.events.push({ ...event, rev: ++this.state.rev });
  }

  handle(request) {
    const acks = request.ops.map((op) => this.#once(op));
    this.#save();
    return this.sync(request.rev, acks, request.ask);
  }

  sync(since, acks = [], ask = null) {
    const { rev, events, done, undone } = this.state;
    const answers = Object.fromEntries((ask ?? []).map((question) => [question, [{ source: 'W2', lines: '12-14', quote: 'Kami rapat setiap bulan dengan semua gerai.', by: 'Budi' }]]));
    return { role: 'sync', since, rev, acks, events: events.filter((event) => event.rev > since), answers, undo: { can: done.length > 0, what: done.at(-1)?.verb ?? '' }, redo: { can: undone.length > 0, what: '' } };
  }

  #once(op) {
    const { seen } = this.state;
    if (!seen[op.op]) seen[op.op] = this.#apply(op);
    return { op: op.op, ...seen[op.op] };
  }

  #find(id) { return this.state.codings.find((coding) => coding.id === id); }

  #apply(op) {
    this.state.applied++;
    if (op.verb === 'undo' || op.verb === 'redo') return this.#back(op);
    const before = this.state.codings.slice();
    const wasFinished = this.state.finished;
    const event = { op: op.op, by: 'me', codings: [], removed: [] };
    if (op.verb === 'hand') {
      this.state.hand = { ...this.state.hand, ...op.hand };
      return { ok: true };
    }
    if (op.verb === 'seen') {
      (this.state.shown ??= []).push(op);
      return { ok: true };
    }
    if (op.verb === 'code' || op.verb === 'new_code' || op.verb === 'accept') {
      event.codings = op.codings.map((coding) => ({ ...coding, by: 'me', v: 1, origin: op.origin ?? 'hand' }));
      if (op.verb === 'new_code') event.codes = [...this.state.codes, { ...op.code, key: op.code.key ?? `N${this.state.codes.length}`, sign: 'N', colour: '#0f766e', codable: true, shortcut: '', texts: {} }];
    } else if (op.verb === 'reject') (this.state.refused ??= []).push(op);
    else if (op.verb === 'finish') event.finished = op.finished;
    else if (op.verb === 'uncode') event.removed = op.ids;
    else if (op.verb === 'set') event.codings = op.ids.map((id) => this.#changed(this.#find(id), op.values));
    else {
      const coding = this.#find(op.id);
      if (!coding) return { ok: false, why: 'Not found.' };
      if (coding.v !== op.v) return { ok: false, why: 'Budi changed this a moment ago.', conflict: { mine: op.text ?? '', theirs: coding.memo ?? '' } };
      const values = op.verb === 'memo' ? { memo: op.text } : Object.fromEntries(CHANGING[op.verb].map((key) => [key, op[key]]));
      event.codings = [this.#changed(coding, values)];
    }
    this.#write(event);
    this.state.done.push({ op: op.op, verb: op.verb, ids: [...event.codings.map((coding) => coding.id), ...event.removed], before, after: this.state.codings.slice(), finished: [wasFinished, this.state.finished] });
    this.state.undone = [];
    return { ok: true };
  }

  #changed(coding, values) {
    const result = { ...coding, ...values, v: coding.v + 1 };
    for (const key of Object.keys(values)) if (values[key] === null || values[key] === '') delete result[key];
    return result;
  }

  #back(op) {
    const [from, to] = op.verb === 'undo' ? [this.state.done, this.state.undone] : [this.state.undone, this.state.done];
    const entry = from.pop();
    if (!entry) return { ok: false, why: 'Nothing.' };
    to.push(entry);
    const image = op.verb === 'undo' ? entry.before : entry.after;
    const wanted = image.filter((coding) => entry.ids.includes(coding.id)).map((coding) => ({ ...coding, v: Math.max(coding.v, this.#find(coding.id)?.v ?? 0) + 1 }));
    const event = { op: op.op, by: 'me', codings: wanted, removed: entry.ids.filter((id) => !wanted.some((coding) => coding.id === id)), undoes: entry.op };
    if (entry.verb === 'finish') event.finished = entry.finished[op.verb === 'undo' ? 0 : 1];
    this.#write(event);
    return { ok: true };
  }
}
